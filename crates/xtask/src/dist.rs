//! What is handed out: the page, a sample report, the package for JavaScript.

use crate::step::{output, run, step};
use crate::toolchain::{self, Toolchain, TARGET, TARGET_DIR};
use crate::{bind, inline, pack};
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Instant;

/// The profile in Cargo.toml: small first.
const PROFILE: &str = "page";

pub(crate) fn dist(root: &Path) -> Result<()> {
    let start = Instant::now();
    let dist = root.join("dist");
    let built = root.join(TARGET_DIR).join(TARGET).join(PROFILE);
    let bound = root.join(TARGET_DIR).join("bound");
    let page = dist.join("ziping.html");
    let sample = dist.join("sample-report.html");
    fs::create_dir_all(&dist)?;

    let toolchain = find_toolchain()?;
    step("build the page, with std rebuilt", || {
        build(
            root,
            &toolchain,
            &["build", "--package=ziping-web", "--bin=ziping-web"],
        )
    })?;
    let package = package(root, &toolchain)?;
    let office = office(root, &toolchain)?;
    step("bind the page to JavaScript", || {
        bind::page(&built.join("ziping-web.wasm"), &bound)
    })?;
    step("put the page into one file", || {
        inline::inline(root, &bound, &office, &page)
    })?;
    step("make the sample report", || {
        fs::write(&sample, sample_report(root)?)?;
        Ok(())
    })?;

    println!("\nin {:.1} s:", start.elapsed().as_secs_f32());
    for file in [
        &page,
        &sample,
        &bound.join("ziping-web_bg.wasm"),
        &package.join("web/ziping_wasm_bg.wasm"),
        &office.join("ziping_office_wasm_bg.wasm"),
    ] {
        report_size(root, file)?;
    }
    Ok(())
}

/// Makes the package for JavaScript and nothing else.
pub(crate) fn facade(root: &Path) -> Result<()> {
    let package = package(root, &find_toolchain()?)?;
    report_size(root, &package.join("web/ziping_wasm_bg.wasm"))
}

fn find_toolchain() -> Result<Toolchain> {
    step("find a toolchain for WebAssembly", || {
        let toolchain = toolchain::find_or_install()?;
        println!("    {toolchain}");
        Ok(toolchain)
    })
}

/// Builds and binds the package for JavaScript: the directory it is in.
fn package(root: &Path, toolchain: &Toolchain) -> Result<PathBuf> {
    let built = root.join(TARGET_DIR).join(TARGET).join(PROFILE);
    let package = root.join("dist/ziping-wasm");
    // As a cdylib only: an rlib beside it makes cargo build std a second time.
    step("build the facade for JavaScript", || {
        build(
            root,
            toolchain,
            &["rustc", "--package=ziping-wasm", "--crate-type=cdylib"],
        )
    })?;
    step("bind the facade for Node and for browsers", || {
        bind::package(
            &built.join("ziping_wasm.wasm"),
            &root.join("crates/ziping-wasm/package"),
            env!("CARGO_PKG_VERSION"),
            &package,
        )
    })?;
    Ok(package)
}

/// Makes the single file of a page that somebody else has built and bound.
pub(crate) fn inline_page(root: &Path, from: &Path, to: &Path) -> Result<()> {
    let office = office(root, &toolchain::find_or_install()?)?;
    inline::inline(root, from, &office, to)
}

/// Builds and binds the module for Office files: the directory it is in.
fn office(root: &Path, toolchain: &Toolchain) -> Result<PathBuf> {
    let built = root.join(TARGET_DIR).join(TARGET).join(PROFILE);
    let bound = root.join(TARGET_DIR).join("bound-office");
    step("build the module for Office files", || {
        build(
            root,
            toolchain,
            &[
                "rustc",
                "--package=ziping-office-wasm",
                "--crate-type=cdylib",
            ],
        )
    })?;
    step("bind the module for Office files", || {
        bind::office(&built.join("ziping_office_wasm.wasm"), &bound)
    })?;
    Ok(bound)
}

/// Takes the documents' pictures of the page as it is built now.
pub(crate) fn shots(root: &Path) -> Result<()> {
    dist(root)?;
    step("take the pictures", || {
        run(Command::new("cargo").current_dir(root).args([
            "run",
            "--package=ziping-tests",
            "--example=shots",
        ]))
    })
}

/// One package at a time: together they would share each other's features, and
/// Trunk, which builds the page alone, would make another file.
fn build(root: &Path, toolchain: &Toolchain, what: &[&str]) -> Result<()> {
    run(toolchain
        .cargo(root)
        .args(what)
        .arg(format!("--target={TARGET}"))
        .arg(format!("--profile={PROFILE}")))
}

/// Rendered by the core itself, natively: the same code as in the page.
fn sample_report(root: &Path) -> Result<String> {
    output(
        Command::new("cargo")
            .current_dir(root)
            .args(["run", "--quiet", "--package=ziping-core"])
            .args(["--example", "sample_report"]),
    )
}

/// How long a file is, and for a module how long it is in the page, where it is compressed.
fn report_size(root: &Path, file: &Path) -> Result<()> {
    let bytes = fs::read(file).with_context(|| format!("no {}", file.display()))?;
    let kilobytes = |length: usize| length as f64 / 1000.0;
    let name = file.strip_prefix(root).unwrap_or(file);
    let packed = match file.extension().is_some_and(|it| it == "wasm") {
        true => format!(
            ", {:.1} KB packed",
            kilobytes(pack::compress(&bytes)?.len())
        ),
        false => String::new(),
    };
    println!(
        "{:>9.1} KB  {}{packed}",
        kilobytes(bytes.len()),
        name.display()
    );
    Ok(())
}
