//! What a key does in a table, as in a spreadsheet.

use super::{At, Column, Selection};

/// A key that was pressed in a cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Press<'k> {
    /// As the browser names it: `ArrowDown`, `Enter`.
    pub key: &'k str,
    pub ctrl: bool,
    pub shift: bool,
    pub alt: bool,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    Select(Selection),
    /// Empties the selected cells.
    Clear,
    /// Adds a row at the end and goes to this column of it.
    AddRow {
        column: usize,
    },
    /// Adds a row below the active one.
    InsertRow,
    RemoveRow,
    MoveRow(Step),
    /// Ends the editing: the text is selected as a whole again.
    Settle,
    /// Begins to edit: the cursor goes to the text's end.
    Edit,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Up,
    Down,
}

/// A sheet as far as keys are concerned.
#[derive(Clone, Copy, Debug)]
pub struct Grid<'c> {
    pub columns: &'c [Column],
    pub rows: usize,
    /// Whether rows can be added.
    pub grows: bool,
    /// Whether nothing is typed in the last row, so that another one isn't needed.
    pub is_last_blank: bool,
}

/// So many rows a page.
const PAGE: usize = 10;

impl Grid<'_> {
    /// What the key does; `None` where the browser knows best.
    pub fn deed(&self, selection: &Selection, press: Press<'_>) -> Option<Deed> {
        let Selection {
            active, is_editing, ..
        } = *selection;
        let is_area = self.columns[active.column].is_prose();
        match press {
            Press { alt: true, key, .. } => self.moving(key),
            Press {
                ctrl: true,
                key: "Enter",
                ..
            } if self.grows => Some(Deed::InsertRow),
            Press {
                ctrl: true,
                key: "Delete",
                ..
            } if self.grows && !is_editing => Some(Deed::RemoveRow),
            Press { key: "F2", .. } if is_editing => Some(Deed::Settle),
            Press { key: "F2", .. } => Some(Deed::Edit),
            Press { key: "Escape", .. } if is_editing => Some(Deed::Settle),
            Press { key: "Escape", .. } if selection.is_range() => {
                Some(Deed::Select(Selection::of(active)))
            }
            Press {
                key: "Delete" | "Backspace",
                ctrl: false,
                ..
            } if selection.is_range() => Some(Deed::Clear),
            Press {
                key: "Enter",
                shift,
                ..
            } => self.enter(active, shift),
            Press {
                key: "Tab",
                shift,
                ctrl: false,
                ..
            } => self.tab(active, shift),
            // In a text of several lines the cursor moves within it.
            Press {
                key: "ArrowUp" | "ArrowDown",
                ..
            } if is_editing && is_area => None,
            Press {
                key: "ArrowLeft" | "ArrowRight" | "Home" | "End",
                ..
            } if is_editing => None,
            Press { shift: true, .. } if !is_editing => {
                let to = self.moved(selection.to, press, true)?;
                Some(Deed::Select(Selection { to, ..*selection }))
            }
            Press { shift: false, .. } => self.moved(active, press, false).map(select),
            _ => None,
        }
    }

    fn moving(&self, key: &str) -> Option<Deed> {
        let step = match key {
            "ArrowUp" => Step::Up,
            "ArrowDown" => Step::Down,
            _ => return None,
        };
        self.grows.then_some(Deed::MoveRow(step))
    }

    /// Down, as after a figure is typed; from the last row to a new one.
    fn enter(&self, active: At, shift: bool) -> Option<Deed> {
        let is_last = active.row + 1 == self.rows;
        if !shift && is_last && self.grows && !self.is_last_blank {
            let column = active.column;
            return Some(Deed::AddRow { column });
        }
        let row = match shift {
            true => active.row.saturating_sub(1),
            false => (active.row + 1).min(self.rows - 1),
        };
        Some(select(At { row, ..active }))
    }

    /// To the next cell that can be typed in, and from the last one out of the table.
    fn tab(&self, active: At, back: bool) -> Option<Deed> {
        let is_typed = |column: &usize| !self.columns[*column].is_computed();
        let count = self.columns.len();
        if back {
            let before = (0..active.column).rev().find(is_typed);
            let above = active.row.checked_sub(1);
            let at = match before {
                Some(column) => At { column, ..active },
                None => At {
                    row: above?,
                    column: (0..count).rev().find(is_typed)?,
                },
            };
            return Some(select(at));
        }
        let after = (active.column + 1..count).find(is_typed);
        let at = match after {
            Some(column) => At { column, ..active },
            None if active.row + 1 < self.rows => At {
                row: active.row + 1,
                column: (0..count).find(is_typed)?,
            },
            None => return None,
        };
        Some(select(at))
    }

    /// Where an arrow or its like leads; computed cells are passed over, but for a range.
    fn moved(&self, at: At, press: Press<'_>, is_range: bool) -> Option<At> {
        let is_stop = |column: &usize| is_range || !self.columns[*column].is_computed();
        let last_row = self.rows.checked_sub(1)?;
        let (first, last) = (
            (0..self.columns.len()).find(is_stop)?,
            (0..self.columns.len()).rev().find(is_stop)?,
        );
        let column = |column: Option<usize>| At {
            column: column.unwrap_or(at.column),
            ..at
        };
        let row = |row: usize| At { row, ..at };
        Some(match (press.key, press.ctrl) {
            ("ArrowUp", true) => row(0),
            ("ArrowDown", true) => row(last_row),
            ("ArrowLeft", true) | ("Home", false) => column(Some(first)),
            ("ArrowRight", true) | ("End", false) => column(Some(last)),
            ("Home", true) => At {
                row: 0,
                column: first,
            },
            ("End", true) => At {
                row: last_row,
                column: last,
            },
            ("ArrowUp", false) => row(at.row.saturating_sub(1)),
            ("ArrowDown", false) => row((at.row + 1).min(last_row)),
            ("ArrowLeft", false) => column((0..at.column).rev().find(is_stop)),
            ("ArrowRight", false) => column((at.column + 1..self.columns.len()).find(is_stop)),
            ("PageUp", false) => row(at.row.saturating_sub(PAGE)),
            ("PageDown", false) => row((at.row + PAGE).min(last_row)),
            _ => return None,
        })
    }
}

