//! Office files in and out: bytes become a [`Source`], a finished report becomes .docx, a
//! workbook .xlsx. No input and output, no clock, and no bytes that make it panic.
//!
//! What a file is, its content says; its name counts only where the content leaves it open.

mod archive;
mod carried;
mod chart;
mod docx;
mod flow;
#[cfg(feature = "gb18030")]
mod gb18030;
mod html;
mod kind;
mod limits;
mod package;
mod refusal;
#[cfg(all(test, feature = "gb18030"))]
mod round_trip;
mod saved;
mod text;
mod xlsx;
mod xml;

pub use docx::{write as write_docx, FORMAT as DOCX};
#[cfg(feature = "gb18030")]
pub use gb18030::gb18030;
pub use limits::Limits;
pub use refusal::{Kind, Refusal};
pub use saved::{saved, RefusedRecord, SavedFile};
pub use xlsx::{write as write_xlsx, FORMAT as XLSX};

use ziping_core::export::{self, Format};
use ziping_core::import::source::Source;
use ziping_core::save::{self, Saved};

use kind::Content;
use package::Package;
use text::Gb18030;

/// THE formats that the core doesn't write itself.
const FORMATS: &[Format] = &[DOCX, XLSX];

/// Every format that a document is written in.
pub fn formats() -> impl Iterator<Item = &'static Format> {
    export::FORMATS.iter().chain(FORMATS)
}

/// Reads a file: .docx, .xlsx, .html, plain text. `gb18030` decodes texts in that encoding,
/// or says that they aren't: browsers have a decoder, and elsewhere there is [`gb18030`].
pub fn read(
    bytes: &[u8],
    file_name: &str,
    limits: &Limits,
    gb18030: Gb18030,
) -> Result<Source, Refusal> {
    if bytes.len() > limits.file {
        return Err(Refusal::TooLarge);
    }
    let source = match kind::of(bytes, file_name)? {
        Content::Zip => office(bytes, limits),
        Content::Html => html::read(&text::decode_html(bytes, gb18030)?, limits),
        Content::Text => text::read(&text::decode(bytes, gb18030)?, limits),
    }?;
    match source.draft.as_deref().map(save::read) {
        Some(Saved::Newer(_)) => Err(Refusal::Newer),
        _ => Ok(source),
    }
}

/// Reads what is a zip archive: Word and Excel files are.
fn office(bytes: &[u8], limits: &Limits) -> Result<Source, Refusal> {
    let mut package = Package::open(bytes, limits)?;
    let Some(main) = package.main_part()? else {
        let kind = kind::of_archive(package.names());
        return Err(Refusal::Unsupported(kind));
    };
    if main.ends_with(".bin") {
        return Err(Refusal::Unsupported(Kind::BinaryExcel));
    }
    let Some(mut xml) = package.xml(&main)? else {
        return Err(Refusal::Damaged);
    };
    let root = xml.root()?.name().to_owned();
    match root.as_str() {
        "document" => docx::read(package, &main, limits),
        "workbook" => xlsx::read(package, &main, limits),
        "presentation" => Err(Refusal::Unsupported(Kind::Presentation)),
        _ => Err(Refusal::Unsupported(Kind::Archive)),
    }
}
