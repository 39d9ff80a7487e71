//! Reads a workbook as it shows: every visible sheet a grid, with the results that formulas
//! gave last. Hidden rows and columns are read; blank rows at the end aren't.

use std::collections::BTreeMap;

use ziping_core::import::source::{Block, Cell, Grid, Source};

use super::decimal::Decimal;
use super::format::{built_in, Format};
use crate::limits::Budget;
use crate::package::Package;
use crate::xml::Xml;
use crate::{carried, Limits, Refusal};

/// Reads the file whose workbook is in the part `main`.
pub(crate) fn read(
    mut package: Package<'_>,
    main: &str,
    limits: &Limits,
) -> Result<Source, Refusal> {
    let related = package.relationships(main)?;
    let target = |kind: &str| {
        let mut found = related
            .iter()
            .filter(|relationship| relationship.kind == kind);
        found.next().map_or("", |relationship| &relationship.target)
    };
    let workbook = workbook(&mut package, main)?;
    let mut reader = Reader {
        texts: Vec::new(),
        formats: formats(&mut package, target("styles"))?,
        is_1904: workbook.is_1904,
        budget: Budget::of(limits),
    };
    // Texts that several cells share count again where they stand.
    reader.texts = shared_texts(&mut package, target("sharedStrings"), limits)?;
    let mut blocks = Vec::new();
    for (name, id) in workbook.sheets {
        let sheet = related.iter().find(|relationship| relationship.id == id);
        let Some(sheet) = sheet.filter(|sheet| sheet.kind == "worksheet") else {
            continue;
        };
        if let Some(mut xml) = package.xml(&sheet.target)? {
            let rows = reader.sheet(&mut xml)?;
            xml.finish()?;
            if !rows.is_empty() {
                blocks.push(Block::Grid(Grid { name, rows }));
            }
        }
    }
    let draft = carried::draft(&mut package, &related);
    Ok(Source { blocks, draft })
}

#[derive(Default)]
struct Workbook {
    /// The visible sheets: names and relationships.
    sheets: Vec<(String, String)>,
    is_1904: bool,
}

fn workbook(package: &mut Package<'_>, part: &str) -> Result<Workbook, Refusal> {
    let mut workbook = Workbook::default();
    let mut xml = package.xml(part)?.ok_or(Refusal::Damaged)?;
    xml.root()?;
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "workbookPr" => {
                let date = tag.get("date1904");
                workbook.is_1904 = matches!(date.as_deref(), Some("1" | "true"));
                xml.skip()?;
            }
            "sheets" => {
                while let Some(tag) = xml.child()? {
                    let is_hidden = tag.get("state").is_some_and(|state| state != "visible");
                    if let (Some(name), Some(id), false) =
                        (tag.get("name"), tag.get("id"), is_hidden)
                    {
                        workbook.sheets.push((name, id));
                    }
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    xml.finish()?;
    Ok(workbook)
}

/// The formats of cells, by the number that a cell gives.
fn formats(package: &mut Package<'_>, part: &str) -> Result<Vec<Format>, Refusal> {
    let mut custom: BTreeMap<u32, Format> = BTreeMap::new();
    let mut formats = Vec::new();
    let Some(mut xml) = package.xml(part)? else {
        return Ok(formats);
    };
    xml.root()?;
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "numFmts" => {
                while let Some(tag) = xml.child()? {
                    if let (Some(id), Some(code)) = (tag.number("numFmtId"), tag.get("formatCode"))
                    {
                        custom.insert(id, Format::read(&code));
                    }
                    xml.skip()?;
                }
            }
            "cellXfs" => {
                while let Some(tag) = xml.child()? {
                    let id = tag.number("numFmtId").unwrap_or(0);
                    formats.push(custom.get(&id).cloned().unwrap_or_else(|| built_in(id)));
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    xml.finish()?;
    Ok(formats)
}

fn shared_texts(
    package: &mut Package<'_>,
    part: &str,
    limits: &Limits,
) -> Result<Vec<String>, Refusal> {
    let mut budget = Budget::of(limits);
    let mut texts = Vec::new();
    let Some(mut xml) = package.xml(part)? else {
        return Ok(texts);
    };
    xml.root()?;
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "si" => {
                let text = rich_text(&mut xml)?;
                budget.items(1)?;
                budget.text(&text)?;
                texts.push(text);
            }
            _ => xml.skip()?,
        }
    }
    xml.finish()?;
    Ok(texts)
}

/// The text of `si` or `is`, without how it is pronounced.
fn rich_text(xml: &mut Xml<'_>) -> Result<String, Refusal> {
    let mut text = String::new();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "t" => text += &unescaped(xml.text()?),
            "r" => text += &rich_text(xml)?,
            _ => xml.skip()?,
        }
    }
    Ok(text)
}

