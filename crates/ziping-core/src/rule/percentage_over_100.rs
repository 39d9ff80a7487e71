//! 百分比指标的值大于 100%.

use super::{Report, Rule};
use crate::field::value::{Quantity, Reading};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::usual_unit;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E08",
    severity: Severity::Warning,
    title: "百分比大于 100%",
    advice: "合格率、覆盖率、满意度等不会大于 100%。核对是否把数量填成了百分比；增长率不在此限。",
    source: "本工具的规则",
    check,
};

/// What may grow by more than the whole.
const GROWTH: [&str; 6] = ["增长", "增幅", "增加", "提高", "提升", "上升"];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        if GROWTH.iter().any(|word| indicator.name.contains(word)) {
            continue;
        }
        let is_percentage = |quantity: &Quantity| match quantity.unit.as_str() {
            "" => indicator.is_percentage(),
            unit => usual_unit(unit) == "%",
        };
        let values = [
            (Field::IndicatorTarget, &indicator.target),
            (Field::IndicatorActual, &indicator.actual),
        ];
        for (field, value) in values {
            match value {
                Reading::Value(value) if is_percentage(value) && score::is_above_all(value) => {
                    let place = indicator.place(field);
                    let typed = subject.form.text(&place);
                    report
                        .add(
                            place,
                            format!("{}的「{}」大于 100%", indicator.title(), field.label()),
                        )
                        .expected("不大于 100%")
                        .reported(typed);
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn more_than_all_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.3.actual", "120")]),
            "indicators.3.actual｜“资助困难教师及学生”的「实际完成值」大于 100%｜应为不大于 100%｜现有120"
        );
        assert!(
            case::check_form(&RULE, &[("indicators.3.target", "≥105百分比")])
                .contains("年度指标值")
        );
    }

    #[test]
    fn all_and_growth_are_fine() {
        assert_eq!(case::check_form(&RULE, &[]), "");
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.actual", "150%")]),
            ""
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.actual", "150")]),
            ""
        );
    }
}
