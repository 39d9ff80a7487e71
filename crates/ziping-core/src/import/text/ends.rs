//! What stands before the first heading and after the last one: the title and the 落款.

use std::ops::Range;

use super::fold::{folded, Folded};
use super::line::{trimmed, Line};
use crate::document::DRAFT_MARK;
use crate::field::value::{Date, Fault, Reading};
use crate::field::Field;
use crate::report::missing_text;

/// What a title says.
const TITLE_WORDS: &[&str] = &["自评报告", "自評報告", "绩效评价报告"];
/// Second lines of titles that have two.
const SECOND_LINES: &[&str] = &[
    "项目绩效自评报告",
    "项目支出绩效自评报告",
    "绩效自评报告",
    "支出绩效自评报告",
];
/// What may stand before the unit and the date of a 落款, with a colon: `单位（盖章）：某局`.
pub(super) const UNIT_LABELS: &[&str] = &[
    "单位",
    "单位名称",
    "填报单位",
    "报告单位",
    "编制单位",
    "落款单位",
];
pub(super) const DATE_LABELS: &[&str] = &[
    "日期",
    "填报日期",
    "填报时间",
    "填表日期",
    "报告日期",
    "报告时间",
    "编制日期",
    "落款日期",
    "落款时间",
];
/// What may stand between such a label and its colon.
pub(super) const SEALS: &[&str] = &["", "(盖章)", "(公章)", "(签章)"];
/// The longest title and the longest 落款单位, in characters.
const LONGEST: usize = 80;
/// Lines of at least this many characters after a date are text, so that it is no 落款.
const LONG_LINE: usize = 30;

/// The lines of the title; they follow each other but for blank ones.
#[derive(Debug, Default)]
pub(super) struct Top {
    /// The line of the draft mark, which is the template's own.
    pub(super) mark: Option<usize>,
    pub(super) title: Vec<usize>,
}

/// The first heading, or the first label where there is no heading.
pub(super) fn first_known(lines: &[Line]) -> Option<usize> {
    let heading = lines.iter().position(Line::is_heading);
    heading.or_else(|| lines.iter().position(Line::is_label))
}

/// Finds the title in the lines before the first heading or label. `is_open` says that
/// there is neither: the text is no report, so one line is no title by itself.
pub(super) fn top(lines: &[Line], is_open: bool) -> Top {
    let is_words = |line: &Line| !line.is_blank() && !line.is_label();
    let mut filled = (0..lines.len()).filter(|i| is_words(&lines[*i])).peekable();
    let mark = filled.next_if(|i| is_mark(&lines[*i].folded));
    let filled: Vec<usize> = filled.collect();
    let says_so = |i: &&usize| is_title(&lines[**i].folded);
    let found = match is_open {
        true => filled.iter().position(|i| says_so(&i)),
        false => filled.iter().rposition(|i| says_so(&i)),
    };
    let title = match (found, &filled[..]) {
        (Some(at), _) => match at.checked_sub(1).map(|before| filled[before]) {
            Some(first) if is_two_lines(&lines[first].folded, &lines[filled[at]].folded) => {
                vec![first, filled[at]]
            }
            _ => vec![filled[at]],
        },
        (None, [only]) if !is_open && is_phrase(&lines[*only].folded) => vec![*only],
        _ => Vec::new(),
    };
    Top { mark, title }
}

/// 草稿（有 3 处错误未处理）
fn is_mark(line: &Folded) -> bool {
    let [before, after] = DRAFT_MARK.map(folded);
    line.chars
        .strip_prefix(&before[..])
        .and_then(|rest| rest.strip_suffix(&after[..]))
        .is_some_and(|count| count.iter().all(char::is_ascii_digit))
}

fn is_title(line: &Folded) -> bool {
    let says = |words: &&str| line.find(0..line.len(), &folded(words)).is_some();
    is_phrase(line) && TITLE_WORDS.iter().any(says)
}

/// Not a sentence.
fn is_phrase(line: &Folded) -> bool {
    line.len() <= LONGEST
        && !line.chars.contains(&'。')
        && !matches!(line.chars.last(), Some(':' | ';'))
}

/// `某局2023年度某项目` above `项目绩效自评报告`.
fn is_two_lines(first: &Folded, second: &Folded) -> bool {
    let is_second = SECOND_LINES.iter().any(|words| second.is(&folded(words)));
    let has_year = |chars: &[char]| chars[..4].iter().all(char::is_ascii_digit) && chars[4] == '年';
    is_second && is_phrase(first) && first.chars.windows(5).any(has_year)
}

/// The 落款: where it starts, and its parts.
#[derive(Debug)]
pub(super) struct Signature {
    /// Its first line.
    pub(super) start: usize,
    /// The line after its last.
    pub(super) end: usize,
    pub(super) unit: Option<Range<usize>>,
    pub(super) date: Range<usize>,
}

