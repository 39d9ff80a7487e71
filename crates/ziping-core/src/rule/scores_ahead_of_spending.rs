//! 指标得分很高，钱却没有花出去.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D15",
    severity: Severity::Warning,
    title: "指标得分率明显高于执行率",
    advice: "执行率不到 80% 而指标得分率达到 90%，多半是指标值偏低、完成值不实或资金没有及时支付。核对后在偏差原因或未完成情况中说明。",
    source: "公共代码库中在用系统的自评预警（指标得分率高出执行率得分率 5% 以上、未执行比例超过 20%）",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if let Some((indicators, execution)) = subject.scores.ahead_of_spending() {
        report
            .add(
                Place::of(Field::TotalScore),
                "指标得分率明显高于执行率得分率",
            )
            .reported(format!("指标得分率 {indicators}，执行率得分率 {execution}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    const FULL: [(&str, &str); 4] = [
        ("indicators.0.actual", "52"),
        ("indicators.0.score", "20"),
        ("indicators.1.actual", "2"),
        ("indicators.1.score", "30"),
    ];

    #[test]
    fn scores_without_spending_are_found() {
        assert_eq!(
            case::check_form(&RULE, &FULL),
            "total_score｜指标得分率明显高于执行率得分率｜现有指标得分率 100.00%，执行率得分率 25.00%"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn a_score_that_is_still_to_be_rounded_counts_as_rounded() {
        // 14 + 27 + 30 + 10 is 90% of 90.
        let scores = |score| {
            let texts = [
                ("indicators.0.score", "14"),
                ("indicators.1.score", "27"),
                ("indicators.2.score", "30"),
                ("indicators.3.score", score),
            ];
            case::check_form(&RULE, &texts)
        };
        assert_eq!(scores("9.99"), "");
        assert_eq!(scores("9.996"), scores("10"));
        assert!(!scores("9.996").is_empty());
    }

    #[test]
    fn from_80_percent_spent_on_nothing_is_said() {
        let spent = |executed| [&FULL[..], &[("unit_executed", executed)]].concat();
        assert_eq!(case::check_form(&RULE, &spent("96000")), "");
        assert!(!case::check_form(&RULE, &spent("95000")).is_empty());
    }
}
