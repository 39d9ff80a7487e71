//! The finished report (报告) as a tree: headings, paragraphs, tables, signature.
//! Exporters take this and nothing else.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::chart::Chart;
use crate::field::value::{Percent, Points, Yuan};
use crate::place::Place;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The plain title, for the title bar and the file's properties.
    pub title: String,
    /// A mark at the top of a report that isn't final: `草稿（有 3 处错误未处理）`.
    pub mark: Option<String>,
    pub paper: Paper,
    /// Whether a format that can carry the draft inside does so. A document that is made
    /// for the public (公开版) or from several drafts doesn't.
    pub carries_draft: bool,
    /// What the draft has as its persons' names (项目负责人, 填报人, 财务负责人), for 公开版.
    pub names: Vec<String>,
    pub blocks: Vec<Block>,
}

/// The paper and its margins.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Paper {
    /// A4 with the type area of official documents (GB/T 9704).
    Official,
    /// A4 for a table, upright.
    Portrait,
    /// A4 for a wide table, across.
    Landscape,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// 标题
    Title(Vec<Run>),
    /// 层次标题: level 1 is 一、, level 2 is （一）. The number is part of the text.
    Heading {
        level: u8,
        text: String,
    },
    Paragraph(Vec<Run>),
    /// A small line above or below a table: 单位名称, 注.
    Note(Vec<Run>),
    Table(Table),
    Chart(Chart),
    /// 落款: 单位 and 成文日期.
    Signature {
        unit: Run,
        date: Run,
    },
}

/// A table whose cells may be merged.
///
/// Invariant: the cells of a row, with those that reach down into it from above, cover every
/// column once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Table {
    /// 表题
    pub caption: Option<String>,
    /// By column, the width in % of the table, where it isn't left to the content.
    pub columns: Vec<Option<u32>>,
    /// How many of the first rows are 表头, repeated on every page.
    pub head: usize,
    /// By row, the cells that begin there, from left to right.
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    pub kind: CellKind,
    /// A paragraph each.
    pub lines: Vec<Vec<Run>>,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// The number that its text shows. It doesn't go along where a document is handed to
    /// another module: only spreadsheets compute, and they are made here.
    #[serde(skip)]
    pub figure: Option<Figure>,
}

/// A number (数) in a cell, and how it comes from other cells of its table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Exact, in its [`Measure`].
    pub(crate) value: Decimal,
    pub(crate) measure: Measure,
    pub(crate) formula: Option<Formula>,
}

/// What a [`Figure`] or a [`Chart`] counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Measure {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
    /// A rate (执行率, 完成率) as a share of 1: 19.73% is 0.1973.
    Share,
    /// A rate in a column whose head has the sign %: 19.73% is 19.73.
    Percent,
    /// 分, shown with two decimals.
    Points,
    /// Shown as it is.
    Plain,
}

/// Where a cell begins: in this row of its table, as this one of the row's own cells, both
/// from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At {
    pub row: usize,
    pub cell: usize,
}

/// How a figure is computed. What it is made of are figures of the same [`Measure`], but for
/// rates and scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Formula {
    /// 合计. It stands only where what is summed up gives the figure: a form may lack the row
    /// of a source that counts.
    Sum(Vec<At>),
    /// 执行率 ＝ 执行数 ÷ 预算数, half up to two decimals of a per cent.
    Rate { executed: At, budget: At },
    /// 执行率得分 ＝ 分值 × 执行数 ÷ 预算数, half up to two decimals, at most 分值.
    Score {
        weight: Points,
        executed: At,
        budget: At,
    },
}

impl Figure {
    fn new(value: Decimal, measure: Measure) -> Figure {
        Figure {
            value: value.normalize(),
            measure,
            formula: None,
        }
    }

    pub(crate) fn yuan(amount: Yuan) -> Figure {
        Figure::new(amount.decimal(), Measure::Yuan)
    }

