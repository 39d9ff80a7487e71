//! 项目支出绩效自评汇总表: the drafts of a department as one table.

use super::chart;
use super::evaluation::{made_by, numbered, ten_thousands};
use crate::document::{
    At, Block, Cell, CellKind, Document, Figure, Formula, Paper, Run, State, Table,
};
use crate::field::value::Yuan;
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::funds::{Line, Stage};
use crate::place::Place;
use crate::rate::ExecutionRate;
use crate::score::Grade;
use crate::Subject;

/// The columns: their widths in % and their heads.
const COLUMNS: [(u32, &str); 11] = [
    (5, "序号"),
    (14, "预算单位"),
    (16, "项目名称"),
    (6, "年度"),
    (10, "年初预算数（万元）"),
    (10, "全年预算数（万元）"),
    (10, "全年执行数（万元）"),
    (8, "执行率"),
    (7, "自评得分"),
    (5, "等级"),
    (9, "问题"),
];

const GRADES: [Grade; 4] = [Grade::Excellent, Grade::Good, Grade::Fair, Grade::Poor];

/// The summary of these drafts, in their order. It carries none of them.
pub fn document(subjects: &[Subject<'_>]) -> Document {
    const TITLE: &str = "项目支出绩效自评汇总表";
    let heads = COLUMNS.map(|(_, head)| Cell::new(CellKind::Label, Run::fixed(head)));
    let mut rows = vec![Vec::from(heads)];
    let mut problems = Problems::default();
    for (i, subject) in subjects.iter().enumerate() {
        let here = Problems::of(subject);
        problems = Problems {
            errors: problems.errors + here.errors,
            warnings: problems.warnings + here.warnings,
        };
        rows.push(row(i + 1, subject, here));
    }
    rows.push(total(subjects, problems));
    let blocks = vec![
        Block::Title(vec![Run::fixed(TITLE)]),
        Block::Table(Table {
            caption: None,
            columns: COLUMNS.map(|(width, _)| Some(width)).to_vec(),
            head: 1,
            rows,
        }),
        Block::Note(vec![Run::fixed(grades(subjects))]),
    ];
    Document {
        title: TITLE.to_owned(),
        mark: None,
        paper: Paper::Landscape,
        carries_draft: false,
        names: Vec::new(),
        blocks,
    }
}

/// The same with its charts: 执行率 and 自评得分 by project.
pub fn with_charts(subjects: &[Subject<'_>]) -> Document {
    let mut document = document(subjects);
    let charts = chart::summary(subjects, CHARTED).into_iter();
    document.blocks.extend(charts.map(Block::Chart));
    document
}

fn row(number: usize, subject: &Subject<'_>, problems: Problems) -> Vec<Cell> {
    let form = &subject.form;
    let typed = |field| match form.text(&Place::of(field)) {
        "" => missing("〔未填〕"),
        text => Run::fixed(text),
    };
    let total = &subject.figures.total;
    let year = match form.value(&Place::of(Field::ReportYear)) {
        Value::Year(year) => Run::fixed(year.to_string()),
        _ => typed(Field::ReportYear),
    };
    let amount = |stage| match total.amount(stage) {
        Some(amount) => numbered(show(amount), Some(Figure::ten_thousands(amount))),
        None => numbered(not_computed(), None),
    };
    let score = match subject.scores.total {
        Some(total) => numbered(Run::fixed(total.to_string()), Some(Figure::points(total))),
        None => numbered(not_computed(), None),
    };
    vec![
        Cell::new(CellKind::Short, Run::fixed(number.to_string())),
        Cell::new(CellKind::Text, typed(Field::BudgetUnit)),
        Cell::new(CellKind::Text, typed(Field::ProjectName)),
        Cell::new(CellKind::Short, year),
        amount(Stage::Initial),
        amount(Stage::FullYear),
        amount(Stage::Executed),
        rate(total.rate, number, FIRST_AMOUNT),
        score,
        Cell::new(
            CellKind::Short,
            Run::fixed(subject.scores.grade.map_or("", Grade::label)),
        ),
        problems.cell(),
    ]
}

/// What its charts show.
const CHARTED: chart::Columns = chart::Columns {
    project: 2,
    rate: 7,
    score: 8,
};

/// The column of 年初预算数; those of 全年预算数 and 全年执行数 follow.
const FIRST_AMOUNT: usize = 4;

/// The sums, and the rate of the sums.
fn total(subjects: &[Subject<'_>], problems: Problems) -> Vec<Cell> {
    let total = Line::sum_of(subjects.iter().map(|subject| &subject.figures));
    let amount = |stage| {
        let is_missing = |s: &&Subject<'_>| s.figures.total.amount(stage).is_none();
        let lacking = subjects.iter().filter(is_missing).count();
        let Some(amount) = total.amount(stage) else {
            return numbered(missing(format!("〔{lacking} 个项目缺数〕")), None);
        };
        let cell = FIRST_AMOUNT + stage as usize;
        let parts = (1..=subjects.len()).map(|row| At { row, cell });
        let sum = Formula::Sum(parts.collect());
        let figure = Figure::ten_thousands(amount).made_by(Some(sum));
        numbered(show(amount), Some(figure))
    };
    let label = Cell {
        columns: FIRST_AMOUNT,
        ..Cell::new(CellKind::Label, Run::fixed("合计"))
    };
    vec![
        label,
        amount(Stage::Initial),
        amount(Stage::FullYear),
        amount(Stage::Executed),
        // The label is one cell.
        rate(total.rate, subjects.len() + 1, 1),
        Cell::new(CellKind::Short, Run::fixed("")),
        Cell::new(CellKind::Short, Run::fixed("")),
        problems.cell(),
    ]
}

fn show(amount: Yuan) -> Run {
    Run::fixed(ten_thousands(amount))
}

/// The rate of the amounts in a row of the table, the first of which is this cell of it.
fn rate(rate: ExecutionRate, row: usize, first_amount: usize) -> Cell {
    let amount = |stage: Stage| At {
        row,
        cell: first_amount + stage as usize,
    };
    let run = match rate {
        ExecutionRate::Of(percent) => Run::fixed(percent.to_string()),
        ExecutionRate::NoBudget => Run::fixed("—"),
        ExecutionRate::SpentWithoutBudget => missing("〔无预算却有支出〕"),
        ExecutionRate::Unknown => not_computed(),
    };
    let quotient = Formula::Rate {
        executed: amount(Stage::Executed),
        budget: amount(Stage::FullYear),
    };
    made_by(
        numbered(run, rate.percent().map(Figure::share)),
        Some(quotient),
    )
}

fn not_computed() -> Run {
    missing("〔未算出〕")
}

fn missing(text: impl Into<String>) -> Run {
    Run {
        state: State::Missing,
        ..Run::fixed(text)
    }
}

/// `优 2 个，良 1 个，中 0 个，差 1 个，未评出 3 个。`
fn grades(subjects: &[Subject<'_>]) -> String {
    let count = |grade| {
        let graded = subjects.iter();
        graded
            .filter(|subject| subject.scores.grade == grade)
            .count()
    };
    let parts = GRADES.map(|grade| format!("{} {} 个", grade.label(), count(Some(grade))));
    let all = subjects.len();
    let parts = parts.join("，");
    format!(
        "共 {all} 个项目。自评等级：{parts}，未评出 {} 个。",
        count(None)
    )
}

/// How many findings matter.
#[derive(Clone, Copy, Default)]
struct Problems {
    errors: usize,
    warnings: usize,
}

impl Problems {
    fn of(subject: &Subject<'_>) -> Problems {
        let mut problems = Problems::default();
        for finding in subject.findings() {
            match finding.severity {
                Severity::Error => problems.errors += 1,
                Severity::Warning => problems.warnings += 1,
                Severity::Hint => {}
            }
        }
        problems
    }

    /// A line for each severity that there is.
    fn cell(self) -> Cell {
        let counts = [("错误", self.errors), ("警告", self.warnings)];
        let mut lines: Vec<Vec<Run>> = counts
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(label, n)| vec![Run::fixed(format!("{label} {n}"))])
            .collect();
        if lines.is_empty() {
            lines.push(vec![Run::fixed("无")]);
        }
        Cell {
            lines,
            ..Cell::new(CellKind::Short, Run::fixed(""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::export;

    /// The summary as text, a line a row, of drafts with 财政资金: 年初, 全年, 执行.
    fn summary(rows: &[[&str; 3]]) -> Vec<String> {
        let drafts: Vec<Draft> = rows
            .iter()
            .map(|amounts| {
                let mut draft = Draft::default();
                let fields = [
                    Field::FiscalInitial,
                    Field::FiscalFullYear,
                    Field::FiscalExecuted,
                ];
                for (field, text) in fields.into_iter().zip(amounts) {
                    draft.set(field, *text);
                }
                draft
            })
            .collect();
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let text = export::text::write(&with_charts(&subjects));
        text.lines().skip(3).map(str::to_owned).collect()
    }

    #[test]
    fn the_rate_of_the_totals_is_that_of_the_sums() {
        // The rates are 0.00% and 66.67%, their mean 33.34%, the rate of the sums 20.00%.
        let lines = summary(&[["0", "70000", "0"], ["10000.5", "30000", "20000"]]);
        assert!(lines[1].contains("\t1.00005\t3.00\t2.00\t66.67%\t"));
        assert!(lines[2].starts_with("合计\t1.00005\t10.00\t2.00\t20.00%\t"));
    }

    #[test]
    fn without_an_amount_of_every_project_there_is_no_total() {
        let lines = summary(&[["1", "10000", "1"], ["1", "", "1"]]);
        assert!(lines[2].starts_with("合计\t0.0002\t〔1 个项目缺数〕\t0.0002\t〔未算出〕\t"));
    }

    #[test]
    fn what_was_spent_without_a_budget_has_no_rate() {
        let lines = summary(&[["0", "0", "1"], ["0", "0", "0"]]);
        assert!(
            lines[0].contains("\t0.0001\t〔无预算却有支出〕\t"),
            "{}",
            lines[0]
        );
        assert!(lines[1].contains("\t0.00\t—\t"), "{}", lines[1]);
    }

    #[test]
    fn no_drafts_give_an_empty_summary() {
        let lines = summary(&[]);
        assert_eq!(lines[0], "合计\t0.00\t0.00\t0.00\t—\t\t\t无");
        assert!(lines[1].starts_with("共 0 个项目。"));
    }
}
