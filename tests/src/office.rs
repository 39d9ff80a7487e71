//! Readers of Office files that aren't ours: python-docx, openpyxl, LibreOffice.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use crate::workspace;

/// Runs a script from tests/tests/office with the packages that `cargo xtask test` installs;
/// gives what it prints.
///
/// # Panics
/// Where it fails.
#[track_caller]
pub fn python(script: &str, arguments: &[&Path]) -> String {
    let packages = workspace().join("target/python");
    assert!(
        packages.join("docx").is_dir(),
        "{} isn't there: `cargo xtask test` installs it",
        packages.display()
    );
    let output = Command::new("python3")
        .env("PYTHONPATH", packages)
        .env("PYTHONIOENCODING", "utf-8")
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .arg(workspace().join("tests/tests/office").join(script))
        .args(arguments)
        .output()
        .expect("Office files are tested with Python: `python3` must be on PATH");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{script}: {complaint}");
    String::from_utf8(output.stdout).expect("the scripts print UTF-8")
}

/// Has LibreOffice convert files into a directory: `pdf`, `docx`. Gives the new files, in
/// the order of the old ones.
///
/// # Panics
/// Where one of them can't be opened.
#[track_caller]
pub fn convert(files: &[PathBuf], to: &str, directory: &Path) -> Vec<PathBuf> {
    // One at a time: of several first starts at once on a new machine, one has crashed, once; it
    // wasn't seen again, nor why. A test that failed doesn't keep the others from it.
    static ONE: Mutex<()> = Mutex::new(());
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let profile = directory.join("profile");
    let output = Command::new("soffice")
        .arg(format!(
            "-env:UserInstallation=file://{}",
            profile.display()
        ))
        .args(["--headless", "--convert-to", to, "--outdir"])
        .arg(directory)
        .args(files)
        .output()
        .expect("Office files are tested with LibreOffice: `soffice` must be on PATH");
    let said = String::from_utf8_lossy(&output.stderr);
    let extension = to.split(':').next().unwrap_or(to);
    let converted = files.iter().map(|file| {
        let name = file.file_stem().unwrap_or_default();
        let new = directory.join(name).with_extension(extension);
        assert!(
            new.exists(),
            "LibreOffice can't open {}: {said}",
            file.display()
        );
        new
    });
    converted.collect()
}

/// The text of each page of a PDF, laid out as it is there.
///
/// # Panics
/// Where it is none.
#[track_caller]
pub fn pages(pdf: &Path) -> Vec<String> {
    let output = Command::new("pdftotext")
        .args(["-layout", "-enc", "UTF-8"])
        .arg(pdf)
        .arg("-")
        .output()
        .expect("pages are tested with Poppler: `pdftotext` must be on PATH");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{} is no PDF", pdf.display());
    let pages = text.split('\u{C}').map(str::to_owned);
    pages.filter(|page| !page.is_empty()).collect()
}

/// What is in a file of ours that is an archive: a part's text.
///
/// # Panics
/// Where there is no such part.
#[track_caller]
pub fn part(file: &Path, name: &str) -> String {
    python("part.py", &[file, Path::new(name)])
}

/// Writes a file into a directory.
///
/// # Panics
/// Where that can't be done.
#[track_caller]
pub fn write(directory: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = directory.join(name);
    fs::write(&file, bytes).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    file
}
