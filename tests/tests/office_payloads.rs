//! Word and Excel files with payloads in every field and name: no field, no link, no formula
//! but the tables' own; every payload is a text.

use std::fs;
use std::path::Path;

use ziping_core::draft::Draft;
use ziping_core::report::opinion::{self, Opinion, Opinions, Refused, Reviewed, Verdict};
use ziping_core::report::public::Public;
use ziping_core::report::{disclosure, summary};
use ziping_core::sample::sample;
use ziping_core::spreadsheet::Workbook;
use ziping_core::{save, Edition, Subject};
use ziping_office::{write_docx, write_xlsx};
use ziping_tests::office::{python, write};
use ziping_tests::payload::{self, Payload};
use ziping_tests::Scratch;

/// What could act in the files of a directory, a line each, and how many texts they have.
fn acting(directory: &Path) -> (Vec<String>, usize) {
    let said = python("inert.py", &[directory]);
    let mut lines: Vec<String> = said.lines().map(str::to_owned).collect();
    let last = lines.pop().unwrap_or_default();
    let count = last.trim_end_matches(" texts").parse();
    (lines, count.expect("the script counts the texts"))
}

/// Files of ours with one thing more in each.
#[test]
fn whatever_acts_in_an_office_file_is_noticed() {
    let scratch = Scratch::new();
    let draft = sample();
    let subject = Subject::of(&draft, None);
    let word = write_docx(&subject.document(), None);
    let word = write(scratch.path(), "clean.docx", &word);
    let workbook = Workbook::of(&subject.evaluation(), "自评表");
    let excel = write(scratch.path(), "clean.xlsx", &write_xlsx(&workbook, None));
    let directory = scratch.path().join("acting");
    fs::create_dir(&directory).unwrap();
    python("acting.py", &[&word, &excel, &directory]);
    let (found, _) = acting(&directory);
    assert_eq!(
        found,
        [
            "chunk.docx: word/document.xml: <altChunk>",
            "entity.docx: word/document.xml: declarations",
            "field.docx: word/document.xml: <fldSimple>",
            "formula.xlsx: xl/worksheets/sheet1.xml: the formula cmd|'/C calc'!A0",
            "instruction.docx: word/footer1.xml: the field  INCLUDEPICTURE x ",
            "link.docx: word/_rels/document.xml.rels: a relationship hyperlink to https://hostile.example/",
            "macro.xlsx: a part xl/vbaProject.bin",
            "name.xlsx: xl/workbook.xml: the name _xlnm.Auto_Open",
            "object.docx: word/document.xml: <object>",
            "unquoted.xlsx: xl/worksheets/sheet1.xml A1: '=项目支出绩效自评表' without a quote",
        ]
    );
}

/// Every payload is in every place of some of these drafts.
#[test]
fn no_payload_in_a_word_or_excel_file_is_more_than_a_text() {
    let payloads = payload::all();
    let scratch = Scratch::new();
    let put = |name: &str, bytes: &[u8]| drop(write(scratch.path(), name, bytes));
    for number in 0..payloads.len() {
        let draft = payload::draft(&payloads, number);
        let subject = Subject::of(&draft, None);
        // Each in turn: one draft with all of them takes as long as the rest together.
        let edition = Edition::ALL[number % Edition::ALL.len()];
        let document = subject.edition(edition);
        // To carry the draft takes as long as all the rest.
        let carried = (number % 8 == 0).then(|| save::write(&draft));
        put(
            &format!("{number}.docx"),
            &write_docx(&document, carried.as_deref()),
        );
        let form = subject.evaluation();
        let title = &payloads[number].text;
        let workbook = Workbook::of(&form, title);
        put(
            &format!("{number}.xlsx"),
            &write_xlsx(&workbook, carried.as_deref()),
        );
        if number % 16 == 0 {
            let public = Public { show_names: false }.of(document);
            put(&format!("{number}-public.docx"), &write_docx(&public, None));
            put_what_is_of_many(&payloads, number, &put);
        }
    }
    let (found, texts) = acting(scratch.path());
    assert_eq!(found, Vec::<String>::new());
    assert!(texts > 100 * payloads.len(), "{texts} texts");
}

/// Summaries and opinions, with payloads as the names of files and as what reviewers say.
fn put_what_is_of_many(payloads: &[Payload], number: usize, put: &impl Fn(&str, &[u8])) {
    let drafts: Vec<Draft> = (number..number + 16)
        .map(|it| payload::draft(payloads, it))
        .collect();
    let subjects: Vec<Subject<'_>> = drafts.iter().map(|it| Subject::of(it, None)).collect();
    for (name, document) in [
        ("summary", summary::document(&subjects)),
        ("disclosures", disclosure::of_all(&subjects)),
    ] {
        let workbook = Workbook::of(&document, &document.title);
        put(
            &format!("{number}-{name}.docx"),
            &write_docx(&document, None),
        );
        put(
            &format!("{number}-{name}.xlsx"),
            &write_xlsx(&workbook, None),
        );
    }
    let text = |at: usize| payloads[(number + at) % payloads.len()].text.clone();
    let findings = subjects[0].findings();
    let mut opinions = Opinions::default();
    opinions.comment = text(1);
    for (at, finding) in findings.iter().enumerate() {
        let opinion = Opinion {
            verdict: Verdict::ALL[at % Verdict::ALL.len()],
            note: text(at),
        };
        opinions.set(finding, opinion);
    }
    let reviewed = Reviewed::of(&text(0), &subjects[0], &findings, &opinions);
    let document = opinion::document(&reviewed);
    put(
        &format!("{number}-opinion.docx"),
        &write_docx(&document, None),
    );
    let refused = Refused {
        file: text(2),
        reason: text(3),
    };
    let workbook = opinion::workbook(&[reviewed], &[refused]);
    put(
        &format!("{number}-opinions.xlsx"),
        &write_xlsx(&workbook, None),
    );
}
