//! The project's commands. `cargo xtask` lists them.
//!
//! Everything that would otherwise be prose in a README or a shell script is
//! here: finding or installing what the build needs, building, binding,
//! inlining, testing. It depends on no crate of ours, so that it always builds.

mod apt;
mod bench;
mod bind;
mod coverage;
mod dist;
mod engine;
mod fresh;
mod hunt;
mod inline;
mod npm;
mod pack;
mod pip;
mod prerequisite;
mod step;
mod test;
mod toolchain;
mod trunk;

use anyhow::{bail, Context, Result};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <command>

  dist          build dist/ziping.html, dist/sample-report.html and dist/ziping-wasm/
  facade        the same, but pack no page: dist/ziping-wasm/
  test          format, lints, dist, then every test, also those in Node and a browser
  test --engines all
                the same, and the page in every engine of docs/engines.md
  check         format, lints, and the tests that need no built page: the loop while you work
  golden        write the golden files anew, and show which have changed
  fuzz MINUTES  run every fuzz target for so many minutes
  coverage      count the core's lines that no test runs, and write docs/coverage.md
  mutants ARGS  look for changes of the rules and figures that no test notices
  soak ACTIONS [SEED]
                do so many things by chance on the page, and check after each one
  bench [PART]  measure everything beside its peers and write docs/performance.md, or print one
                part: page, starts, import, check, export, size; rows: the check by rows
  fresh COMMANDS  run them in a new Debian that has Rust and nothing else, e.g. dist test
  shots         take the pictures of every view anew, for docs/
  inline        make the single HTML file from a bound page: --from DIR --to FILE
  trunk ARGS    run trunk with the same toolchain and flags as dist, e.g. `trunk serve`
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let root = workspace_root()?;
    match words.as_slice() {
        ["dist"] => dist::dist(&root),
        ["facade"] => dist::facade(&root),
        ["test"] => test::test(&root, false),
        ["test", "--engines", "all"] => test::test(&root, true),
        ["check"] => test::check(&root),
        ["golden"] => test::golden(&root),
        ["shots"] => dist::shots(&root),
        ["bench", parts @ ..] => bench::bench(&root, parts),
        ["fuzz", minutes] => hunt::fuzz(&root, minutes),
        ["fresh", commands @ ..] => fresh::fresh(&root, commands),
        ["coverage"] => coverage::coverage(&root),
        ["mutants", arguments @ ..] => hunt::mutants(&root, arguments),
        ["soak", actions] => hunt::soak(&root, actions, "1"),
        ["soak", actions, seed] => hunt::soak(&root, actions, seed),
        ["inline", "--from", from, "--to", to] => {
            dist::inline_page(&root, &root.join(from), &root.join(to))
        }
        // Only Trunk's hook leaves out --from: Trunk tells it the directory.
        ["inline", "--to", to] => trunk::inline_after_build(&root, &root.join(to)),
        ["trunk", arguments @ ..] => trunk::trunk(&root, arguments),
        [] | ["help" | "--help" | "-h"] => {
            print!("{USAGE}");
            Ok(())
        }
        _ => bail!("`{}` is not a command\n\n{USAGE}", words.join(" ")),
    }
}

/// The commands work from any directory inside the checkout. Cargo says where
/// that is as it starts us, so a checkout that was moved needs no rebuild.
fn workspace_root() -> Result<PathBuf> {
    let manifest = std::env::var_os("CARGO_MANIFEST_DIR").context("start me with `cargo xtask`")?;
    let root = Path::new(&manifest).ancestors().nth(2);
    Ok(root.context("xtask is not in crates/")?.to_path_buf())
}
