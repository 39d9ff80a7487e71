//! The readers' promise, on any source: nothing is lost. Every character but white space has
//! one fate, and the draft shows that it is true.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::sample::{select, Index};

use super::form::word;
use super::origin::{Fate, Origin};
use super::source::{read, Block, Cell, Grid, Source};
use super::text::fold::{folded, Folded};
use super::text::property::{is_made_of, mishaps, own_words, reports, suffer};
use super::text::template::Template;
use super::Imported;
use crate::document::Document;
use crate::draft::{any_drafts, Draft};
use crate::field::value::{half_width, is_blank};
use crate::field::{Field, Kind, Value};
use crate::place::Place;
use crate::sample::sample;
use crate::spreadsheet::document::tests::source as sheet_source;
use crate::spreadsheet::Sheet;
use crate::{policy, Edition, Subject};

/// How often each character stands in a text, without white space.
fn counts(text: &str) -> BTreeMap<char, usize> {
    let mut counts = BTreeMap::new();
    for c in text.chars().filter(|c| !is_blank(*c)) {
        *counts.entry(c).or_default() += 1;
    }
    counts
}

/// A line, or a cell of a grid: the block, then the row and the cell.
type Where = (usize, Option<(usize, usize)>);

/// Every text of a source, and where it stands.
fn texts(source: &Source) -> Vec<(Where, &str)> {
    let mut texts = Vec::new();
    for (at, block) in source.blocks.iter().enumerate() {
        match block {
            Block::Line(line) => texts.push(((at, None), line.as_str())),
            Block::Grid(grid) => {
                for (y, row) in grid.rows.iter().enumerate() {
                    for (x, cell) in row.iter().enumerate() {
                        texts.push(((at, Some((y, x))), cell.text.as_str()));
                    }
                }
            }
        }
    }
    texts
}

fn vocabulary() -> Vec<Vec<char>> {
    let mut words = own_words(Template::get());
    words.extend(word::own_words());
    // The marks of what is missing, the bars of flattened tables, and what may stand before any
    // printed words.
    let marks = [
        "〔未填〕",
        "〔未算出〕",
        "〔无预算却有支出〕",
        "〔未填：绩效指标〕",
        "%",
        "|",
        "备注",
    ];
    words.extend(marks.map(folded));
    let words = words.into_iter();
    let mut words: Vec<Vec<char>> = words.map(without_punctuation).collect();
    words.retain(|word| !word.is_empty());
    words.sort_by_key(|word| usize::MAX - word.len());
    words.dedup();
    words
}

/// Printed words are known with any punctuation.
fn without_punctuation(words: Vec<char>) -> Vec<char> {
    let is_letter = |c: &char| !",.;:()、。÷=/-".contains(*c);
    words.into_iter().filter(is_letter).collect()
}

fn is_option(field: Field) -> bool {
    matches!(field.spec().kind, Kind::Choice(_) | Kind::Pick(_))
}

/// Whether a draft says a text, with the unit that its table has or without.
fn says(draft: &Draft, place: &Place, text: &str) -> bool {
    let kept = draft.text(place);
    let kind = place.field.spec().kind;
    let has_value = |text: &str| match Value::read(kind, text) {
        Value::Text | Value::Unreadable(_) | Value::Empty => false,
        value => value == Value::read(kind, kept),
    };
    half_width(kept).contains(&half_width(text))
        || ["", "万元", "%"]
            .iter()
            .any(|unit| has_value(&format!("{text}{unit}")))
}

