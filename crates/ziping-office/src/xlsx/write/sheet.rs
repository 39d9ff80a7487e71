//! A sheet: its cells, and how it is printed.

use std::collections::BTreeMap;

use ziping_core::spreadsheet::{Cell, Sheet, Style, Value};

use super::{Texts, COLUMNS, HEAD, NAMESPACE, RELATIONS, ROWS};
use crate::xlsx::column_name;
use crate::xml::write::escape;

/// A place, by row and column from 0.
type Place = (usize, usize);

/// What stands at a place.
struct Placed<'s> {
    cell: &'s Cell,
    /// Whether it is the cell itself, or what a merged one covers.
    is_start: bool,
}

/// Where cells stand, and which are merged: the last row and column of each.
#[derive(Default)]
struct Plan<'s> {
    places: BTreeMap<Place, Placed<'s>>,
    merged: BTreeMap<Place, Place>,
}

pub(super) fn part(sheet: &Sheet, is_first: bool, texts: &mut Texts) -> String {
    let plan = Plan::of(sheet);
    let mut out = format!("{HEAD}<worksheet xmlns=\"{NAMESPACE}\">\n");
    out += "<sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\n";
    out += &view(sheet, is_first);
    out += "<sheetFormatPr defaultRowHeight=\"18\"/>\n";
    out += &columns(sheet);
    out += &plan.rows(sheet, texts);
    out += &plan.merge_cells();
    out += &print_set_up(sheet);
    out += &page_breaks(sheet);
    if !sheet.charts.is_empty() {
        out += &format!("<drawing xmlns:r=\"{RELATIONS}\" r:id=\"drawing\"/>\n");
    }
    out + "</worksheet>\n"
}

impl<'s> Plan<'s> {
    /// Cells that would stand in another one are left out: Excel refuses such files.
    fn of(sheet: &'s Sheet) -> Plan<'s> {
        let mut plan = Plan::default();
        for cell in &sheet.cells {
            let start = (cell.row, cell.column);
            if cell.row >= ROWS || cell.column >= COLUMNS || plan.places.contains_key(&start) {
                continue;
            }
            let end = plan.end(cell);
            for row in cell.row..=end.0 {
                for column in cell.column..=end.1 {
                    let is_start = (row, column) == start;
                    plan.places.insert((row, column), Placed { cell, is_start });
                }
            }
            if end != start {
                plan.merged.insert(start, end);
            }
        }
        plan
    }

    /// The last place of a cell; its own where others stand in what it would cover.
    fn end(&self, cell: &Cell) -> Place {
        const MOST: usize = 1 << 16;
        let rows = cell.rows.clamp(1, ROWS - cell.row);
        let columns = cell.columns.clamp(1, COLUMNS - cell.column);
        let end = (cell.row + rows - 1, cell.column + columns - 1);
        let is_small = rows.saturating_mul(columns) <= MOST;
        let mut inside =
            (cell.row..=end.0).flat_map(|row| self.places.range((row, cell.column)..=(row, end.1)));
        match is_small && inside.next().is_none() {
            true => end,
            false => (cell.row, cell.column),
        }
    }

    fn rows(&self, sheet: &Sheet, texts: &mut Texts) -> String {
        let mut out = "<sheetData>\n".to_owned();
        let mut row = None;
        for ((at, column), placed) in &self.places {
            if row != Some(*at) {
                out += if row.is_some() { "</row>\n" } else { "" };
                out += &format!("<row r=\"{}\"{}>", at + 1, self.height(sheet, *at));
                row = Some(*at);
            }
            out += &cell(placed, &name((*at, *column)), texts);
        }
        out += if row.is_some() { "</row>\n" } else { "" };
        out + "</sheetData>\n"
    }

    /// A row's height. Excel finds a new one when somebody edits the row, but for what merged
    /// cells need: there it has to stay.
    fn height(&self, sheet: &Sheet, row: usize) -> String {
        let (mut alone, mut needed) = (0, 0);
        for ((_, column), placed) in self.places.range((row, 0)..(row + 1, 0)) {
            let start = (placed.cell.row, placed.cell.column);
            let end = self.merged.get(&start);
            let width = match end {
                Some(end) => sheet.widths.get(*column..=end.1),
                None => sheet.widths.get(*column..=*column),
            };
            let width: u32 = width.unwrap_or_default().iter().sum();
            let height = points(placed.cell, width);
            match end {
                None => alone = alone.max(height),
                Some(end) if placed.is_start && end.0 == row => needed = needed.max(height),
                // What a tall cell needs beyond a line in each of its rows is the last row's.
                Some(end) if end.0 == row && *column == start.1 => {
                    needed = needed.max(height.saturating_sub(LINE * (row - start.0) as u32));
                }
                Some(_) => {}
            }
        }
        match needed > alone {
            true => format!(" ht=\"{needed}\" customHeight=\"1\""),
            false => format!(" ht=\"{}\"", alone.max(LINE)),
        }
    }

    fn merge_cells(&self) -> String {
        if self.merged.is_empty() {
            return String::new();
        }
        let areas = self
            .merged
            .iter()
            .map(|(start, end)| format!("<mergeCell ref=\"{}:{}\"/>\n", name(*start), name(*end)));
        let count = self.merged.len();
        format!(
            "<mergeCells count=\"{count}\">\n{}</mergeCells>\n",
            areas.collect::<String>()
        )
    }
}

/// The height of a line, in pt.
const LINE: u32 = 18;

/// About how high a cell is in a column of this many characters.
fn points(cell: &Cell, width: u32) -> u32 {
    const TITLE: u32 = 32;
    let text = match &cell.value {
        Value::Text(text) => text,
        Value::Number(_) | Value::Formula { .. } => "",
    };
    if cell.style == Style::Title {
        return TITLE;
    }
    let fit = width.max(2);
    let lines = text.split('\n').map(|line| {
        let halves = line.chars().map(|c| if c.is_ascii() { 1 } else { 2 });
        // A character that doesn't fit into the rest of a line leaves it empty.
        halves
            .sum::<u32>()
            .div_ceil(fit.saturating_sub(1).max(1))
            .max(1)
    });
    LINE + (lines.sum::<u32>().saturating_sub(1)) * 14
}

fn cell(placed: &Placed<'_>, name: &str, texts: &mut Texts) -> String {
    let style = 1 + 2 * place_of(placed.cell.style);
    if !placed.is_start {
        return format!("<c r=\"{name}\" s=\"{style}\"/>");
    }
    match &placed.cell.value {
        Value::Text(text) => text_cell(name, style, text, texts),
        Value::Number(number) if is_exact(number) => {
            format!("<c r=\"{name}\" s=\"{style}\"><v>{number}</v></c>")
        }
        Value::Number(number) => text_cell(name, style, number, texts),
        Value::Formula { formula, result } => {
            let kind = if is_number(result) { "" } else { " t=\"str\"" };
            let (formula, result) = (escape(formula), escape(result));
            format!("<c r=\"{name}\" s=\"{style}\"{kind}><f>{formula}</f><v>{result}</v></c>")
        }
    }
}

/// A text stays one when somebody edits it, whatever it begins with.
fn text_cell(name: &str, style: usize, text: &str, texts: &mut Texts) -> String {
    if text.is_empty() {
        return format!("<c r=\"{name}\" s=\"{style}\"/>");
    }
    let is_like_a_formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let style = style + usize::from(is_like_a_formula);
    format!(
        "<c r=\"{name}\" s=\"{style}\" t=\"s\"><v>{}</v></c>",
        texts.place(text)
    )
}

/// The place of a style in parts/styles.xml, where each stands twice.
fn place_of(style: Style) -> usize {
    match style {
        Style::Title => 0,
        Style::Label => 1,
        Style::Text => 2,
        Style::Short => 3,
        Style::Yuan => 4,
        Style::Wan => 5,
        Style::Percent => 6,
        Style::Points => 7,
        Style::Plain => 8,
        Style::Note => 9,
    }
}

fn is_number(text: &str) -> bool {
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit());
    is_digits(whole) && is_digits(decimals)
}

