//! Golden files: what a test expects, as a file that a person reads and a test compares.

use std::fs;
use std::path::Path;

/// Compares with a file of the checkout, or writes it where `UPDATE_GOLDEN` is set.
///
/// # Panics
/// Where they differ, with the first line that does.
pub fn golden(path: &Path, actual: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(path, actual).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        return;
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    if expected == actual {
        return;
    }
    let differing = expected
        .lines()
        .zip(actual.lines())
        .enumerate()
        .find(|(_, (expected, actual))| expected != actual);
    let at = match differing {
        Some((n, (expected, actual))) => {
            format!("line {}\n expected: {expected}\n   actual: {actual}", n + 1)
        }
        None => {
            let (expected, actual): (Vec<_>, Vec<_>) =
                (expected.lines().collect(), actual.lines().collect());
            let both = expected.len().min(actual.len());
            let show = |lines: &[&str]| lines.get(both).map_or("the end", |line| *line).to_owned();
            let (expected, actual) = (show(&expected), show(&actual));
            format!(
                "line {}\n expected: {expected}\n   actual: {actual}",
                both + 1
            )
        }
    };
    panic!(
        "{} differs: {at}\nRun with UPDATE_GOLDEN=1 and read the diff.",
        path.display()
    );
}
