//! 决算公开中的项目绩效自评综述: a paragraph a project, to be put into the department's final
//! accounts.
//!
//! The sentence is the one of the published final accounts all over the country. Amounts are
//! in 万元 and exact: what isn't a whole number of 分 shows all its decimals.

use std::collections::BTreeSet;

use super::evaluation::ten_thousands;
use super::layout::SCORING;
use super::{lines, slot, Wording};
use crate::document::{Block, Document, Paper, Run, State};
use crate::field::{Field, Table};
use crate::funds::{sources, Source, Stage};
use crate::place::Place;
use crate::rate::ExecutionRate;
use crate::Subject;

/// The sentence; a `{key}` is a slot.
const SENTENCE: &str = "{project_name}绩效自评综述：根据年初设定的绩效目标，项目绩效自评得分为{total_score}分。全年预算数为{total_full_year}万元，执行数为{total_executed}万元，完成预算的{total_rate}。项目绩效目标完成情况：{goals_met}发现的主要问题及原因：{problems}下一步改进措施：{improvements}";

/// The paragraph of a draft.
pub fn document(subject: &Subject<'_>) -> Document {
    Document {
        title: "项目绩效自评综述".to_owned(),
        mark: None,
        paper: Paper::Official,
        carries_draft: true,
        names: super::names(subject),
        blocks: vec![Block::Paragraph(paragraph(subject))],
    }
}

/// 项目绩效自评结果: the paragraphs of these drafts in their order, each a number of its own.
/// It carries none of the drafts.
pub fn of_all(subjects: &[Subject<'_>]) -> Document {
    const TITLE: &str = "项目绩效自评结果";
    let mut blocks = vec![Block::Title(vec![Run::fixed(TITLE)])];
    for (i, subject) in subjects.iter().enumerate() {
        // Of one project there is nothing to count.
        let number = (subjects.len() > 1).then(|| Run::fixed(format!("{}.", i + 1)));
        let runs = number.into_iter().chain(paragraph(subject));
        blocks.push(Block::Paragraph(runs.collect()));
    }
    let names: BTreeSet<String> = subjects.iter().flat_map(super::names).collect();
    Document {
        title: TITLE.to_owned(),
        mark: None,
        paper: Paper::Official,
        carries_draft: false,
        names: names.into_iter().collect(),
        blocks,
    }
}

fn paragraph(subject: &Subject<'_>) -> Vec<Run> {
    let pieces = super::pieces(SENTENCE).into_iter();
    let runs = pieces.flat_map(|piece| match piece {
        super::Piece::Fixed(text) => vec![Run::fixed(text)],
        super::Piece::Slot(field) => print(subject, field),
    });
    runs.collect()
}

/// Whether the paragraph prints this field or computes from it what it prints.
pub fn needs(field: Field) -> bool {
    let is_budget_or_executed = |stage| {
        let amount = |source: &Source| source.amounts[stage as usize];
        sources().any(|source| amount(source) == field)
    };
    field.spec().table == Some(Table::Indicators)
        || SCORING.contains(&field)
        || is_budget_or_executed(Stage::FullYear)
        || is_budget_or_executed(Stage::Executed)
        || super::slots(SENTENCE).any(|slot| slot == field)
}

fn print(subject: &Subject<'_>, field: Field) -> Vec<Run> {
    let total = &subject.figures.total;
    let in_ten_thousands = |stage| {
        let amount = total.amount(stage).map(ten_thousands);
        // A sentence has no thousands separators.
        amount.map(|amount| amount.replace(',', ""))
    };
    let computed = match field {
        Field::TotalScore => subject.scores.total.map(|total| total.to_string()),
        Field::TotalFullYear => in_ten_thousands(Stage::FullYear),
        Field::TotalExecuted => in_ten_thousands(Stage::Executed),
        Field::TotalRate => match total.rate {
            ExecutionRate::Of(percent) => Some(percent.to_string()),
            _ => None,
        },
        Field::GoalsMet | Field::Problems | Field::Improvements => {
            return sentences(slot(subject, field, Wording::Standard));
        }
        _ => return vec![slot(subject, field, Wording::Standard)],
    };
    let place = Place::of(field);
    vec![match computed {
        Some(text) => Run {
            text,
            place: Some(place),
            state: State::Sound,
        },
        None => super::missing(place),
    }]
}

/// The lines of a narrative one after the other, the last one with its full stop.
fn sentences(run: Run) -> Vec<Run> {
    let mut runs = lines(&run);
    for run in &mut runs {
        if !run
            .text
            .ends_with(['。', '！', '？', '；', '：', '”', '）'])
        {
            run.text.push('。');
        }
    }
    runs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export;
    use crate::golden::golden;
    use crate::report::public::Public;
    use crate::sample::sample;
    use crate::spreadsheet::document::tests::{case, form};

    #[test]
    fn the_paragraphs_of_many_are_numbered_and_are_those_of_each() {
        let drafts = [
            sample(),
            form("zipingbiao-hainan"),
            form("zipingbiao-guichi"),
        ];
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let text = export::text::write(&of_all(&subjects));
        golden(&case("disclosures.txt"), &text);
        let lines: Vec<&str> = text.lines().skip(2).collect();
        assert_eq!(lines.len(), drafts.len());
        for (i, (line, subject)) in lines.iter().zip(&subjects).enumerate() {
            let alone = export::text::write(&document(subject));
            assert_eq!(*line, format!("{}.{}", i + 1, alone.trim_end()));
        }
        let alone = of_all(&subjects[..1]);
        assert!(export::text::write(&alone).contains("\n\n信息化专项计划绩效自评综述："));
    }

    #[test]
    fn what_many_publish_hides_the_names_of_all() {
        let mut drafts = [sample(), sample()];
        drafts[0].set(Field::ProjectLeader, "欧阳小明");
        drafts[1].set(Field::Reporter, "王大五");
        drafts[1].set(Field::Problems, "由欧阳小明和王大五负责");
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let public = Public { show_names: false }.of(of_all(&subjects));
        let text = export::text::write(&public);
        assert!(text.contains("由欧阳某和王某负责。"), "{text}");
    }

    #[test]
    fn the_paragraph_needs_its_slots_and_what_they_are_computed_from() {
        for field in [
            Field::ProjectName,
            Field::GoalsMet,
            Field::UnitFullYear,
            Field::IndicatorScore,
        ] {
            assert!(needs(field), "{field:?}");
        }
        for field in [Field::UnitInitial, Field::GoalsUnmet, Field::ReportYear] {
            assert!(!needs(field), "{field:?}");
        }
    }

    #[test]
    fn without_a_budget_the_share_of_it_is_left_open() {
        let mut draft = sample();
        draft.set(Field::FiscalFullYear, "0");
        draft.set(Field::FiscalExecuted, "0");
        let text = export::text::write(&document(&Subject::of(&draft, None)));
        assert!(text.contains("完成预算的〔未算出："), "{text}");
    }
}
