//! All findings at once, grouped: errors, warnings, hints, and what isn't filled in yet.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::finding::{Finding, Severity};

use super::finding::{where_it_is, FindingCard};
use super::Dispatch;
use crate::review::Review;
use crate::state::Action;

#[derive(Properties)]
pub struct FindingsPanelProps {
    pub review: Rc<Review>,
    pub dispatch: Dispatch,
}

impl PartialEq for FindingsPanelProps {
    fn eq(&self, other: &FindingsPanelProps) -> bool {
        Rc::ptr_eq(&self.review, &other.review)
    }
}

#[component]
pub fn FindingsPanel(props: &FindingsPanelProps) -> Html {
    let (missing, wrong): (Vec<&Finding>, Vec<&Finding>) = props
        .review
        .findings
        .iter()
        .partition(|finding| finding.is_missing);
    let groups = Severity::ALL.into_iter().filter_map(|severity| {
        let group: Vec<&Finding> = wrong
            .iter()
            .copied()
            .filter(|finding| finding.severity == severity)
            .collect();
        (!group.is_empty()).then(|| cards(severity, &group, &props.dispatch))
    });
    let is_clean = props.review.findings.is_empty();
    html! {
        <div class="panel-body" id="findings">
            { for groups }
            { for (!missing.is_empty()).then(|| to_fill_in(&missing, &props.dispatch)) }
            { for is_clean.then(|| html! { <p class="clean">{ "没有发现问题" }</p> }) }
        </div>
    }
}

fn cards(severity: Severity, findings: &[&Finding], dispatch: &Dispatch) -> Html {
    html! {
        <section class="group" aria-label={severity.label()}>
            <h3 class="group-title">{ format!("{} {}", severity.label(), findings.len()) }</h3>
            <ul class="cards">
                { for findings.iter().map(|finding| html! {
                    <FindingCard finding={(*finding).clone()} dispatch={dispatch.clone()} />
                }) }
            </ul>
        </section>
    }
}

/// What isn't filled in yet, a line each.
fn to_fill_in(findings: &[&Finding], dispatch: &Dispatch) -> Html {
    html! {
        <section class="group" aria-label="待填">
            <h3 class="group-title">{ format!("待填 {}", findings.len()) }</h3>
            <ul class="todo-list">
                { for findings.iter().map(|finding| {
                    let (dispatch, place) = (dispatch.clone(), finding.place.clone());
                    html! {
                        <li data-code={finding.code}>
                            <button type="button" class="todo-link" title={finding.message.clone()} onclick={move |_| dispatch.dispatch(Action::GoTo(place.clone()))}>
                                { where_it_is(&finding.place) }
                            </button>
                        </li>
                    }
                }) }
            </ul>
        </section>
    }
}
