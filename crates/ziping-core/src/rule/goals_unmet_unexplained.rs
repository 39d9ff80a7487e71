//! 有未完成的，四（二）却只写“无”.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::wording::says_nothing_unmet;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A04",
    severity: Severity::Error,
    title: "未完成情况没有说明",
    advice: "资金没有执行完的、指标没有达到指标值的，在四（二）写明没有完成的部分和原因，不能只写“无”。执行率低于须说明的界线（多为 90%）的为错误，其余为警告；指标没有写偏差原因的由 D16 指出。",
    source: "财预〔2020〕10号第十条：未完成或偏离较大的，要分析说明原因 [凭记忆]；实例：校园维修项目 2021 年自评“未完成的绩效目标（无）”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let field = Field::GoalsUnmet;
    let text = subject.form.text(&Place::of(field));
    // A03 asks for it where it is blank.
    if !says_nothing_unmet(text) {
        return;
    }
    let facts: Vec<String> = [unspent(subject), unmet(subject)]
        .into_iter()
        .flatten()
        .collect();
    if facts.is_empty() {
        return;
    }
    let is_far_off = subject
        .figures
        .total
        .rate
        .is_below(subject.policy.reason_below);
    report
        .add(
            Place::of(field),
            format!("「{}」没有说明未完成的情况和原因", field.label()),
        )
        .expected("未完成的内容和原因")
        .reported(facts.join("，"))
        .severity = if is_far_off {
        Severity::Error
    } else {
        Severity::Warning
    };
}

/// What of the budget was not spent (未执行资金).
fn unspent(subject: &Subject<'_>) -> Option<String> {
    let total = &subject.figures.total;
    let budget = total.amount(Stage::FullYear)?;
    let executed = total.amount(Stage::Executed)?;
    total.rate.percent().filter(|_| executed < budget)?;
    Some(format!(
        "执行率 {}，未执行 {} 元",
        total.rate.show(),
        budget.minus(executed).grouped()
    ))
}

/// Which indicators did not reach their targets (未完成指标).
fn unmet(subject: &Subject<'_>) -> Option<String> {
    let unmet: Vec<_> = subject
        .scores
        .filled()
        .filter(|scored| scored.is_unmet())
        .map(|scored| scored.indicator.title())
        .collect();
    let first = unmet.first()?;
    Some(match unmet.len() {
        1 => format!("{first}没有达到指标值"),
        several => format!("{first}等 {several} 个指标没有达到指标值"),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn money_left_over_needs_a_word() {
        let found =
            "goals_unmet｜「项目绩效目标未完成情况及原因分析」没有说明未完成的情况和原因｜应为未完成的内容和原因｜现有执行率 19.73%，未执行 14,761,200.00 元";
        for nothing in ["无。", "（无）", "无未完成的绩效目标。"] {
            assert_eq!(case::check(&RULE, &[("goals_unmet", nothing)]), found);
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn nothing_left_over_needs_none() {
        let all = [("goals_unmet", "无"), ("fiscal_executed", "18388700")];
        assert_eq!(case::check(&RULE, &all), "");
        let unknown = [("goals_unmet", "无"), ("fiscal_executed", "全部")];
        assert_eq!(case::check(&RULE, &unknown), "");
    }

    #[test]
    fn an_indicator_that_was_missed_needs_a_word_too() {
        let spent = ("unit_executed", "120000");
        let nothing = ("goals_unmet", "无");
        assert_eq!(
            case::check_form(&RULE, &[spent, nothing]),
            "goals_unmet｜「项目绩效目标未完成情况及原因分析」没有说明未完成的情况和原因｜应为未完成的内容和原因｜现有“资助困难教师及学生”等 2 个指标没有达到指标值"
        );
        let met = [
            ("indicators.0.actual", "60"),
            ("indicators.1.actual", "2"),
            spent,
            nothing,
        ];
        assert_eq!(case::check_form(&RULE, &met), "");
        let satisfaction = [&met[..], &[("indicators.3.actual", "89.6")]].concat();
        let found = case::check_form(&RULE, &satisfaction);
        assert!(
            found.ends_with("“资助困难教师及学生”没有达到指标值"),
            "{found}"
        );
    }

    #[test]
    fn a_small_rest_is_a_warning() {
        let severity = |executed| {
            let draft = case::draft(&[("goals_unmet", "无"), ("fiscal_executed", executed)]);
            RULE.findings(&Subject::of(&draft, None))[0].severity
        };
        assert_eq!(severity("18388699"), Severity::Warning);
        assert_eq!(severity("16549829"), Severity::Warning);
        assert_eq!(severity("16540000"), Severity::Error);
    }
}
