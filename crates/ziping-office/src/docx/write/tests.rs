//! What is written reads back; who edits the file means the edited text.

use proptest::prelude::*;
use ziping_core::document::{draft_mark, Cell, CellKind, Table};
use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::import::source::{self, Source};
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{Edition, Subject};

use super::*;
use crate::archive::{whole, Archive};
use crate::Limits;

fn read_back(bytes: &[u8]) -> Source {
    crate::read(bytes, "报告.docx", &Limits::default(), crate::gb18030).unwrap()
}

/// What a reader is to find of a document.
fn expected(document: &Document) -> Vec<source::Block> {
    let text = |runs: &[Run]| -> String {
        let texts = runs.iter().flat_map(|run| run.text.chars());
        texts.map(shown).collect()
    };
    let line = |runs: &[Run]| vec![source::Block::Line(text(runs))];
    let mut blocks: Vec<source::Block> = Vec::new();
    blocks.extend(
        document
            .mark
            .iter()
            .flat_map(|mark| line(&[Run::fixed(mark)])),
    );
    for block in &document.blocks {
        blocks.extend(match block {
            Block::Title(runs) | Block::Paragraph(runs) | Block::Note(runs) => line(runs),
            Block::Heading { text, .. } => line(&[Run::fixed(text)]),
            Block::Chart(_) => Vec::new(),
            Block::Signature { unit, date } => [
                line(std::slice::from_ref(unit)),
                line(std::slice::from_ref(date)),
            ]
            .concat(),
            Block::Table(table) => {
                let caption = table
                    .caption
                    .iter()
                    .flat_map(|caption| line(&[Run::fixed(caption)]));
                let cell = |cell: &Cell| source::Cell {
                    text: cell
                        .lines
                        .iter()
                        .map(|line| text(line))
                        .filter(|line| !line.trim().is_empty())
                        .collect::<Vec<_>>()
                        .join("\n"),
                    columns: cell.columns,
                    rows: cell.rows,
                };
                let rows = table.rows.iter().map(|row| row.iter().map(cell).collect());
                let grid = source::Grid {
                    name: String::new(),
                    rows: rows.collect(),
                };
                caption.chain([source::Block::Grid(grid)]).collect()
            }
        });
    }
    blocks.retain(|block| !matches!(block, source::Block::Line(line) if line.trim().is_empty()));
    blocks
}

#[test]
fn every_edition_reads_back_with_its_draft() {
    let draft = sample();
    let mut subject = Subject::of(&draft, None);
    subject.has_charts = true;
    for edition in Edition::ALL {
        let document = subject.final_edition(edition, &subject.findings());
        let source = read_back(&write(&document, Some(&save::write(&draft))));
        assert_eq!(source.blocks, expected(&document));
        assert_eq!(source.draft, Some(save::write(&draft)));
    }
}

#[test]
fn a_document_that_carries_no_draft_has_none_inside() {
    let draft = sample();
    let mut document = Subject::of(&draft, None).document();
    document.carries_draft = false;
    let bytes = write(&document, Some(&save::write(&draft)));
    let archive = Archive::open(&bytes, &Limits::default()).unwrap();
    assert!(archive.names().all(|name| !name.starts_with("customXml")));
    assert_eq!(read_back(&bytes).draft, None);
}

#[test]
fn who_edits_the_text_means_the_text() {
    let draft = sample();
    let document = Subject::of(&draft, None).document();
    let bytes = write(&document, Some(&save::write(&draft)));
    let mut archive = Archive::open(&bytes, &Limits::default()).unwrap();
    let names: Vec<&str> = archive.names().collect();
    let mut parts = Vec::new();
    for name in names {
        let content = whole(archive.part(name).unwrap().unwrap()).unwrap();
        parts.push((name.to_owned(), content));
    }
    let edited = |from: &str, to: &str| {
        let mut parts = parts.clone();
        let (_, content) = parts.iter_mut().find(|(name, _)| name == DOCUMENT).unwrap();
        let xml = String::from_utf8(content.clone()).unwrap();
        assert!(xml.contains(from), "{from}");
        *content = xml.replacen(from, to, 1).into_bytes();
        source::read(&read_back(&pack(&parts))).draft
    };
    assert_eq!(edited("周明", "周 明"), draft, "white space");
    let mut other = draft.clone();
    other.set(Field::ProjectLeader, "周鸣");
    assert_eq!(edited("周明", "周鸣"), other);
}

