//! 文字转换留下的残迹.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::value::{is_invisible, trim, trim_at};
use crate::finding::{Fix, Severity};
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A12",
    severity: Severity::Warning,
    title: "有转换残迹",
    advice: "从 Word 或网页复制的文字会带来书签、连串的问号、看不见的字符和制表符。问号可能是丢失的文字，删除前须对照原件。",
    source: "海口市公安局 2021 年报告“[bookmark: _GoBack]”；另一份公开报告中的“??????”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        let (place, text) = (&prose.place, prose.text);
        let found = residues(text);
        let Some(first) = found.first() else { continue };
        let mended = found
            .iter()
            .rev()
            .fold(text.to_owned(), |mut text, residue| {
                text.replace_range(residue.span.range(), residue.mend);
                text
            });
        let label = place.field.label();
        let finding = report.add(
            prose.stretch(first.span.start, first.span.end),
            format!("「{label}」有 {} 处转换残迹", found.len()),
        );
        finding.reported(format!("“{}”", shown(&text[first.span.range()])));
        // An empty field would be another fault, and so would two question marks that come
        // together.
        if !trim(&mended).is_empty() && residues(&mended).is_empty() {
            finding.fix(delete(place, &found));
        }
    }
}

/// A stretch of residue and what stands in its place when it is mended.
struct Residue {
    span: Span,
    mend: &'static str,
}

fn delete(place: &Place, found: &[Residue]) -> Fix {
    let edit = |residue: &Residue| Edit::Set {
        place: Place {
            span: Some(residue.span),
            ..place.clone()
        },
        text: residue.mend.to_owned(),
    };
    Fix {
        label: "删去残迹".to_owned(),
        // From the end, so that the spans before still fit.
        edits: found.iter().rev().map(edit).collect(),
    }
}

/// Every stretch of residue. Invisible characters at the ends of a text do no harm: no
/// export has them.
fn residues(text: &str) -> Vec<Residue> {
    let (start, inside) = trim_at(text);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = inside[at..].chars().next() {
        let length = residue_length(&inside[at..], c);
        if length > 0 {
            found.push(Residue {
                span: Span {
                    start: start + at,
                    end: start + at + length,
                },
                mend: if c == '\t' { " " } else { "" },
            });
        }
        at += length.max(c.len_utf8());
    }
    found
}

/// The bytes of residue that a text starts with.
fn residue_length(text: &str, first: char) -> usize {
    const LONGEST_BOOKMARK: usize = 60;
    let run = |is_residue: fn(char) -> bool| {
        let end = text.find(|c| !is_residue(c));
        end.unwrap_or(text.len())
    };
    match first {
        '[' if text.starts_with("[bookmark") => text
            .char_indices()
            .take(LONGEST_BOOKMARK)
            .find(|(_, c)| *c == ']')
            .map_or(0, |(at, _)| at + 1),
        '?' => match run(|c| c == '?') {
            1 => 0,
            several => several,
        },
        '\t' => run(|c| c == '\t'),
        '\u{FFFD}' => run(|c| c == '\u{FFFD}'),
        c if is_invisible(c) => run(is_invisible),
        _ => 0,
    }
}

/// A residue as a message can show it.
fn shown(residue: &str) -> String {
    match residue.chars().next() {
        Some('\t') => "制表符".to_owned(),
        Some(c) if is_invisible(c) => "看不见的字符".to_owned(),
        _ => super::not_an_amount::shortened(residue),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn residue_is_found_and_deleted() {
        assert_eq!(
            case::check(
                &RULE,
                &[("decision", "甲[bookmark: _GoBack]乙??????丙\t丁\u{200B}。")]
            ),
            "decision｜「项目决策情况」有 4 处转换残迹｜现有“[bookmark: _GoBack]”｜删去残迹"
        );
        assert_eq!(
            case::check(&RULE, &[("sub_projects.0.name", "社管\t平台")]),
            "sub_projects.0.name｜「子项目名称」有 1 处转换残迹｜现有“制表符”｜删去残迹"
        );
    }

    #[test]
    fn a_mended_text_keeps_its_words() {
        let draft = case::draft(&[("decision", " 甲??乙\t1\u{FEFF} ")]);
        let findings = RULE.findings(&Subject::of(&draft, None));
        let mut mended = draft.clone();
        for edit in &findings[0].fix.as_ref().unwrap().edits {
            mended.apply(edit);
        }
        let decision = crate::field::Field::Decision;
        assert_eq!(mended.get(decision), " 甲乙 1\u{FEFF} ");
    }

    #[test]
    fn residue_that_is_all_there_is_has_no_fix() {
        assert_eq!(
            case::check(&RULE, &[("unfiled", "[bookmark: _GoBack]")]),
            "unfiled｜「未归类内容」有 1 处转换残迹｜现有“[bookmark: _GoBack]”"
        );
    }

    #[test]
    fn a_question_and_a_bracket_are_no_residue() {
        assert_eq!(
            case::check(&RULE, &[("decision", "是否必要? [2021]4号\u{200B}\t\n")]),
            ""
        );
    }
}
