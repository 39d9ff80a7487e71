//! What the rules about wording share: the texts that people write, and what their
//! characters are.

use std::ops::RangeInclusive;

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
        Words::of(&mut list.into_iter())
    }

    /// Compiled once, not for every length of list.
    fn of(list: &mut dyn Iterator<Item = &'static str>) -> Words {
        let mut words: Vec<_> = list
            .enumerate()
            .filter_map(|(i, word)| Some((word.chars().next()?, i, word)))
            .collect();
        words.sort_unstable();
        let starts = CharSet::new(words.iter().map(|(first, ..)| *first));
        Words { words, starts }
    }

    /// The positions in the list of the words that `text` has at `at`, in the list's order;
    /// `c` is the character there.
    fn at<'w>(&'w self, text: &'w str, at: usize, c: char) -> impl Iterator<Item = usize> + 'w {
        let from = self.words.partition_point(|(first, ..)| *first < c);
        self.words[from..]
            .iter()
            .take_while(move |(first, ..)| *first == c)
            .filter(move |(.., word)| text[at..].starts_with(word))
            .map(|(_, i, _)| *i)
    }

    /// Where the words stand in `text` and which they are, by place. One may stand inside
    /// another, or overlap itself.
    pub fn find<'w>(&'w self, text: &'w str) -> impl Iterator<Item = (usize, usize)> + 'w {
        characters(text)
            .filter(|(_, c)| self.starts.may_have(*c))
            .flat_map(move |(at, c)| self.at(text, at, c).map(move |i| (at, i)))
    }

    /// Whether one of them stands in `text`.
    pub fn are_in(&self, text: &str) -> bool {
        self.find(text).next().is_some()
    }
}

/// A name that a text may have with one character wrong, too many or too few: 西澜县公安局 for
/// 西澜市公安局. One of its halves is then written as it should be.
#[derive(Debug)]
pub(crate) struct Misspelling<'n> {
    name: &'n str,
    first: &'n str,
    second: &'n str,
}

/// What a name is easily given or deprived of: 三湾市中心医院, 西澜公安局.
const LEVELS: &str = "省市县区州镇乡村";

/// What tells things apart when it is all that differs: 第一中学 and 第二中学, 公安局 and 公安分局.
const TELLING: &str = "东西南北中上下内外前后左右大小新老旧原总分支副甲乙丙丁期";

