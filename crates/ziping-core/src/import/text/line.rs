//! The source as lines, each with what it starts with.

use std::ops::Range;

use super::fold::Folded;
use super::template::{number_at, HeadingHit, Hit, Template};
use crate::field::value::is_invisible;

#[derive(Debug)]
pub(super) struct Line {
    /// The bytes, without the line break.
    pub(super) range: Range<usize>,
    pub(super) folded: Folded,
    /// The characters of conversion residue before the heading or the label.
    pub(super) residue: usize,
    pub(super) start: Start,
}

#[derive(Clone, Debug)]
pub(super) enum Start {
    Heading(HeadingHit),
    Label(Hit),
    /// Words of no meaning here.
    Words,
}

impl Line {
    pub(super) fn is_blank(&self) -> bool {
        self.folded.len() == 0
    }

    pub(super) fn is_heading(&self) -> bool {
        matches!(self.start, Start::Heading(_))
    }

    pub(super) fn is_label(&self) -> bool {
        matches!(self.start, Start::Label(_))
    }

    fn of(source: &str, range: Range<usize>, template: &Template) -> Line {
        let folded = Folded::of(source, range.clone());
        let residue = residue(&folded);
        let start = match template.heading_at(&folded, residue) {
            Some(hit) => Start::Heading(hit),
            None => {
                // `1.总体目标：`
                let numbered = number_at(&folded, residue).end;
                let hit = template.label_at(&folded, residue, true);
                let hit = hit.or_else(|| template.label_at(&folded, numbered, true));
                hit.map_or(Start::Words, Start::Label)
            }
        };
        Line {
            range,
            folded,
            residue,
            start,
        }
    }
}

/// The lines of a text. One where no line starts with a heading, though headings stand in
/// it, has lost its line breaks: it is broken again before them.
pub(super) fn lines(source: &str, template: &Template) -> Vec<Line> {
    let lines: Vec<Line> = line_ranges(source)
        .into_iter()
        .map(|range| Line::of(source, range, template))
        .collect();
    let lines = without_contents(source, lines);
    if lines.iter().any(Line::is_heading) {
        return lines;
    }
    lines
        .into_iter()
        .flat_map(|line| broken(source, line, template))
        .collect()
}

/// The lines without a table of contents: 目录 and the headings with their pages below it.
fn without_contents(source: &str, mut lines: Vec<Line>) -> Vec<Line> {
    let is_entry = |line: &Line| has_page(&source[trimmed(source, line.range.clone())]);
    let start = lines.iter().position(|line| line.folded.is(&['目', '录']));
    let Some(start) = start else {
        return lines;
    };
    let below = &lines[start + 1..];
    let is_one = |line: &&Line| line.is_blank() || is_entry(line);
    let count = below.iter().take_while(is_one).count();
    if below[..count].iter().any(is_entry) {
        lines.drain(start..start + 1 + count);
    }
    lines
}

/// `一、项目概况……1`: dots or white space part a heading from its page.
fn has_page(line: &str) -> bool {
    let before = line.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_gap = |c: char| c.is_whitespace() || ".．…·-—".contains(c);
    let title = before.trim_end_matches(is_gap);
    let pages = 1..=3;
    pages.contains(&(line.len() - before.len())) && title.len() < before.len() && !title.is_empty()
}

/// The bytes of each line, without its break; the breaks are those of any system.
pub(in crate::import) fn line_ranges(source: &str) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut start = 0;
    for (at, c) in source.char_indices() {
        let is_break = matches!(
            c,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}'
        );
        let is_second_half = c == '\n' && source[..at].ends_with('\r');
        if is_second_half {
            start = at + 1;
        } else if is_break {
            ranges.push(start..at);
            start = at + c.len_utf8();
        }
    }
    ranges.push(start..source.len());
    ranges
}

/// A line broken before each numbered heading, and before each label and signature that
/// white space sets apart; as it is where it holds no heading.
fn broken(source: &str, line: Line, template: &Template) -> Vec<Line> {
    let folded = &line.folded;
    let is_heading = |at: &usize| {
        let at = *at;
        let hit = template.heading_at(folded, at);
        hit.is_some_and(|hit| !hit.number.is_empty()) && folded.chars[at - 1] != '('
    };
    let headings: Vec<usize> = (1..folded.len()).filter(is_heading).collect();
    if headings.is_empty() {
        return vec![line];
    }
    let is_label =
        |at: &usize| folded.is_apart(*at) && template.label_at(folded, *at, true).is_some();
    let mut breaks = headings.clone();
    // Before the first heading stand lines of their own: the title, and the web page's.
    breaks.extend((1..headings[0]).filter(|at| folded.is_apart(*at)));
    breaks.extend((1..folded.len()).filter(is_label));
    breaks.extend(signature_breaks(folded));
    breaks.sort_unstable();
    breaks.dedup();
    let starts = breaks.iter().map(|at| folded.bytes(*at..at + 1).start);
    let mut ranges = Vec::new();
    let mut start = line.range.start;
    for next in starts {
        ranges.push(start..next);
        start = next;
    }
    ranges.push(start..line.range.end);
    ranges
        .into_iter()
        .map(|range| Line::of(source, range, template))
        .collect()
}

