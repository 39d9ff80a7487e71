//! The page as a whole: state, saving, focus, and the three columns.

use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};
use yew::prelude::*;

use crate::browser::focus::Trail;
use crate::browser::{self, keeper};
use crate::component::bars::Bars;
use crate::component::drop_zone::DropZone;
use crate::component::findings_panel::FindingsPanel;
use crate::component::header::Header;
use crate::component::help::Help;
use crate::component::history_view::HistoryView;
use crate::component::inbox_view::InboxView;
use crate::component::overview::Overview;
use crate::component::preview::{PreviewPanel, Printed};
use crate::component::project_list::ProjectList;
use crate::component::question::QuestionBox;
use crate::component::section::SectionForm;
use crate::component::section_list::SectionList;
use crate::component::Dispatch;
use crate::review::Counts;
use crate::state::projects::View;
use crate::state::sheet::is_in_a_sheet;
use crate::state::{Action, Panel, Saving, State};

/// Long enough that fast typing is one write, short enough that nobody waits for it.
const SAVE_DELAY_MS: u32 = 300;
/// Steady typing is written this often.
const LONGEST_WAIT_MS: u32 = 1_000;
/// Who stops this long has finished a thought.
const TYPING_PAUSE_MS: u32 = 1_000;

#[component]
pub fn App() -> Html {
    let state = use_reducer(|| {
        let state = State::new(keeper::start());
        Rc::new(state.clone()).note();
        state
    });
    let dispatch = state.dispatcher();
    use_saving(&state);
    use_project(&state);
    use_pauses(&state);
    use_words(&dispatch);
    use_catching_up(&state);
    use_section_start(&state);
    use_target(&state);
    use_keys(&dispatch);
    use_trail();

    let front = if state.is_panel_in_front {
        "panel-in-front"
    } else {
        "form-in-front"
    };
    let folded = state.is_panel_folded.then_some("panel-folded");
    let place = match state.projects.view {
        View::Projects => Some("at-projects"),
        View::Inbox => Some("at-inbox"),
        View::Form | View::History => None,
    };
    let body = match state.projects.view {
        View::Form => html! { <Editor state={(*state).clone()} dispatch={dispatch.clone()} /> },
        View::Projects => {
            let inbox = state.inbox.items.len();
            html! { <ProjectList projects={state.projects.clone()} {inbox} dispatch={dispatch.clone()} /> }
        }
        View::Inbox => html! {
            <InboxView
                inbox={state.inbox.clone()}
                today={state.today()}
                is_read_only={state.projects.is_elsewhere}
                dispatch={dispatch.clone()}
            />
        },
        View::History => {
            html! { <HistoryView state={(*state).clone()} dispatch={dispatch.clone()} /> }
        }
    };
    html! {
        <>
        <div class={classes!("app", front, folded, place)}>
            <Header state={(*state).clone()} dispatch={dispatch.clone()} />
            <Bars state={(*state).clone()} dispatch={dispatch.clone()} />
            { body }
            <DropZone view={state.projects.view} dispatch={dispatch.clone()} />
            <QuestionBox
                question={state.question.clone()}
                state={(*state).clone()}
                dispatch={dispatch.clone()}
            />
            <div class="sr-only" role="status" aria-live="polite">
                { state.review.counts().in_words() }
            </div>
        </div>
        <Printed
            draft={state.draft.clone()}
            today={state.today()}
            edition={state.printed}
            has_charts={state.has_charts}
            dispatch={dispatch.clone()}
        />
        </>
    }
}

/// Writes the draft to the browser's storage shortly after it changed, at the latest a
/// second after, and at once when the page is left.
#[hook]
fn use_saving(state: &UseReducerHandle<State>) {
    keeper::report_to(state.dispatcher());
    // Since when something is unsaved, by the clock.
    let unsaved_since = use_mut_ref(|| None);
    let dispatch = state.dispatcher();
    {
        let state = state.clone();
        use_effect_with(
            (
                state.draft.clone(),
                state.desk,
                state.projects.id.clone(),
                state.saving == Saving::Pending,
            ),
            move |(_, _, _, is_pending)| {
                if state.is_other_unsaved {
                    keeper::save_other(&state);
                    dispatch.dispatch(Action::OtherSaved);
                }
                if !is_pending {
                    *unsaved_since.borrow_mut() = None;
                }
                let timer = is_pending.then(|| {
                    let since = *unsaved_since.borrow_mut().get_or_insert_with(browser::now);
                    let waited = browser::now().saturating_sub(since);
                    let delay = u64::from(LONGEST_WAIT_MS).saturating_sub(waited);
                    Timeout::new(SAVE_DELAY_MS.min(delay as u32), move || {
                        *unsaved_since.borrow_mut() = None;
                        keeper::save_latest();
                    })
                });
                move || drop(timer)
            },
        );
    }
    use_effect_with((), move |()| {
        keeper::connect();
        let window = gloo::utils::window();
        let on_leaving = EventListener::new(&window, "pagehide", move |_| {
            if State::latest().is_some_and(|state| state.saving == Saving::Pending) {
                keeper::save_latest();
            }
        });
        // Asks before a page is closed whose text can't be saved.
        let options = EventListenerOptions::enable_prevent_default();
        let on_closing =
            EventListener::new_with_options(&window, "beforeunload", options, move |event| {
                let would_be_lost = |state: Rc<State>| {
                    matches!(state.saving, Saving::Failed(_)) && !state.draft.is_blank()
                };
                if State::latest().is_some_and(would_be_lost) {
                    event.prevent_default();
                }
            });
        move || drop((on_leaving, on_closing))
    });
}