/// Finds the 落款 after the last heading (or label, where there is none): the last line that is a date, and the
/// short line before it. What comes after is no text of the report.
pub(super) fn signature(source: &str, lines: &[Line]) -> Option<Signature> {
    let last = lines.iter().rposition(Line::is_heading);
    let last = last.or_else(|| lines.iter().rposition(Line::is_label));
    let from = last.map_or(0, |at| at + 1);
    let filled: Vec<usize> = (from..lines.len())
        .filter(|i| !lines[*i].is_blank())
        .collect();
    if let Some(exported) = exported_signature(source, lines, &filled, from) {
        return Some(exported);
    }
    for (n, at) in filled.iter().enumerate().rev() {
        if let Some(signature) = signature_at(source, lines, &filled[..n], *at) {
            return Some(signature);
        }
        if is_text(&lines[*at].folded) {
            return None;
        }
    }
    None
}

/// As our own export writes it: a blank line and two lines at the end.
fn exported_signature(
    source: &str,
    lines: &[Line],
    filled: &[usize],
    from: usize,
) -> Option<Signature> {
    let [.., unit, date] = filled else {
        return None;
    };
    let is_apart = unit
        .checked_sub(1)
        .is_some_and(|before| before >= from && lines[before].is_blank() && *date == unit + 1);
    let text = trimmed(source, lines[*date].range.clone());
    let text = unlabelled(source, text, DATE_LABELS);
    let is_date = is_date(&source[text.clone()]) || is_date_like(&lines[*date].folded);
    (is_apart && is_date && is_phrase(&lines[*unit].folded)).then(|| Signature {
        start: *unit,
        end: date + 1,
        unit: Some(unit_of(source, lines[*unit].range.clone())),
        date: text,
    })
}

/// The signature that ends with this line, if it is a date or ends with one.
fn signature_at(source: &str, lines: &[Line], before: &[usize], at: usize) -> Option<Signature> {
    let line = trimmed(source, lines[at].range.clone());
    let date = unlabelled(source, line.clone(), DATE_LABELS);
    if is_date(&source[date.clone()]) {
        let unit = before.last().filter(|unit| is_unit(&lines[**unit].folded));
        return Some(Signature {
            start: unit.copied().unwrap_or(at),
            end: at + 1,
            unit: unit.map(|unit| unit_of(source, lines[*unit].range.clone())),
            date,
        });
    }
    let gap = source[line.clone()].rfind(char::is_whitespace)?;
    let unit = unit_of(source, line.start..line.start + gap);
    let date = trimmed(source, line.start + gap..line.end);
    let date = unlabelled(source, date, DATE_LABELS);
    let is_one = is_date(&source[date.clone()]) && is_unit(&Folded::of(source, unit.clone()));
    is_one.then_some(Signature {
        start: at,
        end: at + 1,
        unit: Some(unit),
        date,
    })
}

fn unit_of(source: &str, range: Range<usize>) -> Range<usize> {
    unlabelled(source, trimmed(source, range), UNIT_LABELS)
}

/// A text without the label before it, if that is one of these and something follows.
fn unlabelled(source: &str, range: Range<usize>, labels: &[&str]) -> Range<usize> {
    const LONGEST: usize = 12;
    let line = Folded::of(source, range.clone());
    let colon = line.chars.iter().take(LONGEST).position(|c| *c == ':');
    let Some(colon) = colon.filter(|colon| colon + 1 < line.len()) else {
        return range;
    };
    let is_label = |label: &&str| {
        let rest = line.chars[..colon].strip_prefix(&folded(label)[..]);
        rest.is_some_and(|rest| SEALS.iter().any(|seal| folded(seal) == rest))
    };
    match labels.iter().any(is_label) {
        true => line.bytes(colon + 1..line.len()),
        false => range,
    }
}

/// Whether a text is a date, of a day that may not exist.
fn is_date(text: &str) -> bool {
    // A date is short; reading a longer one costs time for nothing.
    const LONGEST_DATE: usize = 60;
    text == missing_text(Field::SignatureDate)
        || text.len() <= LONGEST_DATE
            && match Date::read(text) {
                Reading::Unreadable(why) => why.fault == Fault::NoSuchDay,
                date => date.value().is_some(),
            }
}

/// Whether a line in the place of a date is meant as one.
fn is_date_like(line: &Folded) -> bool {
    let digits = line.chars.iter().filter(|c| c.is_ascii_digit()).count();
    line.len() <= 20 && (digits >= 4 || line.chars.contains(&'年'))
}

/// Whether a line may be a 落款单位.
fn is_unit(line: &Folded) -> bool {
    is_phrase(line) && !line.chars.contains(&';')
}

/// Whether a line is a paragraph of the report.
fn is_text(line: &Folded) -> bool {
    line.len() >= LONG_LINE && line.chars.contains(&'。')
}

#[cfg(test)]
mod tests {
    use super::super::template::Template;
    use super::*;
    use crate::import::text::line::lines;

    fn signed(source: &str) -> Option<(Option<&str>, &str)> {
        let lines = lines(source, Template::get());
        let found = signature(source, &lines)?;
        Some((found.unit.map(|unit| &source[unit]), &source[found.date]))
    }

