//! 质量、时效指标用了数量单位.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::{score, Subject};

pub(super) const RULE: Rule = Rule {
    code: "E11",
    severity: Severity::Hint,
    title: "质量或时效指标用了数量单位",
    advice: "质量指标一般是合格率、达标率，时效指标是日期、天数或及时率。以人、个、次计的，多半应归入数量指标。",
    source: "海南省农垦实验中学 2023 年自评表：质量指标“困难教师”的指标值是人数",
    check,
};

const COUNTS: [&str; 18] = [
    "人", "人次", "名", "个", "次", "户", "家", "台", "套", "件", "份", "场", "辆", "座", "条",
    "所", "项", "批",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let kinds = ["质量", "时效"];
        let Some(kind) = kinds
            .into_iter()
            .find(|kind| indicator.level2.contains(kind))
        else {
            continue;
        };
        // Faults and accidents are counted, and are a matter of quality.
        let counts_faults = indicator.nature.is_reverse() || score::is_zero(&indicator.target);
        if COUNTS.contains(&indicator.unit.as_str()) && !counts_faults {
            let unit = &indicator.unit;
            report
                .add(
                    indicator.place(Field::IndicatorLevel2),
                    format!(
                        "{kind}指标{}的度量单位是“{unit}”，核对是否应归入数量指标",
                        indicator.title()
                    ),
                )
                .reported(indicator.level2);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_number_of_persons_is_no_quality() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.level2", "质量指标")]),
            "indicators.1.level2｜质量指标“困难教师”的度量单位是“人”，核对是否应归入数量指标｜现有质量指标"
        );
    }

    #[test]
    fn rates_days_and_faults_are_fine() {
        for (target, unit) in [("95", "%"), ("30", "天"), ("≤3", "次"), ("0", "起")] {
            let texts = [
                ("indicators.1.level2", "质量指标"),
                ("indicators.1.target", target),
                ("indicators.1.unit", unit),
            ];
            assert_eq!(case::check_form(&RULE, &texts), "", "{target}{unit}");
        }
        assert_eq!(case::check_form(&RULE, &[]), "");
    }
}
