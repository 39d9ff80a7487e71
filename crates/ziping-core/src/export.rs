//! THE list of export formats: a document becomes bytes.

pub mod html;
pub mod text;

use crate::document::Document;
use crate::draft::Draft;
use crate::field::value::is_invisible;
use crate::field::Field;
use crate::form::Form;
use crate::place::Place;
use crate::Edition;

/// A file format of the report.
#[derive(Debug)]
pub struct Format {
    /// The name for programs.
    pub key: &'static str,
    /// The name on the page.
    pub label: &'static str,
    pub extension: &'static str,
    pub mime: &'static str,
    /// What of a draft is written so, the usual edition first. A table of many drafts is in
    /// every format.
    pub editions: &'static [Edition],
    /// Whether the draft is inside, where the document isn't for the public, so that the file
    /// can be opened and gone on with.
    pub carries_draft: bool,
    /// Whether the charts (附图表) that a document has are drawn.
    pub draws_charts: bool,
    /// The draft goes along for formats that carry it inside.
    pub write: fn(&Document, &Draft) -> Vec<u8>,
}

pub const FORMATS: &[Format] = &[html::FORMAT, text::FORMAT];

/// By their keys, which are all different.
impl PartialEq for Format {
    fn eq(&self, other: &Format) -> bool {
        self.key == other.key
    }
}

impl Eq for Format {}

/// The report's file name.
pub(crate) fn file_name(form: &Form<'_>) -> String {
    edition_file_name(form, Edition::Report)
}

/// 单位-项目名称-年度-项目支出绩效自评报告, with what no file system refuses.
pub(crate) fn edition_file_name(form: &Form<'_>, edition: Edition) -> String {
    let parts = [Field::BudgetUnit, Field::ProjectName, Field::ReportYear]
        .map(|field| name_part(form.text(&Place::of(field))));
    let parts = parts.iter().map(String::as_str).chain([edition.label()]);
    parts
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// A text as a part of a file's name: what no file system refuses, and nothing that hides.
pub fn name_part(text: &str) -> String {
    /// Windows counts a path's characters; this leaves room for the folders.
    const LONGEST_PART: usize = 40;
    let is_fine = |c: &char| !c.is_control() && !is_invisible(*c) && !r#"\/:*?"<>|"#.contains(*c);
    let text: String = text.chars().filter(is_fine).collect();
    let text: String = text.trim().chars().take(LONGEST_PART).collect();
    text.trim_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    #[test]
    fn a_file_is_named_after_unit_project_and_year() {
        let mut draft = sample();
        assert_eq!(
            file_name(&Form::parse(&draft)),
            "海口市公安局-信息化专项计划-2021-项目支出绩效自评报告"
        );
        assert_eq!(
            edition_file_name(&Form::parse(&draft), Edition::Form),
            "海口市公安局-信息化专项计划-2021-项目支出绩效自评表"
        );
        draft.set(Field::BudgetUnit, "../<a>\u{202E}\u{0}:*");
        draft.set(Field::ProjectName, "长".repeat(1000));
        draft.set(Field::ReportYear, "");
        assert_eq!(
            file_name(&Form::parse(&draft)),
            format!("a-{}-项目支出绩效自评报告", "长".repeat(40))
        );
        assert_eq!(
            file_name(&Form::parse(&Draft::default())),
            "项目支出绩效自评报告"
        );
    }

    #[test]
    fn formats_are_told_apart_by_their_keys() {
        for (i, one) in FORMATS.iter().enumerate() {
            for (j, other) in FORMATS.iter().enumerate() {
                assert_eq!(one == other, i == j, "{} {}", one.key, other.key);
            }
        }
    }
}
