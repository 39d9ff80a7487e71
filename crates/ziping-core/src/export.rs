//! THE list of export formats: a document becomes bytes.

pub mod html;
pub mod text;

use crate::document::Document;
use crate::draft::Draft;

/// A file format of the report.
#[derive(Debug)]
pub struct Format {
    /// The name for programs.
    pub key: &'static str,
    /// The name on the page.
    pub label: &'static str,
    pub extension: &'static str,
    pub mime: &'static str,
    /// The draft goes along for formats that carry it inside.
    pub write: fn(&Document, &Draft) -> Vec<u8>,
}

pub const FORMATS: &[Format] = &[html::FORMAT, text::FORMAT];

impl Format {
    pub fn from_key(key: &str) -> Option<&'static Format> {
        FORMATS.iter().find(|format| format.key == key)
    }
}
