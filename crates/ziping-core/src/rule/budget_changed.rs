//! 年初预算与全年预算不同，没有说明.

use super::{Report, Rule};
use crate::explanation::is_change_explained;
use crate::field::Field;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B10",
    severity: Severity::Warning,
    title: "预算有调整，没有说明",
    advice: "全年预算数与年初预算数不同，就是年中有追加或调减，在「预算调整说明」中写明；正文别处写明的也可以。",
    source: "四川《部门预算项目支出绩效自评表》注 2",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let total = &subject.figures.total;
    let (Some(initial), Some(full_year)) =
        (total.amount(Stage::Initial), total.amount(Stage::FullYear))
    else {
        return;
    };
    if initial.is_zero() || initial == full_year || is_change_explained(subject) {
        return;
    }
    let direction = if full_year > initial {
        "增加"
    } else {
        "减少"
    };
    report
        .add(
            Place::of(Field::BudgetAdjustment),
            format!("全年预算较年初{direction}，没有说明原因"),
        )
        .expected("追加或调减的文件和理由")
        .reported(format!(
            "年初 {} 元，全年 {} 元",
            initial.grouped(),
            full_year.grouped()
        ))
        .difference(format!("{} 元", full_year.distance(initial).grouped()));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_change_of_the_budget_needs_a_word() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "18388701")]),
            "budget_adjustment｜全年预算较年初减少，没有说明原因｜应为追加或调减的文件和理由｜现有年初 18,388,701.00 元，全年 18,388,700.00 元｜相差1.00 元"
        );
        assert_eq!(case::check(&RULE, &[("fiscal_initial", "18388700")]), "");
        for (field, text) in [
            ("budget_adjustment", "年中追加，见海财预〔2021〕5号。"),
            ("goals_met", "年中调增预算1838.86万元。"),
        ] {
            let texts = [("fiscal_initial", "1"), (field, text)];
            assert_eq!(case::check(&RULE, &texts), "", "{text}");
        }
        for nothing in ["见文件。", "无", "其中征地218万元。"] {
            let texts = [("fiscal_initial", "1"), ("budget_adjustment", nothing)];
            assert!(!case::check(&RULE, &texts).is_empty(), "{nothing}");
        }
    }
}