fn check_fates(source: &Source, imported: &Imported, words: &[Vec<char>]) {
    let draft = &imported.draft;
    let mut filed: BTreeMap<String, (Place, String)> = BTreeMap::new();
    for Origin { at, fate } in &imported.origins {
        let text = source.text_at(at);
        match fate {
            Fate::Filed(place) => {
                let entry = filed.entry(place.key());
                let (_, texts) = entry.or_insert_with(|| (place.clone(), String::new()));
                texts.push_str(text);
            }
            Fate::Repeated(place) => {
                let is_said = is_option(place.field) || says(draft, place, text);
                assert!(is_said, "{text:?} is not in {place} of {source:?}");
            }
            Fate::Computed => {
                let is_figure = |c: char| {
                    is_blank(c) || "0123456789０１２３４５６７８９.,，%％-—分万元+¥￥".contains(c)
                };
                assert!(text.chars().all(is_figure), "{text:?}");
            }
            Fate::Own => {
                let line = Folded::of(text, 0..text.len());
                let letters = without_punctuation(line.chars);
                assert!(
                    is_made_of(&letters, words),
                    "{text:?} is left out of {source:?}"
                );
            }
        }
    }
    for (place, texts) in filed.into_values() {
        let kept = counts(draft.text(&place));
        if is_option(place.field) && !kept.is_empty() {
            continue;
        }
        for (c, count) in counts(&texts) {
            assert!(
                kept.get(&c).is_some_and(|kept| *kept >= count),
                "{c:?} of {place} is lost of {source:?}"
            );
        }
    }
}

/// Checks the fate of every character.
fn nothing_is_lost(source: &Source) {
    let words = vocabulary();
    let imported = read(source);
    let all: Vec<&Imported> = std::iter::once(&imported).chain(&imported.more).collect();
    let mut covered: BTreeMap<Where, Vec<(usize, usize)>> = BTreeMap::new();
    for imported in &all {
        assert!(imported.origins.is_sorted_by_key(|origin| origin.at));
        assert!(std::ptr::eq(*imported, all[0]) || imported.more.is_empty());
        check_fates(source, imported, &words);
        for Origin { at, .. } in &imported.origins {
            let of_text = covered.entry((at.block, at.cell)).or_default();
            of_text.push((at.span.start, at.span.end));
        }
    }
    for (at, text) in texts(source) {
        let mut spans = covered.remove(&at).unwrap_or_default();
        spans.sort_unstable();
        let mut at = 0;
        for (start, end) in spans.into_iter().chain([(text.len(), text.len())]) {
            let between = text.get(at..start).unwrap_or("");
            assert!(
                between.chars().all(is_blank),
                "{between:?} has no fate in {source:?}"
            );
            at = at.max(end);
        }
    }
    foreign_characters_are_kept(source, &all, &words);
}

/// The same promise without a look at the fates, but for what stands twice: a character that
/// the template doesn't use stands in the drafts as often as in the source.
fn foreign_characters_are_kept(source: &Source, all: &[&Imported], words: &[Vec<char>]) {
    let mut kept = String::new();
    for imported in all {
        for place in imported.draft.places() {
            kept.push_str(imported.draft.text(&place));
        }
        for Origin { at, fate } in &imported.origins {
            if matches!(fate, Fate::Repeated(_) | Fate::Computed) {
                kept.push_str(source.text_at(at));
            }
        }
    }
    let kept = counts(&kept);
    let everything: String = texts(source).into_iter().map(|(_, text)| text).collect();
    for (c, count) in counts(&everything) {
        let is_own = match folded(c.encode_utf8(&mut [0; 4])).first() {
            Some(c) => words.iter().any(|word| word.contains(c)),
            None => true,
        };
        // An option is kept in its own writing.
        let is_foreign = !is_own && !"≥≤＝=><≧≦☑□√✓■☒〔〕,.;:()、。÷=/-，；：（）—".contains(c);
        assert!(
            !is_foreign || kept.get(&c).is_some_and(|kept| *kept >= count),
            "{c:?} is lost of {source:?}"
        );
    }
}

