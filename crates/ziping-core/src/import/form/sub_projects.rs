//! A table of sub-projects (子项目): ours, or any with their names, what was allocated and
//! what was spent.

use std::ops::Range;

use super::row::{self, Piece, Row};
use super::word::{self, SubProjectWord, Words};
use super::{amount, in_percent, one_text, says, Found, Says, StatedWhat};
use crate::field::{Field, Table};
use crate::import::source::Grid;
use crate::place::Place;
use crate::policy::Unit;
use crate::report::SUB_PROJECT_TOTAL;

/// The row with the heads stands among the first.
const MOST_ROWS_ABOVE: usize = 5;

struct Head {
    columns: Vec<(Range<usize>, SubProjectWord)>,
    unit: Option<Unit>,
    is_in_percent: bool,
}

/// Reads a table, if it is one of sub-projects. Their rows follow those that there are.
pub(super) fn read(
    grid: &Grid,
    block: usize,
    rows: [usize; Table::ALL.len()],
    unit: Option<Unit>,
) -> Option<Found> {
    let (at, head) = head_of(grid)?;
    let mut reader = Reader {
        found: Found {
            rows,
            ..Found::default()
        },
        first: rows[Table::SubProjects as usize],
        unit: head.unit.or(unit),
        head,
    };
    for (y, row) in row::rows(grid, block).enumerate() {
        let filled: Vec<Piece<'_>> = row.filled().copied().collect();
        reader.found.all.extend(filled.iter().map(|piece| piece.at));
        match y {
            y if y < at => reader.above(&filled),
            y if y == at => reader.heads(&filled),
            _ => reader.row(&filled),
        }
    }
    Some(reader.found)
}

pub(super) fn is_one(grid: &Grid) -> bool {
    head_of(grid).is_some()
}

/// The row of the heads, and what they say.
fn head_of(grid: &Grid) -> Option<(usize, Head)> {
    let mut above = row::rows(grid, 0).take(MOST_ROWS_ABOVE).enumerate();
    above.find_map(|(at, row)| Some((at, head(&row)?)))
}

fn head(row: &Row<'_>) -> Option<Head> {
    let mut head = Head {
        columns: Vec::new(),
        unit: None,
        is_in_percent: false,
    };
    for piece in row.filled() {
        let Some(words) = Words::of(piece.text) else {
            continue;
        };
        if word::NOT_OF_SUB_PROJECTS.contains(&words.plain.as_str()) {
            return None;
        }
        let Some(what) = words.sub_project() else {
            continue;
        };
        head.unit = head.unit.or(words.unit());
        head.is_in_percent |= what == SubProjectWord::Rate && words.is_in_percent();
        let is_new = head.columns.iter().all(|(_, other)| *other != what);
        if is_new {
            head.columns.push((piece.left..piece.right, what));
        }
    }
    let has = |what| head.columns.iter().any(|(_, other)| *other == what);
    let is_head =
        has(SubProjectWord::Name) && has(SubProjectWord::Allocated) && has(SubProjectWord::Spent);
    is_head.then_some(head)
}

struct Reader {
    found: Found,
    /// The first row of the draft that is of this table.
    first: usize,
    unit: Option<Unit>,
    head: Head,
}

