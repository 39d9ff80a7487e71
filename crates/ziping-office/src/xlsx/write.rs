//! Writes a workbook: real numbers as exact decimals, formulas with what they give, formats,
//! merged cells, the print set-up.

mod drawing;
mod sheet;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use ziping_core::spreadsheet::{Sheet, Workbook};

use crate::archive::pack;
use crate::carried;
use crate::chart;
use crate::package::TYPES;
use crate::xml::write::escape;

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORKBOOK: &str = "xl/workbook.xml";
const RELATED: &str = "xl/_rels/workbook.xml.rels";

/// What Excel has room for.
const ROWS: usize = 1_048_576;
const COLUMNS: usize = 16_384;

/// The workbook as an Excel file, with the draft inside, if there is one.
pub fn write(workbook: &Workbook, draft: Option<&str>) -> Vec<u8> {
    // Excel opens no file without a sheet.
    let blank = [Sheet::default()];
    let sheets = match &workbook.sheets[..] {
        [] => &blank,
        sheets => sheets,
    };
    let names = names(sheets);
    let mut texts = Texts::default();
    let written: Vec<String> = sheets
        .iter()
        .enumerate()
        .map(|(i, sheet)| sheet::part(sheet, i == 0, &mut texts))
        .collect();
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, content: String| parts.push((name.to_owned(), content.into_bytes()));
    add(TYPES, content_types(sheets));
    add(
        "_rels/.rels",
        include_str!("parts/relationships.xml").to_owned(),
    );
    add(WORKBOOK, workbook_part(sheets, &names));
    add(RELATED, relationships(written.len()));
    add("xl/styles.xml", include_str!("parts/styles.xml").to_owned());
    add("xl/sharedStrings.xml", texts.part());
    for (i, sheet) in written.into_iter().enumerate() {
        add(&format!("xl/worksheets/sheet{}.xml", i + 1), sheet);
    }
    let mut charts = 0;
    for (i, (sheet, name)) in sheets.iter().zip(&names).enumerate() {
        parts.extend(drawing::parts(i + 1, sheet, name, &mut charts));
    }
    match draft {
        Some(draft) => carried::packed(parts, RELATED, draft),
        None => pack(&parts),
    }
}

/// The sheets' names as Excel takes them: short, each once, without the signs of formulas.
fn names(sheets: &[Sheet]) -> Vec<String> {
    const LONGEST: usize = 31;
    let mut names: Vec<String> = Vec::new();
    for (i, sheet) in sheets.iter().enumerate() {
        let is_fine = |c: &char| !r"[]:*?/\".contains(*c) && !c.is_control();
        let name: String = sheet.name.chars().filter(is_fine).collect();
        // Excel counts UTF-16 units, and quotes names with apostrophes.
        let mut units = 0;
        let fits = |c: &char| {
            units += c.len_utf16();
            units <= LONGEST
        };
        let name: String = name
            .trim_matches([' ', '\''])
            .chars()
            .take_while(fits)
            .collect();
        let name = name.trim_matches([' ', '\'']).to_owned();
        let is_taken = |name: &str| {
            names
                .iter()
                .any(|other| other.to_lowercase() == name.to_lowercase())
        };
        let name = match name.is_empty() || is_taken(&name) {
            true => numbered(i + 1, is_taken),
            false => name,
        };
        names.push(name);
    }
    names
}

/// A name that isn't taken.
fn numbered(from: usize, is_taken: impl Fn(&str) -> bool) -> String {
    let names = (from..).map(|n| format!("表{n}"));
    names
        .into_iter()
        .find(|name| !is_taken(name))
        .unwrap_or_default()
}

