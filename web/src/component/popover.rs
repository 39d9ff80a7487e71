//! A button that opens something below it: a choice, a menu. Escape and a click elsewhere
//! close it; the arrow keys go through what can be chosen.

use gloo::events::EventListener;
use wasm_bindgen::JsCast;
use web_sys::{
    Element, HtmlElement, KeyboardEvent, Node, ScrollIntoViewOptions, ScrollLogicalPosition,
};
use yew::prelude::*;

use crate::browser;

#[derive(Properties, PartialEq)]
pub struct PopoverProps {
    pub id: AttrValue,
    pub label: AttrValue,
    /// The button's class beside `button`.
    #[prop_or("small")]
    pub kind: &'static str,
    pub is_open: bool,
    /// Told whether it is to be open.
    pub open: Callback<bool>,
    pub children: Children,
}

#[component]
pub fn Popover(props: &PopoverProps) -> Html {
    let node = use_node_ref();
    {
        let (node, open) = (node.clone(), props.open.clone());
        use_effect_with(props.is_open, move |is_open| {
            let listener = is_open.then(|| {
                focus_within(&node, 0);
                bring_into_sight(&node);
                EventListener::new(&gloo::utils::document(), "mousedown", move |event| {
                    let target = event
                        .target()
                        .and_then(|target| target.dyn_into::<Node>().ok());
                    let inside = node.cast::<Node>();
                    if !inside.is_some_and(|inside| inside.contains(target.as_ref())) {
                        open.emit(false);
                    }
                })
            });
            move || drop(listener)
        });
    }
    let toggle = {
        let (open, is_open) = (props.open.clone(), props.is_open);
        move |_: MouseEvent| open.emit(!is_open)
    };
    let on_key = {
        let (open, id, node) = (props.open.clone(), props.id.clone(), node.clone());
        let is_open = props.is_open;
        move |event: KeyboardEvent| {
            if !is_open || event.is_composing() {
                return;
            }
            match event.key().as_str() {
                "Escape" => {
                    event.prevent_default();
                    open.emit(false);
                    browser::focus_id(&id);
                }
                "ArrowDown" => {
                    event.prevent_default();
                    focus_within(&node, 1);
                }
                "ArrowUp" => {
                    event.prevent_default();
                    focus_within(&node, -1);
                }
                // Tab leads on through the page; what it leaves closes.
                "Tab" => open.emit(false),
                _ => {}
            }
        }
    };
    html! {
        <div class="popover-box" ref={node} onkeydown={on_key}>
            <button type="button" class={classes!("button", props.kind)} id={props.id.clone()} aria-expanded={props.is_open.to_string()} onclick={toggle}>
                { &props.label }<span class="caret" aria-hidden="true">{ "▾" }</span>
            </button>
            // An element of its own: without it the button would be made anew and lose the focus.
            <div>
                { for props.is_open.then(|| html! {
                    <div class="popover" role="group" aria-label={props.label.clone()}>{ props.children.clone() }</div>
                }) }
            </div>
        </div>
    }
}

fn bring_into_sight(node: &NodeRef) {
    let popover = node
        .cast::<Element>()
        .and_then(|element| element.query_selector(".popover").ok().flatten());
    if let Some(popover) = popover {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        popover.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Puts the focus on what can be used inside, so many further on from where it is; 0 for the
/// first.
fn focus_within(node: &NodeRef, step: i32) {
    let Some(element) = node.cast::<Element>() else {
        return;
    };
    let Ok(list) = element.query_selector_all(".popover input, .popover button") else {
        return;
    };
    let count = list.length() as i32;
    let active = gloo::utils::document().active_element();
    let at = (0..count).find(|at| {
        let item = list
            .item(*at as u32)
            .and_then(|item| item.dyn_into::<Element>().ok());
        item.is_some() && item == active
    });
    let next = match at {
        Some(at) if step != 0 => (at + step).clamp(0, (count - 1).max(0)),
        _ => 0,
    };
    let item = list.item(next as u32);
    if let Some(item) = item.and_then(|item| item.dyn_into::<HtmlElement>().ok()) {
        let _ = item.focus();
    }
}
