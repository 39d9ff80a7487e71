//! 引号、括号、书名号不成对.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::finding::Severity;
use crate::wording::{characters, is_han, is_han_digit, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G18",
    severity: Severity::Hint,
    title: "引号、括号、书名号不成对",
    advice:
        "每个前引号、前括号都有后引号、后括号。一段里少了一半的，补上；后引号误作前引号的，改正。",
    source: "GB/T 15834-2011《标点符号用法》[凭记忆]；本工具的规则",
    check,
};

const PAIRS: &[(char, char)] = &[
    ('（', '）'),
    ('“', '”'),
    ('‘', '’'),
    ('《', '》'),
    ('〔', '〕'),
    ('【', '】'),
    ('「', '」'),
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        for (at, bracket, line_end) in unpaired_in(prose) {
            report
                .add(
                    prose.stretch(at, at + bracket.len_utf8()),
                    format!("“{bracket}”不成对"),
                )
                .reported(shortened(&prose.text[at..line_end]));
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    unpaired_in(prose).count()
}

/// Unpaired brackets with the ends of their lines. One for a paragraph: what follows the first
/// may be its consequence.
fn unpaired_in<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = (usize, char, usize)> + 'p {
    let mut start = 0;
    let lines = prose.text.split_inclusive('\n');
    lines.filter_map(move |line| {
        let found = unpaired(prose, start, line);
        start += line.len();
        found.map(|(at, bracket)| (at, bracket, start))
    })
}

/// The first bracket of a line that has no other half.
fn unpaired(prose: &Prose<'_>, start: usize, line: &str) -> Option<(usize, char)> {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, c) in characters(line) {
        if is_han(c) {
            continue;
        }
        let (at, c) = (start + i, wide(c));
        if PAIRS.iter().any(|(opening, _)| *opening == c) {
            open.push((at, c));
            continue;
        }
        let Some((opening, _)) = PAIRS.iter().find(|(_, closing)| *closing == c) else {
            continue;
        };
        match open.last() {
            Some((_, last)) if last == opening => {
                open.pop();
            }
            _ if c == '）' && is_numbering(&prose.text[..at]) && open.is_empty() => {}
            // An English apostrophe.
            _ if c == '’' && prose.before(at).is_some_and(|c| c.is_ascii()) => {}
            Some(first) => return Some(*first).map(|(at, _)| (at, typed(prose, at))),
            None => return Some((at, typed(prose, at))),
        }
    }
    let (at, _) = open.first()?;
    Some((*at, typed(prose, *at)))
}

/// As it stands in the text, half-width or full-width.
fn typed(prose: &Prose<'_>, at: usize) -> char {
    prose.after(at).unwrap_or_default()
}

/// `1）`, `一）`, `a）`; `1.2）`, but not the figures in `支出率19.7）`, `百分之二十）`.
fn is_numbering(before: &str) -> bool {
    let number = before.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
    let is_figure = before[number.len()..].contains('.') && number.ends_with(is_han)
        || before.trim_end_matches(is_han_digit).ends_with("百分之");
    !is_figure && before.ends_with(|c: char| c.is_ascii_alphanumeric() || is_han_digit(c))
}

/// Half-width brackets pair with full-width ones: mixing them is another matter.
fn wide(c: char) -> char {
    match c {
        '(' => '（',
        ')' => '）',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn half_a_pair_is_found() {
        assert_eq!(
            plan("支出率19.7）。"),
            "follow_up_plan｜“）”不成对｜现有）。"
        );
        assert_eq!(plan("支出包括：1.2）建设，2）验收"), "");
        assert_eq!(
            plan("申请《管理办法的经费。"),
            "follow_up_plan｜“《”不成对｜现有《管理办法的经费。"
        );
        assert_eq!(
            plan("第一段。\n建设”户政”平台"),
            "follow_up_plan｜“”不成对｜现有”户政”平台".replace("“”", "“””")
        );
        assert!(plan("（含“税）”").contains("不成对"));
        assert!(plan("支付尾款)").contains("“)”不成对"));
    }

    #[test]
    fn pairs_and_numbering_are_fine() {
        for text in [
            "（含《办法》（试行）和“互联网+”）(完)",
            "1）建设；2）验收；一）支付；A）其他",
            "占比(100%）",
            "Word’s",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
