//! THE list of readers: a file becomes a draft.

pub mod html;
pub mod text;

use crate::draft::Draft;
use crate::finding::Finding;

/// What a reader makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub draft: Draft,
    /// What only the file showed, such as wrong numbers of headings; the rules find the rest
    /// in the draft.
    pub findings: Vec<Finding>,
}
