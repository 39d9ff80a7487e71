//! Which lines of the core no test runs, and why (docs/coverage.md).

use crate::apt;
use crate::hunt;
use crate::step::{output, run, run_within, step};
use anyhow::{bail, Context, Result};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// The lines that no test runs, each stretch with its reason: `file | its first line | why`.
const REASONS: &str = "crates/ziping-core/uncovered.txt";
const CORE: &str = "crates/ziping-core/src";
const REPORT: &str = "docs/coverage.md";

/// In hundredths of a percent: 95%.
const LEAST: usize = 9_500;

/// What is said of every function that only the compiler runs.
const BY_COMPILER: &str = "runs while the program is compiled";

/// The oldest LLVM whose tools read what Rust 1.86 and newer write.
const OLDEST_LLVM: u32 = 19;
const NEWEST_LLVM: u32 = 40;

/// Runs the tests of the core, and those that use it natively, and writes which of its lines
/// they ran. Fails where that is less than [`LEAST`], or a line has no reason.
pub(crate) fn coverage(root: &Path) -> Result<()> {
    hunt::install("cargo-llvm-cov")?;
    let tools = tools()?;
    let run_tests = |arguments: &[&str]| {
        run(llvm_cov(root, &tools)
            .args(["--no-report", "--quiet"])
            .args(arguments))
    };
    step("the tests, counting what they run", || {
        run(llvm_cov(root, &tools).args(["clean", "--workspace"]))?;
        run_tests(&["--package=ziping-core", "--package=ziping-office"])?;
        let native = ["labelled", "golden", "import", "docs"];
        let native = native.map(|test| format!("--test={test}"));
        let mut arguments = vec!["--package=ziping-tests"];
        arguments.extend(native.iter().map(String::as_str));
        run_tests(&arguments)
    })?;
    let lcov = output(llvm_cov(root, &tools).args(["report", "--lcov"]))?;
    let files = files(root, &lcov)?;
    let reasons_file = fs::read_to_string(root.join(REASONS))?;
    let mut reasons = reasons(&reasons_file)?;
    let (report, faults) = report(&files, &mut reasons);
    fs::write(root.join(REPORT), &report)?;
    println!("    {REPORT} is written");
    if !faults.is_empty() {
        bail!("{}", faults.join("\n"));
    }
    Ok(())
}

fn llvm_cov(root: &Path, tools: &Option<PathBuf>) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root).arg("llvm-cov");
    if let Some(bin) = tools {
        command
            .env("LLVM_COV", bin.join("llvm-cov"))
            .env("LLVM_PROFDATA", bin.join("llvm-profdata"));
    }
    command
}

/// LLVM's own tools, where rustup can't add those of the compiler, which cargo-llvm-cov finds by
/// itself.
fn tools() -> Result<Option<PathBuf>> {
    let sysroot = output(Command::new("rustc").args(["--print", "target-libdir"]))?;
    let bin = Path::new(sysroot.trim_end()).with_file_name("bin");
    let has_own = || bin.join("llvm-profdata").is_file();
    if has_own() {
        return Ok(None);
    }
    let installed = || {
        let versions = (OLDEST_LLVM..NEWEST_LLVM).rev();
        let mut bins =
            versions.map(|version| PathBuf::from(format!("/usr/lib/llvm-{version}/bin")));
        bins.find(|bin| bin.join("llvm-profdata").is_file())
    };
    if let Some(bin) = installed() {
        return Ok(Some(bin));
    }
    if apt::on_path("rustup").is_some() {
        let mut rustup = Command::new("rustup");
        rustup.args(["component", "add", "llvm-tools"]);
        if let Err(error) = run_within(&mut rustup, Duration::from_secs(60)) {
            println!("    going on without it: {error:#}");
        }
        if has_own() {
            return Ok(None);
        }
    }
    let package = format!("llvm-{OLDEST_LLVM}");
    if apt::available() {
        step(&format!("install {package}"), || apt::install(&[&package]))?;
    }
    let bin = installed().with_context(|| {
        format!("LLVM's tools are missing: rustup component add llvm-tools, or install {package}")
    })?;
    Ok(Some(bin))
}

/// What the tests ran of a file of the core, itself without tests.
struct File {
    /// Below src.
    name: String,
    lines: usize,
    /// The text of each line that none ran, by stretches of such lines.
    missed: Vec<Vec<String>>,
}

