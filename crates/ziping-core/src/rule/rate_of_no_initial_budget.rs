//! 年初没有预算，却写了完成年初预算的比例.

use super::{Report, Rule};
use crate::figures::Quantity;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C09",
    severity: Severity::Error,
    title: "年初预算为 0，不能算完成比例",
    advice: "年初预算为 0 时没有“完成年初预算的 X%”。改写全年预算执行率，或写明年中追加。",
    source: "GovBudgetChecker 规则 R004",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let initial = subject.figures.total.amount(Stage::Initial);
    if !initial.is_some_and(|initial| initial.is_zero()) {
        return;
    }
    for narrative in &subject.narratives {
        for mention in &narrative.mentions {
            let words = &narrative.text[mention.subject.start..mention.span.start];
            let is_rate = matches!(mention.quantity, Quantity::Rate(_) | Quantity::BareRate(_));
            let is_of_initial = words
                .split_once("年初预算")
                .is_some_and(|(_, after)| !after.contains("全年") && !after.contains("调整"));
            if is_rate && is_of_initial {
                report
                    .add(
                        narrative.place(mention.span),
                        "年初预算为 0，不能计算完成年初预算的比例",
                    )
                    .expected(format!(
                        "全年预算执行率 {}",
                        subject.figures.total.rate.show()
                    ))
                    .reported(narrative.words(mention.span));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_share_of_no_initial_budget_is_found() {
        let text = ("goals_met", "2021年度支出362.75万元，完成年初预算的120%。");
        assert_eq!(
            case::check(&RULE, &[text]),
            "goals_met｜年初预算为 0，不能计算完成年初预算的比例｜应为全年预算执行率 19.73%｜现有120%"
        );
        assert_eq!(
            case::check(&RULE, &[text, ("fiscal_initial", "3022916.67")]),
            ""
        );
        let plain = ("goals_met", "年初预算为0，全年预算执行率19.73%。");
        assert_eq!(case::check(&RULE, &[plain]), "");
        let adjusted = ("goals_met", "完成年初预算调整后预算数的19.73%。");
        assert_eq!(case::check(&RULE, &[adjusted]), "");
    }
}
