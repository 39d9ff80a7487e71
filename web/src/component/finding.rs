//! Findings beside a field and in the list.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::finding::Finding;
use ziping_core::place::Place;
use ziping_core::rule::{IMPORT_RULES, RULES};

use super::Dispatch;
use crate::state::Action;

#[derive(Properties, PartialEq)]
pub struct FieldFindingsProps {
    pub id: AttrValue,
    pub findings: Rc<[Finding]>,
    pub dispatch: Dispatch,
}

/// The findings of one field, under it.
#[component]
pub fn FieldFindings(props: &FieldFindingsProps) -> Html {
    html! {
        <div class="field-findings" id={props.id.clone()}>
            { for props.findings.iter().map(|finding| html! {
                <p class={classes!("message", finding.severity.key())}>
                    <span class="message-text">{ message(finding) }</span>
                    { for mend_button(finding, &props.dispatch) }
                </p>
            }) }
        </div>
    }
}

/// So many findings stand under a table; the list has them all.
const BELOW_A_TABLE: usize = 8;

/// The findings of a table, each with its row.
#[component]
pub fn TableFindings(props: &FieldFindingsProps) -> Html {
    let shown = props.findings.iter().take(BELOW_A_TABLE);
    let more = props.findings.len().saturating_sub(BELOW_A_TABLE);
    html! {
        <div class="field-findings" id={props.id.clone()}>
            { for shown.map(|finding| {
                let (dispatch, place) = (props.dispatch.clone(), finding.place.clone());
                let row = finding.place.row.map(|row| {
                    let go = move |_: MouseEvent| dispatch.dispatch(Action::GoTo(place.clone()));
                    html! { <button type="button" class="link" onclick={go}>{ format!("第 {} 行", row + 1) }</button> }
                });
                html! {
                    <p class={classes!("message", finding.severity.key())}>
                        { for row }
                        <span class="message-text">{ message(finding) }</span>
                        { for mend_button(finding, &props.dispatch) }
                    </p>
                }
            }) }
            { for (more > 0).then(|| html! { <p class="message hint">{ format!("本表另有 {more} 处，列在“问题”中") }</p> }) }
        </div>
    }
}

/// `千分位位置不对，应为 67,700`
fn message(finding: &Finding) -> String {
    match &finding.expected {
        Some(expected) if finding.fix.is_none() => format!("{}，应为：{expected}", finding.message),
        _ => finding.message.clone(),
    }
}

fn mend_button(finding: &Finding, dispatch: &Dispatch) -> Option<Html> {
    let fix = finding.fix.clone()?;
    let (label, dispatch) = (fix.label.clone(), dispatch.clone());
    // The list moves up after a mend: a double click would mend the next one too.
    let mend = move |event: MouseEvent| {
        if event.detail() <= 1 {
            dispatch.dispatch(Action::Mend(fix.clone()));
        }
    };
    Some(
        html! { <button type="button" class="button small mend" onclick={mend}>{ label }</button> },
    )
}

#[derive(Properties, PartialEq)]
pub struct FindingCardProps {
    pub finding: Finding,
    pub dispatch: Dispatch,
}

/// A finding in the list: what, 应为, 现有, 相差, where, and what can be done.
#[component]
pub fn FindingCard(props: &FindingCardProps) -> Html {
    let FindingCardProps { finding, dispatch } = props;
    let notes = [
        ("应为", &finding.expected),
        ("现有", &finding.reported),
        ("相差", &finding.difference),
    ];
    let notes = notes.into_iter().filter_map(|(label, note)| {
        let note = note.as_ref()?;
        Some(html! { <div class="note"><dt>{ label }</dt><dd>{ note }</dd></div> })
    });
    let go = {
        let (dispatch, place) = (dispatch.clone(), finding.place.clone());
        move |_: MouseEvent| dispatch.dispatch(Action::GoTo(place.clone()))
    };
    html! {
        <li class={classes!("card", finding.severity.key())} data-code={finding.code}>
            <div class="card-title">{ &finding.message }</div>
            <dl class="notes">{ for notes }</dl>
            <details class="why">
                <summary>{ "依据" }</summary>
                { for why(finding.code) }
            </details>
            <div class="card-foot">
                <span class="card-place">{ where_it_is(&finding.place) }{ " · " }{ finding.code }</span>
                <button type="button" class="button small go" onclick={go}>{ "前往" }</button>
                { for mend_button(finding, dispatch) }
            </div>
        </li>
    }
}

/// What the rule says, and where it comes from.
pub fn why(code: &str) -> Option<Html> {
    let rule = RULES
        .iter()
        .chain(IMPORT_RULES)
        .find(|rule| rule.code == code)?;
    Some(html! {
        <div>
            <p>{ rule.advice }</p>
            <p class="hint">{ format!("来源：{}", rule.source) }</p>
        </div>
    })
}

/// `资金 › 财政资金-全年执行数`, `子项目 › 第 2 行 › 支出`
pub fn where_it_is(place: &Place) -> String {
    let spec = place.field.spec();
    let section = spec.section.spec().title;
    match (spec.table, place.row) {
        (Some(_), Some(row)) => {
            format!("{section} › 第 {} 行 › {}", row + 1, spec.label)
        }
        _ if section == spec.label => section.to_owned(),
        _ => format!("{section} › {}", spec.label),
    }
}

#[cfg(test)]
mod tests {
    use ziping_core::field::Field;
    use ziping_core::sample::sample;

    use super::*;
    use crate::component::drawn::{drawn, text};

    #[test]
    fn a_card_says_what_where_why_and_how() {
        let html =
            drawn(sample(), |state, dispatch| {
                let findings = state.review.findings.iter();
                let cards = findings.filter(|finding| finding.code == "C04").map(|finding| {
                html! { <FindingCard finding={finding.clone()} dispatch={dispatch.clone()} /> }
            });
                html! { <ul>{ for cards }</ul> }
            });
        let shown = text(&html);
        for part in [
            "疑似截断",
            "应为",
            "现有",
            "相差",
            "依据",
            "来源：",
            "C04",
            "前往",
            "改为 19.73%",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        assert!(shown.contains("完成与未完成 › 项目绩效目标完成情况"));
    }

    #[test]
    fn markup_in_a_finding_is_text() {
        let mut draft = sample();
        draft.set(Field::Phone, "<img src=x onerror=alert(1)>");
        let html = drawn(draft, |state, dispatch| {
            let findings = state.review.at(&Place::of(Field::Phone));
            html! { <FieldFindings id="x" {findings} dispatch={dispatch.clone()} /> }
        });
        assert!(!html.contains("<img"), "{html}");
    }
}
