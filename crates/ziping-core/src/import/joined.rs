//! The lines of a file as one text, for the reader of reports; each of its bytes knows where
//! it came from.

use std::ops::Range;

use super::origin::Spot;
use super::source::Grid;
use crate::field::value::trim;
use crate::place::Span;

#[derive(Debug, Default)]
pub(super) struct Joined {
    pub(super) text: String,
    segments: Vec<Segment>,
}

/// A line or a cell.
#[derive(Debug)]
struct Segment {
    /// The bytes of the joined text.
    range: Range<usize>,
    block: usize,
    cell: Option<(usize, usize)>,
}

impl Joined {
    pub(super) fn add_line(&mut self, block: usize, line: &str) {
        self.begin_line();
        self.add(block, None, line);
    }

    /// A table as lines, its cells with tabs between them.
    pub(super) fn add_grid(&mut self, block: usize, grid: &Grid) {
        for (y, row) in grid.rows.iter().enumerate() {
            self.begin_line();
            let is_filled = |text: &str| !trim(text).is_empty();
            let is_alone = row.iter().filter(|cell| is_filled(&cell.text)).count() < 2;
            for (x, cell) in row.iter().enumerate() {
                if x > 0 && !is_alone {
                    self.text.push('\t');
                }
                // A row is one line, unless it is a paragraph in a box.
                match is_alone {
                    true => self.add(block, Some((y, x)), &cell.text),
                    false => self.add(block, Some((y, x)), &without_breaks(&cell.text)),
                }
            }
        }
    }

    fn begin_line(&mut self) {
        if !self.segments.is_empty() {
            self.text.push('\n');
        }
    }

    fn add(&mut self, block: usize, cell: Option<(usize, usize)>, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.segments.push(Segment {
            range: start..self.text.len(),
            block,
            cell,
        });
    }

    /// Where a stretch of the text came from; more than one spot where it covers several.
    pub(super) fn spots(&self, range: &Range<usize>) -> Vec<Spot> {
        let first = self
            .segments
            .partition_point(|segment| segment.range.end <= range.start);
        let segments = self.segments[first..].iter();
        segments
            .take_while(|segment| segment.range.start < range.end)
            .map(|segment| {
                let start = range.start.max(segment.range.start);
                let end = range.end.min(segment.range.end);
                segment.spot(start..end)
            })
            .filter(|spot| spot.span.start < spot.span.end)
            .collect()
    }
}

impl Segment {
    fn spot(&self, range: Range<usize>) -> Spot {
        Spot {
            block: self.block,
            cell: self.cell,
            span: Span {
                start: range.start - self.range.start,
                end: range.end - self.range.start,
            },
        }
    }
}

/// Spaces in the place of line breaks and tabs, byte for byte.
fn without_breaks(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}' => {
                out.extend(std::iter::repeat_n(' ', c.len_utf8()));
            }
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::source::Cell;

    #[test]
    fn every_byte_knows_where_it_came_from() {
        let mut joined = Joined::default();
        joined.add_line(0, "甲乙");
        joined.add_grid(
            1,
            &Grid {
                name: String::new(),
                rows: vec![
                    vec![Cell::new("a\u{2028}b"), Cell::new("c")],
                    vec![Cell::new(""), Cell::new("d\ne")],
                ],
            },
        );
        assert_eq!(joined.text, "甲乙\na   b\tc\nd\ne");
        let spots = joined.spots(&(3..joined.text.len() - 2));
        let shown: Vec<_> = spots
            .iter()
            .map(|spot| (spot.block, spot.cell, spot.span.start, spot.span.end))
            .collect();
        assert_eq!(
            shown,
            [
                (0, None, 3, 6),
                (1, Some((0, 0)), 0, 5),
                (1, Some((0, 1)), 0, 1),
                (1, Some((1, 1)), 0, 1),
            ]
        );
        assert!(joined.spots(&(6..7)).is_empty());
    }
}
