//! Questions that wait for an answer, and the export that one of them is about.

use std::rc::Rc;

use web_sys::KeyboardEvent;
use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::export::html::FORMAT;
use ziping_core::field::value::Date;
use ziping_core::Edition;

use super::header::focus_export;
use super::Dispatch;
use crate::browser::{self, keeper, keeper::Request};
use crate::review::{self, Counts};
use crate::state::{Action, Question};

/// Hands out an edition as HTML; marked as a draft while there are errors.
pub fn export_now(draft: &Draft, today: Option<Date>, edition: Edition) {
    let (document, name) = review::export(draft, today, edition);
    let bytes = (FORMAT.write)(&document, draft);
    browser::download(&format!("{name}.{}", FORMAT.extension), FORMAT.mime, &bytes);
}

#[derive(Properties)]
pub struct QuestionBoxProps {
    pub question: Option<Question>,
    pub draft: Rc<Draft>,
    pub today: Option<Date>,
    pub counts: Counts,
    pub dispatch: Dispatch,
}

impl PartialEq for QuestionBoxProps {
    fn eq(&self, other: &QuestionBoxProps) -> bool {
        self.question == other.question && Rc::ptr_eq(&self.draft, &other.draft)
    }
}

#[component]
pub fn QuestionBox(props: &QuestionBoxProps) -> Html {
    let is_open = props.question.is_some();
    use_effect_with(is_open, |is_open| {
        if *is_open {
            browser::focus_id("question_no");
        }
    });
    let close = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |()| {
            dispatch.dispatch(Action::Answered);
            focus_export();
        })
    };
    let Some(question) = &props.question else {
        return html! { <div hidden=true /> };
    };
    let (title, text, yes) = words(question, props.counts);
    let answer_yes = {
        let (draft, today) = (props.draft.clone(), props.today);
        let exported = match question {
            Question::ExportWithErrors(edition) => Some(*edition),
            Question::Replace { .. } => None,
        };
        let close = close.clone();
        move |_: MouseEvent| {
            if let Some(edition) = exported {
                export_now(&draft, today, edition);
                close.emit(());
            } else {
                keeper::ask(Request::Replace);
            }
        }
    };
    let no = {
        let close = close.clone();
        move |_: MouseEvent| close.emit(())
    };
    let on_key = move |event: KeyboardEvent| match event.key().as_str() {
        "Escape" => close.emit(()),
        "Tab" => keep_focus_inside(&event),
        _ => {}
    };
    html! {
        <div class="veil" onkeydown={on_key}>
            <div class="question" role="alertdialog" aria-modal="true" aria-labelledby="question_title" aria-describedby="question_text">
                <h2 class="question-title" id="question_title">{ title }</h2>
                <p id="question_text">{ text }</p>
                <div class="question-buttons">
                    <button type="button" class="button" id="question_no" onclick={no}>{ "返回" }</button>
                    <button type="button" class="button primary" id="question_yes" onclick={answer_yes}>{ yes }</button>
                </div>
            </div>
        </div>
    }
}

fn words(question: &Question, counts: Counts) -> (&'static str, String, &'static str) {
    match question {
        Question::ExportWithErrors(_) => (
            "报告还没有填完或有错误",
            format!(
                "{}。现在导出，开头会印明“草稿”。",
                Counts {
                    warnings: 0,
                    hints: 0,
                    ..counts
                }
                .in_words()
            ),
            "导出草稿",
        ),
        Question::Replace { file, .. } => (
            "替换正在填写的报告",
            format!(
                "打开“{file}”会替换正在填写的内容。替换后可以撤销；需要长期保留的，先返回导出。"
            ),
            "替换",
        ),
    }
}

/// The two buttons take turns: Tab doesn't leave the question.
fn keep_focus_inside(event: &KeyboardEvent) {
    event.prevent_default();
    let active = gloo::utils::document().active_element();
    let is_no = active.is_some_and(|element| element.id() == "question_no");
    browser::focus_id(if is_no { "question_yes" } else { "question_no" });
}

/// Exports at once, or asks first where there are errors.
pub fn export_or_ask(
    draft: &Draft,
    today: Option<Date>,
    counts: Counts,
    edition: Edition,
    dispatch: &Dispatch,
) {
    match counts.blocking() {
        0 => export_now(draft, today, edition),
        _ => dispatch.dispatch(Action::Ask(Question::ExportWithErrors(edition))),
    }
}
