//! What can be exported: which edition, for whom, in which format.

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::export::{self, Format};
use ziping_core::field::value::Date;
use ziping_core::field::Field;
use ziping_core::report::opinion::{self, Refused, Reviewed};
use ziping_core::report::public::Public;
use ziping_core::report::{disclosure, summary};
use ziping_core::save;
use ziping_core::spreadsheet::Workbook;
use ziping_core::{Edition, Subject};

use super::inbox::{Inbox, Manuscript, Reading};
use super::record::line;
use crate::review::of_edition;

/// A kind of file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One of [`export::FORMATS`].
    Plain(&'static Format),
    Word,
    Excel,
    /// The draft alone.
    Backup,
}

pub const HTML: Kind = Kind::Plain(&export::html::FORMAT);
const TEXT: Kind = Kind::Plain(&export::text::FORMAT);

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
    pub kind: Kind,
    /// 附图表
    pub has_charts: bool,
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
    kind: Kind,
) -> Choice {
    let export = Export {
        edition,
        version,
        kind,
        has_charts: false,
    };
    Choice {
        id,
        label,
        note,
        export,
    }
}

use Edition::{Disclosure, Form, Report};
use Kind::{Backup, Excel, Word};
use Version::{Internal, Public as ForAll};

/// The first is what the list of projects hands out.
#[rustfmt::skip]
pub const CHOICES: &[Choice] = &[
    choice("export_html", "自评报告", "网页，可再打开续填", Report, Internal, HTML),
    choice("export_word", "自评报告", "Word，可再打开续填", Report, Internal, Word),
    choice("export_form", "自评表", "网页，可再打开续填", Form, Internal, HTML),
    choice("export_form_word", "自评表", "Word，可再打开续填", Form, Internal, Word),
    choice("export_form_excel", "自评表", "Excel，可再打开续填", Form, Internal, Excel),
    choice("export_public", "自评报告公开版", "网页，电话已隐去", Report, ForAll, HTML),
    choice("export_public_word", "自评报告公开版", "Word，电话已隐去", Report, ForAll, Word),
    choice("export_public_form", "自评表公开版", "网页，电话已隐去", Form, ForAll, HTML),
    choice("export_disclosure", "决算公开综述", "网页", Disclosure, Internal, HTML),
    choice("export_disclosure_word", "决算公开综述", "Word", Disclosure, Internal, Word),
    choice("export_text", "自评报告", "纯文本", Report, Internal, TEXT),
    choice("export_backup", "本项目备份", "只供本程序打开", Report, Internal, Backup),
];

/// A file that is handed out.
#[derive(Debug)]
pub struct File {
    pub name: String,
    pub mime: &'static str,
    pub content: Content,
}

/// What is in it. Word and Excel files are written by the module for Office files.
#[derive(Debug)]
pub enum Content {
    Bytes(Vec<u8>),
    Word {
        document: Document,
        /// The draft that goes along, as `save` writes it.
        draft: Option<String>,
    },
    Excel {
        workbook: Workbook,
        draft: Option<String>,
    },
}

impl Kind {
    fn extension(self) -> &'static str {
        match self {
            Kind::Plain(format) => format.extension,
            Kind::Word => "docx",
            Kind::Excel => "xlsx",
            Kind::Backup => "json",
        }
    }

    fn mime(self) -> &'static str {
        match self {
            Kind::Plain(format) => format.mime,
            Kind::Word => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Excel => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Backup => "application/json",
        }
    }
}

/// A document as a file. The draft goes along where the document isn't for the public.
fn file(kind: Kind, name: &str, document: Document, draft: &Draft) -> File {
    let carried = || document.carries_draft.then(|| save::write(draft));
    let content = match kind {
        Kind::Plain(format) => Content::Bytes((format.write)(&document, draft)),
        Kind::Backup => Content::Bytes(save::write(draft).into_bytes()),
        Kind::Word => Content::Word {
            draft: carried(),
            document,
        },
        Kind::Excel => Content::Excel {
            workbook: Workbook::of(&document, &document.title),
            draft: carried(),
        },
    };
    File {
        name: format!("{name}.{}", kind.extension()),
        mime: kind.mime(),
        content,
    }
}

