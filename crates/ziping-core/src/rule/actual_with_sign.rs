//! 实际完成值照抄指标值，带比较符号.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::{Quantity, Reading};
use crate::field::Field;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E03",
    severity: Severity::Warning,
    title: "实际完成值带比较符号",
    advice: "“≥80%”是目标，不是结果。实际完成值填统计出来的数，如 86.5%。",
    source: "公开的自评表中完成值照抄指标值“满意度≥80%”的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let place = indicator.place(Field::IndicatorActual);
        let typed = subject.form.text(&place);
        if let Some(sign) = comparison(typed) {
            report
                .add(
                    place,
                    format!("{}的实际完成值带“{sign}”", indicator.title()),
                )
                .expected("实际的数值")
                .reported(format!("“{}”", shortened(typed)));
        }
    }
}

/// The comparison in a value, as `≥` or as words at its beginning.
pub(super) fn comparison(text: &str) -> Option<String> {
    let sign = text
        .chars()
        .find(|c| matches!(c, '≥' | '≧' | '≤' | '≦' | '>' | '<' | '＞' | '＜'));
    match (sign, Quantity::read(text)) {
        (Some(sign), _) => Some(sign.to_string()),
        (None, Reading::Value(quantity)) if !quantity.comparison.is_empty() => {
            Some(quantity.comparison.to_owned())
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn actual(text: &str) -> String {
        case::check_form(&RULE, &[("indicators.3.actual", text)])
    }

    #[test]
    fn a_copied_target_is_found() {
        assert_eq!(
            actual("≥80%"),
            "indicators.3.actual｜“资助困难教师及学生”的实际完成值带“≥”｜应为实际的数值｜现有“≥80%”"
        );
        assert!(actual("满意度≥80%").contains("带“≥”"));
        assert!(actual("不低于95%").contains("带“≥”"));
        assert!(actual("＞90").contains("带“＞”"));
    }

    #[test]
    fn a_number_or_a_sentence_is_fine() {
        for text in ["86.5%", "达成预期指标", "按《办法》完成", ""] {
            assert_eq!(actual(text), "", "{text}");
        }
    }
}
