//! 公开版: a document without what may not be published with it. Telephone numbers are
//! masked wherever they stand; the persons' names are by choice.
//!
//! The exported file carries no draft: the draft has everything that was masked, and a masked
//! draft, opened again, would look like one with mistakes.

use std::collections::BTreeSet;

use crate::chart::Bar;
use crate::document::{Block, Document, State};
use crate::field::value::is_invisible;
use crate::field::Kind;
use crate::place::Span;

/// How a document is made fit for publication.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Public {
    /// Whether the names of 项目负责人, 填报人 and 财务负责人 stay; else `周明` is `周某`.
    pub show_names: bool,
}

impl Public {
    /// The document as it may be published.
    pub fn of(self, document: Document) -> Document {
        let mut document = Document {
            carries_draft: false,
            ..document
        };
        let names = std::mem::take(&mut document.names);
        if !self.show_names {
            hide_names(&mut document, &names);
        }
        document.title = masked(&document.title, false);
        let mut before = String::new();
        for run in document.runs_mut() {
            let is_phone = run
                .place
                .as_ref()
                .is_some_and(|place| place.field.spec().kind == Kind::Phone);
            if is_phone && run.state != State::Missing {
                run.text = masked_phone_field(&run.text);
            } else {
                run.text = masked(&run.text, ends_in_cue(&before));
            }
            before.clone_from(&run.text);
        }
        document.blocks.iter_mut().for_each(mask_chart);
        document
    }
}

/// What was typed as a figure may be a telephone number all the same: it has no bar then.
fn mask_chart(block: &mut Block) {
    let Block::Chart(chart) = block else {
        return;
    };
    for name in &mut chart.groups {
        *name = masked(name, false);
    }
    for bar in chart.series.iter_mut().flat_map(|series| &mut series.bars) {
        let shown = masked(&bar.text, false);
        if shown != bar.text {
            *bar = Bar {
                value: None,
                text: shown,
            };
        }
    }
}

/// Words after which a number without an area code is a telephone number.
const CUES: [&str; 6] = ["电话", "手机", "传真", "座机", "联系方式", "热线"];

/// Whether a text ends in one of [`CUES`] and no more than a colon and the like.
fn ends_in_cue(text: &str) -> bool {
    let bare = text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, '：' | ':' | '为' | '是' | '（' | '(' | '号' | '码')
    });
    CUES.iter().any(|cue| bare.ends_with(cue))
}

/// What was typed as a telephone number: masked even where it isn't a proper one, of which
/// only the first three digits stay.
pub(crate) fn masked_phone_field(text: &str) -> String {
    let known = masked(text, true);
    if known != text {
        return known;
    }
    let mut digits = 0;
    text.chars()
        .map(|c| {
            digits += usize::from(digit(c).is_some());
            match digits > 3 && digit(c).is_some() {
                true => '*',
                false => c,
            }
        })
        .collect()
}

/// A digit of any width.
fn digit(c: char) -> Option<u8> {
    match c {
        '0'..='9' => Some(c as u8 - b'0'),
        '０'..='９' => u8::try_from(c as u32 - '０' as u32).ok(),
        _ => None,
    }
}

/// The most separators between two groups: a dash with a blank on either side.
const WIDEST_GAP: usize = 3;

/// What may stand between the digits of a telephone number.
fn is_separator(c: char) -> bool {
    matches!(
        c,
        ' ' | '\u{A0}' | '\u{3000}' | '-' | '－' | '—' | '–' | '‐' | '−' | '(' | ')' | '（' | '）'
    ) || is_invisible(c)
}

/// A text with its telephone numbers masked: `138****1234`, `0898-****0000`. Everything but
/// the digits in the middle stays. `is_cued` says that what comes first is a telephone number
/// by the words before it.
fn masked(text: &str, is_cued: bool) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for number in numbers(&chars, is_cued) {
        for place in number.hidden {
            chars[place] = '*';
        }
    }
    chars.into_iter().collect()
}

