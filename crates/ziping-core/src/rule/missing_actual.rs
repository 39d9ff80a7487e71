//! 没有填实际完成值.

use super::{Report, Rule};
use crate::field::value::Reading;
use crate::field::Field;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E02",
    severity: Severity::Error,
    title: "未填实际完成值",
    advice: "每个指标都填实际完成值，一点没有完成的填 0，并写明原因。",
    source: "公共代码库中在用系统的脚本（完成值必填）",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        if indicator.actual == Reading::Empty {
            report.missing(
                indicator.place(Field::IndicatorActual),
                format!("{}未填实际完成值", indicator.title()),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_blank_value_is_found_and_a_zero_is_none() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.actual", "")]),
            "indicators.1.actual｜“困难教师”未填实际完成值"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn a_row_of_the_form_without_an_indicator_is_left_alone() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.4.level2", "经济效益指标")]),
            ""
        );
    }
}
