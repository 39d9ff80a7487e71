//! What the tests take from PyPI: readers of Office files that aren't ours. Nothing of it is
//! shipped.

use crate::step::run;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// The packages with their versions, and the directories by which they are known to be there.
const PACKAGES: [(&str, &str); 2] = [
    ("python-docx==1.2.0", "python_docx-1.2.0.dist-info"),
    ("openpyxl==3.1.5", "openpyxl-3.1.5.dist-info"),
];

/// Puts what the tests need into target/python, unless it is there. No Python of the
/// machine's own is changed.
pub(crate) fn install(root: &Path) -> Result<()> {
    let directory = root.join("target/python");
    let is_there = |name: &str| directory.join(name).is_dir();
    if PACKAGES.iter().all(|(_, name)| is_there(name)) {
        return Ok(());
    }
    run(Command::new("python3")
        .args(["-m", "pip", "install", "--quiet", "--upgrade"])
        .args(["--disable-pip-version-check", "--root-user-action=ignore"])
        .arg("--target")
        .arg(&directory)
        .args(PACKAGES.map(|(package, _)| package)))
}
