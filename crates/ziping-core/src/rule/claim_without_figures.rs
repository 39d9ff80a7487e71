//! 文字称已完成、已付清，数据却不是.

use super::{Report, Rule};
use crate::field::value::Percent;
use crate::figures::claim::ClaimKind;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F08",
    severity: Severity::Warning,
    title: "文字与执行率矛盾",
    advice: "执行率不到 80%，写“基本完成”“全部完成”要有依据；资金没有支完，不能写“全部拨付”。按实际改写，或说明目标完成而资金未支付的原因。",
    source: "海口市公安局 2021 年报告（执行率 19.73%，写“绩效目标基本完成”）；盘山报告“执行率80%”与“资金已全部拨付”并存",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let rate = subject.figures.total.rate.percent();
    let (Some(rate), Some(enough), Some(all)) = (rate, percent("80"), percent("100")) else {
        return;
    };
    for claim in &subject.claims {
        let (least, expected) = match claim.kind {
            ClaimKind::GoalsMet => (enough, "执行率达到 80%，或写明哪些目标没有完成"),
            ClaimKind::FundsSpent => (all, "执行率 100%，或写明已支付的金额"),
        };
        if rate < least {
            report
                .add(
                    claim.place.clone(),
                    format!("文中称“{}”，执行率只有 {rate}", claim.words),
                )
                .expected(expected)
                .reported(format!("执行率 {rate}"));
        }
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
