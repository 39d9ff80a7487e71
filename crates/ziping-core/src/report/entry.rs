//! 录入: the fields one by one, as they are copied into the finance system (预算管理一体化系统).
//!
//! The form is filled in there box by box, and the report goes along as an attachment. Its
//! boxes for figures take numbers only (“定量指标的指标值为数值！”), so a value has no
//! separators and no unit; the unit stands in the label. Amounts are in the unit of the
//! locality's form, 元 or 万元, as the system's own form is, and exact, with at least two
//! decimals.

use super::evaluation::ten_thousands;
use super::{lines, slot, Wording};
use crate::field::value::{Points, Quantity, Reading, Yuan};
use crate::field::{Field, Kind, Section, Table, Value, FIELDS};
use crate::funds::{Line, Stage};
use crate::indicator::{usual_unit, Indicator};
use crate::place::Place;
use crate::policy::Unit;
use crate::Subject;

/// A value to be copied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Where it comes from; its field names the section.
    pub place: Place,
    /// What the box is called: `财政资金-年初预算数（元）`.
    pub label: String,
    /// Never empty.
    pub value: String,
    /// Whether the program has computed it, as the system will too: to compare with.
    pub is_computed: bool,
}

impl Entry {
    pub fn section(&self) -> Section {
        self.place.field.spec().section
    }
}

/// What is about the program or about a file that was read: no system asks for it.
const OWN: [Field; 5] = [
    Field::Wording,
    Field::AnnualGoalYear,
    Field::Policy,
    Field::WeightScheme,
    Field::Unfiled,
];

/// Every value that there is, in the order of the report, tables row by row.
pub fn fields_to_copy(subject: &Subject<'_>) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut tables = Vec::new();
    for spec in FIELDS.iter().filter(|spec| !OWN.contains(&spec.field)) {
        match spec.table {
            None => entries.extend(entry(subject, Place::of(spec.field))),
            // A table's columns stand together: all its rows come where the first stands.
            Some(table) if !tables.contains(&table) => {
                tables.push(table);
                for row in 0..subject.form.draft.row_count(table) {
                    let places = table.columns().map(|spec| Place::in_row(spec.field, row));
                    entries.extend(places.filter_map(|place| entry(subject, place)));
                }
            }
            Some(_) => {}
        }
    }
    entries
}

fn entry(subject: &Subject<'_>, place: Place) -> Option<Entry> {
    let spec = place.field.spec();
    let computed = computed(subject, &place);
    let is_computed = computed.is_some();
    let value = computed.or_else(|| typed(subject, &place))?;
    let unit = match spec.kind {
        Kind::Amount => format!("（{}）", subject.policy.unit.label()),
        Kind::Rate => "（%）".to_owned(),
        _ => String::new(),
    };
    let label = spec.label.to_owned() + &unit;
    (!value.is_empty()).then_some(Entry {
        place,
        label,
        value,
        is_computed,
    })
}

/// The figure of a field that is computed.
fn computed(subject: &Subject<'_>, place: &Place) -> Option<String> {
    let scores = &subject.scores;
    let is_begun = scores.filled().next().is_some();
    let of_row = |row| scores.indicators.get(row);
    match (place.field, place.row) {
        (Field::ExecutionWeight, _) if is_begun => Some(points(scores.execution_weight)),
        (Field::ExecutionScore, _) => scores.execution.map(points),
        (Field::TotalScore, _) => scores.total.map(points),
        (Field::Grade, _) => scores.grade.map(|grade| grade.label().to_owned()),
        (Field::IndicatorCompletion, Some(row)) => {
            let completion = of_row(row)?.completion?.to_string();
            Some(completion.trim_end_matches('%').to_owned())
        }
        (Field::IndicatorScore, Some(row)) => {
            // One that was typed counts as it is.
            let is_typed = *subject.form.value(place) != Value::Empty;
            let score = of_row(row)?.score.filter(|_| !is_typed);
            score.map(points)
        }
        (field, None) => {
            let line = subject.figures.line_of(field)?;
            figure(subject, line, field)
        }
        _ => None,
    }
}

/// A total or a rate of the table of funds.
fn figure(subject: &Subject<'_>, line: &Line, field: Field) -> Option<String> {
    if line.source.rate == field {
        let rate = line.rate.percent()?.to_string();
        return Some(rate.trim_end_matches('%').to_owned());
    }
    let is_it = |stage: &Stage| line.source.amounts[*stage as usize] == field;
    let stage = Stage::ALL.into_iter().find(is_it)?;
    let is_typed = subject.form.amount(&Place::of(field)) == line.amount(stage);
    let amount = line.amount(stage).filter(|_| !is_typed)?;
    Some(amount_in(subject.policy.unit, amount))
}

