//! 同一支出率在全文中有两种写法.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::field::value::Percent;
use crate::figures::rate_claim::{stated_rate, Fraction, RateClaim, Verdict};
use crate::finding::{Fix, Severity};
use crate::rate::{truncated, ExecutionRate};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C05",
    severity: Severity::Warning,
    title: "同一比率两种写法",
    advice: "同一支出率在全文中写法应一致，来稿资金表所写的也算一处，统一为资金表的两位小数。",
    source: "海口市公安局 2021 年报告：同一比率写作 19.73% 和 19.72%",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let claims = subject
        .rate_claims
        .iter()
        .filter(|claim| claim.scope.is_some());
    let in_texts = claims.clone().map(|claim| (claim.written, claim.fraction));
    let stated = subject
        .figures
        .rows()
        .filter_map(|line| stated_rate(subject, line))
        .filter(|(stated, fraction)| is_writing_of(*stated, *fraction));
    let mut writings: BTreeMap<Fraction, Writings> = BTreeMap::new();
    for (written, fraction) in in_texts.chain(stated) {
        writings.entry(fraction).or_default().add(written);
    }
    // Wrong rates have their own rule; these are writings of one rate, rounded or cut off,
    // which differ from what stands elsewhere, be that to be mended or not.
    let is_writing = |claim: &&RateClaim| {
        matches!(claim.verdict, Verdict::Right | Verdict::Truncated)
            && claim.written != claim.expected
    };
    for claim in claims.filter(is_writing) {
        let Some(other) = writings[&claim.fraction].other(claim.written) else {
            continue;
        };
        report
            .add(
                claim.place.clone(),
                format!("{}的支出率，别处写作 {other}", claim.label),
            )
            .expected(claim.working())
            .reported(claim.written.to_string())
            .fix(Fix::set(&claim.place, claim.expected.to_string()));
    }
}

/// The first writing of a rate and the first that differs from it.
#[derive(Default)]
struct Writings {
    first: Option<Percent>,
    second: Option<Percent>,
}

impl Writings {
    fn add(&mut self, written: Percent) {
        match self.first {
            None => self.first = Some(written),
            Some(first) if first != written => self.second = self.second.or(Some(written)),
            Some(_) => {}
        }
    }

    fn other(&self, than: Percent) -> Option<Percent> {
        self.first.filter(|first| *first != than).or(self.second)
    }
}

/// Whether a stated rate is the computed one, rounded or cut off: another is wrong (C01), and
/// no way to write this one.
fn is_writing_of(stated: Percent, Fraction { executed, budget }: Fraction) -> bool {
    let computed = ExecutionRate::of(Some(executed), Some(budget)).percent();
    computed == Some(stated) || truncated(executed, budget) == Some(stated)
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
    fn a_rate_that_the_imported_table_writes_otherwise_is_found() {
        let found = "goals_met｜资金总额的支出率，别处写作 19.73%｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有19.72%｜改为 19.73%";
        assert_eq!(case::check(&RULE, &[("fiscal_rate", "19.73%")]), found);
        assert_eq!(case::check(&RULE, &[("total_rate", "19.73")]), found);
        // As one that is wrong altogether, it is another rule's.
        assert_eq!(case::check(&RULE, &[("fiscal_rate", "20%")]), "");
        assert_eq!(case::check(&RULE, &[("fiscal_rate", "19.72%")]), "");
        // 财政资金 is all there is, but not of this sub-project.
        let other = [
            ("fiscal_rate", "19.73%"),
            ("goals_met", "社管平台支出项目支出率18%。"),
        ];
        assert_eq!(case::check(&RULE, &other), "");
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
