//! Excel files (.xlsx), of Excel and of WPS.

mod date;
mod decimal;
mod format;
mod read;
mod write;

pub(crate) use read::read;
pub use write::write;

use ziping_core::export::Format;
use ziping_core::spreadsheet::Workbook;
use ziping_core::{save, Edition};

pub const FORMAT: Format = Format {
    key: "xlsx",
    label: "Excel 工作簿",
    extension: "xlsx",
    mime: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    editions: &[Edition::Form],
    carries_draft: true,
    draws_charts: true,
    write: |document, draft| {
        let draft = document.carries_draft.then(|| save::write(draft));
        write(&Workbook::of(document, &document.title), draft.as_deref())
    },
};

/// `A`, `AB`: the name of a column, from 0.
pub(crate) fn column_name(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}
