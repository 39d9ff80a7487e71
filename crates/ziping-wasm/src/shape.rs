//! The plain objects that JavaScript sees, each made from one type of the core.
//! types.d.ts declares them, and a test compares the two.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use ziping_core::draft::{self, Draft};
use ziping_core::export;
use ziping_core::field::{FieldSpec, Kind, Need, Table};
use ziping_core::finding;
use ziping_core::funds::{self, Source, Stage};
use ziping_core::place;
use ziping_core::rate::ExecutionRate;
use ziping_core::rule;

use crate::utf16;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Finding<'f> {
    code: &'static str,
    severity: &'static str,
    message: &'f str,
    place: Place,
    key: String,
    is_missing: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    expected: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reported: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    difference: Option<&'f str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<Fix<'f>>,
}

impl<'f> Finding<'f> {
    /// `draft` is the one that was checked.
    pub(crate) fn of(finding: &'f finding::Finding, draft: &Draft) -> Finding<'f> {
        Finding {
            code: finding.code,
            severity: finding.severity.key(),
            message: &finding.message,
            place: Place::of(&finding.place, draft),
            key: finding.place.key(),
            is_missing: finding.is_missing,
            expected: finding.expected.as_deref(),
            reported: finding.reported.as_deref(),
            difference: finding.difference.as_deref(),
            fix: finding.fix.as_ref().map(|fix| Fix::of(fix, draft)),
        }
    }
}

#[derive(Serialize)]
struct Fix<'f> {
    label: &'f str,
    edits: Vec<Edit>,
}

impl<'f> Fix<'f> {
    fn of(fix: &'f finding::Fix, draft: &Draft) -> Fix<'f> {
        // An edit's span is one of the text that the edits before it leave.
        let mut draft = Cow::Borrowed(draft);
        let mut edits = Vec::new();
        for (i, edit) in fix.edits.iter().enumerate() {
            if i > 0 {
                draft.to_mut().apply(&fix.edits[i - 1]);
            }
            edits.push(Edit::of(edit, &draft));
        }
        Fix {
            label: &fix.label,
            edits,
        }
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Edit {
    Set { place: Place, text: String },
    InsertRow { table: String, row: usize },
    RemoveRow { table: String, row: usize },
}

impl Edit {
    fn of(edit: &draft::Edit, draft: &Draft) -> Edit {
        match edit {
            draft::Edit::Set { place, text } => Edit::Set {
                place: Place::of(place, draft),
                text: text.clone(),
            },
            draft::Edit::InsertRow { table, row } => Edit::InsertRow {
                table: table.key().to_owned(),
                row: *row,
            },
            draft::Edit::RemoveRow { table, row } => Edit::RemoveRow {
                table: table.key().to_owned(),
                row: *row,
            },
        }
    }

    /// `draft` is the one that the edit is about to change. Fails where no field or table
    /// has this name.
    pub(crate) fn to_core(&self, draft: &Draft) -> Result<draft::Edit, String> {
        let table = |key: &str| Table::from_key(key).ok_or_else(|| format!("no table {key:?}"));
        Ok(match self {
            Edit::Set { place, text } => draft::Edit::Set {
                place: place.to_core(draft)?,
                text: text.clone(),
            },
            Edit::InsertRow { table: key, row } => draft::Edit::InsertRow {
                table: table(key)?,
                row: *row,
            },
            Edit::RemoveRow { table: key, row } => draft::Edit::RemoveRow {
                table: table(key)?,
                row: *row,
            },
        })
    }
}

#[derive(Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Place {
    field: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    row: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<Span>,
}

/// In UTF-16 units of the typed text.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Span {
    start: usize,
    end: usize,
}

impl Place {
    fn of(place: &place::Place, draft: &Draft) -> Place {
        let text = draft.text(place);
        Place {
            field: field_key(place.field.spec()),
            row: place.row,
            span: place.span.map(|span| Span {
                start: utf16::from_byte(text, span.start),
                end: utf16::from_byte(text, span.end),
            }),
        }
    }

