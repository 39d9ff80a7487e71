//! 年度目标的年份不是报告年度.

use super::{Report, Rule};
use crate::field::Field;
use crate::figures::Quantity;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F17",
    severity: Severity::Error,
    title: "正文所写年度目标的年份有误",
    advice: "自评报告写的是报告年度的目标和完成情况。年份不同的，多半是沿用了上年的稿子。固定句子“某某年年度目标是”的年份由 F01 核对。",
    source: "东方市公安局 2023 年度报告写“2022年年度目标是”",
    check,
};

/// What the year of a goal stands before.
const GOALS: &[&str] = &[
    "年度目标",
    "度目标",
    "年度绩效目标",
    "度绩效目标",
    "年度总体目标",
    "度总体目标",
    "绩效目标",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(expected) = subject.form.year() else {
        return;
    };
    for narrative in &subject.narratives {
        // What comes next, and what was decided before, may speak of other years' goals.
        let is_about_the_year = matches!(
            narrative.field,
            Field::AnnualGoal | Field::AnnualGoalResult | Field::GoalsMet | Field::GoalsUnmet
        );
        for mention in narrative.mentions.iter().filter(|_| is_about_the_year) {
            let Quantity::Year { year, .. } = mention.quantity else {
                continue;
            };
            let after = &narrative.text[mention.span.end..];
            let is_of_goal = GOALS.iter().any(|goal| after.starts_with(goal));
            if !is_of_goal || year == expected {
                continue;
            }
            let place = narrative.place(mention.span);
            report
                .add(place.clone(), format!("“{year}年度目标”与报告年度不一致"))
                .expected(format!("{expected}年"))
                .reported(narrative.words(mention.span))
                .fix(Fix::set(&place, format!("{expected}年")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn last_years_goal_is_found() {
        assert_eq!(
            case::check(&RULE, &[("annual_goal", "2020年年度目标是：建设平台。")]),
            "annual_goal｜“2020年度目标”与报告年度不一致｜应为2021年｜现有2020年｜改为 2021年"
        );
        let found = case::check(&RULE, &[("goals_unmet", "二〇二二年度绩效目标未完成。")]);
        assert!(found.ends_with("现有二〇二二年｜改为 2021年"), "{found}");
    }

    #[test]
    fn the_reports_year_and_other_years_plans_are_fine() {
        for (key, text) in [
            ("annual_goal", "2021年年度目标是：建设平台。"),
            ("goals_met", "较2020年度增长5%。"),
            ("follow_up_plan", "制订2022年度目标。"),
        ] {
            assert_eq!(case::check(&RULE, &[(key, text)]), "", "{text}");
        }
    }
}
