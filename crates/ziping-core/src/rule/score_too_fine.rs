//! 得分的小数位过多.

use super::score_differs::set_score;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::score::{self, Expected};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D18",
    severity: Severity::Hint,
    title: "得分小数位过多",
    advice: "得分四舍五入保留两位小数。",
    source: "公共代码库中在用系统的得分格式 FM990.00",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let Some(typed) = indicator.typed_score.filter(|typed| typed.decimals() > 2) else {
            continue;
        };
        let printed = score::printed(typed);
        let finding = report
            .add(
                indicator.place(Field::IndicatorScore),
                format!("{}的得分超过两位小数", indicator.title()),
            )
            .expected(printed.to_string())
            .reported(typed.to_string());
        // Rounding must not lift a score to the full one or into another band.
        let is_in_band =
            matches!(scored.expected, Expected::Within { .. }) && scored.expected.allows(typed);
        let leaves_band = is_in_band && !scored.expected.allows(printed);
        if Some(printed) < indicator.weight && !leaves_band {
            finding.fix(set_score(subject, indicator, printed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_score_with_three_decimals_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.score", "3.8462")]),
            "indicators.0.score｜“资助困难教师及学生”的得分超过两位小数｜应为3.85｜现有3.8462｜改为 3.85"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.score", "3.850")]),
            ""
        );
    }

    #[test]
    fn rounding_gives_no_full_marks() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.score", "29.996")]),
            "indicators.2.score｜“帮助困难教师和学生提高生活水平”的得分超过两位小数｜应为30.00｜现有29.996"
        );
    }

    #[test]
    fn rounding_lifts_no_score_into_another_band() {
        let partly = |score| {
            let texts = [
                ("indicators.3.nature", "定性"),
                ("indicators.3.target", "效果明显"),
                ("indicators.3.actual", "部分达成年度指标并具有一定效果"),
                ("indicators.3.score", score),
            ];
            case::check_form(&RULE, &texts)
        };
        assert!(partly("7.996").ends_with("现有7.996"));
        assert!(partly("6.123").ends_with("改为 6.12"));
        assert!(partly("8.123").ends_with("改为 8.12"));
        let exact = case::check_form(&RULE, &[("indicators.0.score", "3.1234")]);
        assert!(exact.ends_with("改为 3.12"), "{exact}");
    }
}
