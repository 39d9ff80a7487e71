//! What the tests take from npm's registry. Nothing of it is shipped.

use crate::step::run;
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// A package's name and version.
type Package = (&'static str, &'static str);

/// The accessibility checker and the checker of HTML (Nu), with their versions: what the tests
/// expect depends on them.
pub(crate) const TESTS: [Package; 2] = [("axe-core", "4.11.0"), ("vnu-jar", "26.9.27")];

/// What the page is measured beside.
pub(crate) const PEERS: [Package; 2] = [("survey-core", "2.5.38"), ("survey-js-ui", "2.5.38")];

/// Puts packages into target/npm, unless they are there.
pub(crate) fn install(root: &Path, packages: &[Package]) -> Result<()> {
    let directory = root.join("target/npm");
    let is_there = |(name, version): &Package| {
        let manifest = directory.join("node_modules").join(name);
        std::fs::read_to_string(manifest.join("package.json"))
            .is_ok_and(|manifest| manifest.contains(&format!("\"version\": \"{version}\"")))
    };
    if packages.iter().all(is_there) {
        return Ok(());
    }
    std::fs::create_dir_all(&directory)?;
    let packages = packages
        .iter()
        .map(|(name, version)| format!("{name}@{version}"));
    // No package's own scripts run here.
    run(Command::new("npm")
        .current_dir(&directory)
        .args(["install", "--ignore-scripts", "--no-save", "--no-fund"])
        .args(["--no-audit", "--prefix", "."])
        .args(packages))
}
