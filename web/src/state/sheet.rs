//! A table as a spreadsheet has it: columns, cells, the selected ones, and what keys, copying
//! and pasting do. No browser in here.

pub mod copy;
pub mod keys;
pub mod paste;
pub mod tsv;
pub mod window;

use ziping_core::draft::Draft;
use ziping_core::field::value::Yuan;
use ziping_core::field::{Field, Kind, Need, Table, Value};
use ziping_core::funds::{sources, Source, Stage, EXTRA_SOURCES, SOURCES, TOTAL};
use ziping_core::place::Place;
use ziping_core::policy;

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// 资金表: its rows are given. Which of [`EXTRA_SOURCES`] it has besides the usual ones
    /// is a matter of the form and of what is filled in.
    Funds([bool; EXTRA_SOURCES.len()]),
    /// Rows are added and removed.
    Rows(Table),
}

/// A column as the page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    pub key: &'static str,
    pub label: &'static str,
    pub entry: Entry,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Entry {
    /// Of a table with rows of its own.
    Field(Field),
    /// Of the funds table.
    Stage(Stage),
    /// 执行率, 支出率
    Rate,
    /// 完成率
    Completion,
}

impl Column {
    pub fn is_computed(&self) -> bool {
        matches!(self.entry, Entry::Rate | Entry::Completion)
    }

    pub fn kind(&self) -> Kind {
        match self.entry {
            Entry::Field(field) => field.spec().kind,
            Entry::Stage(_) => Kind::Amount,
            Entry::Rate | Entry::Completion => Kind::Rate,
        }
    }

    /// Whether its texts may run over several lines.
    pub fn is_prose(&self) -> bool {
        self.kind() == Kind::Text
    }

    /// Whether its figures stand at the right.
    pub fn is_figure(&self) -> bool {
        matches!(self.kind(), Kind::Amount | Kind::Points | Kind::Rate)
    }
}

impl Sheet {
    /// The funds table of a draft.
    pub fn funds(draft: &Draft) -> Sheet {
        let policy = policy::named(draft.get(Field::Policy).trim()).unwrap_or(&policy::ALL[0]);
        let is_there = |source: &Source| {
            let mut amounts = source.amounts.into_iter();
            policy.layout.has_source(source) || amounts.any(|field| !draft.get(field).is_empty())
        };
        Sheet::Funds(EXTRA_SOURCES.each_ref().map(is_there))
    }

    /// The sources of the funds table, a row each.
    pub fn sources(self) -> Vec<&'static Source> {
        let Sheet::Funds(extra) = self else {
            return Vec::new();
        };
        let extra = EXTRA_SOURCES.iter().zip(extra);
        let extra = extra.filter_map(|(source, is_there)| is_there.then_some(source));
        SOURCES.iter().chain(extra).collect()
    }

    /// With these sources too, as it is once they are filled in.
    pub fn with(self, sources: &[&Source]) -> Sheet {
        match self {
            Sheet::Funds(mut extra) => {
                for (source, is_there) in EXTRA_SOURCES.iter().zip(&mut extra) {
                    *is_there |= sources.contains(&source);
                }
                Sheet::Funds(extra)
            }
            Sheet::Rows(_) => self,
        }
    }

    pub fn columns(self) -> Vec<Column> {
        match self {
            Sheet::Funds(_) => {
                let stages = Stage::ALL.into_iter().map(|stage| Column {
                    key: "amount",
                    label: stage.label(),
                    entry: Entry::Stage(stage),
                });
                stages.chain([rate("执行率")]).collect()
            }
            Sheet::Rows(table) => {
                let mut columns: Vec<Column> = table
                    .columns()
                    .map(|spec| Column {
                        key: spec.key,
                        label: spec.label,
                        entry: match spec.need {
                            Need::Reported => Entry::Completion,
                            _ => Entry::Field(spec.field),
                        },
                    })
                    .collect();
                if table == Table::SubProjects {
                    columns.insert(3, rate("支出率"));
                }
                columns
            }
        }
    }

    pub fn row_count(self, draft: &Draft) -> usize {
        match self {
            Sheet::Funds(_) => self.sources().len(),
            Sheet::Rows(table) => draft.row_count(table),
        }
    }

    /// What is typed into a cell goes there; `None` for a computed one.
    pub fn place(self, row: usize, column: &Column) -> Option<Place> {
        match column.entry {
            Entry::Field(field) => Some(Place::in_row(field, row)),
            Entry::Stage(stage) => {
                let sources = self.sources();
                let source = sources.get(row)?;
                Some(Place::of(source.amounts[stage as usize]))
            }
            Entry::Rate | Entry::Completion => None,
        }
    }

    /// The cell of a place, if it is one of this sheet.
    pub fn cell_of(self, place: &Place) -> Option<At> {
        let columns = self.columns();
        let rows = match self {
            Sheet::Funds(_) => 0..self.sources().len(),
            Sheet::Rows(table) if place.field.spec().table == Some(table) => {
                let row = place.row?;
                row..row + 1
            }
            Sheet::Rows(_) => return None,
        };
        let whole = place.whole();
        rows.flat_map(|row| (0..columns.len()).map(move |column| At { row, column }))
            .find(|at| self.place(at.row, &columns[at.column]).as_ref() == Some(&whole))
    }

    /// Whether a place is in this sheet, in a computed cell of it too.
    pub fn is_about(self, place: &Place) -> bool {
        match self {
            Sheet::Funds(_) => is_of_funds(place.field),
            Sheet::Rows(table) => place.field.spec().table == Some(table),
        }
    }

    /// The table whose rows can be added, moved and removed.
    pub fn table(self) -> Option<Table> {
        match self {
            Sheet::Funds(_) => None,
            Sheet::Rows(table) => Some(table),
        }
    }

    pub fn is_row_blank(self, draft: &Draft, row: usize) -> bool {
        let columns = self.columns();
        let mut places = columns.iter().filter_map(|column| self.place(row, column));
        places.all(|place| draft.text(&place).trim().is_empty())
    }
}

