//! 执行率后面写了“元”.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::{Fault, Percent};
use crate::field::Kind;
use crate::figures::rate_claim::expected_rate;
use crate::figures::{Measure, Quantity};
use crate::finding::{Fix, Severity};
use crate::funds::Line;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C02",
    severity: Severity::Error,
    title: "执行率不是百分数",
    advice: "执行率的单位是 %。后面带“元”“万元”的，多半是把金额或空白误作执行率。",
    source: "海口市公安局 2021 年报告“资金总额-执行率0元”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Rate) {
        let Some(line) = subject.figures.line_of(place.field) else {
            continue;
        };
        let typed = subject.form.text(&place);
        let label = line.source.label;
        let message = match why.fault {
            Fault::WrongUnit if is_of(line, typed) => format!("{label}的执行率单位应为 %"),
            Fault::WrongUnit => format!("{label}的执行率单位应为 %，数值也与计算不符"),
            _ => format!("{label}的执行率不是百分数"),
        };
        let computed = line.rate.show();
        report
            .add(place.clone(), message)
            .reported(format!("“{}”", shortened(typed)))
            .expected(&computed)
            .fix(Fix::compute(&place, &computed));
    }
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let is_amount = matches!(mention.quantity, Quantity::Amount(_));
            if !is_amount || mention.measure != Some(Measure::ExecutionRate) {
                continue;
            }
            let place = narrative.place(mention.span);
            let finding = report.add(place.clone(), "文中的执行率单位应为 %");
            finding.reported(format!("“{}”", narrative.words(mention.span)));
            let scope = narrative.scope(i);
            if let Some(computed) = scope.and_then(|scope| expected_rate(subject, scope)) {
                let computed = computed.to_string();
                finding.expected(&computed).fix(Fix::set(&place, computed));
            }
        }
    }
}

/// Whether the number before a wrong unit is the computed rate.
fn is_of(line: &Line, typed: &str) -> bool {
    let number = Percent::read(typed.trim_end_matches(['元', '万', '分'])).value();
    match line.rate.percent() {
        Some(computed) => number == Some(computed),
        // Without a budget, 0 is what the template prints.
        None => number.is_none_or(Percent::is_zero),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_rate_in_yuan_is_found() {
        assert_eq!(
            case::check(&RULE, &[("total_rate", "0元")]),
            "total_rate｜资金总额的执行率单位应为 %，数值也与计算不符｜应为19.73%｜现有“0元”｜改为 19.73%"
        );
        assert_eq!(
            case::check(&RULE, &[("unit_rate", "无")]),
            "unit_rate｜单位资金的执行率不是百分数｜应为—｜现有“无”｜改为 —"
        );
        assert_eq!(case::check(&RULE, &[("total_rate", "19.73")]), "");
    }

    #[test]
    fn a_rate_in_yuan_in_the_text_is_found() {
        let found = |text| case::check(&RULE, &[("goals_met", text)]);
        assert_eq!(
            found("资金总额执行率0元，财政资金执行率19.73%。"),
            "goals_met｜文中的执行率单位应为 %｜应为19.73%｜现有“0元”｜改为 19.73%"
        );
        assert_eq!(
            found("设备采购支出率50万元。"),
            "goals_met｜文中的执行率单位应为 %｜现有“50万元”"
        );
        for text in [
            "资金总额执行率19.73%，支出362.75万元。",
            "按执行率支付5万元。",
            "提高执行率，支出5万元。",
            "执行率较高的项目5万元。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    #[test]
    fn a_right_number_with_a_wrong_unit_is_wrong_in_its_unit_only() {
        let message = |key, text| {
            let found = case::check(&RULE, &[(key, text)]);
            found.split('｜').nth(1).map(str::to_owned)
        };
        let unit_only = Some("资金总额的执行率单位应为 %".to_owned());
        assert_eq!(message("total_rate", "19.73元"), unit_only);
        assert_eq!(message("total_rate", "19.73万元"), unit_only);
        assert_eq!(
            message("unit_rate", "0元"),
            Some("单位资金的执行率单位应为 %".to_owned())
        );
        assert_eq!(
            message("unit_rate", "100元"),
            Some("单位资金的执行率单位应为 %，数值也与计算不符".to_owned())
        );
    }
}
