//! What can be exported: which edition, for whom, in which format.

use ziping_core::draft::Draft;
use ziping_core::export::Format;
use ziping_core::field::value::Date;
use ziping_core::report::public::Public;
use ziping_core::Edition;

use crate::review::of_edition;

/// For whom a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    Internal,
    /// 公开版: whether the persons' names stay is still to be asked.
    Public,
    /// The same, decided.
    PublicAs(Public),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Export {
    pub edition: Edition,
    pub version: Version,
    /// The key of a [`Format`].
    pub format: &'static str,
}

/// An entry of the menu 导出.
#[derive(Debug)]
pub struct Choice {
    pub id: &'static str,
    pub label: &'static str,
    pub note: &'static str,
    pub export: Export,
}

const fn choice(
    id: &'static str,
    label: &'static str,
    note: &'static str,
    edition: Edition,
    version: Version,
    format: &'static str,
) -> Choice {
    let export = Export {
        edition,
        version,
        format,
    };
    Choice {
        id,
        label,
        note,
        export,
    }
}

use Edition::{Disclosure, Form, Report};
use Version::{Internal, Public as ForAll};

pub const CHOICES: &[Choice] = &[
    choice(
        "export_html",
        "自评报告",
        "网页，可再打开续填",
        Report,
        Internal,
        "html",
    ),
    choice(
        "export_form",
        "自评表",
        "网页，可再打开续填",
        Form,
        Internal,
        "html",
    ),
    choice(
        "export_public",
        "自评报告公开版",
        "网页，电话已隐去",
        Report,
        ForAll,
        "html",
    ),
    choice(
        "export_public_form",
        "自评表公开版",
        "网页，电话已隐去",
        Form,
        ForAll,
        "html",
    ),
    choice(
        "export_disclosure",
        "决算公开综述",
        "网页",
        Disclosure,
        Internal,
        "html",
    ),
    choice(
        "export_text",
        "自评报告",
        "纯文本",
        Report,
        Internal,
        "text",
    ),
];

/// A file that is handed out.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub mime: &'static str,
    pub bytes: Vec<u8>,
}

impl Export {
    /// The file, marked as a draft while there are errors; `None` for a format that isn't
    /// there.
    pub fn file(self, draft: &Draft, today: Option<Date>) -> Option<File> {
        let format = Format::from_key(self.format)?;
        let subject = of_edition(draft, today, self.edition);
        let document = subject.final_edition(self.edition, &subject.findings());
        let (document, version) = match self.version {
            Version::Internal => (document, ""),
            Version::Public => (Public { show_names: false }.of(document), "（公开版）"),
            Version::PublicAs(public) => (public.of(document), "（公开版）"),
        };
        let name = subject.edition_file_name(self.edition);
        Some(File {
            name: format!("{name}{version}.{}", format.extension),
            mime: format.mime,
            bytes: (format.write)(&document, draft),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::sample::sample;

    fn text(export: Export) -> (String, String) {
        let file = export.file(&sample(), None).expect("a format");
        let text = String::from_utf8(file.bytes).expect("text");
        (file.name, text)
    }

    #[test]
    fn every_choice_gives_a_file_of_its_own() {
        let mut names: Vec<String> = CHOICES.iter().map(|it| text(it.export).0).collect();
        names.sort_unstable();
        let count = names.len();
        names.dedup();
        assert_eq!((names.len(), count), (CHOICES.len(), CHOICES.len()));
    }

    #[test]
    fn a_public_version_has_no_phone_and_names_by_choice() {
        let of = |show_names| {
            text(Export {
                edition: Edition::Report,
                version: Version::PublicAs(Public { show_names }),
                format: "html",
            })
        };
        let (name, hidden) = of(false);
        assert!(name.ends_with("项目支出绩效自评报告（公开版）.html"));
        assert!(hidden.contains("138****8000") && !hidden.contains("13800138000"));
        assert!(hidden.contains("周某") && !hidden.contains("周明"));
        assert!(of(true).1.contains("周明"));
    }
}
