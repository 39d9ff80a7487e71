//! The keyboard's place: where the element that had the focus goes away, or can't be used any
//! more, what stood around it gets the focus. Else the next Tab would start at the page's top.

use std::cell::RefCell;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement};

/// The element that had the focus last and what it stands in, from the inside out.
#[derive(Default)]
pub struct Trail(RefCell<Vec<Element>>);

impl Trail {
    /// Notes that an element has got the focus.
    pub fn note(&self, element: Element) {
        let around = std::iter::successors(Some(element), |element| element.parent_element());
        *self.0.borrow_mut() = around.collect();
    }

    /// Gives the focus back to the page after it changed.
    pub fn keep(&self) {
        let has_focus = document()
            .active_element()
            .is_some_and(|element| element.tag_name() != "BODY" && !is_disabled(&element));
        let Some(place) = self.nearest().filter(|_| !has_focus) else {
            return;
        };
        if !place.has_attribute("tabindex") {
            // For programs only, not for Tab.
            place.set_tab_index(-1);
        }
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = place.focus_with_options(&options);
    }

    /// The nearest that stands around the last element, if that is gone.
    fn nearest(&self) -> Option<HtmlElement> {
        let trail = self.0.borrow();
        let (last, around) = trail.split_first()?;
        let is_gone = place(last).is_none();
        let mut around = around.iter().filter(|_| is_gone);
        around.find_map(place).cloned()
    }
}

/// An element that is on the page, to be seen, and can be used.
fn place(element: &Element) -> Option<&HtmlElement> {
    let element: &HtmlElement = element.dyn_ref()?;
    let is_shown = element.offset_parent().is_some();
    (is_shown && !is_disabled(element)).then_some(element)
}

fn is_disabled(element: &Element) -> bool {
    element.matches(":disabled").unwrap_or_default()
}