/// Whether a place is one of a table that the page shows as a sheet.
pub fn is_in_a_sheet(place: &Place) -> bool {
    place.row.is_some() || is_of_funds(place.field)
}

/// Whether a field stands in the funds table.
pub fn is_of_funds(field: Field) -> bool {
    let mut lines = sources().chain([&TOTAL]);
    lines.any(|source| source.rate == field || source.amounts.contains(&field))
}

fn rate(label: &'static str) -> Column {
    Column {
        key: "rate",
        label,
        entry: Entry::Rate,
    }
}

/// The unit that amounts are shown in; a number without a unit is typed in it too.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Unit {
    #[default]
    Yuan,
    Wan,
}

impl From<policy::Unit> for Unit {
    fn from(unit: policy::Unit) -> Unit {
        match unit {
            policy::Unit::Yuan => Unit::Yuan,
            policy::Unit::TenThousand => Unit::Wan,
        }
    }
}

impl Unit {
    pub const ALL: [Unit; 2] = [Unit::Yuan, Unit::Wan];

    pub fn label(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::Wan => "万元",
        }
    }

    /// With thousands separators: `18,388,700.00`, `1,838.87`.
    pub fn show(self, amount: Yuan) -> String {
        match self {
            Unit::Yuan => amount.grouped(),
            Unit::Wan => amount.grouped_wan(),
        }
    }

    /// What is typed as `text` while this unit is shown, as it is kept: a number alone means
    /// so many of the unit, and says so wherever it is shown otherwise.
    pub fn kept(self, text: &str) -> String {
        // Also one that can't be read, such as 677,00: once mended it is of this unit.
        let is_part = |c: char| c.is_numeric() || c.is_whitespace() || ",，.．-".contains(c);
        let is_number = text.chars().all(is_part) && text.contains(char::is_numeric);
        match self {
            Unit::Wan if is_number => format!("{}万元", text.trim()),
            _ => text.to_owned(),
        }
    }

    /// The text that stands in the input while `text` is edited: in 万元, an amount in it.
    pub fn edited(self, text: &str) -> String {
        match (self, Value::read(Kind::Amount, text)) {
            (Unit::Wan, Value::Amount(amount)) if !text.contains('万') => {
                format!("{}万元", amount.wan())
            }
            _ => text.to_owned(),
        }
    }
}

/// A cell, from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    pub row: usize,
    pub column: usize,
}

/// What is selected: the active cell, which has the cursor, and the cells from it to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Selection {
    pub active: At,
    pub to: At,
    /// Whether the arrow keys move within the cell's text, as after a second click or F2.
    /// Otherwise they move from cell to cell and what is typed replaces the text.
    pub is_editing: bool,
}

impl Selection {
    pub fn of(active: At) -> Selection {
        Selection {
            active,
            to: active,
            is_editing: false,
        }
    }

