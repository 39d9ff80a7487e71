//! 执行率被截断，没有四舍五入.

use super::rate_differs::{is_truncated, working};
use super::{Report, Rule};
use crate::figures::rate_claim::Verdict;
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C04",
    severity: Severity::Warning,
    title: "执行率疑似截断",
    advice: "执行率四舍五入保留两位小数。直接舍去后面的小数会少 0.01 个百分点，与别处对不上。",
    source: "海口市公安局 2021 年报告：同一比率写作 19.73% 和 19.72%",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.rows() {
        let reported = subject.form.rate(line.source.rate);
        let (Some(reported), Some(computed)) = (reported, line.rate.percent()) else {
            continue;
        };
        if is_truncated(line, reported) {
            let place = Place::of(line.source.rate);
            report
                .add(
                    place.clone(),
                    format!("{}的执行率疑似截断，应四舍五入", line.source.label),
                )
                .expected(working(line, computed))
                .reported(reported.to_string())
                .difference("0.01 个百分点")
                .fix(Fix::compute(&place, &computed.to_string()));
        }
    }
    let claims = &subject.rate_claims;
    for claim in claims
        .iter()
        .filter(|claim| claim.verdict == Verdict::Truncated)
    {
        let difference = claim.written.distance(claim.expected).to_string();
        report
            .add(
                claim.place.clone(),
                format!("文中{}的{}疑似截断，应四舍五入", claim.label, claim.word),
            )
            .expected(claim.working())
            .reported(claim.written.to_string())
            .difference(format!("{} 个百分点", difference.trim_end_matches('%')))
            .fix(Fix::set(&claim.place, claim.expected.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_truncated_rate_is_found() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_rate", "19.72%"), ("goals_met", "")]),
            "fiscal_rate｜财政资金的执行率疑似截断，应四舍五入｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有19.72%｜相差0.01 个百分点｜改为 19.73%"
        );
    }

    #[test]
    fn the_samples_rate_in_the_text_is_mended() {
        assert_eq!(
            case::check(&RULE, &[]),
            "goals_met｜文中资金总额的支出率疑似截断，应四舍五入｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有19.72%｜相差0.01 个百分点｜改为 19.73%"
        );
        for right in ["项目支出率19.73%。", "项目支出率19.7%。", "项目支出率20%。"]
        {
            assert_eq!(case::check(&RULE, &[("goals_met", right)]), "", "{right}");
        }
    }

    #[test]
    fn a_rate_that_truncates_and_rounds_alike_is_fine() {
        let even = [
            ("fiscal_full_year", "10000"),
            ("fiscal_executed", "2500"),
            ("fiscal_rate", "25"),
            ("goals_met", "支出率25%。"),
        ];
        assert_eq!(case::check(&RULE, &even), "");
        let other = [("fiscal_rate", "19.71%"), ("goals_met", "支出率19.71%。")];
        assert_eq!(case::check(&RULE, &other), "");
    }
}
