//! What the tests take from npm's registry: files of JavaScript, run in a browser or in Node.
//! Nothing of it is shipped.

use crate::step::run;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// The accessibility checker; which version is a matter of what the tests expect.
const AXE: &str = "axe-core@4.11.0";

/// Puts what the tests need into target/npm, unless it is there.
pub(crate) fn install(root: &Path) -> Result<()> {
    let directory = root.join("target/npm");
    let (name, version) = AXE.split_once('@').unwrap_or((AXE, ""));
    let manifest = directory
        .join("node_modules")
        .join(name)
        .join("package.json");
    let is_there = std::fs::read_to_string(manifest)
        .is_ok_and(|manifest| manifest.contains(&format!("\"version\": \"{version}\"")));
    if is_there {
        return Ok(());
    }
    std::fs::create_dir_all(&directory)?;
    // No package's own scripts run here.
    run(Command::new("npm")
        .current_dir(&directory)
        .args(["install", "--ignore-scripts", "--no-save", "--no-fund"])
        .args(["--no-audit", "--prefix", ".", AXE]))
}
