//! The plain objects that JavaScript sees, each made from one type of the core.
//! types.d.ts declares them, and a test compares the two.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ziping_core::draft::{self, Draft};
use ziping_core::export;
use ziping_core::field::{self, FieldSpec, Kind, Need, Table};
use ziping_core::finding;
use ziping_core::funds::{self, Line, Stage};
use ziping_core::import::origin::{self, Fate};
use ziping_core::import::{source, Imported};
use ziping_core::place;
use ziping_core::policy::{self, Reverse};
use ziping_core::rate::ExecutionRate;
use ziping_core::rule;
use ziping_core::score::{self, Expected, Grade, Scored};
use ziping_core::{Edition, Subject};
use ziping_office::Refusal;

use crate::utf16;

#[derive(Serialize)]
pub(crate) struct ImportedReport<'i> {
    draft: Json,
    findings: Vec<Finding<'i>>,
    origins: Vec<Origin<'i>>,
    more: Vec<ImportedReport<'i>>,
    #[serde(skip_serializing_if = "<[RefusedRecord]>::is_empty")]
    refused: &'i [RefusedRecord],
}

impl<'i> ImportedReport<'i> {
    /// `source` is what was read, and `refused` what couldn't be.
    pub(crate) fn of(
        imported: &'i Imported,
        source: &'i source::Source,
        refused: &'i [RefusedRecord],
    ) -> ImportedReport<'i> {
        let findings = imported.findings.iter();
        let origins = imported.origins.iter();
        let more = imported.more.iter();
        ImportedReport {
            draft: imported.draft.to_json(),
            findings: findings
                .map(|finding| Finding::of(finding, &imported.draft))
                .collect(),
            origins: origins
                .map(|origin| Origin::of(origin, imported, source))
                .collect(),
            more: more
                .map(|further| ImportedReport::of(further, source, &[]))
                .collect(),
            refused,
        }
    }
}

#[derive(Serialize)]
pub(crate) struct RefusedRecord {
    record: usize,
    error: &'static str,
    message: String,
}

impl RefusedRecord {
    pub(crate) fn of(refused: &ziping_office::RefusedRecord) -> RefusedRecord {
        RefusedRecord {
            record: refused.record,
            error: refused.refusal.key(),
            message: refused.message(),
        }
    }
}

#[derive(Serialize)]
struct Origin<'i> {
    text: &'i str,
    fate: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<Place>,
}

