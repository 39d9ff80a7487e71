//! 把万元填成了元.

use super::{Report, Rule};
use crate::field::value::Yuan;
use crate::field::{Field, Table};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::{funds, Subject};

pub(super) const RULE: Rule = Rule {
    code: "B06",
    severity: Severity::Warning,
    title: "疑似把万元填成了元",
    advice: "同一来源的金额，一个不到一万元，另一个在一百万元以上，多半是单位不同。以万元计的，数字后写“万元”；确实是元的，写“元”。",
    source: "东方市公安局 2023 年报告、海口市公安局 2021 年报告元与万元并用的实例；GovBudgetChecker R001",
    check,
};

/// Less is seldom an amount of a project, in 元.
pub(super) const SMALL: Yuan = Yuan::whole(10_000);
/// Beside this much, it is suspicious.
pub(super) const LARGE: Yuan = Yuan::whole(1_000_000);

fn check(subject: &Subject<'_>, report: &mut Report) {
    for group in groups(subject) {
        let filled: Vec<(&Place, Yuan)> = group
            .iter()
            .filter_map(|place| Some((place, subject.form.amount(place)?)))
            .collect();
        for (place, amount) in &filled {
            let typed = subject.form.text(place).trim_start_matches(['￥', '¥']);
            let has_unit = typed.ends_with(['元', '万', '亿', '整']);
            if has_unit || amount.is_zero() || amount.is_negative() || *amount >= SMALL {
                continue;
            }
            let in_wan = format!("{typed}万元");
            let meant = Yuan::read(&in_wan).value();
            let others = || filled.iter().filter(|(other, _)| other != place);
            let twin = others().find(|(_, other)| Some(*other) == meant);
            let Some((other, value)) = twin.or_else(|| others().find(|(_, v)| *v >= LARGE)) else {
                continue;
            };
            let finding = report.add(
                (*place).clone(),
                format!("「{}」疑似把万元填成了元", place.field.label()),
            );
            finding.reported(format!(
                "{} 元，而「{}」{} 元",
                amount.grouped(),
                other.field.label(),
                value.grouped()
            ));
            if twin.is_some() {
                finding.expected(&in_wan).fix(Fix::set(place, &in_wan));
            } else {
                finding.expected(format!("{in_wan}，或写明“{typed}元”"));
            }
        }
    }
}

/// Amounts that are of one order: those of a source, those of a sub-project.
fn groups(subject: &Subject<'_>) -> Vec<Vec<Place>> {
    let sources = funds::sources().map(|source| source.amounts.map(Place::of).to_vec());
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let sub_projects = rows.map(|row| {
        [Field::SubProjectAllocated, Field::SubProjectSpent]
            .map(|field| Place::in_row(field, row))
            .to_vec()
    });
    sources.chain(sub_projects).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_ten_thousandth_of_another_amount_is_mended() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "1838.87")]),
            "fiscal_initial｜「财政资金-年初预算数」疑似把万元填成了元｜应为1838.87万元｜现有1,838.87 元，而「财政资金-全年预算数」18,388,700.00 元｜改为 1838.87万元"
        );
    }

    #[test]
    fn a_small_amount_beside_a_large_one_is_asked_about() {
        assert_eq!(
            case::check(&RULE, &[("sub_projects.0.spent", "323.88")]),
            "sub_projects.0.spent｜「支出」疑似把万元填成了元｜应为323.88万元，或写明“323.88元”｜现有323.88 元，而「下达资金」18,000,000.00 元"
        );
    }

    #[test]
    fn an_amount_with_its_unit_and_a_plausible_one_are_fine() {
        let with_sign = case::check(&RULE, &[("sub_projects.0.spent", "￥323.88")]);
        assert!(with_sign.contains("应为323.88万元，或写明“323.88元”"));
        for spent in ["323.88元", "10000", "0", "-5"] {
            assert_eq!(case::check(&RULE, &[("sub_projects.0.spent", spent)]), "");
        }
        let little = [
            ("sub_projects.0.allocated", "999999"),
            ("sub_projects.0.spent", "9"),
        ];
        assert_eq!(case::check(&RULE, &little), "");
    }
}
