//! What the rules about wording share: the texts that people write, and what their
//! characters are.

use crate::field::value::trim;
use crate::field::{Field, Kind};
use crate::form::Form;
use crate::place::{Place, Span};

/// Words that are looked for together: however many they are, a text is read once.
#[derive(Debug)]
pub(crate) struct Words {
    /// Sorted by their first characters, with their positions in the list.
    words: Vec<(char, usize, &'static str)>,
    /// Their first characters.
    starts: CharSet,
}

/// Characters by their remainders: nearly every one that isn't among them is known at a glance
/// not to be.
#[derive(Debug)]
pub(crate) struct CharSet([u64; CharSet::BITS / 64]);

impl CharSet {
    const BITS: usize = 1024;

    pub fn new(chars: impl IntoIterator<Item = char>) -> CharSet {
        let mut set = [0; CharSet::BITS / 64];
        for c in chars {
            let bit = c as usize % CharSet::BITS;
            set[bit / 64] |= 1 << (bit % 64);
        }
        CharSet(set)
    }

    pub fn may_have(&self, c: char) -> bool {
        let bit = c as usize % CharSet::BITS;
        self.0[bit / 64] & (1 << (bit % 64)) != 0
    }
}

impl Words {
    /// None of them may be empty.
    pub fn new(list: impl IntoIterator<Item = &'static str>) -> Words {
        let mut words: Vec<_> = list
            .into_iter()
            .enumerate()
            .filter_map(|(i, word)| Some((word.chars().next()?, i, word)))
            .collect();
        words.sort_unstable();
        let starts = CharSet::new(words.iter().map(|(first, ..)| *first));
        Words { words, starts }
    }

    /// The positions in the list of the words that `text` has at `at`, in the list's order;
    /// `c` is the character there.
    pub fn at<'w>(&'w self, text: &'w str, at: usize, c: char) -> impl Iterator<Item = usize> + 'w {
        let candidates = match self.starts.may_have(c) {
            true => {
                let from = self.words.partition_point(|(first, ..)| *first < c);
                &self.words[from..]
            }
            false => &[],
        };
        candidates
            .iter()
            .take_while(move |(first, ..)| *first == c)
            .filter(move |(.., word)| text[at..].starts_with(word))
            .map(|(_, i, _)| *i)
    }

    /// Where the words stand in `text` and which they are, by place. One may stand inside
    /// another, or overlap itself.
    pub fn find<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (usize, usize)> + 'w {
        text.char_indices()
            .filter(|(_, c)| self.starts.may_have(*c))
            .flat_map(move |(at, c)| self.at(text, at, c).map(move |i| (at, i)))
    }
}

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

    /// What found no field (未归类) is kept, and printed nowhere: nothing is gained by
    /// having it tidied.
    pub fn is_printed(&self) -> bool {
        self.place.field != Field::Unfiled
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
    matches!(
        c,
        '〇' | '零'
            | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '十'
            | '百'
            | '千'
            | '万'
            | '亿'
            | '两'
    )
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

/// Whether a text about what wasn't completed (未完成情况) says that there is nothing: 无,
/// 无未完成的绩效目标, 本项目不存在未完成情况.
pub(crate) fn says_nothing_unmet(text: &str) -> bool {
    says_nothing(text) || bare(text) == "不存在" || denies_what_is_unmet(bare(text))
}

const UNMET: &[&str] = &[
    "未完成",
    "没有完成",
    "未达到",
    "未达成",
    "未达标",
    "未实现",
    "偏差",
    "偏离",
];

const DENIALS: &[&str] = &[
    "无",
    "没有",
    "不存在",
    "未出现",
    "未发生",
    "暂无",
    "并无",
    "未有",
];

/// What may stand beside them in a text that says no more.
const BESIDE_UNMET: &[&str] = &[
    "项目", "年度", "全年", "本年", "当年", "绩效", "目标", "指标", "任务", "事项", "工作", "情况",
    "内容", "原因", "分析", "现象", "问题", "任何", "各项", "预期", "本", "该", "此", "年", "的",
    "及", "和", "与", "均", "也", "、", "，", ",", "。", " ",
];

/// Whether a text says that nothing is unmet, and nothing else.
fn denies_what_is_unmet(text: &str) -> bool {
    let (mut is_denied, mut is_about_unmet) = (false, false);
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let after = |words: &[&str]| words.iter().find_map(|word| rest.strip_prefix(word));
        // 没有完成 before 没有.
        rest = if let Some(after) = after(UNMET) {
            is_about_unmet = true;
            after
        } else if let Some(after) = after(DENIALS) {
            is_denied = true;
            after
        } else if let Some(after) = after(BESIDE_UNMET) {
            after
        } else if c.is_ascii_digit() {
            &rest[1..]
        } else {
            return false;
        };
    }
    is_denied && is_about_unmet
}

/// Without white space, full stops and brackets at the ends: （无）.
pub(crate) fn bare(text: &str) -> &str {
    const PAIRS: [(char, char); 3] = [('（', '）'), ('(', ')'), ('【', '】')];
    let without_stop = |text| trim(text).trim_end_matches(['。', '.', '，', '；', '！']);
    let text = without_stop(text);
    let inside = |(open, close)| text.strip_prefix(open)?.strip_suffix(close);
    match PAIRS.into_iter().find_map(inside) {
        Some(inside) if !inside.contains(['（', '）', '(', ')']) => without_stop(inside),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn words_are_found_wherever_they_stand(text in "[一二三丁𠀁a]{0,30}") {
            const LIST: [&str; 6] = ["二三", "一", "一一", "丁a", "𠀁", "二"];
            let mut expected: Vec<(usize, usize)> = (0..text.len())
                .filter(|at| text.is_char_boundary(*at))
                .flat_map(|at| (0..LIST.len()).map(move |i| (at, i)))
                .filter(|(at, i)| text[*at..].starts_with(LIST[*i]))
                .collect();
            expected.sort_unstable();
            let found: Vec<_> = Words::new(LIST).find(&text).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn nothing_is_said_in_few_words() {
        assert!(["无", " 暂无。", "——", "不涉及"]
            .into_iter()
            .all(says_nothing));
        assert!(!["", "无未完成目标", "没有执行完"]
            .into_iter()
            .any(says_nothing));
        assert!(["（无）", "(暂无。)", "【无】。"]
            .into_iter()
            .all(says_nothing));
    }

    #[test]
    fn that_nothing_is_unmet_is_said_in_many_ways() {
        for text in [
            "无。",
            "（无）",
            "不存在",
            "无未完成目标",
            "无未完成的绩效目标。",
            "没有未完成的绩效目标",
            "本项目不存在未完成情况。",
            "该项目2022年度无未完成的绩效目标及偏差原因",
            "（无未完成事项）",
            "绩效目标无未完成情况，无偏差。",
        ] {
            assert!(says_nothing_unmet(text), "{text}");
        }
        for text in [
            "无法完成",
            "没有完成绩效目标",
            "未完成",
            "无未完成的绩效目标，结余774万元为第四季度服务费",
            "无未完成目标。结余180元已交回国库。",
            "（一）无未完成目标（二）尾款未付",
            "不存在问题",
            "无锡站点未完成",
        ] {
            assert!(!says_nothing_unmet(text), "{text}");
        }
    }
}
