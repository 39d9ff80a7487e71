//! 没有满意度指标，它的分值也没有归入效益指标.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::Group;
use crate::{policy, Subject};

pub(super) const RULE: Rule = Rule {
    code: "A10",
    severity: Severity::Warning,
    title: "没有满意度指标",
    advice: "权重方案给满意度留了 10 分。有服务对象的，设满意度指标；确不适用的，把这 10 分调至效益指标，或「分值权重」选“自定义”。",
    source: "财预〔2021〕101号 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let scores = &subject.scores;
    let groups: Vec<_> = scores.filled().map(|s| s.indicator.group).collect();
    let scheme = subject.form.choice(Field::WeightScheme);
    let (Some(first), Some(weights)) = (scores.filled().next(), policy::group_weights(scheme))
    else {
        return;
    };
    let may_be_there = groups.contains(&Some(Group::Satisfaction)) || groups.contains(&None);
    let has_usual_weight = scores.execution_weight == Points::whole(10);
    if may_be_there || !has_usual_weight {
        return;
    }
    let usual = Points::whole(weights[Group::Benefit as usize]);
    let mut subtotals = scores.subtotals.iter();
    let is_moved = subtotals.any(|s| s.group == Group::Benefit && s.weight > usual);
    if !is_moved {
        report
            .add(
                first.indicator.place(Field::IndicatorLevel1),
                "未设满意度指标",
            )
            .expected("满意度指标 10 分，或其分值归入效益指标");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_form_without_satisfaction_is_found() {
        let none = ("indicators.3.level1", "产出指标");
        assert_eq!(
            case::check_form(&RULE, &[none]),
            "indicators.0.level1｜未设满意度指标｜应为满意度指标 10 分，或其分值归入效益指标"
        );
        let own = [none, ("weight_scheme", "自定义")];
        assert_eq!(case::check_form(&RULE, &own), "");
        let hubei = [none, ("policy", "湖北")];
        assert_eq!(case::check_form(&RULE, &hubei), "");
    }

    #[test]
    fn its_points_may_go_to_the_benefit() {
        let moved = [("indicators.3.level1", "效益指标")];
        assert_eq!(case::check_form(&RULE, &moved), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }
}
