//! A table cell. An amount shows the typed text while the cursor is in it and the amount
//! in 元 otherwise; a text grows with what is in it.

use std::rc::Rc;

use web_sys::KeyboardEvent;
use yew::prelude::*;
use ziping_core::field::{Field, Kind, Value};
use ziping_core::finding::Finding;
use ziping_core::place::Place;

use super::field::{is_wrong, level, text_of};
use super::select::Select;
use super::Dispatch;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub struct CellProps {
    pub field: Field,
    #[prop_or_default]
    pub row: Option<usize>,
    pub text: AttrValue,
    pub findings: Rc<[Finding]>,
    /// What stands, pale, where nothing is typed: the computed value.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// The id of the list of the table's findings.
    pub described_by: AttrValue,
    pub dispatch: Dispatch,
}

#[component]
pub fn Cell(props: &CellProps) -> Html {
    let spec = props.field.spec();
    let place = Place {
        row: props.row,
        ..Place::of(props.field)
    };
    // An empty cell is plainly empty; the list of findings says what is to be filled in.
    let shown: Vec<Finding> = props
        .findings
        .iter()
        .filter(|finding| !finding.is_missing)
        .cloned()
        .collect();
    let label = match props.row {
        Some(row) => format!("第 {} 行{}", row + 1, spec.label),
        None => spec.label.to_owned(),
    };
    let id = place.key();
    let described_by = (!shown.is_empty()).then(|| props.described_by.clone());
    let is_invalid = is_wrong(&shown).then_some("true");
    let typed = {
        let (dispatch, place) = (props.dispatch.clone(), place.clone());
        move |event: InputEvent| {
            if let Some(text) = event.target().and_then(|target| text_of(&target)) {
                let place = place.clone();
                // What is pasted into a cell is one line, as in any input of one line.
                let text = text.replace(['\r', '\n'], " ");
                dispatch.dispatch(Action::Type { place, text });
            }
        }
    };
    let left = {
        let dispatch = props.dispatch.clone();
        move |_: FocusEvent| dispatch.dispatch(Action::EndTyping)
    };
    if spec.kind == Kind::Amount {
        let amount = match Value::read(spec.kind, &props.text) {
            Value::Amount(amount) => Some(amount.grouped()),
            _ => None,
        };
        let understood = amount.as_ref().map(|_| "understood");
        html! {
            <td class={classes!("cell", "figure", understood, level(&shown))}>
                <div class="cell-box">
                    <input type="text" class="cell-input" {id} value={props.text.clone()}
                        autocomplete="off" spellcheck="false"
                        aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                        oninput={typed} onfocusout={left} />
                    <span class="cell-shown" aria-hidden="true">{ amount.unwrap_or_default() }</span>
                </div>
            </td>
        }
    } else if let Kind::Pick(options) = spec.kind {
        let (choosing, leaving) = (props.dispatch.clone(), props.dispatch.clone());
        let on_choose = Callback::from(move |text| {
            let place = place.clone();
            choosing.dispatch(Action::Type { place, text });
        });
        html! {
            <td class={classes!("cell", level(&shown))}>
                <Select {id} class="cell-input" {options} default="" text={props.text.clone()}
                    label={Some(AttrValue::from(label))} {described_by}
                    is_wrong={is_wrong(&shown)} {on_choose}
                    on_leave={Callback::from(move |()| leaving.dispatch(Action::EndTyping))} />
            </td>
        }
    } else if spec.kind == Kind::Points {
        html! {
            <td class={classes!("cell", "figure", level(&shown))}>
                <input type="text" class="cell-input" {id} value={props.text.clone()}
                    placeholder={props.placeholder.clone()} autocomplete="off" spellcheck="false"
                    aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                    oninput={typed} onfocusout={left} />
            </td>
        }
    } else {
        html! {
            <td class={classes!("cell", level(&shown))}>
                <div class="cell-box growing" data-text={props.text.clone()}>
                    <textarea rows="1" class="cell-input" {id} value={props.text.clone()}
                        spellcheck="false"
                        aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                        oninput={typed} onfocusout={left} onkeydown={stay_on_one_line} />
                </div>
            </td>
        }
    }
}

/// A cell's text is one line, however wide it runs.
fn stay_on_one_line(event: KeyboardEvent) {
    if event.key() == "Enter" && !event.is_composing() {
        event.prevent_default();
    }
}
