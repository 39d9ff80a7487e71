//! Word files (.docx), of Word and of WPS.

mod numbering;
mod read;
mod style;
mod symbol;
mod write;

pub(crate) use read::read;
pub use write::write;
