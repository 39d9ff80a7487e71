//! Every score once more, in whole numbers: no decimal type, no code of the program's.

use proptest::prelude::*;
use proptest::sample::select;

use crate::draft::{Draft, Edit};
use crate::field::{Field, Table};
use crate::form::Form;
use crate::funds::Figures;
use crate::indicator::Group;
use crate::place::Place;
use crate::policy;
use crate::score::{Expected, Grade, Scores};

/// 1 in ten-thousandths; 100% in hundredths of a per cent; 1 万元 in 元.
const ONE: i128 = 10_000;

/// What a form says, in units of the last place: amounts in 分, weights in hundredths, typed
/// scores in thousandths, values in ten-thousandths.
#[derive(Clone, Debug)]
struct Paper {
    policy: &'static str,
    /// 预算执行率分值, where another than the policy's is typed.
    own_weight: Option<i128>,
    budget: i128,
    executed: i128,
    typed_execution: Option<i128>,
    rows: Vec<Row>,
}

#[derive(Clone, Debug)]
struct Row {
    group: &'static str,
    result: Result,
    weight: i128,
    typed: Option<i128>,
}

#[derive(Clone, Debug)]
enum Result {
    Numbers {
        sign: &'static str,
        target: i128,
        actual: i128,
        /// The target is in 万元, the actual value in 元.
        is_in_wan: bool,
    },
    Words(&'static str),
}

/// What must come out, in hundredths.
#[derive(Debug, PartialEq)]
struct Outcome {
    rows: Vec<RowOutcome>,
    /// By group, 分值 and 得分.
    subtotals: Vec<(&'static str, i128, Option<i128>)>,
    execution: Option<i128>,
    weight: i128,
    total: Option<i128>,
    grade: Option<&'static str>,
}

#[derive(Debug, PartialEq)]
struct RowOutcome {
    completion: Option<i128>,
    /// The one score, or the range from here up to there, which it may itself be.
    expected: Option<(i128, i128, bool)>,
    /// Thousandths.
    score: Option<i128>,
}

/// `whole` × `part` ÷ `of`, half up: what is left over is compared with half of `of`.
fn share(whole: i128, part: i128, of: i128) -> i128 {
    let (down, left) = (whole * part / of, whole * part % of);
    match left * 2 >= of {
        true => down + 1,
        false => down,
    }
}

/// How much of the target was reached, as a part and what it is a part of.
fn reached(sign: &str, target: i128, actual: i128, is_ratio: bool) -> (i128, i128) {
    let (full, nothing) = ((1, 1), (0, 1));
    let is_met = match sign {
        "≤" | "<" => actual <= target,
        "=" if target == 0 => actual == 0,
        _ => actual >= target,
    };
    match sign {
        _ if is_met => full,
        _ if target == 0 => nothing,
        "≤" | "<" if is_ratio => (target, actual),
        "≤" | "<" if actual >= 2 * target => nothing,
        "≤" | "<" => (2 * target - actual, target),
        _ => (actual, target),
    }
}

/// The range of a band in % of the weight, and whether its end is in it.
fn band(words: &str, is_hubei: bool) -> Option<(i128, i128, bool)> {
    let lower = if is_hubei { 50 } else { 60 };
    match words {
        "达成预期指标" | "已按期完成" => Some((80, 100, true)),
        "部分达成年度指标并具有一定效果" | "基本完成" => {
            Some((lower, 80, false))
        }
        "未达成年度指标且效果较差" | "未能完成" => Some((0, lower, false)),
        "未按期完成" => Some((0, 80, false)),
        _ => None,
    }
}

const WORDS: &[&str] = &[
    "达成预期指标",
    "已按期完成",
    "部分达成年度指标并具有一定效果",
    "基本完成",
    "未达成年度指标且效果较差",
    "未能完成",
    "未按期完成",
    "效果较好",
    "",
];

fn outcome(paper: &Paper) -> Outcome {
    let is_hubei = paper.policy == "湖北";
    let usual_weight = if is_hubei { 2000 } else { 1000 };
    let own_weight = paper.own_weight.filter(|weight| *weight > 0);
    let execution_weight = own_weight.unwrap_or(usual_weight);
    let rows: Vec<RowOutcome> = paper
        .rows
        .iter()
        .map(|row| row_outcome(row, is_hubei))
        .collect();
    let execution = (paper.budget > 0).then(|| {
        let score = share(execution_weight, paper.executed, paper.budget);
        score.min(execution_weight)
    });
    // Each score as the form prints it, with two decimals.
    let hundredths = |thousandths: i128| share(1, thousandths, 10);
    let sum_of = |group: Option<&str>| -> Option<i128> {
        let mut sum = 0;
        for (row, outcome) in paper.rows.iter().zip(&rows) {
            if group.is_none_or(|group| group == row.group) {
                sum += hundredths(outcome.score?);
            }
        }
        Some(sum)
    };
    let weight_of = |group: Option<&str>| -> i128 {
        let rows = paper.rows.iter();
        let of_group = rows.filter(|row| group.is_none_or(|group| group == row.group));
        of_group.map(|row| row.weight).sum()
    };
    let subtotals = Group::ALL
        .map(Group::label)
        .into_iter()
        .filter(|group| paper.rows.iter().any(|row| row.group == *group))
        .map(|group| (group, weight_of(Some(group)), sum_of(Some(group))))
        .collect();
    // Where there is no rate, what is typed for it counts, in full.
    let counted = match (execution, paper.typed_execution) {
        (Some(score), _) => Some(score * 10),
        (None, typed) => typed,
    };
    let total = match (counted, sum_of(None)) {
        // Thousandths that were typed for the execution stay.
        (Some(execution), Some(sum)) if !paper.rows.is_empty() => Some(execution + sum * 10),
        _ => None,
    };
    Outcome {
        rows,
        subtotals,
        execution,
        weight: execution_weight + weight_of(None),
        total,
        grade: total.map(|total| match total {
            90_000.. => "优",
            80_000.. => "良",
            60_000.. => "中",
            _ => "差",
        }),
    }
}

fn row_outcome(row: &Row, is_hubei: bool) -> RowOutcome {
    let (completion, expected, computed) = match row.result {
        Result::Numbers {
            sign,
            target,
            actual,
            is_in_wan,
        } => {
            let target = if is_in_wan { target * ONE } else { target };
            let (part, of) = reached(sign, target, actual, is_hubei);
            let score = share(row.weight, part, of);
            let completion = share(ONE, part, of);
            (Some(completion), Some((score, score, true)), Some(score))
        }
        Result::Words(words) => {
            let expected = band(words, is_hubei).map(|(low, high, is_whole)| {
                let part = |percent| share(row.weight, percent, 100);
                (part(low), part(high), is_whole)
            });
            let full = expected.filter(|(_, _, is_whole)| *is_whole);
            (None, expected, full.map(|(_, high, _)| high))
        }
    };
    RowOutcome {
        completion,
        expected,
        score: row.typed.or(computed.map(|score| score * 10)),
    }
}

/// What the program says.
fn program(paper: &Paper) -> Outcome {
    let draft = draft(paper);
    let form = Form::parse(&draft);
    let scores = Scores::of(&form, &Figures::of(&form), policy::of(&form));
    // Of points or a percentage as it is shown: 3.85 is 385 hundredths, 3,850 thousandths.
    let whole = |shown: String, places: usize| -> i128 {
        let (whole, rest) = shown
            .trim_end_matches('%')
            .split_once('.')
            .unwrap_or((&shown, ""));
        assert!(rest.len() <= places, "{shown}");
        format!("{whole}{rest:0<places$}").parse().unwrap()
    };
    Outcome {
        rows: scores
            .indicators
            .iter()
            .map(|scored| RowOutcome {
                completion: scored.completion.map(|c| whole(c.to_string(), 2)),
                expected: match scored.expected {
                    Expected::Exact(points) => {
                        let score = whole(points.to_string(), 2);
                        Some((score, score, true))
                    }
                    Expected::Within {
                        low,
                        high,
                        with_high,
                    } => Some((
                        whole(low.to_string(), 2),
                        whole(high.to_string(), 2),
                        with_high,
                    )),
                    Expected::Unknown => None,
                },
                score: scored.score.map(|score| whole(score.to_string(), 3)),
            })
            .collect(),
        subtotals: scores
            .subtotals
            .iter()
            .map(|subtotal| {
                let score = subtotal.score.map(|score| whole(score.to_string(), 2));
                let weight = whole(subtotal.weight.to_string(), 2);
                (subtotal.group.label(), weight, score)
            })
            .collect(),
        execution: scores.execution.map(|score| whole(score.to_string(), 2)),
        weight: whole(scores.weight.to_string(), 2),
        total: scores.total.map(|total| whole(total.to_string(), 3)),
        grade: scores.grade.map(Grade::label),
    }
}

/// A whole number of the last place as a decimal.
fn decimal(n: i128, places: usize) -> String {
    let digits = format!("{n:0>width$}", width = places + 1);
    let (whole, rest) = digits.split_at(digits.len() - places);
    [whole, rest].join(".")
}

fn draft(paper: &Paper) -> Draft {
    let mut draft = Draft::default();
    let typed = |n: Option<i128>| n.map_or(String::new(), |n| decimal(n, 3));
    draft.set(Field::Policy, paper.policy);
    let own_weight = paper.own_weight.map(|weight| decimal(weight, 2));
    draft.set(Field::ExecutionWeight, own_weight.unwrap_or_default());
    draft.set(Field::FiscalFullYear, decimal(paper.budget, 2));
    draft.set(Field::FiscalExecuted, decimal(paper.executed, 2));
    draft.set(Field::ExecutionScore, typed(paper.typed_execution));
    for (row, content) in paper.rows.iter().enumerate() {
        let (nature, target, actual) = match content.result {
            Result::Words(words) => ("定性", "明显改善".to_owned(), words.to_owned()),
            Result::Numbers {
                sign,
                target,
                actual,
                is_in_wan,
            } => {
                let units = if is_in_wan {
                    ["万元", "元"]
                } else {
                    ["", ""]
                };
                let value = |n, unit| decimal(n, 4) + unit;
                (sign, value(target, units[0]), value(actual, units[1]))
            }
        };
        // In every other row the sign stands before the target.
        let (nature, target) = match row % 2 == 1 && nature != "定性" {
            true => ("", nature.to_owned() + &target),
            false => (nature, target),
        };
        draft.apply(&Edit::InsertRow {
            table: Table::Indicators,
            row,
        });
        for (field, text) in [
            (Field::IndicatorLevel1, content.group.to_owned()),
            (Field::IndicatorLevel3, format!("指标{row}")),
            (Field::IndicatorNature, nature.to_owned()),
            (Field::IndicatorTarget, target),
            (Field::IndicatorActual, actual),
            (Field::IndicatorWeight, decimal(content.weight, 2)),
            (Field::IndicatorScore, typed(content.typed)),
        ] {
            let place = Place::in_row(field, row);
            draft.apply(&Edit::Set { place, text });
        }
    }
    draft
}

/// Small numbers, so that they meet, and large ones.
fn numbers(most: i128) -> impl Strategy<Value = i128> {
    prop_oneof![0i128..=40, 0..=most, Just(0)]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    let numbers = (
        select(&["≥", "≤", "=", ">", "<"][..]),
        numbers(100_000_000),
        numbers(100_000_000),
        any::<bool>(),
    )
        .prop_map(|(sign, target, actual, is_in_wan)| Result::Numbers {
            sign,
            target,
            actual,
            is_in_wan,
        });
    let result = prop_oneof![3 => numbers, 2 => select(WORDS).prop_map(Result::Words)];
    let row = (
        select(Group::ALL.map(Group::label).to_vec()),
        result,
        1i128..=10_000,
        prop::option::weighted(0.4, 0i128..=100_000),
    )
        .prop_map(|(group, result, weight, typed)| Row {
            group,
            result,
            weight,
            typed,
        });
    prop::collection::vec(row, 0..7)
}

fn papers() -> impl Strategy<Value = Paper> {
    (
        select(crate::field::POLICIES),
        prop::option::weighted(0.2, 0i128..=5000),
        numbers(100_000_000_000),
        numbers(100_000_000_000),
        prop::option::of(0i128..=20_000),
        rows(),
    )
        .prop_map(
            |(policy, own_weight, budget, executed, typed_execution, rows)| Paper {
                policy,
                own_weight,
                budget,
                executed,
                typed_execution,
                rows,
            },
        )
}

#[test]
fn the_oracle_scores_the_hainan_form_46_35() {
    let row = |group, sign, target, actual, weight| Row {
        group,
        result: Result::Numbers {
            sign,
            target: target * ONE,
            actual: actual * ONE,
            is_in_wan: false,
        },
        weight,
        typed: None,
    };
    let paper = Paper {
        policy: "海南",
        own_weight: None,
        budget: 12_000_000,
        executed: 3_000_000,
        typed_execution: None,
        rows: vec![
            row("产出指标", "≥", 52, 10, 2000),
            row("产出指标", "≥", 2, 0, 3000),
            row("效益指标", "≥", 95, 100, 3000),
            row("满意度指标", "≥", 52, 100, 1000),
        ],
    };
    let outcome = outcome(&paper);
    assert_eq!(outcome.execution, Some(250));
    assert_eq!(outcome.rows[0].completion, Some(1923));
    assert_eq!(outcome.total, Some(46_350));
    assert_eq!(outcome.grade, Some("差"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn every_score_equals_the_integer_oracle(paper in papers()) {
        prop_assert_eq!(program(&paper), outcome(&paper));
    }
}
