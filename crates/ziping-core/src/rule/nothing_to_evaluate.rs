//! 本年度没有预算，也没有支出.

use super::{Report, Rule};
use crate::finding::Severity;
use crate::funds::{Source, Stage, FISCAL, SOURCES, TOTAL};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B13",
    severity: Severity::Warning,
    title: "本年度无预算、无支出",
    advice: "没有预算也没有支出的年度，没有可以自评的资金。核对金额是否漏填；确实没有的，确认本项目是否属于自评范围。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let total = &subject.figures.total;
    // While a source that every report has is blank, there may be money yet, unless the total
    // is stated.
    let is_filled = |stage: Stage| {
        let has = |source: &Source| !subject.form.is_empty(source.amounts[stage as usize]);
        SOURCES.iter().all(has) || has(&TOTAL)
    };
    let is_zero =
        |stage| is_filled(stage) && total.amount(stage).is_some_and(|amount| amount.is_zero());
    let is_any_negative = subject
        .figures
        .sources()
        .flat_map(|line| line.amounts)
        .flatten()
        .any(|amount| amount.is_negative());
    if is_zero(Stage::FullYear) && is_zero(Stage::Executed) && !is_any_negative {
        report
            .add(
                Place::of(FISCAL.amounts[Stage::FullYear as usize]),
                "本年度没有预算，也没有支出",
            )
            .expected("有预算的项目，或确认不属于自评范围");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_year_without_money_is_found() {
        let nothing = [("fiscal_full_year", "0"), ("fiscal_executed", "0")];
        assert_eq!(
            case::check(&RULE, &nothing),
            "fiscal_full_year｜本年度没有预算，也没有支出｜应为有预算的项目，或确认不属于自评范围"
        );
        assert_eq!(case::check(&RULE, &[("fiscal_executed", "0")]), "");
        let half = [&nothing[..], &[("unit_full_year", "")]].concat();
        assert_eq!(case::check(&RULE, &half), "", "not yet filled in");
        let stated = [&half[..], &[("total_full_year", "0")]].concat();
        assert!(!case::check(&RULE, &stated).is_empty());
    }
}
