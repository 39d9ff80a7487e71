//! A row of a form, and where each of its cells stands: from a table, whose columns are
//! known, or from a line of text, whose columns are told by what the cells say.

use std::ops::Range;

use crate::field::value::{is_blank, trim_at};
use crate::import::origin::Spot;
use crate::import::source::{Cell, Grid};
use crate::place::Span;

/// The widest table that is read as a form, in columns. What stands further right is left
/// over, so that no width that a file claims costs time.
const WIDEST: usize = 256;

/// How the cells of a row are told apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spacing {
    /// Each stands in its columns.
    Columns,
    /// Each stands beside the next, but those before the first may be left out: merged with
    /// the ones above.
    Borders,
    /// White space parts them; an empty one isn't there.
    Words,
}

impl Spacing {
    /// What stands between the cells of a row that is left over.
    fn border(self) -> &'static str {
        match self {
            // A tab in a paragraph would be a residue of conversion.
            Spacing::Columns | Spacing::Borders => " | ",
            Spacing::Words => " ",
        }
    }
}

/// Cells as one line of text.
pub(super) fn joined<'s>(pieces: impl Iterator<Item = &'s Piece<'s>>) -> String {
    let mut text = String::new();
    for piece in pieces.filter(|piece| !piece.is_blank()) {
        if !text.is_empty() {
            text.push_str(piece.spacing.border());
        }
        text.push_str(piece.text);
    }
    text
}

/// A cell that begins in a row.
#[derive(Clone, Copy, Debug)]
pub(super) struct Piece<'s> {
    /// Without white space at its ends.
    pub(super) text: &'s str,
    pub(super) at: Spot,
    /// Its columns: from this one to before `right`.
    pub(super) left: usize,
    pub(super) right: usize,
    spacing: Spacing,
}

impl<'s> Piece<'s> {
    /// A cell or a line of this text.
    pub(super) fn new(text: &'s str, block: usize, cell: Option<(usize, usize)>) -> Piece<'s> {
        let (start, text) = trim_at(text);
        Piece {
            text,
            at: Spot {
                block,
                cell,
                span: Span {
                    start,
                    end: start + text.len(),
                },
            },
            left: 0,
            right: 1,
            spacing: match cell {
                Some(_) => Spacing::Columns,
                None => Spacing::Words,
            },
        }
    }

    /// A part of it, without white space at its ends.
    pub(super) fn part(&self, range: Range<usize>) -> Piece<'s> {
        let (start, text) = trim_at(&self.text[range.clone()]);
        let start = range.start + start;
        Piece {
            text,
            at: self.at.part(start..start + text.len()),
            ..*self
        }
    }

    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }

    pub(super) fn in_columns(self, left: usize, right: usize) -> Piece<'s> {
        Piece {
            left,
            right,
            ..self
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Row<'s> {
    /// From left to right, blank ones included.
    pub(super) pieces: Vec<Piece<'s>>,
    pub(super) spacing: Spacing,
    /// The whole line, where it is one.
    pub(super) line: Option<Piece<'s>>,
}

impl<'s> Row<'s> {
    pub(super) fn filled(&self) -> impl Iterator<Item = &Piece<'s>> {
        self.pieces.iter().filter(|piece| !piece.is_blank())
    }

    /// How many columns it has.
    pub(super) fn width(&self) -> usize {
        self.pieces.last().map_or(0, |piece| piece.right)
    }

    /// A line of text: tabs or bars part its cells, or else white space.
    pub(super) fn of_line(line: &'s str, block: usize) -> Row<'s> {
        let (spacing, border) = match line {
            line if line.contains('\t') => (Spacing::Columns, '\t'),
            line if line.contains('|') => (Spacing::Borders, '|'),
            line => return Row::of_words(line, block),
        };
        let whole = Piece::new(line, block, None);
        let mut start = 0;
        let ends = whole.text.match_indices(border).map(|(at, _)| at);
        let mut pieces = Vec::new();
        // A tab before the first cell is the border of one that is merged with that above.
        let lead = line.len() - line.trim_start_matches(is_blank).len();
        let before = line[..lead].matches('\t').count();
        // Those behind the last are borders of empty ones.
        let rest = &line[whole.at.span.end..];
        let behind = rest.match_indices('\t').map(|_| whole.text.len());
        for end in ends.chain([whole.text.len()]).chain(behind) {
            let at = before + pieces.len();
            let piece = whole.part(start..end).in_columns(at, at + 1);
            pieces.push(Piece { spacing, ..piece });
            start = (end + border.len_utf8()).min(whole.text.len());
        }
        Row {
            pieces,
            spacing,
            line: Some(whole),
        }
    }

    /// A line whose cells white space parts.
    pub(super) fn of_words(line: &'s str, block: usize) -> Row<'s> {
        let whole = Piece::new(line, block, None);
        Row {
            pieces: words(&whole),
            spacing: Spacing::Words,
            line: Some(whole),
        }
    }
}

/// The words of a cell.
pub(super) fn words<'s>(whole: &Piece<'s>) -> Vec<Piece<'s>> {
    let mut pieces: Vec<Piece<'s>> = Vec::new();
    let mut start = None;
    let ends = whole.text.char_indices().chain([(whole.text.len(), ' ')]);
    for (at, c) in ends {
        match (start, is_blank(c)) {
            (None, false) => start = Some(at),
            (Some(from), true) => {
                let column = pieces.len();
                pieces.push(whole.part(from..at).in_columns(column, column + 1));
                start = None;
            }
            _ => {}
        }
    }
    pieces
}

