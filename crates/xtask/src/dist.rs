//! What is handed out: the page, a sample report, the package for JavaScript.

use crate::step::{output, run, step};
use crate::toolchain::{self, Toolchain, TARGET, TARGET_DIR};
use crate::{bind, inline};
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
    build(root, &toolchain)?;
    let package = package(root)?;
    let office = office(root)?;
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

/// Makes the package for JavaScript, and packs no page.
pub(crate) fn facade(root: &Path) -> Result<()> {
    build(root, &find_toolchain()?)?;
    let package = package(root)?;
    report_size(root, &package.join("web/ziping_wasm_bg.wasm"))
}

fn find_toolchain() -> Result<Toolchain> {
    step("find a toolchain for WebAssembly", || {
        let toolchain = toolchain::find_or_install()?;
        println!("    {toolchain}");
        Ok(toolchain)
    })
}

/// Binds the package for JavaScript: the directory it is in.
fn package(root: &Path) -> Result<PathBuf> {
    let built = root.join(TARGET_DIR).join(TARGET).join(PROFILE);
    let package = root.join("dist/ziping-wasm");
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
    build(root, &toolchain::find_or_install()?)?;
    let office = office(root)?;
    inline::inline(root, from, &office, to)
}

/// Binds the module for Office files: the directory it is in.
fn office(root: &Path) -> Result<PathBuf> {
    let built = root.join(TARGET_DIR).join(TARGET).join(PROFILE);
    let bound = root.join(TARGET_DIR).join("bound-office");
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

/// Everything at once, because a module is linked on one core, and always: so packages have the
/// same features, and the modules the same bytes. Trunk builds the page alone; CI looks whether
/// it still makes the same.
fn build(root: &Path, toolchain: &Toolchain) -> Result<()> {
    let packages = ["ziping-web", "ziping-wasm", "ziping-office-wasm"];
    let packages = packages.map(|name| format!("--package={name}"));
    step("build the page and its modules, with std rebuilt", || {
        run(toolchain
            .cargo(root)
            .arg("build")
            .args(&packages)
            .arg(format!("--target={TARGET}"))
            .arg(format!("--profile={PROFILE}")))
    })
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

fn report_size(root: &Path, file: &Path) -> Result<()> {
    let bytes = fs::metadata(file)
        .with_context(|| format!("no {}", file.display()))?
        .len();
    let name = file.strip_prefix(root).unwrap_or(file).display();
    println!("{:>9.1} KB  {name}", bytes as f64 / 1000.0);
    Ok(())
}
