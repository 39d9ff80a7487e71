//! What a file is, by its content.

use crate::{Kind, Refusal};

/// What is read in one way or another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Zip,
    Html,
    Text,
}

/// How files begin that aren't read.
const BEGINNINGS: &[(&[u8], Kind)] = &[
    (b"%PDF", Kind::Pdf),
    (b"{\\rtf", Kind::RichText),
    (b"\x89PNG", Kind::Image),
    (b"\xFF\xD8\xFF", Kind::Image),
    (b"GIF8", Kind::Image),
    (b"BM", Kind::Image),
    (b"II*\0", Kind::Image),
    (b"MM\0*", Kind::Image),
    (b"RIFF", Kind::Image),
    (b"Rar!", Kind::Archive),
    (b"7z\xBC\xAF", Kind::Archive),
    (b"\x1F\x8B", Kind::Archive),
];

/// Of these a text may begin with the same letters.
fn is_text_too(beginning: &[u8], bytes: &[u8]) -> bool {
    matches!(beginning, b"BM" | b"RIFF") && !bytes.iter().take(64).any(|byte| *byte == 0)
}

pub(crate) fn of(bytes: &[u8], file_name: &str) -> Result<Content, Refusal> {
    const OLE: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
    if is_blank(bytes) {
        return Err(Refusal::Empty);
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Ok(Content::Zip);
    }
    if bytes.starts_with(OLE) {
        return Err(of_ole(bytes, file_name));
    }
    for (beginning, kind) in BEGINNINGS {
        if bytes.starts_with(beginning) && !is_text_too(beginning, bytes) {
            return Err(Refusal::Unsupported(*kind));
        }
    }
    of_text(bytes, file_name)
}

fn is_blank(bytes: &[u8]) -> bool {
    let marks: [&[u8]; 3] = [b"\xEF\xBB\xBF", b"\xFF\xFE", b"\xFE\xFF"];
    let mark = marks.into_iter().find(|mark| bytes.starts_with(mark));
    let rest = &bytes[mark.map_or(0, <[u8]>::len)..];
    rest.iter()
        .all(|byte| byte.is_ascii_whitespace() || *byte == 0)
}

fn of_text(bytes: &[u8], file_name: &str) -> Result<Content, Refusal> {
    const HEAD: usize = 1024;
    // In UTF-16 every other byte of a tag is zero.
    let head: Vec<u8> = bytes
        .iter()
        .take(HEAD)
        .filter(|byte| **byte != 0)
        .copied()
        .collect();
    let head = String::from_utf8_lossy(&head).to_ascii_lowercase();
    let begins_with_tag = head
        .trim_start_matches(['\u{FEFF}', '\u{FFFD}'])
        .trim_start()
        .starts_with('<');
    let has = |tag: &str| begins_with_tag && head.contains(tag);
    if ["<!doctype html", "<html", "<body", "<table", "<meta "]
        .iter()
        .any(|tag| has(tag))
    {
        return Ok(Content::Html);
    }
    if [
        "<?mso-application",
        "<workbook",
        "<w:worddocument",
        "<pkg:package",
    ]
    .iter()
    .any(|tag| has(tag))
    {
        return Err(Refusal::Unsupported(Kind::SingleFile));
    }
    if head.contains("mime-version:") && head.contains("multipart/related") {
        return Err(Refusal::Unsupported(Kind::SingleFile));
    }
    match extension(file_name).as_str() {
        "html" | "htm" if head.contains('<') => Ok(Content::Html),
        _ => Ok(Content::Text),
    }
}

fn extension(file_name: &str) -> String {
    let extension = file_name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension);
    extension.to_ascii_lowercase()
}

