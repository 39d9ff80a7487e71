//! A text of paragraphs: it grows with what is in it, marks what a finding points to and the
//! live figures, and takes figures from the tables.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlTextAreaElement, InputEvent};
use yew::prelude::*;
use ziping_core::draft::Edit;
use ziping_core::field::Field;
use ziping_core::finding::Finding;
use ziping_core::place::{Place, Span};

use super::insert::InsertButton;
use super::Dispatch;
use crate::browser;
use crate::state::marks::{stretches, Mark};
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub struct NarrativeProps {
    pub place: Place,
    pub text: AttrValue,
    pub findings: Rc<[Finding]>,
    pub described_by: Option<AttrValue>,
    pub is_wrong: bool,
    pub dispatch: Dispatch,
    pub on_leave: Callback<()>,
}

/// A longer text is typed without marks, in an area that scrolls: drawing it twice would
/// take longer than a key press should.
const LONGEST_MARKED: usize = 60_000;

#[component]
pub fn Narrative(props: &NarrativeProps) -> Html {
    let area = use_node_ref();
    let place = props.place.clone();
    let oninput = {
        let (dispatch, place) = (props.dispatch.clone(), place.clone());
        move |event: InputEvent| {
            let target = event.target().and_then(|target| target.dyn_into().ok());
            let Some(area): Option<HtmlTextAreaElement> = target else {
                return;
            };
            dispatch.dispatch(Action::Type {
                place: place.clone(),
                text: area.value(),
                is_composing: browser::is_composed(&event),
            });
        }
    };
    let onfocusout = {
        let on_leave = props.on_leave.clone();
        move |_: FocusEvent| on_leave.emit(())
    };
    let is_marked = props.text.len() <= LONGEST_MARKED;
    let rows = if is_marked { "3" } else { "14" };
    let on_insert = {
        let (area, dispatch) = (area.clone(), props.dispatch.clone());
        let (place, text) = (place.clone(), props.text.clone());
        Callback::from(move |inserted: String| {
            insert(&area, &place, &text, inserted, &dispatch);
        })
    };
    html! {
        <div>
            <div class={classes!("prose-box", (!is_marked).then_some("long"))}>
                { backdrop(&props.text, &props.findings, is_marked) }
                <textarea
                    ref={area}
                    class="input area prose"
                    id={place.key()}
                    {rows}
                    value={props.text.clone()}
                    spellcheck="false"
                    aria-describedby={props.described_by.clone()}
                    aria-invalid={props.is_wrong.then_some("true")}
                    {oninput}
                    {onfocusout}
                />
            </div>
            { for takes_figures(place.field).then(|| html! {
                <InsertButton field={place.field} {on_insert} />
            }) }
        </div>
    }
}

/// Whether live figures print in this field: it is one of the report's paragraphs.
fn takes_figures(field: Field) -> bool {
    field != Field::Unfiled
}

/// The text once more behind the area: it gives the box its height and has the marks.
fn backdrop(text: &str, findings: &[Finding], is_marked: bool) -> Html {
    if !is_marked {
        return html! { <div hidden=true /> };
    }
    let shown = stretches(text, findings).into_iter().map(|stretch| {
        let words = text[stretch.range].to_owned();
        match stretch.mark {
            None => html! { <span>{ words }</span> },
            Some(Mark::Live) => html! { <mark class="live">{ words }</mark> },
            Some(Mark::Finding(severity)) => {
                html! { <mark class={severity.key()}>{ words }</mark> }
            }
        }
    });
    html! {
        <div class="prose-backdrop" aria-hidden="true">
            { for shown }
            // A last line without anything on it has its height too.
            { "\u{200B}" }
        </div>
    }
}

/// Puts a text in where the cursor is, or instead of what is selected.
fn insert(area: &NodeRef, place: &Place, text: &str, inserted: String, dispatch: &Dispatch) {
    let Some(area) = area.cast::<HtmlTextAreaElement>() else {
        return;
    };
    let end = text.encode_utf16().count() as u32;
    let at = |unit: Result<Option<u32>, _>| unit.ok().flatten().unwrap_or(end);
    let (from, to) = (at(area.selection_start()), at(area.selection_end()));
    let span = Span {
        start: byte_of_unit(text, from),
        end: byte_of_unit(text, to),
    };
    let after = from + inserted.encode_utf16().count() as u32;
    let mut name: String = inserted.chars().take(20).collect();
    if name.len() < inserted.len() {
        name.push('…');
    }
    dispatch.dispatch(Action::Fill {
        words: format!("插入“{name}”"),
        edits: vec![Edit::Set {
            place: Place {
                span: Some(span),
                ..place.clone()
            },
            text: inserted,
        }],
    });
    browser::after_paint(move || {
        let _ = area.focus();
        let _ = area.set_selection_range(after, after);
    })
    .forget();
}

/// Where a position in UTF-16 units, as the browser counts, is in bytes.
fn byte_of_unit(text: &str, unit: u32) -> usize {
    let mut units = 0;
    for (byte, c) in text.char_indices() {
        if units >= unit {
            return byte;
        }
        units += c.len_utf16() as u32;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browsers_positions_are_found_in_the_text() {
        let text = "甲😀乙";
        let bytes: Vec<usize> = (0..6).map(|unit| byte_of_unit(text, unit)).collect();
        // In the middle of a pair there is nothing: behind it.
        assert_eq!(bytes, [0, 3, 7, 7, 10, 10]);
    }
}
