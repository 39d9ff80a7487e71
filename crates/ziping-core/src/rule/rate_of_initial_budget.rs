//! 支出率以年初预算作分母.

use super::rate_differs::{is_of_initial, working};
use super::{Report, Rule};
use crate::figures::rate_claim::Verdict;
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C10",
    severity: Severity::Warning,
    title: "执行率的分母用了年初预算",
    advice: "执行率的分母是全年（调整后）预算数，不是年初预算数。",
    source: "财预〔2020〕10号附件《项目支出绩效自评表》[凭记忆]；GovBudgetChecker 关于分母的检查",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.rows() {
        let reported = subject.form.rate(line.source.rate);
        let (Some(reported), Some(computed)) = (reported, line.rate.percent()) else {
            continue;
        };
        if is_of_initial(line, reported) {
            let place = Place::of(line.source.rate);
            report
                .add(
                    place.clone(),
                    format!("{}的执行率是按年初预算数算的", line.source.label),
                )
                .expected(working(line, computed))
                .reported(reported.to_string())
                .fix(Fix::compute(&place, &computed.to_string()));
        }
    }
    let claims = &subject.rate_claims;
    let of_initial = claims
        .iter()
        .filter(|claim| claim.verdict == Verdict::OfInitialBudget);
    for claim in of_initial {
        let finding = report
            .add(
                claim.place.clone(),
                format!("{}的支出率是按年初预算数算的", claim.label),
            )
            .expected(claim.working())
            .reported(claim.written.to_string());
        // Otherwise the table's 全年预算数 may be what is wrong.
        if claim.is_borne_out {
            finding.fix(Fix::set(&claim.place, claim.expected.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_initial_budget_as_denominator_is_recognised() {
        let texts = |rate| {
            [
                ("fiscal_initial", "10000000"),
                ("budget_adjustment", "年中追加。"),
                ("goals_met", rate),
            ]
        };
        assert_eq!(
            case::check(&RULE, &texts("项目支出率36.28%。")),
            "goals_met｜资金总额的支出率是按年初预算数算的｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有36.28%"
        );
        let borne_out = "项目全年预算1838.87万元，支出362.75万元，支出率36.28%。";
        assert!(case::check(&RULE, &texts(borne_out)).ends_with("改为 19.73%"));
        assert_eq!(case::check(&RULE, &texts("项目支出率19.73%。")), "");
        assert_eq!(case::check(&RULE, &texts("项目支出率36.29%。")), "");
    }

    #[test]
    fn a_reported_rate_of_the_initial_budget_is_recognised_too() {
        let texts = |rate| {
            [
                ("fiscal_initial", "10000000"),
                ("budget_adjustment", "年中追加。"),
                ("goals_met", ""),
                ("fiscal_rate", rate),
            ]
        };
        assert_eq!(
            case::check(&RULE, &texts("36.28%")),
            "fiscal_rate｜财政资金的执行率是按年初预算数算的｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有36.28%｜改为 19.73%"
        );
        for other in ["19.73%", "36.29%", ""] {
            assert_eq!(case::check(&RULE, &texts(other)), "", "{other}");
        }
    }
}
