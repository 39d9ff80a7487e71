//! 没有预算却写了执行率.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::rate::ExecutionRate;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C12",
    severity: Severity::Error,
    title: "没有预算却写了执行率",
    advice: "全年预算数为 0 时没有执行率。写出的执行率多半是别的来源的，或年度的。",
    source: "公开的自评表校验器“全年预算数为0，无法计算”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.rows() {
        let has_no_budget = matches!(
            line.rate,
            ExecutionRate::NoBudget | ExecutionRate::SpentWithoutBudget
        );
        let Some(reported) = subject.form.rate(line.source.rate) else {
            continue;
        };
        if has_no_budget && !reported.is_zero() {
            let place = Place::of(line.source.rate);
            report
                .add(
                    place.clone(),
                    format!("{}全年预算数为 0，不应有执行率", line.source.label),
                )
                .expected("—（无预算）")
                .reported(reported.to_string())
                .fix(Fix::compute(&place, "—"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_rate_of_nothing_is_found() {
        assert_eq!(
            case::check(&RULE, &[("unit_rate", "100%")]),
            "unit_rate｜单位资金全年预算数为 0，不应有执行率｜应为—（无预算）｜现有100.00%｜改为 —"
        );
        assert_eq!(case::check(&RULE, &[("unit_rate", "0")]), "");
    }
}
