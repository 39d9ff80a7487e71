//! 执行率低，四（二）没有写原因.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::says_nothing_unmet;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C07",
    severity: Severity::Warning,
    title: "执行率低，没有写原因",
    advice: "执行率低于 90% 的，在四（二）写明资金没有执行完的原因，如合同约定的付款时间、审批、验收、结余。",
    source: "四川《部门预算项目支出绩效自评表》注 1“预算执行率未达到90%的需说明原因（100字以内）”",
    check,
};

/// Words that a reason has. Any of them will do: whether the reason holds is for people.
const REASONS: &[&str] = &[
    "因",
    "由于",
    "鉴于",
    "受",
    "导致",
    "致使",
    "造成",
    "影响",
    "根据",
    "暂停",
    "暂缓",
    "停工",
    "停滞",
    "推迟",
    "推后",
    "延期",
    "延后",
    "延迟",
    "延缓",
    "滞后",
    "跨年",
    "结转",
    "结余",
    "节余",
    "节约",
    "节省",
    "调减",
    "压减",
    "取消",
    "终止",
    "尾款",
    "质保",
    "保证金",
    "合同",
    "进度",
    "审批",
    "审计",
    "结算",
    "决算",
    "验收",
    "招标",
    "采购",
    "流标",
    "疫情",
    "尚未",
    "仍在",
    "正在",
    "待",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let field = Field::GoalsUnmet;
    let rate = subject.figures.total.rate;
    let limit = subject.policy.reason_below;
    let text = subject.form.text(&Place::of(field));
    // A04 says so where nothing is written.
    let is_written = !text.is_empty() && !says_nothing_unmet(text);
    let has_reason = REASONS.iter().any(|reason| text.contains(reason));
    if rate.is_below(limit) && is_written && !has_reason {
        report
            .add(
                Place::of(field),
                format!("执行率低于 {limit}%，「{}」没有写原因", field.label()),
            )
            .expected("资金没有执行完的原因")
            .reported(format!("执行率 {}", rate.show()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_low_rate_needs_a_reason() {
        assert_eq!(
            case::check(&RULE, &[("goals_unmet", "2021年度该项目绩效目标基本完成。")]),
            "goals_unmet｜执行率低于 90%，「项目绩效目标未完成情况及原因分析」没有写原因｜应为资金没有执行完的原因｜现有执行率 19.73%"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn from_the_limit_on_none_is_needed() {
        let at = |executed| {
            let texts = [("goals_unmet", "基本完成。"), ("fiscal_executed", executed)];
            case::check(&RULE, &texts)
        };
        assert_eq!(at("16549830"), "");
        assert!(at("16547000").contains("执行率 89.98%"));
        assert_eq!(case::check(&RULE, &[("goals_unmet", "无")]), "");
    }
}