    fn to_core(&self, draft: &Draft) -> Result<place::Place, String> {
        let whole = match (self.field.split_once('.'), self.row) {
            (Some((table, column)), Some(row)) => {
                place::Place::from_key(&format!("{table}.{row}.{column}"))
            }
            (None, None) => place::Place::from_key(&self.field),
            _ => None,
        };
        let whole = whole.ok_or_else(|| match self.row {
            Some(row) => format!("no field {:?} with rows, such as row {row}", self.field),
            None => format!("no field {:?} without rows", self.field),
        })?;
        let text = draft.text(&whole);
        // A position that isn't there becomes one that no text has: the edit changes nothing.
        let byte = |position| utf16::to_byte(text, position).unwrap_or(usize::MAX);
        Ok(place::Place {
            span: self.span.map(|span| place::Span {
                start: byte(span.start),
                end: byte(span.end),
            }),
            ..whole
        })
    }
}

/// `budget_unit`, `sub_projects.name`
fn field_key(spec: &FieldSpec) -> String {
    match spec.table {
        Some(table) => format!("{}.{}", table.key(), spec.key),
        None => spec.key.to_owned(),
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Figures {
    funds: Vec<FundFigures>,
    sub_projects: Vec<SubProjectFigures>,
    sub_project_total: SubProjectFigures,
}

impl Figures {
    pub(crate) fn of(figures: &funds::Figures) -> Figures {
        Figures {
            funds: figures.rows().map(FundFigures::of).collect(),
            sub_projects: figures
                .sub_projects
                .iter()
                .map(SubProjectFigures::of)
                .collect(),
            sub_project_total: SubProjectFigures::of(&figures.sub_project_total),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FundFigures {
    source: &'static str,
    label: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    initial: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_year: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    executed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<String>,
    rate_state: &'static str,
}

impl FundFigures {
    fn of(line: &funds::Line) -> FundFigures {
        let amount = |stage| line.amount(stage).map(|amount| amount.to_string());
        FundFigures {
            source: source_key(line.source),
            label: line.source.label,
            initial: amount(Stage::Initial),
            full_year: amount(Stage::FullYear),
            executed: amount(Stage::Executed),
            rate: line.rate.percent().map(|rate| rate.to_string()),
            rate_state: rate_state(line.rate),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct SubProjectFigures {
    #[serde(skip_serializing_if = "Option::is_none")]
    allocated: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    spent: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rate: Option<String>,
    rate_state: &'static str,
}

impl SubProjectFigures {
    fn of(figures: &funds::SubProject) -> SubProjectFigures {
        SubProjectFigures {
            allocated: figures.allocated.map(|amount| amount.to_string()),
            spent: figures.spent.map(|amount| amount.to_string()),
            rate: figures.rate.percent().map(|rate| rate.to_string()),
            rate_state: rate_state(figures.rate),
        }
    }
}

/// What the keys of a source's four fields begin with.
fn source_key(source: &Source) -> &'static str {
    source.rate.spec().key.trim_end_matches("_rate")
}

fn rate_state(rate: ExecutionRate) -> &'static str {
    match rate {
        ExecutionRate::Of(_) => "computed",
        ExecutionRate::NoBudget => "no_budget",
        ExecutionRate::SpentWithoutBudget => "spent_without_budget",
        ExecutionRate::Unknown => "unknown",
    }
}

#[derive(Serialize)]
pub(crate) struct Format {
    key: &'static str,
    label: &'static str,
    extension: &'static str,
    mime: &'static str,
}

impl Format {
    pub(crate) fn of(format: &export::Format) -> Format {
        Format {
            key: format.key,
            label: format.label,
            extension: format.extension,
            mime: format.mime,
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Field {
    key: String,
    label: &'static str,
    section: &'static str,
    kind: &'static str,
    need: &'static str,
    hint: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    choices: Option<&'static [&'static str]>,
}

impl Field {
    pub(crate) fn of(spec: &'static FieldSpec) -> Field {
        Field {
            key: field_key(spec),
            label: spec.label,
            section: spec.section.spec().key,
            kind: kind(spec.kind),
            need: need(spec.need),
            hint: spec.hint,
            table: spec.table.map(Table::key),
            column: spec.table.map(|_| spec.key),
            choices: match spec.kind {
                Kind::Choice(choices) | Kind::Pick(choices) => Some(choices),
                _ => None,
            },
        }
    }
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Narrative => "narrative",
        Kind::Amount => "amount",
        Kind::Rate => "rate",
        Kind::Year => "year",
        Kind::Date => "date",
        Kind::Phone => "phone",
        Kind::Choice(_) => "choice",
        Kind::Pick(_) => "pick",
        Kind::Points => "points",
    }
}

fn need(need: Need) -> &'static str {
    match need {
        Need::Required => "required",
        Need::Optional => "optional",
        Need::Reported => "reported",
    }
}

#[derive(Serialize)]
pub(crate) struct Rule {
    code: &'static str,
    severity: &'static str,
    title: &'static str,
    advice: &'static str,
    source: &'static str,
}

impl Rule {
    pub(crate) fn of(rule: &rule::Rule) -> Rule {
        Rule {
            code: rule.code,
            severity: rule.severity.key(),
            title: rule.title,
            advice: rule.advice,
            source: rule.source,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use ziping_core::field::Field::GoalsMet;

    use super::*;

    /// The place of `words` in 项目绩效目标完成情况.
    fn place(text: &str, words: &str) -> place::Place {
        let start = text.find(words).unwrap();
        let end = start + words.len();
        place::Place {
            span: Some(place::Span { start, end }),
            ..place::Place::of(GoalsMet)
        }
    }

    #[test]
    fn a_finding_goes_out_with_spans_of_the_texts_that_its_edits_meet() {
        let text = "😀😀支出率19.72%，";
        let mut draft = Draft::default();
        draft.set(GoalsMet, text);
        let set = |place, text: &str| draft::Edit::Set {
            place,
            text: text.to_owned(),
        };
        let finding = finding::Finding {
            code: "E01",
            severity: finding::Severity::Hint,
            place: place(text, "19.72%"),
            message: "不一致".to_owned(),
            expected: None,
            reported: None,
            difference: None,
            fix: Some(finding::Fix {
                label: "改".to_owned(),
                edits: vec![
                    set(place(text, "😀😀"), "😀"),
                    set(place("😀支出率19.72%，", "19.72%"), "19.73%"),
                ],
            }),
            is_missing: false,
        };
        let plain = serde_json::to_value(Finding::of(&finding, &draft)).unwrap();
        let span = |start, end| json!({ "start": start, "end": end });
        assert_eq!(plain["place"]["span"], span(7, 13));
        assert_eq!(plain["fix"]["edits"][0]["place"]["span"], span(0, 4));
        assert_eq!(plain["fix"]["edits"][1]["place"]["span"], span(5, 11));
        for (plain, edit) in plain["fix"]["edits"]
            .as_array()
            .unwrap()
            .iter()
            .zip(&finding.fix.unwrap().edits)
        {
            let back: Edit = serde_json::from_value(plain.clone()).unwrap();
            assert_eq!(back.to_core(&draft).as_ref(), Ok(edit));
            draft.apply(edit);
        }
        assert_eq!(draft.get(GoalsMet), "😀支出率19.73%，");
    }
}
