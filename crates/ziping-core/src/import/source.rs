//! What a file has in it, whatever its format: lines and tables in their order. The readers of
//! formats make it, and from it a draft is read.

use serde::{Deserialize, Serialize};

/// A file's content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub blocks: Vec<Block>,
    /// The draft that one of our own exports carries inside, as `save` wrote it. It counts
    /// only while the text is still the exported one.
    pub draft: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph, or one of its lines.
    Line(String),
    Grid(Grid),
}

/// A table, or a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name; empty for a table of a text.
    pub name: String,
    /// By row, the cells that begin there, from left to right: as in HTML, what a merged
    /// cell covers is left out.
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its paragraphs are parted by line breaks.
    pub text: String,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
}

impl Cell {
    pub fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            columns: 1,
            rows: 1,
        }
    }
}
