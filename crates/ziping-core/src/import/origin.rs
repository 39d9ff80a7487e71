//! What became of each stretch of a file, for the preview of what is read in.

use crate::place::{Place, Span};

/// Where a text stands in a [`Source`](super::source::Source).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    pub block: usize,
    /// The row of the grid, and which of the cells that begin there; `None` in a line.
    pub cell: Option<(usize, usize)>,
    /// The bytes of the line or of the cell's text.
    pub span: Span,
}

/// What became of a stretch of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in the draft, at this place; 未归类内容 is one.
    Filed(Place),
    /// The draft says the same there already.
    Repeated(Place),
    /// A figure that the program computes, with the same result.
    Computed,
    /// The template's own words.
    Own,
}

/// A stretch of a file and what became of it. All of them together cover everything but
/// white space.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    pub at: Spot,
    pub fate: Fate,
}

impl Spot {
    /// A part of the text that stands here, by its bytes within it.
    pub(super) fn part(self, range: std::ops::Range<usize>) -> Spot {
        Spot {
            span: Span {
                start: self.span.start + range.start,
                end: self.span.start + range.end,
            },
            ..self
        }
    }

    fn is_beside(&self, other: &Spot) -> bool {
        (self.block, self.cell) == (other.block, other.cell)
    }
}

/// What these origins leave of these spots: the template's own words, and white space.
pub(super) fn left_over(all: &[Spot], origins: &[Origin]) -> Vec<Spot> {
    let mut all = all.to_vec();
    all.sort_unstable();
    let mut taken: Vec<Spot> = origins.iter().map(|origin| origin.at).collect();
    taken.sort_unstable();
    let mut taken = taken.into_iter().peekable();
    let mut left = Vec::new();
    for spot in all {
        let mut at = spot.span.start;
        let is_before = |other: &Spot| {
            (other.block, other.cell, other.span.start) < (spot.block, spot.cell, spot.span.end)
        };
        while let Some(next) = taken.next_if(is_before) {
            if !next.is_beside(&spot) {
                continue;
            }
            if next.span.start > at {
                left.push(spot.part(at - spot.span.start..next.span.start - spot.span.start));
            }
            at = at.max(next.span.end);
        }
        if at < spot.span.end {
            left.push(spot.part(at - spot.span.start..spot.span.end - spot.span.start));
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(block: usize, start: usize, end: usize) -> Spot {
        Spot {
            block,
            cell: None,
            span: Span { start, end },
        }
    }

    #[test]
    fn what_no_origin_covers_is_left() {
        let origin = |block, start, end| Origin {
            at: spot(block, start, end),
            fate: Fate::Own,
        };
        let all = [spot(0, 0, 9), spot(1, 0, 4), spot(2, 0, 5)];
        let origins = [
            origin(2, 0, 5),
            origin(0, 5, 6),
            origin(0, 1, 3),
            origin(0, 2, 4),
        ];
        assert_eq!(
            left_over(&all, &origins),
            [spot(0, 0, 1), spot(0, 4, 5), spot(0, 6, 9), spot(1, 0, 4)]
        );
        // What begins where a spot ends is of the next one.
        let all = [spot(0, 0, 4), spot(0, 4, 9)];
        assert_eq!(left_over(&all, &[origin(0, 4, 9)]), [spot(0, 0, 4)]);
    }
}
