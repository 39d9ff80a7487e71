//! 三级指标分值之和不等于上级指标写明的分值.

use std::collections::{BTreeMap, BTreeSet};

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
    check_level(subject, report, Field::IndicatorLevel1, |indicator| {
        (indicator.group, "")
    });
    check_level(subject, report, Field::IndicatorLevel2, |indicator| {
        (indicator.group, indicator.level2)
    });
}

/// Compares what each name states with the sum of the weights below it: of the indicators
/// that have the same key. A name that stands in several of its rows is compared once.
fn check_level<'s, 'd, K: Ord + Copy>(
    subject: &'s Subject<'d>,
    report: &mut Report,
    field: Field,
    key: impl Fn(&'s Indicator<'d>) -> K,
) {
    let mut sums: BTreeMap<K, Option<Points>> = BTreeMap::new();
    for scored in subject.scores.filled() {
        let sum = sums
            .entry(key(&scored.indicator))
            .or_insert(Some(Points::ZERO));
        *sum = sum
            .zip(scored.indicator.weight)
            .map(|(sum, weight)| sum + weight);
    }
    let mut seen = BTreeSet::new();
    for scored in &subject.scores.indicators {
        let indicator = &scored.indicator;
        let place = indicator.place(field);
        let name = subject.form.text(&place);
        let Some(stated) = stated_weight(name) else {
            continue;
        };
        let key = key(indicator);
        // Below a row that holds no indicator there may be none at all.
        let sum = sums.get(&key).copied().unwrap_or(Some(Points::ZERO));
        match sum {
            Some(sum) if seen.insert((key, name)) && sum != stated => {
                report
                    .add(place, format!("“{name}”的下级指标分值合计与所写的分值不符"))
                    .expected(stated.to_string())
                    .reported(sum.to_string())
                    .difference(sum.distance(stated).to_string());
            }
            _ => {}
        }
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

    #[test]
    fn the_same_name_below_another_group_is_another_level() {
        let wrong = [
            ("indicators.1.level2", "其他指标(20)"),
            ("indicators.2.level2", "其他指标(20)"),
        ];
        assert_eq!(case::check_form(&RULE, &wrong).lines().count(), 2);
    }

    #[test]
    fn a_level_without_indicators_has_no_weight() {
        let blank = [("indicators.4.level1", "成本指标(20)")];
        assert!(case::check_form(&RULE, &blank).contains("现有0.00"));
        let unknown = [
            ("indicators.2.level1", "效益指标(20)"),
            ("indicators.2.weight", ""),
        ];
        assert_eq!(case::check_form(&RULE, &unknown), "");
    }
}