fn typed(subject: &Subject<'_>, place: &Place) -> Option<String> {
    let form = &subject.form;
    let indicator = match (place.field.spec().table, place.row) {
        (Some(Table::Indicators), Some(row)) => subject.scores.indicators.get(row),
        _ => None,
    };
    let text = || form.text(place).to_owned();
    Some(match form.value(place) {
        Value::Amount(amount) => amount_in(subject.policy.unit, *amount),
        Value::Points(typed) => points(*typed),
        Value::Rate(rate) => rate.to_string().trim_end_matches('%').to_owned(),
        Value::Unreadable(_) => text(),
        _ => match indicator {
            Some(scored) => of_indicator(&scored.indicator, place.field, text())?,
            None if place.row.is_some() => text(),
            // Choices count where nothing is chosen, too.
            None if matches!(place.field.spec().kind, Kind::Choice(_)) => {
                form.choice(place.field).to_owned()
            }
            None if form.is_empty(place.field) => return None,
            None => paragraphs(subject, place.field),
        },
    })
}

/// As the report prints it, a paragraph a line.
fn paragraphs(subject: &Subject<'_>, field: Field) -> String {
    let printed = lines(&slot(subject, field, Wording::Standard));
    let printed: Vec<String> = printed.into_iter().map(|run| run.text).collect();
    printed.join("\n")
}

/// A cell of an indicator. The system has boxes for the sign, the number and the unit, and
/// every row has its 一级指标 and 二级指标.
fn of_indicator(indicator: &Indicator<'_>, field: Field, typed: String) -> Option<String> {
    // Such a row stands in the form for what the project doesn't have.
    if indicator.is_blank {
        return None;
    }
    let comparison = match &indicator.target {
        Reading::Value(target) => target.comparison,
        _ => "",
    };
    Some(match field {
        // Without its points, which stand behind it in some forms: 产出指标（50分）.
        Field::IndicatorLevel1 => match indicator.group {
            Some(group) => group.label().to_owned(),
            None => typed,
        },
        Field::IndicatorLevel2 => indicator.level2.to_owned(),
        Field::IndicatorNature if typed.is_empty() => comparison.to_owned(),
        Field::IndicatorTarget => number(&indicator.target, &indicator.unit).unwrap_or(typed),
        Field::IndicatorActual => number(&indicator.actual, &indicator.unit).unwrap_or(typed),
        Field::IndicatorUnit => indicator.unit.clone(),
        _ => typed,
    })
}

/// The bare number of a value in this unit.
fn number(quantity: &Reading<Quantity>, unit: &str) -> Option<String> {
    let Reading::Value(quantity) = quantity else {
        return None;
    };
    let is_in_unit = quantity.unit.is_empty() || usual_unit(&quantity.unit) == usual_unit(unit);
    is_in_unit.then(|| quantity.decimal().to_string())
}

fn amount_in(unit: Unit, amount: Yuan) -> String {
    let shown = match unit {
        Unit::Yuan => amount.grouped(),
        Unit::TenThousand => ten_thousands(amount),
    };
    shown.replace(',', "")
}