fn files(root: &Path, lcov: &str) -> Result<Vec<File>> {
    let core = root.join(CORE);
    let mut files: Vec<File> = Vec::new();
    let mut tests_only: Vec<PathBuf> = Vec::new();
    for record in lcov.split("end_of_record") {
        let Some(path) = record.lines().find_map(|line| line.strip_prefix("SF:")) else {
            continue;
        };
        let path = Path::new(path);
        let Ok(name) = path.strip_prefix(&core) else {
            continue;
        };
        let source = fs::read_to_string(path)?;
        let source: Vec<&str> = source.lines().collect();
        let is_test = tests(&source);
        tests_only.extend(
            modules_of_tests(&source).map(|module| match name.file_stem() {
                Some(stem) if stem != "lib" => name.with_file_name(stem).join(module),
                _ => PathBuf::from(module),
            }),
        );
        let mut file = File {
            name: name.to_string_lossy().into_owned(),
            lines: 0,
            missed: Vec::new(),
        };
        let mut was_missed = false;
        for line in record.lines().filter_map(|line| line.strip_prefix("DA:")) {
            let (at, count) = line.split_once(',').context("a line of lcov")?;
            let at = at.parse::<usize>()? - 1;
            if is_test[at] {
                continue;
            }
            file.lines += 1;
            let is_missed = count == "0";
            if is_missed {
                if !was_missed {
                    file.missed.push(Vec::new());
                }
                let stretch = file.missed.last_mut().context("a stretch")?;
                stretch.push(source[at].trim().to_owned());
            }
            was_missed = is_missed;
        }
        files.push(file);
    }
    let tests_only: Vec<String> = tests_only
        .iter()
        .map(|module| module.with_extension("rs").to_string_lossy().into_owned())
        .collect();
    files.retain(|file| file.lines > 0 && !tests_only.contains(&file.name));
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// Which lines are of items that are compiled only for tests.
fn tests(source: &[&str]) -> Vec<bool> {
    let mut is_test = vec![false; source.len()];
    let mut at = 0;
    while at < source.len() {
        let indent = source[at].len() - source[at].trim_start().len();
        if source[at].trim() != "#[cfg(test)]" {
            at += 1;
            continue;
        }
        let end = format!("{}}}", " ".repeat(indent));
        let ends = |line: &&str| **line == *end || line.ends_with(';') && line.contains("mod ");
        let length = source[at..].iter().position(ends);
        let next = length.map_or(source.len(), |length| at + length + 1);
        is_test[at..next].fill(true);
        at = next;
    }
    is_test
}

/// The modules in files of their own that are compiled only for tests.
fn modules_of_tests<'s>(source: &'s [&str]) -> impl Iterator<Item = &'s str> {
    let pairs = source.windows(2);
    pairs
        .filter(|pair| pair[0].trim() == "#[cfg(test)]")
        .filter_map(|pair| pair[1].trim().strip_suffix(';')?.rsplit_once("mod "))
        .map(|(_, name)| name)
}

/// By file and first line.
type Reasons<'t> = BTreeMap<(&'t str, &'t str), Reason<'t>>;

struct Reason<'t> {
    why: &'t str,
    is_used: bool,
}

fn reasons(text: &str) -> Result<Reasons<'_>> {
    let lines = text
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            let (file, rest) = line.split_once(" | ").context("a file")?;
            let (first, why) = rest.rsplit_once(" | ").context("a reason")?;
            let is_used = false;
            Ok(((file, first), Reason { why, is_used }))
        })
        .collect::<Result<_>>()
        .with_context(|| format!("{REASONS} has lines of `file | first line | why`"))
}

