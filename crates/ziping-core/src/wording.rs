//! What the rules about wording share: the texts that people write, and what their
//! characters are.

use crate::field::value::trim;
use crate::field::Kind;
use crate::form::Form;
use crate::place::{Place, Span};

/// A text that somebody wrote, exactly as typed.
#[derive(Debug)]
pub(crate) struct Prose<'d> {
    pub place: Place,
    pub text: &'d str,
}

/// Every text of [`Kind::Text`] and [`Kind::Narrative`] that is filled in.
pub(crate) fn prose<'d>(form: &Form<'d>) -> Vec<Prose<'d>> {
    let is_prose = |place: &Place| matches!(place.field.spec().kind, Kind::Text | Kind::Narrative);
    form.draft
        .places()
        .into_iter()
        .filter(is_prose)
        .map(|place| Prose {
            text: form.draft.text(&place),
            place,
        })
        .filter(|prose| !trim(prose.text).is_empty())
        .collect()
}

impl Prose<'_> {
    pub fn is_narrative(&self) -> bool {
        self.place.field.spec().kind == Kind::Narrative
    }

    /// The place of these bytes.
    pub fn stretch(&self, start: usize, end: usize) -> Place {
        Place {
            span: Some(Span { start, end }),
            ..self.place.clone()
        }
    }

    /// The character that ends at this byte.
    pub fn before(&self, at: usize) -> Option<char> {
        self.text[..at].chars().next_back()
    }

    /// The character that starts at this byte.
    pub fn after(&self, at: usize) -> Option<char> {
        self.text[at..].chars().next()
    }
}

/// 汉字, 〇 included.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3134F}')
}

/// 中文数字, as enumerations and counts have them.
pub(crate) fn is_han_digit(c: char) -> bool {
    "〇零一二三四五六七八九十百千万亿两".contains(c)
}

/// Whether a text only says that there is nothing to say.
pub(crate) fn says_nothing(text: &str) -> bool {
    const NOTHING: &[&str] = &[
        "无",
        "暂无",
        "没有",
        "暂时没有",
        "无内容",
        "不涉及",
        "不适用",
        "略",
        "/",
        "-",
        "—",
        "——",
    ];
    NOTHING.contains(&bare(text))
}

/// Whether a text about what wasn't completed (未完成情况) says that there is nothing.
pub(crate) fn says_nothing_unmet(text: &str) -> bool {
    says_nothing(text) || ["不存在", "无未完成情况", "无未完成目标"].contains(&bare(text))
}

/// Without white space and full stops at the ends.
pub(crate) fn bare(text: &str) -> &str {
    trim(text).trim_end_matches(['。', '.', '，', '；', '！'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    #[test]
    fn prose_is_what_people_write_in_tables_too() {
        let draft = sample();
        let keys: Vec<String> = prose(&Form::parse(&draft))
            .iter()
            .map(|prose| prose.place.key())
            .collect();
        assert!(keys.contains(&"goals_met".to_owned()));
        assert!(keys.contains(&"sub_projects.1.progress".to_owned()));
        assert!(!keys.contains(&"phone".to_owned()));
        assert!(!keys.contains(&"budget_adjustment".to_owned()));
    }

    #[test]
    fn nothing_is_said_in_few_words() {
        assert!(["无", " 暂无。", "——", "不涉及"]
            .into_iter()
            .all(says_nothing));
        assert!(!["", "无未完成目标", "没有执行完"]
            .into_iter()
            .any(says_nothing));
        assert!(["无。", "无未完成目标"].into_iter().all(says_nothing_unmet));
        assert!(!says_nothing_unmet("无法完成"));
    }
}
