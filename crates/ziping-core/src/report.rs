//! The report's skeleton: headings, fixed sentences and slots, as data.
//!
//! Each fixed sentence stands in two wordings: 规范 (the default) mends the template's own
//! slips, 原模板 is the template of 2021 to the letter. A `{key}` is the slot of that field;
//! the keys of the funds table's totals and rates give the computed figures.

pub(crate) mod chart;
pub mod disclosure;
pub mod entry;
pub mod evaluation;
pub mod layout;
pub mod opinion;
pub mod public;
pub mod summary;

use crate::chart::Chart;
use crate::document::{
    chapter_number, section_number, Block, Cell, CellKind, Document, Paper, Run, State, Table,
};
use crate::field::value::{trim, Yuan};
use crate::field::{self, Field, Kind, Section, Value};
use crate::funds::{Line, Source, Stage, CARRIED_OVER, OTHER_FUNDS};
use crate::place::Place;
use crate::policy::Unit;
use crate::rate::ExecutionRate;
use crate::{reference, Subject};
pub use entry::{fields_to_copy, Entry};

/// How the fixed sentences are worded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wording {
    /// 规范
    Standard,
    /// 原模板
    Original,
}

/// A piece of the skeleton.
#[derive(Debug)]
pub enum Part {
    /// 一级标题; its number is made.
    Chapter(&'static str),
    /// 二级标题; its number is made.
    Section(Words),
    /// A paragraph with slots, printed even where they are empty.
    Sentence(Words),
    /// A sentence about a source that not every report has, left out where this one doesn't.
    Source(&'static Source, &'static str),
    /// The paragraphs of one field. An optional one is left out where it is empty.
    Narrative(Field),
    /// 子项目表, where there are sub-projects.
    SubProjects,
    /// A chart, where charts are wanted and there are figures for it.
    Chart(fn(&Subject<'_>) -> Option<Chart>),
}

impl Part {
    /// The sentences with slots that it may be printed as, the standard one first.
    pub(crate) fn sentences(&self) -> Vec<&'static str> {
        match self {
            Part::Sentence(words) => vec![words.standard, words.original],
            Part::Source(_, words) => vec![words],
            Part::Chapter(_)
            | Part::Section(_)
            | Part::Narrative(_)
            | Part::SubProjects
            | Part::Chart(_) => Vec::new(),
        }
    }
}

/// A fixed text in both wordings.
#[derive(Debug)]
pub struct Words {
    pub standard: &'static str,
    pub original: &'static str,
}

const fn same(text: &'static str) -> Words {
    Words {
        standard: text,
        original: text,
    }
}

/// The title where none is typed.
pub const DEFAULT_TITLE: &str = "项目支出绩效自评报告";

/// What stands for a rate where there is none.
pub const NO_BUDGET: &str = "—（无预算）";
pub const SPENT_WITHOUT_BUDGET: &str = "—（无预算却有支出）";

/// 表题 of the sub-projects.
pub const SUB_PROJECTS: &str = "子项目资金执行情况表";
/// The columns of that table.
pub const SUB_PROJECT_COLUMNS: [&str; 5] = [
    "子项目",
    "下达资金（元）",
    "支出（元）",
    "支出率",
    "进展情况",
];
/// The first cell of its last row.
pub const SUB_PROJECT_TOTAL: &str = "合计";

/// The report of Hainan and Haikou, from the published report of 海口市公安局 for 2021.
pub const SKELETON: &[Part] = &[
    Part::Chapter("项目概况"),
    Part::Section(same("项目基本情况：立项情况、实施主体项目、资金及主要内容")),
    Part::Sentence(Words {
        standard: "预算单位{budget_unit}的项目“{project_name}”属于{project_category}，主管部门为{competent_department}。",
        original: "预算单位 {budget_unit} 的项目 {project_name}属于{project_category}，主管部门为{competent_department}。",
    }),
    Part::Sentence(same("项目负责人为：{project_leader}")),
    Part::Sentence(same("联系电话：{phone}")),
    Part::Sentence(same("项目概述如下：{project_overview}")),
    Part::Section(same("项目年度预算绩效目标和绩效指标设定情况")),
    Part::Sentence(same(
        "（包括预期总目标及阶段性目标，衡量绩效目标实现程度的评价指标、标准等）",
    )),
    Part::Sentence(same("总体目标：{overall_goal}")),
    Part::Sentence(Words {
        standard: "{report_year}年度目标是：{annual_goal}",
        original: "{report_year}年年度目标是：{annual_goal}",
    }),
    Part::Sentence(Words {
        standard: "{report_year}年度目标完成情况：{annual_goal_result}",
        original: "当年年度目标完成情况：{annual_goal_result}",
    }),
    Part::Chapter("项目决策及资金使用管理情况"),
    Part::Section(same("项目决策情况（包括决策过程和结果）")),
    Part::Narrative(Field::Decision),
    Part::Section(same("项目资金（包括财政资金、自筹资金等）安排落实、总投入等情况")),
    Part::Sentence(same("预算情况如下：")),
    Part::Sentence(Words {
        standard: "资金总额-年初预算数{total_initial}元，资金总额-全年预算数{total_full_year}元，财政资金-年初预算数{fiscal_initial}元，财政资金-全年预算数{fiscal_full_year}元，专户-年初预算数{special_account_initial}元，专户-全年预算数{special_account_full_year}元，单位-年初预算数{unit_initial}元，单位-全年预算数{unit_full_year}元。",
        original: "资金总额-年初预算数{total_initial}元，资金总额-全年预算数{total_full_year}元，财政资金-年初预算数{fiscal_initial}元财政资金-全年预算数{fiscal_full_year}元，专户-年初预算数{special_account_initial}元，专户全年预算数{special_account_full_year}元，单位年初预算数{unit_initial}元，单位全年预算数{unit_full_year}元。",
    }),
    Part::Source(
        &CARRIED_OVER,
        "上年结转资金-年初预算数{carried_over_initial}元，上年结转资金-全年预算数{carried_over_full_year}元。",
    ),
    Part::Source(
        &OTHER_FUNDS,
        "其他资金-年初预算数{other_funds_initial}元，其他资金-全年预算数{other_funds_full_year}元。",
    ),
    Part::Narrative(Field::BudgetAdjustment),
    Part::Section(same("项目资金（主要是指财政资金）实际使用情况")),
    Part::Sentence(same("资金执行情况如下：")),
    Part::Sentence(same(
        "资金总额-全年执行数{total_executed}元，资金总额-执行率{total_rate}，其中：",
    )),
    Part::Sentence(Words {
        standard: "财政资金-全年执行数{fiscal_executed}元，财政资金-执行率{fiscal_rate}，专户-全年执行数{special_account_executed}元，专户-执行率{special_account_rate}，单位-全年执行数{unit_executed}元，单位-执行率{unit_rate}。",
        original: "财政资金-全年执行数{fiscal_executed}元，财政资金-执行率{fiscal_rate}，专户全年执行数{special_account_executed}元，专户-执行率{special_account_rate}，单位全年执行数{unit_executed}元，单位全年执行率{unit_rate}。",
    }),
    Part::Source(
        &CARRIED_OVER,
        "上年结转资金-全年执行数{carried_over_executed}元，上年结转资金-执行率{carried_over_rate}。",
    ),
    Part::Source(
        &OTHER_FUNDS,
        "其他资金-全年执行数{other_funds_executed}元，其他资金-执行率{other_funds_rate}。",
    ),
    Part::Chart(|subject| chart::funds(subject, Unit::Yuan)),
    Part::Section(same("项目资金管理情况（包括管理制度、办法的制订及执行情况）")),
    Part::Narrative(Field::FundManagement),
    Part::Chapter("项目组织实施情况"),
    Part::Section(same("项目组织情况")),
    Part::Narrative(Field::Organization),
    Part::Section(same("项目管理情况")),
    Part::Narrative(Field::Management),
    Part::Chapter("项目绩效情况"),
    Part::Section(Words {
        standard: "项目绩效目标完成情况",
        original: "项目绩效目标完成情况。",
    }),
    Part::Narrative(Field::GoalsMet),
    Part::SubProjects,
    Part::Chart(chart::scores),
    Part::Section(same("项目绩效目标未完成情况及原因分析")),
    Part::Narrative(Field::GoalsUnmet),
    Part::Chapter("其他需要说明的问题"),
    Part::Section(same("后续工作计划")),
    Part::Narrative(Field::FollowUpPlan),
    Part::Section(same("主要经验及做法、存在问题和建议")),
    Part::Narrative(Field::Experience),
];

impl Words {
    pub fn of(&self, wording: Wording) -> &'static str {
        match wording {
            Wording::Standard => self.standard,
            Wording::Original => self.original,
        }
    }
}

/// A piece of a fixed text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    Fixed(&'static str),
    Slot(Field),
}

