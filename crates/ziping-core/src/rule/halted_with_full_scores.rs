//! 正文说项目停了，指标却都是满分.

use super::{Report, Rule};
use crate::field::{Field, Table};
use crate::figures::halt::halt;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F09",
    severity: Severity::Warning,
    title: "项目暂停而指标满分",
    advice: "正文写明项目暂停、未开工或终止，指标却全部满分，两处不能都对。",
    source: "海口市公安局 2021 年报告“该项工作处于暂停状态”的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !subject.scores.are_full() {
        return;
    }
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let narratives = [Field::AnnualGoalResult, Field::GoalsMet, Field::GoalsUnmet];
    let places = narratives
        .into_iter()
        .map(Place::of)
        .chain(rows.map(|row| Place::in_row(Field::SubProjectProgress, row)));
    for place in places {
        let text = subject.form.draft.text(&place);
        if let Some(span) = halt(text, subject.form.year()) {
            let word = &text[span.range()];
            report
                .add(
                    Place {
                        span: Some(span),
                        ..place
                    },
                    format!("「{}」写到“{word}”，指标却都是满分", place.field.label()),
                )
                .reported(format!("“{word}”"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn full(goals_unmet: &str, score: &str) -> String {
        case::check_form(
            &RULE,
            &[
                ("indicators.0.actual", "52"),
                ("indicators.0.score", score),
                ("indicators.1.actual", "2"),
                ("indicators.1.score", "30"),
                ("goals_unmet", goals_unmet),
            ],
        )
    }

    #[test]
    fn a_halt_with_full_scores_is_found_at_its_word() {
        let text = "该项工作处于暂停状态。";
        assert_eq!(
            full(text, "20"),
            "goals_unmet｜「项目绩效目标未完成情况及原因分析」写到“暂停”，指标却都是满分｜现有“暂停”"
        );
        let draft = case::form(&[("goals_unmet", text)]);
        let subject = Subject::of(&draft, None);
        assert_eq!(
            &text[halt(text, subject.form.year()).unwrap().range()],
            "暂停"
        );
        assert!(full("项目未开工。", "20").contains("“未开工”"));
    }

    #[test]
    fn a_halt_that_cost_points_or_was_none_is_fine() {
        assert_eq!(full("该项工作处于暂停状态。", "19"), "");
        for text in ["工作没有暂停。", "合同不得终止。", "无。"] {
            assert_eq!(full(text, "20"), "", "{text}");
        }
    }

    #[test]
    fn without_indicators_there_is_nothing_to_compare() {
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