impl<'n> Misspelling<'n> {
    /// `None` for a name that is too short to be told from other words, or too long to be one:
    /// each place in a text is compared with half of it.
    pub fn of(name: &'n str) -> Option<Misspelling<'n>> {
        const LENGTHS: RangeInclusive<usize> = 5..=60;
        let length = name.chars().take(LENGTHS.end() + 1).count();
        let (middle, _) = name.char_indices().nth(length / 2)?;
        let (first, second) = name.split_at(middle);
        LENGTHS.contains(&length).then_some(Misspelling {
            name,
            first,
            second,
        })
    }

    /// Where a text has it so, in order, outside 《》.
    pub fn find(&self, text: &str) -> Vec<Span> {
        let with_first = places(text, self.first).filter_map(|start| {
            let from = start + self.first.len();
            let length = slip(self.second, text[from..].chars(), self.second.chars());
            let is_right = text[from..].starts_with(self.second);
            let length = length.filter(|_| !is_right)?;
            Some(Span {
                start,
                end: from + length,
            })
        });
        let with_second = places(text, self.second).filter_map(|at| {
            let before = &text[..at];
            let length = slip(self.first, before.chars().rev(), self.first.chars().rev());
            let length = length.filter(|_| !before.ends_with(self.first))?;
            Some(Span {
                start: at - length,
                end: at + self.second.len(),
            })
        });
        let mut found: Vec<Span> = with_first.chain(with_second).collect();
        found.sort_unstable();
        // Both halves may be right, and the slip between them.
        found.dedup_by(|next, last| next.start < last.end);
        found.retain(|span| !is_in_title(&text[..span.start]) && text[span.range()] != *self.name);
        found
    }
}

/// Where `word` stands in a text. Its first character is looked for by its bytes, which is
/// faster than to look for the word.
fn places<'t>(text: &'t str, word: &'t str) -> impl Iterator<Item = usize> + 't {
    let first = word.chars().next();
    let starts = first.map(|first| text.match_indices(first));
    let starts = starts.into_iter().flatten().map(|(at, _)| at);
    starts.filter(move |at| text[*at..].starts_with(word))
}

/// How many bytes of `written` are `meant` but for one character, the last not being the one;
/// `None` where they are all right or differ more. `half` is `meant`, in its own direction.
fn slip(
    half: &str,
    written: impl Iterator<Item = char>,
    meant: impl Iterator<Item = char>,
) -> Option<usize> {
    let meant: Vec<char> = meant.collect();
    let written: Vec<char> = written.take(meant.len() + 1).collect();
    let same = written
        .iter()
        .zip(&meant)
        .take_while(|(a, b)| a == b)
        .count();
    // All right, or broken off.
    let (wrong, right) = (*written.get(same)?, *meant.get(same)?);
    let rest = &meant[same + 1..];
    if rest.is_empty() {
        return None;
    }
    let is_slip = |c: char| is_han(c) && !is_han_digit(c) && !TELLING.contains(c);
    let goes_on = |from: usize, with: &[char]| written.get(from..from + with.len()) == Some(with);
    let bytes = |count: usize| written[..count].iter().map(|c| c.len_utf8()).sum();
    if goes_on(same + 1, rest) {
        return (is_slip(wrong) && is_slip(right))
            .then(|| half.len() - right.len_utf8() + wrong.len_utf8());
    }
    if goes_on(same, rest) {
        return LEVELS
            .contains(right)
            .then(|| half.len() - right.len_utf8());
    }
    if goes_on(same + 1, &meant[same..]) {
        return LEVELS.contains(wrong).then(|| bytes(meant.len() + 1));
    }
    None
}

/// Whether a title in 《》 is open; none is longer.
fn is_in_title(before: &str) -> bool {
    const LONGEST: usize = 60;
    let mut marks = before.chars().rev().take(LONGEST);
    marks.find(|c| matches!(c, '《' | '》')) == Some('《')
}

/// A stretch of a text with up to `reach` characters on either side, whatever the text's
/// punctuation.
pub(crate) fn around(text: &str, Span { start, end }: Span, reach: usize) -> Span {
    let before = text[..start].char_indices().rev().take(reach).last();
    let after = text[end..].char_indices().nth(reach);
    Span {
        start: before.map_or(start, |(at, _)| at),
        end: after.map_or(text.len(), |(at, _)| end + at),
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

/// The characters of a text and the bytes where they start, as [`str::char_indices`] has them.
/// That is two calls for each character where the program is compiled for size, and the rules
/// read every text some thirty times.
pub(crate) fn characters(text: &str) -> Characters<'_> {
    Characters { text, at: 0 }
}

#[derive(Clone, Debug)]
pub(crate) struct Characters<'t> {
    text: &'t str,
    at: usize,
}

impl Iterator for Characters<'_> {
    type Item = (usize, char);