impl Export {
    /// The file, marked as a draft while there are errors.
    pub fn file(self, draft: &Draft, today: Option<Date>) -> File {
        let subject = of_edition(draft, today, self.edition, self.has_charts);
        let document = subject.final_edition(self.edition, &subject.findings());
        let (document, version) = match self.version {
            Version::Internal => (document, ""),
            Version::Public => (Public { show_names: false }.of(document), "（公开版）"),
            Version::PublicAs(public) => (public.of(document), "（公开版）"),
        };
        let name = subject.edition_file_name(self.edition) + version;
        file(self.kind, &name, document, draft)
    }
}

/// A file about many projects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gathered {
    /// 汇总表
    Summary(Kind),
    /// The paragraphs for the 决算公开.
    Disclosures(Kind),
}

impl Gathered {
    #[rustfmt::skip]
    pub const ALL: [(Gathered, &'static str, &'static str, &'static str); 5] = [
        (Gathered::Summary(Excel), "gather_excel", "汇总表", "Excel，合计带公式"),
        (Gathered::Summary(Word), "gather_word", "汇总表", "Word"),
        (Gathered::Summary(HTML), "gather_html", "汇总表", "网页"),
        (Gathered::Disclosures(Word), "gather_disclosures_word", "决算公开综述", "Word，每个项目一段"),
        (Gathered::Disclosures(HTML), "gather_disclosures", "决算公开综述", "网页，每个项目一段"),
    ];

    /// The file; a 汇总表 has charts (附图表) where they are wanted.
    pub fn file(self, drafts: &[&Draft], today: Option<Date>, has_charts: bool) -> File {
        let subjects = drafts.iter().map(|draft| Subject::of(draft, today));
        let subjects: Vec<Subject<'_>> = subjects.collect();
        let (kind, document) = match self {
            Gathered::Summary(kind) if has_charts => (kind, summary::with_charts(&subjects)),
            Gathered::Summary(kind) => (kind, summary::document(&subjects)),
            Gathered::Disclosures(kind) => (kind, disclosure::of_all(&subjects)),
        };
        let name = common_name(drafts, &document.title);
        // It carries none of the drafts.
        file(kind, &name, document, &Draft::default())
    }
}

/// `海口市公安局-2021-项目支出绩效自评汇总表`: with unit and year where all have the same.
fn common_name(drafts: &[&Draft], title: &str) -> String {
    let common = |field| {
        let mut texts = drafts.iter().map(|draft| line(draft, field));
        let first = texts.next().unwrap_or_default();
        let is_one = texts.all(|text| text == first);
        match is_one {
            true => export::name_part(&first),
            false => String::new(),
        }
    };
    let parts = [
        common(Field::BudgetUnit),
        common(Field::ReportYear),
        title.to_owned(),
    ];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

/// 审核意见 on one file.
pub fn opinion_file(kind: Kind, of: &str, manuscript: &Manuscript, today: Option<Date>) -> File {
    let document = opinion::document(&manuscript.reviewed(of, today));
    let stem = of.rsplit_once('.').map_or(of, |(stem, _)| stem);
    let name = format!("{stem}-审核意见");
    file(kind, &name, document, &Draft::default())
}

/// 审核意见 on all files, as an Excel file.
pub fn opinions_file(inbox: &Inbox, today: Option<Date>) -> File {
    let reviewed: Vec<Reviewed> = inbox
        .manuscripts()
        .map(|(file, manuscript)| manuscript.reviewed(file, today))
        .collect();
    let refused = inbox.items.iter().filter_map(|item| match &item.reading {
        Reading::Refused(reason) => Some(Refused {
            file: item.file.clone(),
            reason: reason.clone(),
        }),
        _ => None,
    });
    let refused: Vec<Refused> = refused.collect();
    let drafts: Vec<&Draft> = inbox.manuscripts().map(|(_, it)| &*it.draft).collect();
    let name = common_name(&drafts, "项目支出绩效自评审核意见汇总");
    File {
        name: format!("{name}.xlsx"),
        mime: Kind::Excel.mime(),
        content: Content::Excel {
            workbook: opinion::workbook(&reviewed, &refused),
            draft: None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::sample::sample;

    fn text(export: Export) -> (String, String) {
        let file = export.file(&sample(), None);
        let text = match file.content {
            Content::Bytes(bytes) => String::from_utf8(bytes).expect("text"),
            Content::Word { document, .. } => format!("{document:?}"),
            Content::Excel { workbook, .. } => format!("{workbook:?}"),
        };
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
    fn a_public_version_has_no_phone_names_by_choice_and_no_draft() {
        for kind in [HTML, Word] {
            let of = |show_names| {
                text(Export {
                    edition: Edition::Report,
                    version: Version::PublicAs(Public { show_names }),
                    kind,
                    has_charts: true,
                })
            };
            let (name, hidden) = of(false);
            assert!(name.contains("项目支出绩效自评报告（公开版）."));
            assert!(hidden.contains("138****8000") && !hidden.contains("13800138000"));
            assert!(hidden.contains("周某") && !hidden.contains("周明"));
            assert!(of(true).1.contains("周明"));
        }
        let export = |version| Export {
            edition: Edition::Report,
            version,
            kind: Word,
            has_charts: false,
        };
        let carried = |version| match export(version).file(&sample(), None).content {
            Content::Word { draft, .. } => draft,
            other => panic!("{other:?}"),
        };
        assert_eq!(carried(Version::Internal), Some(save::write(&sample())));
        assert_eq!(carried(Version::Public), None);
    }

    #[test]
    fn charts_are_in_a_file_where_they_are_wanted() {
        const TITLES: [&str; 2] = ["资金执行情况（元）", "各项目执行率"];
        let draft = sample();
        for has_charts in [false, true] {
            for choice in CHOICES {
                let version = match choice.export.version {
                    Version::Public => Version::PublicAs(Public { show_names: false }),
                    version => version,
                };
                let (_, text) = text(Export {
                    has_charts,
                    version,
                    ..choice.export
                });
                let draws_charts = match choice.export.kind {
                    Kind::Plain(format) => format.draws_charts,
                    Word | Excel => true,
                    Backup => false,
                };
                let may_have = choice.export.edition != Disclosure && draws_charts;
                assert_eq!(
                    text.contains(TITLES[0]),
                    has_charts && may_have,
                    "{}",
                    choice.id
                );
            }
            for (gathered, id, ..) in Gathered::ALL {
                let content = format!("{:?}", gathered.file(&[&draft], None, has_charts).content);
                let text = match gathered.file(&[&draft], None, has_charts).content {
                    Content::Bytes(bytes) => String::from_utf8(bytes).expect("text"),
                    _ => content,
                };
                let may_have = matches!(gathered, Gathered::Summary(_));
                assert_eq!(text.contains(TITLES[1]), has_charts && may_have, "{id}");
            }
        }
    }

    #[test]
    fn a_file_about_many_is_named_after_what_they_have_in_common() {
        let (one, mut other) = (sample(), sample());
        other.set(Field::ProjectName, "另一个");
        let name = |drafts: &[&Draft]| Gathered::Summary(Excel).file(drafts, None, true).name;
        assert_eq!(
            name(&[&one, &other]),
            "海口市公安局-2021-项目支出绩效自评汇总表.xlsx"
        );
        other.set(Field::ReportYear, "2022");
        assert_eq!(
            name(&[&one, &other]),
            "海口市公安局-项目支出绩效自评汇总表.xlsx"
        );
        other.set(Field::BudgetUnit, "");
        assert_eq!(name(&[&one, &other]), "项目支出绩效自评汇总表.xlsx");
        let names = Gathered::ALL.map(|(gathered, ..)| gathered.file(&[&one], None, true).name);
        let names = std::collections::BTreeSet::from(names);
        assert_eq!(names.len(), Gathered::ALL.len(), "{names:?}");
        other.set(Field::ReportYear, "2021");
        other.set(Field::BudgetUnit, "../\u{202E}甲:*");
        let hostile = Gathered::Summary(Excel).file(&[&other], None, true).name;
        assert_eq!(hostile, "甲-2021-项目支出绩效自评汇总表.xlsx");
    }
}
