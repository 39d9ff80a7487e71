//! Questions that wait for an answer, and the exports that most of them are about.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, KeyboardEvent};
use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::finding::Finding;
use ziping_core::report::public::Public;
use ziping_core::Edition;

use super::finding::where_it_is;
use super::inbox_view::teller;
use super::Dispatch;
use crate::browser::{self, keeper, keeper::Request, office::hand_out};
use crate::review::{blocking, Counts};
use crate::state::export::{Export, Kind, Version};
use crate::state::{Action, Question, State};

/// Hands out a file.
fn export_now(export: Export, draft: &Draft, today: Option<Date>, dispatch: &Dispatch) {
    hand_out(export.file(draft, today), teller(dispatch));
}

/// Exports at once, or asks first: what to do about errors, and about names.
pub fn export_or_ask(export: Export, state: &State, dispatch: &Dispatch) {
    // A backup is of the work as it is.
    if export.kind == Kind::Backup {
        export_now(export, &state.draft, state.today(), dispatch);
    } else if !blocking(&state.draft, state.today(), export).is_empty() {
        dispatch.dispatch(Action::Ask(Question::ExportWithErrors(export)));
    } else {
        export_or_ask_for_names(export, &state.draft, state.today(), dispatch);
    }
}

fn export_or_ask_for_names(
    export: Export,
    draft: &Draft,
    today: Option<Date>,
    dispatch: &Dispatch,
) {
    match export.version {
        Version::Public => dispatch.dispatch(Action::Ask(Question::Names(export))),
        _ => export_now(export, draft, today, dispatch),
    }
}

#[derive(Properties)]
pub struct QuestionBoxProps {
    pub question: Option<Question>,
    pub state: State,
    pub dispatch: Dispatch,
}

impl PartialEq for QuestionBoxProps {
    fn eq(&self, other: &QuestionBoxProps) -> bool {
        self.question == other.question && Rc::ptr_eq(&self.state.draft, &other.state.draft)
    }
}

/// What a button of a question does.
type Answer = Rc<dyn Fn()>;

/// A question as it is shown: its title, what it says, and the answers beside 返回.
struct Asked {
    title: &'static str,
    text: String,
    more: Html,
    answers: Vec<(&'static str, Answer)>,
}

#[component]
pub fn QuestionBox(props: &QuestionBoxProps) -> Html {
    let node = use_node_ref();
    use_effect_with(props.question.clone(), |question| {
        if question.is_some() {
            browser::focus_id("question_no");
        }
    });
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| {
            dispatch.dispatch(Action::Answered);
            browser::focus_id("export");
        })
    };
    let Some(question) = &props.question else {
        return html! { <div hidden=true /> };
    };
    let asked = asked(question, props);
    let no = {
        let close = close.clone();
        move |_: MouseEvent| close.emit(())
    };
    let on_key = {
        let node = node.clone();
        move |event: KeyboardEvent| match event.key().as_str() {
            "Escape" => close.emit(()),
            "Tab" => keep_focus_inside(&node, &event),
            _ => {}
        }
    };
    let last = asked.answers.len().saturating_sub(1);
    let answers = asked.answers.into_iter().enumerate().map(|(at, (label, answer))| {
        let is_main = at == last;
        let id = if is_main { "question_yes".to_owned() } else { format!("question_{at}") };
        html! {
            <button type="button" class={classes!("button", is_main.then_some("primary"))} {id} onclick={move |_: MouseEvent| answer()}>{ label }</button>
        }
    });
    html! {
        <div class="veil" onkeydown={on_key} ref={node}>
            <div class="question" role="alertdialog" aria-modal="true" aria-labelledby="question_title" aria-describedby="question_text">
                <h2 class="question-title" id="question_title">{ asked.title }</h2>
                <p id="question_text">{ asked.text }</p>
                { asked.more }
                <div class="question-buttons">
                    <button type="button" class="button" id="question_no" onclick={no}>{ "返回" }</button>
                    { for answers }
                </div>
            </div>
        </div>
    }
}

