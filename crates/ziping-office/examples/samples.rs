//! Writes the sample's editions, the form of Hainan in every layout and a summary as Word
//! files into a directory, to be looked at.

use std::fs;
use std::path::Path;

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::report::summary;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{policy, Edition, Subject};

fn main() -> std::io::Result<()> {
    let directory = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let write = |name: &str, document: &Document, draft: &Draft| {
        let bytes = ziping_office::write_docx(document, Some(&save::write(draft)));
        fs::write(Path::new(&directory).join(format!("{name}.docx")), bytes)
    };
    let sample = sample();
    let subject = Subject::of(&sample, None);
    for edition in Edition::ALL {
        let document = subject.final_edition(edition, &subject.findings());
        write(edition.key(), &document, &sample)?;
    }
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let hainan = fs::read_to_string(cases.join("zipingbiao-hainan/draft.json"))?;
    let Saved::Draft(mut hainan) = save::read(&hainan) else {
        return Ok(());
    };
    for (i, policy) in policy::ALL.iter().enumerate() {
        hainan.set(Field::Policy, policy.name);
        let form = Subject::of(&hainan, None).evaluation();
        write(&format!("form-{i}"), &form, &hainan)?;
    }
    let drafts = vec![hainan; 30];
    let subjects: Vec<Subject<'_>> = drafts
        .iter()
        .map(|draft| Subject::of(draft, None))
        .collect();
    write("summary", &summary::document(&subjects), &Draft::default())
}
