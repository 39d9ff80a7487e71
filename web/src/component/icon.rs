//! The few pictures of the page, drawn here so that the file needs no other.

use yew::prelude::*;

#[derive(Clone, Copy, PartialEq)]
pub enum Icon {
    Undo,
    Redo,
    Done,
    Remove,
}

impl Icon {
    fn path(self) -> &'static str {
        match self {
            Icon::Undo => "M6 3 2.5 6.5 6 10M3 6.5h6.5a4 4 0 0 1 0 8H6",
            Icon::Redo => "m10 3 3.500 3.500L10 10M13 6.500H6.500a4 4 0 0 0 0 8H10",
            Icon::Done => "m3.500 8.500 3 3 6-7",
            Icon::Remove => "m4 4 8 8M12 4l-8 8",
        }
    }
}

/// The picture alone; the button around it has the name.
pub fn icon(icon: Icon) -> Html {
    html! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
            <path d={icon.path()} fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}
