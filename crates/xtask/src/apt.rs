//! Installing Debian packages, where that is allowed.

use crate::step::{output, run};
use anyhow::Result;
use std::env;
use std::path::PathBuf;
use std::process::Command;

/// Whether packages can be installed without asking anybody: apt-get is there
/// and we are root, as in a container or on a build machine. A developer's own
/// machine is left alone.
pub(crate) fn available() -> bool {
    on_path("apt-get").is_some()
        && output(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

pub(crate) fn install(packages: &[&str]) -> Result<()> {
    run(apt_get().args(["update", "-q"]))?;
    run(apt_get()
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(packages))
}

/// Waits a while for another apt that is running, e.g. a machine's own update
/// right after its start, and never asks.
fn apt_get() -> Command {
    let mut command = Command::new("apt-get");
    command
        .args(["-o", "DPkg::Lock::Timeout=120"])
        .env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// Where a program is, if PATH leads to it.
pub(crate) fn on_path(program: &str) -> Option<PathBuf> {
    let name = format!("{program}{}", env::consts::EXE_SUFFIX);
    env::split_paths(&env::var_os("PATH")?)
        .map(|directory| directory.join(&name))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_only_programs_that_exist() {
        assert!(on_path("cargo").is_some());
        assert_eq!(on_path("no-such-program"), None);
    }
}