/// The rows of a table, each cell in its columns.
pub(super) fn rows<'s>(grid: &'s Grid, block: usize) -> impl Iterator<Item = Row<'s>> {
    // By column, the row from which on it is free.
    let mut free_from = [0usize; WIDEST];
    grid.rows.iter().enumerate().map(move |(y, cells)| {
        let mut left = 0;
        let place = |(x, cell): (usize, &'s Cell)| {
            while left < WIDEST && free_from[left] > y {
                left += 1;
            }
            let right = left.saturating_add(cell.columns.max(1)).min(WIDEST);
            let until = y.saturating_add(cell.rows.max(1));
            free_from[left.min(right)..right].fill(until);
            let piece = Piece::new(&cell.text, block, Some((y, x)));
            let piece = piece.in_columns(left, right.max(left + 1));
            left = right;
            piece
        };
        Row {
            pieces: cells.iter().enumerate().map(place).collect(),
            spacing: Spacing::Columns,
            line: None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::source::Cell;

    fn columns(grid: &Grid) -> Vec<Vec<(&str, usize, usize)>> {
        let rows = rows(grid, 0).map(|row| {
            let pieces = row.pieces.iter();
            pieces
                .map(|piece| (piece.text, piece.left, piece.right))
                .collect()
        });
        rows.collect()
    }

    fn cell(text: &str, columns: usize, rows: usize) -> Cell {
        Cell {
            columns,
            rows,
            ..Cell::new(text)
        }
    }

    #[test]
    fn a_cell_stands_right_of_what_reaches_down_from_above() {
        let grid = Grid {
            name: String::new(),
            rows: vec![
                vec![cell("a", 2, 2), cell(" b ", 1, 1), cell("c", 1, 3)],
                vec![cell("d", 1, 1)],
                vec![cell("e", 3, 1), cell("f", 1, 1)],
            ],
        };
        assert_eq!(
            columns(&grid),
            [
                vec![("a", 0, 2), ("b", 2, 3), ("c", 3, 4)],
                vec![("d", 2, 3)],
                vec![("e", 0, 3), ("f", 4, 5)],
            ]
        );
    }

    #[test]
    fn a_width_that_no_form_has_is_cut_off() {
        let wide = usize::MAX;
        let grid = Grid {
            name: String::new(),
            rows: vec![
                vec![
                    cell("a", wide, wide),
                    cell("b", wide, wide),
                    cell("c", 0, 0),
                ],
                vec![cell("d", 1, 1)],
            ],
        };
        let columns = columns(&grid);
        assert_eq!(columns[0][0], ("a", 0, WIDEST));
        assert_eq!(columns[0][2], ("c", WIDEST, WIDEST + 1));
        assert_eq!(columns[1][0], ("d", WIDEST, WIDEST + 1));
    }

    #[test]
    fn a_line_is_parted_by_tabs_or_bars_or_white_space() {
        let texts = |line| {
            let row = Row::of_line(line, 7);
            let spans = row.pieces.iter().map(|piece| {
                assert_eq!(piece.text, &line[piece.at.span.range()]);
                (piece.text, piece.left)
            });
            (row.spacing, spans.collect::<Vec<_>>())
        };
        assert_eq!(
            texts("\t甲 乙\t\t丙"),
            (Spacing::Columns, vec![("甲 乙", 1), ("", 2), ("丙", 3)])
        );
        assert_eq!(
            texts("甲 | 乙 丙 ||"),
            (
                Spacing::Borders,
                vec![("甲", 0), ("乙 丙", 1), ("", 2), ("", 3)]
            )
        );
        assert_eq!(
            texts(" 甲　乙 "),
            (Spacing::Words, vec![("甲", 0), ("乙", 1)])
        );
    }
}
