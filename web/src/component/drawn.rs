//! Components drawn as text on the host, for their tests: what they show, without a browser.

use std::future::Future;
use std::rc::Rc;

use yew::prelude::*;
use yew::LocalServerRenderer;
use ziping_core::draft::Draft;

use super::Dispatch;
use crate::state::{Start, State};

/// What draws something of a state.
type Draw = Rc<dyn Fn(&State, &Dispatch) -> Html>;

#[derive(Properties)]
struct StageProps {
    draft: Draft,
    draw: Draw,
}

impl PartialEq for StageProps {
    fn eq(&self, _: &StageProps) -> bool {
        false
    }
}

/// A page with nothing on it but what is tested.
#[component]
fn Stage(props: &StageProps) -> Html {
    let own = props.draft.clone();
    let state = use_reducer(|| {
        State::new(Start {
            own,
            ..Start::default()
        })
    });
    (props.draw)(&state, &state.dispatcher())
}

/// What a component shows of a draft, as HTML without Yew's comments.
pub fn drawn(draft: Draft, draw: impl Fn(&State, &Dispatch) -> Html + 'static) -> String {
    let draw: Draw = Rc::new(draw);
    let renderer = LocalServerRenderer::<Stage>::with_props(StageProps { draft, draw });
    let text = block_on(renderer.hydratable(false).render());
    text.replace("<!---->", "")
}

fn block_on<F: Future>(future: F) -> F::Output {
    let runtime = tokio::runtime::Builder::new_current_thread().build();
    tokio::task::LocalSet::new().block_on(&runtime.expect("a runtime"), future)
}

/// The text between the tags.
pub fn text(html: &str) -> String {
    let mut out = String::new();
    let mut is_tag = false;
    for c in html.chars() {
        match c {
            '<' => is_tag = true,
            '>' => is_tag = false,
            c if !is_tag => out.push(c),
            _ => {}
        }
    }
    out
}
