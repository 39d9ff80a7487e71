//! The page as a whole: state, saving, focus, and the three columns.

use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::browser;
use crate::component::findings_panel::FindingsPanel;
use crate::component::header::Header;
use crate::component::preview::Preview;
use crate::component::question::QuestionBox;
use crate::component::section::SectionForm;
use crate::component::section_list::SectionList;
use crate::component::Dispatch;
use crate::state::{Action, Desk, Notice, Panel, Saving, State};

/// Long enough that fast typing is one write, short enough that nobody waits for it.
const SAVE_DELAY_MS: u32 = 300;

#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::start()));
    let dispatch = state.dispatcher();
    use_saving(&state);
    use_target(&state);
    use_keys(&dispatch);

    let front = if state.is_panel_in_front {
        "panel-in-front"
    } else {
        "form-in-front"
    };
    html! {
        <div class={classes!("app", front)}>
            <Header state={(*state).clone()} dispatch={dispatch.clone()} />
            <SectionList
                review={state.review.clone()}
                current={state.section}
                dispatch={dispatch.clone()}
            />
            <main class="form" id="form" tabindex="-1">
                <Bars
                    notice={state.notice.clone()}
                    desk={state.desk}
                    dispatch={dispatch.clone()}
                />
                <SectionForm
                    section={state.section}
                    draft={state.draft.clone()}
                    review={state.review.clone()}
                    dispatch={dispatch.clone()}
                />
            </main>
            <aside class="panel" aria-label="问题和预览">
                <PanelTabs
                    panel={state.panel}
                    count={state.review.findings.len()}
                    dispatch={dispatch.clone()}
                />
                { match state.panel {
                    Panel::Findings => html! {
                        <FindingsPanel review={state.review.clone()} dispatch={dispatch.clone()} />
                    },
                    Panel::Preview => html! {
                        <Preview
                            draft={state.draft.clone()}
                            today={state.today()}
                            dispatch={dispatch.clone()}
                        />
                    },
                } }
            </aside>
            <QuestionBox
                question={state.question.clone()}
                draft={state.draft.clone()}
                today={state.today()}
                counts={state.review.counts()}
                dispatch={dispatch.clone()}
            />
            <div class="sr-only" role="status" aria-live="polite">
                { state.review.counts().in_words() }
            </div>
        </div>
    }
}

/// Writes the draft to the browser's storage shortly after it changed, and at once when
/// the page is left.
#[hook]
fn use_saving(state: &UseReducerHandle<State>) {
    let current = use_mut_ref(|| None);
    *current.borrow_mut() = Some(state.clone());
    let dispatch = state.dispatcher();
    {
        let state = state.clone();
        use_effect_with(
            (
                state.draft.clone(),
                state.desk,
                state.saving == Saving::Pending,
            ),
            move |(draft, desk, is_pending)| {
                let (draft, desk) = (draft.clone(), *desk);
                let timer = is_pending.then(|| {
                    Timeout::new(SAVE_DELAY_MS, move || {
                        let saving = browser::save(desk, &draft);
                        dispatch.dispatch(Action::Saved { draft, saving });
                    })
                });
                move || drop(timer)
            },
        );
    }
    use_effect_with((), move |()| {
        let on_leaving = EventListener::new(&gloo::utils::window(), "pagehide", move |_| {
            if let Some(state) = current.borrow().as_ref() {
                if state.saving == Saving::Pending {
                    browser::save(state.desk, &state.draft);
                }
            }
        });
        move || drop(on_leaving)
    });
}

/// Moves the cursor to where a link pointed, once that section is on the page.
#[hook]
fn use_target(state: &UseReducerHandle<State>) {
    let draft = state.draft.clone();
    use_effect_with(state.target.clone(), move |target| {
        if let Some((place, _)) = target {
            browser::focus(place, &draft);
        }
    });
}

/// Ctrl+Z and Ctrl+Y take back and do again what was done anywhere on the page, instead
/// of the browser's own undo, which knows one field and not the mends.
#[hook]
fn use_keys(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let options = gloo::events::EventListenerOptions::enable_prevent_default();
        let document = gloo::utils::document();
        let listener =
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                // While an input method composes, the keys are its own.
                if event.is_composing()
                    || !(event.ctrl_key() || event.meta_key())
                    || event.alt_key()
                {
                    return;
                }
                let action = match (event.key().to_lowercase().as_str(), event.shift_key()) {
                    ("z", false) => Action::Undo,
                    ("z", true) | ("y", false) => Action::Redo,
                    _ => return,
                };
                event.prevent_default();
                dispatch.dispatch(action);
            });
        move || drop(listener)
    });
}

#[derive(Properties, PartialEq)]
struct BarsProps {
    notice: Option<Notice>,
    desk: Desk,
    dispatch: Dispatch,
}

/// What stands over the form: what there is to tell, and that this is the sample.
#[component]
fn Bars(props: &BarsProps) -> Html {
    let dispatch = &props.dispatch;
    let on = |action: fn() -> Action| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(action())
    };
    let notice = props.notice.as_ref().map(|notice| {
        let kept = notice.kept.clone().map(|kept| {
            let save = move |_: MouseEvent| {
                browser::download("保留的内容.txt", "text/plain;charset=utf-8", kept.as_bytes());
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
    let sample = (props.desk == Desk::Sample).then(|| {
        html! {
            <div class="bar" id="sample_bar">
                <span class="bar-text">{ "正在看示例，可以随意改动，不影响已填的报告" }</span>
                <button type="button" class="button" onclick={on(|| Action::RestoreSample)}>{ "恢复原样" }</button>
                <button type="button" class="button" id="back_to_own" onclick={on(|| Action::ShowOwn)}>{ "返回填报" }</button>
            </div>
        }
    });
    html! { <div class="bars">{ for notice }{ for sample }</div> }
}

#[derive(Properties, PartialEq)]
struct PanelTabsProps {
    panel: Panel,
    count: usize,
    dispatch: Dispatch,
}

#[component]
fn PanelTabs(props: &PanelTabsProps) -> Html {
    let tab = |panel: Panel, id: &'static str, label: String| {
        let dispatch = props.dispatch.clone();
        let is_on = props.panel == panel;
        html! {
            <button
                type="button"
                {id}
                class={classes!("tab", is_on.then_some("on"))}
                aria-pressed={is_on.to_string()}
                onclick={move |_| dispatch.dispatch(Action::ShowPanel(panel))}
            >
                { label }
            </button>
        }
    };
    let back = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::ShowForm)
    };
    html! {
        <div class="tabs">
            { tab(Panel::Findings, "tab_findings", format!("问题 {}", props.count)) }
            { tab(Panel::Preview, "tab_preview", "预览".to_owned()) }
            <button type="button" class="button small back-to-form" onclick={back}>{ "返回填写" }</button>
        </div>
    }
}