/// The report, and what is wrong.
fn report<'t>(files: &'t [File], reasons: &mut Reasons<'t>) -> (String, Vec<String>) {
    let mut faults = Vec::new();
    let mut explained = String::new();
    let mut compiled = 0;
    for file in files {
        for stretch in &file.missed {
            let first = stretch[0].as_str();
            if first.contains("const fn ") {
                compiled += stretch.len();
                continue;
            }
            match reasons.get_mut(&(file.name.as_str(), first)) {
                Some(Reason { why, is_used }) => {
                    *is_used = true;
                    let first = first.replace('|', "\\|");
                    let _ = writeln!(
                        explained,
                        "| {} | `{first}` | {} | {why} |",
                        file.name,
                        stretch.len()
                    );
                }
                None => faults.push(format!("{} | {first} | why?", file.name)),
            }
        }
    }
    for ((file, first), _) in reasons.iter().filter(|(_, reason)| !reason.is_used) {
        faults.push(format!(
            "the tests run `{first}` of {file}: {REASONS} needn't say why not"
        ));
    }
    let missed_in = |file: &File| file.missed.iter().map(Vec::len).sum::<usize>();
    let sum = |part: &str| {
        let of_part = files
            .iter()
            .filter(|file| part_of(&file.name) == part || part.is_empty());
        of_part.fold((0, 0), |(lines, missed), file| {
            (lines + file.lines, missed + missed_in(file))
        })
    };
    let mut parts: Vec<&str> = files.iter().map(|file| part_of(&file.name)).collect();
    parts.dedup();
    parts.sort_unstable();
    parts.dedup();
    let mut table = String::new();
    for part in parts {
        let (lines, missed) = sum(part);
        let _ = writeln!(
            table,
            "| {part} | {lines} | {missed} | {} |",
            percent(lines, missed)
        );
    }
    let (lines, missed) = sum("");
    let _ = writeln!(
        table,
        "| **all** | {lines} | {missed} | **{}** |",
        percent(lines, missed)
    );
    if (lines - missed) * 10_000 < LEAST * lines {
        faults.push(format!(
            "the tests run {} of the core's lines",
            percent(lines, missed)
        ));
    }
    let report = format!(
        "# Coverage\n\n\
        `cargo xtask coverage` wrote this: which lines of the core (`{CORE}`, without its tests)\n\
        no native test runs. What only the page's tests in browsers run counts as not run.\n\n\
        | part | lines | not run | run |\n| --- | ---: | ---: | ---: |\n{table}\n\
        ## What isn't run, and why\n\n\
        Each stretch by its first line, with its number of lines; the reasons are kept in\n\
        `{REASONS}`. Another {compiled} lines are of `const fn`: that {BY_COMPILER}.\n\n\
        | file | first line | lines | why |\n| --- | --- | ---: | --- |\n{explained}"
    );
    (report, faults)
}

/// A module of the core, with those below it.
fn part_of(file: &str) -> &str {
    let end = file.find(['/', '.']).unwrap_or(file.len());
    &file[..end]
}

/// Rounded down, so that 100% is all of them.
fn percent(lines: usize, missed: usize) -> String {
    let run = (lines - missed) * 10_000 / lines.max(1);
    format!("{}.{:02}%", run / 100, run % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_compiled_only_for_tests_does_not_count() {
        let source = [
            "#[cfg(test)]",
            "mod oracle;",
            "fn a() {",
            "}",
            "impl B {",
            "    #[cfg(test)]",
            "    fn c() {",
            "    }",
            "    fn d() {}",
            "}",
            "#[cfg(test)]",
            "mod tests {",
            "    fn e() {}",
            "}",
        ];
        let counted: Vec<usize> = (0..source.len())
            .filter(|at| !tests(&source)[*at])
            .collect();
        assert_eq!(counted, [2, 3, 4, 8, 9]);
        assert_eq!(modules_of_tests(&source).collect::<Vec<_>>(), ["oracle"]);
    }

    #[test]
    fn a_line_without_a_reason_and_a_reason_without_a_line_are_faults() {
        let files = [File {
            name: "score/a.rs".to_owned(),
            lines: 100,
            missed: vec![vec!["None => 0,".to_owned()], vec!["_ => 1,".to_owned()]],
        }];
        let text = "score/a.rs | None => 0, | never\nscore/a.rs | gone | never\n";
        let (written, faults) = report(&files, &mut reasons(text).unwrap());
        assert!(
            written.contains("| score | 100 | 2 | 98.00% |"),
            "{written}"
        );
        assert!(
            written.contains("| score/a.rs | `None => 0,` | 1 | never |"),
            "{written}"
        );
        assert_eq!(
            faults,
            [
                "score/a.rs | _ => 1, | why?".to_owned(),
                format!("the tests run `gone` of score/a.rs: {REASONS} needn't say why not"),
            ]
        );
    }

    #[test]
    fn too_few_lines_are_a_fault() {
        let files = [File {
            name: "score.rs".to_owned(),
            lines: 1000,
            missed: vec![vec!["const fn a() {".to_owned(); 51]],
        }];
        let (_, faults) = report(&files, &mut BTreeMap::new());
        assert_eq!(faults, ["the tests run 94.90% of the core's lines"]);
    }
}
