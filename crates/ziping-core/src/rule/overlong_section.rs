//! 表中的说明超过字数.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G11",
    severity: Severity::Warning,
    title: "说明超过字数",
    advice:
        "有的地区的自评表限定各栏说明的字数，超出的放不下。只留结论和数据，细节写在自评报告里。",
    source: "四川《部门预算项目支出绩效自评表》评价结论、存在问题、改进措施各 200 字；表注 1“未达到90%的需说明原因（100字以内）”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let policy = subject.policy;
    let is_low = subject.figures.total.rate.is_below(policy.reason_below);
    let narratives = [Field::Conclusion, Field::Problems, Field::Improvements].into_iter();
    let narratives = narratives.filter_map(|field| Some((field, policy.longest_narrative?)));
    let reason = policy.longest_reason.filter(|_| is_low);
    let reason = reason.and_then(|longest| Some((policy.layout.reason()?, longest)));
    for (field, longest) in narratives.chain(reason) {
        if !policy.layout.shows(field) {
            continue;
        }
        let text = subject.form.text(&Place::of(field));
        let length = text.chars().filter(|c| !c.is_whitespace()).count();
        if length > longest {
            report
                .add(
                    Place::of(field),
                    format!("「{}」超过 {longest} 字", field.label()),
                )
                .expected(format!("不超过 {longest} 字"))
                .reported(format!("{length} 字"))
                .difference(format!("{} 字", length - longest));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_long_conclusion_is_found_where_there_is_a_limit() {
        let text = |policy, n| {
            let conclusion = "好 ".repeat(n);
            case::check(&RULE, &[("policy", policy), ("conclusion", &conclusion)])
        };
        assert_eq!(
            text("四川", 201),
            "conclusion｜「评价结论」超过 200 字｜应为不超过 200 字｜现有201 字｜相差1 字"
        );
        assert_eq!(text("四川", 200), "");
        assert_eq!(text("海南", 1000), "");
    }

    #[test]
    fn a_long_reason_for_a_low_rate_is_found_where_there_is_a_limit() {
        let reason = |policy, executed, n| {
            let reason = "因".repeat(n);
            let texts = [
                ("policy", policy),
                ("fiscal_executed", executed),
                ("budget_adjustment", reason.as_str()),
            ];
            case::check(&RULE, &texts)
        };
        assert_eq!(
            reason("四川", "3627500", 101),
            "budget_adjustment｜「预算调整说明」超过 100 字｜应为不超过 100 字｜现有101 字｜相差1 字"
        );
        assert_eq!(reason("四川", "3627500", 100), "");
        assert_eq!(reason("四川", "18388700", 101), "");
        assert_eq!(reason("海南", "3627500", 101), "");
    }
}
