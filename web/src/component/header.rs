//! The bar on top: which report, whether it is saved, and what can be done with it.

use gloo::file::callbacks::{read_as_text, FileReader};
use gloo::file::File;
use wasm_bindgen::JsCast;
use web_sys::HtmlInputElement;
use yew::prelude::*;
use ziping_core::field::Field;
use ziping_core::import;
use ziping_core::place::Place;
use ziping_core::save::{self, Saved};

use super::icon::{icon, Icon};
use super::popover::Popover;
use super::question::export_or_ask;
use super::Dispatch;
use crate::browser::{self, keeper, keeper::Request};
use crate::state::export::{Choice, CHOICES};
use crate::state::projects::View;
use crate::state::{Action, Desk, Notice, Panel, Saving, State};

#[derive(Properties)]
pub struct HeaderProps {
    pub state: State,
    pub dispatch: Dispatch,
}

/// Whatever the bar shows, it shows anew: the draft is in its title and its buttons.
impl PartialEq for HeaderProps {
    fn eq(&self, _: &HeaderProps) -> bool {
        false
    }
}

#[component]
pub fn Header(props: &HeaderProps) -> Html {
    let HeaderProps { state, dispatch } = props;
    let on = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action())
    };
    let (name, facts) = match state.projects.view {
        View::Projects => ("项目支出绩效自评（离线版）".to_owned(), String::new()),
        _ => (
            shown(state, Field::ProjectName, "项目支出绩效自评报告"),
            facts(state),
        ),
    };
    let open_sample = state.desk == Desk::Own;
    html! {
        <header class="header">
            <a class="skip" href="#form">{ "跳到填写内容" }</a>
            <button type="button" class="button plain crumb" id="projects" onclick={|_: MouseEvent| keeper::ask(Request::List)}>{ "我的项目" }</button>
            <span class="crumb-mark" aria-hidden="true">{ "›" }</span>
            <div class="header-title">
                <h1 class="header-name">{ name }</h1>
                <span class="header-facts">{ facts }</span>
            </div>
            <SaveState saving={state.saving.clone()} />
            <div class="header-buttons">
                { history_button("undo", "撤销", Icon::Undo, state.undoes(), on(|| Action::Undo)) }
                { history_button("redo", "重做", Icon::Redo, state.redoes(), on(|| Action::Redo)) }
                <button type="button" class="button" id="history" disabled={!open_sample} onclick={|_: MouseEvent| keeper::ask(Request::History)}>
                    { "历史" }
                </button>
                <button type="button" class="button narrow-only" id="show_panel" onclick={on(|| Action::ShowPanel(Panel::Findings))}>
                    { format!("问题 {}", state.review.findings.len()) }
                </button>
                <button type="button" class="button narrow-only" onclick={on(|| Action::ShowPanel(Panel::Preview))}>
                    { "预览" }
                </button>
                <button type="button" class="button" id="show_sample" disabled={!open_sample} onclick={on(|| Action::ShowSample)}>
                    { "示例" }
                </button>
                <OpenButton dispatch={dispatch.clone()} />
                <ExportMenu state={state.clone()} dispatch={dispatch.clone()} />
            </div>
        </header>
    }
}

#[derive(Properties)]
struct ExportMenuProps {
    state: State,
    dispatch: Dispatch,
}

/// What it does depends on all of the state.
impl PartialEq for ExportMenuProps {
    fn eq(&self, _: &ExportMenuProps) -> bool {
        false
    }
}

/// 导出
#[component]
fn ExportMenu(props: &ExportMenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |now| is_open.set(now))
    };
    let choice = |choice: &'static Choice| {
        let (state, dispatch) = (props.state.clone(), props.dispatch.clone());
        let is_open = is_open.clone();
        let export = move |_: MouseEvent| {
            is_open.set(false);
            browser::focus_id("export");
            export_or_ask(choice.export, &state, &dispatch);
        };
        html! {
            <li>
                <button type="button" class="option" id={choice.id} onclick={export}>
                    <span class="option-name">{ choice.label }</span>
                    <span class="option-note">{ choice.note }</span>
                </button>
            </li>
        }
    };
    html! {
        <Popover id="export" label="导出" is_primary=true is_open={*is_open} {open}>
            <ul class="options menu">{ for CHOICES.iter().map(choice) }</ul>
        </Popover>
    }
}

