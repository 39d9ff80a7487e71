//! Any XML as a Word file's parts (document, styles, numbering, footnotes, header, parted by
//! U+0001) is read or refused without a panic.

#![no_main]

use std::io::{Cursor, Write};

use libfuzzer_sys::fuzz_target;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};
use ziping_office::{gb18030, read, Limits};

/// An archive of these parts.
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(*name, options).unwrap();
        archive.write_all(content.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

const RELATIONSHIPS: &str = "<r><Relationship Id=\"word/document.xml\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></r>";
const RELATED: &str = "<r><Relationship Id=\"s.xml\" Type=\"x/styles\" Target=\"s.xml\"/><Relationship Id=\"n.xml\" Type=\"x/numbering\" Target=\"n.xml\"/><Relationship Id=\"f.xml\" Type=\"x/footnotes\" Target=\"f.xml\"/><Relationship Id=\"h.xml\" Type=\"x/header\" Target=\"h.xml\"/></r>";

fuzz_target!(|text: &str| {
    let mut parts = text.split('\u{1}');
    let mut part = || parts.next().unwrap_or_default();
    let bytes = packed(&[
        ("_rels/.rels", RELATIONSHIPS),
        ("word/_rels/document.xml.rels", RELATED),
        ("word/document.xml", part()),
        ("word/s.xml", part()),
        ("word/n.xml", part()),
        ("word/f.xml", part()),
        ("word/h.xml", part()),
    ]);
    let _ = read(&bytes, "a.docx", &Limits::default(), gb18030);
});
