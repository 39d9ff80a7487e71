//! The reader's two promises, on any text: nothing is lost, and our own export reads back.

use std::ops::Range;

use proptest::prelude::*;
use proptest::sample::{select, Index};

use super::fold::{folded, Folded, MISSING};
use super::line::{lines, Start};
use super::scan::scan;
use super::template::{is_narrative, Template};
use super::{parts, read, year_in};
use crate::document::{Block, DRAFT_MARK};
use crate::draft::{any_drafts, Draft, Edit};
use crate::export;
use crate::field::value::trim;
use crate::field::{Field, Kind, Table, FIELDS, WORDINGS};
use crate::place::Place;
use crate::report::{
    missing_text, pieces, Piece, DEFAULT_TITLE, NO_BUDGET, SKELETON, SPENT_WITHOUT_BUDGET,
    SUB_PROJECTS, SUB_PROJECT_COLUMNS,
};
use crate::sample::sample;
use crate::Subject;

/// The text that a draft's fields hold together.
fn all_texts(draft: &Draft) -> String {
    let texts = draft
        .places()
        .into_iter()
        .map(|place| draft.text(&place).to_owned());
    texts.collect::<Vec<_>>().join("\n")
}

/// What the reader of reports makes of a text, whatever forms stand in it.
fn read_report(source: &str) -> Draft {
    let mut parts = parts(source, 0..source.len());
    let unfiled = parts.unfiled.into_iter().map(|range| &source[range]);
    let unfiled: Vec<&str> = unfiled.collect();
    parts.draft.set(Field::Unfiled, unfiled.join("\n"));
    parts.draft
}

/// Everything that the template itself says, folded: what a reader may leave out.
pub(in crate::import) fn own_words(template: &Template) -> Vec<Vec<char>> {
    let mut words: Vec<Vec<char>> = template.own_words();
    for part in SKELETON {
        for piece in part.sentences().into_iter().flat_map(pieces) {
            if let Piece::Fixed(text) = piece {
                words.push(folded(text));
            }
        }
    }
    let titles = SUB_PROJECT_COLUMNS;
    let fixed = [
        DEFAULT_TITLE,
        NO_BUDGET,
        SPENT_WITHOUT_BUDGET,
        SUB_PROJECTS,
        "其中：",
        // The border between two labels.
        "|",
        "的",
    ];
    words.extend(
        fixed
            .iter()
            .chain(&titles)
            .chain(&DRAFT_MARK)
            .map(|text| folded(text)),
    );
    // Numbers, the marks around a slot's text, and the quotation marks of the name.
    let marks = "0123456789一二三四五六七八九十()、.,:。;元\"";
    words.extend(marks.chars().map(|c| vec![c]));
    words.push(vec![MISSING]);
    words.sort_by_key(|word| usize::MAX - word.len());
    words.dedup();
    words
}

/// Whether a text is made of these words and nothing else.
pub(in crate::import) fn is_made_of(text: &[char], words: &[Vec<char>]) -> bool {
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    for at in 0..text.len() {
        if reached[at] {
            for word in words.iter().filter(|word| text[at..].starts_with(word)) {
                reached[at + word.len()] = true;
            }
        }
    }
    reached[text.len()]
}

/// Checks that every stretch of the source is in a field, or else is the template's own.
fn nothing_is_lost(source: &str) {
    let template = Template::get();
    let found = scan(source, &lines(source, template), template);
    let draft = read_report(source);
    let entries = found
        .entries
        .iter()
        .map(|entry| (entry.field, entry.text.clone()));
    let unfiled = found
        .unfiled
        .iter()
        .map(|range| (Field::Unfiled, range.clone()));
    let mut kept: Vec<Range<usize>> = found.rows.clone();
    for (field, range) in entries.chain(unfiled) {
        let text = &source[range.clone()];
        let is_there = [field, Field::Unfiled]
            .iter()
            .any(|field| draft.get(*field).contains(text));
        assert!(is_there, "{text:?} is not in {field:?} of {source:?}");
        kept.push(range);
    }
    let everything = all_texts(&draft);
    for row in &found.rows {
        let cells: Vec<&str> = source[row.clone()].splitn(5, '\t').map(trim).collect();
        let is_there = cells
            .iter()
            .enumerate()
            .all(|(i, cell)| i == 3 || everything.contains(cell));
        assert!(is_there || cells[0] == "合计", "{cells:?} of {source:?}");
    }
    kept.sort_by_key(|range| range.start);
    let words = own_words(template);
    let mut at = 0;
    for range in kept
        .into_iter()
        .chain(std::iter::once(source.len()..source.len()))
    {
        if range.start > at {
            let left_out = Folded::of(source, at..range.start);
            assert!(
                is_made_of(&left_out.chars, &words),
                "{:?} of {source:?}",
                &source[at..range.start]
            );
        }
        at = at.max(range.end);
    }
    foreign_characters_are_kept(source, &everything, &words);
}

