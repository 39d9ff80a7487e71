//! The finished report (报告) as a tree: headings, paragraphs, tables, signature.
//! Exporters take this and nothing else.

use crate::place::Place;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document {
    /// The plain title, for the title bar and the file's properties.
    pub title: String,
    /// A mark at the top of a report that isn't final: `草稿（有 3 处错误未处理）`.
    pub mark: Option<String>,
    pub blocks: Vec<Block>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// 标题
    Title(Vec<Run>),
    /// 层次标题: level 1 is 一、, level 2 is （一）. The number is part of the text.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Vec<Run>),
    Table(Table),
    /// 落款: 单位 and 成文日期.
    Signature {
        unit: Run,
        date: Run,
    },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// 表题
    pub caption: String,
    pub columns: Vec<Column>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Run>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub title: &'static str,
    /// Figures stand right-aligned.
    pub is_figure: bool,
}

/// A stretch of text of one origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    /// The field it comes from; `None` for the template's own words.
    pub place: Option<Place>,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Sound,
    /// Nothing was filled in; the text says so.
    Missing,
    /// What was typed can't be read as what it should be; the text is as typed.
    Unreadable,
}

impl Run {
    /// The template's own words.
    pub fn fixed(text: impl Into<String>) -> Run {
        Run {
            text: text.into(),
            place: None,
            state: State::Sound,
        }
    }
}

/// The mark of a report with errors stands between these two, with their count.
pub const DRAFT_MARK: [&str; 2] = ["草稿（有 ", " 处错误未处理）"];

/// The mark of a report with this many errors.
pub fn draft_mark(errors: usize) -> String {
    let [before, after] = DRAFT_MARK;
    format!("{before}{errors}{after}")
}

/// The number of a level-1 heading: 一、 to 九十九、.
pub fn chapter_number(n: usize) -> String {
    format!("{}、", chinese_number(n))
}

/// The number of a level-2 heading: （一） to （九十九）.
pub fn section_number(n: usize) -> String {
    format!("（{}）", chinese_number(n))
}

/// 1 to 99 in Chinese.
fn chinese_number(n: usize) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let (tens, ones) = (n / 10 % 10, DIGITS[n % 10]);
    match tens {
        0 => ones.to_owned(),
        1 => format!("十{ones}"),
        _ => format!("{}十{ones}", DIGITS[tens]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_numbered_in_chinese() {
        let numbers: Vec<String> = [1, 9, 10, 11, 20, 99].map(chapter_number).to_vec();
        assert_eq!(numbers.concat(), "一、九、十、十一、二十、九十九、");
        assert_eq!(section_number(4), "（四）");
    }
}