/// Splits a fixed text at its slots.
pub fn pieces(words: &'static str) -> Vec<Piece> {
    // No fixed words are the key of a field.
    let parts = words.split(['{', '}']).filter(|part| !part.is_empty());
    parts
        .map(|part| Field::from_key(part).map_or(Piece::Fixed(part), Piece::Slot))
        .collect()
}

/// The slots of a fixed text.
fn slots(words: &'static str) -> impl Iterator<Item = Field> {
    pieces(words).into_iter().filter_map(|piece| match piece {
        Piece::Slot(field) => Some(field),
        Piece::Fixed(_) => None,
    })
}

/// The report of a draft.
pub fn document(subject: &Subject<'_>) -> Document {
    let wording = match subject.form.choice(Field::Wording) {
        choice if choice == field::WORDINGS[1] => Wording::Original,
        _ => Wording::Standard,
    };
    let title = match slot(subject, Field::Title, wording) {
        run if run.state == State::Missing => Run {
            text: DEFAULT_TITLE.to_owned(),
            state: State::Sound,
            ..run
        },
        run => run,
    };
    let mut blocks = vec![Block::Title(vec![title.clone()])];
    let (mut chapters, mut sections) = (0, 0);
    for part in SKELETON {
        match part {
            Part::Chapter(text) => {
                chapters += 1;
                sections = 0;
                blocks.push(Block::Heading {
                    level: 1,
                    text: chapter_number(chapters) + text,
                });
            }
            Part::Section(words) => {
                sections += 1;
                blocks.push(Block::Heading {
                    level: 2,
                    text: section_number(sections) + words.of(wording),
                });
            }
            Part::Sentence(words) => blocks.extend(sentence(subject, words.of(wording), wording)),
            Part::Source(source, words) => {
                if subject.figures.line(source).is_some() {
                    blocks.extend(sentence(subject, words, wording));
                }
            }
            Part::Narrative(field) => blocks.extend(narrative(subject, *field, wording)),
            Part::SubProjects => blocks.extend(sub_projects(subject)),
            Part::Chart(of) => {
                let chart = subject.has_charts.then(|| of(subject)).flatten();
                blocks.extend(chart.map(Block::Chart));
            }
        }
    }
    blocks.push(Block::Signature {
        unit: slot(subject, Field::SignatureUnit, wording),
        date: slot(subject, Field::SignatureDate, wording),
    });
    Document {
        title: title.text,
        mark: None,
        paper: Paper::Official,
        carries_draft: true,
        names: names(subject),
        blocks,
    }
}