/// The same promise without a look inside: every stretch of characters that the template
/// doesn't use stands in a field.
fn foreign_characters_are_kept(source: &str, everything: &str, words: &[Vec<char>]) {
    let mut vocabulary: Vec<char> = words.concat();
    for spec in FIELDS {
        vocabulary.extend(missing_text(spec.field).chars());
    }
    // The totals and rates that a table states are computed again; a text is cut at a |.
    vocabulary.extend("合计%|".chars());
    vocabulary.sort_unstable();
    vocabulary.dedup();
    let is_own = |c: char| match folded(&c.to_string()).first() {
        Some(c) => vocabulary.binary_search(c).is_ok(),
        None => true,
    };
    for stretch in source.split(is_own) {
        assert!(
            everything.contains(stretch),
            "{stretch:?} is lost of {source:?}"
        );
    }
}

fn export(draft: &Draft) -> String {
    export::text::write(&Subject::of(draft, None).document())
}

/// Reports to take apart.
pub(in crate::import) fn reports() -> Vec<String> {
    let original = {
        let mut draft = sample();
        draft.set(Field::Wording, WORDINGS[1]);
        draft
    };
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let published = std::fs::read_dir(cases).expect(cases).filter_map(|entry| {
        let file = entry.ok()?.path().join("published.txt");
        std::fs::read_to_string(file).ok()
    });
    let mut reports: Vec<String> = published.collect();
    reports.sort();
    reports.extend([sample(), original, Draft::default()].iter().map(export));
    reports
}

/// Something that happens to a report on its way.
#[derive(Clone, Debug)]
pub(in crate::import) enum Mishap {
    Swap(Index, Index),
    Remove(Index),
    Repeat(Index, Index),
    Join(Index),
    Insert(Index, Index, String),
    HalfWidth(Index),
}

pub(in crate::import) fn mishaps() -> impl Strategy<Value = Mishap> {
    let words = select(vec![
        "。",
        "\n",
        "：",
        "，",
        "元",
        "的项目",
        "属于",
        "主管部门为",
        "联系电话：",
        "总体目标：",
        "|",
        "（二）",
        "2.",
        "项目管理情况",
        "\t",
        "??",
        "[bookmark: _GoBack]",
        "〔未填：联系电话〕",
        "“",
        "”",
        "项目支出绩效自评报告",
        "2022年7月7日",
        "资金总额-执行率",
        "网址：",
        "预算情况如下：",
        "合计",
    ]);
    let text = prop_oneof![words.prop_map(str::to_owned), any::<String>()];
    let index = any::<Index>;
    prop_oneof![
        (index(), index()).prop_map(|(a, b)| Mishap::Swap(a, b)),
        index().prop_map(Mishap::Remove),
        (index(), index()).prop_map(|(a, b)| Mishap::Repeat(a, b)),
        index().prop_map(Mishap::Join),
        (index(), index(), text).prop_map(|(a, b, text)| Mishap::Insert(a, b, text)),
        index().prop_map(Mishap::HalfWidth),
    ]
}

pub(in crate::import) fn suffer(lines: &mut Vec<String>, mishap: &Mishap) {
    let count = lines.len();
    if count == 0 {
        return;
    }
    match mishap {
        Mishap::Swap(a, b) => lines.swap(a.index(count), b.index(count)),
        Mishap::Remove(a) => drop(lines.remove(a.index(count))),
        Mishap::Repeat(a, b) => {
            let line = lines[a.index(count)].clone();
            lines.insert(b.index(count), line);
        }
        Mishap::Join(a) => {
            let at = a.index(count);
            if at + 1 < count {
                let next = lines.remove(at + 1);
                lines[at].push_str(&next);
            }
        }
        Mishap::Insert(a, b, text) => {
            let line = &mut lines[a.index(count)];
            let borders: Vec<usize> = line
                .char_indices()
                .map(|(at, _)| at)
                .chain([line.len()])
                .collect();
            line.insert_str(borders[b.index(borders.len())], text);
        }
        Mishap::HalfWidth(a) => {
            let line = &mut lines[a.index(count)];
            let half = |c: char| match c {
                '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
                _ => c,
            };
            *line = line.chars().map(half).collect();
        }
    }
}

