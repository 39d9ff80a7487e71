//! 所写的总分不等于各项得分之和.

use super::total_differs::are_totals_borne_out;
use super::{Report, Rule};
use crate::field::{Field, Value};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "D09",
    severity: Severity::Error,
    title: "总分不等于各项得分之和",
    advice: "总分＝预算执行率得分＋各三级指标得分，由程序相加。",
    source: "财预〔2020〕10号第十五条 [凭记忆]；公开的自评表校验器；海南省农垦实验中学 2023 年自评表 2.5＋3.85＋0＋30＋10＝46.35",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::TotalScore);
    let Value::Points(typed) = subject.form.value(&place) else {
        return;
    };
    let scores = &subject.scores;
    let (Some(total), Some(indicators)) = (scores.total, scores.indicator_score()) else {
        return;
    };
    if score::printed(*typed) == score::printed(total) {
        return;
    }
    let parts = match scores.execution {
        Some(execution) => format!("{total}（执行率 {execution} ＋ 指标 {indicators}）"),
        None => total.to_string(),
    };
    let finding = report
        .add(place.clone(), "总分不等于各项得分之和")
        .expected(parts)
        .reported(typed.to_string())
        .difference(typed.distance(total).to_string());
    if !are_totals_borne_out(subject) {
        finding.fix(Fix::compute(&place, &total.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_total_is_checked_against_the_sum() {
        assert_eq!(
            case::check_form(&RULE, &[("total_score", "46.36")]),
            "total_score｜总分不等于各项得分之和｜应为46.35（执行率 2.50 ＋ 指标 43.85）｜现有46.36｜相差0.01｜改为 46.35"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn while_a_score_is_missing_there_is_no_sum() {
        let missing = [("indicators.0.actual", ""), ("indicators.0.score", "")];
        assert_eq!(case::check_form(&RULE, &missing), "");
    }
}
