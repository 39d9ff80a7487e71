//! A workbook (电子表格) as data: texts, numbers, formulas, merged cells, charts, print set-up.
//! What writes .xlsx takes this and nothing else.

pub(crate) mod document;

use serde::{Deserialize, Serialize};

use crate::chart::Chart;

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
    pub charts: Vec<Placed>,
}

/// A chart in a sheet, as wide as its columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placed {
    pub chart: Chart,
    /// The first row that it covers, from 0.
    pub row: usize,
    /// How many rows it covers.
    pub rows: usize,
    /// Whether a new page begins with it: it would be cut in two otherwise.
    pub begins_page: bool,
    /// Where its figures are; `None` where the chart itself has them.
    pub source: Option<ChartSource>,
}

/// The cells of the sheet that a chart shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChartSource {
    pub groups: Vec<Area>,
    /// By series.
    pub series: Vec<Vec<Area>>,
}

/// Cells one below the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// From 0.
    pub column: usize,
    pub first: usize,
    pub last: usize,
}

/// How many rows of the usual height a chart needs to be read with ease: a row for every bar,
/// one between the groups, and what stands above.
pub fn chart_rows(chart: &Chart) -> usize {
    const ABOVE: usize = 3;
    let bars = match chart.series.len() {
        0 | 1 => chart.groups.len() * 3 / 2,
        series => chart.groups.len() * (series + 1),
    };
    ABOVE + bars.max(3)
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