fn with_rows(rows: usize) -> Draft {
    let mut draft = Draft::default();
    for row in 0..rows {
        let table = Table::SubProjects;
        draft.apply(&Edit::InsertRow { table, row });
    }
    draft
}

/// Whether a line says nothing to the reader by itself.
fn is_plain_line(text: &str) -> bool {
    let template = Template::get();
    let lines = lines(text, template);
    lines.len() == 1 && matches!(lines[0].start, Start::Words)
}

/// Whether a text can stand in a slot within a line: it has no label, no link, no full stop
/// and no border of a cell in it, and no punctuation at its ends that the sentence might own.
fn fits_a_slot(text: &str) -> bool {
    let template = Template::get();
    let line = Folded::of(text, 0..text.len());
    let has_label = (0..line.len()).any(|at| template.label_at(&line, at, false).is_some());
    let is_edge = |c: Option<&char>| matches!(c, Some(',' | '。' | ';' | '、' | ':' | '元' | '为'));
    let has = |c: char| line.chars.contains(&c);
    let has_link = template
        .links
        .iter()
        .any(|(words, _)| line.find(0..line.len(), words).is_some());
    is_plain_line(text)
        && !(has_label || has_link || has('。') || has('|') || has('〔') || has(MISSING))
        && !(is_edge(line.chars.first()) || is_edge(line.chars.last()))
        && text.matches('“').count() == text.matches('”').count()
        && !text.contains('”')
}

/// Texts for a field that the text export carries, so that they read back.
fn carried_texts(field: Field) -> BoxedStrategy<String> {
    let slot =
        "\\PC{1,12}|[甲乙丙（）()0-9a-z 、，：-]{1,12}".prop_filter("a slot", |t| fits_a_slot(t));
    let word = prop_oneof![Just(String::new()), slot];
    let line = prop_oneof![
        "\\PC{0,20}",
        "[一二三（）()、.：0-9 项目管理情况概述]{0,9}",
        Just("联系电话：1".to_owned())
    ];
    let paragraphs = proptest::collection::vec(line, 0..4);
    match field.spec().kind {
        _ if field.spec().table.is_some() => "\\PC{0,12}|[1-9]{1,9}(\\.[0-9]{1,3})?|[1-9]{1,5}万元"
            .prop_filter("a cell", |text| lines(text, Template::get()).len() == 1)
            .boxed(),
        _ if field == Field::Title => word
            .prop_filter("a title", |t| year_in(t).is_none())
            .boxed(),
        _ if field == Field::ProjectCategory => "|部门项目|其他项目|一般项目".boxed(),
        Kind::Choice(options) => select(options).prop_map(str::to_owned).boxed(),
        Kind::Text | Kind::Phone => word.boxed(),
        Kind::Narrative => paragraphs
            .prop_map(|lines| lines.join("\r\n"))
            .prop_filter("no line that goes before", move |text| {
                fits_paragraphs(field, text)
            })
            .boxed(),
        Kind::Amount => {
            "|0|-?[1-9][0-9]{0,8}(\\.[0-9]{1,3})?|[1-9]{1,4}(\\.[0-9])?万元|677,00|无|1e5".boxed()
        }
        Kind::Year => "|2021|2022年度|21".boxed(),
        Kind::Date => {
            "|2022年7月7日|2022-07-07|二〇二二年七月七日|2022-02-30|2021年13月1日".boxed()
        }
        _ => Just(String::new()).boxed(),
    }
}

/// Whether no paragraph of a narrative is a heading, or says it is missing; in the goals,
/// where other goals may follow, none is a label either.
fn fits_paragraphs(field: Field, text: &str) -> bool {
    let template = Template::get();
    let is_goal = field.spec().section == crate::field::Section::Goals;
    lines(text, template).iter().all(|line| match line.start {
        Start::Heading(_) => false,
        Start::Label(_) => !is_goal,
        Start::Words => !line.folded.chars.contains(&MISSING),
    })
}

