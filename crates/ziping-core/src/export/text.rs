//! The report as plain text: a paragraph a line, tables with tabs, no charts.

use super::Format;
use crate::document::{joined, Block, Cell, CellKind, Document, Slot, Table};
use crate::draft::Draft;
use crate::Edition;

pub const FORMAT: Format = Format {
    key: "text",
    label: "纯文本",
    extension: "txt",
    mime: "text/plain;charset=utf-8",
    editions: &Edition::ALL,
    carries_draft: false,
    draws_charts: false,
    write: |document, _: &Draft| write(document).into_bytes(),
};

pub fn write(document: &Document) -> String {
    let mut out = String::new();
    let mut line = |text: &str| {
        out.push_str(text);
        out.push('\n');
    };
    if let Some(mark) = &document.mark {
        line(mark);
    }
    for block in &document.blocks {
        match block {
            Block::Title(runs) => {
                line(&joined(runs));
                line("");
            }
            Block::Heading { text, .. } => line(text),
            Block::Paragraph(runs) | Block::Note(runs) => line(&joined(runs)),
            Block::Table(table) => {
                table.caption.iter().for_each(|caption| line(caption));
                rows(table).iter().for_each(|row| line(row));
            }
            Block::Chart(_) => {}
            Block::Signature { unit, date } => {
                line("");
                line(&unit.text);
                line(&date.text);
            }
        }
    }
    out
}

/// A line a row, with a tab between cells. A merged cell stands in its first row only; below
/// it is an empty one, so that what stands beside it keeps its column.
fn rows(table: &Table) -> Vec<String> {
    let show = |slot: &Slot<'_>| match slot {
        Slot::Start(cell) => Some(content(cell)),
        Slot::Above(_) => Some(String::new()),
        Slot::Covered => None,
    };
    let row = |slots: Vec<Slot<'_>>| {
        let cells: Vec<String> = slots.iter().filter_map(show).collect();
        cells.join("\t")
    };
    table.grid().into_iter().map(row).collect()
}

fn content(cell: &Cell) -> String {
    let lines: Vec<String> = cell.lines.iter().map(|line| joined(line)).collect();
    lines.join(match cell.kind {
        CellKind::Label => "",
        CellKind::Text | CellKind::Short | CellKind::Figure => " ",
    })
}
