//! A hint for who is here for the first time (初次提示); it goes away for good.

use yew::prelude::*;

use crate::appearance::{is_tip_read, read_tip};

#[derive(Properties, PartialEq)]
pub struct TipProps {
    /// What it is remembered by.
    pub name: &'static str,
    pub text: &'static str,
}

#[component]
pub fn Tip(props: &TipProps) -> Html {
    let is_read = use_state(|| is_tip_read(props.name));
    if *is_read {
        return html! { <div hidden=true /> };
    }
    let (name, read) = (props.name, is_read.clone());
    let dismiss = move |_: MouseEvent| {
        read_tip(name);
        read.set(true);
    };
    html! {
        <div class="tip" id={format!("tip-{name}")}>
            <span class="tip-text">{ props.text }</span>
            <button type="button" class="link" onclick={dismiss}>{ "知道了" }</button>
        </div>
    }
}