impl<'i> Origin<'i> {
    fn of(origin: &origin::Origin, imported: &Imported, source: &'i source::Source) -> Origin<'i> {
        let place = |place| Some(Place::of(place, &imported.draft));
        let (fate, place) = match &origin.fate {
            Fate::Filed(filed) => ("filed", place(filed)),
            Fate::Repeated(said) => ("repeated", place(said)),
            Fate::Computed => ("computed", None),
            Fate::Own => ("own", None),
        };
        Origin {
            text: source.text_at(&origin.at),
            fate,
            place,
        }
    }
}

#[derive(Serialize)]
pub(crate) struct RefusedReport {
    error: &'static str,
    message: String,
}

impl RefusedReport {
    pub(crate) fn of(refusal: Refusal, file_name: &str) -> RefusedReport {
        RefusedReport {
            error: refusal.key(),
            message: refusal.message(file_name),
        }
    }
}

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
    Set {
        place: Place,
        text: String,
    },
    InsertRow {
        table: String,
        row: usize,
    },
    RemoveRow {
        table: String,
        row: usize,
    },
    MoveRow {
        table: String,
        row: usize,
        to: usize,
    },
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
            draft::Edit::MoveRow { table, row, to } => Edit::MoveRow {
                table: table.key().to_owned(),
                row: *row,
                to: *to,
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
            Edit::MoveRow {
                table: key,
                row,
                to,
            } => draft::Edit::MoveRow {
                table: table(key)?,
                row: *row,
                to: *to,
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

    pub(crate) fn to_core(&self, draft: &Draft) -> Result<place::Place, String> {
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
    scores: Scores,
}

impl Figures {
    pub(crate) fn of(subject: &Subject<'_>) -> Figures {
        let figures = &subject.figures;
        Figures {
            funds: figures.rows().map(FundFigures::of).collect(),
            sub_projects: figures
                .sub_projects
                .iter()
                .map(SubProjectFigures::of)
                .collect(),
            sub_project_total: SubProjectFigures::of(&figures.sub_project_total),
            scores: Scores::of(&subject.scores),
        }
    }
}

#[derive(Serialize)]
struct FundFigures {
    source: &'static str,
    label: &'static str,
    #[serde(flatten)]
    amounts: Amounts,
}

impl FundFigures {
    fn of(line: &Line) -> FundFigures {
        FundFigures {
            source: source_key(line.source),
            label: line.source.label,
            amounts: Amounts::of(line),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Amounts {
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

impl Amounts {
    fn of(line: &Line) -> Amounts {
        let amount = |stage| text(line.amount(stage));
        Amounts {
            initial: amount(Stage::Initial),
            full_year: amount(Stage::FullYear),
            executed: amount(Stage::Executed),
            rate: text(line.rate.percent()),
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
            allocated: text(figures.allocated),
            spent: text(figures.spent),
            rate: text(figures.rate.percent()),
            rate_state: rate_state(figures.rate),
        }
    }
}

#[derive(Serialize)]
struct Scores {
    indicators: Vec<IndicatorScore>,
    execution: ExecutionScore,
    subtotals: Vec<Subtotal>,
    weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    total: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<&'static str>,
}

impl Scores {
    fn of(scores: &score::Scores<'_>) -> Scores {
        Scores {
            indicators: scores.indicators.iter().map(IndicatorScore::of).collect(),
            execution: ExecutionScore {
                weight: scores.execution_weight.to_string(),
                computed: text(scores.execution),
                typed: text(scores.typed_execution),
                score: text(scores.execution.or(scores.typed_execution)),
            },
            subtotals: scores.subtotals.iter().map(Subtotal::of).collect(),
            weight: scores.weight.to_string(),
            total: text(scores.total),
            grade: scores.grade.map(Grade::label),
        }
    }
}

#[derive(Serialize)]
struct IndicatorScore {
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    completion: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<ScoreRange>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
}

impl IndicatorScore {
    fn of(scored: &Scored<'_>) -> IndicatorScore {
        IndicatorScore {
            weight: text(scored.indicator.weight),
            completion: text(scored.completion),
            computed: text(scored.computed),
            range: match scored.expected {
                Expected::Within {
                    low,
                    high,
                    with_high,
                } => Some(ScoreRange {
                    low: low.to_string(),
                    high: high.to_string(),
                    includes_high: with_high,
                }),
                _ => None,
            },
            typed: text(scored.indicator.typed_score),
            score: text(scored.score),
        }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ScoreRange {
    low: String,
    high: String,
    includes_high: bool,
}

#[derive(Serialize)]
struct ExecutionScore {
    weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    computed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typed: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
}

#[derive(Serialize)]
struct Subtotal {
    level1: &'static str,
    weight: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
}

impl Subtotal {
    fn of(subtotal: &score::Subtotal) -> Subtotal {
        Subtotal {
            level1: subtotal.group.label(),
            weight: subtotal.weight.to_string(),
            score: text(subtotal.score),
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Summary<'s> {
    rows: Vec<SummaryRow<'s>>,
    total: Amounts,
}

impl<'s> Summary<'s> {
    pub(crate) fn of(subjects: &'s [Subject<'_>]) -> Summary<'s> {
        let figures = subjects.iter().map(|subject| &subject.figures);
        Summary {
            rows: subjects.iter().map(SummaryRow::of).collect(),
            total: Amounts::of(&Line::sum_of(figures)),
        }
    }
}

#[derive(Serialize)]
struct SummaryRow<'s> {
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    project: Option<&'s str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    year: Option<String>,
    #[serde(flatten)]
    amounts: Amounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    grade: Option<&'static str>,
}

impl<'s> SummaryRow<'s> {
    fn of(subject: &'s Subject<'_>) -> SummaryRow<'s> {
        let typed = |field| match subject.form.text(&place::Place::of(field)) {
            "" => None,
            text => Some(text),
        };
        SummaryRow {
            unit: typed(field::Field::BudgetUnit),
            project: typed(field::Field::ProjectName),
            year: text(subject.form.year()),
            amounts: Amounts::of(&subject.figures.total),
            score: text(subject.scores.total),
            grade: subject.scores.grade.map(Grade::label),
        }
    }
}

fn text(quantity: Option<impl ToString>) -> Option<String> {
    quantity.map(|quantity| quantity.to_string())
}

/// What the keys of a source's four fields begin with.
fn source_key(source: &funds::Source) -> &'static str {
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
#[serde(rename_all = "camelCase")]
pub(crate) struct Format {
    key: &'static str,
    label: &'static str,
    extension: &'static str,
    mime: &'static str,
    editions: Vec<&'static str>,
    carries_draft: bool,
    draws_charts: bool,
}

impl Format {
    pub(crate) fn of(format: &export::Format) -> Format {
        Format {
            key: format.key,
            label: format.label,
            extension: format.extension,
            mime: format.mime,
            editions: format.editions.iter().copied().map(Edition::key).collect(),
            carries_draft: format.carries_draft,
            draws_charts: format.draws_charts,
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
#[serde(rename_all = "camelCase")]
pub(crate) struct Policy {
    name: &'static str,
    unit: &'static str,
    execution_weight: u32,
    reverse: &'static str,
    bands: Bands,
    over_completion: u32,
    over_completion_explained: u32,
    reason_below: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_narrative: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longest_reason: Option<usize>,
    has_score_caps: bool,
    source: &'static str,
}

#[derive(Serialize)]
struct Bands {
    reached: u32,
    partly: u32,
}

impl Policy {
    pub(crate) fn of(policy: &policy::Policy) -> Policy {
        let [reached, partly] = policy.bands;
        Policy {
            name: policy.name,
            unit: policy.unit.label(),
            execution_weight: policy.execution_weight,
            reverse: match policy.reverse {
                Reverse::Linear => "linear",
                Reverse::Ratio => "ratio",
            },
            bands: Bands { reached, partly },
            over_completion: policy.over_completion,
            over_completion_explained: policy.over_completion_explained,
            reason_below: policy.reason_below,
            longest_narrative: policy.longest_narrative,
            longest_reason: policy.longest_reason,
            has_score_caps: policy.has_score_caps,
            source: policy.source,
        }
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
