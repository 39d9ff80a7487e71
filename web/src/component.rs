//! The pieces of the page.

pub mod bars;
pub mod cell;
pub mod chart;
pub mod chart_choice;
pub mod common_indicators;
pub mod copy_list;
#[cfg(test)]
pub mod drawn;
pub mod drop_zone;
pub mod field;
pub mod file_button;
pub mod finding;
pub mod findings_panel;
pub mod gather_menu;
pub mod header;
pub mod help;
pub mod history_view;
pub mod icon;
pub mod inbox_view;
pub mod insert;
pub mod manuscript_view;
pub mod narrative;
pub mod overview;
pub mod popover;
pub mod preview;
pub mod project_list;
pub mod question;
pub mod section;
pub mod section_list;
pub mod select;
pub mod sheet_kind;
pub mod sheet_table;
pub mod tip;

use yew::UseReducerDispatcher;

use crate::state::State;

/// How a component says what was done.
pub type Dispatch = UseReducerDispatcher<State>;
