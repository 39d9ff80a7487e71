//! A table cell. An amount shows the typed text while the cursor is in it and the amount
//! in the chosen unit otherwise; a text grows with what is in it. Keys, the mouse and the
//! clipboard are the table's (`sheet_table`).

use std::rc::Rc;

use web_sys::EventTarget;
use yew::prelude::*;
use ziping_core::field::{Kind, Value};
use ziping_core::finding::Finding;
use ziping_core::place::Place;

use super::field::{is_wrong, level, text_of};
use super::select::Select;
use super::Dispatch;
use crate::browser;
use crate::state::sheet::{tsv, Unit};
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub struct CellProps {
    pub place: Place,
    pub text: AttrValue,
    pub findings: Rc<[Finding]>,
    /// What stands, pale, where nothing is typed: the computed value.
    #[prop_or_default]
    pub placeholder: AttrValue,
    /// The id of the list of the table's findings.
    pub described_by: AttrValue,
    pub unit: Unit,
    /// Whether it is among the selected cells.
    pub is_selected: bool,
    /// Whether it is the one with the cursor.
    pub is_active: bool,
    /// Whether it is one of many: then every row has the same height.
    pub is_compact: bool,
    pub dispatch: Dispatch,
}

/// What an input shows while it is typed into, and what of that was kept.
#[derive(Clone, PartialEq)]
struct Typed {
    shown: String,
    kept: String,
}

#[component]
pub fn Cell(props: &CellProps) -> Html {
    let spec = props.place.field.spec();
    let typed = use_state(|| None::<Typed>);
    // An empty cell is plainly empty; the list of findings says what is to be filled in.
    let findings = props.findings.iter();
    let shown: Vec<Finding> = findings
        .filter(|finding| !finding.is_missing)
        .cloned()
        .collect();
    let label = match props.place.row {
        Some(row) => format!("第 {} 行{}", row + 1, spec.label),
        None => spec.label.to_owned(),
    };
    let id = props.place.key();
    let described_by = (!shown.is_empty()).then(|| props.described_by.clone());
    let is_invalid = is_wrong(&shown).then_some("true");
    let unit = match spec.kind {
        Kind::Amount => props.unit,
        _ => Unit::Yuan,
    };
    let oninput = {
        let (dispatch, place, typed) = (props.dispatch.clone(), props.place.clone(), typed.clone());
        move |event: InputEvent| {
            let Some(shown) = event
                .target()
                .and_then(|target: EventTarget| text_of(&target))
            else {
                return;
            };
            let shown = tsv::one_line(&shown);
            let text = unit.kept(&shown);
            let kept = text.clone();
            typed.set(Some(Typed { shown, kept }));
            dispatch.dispatch(Action::Type {
                place: place.clone(),
                text,
                is_composing: browser::is_composed(&event),
            });
        }
    };
    let onfocusout = {
        let (dispatch, typed) = (props.dispatch.clone(), typed.clone());
        move |_: FocusEvent| {
            typed.set(None);
            dispatch.dispatch(Action::EndTyping);
        }
    };
    // What something else has changed meanwhile, an undo or a mend, is shown instead. Whoever
    // comes to an amount in 万元 finds it in 万元.
    let value: AttrValue = match &*typed {
        Some(typed) if typed.kept == *props.text => typed.shown.clone().into(),
        _ if props.is_active => unit.edited(&props.text).into(),
        _ => props.text.clone(),
    };
    let class = |more: &'static str| {
        let is_selected = props.is_selected.then_some("selected");
        classes!("cell", more, level(&shown), is_selected)
    };
    match spec.kind {
        Kind::Amount => {
            let amount = match Value::read(spec.kind, &props.text) {
                Value::Amount(amount) => Some(unit.show(amount)),
                _ => None,
            };
            let understood = if amount.is_some() {
                "figure understood"
            } else {
                "figure"
            };
            html! {
                <td class={class(understood)}>
                    <div class="cell-box">
                        <input type="text" class="cell-input" {id} {value}
                            autocomplete="off" spellcheck="false"
                            aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                            {oninput} {onfocusout} />
                        <span class="cell-shown" aria-hidden="true">{ amount.unwrap_or_default() }</span>
                    </div>
                </td>
            }
        }
        Kind::Pick(options) => {
            let (choosing, leaving) = (props.dispatch.clone(), props.dispatch.clone());
            let place = props.place.clone();
            let on_choose = Callback::from(move |text| {
                choosing.dispatch(Action::Type {
                    place: place.clone(),
                    text,
                    is_composing: false,
                });
            });
            html! {
                <td class={class("")}>
                    <Select {id} class="cell-input" {options} default="" text={props.text.clone()}
                        label={Some(AttrValue::from(label))} {described_by}
                        is_wrong={is_wrong(&shown)} {on_choose}
                        on_leave={Callback::from(move |()| leaving.dispatch(Action::EndTyping))} />
                </td>
            }
        }
        Kind::Points => html! {
            <td class={class("figure")}>
                <input type="text" class="cell-input" {id} {value}
                    placeholder={props.placeholder.clone()} autocomplete="off" spellcheck="false"
                    aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                    {oninput} {onfocusout} />
            </td>
        },
        _ => {
            let height = if props.is_compact {
                "compact"
            } else {
                "growing"
            };
            html! {
                <td class={class("")}>
                    <div class={classes!("cell-box", height)} data-text={props.text.clone()}>
                        <textarea rows="1" class="cell-input" {id} {value} spellcheck="false"
                            aria-label={label} aria-describedby={described_by} aria-invalid={is_invalid}
                            {oninput} {onfocusout} />
                    </div>
                </td>
            }
        }
    }
}
