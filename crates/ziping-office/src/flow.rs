//! What a text flows into: lines and tables in their order.

use ziping_core::import::source::{Block, Cell, Grid};

use crate::limits::Budget;
use crate::Refusal;

/// A cell of a table with what is in it.
pub(crate) struct Filled {
    pub(crate) blocks: Vec<Block>,
    pub(crate) columns: usize,
    pub(crate) rows: usize,
}

/// Adds the lines of a paragraph; blank ones say nothing.
pub(crate) fn paragraph(
    text: &str,
    blocks: &mut Vec<Block>,
    budget: &mut Budget,
) -> Result<(), Refusal> {
    for line in text.split('\n').filter(|line| !line.trim().is_empty()) {
        budget.items(1)?;
        budget.text(line)?;
        blocks.push(Block::Line(line.to_owned()));
    }
    Ok(())
}

/// A table, whose rows and cells have been counted. Those that stand in its cells follow it,
/// since a grid holds texts only; but a table of one cell around others is a frame, and what
/// is in it stands for it.
pub(crate) fn table(
    mut rows: Vec<Vec<Filled>>,
    budget: &mut Budget,
) -> Result<Vec<Block>, Refusal> {
    let is_grid = |block: &Block| matches!(block, Block::Grid(_));
    if let [row] = &mut rows[..] {
        if let [frame] = &mut row[..] {
            if frame.blocks.iter().any(is_grid) {
                return Ok(std::mem::take(&mut frame.blocks));
            }
        }
    }
    let height = rows.len();
    let mut grid = Grid::default();
    let mut nested = Vec::new();
    for (top, row) in rows.into_iter().enumerate() {
        let mut cells = Vec::with_capacity(row.len());
        for filled in row {
            let columns = filled.columns.max(1);
            let rows = filled.rows.clamp(1, height - top);
            budget.items(columns.saturating_mul(rows) - 1)?;
            let (grids, lines): (Vec<Block>, Vec<Block>) =
                filled.blocks.into_iter().partition(is_grid);
            nested.extend(grids);
            cells.push(Cell {
                text: joined(lines),
                columns,
                rows,
            });
        }
        grid.rows.push(cells);
    }
    let mut blocks = Vec::new();
    if !grid.rows.is_empty() {
        blocks.push(Block::Grid(grid));
    }
    blocks.extend(nested);
    Ok(blocks)
}

fn joined(lines: Vec<Block>) -> String {
    let texts = lines.into_iter().filter_map(|block| match block {
        Block::Line(line) => Some(line),
        Block::Grid(_) => None,
    });
    texts.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Limits;

    fn line(text: &str) -> Block {
        Block::Line(text.to_owned())
    }

    fn filled(blocks: Vec<Block>) -> Filled {
        Filled {
            blocks,
            columns: 1,
            rows: 1,
        }
    }

    fn grid(rows: Vec<Vec<Filled>>) -> Vec<Block> {
        table(rows, &mut Budget::of(&Limits::default())).unwrap()
    }

    #[test]
    fn a_table_in_a_table_follows_it() {
        let inner = || grid(vec![vec![filled(vec![line("x")])]]);
        let cell = filled([vec![line("a"), line("b")], inner()].concat());
        let blocks = grid(vec![vec![cell, filled(vec![line("c")])]]);
        let [Block::Grid(outer), nested] = &blocks[..] else {
            panic!("{blocks:?}");
        };
        assert_eq!(outer.rows[0][0].text, "a\nb");
        assert_eq!(nested, &inner()[0]);
    }

    #[test]
    fn a_frame_around_a_table_is_left_out() {
        let inner = || grid(vec![vec![filled(vec![line("x")]), filled(vec![])]]);
        let content = || [vec![line("a")], inner()].concat();
        assert_eq!(grid(vec![vec![filled(content())]]), content());
    }

    #[test]
    fn no_cell_reaches_below_its_table_and_large_ones_count() {
        let tall = Filled {
            rows: 60_000,
            ..filled(vec![])
        };
        let blocks = grid(vec![vec![tall], vec![filled(vec![])]]);
        let Block::Grid(grid) = &blocks[0] else {
            panic!("{blocks:?}");
        };
        assert_eq!(grid.rows[0][0].rows, 2);
        let wide = Filled {
            columns: 1_000_000,
            ..filled(vec![])
        };
        let mut budget = Budget::of(&Limits::default());
        assert_eq!(table(vec![vec![wide]], &mut budget), Err(Refusal::TooMuch));
    }
}
