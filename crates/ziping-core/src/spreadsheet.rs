//! A workbook (电子表格) as data: texts, numbers, formulas, merged cells, print set-up. What
//! writes .xlsx takes this and nothing else.

pub(crate) mod document;

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Workbook {
    pub sheets: Vec<Sheet>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sheet {
    pub name: String,
    /// By column, the width in characters.
    pub widths: Vec<u32>,
    pub cells: Vec<Cell>,
    /// How many of the first rows are repeated on every printed page.
    pub head: usize,
    pub is_landscape: bool,
}

/// A cell, with those that it covers if it is merged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// From 0.
    pub row: usize,
    pub column: usize,
    pub rows: usize,
    pub columns: usize,
    pub value: Value,
    pub style: Style,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Never a formula, whatever it begins with.
    Text(String),
    /// An exact decimal such as `18388700.00`.
    Number(String),
    Formula {
        /// Without the equals sign: `SUM(B5:B7)`.
        formula: String,
        /// What it gives now, as an exact decimal.
        result: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Style {
    Title,
    Label,
    Text,
    Short,
    /// 元, with separators and two decimals.
    Yuan,
    /// 万元, with separators and as many decimals as there are.
    Wan,
    /// A share of 1, shown in %.
    Percent,
    Points,
    /// A number as it is.
    Plain,
    /// A small line without borders.
    Note,
}
