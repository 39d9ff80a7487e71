//! 完成值超出指标值三成，没有说明.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E05",
    severity: Severity::Error,
    title: "超额较大，没有说明",
    advice: "完成值达到指标值的 130% 的，须在偏差原因中说明实际完成情况超计划较大的原因。",
    source: "公共代码库中在用系统的脚本（广西：超出 30% 须填“实际完成情况超计划较大”的说明）；某地操作手册：超 30% 及以上为指标偏离；财预〔2020〕10号第十五条 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let limit = subject.policy.over_completion_explained;
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let Some(reached) = score::reached(indicator) else {
            continue;
        };
        if score::is_over(indicator, limit) && indicator.reason.is_empty() {
            report
                .add(
                    indicator.place(Field::IndicatorReason),
                    format!("{}的完成值超计划较大，没有说明原因", indicator.title()),
                )
                .expected(format!("低于指标值的 {limit}%，或有说明"))
                .reported(format!("指标值的 {reached}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn far_over_the_target_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.3.target", "52")]),
            "indicators.3.reason｜“资助困难教师及学生”的完成值超计划较大，没有说明原因｜应为低于指标值的 130%，或有说明｜现有指标值的 192.31%"
        );
        let explained = [
            ("indicators.3.target", "52"),
            ("indicators.3.reason", "标准提高。"),
        ];
        assert_eq!(case::check_form(&RULE, &explained), "");
        assert_eq!(
            case::check_form(&RULE, &[("indicators.3.target", "80")]),
            ""
        );
    }
}
