//! Every check there is, in one command.

use crate::dist;
use crate::npm;
use crate::pip;
use crate::prerequisite;
use crate::step::{run, step};
use anyhow::Result;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

/// Stops at the first step that fails; within the tests, all of them run.
///
/// The tests read dist/, so that what is tested is what is shipped.
pub(crate) fn test(root: &Path) -> Result<()> {
    let start = Instant::now();
    step("find or install what the tests need", || {
        prerequisite::install_missing()?;
        npm::install(root, &npm::TESTS)?;
        pip::install(root)
    })?;
    step("check the format", || {
        cargo(root, &["fmt", "--all", "--check"])
    })?;
    step("check the lints", || {
        cargo(
            root,
            &["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"],
        )
    })?;
    dist::dist(root)?;
    step("run the tests", || {
        cargo(root, &["test", "--workspace", "--no-fail-fast"])
    })?;
    println!("\nall passed in {:.0} s", start.elapsed().as_secs_f32());
    Ok(())
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").current_dir(root).args(arguments))
}
