//! 两节内容相同.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::field::{Field, Kind, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::is_han;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F20",
    severity: Severity::Warning,
    title: "两节内容相同",
    advice: "各节写的事不同。内容完全相同的，多半是粘贴时放错了位置。",
    source: "本工具的规则",
    check,
};

/// A shorter text may well stand twice: 无。
const SHORTEST: usize = 20;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut seen: BTreeMap<String, Field> = BTreeMap::new();
    // The goals of a project of one year are the same; F10 compares them with the result.
    let is_goal = |field| {
        matches!(
            field,
            Field::OverallGoal | Field::AnnualGoal | Field::AnnualGoalResult
        )
    };
    for spec in FIELDS.iter().filter(|spec| spec.kind == Kind::Narrative) {
        let text = subject.form.draft.get(spec.field);
        let letters: String = text
            .chars()
            .filter(|c| is_han(*c) || c.is_alphanumeric())
            .collect();
        if letters.chars().count() < SHORTEST {
            continue;
        }
        match seen.get(&letters) {
            Some(first) if is_goal(*first) && is_goal(spec.field) => {}
            Some(first) => {
                let message = format!("「{}」与「{}」内容相同", spec.label, first.label());
                report.add(Place::of(spec.field), message);
            }
            None => {
                seen.insert(letters, spec.field);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    const TEXT: &str = "项目由信息科负责，严格按照政府采购程序公开招标，并签订合同。";

    #[test]
    fn a_text_pasted_into_two_sections_is_found() {
        assert_eq!(
            case::check(&RULE, &[("organization", TEXT), ("management", TEXT)]),
            "management｜「项目管理情况」与「项目组织情况」内容相同"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn a_goal_of_one_year_and_a_short_text_may_stand_twice() {
        let goals = [("overall_goal", TEXT), ("annual_goal", TEXT)];
        assert_eq!(case::check(&RULE, &goals), "");
        let short = [
            ("organization", "按规定执行。"),
            ("management", "按规定执行。"),
        ];
        assert_eq!(case::check(&RULE, &short), "");
    }
}