/// Where telephone numbers stand in a text.
pub(crate) fn phones(text: &str) -> Vec<Span> {
    if !may_have_a_phone(text) {
        return Vec::new();
    }
    let chars: Vec<char> = text.chars().collect();
    let borders: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    let border = |at: usize| borders.get(at).copied().unwrap_or(text.len());
    numbers(&chars, false)
        .into_iter()
        .map(|number| Span {
            start: border(number.start),
            end: border(number.end),
        })
        .collect()
}

/// Whether as many digits as the shortest telephone number has stand close together: in most
/// texts they don't, and it isn't read any closer.
fn may_have_a_phone(text: &str) -> bool {
    const FEWEST: usize = 7;
    /// Separators of three bytes and a full-width digit.
    const CLOSE: usize = 3 * WIDEST_GAP + 3;
    let bytes = text.as_bytes();
    let is_digit = |at: usize| match bytes[at] {
        byte if byte.is_ascii_digit() => true,
        0xEF => matches!(bytes[at + 1..], [0xBC, 0x90..=0x99, ..]),
        _ => false,
    };
    let (mut count, mut last) = (0, 0);
    for at in (0..bytes.len()).filter(|at| is_digit(*at)) {
        count = if at - last <= CLOSE { count + 1 } else { 1 };
        last = at;
        if count == FEWEST {
            return true;
        }
    }
    false
}

fn numbers(chars: &[char], is_cued: bool) -> Vec<Number> {
    let mut numbers = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts = digit(chars[at]).is_some()
            && (at == 0 || digit(chars[at - 1]).is_none() && !chars[at - 1].is_ascii_alphabetic());
        if !starts {
            at += 1;
            continue;
        }
        let before: String = chars[at.saturating_sub(12)..at].iter().collect();
        let is_cued = match at {
            0 => is_cued,
            _ => ends_in_cue(&before),
        };
        match number_at(chars, at, is_cued) {
            Some(number) => {
                at = number.end;
                numbers.push(number);
            }
            None => {
                while chars.get(at).copied().and_then(digit).is_some() {
                    at += 1;
                }
            }
        }
    }
    numbers
}

struct Number {
    start: usize,
    /// Where the digits to be hidden stand.
    hidden: Vec<usize>,
    end: usize,
}

/// The telephone number that starts at `start`, which is a digit with none before it.
fn number_at(chars: &[char], start: usize, is_cued: bool) -> Option<Number> {
    // The digits with where they stand, and how many there are at the end of each group; no
    // number has more than four.
    let mut digits: Vec<(usize, u8)> = Vec::new();
    let mut groups: Vec<usize> = Vec::new();
    let mut at = start;
    let mut found = None;
    while groups.len() < 4 {
        let before = digits.len();
        while let Some(value) = chars.get(at).copied().and_then(digit) {
            digits.push((at, value));
            at += 1;
        }
        if digits.len() == before {
            break;
        }
        groups.push(digits.len());
        let end = at;
        if !chars.get(end).is_some_and(char::is_ascii_alphabetic) {
            let values: Vec<u8> = digits.iter().map(|(_, value)| *value).collect();
            if let Some(hidden) = hidden_digits(&values, &groups, is_cued) {
                found = Some(Number {
                    start,
                    hidden: digits[hidden].iter().map(|(place, _)| *place).collect(),
                    end,
                });
                break;
            }
        }
        let gap = chars[at..].iter().take_while(|c| is_separator(**c)).count();
        if gap == 0 || gap > WIDEST_GAP {
            break;
        }
        at += gap;
    }
    // An amount can have as many digits as a telephone number.
    found.filter(|number| !matches!(chars.get(number.end), Some('元' | '万' | '亿')) || is_cued)
}

/// Which digits of a telephone number are to be hidden; `None` for what isn't one. `groups` are
/// the groups' ends.
fn hidden_digits(digits: &[u8], groups: &[usize], is_cued: bool) -> Option<std::ops::Range<usize>> {
    let all = digits.len();
    match digits {
        [8, 6, 1, 3..=9, ..] if all == 13 && matches!(groups[0], 2 | 5 | 13) => Some(5..9),
        [1, 3..=9, ..] if all == 11 && matches!(groups[0], 3 | 4 | 7 | 11) => Some(3..7),
        [0, 1..=9, ..] => {
            // Beijing, Guangzhou, Shanghai … have two digits behind the 0.
            let code = if matches!(digits[1], 1 | 2) { 3 } else { 4 };
            let is_whole = groups[0] == code || groups.len() == 1;
            (is_whole && matches!(all.saturating_sub(code), 7 | 8)).then(|| code..all - 4)
        }
        [2..=8, ..] if is_cued && matches!(all, 7 | 8) => Some(0..all - 4),
        _ => None,
    }
}

