//! 金额处写的不是金额.

use super::{Report, Rule};
use crate::field::value::Fault;
use crate::field::Kind;
use crate::finding::{Fix, Severity};
use crate::funds::{Stage, TOTAL};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B03",
    severity: Severity::Error,
    title: "不是有效金额",
    advice: "金额写数字，可带千分位、“元”“万元”“亿元”。没有则填 0。",
    source: "东方市公安局 2023 年报告“677,00元”等实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Amount) {
        let problem = match why.fault {
            Fault::MisplacedThousands => continue,
            Fault::TooLarge => "超出了可能的范围",
            Fault::TooManyDecimals => "小数位过多",
            _ => "不是有效金额",
        };
        let typed = shortened(subject.form.text(&place));
        let finding = report
            .add(
                place.clone(),
                format!("「{}」{problem}", place.field.label()),
            )
            .expected("数字，单位元；也可写“1838.87万元”")
            .reported(format!("“{typed}”"));
        // A total is computed: “无” in its place is no 0.
        let stage = Stage::ALL
            .into_iter()
            .find(|stage| TOTAL.amounts[*stage as usize] == place.field);
        let computed = stage.and_then(|stage| subject.figures.total.amount(stage));
        match (&why.suggestion, computed) {
            (Some(_), Some(total)) => finding.fix(Fix::compute(&place, &total.grouped())),
            (Some(meant), None) => finding.fix(Fix::set(&place, meant)),
            (None, _) => finding,
        };
    }
}

/// The first 30 characters, so that a pasted page doesn't fill the list of findings.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(30) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}……", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn what_is_no_amount_is_found() {
        assert_eq!(
            case::check(&RULE, &[("unit_executed", "已完成")]),
            "unit_executed｜「单位资金-全年执行数」不是有效金额｜应为数字，单位元；也可写“1838.87万元”｜现有“已完成”"
        );
    }

    #[test]
    fn nothing_written_in_words_becomes_0() {
        // Without figures in the text, which the mended amount would bear out or not.
        let texts = [
            ("unit_executed", "无"),
            ("goals_met", "平台一期已建设完成。"),
            ("goals_unmet", "指挥大厅尚未验收。"),
        ];
        assert_eq!(
            case::check(&RULE, &texts),
            "unit_executed｜「单位资金-全年执行数」不是有效金额｜应为数字，单位元；也可写“1838.87万元”｜现有“无”｜改为 0"
        );
    }

    #[test]
    fn in_the_place_of_a_total_the_computed_one_stands() {
        let found = case::check(&RULE, &[("total_executed", "无")]);
        assert!(found.ends_with("现有“无”｜改为 3,627,500.00"), "{found}");
    }

    #[test]
    fn a_long_text_is_shortened_and_a_huge_number_named() {
        let found = case::check(&RULE, &[("unit_executed", &"九".repeat(1000))]);
        assert!(
            found.ends_with(&format!("“{}……”", "九".repeat(30))),
            "{found}"
        );
        let found = case::check(&RULE, &[("unit_executed", &"9".repeat(20))]);
        assert!(found.contains("超出了可能的范围"), "{found}");
        let found = case::check(&RULE, &[("unit_executed", "0.000000001")]);
        assert!(found.contains("小数位过多"), "{found}");
    }
}
