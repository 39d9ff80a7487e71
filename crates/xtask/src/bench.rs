//! The benchmarks, each with its table.

use crate::dist;
use crate::npm;
use crate::prerequisite;
use crate::step::{run, step};
use anyhow::Result;
use std::path::Path;
use std::process::Command;

/// Measures everything and writes docs/performance.md, or one part of it: `page`, `starts`,
/// `import`, `check`, `export`, `size`. `rows` is the check as the rows of a report grow.
pub(crate) fn bench(root: &Path, parts: &[&str]) -> Result<()> {
    if parts == ["rows"] {
        return step("measure the check by rows", || {
            cargo(root, &["bench", "--package=ziping-core", "--bench=rows"])
        });
    }
    step("find or install what the benches need", || {
        prerequisite::install_missing(prerequisite::ALWAYS)?;
        // Together: npm takes away what it isn't told of.
        npm::install(root, &[&npm::TESTS[..], &npm::PEERS].concat())
    })?;
    dist::dist(root)?;
    step("measure", || {
        let mut arguments = vec!["run", "--profile=bench", "--package=ziping-tests"];
        arguments.extend(["--example=bench", "--"]);
        arguments.extend(parts);
        cargo(root, &arguments)
    })
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").current_dir(root).args(arguments))
}
