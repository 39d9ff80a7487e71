//! 项目暂停，却称目标完成.

use super::{Report, Rule};
use crate::field::Field;
use crate::figures::claim::ClaimKind;
use crate::figures::narrative::Narrative;
use crate::finding::Severity;
use crate::place::Span;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F16",
    severity: Severity::Warning,
    title: "项目暂停，却称目标完成",
    advice: "项目暂停、终止或没有开工的，对应的目标没有完成，写明未完成的部分和后续安排。",
    source: "海口市公安局 2021 年报告第四部分（二）：“基本完成”与“处于暂停状态”在同一段",
    check,
};

const PAUSED: &[&str] = &[
    "暂停",
    "停工",
    "停建",
    "停滞",
    "搁置",
    "中止",
    "终止",
    "未开工",
    "未启动",
];

/// Right before the word, or at the start of its clause.
const DENIALS: &[&str] = &[
    "未出现",
    "未发生",
    "未发现",
    "未",
    "不",
    "无",
    "没有",
    "不得",
    "擅自",
    "避免",
    "防止",
    "恢复",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let paused: Vec<_> = subject
        .narratives
        .iter()
        .filter(|narrative| is_about_progress(narrative.field))
        .filter_map(|narrative| Some((narrative, paused(narrative)?)))
        .collect();
    if paused.is_empty() {
        return;
    }
    let met = subject
        .claims
        .iter()
        .find(|claim| claim.kind == ClaimKind::GoalsMet);
    let rate = subject.figures.total.rate.show();
    let contrary = match met {
        Some(met) => format!("“{}”", met.words),
        None if rate == "100.00%" => "执行率 100%".to_owned(),
        None => return,
    };
    for (narrative, span) in paused {
        let words = narrative.words(span);
        report
            .add(
                narrative.place(span),
                format!("文中写项目“{words}”，又写{contrary}"),
            )
            .expected("写明没有完成的目标")
            .reported(contrary.clone());
    }
}

/// Elsewhere the words belong to rules and regulations.
fn is_about_progress(field: Field) -> bool {
    matches!(
        field,
        Field::AnnualGoalResult | Field::GoalsMet | Field::GoalsUnmet | Field::FollowUpPlan
    )
}

/// The first of the words, outside quotations and not denied.
fn paused(narrative: &Narrative<'_>) -> Option<Span> {
    let text = narrative.text;
    let found = PAUSED.iter().flat_map(|word| text.match_indices(word));
    let is_meant = |start: usize| {
        let before = &text[..start];
        let clause = before.rsplit(['，', ',', '。', '；', '\n']).next();
        let is_quoted = before.rfind('“') > before.rfind('”');
        let is_denied = DENIALS.iter().any(|word| {
            before.ends_with(word) || clause.is_some_and(|clause| clause.starts_with(word))
        });
        !is_quoted && !is_denied
    };
    let first = found.filter(|(start, _)| is_meant(*start)).min()?;
    Some(Span {
        start: first.0,
        end: first.0 + first.1.len(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_samples_pause_is_found() {
        assert_eq!(
            case::check(&RULE, &[]),
            "goals_unmet｜文中写项目“暂停”，又写“绩效目标基本完成”｜应为写明没有完成的目标｜现有“绩效目标基本完成”"
        );
    }

    #[test]
    fn a_pause_that_is_owned_up_to_is_fine() {
        for text in [
            "社管平台项目处于暂停状态，目标没有完成。",
            "绩效目标基本完成，平台未暂停使用。",
            "绩效目标基本完成，文件要求“立即暂停推进”。",
        ] {
            assert_eq!(case::check(&RULE, &[("goals_unmet", text)]), "", "{text}");
        }
        let all_spent = [
            ("goals_unmet", "二期处于停工状态。"),
            ("fiscal_executed", "18388700"),
        ];
        assert!(case::check(&RULE, &all_spent).contains("执行率 100%"));
    }
}
