//! 指标值为 0，完成值大于 0.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::Nature;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E06",
    severity: Severity::Warning,
    title: "指标值为 0 而完成值大于 0",
    advice: "“=0”的指标，如事故发生数，完成值大于 0 的得 0 分。核对指标值是否漏填；确实没有达到的，写明原因。",
    source: "公共代码库中在用系统的脚本（指标值等于 0 的算法）",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_missed = indicator.nature == Nature::Exactly
            && score::is_zero(&indicator.target)
            && score::is_beyond(indicator);
        if is_missed && indicator.reason.is_empty() {
            let place = indicator.place(Field::IndicatorActual);
            let typed = subject.form.text(&place);
            report
                .add(
                    place,
                    format!("{}的指标值为 0，按规则得 0 分", indicator.title()),
                )
                .expected("0")
                .reported(typed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn something_where_nothing_was_wanted_is_found() {
        let accidents = |actual, reason| {
            case::check_form(
                &RULE,
                &[
                    ("indicators.0.nature", "="),
                    ("indicators.0.target", "0"),
                    ("indicators.0.actual", actual),
                    ("indicators.0.reason", reason),
                ],
            )
        };
        assert_eq!(
            accidents("1", ""),
            "indicators.0.actual｜“资助困难教师及学生”的指标值为 0，按规则得 0 分｜应为0｜现有1"
        );
        assert_eq!(accidents("1", "交通事故。"), "");
        assert_eq!(accidents("0", ""), "");
    }
}
