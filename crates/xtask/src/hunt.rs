//! The long runs that look for faults: fuzzing, mutants, and the page used by chance. The
//! tools of the first two are cargo's own subcommands, installed where they are missing.

use crate::apt;
use crate::dist;
use crate::step::{run, step};
use anyhow::{bail, Context, Result};
use std::env;
use std::fs;
use std::path::Path;
use std::process::Command;

/// Longer texts find nothing that shorter ones don't.
const LONGEST_INPUT: &str = "-max_len=4096";

/// Runs every target for so many minutes, from the seeds in the repository and from what
/// earlier runs here have found.
pub(crate) fn fuzz(root: &Path, minutes: &str) -> Result<()> {
    let minutes: u32 = minutes
        .parse()
        .with_context(|| format!("`{minutes}` is not a number of minutes"))?;
    install("cargo-fuzz")?;
    let fuzz = root.join("fuzz");
    let mut targets: Vec<String> = Vec::new();
    for entry in fs::read_dir(fuzz.join("fuzz_targets"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        targets.extend(name.strip_suffix(".rs").map(str::to_owned));
    }
    targets.sort();
    if targets.is_empty() {
        bail!("there are no targets in {}", fuzz.display());
    }
    for target in targets {
        step(&format!("fuzz {target} for {minutes} minutes"), || {
            let found = root.join("target/fuzz").join(&target);
            fs::create_dir_all(&found)?;
            // Sanitizers are unstable options, which the stable compiler takes this way.
            run(Command::new("cargo")
                .env("RUSTC_BOOTSTRAP", "1")
                .current_dir(root)
                .args(["fuzz", "run", &target])
                .args([found, fuzz.join("seeds").join(&target)])
                .args(["--", LONGEST_INPUT])
                .arg(format!("-max_total_time={}", minutes * 60)))
        })?;
    }
    Ok(())
}

/// So many cases of each property find nearly every mutant; those that survive may be run
/// again with more (`--iterate`, with `PROPTEST_CASES` set).
const CASES_BY_MUTANT: &str = "8";

/// Changes the code in small ways, one at a time, and lists the changes that no test of the
/// core notices; they are in target/mutants/mutants.out as well. What is changed, and what is
/// run, says .cargo/mutants.toml. All of it takes a day: `--shard 1/8` is a part of it.
pub(crate) fn mutants(root: &Path, arguments: &[&str]) -> Result<()> {
    install("cargo-mutants")?;
    let cases = env::var("PROPTEST_CASES").unwrap_or(CASES_BY_MUTANT.to_owned());
    run(Command::new("cargo")
        .env("PROPTEST_CASES", cases)
        .current_dir(root)
        .args(["mutants", "--package", "ziping-core"])
        .args(["--output", "target/mutants"])
        .args(arguments))
}

/// Does so many things by chance on the shipped page; the same seed does the same again.
pub(crate) fn soak(root: &Path, actions: &str, seed: &str) -> Result<()> {
    dist::dist(root)?;
    step(
        &format!("soak the page: {actions} actions, seed {seed}"),
        || {
            run(Command::new("cargo")
                .current_dir(root)
                .env("ZIPING_SOAK_ACTIONS", actions)
                .env("ZIPING_SOAK_SEED", seed)
                .args(["test", "--package=ziping-tests", "--test=page_soak"])
                .args(["--", "--nocapture"]))
        },
    )
}

pub(crate) fn install(tool: &str) -> Result<()> {
    if apt::on_path(tool).is_some() {
        return Ok(());
    }
    step(&format!("install {tool}"), || {
        run(Command::new("cargo").args(["install", "--locked", tool]))
    })
}
