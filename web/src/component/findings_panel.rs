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

/// So many of a group are drawn at once.
const PAGE: usize = 50;

#[component]
pub fn FindingsPanel(props: &FindingsPanelProps) -> Html {
    let (missing, wrong): (Vec<&Finding>, Vec<&Finding>) = props
        .review
        .findings
        .iter()
        .partition(|finding| finding.is_missing);
    let groups = Severity::ALL.into_iter().filter_map(|severity| {
        let group: Rc<[Finding]> = wrong
            .iter()
            .filter(|finding| finding.severity == severity)
            .map(|finding| (*finding).clone())
            .collect();
        (!group.is_empty()).then(|| {
            html! { <Group key={severity.key()} label={severity.label()} findings={group} dispatch={props.dispatch.clone()} /> }
        })
    });
    let fixes = wrong.iter().filter(|finding| finding.fix.is_some()).count();
    let mend_all = (fixes > 1).then(|| {
        let dispatch = props.dispatch.clone();
        let mend = move |_: MouseEvent| dispatch.dispatch(Action::MendAll);
        html! {
            <div class="mend-all">
                <span>{ format!("{fixes} 处改法确定") }</span>
                <button type="button" class="button small" id="mend_all" onclick={mend}>{ format!("全部修正 {fixes}") }</button>
            </div>
        }
    });
    let missing: Rc<[Finding]> = missing.into_iter().cloned().collect();
    let is_clean = props.review.findings.is_empty();
    html! {
        <div class="panel-body" id="findings">
            <div>{ for mend_all }</div>
            { for groups }
            { for (!missing.is_empty()).then(|| html! {
                <Group key="missing" label="待填" findings={missing.clone()} dispatch={props.dispatch.clone()} />
            }) }
            { for is_clean.then(|| html! { <p class="clean">{ "没有发现问题" }</p> }) }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct GroupProps {
    label: &'static str,
    findings: Rc<[Finding]>,
    dispatch: Dispatch,
}

#[component]
fn Group(props: &GroupProps) -> Html {
    let shown = use_state_eq(|| PAGE);
    let count = props.findings.len();
    let findings = props.findings.iter().take(*shown);
    let list = match props.findings[0].is_missing {
        true => html! {
            <ul class="todo-list">{ for findings.map(|finding| to_fill_in(finding, &props.dispatch)) }</ul>
        },
        false => html! {
            <ul class="cards">
                { for findings.map(|finding| html! {
                    <FindingCard finding={finding.clone()} dispatch={props.dispatch.clone()} />
                }) }
            </ul>
        },
    };
    let more = (count > *shown).then(|| {
        let shown = shown.clone();
        let rest = count - *shown;
        let show = move |_: MouseEvent| shown.set(*shown + PAGE);
        html! {
            <button type="button" class="button small" onclick={show}>{ format!("再显示 {} 条，还有 {rest} 条", rest.min(PAGE)) }</button>
        }
    });
    html! {
        <section class="group" aria-label={props.label}>
            <h3 class="group-title">{ format!("{} {count}", props.label) }</h3>
            { list }
            { for more }
        </section>
    }
}

/// What isn't filled in yet, a line each.
fn to_fill_in(finding: &Finding, dispatch: &Dispatch) -> Html {
    let (dispatch, place) = (dispatch.clone(), finding.place.clone());
    let go = move |_: MouseEvent| dispatch.dispatch(Action::GoTo(place.clone()));
    html! {
        <li data-code={finding.code}>
            <button type="button" class="todo-link" title={finding.message.clone()} onclick={go}>
                { where_it_is(&finding.place) }
            </button>
        </li>
    }
}
