//! 指标值是日期，完成值却是数.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::is_date;
use crate::score::is_number;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E13",
    severity: Severity::Warning,
    title: "日期型指标的完成值是数",
    advice: "指标值是日期的，完成值写实际完成的日期，或写“按期完成”“未按期完成”。",
    source: "天津东疆的自评表：日期型指标完成值写 0 的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let text = |field| subject.form.text(&indicator.place(field));
        let target = text(Field::IndicatorTarget);
        let is_number = is_number(&indicator.actual);
        if is_date(target) && is_number {
            report
                .add(
                    indicator.place(Field::IndicatorActual),
                    format!("{}的指标值是日期，完成值是数", indicator.title()),
                )
                .expected(format!("日期（指标值“{target}”）"))
                .reported(format!("“{}”", text(Field::IndicatorActual)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn due(target: &str, actual: &str) -> String {
        case::check_form(
            &RULE,
            &[
                ("indicators.0.target", target),
                ("indicators.0.actual", actual),
            ],
        )
    }

    #[test]
    fn a_number_for_a_date_is_found() {
        assert_eq!(
            due("2021年12月31日", "0"),
            "indicators.0.actual｜“资助困难教师及学生”的指标值是日期，完成值是数｜应为日期（指标值“2021年12月31日”）｜现有“0”"
        );
    }

    #[test]
    fn a_date_or_words_for_a_date_and_a_number_for_a_duration_are_fine() {
        assert_eq!(due("2021年12月底前", "2021年11月"), "");
        assert_eq!(due("12月底前", "11月"), "");
        assert_eq!(due("2021年12月31日", "按期完成"), "");
        assert_eq!(due("3年", "3"), "");
    }
}
