//! Finds a Rust toolchain that can build WebAssembly for old browsers, or
//! installs one.
//!
//! The users' browsers go back to Chromium 80, which knows no reference types
//! and no multi-value, and the standard library that ships with the
//! wasm32-unknown-unknown target is compiled with both. So std is rebuilt, and a
//! toolchain is fit when it has std's source (rust-src) and a linker for
//! WebAssembly. The target itself isn't needed.

use crate::apt;
use crate::step::{output, run_within, step};
use anyhow::{bail, Result};
use std::env;
use std::ffi::{OsStr, OsString};
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Shared with nothing else: this may be another compiler than that of the
/// native commands, and neither is to wait for the other.
pub(crate) const TARGET_DIR: &str = "target/page";

/// The first WebAssembly, and none of what compilers have switched on since.
/// The features are named as well because wasm-bindgen makes use of reference
/// types and multi-value wherever a module says that it has them.
const MVP: [&str; 2] = [
    "-Ctarget-cpu=mvp",
    "-Ctarget-feature=-reference-types,-multivalue,-bulk-memory,-nontrapping-fptoint,-sign-ext",
];

const DEBIAN_PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-19"];

/// A panic ends the program at once. It would tell nobody where it was: a page has no stderr.
/// Without the messages and the names of the files the page is 4% smaller.
const SILENT: [&str; 3] = [
    "-Zlocation-detail=none",
    "-Zunstable-options",
    "-Cpanic=immediate-abort",
];

/// The page is compiled for size, and then nothing is inlined that is longer than a call: a
/// character of a text that is read, for one. This much makes the check a tenth faster and
/// takes 2% of the size.
const INLINING: &str = "-Cllvm-args=-inline-threshold=25";

/// The first Rust that knows [`SILENT`].
const SILENT_SINCE: u32 = 93;

/// rust-src is a few megabytes. Where it takes longer, there is no network.
pub(crate) const RUSTUP_LIMIT: Duration = Duration::from_secs(60);

/// A sysroot that can rebuild std for WebAssembly.
#[derive(Debug)]
pub(crate) struct Toolchain {
    sysroot: PathBuf,
    version: String,
    /// Where the sysroot brings no rust-lld: Debian's wasm-ld.
    linker: Option<PathBuf>,
}

impl fmt::Display for Toolchain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} in {}", self.version, self.sysroot.display())
    }
}

struct Remedy {
    name: &'static str,
    possible: bool,
    attempt: fn() -> Result<()>,
}

/// Uses what is there, else lets rustup add std's source, else installs
/// Debian's toolchain, else says what to install.
pub(crate) fn find_or_install() -> Result<Toolchain> {
    if let Some(toolchain) = find() {
        return Ok(toolchain);
    }
    let remedies = [
        Remedy {
            name: "let rustup add rust-src",
            possible: apt::on_path("rustup").is_some(),
            attempt: || {
                let mut rustup = Command::new("rustup");
                run_within(rustup.args(["component", "add", "rust-src"]), RUSTUP_LIMIT)
            },
        },
        Remedy {
            name: "install Debian's Rust toolchain for WebAssembly",
            possible: apt::available(),
            attempt: || apt::install(&DEBIAN_PACKAGES),
        },
    ];
    for remedy in remedies.iter().filter(|remedy| remedy.possible) {
        if let Err(error) = step(remedy.name, remedy.attempt) {
            println!("    going on without it: {error:#}");
        }
        if let Some(toolchain) = find() {
            return Ok(toolchain);
        }
    }
    bail!(
        "no Rust toolchain here can build the page. Install one of these and run the command again:\n\
         \x20 with rustup:        rustup component add rust-src\n\
         \x20 on Debian, as root: apt-get install {}\n\
         \x20 elsewhere:          Rust {} or newer, the source of its standard library (rust-src), and wasm-ld (LLVM's lld)",
        DEBIAN_PACKAGES.join(" "),
        env!("CARGO_PKG_RUST_VERSION"),
    )
}

/// The toolchain in use first, then the distribution's, which may stand beside
/// a rustup that has no source for std.
fn find() -> Option<Toolchain> {
    let in_use = output(Command::new("rustc").args(["--print", "sysroot"])).unwrap_or_default();
    let sysroots = [PathBuf::from(in_use.trim_end()), PathBuf::from("/usr")];
    sysroots.into_iter().find_map(Toolchain::at)
}

impl Toolchain {
    fn at(sysroot: PathBuf) -> Option<Toolchain> {
        if !sysroot
            .join("lib/rustlib/src/rust/library/std/Cargo.toml")
            .is_file()
        {
            return None;
        }
        let verbose = output(Command::new(program(&sysroot, "rustc")).arg("-vV")).ok()?;
        if minor_version(&verbose)?
            < minor_version(concat!("rustc ", env!("CARGO_PKG_RUST_VERSION")))?
        {
            return None;
        }
        let host = verbose
            .lines()
            .find_map(|line| line.strip_prefix("host: "))?;
        let rust_lld = sysroot
            .join("lib/rustlib")
            .join(host)
            .join("bin")
            .join(format!("rust-lld{}", env::consts::EXE_SUFFIX));
        let linker = if rust_lld.is_file() {
            None
        } else {
            Some(apt::on_path("wasm-ld-19").or_else(|| apt::on_path("wasm-ld"))?)
        };
        Some(Toolchain {
            version: verbose.lines().next()?.to_owned(),
            sysroot,
            linker,
        })
    }

