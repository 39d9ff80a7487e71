//! A button that chooses files.

use gloo::file::File;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::Dispatch;
use crate::browser::intake::{self, chosen, Door};

#[derive(Properties, PartialEq)]
pub struct FileButtonProps {
    /// The button's; the chooser's is the same with `_file`.
    pub id: &'static str,
    pub label: &'static str,
    #[prop_or_default]
    pub title: &'static str,
    pub accept: &'static str,
    #[prop_or_default]
    pub is_multiple: bool,
    /// Whether it chooses a folder, with all that is in it.
    #[prop_or_default]
    pub is_folder: bool,
    #[prop_or_default]
    pub is_primary: bool,
    pub chosen: Callback<Vec<File>>,
}

#[component]
pub fn FileButton(props: &FileButtonProps) -> Html {
    let chooser = use_node_ref();
    let choose = {
        let chooser = chooser.clone();
        move |_: MouseEvent| {
            if let Some(input) = chooser.cast::<HtmlInputElement>() {
                input.click();
            }
        }
    };
    let take = {
        let chosen_now = props.chosen.clone();
        move |event: Event| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let Some(input) = input else { return };
            let files = input.files().map(|list| chosen(&list));
            // The same file can be chosen again.
            input.set_value("");
            chosen_now.emit(files.unwrap_or_default());
        }
    };
    {
        // Yew knows no such attribute.
        let (chooser, is_folder) = (chooser.clone(), props.is_folder);
        use_effect_with((), move |()| {
            if let Some(input) = chooser.cast::<HtmlInputElement>().filter(|_| is_folder) {
                let _ = input.set_attribute("webkitdirectory", "");
            }
        });
    }
    let title = (!props.title.is_empty()).then_some(props.title);
    html! {
        <span>
            <input type="file" id={format!("{}_file", props.id)} class="sr-only" tabindex="-1" aria-label={props.label} accept={props.accept} multiple={props.is_multiple} ref={chooser} onchange={take} />
            <button type="button" class={classes!("button", props.is_primary.then_some("primary"))} id={props.id} {title} onclick={choose}>{ props.label }</button>
        </span>
    }
}

/// 导入去年的报告
pub fn import_button(id: &'static str, dispatch: Dispatch) -> Html {
    let take = Callback::from(move |files| intake::take(files, Door::Projects, &dispatch));
    html! {
        <FileButton
            {id}
            label="导入去年的报告"
            title="本程序导出的、Word、Excel、网页或纯文本，可一次选多份"
            accept={intake::ACCEPT}
            is_multiple=true
            chosen={take}
        />
    }
}
