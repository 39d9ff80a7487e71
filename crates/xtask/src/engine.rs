//! Browsers for the tests that Debian doesn't have. Nothing of it is shipped.

use crate::npm;
use crate::step::run;
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Chromiums of old, as packages of npm have them, compressed. `tests/src/engine.rs` starts them.
const CHROMIUMS: [(u32, &str, &str); 4] = [
    (80, "chrome-aws-lambda", "2.1.1"),
    (88, "chrome-aws-lambda", "5.5.0"),
    (92, "chrome-aws-lambda", "10.1.0"),
    (109, "@sparticuz/chromium", "109.0.6"),
];

/// What is in such a package: the program, and the libraries that it brings along.
const PROGRAM: &str = "chromium.br";
const LIBRARIES: [&str; 2] = ["aws.tar.br", "swiftshader.tar.br"];

/// Puts the old Chromiums into target/engines, unless they are there.
pub(crate) fn install(root: &Path) -> Result<()> {
    let engines = root.join("target/engines");
    let alias = |version: u32| format!("chromium-{version}");
    let is_there = |&(version, package, number): &(u32, &str, &str)| {
        let mark = engines.join(alias(version)).join("package");
        fs::read_to_string(mark).is_ok_and(|mark| mark == format!("{package}@{number}"))
    };
    if CHROMIUMS.iter().all(is_there) {
        return Ok(());
    }
    let packages = engines.join("npm");
    let specifiers = CHROMIUMS
        .map(|(version, package, number)| format!("{}@npm:{package}@{number}", alias(version)));
    npm::put(&packages, &specifiers)?;
    for (version, package, number) in CHROMIUMS {
        let compressed = packages
            .join("node_modules")
            .join(alias(version))
            .join("bin");
        let directory = engines.join(alias(version));
        unpack(&compressed, &directory).with_context(|| format!("Chromium {version}"))?;
        fs::write(directory.join("package"), format!("{package}@{number}"))?;
    }
    Ok(fs::remove_dir_all(&packages)?)
}

fn unpack(compressed: &Path, directory: &Path) -> Result<()> {
    fs::create_dir_all(directory)?;
    let program = directory.join("chromium");
    inflate(&compressed.join(PROGRAM), &program)?;
    run(Command::new("chmod").arg("755").arg(&program))?;
    for library in LIBRARIES {
        let archive = directory.join("libraries.tar");
        inflate(&compressed.join(library), &archive)?;
        run(Command::new("tar")
            .arg("--extract")
            .arg("--file")
            .arg(&archive)
            .arg("--directory")
            .arg(directory))?;
        fs::remove_file(archive)?;
    }
    Ok(())
}

/// Node has Brotli, and is needed by the tests anyway.
fn inflate(from: &Path, to: &Path) -> Result<()> {
    let script =
        "const [from, to] = process.argv.slice(1), { readFileSync, writeFileSync } = require('fs');
        writeFileSync(to, require('zlib').brotliDecompressSync(readFileSync(from)))";
    run(Command::new("node").args(["-e", script]).arg(from).arg(to))
}