impl Reader {
    fn above(&mut self, pieces: &[Piece<'_>]) {
        for piece in pieces {
            match says(piece) {
                Says::Unit(unit) => self.unit = self.unit.or(Some(unit)),
                Says::Own => {}
                _ => self.found.leave(&[*piece]),
            }
        }
    }

    fn heads(&mut self, pieces: &[Piece<'_>]) {
        let is_known = |piece: &&Piece<'_>| self.head.of(piece).is_some();
        let unknown: Vec<Piece<'_>> = pieces.iter().filter(|p| !is_known(p)).copied().collect();
        self.found.leave(&unknown);
    }

    fn row(&mut self, pieces: &[Piece<'_>]) {
        let Some(first) = pieces.first() else {
            return;
        };
        let is_total = Words::of(first.text).is_some_and(|words| words.is_total());
        let row = self.found.rows[Table::SubProjects as usize];
        let is_name = |piece: &&Piece<'_>| self.head.of(piece) == Some(SubProjectWord::Name);
        let name = pieces.iter().find(is_name).copied();
        let mut left = Vec::new();
        let mut is_row = false;
        for piece in &pieces[usize::from(is_total)..] {
            if word::is_nothing(piece.text) {
                continue;
            }
            let Some(what) = self.head.of(piece) else {
                left.push(*piece);
                continue;
            };
            match is_total {
                true => self.total(piece, what),
                false => {
                    is_row = true;
                    self.cell(piece, what, row, name.map_or("", |name| name.text));
                }
            }
        }
        self.found.rows[Table::SubProjects as usize] += usize::from(is_row);
        self.found.leave_after(name.as_slice(), &left);
    }

    fn cell(&mut self, piece: &Piece<'_>, what: SubProjectWord, row: usize, name: &str) {
        let field = match what {
            SubProjectWord::Number => {
                let what = StatedWhat::Number(row + 1 - self.first);
                return self.found.state(what, piece, piece.text, name);
            }
            SubProjectWord::Rate => {
                let what = StatedWhat::SubProjectRate(Some(row));
                let rate = in_percent(piece.text, self.head.is_in_percent);
                return self.found.state(what, piece, rate, name);
            }
            SubProjectWord::Name => Field::SubProjectName,
            SubProjectWord::Allocated => Field::SubProjectAllocated,
            SubProjectWord::Spent => Field::SubProjectSpent,
            SubProjectWord::Progress => Field::SubProjectProgress,
        };
        let place = Place::in_row(field, row);
        match what {
            SubProjectWord::Allocated | SubProjectWord::Spent => {
                self.found.claim_amount(place, piece, self.unit);
            }
            _ => {
                let text = one_text(field, piece.text);
                self.found.claim(place, text, piece.at);
            }
        }
    }

    fn total(&mut self, piece: &Piece<'_>, what: SubProjectWord) {
        let (what, text) = match what {
            SubProjectWord::Allocated | SubProjectWord::Spent => {
                let field = match what {
                    SubProjectWord::Allocated => Field::SubProjectAllocated,
                    _ => Field::SubProjectSpent,
                };
                let sum = amount(piece.text, self.unit);
                (StatedWhat::SubProjectTotal(field), sum)
            }
            SubProjectWord::Rate => {
                let rate = in_percent(piece.text, self.head.is_in_percent);
                (StatedWhat::SubProjectRate(None), rate)
            }
            _ => return self.found.leave(&[*piece]),
        };
        self.found.state(what, piece, text, SUB_PROJECT_TOTAL);
    }
}

impl Head {
    /// What a cell is by its column.
    fn of(&self, piece: &Piece<'_>) -> Option<SubProjectWord> {
        let mut columns = self.columns.iter();
        let of_it = columns.find(|(columns, _)| columns.contains(&piece.left));
        of_it.map(|(_, what)| *what)
    }
}

#[cfg(test)]
mod tests {
    use crate::import::case::{read, table, told};

    #[test]
    fn a_table_of_sub_projects_may_say_its_caption_its_unit_and_more() {
        let table = table(&[
            &["附件<6x1>"],
            &["子项目资金执行情况表<6x1>"],
            &["（单位：万元）<6x1>"],
            &["由财务科汇总<6x1>"],
            &[
                "子项目名称",
                "下达资金",
                "支出",
                "支出率",
                "进展情况",
                "备注",
            ],
            &["操场改造", "10", "8", "80%", "已完工", "-"],
            &[],
            &["围墙加固", "/", "5", "—", "已停工", "待批复"],
            &["合计", "10", "13", "—", "完成一半", ""],
        ]);
        assert_eq!(
            told(&read([table])),
            [
                "unfiled：由财务科汇总\n备注\n围墙加固 | 待批复\n完成一半",
                "sub_projects.0.name：操场改造",
                "sub_projects.0.allocated：10万元",
                "sub_projects.0.spent：8万元",
                "sub_projects.0.progress：已完工",
                "sub_projects.1.name：围墙加固",
                "sub_projects.1.spent：5万元",
                "sub_projects.1.progress：已停工",
                "R01 来稿有 4 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn rows_of_a_second_table_follow_those_of_the_first() {
        let head: &[&str] = &["序号", "子项目名称", "下达资金", "支出", "支出率"];
        let first = table(&[head, &["1", "操场改造", "10", "8", "80%"]]);
        let second = table(&[
            head,
            &["1", "围墙加固", "5", "4", "80%"],
            &["2", "校门", "3", "3", "1"],
        ]);
        assert_eq!(
            told(&read([first, second])),
            [
                "unfiled：校门 | 1",
                "sub_projects.0.name：操场改造",
                "sub_projects.0.allocated：10",
                "sub_projects.0.spent：8",
                "sub_projects.1.name：围墙加固",
                "sub_projects.1.allocated：5",
                "sub_projects.1.spent：4",
                "sub_projects.2.name：校门",
                "sub_projects.2.allocated：3",
                "sub_projects.2.spent：3",
                "R04 来稿的金额表没有写明单位，按元读入",
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }
}
