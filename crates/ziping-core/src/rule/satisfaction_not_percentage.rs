//! 满意度指标的值不是百分比.

use super::{Report, Rule};
use crate::field::value::Reading;
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::{Group, Nature};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E10",
    severity: Severity::Warning,
    title: "满意度不是百分比",
    advice: "满意度指标的指标值和完成值是百分比，如 ≥90%。调查了多少人是数量，写在佐证材料中。",
    source: "海南省农垦实验中学 2023 年自评表：满意度指标以人数 52 为指标值",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_quantity = !indicator.nature.is_reverse() && indicator.nature != Nature::Qualitative;
        let is_in_points = indicator.unit == "分";
        let Reading::Value(_) = &indicator.target else {
            continue;
        };
        if indicator.group != Some(Group::Satisfaction)
            || !is_quantity
            || is_in_points
            || indicator.is_percentage()
        {
            continue;
        }
        let place = indicator.place(Field::IndicatorTarget);
        let typed = subject.form.text(&place);
        let reported = match typed.ends_with(&indicator.unit) {
            true => typed.to_owned(),
            false => format!("{typed}{}", indicator.unit),
        };
        report
            .add(
                place,
                format!("满意度指标{}不以百分比表示", indicator.title()),
            )
            .expected("百分比，度量单位 %")
            .reported(reported);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_satisfaction_in_persons_is_found() {
        assert_eq!(
            case::check_draft(&RULE, &case::hainan()),
            "indicators.3.target｜满意度指标“资助困难教师及学生”不以百分比表示｜应为百分比，度量单位 %｜现有52"
        );
        assert!(case::check_form(&RULE, &[("indicators.3.unit", "人")]).contains("现有90人"));
    }

    #[test]
    fn percentages_points_words_and_complaints_are_fine() {
        assert_eq!(case::check_form(&RULE, &[]), "");
        for (unit, target) in [("", "≥90%"), ("分", "90"), ("", "满意"), ("起", "≤3")] {
            let texts = [("indicators.3.unit", unit), ("indicators.3.target", target)];
            assert_eq!(case::check_form(&RULE, &texts), "", "{target}");
        }
    }
}