fn select(at: At) -> Deed {
    Deed::Select(Selection::of(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::sheet::Sheet;
    use ziping_core::field::Table;

    /// What a key does in 子项目 (name, allocated, spent, rate, progress) with three rows.
    fn deed(selection: Selection, press: Press<'_>) -> Option<Deed> {
        let columns = Sheet::Rows(Table::SubProjects).columns();
        let grid = Grid {
            columns: &columns,
            rows: 3,
            grows: true,
            is_last_blank: false,
        };
        grid.deed(&selection, press)
    }

    fn key(key: &str) -> Press<'_> {
        Press {
            key,
            ..Press::default()
        }
    }

    fn ctrl(key: &str) -> Press<'_> {
        Press {
            key,
            ctrl: true,
            ..Press::default()
        }
    }

    fn shift(key: &str) -> Press<'_> {
        Press {
            key,
            shift: true,
            ..Press::default()
        }
    }

    fn at(row: usize, column: usize) -> Selection {
        Selection::of(At { row, column })
    }

    fn goes(from: Selection, press: Press<'_>) -> (usize, usize) {
        match deed(from, press) {
            Some(Deed::Select(selection)) => {
                assert!(!selection.is_range() && !selection.is_editing);
                (selection.active.row, selection.active.column)
            }
            other => panic!("{press:?}: {other:?}"),
        }
    }

    #[test]
    fn arrows_go_from_cell_to_cell_past_computed_ones_and_stop_at_the_border() {
        assert_eq!(goes(at(0, 0), key("ArrowDown")), (1, 0));
        assert_eq!(goes(at(2, 0), key("ArrowDown")), (2, 0));
        assert_eq!(goes(at(0, 0), key("ArrowUp")), (0, 0));
        assert_eq!(goes(at(1, 2), key("ArrowRight")), (1, 4));
        assert_eq!(goes(at(1, 4), key("ArrowLeft")), (1, 2));
        assert_eq!(goes(at(1, 4), key("ArrowRight")), (1, 4));
        assert_eq!(goes(at(1, 1), ctrl("ArrowDown")), (2, 1));
        assert_eq!(goes(at(1, 1), key("End")), (1, 4));
        assert_eq!(goes(at(1, 1), ctrl("Home")), (0, 0));
        assert_eq!(goes(at(0, 1), key("PageDown")), (2, 1));
    }

    #[test]
    fn enter_goes_down_and_from_the_last_row_to_a_new_one() {
        assert_eq!(goes(at(0, 1), key("Enter")), (1, 1));
        assert_eq!(goes(at(1, 1), shift("Enter")), (0, 1));
        assert_eq!(
            deed(at(2, 1), key("Enter")),
            Some(Deed::AddRow { column: 1 })
        );
        assert_eq!(deed(at(1, 1), ctrl("Enter")), Some(Deed::InsertRow));
    }

    #[test]
    fn a_blank_last_row_is_followed_by_none_and_given_rows_stay() {
        let columns = Sheet::Funds([false; 2]).columns();
        for (grows, is_last_blank) in [(true, true), (false, false)] {
            let grid = Grid {
                columns: &columns,
                rows: 3,
                grows,
                is_last_blank,
            };
            let deed = grid.deed(&at(2, 1), key("Enter"));
            assert_eq!(deed, Some(Deed::Select(at(2, 1))));
        }
        let given = Grid {
            columns: &columns,
            rows: 3,
            grows: false,
            is_last_blank: false,
        };
        let alt = Press {
            key: "ArrowUp",
            alt: true,
            ..Press::default()
        };
        assert_eq!(given.deed(&at(1, 1), alt), None);
        assert_eq!(deed(at(1, 1), alt), Some(Deed::MoveRow(Step::Up)));
    }

    #[test]
    fn tab_goes_through_the_cells_and_out_at_the_ends() {
        assert_eq!(goes(at(0, 2), key("Tab")), (0, 4));
        assert_eq!(goes(at(0, 4), key("Tab")), (1, 0));
        assert_eq!(goes(at(1, 0), shift("Tab")), (0, 4));
        assert_eq!(deed(at(2, 4), key("Tab")), None);
        assert_eq!(deed(at(0, 0), shift("Tab")), None);
    }

    #[test]
    fn shift_takes_more_cells_computed_ones_too_and_delete_empties_them() {
        let Some(Deed::Select(more)) = deed(at(0, 2), shift("ArrowRight")) else {
            panic!("no selection");
        };
        assert_eq!((more.active.column, more.to.column), (2, 3));
        assert_eq!(deed(more, key("Delete")), Some(Deed::Clear));
        assert_eq!(deed(more, key("Escape")), Some(Deed::Select(at(0, 2))));
        assert_eq!(goes(more, key("ArrowDown")), (1, 2));
    }

    #[test]
    fn while_a_text_is_edited_the_cursor_moves_in_it() {
        let name = Selection::editing(At { row: 1, column: 0 });
        for press in ["ArrowLeft", "ArrowUp", "Home", "Delete", "a"].map(key) {
            assert_eq!(deed(name, press), None, "{press:?}");
        }
        assert_eq!(deed(name, shift("ArrowRight")), None);
        let amount = Selection::editing(At { row: 1, column: 1 });
        assert_eq!(deed(amount, key("ArrowLeft")), None);
        assert_eq!(goes(amount, key("ArrowUp")), (0, 1));
        assert_eq!(goes(amount, key("Enter")), (2, 1));
        assert_eq!(deed(amount, key("Escape")), Some(Deed::Settle));
        assert_eq!(deed(at(1, 1), key("F2")), Some(Deed::Edit));
        assert_eq!(deed(at(1, 1), key("1")), None);
    }
}
