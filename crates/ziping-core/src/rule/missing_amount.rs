//! 资金表有空格.

use super::{Report, Rule};
use crate::finding::Severity;
use crate::funds::{EXTRA_SOURCES, SOURCES};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A07",
    severity: Severity::Error,
    title: "金额未填",
    advice: "没有的资金来源也要印在报告里，金额填 0，不能留空：空着看不出是没有还是漏填。上年结转资金、其他资金只在有的时候填，填了就要填全。",
    source: "海南自评报告模板：没有的资金来源照印“0元”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for source in SOURCES.iter().chain(&EXTRA_SOURCES) {
        let blank: Vec<_> = source
            .amounts
            .into_iter()
            .filter(|field| subject.form.is_empty(*field))
            .collect();
        if blank.len() == source.amounts.len() {
            // A source that not every report has need not be there.
            if SOURCES.contains(source) {
                let message = format!("{}的预算数和执行数未填，没有则填 0", source.label);
                report.missing(Place::of(blank[0]), message);
            }
            continue;
        }
        for field in blank {
            let message = format!("「{}」未填，没有则填 0", field.label());
            report.missing(Place::of(field), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_source_without_amounts_is_one_finding() {
        let blank = [
            ("unit_initial", ""),
            ("unit_full_year", ""),
            ("unit_executed", ""),
        ];
        assert_eq!(
            case::check(&RULE, &blank),
            "unit_initial｜单位资金的预算数和执行数未填，没有则填 0"
        );
    }

    #[test]
    fn a_single_gap_is_found_and_a_zero_is_no_gap() {
        assert_eq!(
            case::check(&RULE, &[("unit_executed", " ")]),
            "unit_executed｜「单位资金-全年执行数」未填，没有则填 0"
        );
        assert_eq!(case::check(&RULE, &[("unit_executed", "0")]), "");
    }

    #[test]
    fn a_source_that_not_every_report_has_is_filled_in_whole_or_not_at_all() {
        assert_eq!(
            case::check(
                &RULE,
                &[
                    ("carried_over_executed", "5"),
                    ("carried_over_initial", "5")
                ]
            ),
            "carried_over_full_year｜「上年结转资金-全年预算数」未填，没有则填 0"
        );
    }
}
