//! 没有预算却有支出.

use super::{Report, Rule};
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::rate::ExecutionRate;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B12",
    severity: Severity::Error,
    title: "没有预算却有支出",
    advice: "全年预算数为 0 时算不出执行率。核对支出是否列错来源，或全年预算数是否漏填。",
    source: "公开的自评表校验器“全年预算数为0，无法计算”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.sources() {
        let executed = line.amount(Stage::Executed);
        if let (ExecutionRate::SpentWithoutBudget, Some(executed)) = (line.rate, executed) {
            let place = Place::of(line.source.amounts[Stage::FullYear as usize]);
            report
                .add(
                    place,
                    format!("{}全年预算数为 0，却有执行数", line.source.label),
                )
                .expected("大于 0 的全年预算数，或执行数 0")
                .reported(format!(
                    "全年预算数 0.00 元，执行数 {} 元",
                    executed.grouped()
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn spending_without_a_budget_is_found() {
        assert_eq!(
            case::check(&RULE, &[("unit_executed", "5")]),
            "unit_full_year｜单位资金全年预算数为 0，却有执行数｜应为大于 0 的全年预算数，或执行数 0｜现有全年预算数 0.00 元，执行数 5.00 元"
        );
        assert_eq!(case::check(&RULE, &[("unit_executed", "0")]), "");
    }
}
