//! Files may be dropped anywhere on the page. Text that is dragged stays the browser's.

use gloo::events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{DataTransfer, DragEvent, Event};
use yew::prelude::*;

use super::Dispatch;
use crate::browser::{self, intake};
use crate::state::projects::View;

#[derive(Properties, PartialEq)]
pub struct DropZoneProps {
    pub view: View,
    pub dispatch: Dispatch,
}

/// What is done about files over the page.
type Act = Box<dyn Fn(&Event, &DataTransfer)>;

/// What is dragged, if it is files.
fn files(event: &Event) -> Option<DataTransfer> {
    let transfer = event.dyn_ref::<DragEvent>()?.data_transfer()?;
    let types = transfer.types();
    types
        .iter()
        .any(|kind| kind.as_string().as_deref() == Some("Files"))
        .then_some(transfer)
}

#[component]
pub fn DropZone(props: &DropZoneProps) -> Html {
    let is_over = use_state_eq(|| false);
    {
        let (dispatch, is_over) = (props.dispatch.clone(), is_over.setter());
        use_effect_with(props.view, move |view| {
            let view = *view;
            let document = gloo::utils::document();
            let listen = |kind: &'static str, act: Act| {
                let options = EventListenerOptions::enable_prevent_default();
                EventListener::new_with_options(&document, kind, options, move |event| {
                    if let Some(transfer) = files(event) {
                        // Without it the browser leaves the page for the file.
                        event.prevent_default();
                        act(event, &transfer);
                    }
                })
            };
            let over = is_over.clone();
            let enter = listen("dragover", Box::new(move |_, _| over.set(true)));
            let over = is_over.clone();
            let leave = listen(
                "dragleave",
                Box::new(move |event, _| {
                    // Out of the window, not from one element into the next.
                    let event = event.dyn_ref::<DragEvent>();
                    if event.is_some_and(|event| event.related_target().is_none()) {
                        over.set(false);
                    }
                }),
            );
            let drop_here = listen(
                "drop",
                Box::new(move |_, transfer| {
                    is_over.set(false);
                    if browser::is_question_open() {
                        return;
                    }
                    let (files, folders) = intake::dropped(transfer);
                    intake::refuse_folders(&folders, &dispatch);
                    intake::take(files, intake::Door::of(view), &dispatch);
                }),
            );
            move || drop((enter, leave, drop_here))
        });
    }
    html! {
        <div class="drop-zone" hidden={!*is_over} aria-hidden="true">
            <p>{ "松开鼠标，读取这些文件" }</p>
        </div>
    }
}