    #[inline(always)]
    fn next(&mut self) -> Option<(usize, char)> {
        let (bytes, at) = (self.text.as_bytes(), self.at);
        let first = u32::from(*bytes.get(at)?);
        let rest = |i: usize| u32::from(bytes.get(at + i).copied().unwrap_or_default() & 0x3F);
        let (code, length) = match first {
            0..0x80 => (first, 1),
            0x80..0xE0 => (((first & 0x1F) << 6) + rest(1), 2),
            0xE0..0xF0 => (((first & 0x0F) << 12) + (rest(1) << 6) + rest(2), 3),
            _ => (
                ((first & 0x07) << 18) + (rest(1) << 12) + (rest(2) << 6) + rest(3),
                4,
            ),
        };
        self.at = at + length;
        Some((at, char::from_u32(code).unwrap_or_default()))
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
    // No text that says no more is longer.
    const LONGEST: usize = 60 * '无'.len_utf8();
    if text.len() > LONGEST {
        return false;
    }
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
    let without_stop =
        |text| trim(text).trim_end_matches(['。', '.', '，', ',', '；', ';', '！', '!']);
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

    proptest! {
        #[test]
        fn characters_are_those_of_the_standard_library(text in "(\\PC|[a-c一二é😀\u{0}\u{7FF}\u{FFFF}\u{10FFFF}]){0,40}") {
            let ours: Vec<(usize, char)> = characters(&text).collect();
            prop_assert_eq!(ours, text.char_indices().collect::<Vec<_>>());
        }
    }

    #[test]
    fn a_name_of_five_to_sixty_characters_can_be_misspelt() {
        for (length, is_one) in [(4, false), (5, true), (60, true), (61, false), (90, false)] {
            let name = "某".repeat(length);
            assert_eq!(Misspelling::of(&name).is_some(), is_one, "{length}");
        }
    }

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
    fn a_name_with_one_character_wrong_is_found() {
        let found = |name: &'static str, text: &'static str| -> Vec<&str> {
            let misspelling = Misspelling::of(name).unwrap();
            let spans = misspelling.find(text).into_iter();
            spans.map(|span| &text[span.range()]).collect()
        };
        for (name, text, wrong) in [
            ("西澜市公安局", "由西澜县公安局负责", "西澜县公安局"),
            ("西澜市公安局", "西澜公安局负责", "西澜公安局"),
            ("西澜市公安局", "西澜市市公安局负责", "西澜市市公安局"),
            ("三湾中心医院", "三湾市中心医院按月调度", "三湾市中心医院"),
            (
                "公安信息系统维护费及安全等级评定费",
                "公安信息系统维护费及安全等级评测费项目",
                "公安信息系统维护费及安全等级评测费",
            ),
            ("环卫一体化服务", "环卫一本化服务", "环卫一本化服务"),
        ] {
            assert_eq!(found(name, text), [wrong], "{text}");
        }
        for (name, text) in [
            (
                "西澜市公安局",
                "西澜市公安局，东澜市公安局，西澜市公安分局，西澜市公安",
            ),
            ("云岭县第三中学", "云岭县第一中学"),
            ("三湾中心医院", "三湾中医院"),
            (
                "湾顶复式标准厂房南区",
                "湾顶复式标准厂房北区、湾顶复式标准厂房",
            ),
            ("西澜市公安局", "按《西澜县公安局管理办法》执行"),
            ("西澜市公安局", "西澜市公安 局"),
            ("社管平台二期建设", "社管平台三期建设"),
            ("西澜市公安局", "西澜3公安局"),
        ] {
            assert_eq!(found(name, text), Vec::<&str>::new(), "{text}");
        }
        let twice = found("西澜市公安局", "西澜县公安局西澜县公安局");
        assert_eq!(twice, ["西澜县公安局"; 2]);
        assert!(Misspelling::of("公安局").is_none());
    }

    proptest! {
        #[test]
        fn a_misspelling_lies_on_character_borders(name in "[市县公安𠀁a]{0,9}", text in "[市县公安𠀁a]{0,30}") {
            let found = Misspelling::of(&name).map(|misspelling| misspelling.find(&text));
            for span in found.into_iter().flatten() {
                prop_assert!(text.get(span.range()).is_some_and(|written| written != name));
            }
        }
    }

    #[test]
    fn a_neighbourhood_is_counted_in_characters() {
        let text = "甲乙丙a丁戊";
        let near = |start, end, reach| &text[around(text, Span { start, end }, reach).range()];
        assert_eq!(near(6, 9, 1), "乙丙a");
        assert_eq!(near(6, 9, 0), "丙");
        assert_eq!(near(6, 9, 9), text);
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

    #[test]
    fn a_set_leaves_out_what_it_has_not() {
        let set = CharSet::new(['一', 'a']);
        assert!(set.may_have('一') && set.may_have('a') && !set.may_have('二'));
    }

    #[test]
    fn a_text_longer_than_any_denial_says_something() {
        let denial = |count: usize| "没有未完成".to_owned() + &"，".repeat(count - 5);
        assert!(denies_what_is_unmet(&denial(60)));
        assert!(!denies_what_is_unmet(&denial(61)) && !denies_what_is_unmet(&denial(62)));
    }

    #[test]
    fn only_brackets_around_the_whole_are_taken_off() {
        assert_eq!(bare("（无。）"), "无");
        assert_eq!(bare("（无）或（有）"), "（无）或（有）");
    }
}
