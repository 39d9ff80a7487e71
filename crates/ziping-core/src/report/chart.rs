//! The charts (附图) of a report, a form and a summary. None is made of figures that aren't
//! there.

use super::evaluation::ten_thousands;
use super::layout::SCORING;
use crate::chart::{Bar, Cells, Chart, Series};
use crate::document::{At, Figure, Measure};
use crate::field::value::{Points, Yuan};
use crate::field::{Field, Table};
use crate::funds::{Line, Stage};
use crate::place::Place;
use crate::policy::Unit;
use crate::Subject;

/// 资金执行情况: what was budgeted and spent, in all and by source. A source without money has
/// no bars.
pub(super) fn funds(subject: &Subject<'_>, unit: Unit) -> Option<Chart> {
    let has_money = |line: &&Line| {
        let amounts = line.amounts.iter().flatten();
        { amounts }.any(|amount| !amount.is_zero())
    };
    let figures = &subject.figures;
    let lines = [&figures.total].into_iter().chain(figures.sources());
    let lines: Vec<&Line> = lines.filter(has_money).collect();
    let bar = |amount: Yuan| match unit {
        Unit::Yuan => (Figure::yuan(amount), amount.grouped()),
        Unit::TenThousand => (Figure::ten_thousands(amount), ten_thousands(amount)),
    };
    let series = Stage::ALL.map(|stage| Series {
        name: stage.label().to_owned(),
        bars: lines
            .iter()
            .map(|line| Bar::new(line.amount(stage).map(bar)))
            .collect(),
    });
    (!lines.is_empty()).then(|| Chart {
        title: format!("资金执行情况（{}）", unit.label()),
        measure: match unit {
            Unit::Yuan => Measure::Yuan,
            Unit::TenThousand => Measure::TenThousand,
        },
        groups: lines
            .iter()
            .map(|line| line.source.label.to_owned())
            .collect(),
        series: series.into(),
        cells: None,
    })
}

/// 指标得分: 分值 and 得分 of the execution and by 一级指标, where there are indicators.
pub(super) fn scores(subject: &Subject<'_>) -> Option<Chart> {
    let scores = &subject.scores;
    let execution = scores.execution.or(scores.typed_execution);
    let mut groups = vec!["预算执行率".to_owned()];
    let mut weights = vec![Some(scores.execution_weight)];
    let mut reached = vec![execution];
    for subtotal in &scores.subtotals {
        groups.push(subtotal.group.label().to_owned());
        weights.push(Some(subtotal.weight));
        reached.push(subtotal.score);
    }
    let series = |name: &str, points: Vec<Option<Points>>| Series {
        name: name.to_owned(),
        bars: (points.into_iter().map(|it| Bar::new(it.map(shown)))).collect(),
    };
    has_scores(subject).then(|| Chart {
        title: "指标得分情况（分）".to_owned(),
        measure: Measure::Points,
        groups,
        series: vec![series("分值", weights), series("得分", reached)],
        cells: None,
    })
}

fn shown(points: Points) -> (Figure, String) {
    (Figure::points(points), points.to_string())
}

/// Whether there is a chart of scores.
fn has_scores(subject: &Subject<'_>) -> bool {
    !subject.scores.subtotals.is_empty()
}

/// Whether a report's charts are computed from this field, beside what the report prints.
pub(crate) fn needs(subject: &Subject<'_>, field: Field) -> bool {
    let is_of_scores = field.spec().table == Some(Table::Indicators) || SCORING.contains(&field);
    subject.has_charts && has_scores(subject) && is_of_scores
}

/// More projects than fill a page aren't drawn: those are whose figures are the lowest, since
/// they are what a reader looks for.
const MOST_PROJECTS: usize = 20;

/// The columns of the summary that its charts show.
pub(super) struct Columns {
    pub(super) project: usize,
    pub(super) rate: usize,
    pub(super) score: usize,
}

/// 执行率 and 自评得分 of the projects of a summary, in a row of its table each from 1.
pub(super) fn summary(subjects: &[Subject<'_>], columns: Columns) -> Vec<Chart> {
    let rate = |subject: &Subject<'_>| {
        let rate = subject.figures.total.rate.percent()?;
        Some((Figure::share(rate), rate.to_string()))
    };
    let score = |subject: &Subject<'_>| subject.scores.total.map(shown);
    let charts = [
        ranked(
            subjects,
            "执行率",
            Measure::Share,
            columns.project,
            columns.rate,
            &rate,
        ),
        ranked(
            subjects,
            "自评得分",
            Measure::Points,
            columns.project,
            columns.score,
            &score,
        ),
    ];
    charts.into_iter().flatten().collect()
}

