//! 金额为负.

use super::{Report, Rule};
use crate::field::Kind;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B02",
    severity: Severity::Error,
    title: "金额为负数",
    advice: "预算数和执行数都不会是负数。调减的，写调减后的数，并在预算调整说明中说明。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for place in subject.form.draft.places() {
        let label = place.field.label();
        match subject.form.amount(&place) {
            Some(amount) if place.field.spec().kind == Kind::Amount && amount.is_negative() => {
                report
                    .add(place, format!("「{label}」不能为负数"))
                    .reported(format!("{} 元", amount.grouped()));
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
    fn a_negative_amount_is_found_anywhere() {
        assert_eq!(
            case::check(&RULE, &[("unit_executed", "-1"), ("sub_projects.0.spent", "－２万元")]),
            "unit_executed｜「单位资金-全年执行数」不能为负数｜现有-1.00 元\nsub_projects.0.spent｜「支出」不能为负数｜现有-20,000.00 元"
        );
        assert_eq!(case::check(&RULE, &[("unit_executed", "-0")]), "");
    }
}
