//! The fresh machine: the README's two commands in a new Debian that has Rust and nothing else.

use crate::apt;
use crate::step::{output, run, step};
use anyhow::{ensure, Context, Result};
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What Rust itself needs to link, and what a checkout takes.
const PACKAGES: &str = "ca-certificates,gcc,libc6-dev,git";

/// How this machine reaches the registries of Debian, PyPI, npm and crates.io, and trusts them.
const REGISTRIES: [&str; 8] = [
    "/etc/apt/sources.list",
    "/etc/apt/sources.list.d",
    "/etc/apt/apt.conf.d",
    "/etc/pip.conf",
    "/usr/local/etc/npmrc",
    "/etc/ssl/certs",
    "/etc/resolv.conf",
    "/etc/hosts",
];
const HOME_REGISTRIES: [&str; 3] = [".npmrc", ".cargo/config.toml", ".config/pip/pip.conf"];

/// What a component of rustup's that the build adds by itself has brought: a fresh toolchain
/// has no source of std.
const ADDED: [&str; 2] = ["lib/rustlib/src", "lib/rustlib/manifest-rust-src"];

/// Makes the machine in target/fresh and runs the commands there, from a clone of what is
/// committed. Needs root, as chroot does.
pub(crate) fn fresh(root: &Path, commands: &[&str]) -> Result<()> {
    ensure!(
        apt::available(),
        "a new Debian is made by debootstrap, as root on Debian"
    );
    let machine = root.join("target/fresh");
    step("make a new Debian", || make(&machine))?;
    step("copy Rust, as rustup installs it", || copy_rust(&machine))?;
    step("clone what is committed", || {
        run(Command::new("git")
            .args(["clone", "--quiet", "--no-hardlinks"])
            .args([root, &machine.join("ziping")]))
    })?;
    let mounted = Mounted::on(&machine)?;
    let outcome = commands.iter().try_for_each(|command| {
        step(&format!("cargo xtask {command}"), || {
            run(Command::new("chroot")
                .arg(&machine)
                .args(["/bin/sh", "-c"])
                .arg(format!("cd /ziping && cargo xtask {command}"))
                .env("HOME", "/root")
                .env(
                    "PATH",
                    "/root/.cargo/bin:/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin",
                )
                .env_remove("CARGO_TARGET_DIR"))
        })
    });
    drop(mounted);
    outcome
}

fn make(machine: &Path) -> Result<()> {
    if apt::on_path("debootstrap").is_none() {
        apt::install(&["debootstrap"])?;
    }
    if machine.exists() {
        // What is mounted there is this machine's own.
        let mounts = fs::read_to_string("/proc/mounts")?;
        ensure!(
            !mounts.contains(&format!(" {}", machine.display())),
            "something is still mounted in {}",
            machine.display()
        );
        fs::remove_dir_all(machine)?;
    }
    let mut debootstrap = Command::new("debootstrap");
    debootstrap
        .args(["--variant=minbase", &format!("--include={PACKAGES}")])
        .arg(of_os_release("VERSION_CODENAME")?)
        .arg(machine);
    debootstrap.args(mirror());
    run(&mut debootstrap)?;
    let home = home()?;
    let of_home = HOME_REGISTRIES.map(|file| home.join(file));
    let files = REGISTRIES.map(PathBuf::from);
    for file in files.iter().filter(|file| file.exists()) {
        copy(file, &machine.join(file.strip_prefix("/")?))?;
    }
    for (file, name) in of_home.iter().zip(HOME_REGISTRIES) {
        if file.exists() {
            copy(file, &machine.join("root").join(name))?;
        }
    }
    Ok(())
}

/// Where this machine has Debian from.
fn mirror() -> Option<String> {
    let sources = fs::read_to_string("/etc/apt/sources.list.d/debian.sources").ok()?;
    let line = sources
        .lines()
        .find_map(|line| line.strip_prefix("URIs:"))?;
    line.split_whitespace().next().map(str::to_owned)
}

fn of_os_release(key: &str) -> Result<String> {
    let text = fs::read_to_string("/etc/os-release")?;
    let value = text
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
    Ok(value
        .with_context(|| format!("no {key}"))?
        .trim_matches('"')
        .to_owned())
}

fn copy_rust(machine: &Path) -> Result<()> {
    let sysroot = output(Command::new("rustc").args(["--print", "sysroot"]))?;
    let sysroot = Path::new(sysroot.trim());
    let name = sysroot.file_name().context("a toolchain has a name")?;
    let rustup = machine.join("root/.rustup");
    copy(sysroot, &rustup.join("toolchains").join(name))?;
    for added in ADDED {
        let path = rustup.join("toolchains").join(name).join(added);
        match path.is_dir() {
            true => fs::remove_dir_all(path)?,
            false if path.exists() => fs::remove_file(path)?,
            false => {}
        }
    }
    // rustup's list of what is installed.
    let list = rustup
        .join("toolchains")
        .join(name)
        .join("lib/rustlib/components");
    let components = fs::read_to_string(&list)?;
    let kept: String = components
        .lines()
        .filter(|line| !line.starts_with("rust-src"))
        .map(|line| format!("{line}\n"))
        .collect();
    fs::write(list, kept)?;
    let home = home()?;
    copy(
        &home.join(".rustup/settings.toml"),
        &rustup.join("settings.toml"),
    )?;
    for program in [
        "cargo",
        "rustc",
        "rustdoc",
        "rustup",
        "cargo-fmt",
        "rustfmt",
        "cargo-clippy",
        "clippy-driver",
    ] {
        let program = home.join(".cargo/bin").join(program);
        if program.exists() {
            copy(
                &program,
                &machine
                    .join("root/.cargo/bin")
                    .join(program.file_name().unwrap_or_default()),
            )?;
        }
    }
    Ok(())
}

fn home() -> Result<PathBuf> {
    env::home_dir().context("no home directory")
}

/// Links as what they point to: a certificate may be one into a directory that isn't copied.
fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    let mut cp = Command::new("cp");
    cp.args([
        "--recursive",
        "--preserve=mode,timestamps",
        "--no-target-directory",
    ]);
    // A toolchain's own links stay within it.
    cp.arg(if from.is_dir() {
        "--no-dereference"
    } else {
        "--dereference"
    });
    run(cp.args([from, to]))
}

/// /proc, /dev and the like, taken away again at the end.
struct Mounted {
    points: Vec<PathBuf>,
}

impl Mounted {
    fn on(machine: &Path) -> Result<Mounted> {
        let mut mounted = Mounted { points: Vec::new() };
        for name in ["proc", "sys", "dev", "dev/shm"] {
            let point = machine.join(name);
            run(Command::new("mount")
                .arg("--bind")
                .arg(Path::new("/").join(name))
                .arg(&point))?;
            mounted.points.push(point);
        }
        Ok(mounted)
    }
}

impl Drop for Mounted {
    fn drop(&mut self) {
        for point in self.points.iter().rev() {
            // What can't be unmounted is said by umount itself.
            let _ = run(Command::new("umount").arg("--lazy").arg(point));
        }
    }
}
