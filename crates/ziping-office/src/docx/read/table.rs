//! Tables, with the merged cells that Word names in every row.

use std::collections::BTreeMap;

use ziping_core::import::source::Block;

use super::{Reader, Story};
use crate::flow::{self, Filled};
use crate::xml::Xml;
use crate::Refusal;

/// What a cell says about its place.
#[derive(Default)]
pub(super) struct Span {
    columns: Option<usize>,
    down: Merge,
    across: Merge,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Merge {
    #[default]
    None,
    Begins,
    GoesOn,
}

#[derive(Default)]
struct Row {
    cells: Vec<Placed>,
    /// How many columns are taken already.
    width: usize,
    is_deleted: bool,
}

struct Placed {
    left: usize,
    columns: usize,
    down: Merge,
    blocks: Vec<Block>,
}

/// `w:tcPr`
pub(super) fn span(xml: &mut Xml<'_>) -> Result<Span, Refusal> {
    let mut span = Span::default();
    while let Some(tag) = xml.child()? {
        let merge = match tag.get("val").as_deref() {
            Some("restart") => Merge::Begins,
            _ => Merge::GoesOn,
        };
        match tag.name() {
            "gridSpan" => span.columns = tag.number("val").map(|n| n as usize),
            "vMerge" => span.down = merge,
            "hMerge" => span.across = merge,
            _ => {}
        }
        xml.skip()?;
    }
    Ok(span)
}

impl Reader {
    pub(super) fn table(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Block>, Refusal> {
        let mut rows = Vec::new();
        self.rows(xml, &mut rows)?;
        flow::table(merged(rows), &mut self.budget)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<Row>) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "tr" => {
                    self.budget.items(1)?;
                    let mut row = Row::default();
                    self.row(xml, &mut row)?;
                    if !row.is_deleted {
                        rows.push(row);
                    }
                }
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.rows(xml, rows)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "trPr" => self.row_properties(xml, row)?,
                "tc" => self.cell(xml, row)?,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" => self.row(xml, row)?,
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn row_properties(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            let number = tag.number("val").unwrap_or(0) as usize;
            match tag.name() {
                "gridBefore" if number > 0 => row.add(number, Merge::None, Vec::new()),
                "del" => row.is_deleted = true,
                _ => {}
            }
            xml.skip()?;
        }
        Ok(())
    }

    fn cell(&mut self, xml: &mut Xml<'_>, row: &mut Row) -> Result<(), Refusal> {
        self.budget.items(1)?;
        let mut story = Story::default();
        self.flow(xml, &mut story)?;
        let Span {
            columns,
            down,
            across,
        } = std::mem::take(&mut story.cell);
        let columns = columns.unwrap_or(1).max(1);
        let blocks = self.end(story)?;
        match row.cells.last_mut() {
            Some(before) if across == Merge::GoesOn => {
                before.columns = before.columns.saturating_add(columns);
                before.blocks.extend(blocks);
                row.width = row.width.saturating_add(columns);
            }
            _ => row.add(columns, down, blocks),
        }
        Ok(())
    }
}

impl Row {
    fn add(&mut self, columns: usize, down: Merge, blocks: Vec<Block>) {
        self.cells.push(Placed {
            left: self.width,
            columns,
            down,
            blocks,
        });
        self.width = self.width.saturating_add(columns);
    }
}

/// The rows, with cells that go on from above joined to those where they begin.
fn merged(rows: Vec<Row>) -> Vec<Vec<Filled>> {
    let mut table: Vec<Vec<Filled>> = Vec::new();
    // By column, the cell that may go on into this row: its width, row and place there.
    let mut above: BTreeMap<usize, (usize, usize, usize)> = BTreeMap::new();
    for row in rows {
        let mut here = BTreeMap::new();
        let mut cells = Vec::new();
        for cell in row.cells {
            let from = above.get(&cell.left).copied();
            let from = from.filter(|(columns, ..)| *columns == cell.columns);
            let at = match (cell.down, from) {
                (Merge::GoesOn, Some(from)) => {
                    table[from.1][from.2].rows += 1;
                    from
                }
                _ => {
                    cells.push(Filled {
                        blocks: cell.blocks,
                        columns: cell.columns,
                        rows: 1,
                    });
                    (cell.columns, table.len(), cells.len() - 1)
                }
            };
            if cell.down != Merge::None {
                here.insert(cell.left, at);
            }
        }
        table.push(cells);
        above = here;
    }
    table
}
