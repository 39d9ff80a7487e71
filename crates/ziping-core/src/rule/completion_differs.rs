//! 所写的完成率与计算不符.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::Percent;
use crate::field::{Field, Value};
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E16",
    severity: Severity::Error,
    title: "完成率与计算不符",
    advice: "完成率＝实际完成值÷年度指标值，以 100% 为限，四舍五入保留两位小数，由程序计算。相差不超过 0.05 个百分点的为警告。",
    source: "海南省农垦实验中学 2023 年自评表：10÷52＝19.23%，100÷52 写 100.00%",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let place = scored.indicator.place(Field::IndicatorCompletion);
        let Some(computed) = scored.completion else {
            continue;
        };
        let (reported, difference) = match subject.form.value(&place) {
            Value::Rate(rate) if *rate != computed => {
                (rate.to_string(), Some(rate.distance(computed)))
            }
            Value::Unreadable(_) => {
                let typed = shortened(subject.form.text(&place));
                (format!("“{typed}”"), None)
            }
            _ => continue,
        };
        let finding = report
            .add(
                place.clone(),
                format!("{}的完成率与计算不符", scored.indicator.title()),
            )
            .expected(computed.to_string())
            .reported(reported)
            .fix(Fix::compute(&place, &computed.to_string()));
        if let Some(difference) = difference {
            let points = difference.to_string();
            finding.difference(format!("{} 个百分点", points.trim_end_matches('%')));
        }
        if difference.is_some_and(|difference| difference <= Percent::SMALL) {
            finding.severity = Severity::Warning;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_completion_is_checked_against_the_computed_one() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.0.completion", "20%"),
                    ("indicators.1.completion", "完成"),
                    ("indicators.3.completion", "111.11%")
                ]
            ),
            "indicators.0.completion｜“资助困难教师及学生”的完成率与计算不符｜应为19.23%｜现有20.00%｜相差0.77 个百分点｜改为 19.23%\n\
             indicators.1.completion｜“困难教师”的完成率与计算不符｜应为0.00%｜现有“完成”｜改为 0.00%\n\
             indicators.3.completion｜“资助困难教师及学生”的完成率与计算不符｜应为100.00%｜现有111.11%｜相差11.11 个百分点｜改为 100.00%"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn a_rounding_is_a_warning() {
        let draft = case::form(&[("indicators.0.completion", "19.2%")]);
        let findings = RULE.findings(&Subject::of(&draft, None));
        assert_eq!(findings[0].severity, Severity::Warning);
    }
}
