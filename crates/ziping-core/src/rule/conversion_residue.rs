//! 文字转换留下的残迹.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::value::{is_invisible, trim, trim_at};
use crate::field::Field;
use crate::finding::{Finding, Fix, Severity};
use crate::place::Span;
use crate::wording::{characters, is_han, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A12",
    severity: Severity::Warning,
    title: "有转换残迹",
    advice: "从 Word 或网页复制的文字会带来书签、连串的问号、看不见的字符和制表符。书签和看不见的字符可一键删去；连串的问号和替换符号是丢失的文字，须对照原件补上，不能只是删去。",
    source: "海口市公安局 2021 年报告“[bookmark: _GoBack]”；另一份公开报告中的“??????”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        let (lost, debris): (Vec<Residue>, Vec<Residue>) = residues(prose.text)
            .into_iter()
            .partition(|residue| residue.mend.is_none());
        if !debris.is_empty() {
            let fix = delete(prose, &debris);
            add(report, prose, &debris, "转换残迹").fix = fix;
        }
        if !lost.is_empty() {
            add(report, prose, &lost, "丢失的文字，须对照原件补上");
        }
    }
}

fn add<'r>(
    report: &'r mut Report,
    prose: &Prose<'_>,
    found: &[Residue],
    what: &str,
) -> &'r mut Finding {
    let first = found[0].span;
    let label = prose.place.field.label();
    let finding = report.add(
        prose.stretch(first.start, first.end),
        format!("「{label}」有 {} 处{what}", found.len()),
    );
    finding.reported(format!("“{}”", shown(&prose.text[first.range()])))
}

/// A stretch of residue.
struct Residue {
    span: Span,
    /// What stands in its place when it is mended; `None` where it stands for words that
    /// were lost.
    mend: Option<&'static str>,
}

/// Deletes what stands for nothing, where that is certain.
fn delete(prose: &Prose<'_>, found: &[Residue]) -> Option<Fix> {
    let (from, to) = (found[0].span.start, found[found.len() - 1].span.end);
    // One edit of all that lies between: a table that was pasted has thousands of tabs.
    let mut text = String::new();
    let mut at = from;
    for residue in found {
        text.push_str(&prose.text[at..residue.span.start]);
        text.push_str(residue.mend?);
        at = residue.span.end;
    }
    let mended = [&prose.text[..from], &text, &prose.text[to..]].concat();
    // An empty field would be another fault, but for what needn't be filled in; and so would
    // two marks that come together.
    let may_be_empty = prose.place.field == Field::Unfiled;
    let is_certain = match trim(&mended).is_empty() {
        true => may_be_empty,
        false => found.iter().enumerate().all(|(i, residue)| {
            let is_of_run = i > 0 && is_one_run(prose.text, &found[i - 1], residue);
            is_of_run || parts_words(prose.text, residue)
        }),
    };
    let is_left = residues(&mended)
        .iter()
        .any(|residue| residue.mend.is_some());
    (is_certain && !is_left).then(|| Fix {
        label: "删去残迹".to_owned(),
        edits: vec![Edit::Set {
            place: prose.stretch(from, to),
            text,
        }],
    })
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    residues(prose.text).len()
}

/// Every stretch of residue. Invisible characters at the ends of a text do no harm: no
/// export has them.
fn residues(text: &str) -> Vec<Residue> {
    let (start, inside) = trim_at(text);
    let mut found = Vec::new();
    let mut end = 0;
    for (at, c) in characters(inside) {
        if is_han(c) || at < end {
            continue;
        }
        let length = residue_length(&inside[at..], c);
        end = at + length;
        if length > 0 {
            found.push(Residue {
                span: Span {
                    start: start + at,
                    end: start + end,
                },
                mend: match c {
                    '?' | '？' | '\u{FFFD}' => None,
                    '\t' => Some(" "),
                    _ => Some(""),
                },
            });
        }
    }
    found
}

/// Whether nothing but blanks is between two: then the same words are parted by both.
fn is_one_run(text: &str, one: &Residue, next: &Residue) -> bool {
    trim(&text[one.span.start..next.span.end]).is_empty()
}

