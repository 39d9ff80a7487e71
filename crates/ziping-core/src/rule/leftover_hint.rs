//! 没有替换的提示语和占位符.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::value::trim_at;
use crate::finding::{Fix, Severity};
use crate::place::Span;
use crate::wording::{Prose, Words};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A11",
    severity: Severity::Error,
    title: "保留了提示语或占位符",
    advice: "模板里的提示语（如“(100字以内)”“对照年度目标，说明……”）和占位符（如“XX”“某某”）要换成实际内容。",
    source: "青神县公开的自评表整表保留“(100字以内)”；公开的校验器 GovBudgetChecker 的占位符检查",
    check,
};

/// What a word that is found in a text may be of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// The start of an instruction that a template prints for the writer.
    Instruction,
    /// A placeholder for a name.
    Placeholder,
    /// The same; more of them may follow.
    Asterisks,
    /// The same, where it is no part of a Latin word or code.
    Crosses,
    /// A limit, where a number stands before it and both are alone in brackets.
    Characters,
}

const WORDS: &[(&str, Kind)] = &[
    ("对照年度目标，说明", Kind::Instruction),
    ("对照年度目标,说明", Kind::Instruction),
    ("请填写", Kind::Instruction),
    ("请在此处", Kind::Instruction),
    ("此处填写", Kind::Instruction),
    ("点击输入", Kind::Instruction),
    ("〔未填：", Kind::Instruction),
    ("某某", Kind::Placeholder),
    ("××", Kind::Placeholder),
    ("XXX", Kind::Placeholder),
    ("***", Kind::Asterisks),
    ("XX", Kind::Crosses),
    ("xx", Kind::Crosses),
    ("字", Kind::Characters),
];

static FOUND: LazyLock<Words> = LazyLock::new(|| Words::new(WORDS.iter().map(|(word, _)| *word)));

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        let spec = prose.place.field.spec();
        let leftovers = leftovers(prose.text, spec.hint);
        let Some((span, _)) = leftovers.first() else {
            continue;
        };
        let finding = report.add(
            prose.stretch(span.start, span.end),
            format!("「{}」仍保留模板的提示语或占位符，须删除或替换", spec.label),
        );
        finding.reported(format!(
            "“{}”",
            super::not_an_amount::shortened(&prose.text[span.range()])
        ));
        finding.fix = delete(prose, &leftovers);
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    leftovers(prose.text, prose.place.field.spec().hint).len()
}

/// Deletes the limits of characters, where there is nothing else to be replaced and something
/// is left.
fn delete(prose: &Prose<'_>, leftovers: &[(Span, Kind)]) -> Option<Fix> {
    let mut mended = prose.text.to_owned();
    let mut edits = Vec::new();
    // From the end, so that the spans before still fit.
    for (span, kind) in leftovers.iter().rev() {
        if *kind != Kind::Characters {
            return None;
        }
        mended.replace_range(span.range(), "");
        edits.push(Edit::Set {
            place: prose.stretch(span.start, span.end),
            text: String::new(),
        });
    }
    let has_words = mended.chars().any(char::is_alphanumeric);
    // One in another would come together anew.
    let is_clean = leftovers_of(&mended).is_empty();
    (has_words && is_clean).then(|| Fix {
        label: "删去字数要求".to_owned(),
        edits,
    })
}

/// The leftovers of a text, in order: the field's own hint as the whole text, an instruction,
/// a limit of characters, a placeholder.
fn leftovers(text: &str, hint: &str) -> Vec<(Span, Kind)> {
    let (start, inside) = trim_at(text);
    if !hint.is_empty() && inside == hint {
        return vec![(span(start, inside.len()), Kind::Instruction)];
    }
    leftovers_of(text)
}

fn leftovers_of(text: &str) -> Vec<(Span, Kind)> {
    let found = FOUND.find(text).filter_map(|(at, i)| {
        let (word, kind) = WORDS[i];
        let span = match kind {
            Kind::Characters => character_limit(text, at)?,
            Kind::Crosses if is_in_latin(text, at, word) => return None,
            Kind::Asterisks => asterisks(text, at)?,
            _ => span(at, word.len()),
        };
        Some((span, kind))
    });
    let mut found: Vec<_> = found.collect();
    found.sort_by_key(|(span, _)| *span);
    found
}

