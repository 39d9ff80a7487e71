//! Excel files (.xlsx), of Excel and of WPS.

mod date;
mod decimal;
mod format;
mod read;
mod write;

pub(crate) use read::read;
pub use write::write;