/// One figure of each project; of many, the lowest.
fn ranked(
    subjects: &[Subject<'_>],
    name: &str,
    measure: Measure,
    project: usize,
    column: usize,
    figure: &dyn Fn(&Subject<'_>) -> Option<(Figure, String)>,
) -> Option<Chart> {
    let mut rows: Vec<(usize, &Subject<'_>, (Figure, String))> = subjects
        .iter()
        .enumerate()
        .filter_map(|(i, subject)| Some((i + 1, subject, figure(subject)?)))
        .collect();
    let known = rows.len();
    let title = match known > MOST_PROJECTS {
        true => {
            // The first of equals comes first.
            rows.sort_by_key(|(_, _, (figure, _))| figure.value);
            rows.truncate(MOST_PROJECTS);
            format!("各项目{name}：{known} 个项目中最低的 {MOST_PROJECTS} 个")
        }
        false => format!("各项目{name}"),
    };
    let at = |cell: usize| rows.iter().map(move |(row, ..)| At { row: *row, cell });
    let cells = Cells {
        groups: at(project).collect(),
        bars: vec![at(column).collect()],
    };
    let groups = rows.iter().map(|(row, subject, _)| {
        let name = subject.form.text(&Place::of(Field::ProjectName));
        let name: Vec<&str> = name.split_whitespace().collect();
        match name.is_empty() {
            true => format!("第 {row} 个项目"),
            false => name.join(" "),
        }
    });
    let groups: Vec<String> = groups.collect();
    let bars = rows.into_iter().map(|(.., figure)| Bar::new(Some(figure)));
    (!groups.is_empty()).then(|| Chart {
        title,
        measure,
        series: vec![Series {
            name: name.to_owned(),
            bars: bars.collect(),
        }],
        groups,
        cells: Some(cells),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::draft::{Draft, Edit};
    use crate::finding::Finding;
    use crate::report::public::Public;
    use crate::report::summary;
    use crate::sample::sample;
    use crate::spreadsheet::document::tests::case;
    use crate::spreadsheet::{Area, Sheet};
    use crate::{save, Edition};

    fn hainan() -> Draft {
        let text = std::fs::read_to_string(case("zipingbiao-hainan/draft.json")).unwrap();
        match save::read(&text) {
            save::Saved::Draft(draft) => draft,
            _ => panic!("no saved draft"),
        }
    }

    /// The charts of a document, a line each.
    fn charts(document: &Document) -> Vec<String> {
        let charts = document.blocks.iter().filter_map(|block| match block {
            Block::Chart(chart) => Some(format!("{}：{}", chart.title, chart.description())),
            _ => None,
        });
        charts.collect()
    }

    fn charts_of(draft: &Draft, edition: Edition) -> Vec<String> {
        let mut subject = Subject::of(draft, None);
        assert_eq!(charts(&subject.edition(edition)), [""; 0]);
        subject.has_charts = true;
        charts(&subject.edition(edition))
    }

    #[test]
    fn the_report_charts_its_funds_in_yuan_and_the_form_in_its_policys_unit() {
        let drawn = "年初预算数：资金总额 0.00，财政资金 0.00。\
                     全年预算数：资金总额 18,388,700.00，财政资金 18,388,700.00。\
                     全年执行数：资金总额 3,627,500.00，财政资金 3,627,500.00。";
        let mut draft = sample();
        let expected = format!("资金执行情况（元）：{drawn}");
        assert_eq!(charts_of(&draft, Edition::Report), [expected.as_str()]);
        assert_eq!(charts_of(&draft, Edition::Form), [expected.as_str()]);
        assert_eq!(charts_of(&draft, Edition::Disclosure), [""; 0]);
        draft.set(Field::Policy, crate::policy::ALL[1].name);
        let wan = expected
            .replace("（元）", "（万元）")
            .replace("18,388,700.00", "1,838.87")
            .replace("3,627,500.00", "362.75");
        assert_eq!(charts_of(&draft, Edition::Report), [expected]);
        assert_eq!(charts_of(&draft, Edition::Form), [wan]);
    }

    #[test]
    fn what_is_not_filled_in_is_not_drawn() {
        assert_eq!(charts_of(&Draft::default(), Edition::Form), [""; 0]);
        let mut draft = Draft::default();
        draft.set(Field::UnitExecuted, "12");
        draft.set(Field::FiscalExecuted, "0");
        let of_sources = charts_of(&draft, Edition::Report);
        let expected = "资金执行情况（元）：年初预算数：资金总额 —，单位资金 —。全年预算数：资金总额 —，单位资金 —。全年执行数：资金总额 12.00，单位资金 12.00。";
        assert_eq!(of_sources, [expected]);
    }

    #[test]
    fn the_form_of_a_school_charts_the_scores_of_its_groups() {
        let expected = "指标得分情况（分）：\
                        分值：预算执行率 10.00，产出指标 50.00，效益指标 30.00，满意度指标 10.00。\
                        得分：预算执行率 2.50，产出指标 3.85，效益指标 30.00，满意度指标 10.00。";
        for edition in [Edition::Report, Edition::Form] {
            assert_eq!(charts_of(&hainan(), edition)[1..], [expected]);
        }
    }

    #[test]
    fn with_a_chart_of_scores_a_report_answers_for_what_is_wrong_with_them() {
        let mut draft = hainan();
        let place = Place::in_row(Field::IndicatorScore, 0);
        let text = "五".to_owned();
        draft.apply(&Edit::Set { place, text });
        let mut subject = Subject::of(&draft, None);
        let findings = subject.findings();
        let is_of_score = |finding: &&&Finding| finding.place.field == Field::IndicatorScore;
        let count = |subject: &Subject<'_>| {
            let of_report = subject.of_edition(Edition::Report, &findings);
            of_report.iter().filter(is_of_score).count()
        };
        assert_eq!(count(&subject), 0);
        subject.has_charts = true;
        assert_ne!(count(&subject), 0);
        let sample = sample();
        let mut subject = Subject::of(&sample, None);
        subject.has_charts = true;
        assert!(!needs(&subject, Field::IndicatorScore));
    }

    #[test]
    fn a_telephone_number_that_was_typed_as_a_score_is_masked() {
        let mut draft = hainan();
        let place = Place::in_row(Field::IndicatorScore, 0);
        let text = "13812345678".to_owned();
        draft.apply(&Edit::Set { place, text });
        let mut subject = Subject::of(&draft, None);
        subject.has_charts = true;
        let document = subject.edition(Edition::Form);
        assert!(charts(&document).concat().contains("13812345678"));
        let public = charts(&Public { show_names: true }.of(document)).concat();
        assert!(public.contains("产出指标 138****5678.00"), "{public}");
        assert!(!public.contains("13812345678"), "{public}");
    }

    /// Drafts with these 全年预算数 and 全年执行数.
    fn projects(amounts: &[[u32; 2]]) -> Vec<Draft> {
        let projects = amounts.iter().enumerate().map(|(i, [budget, executed])| {
            let mut draft = Draft::default();
            draft.set(Field::ProjectName, format!("项目{}", i + 1));
            draft.set(Field::FiscalFullYear, budget.to_string());
            draft.set(Field::FiscalExecuted, executed.to_string());
            draft.set(Field::UnitFullYear, "0");
            draft.set(Field::UnitExecuted, "0");
            draft.set(Field::SpecialAccountFullYear, "0");
            draft.set(Field::SpecialAccountExecuted, "0");
            draft
        });
        projects.collect()
    }

    #[test]
    fn a_summary_of_few_projects_charts_them_all_from_their_cells() {
        let mut drafts = projects(&[[100, 50], [0, 0], [30, 20]]);
        drafts.push(hainan());
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let document = summary::with_charts(&subjects);
        assert_eq!(
            charts(&document),
            [
                "各项目执行率：执行率：项目1 50.00%，项目3 66.67%，学生事务补助 25.00%。",
                "各项目自评得分：自评得分：学生事务补助 46.35。",
            ]
        );
        let sheet = Sheet::of(&document, "汇总表");
        let areas: Vec<_> = sheet
            .charts
            .iter()
            .map(|placed| placed.source.clone().unwrap())
            .collect();
        let area = |column, first, last| Area {
            column,
            first,
            last,
        };
        // The title and the head stand above the first project.
        assert_eq!(areas[0].groups, [area(2, 2, 2), area(2, 4, 5)]);
        assert_eq!(areas[0].series, [[area(7, 2, 2), area(7, 4, 5)]]);
        assert_eq!(areas[1].series, [[area(8, 5, 5)]]);
        let below = sheet.cells.iter().map(|cell| cell.row).max();
        assert!(sheet.charts.iter().all(|placed| Some(placed.row) > below));
    }

    #[test]
    fn as_many_projects_as_a_chart_has_room_for_are_all_charted() {
        let drafts = projects(&[[100, 90]; MOST_PROJECTS]);
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let charts = charts(&summary::with_charts(&subjects));
        let [chart] = &charts[..] else {
            panic!("{charts:?}");
        };
        assert!(
            chart.starts_with("各项目执行率：执行率：项目1 90.00%，"),
            "{chart}"
        );
        assert!(chart.contains("项目20 90.00%"), "{chart}");
    }

    #[test]
    fn of_many_projects_the_lowest_are_charted() {
        let amounts: Vec<[u32; 2]> = (0..30).map(|i| [100, 90 - i / 2]).collect();
        let drafts = projects(&amounts);
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let charts = charts(&summary::with_charts(&subjects));
        let [chart] = &charts[..] else {
            panic!("{charts:?}");
        };
        assert!(chart.starts_with(
            "各项目执行率：30 个项目中最低的 20 个：执行率：项目29 76.00%，项目30 76.00%，项目27 77.00%"
        ), "{chart}");
        assert_eq!(chart.matches('%').count(), 20);
    }
}
