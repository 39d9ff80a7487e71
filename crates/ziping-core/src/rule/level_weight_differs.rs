//! 三级指标分值之和不等于上级指标写明的分值.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::{stated_weight, Indicator};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D03",
    severity: Severity::Error,
    title: "下级指标分值之和与上级不符",
    advice: "一级、二级指标写明分值的，如“产出指标(50分)”，其下各三级指标的分值之和应与之相等。",
    source: "公共代码库中在用系统的脚本（三级之和＝二级设定、＝一级设定）；池州贵池 2022 年自评表“产出指标(50分)”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in &subject.scores.indicators {
        for field in [Field::IndicatorLevel1, Field::IndicatorLevel2] {
            check_level(subject, report, &scored.indicator, field);
        }
    }
}

fn check_level(
    subject: &Subject<'_>,
    report: &mut Report,
    indicator: &Indicator<'_>,
    field: Field,
) {
    let place = indicator.place(field);
    let name = subject.form.text(&place);
    let Some(stated) = stated_weight(name) else {
        return;
    };
    let scores = &subject.scores;
    let indicators = scores.indicators.iter().map(|scored| &scored.indicator);
    let mut above = indicators.take(indicator.row);
    let is_repeated = above.any(|other| subject.form.text(&other.place(field)) == name);
    let is_below = |other: &Indicator<'_>| {
        let is_level2 = field == Field::IndicatorLevel2;
        other.group == indicator.group && (!is_level2 || other.level2 == indicator.level2)
    };
    let below = scores.filled().map(|scored| &scored.indicator);
    let sum: Option<Points> = below
        .filter(|other| is_below(other))
        .map(|other| other.weight)
        .sum();
    match sum {
        Some(sum) if sum != stated && !is_repeated => {
            report
                .add(place, format!("“{name}”的下级指标分值合计与所写的分值不符"))
                .expected(stated.to_string())
                .reported(sum.to_string())
                .difference(sum.distance(stated).to_string());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn parts_that_do_not_make_their_whole_are_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.0.level1", "产出指标(60分)"),
                    ("indicators.1.level1", ""),
                    ("indicators.2.level2", "社会效益指标（20）"),
                ]
            ),
            "indicators.0.level1｜“产出指标(60分)”的下级指标分值合计与所写的分值不符｜应为60.00｜现有50.00｜相差10.00\n\
             indicators.2.level2｜“社会效益指标（20）”的下级指标分值合计与所写的分值不符｜应为20.00｜现有30.00｜相差10.00"
        );
    }

    #[test]
    fn a_level_that_states_its_sum_or_nothing_is_fine() {
        let right = [
            ("indicators.0.level1", "产出指标(50分)"),
            ("indicators.1.level1", "产出指标(50分)"),
        ];
        assert_eq!(case::check_form(&RULE, &right), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn a_level_repeated_in_every_row_is_one_finding() {
        let wrong = [
            ("indicators.0.level1", "产出指标(60分)"),
            ("indicators.1.level1", "产出指标(60分)"),
        ];
        assert_eq!(case::check_form(&RULE, &wrong).lines().count(), 1);
    }
}