fn content_types(sheets: &[Sheet]) -> String {
    const TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    let mut out = HEAD.to_owned();
    out += "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\n";
    out += "  <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n";
    out += "  <Default Extension=\"xml\" ContentType=\"application/xml\"/>\n";
    let mut add = |part: &str, kind: &str| {
        out += &format!(
            "  <Override PartName=\"/xl/{part}.xml\" ContentType=\"{TYPE}{kind}+xml\"/>\n"
        );
    };
    add("workbook", "sheet.main");
    add("styles", "styles");
    add("sharedStrings", "sharedStrings");
    (1..=sheets.len()).for_each(|i| add(&format!("worksheets/sheet{i}"), "worksheet"));
    let mut add = |part: String, kind: &str| {
        out += &format!("  <Override PartName=\"/xl/{part}.xml\" ContentType=\"{kind}\"/>\n");
    };
    let drawn = sheets.iter().enumerate();
    let drawn = drawn.filter(|(_, sheet)| !sheet.charts.is_empty());
    drawn.for_each(|(i, _)| add(format!("drawings/drawing{}", i + 1), drawing::TYPE));
    let charts: usize = sheets.iter().map(|sheet| sheet.charts.len()).sum();
    (1..=charts).for_each(|n| add(format!("charts/chart{n}"), chart::TYPE));
    out + "</Types>\n"
}

fn relationships(sheets: usize) -> String {
    let mut out = HEAD.to_owned();
    out +=
        "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n";
    let mut add = |id: &str, kind: &str, target: &str| {
        out += &format!(
            "  <Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"{target}.xml\"/>\n"
        );
    };
    add("styles", "styles", "styles");
    add("texts", "sharedStrings", "sharedStrings");
    (1..=sheets).for_each(|i| {
        add(
            &format!("sheet{i}"),
            "worksheet",
            &format!("worksheets/sheet{i}"),
        )
    });
    out + "</Relationships>\n"
}

fn workbook_part(sheets: &[Sheet], names: &[String]) -> String {
    let mut out = format!("{HEAD}<workbook xmlns=\"{NAMESPACE}\" xmlns:r=\"{RELATIONS}\">\n<bookViews><workbookView/></bookViews>\n<sheets>\n");
    for (i, name) in names.iter().enumerate() {
        let n = i + 1;
        out += &format!(
            "  <sheet name=\"{}\" sheetId=\"{n}\" r:id=\"sheet{n}\"/>\n",
            escape(name)
        );
    }
    out += "</sheets>\n";
    let heads: Vec<String> = sheets
        .iter()
        .zip(names)
        .enumerate()
        .filter(|(_, (sheet, _))| sheet.head > 0)
        .map(|(i, (sheet, name))| {
            let quoted = escape(&name.replace('\'', "''"));
            let last = sheet.head.min(ROWS);
            format!("  <definedName name=\"_xlnm.Print_Titles\" localSheetId=\"{i}\">'{quoted}'!$1:${last}</definedName>\n")
        })
        .collect();
    if !heads.is_empty() {
        out += &format!("<definedNames>\n{}</definedNames>\n", heads.concat());
    }
    // What the formulas give is written beside them; Excel makes sure of it.
    out + "<calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/>\n</workbook>\n"
}

/// The texts that cells share.
#[derive(Default)]
struct Texts {
    places: BTreeMap<String, usize>,
    texts: Vec<String>,
    uses: usize,
}

impl Texts {
    fn place(&mut self, text: &str) -> usize {
        self.uses += 1;
        if let Some(place) = self.places.get(text) {
            return *place;
        }
        let place = self.texts.len();
        self.places.insert(text.to_owned(), place);
        self.texts.push(text.to_owned());
        place
    }

    fn part(&self) -> String {
        let (count, unique) = (self.uses, self.texts.len());
        let mut out = format!(
            "{HEAD}<sst xmlns=\"{NAMESPACE}\" count=\"{count}\" uniqueCount=\"{unique}\">\n"
        );
        for text in &self.texts {
            out += &format!(
                "<si><t xml:space=\"preserve\">{}</t></si>\n",
                text_content(text)
            );
        }
        out + "</sst>\n"
    }
}

/// Longer texts no cell holds.
const LONGEST_TEXT: usize = 32_767;

/// A text as Excel has it: line breaks stay, `_x000A_` is no code.
fn text_content(text: &str) -> String {
    let mut units = 0;
    let fits = |c: &char| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    };
    let text = text.replace("\r\n", "\n");
    let text: String = text.chars().take_while(fits).collect();
    let lines: Vec<String> = text
        .split('\n')
        .map(|line| escape(&line.replace("_x", "_x005F_x")))
        .collect();
    lines.join("\n")
}
