//! 没有预算却写了执行率.

use super::{Report, Rule};
use crate::figures::narrative::Scope;
use crate::figures::{Measure, Quantity};
use crate::finding::{Fix, Severity};
use crate::funds::Line;
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
        let Some(reported) = subject.form.rate(line.source.rate) else {
            continue;
        };
        if has_no_budget(line) && !reported.is_zero() {
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
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            if let (Quantity::Rate(rate), Some(Scope::Source(source))) =
                (&mention.quantity, narrative.scope(i))
            {
                let line = &subject.figures.lines[source];
                let is_rate = mention.measure == Some(Measure::ExecutionRate);
                // After the sources' figures the whole's rate may follow, without its name.
                let is_named = !narrative.words(mention.subject).is_empty();
                if is_rate && is_named && has_no_budget(line) && !rate.value.is_zero() {
                    report
                        .add(
                            narrative.place(mention.span),
                            format!("文中{}全年预算数为 0，不应有执行率", line.source.label),
                        )
                        .expected("—（无预算）")
                        .reported(narrative.words(mention.span));
                }
            }
        }
    }
}

fn has_no_budget(line: &Line) -> bool {
    matches!(
        line.rate,
        ExecutionRate::NoBudget | ExecutionRate::SpentWithoutBudget
    )
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

    #[test]
    fn a_rate_of_nothing_in_the_text_is_found() {
        let found = |text| case::check(&RULE, &[("goals_met", text)]);
        assert_eq!(
            found("财政资金执行率19.73%，单位资金执行率100%。"),
            "goals_met｜文中单位资金全年预算数为 0，不应有执行率｜应为—（无预算）｜现有100%"
        );
        for text in [
            "财政资金执行率19.73%，单位资金执行率0%，专户执行率0。",
            "财政资金全年执行数3627500元，单位资金全年执行数0元，执行率19.73%。",
            "本单位其他资金执行率100%。",
            "2020年单位资金执行率100%。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
