//! 单个指标的分值过大.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D13",
    severity: Severity::Hint,
    title: "单个指标分值过大",
    advice: "一个三级指标占 40 分以上，其余指标就说明不了什么。能拆分的，按工作内容拆为几个指标。",
    source: "大英县司法局 2023 年自评表一个指标占 90 分、青神县一个指标占 60 分的实例",
    check,
};

const HEAVY: Points = Points::whole(40);

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        match indicator.weight {
            Some(weight) if weight >= HEAVY => {
                report
                    .add(
                        indicator.place(Field::IndicatorWeight),
                        format!("{}的分值过大，建议拆分", indicator.title()),
                    )
                    .expected(format!("小于 {HEAVY}"))
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
    fn a_heavy_indicator_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.weight", "40")]),
            "indicators.1.weight｜“困难教师”的分值过大，建议拆分｜应为小于 40.00｜现有40.00"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.weight", "39.9")]),
            ""
        );
    }
}
