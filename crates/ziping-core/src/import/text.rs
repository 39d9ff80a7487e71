//! Reads a report in the template's outline from plain text: pasted, from a file, or our own
//! export.
//!
//! It is driven by the report's skeleton and the variants in `template`. Nothing is lost:
//! every character but white space is in a field, or is the template's own wording, or is in
//! 未归类内容. Where the text leaves a choice:
//!
//! - A heading is a number with a title of the skeleton, or a line that is nothing but such a
//!   title. Headings may stand in any order; their numbers are reported, not believed.
//! - A label (项目负责人为：) counts in its own section, and anywhere if the section's heading
//!   is missing; within a narrative only if its field hasn't been seen yet.
//! - A narrative ends at the next heading or label at the start of a line. Any other slot ends
//!   at the next label or the end of the line; a full stop ends it too.
//! - Of two texts for one field the fixed sentence's stands before a form's label, and the
//!   first before the second; what loses goes to 未归类内容 with its label.
//! - What the report prints for something missing (〔未填：…〕, —（无预算）) reads as nothing, and
//!   so does the title that it prints where none is typed.
//! - The title is the last line before the first heading that says 自评报告, or the only one.
//!   The 落款 is the last date after the last heading, with the short line before it.
//! - The year is the title's, or the annual goal's, or that before the 落款's; the last is a
//!   guess, and said so.
//!
//! Our own export reads back as the draft says it in print: amounts, dates and the year in
//! their printed writing, lines without white space at their ends, 原模板 if it was that, and
//! the printed totals and rates in the fields for reported ones. What plain text can't tell
//! apart comes back elsewhere, but is not lost: a paragraph that is a heading, or (in the
//! goals) starts with the next goal's label; a one-line text with a line break, a label, 的项目
//! or 属于, a full stop or a | in it, or punctuation at its ends; a title that names another
//! year; a cell with a line break or a tab. `property` tests both.

mod ends;
pub(super) mod fold;
pub(super) mod line;
mod scan;
pub(super) mod template;

#[cfg(test)]
pub(super) mod property;

use std::ops::Range;

use super::origin::Fate;
use super::source::Source;
use super::Imported;
use crate::draft::{Draft, Edit};
use crate::field::value::{Date, Reading, Year, Yuan};
use crate::field::{Field, Table, FIELDS, WORDINGS};
use crate::finding::Finding;
use crate::form::Form;
use crate::funds::Figures;
use crate::place::Place;
use crate::report::SUB_PROJECT_TOTAL;
use crate::rule::{shortened, GUESSED_YEAR, HEADING_NUMBER, SAID_OTHERWISE};

use fold::Folded;
use line::trimmed;
use scan::{Found, WrongNumber};
use template::{is_narrative, Template};

/// Reads a report, and the forms (自评表) that stand beside it or instead of it as flattened
/// text. Never fails: what is no report at all is 未归类内容.
pub fn read(source: &str) -> Imported {
    super::source::read(&Source::of_text(source))
}

/// What a report says.
#[derive(Debug, Default)]
pub(super) struct Parts {
    /// Without 未归类内容.
    pub(super) draft: Draft,
    pub(super) findings: Vec<Finding>,
    /// The bytes of each passage for 未归类内容, in order.
    pub(super) unfiled: Vec<Range<usize>>,
    /// What became of which bytes; what isn't named is the template's own.
    pub(super) fates: Vec<(Range<usize>, Fate)>,
}

/// The stretches of a text that are a report each: the next one begins behind the 落款, if the
/// first chapter begins once more below.
pub(super) fn reports(source: &str) -> Vec<Range<usize>> {
    let template = Template::get();
    let lines = line::lines(source, template);
    let begins = |at: &usize| template.begins_report(&lines[*at].start);
    let mut ranges = Vec::new();
    let (mut start, mut first) = (0, 0);
    // What stands above the first is the title, and may be a cover with a date.
    for at in (0..lines.len()).filter(begins).skip(1) {
        if let Some(signature) = ends::signature(source, &lines[first..at]) {
            first += signature.end;
            let next = lines[first].range.start;
            ranges.push(start..next);
            start = next;
        }
    }
    ranges.push(start..source.len());
    ranges
}

