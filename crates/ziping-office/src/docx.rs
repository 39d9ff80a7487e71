//! Word files (.docx), of Word and of WPS.

mod numbering;
mod read;
mod style;
mod symbol;
mod write;

pub(crate) use read::read;
pub use write::write;

use ziping_core::export::Format;
use ziping_core::{save, Edition};

pub const FORMAT: Format = Format {
    key: "docx",
    label: "Word 文档",
    extension: "docx",
    mime: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    editions: &Edition::ALL,
    carries_draft: true,
    draws_charts: true,
    write: |document, draft| write(document, Some(&save::write(draft))),
};
