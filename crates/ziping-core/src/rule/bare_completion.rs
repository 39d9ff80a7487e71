//! 完成情况只写“完成”.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::{bare, says_nothing};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A16",
    severity: Severity::Hint,
    title: "完成情况只有一句“完成”",
    advice: "对照年度目标，写明完成了什么、多少、什么时候。只写“完成”，看不出目标是否实现。",
    source: "大英县司法局 2023 年自评表“年度目标完成情况：完成”的实例",
    check,
};

const PHRASES: &[&str] = &[
    "完成",
    "已完成",
    "全部完成",
    "已全部完成",
    "基本完成",
    "已基本完成",
    "按时完成",
    "按期完成",
    "完成目标",
    "目标已完成",
    "已完成，目标已达到",
    "达成预期目标",
    "达到预期目标",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in [Field::AnnualGoalResult, Field::GoalsMet] {
        let text = subject.form.text(&Place::of(field));
        if PHRASES.contains(&bare(text)) || says_nothing(text) {
            report
                .add(
                    Place::of(field),
                    format!("「{}」只写“{text}”", field.label()),
                )
                .expected("完成的内容、数量和时间");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_bare_done_is_pointed_out() {
        assert_eq!(
            case::check(&RULE, &[("annual_goal_result", "已完成。")]),
            "annual_goal_result｜「年度目标完成情况」只写“已完成。”｜应为完成的内容、数量和时间"
        );
        assert_eq!(
            case::check(&RULE, &[("annual_goal_result", "完成购置13台。")]),
            ""
        );
    }
}