/// A text with the characters that Excel writes as `_x000D_`. Its lines end with LF only.
fn unescaped(text: String) -> String {
    if !text.contains("_x") && !text.contains('\r') {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some((before, after)) = rest.split_once("_x") {
        out.push_str(before);
        let code = after.get(..4).filter(|_| after.get(4..5) == Some("_"));
        let code = code.and_then(|code| u32::from_str_radix(code, 16).ok());
        rest = match code.and_then(char::from_u32) {
            Some(c) => {
                out.push(c);
                &after[5..]
            }
            None => {
                out.push_str("_x");
                after
            }
        };
    }
    out.push_str(rest);
    out.replace("\r\n", "\n").replace('\r', "\n")
}

struct Reader {
    texts: Vec<String>,
    formats: Vec<Format>,
    is_1904: bool,
    budget: Budget,
}

/// A row: its number, and its cells that show something, by column.
type Row = (u32, BTreeMap<u32, String>);

impl Reader {
    fn sheet(&mut self, xml: &mut Xml<'_>) -> Result<Vec<Vec<Cell>>, Refusal> {
        let mut rows: Vec<Row> = Vec::new();
        let mut merged = Vec::new();
        xml.root()?;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "sheetData" => self.rows(xml, &mut rows)?,
                "mergeCells" => {
                    while let Some(tag) = xml.child()? {
                        merged.extend(tag.get("ref").and_then(|area| Area::read(&area)));
                        self.budget.items(1)?;
                        xml.skip()?;
                    }
                }
                _ => xml.skip()?,
            }
        }
        rows.sort_by_key(|(number, _)| *number);
        self.grid(rows, merged)
    }

    fn rows(&mut self, xml: &mut Xml<'_>, rows: &mut Vec<Row>) -> Result<(), Refusal> {
        let mut number: u32 = 0;
        while let Some(tag) = xml.child()? {
            number = tag.number("r").unwrap_or(number.saturating_add(1));
            let cells = self.cells(xml)?;
            if !cells.is_empty() {
                self.budget.items(1)?;
                rows.push((number, cells));
            }
        }
        Ok(())
    }

    fn cells(&mut self, xml: &mut Xml<'_>) -> Result<BTreeMap<u32, String>, Refusal> {
        let mut cells = BTreeMap::new();
        let mut column: u32 = 0;
        while let Some(tag) = xml.child()? {
            let place = tag.get("r").and_then(|place| Place::read(&place));
            column = place.map_or(column.saturating_add(1), |place| place.column);
            let kind = tag.get("t").unwrap_or_default();
            let style = tag.number("s").unwrap_or(0);
            let text = self.cell(xml, &kind, style)?;
            if !text.trim().is_empty() {
                self.budget.items(1)?;
                self.budget.text(&text)?;
                cells.insert(column, text);
            }
        }
        Ok(cells)
    }

    fn cell(&self, xml: &mut Xml<'_>, kind: &str, style: u32) -> Result<String, Refusal> {
        let mut shown = String::new();
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "v" => shown = self.value(xml.text()?, kind, style),
                "is" => shown = rich_text(xml)?,
                // A formula: what it gave is beside it.
                _ => xml.skip()?,
            }
        }
        Ok(shown)
    }

    fn value(&self, value: String, kind: &str, style: u32) -> String {
        match kind {
            "s" => {
                let index: Option<usize> = value.trim().parse().ok();
                let text = index.and_then(|index| self.texts.get(index));
                text.cloned().unwrap_or_default()
            }
            "b" => if value.trim() == "1" { "是" } else { "否" }.to_owned(),
            "str" | "inlineStr" => unescaped(value),
            "e" | "d" => value,
            _ => match (Decimal::read(&value), self.formats.get(style as usize)) {
                (Some(number), Some(format)) => format.show(&number, self.is_1904),
                (Some(number), None) => Format::General.show(&number, self.is_1904),
                (None, _) => value,
            },
        }
    }

    /// The rows that show something, as they stand to each other. A blank row says nothing,
    /// and a file may have a million of them.
    fn grid(&mut self, rows: Vec<Row>, merged: Vec<Area>) -> Result<Vec<Vec<Cell>>, Refusal> {
        let lasts = rows
            .iter()
            .filter_map(|(_, cells)| cells.keys().next_back());
        let width = lasts.copied().max().unwrap_or(0);
        let mut spans: Vec<Vec<Span>> = vec![Vec::new(); rows.len()];
        for area in merged.iter().filter(|area| area.left <= width) {
            let first = rows.partition_point(|(number, _)| *number < area.top);
            let end = rows.partition_point(|(number, _)| *number <= area.bottom);
            self.budget.items(end - first)?;
            for at in first..end {
                spans[at].push(Span {
                    left: area.left,
                    right: area.right.min(width),
                    rows: (at == first).then_some(end - first),
                    is_first: rows[at].0 == area.top,
                });
            }
        }
        let rows = rows.iter().zip(spans);
        rows.map(|((_, cells), spans)| self.row(cells, spans))
            .collect()
    }

    fn row(
        &mut self,
        cells: &BTreeMap<u32, String>,
        mut spans: Vec<Span>,
    ) -> Result<Vec<Cell>, Refusal> {
        spans.sort_by_key(|span| span.left);
        // A blank cell that reaches down keeps its place from what stands below.
        let tall = spans.iter().filter(|span| span.rows > Some(1));
        let tall = tall.map(|span| span.left).max();
        let last = cells.keys().next_back().copied().max(tall).unwrap_or(0);
        let mut spans = spans.into_iter().peekable();
        let mut row = Vec::new();
        let mut column = 1;
        while column <= last {
            while spans.next_if(|span| span.left < column).is_some() {}
            let span = spans.next_if(|span| span.left == column);
            let span = span.unwrap_or(Span {
                left: column,
                right: column,
                rows: Some(1),
                is_first: true,
            });
            let columns = (span.right - span.left + 1) as usize;
            if let Some(rows) = span.rows {
                self.budget.items(columns.saturating_mul(rows))?;
                let text = cells.get(&column).filter(|_| span.is_first);
                let text = text.cloned().unwrap_or_default();
                row.push(Cell {
                    text,
                    columns,
                    rows,
                });
            }
            column = span.right + 1;
        }
        Ok(row)
    }
}

