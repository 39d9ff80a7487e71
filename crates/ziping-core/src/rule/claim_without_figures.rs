//! 文字称已完成、已付清，数据却不是.

use super::{Report, Rule};
use crate::field::value::Percent;
use crate::figures::claim::ClaimKind;
use crate::finding::Severity;
use crate::funds::FISCAL;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F08",
    severity: Severity::Warning,
    title: "文字与执行率矛盾",
    advice: "执行率不到 80%，写“基本完成”“全部完成”要有依据；资金没有支完，不能写“全部拨付”。按实际改写，或说明目标完成而资金未支付的原因。",
    source: "海口市公安局 2021 年报告（执行率 19.73%，写“绩效目标基本完成”）；盘山报告“执行率80%”与“资金已全部拨付”并存",
    check,
};

const PAID: &str = "执行率 100%，或写明已支付的金额";

fn check(subject: &Subject<'_>, report: &mut Report) {
    let (Some(enough), Some(all)) = (percent("80"), percent("100")) else {
        return;
    };
    let total = &subject.figures.total;
    for claim in &subject.claims {
        let (line, least, expected) = match claim.kind {
            ClaimKind::GoalsMet => (total, enough, "执行率达到 80%，或写明哪些目标没有完成"),
            ClaimKind::FundsSpent => (total, all, PAID),
            ClaimKind::FiscalFundsSpent => {
                (subject.figures.line(&FISCAL).unwrap_or(total), all, PAID)
            }
        };
        let Some(rate) = line.rate.percent().filter(|rate| *rate < least) else {
            continue;
        };
        report
            .add(
                claim.place.clone(),
                format!("文中称“{}”，执行率只有 {rate}", claim.words),
            )
            .expected(expected)
            .reported(format!("执行率 {rate}"));
    }
}

fn percent(text: &str) -> Option<Percent> {
    Percent::read(text).value()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_samples_claim_is_found() {
        assert_eq!(
            case::check(&RULE, &[]),
            "goals_unmet｜文中称“绩效目标基本完成”，执行率只有 19.73%｜应为执行率达到 80%，或写明哪些目标没有完成｜现有执行率 19.73%"
        );
    }

    #[test]
    fn everything_paid_is_a_claim_and_nothing_unmet_is_another_rules() {
        assert_eq!(case::check(&RULE, &[("goals_unmet", "无")]), "");
        let texts = |executed| {
            [
                ("fiscal_full_year", "8500000"),
                ("fiscal_executed", executed),
                ("goals_unmet", "资金已全部拨付。"),
            ]
        };
        assert!(case::check(&RULE, &texts("6800000")).contains("执行率只有 80.00%"));
        assert_eq!(case::check(&RULE, &texts("8500000")), "");
        // Of the fiscal funds alone it is true, whatever of the others isn't spent.
        let fiscal = |executed| {
            let of_unit = [("unit_full_year", "1000000"), ("unit_executed", "0")];
            let said = [("goals_unmet", "财政资金已全部支付。")];
            let texts = [&texts(executed)[..2], &of_unit, &said].concat();
            case::check(&RULE, &texts)
        };
        assert_eq!(fiscal("8500000"), "");
        assert!(fiscal("6800000").contains("“财政资金已全部支付”，执行率只有 80.00%"));
    }

    #[test]
    fn a_claim_that_the_figures_bear_out_is_fine() {
        let texts = [
            ("fiscal_executed", "14710960"),
            ("goals_unmet", "绩效目标基本完成。"),
        ];
        assert_eq!(case::check(&RULE, &texts), "");
        let honest = ("goals_unmet", "绩效目标未完成，指挥大厅建设基本完成。");
        assert_eq!(case::check(&RULE, &[honest]), "");
    }
}
