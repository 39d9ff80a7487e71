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

/// So many characters tell texts apart that aren't the same.
const BEGINNING: usize = 40;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut seen: BTreeMap<u64, Vec<Field>> = BTreeMap::new();
    let letters = |field| letters(subject.form.draft.get(field));
    // The goals of a project of one year are the same; F10 compares them with the result.
    let is_goal = |field| {
        matches!(
            field,
            Field::OverallGoal | Field::AnnualGoal | Field::AnnualGoalResult
        )
    };
    for spec in FIELDS.iter().filter(|spec| spec.kind == Kind::Narrative) {
        let beginning = || letters(spec.field).take(BEGINNING);
        if beginning().nth(SHORTEST - 1).is_none() {
            continue;
        }
        // FNV-1a: most texts differ in it already.
        let sum = beginning().fold(0xcbf2_9ce4_8422_2325, |sum, c| {
            (sum ^ u64::from(c)).wrapping_mul(0x0100_0000_01b3)
        });
        let alike = seen.entry(sum).or_default();
        let is_same = |first: &&Field| {
            letters(**first).eq(letters(spec.field)) && !(is_goal(**first) && is_goal(spec.field))
        };
        if let Some(first) = alike.iter().find(is_same) {
            let message = format!("「{}」与「{}」内容相同", spec.label, first.label());
            report.add(Place::of(spec.field), message);
        }
        alike.push(spec.field);
    }
}

/// A text without its punctuation and white space.
fn letters(text: &str) -> impl Iterator<Item = char> + '_ {
    text.chars().filter(|c| is_han(*c) || c.is_alphanumeric())
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
        let misplaced = [("annual_goal", TEXT), ("goals_met", TEXT)];
        assert!(case::check(&RULE, &misplaced).contains("内容相同"));
        let short = [
            ("organization", "按规定执行。"),
            ("management", "按规定执行。"),
        ];
        assert_eq!(case::check(&RULE, &short), "");
    }

    #[test]
    fn texts_are_compared_from_20_characters_on_and_to_the_last_one() {
        let found = |one: &str, other: &str| {
            let texts = [("organization", one), ("management", other)];
            !case::check(&RULE, &texts).is_empty()
        };
        let [short, long] = [19, 20].map(|length| "建".repeat(length));
        assert!(!found(&short, &short));
        assert!(found(&long, &format!("{long}。")));
        for (one, other) in [("3", "5"), ("A", "B")] {
            let text = |part: &str| format!("{TEXT}{part}");
            assert!(!found(&text(one), &text(other)), "{one} {other}");
        }
    }
}