    #[test]
    fn the_signature_is_found_where_it_stands() {
        let some = Some((Some("某局"), "2022年7月7日"));
        assert_eq!(
            signed("（二）项目管理情况\n好。\n\n  某局\n2022年7月7日\n\n"),
            some
        );
        assert_eq!(signed("（二）项目管理情况\n好。\n某局  2022年7月7日"), some);
        assert_eq!(
            signed("（二）项目管理情况\n某局\n\n2022年7月7日\n上一篇：无\n版权所有"),
            some
        );
        assert_eq!(
            signed("（二）项目管理情况\n好。\n2022-07-07"),
            Some((None, "2022-07-07"))
        );
        let text = "后来我们按照合同约定的进度组织了验收，资料已经齐备，款项已经付清。";
        assert_eq!(
            signed(&format!("（二）项目管理情况\n2022-07-07\n{text}")),
            None
        );
        assert_eq!(signed("2022年7月7日\n（二）项目管理情况\n好"), None);
    }

    #[test]
    fn the_labels_of_a_signature_are_no_part_of_it() {
        let some = Some((Some("某局"), "2024年3月12日"));
        for text in [
            "单位（盖章）：某局\n日期：2024年3月12日",
            "好。\n\n填报单位：某局\n填报日期：2024年3月12日",
            "报告单位：某局\n报告时间：2024年3月12日",
            "落款单位: 某局\n\n落款日期: 2024年3月12日",
            "单位名称（公章）：某局\n2024年3月12日",
            "填报单位：某局　填报日期：2024年3月12日",
        ] {
            assert_eq!(
                signed(&format!("（二）项目管理情况\n{text}")),
                some,
                "{text}"
            );
        }
        for (text, unit) in [
            ("抄送：某局", "抄送：某局"),
            ("单位简称：某局", "单位简称：某局"),
            ("单位：", "单位："),
        ] {
            let source = format!("（二）项目管理情况\n好\n{text}\n2024年3月12日");
            let is_phrase = !text.ends_with('：');
            let unit = is_phrase.then_some(unit);
            assert_eq!(signed(&source), Some((unit, "2024年3月12日")), "{text}");
        }
    }

    #[test]
    fn what_stands_before_the_date_is_a_unit_and_what_comes_after_is_no_text() {
        let found = |text: &str| {
            let source = format!("（二）项目管理情况\n{text}");
            signed(&source).map(|(unit, date)| (unit.map(str::to_owned), date.to_owned()))
        };
        let some =
            |unit: Option<&str>, date: &str| Some((unit.map(str::to_owned), date.to_owned()));
        // Our own export keeps what was typed in the place of the date.
        assert_eq!(
            found("好。\n\n某局\n2022年某月"),
            some(Some("某局"), "2022年某月")
        );
        assert_eq!(
            found("好。\n\n某局\n20220707日"),
            some(Some("某局"), "20220707日")
        );
        for none in [
            "好。\n\n某局\n甲乙",
            "好。\n\n某局\n7月7日",
            "好。\n某局\n2022年某月",
            "好。\n\n某局\n\n2022年某月",
        ] {
            assert_eq!(found(none), None, "{none}");
        }
        let date = "2022年7月7日";
        assert_eq!(found(&format!("甲；乙\n{date}")), some(None, date));
        assert_eq!(found(&format!("好。\n\n甲；\n{date}")), some(None, date));
        assert_eq!(found(&format!("甲；乙 {date}")), None);
        // A short sentence, or a long line that is none, is the web page's.
        let footer = "版权所有".repeat(LONG_LINE / 4 + 1);
        for after in ["好。", &footer] {
            assert_eq!(
                found(&format!("{date}\n{after}")),
                some(None, date),
                "{after}"
            );
        }
    }

    fn title(source: &str) -> Vec<usize> {
        let lines = lines(source, Template::get());
        let end = first_known(&lines);
        top(&lines[..end.unwrap_or(lines.len())], end.is_none()).title
    }

    #[test]
    fn the_title_is_found_among_what_stands_before() {
        let chapter = "\n一、项目概况\n";
        let found = |text: &str| title(&(text.to_owned() + chapter));
        assert_eq!(
            found("首页\n某局自评报告\n0/200\n某局项目绩效自评报告(三期)\n来源：某网"),
            [3]
        );
        assert_eq!(found("某局2023年度某系统\n项目绩效自评报告\n"), [0, 1]);
        assert_eq!(found("政务公开\n项目绩效自评报告\n"), [1]);
        assert_eq!(found("某局某某年度某系统\n项目绩效自评报告\n"), [1]);
        assert_eq!(found("某局2023年度如下：\n项目绩效自评报告\n"), [1]);
        assert_eq!(found("草稿（有 3 处错误未处理）\n某某\n"), [1]);
        assert_eq!(found("为做好绩效自评，现将情况汇报如下：\n"), [0usize; 0]);
        assert_eq!(title("文字"), [0usize; 0]);
        assert_eq!(title("文字\n某局自评报告\n文字"), [1]);
    }
}
