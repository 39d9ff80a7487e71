//! 执行率低，总分却超过有的地区规定的上限.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C08",
    severity: Severity::Hint,
    title: "总分超过执行率对应的上限",
    advice: "有的地区规定，执行率低于 80%、70%、60%、50% 的，自评总分分别不超过 89、79、69、59 分。只在有这样的规定的地方提示；海南、四川、湖北和财政部的表样没有见到这样的规定。",
    source: "《预算管理一体化平台绩效自评操作手册》（desk33.com/d-565511，省份未标明，80、70、60 三处边界归属未写明）",
    check,
};

/// Below this execution rate in %, the total score is at most so many points.
const CAPS: &[(u32, u32)] = &[(50, 59), (60, 69), (70, 79), (80, 89)];

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !subject.policy.has_score_caps {
        return;
    }
    let place = Place::of(Field::TotalScore);
    let typed = match subject.form.value(&place) {
        Value::Points(points) => Some(*points),
        _ => None,
    };
    let rate = subject.figures.total.rate;
    let cap = CAPS.iter().find(|(limit, _)| rate.is_below(*limit));
    let (Some(total), Some((limit, cap))) = (subject.scores.total.or(typed), cap) else {
        return;
    };
    let cap = Points::whole(*cap);
    if total > cap {
        report
            .add(place, format!("执行率低于 {limit}%，总分不超过 {cap} 分"))
            .expected(format!("不超过 {cap} 分"))
            .reported(format!("{total} 分，执行率 {}", rate.show()))
            .difference(format!("{} 分", total.distance(cap)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{self, Policy};
    use crate::rule::case;

    const CAPPED: &Policy = &Policy {
        has_score_caps: true,
        ..policy::ALL[0]
    };

    fn of(executed: &str, score: &str) -> Vec<String> {
        let draft = case::draft(&[("fiscal_executed", executed), ("total_score", score)]);
        let findings = RULE.findings(&Subject::under(Some(CAPPED), &draft, None));
        findings.iter().map(case::line).collect()
    }

    #[test]
    fn a_high_score_with_little_spent_is_pointed_out_where_there_is_a_cap() {
        assert_eq!(
            of("3627500", "90"),
            ["total_score｜执行率低于 50%，总分不超过 59.00 分｜应为不超过 59.00 分｜现有90.00 分，执行率 19.73%｜相差31.00 分"]
        );
        assert!(of("9194350", "69.01")[0].contains("不超过 69.00 分"));
        for (executed, score) in [("9194350", "69"), ("14710960", "100"), ("3627500", "")] {
            assert_eq!(of(executed, score), [""; 0]);
        }
    }

    #[test]
    fn where_there_is_no_cap_nothing_is_said() {
        for policy in policy::ALL {
            let texts = [("policy", policy.name), ("total_score", "90")];
            assert_eq!(case::check(&RULE, &texts), "", "{}", policy.name);
        }
    }
}
