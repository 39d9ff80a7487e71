//! The page as a whole: state, saving, focus, and the three columns.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;
use yew::prelude::*;

use crate::browser;
use crate::component::findings_panel::FindingsPanel;
use crate::component::header::Header;
use crate::component::help::Help;
use crate::component::preview::Preview;
use crate::component::question::QuestionBox;
use crate::component::section::SectionForm;
use crate::component::section_list::SectionList;
use crate::component::Dispatch;
use crate::review::Counts;
use crate::state::{Action, Desk, Notice, Panel, Saving, State};

/// Long enough that fast typing is one write, short enough that nobody waits for it.
const SAVE_DELAY_MS: u32 = 300;
/// Steady typing is written this often.
const LONGEST_WAIT_MS: u32 = 1_000;
/// Who stops this long has finished a thought.
const TYPING_PAUSE_MS: u32 = 1_000;

#[component]
pub fn App() -> Html {
    let state = use_reducer(|| State::new(browser::start()));
    let dispatch = state.dispatcher();
    use_saving(&state);
    use_pauses(&state);
    use_section_start(&state);
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
            <Bars
                notice={state.notice.clone()}
                desk={state.desk}
                dispatch={dispatch.clone()}
            />
            <SectionList
                review={state.review.clone()}
                current={state.section}
                dispatch={dispatch.clone()}
            />
            <main class="work">
                <div class="form" id="form" tabindex="-1">
                    <SectionForm
                        section={state.section}
                        draft={state.draft.clone()}
                        review={state.review.clone()}
                        dispatch={dispatch.clone()}
                    />
                </div>
                <section class="panel" aria-label="问题、预览和帮助">
                    <PanelTabs
                        panel={state.panel}
                        counts={state.review.counts()}
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
                        Panel::Help => html! { <Help /> },
                    } }
                </section>
            </main>
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

/// Writes the draft to the browser's storage shortly after it changed, at the latest a
/// second after, and at once when the page is left.
#[hook]
fn use_saving(state: &UseReducerHandle<State>) {
    let current = use_mut_ref(|| None);
    *current.borrow_mut() = Some(state.clone());
    // Since when something is unsaved, by the clock.
    let unsaved_since = use_mut_ref(|| None);
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
                if state.is_other_unsaved {
                    let (desk, draft) = state.other();
                    browser::save(desk, draft);
                    dispatch.dispatch(Action::OtherSaved);
                }
                let (draft, desk) = (draft.clone(), *desk);
                let since = *unsaved_since
                    .borrow_mut()
                    .get_or_insert_with(browser::millis);
                let waited = browser::millis().saturating_sub(since);
                let delay = SAVE_DELAY_MS.min(LONGEST_WAIT_MS.saturating_sub(waited));
                let timer = is_pending.then(|| {
                    Timeout::new(delay, move || {
                        *unsaved_since.borrow_mut() = None;
                        let saving = browser::save(desk, &draft);
                        dispatch.dispatch(Action::Saved { draft, saving });
                    })
                });
                move || drop(timer)
            },
        );
    }
    use_effect_with((), move |()| {
        let window = gloo::utils::window();
        let leaving = current.clone();
        let on_leaving = EventListener::new(&window, "pagehide", move |_| {
            if let Some(state) = leaving.borrow().as_ref() {
                if state.saving == Saving::Pending {
                    browser::save(state.desk, &state.draft);
                }
            }
        });
        // Asks before a page is closed whose text can't be saved.
        let options = EventListenerOptions::enable_prevent_default();
        let on_closing =
            EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                if let Some(state) = current.borrow().as_ref() {
                    if matches!(state.saving, Saving::Failed(_)) && !state.draft.is_blank() {
                        event.prevent_default();
                    }
                }
            });
        move || drop((on_leaving, on_closing))
    });
}

/// A pause ends a typing step.
#[hook]
fn use_pauses(state: &UseReducerHandle<State>) {
    let dispatch = state.dispatcher();
    use_effect_with(state.draft.clone(), move |_| {
        let timer = Timeout::new(TYPING_PAUSE_MS, move || {
            dispatch.dispatch(Action::EndTyping)
        });
        move || drop(timer)
    });
}

/// A section begins at its top, and what had the focus in the one before is gone.
#[hook]
fn use_section_start(state: &UseReducerHandle<State>) {
    use_effect_with(state.section, |_| browser::start_section());
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
        let options = EventListenerOptions::enable_prevent_default();
        let document = gloo::utils::document();
        let listener =
            EventListener::new_with_options(&document, "keydown", options, move |event| {
                let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
                    return;
                };
                // While an input method composes, the keys are its own.
                if browser::is_question_open()
                    || event.is_composing()
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
    let sample = (props.desk == Desk::Sample).then(|| {
        html! {
            <div class="bar" id="sample_bar">
                <span class="bar-text">{ "正在看示例，可以随意改动，不影响已填的报告" }</span>
                <button type="button" class="button" onclick={on(|| Action::RestoreSample)}>{ "恢复原样" }</button>
                <button type="button" class="button" id="back_to_own" onclick={on(|| Action::ShowOwn)}>{ "返回填报" }</button>
            </div>
        }
    });
    html! { <div class="bars" role="region" aria-label="通知">{ for notice }{ for sample }</div> }
}

#[derive(Properties, PartialEq)]
struct PanelTabsProps {
    panel: Panel,
    counts: Counts,
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
            <h2 class="sr-only">{ props.panel.title() }</h2>
            { tab(Panel::Findings, "tab_findings", props.counts.tab_label()) }
            { tab(Panel::Preview, "tab_preview", Panel::Preview.title().to_owned()) }
            { tab(Panel::Help, "tab_help", Panel::Help.title().to_owned()) }
            <button type="button" class="button small back-to-form" onclick={back}>{ "返回填写" }</button>
        </div>
    }
}
