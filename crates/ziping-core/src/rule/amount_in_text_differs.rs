//! 正文中的金额与资金表、子项目表不一致.

use super::{Report, Rule};
use crate::field::value::Yuan;
use crate::figures::narrative::{scope_label, Narrative, Scope};
use crate::figures::{Amount, Measure, Mention, Quantity};
use crate::finding::{Fix, Severity};
use crate::funds::Stage;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B07",
    severity: Severity::Warning,
    title: "正文金额与表格不一致",
    advice: "正文中的预算、下达和支出金额，换算单位后应与资金表、子项目表相同。核对哪一处有误，并看清是元还是万元。",
    source: "海口市公安局 2021 年报告正文用万元、固定句子用元；东方市公安局 2023 年报告同一段中元、万元并用",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let (Quantity::Amount(amount), Some(scope)) = (&mention.quantity, narrative.scope(i))
            else {
                continue;
            };
            let known = in_tables(subject, scope, mention.measure);
            let agrees = |known: &Yuan| amount.value.distance(*known) <= amount.tolerance;
            let Some(expected) = known.first() else {
                continue;
            };
            // A misplaced separator leaves the amount open; it has its own rule.
            if mention.is_approximate || amount.regrouped.is_some() || known.iter().any(agrees) {
                continue;
            }
            add(
                subject,
                report,
                narrative,
                (mention, amount),
                scope,
                *expected,
            );
        }
    }
}

fn add(
    subject: &Subject<'_>,
    report: &mut Report,
    narrative: &Narrative<'_>,
    (mention, amount): (&Mention, &Amount),
    scope: Scope,
    expected: Yuan,
) {
    let written = narrative.words(mention.span);
    let whose = scope_label(scope, &subject.form);
    let message = format!("文中“{written}”与表中{whose}的金额不一致");
    let place = narrative.place(mention.span);
    let (yuan, wan) = (expected.grouped(), expected.grouped_wan());
    let finding = report
        .add(place.clone(), message)
        .expected(format!("{yuan} 元（{wan} 万元）"))
        .reported(format!("{} 元", amount.value.grouped()))
        .difference(format!("{} 元", amount.value.distance(expected).grouped()));
    // The same digits in the other unit: only the unit can be meant wrongly.
    let number = written.trim_end_matches(&amount.unit[..]);
    for unit in ["元", "万元"] {
        let other = format!("{number}{unit}");
        if unit != amount.unit && Yuan::read(&other).value() == Some(expected) {
            finding.fix(Fix::set(&place, other));
        }
    }
}

/// The amounts of the tables that one in the text may be.
fn in_tables(subject: &Subject<'_>, scope: Scope, measure: Option<Measure>) -> Vec<Yuan> {
    let figures = &subject.figures;
    let mut known = match (scope, measure) {
        (_, None | Some(Measure::Paid | Measure::Investment | Measure::ExecutionRate)) => vec![],
        (Scope::SubProject(row), Some(measure)) => match (figures.sub_projects.get(row), measure) {
            (Some(sub_project), Measure::Executed) => vec![sub_project.spent],
            (Some(sub_project), Measure::Allocated) => vec![sub_project.allocated],
            _ => vec![],
        },
        (Scope::Project | Scope::Source(_), Some(measure)) => {
            let line = match scope {
                Scope::Source(source) => &figures.lines[source],
                _ => &figures.total,
            };
            match measure {
                Measure::Initial => vec![line.amount(Stage::Initial)],
                Measure::Executed => vec![line.amount(Stage::Executed)],
                // What was given out first may have been adjusted since.
                Measure::Budget | Measure::Allocated => {
                    vec![line.amount(Stage::FullYear), line.amount(Stage::Initial)]
                }
                _ => vec![line.amount(Stage::FullYear)],
            }
        }
    };
    let sub_projects = &figures.sub_project_total;
    match (scope, measure) {
        (Scope::Project, Some(Measure::Allocated)) => known.push(sub_projects.allocated),
        (Scope::Project, Some(Measure::Executed)) => known.push(sub_projects.spent),
        _ => {}
    }
    // Where the table's own amount isn't known, nothing can be said.
    match known.first() {
        Some(Some(_)) => known.into_iter().flatten().collect(),
        _ => vec![],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn an_amount_that_the_tables_do_not_have_is_found() {
        assert_eq!(
            found("2021年度共计下达资金1838.78万元。"),
            "goals_met｜文中“1838.78万元”与表中资金总额的金额不一致｜应为18,388,700.00 元（1,838.87 万元）｜现有18,387,800.00 元｜相差900.00 元"
        );
        assert!(found("社管平台支出项目下达1800万元，支出323.89万元。")
            .contains("“323.89万元”与表中子项目“社管平台支出”"));
        assert!(found("财政资金全年执行数3627600元。").contains("财政资金"));
    }

    #[test]
    fn a_wrong_unit_is_mended() {
        assert!(found("2021年度共计下达资金1838.87元。").ends_with("改为 1838.87万元"));
        assert!(found("全年执行数为3627500万元。").ends_with("改为 3627500元"));
    }

    #[test]
    fn a_rounded_or_converted_amount_is_fine() {
        for text in [
            "2021年度共计下达资金18,388,700.00元。",
            "2021年度共计下达资金1838.9万元，全年支出363万元。",
            "2021年度共计下达资金0.18亿元。",
            "2021年度共计下达资金约2000万元。",
            "年初预算数0元，全年预算数1838.87万元。",
            "2020年度共计下达资金500万元。",
            "申请追加下达资金500万元，设备支出3万元。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
