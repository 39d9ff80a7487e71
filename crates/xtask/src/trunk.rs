//! The live page while developing. Trunk is optional: dist doesn't need it.

use crate::toolchain;
use crate::{dist, step};
use anyhow::{Context, Result};
use std::env;
use std::path::{Path, PathBuf};

/// Runs Trunk so that the cargo it calls builds as dist does. Where rustup has
/// the wasm32 target, `trunk serve` alone will do.
pub(crate) fn trunk(root: &Path, arguments: &[&str]) -> Result<()> {
    let toolchain = toolchain::find_or_install()?;
    step::run(toolchain.command(root, "trunk").args(arguments))
}

/// What the hook in Trunk.toml calls: a release build ends in the same single
/// file as dist. The live page stays as Trunk serves it.
pub(crate) fn inline_after_build(root: &Path, to: &Path) -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .context("without --from, Trunk has to have started this: TRUNK_STAGING_DIR is not set")?;
    if env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "debug") {
        return Ok(());
    }
    dist::inline_page(root, &staging, to)?;
    println!("{}", to.display());
    Ok(())
}
