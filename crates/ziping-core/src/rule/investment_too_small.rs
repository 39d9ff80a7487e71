//! 项目总投资小于本年的预算或执行数.

use super::{Report, Rule};
use crate::figures::{Measure, Quantity};
use crate::finding::Severity;
use crate::funds::Stage;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B15",
    severity: Severity::Warning,
    title: "总投资小于本年金额",
    advice:
        "总投资（概算）是项目全部年度的投资，不会小于其中一年的预算数或执行数。核对金额和单位。",
    source: "本工具的规则",
    check,
};

/// The words before 总投资 where the whole project's is meant.
const WHOLE: &[&str] = &[
    "",
    "项目",
    "本项目",
    "该项目",
    "项目计划",
    "项目批复",
    "计划",
    "批复",
    "初步设计",
    "项目初步设计",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    let total = &subject.figures.total;
    let of_year = [Stage::FullYear, Stage::Executed]
        .map(|stage| Some((stage, total.amount(stage)?)))
        .into_iter()
        .flatten()
        .max_by_key(|(_, amount)| *amount);
    let Some((stage, of_year)) = of_year else {
        return;
    };
    for narrative in &subject.narratives {
        for mention in &narrative.mentions {
            let Quantity::Amount(amount) = &mention.quantity else {
                continue;
            };
            let is_investment = mention.measure == Some(Measure::Investment);
            let is_of_project = WHOLE.contains(&narrative.words(mention.subject));
            let is_smaller = amount.value + amount.tolerance < of_year;
            if is_investment && is_of_project && is_smaller && !mention.is_approximate {
                let message = format!("项目总投资小于本年的{}", stage.label());
                report
                    .add(narrative.place(mention.span), message)
                    .expected(format!("不小于 {} 元", of_year.grouped()))
                    .reported(format!("{} 元", amount.value.grouped()))
                    .difference(format!("{} 元", amount.value.distance(of_year).grouped()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_total_investment_below_one_years_budget_is_found() {
        assert_eq!(
            case::check(&RULE, &[("project_overview", "项目总投资1500万元。")]),
            "project_overview｜项目总投资小于本年的全年预算数｜应为不小于 18,388,700.00 元｜现有15,000,000.00 元｜相差3,388,700.00 元"
        );
        for text in [
            "项目总投资1839万元。",
            "总投资约1500万元。",
            "指挥大厅总投资900万元。",
        ] {
            assert_eq!(case::check(&RULE, &[("project_overview", text)]), "");
        }
    }
}
