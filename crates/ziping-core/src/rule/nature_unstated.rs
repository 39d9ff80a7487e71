//! 成本、时效指标没有指标性质，看不出是否越低越好.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::Nature;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E18",
    severity: Severity::Hint,
    title: "成本、时效指标没有写明高低",
    advice: "成本、时效指标多为越低越好（≤），也有越高越好的（≥），没有符号就算不出得分。在「指标性质」中选定；表样没有这一列的，写在指标值前，如“≤90万元”。没有写明的，以所填的得分为准。",
    source: "财政部和池州贵池 2022 年的自评表没有“指标性质”一列，海南省农垦实验中学 2023 年的这一列空着",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_unstated = indicator.nature == Nature::Unstated;
        if is_unstated && indicator.numbers().is_some() && scored.completion.is_none() {
            let message = format!("{}没有写明越高越好还是越低越好", indicator.title());
            report
                .add(indicator.place(Field::IndicatorNature), message)
                .expected("≤ 或 ≥");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn texts(
        level2: &'static str,
        target: &'static str,
        actual: &'static str,
    ) -> [(&'static str, &'static str); 6] {
        [
            ("indicators.0.level2", level2),
            ("indicators.0.nature", ""),
            ("indicators.0.target", target),
            ("indicators.0.unit", ""),
            ("indicators.0.actual", actual),
            ("indicators.0.score", "20"),
        ]
    }

    #[test]
    fn a_cost_without_a_sign_is_asked_about() {
        let found =
            "indicators.0.nature｜“资助困难教师及学生”没有写明越高越好还是越低越好｜应为≤ 或 ≥";
        for (level2, target, actual) in [
            ("成本指标", "90万元", "80"),
            ("经济成本指标", "3万元", "2万元"),
            ("时效指标", "12个月", "10个月"),
        ] {
            assert_eq!(
                case::check_form(&RULE, &texts(level2, target, actual)),
                found
            );
        }
    }

    #[test]
    fn a_sign_or_an_exact_result_settles_it() {
        for (level2, target, actual) in [
            ("成本指标", "≤90万元", "80"),
            ("成本指标", "90万元", "900000元"),
            ("时效指标", "95%", "100%"),
            ("时效指标", "2021年12月", "2021年11月"),
            ("数量指标", "90人", "80"),
            ("成本指标", "90万元", ""),
        ] {
            assert_eq!(
                case::check_form(&RULE, &texts(level2, target, actual)),
                "",
                "{target}"
            );
        }
        let chosen = [
            &texts("成本指标", "90万元", "80")[..],
            &[("indicators.0.nature", "≤")],
        ]
        .concat();
        assert_eq!(case::check_form(&RULE, &chosen), "");
    }

    #[test]
    fn no_error_and_no_fix_is_made_of_what_is_not_stated() {
        let draft = case::form(&texts("成本指标", "3万元", "2万元"));
        let subject = Subject::of(&draft, None);
        let findings = subject.findings();
        let of_row = findings
            .iter()
            .filter(|finding| finding.place.row == Some(0));
        let codes: Vec<_> = of_row.map(|finding| finding.code).collect();
        assert_eq!(codes, ["E18"]);
    }
}