/// Reads a report in the template's outline from a stretch of a text; forms are none of its
/// parts.
pub(super) fn parts(source: &str, range: Range<usize>) -> Parts {
    let mut parts = parts_of(&source[range.clone()]);
    let moved = |passage: &mut Range<usize>| {
        *passage = range.start + passage.start..range.start + passage.end;
    };
    parts.unfiled.iter_mut().for_each(moved);
    parts
        .fates
        .iter_mut()
        .for_each(|(passage, _)| moved(passage));
    parts
}

fn parts_of(source: &str) -> Parts {
    let template = Template::get();
    let lines = line::lines(source, template);
    let found = scan::scan(source, &lines, template);

    let mut parts = Parts::default();
    for range in &found.unfiled {
        parts.leave(range.clone());
    }
    file_entries(source, &found, &mut parts);
    file_rows(source, &found.rows, &mut parts);
    parts.unfiled.sort_by_key(|range| (range.start, range.end));
    let draft = &mut parts.draft;
    if found.original > 0 {
        draft.set(Field::Wording, WORDINGS[1]);
    }
    let year = YearSource::of(draft, found.is_year_missing);
    draft.set(Field::ReportYear, year.text());

    let wrong_numbers = wrong_numbers(source, &found.wrong_numbers, template);
    parts.findings.splice(0..0, wrong_numbers);
    if let YearSource::Signature(_) = year {
        parts.findings.push(guessed_year(&parts.draft));
    }
    parts
}

impl Parts {
    fn leave(&mut self, passage: Range<usize>) {
        let fate = Fate::Filed(Place::of(Field::Unfiled));
        self.unfiled.push(passage.clone());
        self.fates.push((passage, fate));
    }
}

/// Puts every text into its field; what another one has kept out is unfiled.
fn file_entries(source: &str, found: &Found, parts: &mut Parts) {
    let mut chosen: Vec<Vec<usize>> = vec![Vec::new(); Field::COUNT];
    for (i, entry) in found.entries.iter().enumerate() {
        let of_field = &mut chosen[entry.field as usize];
        let is_better = |other: &usize| entry.trust < found.entries[*other].trust;
        let joins = is_narrative(entry.field) || entry.field == Field::Title;
        match of_field.first() {
            Some(first) if !joins && is_better(first) => *of_field = vec![i],
            Some(_) if !joins => {}
            _ => of_field.push(i),
        }
    }
    let mut is_chosen = vec![false; found.entries.len()];
    for i in chosen.iter().flatten() {
        is_chosen[*i] = true;
    }
    for spec in FIELDS {
        let texts = chosen[spec.field as usize].iter();
        let texts: Vec<&str> = texts
            .map(|i| &source[found.entries[*i].text.clone()])
            .collect();
        let between = if is_narrative(spec.field) { "\n" } else { "" };
        parts.draft.set(spec.field, texts.join(between));
    }
    for (i, entry) in found.entries.iter().enumerate() {
        let (text, place) = (entry.text.clone(), Place::of(entry.field));
        let kept = parts.draft.get(entry.field);
        if is_chosen[i] {
            parts.fates.push((text, Fate::Filed(place)));
        } else if kept == &source[text.clone()] {
            parts.fates.push((text, Fate::Repeated(place)));
        } else {
            let other = said_otherwise(place, kept, &source[text]);
            parts.findings.push(other);
            parts.leave(entry.with_label.clone());
        }
    }
}

