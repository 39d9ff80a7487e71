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
mod fold;
mod line;
mod scan;
mod template;

#[cfg(test)]
mod property;

use std::ops::Range;

use super::{Imported, Reader};
use crate::draft::{Draft, Edit};
use crate::field::value::{trim, Date, Reading, Year, Yuan};
use crate::field::{Field, Table, FIELDS, WORDINGS};
use crate::finding::Finding;
use crate::form::Form;
use crate::funds::Figures;
use crate::place::Place;
use crate::report::SUB_PROJECT_TOTAL;
use crate::rule::{GUESSED_YEAR, HEADING_NUMBER, UNFILED};

use fold::Folded;
use scan::{Found, WrongNumber};
use template::{is_narrative, Template};

pub(super) const READER: Reader = Reader {
    label: "纯文本",
    extensions: &["txt"],
    read: |source| Ok(read(source)),
};

/// Reads a report. Never fails: what is no report at all is 未归类内容.
pub fn read(source: &str) -> Imported {
    let template = Template::get();
    let lines = line::lines(source, template);
    let found = scan::scan(source, &lines, template);

    let mut draft = Draft::default();
    let mut unfiled = file_entries(source, &found, &mut draft);
    unfiled.extend(file_rows(source, &found.rows, &mut draft));
    unfiled.extend_from_slice(&found.unfiled);
    unfiled.sort_by_key(|range| (range.start, range.end));
    let unfiled: Vec<&str> = unfiled.into_iter().map(|range| &source[range]).collect();
    draft.set(Field::Unfiled, unfiled.join("\n"));
    if found.original > 0 {
        draft.set(Field::Wording, WORDINGS[1]);
    }
    let year = YearSource::of(&draft, found.is_year_missing);
    draft.set(Field::ReportYear, year.text());

    let wrong_numbers = found.wrong_numbers.iter();
    let mut findings: Vec<Finding> = wrong_numbers
        .map(|wrong| wrong_number(source, wrong, template))
        .collect();
    findings.extend(matches!(year, YearSource::Signature(_)).then(|| guessed_year(&draft)));
    findings.extend((!unfiled.is_empty()).then(|| unfiled_words(&unfiled)));
    Imported { draft, findings }
}

/// Puts every text into its field and gives back those that another one has kept out.
fn file_entries(source: &str, found: &Found, draft: &mut Draft) -> Vec<Range<usize>> {
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
    for spec in FIELDS {
        let texts = chosen[spec.field as usize].iter();
        let texts: Vec<&str> = texts
            .map(|i| &source[found.entries[*i].text.clone()])
            .collect();
        let between = if is_narrative(spec.field) { "\n" } else { "" };
        draft.set(spec.field, texts.join(between));
    }
    let is_kept_out = |i: usize| {
        let entry = &found.entries[i];
        let text = &source[entry.text.clone()];
        !chosen[entry.field as usize].contains(&i) && draft.get(entry.field) != text
    };
    let singles = (0..found.entries.len()).filter(|i| !is_narrative(found.entries[*i].field));
    singles
        .filter(|i| is_kept_out(*i))
        .map(|i| found.entries[i].with_label.clone())
        .collect()
}

/// Makes the rows of the sub-projects' table and gives back those that state another rate
/// or total than the computed one.
fn file_rows(source: &str, rows: &[Range<usize>], draft: &mut Draft) -> Vec<Range<usize>> {
    let cells = |row: &Range<usize>| -> Vec<&str> {
        let mut cells: Vec<&str> = source[row.clone()].splitn(5, '\t').map(trim).collect();
        cells.resize(5, "");
        cells
    };
    let is_total = |row: &&Range<usize>| cells(row)[0] == SUB_PROJECT_TOTAL;
    let total = rows.last().filter(is_total);
    let rows = &rows[..rows.len() - usize::from(total.is_some())];
    for (row, range) in rows.iter().enumerate() {
        draft.apply(&Edit::InsertRow {
            table: Table::SubProjects,
            row,
        });
        let cells = cells(range);
        for (field, cell) in [
            (Field::SubProjectName, cells[0]),
            (Field::SubProjectAllocated, cells[1]),
            (Field::SubProjectSpent, cells[2]),
            (Field::SubProjectProgress, cells[4]),
        ] {
            draft.apply(&Edit::Set {
                place: Place::in_row(field, row),
                text: cell.to_owned(),
            });
        }
    }
    let figures = Figures::of(&Form::parse(draft));
    let is_same = |stated: &str, computed: &str| stated.is_empty() || stated == computed;
    let differs = |(row, range): &(usize, &Range<usize>)| {
        !is_same(cells(range)[3], &figures.sub_projects[*row].rate.show())
    };
    let differing = rows
        .iter()
        .enumerate()
        .filter(differs)
        .map(|(_, range)| range);
    let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped);
    let computed = &figures.sub_project_total;
    let computed = [
        amount(computed.allocated),
        amount(computed.spent),
        computed.rate.show(),
        String::new(),
    ];
    let total = total.filter(|total| {
        let cells = cells(total);
        let mut stated = cells[1..].iter().zip(&computed);
        !stated.all(|(stated, computed)| is_same(stated, computed))
    });
    differing.chain(total).cloned().collect()
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

fn wrong_number(source: &str, wrong: &WrongNumber, template: &Template) -> Finding {
    let heading = &template.headings[wrong.heading];
    let mut finding = HEADING_NUMBER.finding(
        Place::of(heading.field),
        format!(
            "来稿中「{}」一节的标题编号有误，已重新编号",
            heading.field.label()
        ),
    );
    finding
        .expected(&heading.number)
        .reported(&source[wrong.number.clone()]);
    finding
}

fn guessed_year(draft: &Draft) -> Finding {
    let mut finding = GUESSED_YEAR.finding(
        Place::of(Field::ReportYear),
        "来稿没有写明报告年度，按落款日期的上一年推定",
    );
    finding.reported(draft.get(Field::ReportYear));
    finding
}

fn unfiled_words(unfiled: &[&str]) -> Finding {
    UNFILED.finding(
        Place::of(Field::Unfiled),
        format!(
            "来稿有 {} 段文字没有找到对应的栏目，放在「未归类内容」",
            unfiled.len()
        ),
    )
}