fn drafts() -> Vec<Draft> {
    let mut drafts = vec![sample(), Draft::default()];
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    for case in [
        "zipingbiao-hainan",
        "zipingbiao-guichi",
        "zipingbiao-daying",
    ] {
        let text = std::fs::read_to_string(format!("{cases}/{case}/draft.json")).expect(case);
        let crate::save::Saved::Draft(draft) = crate::save::read(&text) else {
            panic!("{case} is no saved draft");
        };
        drafts.push(draft);
    }
    drafts
}

/// Forms and reports as files have them, in every layout.
fn documents() -> Vec<Source> {
    let mut sources: Vec<Source> = reports().iter().map(|text| Source::of_text(text)).collect();
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
    let published = std::fs::read_dir(cases).expect(cases).filter_map(|entry| {
        let file = entry.ok()?.path().join("source.json");
        let json = std::fs::read_to_string(file).ok()?;
        Some(serde_json::from_str(&json).expect("a source"))
    });
    sources.extend(published);
    for draft in drafts() {
        for policy in policy::ALL {
            let subject = Subject::under(Some(policy), &draft, None);
            let editions = [Edition::Report, Edition::Form].map(|edition| subject.edition(edition));
            for document in &editions {
                sources.push(Source::of_document(document));
                let text = crate::export::text::write(document);
                sources.push(Source::of_text(&text));
            }
            let [_, form] = &editions;
            sources.push(sheet_source(&Sheet::of(form, Edition::Form.label())));
        }
    }
    sources
}

/// Something that happens to a table on its way.
#[derive(Clone, Debug)]
enum Accident {
    SwapBlocks(Index, Index),
    RepeatBlock(Index),
    RemoveRow(Index, Index),
    RepeatRow(Index, Index),
    RemoveCell(Index, Index, Index),
    AddText(Index, Index, Index, String),
    Span(Index, Index, Index, usize, usize),
}

/// What may stand in a cell: words of forms, figures, anything.
fn cell_texts() -> impl Strategy<Value = String> {
    let words: Vec<String> = word::own_words()
        .into_iter()
        .map(|word| word.into_iter().collect())
        .collect();
    let figures = "[0-9]{1,6}(\\.[0-9]{1,3})?(%|分|万元|元)?";
    prop_oneof![
        4 => select(words),
        3 => figures,
        1 => "[0-9]{3,6}-[甲乙丙]{1,3}",
        1 => "(项目名称|填报人|网址)[:：] ?[甲乙丙]{0,3} (联系方式：[0-9]{1,3})?",
        1 => "（20[0-9]{2}年度）|[甲乙]项目自评表|☑|—|合计\n|注：[甲乙]{1,5}",
        2 => "[甲乙丙丁\n /|：]{0,6}",
        1 => any::<String>(),
    ]
}

fn accidents() -> impl Strategy<Value = Accident> {
    let index = any::<Index>;
    prop_oneof![
        (index(), index()).prop_map(|(a, b)| Accident::SwapBlocks(a, b)),
        index().prop_map(Accident::RepeatBlock),
        (index(), index()).prop_map(|(a, b)| Accident::RemoveRow(a, b)),
        (index(), index()).prop_map(|(a, b)| Accident::RepeatRow(a, b)),
        (index(), index(), index()).prop_map(|(a, b, c)| Accident::RemoveCell(a, b, c)),
        (index(), index(), index(), cell_texts())
            .prop_map(|(a, b, c, text)| Accident::AddText(a, b, c, text)),
        (index(), index(), index(), 0usize..4, 0usize..4)
            .prop_map(|(a, b, c, columns, rows)| Accident::Span(a, b, c, columns, rows)),
    ]
}

