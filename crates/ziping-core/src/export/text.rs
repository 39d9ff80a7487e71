//! The report as plain text: a paragraph a line, tables with tabs.

use super::Format;
use crate::document::{Block, Document, Run};
use crate::draft::Draft;

pub const FORMAT: Format = Format {
    key: "text",
    label: "纯文本",
    extension: "txt",
    mime: "text/plain;charset=utf-8",
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
                line(&joined(runs, ""));
                line("");
            }
            Block::Heading { text, .. } => line(text),
            Block::Paragraph(runs) => line(&joined(runs, "")),
            Block::Table(table) => {
                line(&table.caption);
                let titles: Vec<&str> = table.columns.iter().map(|column| column.title).collect();
                line(&titles.join("\t"));
                for row in &table.rows {
                    line(&joined(row, "\t"));
                }
            }
            Block::Signature { unit, date } => {
                line("");
                line(&unit.text);
                line(&date.text);
            }
        }
    }
    out
}

fn joined(runs: &[Run], separator: &str) -> String {
    let texts: Vec<&str> = runs.iter().map(|run| run.text.as_str()).collect();
    texts.join(separator)
}
