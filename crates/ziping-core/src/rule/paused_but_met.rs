//! 项目暂停，却称目标完成.

use super::{Report, Rule};
use crate::field::Field;
use crate::figures::claim::ClaimKind;
use crate::figures::halt::halt;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F16",
    severity: Severity::Warning,
    title: "项目暂停，却称目标完成",
    advice: "项目暂停、终止或没有开工的，对应的目标没有完成，写明未完成的部分和后续安排。",
    source: "海口市公安局 2021 年报告第四部分（二）：“基本完成”与“处于暂停状态”在同一段",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
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
    let told = subject.narratives.iter();
    for narrative in told.filter(|narrative| is_about_progress(narrative.field)) {
        let Some(span) = halt(narrative.text, subject.form.year()) else {
            continue;
        };
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

/// Elsewhere the words belong to rules and regulations, and to plans.
fn is_about_progress(field: Field) -> bool {
    matches!(
        field,
        Field::AnnualGoalResult | Field::GoalsMet | Field::GoalsUnmet
    )
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
            "绩效目标基本完成，受台风影响短暂停工3天，复工后按期完工。",
            "绩效目标基本完成，2019年曾因疫情中止，2021年恢复建设。",
        ] {
            assert_eq!(case::check(&RULE, &[("goals_unmet", text)]), "", "{text}");
        }
        let all_spent = [
            ("goals_unmet", "二期处于停工状态。"),
            ("fiscal_executed", "18388700"),
        ];
        assert!(case::check(&RULE, &all_spent).contains("执行率 100%"));
        let planned = [
            ("goals_unmet", "无。"),
            (
                "follow_up_plan",
                "下一步将旧系统停建，对已终止的旧合同做好清算，二期未开工部分暂停。",
            ),
            ("fiscal_executed", "18388700"),
        ];
        assert_eq!(case::check(&RULE, &planned), "");
    }
}
