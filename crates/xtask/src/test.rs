//! Every check there is, in one command.

use crate::apt;
use crate::dist;
use crate::engine;
use crate::npm;
use crate::pip;
use crate::prerequisite;
use crate::step::{output, run, run_within, step};
use crate::toolchain::RUSTUP_LIMIT;
use anyhow::{bail, Result};
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Stops at the first step that fails; within the tests, all of them run.
///
/// The tests read dist/, so that what is tested is what is shipped. With all
/// engines, the page is tested in those that it is promised on, old ones included;
/// without, in current Chromium and in Firefox.
pub(crate) fn test(root: &Path, all_engines: bool) -> Result<()> {
    let start = Instant::now();
    step("find or install what the tests need", || {
        prerequisite::install_missing(prerequisite::ALWAYS)?;
        npm::install(root, &npm::TESTS)?;
        pip::install(root)
    })?;
    if all_engines {
        step("find or install the other engines", || {
            prerequisite::install_missing(prerequisite::ALL_ENGINES)?;
            engine::install(root)
        })?;
    }
    format_and_lints(root)?;
    dist::dist(root)?;
    step("run the tests", || {
        cargo(root, &["test", "--workspace", "--no-fail-fast"])
    })?;
    if all_engines {
        step("run the tests of the other engines", || {
            let tests = [
                "--package=ziping-tests",
                "--test=engines",
                "--test=page_saving",
            ];
            // One after the other: WebKitGTK's driver doesn't bear a crowd.
            let alone = ["--", "--ignored", "--test-threads=1"];
            cargo(root, &[&["test"], &tests[..], &alone].concat())
        })?;
    }
    println!("\nall passed in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

/// Those of `ziping-tests` that need neither a built page nor a browser.
const QUICK: [&str; 4] = [
    "--test=docs",
    "--test=golden",
    "--test=import",
    "--test=labelled",
];

/// What tells most while one works: everything but the built page, in a minute or two.
pub(crate) fn check(root: &Path) -> Result<()> {
    format_and_lints(root)?;
    step("run the tests that need no built page", || {
        let packages = ["ziping-core", "ziping-office", "ziping-web", "xtask"];
        let packages = packages.map(|package| format!("--package={package}"));
        let packages: Vec<&str> = packages.iter().map(String::as_str).collect();
        cargo(root, &[&["test", "--no-fail-fast"], &packages[..]].concat())?;
        let tests = ["test", "--no-fail-fast", "--package=ziping-tests"];
        cargo(root, &[&tests, &QUICK[..]].concat())
    })
}

/// Writes every golden file anew, and shows which have changed.
pub(crate) fn golden(root: &Path) -> Result<()> {
    step("find or install what the tests need", || {
        prerequisite::install_missing(prerequisite::ALWAYS)?;
        pip::install(root)
    })?;
    let update = |arguments: &[&str]| {
        run(Command::new("cargo")
            .current_dir(root)
            .env("UPDATE_GOLDEN", "1")
            .args(["test", "--quiet", "--no-fail-fast"])
            .args(arguments))
    };
    step("write the golden files", || {
        update(&[
            "--package=ziping-core",
            "--",
            "golden",
            "report::",
            "spreadsheet::",
        ])?;
        let tests = ["--package=ziping-tests", "--test=office"];
        update(&[&tests, &QUICK[..]].concat())
    })?;
    println!("    read what has changed:");
    run(Command::new("git")
        .current_dir(root)
        .args(["status", "--short"]))
}

fn format_and_lints(root: &Path) -> Result<()> {
    add_component("rustfmt", "fmt")?;
    add_component("clippy", "clippy")?;
    step("check the format", || {
        cargo(root, &["fmt", "--all", "--check"])
    })?;
    step("check the lints", || {
        cargo(
            root,
            &["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"],
        )
    })
}

/// Lets rustup add a part of its toolchain that a minimal one lacks.
fn add_component(name: &str, command: &str) -> Result<()> {
    let is_there = || output(Command::new("cargo").args([command, "--version"])).is_ok();
    if is_there() {
        return Ok(());
    }
    if apt::on_path("rustup").is_some() {
        step(&format!("let rustup add {name}"), || {
            let mut rustup = Command::new("rustup");
            run_within(rustup.args(["component", "add", name]), RUSTUP_LIMIT)
        })?;
    }
    if is_there() {
        return Ok(());
    }
    bail!("`cargo {command}` is missing: rustup component add {name}, or, on Debian, apt-get install {name}")
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").current_dir(root).args(arguments))
}