/// Where the last two words of a line start, if the second has a date's characters.
fn signature_breaks(folded: &Folded) -> Vec<usize> {
    let apart = (1..folded.len()).rev().filter(|at| folded.is_apart(*at));
    let last: Vec<usize> = apart.take(2).collect();
    let is_date = last
        .first()
        .is_some_and(|at| folded.chars[*at..].ends_with(&['日']) && folded.len() - at < 16);
    if is_date {
        last
    } else {
        Vec::new()
    }
}

/// What conversion leaves before a line's text: `[bookmark: _GoBack]`, `????`, the border of a
/// cell.
fn residue(folded: &Folded) -> usize {
    const BOOKMARK: [char; 9] = ['[', 'b', 'o', 'o', 'k', 'm', 'a', 'r', 'k'];
    const LONGEST_NAME: usize = 60;
    let mut at = 0;
    loop {
        let rest = &folded.chars[at..];
        match rest {
            ['?' | '|', ..] => at += 1,
            rest if rest.starts_with(&BOOKMARK) => {
                let close = rest.iter().take(LONGEST_NAME).position(|c| *c == ']');
                let Some(close) = close else { return at };
                at += close + 1;
            }
            _ => return at,
        }
    }
}

/// A range of bytes without white space and invisible characters at its ends.
pub(in crate::import) fn trimmed(source: &str, range: Range<usize>) -> Range<usize> {
    let is_space = |c: char| c.is_whitespace() || is_invisible(c);
    let text = &source[range.clone()];
    let start = range.start + (text.len() - text.trim_start_matches(is_space).len());
    let end = range.end - (text.len() - text.trim_end_matches(is_space).len());
    start..end.max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_ends_at_any_systems_break() {
        let source = "a\r\nb\rc\n\nd\u{2028}";
        let lines: Vec<&str> = line_ranges(source)
            .into_iter()
            .map(|range| &source[range])
            .collect();
        assert_eq!(lines, ["a", "b", "c", "", "d", ""]);
    }

    #[test]
    fn a_text_without_line_breaks_is_broken_before_its_headings() {
        let source = "某局自评报告 一、项目概况 （一）项目基本情况： 项目负责人为：周明 联系电话：1 四、项目绩效情况 （一）项目绩效目标完成情况 已完成。 某局 2022年7月7日";
        let template = Template::get();
        let lines: Vec<&str> = lines(source, template)
            .into_iter()
            .map(|line| source[line.range].trim())
            .collect();
        assert_eq!(
            lines,
            [
                "某局自评报告",
                "一、项目概况",
                "（一）项目基本情况：",
                "项目负责人为：周明",
                "联系电话：1",
                "四、项目绩效情况",
                "（一）项目绩效目标完成情况 已完成。",
                "某局",
                "2022年7月7日",
            ]
        );
    }

    #[test]
    fn a_table_of_contents_is_left_out() {
        let of = |source: &str| -> Vec<String> {
            let lines = lines(source, Template::get()).into_iter();
            lines.map(|line| source[line.range].to_owned()).collect()
        };
        let rest = "某局自评报告\n一、项目概况\n目录\n好 1";
        let contents = "目 录\n\n一、项目概况\t1\n（一）项目基本情况……2\n附件 ..... 13\n";
        assert_eq!(of(&format!("{contents}{rest}")).join("\n"), rest);
        for none in [
            "目录",
            "目录\n一、项目概况",
            "目录\n2023",
            "目录\n共 1234",
            "目录\n甲1",
        ] {
            assert_eq!(of(none).join("\n"), none);
        }
    }

    #[test]
    fn white_space_at_the_ends_is_left_out() {
        assert_eq!(trimmed(" 甲\u{200B} ", 0..8), 1..4);
        assert_eq!(trimmed("   ", 0..3), 3..3);
    }

    #[test]
    fn a_date_at_the_end_of_a_line_is_no_longer_than_one() {
        let breaks = |text: &str| signature_breaks(&Folded::of(text, 0..text.len()));
        assert_eq!(breaks("完成。 某局 2022年7月7日"), [5, 3]);
        assert_eq!(breaks("完成。 某局 二〇二二年十二月三十一日"), [5, 3]);
        // 15 and 16 characters.
        assert_eq!(breaks("完成。 某局 于二〇二二年十二月三十一下午日"), [5, 3]);
        assert_eq!(
            breaks("完成。 某局 于二〇二二年十二月三十一日下午日"),
            [0usize; 0]
        );
        assert_eq!(breaks("完成。 某局 2022年7月"), [0usize; 0]);
    }

    #[test]
    fn what_conversion_leaves_before_a_line_is_left_out() {
        let residue = |text: &str| residue(&Folded::of(text, 0..text.len()));
        for (text, length) in [
            ("项目", 0),
            ("??项目", 2),
            ("[bookmark: _GoBack]项目", 18),
            ("?[bookmark:a]?项目", 14),
            ("[bookmark 项目", 0),
        ] {
            assert_eq!(residue(text), length, "{text}");
        }
    }
}
