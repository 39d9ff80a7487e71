//! 正文所写的总分、等级与自评表不符.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::{Field, Value};
use crate::figures::narrative::Narrative;
use crate::figures::Quantity;
use crate::finding::Severity;
use crate::place::{Place, Span};
use crate::score::Grade;
use crate::wording::Words;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D21",
    severity: Severity::Warning,
    title: "正文所写的总分或等级与自评表不符",
    advice: "正文中的自评得分、评价等级，应与自评表的总分、等级相同。",
    source: "本工具的规则",
    check,
};

/// Whether a score or a grade follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    Score,
    Grade,
}

const WORDS: &[(&str, What)] = &[
    ("自评得分", What::Score),
    ("自评总分", What::Score),
    ("自评总得分", What::Score),
    ("自评综合得分", What::Score),
    ("自评分数", What::Score),
    ("自评等级", What::Grade),
    ("评价等级", What::Grade),
    ("评定等级", What::Grade),
    ("绩效等级", What::Grade),
];

/// Whose score it is where it is another's.
const OTHERS: &[&str] = &[
    "上年",
    "去年",
    "上一年",
    "以前年度",
    "整体支出",
    "部门整体",
    "子项目",
    "专家",
    "第三方",
    "复核",
    "抽查",
];

static FOUND: LazyLock<Words> = LazyLock::new(|| Words::new(WORDS.iter().map(|(word, _)| *word)));

fn check(subject: &Subject<'_>, report: &mut Report) {
    let typed = match subject.form.value(&Place::of(Field::TotalScore)) {
        Value::Points(points) => Some(*points),
        _ => None,
    };
    let Some(total) = subject.scores.total.or(typed) else {
        return;
    };
    for narrative in &subject.narratives {
        for (at, i) in FOUND.find(narrative.text) {
            let (word, what) = WORDS[i];
            if is_of_other(subject, narrative, at) {
                continue;
            }
            let found = match what {
                What::Score => other_score(narrative.text, at + word.len(), total),
                What::Grade => other_grade(narrative.text, at + word.len(), total),
            };
            let Some((end, expected)) = found else {
                continue;
            };
            let span = Span { start: at, end };
            let written = narrative.words(span);
            report
                .add(
                    narrative.place(span),
                    format!("文中“{written}”与自评表不符"),
                )
                .expected(expected)
                .reported(written);
        }
    }
}

/// Whether the sentence speaks of another year, or of what isn't the project.
fn is_of_other(subject: &Subject<'_>, narrative: &Narrative<'_>, at: usize) -> bool {
    const LONGEST: usize = 60;
    let before = narrative.text[..at].char_indices().rev().take(LONGEST);
    let start = before
        .take_while(|(_, c)| !matches!(c, '。' | '；' | ';' | '\n'))
        .last()
        .map_or(at, |(start, _)| start);
    let before = &narrative.text[start..at];
    let mentions = &narrative.mentions;
    let first = mentions.partition_point(|mention| mention.span.start < start);
    let mut mentions = mentions[first..].iter();
    let has_other_year = mentions
        .by_ref()
        .take_while(|mention| mention.span.start < at)
        .any(|mention| match mention.quantity {
            Quantity::Year { year, .. } => subject.form.year() != Some(year),
            _ => false,
        });
    let is_planned = matches!(narrative.field, Field::OverallGoal | Field::AnnualGoal);
    is_planned || has_other_year || OTHERS.iter().any(|word| before.contains(word))
}

/// What stands behind a label: without 为 and the like.
fn value(text: &str, from: usize) -> &str {
    text[from..].trim_start_matches(['为', '是', '：', ':', '“', ' '])
}

/// `98.53分` and what it should be, where the total is another, rounded as written.
fn other_score(text: &str, from: usize, total: Points) -> Option<(usize, String)> {
    let rest = value(text, from);
    let length = rest.find(|c: char| !c.is_ascii_digit() && c != '.')?;
    let (number, behind) = rest.split_at(length);
    if !behind.starts_with('分') {
        return None;
    }
    let written = Points::read(number).value()?;
    let rounding = match number
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len())
    {
        0 => "0.5",
        1 => "0.05",
        _ => "0",
    };
    let is_same = written.distance(total) <= Points::read(rounding).value()?;
    let end = text.len() - behind.len() + '分'.len_utf8();
    (!is_same).then(|| (end, format!("总分 {total} 分")))
}

/// `良`, `良好` and what it should be, where the total has another grade.
fn other_grade(text: &str, from: usize, total: Points) -> Option<(usize, String)> {
    const GRADES: [(&str, &str); 4] = [("优", "秀"), ("良", "好"), ("中", "等"), ("差", "等")];
    let rest = value(text, from);
    let (grade, behind) = GRADES.into_iter().find_map(|(grade, long)| {
        let behind = rest.strip_prefix(grade)?;
        Some((grade, behind.strip_prefix(long).unwrap_or(behind)))
    })?;
    let ends = behind.starts_with(|c: char| "，。；、,;）)”\n 等级".contains(c));
    let expected = Grade::of(total).label();
    let is_other = grade != expected && (behind.is_empty() || ends);
    is_other.then(|| {
        (
            text.len() - behind.len(),
            format!("总分 {total} 分，{expected}"),
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check_form(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn a_total_and_a_grade_that_the_form_does_not_have_are_found() {
        assert_eq!(
            found("项目自评得分98.53分，评价等级为“良好”。"),
            "goals_met｜文中“自评得分98.53分”与自评表不符｜应为总分 46.35 分｜现有自评得分98.53分\n\
             goals_met｜文中“评价等级为“良好”与自评表不符｜应为总分 46.35 分，差｜现有评价等级为“良好"
        );
        assert!(found("本项目支出10万元，自评得分98分。").contains("“自评得分98分”"));
        assert!(found("自评总分为：46.2分").contains("应为总分 46.35 分"));
    }

    #[test]
    fn a_total_that_was_typed_counts_where_none_is_computed() {
        let texts = [("total_score", "90"), ("goals_met", "自评得分98分。")];
        let found = case::check(&RULE, &texts);
        assert!(found.contains("应为总分 90.00 分"), "{found}");
    }

    #[test]
    fn those_of_the_form_and_of_others_are_fine() {
        for text in [
            "自评得分46.35分，评价等级为差。",
            "自评得分46.4分，自评总分46分。",
            "2019年自评得分98分，评价等级为优。",
            "在2019年的评价中自评得分98分。",
            "部门整体支出自评得分98分。",
            "自评得分较高，评价等级中等偏上的项目。",
            "自评得分率98分",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(
            case::check_form(&RULE, &[("annual_goal", "自评得分98分")]),
            ""
        );
    }
}
