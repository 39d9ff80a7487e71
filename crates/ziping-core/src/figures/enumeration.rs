//! Enumerators (序号) such as （一）、1.、①, and where their order breaks.

use super::number::{chinese_number, Char, Number};
use super::{Mention, Quantity};
use crate::field::value::trim;
use crate::place::Span;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Enumerator {
    pub value: u32,
    pub style: Style,
    /// The bytes of the number itself.
    pub number: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Style {
    /// `一、`
    Chinese,
    /// `（一）`
    ChineseInBrackets,
    /// `1.` and `1、`
    Arabic,
    /// `（1）`
    ArabicInBrackets,
    /// `①`
    Circled,
    /// `一是`
    Spoken,
}

/// No enumeration of a report goes further; a larger number is a figure.
const LARGEST: u32 = 50;

/// The enumerator that starts here, and where it ends.
pub fn enumerator(chars: &[Char], at: usize) -> Option<(usize, Enumerator)> {
    numbered(chars, at).or_else(|| spoken(chars, at))
}

/// `一是完成验收二是投入使用`: anywhere in a sentence.
fn spoken(chars: &[Char], at: usize) -> Option<(usize, Enumerator)> {
    /// What makes other words of it: 唯一是, 之一是, 统一是, 第一是, 周二是.
    const OF_WORDS: &str = "唯之统单专同第周期初月";
    /// 四十九是; looked for first, since most numbers of a text are none of these.
    const LONGEST: usize = 4;
    let mut ahead = chars[at..].iter().take(LONGEST);
    let before = at.checked_sub(1).map(|before| chars[before].1);
    if !ahead.any(|(_, c)| *c == '是') || before.is_some_and(|c| OF_WORDS.contains(c)) {
        return None;
    }
    let number = chinese_number(chars, at)?;
    let value = number
        .whole()
        .filter(|value| (1..=LARGEST).contains(value))?;
    let (end, closing) = *chars.get(number.end)?;
    let span = Span {
        start: chars[at].0,
        end,
    };
    let enumerator = Enumerator {
        value,
        style: Style::Spoken,
        number: span,
    };
    (closing == '是').then_some((number.end + 1, enumerator))
}

fn numbered(chars: &[Char], at: usize) -> Option<(usize, Enumerator)> {
    let (start, first) = chars[at];
    let start_of_line = is_start_of_line(chars, at);
    if !start_of_line && !is_after_a_mark(chars, at, first) {
        return None;
    }
    let byte = |at: usize| chars.get(at).map(|(byte, _)| *byte);
    if ('①'..='⑳').contains(&first) {
        let value = first as u32 - '①' as u32 + 1;
        let number = Span {
            start,
            end: start + first.len_utf8(),
        };
        let style = Style::Circled;
        return Some((
            at + 1,
            Enumerator {
                value,
                style,
                number,
            },
        ));
    }
    let is_bracket = matches!(first, '（' | '(');
    let digits = at + usize::from(is_bracket);
    let (value, end, is_arabic) = match Number::read(chars, digits) {
        Some(number) => (
            whole(chars, digits)?,
            plain_end(chars, digits, number.end),
            true,
        ),
        None => {
            let number = chinese_number(chars, digits)?;
            (number.whole()?, number.end, false)
        }
    };
    let closing = chars.get(end)?.1;
    let is_closed = match (is_bracket, closing) {
        (true, '）' | ')') => true,
        (false, '、') => !goes_on(chars, end + 1, is_arabic),
        (false, '.' | '．') => is_arabic && !goes_on(chars, end + 1, true),
        _ => false,
    };
    if !is_closed || !(1..=LARGEST).contains(&value) {
        return None;
    }
    let style = match (is_bracket, is_arabic) {
        (true, true) => Style::ArabicInBrackets,
        (true, false) => Style::ChineseInBrackets,
        (false, true) => Style::Arabic,
        (false, false) => Style::Chinese,
    };
    let number = Span {
        start: byte(digits)?,
        end: byte(end)?,
    };
    Some((
        end + 1,
        Enumerator {
            value,
            style,
            number,
        },
    ))
}

/// The one or two digits that an enumerator has; `1` of `1.2021年`.
fn whole(chars: &[Char], at: usize) -> Option<u32> {
    let end = plain_end(chars, at, at + 3);
    let digits: String = chars[at..end]
        .iter()
        .filter_map(|(_, c)| super::half_width_digit(*c))
        .collect();
    digits.parse().ok().filter(|_| end - at <= 2)
}

fn plain_end(chars: &[Char], at: usize, most: usize) -> usize {
    let is_digit = |at: &usize| {
        let c = chars.get(*at).map(|(_, c)| *c);
        c.and_then(super::half_width_digit).is_some()
    };
    at + (at..most).take_while(is_digit).count()
}

/// Whether a number goes on here: `1.5`, `3、4号楼`, `一、二级`. A year is a new start.
fn goes_on(chars: &[Char], at: usize, is_arabic: bool) -> bool {
    if !is_arabic {
        return chinese_number(chars, at).is_some();
    }
    let digits = plain_end(chars, at, at + 5) - at;
    let is_year = digits == 4 && chars.get(at + 4).is_some_and(|(_, c)| *c == '年');
    digits > 0 && !is_year
}

fn is_start_of_line(chars: &[Char], at: usize) -> bool {
    let before = chars[..at]
        .iter()
        .rev()
        .find(|(_, c)| *c == '\n' || !c.is_whitespace());
    before.is_none_or(|(_, c)| *c == '\n')
}

fn is_after_a_mark(chars: &[Char], at: usize, first: char) -> bool {
    let before = at.checked_sub(1).map(|before| chars[before].1);
    before.is_none_or(|before| follows(before, first))
}

fn follows(before: char, first: char) -> bool {
    let is_mark = matches!(before, '。' | '；' | ';' | '：' | ':' | '！' | '？');
    // `1.项目主要内容 2.资金`
    let is_space = before.is_whitespace() && super::half_width_digit(first).is_some();
    let is_comma = before == '，' && matches!(first, '（' | '(' | '①'..='⑳');
    is_mark || is_space || is_comma
}

/// An enumerator that doesn't follow its predecessor.
#[derive(Debug, PartialEq, Eq)]
pub struct Break {
    /// The index of the mention.
    pub mention: usize,
    pub fault: Fault,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Fault {
    /// （4） after （三）: another style, in sequence with this one.
    OtherStyle(Style),
    /// 2 without a 1 before it.
    NoFirst,
    /// The predecessor's number again.
    Repeated,
    /// A number is left out.
    Gap { expected: u32 },
}

/// Where the enumerations of a text break. A list starts with 1, anywhere; lists may be
/// nested in one another, in any styles.
pub fn breaks(text: &str, mentions: &[Mention]) -> Vec<Break> {
    let list: Vec<(usize, &Enumerator)> = mentions
        .iter()
        .enumerate()
        .filter_map(|(i, mention)| match &mention.quantity {
            Quantity::Enumerator(enumerator) => Some((i, enumerator)),
            _ => None,
        })
        .collect();
    let mut last: [Option<u32>; 6] = [None; 6];
    // After a repeated number the next may be counted with or without it.
    let mut is_late = [false; 6];
    let mut previous: Option<(Style, u32)> = None;
    let mut breaks = Vec::new();
    for (n, (mention, enumerator)) in list.iter().enumerate() {
        let (value, mut style) = (enumerator.value, enumerator.style);
        let before = last[style as usize];
        let is_next =
            |before| value == before + 1 || (is_late[style as usize] && value == before + 2);
        let is_in_order = value == 1 || before.is_some_and(is_next);
        let mut is_repeated = false;
        let mut is_listed = is_in_order;
        if !is_in_order {
            let other = previous.filter(|(other, at)| {
                *other != style && is_bracketed(*other) && is_bracketed(style) && at + 1 == value
            });
            let goes_on = || {
                let mut rest = list[n + 1..].iter();
                rest.find(|(_, next)| next.style == style)
                    .is_some_and(|(_, next)| next.value == value + 1)
            };
            let fault = match (other, before) {
                (Some((other, _)), _) => Some(Fault::OtherStyle(other)),
                // What a text starts with is no reference.
                (None, None) => {
                    let starts = starts_text(text, &mentions[*mention]);
                    (starts || value == 2 && goes_on()).then_some(Fault::NoFirst)
                }
                (None, Some(before)) if value == before => Some(Fault::Repeated),
                (None, Some(before)) if value > before => Some(Fault::Gap {
                    expected: before + 1,
                }),
                // Back to an earlier number: more likely a reference than a slip.
                _ => None,
            };
            is_repeated = fault == Some(Fault::Repeated);
            is_listed = fault.is_some();
            if let Some(Fault::OtherStyle(meant)) = fault {
                style = meant;
            }
            breaks.extend(fault.map(|fault| Break {
                mention: *mention,
                fault,
            }));
        }
        // What starts nowhere is no list: a reference, or a figure.
        last[style as usize] = is_listed.then_some(value);
        is_late[style as usize] = is_repeated;
        previous = Some((style, value));
    }
    breaks
}

/// Whether a text starts with an enumerator, and says something after it.
fn starts_text(text: &str, mention: &Mention) -> bool {
    trim(&text[..mention.span.start]).is_empty() && !trim(&text[mention.span.end..]).is_empty()
}

fn is_bracketed(style: Style) -> bool {
    matches!(style, Style::ChineseInBrackets | Style::ArabicInBrackets)
}

/// The mentions to renumber, each by one more, so that a repeated number is none; nothing
/// where the rest of the list is in no order either.
pub fn renumbered(mentions: &[Mention], repeated: usize) -> Option<Vec<&Enumerator>> {
    let mut out: Vec<&Enumerator> = Vec::new();
    for mention in &mentions[repeated..] {
        let Quantity::Enumerator(next) = &mention.quantity else {
            continue;
        };
        match out.last() {
            None => out.push(next),
            Some(last) if next.style != last.style => {}
            Some(last) if next.value == last.value + 1 => out.push(next),
            Some(last) if next.value == 1 || next.value == last.value + 2 => break,
            Some(_) => return None,
        }
    }
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::super::find;
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let mentions = find(text);
        breaks(text, &mentions)
            .iter()
            .map(|found| {
                let span = mentions[found.mention].span;
                format!("{} {:?}", &text[span.range()], found.fault)
            })
            .collect()
    }

    #[test]
    fn a_list_in_order_is_left_alone() {
        for text in [
            "（一）甲；（二）乙；（三）丙。",
            "（一）甲：1.子；2.丑。（二）乙：1.寅；2.卯。",
            "（一）甲：（1）子；（2）丑；（3）寅。（二）乙：（4）卯。",
            "1、2021年完成。\n2、2022年完成。",
            "见（2）款，按第（三）项。3、4号楼",
            "（2）",
            "2.5公里道路，3、4号楼",
            "2、3号泵站维修",
            "2021年完成。",
            "5·12防灾减灾日",
            "2、1234元",
            "见表2.甲，见表3.乙。",
            "1.甲\n2.乙\n3.丙\n2.丁",
            "1.甲\n二、乙",
            "（一）甲\n二、乙",
            "一、甲\n（二）乙",
        ] {
            assert_eq!(faults(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn every_kind_of_break_is_found() {
        assert_eq!(
            faults("（一）甲。（二）乙。（三）丙。（4）丁。（五）戊。"),
            ["（4） OtherStyle(ChineseInBrackets)"]
        );
        assert_eq!(faults("(2)乙；(3)丙"), ["(2) NoFirst"]);
        assert_eq!(faults(" (2)带动就业。"), ["(2) NoFirst"]);
        assert_eq!(faults("三、带动就业。\n四、增收。"), ["三、 NoFirst"]);
        assert_eq!(faults("1.甲\n2.乙\n2.丙\n3.丁"), ["2. Repeated"]);
        assert_eq!(faults("1.甲\n2.乙\n3.丙\n3.丁\n5.戊"), ["3. Repeated"]);
        assert_eq!(
            faults("1、2021年完成。\n3、2022年完成。"),
            ["3、 Gap { expected: 2 }"]
        );
        assert_eq!(faults("①甲；②乙；④丁"), ["④ Gap { expected: 3 }"]);
        assert_eq!(faults("一、甲\n三、丙"), ["三、 Gap { expected: 2 }"]);
    }

    #[test]
    fn what_follows_a_repeated_number_is_renumbered_up_to_the_next_list() {
        let renumbered = |text: &str| {
            let mentions = find(text);
            let found = breaks(text, &mentions);
            let numbers = renumbered(&mentions, found[0].mention)?;
            Some(
                numbers
                    .iter()
                    .map(|found| found.value)
                    .collect::<Vec<u32>>(),
            )
        };
        assert_eq!(renumbered("1.甲\n2.乙\n2.丙\n3.丁"), Some(vec![2, 3]));
        assert_eq!(
            renumbered("1.甲\n2.乙\n2.丙：（1）子；（2）丑。\n3.丁"),
            Some(vec![2, 3])
        );
        assert_eq!(
            renumbered("1.甲\n2.乙\n2.支出10万元\n3.丁"),
            Some(vec![2, 3])
        );
        for next in ["1.丁", "4.丁"] {
            let text = format!("1.甲\n2.乙\n2.丙\n{next}");
            assert_eq!(renumbered(&text), Some(vec![2]), "{next}");
        }
        assert_eq!(renumbered("1.甲\n2.乙\n3.丙\n3.丁\n5.戊"), Some(vec![3]));
        assert_eq!(renumbered("1.甲\n2.乙\n2.丙\n7.丁"), None);
    }
}
