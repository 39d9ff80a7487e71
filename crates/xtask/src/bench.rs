//! The benchmarks, each with its table.

use crate::dist;
use crate::step::{run, step};
use anyhow::{bail, Result};
use std::path::Path;
use std::process::Command;

pub(crate) fn bench(root: &Path, what: &str) -> Result<()> {
    match what {
        "page" => {
            dist::dist(root)?;
            step("measure the page", || {
                cargo(
                    root,
                    &["run", "--package=ziping-tests", "--example=bench_page"],
                )
            })
        }
        "import" => {
            dist::dist(root)?;
            step("measure reading many files", || {
                cargo(
                    root,
                    &[
                        "run",
                        "--release",
                        "--package=ziping-tests",
                        "--example=bench_import",
                    ],
                )
            })
        }
        "check" => step("measure the check", || {
            cargo(root, &["bench", "--package=ziping-core", "--bench=rows"])
        }),
        _ => bail!("there are benches of `page`, `check` and `import`, none of `{what}`"),
    }
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<()> {
    run(Command::new("cargo").current_dir(root).args(arguments))
}