    /// A cargo of this toolchain, set up to build for [`TARGET`].
    pub(crate) fn cargo(&self, root: &Path) -> Command {
        self.command(root, program(&self.sysroot, "cargo"))
    }

    /// Any program that calls cargo for [`TARGET`], e.g. Trunk.
    pub(crate) fn command(&self, root: &Path, program_name: impl AsRef<OsStr>) -> Command {
        let mut command = Command::new(program_name);
        command
            .current_dir(root)
            .env("PATH", first_on_path(&self.sysroot.join("bin")))
            .env("RUSTC", program(&self.sysroot, "rustc"))
            // Only nightly compilers rebuild std, unless they are told otherwise:
            // so that nobody needs a second toolchain.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
            // Sorting alone takes 100 KB less.
            .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size")
            .env("CARGO_ENCODED_RUSTFLAGS", self.flags(root))
            .env("CARGO_TARGET_DIR", root.join(TARGET_DIR));
        if let Some(linker) = &self.linker {
            command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker);
        }
        command
    }

    fn flags(&self, root: &Path) -> OsString {
        let mut flags: Vec<OsString> = MVP.iter().map(OsString::from).collect();
        flags.push(INLINING.into());
        if minor_version(&self.version) >= Some(SILENT_SINCE) {
            flags.extend(SILENT.iter().map(OsString::from));
        }
        flags.extend(self.remaps(root));
        flags.join(OsStr::new("\u{1f}"))
    }

    /// Panic messages name source files. Without these flags they would name
    /// the directories of whoever built the page, and the file would differ
    /// from machine to machine.
    fn remaps(&self, root: &Path) -> Vec<OsString> {
        let std_source = self.sysroot.join("lib/rustlib/src/rust");
        let mut remaps = vec![remap(root, "."), remap(&std_source, "rust")];
        // Debian's is a link, and rustc names the file behind it.
        remaps.extend(std_source.canonicalize().map(|real| remap(&real, "rust")));
        remaps.extend(registries().iter().map(|source| remap(source, "crates")));
        remaps
    }
}

fn remap(from: &Path, to: &str) -> OsString {
    let mut flag = OsString::from("--remap-path-prefix=");
    flag.push(from);
    flag.push("=");
    flag.push(to);
    flag
}

/// Where cargo unpacks crates: one directory for each registry, named after its
/// host. They exist by now, since xtask itself was built from one.
fn registries() -> Vec<PathBuf> {
    let home = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")))
        .unwrap_or_default();
    let mut directories: Vec<PathBuf> = home
        .join("registry/src")
        .read_dir()
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .collect();
    directories.sort();
    directories
}

fn program(sysroot: &Path, name: &str) -> PathBuf {
    sysroot
        .join("bin")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

fn first_on_path(directory: &Path) -> OsString {
    let path = env::var_os("PATH").unwrap_or_default();
    let directories = std::iter::once(directory.to_path_buf()).chain(env::split_paths(&path));
    env::join_paths(directories).unwrap_or(path.clone())
}

/// 86 for "rustc 1.86.0 (05f9846f8 2025-03-31)".
fn minor_version(rustc: &str) -> Option<u32> {
    rustc
        .strip_prefix("rustc 1.")?
        .split(|c: char| !c.is_ascii_digit())
        .next()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_version_of_any_channel() {
        assert_eq!(
            minor_version("rustc 1.86.0 (05f9846f8 2025-03-31)"),
            Some(86)
        );
        assert_eq!(
            minor_version("rustc 1.99.0-nightly (abc 2026-09-01)"),
            Some(99)
        );
        assert_eq!(minor_version("rustc 1.86"), Some(86));
        assert_eq!(minor_version("gcc 12"), None);
    }

    #[test]
    fn a_sysroot_without_the_source_of_std_is_not_fit() {
        assert!(Toolchain::at(PathBuf::from("no-such-directory")).is_none());
    }

    #[test]
    fn a_path_with_spaces_stays_one_flag() {
        let toolchain = Toolchain {
            sysroot: PathBuf::from("/my tools"),
            version: String::new(),
            linker: None,
        };
        let flags = toolchain.flags(Path::new("/my project"));
        let flags: Vec<&str> = flags.to_str().unwrap().split('\u{1f}').collect();
        assert!(flags.contains(&"--remap-path-prefix=/my project=."));
        assert!(flags.contains(&"--remap-path-prefix=/my tools/lib/rustlib/src/rust=rust"));
    }
}