/// The most characters of a name.
const LONGEST_NAME: usize = 12;

/// Hides the persons' names in these texts wherever they occur.
fn hide_names(document: &mut Document, texts: &[String]) {
    let names: BTreeSet<String> = texts.iter().flat_map(|text| names_in(text)).collect();
    document.title = without_names(&document.title, &names);
    for run in document.runs_mut() {
        run.text = without_names(&run.text, &names);
    }
}

/// A text with these names hidden, read once however many there are. Of two that start at the
/// same place the longer is meant: 周明 may be a part of 周明华.
fn without_names(text: &str, names: &BTreeSet<String>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8());
        let starting = ends
            .take(LONGEST_NAME)
            .filter_map(|end| names.get(&rest[..end]));
        let length = match starting.last() {
            Some(name) => {
                out += &hidden_name(name);
                name.len()
            }
            None => {
                out.push(first);
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    out
}

/// The persons' names in a text such as `周明、欧阳小明（信息科）`. A single character, and what
/// ends as the name of an office does (`信息科`), is no person's name.
fn names_in(text: &str) -> Vec<String> {
    const OFFICE: &str = "局厅院司处科室办委部队站所校会组厂行社";
    let is_han = |c: char| ('\u{3400}'..='\u{9FFF}').contains(&c) || c == '·' || c == '〇';
    text.split(|c: char| !is_han(c))
        .filter(|part| (2..=LONGEST_NAME).contains(&part.chars().count()))
        .filter(|part| part.contains('·') || part.chars().count() <= 4)
        .filter(|part| !part.ends_with(|c| OFFICE.contains(c)))
        .map(str::to_owned)
        .collect()
}

/// 周明 → 周某; 欧阳小明 → 欧阳某.
fn hidden_name(name: &str) -> String {
    const DOUBLE: [&str; 12] = [
        "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒",
        "夏侯",
    ];
    let is_double = |surname: &&&str| name.starts_with(**surname) && name.chars().count() > 2;
    let surname = match DOUBLE.iter().find(is_double) {
        Some(surname) => (*surname).to_owned(),
        None => name.chars().take(1).collect(),
    };
    surname + "某"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::sample::sample;
    use crate::{export, Subject};

    #[test]
    fn a_telephone_number_is_masked_in_every_usual_writing() {
        for (text, expected) in [
            ("13800138000", "138****8000"),
            ("联系电话：13800138000。", "联系电话：138****8000。"),
            ("138-0013-8000", "138-****-8000"),
            ("138 0013 8000", "138 **** 8000"),
            ("1380 0138 000", "138* ***8 000"),
            ("１３８００１３８０００", "１３８****８０００"),
            ("138\u{200B}00138000", "138\u{200B}****8000"),
            ("+8613800138000", "+86138****8000"),
            ("+86 138 0013 8000", "+86 138 **** 8000"),
            ("0898-68720000", "0898-****0000"),
            ("（0898）68720000", "（0898）****0000"),
            ("0898 6872 0000", "0898 **** 0000"),
            ("089868720000", "0898****0000"),
            ("010-66550000", "010-****0000"),
            ("0898-6872000-801", "0898-***2000-801"),
            ("13800138000、13900139000", "138****8000、139****9000"),
            ("电话68720000，传真：6872000", "电话****0000，传真：***2000"),
            ("0898 - 68720000", "0898 - ****0000"),
            ("138 — 0013 — 8000", "138 — **** — 8000"),
            ("１３８　－　００１３８０００", "１３８　－　****８０００"),
        ] {
            assert_eq!(masked(text, false), expected, "{text}");
            assert!(!phones(text).is_empty(), "{text}");
        }
    }

    #[test]
    fn what_is_no_telephone_number_stays() {
        for text in [
            "18388700元",
            "13800138000元",
            "13,800,138,000.00",
            "46000021T000000002749-学生事务补助",
            "2022年7月7日",
            "2022-07-07",
            "琼财预〔2021〕10号",
            "460000202107071234",
            "68720000",
            "0.73",
            "19.73%",
            "000000002749",
            "编号A13800138000",
            "13800138000X",
            "138 年度 00138000",
            "138    00138000",
            "138 00 13 80 00",
        ] {
            assert_eq!(masked(text, false), text);
            assert_eq!(phones(text), [], "{text}");
        }
    }

    #[test]
    fn what_was_typed_as_a_telephone_number_is_masked_even_where_it_is_none() {
        assert_eq!(masked_phone_field("1380013800"), "138*******");
        assert_eq!(masked_phone_field("68720000"), "****0000");
        assert_eq!(masked_phone_field("138.0013.8000"), "138.****.****");
        assert_eq!(masked_phone_field("周明"), "周明");
        let html = exported(&[(Field::Phone, "1380013800")], Public { show_names: true });
        assert!(html.contains("138*******") && !html.contains("1380013800"));
    }

    #[test]
    fn a_name_of_two_characters_keeps_one() {
        assert_eq!(hidden_name("东方"), "东某");
        assert_eq!(hidden_name("东方明"), "东方某");
        assert_eq!(hidden_name("周明"), "周某");
    }

    fn exported(set: &[(Field, &str)], public: Public) -> String {
        let mut draft = sample();
        for (field, text) in set {
            draft.set(*field, *text);
        }
        let subject = Subject::of(&draft, None);
        let mut all = String::new();
        for edition in crate::Edition::ALL {
            let document = public.of(subject.edition(edition));
            for format in export::FORMATS {
                all += &String::from_utf8((format.write)(&document, &draft)).unwrap();
            }
        }
        all
    }

    #[test]
    fn no_format_of_any_edition_has_a_number_that_was_typed_anywhere() {
        let numbers = [
            (Field::Phone, "13812345678"),
            (Field::ReporterPhone, "0898-68729999"),
            (Field::Title, "报告 13812345671"),
            (Field::Experience, "联系人手机138 1234 5672"),
            (Field::GoalsMet, "一。\n电话6872 9998"),
            (Field::ProjectName, "项目13812345673"),
        ];
        let all = exported(&numbers, Public { show_names: true });
        for number in ["1234", "6872"] {
            assert!(!all.contains(number), "{number} is still there");
        }
        assert!(!all.contains(export::html::DRAFT_ID));
        assert!(all.contains("138****5678") && all.contains("0898-****9999"));
    }

    #[test]
    fn of_two_names_at_one_place_the_longer_is_hidden() {
        let names = names_in("周明、周明华、欧阳·明");
        let names = BTreeSet::from_iter(names);
        assert_eq!(
            without_names("周明华同周明、周明军；欧阳·明。周某", &names),
            "周某同周某、周某军；欧阳某。周某"
        );
    }

    #[test]
    fn names_are_hidden_wherever_they_occur_or_stay() {
        let names = [
            (Field::ProjectLeader, "周大明、欧阳小明（信息科）"),
            (Field::Reporter, "王五"),
            (
                Field::Management,
                "由欧阳小明同志负责，信息科配合，王五填报。",
            ),
        ];
        let shown = exported(&names, Public { show_names: true });
        assert!(shown.contains("周大明、欧阳小明（信息科）"));
        let hidden = exported(&names, Public { show_names: false });
        assert!(hidden.contains("周某、欧阳某（信息科）"));
        assert!(hidden.contains("由欧阳某同志负责，信息科配合，王某填报。"));
        for name in ["大明", "小明", "王五"] {
            assert!(!hidden.contains(name), "{name} is still there");
        }
    }

    #[test]
    fn only_texts_with_digits_close_together_are_read_for_telephone_numbers() {
        for text in ["13800138000", "１３８００１３", "138    0013", "1380013"] {
            assert!(may_have_a_phone(text), "{text}");
        }
        for text in [
            "",
            "138001",
            "，，，，，，，，，，",
            "１２３４５６",
            "一二三四五六七",
            "138 由专人负责的 0013",
        ] {
            assert!(!may_have_a_phone(text), "{text}");
        }
    }
}
