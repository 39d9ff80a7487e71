//! The sub-projects table (子项目表).

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Yuan;
use ziping_core::field::{FieldSpec, Kind, Table};
use ziping_core::finding::Finding;
use ziping_core::place::Place;

use super::cell::Cell;
use super::finding::FieldFindings;
use super::icon::{icon, Icon};
use super::Dispatch;
use crate::review::{is_missing, Review};
use crate::state::Action;

#[derive(Properties)]
pub struct SubProjectTableProps {
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    pub dispatch: Dispatch,
}

impl PartialEq for SubProjectTableProps {
    fn eq(&self, other: &SubProjectTableProps) -> bool {
        Rc::ptr_eq(&self.review, &other.review)
    }
}

const TABLE: Table = Table::SubProjects;
const FINDINGS_ID: &str = "sub_projects-findings";

#[component]
pub fn SubProjectTable(props: &SubProjectTableProps) -> Html {
    let SubProjectTableProps {
        draft,
        review,
        dispatch,
    } = props;
    let rows = draft.row_count(TABLE);
    let add = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::AddRow(TABLE))
    };
    html! {
        <div class="table-box">
            <div class="table-bar">
                <span class="echo">{ "单位：元" }</span>
                <span class="echo">{ "支出率 ＝ 支出 ÷ 下达资金，四舍五入保留两位小数" }</span>
            </div>
            <table class="table sub-projects">
                <thead>
                    <tr>
                        { for TABLE.columns().take(3).map(head) }
                        <th scope="col" class="figure rate">{ "支出率" }</th>
                        { for TABLE.columns().skip(3).map(head) }
                        <th scope="col" class="tool"><span class="sr-only">{ "操作" }</span></th>
                    </tr>
                </thead>
                <tbody>
                    { for (0..rows).map(|row| html! {
                        <tr key={row}>
                            { for TABLE.columns().take(3).map(|spec| cell(props, spec, row)) }
                            <td class="computed figure">
                                <output id={format!("sub_projects.{row}.rate")}>{ review.figures.sub_projects[row].rate.show() }</output>
                            </td>
                            { for TABLE.columns().skip(3).map(|spec| cell(props, spec, row)) }
                            <td class="tool">{ remove_button(row, dispatch) }</td>
                        </tr>
                    }) }
                    { for (rows > 0).then(|| total(review)) }
                </tbody>
            </table>
            <button type="button" class="button add" id="add_sub_project" onclick={add}>{ "增加子项目" }</button>
            <FieldFindings id={FINDINGS_ID} findings={findings(review)} dispatch={dispatch.clone()} />
        </div>
    }
}

fn head(spec: &'static FieldSpec) -> Html {
    let class = match spec.kind {
        Kind::Amount => "figure",
        _ => "wide",
    };
    html! { <th scope="col" {class}>{ spec.label }</th> }
}

fn cell(props: &SubProjectTableProps, spec: &'static FieldSpec, row: usize) -> Html {
    let place = Place::in_row(spec.field, row);
    html! {
        <Cell
            field={spec.field}
            {row}
            text={props.draft.text(&place).to_owned()}
            findings={props.review.at(&place)}
            described_by={FINDINGS_ID}
            dispatch={props.dispatch.clone()}
        />
    }
}

fn remove_button(row: usize, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let name = format!("删除第 {} 行", row + 1);
    html! {
        <button
            type="button"
            class="button square plain"
            title={name.clone()}
            aria-label={name}
            onclick={move |_| dispatch.dispatch(Action::RemoveRow(TABLE, row))}
        >
            { icon(Icon::Remove) }
        </button>
    }
}

fn total(review: &Review) -> Html {
    let total = &review.figures.sub_project_total;
    let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped);
    html! {
        <tr class="total">
            <th scope="row">{ "合计" }</th>
            <td class="computed figure"><output id="sub_projects_allocated">{ amount(total.allocated) }</output></td>
            <td class="computed figure"><output id="sub_projects_spent">{ amount(total.spent) }</output></td>
            <td class="computed figure"><output id="sub_projects_rate">{ total.rate.show() }</output></td>
            <td class="computed" colspan="2"></td>
        </tr>
    }
}

fn findings(review: &Review) -> Rc<[Finding]> {
    review
        .findings
        .iter()
        .filter(|finding| finding.place.field.spec().table == Some(TABLE) && !is_missing(finding))
        .cloned()
        .collect()
}
