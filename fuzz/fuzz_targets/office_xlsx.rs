//! Any XML as an Excel file's parts (sheet, texts, styles, parted by U+0001) is read or refused
//! without a panic.

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

const RELATIONSHIPS: &str = "<r><Relationship Id=\"xl/workbook.xml\" Type=\"x/officeDocument\" Target=\"xl/workbook.xml\"/></r>";
const RELATED: &str = "<r><Relationship Id=\"a.xml\" Type=\"x/worksheet\" Target=\"a.xml\"/><Relationship Id=\"t.xml\" Type=\"x/sharedStrings\" Target=\"t.xml\"/><Relationship Id=\"s.xml\" Type=\"x/styles\" Target=\"s.xml\"/></r>";
const WORKBOOK: &str = "<workbook><sheets><sheet name=\"a\" id=\"a.xml\"/></sheets></workbook>";

fuzz_target!(|text: &str| {
    let mut parts = text.split('\u{1}');
    let mut part = || parts.next().unwrap_or_default();
    let bytes = packed(&[
        ("_rels/.rels", RELATIONSHIPS),
        ("xl/_rels/workbook.xml.rels", RELATED),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/a.xml", part()),
        ("xl/t.xml", part()),
        ("xl/s.xml", part()),
    ]);
    let _ = read(&bytes, "a.xlsx", &Limits::default(), gb18030);
});
