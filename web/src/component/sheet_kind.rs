//! What is particular to each of the tables: what stands above, below and at the left of it,
//! and the texts of its computed cells.

use yew::prelude::*;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::Yuan;
use ziping_core::field::{Field, Table};
use ziping_core::funds::{Line, Source, Stage, TOTAL};
use ziping_core::place::Place;

use super::chart::BarChart;
use super::overview;
use super::Dispatch;
use crate::review::Review;
use crate::state::sheet::{Column, Entry, Sheet, Unit};
use crate::state::Action;

/// What is said above the table.
pub fn formula(sheet: Sheet) -> &'static str {
    match sheet {
        Sheet::Funds(_) => "执行率 ＝ 全年执行数 ÷ 全年预算数，四舍五入保留两位小数",
        Sheet::Rows(Table::SubProjects) => "支出率 ＝ 支出 ÷ 下达资金，四舍五入保留两位小数",
        Sheet::Rows(Table::Indicators) => {
            "一级、二级指标空着的同上一行；得分 ＝ 分值 × 完成率，不填的按计算的得分"
        }
    }
}

pub fn add_label(table: Table) -> &'static str {
    match table {
        Table::SubProjects => "增加子项目",
        Table::Indicators => "增加指标",
    }
}

/// A computed cell's text, with the id that it is known by.
pub struct ComputedText {
    pub id: String,
    pub label: String,
    pub text: String,
    pub is_wrong: bool,
}

pub fn computed_text(sheet: Sheet, review: &Review, row: usize, column: &Column) -> ComputedText {
    let figures = &review.figures;
    match (sheet, column.entry) {
        (Sheet::Funds(_), _) => {
            let source = sheet.sources()[row];
            let rate = figures.line(source).map(|line| line.rate.show());
            of_field(source.rate, rate.unwrap_or_else(|| "—".to_owned()), review)
        }
        (Sheet::Rows(table), Entry::Completion) => {
            let completion = review.scores.completions.get(row);
            of_row(table, row, "completion", column, completion.cloned())
        }
        (Sheet::Rows(table), _) => {
            let sub_project = figures.sub_projects.get(row);
            let rate = sub_project.map(|sub_project| sub_project.rate.show());
            of_row(table, row, "rate", column, rate)
        }
    }
}

fn of_field(field: Field, text: String, review: &Review) -> ComputedText {
    let place = Place::of(field);
    ComputedText {
        id: place.key(),
        label: field.label().to_owned(),
        text,
        is_wrong: !review.at(&place).is_empty(),
    }
}

fn of_row(
    table: Table,
    row: usize,
    key: &str,
    column: &Column,
    text: Option<String>,
) -> ComputedText {
    ComputedText {
        id: format!("{}.{row}.{key}", table.key()),
        label: format!("第 {} 行{}", row + 1, column.label),
        text: text.unwrap_or_default(),
        is_wrong: false,
    }
}

/// The head of the rows' heads.
pub fn first_head(sheet: Sheet) -> Html {
    match sheet {
        Sheet::Funds(_) => html! { <th scope="col" class="wide">{ "资金来源" }</th> },
        Sheet::Rows(_) => {
            html! { <th scope="col" class="number"><span class="sr-only">{ "行" }</span></th> }
        }
    }
}

/// The head of a row: a source, or the row's number.
pub fn row_head(sheet: Sheet, row: usize, draft: &Draft, dispatch: &Dispatch) -> Html {
    match sheet {
        Sheet::Funds(_) => {
            let source = sheet.sources()[row];
            html! {
                <th key="head" scope="row">
                    { source.label }
                    { for is_blank(draft, source).then(|| none_button(source, dispatch)) }
                </th>
            }
        }
        Sheet::Rows(_) => html! { <th key="head" scope="row" class="number">{ row + 1 }</th> },
    }
}

