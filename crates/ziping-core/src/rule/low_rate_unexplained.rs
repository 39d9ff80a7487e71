//! 执行率低，四（二）或表中的「原因」栏没有写原因.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::{Place, Span};
use crate::wording::{around, says_nothing_unmet, Words};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C07",
    severity: Severity::Warning,
    title: "执行率低，没有写原因",
    advice: "执行率低于 90% 的，在四（二）写明资金没有执行完的原因，如合同约定的付款时间、审批、验收、结余；四（二）空着的，写在表中的「原因」栏（四川）。",
    source: "四川《部门预算项目支出绩效自评表》注 1“预算执行率未达到90%的需说明原因（100字以内）”",
    check,
};

/// What a cause is said with. Whether the reason holds is for people.
const CAUSES: &[&str] = &["因", "由于", "鉴于", "受", "导致", "致使", "造成", "影响"];

/// What a success is owed to; a clause with it gives no reason for money left over, unless
/// something in it is lacking: 因领导重视, but 因配合不到位.
const PRAISE: &[&str] = &[
    "重视", "关心", "关怀", "支持", "得力", "有力", "努力", "配合", "好评", "肯定", "表彰", "良好",
];

/// What happened to the work or the money: any of them will do.
const EVENTS: &[&str] = &[
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
    "流标",
    "疫情",
    "尚未",
    "仍在",
    "正在",
    "待",
];

/// What money waits for, unless it is said to be done: 采购工作已全部完成 is no reason.
const STEPS: &[&str] = &[
    "根据", "合同", "进度", "审批", "审计", "结算", "决算", "验收", "招标", "采购",
];

const DONE: &[&str] = &[
    "完成", "达成", "达到", "实现", "到位", "完毕", "通过", "合格", "竣工", "完工",
];

const LACKING: &[char] = &['未', '不', '没', '无', '缺', '难', '少', '尚', '待'];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let rate = subject.figures.total.rate;
    let limit = subject.policy.reason_below;
    if !rate.is_below(limit) {
        return;
    }
    let text = |field| subject.form.text(&Place::of(field));
    let field = match text(Field::GoalsUnmet) {
        // A03 asks for it; some forms have a place of their own for the reason.
        "" => subject.policy.layout.reason(),
        // A04 says so.
        narrative if says_nothing_unmet(narrative) => None,
        _ => Some(Field::GoalsUnmet),
    };
    let Some(field) = field.filter(|field| !gives_reason(text(*field))) else {
        return;
    };
    report
        .add(
            Place::of(field),
            format!("执行率低于 {limit}%，「{}」没有写原因", field.label()),
        )
        .expected("资金没有执行完的原因")
        .reported(format!("执行率 {}", rate.show()));
}

const CLAUSE_ENDS: &[char] = &['，', ',', '。', '；', ';', '：', ':', '！', '!', '\n'];

static SAID: LazyLock<Words> = LazyLock::new(|| {
    let words = [CAUSES, EVENTS, STEPS].concat();
    Words::new(words)
});

/// How far a clause is read on either side of a word, in characters.
const REACH: usize = 80;

fn gives_reason(text: &str) -> bool {
    SAID.find(text).any(|(at, word)| {
        let near = around(text, Span { start: at, end: at }, REACH);
        let (before, after) = (&text[near.start..at], &text[at..near.end]);
        let start = before.rfind(CLAUSE_ENDS).unwrap_or(0);
        let end = after.find(CLAUSE_ENDS).unwrap_or(after.len());
        let clause = &text[near.start + start..at + end];
        let has = |words: &[&str]| words.iter().any(|word| clause.contains(word));
        let is_lacking = || clause.contains(LACKING);
        match word {
            cause if cause < CAUSES.len() => !has(PRAISE) || is_lacking(),
            event if event < CAUSES.len() + EVENTS.len() => {
                !before.ends_with('无') && !before.ends_with("没有")
            }
            _ => !has(DONE) || is_lacking(),
        }
    })
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
    fn a_success_and_its_causes_are_no_reason() {
        for text in [
            "采购工作已全部完成，无未完成事项。",
            "受领导重视，全部完成。",
            "由于组织得力，验收合格，绩效目标已实现。",
            "根据年初目标均已完成，资金无结余。",
            "在上级支持下，招标采购已完成，产生了良好的社会影响。",
            "项目无暂停情况，全部完成。",
        ] {
            let found = case::check(&RULE, &[("goals_unmet", text)]);
            assert!(found.contains("没有写原因"), "{text}");
        }
        for text in [
            "受疫情影响，培训未开展。",
            "采购工作尚未完成。",
            "合同约定次年付款。",
            "因部门配合不到位，进度偏慢。",
            "验收在次年1月进行。",
            "招标节约资金。",
            "设备已全部到位，结余资金由财政收回。",
        ] {
            assert_eq!(case::check(&RULE, &[("goals_unmet", text)]), "", "{text}");
            let far = format!("{}。{text}", "项目按计划实施".repeat(20));
            assert_eq!(case::check(&RULE, &[("goals_unmet", &far)]), "", "{text}");
        }
    }

    #[test]
    fn a_form_with_a_place_for_the_reason_needs_it_there() {
        let found = |policy, reason| {
            let texts = [("policy", policy), ("goals_unmet", "")];
            let reason = [("budget_adjustment", reason)];
            case::check(&RULE, &[&texts[..], &reason].concat())
        };
        for nothing in ["", "无", "年中追加1838.87万元。"] {
            assert_eq!(
                found("四川", nothing),
                "budget_adjustment｜执行率低于 90%，「预算调整说明」没有写原因｜应为资金没有执行完的原因｜现有执行率 19.73%"
            );
            assert_eq!(found("海南", nothing), "");
        }
        assert_eq!(found("四川", "尾款待验收以后支付。"), "");
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