fn asked(question: &Question, props: &QuestionBoxProps) -> Asked {
    let QuestionBoxProps {
        state, dispatch, ..
    } = props;
    let (draft, today) = (state.draft.clone(), state.today());
    match question {
        Question::ExportWithErrors(export) => {
            let blocking = blocking(&draft, today, *export);
            let (export, dispatch) = (*export, dispatch.clone());
            let answer: Answer = {
                let dispatch = dispatch.clone();
                Rc::new(move || {
                    dispatch.dispatch(Action::Answered);
                    browser::focus_id("export");
                    export_or_ask_for_names(export, &draft, today, &dispatch);
                })
            };
            Asked {
                title: match export.edition {
                    Edition::Report => "报告还没有填完或有错误",
                    Edition::Form => "自评表还没有填完或有错误",
                    Edition::Disclosure => "综述用到的内容还没有填完或有错误",
                },
                text: format!(
                    "{}。现在导出，开头会印明“草稿”。",
                    Counts::of(&blocking).in_words()
                ),
                more: summary(&blocking, &dispatch),
                answers: vec![("导出草稿", answer)],
            }
        }
        Question::Names(export) => {
            let answer = |show_names| -> Answer {
                let (export, draft, dispatch) = (*export, draft.clone(), dispatch.clone());
                Rc::new(move || {
                    let version = Version::PublicAs(Public { show_names });
                    export_now(Export { version, ..export }, &draft, today, &dispatch);
                    dispatch.dispatch(Action::Answered);
                    browser::focus_id("export");
                })
            };
            Asked {
                title: "导出公开版",
                text: "电话号码一律隐去，写作“138****1234”。负责人、填报人的姓名可以保留，也可以写作“周某”。公开版不带草稿，不能再打开续填。".to_owned(),
                more: html! { <div hidden=true /> },
                answers: vec![("保留姓名", answer(true)), ("隐去姓名", answer(false))],
            }
        }
        Question::Replace { file, .. } => Asked {
            title: "替换正在填写的报告",
            text: format!(
                "打开“{file}”会替换正在填写的内容。替换后可以撤销；需要长期保留的，先返回导出。"
            ),
            more: html! { <div hidden=true /> },
            answers: vec![("替换", Rc::new(|| keeper::ask(Request::Replace)))],
        },
    }
}

/// So many errors are named in the question; the list has them all.
const NAMED: usize = 6;

/// What stands in the way, each a link to its field.
fn summary(blocking: &[Finding], dispatch: &Dispatch) -> Html {
    let links = blocking.iter().take(NAMED).map(|finding| {
        let (dispatch, place) = (dispatch.clone(), finding.place.clone());
        let go = move |_: MouseEvent| {
            dispatch.dispatch(Action::Answered);
            dispatch.dispatch(Action::GoTo(place.clone()));
        };
        let text = match finding.is_missing {
            true => format!("{}：未填", where_it_is(&finding.place)),
            false => format!("{}：{}", where_it_is(&finding.place), finding.message),
        };
        html! { <li><button type="button" class="link" onclick={go}>{ text }</button></li> }
    });
    let more = blocking.len().saturating_sub(NAMED);
    html! {
        <div class="question-list">
            <ul>{ for links }</ul>
            { for (more > 0).then(|| html! { <p class="hint">{ format!("另有 {more} 处，列在“问题”中") }</p> }) }
        </div>
    }
}

/// Tab goes round within the question.
fn keep_focus_inside(node: &NodeRef, event: &KeyboardEvent) {
    event.prevent_default();
    let buttons = node
        .cast::<Element>()
        .and_then(|element| element.query_selector_all("button").ok());
    let Some(buttons) = buttons else { return };
    let count = buttons.length();
    let button = |at: u32| buttons.item(at)?.dyn_into::<HtmlElement>().ok();
    let active = gloo::utils::document().active_element();
    let at = (0..count).find(|at| {
        button(*at).is_some_and(|button| active.as_ref() == Some(button.unchecked_ref()))
    });
    let next = match (at, event.shift_key()) {
        (Some(at), false) => (at + 1) % count,
        (Some(at), true) => (at + count - 1) % count,
        (None, _) => 0,
    };
    if let Some(button) = button(next) {
        let _ = button.focus();
    }
}