/// Whether Excel keeps every digit of a number. It has 15; of others it would make zeros.
fn is_exact(text: &str) -> bool {
    const DIGITS: usize = 15;
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.trim_start_matches('0');
    let kept = match text.contains('.') {
        true => digits.trim_end_matches('0'),
        false => digits,
    };
    is_number(text) && kept.len() <= DIGITS
}

/// `A1`
fn name((row, column): Place) -> String {
    format!("{}{}", column_name(column), row + 1)
}

/// The head stays in sight, as it is repeated on paper.
fn view(sheet: &Sheet, is_first: bool) -> String {
    /// More would leave no room for the rest of a small screen.
    const MOST: usize = 8;
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    let pane = match sheet.head {
        head @ 1..=MOST => format!(
            "<pane ySplit=\"{head}\" topLeftCell=\"A{}\" activePane=\"bottomLeft\" state=\"frozen\"/>",
            head + 1
        ),
        _ => String::new(),
    };
    format!(
        "<sheetViews><sheetView{selected} workbookViewId=\"0\">{pane}</sheetView></sheetViews>\n"
    )
}

fn columns(sheet: &Sheet) -> String {
    /// Excel's own, in characters.
    const WIDEST: u32 = 255;
    let columns = sheet
        .widths
        .iter()
        .take(COLUMNS)
        .enumerate()
        .map(|(i, width)| {
            let (n, width) = (i + 1, (*width).min(WIDEST - 1));
            // With the room beside the characters.
            format!("<col min=\"{n}\" max=\"{n}\" width=\"{width}.7109375\" customWidth=\"1\"/>\n")
        });
    match sheet.widths.is_empty() {
        true => String::new(),
        false => format!("<cols>\n{}</cols>\n", columns.collect::<String>()),
    }
}

/// A4, one page wide, with the margins of the forms in Word and HTML.
fn print_set_up(sheet: &Sheet) -> String {
    let (orientation, margins) = match sheet.is_landscape {
        true => (
            "landscape",
            "left=\"0.59\" right=\"0.59\" top=\"0.59\" bottom=\"0.6\"",
        ),
        false => (
            "portrait",
            "left=\"0.79\" right=\"0.59\" top=\"0.71\" bottom=\"0.6\"",
        ),
    };
    format!(
        "<printOptions horizontalCentered=\"1\"/>\n\
         <pageMargins {margins} header=\"0.3\" footer=\"0.3\"/>\n\
         <pageSetup paperSize=\"9\" orientation=\"{orientation}\" fitToWidth=\"1\" fitToHeight=\"0\"/>\n\
         <headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter>\n"
    )
}

/// Before the charts that would be cut in two.
fn page_breaks(sheet: &Sheet) -> String {
    let charts = sheet.charts.iter();
    let rows = charts.filter(|placed| placed.begins_page && placed.row > 0);
    let breaks: Vec<String> = rows
        .map(|placed| format!("<brk id=\"{}\" max=\"16383\" man=\"1\"/>", placed.row))
        .collect();
    let count = breaks.len();
    match count {
        0 => String::new(),
        _ => format!(
            "<rowBreaks count=\"{count}\" manualBreakCount=\"{count}\">{}</rowBreaks>\n",
            breaks.concat()
        ),
    }
}
