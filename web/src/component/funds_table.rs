//! The funds table (资金表): amounts to type, totals and rates computed.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::Yuan;
use ziping_core::field::Field;
use ziping_core::finding::Finding;
use ziping_core::funds::{Line, Source, Stage, SOURCES, TOTAL};
use ziping_core::place::Place;

use super::cell::Cell;
use super::finding::FieldFindings;
use super::Dispatch;
use crate::review::Review;
use crate::state::Action;

#[derive(Properties)]
pub struct FundsTableProps {
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    pub dispatch: Dispatch,
}

impl PartialEq for FundsTableProps {
    fn eq(&self, other: &FundsTableProps) -> bool {
        Rc::ptr_eq(&self.review, &other.review)
    }
}

const FINDINGS_ID: &str = "funds-findings";

#[component]
pub fn FundsTable(props: &FundsTableProps) -> Html {
    let FundsTableProps {
        draft,
        review,
        dispatch,
    } = props;
    html! {
        <div class="table-box">
            <div class="table-bar">
                <span class="echo">{ "单位：元" }</span>
                <span class="echo">{ "执行率 ＝ 全年执行数 ÷ 全年预算数，四舍五入保留两位小数" }</span>
            </div>
            <table class="table">
                <thead>
                    <tr>
                        <th scope="col" class="wide">{ "资金来源" }</th>
                        { for Stage::ALL.map(|stage| html! { <th scope="col" class="figure">{ stage.label() }</th> }) }
                        <th scope="col" class="figure rate">{ "执行率" }</th>
                    </tr>
                </thead>
                <tbody>
                    { for SOURCES.iter().zip(&review.figures.lines).map(|(source, line)| html! {
                        <tr key={source.label}>
                            <th scope="row">
                                { source.label }
                                { for is_blank(draft, source).then(|| none_button(source, dispatch)) }
                            </th>
                            { for source.amounts.map(|field| html! {
                                <Cell
                                    {field}
                                    text={draft.get(field).to_owned()}
                                    findings={review.at(&Place::of(field))}
                                    described_by={FINDINGS_ID}
                                    dispatch={dispatch.clone()}
                                />
                            }) }
                            { computed(source.rate, line.rate.show(), review) }
                        </tr>
                    }) }
                    <tr class="total">
                        <th scope="row">{ TOTAL.label }</th>
                        { for Stage::ALL.map(|stage| {
                            let total = review.figures.total.amount(stage);
                            let text = total.map_or("—".to_owned(), Yuan::grouped);
                            computed(TOTAL.amounts[stage as usize], text, review)
                        }) }
                        { computed(TOTAL.rate, review.figures.total.rate.show(), review) }
                    </tr>
                </tbody>
            </table>
            <p class="echo summary" id="funds_summary">{ summary(&review.figures.total) }</p>
            <FieldFindings id={FINDINGS_ID} findings={findings(review)} dispatch={dispatch.clone()} />
        </div>
    }
}

/// A cell that can't be typed in.
fn computed(field: Field, text: String, review: &Review) -> Html {
    let is_wrong = !review.at(&Place::of(field)).is_empty();
    html! {
        <td class={classes!("computed", "figure", is_wrong.then_some("error"))}>
            <output id={Place::of(field).key()} tabindex="-1" aria-label={field.label()}>{ text }</output>
        </td>
    }
}

/// `合计 1,838.87 万元，已执行 362.75 万元，结余 1,476.12 万元`
fn summary(total: &Line) -> String {
    let (Some(budget), Some(executed)) =
        (total.amount(Stage::FullYear), total.amount(Stage::Executed))
    else {
        return String::new();
    };
    format!(
        "合计 {} 万元，已执行 {} 万元，结余 {} 万元",
        budget.grouped_wan(),
        executed.grouped_wan(),
        budget.minus(executed).grouped_wan()
    )
}

/// The findings in the table, but for what plainly isn't filled in.
fn findings(review: &Review) -> Rc<[Finding]> {
    let fields = SOURCES
        .iter()
        .chain([&TOTAL])
        .flat_map(|source| source.amounts.into_iter().chain([source.rate]));
    fields
        .flat_map(|field| review.at(&Place::of(field)).to_vec())
        .filter(|finding| !finding.is_missing)
        .collect()
}

fn is_blank(draft: &Draft, source: &Source) -> bool {
    source
        .amounts
        .iter()
        .all(|field| draft.get(*field).trim().is_empty())
}

/// A source that the project doesn't have is stated as 0 by one click.
fn none_button(source: &'static Source, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let fill = move |_: MouseEvent| {
        let zero = |field: Field| Edit::Set {
            place: Place::of(field),
            text: "0".to_owned(),
        };
        dispatch.dispatch(Action::Fill {
            words: format!("{}填 0", source.label),
            edits: source.amounts.map(zero).to_vec(),
        });
    };
    html! {
        <button type="button" class="button small none" title={format!("没有{}，三项填 0", source.label)} onclick={fill}>
            { "填 0" }
        </button>
    }
}
