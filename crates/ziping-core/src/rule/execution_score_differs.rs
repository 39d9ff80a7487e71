//! 预算执行率得分与执行率不符.

use super::total_differs::are_totals_borne_out;
use super::{Report, Rule};
use crate::field::value::{Points, Yuan};
use crate::field::{Field, Value};
use crate::finding::{Fix, Severity};
use crate::funds::Stage;
use crate::place::Place;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "D08",
    severity: Severity::Error,
    title: "预算执行率得分与执行率不符",
    advice: "预算执行率得分＝分值×全年执行数÷全年预算数，以分值为限，由程序计算。",
    source: "海南省农垦实验中学 2023 年自评表 10×25%＝2.5；银川某自评表执行率 100%、满分 10、得分 9 的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::ExecutionScore);
    let typed = match subject.form.value(&place) {
        Value::Points(points) => *points,
        _ => return,
    };
    let Some(computed) = subject.scores.execution else {
        return;
    };
    if score::printed(typed) != computed {
        let finding = report
            .add(place.clone(), "预算执行率得分与执行率不符")
            .expected(working(subject, computed))
            .reported(typed.to_string())
            .difference(typed.distance(computed).to_string());
        if !are_totals_borne_out(subject) {
            finding.fix(Fix::compute(&place, &computed.to_string()));
        }
    }
}

/// `2.50（10.00 × 30,000.00 ÷ 120,000.00）`
fn working(subject: &Subject<'_>, computed: Points) -> String {
    let total = &subject.figures.total;
    let weight = subject.scores.execution_weight;
    let [executed, budget] = [Stage::Executed, Stage::FullYear].map(|stage| {
        let amount = total.amount(stage);
        amount.map(Yuan::grouped).unwrap_or_default()
    });
    format!("{computed}（{weight} × {executed} ÷ {budget}）")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_score_of_the_rate_is_checked() {
        assert_eq!(
            case::check_form(&RULE, &[("execution_score", "10")]),
            "execution_score｜预算执行率得分与执行率不符｜应为2.50（10.00 × 30,000.00 ÷ 120,000.00）｜现有10.00｜相差7.50｜改为 2.50"
        );
        assert_eq!(case::check_form(&RULE, &[("execution_score", "2.500")]), "");
        assert_eq!(case::check_form(&RULE, &[("execution_score", "")]), "");
    }

    #[test]
    fn a_full_rate_scores_in_full_and_no_more() {
        let spent = |executed: &'static str, score: &'static str| {
            [("unit_executed", executed), ("execution_score", score)]
        };
        assert!(case::check_form(&RULE, &spent("120000", "9")).contains("应为10.00"));
        assert!(case::check_form(&RULE, &spent("150000", "12.5")).contains("应为10.00"));
        assert_eq!(case::check_form(&RULE, &spent("150000", "10")), "");
    }

    #[test]
    fn without_a_budget_the_score_is_a_persons() {
        let none = [
            ("unit_full_year", "0"),
            ("unit_executed", "0"),
            ("execution_score", "7"),
        ];
        assert_eq!(case::check_form(&RULE, &none), "");
    }
}
