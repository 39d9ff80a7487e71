//! 一级指标的分值与权重方案不同.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::{Field, WEIGHT_SCHEMES};
use crate::finding::Severity;
use crate::indicator::Group;
use crate::place::Place;
use crate::score::Subtotal;
use crate::{policy, Subject};

pub(super) const RULE: Rule = Rule {
    code: "D02",
    severity: Severity::Warning,
    title: "一级指标分值与权重方案不同",
    advice: "原则上产出 50、效益 30、满意度 10；设成本指标的，成本 20、产出 40、效益 20、满意度 10；不设满意度指标的，其 10 分归效益。确需调整的，「分值权重」选“自定义”。",
    source: "财预〔2020〕10号第十二条、财预〔2021〕101号 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    check_execution(subject, report);
    let scores = &subject.scores;
    let is_complete = scores.indicator_weight().is_some() && scores.weight == Points::whole(100);
    let groups_are_known = scores
        .filled()
        .all(|scored| scored.indicator.group.is_some());
    let Some(first) = scores.filled().next() else {
        return;
    };
    let has_usual_weight = scores.execution_weight == Points::whole(10);
    if !is_complete || !groups_are_known || !has_usual_weight {
        return;
    }
    let Some(expected) = usual_weights(subject) else {
        return;
    };
    let actual = Group::ALL.map(|group| weight_of(group, &scores.subtotals));
    if actual != expected {
        let message = match subject.form.is_empty(Field::WeightScheme) {
            true => "一级指标的分值与通常的权重不同".to_owned(),
            false => format!(
                "一级指标的分值与所选的 {} 不同",
                subject.form.choice(Field::WeightScheme)
            ),
        };
        report
            .add(
                Place::in_row(Field::IndicatorWeight, first.indicator.row),
                message,
            )
            .expected(show(expected))
            .reported(show(actual));
    }
}

/// Another weight of the execution rate than the policy's is a scheme of one's own.
fn check_execution(subject: &Subject<'_>, report: &mut Report) {
    let usual = Points::whole(subject.policy.execution_weight);
    let own = subject.scores.execution_weight;
    let is_own_scheme = policy::group_weights(subject.form.choice(Field::WeightScheme)).is_none();
    if own != usual && !is_own_scheme {
        report
            .add(
                Place::of(Field::ExecutionWeight),
                format!("预算执行率的分值与{}的自评表不同", subject.policy.name),
            )
            .expected(format!("{usual}，或「分值权重」选“自定义”"))
            .reported(own.to_string());
    }
}

/// The chosen scheme's weights; where none is chosen, those of the scheme that fits.
fn usual_weights(subject: &Subject<'_>) -> Option<[Points; 4]> {
    let has = |group| {
        let mut subtotals = subject.scores.subtotals.iter();
        subtotals.any(|subtotal| subtotal.group == group)
    };
    let scheme = match subject.form.is_empty(Field::WeightScheme) {
        true if has(Group::Cost) => WEIGHT_SCHEMES[1],
        _ => subject.form.choice(Field::WeightScheme),
    };
    let mut weights = policy::group_weights(scheme)?;
    if !has(Group::Satisfaction) {
        weights[Group::Benefit as usize] += weights[Group::Satisfaction as usize];
        weights[Group::Satisfaction as usize] = 0;
    }
    Some(weights.map(Points::whole))
}

fn weight_of(group: Group, subtotals: &[Subtotal]) -> Points {
    let subtotal = subtotals.iter().find(|subtotal| subtotal.group == group);
    subtotal.map_or(Points::ZERO, |subtotal| subtotal.weight)
}

/// `产出指标 50.00、效益指标 30.00`
fn show(weights: [Points; 4]) -> String {
    let parts: Vec<String> = Group::ALL
        .into_iter()
        .zip(weights)
        .filter(|(_, weight)| !weight.is_zero())
        .map(|(group, weight)| format!("{} {weight}", group.label()))
        .collect();
    parts.join("、")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn weights_off_the_usual_scheme_are_found() {
        let shifted = [("indicators.1.weight", "20"), ("indicators.2.weight", "40")];
        assert_eq!(
            case::check_form(&RULE, &shifted),
            "indicators.0.weight｜一级指标的分值与通常的权重不同｜应为产出指标 50.00、效益指标 30.00、满意度指标 10.00｜现有产出指标 40.00、效益指标 40.00、满意度指标 10.00"
        );
        let own = [&shifted[..], &[("weight_scheme", "自定义")]].concat();
        assert_eq!(case::check_form(&RULE, &own), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn the_scheme_with_costs_is_taken_where_there_are_costs() {
        let costs = [
            ("indicators.0.level1", "成本指标"),
            ("indicators.1.level1", "产出指标"),
            ("indicators.1.weight", "40"),
            ("indicators.2.weight", "20"),
        ];
        assert_eq!(case::check_form(&RULE, &costs), "");
        let chosen = [&costs[..], &[("weight_scheme", "10/50/30/10")]].concat();
        assert!(case::check_form(&RULE, &chosen).contains("与所选的 10/50/30/10 不同"));
    }

    #[test]
    fn without_satisfaction_its_points_go_to_the_benefit() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.3.level1", "效益指标")]),
            ""
        );
    }

    #[test]
    fn another_weight_of_the_execution_is_a_scheme_of_ones_own() {
        let typed = [("execution_weight", "20"), ("indicators.1.weight", "20")];
        assert_eq!(
            case::check_form(&RULE, &typed),
            "execution_weight｜预算执行率的分值与海南的自评表不同｜应为10.00，或「分值权重」选“自定义”｜现有20.00"
        );
        for settled in [("weight_scheme", "自定义"), ("policy", "湖北")] {
            let texts = [&typed[..], &[settled]].concat();
            assert_eq!(case::check_form(&RULE, &texts), "");
        }
    }

    #[test]
    fn nothing_is_said_about_the_scheme_in_hubei() {
        assert_eq!(
            case::check_form(&RULE, &[("policy", "湖北"), ("indicators.1.weight", "20")]),
            ""
        );
    }
}
