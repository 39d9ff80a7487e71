//! 千分位逗号位置不对.

use super::not_an_amount::shortened;
use super::wan_as_yuan::{LARGE, SMALL};
use super::{Report, Rule};
use crate::field::value::{Fault, Yuan};
use crate::field::{Field, Kind};
use crate::figures::{find, Mention, Quantity};
use crate::finding::{Fix, Severity};
use crate::funds::{SOURCES, TOTAL};
use crate::place::Place;
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B04",
    severity: Severity::Error,
    title: "千分位位置不对",
    advice:
        "千分位逗号从个位起每三位一个。位置不对时看不出是多了还是少了一位，须对照原始数据改正。",
    source: "东方市公安局 2023 年报告“677,00元”，按分项合计应为 67,700 元",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Amount) {
        let (Fault::MisplacedThousands, Some(meant)) = (why.fault, &why.suggestion) else {
            continue;
        };
        let typed = shortened(subject.form.text(&place));
        let finding = report.add(
            place.clone(),
            format!("「{}」千分位位置不对", place.field.label()),
        );
        finding.expected(meant).reported(typed);
        // 677,00 may be 67,700 or 677.00: what fits nothing else in the table was not meant.
        let amount = Yuan::read(meant).value();
        if amount.is_some_and(|amount| fits(subject, &place, amount)) {
            finding.fix(Fix::set(&place, meant));
        }
    }
    for narrative in &subject.narratives {
        for mention in &narrative.mentions {
            let Quantity::Amount(amount) = &mention.quantity else {
                continue;
            };
            let Some(meant) = &amount.regrouped else {
                continue;
            };
            let written = narrative.words(mention.span);
            let place = narrative.place(mention.span);
            let finding = report.add(place.clone(), format!("文中“{written}”千分位位置不对"));
            finding.expected(meant).reported(written);
            // 8,924,00 may be 892,400 or have lost a digit, unless a table has the one.
            if Yuan::read(meant)
                .value()
                .is_some_and(|amount| is_known(subject, amount))
            {
                finding.fix(Fix::set(&place, meant));
            }
        }
    }
}

/// Whether a table has this amount.
fn is_known(subject: &Subject<'_>, amount: Yuan) -> bool {
    let figures = &subject.figures;
    let of_funds = figures
        .sources()
        .chain([&figures.total])
        .flat_map(|line| line.amounts);
    let of_rows = figures.sub_projects.iter();
    let of_rows = of_rows.flat_map(|row| [row.allocated, row.spent]);
    of_funds
        .chain(of_rows)
        .flatten()
        .any(|known| known == amount)
}

/// Whether an amount goes with the others of its row, and with the total that is stated.
fn fits(subject: &Subject<'_>, place: &Place, amount: Yuan) -> bool {
    let known = |at: &Place| match at == place {
        true => Some(amount),
        false => subject.form.amount(at),
    };
    let line = subject.figures.line_of(place.field);
    let row: Vec<Place> = match place.row {
        Some(row) => [Field::SubProjectAllocated, Field::SubProjectSpent]
            .map(|field| Place::in_row(field, row))
            .to_vec(),
        None => line.map_or(Vec::new(), |line| {
            line.source.amounts.map(Place::of).to_vec()
        }),
    };
    let mut last = row.iter().rev().map(known);
    let (spent, budget) = (last.next().flatten(), last.next().flatten());
    let is_within = spent
        .zip(budget)
        .is_none_or(|(spent, budget)| spent <= budget);
    let others = || {
        row.iter()
            .filter_map(known)
            .filter(|other| !other.is_zero())
    };
    let is_of_one_order = others().min() >= Some(SMALL) || others().max() < Some(LARGE);
    !amount.is_negative() && is_within && is_of_one_order && goes_into_total(subject, place, known)
}

