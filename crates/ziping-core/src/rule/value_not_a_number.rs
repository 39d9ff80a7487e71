//! 定量指标的指标值或完成值不是数.

use super::actual_with_sign::comparison;
use super::not_an_amount::shortened;
use super::vague_target::vague_word;
use super::{Report, Rule};
use crate::field::value::Reading;
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::{is_date, Indicator, Nature};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E01",
    severity: Severity::Error,
    title: "定量指标的值不是数",
    advice: "指标性质是 ≥ ≤ = > < 的，指标值和完成值都填数字，单位写在度量单位中。不能用数表示的，指标性质选“定性”。",
    source: "公共代码库中在用系统的脚本“定量指标的指标值为数值”；大英县司法局 2023 年自评表 ≤30 万元、完成值“完成”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        if indicator.nature == Nature::Qualitative {
            continue;
        }
        if let Some(field) = wrong_field(subject, indicator) {
            let place = indicator.place(field);
            let typed = shortened(subject.form.text(&place));
            report
                .add(
                    place,
                    format!(
                        "{}是定量指标，「{}」不是数",
                        indicator.title(),
                        field.label()
                    ),
                )
                .expected("数字")
                .reported(format!("“{typed}”"));
        }
    }
}

/// The target, or where that is right, the actual value.
fn wrong_field(subject: &Subject<'_>, indicator: &Indicator<'_>) -> Option<Field> {
    let text = |field| subject.form.text(&indicator.place(field));
    let (target, actual) = (text(Field::IndicatorTarget), text(Field::IndicatorActual));
    match (&indicator.target, &indicator.actual) {
        // Dates, vague targets and signs before what was reached are found as such.
        (Reading::Unreadable(_), _) => {
            (!is_date(target) && vague_word(target).is_none()).then_some(Field::IndicatorTarget)
        }
        (Reading::Value(_), Reading::Unreadable(_)) => comparison(actual)
            .is_none()
            .then_some(Field::IndicatorActual),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_word_where_a_number_belongs_is_found() {
        let limit = [
            ("indicators.0.nature", "≤"),
            ("indicators.0.target", "30"),
            ("indicators.0.unit", "万元"),
            ("indicators.0.actual", "完成"),
        ];
        assert_eq!(
            case::check_form(&RULE, &limit),
            "indicators.0.actual｜“资助困难教师及学生”是定量指标，「实际完成值」不是数｜应为数字｜现有“完成”"
        );
        assert_eq!(
            case::check_form(
                &RULE,
                &[("indicators.0.nature", "≥"), ("indicators.0.target", "完成发放")]
            ),
            "indicators.0.target｜“资助困难教师及学生”是定量指标，「年度指标值」不是数｜应为数字｜现有“完成发放”"
        );
    }

    #[test]
    fn words_are_right_for_a_qualitative_indicator_and_dates_for_a_date() {
        let words = [
            ("indicators.0.target", "效果明显"),
            ("indicators.0.actual", "达成预期指标"),
        ];
        assert_eq!(case::check_form(&RULE, &words), "");
        let dates = [
            ("indicators.0.nature", "≤"),
            ("indicators.0.target", "2021年12月底前"),
            ("indicators.0.actual", "2021年11月"),
        ];
        assert_eq!(case::check_form(&RULE, &dates), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }
}
