//! THE list of readers: a file becomes a draft.

mod filing;
mod form;
pub mod html;
mod joined;
pub mod origin;
pub mod received;
pub mod source;
mod stretch;
pub mod text;

#[cfg(test)]
mod property;

use crate::draft::Draft;
use crate::finding::Finding;
use origin::Origin;

/// A kind of file that can be read.
#[derive(Debug)]
pub struct Reader {
    /// The name for people.
    label: &'static str,
    /// In lower case.
    extensions: &'static [&'static str],
    read: fn(&str) -> Result<Imported, Refusal>,
}

pub const READERS: &[Reader] = &[html::READER, text::READER];

/// What a reader makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub draft: Draft,
    /// What only the file showed, such as wrong numbers of headings; the rules find the rest
    /// in the draft.
    pub findings: Vec<Finding>,
    /// What became of each stretch of the file, in its order. A draft that the file carries
    /// inside has none.
    pub origins: Vec<Origin>,
    /// The further forms of the file, each as a draft of its own.
    pub more: Vec<Imported>,
}

impl Imported {
    /// A draft as it is.
    fn of_draft(draft: Draft) -> Imported {
        Imported {
            draft,
            findings: Vec::new(),
            origins: Vec::new(),
            more: Vec::new(),
        }
    }
}

/// Why a file isn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no reader for files that are named so.
    Unsupported,
    /// It isn't text in UTF-8.
    NotUtf8,
    /// It was exported by a newer version of the program.
    Newer,
    /// A web page without a draft inside.
    NoDraft,
}

/// Reads a file: its name says how.
pub fn read(bytes: &[u8], file_name: &str) -> Result<Imported, Refusal> {
    let reader = reader_of(file_name).ok_or(Refusal::Unsupported)?;
    let text = std::str::from_utf8(bytes).map_err(|_| Refusal::NotUtf8)?;
    (reader.read)(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

fn reader_of(file_name: &str) -> Option<&'static Reader> {
    let (_, extension) = file_name.rsplit_once('.')?;
    READERS.iter().find(|reader| {
        let mut extensions = reader.extensions.iter();
        extensions.any(|known| known.eq_ignore_ascii_case(extension))
    })
}

impl Refusal {
    pub const ALL: [Refusal; 4] = [
        Refusal::Unsupported,
        Refusal::NotUtf8,
        Refusal::Newer,
        Refusal::NoDraft,
    ];

    /// The name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::Unsupported => "unsupported",
            Refusal::NotUtf8 => "not_utf8",
            Refusal::Newer => "newer",
            Refusal::NoDraft => "no_draft",
        }
    }

    /// What happened to the file of this name, and what to do.
    pub fn message(self, file_name: &str) -> String {
        match self {
            Refusal::Unsupported => {
                format!("不能读取“{file_name}”。可以读取{}", readable())
            }
            Refusal::NotUtf8 => format!(
                "“{file_name}”不是 UTF-8 编码，没有读取。请用记事本等打开，另存为 UTF-8 编码后再读取"
            ),
            Refusal::Newer => {
                format!("“{file_name}”由更新版本的程序导出，本版本不能读取")
            }
            Refusal::NoDraft => format!(
                "“{file_name}”中没有填报内容，没有读取。只能读取本程序导出的网页，公开版和汇总表除外"
            ),
        }
    }
}

/// `本程序导出的网页（.html、.htm）、纯文本（.txt）`
fn readable() -> String {
    let kinds = READERS.iter().map(|reader| {
        let extensions: Vec<String> = reader
            .extensions
            .iter()
            .map(|extension| format!(".{extension}"))
            .collect();
        format!("{}（{}）", reader.label, extensions.join("、"))
    });
    kinds.collect::<Vec<_>>().join("、")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::report::public::Public;
    use crate::sample::sample;
    use crate::{export, Edition, Subject};

    #[test]
    fn every_edition_as_a_web_page_reads_back_as_the_draft() {
        let draft = sample();
        let subject = Subject::of(&draft, None);
        for edition in Edition::ALL {
            let html = export::html::write(&subject.edition(edition), &draft);
            for name in ["报告.html", "a.b.HTM"] {
                let imported = read(html.as_bytes(), name).unwrap();
                assert_eq!(imported.draft, draft);
                assert_eq!(imported.findings, []);
            }
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        let report = export::text::write(&Subject::of(&sample(), None).document());
        let expected = text::read(&report);
        let marked = "\u{FEFF}".to_owned() + &report;
        assert_eq!(read(report.as_bytes(), "报告.txt").as_ref(), Ok(&expected));
        assert_eq!(read(marked.as_bytes(), "报告.TXT"), Ok(expected));
    }

    #[test]
    fn what_is_not_read_is_refused_with_the_reason() {
        let draft = sample();
        let subject = Subject::of(&draft, None);
        let public = Public { show_names: true }.of(subject.document());
        let public = export::html::write(&public, &draft);
        let newer = export::html::write(&subject.document(), &draft)
            .replace(r#""schema":1"#, r#""schema":2"#);
        let cases: [(&[u8], &str, Refusal); 8] = [
            (b"", "报告.docx", Refusal::Unsupported),
            (b"", "txt", Refusal::Unsupported),
            (b"", "", Refusal::Unsupported),
            // “项目” in GB 18030, and in UTF-16 with its mark.
            (b"\xCF\xEE\xC4\xBF", "报告.txt", Refusal::NotUtf8),
            (b"\xFF\xFEy\x98\xEEv", "报告.html", Refusal::NotUtf8),
            (newer.as_bytes(), "报告.html", Refusal::Newer),
            (public.as_bytes(), "报告.html", Refusal::NoDraft),
            (b"<p>", "报告.html", Refusal::NoDraft),
        ];
        for (bytes, name, expected) in cases {
            assert_eq!(read(bytes, name), Err(expected), "{name}");
            assert!(expected.message(name).contains(&format!("“{name}”")));
        }
        assert_eq!(
            Refusal::Unsupported.message("报告.docx"),
            "不能读取“报告.docx”。可以读取本程序导出的网页（.html、.htm）、纯文本（.txt）"
        );
    }

    proptest! {
        #[test]
        fn no_file_makes_a_reader_panic(
            bytes in any::<Vec<u8>>(), text in any::<String>(), name in "(\\.?(txt|html)|.*)",
        ) {
            let _ = read(&bytes, &name);
            let _ = read(text.as_bytes(), &name);
        }

        #[test]
        fn what_is_no_utf_8_is_always_refused(text in any::<String>(), bad in 0x80u8..=0xBF) {
            let bytes = [text.as_bytes(), &[bad]].concat();
            prop_assert_eq!(read(&bytes, "a.txt"), Err(Refusal::NotUtf8));
        }
    }
}