/// What a merged area covers of a row.
#[derive(Clone)]
struct Span {
    left: u32,
    right: u32,
    /// How many rows it covers where it begins in this one.
    rows: Option<usize>,
    /// Whether the area's own first row is this one, which has its text.
    is_first: bool,
}

/// A cell's place, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    column: u32,
    row: u32,
}

impl Place {
    /// `AB12`, `$A$1`
    fn read(text: &str) -> Option<Place> {
        const LAST_COLUMN: u32 = 16_384;
        const LAST_ROW: u32 = 1_048_576;
        let text = text.replace('$', "");
        let letters = text.find(|c: char| !c.is_ascii_alphabetic())?;
        let (letters, digits) = text.split_at(letters);
        let mut column: u32 = 0;
        for letter in letters.bytes() {
            let digit = u32::from(letter.to_ascii_uppercase() - b'A') + 1;
            column = column.checked_mul(26)?.checked_add(digit)?;
        }
        let row = digits.parse().ok()?;
        let is_inside = (1..=LAST_COLUMN).contains(&column) && (1..=LAST_ROW).contains(&row);
        is_inside.then_some(Place { column, row })
    }
}

/// A merged area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Area {
    left: u32,
    right: u32,
    top: u32,
    bottom: u32,
}

impl Area {
    /// `A1:C3`
    fn read(text: &str) -> Option<Area> {
        let (first, last) = text.split_once(':')?;
        let (first, last) = (Place::read(first)?, Place::read(last)?);
        Some(Area {
            left: first.column.min(last.column),
            right: first.column.max(last.column),
            top: first.row.min(last.row),
            bottom: first.row.max(last.row),
        })
    }
}
