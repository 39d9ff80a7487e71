//! From compiled WebAssembly to what JavaScript can load, by the library form
//! of wasm-bindgen-cli: its version comes from Cargo.lock, so it can't differ
//! from that of the wasm-bindgen crate, and nothing has to be installed.

use anyhow::{Context, Result};
use std::fs;
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

/// Binds the page for a plain script: on file:// a browser loads no modules.
pub(crate) fn page(wasm: &Path, to: &Path) -> Result<()> {
    bindgen(wasm)
        .no_modules(true)?
        // As the command line tool does, so that Trunk makes the same file.
        .omit_default_module_path(false)
        .generate(to)
}

/// Binds Office files for a plain script beside the page's, under a global name of its own.
pub(crate) fn office(wasm: &Path, to: &Path) -> Result<()> {
    bindgen(wasm)
        .no_modules(true)?
        .no_modules_global("ziping_office")?
        .generate(to)
}

/// Makes the npm package: one directory for Node (`require`, loads at once) and
/// one for browsers and bundlers (an ES module, with an `init` function).
///
/// `template` holds the files that aren't generated.
pub(crate) fn package(wasm: &Path, template: &Path, version: &str, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to)?;
    }
    bindgen(wasm)
        .nodejs(true)?
        .typescript(true)
        .generate(to.join("node"))?;
    bindgen(wasm)
        .web(true)?
        // `init()` without arguments finds the module beside the script.
        .omit_default_module_path(false)
        .typescript(true)
        .generate(to.join("web"))?;
    for file in ["package.json", "web/package.json", "README.md"] {
        let text = read(&template.join(file))?;
        fs::write(to.join(file), text.replace("{version}", version))?;
    }
    Ok(())
}

fn bindgen(wasm: &Path) -> Bindgen {
    let mut bindgen = Bindgen::new();
    bindgen.input_path(wasm).remove_producers_section(true);
    bindgen.remove_name_section(true);
    bindgen
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}