/// Makes the rows of the sub-projects' table. Those that state another rate or total than the
/// computed one are unfiled too.
fn file_rows(source: &str, rows: &[Range<usize>], parts: &mut Parts) {
    let cells = |row: &Range<usize>| -> Vec<Range<usize>> {
        let mut start = row.start;
        let cells = source[row.clone()].splitn(5, '\t');
        let mut cells: Vec<Range<usize>> = cells
            .map(|cell| {
                let range = trimmed(source, start..start + cell.len());
                start += cell.len() + 1;
                range
            })
            .collect();
        cells.resize(5, row.end..row.end);
        cells
    };
    let is_total = |row: &&Range<usize>| source[cells(row)[0].clone()] == *SUB_PROJECT_TOTAL;
    let total = rows.last().filter(is_total);
    let rows = &rows[..rows.len() - usize::from(total.is_some())];
    for (row, range) in rows.iter().enumerate() {
        parts.draft.apply(&Edit::InsertRow {
            table: Table::SubProjects,
            row,
        });
        let cells = cells(range);
        for (field, cell) in [
            (Field::SubProjectName, &cells[0]),
            (Field::SubProjectAllocated, &cells[1]),
            (Field::SubProjectSpent, &cells[2]),
            (Field::SubProjectProgress, &cells[4]),
        ] {
            let place = Place::in_row(field, row);
            parts.draft.apply(&Edit::Set {
                place: place.clone(),
                text: source[cell.clone()].to_owned(),
            });
            parts.fates.push((cell.clone(), Fate::Filed(place)));
        }
    }
    let figures = Figures::of(&Form::parse(&parts.draft));
    for (row, range) in rows.iter().enumerate() {
        let stated = cells(range)[3].clone();
        let computed = figures.sub_projects[row].rate.show();
        compare(source, range, &[(stated, computed)], parts);
    }
    if let Some(range) = total {
        let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped);
        let computed = &figures.sub_project_total;
        let computed = [
            amount(computed.allocated),
            amount(computed.spent),
            computed.rate.show(),
            String::new(),
        ];
        let stated = cells(range).into_iter().skip(1);
        compare(
            source,
            range,
            &stated.zip(computed).collect::<Vec<_>>(),
            parts,
        );
    }
}

/// Compares figures that a row states with the computed ones. A row with others is unfiled.
fn compare(
    source: &str,
    row: &Range<usize>,
    figures: &[(Range<usize>, String)],
    parts: &mut Parts,
) {
    let is_same = |stated: &str, computed: &str| stated.is_empty() || stated == computed;
    let is_right =
        |(stated, computed): &(Range<usize>, String)| is_same(&source[stated.clone()], computed);
    let fate = match figures.iter().all(is_right) {
        true => Fate::Computed,
        false => {
            parts.unfiled.push(row.clone());
            Fate::Filed(Place::of(Field::Unfiled))
        }
    };
    let figures = figures.iter();
    let fates = figures.map(|(stated, _)| (stated.clone(), fate.clone()));
    parts.fates.extend(fates);
}

/// Where the 报告年度 comes from.
#[derive(Debug, PartialEq, Eq)]
enum YearSource {
    Title(Year),
    /// As the sentence of the annual goal has it.
    Goal(String),
    /// The year before the 落款's.
    Signature(Year),
    Nowhere,
}

impl YearSource {
    fn of(draft: &Draft, is_missing: bool) -> YearSource {
        if let Some(year) = year_in(draft.get(Field::Title)) {
            return YearSource::Title(year);
        }
        let goal = draft.get(Field::AnnualGoalYear);
        if !goal.is_empty() {
            return match Year::read(goal) {
                Reading::Value(year) => YearSource::Goal(year.to_string()),
                _ => YearSource::Goal(goal.to_owned()),
            };
        }
        let signed = match Date::read(draft.get(Field::SignatureDate)) {
            Reading::Value(date) => Year::new(date.year().get() - 1),
            _ => None,
        };
        match signed {
            Some(year) if !is_missing => YearSource::Signature(year),
            _ => YearSource::Nowhere,
        }
    }

    fn text(&self) -> String {
        match self {
            YearSource::Title(year) | YearSource::Signature(year) => year.to_string(),
            YearSource::Goal(text) => text.clone(),
            YearSource::Nowhere => String::new(),
        }
    }
}

/// The one year that a title names; none where it names several.
fn year_in(title: &str) -> Option<Year> {
    let folded = Folded::of(title, 0..title.len());
    let mut years = folded.chars.windows(5).filter_map(|chars| {
        let digits: String = chars[..4].iter().collect();
        match (chars[4], Year::read(&digits)) {
            ('年', Reading::Value(year)) => Some(year),
            _ => None,
        }
    });
    let first = years.next()?;
    years.all(|year| year == first).then_some(first)
}

