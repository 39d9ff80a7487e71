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

#[cfg(test)]
mod tests {
    use ziping_core::draft::{Draft, Edit};
    use ziping_core::field::{Field, Table};
    use ziping_core::place::Place;
    use ziping_core::sample::sample;

    use super::*;
    use crate::component::drawn::{drawn, text};

    fn panel(draft: Draft) -> String {
        drawn(draft, |state, dispatch| {
            html! { <FindingsPanel review={state.review.clone()} dispatch={dispatch.clone()} /> }
        })
    }

    #[test]
    fn findings_are_grouped_by_severity_and_what_is_missing_comes_last() {
        let mut draft = sample();
        draft.set(Field::ReportYear, "21");
        draft.set(Field::Phone, "");
        let html = panel(draft);
        let shown = text(&html);
        let at = |words: &str| {
            shown
                .find(words)
                .unwrap_or_else(|| panic!("{words} in {shown}"))
        };
        assert!(at("错误 1") < at("警告 "));
        assert!(at("警告 ") < at("待填 1"));
        assert!(
            shown.contains("应为19.73%（3,627,500.00 ÷ 18,388,700.00）现有19.72%相差0.01 个百分点")
        );
        assert!(html.contains("data-code=\"C04\""));
        assert!(
            !html.contains("id=\"mend_all\""),
            "one mend needs no button for all"
        );
    }

    #[test]
    fn a_clean_report_says_so_and_two_mends_can_be_had_at_once() {
        let mut draft = sample();
        draft.set(Field::Phone, "138-0013-8000");
        assert!(text(&panel(draft)).contains("全部修正 2"));
        let review = Review::of(&sample(), None, &[]);
        assert!(!review.findings.is_empty());
        assert!(!text(&panel(sample())).contains("没有发现问题"));
    }

    #[test]
    fn of_a_thousand_findings_a_page_is_drawn() {
        let mut draft = sample();
        let table = Table::Indicators;
        for row in 0..300 {
            draft.apply(&Edit::InsertRow { table, row });
            draft.apply(&Edit::Set {
                place: Place::in_row(Field::IndicatorActual, row),
                text: "≥5".to_owned(),
            });
        }
        let html = panel(draft);
        assert!(html.matches("class=\"todo-link\"").count() <= PAGE);
        assert!(html.matches("<li class=\"card").count() <= 3 * PAGE);
        assert!(text(&html).contains("再显示 50 条"));
    }
}
