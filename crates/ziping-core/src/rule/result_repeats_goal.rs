//! 完成情况照抄年度目标.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
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
/// The rest of a longer text isn't compared.
const LONGEST: usize = 5000;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let pairs = |field| letter_pairs(subject.form.text(&Place::of(field)));
    let (goal, result) = (pairs(Field::AnnualGoal), pairs(Field::AnnualGoalResult));
    let both = goal.len() + result.len();
    if goal.len().min(result.len()) < SHORTEST {
        return;
    }
    if common(&goal, &result) * 2 * 100 > ALIKE * both {
        report
            .add(
                Place::of(Field::AnnualGoalResult),
                "年度目标完成情况与年度目标文字几乎相同",
            )
            .expected("实际完成的内容、数量和时间");
    }
}

/// Every two letters that follow each other, sorted; punctuation and white space don't
/// count.
fn letter_pairs(text: &str) -> Vec<(char, char)> {
    let letters: Vec<char> = text
        .chars()
        .filter(|c| c.is_alphanumeric())
        .take(LONGEST)
        .collect();
    let mut pairs: Vec<_> = letters.windows(2).map(|two| (two[0], two[1])).collect();
    pairs.sort_unstable();
    pairs
}

/// How many pairs two sorted lists share.
fn common(a: &[(char, char)], b: &[(char, char)]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                (i, j, count) = (i + 1, j + 1, count + 1);
            }
        }
    }
    count
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

    #[test]
    fn pairs_count_as_often_as_both_have_them() {
        assert_eq!(
            common(&letter_pairs("一一一二"), &letter_pairs("一一二二")),
            2
        );
    }
}