/// Whether what stands around a residue may stand together, or at an end of the text: a
/// word on one side, or the mark that ends or begins a sentence.
fn parts_words(text: &str, residue: &Residue) -> bool {
    let is_word = char::is_alphanumeric;
    let before = trim(&text[..residue.span.start]).chars().next_back();
    let after = trim(&text[residue.span.end..]).chars().next();
    match (before, after) {
        (Some(before), Some(after)) => {
            let is_word_or_wide = |c: char| is_word(c) || !c.is_ascii();
            (is_word(before) || is_word(after)) && [before, after].into_iter().all(is_word_or_wide)
        }
        (Some(before), None) => is_word(before) || "。！？）》”".contains(before),
        (None, after) => after.is_some_and(|after| is_word(after) || "（《“".contains(after)),
    }
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
        // Two or three are somebody's astonishment.
        '？' if text.starts_with("？？？？") => run(|c| c == '？'),
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
            "decision｜「项目决策情况」有 3 处转换残迹｜现有“[bookmark: _GoBack]”｜删去残迹\n\
             decision｜「项目决策情况」有 1 处丢失的文字，须对照原件补上｜现有“??????”"
        );
        assert_eq!(
            case::check(&RULE, &[("sub_projects.0.name", "社管\t平台")]),
            "sub_projects.0.name｜「子项目名称」有 1 处转换残迹｜现有“制表符”｜删去残迹"
        );
        assert_eq!(
            case::check(&RULE, &[("decision", "甲\u{200B}乙")]),
            "decision｜「项目决策情况」有 1 处转换残迹｜现有“看不见的字符”｜删去残迹"
        );
    }

    #[test]
    fn many_question_marks_stand_for_lost_words_whatever_their_width() {
        let found = |text| case::check(&RULE, &[("decision", text)]);
        assert!(found("甲？？？？乙。").ends_with("现有“？？？？”"));
        assert_eq!(found("怎么办？？？"), "");
    }

    #[test]
    fn a_mended_text_keeps_its_words() {
        let draft = case::draft(&[("decision", " 甲\u{200B}乙\t1\u{FEFF} ")]);
        let findings = RULE.findings(&Subject::of(&draft, None));
        let mut mended = draft.clone();
        for edit in &findings[0].fix.as_ref().unwrap().edits {
            mended.apply(edit);
        }
        let decision = crate::field::Field::Decision;
        assert_eq!(mended.get(decision), " 甲乙 1\u{FEFF} ");
    }

    #[test]
    fn residue_that_is_all_there_is_is_deleted_where_nothing_is_needed() {
        let alone = |key| case::check(&RULE, &[(key, "[bookmark: _GoBack]")]);
        assert_eq!(
            alone("unfiled"),
            "unfiled｜「未归类内容」有 1 处转换残迹｜现有“[bookmark: _GoBack]”｜删去残迹"
        );
        assert_eq!(
            alone("decision"),
            "decision｜「项目决策情况」有 1 处转换残迹｜现有“[bookmark: _GoBack]”"
        );
    }

    #[test]
    fn a_table_that_was_pasted_is_mended_by_one_edit() {
        let draft = case::draft(&[("unfiled", &"户政\t1\n".repeat(20_000))]);
        let findings = RULE.findings(&Subject::of(&draft, None));
        let mut mended = draft.clone();
        let [edit] = &findings[0].fix.as_ref().unwrap().edits[..] else {
            panic!("more than one edit");
        };
        mended.apply(edit);
        assert_eq!(mended.get(Field::Unfiled), "户政 1\n".repeat(20_000));
    }

    #[test]
    fn signs_that_stand_for_lost_words_are_never_deleted() {
        for text in ["质量??????，合格", "质量\u{FFFD}，合格"] {
            let found = case::check(&RULE, &[("decision", text)]);
            assert!(found.contains("丢失的文字"), "{found}");
            assert!(!found.contains("删去"), "{found}");
        }
    }

    #[test]
    fn residue_between_marks_is_only_shown() {
        for (text, is_mended) in [
            ("目标：\u{200B}。", false),
            ("目标：[bookmark: a]", false),
            ("[bookmark: a]：建设", false),
            ("一是:[bookmark: a]建设", false),
            ("建设完成。[bookmark: a]", true),
            ("[bookmark: a]建设完成", true),
            ("[bookmark: a]（一）建设", true),
            ("“户政”，[bookmark: a]平台", true),
        ] {
            let found = case::check(&RULE, &[("decision", text)]);
            assert_eq!(found.ends_with("删去残迹"), is_mended, "{found}");
        }
    }

    #[test]
    fn a_question_and_a_bracket_are_no_residue() {
        assert_eq!(
            case::check(&RULE, &[("decision", "是否必要? [2021]4号\u{200B}\t\n")]),
            ""
        );
    }

    #[test]
    fn a_long_run_of_blanks_is_read_once() {
        let text = format!("甲{}乙", " \t".repeat(30_000));
        let found = case::check(&RULE, &[("decision", &text)]);
        assert!(
            found.ends_with("有 30000 处转换残迹｜现有“制表符”｜删去残迹"),
            "{found}"
        );
    }
}
