//! 来稿所写的执行率算不出来.

use super::total_differs::are_totals_borne_out;
use super::{Report, Rule};
use crate::field::value::{Percent, Yuan};
use crate::finding::{Fix, Severity};
use crate::funds::{Line, Stage, TOTAL};
use crate::place::Place;
use crate::{rate, Subject};

pub(super) const RULE: Rule = Rule {
    code: "C01",
    severity: Severity::Error,
    title: "执行率与预算数、执行数不符",
    advice: "执行率＝全年执行数÷全年预算数，四舍五入保留两位小数，由程序计算。分母是全年（调整后）预算数，不是年初预算数。相差不超过 0.05 个百分点的为警告。",
    source: "财预〔2020〕10号附件《项目支出绩效自评表》[凭记忆]；海口市公安局 2021 年报告“资金总额-执行率0元”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.rows() {
        let reported = subject.form.rate(line.source.rate);
        let (Some(reported), Some(computed)) = (reported, line.rate.percent()) else {
            continue;
        };
        let has_its_own_rule = is_truncated(line, reported)
            || is_of_initial(line, reported)
            || is_share(subject, line, reported);
        if reported == computed || has_its_own_rule {
            continue;
        }
        let place = Place::of(line.source.rate);
        let difference = reported.distance(computed);
        let finding = report
            .add(
                place.clone(),
                format!("{}的执行率与预算数、执行数不符", line.source.label),
            )
            .expected(working(line, computed))
            .reported(reported.to_string())
            .difference(format!(
                "{} 个百分点",
                difference.to_string().trim_end_matches('%')
            ));
        let is_total = line.source.rate == TOTAL.rate;
        if !(is_total && are_totals_borne_out(subject)) {
            finding.fix(Fix::compute(&place, &computed.to_string()));
        }
        if difference <= Percent::SMALL {
            finding.severity = Severity::Warning;
        }
    }
}

/// The computed rate with its figures: `19.73%（3,627,500.00 ÷ 18,388,700.00）`.
pub(super) fn working(line: &Line, computed: Percent) -> String {
    let figures = executed_of(line, Stage::FullYear)
        .map(|(executed, budget)| format!("（{} ÷ {}）", executed.grouped(), budget.grouped()));
    format!("{computed}{}", figures.unwrap_or_default())
}

/// What was spent, and what of.
fn executed_of(line: &Line, budget: Stage) -> Option<(Yuan, Yuan)> {
    line.amount(Stage::Executed).zip(line.amount(budget))
}

/// Whether a reported rate was cut off where it should have been rounded.
pub(super) fn is_truncated(line: &Line, reported: Percent) -> bool {
    line.rate.percent() != Some(reported)
        && executed_of(line, Stage::FullYear)
            .is_some_and(|(executed, budget)| rate::truncated(executed, budget) == Some(reported))
}

/// Whether a reported rate was computed from the initial budget.
pub(super) fn is_of_initial(line: &Line, reported: Percent) -> bool {
    let is_other = line.amount(Stage::FullYear) != line.amount(Stage::Initial);
    is_other
        && line.rate.percent() != Some(reported)
        && executed_of(line, Stage::Initial)
            .is_some_and(|(executed, initial)| rate::is_written(reported, executed, initial))
}

/// Whether a reported rate is the right one as a share of 1.
pub(super) fn is_share(subject: &Subject<'_>, line: &Line, reported: Percent) -> bool {
    let typed = subject.form.text(&Place::of(line.source.rate));
    !typed.contains(['%', '％'])
        && !reported.is_zero()
        && line.rate.percent() != Some(reported)
        && executed_of(line, Stage::FullYear)
            .is_some_and(|(executed, budget)| rate::is_written_as_share(reported, executed, budget))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_reported_rate_is_checked_against_the_computed_one() {
        assert_eq!(
            case::check(&RULE, &[("total_rate", "0"), ("fiscal_rate", "19.7%")]),
            "fiscal_rate｜财政资金的执行率与预算数、执行数不符｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有19.70%｜相差0.03 个百分点｜改为 19.73%\ntotal_rate｜资金总额的执行率与预算数、执行数不符｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有0.00%｜相差19.73 个百分点｜改为 19.73%"
        );
    }

    #[test]
    fn only_the_totals_rate_is_borne_out_by_the_totals() {
        let texts = [
            ("total_full_year", "18388700"),
            ("total_executed", "3627500"),
            ("total_rate", "19.73%"),
            ("fiscal_executed", "3672500"),
            ("fiscal_rate", "19.73%"),
        ];
        let found = case::check(&RULE, &texts);
        let fixes: Vec<&str> = found.lines().filter(|line| line.contains("改为")).collect();
        assert!(
            matches!(fixes[..], [fix] if fix.starts_with("fiscal_rate")),
            "{found}"
        );
        assert!(found.contains("total_rate"), "{found}");
    }

    #[test]
    fn a_small_difference_is_a_warning() {
        let severity = |rate| {
            let draft = case::draft(&[("fiscal_rate", rate)]);
            RULE.findings(&Subject::of(&draft, None))[0].severity
        };
        assert_eq!(severity("19.78%"), Severity::Warning);
        assert_eq!(severity("19.79%"), Severity::Error);
    }

    #[test]
    fn the_right_rate_and_the_truncated_one_are_left_alone() {
        assert_eq!(
            case::check(&RULE, &[("total_rate", "19.73"), ("fiscal_rate", "19.72%")]),
            ""
        );
        assert_eq!(case::check(&RULE, &[("unit_rate", "0")]), "");
    }

    #[test]
    fn what_another_rule_explains_is_left_to_it() {
        let of_initial = [("fiscal_initial", "1000万元"), ("fiscal_rate", "36.28%")];
        assert_eq!(case::check(&RULE, &of_initial), "");
        let unchanged = [("fiscal_initial", "18388700"), ("fiscal_rate", "19.7%")];
        assert!(!case::check(&RULE, &unchanged).is_empty());
        assert_eq!(case::check(&RULE, &[("fiscal_rate", "0.2")]), "");
        assert!(!case::check(&RULE, &[("fiscal_rate", "0.2%")]).is_empty());
        assert!(!case::check(&RULE, &[("fiscal_rate", "0.3")]).is_empty());
    }
}
