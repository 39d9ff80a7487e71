//! Files for tests, and what is read from them.

use super::source::{self, Block, Cell, Grid, Source};
use super::Imported;

/// A table. `A<2x3>` is a cell that covers two columns and three rows.
pub(super) fn table(rows: &[&[&str]]) -> Block {
    let size = |text: &str| {
        let (text, size) = text.strip_suffix('>')?.rsplit_once('<')?;
        let (columns, rows) = size.split_once('x')?;
        Some(Cell {
            text: text.to_owned(),
            columns: columns.parse().ok()?,
            rows: rows.parse().ok()?,
        })
    };
    let cell = |text: &&str| size(text).unwrap_or_else(|| Cell::new(*text));
    Block::Grid(Grid {
        name: String::new(),
        rows: rows
            .iter()
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    })
}

/// The head of the funds in 财政部's form.
pub(super) const FUNDS_HEAD: &[&str] = &[
    "项目资金（元）",
    "年初预算数",
    "全年预算数",
    "全年执行数",
    "分值",
    "执行率",
    "得分",
];

/// Lines and tables as one file.
pub(super) fn read(blocks: impl IntoIterator<Item = Block>) -> Imported {
    source::read(&Source {
        blocks: blocks.into_iter().collect(),
        draft: None,
    })
}

/// The places that are filled in with their texts, then what was found while reading.
pub(super) fn told(imported: &Imported) -> Vec<String> {
    let draft = &imported.draft;
    let filled = draft.places().into_iter().filter_map(|place| {
        let text = draft.text(&place);
        (!text.is_empty()).then(|| format!("{place}：{text}"))
    });
    let findings = imported.findings.iter();
    let findings = findings.map(|finding| format!("{} {}", finding.code, finding.message));
    filled.chain(findings).collect()
}
