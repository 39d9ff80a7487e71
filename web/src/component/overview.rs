//! 概览: the report's figures at a glance.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Yuan;
use ziping_core::field::Field;
use ziping_core::funds::{Line, Stage};
use ziping_core::place::Place;

use super::chart::{Bar, BarChart};
use crate::review::Review;
use crate::state::record::progress;

#[derive(Properties)]
pub struct OverviewProps {
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
}

impl PartialEq for OverviewProps {
    fn eq(&self, other: &OverviewProps) -> bool {
        Rc::ptr_eq(&self.review, &other.review)
    }
}

/// Where a reason is to be given, in hundredths of a percent.
pub const EXPLAINED_BELOW: u32 = 9_000;
/// A chart of more is no picture any more; the tables have them all.
const MOST_BARS: usize = 30;

#[component]
pub fn Overview(props: &OverviewProps) -> Html {
    let OverviewProps { draft, review } = props;
    let total = &review.figures.total;
    let (required, filled) = progress(draft);
    let score = match &review.scores.total {
        (score, _) if score.is_empty() => "—".to_owned(),
        (score, grade) => format!("{score}（{grade}）"),
    };
    let figures = [
        ("全年预算", wan(total.amount(Stage::FullYear))),
        ("全年执行", wan(total.amount(Stage::Executed))),
        ("执行率", total.rate.show()),
        ("自评得分", score),
        ("必填项", format!("{filled}/{required}")),
        (
            "问题",
            match review.counts().in_words() {
                words if words.is_empty() => "没有".to_owned(),
                words => words,
            },
        ),
    ];
    html! {
        <div class="panel-body overview" id="overview" tabindex="0" role="region" aria-label="概览">
            <dl class="key-figures">
                { for figures.into_iter().map(|(label, figure)| html! {
                    <div class="key-figure"><dt>{ label }</dt><dd>{ figure }</dd></div>
                }) }
            </dl>
            <BarChart id="chart_funds" title="各资金来源的执行率（虚线：90%）" figure="执行率" bars={funds(review)} line={Some(EXPLAINED_BELOW)} />
            <BarChart id="chart_sub_projects" title="各子项目的支出率（虚线：90%）" figure="支出率" bars={sub_projects(draft, review)} line={Some(EXPLAINED_BELOW)} />
            <BarChart id="chart_indicators" title="各指标的得分" figure="得分" bars={indicators(draft, review)} />
        </div>
    }
}

fn wan(amount: Option<Yuan>) -> String {
    amount.map_or("—".to_owned(), |amount| {
        format!("{} 万元", amount.grouped_wan())
    })
}

/// The sources that there is money from, and the total where there are several.
pub fn funds(review: &Review) -> Vec<Bar> {
    let figures = &review.figures;
    let has_budget = |line: &&Line| line.amount(Stage::FullYear).is_some_and(|it| !it.is_zero());
    let lines: Vec<&Line> = figures.sources().filter(has_budget).collect();
    let total = (lines.len() > 1).then_some(&figures.total);
    lines.into_iter().chain(total).map(of_line).collect()
}

fn of_line(line: &Line) -> Bar {
    let amount = |stage| {
        let amount: Option<Yuan> = line.amount(stage);
        amount.map_or("—".to_owned(), Yuan::grouped_wan)
    };
    let note = format!(
        "{} / {} 万元",
        amount(Stage::Executed),
        amount(Stage::FullYear)
    );
    Bar::of_rate(line.source.label.to_owned(), &line.rate.show(), note)
}

fn sub_projects(draft: &Draft, review: &Review) -> Vec<Bar> {
    let figures = review.figures.sub_projects.iter().enumerate();
    let bars = figures.take(MOST_BARS).map(|(row, figures)| {
        let place = Place::in_row(Field::SubProjectName, row);
        let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped_wan);
        let note = format!(
            "{} / {} 万元",
            amount(figures.spent),
            amount(figures.allocated)
        );
        Bar::of_rate(named(draft.text(&place), row), &figures.rate.show(), note)
    });
    bars.collect()
}

fn indicators(draft: &Draft, review: &Review) -> Vec<Bar> {
    let bars = &review.scores.bars;
    let bars = bars.iter().take(MOST_BARS).map(|bar| {
        let place = Place::in_row(Field::IndicatorLevel3, bar.row);
        Bar {
            label: named(draft.text(&place), bar.row),
            share: bar.share,
            text: bar.score.clone(),
            note: format!("分值 {}", bar.weight),
        }
    });
    bars.collect()
}

fn named(name: &str, row: usize) -> String {
    match name.trim() {
        "" => format!("第 {} 行", row + 1),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use ziping_core::sample::sample;

    use super::*;
    use crate::component::drawn::{drawn, text};

    #[test]
    fn the_figures_stand_in_the_table_of_each_chart() {
        let html = drawn(sample(), |state, _| {
            html! { <Overview draft={state.draft.clone()} review={state.review.clone()} /> }
        });
        let shown = text(&html);
        for part in [
            "全年预算1,838.87 万元",
            "执行率19.73%",
            "必填项35/35",
            "财政资金19.73%362.75 / 1,838.87 万元",
            "社管平台支出项目17.99%323.88 / 1,800 万元",
        ] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        // 17.99% of 200, and all of it.
        assert!(html.contains("width=\"35\"") && html.contains("class=\"bar-drawn low\""));
        assert!(!html.contains("chart_indicators"), "no chart of nothing");
    }
}