/// The fields that hold persons' names, as typed.
fn names(subject: &Subject<'_>) -> Vec<String> {
    let fields = [Field::ProjectLeader, Field::Reporter, Field::FinanceLeader];
    fields
        .map(|field| subject.form.text(&Place::of(field)).to_owned())
        .to_vec()
}

/// The paragraphs of a fixed text with its slots: more than one where a slot's text has
/// more than one.
fn sentence(subject: &Subject<'_>, words: &'static str, wording: Wording) -> Vec<Block> {
    let print = |field| slot(subject, field, wording);
    filled(words, print)
        .into_iter()
        .map(Block::Paragraph)
        .collect()
}

/// A fixed text with what `print` gives for its slots, as paragraphs.
fn filled(words: &'static str, print: impl Fn(Field) -> Run) -> Vec<Vec<Run>> {
    let mut paragraphs = vec![Vec::new()];
    for piece in pieces(words) {
        let runs = match piece {
            Piece::Fixed(text) => vec![Run::fixed(text)],
            Piece::Slot(field) => lines(&print(field)),
        };
        for (i, run) in runs.into_iter().enumerate() {
            if i > 0 {
                paragraphs.push(Vec::new());
            }
            if let Some(paragraph) = paragraphs.last_mut() {
                paragraph.push(run);
            }
        }
    }
    paragraphs
}