/// `3.85`, `10`
fn points(points: Points) -> String {
    let shown = points.to_string();
    shown.trim_end_matches('0').trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::golden::golden;
    use crate::sample::sample;
    use crate::spreadsheet::document::tests::{case, form};

    fn shown(draft: &Draft) -> String {
        let mut out = String::new();
        let mut section = None;
        for entry in fields_to_copy(&Subject::of(draft, None)) {
            if section.replace(entry.section()) != Some(entry.section()) {
                out += &format!("# {}\n", entry.section().spec().title);
            }
            let mark = if entry.is_computed { "＝" } else { "：" };
            let value = entry.value.replace('\n', "⏎");
            out += &format!("{} {}{mark}{value}\n", entry.place, entry.label);
        }
        out
    }

    fn value(draft: &Draft, key: &str) -> Option<String> {
        let entries = fields_to_copy(&Subject::of(draft, None));
        let entry = entries.into_iter().find(|entry| entry.place.key() == key);
        entry.map(|entry| entry.value)
    }

    #[test]
    fn a_draft_is_copied_field_by_field_as_its_file_says() {
        for (name, draft) in [
            ("haikou-2021", sample()),
            ("zipingbiao-hainan", form("zipingbiao-hainan")),
            ("zipingbiao-guichi", form("zipingbiao-guichi")),
        ] {
            golden(&case(name).join("entries.txt"), &shown(&draft));
        }
    }

    #[test]
    fn every_field_is_copied_or_listed_as_not_copied() {
        let mut draft = Draft::default();
        for table in Table::ALL {
            draft.apply(&Edit::InsertRow {
                table: *table,
                row: 0,
            });
        }
        for place in draft.places() {
            let text = match place.field.spec().kind {
                Kind::Choice(options) | Kind::Pick(options) => options[0],
                Kind::Rate => "1%",
                _ => "1",
            };
            let text = text.to_owned();
            draft.apply(&Edit::Set { place, text });
        }
        let entries = fields_to_copy(&Subject::of(&draft, None));
        let copied: BTreeSet<Field> = entries.iter().map(|entry| entry.place.field).collect();
        for spec in FIELDS {
            let is_copied = copied.contains(&spec.field);
            assert_ne!(is_copied, OWN.contains(&spec.field), "{}", spec.key);
        }
        let is_full = |entry: &Entry| !entry.value.is_empty() && !entry.label.is_empty();
        assert!(entries.iter().all(is_full));
    }

    #[test]
    fn an_amount_has_no_separators_and_the_unit_of_the_form() {
        let mut draft = sample();
        draft.set(Field::FiscalExecuted, "362.75万元");
        assert_eq!(value(&draft, "fiscal_executed").unwrap(), "3627500.00");
        assert_eq!(value(&draft, "total_rate").unwrap(), "19.73");
        draft.set(Field::Policy, "财政部");
        assert_eq!(value(&draft, "fiscal_executed").unwrap(), "362.75");
        assert_eq!(value(&draft, "fiscal_full_year").unwrap(), "1838.87");
        draft.set(Field::UnitExecuted, "677,00");
        assert_eq!(value(&draft, "unit_executed").unwrap(), "677,00");
        assert_eq!(value(&draft, "total_executed"), None);
    }

    #[test]
    fn a_score_is_copied_as_typed_or_as_computed() {
        let score = |typed: &str, weight: &str| {
            let mut draft = Draft::default();
            let table = Table::Indicators;
            draft.apply(&Edit::InsertRow { table, row: 0 });
            for (field, text) in [
                (Field::IndicatorTarget, "4"),
                (Field::IndicatorActual, "3"),
                (Field::IndicatorWeight, weight),
                (Field::IndicatorScore, typed),
            ] {
                draft.apply(&Edit::Set {
                    place: Place::in_row(field, 0),
                    text: text.to_owned(),
                });
            }
            value(&draft, "indicators.0.score")
        };
        assert_eq!(score("", "10").unwrap(), "7.5");
        assert_eq!(score("8", "10").unwrap(), "8");
        assert_eq!(score("八", "10").unwrap(), "八");
        assert_eq!(score("", "十分"), None);
    }

    #[test]
    fn an_indicators_sign_number_and_unit_go_into_their_boxes() {
        use Field::{
            IndicatorActual as Actual, IndicatorNature as Nature, IndicatorTarget as Target,
            IndicatorUnit as Unit,
        };
        let of = |texts: &[(Field, &str)]| {
            let mut draft = Draft::default();
            let table = Table::Indicators;
            draft.apply(&Edit::InsertRow { table, row: 0 });
            for (field, text) in texts {
                draft.apply(&Edit::Set {
                    place: Place::in_row(*field, 0),
                    text: (*text).to_owned(),
                });
            }
            let keys = ["nature", "target", "unit", "actual"].into_iter();
            keys.map(|key| value(&draft, &format!("indicators.0.{key}")).unwrap_or_default())
                .collect::<Vec<_>>()
                .join("|")
        };
        assert_eq!(
            of(&[(Target, "≥1,050个"), (Actual, "50个")]),
            "≥|1050|个|50"
        );
        let split = [
            (Nature, "≤"),
            (Target, "90"),
            (Unit, "百分比"),
            (Actual, "95%"),
        ];
        assert_eq!(of(&split), "≤|90|百分比|95");
        // What isn't in the indicator's unit keeps its own.
        assert_eq!(
            of(&[(Target, "≤90万元"), (Actual, "5000元")]),
            "≤|90|万元|5000元"
        );
        assert_eq!(
            of(&[(Nature, "定性"), (Target, "效果明显"), (Actual, "达成")]),
            "定性|效果明显||达成"
        );
    }

    #[test]
    fn a_narrative_is_copied_as_it_is_printed() {
        let mut draft = sample();
        draft.set(Field::Decision, "　　支出率〔执行率〕。\r\n\r\n  二。");
        assert_eq!(value(&draft, "decision").unwrap(), "支出率19.73%。\n二。");
    }

    #[test]
    fn a_choice_that_cannot_be_read_is_copied_as_it_was_typed() {
        let mut draft = sample();
        draft.set(Field::ProjectCategory, "其他类");
        assert_eq!(value(&draft, "project_category").as_deref(), Some("其他类"));
    }
}
