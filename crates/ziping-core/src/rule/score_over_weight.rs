//! 得分大于分值.

use super::score_differs::set_score;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::score::Expected;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D05",
    severity: Severity::Error,
    title: "得分大于分值",
    advice: "得分以分值为限，超额完成也不加分。核对得分与分值是否填反、是否错行。",
    source:
        "公共代码库中在用系统的脚本“得分必须小于权重”（应为不大于）；湖北表注(16)“得分不得突破权重”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let (Some(score), Some(weight)) = (indicator.typed_score, indicator.weight) else {
            continue;
        };
        if score <= weight {
            continue;
        }
        let finding = report
            .add(
                indicator.place(Field::IndicatorScore),
                format!("{}的得分大于分值", indicator.title()),
            )
            .expected(format!("不大于 {weight}"))
            .reported(score.to_string())
            .difference(score.distance(weight).to_string());
        // Of a weight below 0, which has its own rule, the score would be no score.
        let computed = match scored.expected {
            Expected::Exact(computed) if !weight.is_negative() => Some(computed),
            _ => None,
        };
        if let Some(computed) = computed {
            finding.fix(set_score(subject, indicator, computed));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn of_a_negative_weight_no_score_is_made() {
        let found = case::check_form(&RULE, &[("indicators.0.weight", "-5")]);
        assert!(
            found.contains("得分大于分值") && !found.contains("改为"),
            "{found}"
        );
    }

    #[test]
    fn a_score_above_its_weight_is_mended() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.score", "38.5")]),
            "indicators.0.score｜“资助困难教师及学生”的得分大于分值｜应为不大于 20.00｜现有38.50｜相差18.50｜改为 3.85"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.score", "30.0")]),
            ""
        );
    }

    #[test]
    fn a_qualitative_score_is_a_persons_to_mend() {
        let qualitative = [
            ("indicators.2.nature", "定性"),
            ("indicators.2.actual", "达成"),
            ("indicators.2.score", "31"),
        ];
        assert_eq!(
            case::check_form(&RULE, &qualitative),
            "indicators.2.score｜“帮助困难教师和学生提高生活水平”的得分大于分值｜应为不大于 30.00｜现有31.00｜相差1.00"
        );
    }
}