/// More wrong numbers than this are another way of numbering, which is said once.
const MOST_WRONG_NUMBERS: usize = 4;

fn wrong_numbers(source: &str, wrong: &[WrongNumber], template: &Template) -> Vec<Finding> {
    let is_other_way = wrong.len() > MOST_WRONG_NUMBERS;
    let said = if is_other_way { &wrong[..1] } else { wrong };
    let finding = |wrong_number: &WrongNumber| {
        let heading = &template.headings[wrong_number.heading];
        let label = heading.field.label();
        let message = match is_other_way {
            true => format!(
                "来稿中「{label}」等 {} 节的标题编号写法有误，已重新编号",
                wrong.len()
            ),
            false => format!("来稿中「{label}」一节的标题编号有误，已重新编号"),
        };
        let mut finding = HEADING_NUMBER.finding(Place::of(heading.field), message);
        finding
            .expected(&heading.number)
            .reported(&source[wrong_number.number.clone()]);
        finding
    };
    said.iter().map(finding).collect()
}

fn guessed_year(draft: &Draft) -> Finding {
    let mut finding = GUESSED_YEAR.finding(
        Place::of(Field::ReportYear),
        "来稿没有写明报告年度，按落款日期的上一年推定",
    );
    finding.reported(draft.get(Field::ReportYear));
    finding
}

/// Two texts for one field, the kept one and the other.
pub(super) fn said_otherwise(place: Place, kept: &str, other: &str) -> Finding {
    let message = format!(
        "来稿中「{}」另有一处写作“{}”，放在「未归类内容」",
        place.field.label(),
        shortened(other)
    );
    let mut finding = SAID_OTHERWISE.finding(place, message);
    finding.reported(shortened(kept));
    finding
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;
    use crate::Subject;

    #[test]
    fn another_way_of_numbering_is_said_once_and_a_few_slips_each() {
        let document = Subject::of(&sample(), None).document();
        let report = crate::export::text::write(&document);
        let findings = |numbers: &[(&str, &str)]| {
            let text = numbers.iter().fold(report.clone(), |text, (from, to)| {
                text.replace(&format!("\n{from}"), &format!("\n{to}"))
            });
            let read = read(&text);
            assert_eq!(read.draft.get(Field::Unfiled), "", "{numbers:?}");
            let messages = read.findings.into_iter().map(|finding| finding.message);
            messages.collect::<Vec<_>>()
        };
        assert_eq!(
            findings(&[("二、", "2."), ("三、", "3.")]),
            ["项目决策情况", "项目组织情况"]
                .map(|section| format!("来稿中「{section}」一节的标题编号有误，已重新编号"))
        );
        let four = ["二、", "三、", "四、", "五、"].map(|number| (number, "9."));
        assert_eq!(findings(&four).len(), 4);
        let arabic = ["一、", "二、", "三、", "四、", "五、"].map(|number| (number, "1. "));
        let said = "来稿中「预算单位」等 5 节的标题编号写法有误，已重新编号";
        assert_eq!(findings(&arabic), [said]);
    }

    #[test]
    fn a_title_names_one_year_or_none() {
        for (title, year) in [
            ("2021年度项目支出绩效自评报告", Some("2021")),
            ("２０２１ 年度自评报告", Some("2021")),
            ("2021年项目2021年度自评报告", Some("2021")),
            ("2021年至2022年自评报告", None),
            ("2021年至2022年和2021年自评报告", None),
            ("自评报告", None),
        ] {
            let year_of_title = year_in(title).map(|year| year.to_string());
            assert_eq!(year_of_title.as_deref(), year, "{title}");
        }
    }

    #[test]
    fn the_year_of_a_goal_is_the_reports_in_its_usual_writing() {
        let mut draft = Draft::default();
        for (typed, year) in [("２０２１", "2021"), ("二一", "二一")] {
            draft.set(Field::AnnualGoalYear, typed);
            let source = YearSource::of(&draft, false);
            assert_eq!(source, YearSource::Goal(year.to_owned()));
        }
    }
}