fn shown(state: &State, field: Field, otherwise: &str) -> String {
    let text = state.draft.text(&Place::of(field)).trim();
    let first_line = text.lines().next().unwrap_or_default();
    match first_line {
        "" => otherwise.to_owned(),
        text => text.chars().take(60).collect(),
    }
}

/// `2021 年度 · 海口市公安局`
fn facts(state: &State) -> String {
    let year = match shown(state, Field::ReportYear, "") {
        year if year.is_empty() => year,
        year => format!(
            "{} 年度",
            year.trim_end_matches("年度").trim_end_matches('年')
        ),
    };
    let parts = [year, shown(state, Field::BudgetUnit, "")];
    let parts: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(" · ")
}

fn history_button(
    id: &'static str,
    name: &str,
    picture: Icon,
    step: Option<&str>,
    onclick: impl Fn(MouseEvent) + 'static,
) -> Html {
    let title = match step {
        Some(words) => format!("{name}：{words}"),
        None => format!("没有可{name}的操作"),
    };
    html! {
        <button type="button" class="button square" {id} title={title.clone()} aria-label={title} disabled={step.is_none()} {onclick}>
            { icon(picture) }
        </button>
    }
}

#[derive(Properties, PartialEq)]
struct SaveStateProps {
    saving: Saving,
}

#[component]
fn SaveState(props: &SaveStateProps) -> Html {
    let (class, text) = match &props.saving {
        Saving::Blank => ("blank", "填写的内容自动保存在本机浏览器".to_owned()),
        Saving::Pending => ("pending", "正在保存".to_owned()),
        Saving::Saved(time) => ("saved", format!("已保存 {time}")),
        Saving::SavedLocally(time) => (
            "locally",
            format!("已保存 {time}（浏览器只允许临时保存，关闭前须导出备份）"),
        ),
        Saving::Failed(why) => ("failed", why.clone()),
    };
    let role = (class == "failed").then_some("alert");
    html! { <span class={classes!("save-state", class)} id="save_state" {role}>{ text }</span> }
}

#[derive(Properties, PartialEq)]
struct OpenButtonProps {
    dispatch: Dispatch,
}

/// A report is some hundred kilobytes; what is a thousand times that is something else.
const LARGEST_FILE: u64 = 64 * 1024 * 1024;

/// Opens a report that this program exported.
#[component]
fn OpenButton(props: &OpenButtonProps) -> Html {
    let chooser = use_node_ref();
    let reader = use_mut_ref(|| None::<FileReader>);
    let choose = {
        let chooser = chooser.clone();
        move |_: MouseEvent| {
            if let Some(input) = chooser.cast::<HtmlInputElement>() {
                input.click();
            }
        }
    };
    let read = {
        let dispatch = props.dispatch.clone();
        move |event: Event| {
            let Some(input) = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok())
            else {
                return;
            };
            let file = input.files().and_then(|files| files.get(0)).map(File::from);
            // The same file can be chosen again.
            input.set_value("");
            let Some(file) = file else { return };
            let name = file.name();
            if file.size() > LARGEST_FILE {
                dispatch.dispatch(told(format!("“{name}”过大，不是本程序导出的报告")));
                return;
            }
            let dispatch = dispatch.clone();
            *reader.borrow_mut() = Some(read_as_text(&file, move |text| {
                dispatch.dispatch(opened(name, text.ok()));
            }));
        }
    };
    html! {
        <span class="open">
            <input type="file" id="open_file" class="sr-only" tabindex="-1" aria-label="打开文件" accept=".html,.htm,.json" ref={chooser} onchange={read} />
            <button type="button" class="button" id="open" onclick={choose} title="打开本程序导出的 HTML 报告继续填写">{ "打开" }</button>
        </span>
    }
}

fn opened(file: String, text: Option<String>) -> Action {
    let read = |text: String| match import::html::read(&text) {
        Saved::Unknown => save::read(&text),
        saved => saved,
    };
    match text.map(read) {
        Some(Saved::Draft(draft)) => Action::Opened { draft, file },
        Some(Saved::Newer(_)) => told(format!("“{file}”由更新版本的程序导出，本版本不能读取")),
        Some(Saved::Unknown) => told(format!(
            "“{file}”不是本程序导出的报告，没有读取。只能打开本程序导出的 HTML 文件"
        )),
        None => told(format!("“{file}”不能读取")),
    }
}

fn told(text: String) -> Action {
    Action::Tell(Notice { text, kept: None })
}
