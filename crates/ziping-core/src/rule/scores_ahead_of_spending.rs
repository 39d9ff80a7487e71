//! 指标得分很高，钱却没有花出去.

use super::{Report, Rule};
use crate::explanation::is_underspending_explained;
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D15",
    severity: Severity::Warning,
    title: "指标得分率明显高于执行率",
    advice: "执行率不到 80%，指标得分率却高出执行率得分率（相差超过指标得分率的 5%），多半是指标值偏低、完成值不实或资金没有及时支付。核对后在「偏差原因」或「项目绩效目标未完成情况及原因分析」中说明资金没有支出的原因，写明的不再提示。",
    source: "公共代码库中在用系统的自评预警：（指标得分÷90－执行得分÷10）÷（指标得分÷90）＞5%，未执行比例超过 20%",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some((indicators, execution)) = subject.scores.ahead_of_spending() else {
        return;
    };
    if !is_underspending_explained(subject) {
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

    const UNEXPLAINED: (&str, &str) = ("goals_unmet", "资助人数没有达到目标。");
    const FULL: [(&str, &str); 5] = [
        UNEXPLAINED,
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
        assert!(case::check_form(&RULE, &[UNEXPLAINED])
            .ends_with("指标得分率 48.72%，执行率得分率 25.00%"));
    }

    #[test]
    fn a_reason_why_the_money_was_not_spent_settles_it() {
        assert_eq!(case::check_form(&RULE, &FULL[1..]), "");
        let reason = ("indicators.0.reason", "尾款待验收后支付。");
        let texts = [&FULL[..], &[reason]].concat();
        assert_eq!(case::check_form(&RULE, &texts), "");
    }

    #[test]
    fn a_distance_of_a_twentieth_is_none() {
        // 72 of 90 is 80%, 7.6 of 10 is 76%: 5% of 80% apart.
        let scores = |first| {
            let texts = [
                UNEXPLAINED,
                ("unit_executed", "91200"),
                ("indicators.0.score", first),
                ("indicators.1.score", "18"),
                ("indicators.2.score", "30"),
                ("indicators.3.score", "10"),
            ];
            case::check_form(&RULE, &texts)
        };
        for fine in ["14", "14.004", "13"] {
            assert_eq!(scores(fine), "", "{fine}");
        }
        // Still to be rounded (D18), to 14.01.
        assert!(!scores("14.006").is_empty());
    }

    #[test]
    fn from_80_percent_spent_on_nothing_is_said() {
        let spent = |executed| [&FULL[..], &[("unit_executed", executed)]].concat();
        assert_eq!(case::check_form(&RULE, &spent("96000")), "");
        assert!(!case::check_form(&RULE, &spent("95000")).is_empty());
    }
}
