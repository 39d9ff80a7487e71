//! 指标分值不大于 0.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D04",
    severity: Severity::Error,
    title: "分值不大于 0",
    advice: "每个三级指标都占分值。不占分值的指标不列入自评表。",
    source: "公共代码库中在用系统的脚本“第 n 行分值需大于 0”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let execution = Place::of(Field::ExecutionWeight);
    match subject.form.value(&execution) {
        Value::Points(weight) if *weight <= Points::ZERO => {
            report
                .add(execution, "预算执行率分值不大于 0")
                .expected("大于 0，或空着按自评表样式")
                .reported(weight.to_string());
        }
        _ => {}
    }
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        match indicator.weight {
            Some(weight) if weight <= Points::ZERO => {
                report
                    .add(
                        indicator.place(Field::IndicatorWeight),
                        format!("{}的分值不大于 0", indicator.title()),
                    )
                    .expected("大于 0")
                    .reported(weight.to_string());
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
    fn an_indicator_without_weight_is_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[("indicators.0.weight", "0"), ("indicators.1.weight", "-1")]
            ),
            "indicators.0.weight｜“资助困难教师及学生”的分值不大于 0｜应为大于 0｜现有0.00\n\
             indicators.1.weight｜“困难教师”的分值不大于 0｜应为大于 0｜现有-1.00"
        );
        assert_eq!(case::check_form(&RULE, &[("indicators.0.weight", "")]), "");
    }

    #[test]
    fn an_execution_rate_without_weight_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("execution_weight", "0")]),
            "execution_weight｜预算执行率分值不大于 0｜应为大于 0，或空着按自评表样式｜现有0.00"
        );
        assert_eq!(case::check_form(&RULE, &[("execution_weight", "20")]), "");
    }
}
