//! The pieces of the page.

pub mod bars;
pub mod cell;
pub mod field;
pub mod finding;
pub mod findings_panel;
pub mod funds_table;
pub mod header;
pub mod help;
pub mod history_view;
pub mod icon;
pub mod preview;
pub mod project_list;
pub mod question;
pub mod row_table;
pub mod section;
pub mod section_list;
pub mod select;

use yew::UseReducerDispatcher;

use crate::state::State;

/// How a component says what was done.
pub type Dispatch = UseReducerDispatcher<State>;