fn befall(source: &mut Source, accident: &Accident) {
    let count = source.blocks.len();
    if count == 0 {
        return;
    }
    match accident {
        Accident::SwapBlocks(a, b) => source.blocks.swap(a.index(count), b.index(count)),
        Accident::RepeatBlock(a) => {
            let block = source.blocks[a.index(count)].clone();
            source.blocks.push(block);
        }
        Accident::RemoveRow(a, b) | Accident::RepeatRow(a, b) => {
            if let Some(grid) = grid(source, a) {
                let row = b.index(grid.rows.len());
                match accident {
                    Accident::RemoveRow(..) => drop(grid.rows.remove(row)),
                    _ => grid.rows.insert(row, grid.rows[row].clone()),
                }
            }
        }
        Accident::RemoveCell(a, b, c) => {
            if let Some(row) = row(source, a, b) {
                let at = c.index(row.len());
                row.remove(at);
            }
        }
        Accident::AddText(a, b, c, text) => {
            if let Some(row) = row(source, a, b) {
                let at = c.index(row.len());
                row[at].text.push_str(text);
            }
        }
        Accident::Span(a, b, c, columns, rows) => {
            if let Some(row) = row(source, a, b) {
                let at = c.index(row.len());
                (row[at].columns, row[at].rows) = (*columns, *rows);
            }
        }
    }
}

fn grid<'s>(source: &'s mut Source, at: &Index) -> Option<&'s mut Grid> {
    let grids = source.blocks.iter_mut().filter_map(|block| match block {
        Block::Grid(grid) if !grid.rows.is_empty() => Some(grid),
        _ => None,
    });
    let mut grids: Vec<&mut Grid> = grids.collect();
    match grids.len() {
        0 => None,
        count => Some(grids.swap_remove(at.index(count))),
    }
}

fn row<'s>(source: &'s mut Source, grid_at: &Index, at: &Index) -> Option<&'s mut Vec<Cell>> {
    let grid = grid(source, grid_at)?;
    let count = grid.rows.len();
    Some(&mut grid.rows[at.index(count)]).filter(|row| !row.is_empty())
}

/// Tables and lines of any words.
fn any_sources() -> impl Strategy<Value = Source> {
    let cell = (cell_texts(), 0usize..4, 0usize..4).prop_map(|(text, columns, rows)| Cell {
        text,
        columns,
        rows,
    });
    let row = proptest::collection::vec(cell, 0..9);
    let rows = proptest::collection::vec(row, 0..9);
    let grid = rows.prop_map(|rows| {
        Block::Grid(Grid {
            name: String::new(),
            rows,
        })
    });
    let words = proptest::collection::vec(cell_texts(), 0..9);
    let line = (words, select(vec![" ", "\t", " | ", "："]))
        .prop_map(|(words, between)| Block::Line(words.join(between)));
    let blocks = proptest::collection::vec(prop_oneof![grid, line], 0..9);
    blocks.prop_map(|blocks| Source {
        blocks,
        draft: None,
    })
}

proptest! {
    #[test]
    fn nothing_of_any_tables_is_lost(source in any_sources()) {
        nothing_is_lost(&source);
    }

    #[test]
    fn nothing_of_a_form_that_was_mangled_is_lost(
        source in select(documents()),
        accidents in proptest::collection::vec(accidents(), 0..20),
    ) {
        let mut source = source;
        accidents.iter().for_each(|accident| befall(&mut source, accident));
        nothing_is_lost(&source);
    }

    #[test]
    fn any_draft_comes_back_from_the_sheet_that_carries_it(
        draft in any_drafts(), policy in select(crate::field::POLICIES),
    ) {
        let mut draft = draft;
        draft.set(Field::Policy, policy);
        let form = Subject::of(&draft, None).evaluation();
        let mut source = sheet_source(&Sheet::of(&form, Edition::Form.label()));
        source.draft = Some(crate::save::write(&draft));
        prop_assert_eq!(read(&source), Imported::of_draft(draft));
    }

    #[test]
    fn nothing_of_a_flattened_form_that_was_mangled_is_lost(
        report in select(reports()),
        mishaps in proptest::collection::vec(mishaps(), 0..20),
    ) {
        let mut lines: Vec<String> = report.lines().map(str::to_owned).collect();
        mishaps.iter().for_each(|mishap| suffer(&mut lines, mishap));
        nothing_is_lost(&Source::of_text(&lines.join("\n")));
    }
}

