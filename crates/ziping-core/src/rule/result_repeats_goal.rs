//! 完成情况照抄年度目标.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::similarity::LetterPairs;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F10",
    severity: Severity::Hint,
    title: "完成情况与年度目标文字几乎相同",
    advice: "完成情况写实际完成的内容、数量和时间，与目标一一对照，不是把目标再抄一遍。",
    source: "本工具的规则",
    check,
};

/// In %: from here on, two texts are almost the same.
const ALIKE: usize = 95;
/// A shorter goal can hardly be said in other words.
const SHORTEST: usize = 12;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let pairs = |field| LetterPairs::of(subject.form.text(&Place::of(field)));
    let (goal, result) = (pairs(Field::AnnualGoal), pairs(Field::AnnualGoalResult));
    let is_short = goal.len().min(result.len()) < SHORTEST;
    if !is_short && goal.are_alike(&result, ALIKE) {
        report
            .add(
                Place::of(Field::AnnualGoalResult),
                "年度目标完成情况与年度目标文字几乎相同",
            )
            .expected("实际完成的内容、数量和时间");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    const GOAL: &str = "建设市社会管理信息化平台指挥大厅、综合服务管理平台项目。";

    fn result(result: &str) -> String {
        case::check(
            &RULE,
            &[("annual_goal", GOAL), ("annual_goal_result", result)],
        )
    }

    #[test]
    fn a_copied_goal_is_pointed_out() {
        assert_eq!(
            result("建设市社会管理信息化平台指挥大厅和综合服务管理平台项目"),
            ""
        );
        assert_eq!(
            result("建设市社会管理信息化平台指挥大厅，综合服务管理平台项目"),
            "annual_goal_result｜年度目标完成情况与年度目标文字几乎相同｜应为实际完成的内容、数量和时间"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn a_short_goal_may_be_said_again() {
        let texts = [
            ("annual_goal", "购买电脑13台。"),
            ("annual_goal_result", "购买电脑13台。"),
        ];
        assert_eq!(case::check(&RULE, &texts), "");
    }
}