/// Whether the sources' amounts give the total that is stated, where both are known.
fn goes_into_total(
    subject: &Subject<'_>,
    place: &Place,
    known: impl Fn(&Place) -> Option<Yuan>,
) -> bool {
    let columns = [&TOTAL].into_iter().chain(&SOURCES);
    let stage = columns
        .flat_map(|source| source.amounts.iter().enumerate())
        .find_map(|(stage, field)| (*field == place.field).then_some(stage));
    let Some(stage) = stage else {
        return true;
    };
    let is_filled = |place: &Place| !subject.form.is_empty(place.field);
    let parts = SOURCES
        .iter()
        .map(|source| Place::of(source.amounts[stage]));
    let parts: Vec<Place> = parts.filter(is_filled).collect();
    let sum: Option<Yuan> = parts.iter().map(&known).sum();
    match (sum, known(&Place::of(TOTAL.amounts[stage]))) {
        (Some(sum), Some(total)) => parts.is_empty() || sum == total,
        _ => true,
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    let is_misplaced = |mention: &Mention| matches!(&mention.quantity, Quantity::Amount(amount) if amount.regrouped.is_some());
    find(prose.text).iter().filter(|m| is_misplaced(m)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_misplaced_comma_is_mended() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "677,00元"), ("budget_adjustment", "年中追加。")]),
            "fiscal_initial｜「财政资金-年初预算数」千分位位置不对｜应为67,700元｜现有677,00元｜改为 67,700元"
        );
        assert_eq!(case::check(&RULE, &[("fiscal_initial", "67,700")]), "");
    }

    #[test]
    fn a_number_that_fits_nothing_else_is_only_shown() {
        let is_mended = |texts: &[(&str, &str)]| case::check(&RULE, texts).contains("改为");
        let spent = |typed| {
            [
                ("fiscal_executed", typed),
                ("goals_unmet", "因暂停未完成。"),
                ("goals_met", "平台一期建成。"),
                ("sub_projects.0.spent", ""),
                ("sub_projects.1.spent", ""),
            ]
        };
        assert!(is_mended(&spent("36,27500")));
        // More than the budget; less than 1 万元 beside millions; less than nothing.
        assert!(!is_mended(&spent("362,750,00")));
        assert!(!is_mended(&spent("3,627")) && !is_mended(&spent("3,62")));
        assert!(!is_mended(&spent("-36,27500")));
        assert!(!is_mended(&[("sub_projects.1.spent", "677,00,000")]));
        let small = [
            ("fiscal_full_year", "5000"),
            ("unit_full_year", "0"),
            ("budget_adjustment", "年中追加。"),
        ];
        let small = [&spent("1,2345")[..0], &spent("3,62")[..], &small].concat();
        assert!(is_mended(&small));
        let total = |stated| [&spent("36,27500")[..], &[("total_executed", stated)]].concat();
        assert!(is_mended(&total("3627500")));
        assert!(!is_mended(&total("3627501")));
    }

    #[test]
    fn a_misplaced_comma_in_the_text_is_mended_where_a_table_has_the_amount() {
        let found = |text, spent| {
            let texts = [("experience", text), ("sub_projects.0.spent", spent)];
            case::check(&RULE, &texts)
        };
        let text = "服务器55055元、存储677,00元。";
        let misplaced = "experience｜文中“677,00元”千分位位置不对｜应为67,700元｜现有677,00元";
        assert_eq!(found(text, "67700"), format!("{misplaced}｜改为 67,700元"));
        // It may be 677,000 that lost a digit.
        assert_eq!(found(text, "677000"), misplaced);
        assert_eq!(
            found("存储677,00.50元。", "67700.5"),
            "experience｜文中“677,00.50元”千分位位置不对｜应为67,700.50元｜现有677,00.50元｜改为 67,700.50元"
        );
        for text in ["67,700.00元", "1,234万元", "2,3号楼共5元", "５，６元"] {
            assert_eq!(case::check(&RULE, &[("experience", text)]), "", "{text}");
        }
    }
}