fn narrative(subject: &Subject<'_>, field: Field, wording: Wording) -> Vec<Block> {
    if subject.form.is_empty(field) && field.spec().need == field::Need::Optional {
        return Vec::new();
    }
    lines(&slot(subject, field, wording))
        .into_iter()
        .map(|line| Block::Paragraph(vec![line]))
        .collect()
}

/// A run for each line that isn't blank, without the indents that people type: the
/// paragraph's style indents it. Line breaks are those of any system.
fn lines(run: &Run) -> Vec<Run> {
    run.text
        .split(['\n', '\r', '\u{2028}', '\u{2029}', '\u{0B}', '\u{0C}'])
        .map(trim)
        .filter(|line| !line.is_empty())
        .map(|line| Run {
            text: line.to_owned(),
            place: run.place.clone(),
            state: run.state,
        })
        .collect()
}

/// What a field prints.
fn slot(subject: &Subject<'_>, field: Field, wording: Wording) -> Run {
    let place = Place::of(field);
    let form = &subject.form;
    if let Some(line) = subject.figures.line_of(field) {
        return figure(subject, line, field, wording);
    }
    let text = match form.value(&place) {
        Value::Year(year) => year.to_string(),
        Value::Date(date) => date.to_string(),
        Value::Unreadable(_) => return unreadable(subject, place),
        _ if matches!(field.spec().kind, Kind::Choice(_)) => form.choice(field).to_owned(),
        Value::Empty => return missing(place),
        Value::Text if field.spec().kind == Kind::Narrative => {
            reference::render(subject, form.text(&place))
        }
        _ => form.text(&place).to_owned(),
    };
    Run {
        text,
        place: Some(place),
        state: State::Sound,
    }
}

/// What a cell of the funds table prints: typed amounts, computed totals and rates.
fn figure(subject: &Subject<'_>, line: &Line, field: Field, wording: Wording) -> Run {
    let place = Place::of(field);
    let stage = Stage::ALL
        .into_iter()
        .find(|stage| line.source.amounts[*stage as usize] == field);
    let text = match (stage, line.rate) {
        (Some(stage), _) => match line.amount(stage) {
            Some(amount) => amount.to_string(),
            None => return unreadable_or_missing(subject, place),
        },
        (None, ExecutionRate::Of(percent)) => percent.to_string(),
        // The system that made the template prints a rate without a budget as `0`.
        (None, ExecutionRate::NoBudget) if wording == Wording::Original => "0".to_owned(),
        (None, ExecutionRate::NoBudget) => NO_BUDGET.to_owned(),
        (None, ExecutionRate::SpentWithoutBudget) => SPENT_WITHOUT_BUDGET.to_owned(),
        (None, ExecutionRate::Unknown) => return missing(place),
    };
    Run {
        text,
        place: Some(place),
        state: State::Sound,
    }
}

fn unreadable_or_missing(subject: &Subject<'_>, place: Place) -> Run {
    match subject.form.value(&place) {
        Value::Unreadable(_) => unreadable(subject, place),
        _ => missing(place),
    }
}

fn unreadable(subject: &Subject<'_>, place: Place) -> Run {
    Run {
        text: subject.form.text(&place).to_owned(),
        place: Some(place),
        state: State::Unreadable,
    }
}

fn missing(place: Place) -> Run {
    Run {
        text: missing_text(place.field),
        place: Some(place),
        state: State::Missing,
    }
}

/// What stands in the report for a field that isn't filled in.
pub fn missing_text(field: Field) -> String {
    let why = match field.spec().need {
        field::Need::Reported => "未算出",
        _ => "未填",
    };
    format!("〔{why}：{}〕", field.label())
}

