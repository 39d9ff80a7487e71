//! 得分为负.

use super::{Report, Rule};
use crate::field::{Field, Kind, Value};
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D06",
    severity: Severity::Error,
    title: "得分为负数",
    advice: "最低为 0 分。要表示扣分的，填扣减以后的得分，原因写在偏差原因中。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for place in subject.form.draft.places() {
        let is_score =
            place.field.spec().kind == Kind::Points && place.field != Field::IndicatorWeight;
        match subject.form.value(&place) {
            Value::Points(score) if is_score && score.is_negative() => {
                let message = format!("「{}」不能为负数", place.field.label());
                report
                    .add(place, message)
                    .expected("不小于 0")
                    .reported(score.to_string());
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_negative_score_is_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[("indicators.0.score", "-1"), ("total_score", "-5")]
            ),
            "total_score｜「总分」不能为负数｜应为不小于 0｜现有-5.00\n\
             indicators.0.score｜「得分」不能为负数｜应为不小于 0｜现有-1.00"
        );
        assert_eq!(case::check_form(&RULE, &[("indicators.1.score", "-0")]), "");
        // D04 is about weights.
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.weight", "-5")]),
            ""
        );
    }
}
