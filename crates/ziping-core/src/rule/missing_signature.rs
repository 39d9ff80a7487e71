//! 没有落款.

use super::{Report, Rule};
use crate::field::{Need, Section};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A06",
    severity: Severity::Error,
    title: "没有落款",
    advice: "报告末尾写落款单位和成文日期，单位名称与公章一致。",
    source: "海南自评报告模板末尾；GB/T 9704-2012 关于署名和成文日期的规定 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for spec in Section::Signature.fields() {
        if spec.need == Need::Required && subject.form.is_empty(spec.field) {
            report.missing(Place::of(spec.field), format!("缺少{}", spec.label));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_report_without_a_date_is_found() {
        assert_eq!(
            case::check(&RULE, &[("signature_date", "")]),
            "signature_date｜缺少落款日期"
        );
    }
}
