//! 没有度量单位，或指标值与完成值的单位不同.

use super::vague_target::vague_word;
use super::{Report, Rule};
use crate::field::value::Reading;
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::{Group, Indicator, Nature};
use crate::score::is_number;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E09",
    severity: Severity::Warning,
    title: "度量单位未填或不同",
    advice:
        "定量指标写明度量单位，如 人、个、%、万元；指标值和完成值用同一个单位，否则算不出完成率。",
    source: "海南省农垦实验中学 2023 年自评表多数指标没有度量单位的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        if indicator.nature == Nature::Qualitative {
            continue;
        }
        let text = |field| subject.form.text(&indicator.place(field));
        if lacks_unit(indicator) {
            let message = format!("{}未填度量单位", indicator.title());
            report.missing(indicator.place(Field::IndicatorUnit), message);
        } else if indicator.units_differ() && vague_word(&indicator.unit).is_none() {
            report
                .add(
                    indicator.place(Field::IndicatorActual),
                    format!("{}的指标值与完成值单位不同", indicator.title()),
                )
                .expected(&indicator.unit)
                .reported(text(Field::IndicatorActual));
        }
    }
}

/// For satisfaction, which is always in %, another rule asks.
fn lacks_unit(indicator: &Indicator<'_>) -> bool {
    let actual_has_none = match &indicator.actual {
        Reading::Value(actual) => actual.unit.is_empty(),
        _ => true,
    };
    let target_is_number = is_number(&indicator.target);
    target_is_number
        && indicator.unit.is_empty()
        && actual_has_none
        && indicator.group != Some(Group::Satisfaction)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_number_of_nothing_is_found() {
        assert_eq!(
            case::check_draft(&RULE, &case::hainan()),
            "indicators.0.unit｜“资助困难教师及学生”未填度量单位\n\
             indicators.1.unit｜“困难教师”未填度量单位"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn units_that_differ_are_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.actual", "10%")]),
            "indicators.0.actual｜“资助困难教师及学生”的指标值与完成值单位不同｜应为人｜现有10%"
        );
        let texts = |target, actual| {
            [
                ("indicators.0.unit", ""),
                ("indicators.0.target", target),
                ("indicators.0.actual", actual),
            ]
        };
        for (target, actual, said) in [
            ("≥1.2万人", "12000元", "应为万人｜现有12000元"),
            // 99.2% or 0.992%?
            ("≥98%", "0.992", "应为%｜现有0.992"),
        ] {
            let found = case::check_form(&RULE, &texts(target, actual));
            assert!(found.ends_with(said), "{found}");
        }
        assert_eq!(case::check_form(&RULE, &texts("≥98%", "0")), "", "nothing");
    }

    #[test]
    fn units_that_mean_the_same_are_fine() {
        for (target, actual) in [
            ("≥50个", "50"),
            ("100百分比", "100%"),
            ("≤90万元", "899740元"),
            ("≥1.2万人", "12000人次"),
            ("≥98%", "99.2"),
            ("≤60%", "0.5"),
            ("120平方米", "120㎡"),
            ("52", "10人"),
            ("52人", "10名"),
            ("52人次", "10人"),
            ("30天", "25日"),
            ("6个月", "5月"),
            ("效果明显", "达成"),
        ] {
            let texts = [
                ("indicators.0.unit", ""),
                ("indicators.0.target", target),
                ("indicators.0.actual", actual),
            ];
            assert_eq!(case::check_form(&RULE, &texts), "", "{target}");
        }
    }
}
