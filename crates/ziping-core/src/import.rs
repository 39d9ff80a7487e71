//! THE list of readers: a file becomes a draft.

pub mod html;