/// 子项目资金执行情况表; nothing where there are no sub-projects.
fn sub_projects(subject: &Subject<'_>) -> Option<Block> {
    const KINDS: [CellKind; 5] = [
        CellKind::Text,
        CellKind::Figure,
        CellKind::Figure,
        CellKind::Figure,
        CellKind::Text,
    ];
    let figures = &subject.figures;
    if figures.sub_projects.is_empty() {
        return None;
    }
    let cell = |field, row| {
        let place = Place::in_row(field, row);
        match subject.form.value(&place) {
            Value::Amount(amount) => Run {
                text: amount.grouped(),
                place: Some(place),
                state: State::Sound,
            },
            Value::Unreadable(_) => unreadable(subject, place),
            _ => Run {
                text: subject.form.text(&place).to_owned(),
                place: Some(place),
                state: State::Sound,
            },
        }
    };
    let row = |runs: [Run; 5]| -> Vec<Cell> {
        let cells = KINDS.into_iter().zip(runs);
        cells.map(|(kind, run)| Cell::new(kind, run)).collect()
    };
    let head = SUB_PROJECT_COLUMNS.map(|title| Cell::new(CellKind::Label, Run::fixed(title)));
    let mut rows = vec![Vec::from(head)];
    rows.extend(figures.sub_projects.iter().enumerate().map(|(i, figures)| {
        row([
            cell(Field::SubProjectName, i),
            cell(Field::SubProjectAllocated, i),
            cell(Field::SubProjectSpent, i),
            Run::fixed(figures.rate.show()),
            cell(Field::SubProjectProgress, i),
        ])
    }));
    let amount = |amount: Option<Yuan>| amount.map_or("—".to_owned(), Yuan::grouped);
    let total = &figures.sub_project_total;
    rows.push(row([
        Run::fixed(SUB_PROJECT_TOTAL),
        Run::fixed(amount(total.allocated)),
        Run::fixed(amount(total.spent)),
        Run::fixed(total.rate.show()),
        Run::fixed(""),
    ]));
    Some(Block::Table(Table {
        caption: Some(SUB_PROJECTS.to_owned()),
        columns: vec![None; KINDS.len()],
        head: 1,
        rows,
    }))
}

/// The fields that the report prints.
pub fn printed_fields() -> Vec<Field> {
    let mut fields = vec![Field::Title, Field::SignatureUnit, Field::SignatureDate];
    for part in SKELETON {
        match part {
            Part::Sentence(_) | Part::Source(..) => {
                fields.extend(
                    part.sentences()
                        .first()
                        .copied()
                        .into_iter()
                        .flat_map(slots),
                );
            }
            Part::Narrative(field) => fields.push(*field),
            Part::SubProjects => {
                fields.extend(field::Table::SubProjects.columns().map(|spec| spec.field));
            }
            Part::Chapter(_) | Part::Section(_) | Part::Chart(_) => {}
        }
    }
    fields
}

