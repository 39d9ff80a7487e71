//! 历史: the dated copies of the open project, what differs in each, and bringing one back.

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::place::Place;
use ziping_core::Edition;

use super::finding::where_it_is;
use super::preview::Preview;
use super::Dispatch;
use crate::browser::{keeper, keeper::Request, time_in_words};
use crate::state::history::Snapshot;
use crate::state::projects::{ProjectAction, View};
use crate::state::record::characters;
use crate::state::{Action, State};

#[derive(Properties)]
pub struct HistoryViewProps {
    pub state: State,
    pub dispatch: Dispatch,
}

impl PartialEq for HistoryViewProps {
    fn eq(&self, other: &HistoryViewProps) -> bool {
        let (a, b) = (&self.state.projects, &other.state.projects);
        a.history == b.history
            && a.looked_at == b.looked_at
            && self.state.is_read_only() == other.state.is_read_only()
    }
}

#[component]
pub fn HistoryView(props: &HistoryViewProps) -> Html {
    let HistoryViewProps { state, dispatch } = props;
    let back = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Project(ProjectAction::Show(View::Form)))
    };
    let snapshots = state.projects.history.clone().unwrap_or_default();
    let looked_at = state.projects.looked_at;
    let entry = |(at, snapshot): (usize, &Snapshot)| {
        let dispatch = dispatch.clone();
        let look = move |_: MouseEvent| dispatch.dispatch(Action::Project(ProjectAction::Look(at)));
        let is_on = at == looked_at;
        html! {
            <li>
                <button type="button" class={classes!("snapshot", is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={look}>
                    <span class="snapshot-time">{ time_in_words(snapshot.head.changed) }</span>
                    <span class="snapshot-facts">{ facts(snapshot, &state.draft) }</span>
                </button>
            </li>
        }
    };
    let looked = snapshots.get(looked_at).map(|snapshot| {
        let words = format!("恢复 {} 的内容", time_in_words(snapshot.head.changed));
        let differing = differing(&snapshot.draft, &state.draft);
        let is_same = differing.is_empty();
        let title = match is_same {
            true => "与现在的内容相同".to_owned(),
            false => format!("与现在不同的有 {} 处", differing.len()),
        };
        let restore = {
            let words = words.clone();
            move |_: MouseEvent| keeper::ask(Request::Restore(words.clone()))
        };
        html! {
            <section class="snapshot-view" aria-label={words}>
                <div class="snapshot-bar">
                    <h3 class="list-title">{ title }</h3>
                    <button type="button" class="button primary" id="restore" disabled={is_same || state.is_read_only()} onclick={restore}>{ "恢复这份内容" }</button>
                </div>
                <ul class="differing">
                    { for differing.iter().take(30).map(|place| html! { <li>{ where_it_is(place) }</li> }) }
                </ul>
                <Preview draft={std::rc::Rc::new(snapshot.draft.clone())} today={state.today()} edition={Edition::Report} has_charts={state.has_charts} dispatch={dispatch.clone()} />
            </section>
        }
    });
    let nothing = snapshots.is_empty().then(|| {
        let text = match state.projects.history {
            None => "正在读取",
            Some(_) => "还没有留存的内容。打开项目时、每填写十分钟、替换和恢复之前自动留存一份",
        };
        html! { <p class="list-note">{ text }</p> }
    });
    html! {
        <main class="list history" id="form" tabindex="-1" aria-label="历史">
            <div class="list-tools">
                <h2 class="list-title">{ "历史" }</h2>
                <button type="button" class="button" id="back_to_form" onclick={back}>{ "返回填写" }</button>
            </div>
            { for nothing }
            <div class="history-columns">
                <ul class="snapshots" id="snapshots">{ for snapshots.iter().enumerate().map(entry) }</ul>
                { for looked }
            </div>
        </main>
    }
}

/// `1,204 字，比现在少 35 字，执行率 19.73%`
fn facts(snapshot: &Snapshot, now: &Draft) -> String {
    let (then, now) = (characters(&snapshot.draft), characters(now));
    let mut facts = vec![format!("{then} 字")];
    match then.cmp(&now) {
        std::cmp::Ordering::Less => facts.push(format!("比现在少 {} 字", now - then)),
        std::cmp::Ordering::Greater => facts.push(format!("比现在多 {} 字", then - now)),
        std::cmp::Ordering::Equal => {}
    }
    let rate = &snapshot.head.summary.rate;
    if !rate.is_empty() {
        facts.push(format!("执行率 {rate}"));
    }
    facts.join("，")
}

/// Where the two say something else.
fn differing(a: &Draft, b: &Draft) -> Vec<Place> {
    let is_beyond = |place: &Place| {
        let table = place.field.spec().table;
        table
            .zip(place.row)
            .is_some_and(|(table, row)| row >= a.row_count(table))
    };
    let mut places = a.places();
    places.extend(b.places().into_iter().filter(is_beyond));
    places.retain(|place| a.text(place) != b.text(place));
    places
}
