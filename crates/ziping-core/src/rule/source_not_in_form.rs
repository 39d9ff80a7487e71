//! 自评表没有这一资金来源的行.

use super::{Report, Rule};
use crate::finding::Severity;
use crate::funds::Stage;
use crate::indicator::is_evaluation_begun;
use crate::place::Place;
use crate::{policy, Subject};

pub(super) const RULE: Rule = Rule {
    code: "B21",
    severity: Severity::Warning,
    title: "自评表没有这一资金来源",
    advice: "报告照印这一来源，总额也含它，而所选的「自评表样式」没有它的一行，分项之和小于总额。换用有这一行的样式，或按本地口径并入别的来源。",
    source: "财预〔2020〕10号附件《项目支出绩效自评表》有“上年结转资金”“其他资金”两行 [凭记忆]，四川的表有“其他资金”，海南的表两者都没有",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !is_evaluation_begun(subject.form.draft) {
        return;
    }
    let policy = subject.policy;
    for line in &subject.figures.extra {
        let source = line.source;
        let is_nothing = line.amounts.iter().flatten().all(|amount| amount.is_zero());
        if !is_nothing && !policy.layout.has_source(source) {
            let others = policy::ALL
                .iter()
                .filter(|other| other.layout.has_source(source));
            let names: Vec<&str> = others.map(|other| other.name).collect();
            report
                .add(
                    Place::of(source.amounts[Stage::FullYear as usize]),
                    format!("{}的自评表没有“{}”一行", policy.name, source.label),
                )
                .expected(format!(
                    "有这一行的表样（{}），或别的来源",
                    names.join("、")
                ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn of(policy: &str) -> String {
        let texts = [
            ("policy", policy),
            ("carried_over_full_year", "5"),
            ("other_funds_executed", "5"),
        ];
        case::check_form(&RULE, &texts)
    }

    #[test]
    fn a_source_without_its_row_is_found() {
        assert_eq!(
            of("海南"),
            "carried_over_full_year｜海南的自评表没有“上年结转资金”一行｜应为有这一行的表样（财政部、湖北），或别的来源\n\
             other_funds_full_year｜海南的自评表没有“其他资金”一行｜应为有这一行的表样（财政部、四川），或别的来源"
        );
        assert_eq!(of("四川").lines().count(), 1);
    }

    #[test]
    fn a_source_with_its_row_and_a_report_without_a_form_are_fine() {
        assert_eq!(of("财政部"), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
        assert_eq!(case::check(&RULE, &[("carried_over_full_year", "5")]), "");
        assert_eq!(
            case::check_form(&RULE, &[("carried_over_full_year", "0")]),
            ""
        );
    }
}