/// Whether the report prints this field or computes from it what it prints: all but the
/// form's own (《项目支出绩效自评表》), and what a reader couldn't file.
pub fn needs(field: Field) -> bool {
    let is_of_the_form = matches!(
        field.spec().section,
        Section::Evaluation | Section::Indicators
    );
    !is_of_the_form && field != Field::Unfiled
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::draft::Draft;
    use crate::export;
    use crate::field::FIELDS;

    #[test]
    fn every_field_is_printed_or_listed_here_as_not_printed() {
        let not_printed = BTreeSet::from([Field::Wording, Field::AnnualGoalYear, Field::Unfiled]);
        let printed: BTreeSet<Field> = printed_fields().into_iter().collect();
        // These are the form's, 《项目支出绩效自评表》.
        let of_the_form = [Section::Evaluation, Section::Indicators];
        for spec in FIELDS {
            let is_listed =
                not_printed.contains(&spec.field) || of_the_form.contains(&spec.section);
            assert_ne!(printed.contains(&spec.field), is_listed, "{}", spec.key);
        }
    }

    /// What is printed even where it is empty prints 〔未填：…〕 there.
    #[test]
    fn a_sentence_that_is_always_printed_needs_no_optional_field() {
        for part in SKELETON {
            let Part::Sentence(words) = part else {
                continue;
            };
            for field in slots(words.standard).filter(|it| *it != Field::ProjectCategory) {
                assert_ne!(
                    field.spec().need,
                    field::Need::Optional,
                    "{}: give it a Part that is left out where it is empty, as Part::Source is",
                    field.spec().key
                );
            }
        }
    }

    #[test]
    fn every_slot_of_the_skeleton_is_a_field_and_both_wordings_have_the_same_facts() {
        for part in SKELETON {
            let (Part::Sentence(words) | Part::Section(words)) = part else {
                continue;
            };
            for text in [words.standard, words.original] {
                assert_eq!(
                    pieces(text)
                        .iter()
                        .filter(|p| matches!(p, Piece::Slot(_)))
                        .count(),
                    text.matches('{').count(),
                    "{text}"
                );
            }
        }
    }

    fn text_of(draft: &Draft) -> String {
        let mut out = String::new();
        for block in document(&Subject::of(draft, None)).blocks {
            if let Block::Title(runs) | Block::Paragraph(runs) = block {
                out.extend(runs.into_iter().map(|run| run.text));
                out.push('\n');
            }
        }
        out
    }

    #[test]
    fn an_empty_report_names_what_is_missing() {
        let text = text_of(&Draft::default());
        assert!(text.starts_with("项目支出绩效自评报告\n"));
        assert!(text.contains("预算单位〔未填：预算单位〕的项目“〔未填：项目名称〕”属于部门项目"));
        assert!(text.contains("资金总额-执行率〔未算出：资金总额-执行率〕"));
        assert!(!text.contains("预算调整说明"));
    }

    #[test]
    fn each_line_of_a_narrative_is_a_paragraph_without_its_typed_indent() {
        let mut draft = Draft::default();
        draft.set(Field::Decision, "　　一段。\r\n\r\n\u{3000} 二段。 ");
        draft.set(Field::OverallGoal, "甲\n乙");
        let text = text_of(&draft);
        assert!(text.contains("\n一段。\n二段。\n"));
        assert!(text.contains("总体目标：甲\n乙\n"));
    }

    #[test]
    fn a_source_that_not_every_report_has_is_printed_where_it_is_filled_in() {
        let mut draft = Draft::default();
        assert!(!text_of(&draft).contains("上年结转资金"));
        draft.set(Field::CarriedOverFullYear, "200");
        draft.set(Field::CarriedOverExecuted, "50");
        let text = text_of(&draft);
        assert!(text.contains("\n上年结转资金-年初预算数〔未填：上年结转资金-年初预算数〕元，上年结转资金-全年预算数200元。\n"));
        assert!(text.contains("\n上年结转资金-全年执行数50元，上年结转资金-执行率25.00%。\n"));
        assert!(text.contains("资金总额-全年预算数200元") && !text.contains("其他资金-"));
    }

    #[test]
    fn a_rate_without_a_budget_prints_as_the_wording_says() {
        let mut draft = Draft::default();
        draft.set(Field::UnitFullYear, "0");
        draft.set(Field::UnitExecuted, "0");
        assert!(text_of(&draft).contains("单位-执行率—（无预算）。"));
        draft.set(Field::Wording, "原模板");
        assert!(text_of(&draft).contains("单位全年执行率0。"));
    }

    #[test]
    fn a_reference_in_a_narrative_prints_as_its_value() {
        let mut draft = crate::sample::sample();
        draft.set(Field::Decision, "支出率〔执行率〕。");
        assert!(text_of(&draft).contains("\n支出率19.73%。\n"));
        // A name is what it is.
        draft.set(Field::ProjectName, "〔执行率〕");
        assert!(text_of(&draft).contains("“〔执行率〕”"));
    }

    #[test]
    fn a_date_prints_as_documents_write_it_however_it_was_typed() {
        let mut draft = Draft::default();
        draft.set(Field::SignatureDate, "2022-07-07");
        let printed = text_of(&draft) + &export::text::write(&document(&Subject::of(&draft, None)));
        assert!(printed.contains("2022年7月7日"), "{printed}");
        assert!(!printed.contains("2022-07-07"));
    }

    #[test]
    fn an_unreadable_amount_prints_as_typed() {
        let mut draft = Draft::default();
        draft.set(Field::UnitExecuted, "677,00");
        assert!(text_of(&draft).contains("单位-全年执行数677,00元"));
    }
}
