//! 没有得满分，也没有写偏差原因.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::wording::says_nothing;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D16",
    severity: Severity::Error,
    title: "未得满分，没有写偏差原因",
    advice: "没有完成指标值、得分低于分值的，写明偏差原因和改进措施。",
    source: "财预〔2020〕10号第十条 [凭记忆]；公共代码库中在用系统的脚本“第 n 行须填写偏差原因分析及改进措施”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        if !scored.falls_short() {
            continue;
        }
        let place = indicator.place(Field::IndicatorReason);
        let (title, label) = (indicator.title(), place.field.label());
        if indicator.reason.is_empty() {
            report.missing(place, format!("{title}没有得满分，「{label}」未填"));
        } else if says_nothing(indicator.reason) {
            let message = format!("{title}没有得满分，「{label}」没有写原因");
            report
                .add(place, message)
                .expected("偏差的原因和改进措施")
                .reported(indicator.reason);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_shortfall_needs_its_reason() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.reason", " ")]),
            "indicators.0.reason｜“资助困难教师及学生”没有得满分，「偏差原因」未填"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.reason", "无。")]),
            "indicators.0.reason｜“资助困难教师及学生”没有得满分，「偏差原因」没有写原因｜应为偏差的原因和改进措施｜现有无。"
        );
    }

    #[test]
    fn full_marks_for_a_shortfall_need_it_too() {
        let full = [("indicators.0.reason", ""), ("indicators.0.score", "20")];
        assert!(!case::check_form(&RULE, &full).is_empty());
    }

    #[test]
    fn what_is_said_to_be_unfinished_needs_it_before_it_is_scored() {
        let words = |actual| {
            let texts = [
                ("indicators.3.nature", "定性"),
                ("indicators.3.target", "效果明显"),
                ("indicators.3.actual", actual),
                ("indicators.3.score", ""),
            ];
            case::check_form(&RULE, &texts)
        };
        assert!(!words("未按期完成").is_empty());
        assert!(!words("未达成").is_empty());
        assert_eq!(words("按期完成"), "");
    }

    #[test]
    fn while_there_is_no_score_nothing_is_asked() {
        let blank = [
            ("indicators.0.actual", ""),
            ("indicators.0.score", ""),
            ("indicators.0.reason", ""),
        ];
        assert_eq!(case::check_form(&RULE, &blank), "");
    }
}