/// The run of asterisks that begins at `start`, unless they stand for digits, as in
/// `138****1234`. Within a run none begins: however long it is, it is read once.
fn asterisks(text: &str, start: usize) -> Option<Span> {
    let is_digit = |c: char| c.is_ascii_digit();
    if text[..start].ends_with(|c| c == '*' || is_digit(c)) {
        return None;
    }
    let behind = text[start..].trim_start_matches('*');
    (!behind.starts_with(is_digit)).then(|| span(start, text.len() - behind.len() - start))
}

fn span(start: usize, length: usize) -> Span {
    Span {
        start,
        end: start + length,
    }
}

/// `(100字以内)`, `（200字）`: a number of characters alone in brackets; 字 stands at `at`.
fn character_limit(text: &str, at: usize) -> Option<Span> {
    let before = text[..at].trim_end_matches(|c: char| c.is_ascii_digit());
    let open = before.chars().next_back()?;
    if before.len() == at || !matches!(open, '(' | '（') {
        return None;
    }
    let after = text[at..].strip_prefix('字')?;
    let rest = ["以内", "内", "左右"]
        .iter()
        .find_map(|unit| after.strip_prefix(unit))
        .unwrap_or(after);
    let close = rest.chars().next()?;
    let start = before.len() - open.len_utf8();
    let end = text.len() - rest.len() + close.len_utf8();
    matches!(close, ')' | '）').then_some(Span { start, end })
}

/// Whether `word`, which stands at `at`, is part of a Latin word or code.
fn is_in_latin(text: &str, at: usize, word: &str) -> bool {
    let is_latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '-');
    let after = text[at + word.len()..].chars().next();
    is_latin(text[..at].chars().next_back()) || is_latin(after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        let findings = case::check(&RULE, &[("decision", text)]);
        let reported = findings.rsplit_once("现有").map(|(_, reported)| reported);
        let reported = reported.and_then(|reported| reported.split('｜').next());
        reported.unwrap_or_default().to_owned()
    }

    #[test]
    fn a_masked_number_is_no_placeholder() {
        let masked = "联系 138****8000，证件 ***************123X，尾数 138****";
        assert_eq!(case::check(&RULE, &[("follow_up_plan", masked)]), "");
        assert!(case::check(&RULE, &[("follow_up_plan", "由***负责")]).contains("“***”"));
    }

    #[test]
    fn hints_and_placeholders_are_found() {
        assert_eq!(
            case::check(&RULE, &[("annual_goal_result", "对照年度目标，说明完成情况")]),
            "annual_goal_result｜「年度目标完成情况」仍保留模板的提示语或占位符，须删除或替换｜现有“对照年度目标，说明”"
        );
        assert_eq!(found("情况如下（100字以内）：良好"), "“（100字以内）”");
        assert_eq!(found("经XX局批准"), "“XX”");
        assert_eq!(found("经某某局批准"), "“某某”");
        assert_eq!(found("第3××号批复"), "“××”");
        assert_eq!(found("决策过程和结果"), "“决策过程和结果”");
    }

    #[test]
    fn a_bare_limit_is_deleted_where_words_are_left() {
        for (text, is_mended) in [
            ("未支出的为尾款。（100字以内）", true),
            ("情况（100字以内）：良好(200字)", true),
            ("（100字以内）", false),
            ("（100字以内）。", false),
            ("由XX局说明（100字以内）", false),
            ("情况（（100字以内）100字以内）良好", false),
            ("（100字以内）请填写原因", false),
        ] {
            let found = case::check(&RULE, &[("goals_unmet", text)]);
            assert!(found.contains("提示语"), "{text}");
            assert_eq!(found.ends_with("删去字数要求"), is_mended, "{found}");
        }
    }

    #[test]
    fn words_that_only_look_alike_are_left_alone() {
        for text in [
            "采购 XX-100 型设备和 XXL 号服装 2 件（3台）",
            "（2021）12号文",
            "（字）",
            "本项目的决策过程和结果均已公示",
            "1×2 米",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
