//! 金额比分还细.

use super::{Report, Rule};
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B05",
    severity: Severity::Warning,
    title: "金额小数位过多",
    advice: "账上的金额到分为止。元最多两位小数，万元最多六位；多出的小数多半是换算时带来的，须对照账面改正。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for place in subject.form.draft.places() {
        match subject.form.amount(&place) {
            Some(amount) if amount.decimals() > 2 => {
                report
                    .add(
                        place.clone(),
                        format!("「{}」小数位过多", place.field.label()),
                    )
                    .expected("最多两位小数（分）")
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
    fn an_amount_finer_than_a_fen_is_found() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "1838.8765432万元")]),
            "fiscal_initial｜「财政资金-年初预算数」小数位过多｜应为最多两位小数（分）｜现有18,388,765.432 元"
        );
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "1838.876543万元")]),
            ""
        );
    }
}
