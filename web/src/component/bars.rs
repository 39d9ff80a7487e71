//! What stands over the columns: what there is to tell, and whose report this is.

use yew::prelude::*;

use super::file_button::import_button;
use super::Dispatch;
use crate::browser::{self, keeper, keeper::Request};
use crate::state::projects::{ProjectAction, View};
use crate::state::{Action, Desk, State};

#[derive(Properties)]
pub struct BarsProps {
    pub state: State,
    pub dispatch: Dispatch,
}

impl PartialEq for BarsProps {
    fn eq(&self, other: &BarsProps) -> bool {
        let shown = |state: &State| {
            let projects = &state.projects;
            (
                state.notice.clone(),
                state.desk,
                state.is_read_only(),
                projects.is_first && state.draft.is_blank(),
                projects.view,
                projects.removed.clone(),
            )
        };
        shown(&self.state) == shown(&other.state)
    }
}

#[component]
pub fn Bars(props: &BarsProps) -> Html {
    let BarsProps { state, dispatch } = props;
    let on = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action())
    };
    let notice = state.notice.as_ref().map(|notice| {
        let kept = notice.kept.clone().map(|kept| {
            let save = move |_: MouseEvent| {
                browser::download("保留的内容.json", "application/json", kept.as_bytes());
            };
            html! { <button type="button" class="button" id="download_kept" onclick={save}>{ "下载" }</button> }
        });
        html! {
            <div class="bar" role="status" id="notice">
                <span class="bar-text">{ &notice.text }</span>
                { for kept }
                <button type="button" class="button" onclick={on(|| Action::DismissNotice)}>{ "知道了" }</button>
            </div>
        }
    });
    let removed = state.projects.removed.clone().map(|head| {
        let id = head.id.clone();
        let bring_back = move |_: MouseEvent| keeper::ask(Request::Unremove(id.clone()));
        html! {
            <div class="bar" role="status" id="removed_bar">
                <span class="bar-text">{ format!("已删除“{}”", name_of(&head.summary.name)) }</span>
                <button type="button" class="button" id="unremove" onclick={bring_back}>{ "撤销" }</button>
                <button type="button" class="button" onclick={on(|| Action::Project(ProjectAction::ForgetRemoved))}>{ "知道了" }</button>
            </div>
        }
    });
    let is_form = state.projects.view == View::Form;
    let elsewhere = (state.is_read_only() && is_form).then(|| {
        html! {
            <div class="bar warning" role="status" id="elsewhere_bar">
                <span class="bar-text">{ "本项目正在另一个窗口中编辑，这里只能查看" }</span>
                <button type="button" class="button" id="take_over" onclick={|_: MouseEvent| keeper::take_over()}>{ "在此继续编辑" }</button>
            </div>
        }
    });
    let is_new = state.projects.is_first && state.draft.is_blank();
    let first = (is_new && state.desk == Desk::Own && is_form).then(|| {
        html! {
            <div class="bar" id="first_bar">
                <span class="bar-text">{ "可以直接填写新报告，也可以从去年的报告开始" }</span>
                { import_button("first_import", dispatch.clone()) }
                <button type="button" class="button" onclick={on(|| Action::ShowSample)}>{ "看示例" }</button>
                <button type="button" class="button" onclick={on(|| Action::Project(ProjectAction::Started))}>{ "知道了" }</button>
            </div>
        }
    });
    let sample = (state.desk == Desk::Sample).then(|| {
        html! {
            <div class="bar" id="sample_bar">
                <span class="bar-text">{ "正在看示例，可以随意改动，不影响已填的报告" }</span>
                <button type="button" class="button" onclick={on(|| Action::RestoreSample)}>{ "恢复原样" }</button>
                <button type="button" class="button" id="back_to_own" onclick={on(|| Action::ShowOwn)}>{ "返回填报" }</button>
            </div>
        }
    });
    html! { <div class="bars" role="region" aria-label="通知">
        <div>{ for notice }</div>
        <div>{ for removed }</div>
        <div>{ for elsewhere }</div>
        <div>{ for first }</div>
        <div>{ for sample }</div>
    </div> }
}

/// A project's name, or what stands for it.
pub fn name_of(name: &str) -> &str {
    match name {
        "" => "未命名的项目",
        name => name,
    }
}
