//! 支出率写成了 0 到 1 的小数.

use super::rate_differs::{is_share, working};
use super::{Report, Rule};
use crate::figures::rate_claim::expected_rate;
use crate::figures::Quantity;
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C11",
    severity: Severity::Warning,
    title: "支出率写成小数",
    advice: "0.2 与 20% 同义，混写时会被读成 0.2%。统一写百分数。",
    source: "本工具的规则；GovBudgetChecker 关于口径不明的检查",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.rows() {
        let reported = subject.form.rate(line.source.rate);
        let (Some(reported), Some(computed)) = (reported, line.rate.percent()) else {
            continue;
        };
        if is_share(subject, line, reported) {
            let place = Place::of(line.source.rate);
            let typed = subject.form.text(&place);
            report
                .add(
                    place.clone(),
                    format!("{}的执行率“{typed}”写成了小数", line.source.label),
                )
                .expected(working(line, computed))
                .reported(typed)
                .fix(Fix::compute(&place, &computed.to_string()));
        }
    }
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let Quantity::BareRate(rate) = &mention.quantity else {
                continue;
            };
            let Some(percent) = rate.as_share.filter(|percent| !percent.is_zero()) else {
                continue;
            };
            let place = narrative.place(mention.span);
            let written = narrative.words(mention.span);
            let finding = report
                .add(place.clone(), format!("“{written}”是否表示 {percent}"))
                .expected("百分数")
                .reported(written);
            let expected = narrative
                .scope(i)
                .and_then(|scope| expected_rate(subject, scope));
            if expected == Some(percent) {
                finding.fix(Fix::set(&place, percent.to_string()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_share_is_asked_about_and_mended_where_it_is_the_rate() {
        assert_eq!(
            case::check(&RULE, &[("goals_met", "项目支出率0.2。")]),
            "goals_met｜“0.2”是否表示 20.00%｜应为百分数｜现有0.2"
        );
        assert_eq!(
            case::check(&RULE, &[("goals_met", "项目支出率为0.1973，")]),
            "goals_met｜“0.1973”是否表示 19.73%｜应为百分数｜现有0.1973｜改为 19.73%"
        );
        for text in ["项目支出率19.73%。", "项目支出率19.73。", "专户执行率0。"] {
            assert_eq!(case::check(&RULE, &[("goals_met", text)]), "", "{text}");
        }
    }

    #[test]
    fn a_reported_share_is_recognised_where_it_is_the_rate() {
        let reported = |rate| case::check(&RULE, &[("goals_met", ""), ("fiscal_rate", rate)]);
        assert_eq!(
            reported("0.197"),
            "fiscal_rate｜财政资金的执行率“0.197”写成了小数｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有0.197｜改为 19.73%"
        );
        for other in ["0.2%", "0.3", "0", "19.73", ""] {
            assert_eq!(reported(other), "", "{other}");
        }
    }
}
