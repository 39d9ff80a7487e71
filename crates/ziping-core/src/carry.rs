//! What one year's report gives to the next (沿用到下一年), and one project's to a new one of
//! the same unit.

use crate::draft::{Draft, Edit};
use crate::field::value::{Reading, Year};
use crate::field::{Field, FieldSpec, Kind, Need, Section};
use crate::place::Place;

impl FieldSpec {
    /// Whether the text holds for the following year too: facts and goals do; figures, dates,
    /// results and scores don't. docs/fields.md shows it for every field.
    pub fn is_carried(&self) -> bool {
        let is_fact = match (self.need, self.kind) {
            (Need::Reported, _) => false,
            (_, Kind::Amount | Kind::Rate | Kind::Date | Kind::Year) => false,
            (_, Kind::Points) => {
                matches!(self.field, Field::IndicatorWeight | Field::ExecutionWeight)
            }
            _ => true,
        };
        let is_result = match self.section {
            Section::Results | Section::Plans => true,
            _ => matches!(
                self.field,
                Field::AnnualGoalResult
                    | Field::BudgetAdjustment
                    | Field::Organization
                    | Field::SubProjectProgress
                    | Field::PublicUrl
                    | Field::Conclusion
                    | Field::Problems
                    | Field::Improvements
                    | Field::IndicatorActual
                    | Field::IndicatorReason
                    | Field::Unfiled
            ),
        };
        is_fact && !is_result
    }
}

/// The draft of the following year: what is carried, the year counted up, also where the
/// title names it, and the rest empty. Rows of tables stay.
pub fn to_next_year(draft: &Draft) -> Draft {
    let mut next = keep(draft, |spec| spec.is_carried());
    let year = draft.get(Field::ReportYear);
    if let Some((year, after)) = following(year) {
        let title = draft.get(Field::Title).replace(&year, &after);
        next.set(Field::Title, title);
        next.set(Field::ReportYear, after);
    }
    next
}

/// A year as its digits, and the one after it.
fn following(text: &str) -> Option<(String, String)> {
    let Reading::Value(year) = Year::read(text) else {
        return None;
    };
    let after = Year::new(year.get() + 1)?;
    Some((year.to_string(), after.to_string()))
}

/// What is the same in every report of a unit (预算单位、主管部门、负责人、电话 and the like).
const OF_THE_UNIT: &[Field] = &[
    Field::BudgetUnit,
    Field::CompetentDepartment,
    Field::ProjectLeader,
    Field::Phone,
    Field::Policy,
    Field::DepartmentCode,
    Field::UnitCode,
    Field::SignatureUnit,
];

/// The draft that a new project of the same unit begins with.
pub fn to_new_project(last: &Draft) -> Draft {
    let mut draft = Draft::default();
    for field in OF_THE_UNIT {
        draft.set(*field, last.get(*field));
    }
    draft
}

/// The draft with only the texts of the fields that stay.
fn keep(draft: &Draft, stays: impl Fn(&FieldSpec) -> bool) -> Draft {
    let mut kept = draft.clone();
    let gone = draft.places().into_iter();
    for place in gone.filter(|place: &Place| !stays(place.field.spec())) {
        let text = String::new();
        kept.apply(&Edit::Set { place, text });
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::{Table, FIELDS};
    use crate::sample::sample;

    #[test]
    fn facts_and_goals_go_to_the_next_year_and_results_do_not() {
        let mut draft = sample();
        draft.set(Field::Title, "海口市2021年度项目支出绩效自评报告");
        let next = to_next_year(&draft);
        assert_eq!(next.get(Field::ReportYear), "2022");
        assert_eq!(next.get(Field::Title), "海口市2022年度项目支出绩效自评报告");
        for same in [Field::BudgetUnit, Field::ProjectName, Field::OverallGoal] {
            assert_eq!(next.get(same), draft.get(same));
        }
        for emptied in [
            Field::FiscalFullYear,
            Field::AnnualGoalResult,
            Field::GoalsMet,
            Field::SignatureDate,
        ] {
            assert!(!draft.get(emptied).is_empty());
            assert_eq!(next.get(emptied), "", "{emptied:?}");
        }
        let cell = |draft: &Draft, field| draft.text(&Place::in_row(field, 0)).to_owned();
        assert_eq!(
            next.row_count(Table::SubProjects),
            draft.row_count(Table::SubProjects)
        );
        let name = Field::SubProjectName;
        assert_eq!(cell(&next, name), cell(&draft, name));
        assert_eq!(cell(&next, Field::SubProjectSpent), "");
    }

    #[test]
    fn weights_go_to_the_next_year_and_scores_do_not() {
        let carried = |field: Field| field.spec().is_carried();
        let weights = [Field::ExecutionWeight, Field::IndicatorWeight];
        assert_eq!(weights.map(carried), [true, true]);
        let scores = [
            Field::ExecutionScore,
            Field::IndicatorScore,
            Field::TotalScore,
        ];
        assert_eq!(scores.map(carried), [false, false, false]);
    }

    /// Carrying twice only counts the year up.
    #[test]
    fn nothing_but_what_is_carried_is_left() {
        let next = to_next_year(&sample());
        for place in next.places() {
            let spec = place.field.spec();
            if spec.field != Field::ReportYear && !spec.is_carried() {
                assert_eq!(next.text(&place), "", "{}", spec.key);
            }
        }
        let mut again = to_next_year(&next);
        assert_eq!(again.get(Field::ReportYear), "2023");
        again.set(Field::ReportYear, "2022");
        assert_eq!(again, next);
    }

    #[test]
    fn a_year_that_cannot_be_read_is_left_empty() {
        let mut draft = sample();
        draft.set(Field::ReportYear, "去年");
        assert_eq!(to_next_year(&draft).get(Field::ReportYear), "");
    }

    #[test]
    fn what_a_version_does_not_know_is_carried() {
        let draft = Draft::from_json(&serde_json::json!({ "colour": "red" }));
        assert_eq!(to_next_year(&draft), draft);
    }

    #[test]
    fn what_the_program_computes_and_amounts_are_never_carried() {
        for spec in FIELDS {
            let is_figure = matches!(spec.kind, Kind::Amount | Kind::Rate | Kind::Date);
            if is_figure || spec.need == Need::Reported {
                assert!(!spec.is_carried(), "{}", spec.key);
            }
        }
    }

    #[test]
    fn a_new_project_begins_with_its_unit() {
        let draft = to_new_project(&sample());
        assert_eq!(draft.get(Field::BudgetUnit), "海口市公安局");
        assert_eq!(draft.get(Field::ProjectName), "");
        assert!(OF_THE_UNIT.iter().all(|field| field.spec().is_carried()));
    }
}