/// The open project is this tab's to edit, and gives the tab its name.
#[hook]
fn use_project(state: &UseReducerHandle<State>) {
    use_effect_with(state.projects.id.clone(), |_| keeper::take_up());
    let title = match (state.projects.view, state.projects_title()) {
        (View::Projects, _) => format!("我的项目 - {TITLE}"),
        (View::Inbox, _) => format!("来稿审核 - {TITLE}"),
        (_, name) if name.is_empty() => format!("{TITLE}（离线版）"),
        (_, name) => format!("{name} - {TITLE}"),
    };
    use_effect_with(title, |title| browser::set_title(title));
}

const TITLE: &str = "项目支出绩效自评";

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

/// Whoever works with the keyboard goes on where they were, whatever a key made go away.
#[hook]
fn use_trail() {
    let trail = use_mut_ref(Trail::default);
    let noting = trail.clone();
    use_effect_with((), move |()| {
        let listener = EventListener::new(&browser::root(), "focusin", move |event| {
            if let Some(element) = event.target().and_then(|it| it.dyn_into().ok()) {
                noting.borrow().note(element);
            }
        });
        move || drop(listener)
    });
    use_effect(move || trail.borrow().keep());
}

/// A word that an input method begins belongs to no word before. Where one ends the engines
/// don't agree: Firefox puts it into the field only after saying so.
#[hook]
fn use_words(dispatch: &Dispatch) {
    let dispatch = dispatch.clone();
    use_effect_with((), move |()| {
        let document = gloo::utils::document();
        let listener = EventListener::new(&document, "compositionstart", move |_| {
            dispatch.dispatch(Action::StartWord)
        });
        move || drop(listener)
    });
}

/// What was typed is reviewed once it is on the screen.
#[hook]
fn use_catching_up(state: &UseReducerHandle<State>) {
    let (dispatch, is_behind) = (state.dispatcher(), state.is_behind());
    use_effect_with(state.draft.clone(), move |_| {
        let waiting =
            is_behind.then(|| browser::after_paint(move || dispatch.dispatch(Action::CatchUp)));
        move || drop(waiting)
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
        // The tables go there themselves: they may have to draw the row first.
        if let Some((place, _)) = target.as_ref().filter(|(place, _)| !is_in_a_sheet(place)) {
            browser::focus(place, &draft);
        }
    });
}

/// Ctrl+Z and Ctrl+Y take back and do again what was done anywhere in the form, instead of
/// the browser's own undo, which knows one field and not the mends. Where the form isn't
/// shown, and in a field that something is looked up in, they are the browser's: nothing is
/// undone unseen.
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
                let is_form = State::latest().is_some_and(|it| it.projects.view == View::Form);
                if !is_form
                    || is_search(event)
                    || browser::is_question_open()
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

fn is_search(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into().ok());
    target.is_some_and(|it: HtmlInputElement| it.type_() == "search")
}

#[derive(Properties)]
struct EditorProps {
    state: State,
    dispatch: Dispatch,
}

/// It shows most of the state, and each part in it knows whether it changed.
impl PartialEq for EditorProps {
    fn eq(&self, _: &EditorProps) -> bool {
        false
    }
}

/// The three columns: sections, form, findings or preview.
#[component]
fn Editor(props: &EditorProps) -> Html {
    let EditorProps { state, dispatch } = props;
    html! {
        <>
            <SectionList
                review={state.review.clone()}
                current={state.section}
                dispatch={dispatch.clone()}
            />
            <main class="work">
                <div class="form" id="form" tabindex="-1">
                <fieldset class="form-fields" disabled={state.is_read_only()}>
                    <SectionForm
                        section={state.section}
                        draft={state.draft.clone()}
                        review={state.review.clone()}
                        target={state.target.clone()}
                        dispatch={dispatch.clone()}
                    />
                </fieldset>
                </div>
            <section class="panel" aria-label="问题、预览、概览和帮助">
                { unfold_button(state.panel, state.review.counts(), dispatch.clone()) }
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
                        <PreviewPanel
                            draft={state.reviewed.clone()}
                            today={state.today()}
                            edition={state.previewed}
                            has_charts={state.has_charts}
                            dispatch={dispatch.clone()}
                        />
                    },
                    Panel::Overview => html! {
                        <Overview draft={state.reviewed.clone()} review={state.review.clone()} />
                    },
                    Panel::Help => html! { <Help /> },
                } }
            </section>
            </main>
        </>
    }
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
    let fold = {
        let dispatch = props.dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::FoldPanel)
    };
    html! {
        <div class="tabs">
            <h2 class="sr-only">{ props.panel.title() }</h2>
            { tab(Panel::Findings, "tab_findings", props.counts.tab_label()) }
            { tab(Panel::Preview, "tab_preview", Panel::Preview.title().to_owned()) }
            { tab(Panel::Overview, "tab_overview", Panel::Overview.title().to_owned()) }
            { tab(Panel::Help, "tab_help", Panel::Help.title().to_owned()) }
            <button type="button" class="button plain fold" id="fold_panel" title="收起右栏，表格更宽" onclick={fold}>{ "收起" }</button>
            <button type="button" class="button small back-to-form" onclick={back}>{ "返回填写" }</button>
        </div>
    }
}

/// What is left of the panel while it is folded.
fn unfold_button(panel: Panel, counts: Counts, dispatch: Dispatch) -> Html {
    let unfold = move |_: MouseEvent| dispatch.dispatch(Action::ShowPanel(panel));
    html! {
        <button type="button" class="unfold" id="unfold_panel" title="展开右栏" onclick={unfold}>
            { format!("展开 · {}", counts.tab_label()) }
        </button>
    }
}
