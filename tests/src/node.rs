//! The package for JavaScript as it is shipped, installed and asked as a Node program does.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::{dist_file, Scratch};

/// A directory with the package installed.
///
/// # Panics
/// Where it wasn't built.
#[track_caller]
pub fn installed() -> Scratch {
    let scratch = Scratch::new();
    let modules = scratch.path().join("node_modules");
    copy(&dist_file("ziping-wasm"), &modules.join("ziping-wasm"));
    scratch
}

/// Runs a script beside the installed package; gives what it writes to stdout.
///
/// # Panics
/// Where it fails.
#[track_caller]
pub fn node(script: &str, arguments: &[&str], input: &str) -> String {
    let scratch = installed();
    let mut node = Command::new("node")
        .arg(scratch.write("script.mjs", script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the facade is tested in Node.js: `node` must be on PATH");
    // A script that fails early reads nothing; what it says is below.
    let _ = node
        .stdin
        .take()
        .map(|mut it| it.write_all(input.as_bytes()));
    let output = node.wait_with_output().expect("node can be waited for");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout).expect("the scripts print UTF-8")
}

fn copy(from: &Path, to: &Path) {
    let done = match from.is_dir() {
        true => fs::create_dir_all(to),
        false => fs::copy(from, to).map(|_| ()),
    };
    done.unwrap_or_else(|e| panic!("{}: {e}", to.display()));
    let entries = fs::read_dir(from).into_iter().flatten().flatten();
    entries.for_each(|entry| copy(&entry.path(), &to.join(entry.file_name())));
}
