//! 重复的标点，多余的开头标点.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::Kind;
use crate::finding::{Fix, Severity};
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G02",
    severity: Severity::Hint,
    title: "标点重复",
    advice: "冒号、逗号、顿号、分号、句号不连用，一段文字也不以它们开头。模板的固定句子已带冒号，内容不再写冒号。",
    source: "琼中县某项目 2024 年报告“项目概述如下::(1)”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for place in subject.form.draft.places() {
        if !matches!(place.field.spec().kind, Kind::Text | Kind::Narrative) {
            continue;
        }
        let text = subject.form.draft.text(&place);
        let found = doubled(text);
        let Some(first) = found.first() else { continue };
        let label = place.field.label();
        let finding = report.add(
            Place {
                span: Some(*first),
                ..place.clone()
            },
            format!("「{label}」有 {} 处标点重复或多余", found.len()),
        );
        finding.reported(format!("“{}”", &text[first.range()]));
        let is_all = found
            .iter()
            .map(|span| span.end - span.start)
            .sum::<usize>()
            >= crate::field::value::trim(text).len();
        if !is_all {
            finding.fix(delete(&place, &found));
        }
    }
}

/// Deletes the marks, from the end, so that the spans before still fit.
fn delete(place: &Place, found: &[Span]) -> Fix {
    let edit = |span: &Span| Edit::Set {
        place: Place {
            span: Some(*span),
            ..place.clone()
        },
        text: String::new(),
    };
    Fix {
        label: "删去多余的标点".to_owned(),
        edits: found.iter().rev().map(edit).collect(),
    }
}

/// The marks that can go: those at the start of the text, and those after a mark of their
/// own kind. Dots are left alone: they may be an ellipsis.
fn doubled(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    let mut before = Some(' ');
    let mut at_start = true;
    for (start, c) in text.char_indices() {
        if c.is_whitespace() {
            before = None;
            continue;
        }
        let kind = mark(c);
        let is_doubled = kind.is_some() && (at_start || kind == before);
        let end = start + c.len_utf8();
        match found.last_mut() {
            Some(last) if is_doubled && last.end == start => last.end = end,
            _ if is_doubled => found.push(Span { start, end }),
            _ => {}
        }
        at_start &= is_doubled;
        before = kind;
    }
    found
}

/// A mark's kind, in half width.
fn mark(c: char) -> Option<char> {
    match c {
        '：' | ':' => Some(':'),
        '，' | ',' => Some(','),
        '；' | ';' => Some(';'),
        '、' | '。' => Some(c),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_doubled_mark_is_found_and_deleted() {
        assert_eq!(
            case::check(
                &RULE,
                &[("project_overview", ":(1)建设厂房：：两栋，，共三层。。")]
            ),
            "project_overview｜「项目概述」有 4 处标点重复或多余｜现有“:”｜删去多余的标点"
        );
        assert_eq!(
            case::check(&RULE, &[("decision", "：")]),
            "decision｜「项目决策情况」有 1 处标点重复或多余｜现有“：”"
        );
    }

    #[test]
    fn an_ellipsis_and_marks_of_different_kinds_are_left_alone() {
        assert_eq!(
            case::check(&RULE, &[("decision", "等等……《甲》、“乙”。，丙...\n：丁")]),
            ""
        );
    }
}