    pub fn editing(active: At) -> Selection {
        Selection {
            is_editing: true,
            ..Selection::of(active)
        }
    }

    pub fn is_range(&self) -> bool {
        self.active != self.to
    }

    pub fn range(&self) -> Range {
        let (a, b) = (self.active, self.to);
        Range {
            top: a.row.min(b.row),
            bottom: a.row.max(b.row),
            left: a.column.min(b.column),
            right: a.column.max(b.column),
        }
    }

    /// As much of it as is there still, after rows went.
    pub fn within(self, rows: usize) -> Option<Selection> {
        let last = rows.checked_sub(1)?;
        let inside = |at: At| At {
            row: at.row.min(last),
            ..at
        };
        Some(Selection {
            active: inside(self.active),
            to: inside(self.to),
            ..self
        })
    }
}

/// Cells in a rectangle, its borders included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    pub top: usize,
    pub bottom: usize,
    pub left: usize,
    pub right: usize,
}

impl Range {
    pub fn has(&self, row: usize, column: usize) -> bool {
        (self.top..=self.bottom).contains(&row) && (self.left..=self.right).contains(&column)
    }

    pub fn height(&self) -> usize {
        self.bottom - self.top + 1
    }

    pub fn width(&self) -> usize {
        self.right - self.left + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::sample::sample;

    const SHEETS: [Sheet; 4] = [
        Sheet::Funds([false, false]),
        Sheet::Funds([false, true]),
        Sheet::Rows(Table::SubProjects),
        Sheet::Rows(Table::Indicators),
    ];

    #[test]
    fn every_cell_has_its_place_and_every_place_its_cell() {
        let draft = sample();
        for sheet in SHEETS {
            let columns = sheet.columns();
            for row in 0..sheet.row_count(&draft) {
                for (at, column) in columns.iter().enumerate() {
                    let place = sheet.place(row, column);
                    assert_eq!(place.is_none(), column.is_computed());
                    if let Some(place) = place {
                        assert_eq!(sheet.cell_of(&place), Some(At { row, column: at }));
                    }
                }
            }
            assert_eq!(sheet.cell_of(&Place::of(Field::Phone)), None);
        }
    }

    #[test]
    fn the_funds_have_the_sources_of_the_form_and_those_that_are_filled_in() {
        let labels = |draft: &Draft| -> Vec<&str> {
            let sources = Sheet::funds(draft).sources().into_iter();
            sources.map(|source| source.label).collect()
        };
        let mut draft = Draft::default();
        let usual = ["财政资金", "财政专户管理资金", "单位资金"];
        assert_eq!(labels(&draft), usual);
        draft.set(Field::OtherFundsExecuted, "0");
        assert_eq!(labels(&draft)[3..], ["其他资金"]);
        draft.set(Field::OtherFundsExecuted, "");
        draft.set(Field::Policy, "财政部");
        assert_eq!(labels(&draft)[3..], ["上年结转资金", "其他资金"]);
    }

    #[test]
    fn in_wan_a_number_is_kept_with_its_unit_and_what_has_one_stays() {
        assert_eq!(Unit::Wan.kept("1838.87"), "1838.87万元");
        assert_eq!(Unit::Wan.kept(" 1,838.87 "), "1,838.87万元");
        assert_eq!(Unit::Wan.kept("677,00"), "677,00万元");
        for text in ["1838.87万元", "5元", "0.2亿元", "不详", "", " "] {
            assert_eq!(Unit::Wan.kept(text), text);
        }
        assert_eq!(Unit::Yuan.kept("1838.87"), "1838.87");
        assert_eq!(Unit::Wan.edited("18,388,700.00"), "1838.87万元");
        assert_eq!(Unit::Wan.edited("1838.870万元"), "1838.870万元");
        assert_eq!(Unit::Wan.edited("不详"), "不详");
        assert_eq!(Unit::Yuan.edited("18388700"), "18388700");
    }

    #[test]
    fn a_selection_keeps_to_the_rows_there_are() {
        let selection = Selection {
            to: At { row: 9, column: 1 },
            ..Selection::of(At { row: 2, column: 0 })
        };
        let range = selection.within(4).map(|selection| selection.range());
        assert_eq!(
            range,
            Some(Range {
                top: 2,
                bottom: 3,
                left: 0,
                right: 1
            })
        );
        assert_eq!(selection.within(0), None);
    }
}