fn carried_drafts() -> impl Strategy<Value = Draft> {
    (0usize..3).prop_flat_map(|rows| {
        let draft = with_rows(rows);
        let is_printed = |place: &Place| {
            let spec = place.field.spec();
            crate::report::printed_fields().contains(&spec.field) || spec.field == Field::Wording
        };
        let places: Vec<Place> = draft.places().into_iter().filter(is_printed).collect();
        let texts: Vec<_> = places
            .iter()
            .map(|place| carried_texts(place.field))
            .collect();
        texts.prop_map(move |texts| {
            let mut draft = with_rows(rows);
            for (place, text) in places.iter().cloned().zip(texts) {
                draft.apply(&Edit::Set { place, text });
            }
            draft
        })
    })
}

/// What the text export says of a draft: amounts, dates and the year as they are printed,
/// the totals and rates that it computes, no white space around lines, no field that it
/// doesn't print.
fn carried(draft: &Draft) -> Draft {
    let document = Subject::of(draft, None).document();
    let mut out = with_rows(draft.row_count(Table::SubProjects));
    let runs = document.blocks.iter().flat_map(|block| match block {
        Block::Title(runs) | Block::Paragraph(runs) | Block::Note(runs) => {
            runs.iter().collect::<Vec<_>>()
        }
        Block::Table(table) => {
            let cells = table.rows.iter().flatten();
            cells.flat_map(|cell| cell.lines.iter().flatten()).collect()
        }
        Block::Signature { unit, date } => vec![unit, date],
        Block::Heading { .. } | Block::Chart(_) => Vec::new(),
    });
    for run in runs {
        let Some(place) = run.place.clone() else {
            continue;
        };
        let is_nothing = run.state == crate::document::State::Missing
            || [NO_BUDGET, SPENT_WITHOUT_BUDGET].contains(&run.text.as_str())
            || place.field == Field::Title && run.text == DEFAULT_TITLE;
        let before = out.text(&place).to_owned();
        let text = match is_nothing {
            true => String::new(),
            false if is_narrative(place.field) && !before.is_empty() => before + "\n" + &run.text,
            false => run.text.clone(),
        };
        out.apply(&Edit::Set { place, text });
    }
    let year = out.get(Field::ReportYear).to_owned();
    out.set(Field::AnnualGoalYear, year);
    if draft.get(Field::Wording) == WORDINGS[1] {
        out.set(Field::Wording, WORDINGS[1]);
    }
    out
}

proptest! {
    #[test]
    fn nothing_of_any_text_is_lost(text in any::<String>()) {
        nothing_is_lost(&text);
    }

    #[test]
    fn nothing_of_a_report_that_was_mangled_is_lost(
        report in select(reports()),
        mishaps in proptest::collection::vec(mishaps(), 0..30),
    ) {
        let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
        mishaps.iter().for_each(|mishap| suffer(&mut lines, mishap));
        nothing_is_lost(&lines.join("\n"));
    }

    #[test]
    fn nothing_of_any_exported_draft_is_lost(draft in any_drafts()) {
        nothing_is_lost(&export(&draft));
    }

    #[test]
    fn an_exported_report_reads_back(draft in carried_drafts()) {
        let text = export(&draft);
        let read = read(&text).draft;
        prop_assert_eq!(read.to_json(), carried(&draft).to_json(), "{}", text);
        // What was read exports to the same text, so that nothing drifts.
        prop_assert_eq!(export(&read), text);
    }
}

#[test]
fn the_sample_reads_back_in_both_wordings() {
    for wording in WORDINGS {
        let mut draft = sample();
        draft.set(Field::Wording, *wording);
        assert_eq!(read(&export(&draft)).draft, carried(&draft));
    }
}

#[test]
fn the_mark_of_a_report_with_errors_is_left_out() {
    let draft = Draft::default();
    let subject = Subject::of(&draft, None);
    let marked = export::text::write(&subject.final_document(&subject.findings()));
    assert!(marked.starts_with(DRAFT_MARK[0]));
    let (marked, unmarked) = (read(&marked), read(&export(&draft)));
    assert_eq!(marked.draft, unmarked.draft);
    assert_eq!(marked.findings, unmarked.findings);
}
