//! 正文中的支出率缺百分号.

use super::{Report, Rule};
use crate::figures::rate_claim::expected_rate;
use crate::figures::Quantity;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C03",
    severity: Severity::Warning,
    title: "支出率缺百分号",
    advice: "支出率、执行率写百分数。没有百分号时，看不出是百分数还是漏了内容。",
    source: "海南自评报告模板“专户-执行率0”；本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let Quantity::BareRate(rate) = &mention.quantity else {
                continue;
            };
            // 0 is what the template's system prints; up to 1 it may be a share.
            if rate.as_share.is_some() {
                continue;
            }
            let written = narrative.words(mention.span);
            let place = narrative.place(mention.span);
            let finding = report
                .add(place.clone(), format!("“{written}”缺少百分号"))
                .expected(format!("{written}%"))
                .reported(written);
            let expected = narrative
                .scope(i)
                .and_then(|scope| expected_rate(subject, scope));
            // With its sign the rate may be another one than the computed.
            if expected.is_none_or(|expected| rate.value.distance(expected) <= rate.tolerance) {
                finding.fix(Fix::set(&place, format!("{written}%")));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn a_missing_sign_is_added() {
        assert_eq!(
            found("项目支出362.75万元，支出率19.73。"),
            "goals_met｜“19.73”缺少百分号｜应为19.73%｜现有19.73｜改为 19.73%"
        );
        assert_eq!(
            found("项目支出率88，"),
            "goals_met｜“88”缺少百分号｜应为88%｜现有88"
        );
    }

    #[test]
    fn a_rate_with_its_sign_and_other_numbers_are_fine() {
        for text in [
            "支出率19.73%。",
            "支出率百分之二十。",
            "专户执行率0，",
            "执行率得分9。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }
}