fn is_blank(draft: &Draft, source: &Source) -> bool {
    let mut amounts = source.amounts.iter();
    amounts.all(|field| draft.get(*field).trim().is_empty())
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

/// The totals, which stay in sight while the rows scroll.
pub fn total_row(sheet: Sheet, rows: usize, review: &Review, unit: Unit) -> Html {
    let cells = match sheet {
        Sheet::Funds(_) => funds_total(review, unit),
        Sheet::Rows(_) if rows == 0 => return html! { <tfoot hidden=true /> },
        Sheet::Rows(Table::SubProjects) => sub_project_total(review, unit),
        Sheet::Rows(Table::Indicators) => score_total(review),
    };
    html! { <tfoot><tr class="total">{ cells }</tr></tfoot> }
}

fn show(amount: Option<Yuan>, unit: Unit) -> String {
    amount.map_or("—".to_owned(), |amount| unit.show(amount))
}

fn funds_total(review: &Review, unit: Unit) -> Html {
    let total = &review.figures.total;
    let amounts = Stage::ALL.map(|stage| {
        let text = show(total.amount(stage), unit);
        of_field(TOTAL.amounts[stage as usize], text, review)
    });
    let rate = of_field(TOTAL.rate, total.rate.show(), review);
    html! {
        <>
            <th scope="row">{ TOTAL.label }</th>
            { for amounts.into_iter().chain([rate]).map(total_cell) }
        </>
    }
}

fn total_cell(cell: ComputedText) -> Html {
    html! {
        <td class={classes!("computed", "figure", cell.is_wrong.then_some("error"))}>
            <output id={cell.id} tabindex="-1" aria-label={cell.label}>{ cell.text }</output>
        </td>
    }
}

fn sub_project_total(review: &Review, unit: Unit) -> Html {
    let total = &review.figures.sub_project_total;
    let cell = |id: &str, label: &str, text: String| {
        total_cell(ComputedText {
            id: id.to_owned(),
            label: format!("{label}合计"),
            text,
            is_wrong: false,
        })
    };
    html! {
        <>
            <th scope="row" colspan="2">{ "合计" }</th>
            { cell("sub_projects_allocated", "下达资金", show(total.allocated, unit)) }
            { cell("sub_projects_spent", "支出", show(total.spent, unit)) }
            { cell("sub_projects_rate", "支出率", total.rate.show()) }
            <td class="computed" colspan="2"></td>
        </>
    }
}

fn score_total(review: &Review) -> Html {
    let scores = &review.scores;
    html! {
        <>
            <th scope="row" colspan="9">{ &scores.execution_line }</th>
            <td class="computed figure"><output id="weight_total" tabindex="-1" aria-label="分值合计">{ &scores.weight }</output></td>
            <td class="computed figure"><output id="score_total" tabindex="-1" aria-label="总分">{ &scores.total.0 }</output></td>
            <td class="computed" colspan="2">{ &scores.total.1 }</td>
        </>
    }
}

/// What is said below the table.
pub fn below(sheet: Sheet, review: &Review) -> Html {
    match sheet {
        Sheet::Funds(_) => {
            html! {
                <div>
                    <p class="echo summary" id="funds_summary">{ balance(&review.figures.total) }</p>
                    <BarChart id="funds_bars" title="执行率（虚线：90%，不足的须说明原因）" figure="执行率" bars={overview::funds(review)} line={Some(overview::EXPLAINED_BELOW)} />
                </div>
            }
        }
        Sheet::Rows(Table::SubProjects) => html! { <p class="echo summary" /> },
        Sheet::Rows(Table::Indicators) => html! {
            <p class="echo summary">
                <span id="group_summary">{ &review.scores.groups_line }</span>
                <span id="score_summary">{ &review.scores.summary }</span>
            </p>
        },
    }
}

/// `合计 1,838.87 万元，已执行 362.75 万元，结余 1,476.12 万元`
fn balance(total: &Line) -> String {
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
