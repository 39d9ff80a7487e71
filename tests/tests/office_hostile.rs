//! Files that mean harm, or met with it: each is refused in no time, with a reason; whatever
//! is done to a good file, nothing panics.

use std::io::Write;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use proptest::prelude::*;
use ziping_core::import::source::Block;
use ziping_core::sample::sample;
use ziping_core::{save, Subject};
use ziping_office::{gb18030, read, write_docx, Limits, Refusal};

/// A part of an archive as its directory states it, which may be a lie.
struct Part {
    name: &'static str,
    packed: Vec<u8>,
    unpacked: u32,
    crc: u32,
    flags: u16,
}

fn part(name: &'static str, content: &[u8]) -> Part {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content).unwrap();
    let mut crc = Crc::new();
    crc.update(content);
    Part {
        name,
        packed: encoder.finish().unwrap(),
        unpacked: content.len() as u32,
        crc: crc.sum(),
        flags: 0,
    }
}

fn archive(parts: &[Part]) -> Vec<u8> {
    let (mut out, mut directory) = (Vec::new(), Vec::new());
    for part in parts {
        let at = out.len() as u32;
        let mut header = Vec::new();
        for short in [20, part.flags, 8, 0, 0x21] {
            header.extend(short.to_le_bytes());
        }
        for long in [part.crc, part.packed.len() as u32, part.unpacked] {
            header.extend(long.to_le_bytes());
        }
        header.extend((part.name.len() as u32).to_le_bytes());
        out.extend(b"PK\x03\x04");
        out.extend(&header);
        out.extend(part.name.as_bytes());
        out.extend(&part.packed);
        directory.extend(b"PK\x01\x02\x14\0");
        directory.extend(header);
        directory.extend([0; 10]);
        directory.extend(at.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let (at, length) = (out.len() as u32, directory.len() as u32);
    out.extend(directory);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend([(parts.len() as u16).to_le_bytes(); 2].concat());
    out.extend(length.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

const TO_DOCUMENT: &str = r#"<r><Relationship Id="a" Type="x/officeDocument" Target="a.xml"/></r>"#;

fn with_document(document: Part) -> Vec<u8> {
    archive(&[part("_rels/.rels", TO_DOCUMENT.as_bytes()), document])
}

fn document(content: &str) -> Vec<u8> {
    with_document(part("a.xml", content.as_bytes()))
}

/// Refused without long work: at most 150 ms where the code is optimised, which here it isn't.
#[track_caller]
fn refused(bytes: &[u8], name: &str) -> Refusal {
    let started = Instant::now();
    let refusal = read(bytes, name, &Limits::default(), gb18030).unwrap_err();
    let took = started.elapsed();
    assert!(took < Duration::from_secs(30), "{took:?}");
    refusal
}

#[test]
fn a_bomb_is_refused_at_once() {
    let zeros = "0".repeat(16 << 20);
    let paragraphs = "<w:p/>".repeat(2 << 20);
    let huge = Part {
        unpacked: u32::MAX,
        ..part("a.xml", b"<document/>")
    };
    let lying = Part {
        unpacked: 1000,
        ..part("a.xml", format!("<document>{zeros}</document>").as_bytes())
    };
    let deep = "<document>".to_owned() + &"<p>".repeat(1 << 18);
    let cells = format!("<document><tbl>{}", "<tr><tc/></tr>".repeat(300_000));
    let lines = format!("<document>{}", "<p><r><t>1</t></r></p>".repeat(300_000));
    assert_eq!(refused(&document(&zeros), "a.docx"), Refusal::TooMuch);
    assert_eq!(refused(&document(&paragraphs), "a.docx"), Refusal::TooMuch);
    assert_eq!(refused(&with_document(huge), "a.docx"), Refusal::TooMuch);
    assert_eq!(refused(&with_document(lying), "a.docx"), Refusal::Damaged);
    assert_eq!(refused(&document(&deep), "a.docx"), Refusal::TooMuch);
    assert_eq!(refused(&document(&cells), "a.docx"), Refusal::TooMuch);
    assert_eq!(refused(&document(&lines), "a.docx"), Refusal::Damaged);
}

#[test]
fn a_page_full_of_tags_without_ends_is_read_in_linear_time() {
    for piece in [
        "<b hidden>",
        "<b ",
        "<ol>",
        "<table>",
        "<!--",
        "<script>",
        "<a \"",
        "<",
        "&",
    ] {
        let page = format!("<p>甲</p>{}", piece.repeat(200_000));
        let started = Instant::now();
        let read = read(page.as_bytes(), "a.html", &Limits::default(), gb18030);
        let took = started.elapsed();
        assert!(took < Duration::from_secs(30), "{piece}: {took:?}");
        match read {
            Ok(source) => assert_eq!(source.blocks.first(), Some(&Block::Line("甲".to_owned()))),
            Err(refusal) => assert_eq!(refusal, Refusal::TooMuch, "{piece}"),
        }
    }
}

#[test]
fn a_workbook_of_a_million_shared_texts_or_merged_columns_is_refused() {
    let workbook = r#"<workbook><sheets><sheet name="a" id="s"/></sheets></workbook>"#;
    let related = r#"<r><Relationship Id="s" Type="x/worksheet" Target="s.xml"/><Relationship Id="t" Type="x/sharedStrings" Target="t.xml"/></r>"#;
    let text = format!("<sst><si><t>{}</t></si></sst>", "长".repeat(100_000));
    let file = |sheet: &str| {
        archive(&[
            part("_rels/.rels", TO_DOCUMENT.as_bytes()),
            part("a.xml", workbook.as_bytes()),
            part("_rels/a.xml.rels", related.as_bytes()),
            part("t.xml", text.as_bytes()),
            part("s.xml", sheet.as_bytes()),
        ])
    };
    let shared = r#"<c t="s"><v>0</v></c>"#.repeat(1000);
    let shared = format!("<worksheet><sheetData><row>{shared}</row></sheetData></worksheet>");
    assert_eq!(refused(&file(&shared), "a.xlsx"), Refusal::TooMuch);

    let rows: String = (1..200)
        .map(|row| format!(r#"<row r="{row}"><c r="XFD{row}"><v>1</v></c></row>"#))
        .collect();
    let far = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    assert_eq!(refused(&file(&far), "a.xlsx"), Refusal::TooMuch);

    let merged = r#"<mergeCell ref="A1:XFD1048576"/>"#.repeat(100_000);
    let rows = r#"<row><c><v>1</v></c></row>"#.repeat(1000);
    let merged = format!(
        "<worksheet><sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells></worksheet>"
    );
    assert_eq!(refused(&file(&merged), "a.xlsx"), Refusal::TooMuch);
}

#[test]
fn no_entity_is_expanded_and_no_file_is_opened() {
    let laughs = r#"<!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]><document><body><p><r><t>&b;&f;</t></r></p></body></document>"#;
    let source = read(&document(laughs), "a.docx", &Limits::default(), gb18030).unwrap();
    let shown = format!("{:?}", source.blocks);
    assert_eq!(shown, r#"[Line("&b;&f;")]"#);
}

#[test]
fn what_is_encrypted_or_no_office_file_is_named() {
    let locked = Part {
        flags: 1,
        ..part("a.xml", b"<document/>")
    };
    assert_eq!(
        refused(&with_document(locked), "a.docx"),
        Refusal::Encrypted
    );
    let photos = archive(&[part("a.jpg", b"x")]);
    assert_eq!(refused(&photos, "a.zip").key(), "archive");
    assert_eq!(refused(&archive(&[]), "a.docx").key(), "archive");
    let slides = document("<presentation/>");
    assert_eq!(refused(&slides, "a.pptx").key(), "presentation");
    assert_eq!(
        refused(&vec![b'a'; (100 << 20) + 1], "a.txt"),
        Refusal::TooLarge
    );
    assert_eq!(refused(b"", "a.docx"), Refusal::Empty);
}

/// A good file, the sample's.
static REPORT: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let draft = sample();
    let document = Subject::of(&draft, None).document();
    write_docx(&document, Some(&save::write(&draft)))
});

#[test]
fn a_file_that_is_cut_off_anywhere_is_damaged() {
    for length in (8..REPORT.len()).step_by(97) {
        assert_eq!(
            refused(&REPORT[..length], "a.docx"),
            Refusal::Damaged,
            "{length}"
        );
    }
}

proptest! {
    #[test]
    fn no_bytes_and_no_name_make_a_reader_panic(
        bytes in any::<Vec<u8>>(), text in any::<String>(), name in "(\\.?(txt|html|docx|xls)|.*)",
    ) {
        let _ = read(&bytes, &name, &Limits::default(), gb18030);
        let _ = read(text.as_bytes(), &name, &Limits::default(), gb18030);
    }

    #[test]
    fn no_xml_makes_a_reader_panic(
        content in "(</?(p|r|t|tbl|tr|tc|tcPr|gridSpan|vMerge|sdt|fldChar|drawing|txbxContent|row|c|v|is|si|mergeCells|mergeCell|sheetData)( (val|t|r|s|ref)=\"(1|restart|A1:B2|s|begin)\")?/?>|[ab&;])*",
        root in "document|workbook|worksheet",
    ) {
        let _ = read(&document(&format!("<{root}>{content}</{root}>")), "a", &Limits::default(), gb18030);
    }

    #[test]
    fn no_damage_to_a_file_makes_the_reader_panic(
        changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = REPORT.clone();
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        let _ = read(&bytes, "a.docx", &Limits::default(), gb18030);
    }
}
