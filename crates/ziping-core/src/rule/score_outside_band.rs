//! 定性指标的得分不在所达档次的区间内.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::Band;
use crate::score::Expected;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D10",
    severity: Severity::Error,
    title: "定性得分超出区间",
    advice: "达成年度指标的得分值的 80%（含）至 100%，部分达成并具有一定效果的得 60%（含）至 80%，未达成且效果较差的得 60% 以下；湖北后两档以 50% 为界。只写“未按期完成”“未全部完成”的，完成日期晚于指标值的，得 80% 以下。",
    source: "财预〔2020〕10号第十五条 [凭记忆]；湖北表注(16)；公共代码库中在用系统的脚本“的得分区间为……”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let (Expected::Within { .. }, Some(typed)) = (scored.expected, indicator.typed_score)
        else {
            continue;
        };
        let is_a_score = !typed.is_negative() && indicator.weight >= Some(typed);
        if !is_a_score || scored.expected.allows(typed) {
            continue;
        }
        let band = scored.band.map_or("", Band::label);
        let what = match indicator.is_late {
            true => "完成日期晚于指标值，得分",
            false => "得分",
        };
        let finding = report.add(
            indicator.place(Field::IndicatorScore),
            format!("{}的{what}不在“{band}”的区间内", indicator.title()),
        );
        finding.expected = scored.expected.show();
        finding.reported(typed.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn qualitative(policy: &'static str, actual: &'static str, score: &'static str) -> String {
        case::check_form(
            &RULE,
            &[
                ("policy", policy),
                ("indicators.3.nature", "定性"),
                ("indicators.3.target", "效果明显"),
                ("indicators.3.actual", actual),
                ("indicators.3.score", score),
            ],
        )
    }

    #[test]
    fn a_score_outside_its_band_is_found() {
        assert_eq!(
            qualitative("海南", "部分达成年度指标并具有一定效果", "8"),
            "indicators.3.score｜“资助困难教师及学生”的得分不在“部分达成”的区间内｜应为[6.00，8.00)｜现有8.00"
        );
        assert!(qualitative("海南", "达成预期指标", "7.99").contains("应为[8.00，10.00]"));
        assert!(qualitative("海南", "未达成", "6").contains("应为[0.00，6.00)"));
    }

    #[test]
    fn a_score_within_its_band_is_fine() {
        assert_eq!(qualitative("海南", "达成预期指标", "8"), "");
        assert_eq!(qualitative("海南", "部分达成", "6"), "");
        assert_eq!(qualitative("湖北", "部分达成", "5"), "");
        assert_eq!(qualitative("海南", "未达成", "0"), "");
        // More than the weight, or less than nothing, are other rules'.
        assert_eq!(qualitative("海南", "部分达成", "11"), "");
        assert_eq!(qualitative("海南", "部分达成", "-1"), "");
    }

    #[test]
    fn what_was_not_reached_in_time_or_as_a_whole_has_no_full_score() {
        let found = "indicators.3.score｜“资助困难教师及学生”的得分不在“部分达成或未达成”的区间内｜应为[0.00，8.00)｜现有10.00";
        assert_eq!(qualitative("海南", "未按期完成", "10"), found);
        for honest in ["7", "2.5"] {
            assert_eq!(qualitative("海南", "未全部完成", honest), "");
        }
        for missed in ["未能完成", "不达标", "没达到预期"] {
            assert_eq!(qualitative("海南", missed, "2.5"), "", "{missed}");
        }
    }

    fn dated(actual: &'static str, score: &'static str) -> String {
        let texts = [
            ("indicators.3.level2", "时效指标"),
            ("indicators.3.nature", ""),
            ("indicators.3.target", "2021年12月31日"),
            ("indicators.3.actual", actual),
            ("indicators.3.score", score),
        ];
        case::check_form(&RULE, &texts)
    }

    #[test]
    fn a_date_after_the_target_has_no_full_score() {
        assert_eq!(
            dated("2022年3月15日", "10"),
            "indicators.3.score｜“资助困难教师及学生”的完成日期晚于指标值，得分不在“部分达成或未达成”的区间内｜应为[0.00，8.00)｜现有10.00"
        );
        assert!(!dated("2022年3月15日完成", "10").is_empty());
        assert_eq!(dated("2022年3月15日", "7"), "");
        assert_eq!(dated("2021年12月15日", "10"), "");
    }

    #[test]
    fn what_names_no_band_is_left_alone() {
        assert_eq!(qualitative("海南", "完成80%", "5"), "");
        assert_eq!(qualitative("海南", "效果较好", "5"), "");
    }
}
