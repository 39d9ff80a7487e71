//! A table of rows (子项目、绩效指标): cells to type in, computed cells, totals.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Yuan;
use ziping_core::field::{Field, FieldSpec, Kind, Need, Table};
use ziping_core::finding::Finding;
use ziping_core::place::Place;

use super::cell::Cell;
use super::finding::FieldFindings;
use super::icon::{icon, Icon};
use super::Dispatch;
use crate::review::Review;
use crate::state::Action;

#[derive(Properties)]
pub struct RowTableProps {
    pub table: Table,
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    pub dispatch: Dispatch,
}

impl PartialEq for RowTableProps {
    fn eq(&self, other: &RowTableProps) -> bool {
        self.table == other.table && Rc::ptr_eq(&self.review, &other.review)
    }
}

/// A column: of the field table, or computed and not a field.
#[derive(Clone, Copy)]
enum Column {
    Field(&'static FieldSpec),
    /// 支出率 of a sub-project.
    SpendingRate,
}

/// The columns as the page shows them.
fn columns(table: Table) -> Vec<Column> {
    let mut columns: Vec<Column> = table.columns().map(Column::Field).collect();
    if table == Table::SubProjects {
        columns.insert(3, Column::SpendingRate);
    }
    columns
}

/// What is said above the table.
fn formula(table: Table) -> &'static str {
    match table {
        Table::SubProjects => "支出率 ＝ 支出 ÷ 下达资金，四舍五入保留两位小数",
        Table::Indicators => "得分 ＝ 分值 × 完成率；得分不填的按计算的得分",
    }
}

fn unit(table: Table) -> &'static str {
    match table {
        Table::SubProjects => "单位：元",
        Table::Indicators => "一级、二级指标空着的同上一行",
    }
}

fn add_label(table: Table) -> &'static str {
    match table {
        Table::SubProjects => "增加子项目",
        Table::Indicators => "增加指标",
    }
}

#[component]
pub fn RowTable(props: &RowTableProps) -> Html {
    let RowTableProps {
        table,
        draft,
        review,
        dispatch,
    } = props;
    let (table, rows) = (*table, draft.row_count(*table));
    let columns = columns(table);
    let add = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::AddRow(table))
    };
    html! {
        <div class="table-box">
            <div class="table-bar">
                <span class="echo">{ unit(table) }</span>
                <span class="echo">{ formula(table) }</span>
            </div>
            <div class="table-scroll" tabindex="0" role="region" aria-label="表格">
                <table class={classes!("table", table.key())}>
                    <thead>
                        <tr>
                            { for columns.iter().map(head) }
                            <th scope="col" class="tool"><span class="sr-only">{ "操作" }</span></th>
                        </tr>
                    </thead>
                    <tbody>
                        { for (0..rows).map(|row| html! {
                            <tr key={row}>
                                { for columns.iter().map(|column| cell(props, *column, row)) }
                                <td class="tool">{ remove_button(table, row, dispatch) }</td>
                            </tr>
                        }) }
                        { for (rows > 0 && table == Table::SubProjects).then(|| sub_project_total(review)) }
                    </tbody>
                </table>
            </div>
            { for (table == Table::Indicators).then(|| html! {
                <p class="echo summary" id="score_summary">{ &review.scores.summary }</p>
            }) }
            <button type="button" class="button add" id={format!("add_{}", table.key())} onclick={add}>{ add_label(table) }</button>
            <FieldFindings id={findings_id(table)} findings={findings(review, table)} dispatch={dispatch.clone()} />
        </div>
    }
}

fn findings_id(table: Table) -> String {
    format!("{}-findings", table.key())
}

fn head(column: &Column) -> Html {
    let (label, class) = match column {
        Column::SpendingRate => ("支出率", "figure rate".to_owned()),
        Column::Field(spec) => {
            let kind = match spec.kind {
                Kind::Amount | Kind::Points | Kind::Rate => "figure",
                _ => "",
            };
            (spec.label, format!("{kind} column-{}", spec.key))
        }
    };
    html! { <th scope="col" {class}>{ label }</th> }
}

fn cell(props: &RowTableProps, column: Column, row: usize) -> Html {
    let spec = match column {
        Column::SpendingRate => {
            let rate = props.review.figures.sub_projects[row].rate.show();
            return computed(format!("{}.{row}.rate", props.table.key()), rate);
        }
        Column::Field(spec) => spec,
    };
    let place = Place::in_row(spec.field, row);
    let scores = &props.review.scores;
    if spec.need == Need::Reported {
        let completion = scores.completions.get(row).cloned().unwrap_or_default();
        return computed(place.key(), completion);
    }
    let placeholder = match spec.field {
        Field::IndicatorScore => scores.expected.get(row).cloned().unwrap_or_default(),
        _ => String::new(),
    };
    html! {
        <Cell
            field={spec.field}
            {row}
            text={props.draft.text(&place).to_owned()}
            {placeholder}
            findings={props.review.at(&place)}
            described_by={findings_id(props.table)}
            dispatch={props.dispatch.clone()}
        />
    }
}

/// A cell that can't be typed in.
fn computed(id: String, text: String) -> Html {
    html! { <td class="computed figure"><output {id} tabindex="-1">{ text }</output></td> }
}

fn remove_button(table: Table, row: usize, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let name = format!("删除第 {} 行", row + 1);
    html! {
        <button
            type="button"
            class="button square plain"
            title={name.clone()}
            aria-label={name}
            onclick={move |event: MouseEvent| {
                if event.detail() <= 1 {
                    dispatch.dispatch(Action::RemoveRow(table, row));
                }
            }}
        >
            { icon(Icon::Remove) }
        </button>
    }
}

fn sub_project_total(review: &Review) -> Html {
    let total = &review.figures.sub_project_total;
    let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped);
    html! {
        <tr class="total">
            <th scope="row">{ "合计" }</th>
            { computed("sub_projects_allocated".to_owned(), amount(total.allocated)) }
            { computed("sub_projects_spent".to_owned(), amount(total.spent)) }
            { computed("sub_projects_rate".to_owned(), total.rate.show()) }
            <td class="computed" colspan="2"></td>
        </tr>
    }
}

fn findings(review: &Review, table: Table) -> Rc<[Finding]> {
    review
        .findings
        .iter()
        .filter(|finding| finding.place.field.spec().table == Some(table) && !finding.is_missing)
        .cloned()
        .collect()
}
