//! The selected cells as they are copied: figures as plain numbers, ready to be summed up.

use ziping_core::draft::Draft;
use ziping_core::field::{Kind, Value};

use super::{Range, Sheet, Unit};

/// The texts of a range. `computed` gives the text of a computed cell by row and column.
pub fn copy(
    sheet: Sheet,
    draft: &Draft,
    range: Range,
    unit: Unit,
    computed: impl Fn(usize, usize) -> String,
) -> Vec<Vec<String>> {
    let columns = sheet.columns();
    let cell = |row, column: usize| match sheet.place(row, &columns[column]) {
        Some(place) => plain(columns[column].kind(), draft.text(&place), unit),
        None => computed(row, column),
    };
    (range.top..=range.bottom)
        .map(|row| {
            let cells = range.left..=range.right;
            cells.map(|column| cell(row, column)).collect()
        })
        .collect()
}

/// An amount without separators; what can't be read stays as it was typed.
pub fn plain(kind: Kind, text: &str, unit: Unit) -> String {
    match Value::read(kind, text) {
        Value::Amount(amount) => unit.show(amount).replace(',', ""),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::field::Table;
    use ziping_core::sample::sample;

    #[test]
    fn amounts_are_copied_as_numbers_in_the_unit_shown() {
        let range = Range {
            top: 0,
            bottom: 1,
            left: 1,
            right: 3,
        };
        let sheet = Sheet::Rows(Table::SubProjects);
        let copied = |unit| copy(sheet, &sample(), range, unit, |row, _| format!("率{row}"));
        assert_eq!(
            copied(Unit::Yuan),
            [
                ["18000000.00", "3238800.00", "率0"],
                ["388700.00", "388700.00", "率1"]
            ]
        );
        assert_eq!(copied(Unit::Wan)[0], ["1800", "323.88", "率0"]);
    }
}
