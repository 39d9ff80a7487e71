//! 同一支出率在全文中有两种写法.

use super::{Report, Rule};
use crate::figures::rate_claim::{RateClaim, Verdict};
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C05",
    severity: Severity::Warning,
    title: "同一比率两种写法",
    advice: "同一支出率在全文中写法应一致，统一为资金表的两位小数。",
    source: "海口市公安局 2021 年报告：同一比率写作 19.73% 和 19.72%",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    // Truncated and wrong rates have their own rules; these are roundings of one rate, which
    // differ from what stands elsewhere, be that to be mended or not.
    let claims = &subject.rate_claims;
    let is_rounded = |claim: &&RateClaim| {
        claim.verdict == Verdict::Right && claim.scope.is_some() && claim.written != claim.expected
    };
    for claim in claims.iter().filter(is_rounded) {
        let other = claims
            .iter()
            .find(|other| other.scope == claim.scope && other.written != claim.written);
        let Some(other) = other else { continue };
        report
            .add(
                claim.place.clone(),
                format!("{}的支出率，别处写作 {}", claim.label, other.written),
            )
            .expected(&claim.working)
            .reported(claim.written.to_string())
            .fix(Fix::set(&claim.place, claim.expected.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn two_roundings_of_one_rate_are_found() {
        let texts = [
            ("goals_met", "项目支出率19.73%。"),
            ("goals_unmet", "预算执行率仅19.7%。"),
        ];
        assert_eq!(
            case::check(&RULE, &texts),
            "goals_unmet｜资金总额的支出率，别处写作 19.73%｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有19.70%｜改为 19.73%"
        );
    }

    #[test]
    fn one_writing_and_rates_of_different_things_are_fine() {
        assert_eq!(
            case::check(&RULE, &[("goals_met", "项目支出率20%。预算执行率20.00%。")]),
            ""
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
