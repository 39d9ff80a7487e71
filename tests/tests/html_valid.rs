//! Exported HTML under the Nu validator: 0 errors, whatever is in the report.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::finding::Finding;
use ziping_core::report::opinion::{self, Opinions, Reviewed};
use ziping_core::report::public::Public;
use ziping_core::report::{disclosure, summary};
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{export, policy, Edition, Subject};
use ziping_tests::{workspace, Scratch};

/// What the validator says about files: the errors, a line each.
fn errors(files: &[PathBuf]) -> Vec<String> {
    let jar = workspace().join("target/npm/node_modules/vnu-jar/build/dist/vnu.jar");
    assert!(
        jar.exists(),
        "`cargo xtask test` installs {}",
        jar.display()
    );
    let output = Command::new("java")
        .arg("-jar")
        .arg(jar)
        .args(["--errors-only", "--format", "gnu", "--stdout"])
        .args(files)
        .output()
        .expect("the validator needs Java on PATH");
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let lines: Vec<String> = said.lines().map(str::to_owned).collect();
    // It tells that there are errors by its status, and fails in other ways with the same.
    assert_eq!(output.status.success(), lines.is_empty(), "{output:?}");
    lines
}

fn put(folder: &Path, name: &str, text: &str) -> PathBuf {
    let file = folder.join(format!("{name}.html"));
    fs::write(&file, text).unwrap();
    file
}

fn drafts() -> Vec<(String, Draft)> {
    let cases = fs::read_dir(workspace().join("tests/cases")).unwrap();
    let mut drafts: Vec<(String, Draft)> = cases
        .filter_map(|case| {
            let folder = case.unwrap().path();
            let text = fs::read_to_string(folder.join("draft.json")).ok()?;
            let name = folder.file_name()?.to_string_lossy().into_owned();
            match save::read(&text) {
                Saved::Draft(draft) => Some((name, draft)),
                _ => None,
            }
        })
        .collect();
    drafts.push(("sample".to_owned(), sample()));
    let mut odd = sample();
    let every: String = ('\u{1}'..='\u{A0}')
        .chain(['\u{FDD0}', '\u{FFFE}', '\u{1FFFF}'])
        .collect();
    for field in [
        Field::Title,
        Field::ProjectName,
        Field::GoalsMet,
        Field::BudgetUnit,
    ] {
        odd.set(field, format!("</script><!--{every}--><b>&amp;"));
    }
    drafts.push(("every-character".to_owned(), odd));
    drafts
}

#[test]
fn the_validator_finds_what_is_wrong() {
    let scratch = Scratch::new();
    let file = put(scratch.path(), "wrong", "<!DOCTYPE html><p><div></p>");
    assert!(!errors(&[file]).is_empty());
}

#[test]
fn nothing_that_is_exported_as_html_has_an_error() {
    let scratch = Scratch::new();
    let drafts = drafts();
    assert!(drafts.len() > 5, "{} cases", drafts.len());
    let mut files = Vec::new();
    for (name, draft) in &drafts {
        for policy in policy::ALL {
            let mut subject = Subject::under(Some(policy), draft, None);
            subject.has_charts = true;
            let findings: Vec<Finding> = subject.findings();
            for edition in Edition::ALL {
                let document = subject.final_edition(edition, &findings);
                let public = Public { show_names: false }.of(document.clone());
                for (version, document) in [("", document), ("-public", public)] {
                    let name = format!("{name}-{}-{}{version}", policy.name, edition.label());
                    files.push(put(
                        scratch.path(),
                        &name,
                        &export::html::write(&document, draft),
                    ));
                }
            }
            let reviewed = Reviewed::of(name, &subject, &findings, &Opinions::default());
            let opinion = export::html::write(&opinion::document(&reviewed), draft);
            files.push(put(
                scratch.path(),
                &format!("{name}-{}-opinion", policy.name),
                &opinion,
            ));
        }
    }
    let subjects: Vec<Subject<'_>> = drafts
        .iter()
        .map(|(_, draft)| Subject::of(draft, None))
        .collect();
    for (name, document) in [
        ("summary", summary::with_charts(&subjects)),
        ("disclosures", disclosure::of_all(&subjects)),
    ] {
        let html = export::html::write(&document, &Draft::default());
        files.push(put(scratch.path(), name, &html));
    }
    assert_eq!(errors(&files), Vec::<String>::new());
}