#[test]
fn nothing_of_any_document_is_lost() {
    documents().iter().for_each(nothing_is_lost);
}

/// What a form prints is what it prints again once it was read.
#[test]
fn a_form_reads_back_as_what_it_prints() {
    for draft in drafts() {
        for policy in policy::ALL {
            let form = |draft: &Draft| {
                let form = Subject::under(Some(policy), draft, None).evaluation();
                crate::export::text::write(&form)
            };
            let subject = Subject::under(Some(policy), &draft, None);
            // Such a form doesn't say which funds are no 财政资金.
            let has_other_funds = subject.figures.total.amounts != subject.figures.lines[0].amounts;
            if has_other_funds
                && policy
                    .layout
                    .funds()
                    .is_some_and(|table| table.rows.len() == 1)
            {
                continue;
            }
            let document = subject.evaluation();
            let text = Source::of_text(&crate::export::text::write(&document));
            let marked = Document {
                mark: Some(crate::document::draft_mark(3)),
                ..document.clone()
            };
            let sheet = Sheet::of(&marked, Edition::Form.label());
            for source in [Source::of_document(&document), text, sheet_source(&sheet)] {
                let imported = read(&source);
                assert_eq!(form(&imported.draft), form(&draft), "{}", policy.name);
                assert_eq!(imported.draft.get(Field::Policy), policy.name);
                assert_eq!(imported.draft.get(Field::Unfiled), "", "{}", policy.name);
                assert_eq!(imported.more, []);
            }
        }
    }
}

/// A workbook that carries its draft, with numbers instead of what the form prints of them.
#[test]
fn a_form_as_a_sheet_reads_back_as_the_draft_that_it_carries() {
    for draft in drafts() {
        for policy in policy::ALL {
            let form = Document {
                mark: Some(crate::document::draft_mark(3)),
                ..Subject::under(Some(policy), &draft, None).evaluation()
            };
            let mut source = sheet_source(&Sheet::of(&form, Edition::Form.label()));
            source.draft = Some(crate::save::write(&draft));
            assert_eq!(
                read(&source),
                Imported::of_draft(draft.clone()),
                "{}",
                policy.name
            );
            let Block::Grid(grid) = &mut source.blocks[0] else {
                panic!("no table");
            };
            grid.rows[0][0].text.push('改');
            let changed = read(&source).draft;
            assert!(changed.get(Field::Unfiled).ends_with('改'));
            for place in draft.places() {
                let is_text = place.field != Field::Unfiled;
                assert!(!is_text || changed.text(&place) == draft.text(&place));
            }
        }
    }
}

#[test]
fn a_report_reads_back_as_what_it_prints() {
    for draft in drafts() {
        let report = |draft: &Draft| Subject::of(draft, None).document();
        let printed = |draft: &Draft| crate::export::text::write(&report(draft));
        let imported = read(&Source::of_document(&report(&draft)));
        assert_eq!(printed(&imported.draft), printed(&draft));
        assert_eq!(imported.draft.get(Field::Unfiled), "");
    }
}

#[test]
fn a_report_and_its_form_in_one_file_are_one_draft() {
    for draft in drafts() {
        let subject = Subject::of(&draft, None);
        let mut source = Source::of_document(&subject.document());
        source
            .blocks
            .extend(Source::of_document(&subject.evaluation()).blocks);
        let imported = read(&source);
        for edition in [Edition::Report, Edition::Form] {
            let printed = |draft: &Draft| {
                let document = Subject::of(draft, None).edition(edition);
                crate::export::text::write(&document)
            };
            assert_eq!(printed(&imported.draft), printed(&draft));
        }
        assert_eq!(imported.draft.get(Field::Unfiled), "");
        assert_eq!(imported.findings, []);
        assert_eq!(imported.more, []);
    }
}
