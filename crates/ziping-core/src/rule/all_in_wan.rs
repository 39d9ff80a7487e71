//! 整张资金表疑似以万元填写.

use super::wan_as_yuan::SMALL;
use super::{Report, Rule};
use crate::finding::Severity;
use crate::funds::{sources, Stage};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B20",
    severity: Severity::Hint,
    title: "资金表疑似以万元填写",
    advice: "资金表的单位是元。全年预算数不到一万元的项目很少见，多半是照着以万元为单位的表抄来的；是的，在数字后写“万元”。",
    source: "本工具的规则；海南的表以元为单位，财政部、四川、湖北的表以万元为单位",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(budget) = subject.figures.total.amount(Stage::FullYear) else {
        return;
    };
    let amounts = sources().flat_map(|source| source.amounts);
    let is_in_small_yuan = amounts.map(Place::of).all(|place| {
        let has_unit = subject
            .form
            .text(&place)
            .ends_with(['元', '万', '亿', '整']);
        !has_unit
            && subject
                .form
                .amount(&place)
                .is_none_or(|amount| amount < SMALL)
    });
    if is_in_small_yuan && budget < SMALL && !budget.is_zero() && !budget.is_negative() {
        let largest = sources()
            .map(|source| Place::of(source.amounts[Stage::FullYear as usize]))
            .max_by_key(|place| subject.form.amount(place));
        let Some(place) = largest else { return };
        report
            .add(place, "全年预算数不到一万元，资金表是否以万元填写")
            .expected("以元为单位，或在数字后写“万元”")
            .reported(format!("{} 元", budget.grouped()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_table_in_wan_is_asked_about() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_full_year", "1838.87"), ("fiscal_executed", "362.75")]),
            "fiscal_full_year｜全年预算数不到一万元，资金表是否以万元填写｜应为以元为单位，或在数字后写“万元”｜现有1,838.87 元"
        );
    }

    #[test]
    fn a_unit_or_a_large_amount_settles_it() {
        let unit = [
            ("fiscal_full_year", "1838.87元"),
            ("fiscal_executed", "362.75"),
        ];
        assert_eq!(case::check(&RULE, &unit), "");
        let large = [
            ("fiscal_full_year", "1838.87"),
            ("fiscal_executed", "10000"),
        ];
        assert_eq!(case::check(&RULE, &large), "");
        assert_eq!(case::check(&RULE, &[("fiscal_full_year", "10000")]), "");
    }
}
