//! 完成值高于指标值较多，没有说明.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E04",
    severity: Severity::Warning,
    title: "完成值高于指标值较多",
    advice: "完成值达到指标值的 120% 的，分析原因，写在偏差原因中；因年初指标值明显偏低的，按偏离度适度调减得分。",
    source: "财预〔2020〕10号第十五条 [凭记忆]；120% 取自公共代码库中在用系统的默认设置",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let policy = subject.policy;
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_between = score::is_over(indicator, policy.over_completion)
            && !score::is_over(indicator, policy.over_completion_explained);
        let Some(reached) = score::reached(indicator) else {
            continue;
        };
        if is_between && indicator.reason.is_empty() {
            report
                .add(
                    indicator.place(Field::IndicatorReason),
                    format!("{}的完成值高于指标值较多，没有说明原因", indicator.title()),
                )
                .expected(format!(
                    "低于指标值的 {}%，或有说明",
                    policy.over_completion
                ))
                .reported(format!("指标值的 {reached}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn well_over_the_target_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.target", "80")]),
            "indicators.2.reason｜“帮助困难教师和学生提高生活水平”的完成值高于指标值较多，没有说明原因｜应为低于指标值的 120%，或有说明｜现有指标值的 125.00%"
        );
    }

    #[test]
    fn a_little_over_or_explained_is_fine() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.target", "84")]),
            ""
        );
        let explained = [
            ("indicators.2.target", "80"),
            ("indicators.2.reason", "标准提高。"),
        ];
        assert_eq!(case::check_form(&RULE, &explained), "");
        let limit = [("indicators.2.target", "80"), ("indicators.2.nature", "≤")];
        assert_eq!(case::check_form(&RULE, &limit), "");
    }
}