#[test]
fn headings_that_are_not_counted_one_by_one_keep_their_own_numbers() {
    let heading = |level, text: &str| Block::Heading {
        level,
        text: text.to_owned(),
    };
    let document = |blocks| Document {
        title: String::new(),
        mark: None,
        paper: Paper::Official,
        carries_draft: false,
        names: Vec::new(),
        blocks,
    };
    let counted = document(vec![
        heading(1, "一、概况"),
        heading(2, "（一）甲"),
        heading(1, "二、绩效"),
    ]);
    let skipped = document(vec![heading(1, "一、概况"), heading(1, "三、绩效")]);
    let bare = document(vec![heading(2, "（一）甲")]);
    for (document, is_counted) in [(counted, true), (skipped, false), (bare, false)] {
        assert_eq!(is_numbered(&document), is_counted);
        assert_eq!(
            read_back(&write(&document, None)).blocks,
            expected(&document)
        );
    }
}

#[test]
fn a_row_longer_than_a_page_may_break() {
    let row = |text: String| vec![Cell::new(CellKind::Text, Run::fixed(text))];
    let table = Table {
        caption: None,
        columns: vec![Some(100)],
        head: 0,
        rows: vec![row("短".to_owned()), row("长".repeat(3000))],
    };
    let document = Document {
        blocks: vec![Block::Table(table)],
        ..Subject::of(&Draft::default(), None).document()
    };
    let part = Writer::of(&document).part();
    assert_eq!(part.matches("<w:cantSplit/>").count(), 1);
}

#[test]
fn no_text_of_a_field_is_markup_or_a_field_code() {
    let mut draft = Draft::default();
    draft.set(
        Field::ProjectName,
        "</w:t><w:instrText>DDEAUTO</w:instrText>\u{202E}\0\u{FFFF}]]>",
    );
    let document = Subject::of(&draft, None).document();
    let part = Writer::of(&document).part();
    assert!(!part.contains("instrText>DDE"));
    assert!(part.contains("&lt;/w:t&gt;&lt;w:instrText&gt;DDEAUTO"));
    assert!(part.contains("\u{FFFD}␀\u{FFFD}]]&gt;"));
}

fn runs() -> impl Strategy<Value = Vec<Run>> {
    let run = (any::<String>(), 0..3usize).prop_map(|(text, state)| Run {
        text,
        place: None,
        state: [State::Sound, State::Missing, State::Unreadable][state],
    });
    proptest::collection::vec(run, 0..3)
}

/// A table with a cell across its first row and one down its first column.
fn tables() -> impl Strategy<Value = Block> {
    let size = (1..5usize, 1..4usize);
    let content = proptest::collection::vec(proptest::collection::vec(runs(), 0..3), 25);
    (size, content, any::<bool>(), any::<bool>()).prop_map(
        |((height, width), texts, wide, fixed)| {
            let mut texts = texts.into_iter();
            let mut cell = |columns, rows| Cell {
                lines: texts.next().unwrap_or_default(),
                columns,
                rows,
                ..Cell::new(CellKind::Text, Run::fixed(""))
            };
            let mut rows = Vec::new();
            if wide {
                rows.push(vec![cell(width + 1, 1)]);
            }
            for y in 0..height {
                let mut row = Vec::new();
                if y == 0 {
                    row.push(cell(1, height));
                }
                row.extend((0..width).map(|_| cell(1, 1)));
                rows.push(row);
            }
            Block::Table(Table {
                caption: None,
                columns: vec![fixed.then_some(10); width + 1],
                head: usize::from(wide),
                rows,
            })
        },
    )
}

fn documents() -> impl Strategy<Value = Document> {
    let block = prop_oneof![
        runs().prop_map(Block::Paragraph),
        runs().prop_map(Block::Note),
        (1..3u8, any::<String>()).prop_map(|(level, text)| Block::Heading { level, text }),
        tables(),
    ];
    (
        any::<String>(),
        0..3usize,
        proptest::collection::vec(block, 0..8),
    )
        .prop_map(|(title, paper, blocks)| Document {
            title,
            mark: Some(draft_mark(3)),
            paper: [Paper::Official, Paper::Portrait, Paper::Landscape][paper],
            carries_draft: true,
            names: Vec::new(),
            blocks,
        })
}

proptest! {
    #[test]
    fn any_document_reads_back(document in documents(), text in any::<String>()) {
        let mut draft = Draft::default();
        draft.set(Field::ProjectName, &*text);
        let source = read_back(&write(&document, Some(&save::write(&draft))));
        prop_assert_eq!(source.blocks, expected(&document));
        prop_assert_eq!(save::read(&source.draft.unwrap()), Saved::Draft(draft));
    }
}
