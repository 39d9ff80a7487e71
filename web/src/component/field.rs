//! A field with its label, hint, what was understood, and what is wrong with it.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};
use yew::prelude::*;
use ziping_core::field::{Field, Kind, Need, Value};
use ziping_core::finding::{Finding, Severity};
use ziping_core::place::Place;

use super::finding::FieldFindings;
use super::narrative::Narrative;
use super::select::Select;
use super::Dispatch;
use crate::browser;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub struct FieldInputProps {
    pub field: Field,
    pub text: AttrValue,
    pub findings: Rc<[Finding]>,
    pub dispatch: Dispatch,
}

#[component]
pub fn FieldInput(props: &FieldInputProps) -> Html {
    let spec = props.field.spec();
    let place = Place::of(props.field);
    // Who is still typing isn't told that it is wrong or missing; the list shows it at once.
    let was_left = use_state(|| !props.text.is_empty());
    let shown: Rc<[Finding]> = match *was_left {
        true => props.findings.clone(),
        false => Rc::default(),
    };
    let id = place.key();
    let (hint_id, findings_id) = (format!("{id}-hint"), format!("{id}-findings"));
    let described_by = described_by(&hint_id, spec.hint, &findings_id, &shown);
    let input = Input {
        place: place.clone(),
        text: props.text.clone(),
        described_by,
        is_wrong: is_wrong(&shown),
        dispatch: props.dispatch.clone(),
        on_leaving: {
            let was_left = was_left.clone();
            Callback::from(move |()| was_left.set(true))
        },
    };
    // Short texts stand two in a row; their hints keep a line so that inputs align.
    let is_full = spec.kind == Kind::Narrative;
    let hint = (!is_full || !spec.hint.is_empty())
        .then(|| html! { <div class="hint" id={hint_id}>{ spec.hint }</div> });
    html! {
        <div class={classes!("field", if is_full { "full" } else { "half" }, level(&shown))}>
            <div class="label-line">
                <label class="label" for={id.clone()}>{ spec.label }</label>
                { for (spec.need == Need::Optional).then(|| html! { <span class="optional">{ "选填" }</span> }) }
                <span class="echo">{ echo(spec.kind, &props.text) }</span>
            </div>
            { for hint }
            { match spec.kind {
                Kind::Narrative => input.narrative(shown.clone()),
                Kind::Choice(options) => input.select(options, options[0]),
                Kind::Pick(options) => input.select(options, ""),
                _ => input.line(),
            } }
            <FieldFindings id={findings_id} findings={shown} dispatch={props.dispatch.clone()} />
        </div>
    }
}

/// The ids of what describes an input: its hint and its findings, those that there are.
fn described_by(
    hint_id: &str,
    hint: &str,
    findings_id: &str,
    findings: &[Finding],
) -> Option<String> {
    let hint = (!hint.is_empty()).then_some(hint_id);
    let findings = (!findings.is_empty()).then_some(findings_id);
    let ids: Vec<&str> = hint.into_iter().chain(findings).collect();
    (!ids.is_empty()).then(|| ids.join(" "))
}

pub fn is_wrong(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| finding.severity == Severity::Error)
}

/// The class for the worst of these findings.
pub fn level(findings: &[Finding]) -> Option<&'static str> {
    findings
        .iter()
        .map(|finding| finding.severity)
        .min()
        .map(Severity::key)
}

/// What was understood, where it isn't plain from what was typed; else empty.
fn echo(kind: Kind, text: &str) -> String {
    let echo = match Value::read(kind, text) {
        Value::Date(date) => date.to_string(),
        Value::Year(year) => year.to_string(),
        _ => return String::new(),
    };
    if echo == text.trim() {
        String::new()
    } else {
        echo
    }
}

/// What the kinds of input have in common.
struct Input {
    place: Place,
    text: AttrValue,
    described_by: Option<String>,
    is_wrong: bool,
    dispatch: Dispatch,
    on_leaving: Callback<()>,
}

impl Input {
    /// Sends what was typed. While an input method composes, its half-finished text goes
    /// the same way: the field shows back exactly what it holds, so nothing disturbs it.
    fn typed(&self, event: &InputEvent) {
        let Some(text) = event.target().and_then(|target| text_of(&target)) else {
            return;
        };
        self.dispatch.dispatch(Action::Type {
            place: self.place.clone(),
            text,
            is_composing: browser::is_composed(event),
        });
    }

    fn left(&self) {
        self.on_leaving.emit(());
        self.dispatch.dispatch(Action::EndTyping);
    }

    fn line(self) -> Html {
        let this = Rc::new(self);
        let (on_input, on_blur) = (this.clone(), this.clone());
        let width = match this.place.field.spec().kind {
            Kind::Year | Kind::Date => "short",
            _ => "",
        };
        html! {
            <input
                type="text"
                class={classes!("input", width)}
                id={this.place.key()}
                value={this.text.clone()}
                autocomplete="off"
                spellcheck="false"
                aria-describedby={this.described_by.clone()}
                aria-invalid={this.is_wrong.then_some("true")}
                oninput={move |event: InputEvent| on_input.typed(&event)}
                onfocusout={move |_| on_blur.left()}
            />
        }
    }

    fn narrative(self, findings: Rc<[Finding]>) -> Html {
        let this = Rc::new(self);
        let leaving = this.clone();
        html! {
            <Narrative
                place={this.place.clone()}
                text={this.text.clone()}
                {findings}
                described_by={this.described_by.clone().map(AttrValue::from)}
                is_wrong={this.is_wrong}
                dispatch={this.dispatch.clone()}
                on_leave={Callback::from(move |()| leaving.left())}
            />
        }
    }

    /// `default` is what stands where nothing is chosen; empty for none.
    fn select(self, options: &'static [&'static str], default: &'static str) -> Html {
        let this = Rc::new(self);
        let (choosing, leaving) = (this.clone(), this.clone());
        let on_choose = Callback::from(move |text| {
            choosing.dispatch.dispatch(Action::Type {
                place: choosing.place.clone(),
                text,
                is_composing: false,
            });
        });
        html! {
            <Select
                id={this.place.key()}
                class="input"
                {options}
                {default}
                text={this.text.clone()}
                described_by={this.described_by.clone().map(AttrValue::from)}
                is_wrong={this.is_wrong}
                {on_choose}
                on_leave={Callback::from(move |()| leaving.left())}
            />
        }
    }
}

/// The text in an input or an area.
pub fn text_of(target: &web_sys::EventTarget) -> Option<String> {
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return Some(input.value());
    }
    let area = target.dyn_ref::<HtmlTextAreaElement>();
    area.map(HtmlTextAreaElement::value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_written_otherwise_is_shown_as_understood() {
        assert_eq!(echo(Kind::Date, "2022-07-07"), "2022年7月7日");
        assert_eq!(echo(Kind::Date, "2022年7月7日"), "");
        assert_eq!(echo(Kind::Date, "七月"), "");
    }
}