/// Files in the old container, by the streams in it. WPS writes the same ones under names
/// of its own.
fn of_ole(bytes: &[u8], file_name: &str) -> Refusal {
    if has_stream(bytes, "EncryptedPackage") {
        return Refusal::Encrypted;
    }
    let kind = match extension(file_name).as_str() {
        "wps" | "wpt" => Kind::WpsWriter,
        "et" | "ett" => Kind::WpsSpreadsheet,
        _ if has_stream(bytes, "WordDocument") => Kind::OldWord,
        _ if has_stream(bytes, "Workbook") || has_stream(bytes, "Book") => Kind::OldExcel,
        _ if has_stream(bytes, "PowerPoint Document") => Kind::Presentation,
        _ => Kind::Unknown,
    };
    Refusal::Unsupported(kind)
}

/// Whether a stream's name stands where a directory entry can be.
fn has_stream(bytes: &[u8], name: &str) -> bool {
    const ENTRY: usize = 128;
    let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
    wanted.extend([0, 0]);
    bytes.chunks(ENTRY).any(|entry| entry.starts_with(&wanted))
}

/// An archive that is no Office file, by the names in it.
pub(crate) fn of_archive<'n>(names: impl Iterator<Item = &'n str>) -> Kind {
    let mut kind = Kind::Archive;
    for name in names {
        // Every OpenDocument file has this part, and files of Office have none of it.
        if name == "META-INF/manifest.xml" {
            kind = Kind::OpenDocument;
        }
    }
    kind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ole(streams: &[&str]) -> Vec<u8> {
        let mut bytes = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
        bytes.resize(512, 0);
        for stream in streams {
            let start = bytes.len();
            bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
            bytes.resize(start + 128, 0);
        }
        bytes
    }

    #[test]
    fn the_content_says_what_a_file_is() {
        let unsupported = |kind| Err(Refusal::Unsupported(kind));
        let word = ole(&["Root Entry", "WordDocument"]);
        let excel = ole(&["Root Entry", "Workbook"]);
        let cases: &[(&[u8], &str, Result<Content, Refusal>)] = &[
            (b"", "a.docx", Err(Refusal::Empty)),
            (b"\xEF\xBB\xBF\r\n", "a.txt", Err(Refusal::Empty)),
            (b"PK\x03\x04", "a.txt", Ok(Content::Zip)),
            (&word, "a.docx", unsupported(Kind::OldWord)),
            (&word, "a.wps", unsupported(Kind::WpsWriter)),
            (&excel, "a.xls", unsupported(Kind::OldExcel)),
            (&excel, "a.et", unsupported(Kind::WpsSpreadsheet)),
            (
                &ole(&["EncryptionInfo", "EncryptedPackage"]),
                "a.docx",
                Err(Refusal::Encrypted),
            ),
            (&ole(&[]), "a.doc", unsupported(Kind::Unknown)),
            (b"%PDF-1.7", "a.docx", unsupported(Kind::Pdf)),
            (b"{\\rtf1", "a.doc", unsupported(Kind::RichText)),
            (b"BM\0\0", "a", unsupported(Kind::Image)),
            ("BMI 项目".as_bytes(), "a.txt", Ok(Content::Text)),
            (
                b"<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>",
                "a.xls",
                unsupported(Kind::SingleFile),
            ),
            (
                b"\xEF\xBB\xBF \n<!DOCTYPE HTML><p>",
                "a.xls",
                Ok(Content::Html),
            ),
            (b"\xFF\xFE<\0h\0t\0m\0l\0>\0", "a.doc", Ok(Content::Html)),
            (
                b"From: <Word>\nMIME-Version: 1.0\nContent-Type: multipart/related; boundary=a",
                "a.doc",
                unsupported(Kind::SingleFile),
            ),
            (b"<p>text", "a.HTM", Ok(Content::Html)),
            (b"<p>text", "a.txt", Ok(Content::Text)),
            (b"text", "a.docx", Ok(Content::Text)),
        ];
        for (bytes, name, expected) in cases {
            assert_eq!(
                of(bytes, name),
                *expected,
                "{name} {:?}",
                &bytes[..bytes.len().min(20)]
            );
        }
    }
}
