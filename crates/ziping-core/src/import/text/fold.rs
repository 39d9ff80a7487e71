//! A line as it is compared with the template: without white space, in half width, with
//! one kind of hyphen and one of quotation mark. Every character knows where it came from.

use std::ops::Range;

use crate::field::value::is_invisible;
use crate::field::FIELDS;
use crate::report;

/// Stands for a whole 〔未填：…〕.
pub(in crate::import) const MISSING: char = '\u{E000}';

/// The longest 〔未填：…〕 in characters.
const LONGEST_MARK: usize = 40;

#[derive(Debug, Default)]
pub(in crate::import) struct Folded {
    pub(in crate::import) chars: Vec<char>,
    /// The bytes of the source that each character stands for.
    bytes: Vec<Range<usize>>,
}

impl Folded {
    /// Folds a stretch of the source.
    pub(in crate::import) fn of(source: &str, range: Range<usize>) -> Folded {
        let text = &source[range.clone()];
        let mut folded = Folded::default();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let end = match c {
                '〔' => mark_end(&text[at..]).map(|length| at + length),
                _ => None,
            };
            let next = end.unwrap_or(at + c.len_utf8());
            let shown = if end.is_some() {
                Some(MISSING)
            } else {
                fold(c)
            };
            if let Some(shown) = shown {
                folded.chars.push(shown);
                folded.bytes.push(range.start + at..range.start + next);
            }
            at = next;
        }
        folded
    }

    pub(in crate::import) fn len(&self) -> usize {
        self.chars.len()
    }

    /// The bytes of the characters from `range.start` to before `range.end`, with the white
    /// space between them; none where there are no characters.
    pub(in crate::import) fn bytes(&self, range: Range<usize>) -> Range<usize> {
        match self.bytes.get(range.clone()) {
            Some([first, .., last]) => first.start..last.end,
            Some([only]) => only.clone(),
            _ => 0..0,
        }
    }

    /// Whether white space stands before the character, or nothing.
    pub(in crate::import) fn is_apart(&self, at: usize) -> bool {
        match at.checked_sub(1) {
            Some(before) if at < self.len() => self.bytes[before].end < self.bytes[at].start,
            _ => true,
        }
    }

    pub(in crate::import) fn has(&self, at: usize, words: &[char]) -> bool {
        self.chars
            .get(at..)
            .is_some_and(|rest| rest.starts_with(words))
    }

    /// Where the words stand first within a range.
    pub(in crate::import) fn find(&self, range: Range<usize>, words: &[char]) -> Option<usize> {
        let end = range.end.checked_sub(words.len())?;
        (range.start..=end).find(|at| self.has(*at, words))
    }

    /// Where the words stand last within a range.
    pub(in crate::import) fn rfind(&self, range: Range<usize>, words: &[char]) -> Option<usize> {
        let end = range.end.checked_sub(words.len())?;
        (range.start..=end).rev().find(|at| self.has(*at, words))
    }

    pub(in crate::import) fn is(&self, words: &[char]) -> bool {
        self.chars == words
    }
}

/// Words of the template, folded.
pub(in crate::import) fn folded(words: &str) -> Vec<char> {
    words.chars().filter_map(fold).collect()
}

/// How a character is compared; not at all where it is white space or invisible.
fn fold(c: char) -> Option<char> {
    if c.is_whitespace() || is_invisible(c) {
        return None;
    }
    Some(match c {
        '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '﹙' => '(',
        '﹚' => ')',
        '﹕' | '∶' => ':',
        '—' | '–' | '−' | '‐' | '‑' | '─' => '-',
        '“' | '”' | '「' | '」' | '『' | '』' => '"',
        MISSING => char::REPLACEMENT_CHARACTER,
        _ => c,
    })
}

/// The length of the 〔未填：…〕 that a text starts with.
fn mark_end(text: &str) -> Option<usize> {
    let (close, _) = text
        .char_indices()
        .take(LONGEST_MARK)
        .find(|(_, c)| *c == '〕')?;
    let mark = &text[..close + '〕'.len_utf8()];
    let is_mark = FIELDS
        .iter()
        .any(|spec| mark.contains(spec.label) && mark == report::missing_text(spec.field));
    is_mark.then_some(mark.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folded_character_knows_its_bytes() {
        let source = "x（ ２）\u{200B}“户 政”";
        let folded = Folded::of(source, 1..source.len());
        assert_eq!(folded.chars.iter().collect::<String>(), "(2)\"户政\"");
        assert_eq!(&source[folded.bytes(0..3)], "（ ２）");
        assert_eq!(&source[folded.bytes(4..6)], "户 政");
        assert!(folded.is_apart(1));
        assert!(!folded.is_apart(2));
        assert_eq!(folded.bytes(3..3), 0..0);
        assert_eq!(folded.bytes(7..99), 0..0);
    }

    #[test]
    fn marks_of_other_fonts_are_the_usual_ones() {
        let folded = |text: &str| folded(text).into_iter().collect::<String>();
        assert_eq!(
            folded("项目负责人﹕周明∶『户政』﹙一﹚—"),
            "项目负责人:周明:\"户政\"(一)-"
        );
        assert_eq!(folded("甲\u{E000}"), "甲\u{FFFD}", "no mark of its own");
    }

    #[test]
    fn a_mark_of_something_missing_is_one_character() {
        let source = "电话：〔未填：联系电话〕〔未填：其他〕";
        let folded = Folded::of(source, 0..source.len());
        assert_eq!(folded.chars[3], MISSING);
        assert_eq!(&source[folded.bytes(3..4)], "〔未填：联系电话〕");
        assert_eq!(folded.chars[4], '〔');
    }

    #[test]
    fn only_what_a_report_prints_for_a_field_is_its_mark() {
        let mark = report::missing_text(crate::field::Field::ProjectName);
        assert_eq!(mark_end(&format!("{mark}。")), Some(mark.len()));
        assert_eq!(mark_end("〔未填：其他栏目〕"), None);
        assert_eq!(mark_end("〔请填写项目名称〕"), None);
        assert_eq!(mark_end("〔未填：项目名称"), None);
    }
}
