//! The bar on top: which report, whether it is saved, and what can be done with it.

use gloo::file::File;
use yew::prelude::*;
use ziping_core::field::Field;
use ziping_core::place::Place;

use super::chart_choice::chart_choice;
use super::file_button::FileButton;
use super::icon::{icon, Icon};
use super::popover::Popover;
use super::question::export_or_ask;
use super::Dispatch;
use crate::appearance::Charted;
use crate::browser::intake::{self, Door};
use crate::browser::{self, keeper, keeper::Request};
use crate::state::export::{Choice, Export, CHOICES};
use crate::state::projects::View;
use crate::state::{Action, Desk, Panel, Saving, State};

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
        View::Inbox => ("来稿审核".to_owned(), String::new()),
        _ => (
            shown(state, Field::ProjectName, "项目支出绩效自评报告"),
            facts(state),
        ),
    };
    let open = {
        let dispatch = dispatch.clone();
        Callback::from(move |files: Vec<File>| intake::take(files, Door::Form, &dispatch))
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
            { save_state(&state.saving) }
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
                <FileButton id="open" label="打开" title="打开报告：本程序导出的、Word、Excel、网页或纯文本，可一次选多份" accept={intake::ACCEPT} is_multiple=true chosen={open} />
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
            let export = Export {
                has_charts: state.has_charts,
                ..choice.export
            };
            export_or_ask(export, &state, &dispatch);
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
    let choose = {
        let dispatch = props.dispatch.clone();
        Callback::from(move |is_on| {
            Charted::Report.choose(is_on);
            dispatch.dispatch(Action::Chart(is_on));
        })
    };
    html! {
        <Popover id="export" label="导出" kind="primary" is_open={*is_open} {open}>
            <ul class="options menu">{ for CHOICES.iter().map(choice) }</ul>
            { chart_choice("export_charts", props.state.has_charts, "报告、自评表：资金、得分", choose) }
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

fn save_state(saving: &Saving) -> Html {
    let (class, text) = match saving {
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
