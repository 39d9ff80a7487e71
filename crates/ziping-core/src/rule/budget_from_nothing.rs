//! 年初没有预算，全年有，没有说明.

use super::{Report, Rule};
use crate::explanation::is_change_explained;
use crate::field::Field;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B09",
    severity: Severity::Warning,
    title: "年初预算为 0，没有追加说明",
    advice: "年中追加的预算，在「预算调整说明」中写明依据的文件和理由；正文别处写明追加、下达的文号的也可以。",
    source: "四川《部门预算项目支出绩效自评表》注 2“年中发生预算调整的（追加或调减），应单独说明理由”；实例：海口市公安局 2021 年报告",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let total = &subject.figures.total;
    let (Some(initial), Some(full_year)) =
        (total.amount(Stage::Initial), total.amount(Stage::FullYear))
    else {
        return;
    };
    let is_from_nothing = initial.is_zero() && !full_year.is_zero() && !full_year.is_negative();
    if is_from_nothing && !is_change_explained(subject) {
        report
            .add(
                Place::of(Field::BudgetAdjustment),
                "年初预算为 0，全年预算不为 0，没有说明追加的依据",
            )
            .expected("追加预算的文件和理由")
            .reported(format!("年初 0.00 元，全年 {} 元", full_year.grouped()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_budget_out_of_nothing_needs_a_word() {
        assert_eq!(
            case::check(&RULE, &[]),
            "budget_adjustment｜年初预算为 0，全年预算不为 0，没有说明追加的依据｜应为追加预算的文件和理由｜现有年初 0.00 元，全年 18,388,700.00 元"
        );
        assert_eq!(
            case::check(&RULE, &[("budget_adjustment", "年中追加。")]),
            ""
        );
        assert_eq!(case::check(&RULE, &[("fiscal_initial", "1")]), "");
    }

    #[test]
    fn a_word_elsewhere_will_do_and_an_empty_one_will_not() {
        let elsewhere = "年中追加预算，依据海财预〔2021〕5号。";
        assert_eq!(case::check(&RULE, &[("decision", elsewhere)]), "");
        for nothing in ["无", "不涉及", "项目进展顺利。"] {
            let texts = [("budget_adjustment", nothing)];
            assert!(!case::check(&RULE, &texts).is_empty(), "{nothing}");
        }
    }
}
