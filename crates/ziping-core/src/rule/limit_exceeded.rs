//! 反向指标的完成值超过控制值.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E07",
    severity: Severity::Warning,
    title: "反向指标超过控制值",
    advice: "≤ 和 < 的指标越低越好，完成值超过控制值的要扣分，各地算法不同，见「自评表样式」。核对完成值；确实超过的，写明原因。",
    source: "公共代码库中在用系统的脚本（线性扣减；天津反向指标 B>A 标红）；湖北表注(16)（比值）",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_exceeded = indicator.nature.is_reverse() && score::is_beyond(indicator);
        if !is_exceeded || !indicator.reason.is_empty() {
            continue;
        }
        let text = |field| subject.form.text(&indicator.place(field));
        let sign = indicator.nature.sign();
        let limit = text(Field::IndicatorTarget);
        report
            .add(
                indicator.place(Field::IndicatorActual),
                format!(
                    "{}的完成值超过控制值，得分按“{}”计算",
                    indicator.title(),
                    subject.policy.reverse.label()
                ),
            )
            .expected(match limit.starts_with(|c: char| c.is_numeric()) {
                true => format!("{sign}{limit}"),
                false => limit.to_owned(),
            })
            .reported(text(Field::IndicatorActual));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn limit(actual: &str, reason: &str) -> String {
        case::check_form(
            &RULE,
            &[
                ("indicators.0.target", "≤30万元"),
                ("indicators.0.unit", ""),
                ("indicators.0.actual", actual),
                ("indicators.0.reason", reason),
            ],
        )
    }

    #[test]
    fn more_than_the_limit_is_found() {
        assert_eq!(
            limit("300001元", ""),
            "indicators.0.actual｜“资助困难教师及学生”的完成值超过控制值，得分按“线性扣减：分值×(1－(完成值－指标值)÷指标值)，达到两倍为 0”计算｜应为≤30万元｜现有300001元"
        );
        let in_words = |actual| {
            let texts = [
                ("indicators.0.target", "不超过30万元"),
                ("indicators.0.unit", ""),
                ("indicators.0.actual", actual),
                ("indicators.0.reason", ""),
            ];
            case::check_form(&RULE, &texts)
        };
        assert!(in_words("31万元").ends_with("应为不超过30万元｜现有31万元"));
        assert_eq!(limit("30", ""), "");
        assert_eq!(limit("31", "材料涨价。"), "");
    }
}