    pub(crate) fn ten_thousands(amount: Yuan) -> Figure {
        let exact = amount.decimal() * Decimal::new(1, 4);
        Figure::new(exact, Measure::TenThousand)
    }

    pub(crate) fn share(rate: Percent) -> Figure {
        Figure::new(rate.decimal() * Decimal::new(1, 2), Measure::Share)
    }

    pub(crate) fn percent(rate: Percent) -> Figure {
        Figure::new(rate.decimal(), Measure::Percent)
    }

    pub(crate) fn points(points: Points) -> Figure {
        Figure::new(points.decimal(), Measure::Points)
    }

    pub(crate) fn plain(points: Points) -> Figure {
        Figure::new(points.decimal(), Measure::Plain)
    }

    /// How many there are of something (个).
    pub(crate) fn count(n: usize) -> Figure {
        Figure::new(Decimal::from(n), Measure::Plain)
    }

    pub(crate) fn made_by(self, formula: Option<Formula>) -> Figure {
        Figure { formula, ..self }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CellKind {
    /// Says what stands beside or below it.
    Label,
    /// From the left.
    Text,
    /// Centred: a sign, a unit, a mark.
    Short,
    /// An amount, a rate or a score, from the right.
    Figure,
}

impl Cell {
    pub fn new(kind: CellKind, run: Run) -> Cell {
        Cell {
            kind,
            lines: vec![vec![run]],
            columns: 1,
            rows: 1,
            figure: None,
        }
    }

    /// The text, a line a paragraph.
    pub fn text(&self) -> String {
        let lines = self.lines.iter().map(|line| joined(line));
        lines.collect::<Vec<_>>().join("\n")
    }
}

/// What stands at a row and column of a [`Table`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot<'t> {
    /// The upper left corner of this cell.
    Start(&'t Cell),
    /// The left end of a cell that reaches down from a row above.
    Above(&'t Cell),
    /// The rest of a cell.
    Covered,
}

impl Table {
    /// The table by row and column, for formats that name merged cells in every row.
    pub fn grid(&self) -> Vec<Vec<Slot<'_>>> {
        let mut grid: Vec<Vec<Option<Slot<'_>>>> =
            vec![vec![None; self.columns.len()]; self.rows.len()];
        for (top, row) in self.rows.iter().enumerate() {
            let mut left = 0;
            for cell in row {
                while grid[top].get(left).is_some_and(Option::is_some) {
                    left += 1;
                }
                let covered = grid.iter_mut().enumerate().skip(top).take(cell.rows.max(1));
                for (y, slots) in covered {
                    let slots = slots.iter_mut().skip(left).take(cell.columns.max(1));
                    for (x, slot) in slots.enumerate() {
                        *slot = Some(match (y - top, x) {
                            (0, 0) => Slot::Start(cell),
                            (_, 0) => Slot::Above(cell),
                            _ => Slot::Covered,
                        });
                    }
                }
                left += cell.columns;
            }
        }
        let rows = grid.into_iter().map(|row| {
            let slots = row.into_iter();
            slots.map(|slot| slot.unwrap_or(Slot::Covered)).collect()
        });
        rows.collect()
    }
}

/// A stretch of text of one origin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    pub text: String,
    /// The field it comes from; `None` for the template's own words. It doesn't go along
    /// where a document is handed to another module: formats have no use for it.
    #[serde(skip)]
    pub place: Option<Place>,
    pub state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

/// The text of these runs.
pub fn joined(runs: &[Run]) -> String {
    runs.iter().map(|run| run.text.as_str()).collect()
}

impl Document {
    /// Every stretch of text.
    pub fn runs_mut(&mut self) -> Vec<&mut Run> {
        let mut runs: Vec<&mut Run> = Vec::new();
        for block in &mut self.blocks {
            match block {
                Block::Title(line) | Block::Paragraph(line) | Block::Note(line) => {
                    runs.extend(line);
                }
                // A chart shows figures and what the tables name.
                Block::Heading { .. } | Block::Chart(_) => {}
                Block::Table(table) => {
                    let cells = table.rows.iter_mut().flatten();
                    runs.extend(cells.flat_map(|cell| cell.lines.iter_mut().flatten()));
                }
                Block::Signature { unit, date } => runs.extend([unit, date]),
            }
        }
        runs
    }
}

/// What stands for a character in a file. Control characters, which HTML and XML can't carry,
/// show as their pictures (␀, ␛).
pub fn shown(c: char) -> char {
    match c {
        '\t' => c,
        '\u{0}'..='\u{1F}' => char::from_u32(0x2400 + c as u32).unwrap_or('\u{FFFD}'),
        '\u{7F}' => '␡',
        // These turn the direction of the words around them.
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => '\u{FFFD}',
        '\u{80}'..='\u{9F}' => '\u{FFFD}',
        _ if is_noncharacter(c) => '\u{FFFD}',
        _ => c,
    }
}

/// What Unicode says will never be a character; HTML forbids it, and XML some of it.
pub(crate) fn is_noncharacter(c: char) -> bool {
    matches!(c, '\u{FDD0}'..='\u{FDEF}') || c as u32 & 0xFFFE == 0xFFFE
}

/// The mark of a report with errors stands between these two, with their count.
pub const DRAFT_MARK: [&str; 2] = ["草稿（有 ", " 处错误未处理）"];

/// The mark of a report with this many errors.
pub fn draft_mark(errors: usize) -> String {
    let [before, after] = DRAFT_MARK;
    format!("{before}{errors}{after}")
}

/// Whether a text is such a mark.
pub(crate) fn is_draft_mark(text: &str) -> bool {
    let [before, after] = DRAFT_MARK;
    let count = text
        .strip_prefix(before)
        .and_then(|rest| rest.strip_suffix(after));
    count.is_some_and(|count| count.bytes().all(|digit| digit.is_ascii_digit()))
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
    fn what_a_file_cannot_carry_is_shown_as_something_else() {
        assert_eq!(
            ['\t', '甲', '\u{200B}'].map(shown),
            ['\t', '甲', '\u{200B}']
        );
        assert_eq!(['\0', '\u{1B}', '\u{7F}'].map(shown), ['␀', '␛', '␡']);
        for c in [
            '\u{80}', '\u{9F}', '\u{202A}', '\u{202E}', '\u{2066}', '\u{2069}', '\u{FFFE}',
        ] {
            assert_eq!(shown(c), '\u{FFFD}', "{c:?}");
        }
    }

    #[test]
    fn headings_are_numbered_in_chinese() {
        let numbers: Vec<String> = [1, 9, 10, 11, 20, 99].map(chapter_number).to_vec();
        assert_eq!(numbers.concat(), "一、九、十、十一、二十、九十九、");
        assert_eq!(section_number(4), "（四）");
    }

    #[test]
    fn the_grid_names_what_stands_at_every_row_and_column() {
        let cell = |text: &str, columns, rows| Cell {
            columns,
            rows,
            ..Cell::new(CellKind::Text, Run::fixed(text))
        };
        let table = Table {
            caption: None,
            columns: vec![None; 4],
            head: 0,
            rows: vec![
                vec![cell("a", 2, 2), cell("b", 1, 1), cell("c", 1, 3)],
                vec![cell("d", 1, 1)],
                vec![cell("e", 3, 1)],
            ],
        };
        let show = |slot: &Slot<'_>| match slot {
            Slot::Start(cell) => cell.lines[0][0].text.clone(),
            Slot::Above(cell) => cell.lines[0][0].text.to_uppercase(),
            Slot::Covered => "-".to_owned(),
        };
        let rows: Vec<String> = table
            .grid()
            .iter()
            .map(|row| row.iter().map(show).collect())
            .collect();
        assert_eq!(rows, ["a-bc", "A-dC", "e--C"]);
    }
}
