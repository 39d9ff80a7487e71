//! The report as it will read, from the same nodes as the exported file.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::VTag;
use ziping_core::draft::Draft;
use ziping_core::export::html::{self, Node};
use ziping_core::field::value::Date;
use ziping_core::place::Place;
use ziping_core::Edition;

use super::Dispatch;
use crate::review;
use crate::state::Action;

#[derive(Properties)]
pub struct PreviewProps {
    pub draft: Rc<Draft>,
    pub today: Option<Date>,
    pub dispatch: Dispatch,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &PreviewProps) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft)
    }
}

#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let (document, _) = review::export(&props.draft, props.today, Edition::Report);
    let go = {
        let dispatch = props.dispatch.clone();
        move |event: MouseEvent| {
            let target = event.target().and_then(|t| t.dyn_into::<Element>().ok());
            let field = target.and_then(|t| t.closest("[data-field]").ok().flatten());
            let key = field.and_then(|f| f.get_attribute("data-field"));
            if let Some(place) = key.and_then(|key| Place::from_key(&key)) {
                dispatch.dispatch(Action::GoTo(place));
            }
        }
    };
    html! {
        <div class="panel-body canvas" id="preview" tabindex="0" role="region" aria-label="预览">
            <p class="canvas-note">{ "点击报告中填写的内容，可转到对应的栏目" }</p>
            <article class="report sheet" onclick={go}>
                { for html::nodes(&document).iter().map(show) }
            </article>
        </div>
    }
}

/// A node of the report as a node of the page. The texts stay texts: the page escapes.
fn show(node: &Node) -> Html {
    match node {
        Node::Text(text) => Html::from(text.clone()),
        Node::Element {
            tag,
            class,
            attributes,
            field,
            children,
        } => {
            let mut shown = VTag::new(*tag);
            if !class.is_empty() {
                shown.add_attribute("class", *class);
            }
            for (name, value) in attributes {
                shown.add_attribute(name, value.clone());
            }
            if let Some(field) = field {
                shown.add_attribute("data-field", field.clone());
            }
            shown.add_children(children.iter().map(show));
            shown.into()
        }
    }
}
