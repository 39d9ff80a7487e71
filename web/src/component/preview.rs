//! The report as it will read and print, from the same nodes as the exported file.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;
use yew::virtual_dom::VTag;
use ziping_core::document::{Document, Paper};
use ziping_core::draft::Draft;
use ziping_core::export::html::{self, Node};
use ziping_core::field::value::Date;
use ziping_core::place::Place;
use ziping_core::Edition;

use super::copy_list::CopyList;
use super::Dispatch;
use crate::browser;
use crate::review;
use crate::state::Action;

#[derive(Properties)]
pub struct PreviewProps {
    pub draft: Rc<Draft>,
    pub today: Option<Date>,
    pub edition: Edition,
    pub has_charts: bool,
    pub dispatch: Dispatch,
}

impl PartialEq for PreviewProps {
    fn eq(&self, other: &PreviewProps) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft)
            && self.edition == other.edition
            && self.has_charts == other.has_charts
    }
}

/// What the preview can show, and how it is called there.
const EDITIONS: [(Edition, &str); 3] = [
    (Edition::Report, "报告"),
    (Edition::Form, "自评表"),
    (Edition::Disclosure, "决算综述"),
];

/// The preview with its choice of editions, and the button that prints it.
#[component]
pub fn PreviewPanel(props: &PreviewProps) -> Html {
    // Whether the values stand there one by one, to be copied.
    let is_list = use_state_eq(|| false);
    let editions = EDITIONS.map(|(edition, label)| {
        let (dispatch, is_list) = (props.dispatch.clone(), is_list.clone());
        let is_on = edition == props.edition && !*is_list;
        let show = move |_: MouseEvent| {
            is_list.set(false);
            dispatch.dispatch(Action::Preview(edition));
        };
        html! {
            <button type="button" class={classes!("button", "small", is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={show}>
                { label }
            </button>
        }
    });
    let print = {
        let (dispatch, edition) = (props.dispatch.clone(), props.edition);
        move |_: MouseEvent| dispatch.dispatch(Action::Print(edition))
    };
    let list = {
        let is_list = is_list.clone();
        move |_: MouseEvent| is_list.set(true)
    };
    html! {
        <>
            <div class="preview-bar">
                <span class="tool-group" role="group" aria-label="预览的内容">
                    { for editions }
                    <button type="button" class={classes!("button", "small", is_list.then_some("on"))} id="show_copy_list" aria-pressed={is_list.to_string()} onclick={list}>{ "逐项复制" }</button>
                </span>
                <button type="button" class="button small" id="print" title="打印，或另存为 PDF" onclick={print}>{ "打印" }</button>
            </div>
            { match *is_list {
                true => html! { <CopyList draft={props.draft.clone()} today={props.today} /> },
                false => html! { <Preview ..props.clone() /> },
            } }
        </>
    }
}

impl Clone for PreviewProps {
    fn clone(&self) -> PreviewProps {
        PreviewProps {
            draft: self.draft.clone(),
            today: self.today,
            edition: self.edition,
            has_charts: self.has_charts,
            dispatch: self.dispatch.clone(),
        }
    }
}

#[component]
pub fn Preview(props: &PreviewProps) -> Html {
    let PreviewProps {
        draft,
        today,
        edition,
        has_charts,
        ..
    } = props;
    let document = review::export(draft, *today, *edition, *has_charts);
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
    let paper = match document.paper {
        Paper::Official | Paper::Portrait => "upright",
        Paper::Landscape => "across",
    };
    html! {
        <div class="panel-body canvas" id="preview" tabindex="0" role="region" aria-label="预览">
            <p class="canvas-note">{ "点击报告中填写的内容，可转到对应的栏目" }</p>
            <article class={classes!("report", "sheet", paper)} onclick={go}>{ report(&document) }</article>
        </div>
    }
}

#[derive(Properties)]
pub struct PrintedProps {
    pub draft: Rc<Draft>,
    pub today: Option<Date>,
    pub edition: Option<Edition>,
    pub has_charts: bool,
    pub dispatch: Dispatch,
}

impl PartialEq for PrintedProps {
    fn eq(&self, other: &PrintedProps) -> bool {
        self.edition == other.edition
    }
}

/// What goes to the printer: nothing else of the page does.
#[component]
pub fn Printed(props: &PrintedProps) -> Html {
    let document = props
        .edition
        .map(|edition| review::export(&props.draft, props.today, edition, props.has_charts));
    let paper = document.as_ref().map(|document| document.paper);
    let dispatch = props.dispatch.clone();
    use_effect_with(paper, move |paper| {
        if let Some(paper) = *paper {
            browser::print(&html::page_rules(paper), move || {
                dispatch.dispatch(Action::Printed);
            });
        }
    });
    html! {
        <div class="printed report">{ for document.as_ref().map(report) }</div>
    }
}

fn report(document: &Document) -> Html {
    html! { <>{ for html::nodes(document).iter().map(show) }</> }
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
