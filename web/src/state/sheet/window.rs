//! Which rows of a long table are drawn: those in sight, some around them, and the active one.

use std::ops::Range;

/// A table up to this long is drawn as a whole, with rows as high as their texts. In a longer
/// one every row has the same height, so that what is out of sight needs no drawing.
pub const LONGEST_WHOLE: usize = 60;

/// So many rows more are drawn on either side.
const AROUND: usize = 10;
/// The window moves by so many rows at once, so that most scrolling draws nothing new.
const STEP: usize = 5;
/// As many as fit on a large screen.
const IN_SIGHT: usize = 30;

/// The stretches of rows that are drawn, in order, with `first` the one at the top.
pub fn drawn(rows: usize, first: usize, active: Option<usize>) -> Vec<Range<usize>> {
    if rows <= LONGEST_WHOLE {
        return std::iter::once(0..rows).collect();
    }
    let first = (first / STEP * STEP).min(rows);
    let window = first.saturating_sub(AROUND)..(first + IN_SIGHT + AROUND).min(rows);
    // The cursor's row stays, wherever the table is scrolled to: its input has the focus.
    let active = active.filter(|row| *row < rows && !window.contains(row));
    match active {
        Some(row) if row < window.start => vec![row..row + 1, window],
        Some(row) => vec![window, row..row + 1],
        None => vec![window],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ends(rows: usize, first: usize, active: Option<usize>) -> Vec<(usize, usize)> {
        let stretches = drawn(rows, first, active).into_iter();
        stretches.map(|range| (range.start, range.end)).collect()
    }

    #[test]
    fn a_short_table_is_drawn_as_a_whole() {
        assert_eq!(ends(60, 40, Some(3)), [(0, 60)]);
        assert_eq!(ends(0, 0, None), [(0, 0)]);
    }

    #[test]
    fn of_a_long_one_what_is_in_sight_and_the_active_row_are() {
        assert_eq!(ends(1000, 0, None), [(0, 40)]);
        assert_eq!(ends(1000, 3, Some(2)), [(0, 40)]);
        assert_eq!(ends(1000, 503, Some(2)), [(2, 3), (490, 540)]);
        assert_eq!(ends(1000, 0, Some(999)), [(0, 40), (999, 1000)]);
        assert_eq!(ends(1000, 990, Some(2000)), [(980, 1000)]);
    }
}
