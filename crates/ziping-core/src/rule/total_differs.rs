//! 来稿所写的资金总额不等于各来源之和.

use super::{Report, Rule};
use crate::field::value::Yuan;
use crate::finding::{Fix, Severity};
use crate::funds::{Stage, TOTAL};
use crate::place::Place;
use crate::{rate, Subject};

pub(super) const RULE: Rule = Rule {
    code: "B01",
    severity: Severity::Error,
    title: "资金总额不等于各来源之和",
    advice: "资金总额＝财政资金＋财政专户管理资金＋单位资金，有上年结转资金、其他资金的一并相加，由程序计算。所写的总额不同，说明总额或某个来源有误。",
    source: "《项目支出绩效自评表》资金总额与“其中”的关系（财预〔2020〕10号附件 [凭记忆]）；实例：池州贵池 2022 年自评表总额 0、其中 90",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for stage in Stage::ALL {
        let place = Place::of(TOTAL.amounts[stage as usize]);
        let reported = subject.form.amount(&place);
        let (Some(reported), Some(sum)) = (reported, subject.figures.total.amount(stage)) else {
            continue;
        };
        if reported == sum {
            continue;
        }
        let sources = subject.figures.sources();
        let parts: Vec<String> = sources
            .filter_map(|line| Some((line.source, line.amount(stage)?)))
            .map(|(source, amount)| format!("{} {}", source.label, Yuan::grouped(amount)))
            .collect();
        let finding = report
            .add(
                place.clone(),
                format!("资金总额的{}不等于各来源之和", stage.label()),
            )
            .expected(format!("{} 元（{}）", sum.grouped(), parts.join(" ＋ ")))
            .reported(format!("{} 元", reported.grouped()))
            .difference(format!("{} 元", reported.distance(sum).grouped()));
        if !are_totals_borne_out(subject) {
            finding.fix(Fix::compute(&place, &sum.grouped()));
        }
    }
}

/// Whether the totals that are stated give the rate that is stated, and the sources' sums others.
/// Then one of the sources is as likely wrong as all of them, and nothing that follows from the
/// sums is certain.
pub(super) fn are_totals_borne_out(subject: &Subject<'_>) -> bool {
    let stated = |stage: Stage| {
        subject
            .form
            .amount(&Place::of(TOTAL.amounts[stage as usize]))
    };
    let (executed, budget) = (stated(Stage::Executed), stated(Stage::FullYear));
    let rate = subject.form.rate(TOTAL.rate);
    let (Some(executed), Some(budget), Some(rate)) = (executed, budget, rate) else {
        return false;
    };
    let sum = |stage| subject.figures.total.amount(stage);
    let is_sum = sum(Stage::Executed) == Some(executed) && sum(Stage::FullYear) == Some(budget);
    !is_sum && rate::is_written(rate, executed, budget)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_reported_total_is_checked_against_the_sum() {
        assert_eq!(
            case::check(&RULE, &[("total_full_year", "0"), ("unit_full_year", "0.09")]),
            "total_full_year｜资金总额的全年预算数不等于各来源之和｜应为18,388,700.09 元（财政资金 18,388,700.00 ＋ 财政专户管理资金 0.00 ＋ 单位资金 0.09）｜现有0.00 元｜相差18,388,700.09 元｜改为 18,388,700.09"
        );
    }

    #[test]
    fn a_total_that_an_edit_outdates_is_found_and_its_fix_leaves_the_computed_one() {
        let imported = case::draft(&[("total_executed", "3627500")]);
        assert_eq!(case::check_draft(&RULE, &imported), "");
        let edited = case::changed(imported, &[("fiscal_executed", "3700000")]);
        let found = case::check_draft(&RULE, &edited);
        assert!(found.ends_with("改为 3,700,000.00"), "{found}");
    }

    #[test]
    fn what_was_carried_over_is_a_part_of_the_sum() {
        let carried = |total| {
            let texts = [("total_executed", total), ("carried_over_executed", "500")];
            case::check(&RULE, &texts)
        };
        assert_eq!(carried("3628000"), "");
        assert!(carried("3627500").contains("＋ 上年结转资金 500.00）"));
    }

    #[test]
    fn totals_that_bear_each_other_out_are_not_mended() {
        // 3,627,500 ÷ 18,388,700 is 19.73%; a digit of the source is wrong.
        let texts = [
            ("total_full_year", "18388700"),
            ("total_executed", "3627500"),
            ("total_rate", "19.73%"),
            ("fiscal_executed", "3672500"),
        ];
        let found = case::check(&RULE, &texts);
        assert!(found.contains("应为3,672,500.00 元"), "{found}");
        assert!(!found.contains("改为"), "{found}");
        let other_rate = [&texts[..2], &[("total_rate", "19.97%")], &texts[3..]].concat();
        assert!(case::check(&RULE, &other_rate).ends_with("改为 3,672,500.00"));
    }

    #[test]
    fn the_same_total_in_another_writing_is_fine() {
        assert_eq!(
            case::check(&RULE, &[("total_full_year", "1838.87万元")]),
            ""
        );
    }
}
