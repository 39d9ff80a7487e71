//! 自评表没有绩效指标.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::is_evaluation_begun;
use crate::place::Place;
use crate::{Edition, Subject};

pub(super) const RULE: Rule = Rule {
    code: "A08",
    severity: Severity::Error,
    title: "未录入绩效指标",
    advice: "自评表按预算批复的绩效指标逐行填写。只写报告、不填自评表的，「自评表」一节留空。来稿的表格读入后放在「未归类内容」的，照着逐行填入。",
    source: "财预〔2020〕10号第十条、第十二条 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let has_indicators = subject.scores.filled().next().is_some();
    let is_wanted = is_evaluation_begun(subject.form.draft) || subject.only == Some(Edition::Form);
    if is_wanted && !has_indicators {
        // There is no row to point at.
        let place = Place::of(Field::WeightScheme);
        let unfiled = subject.form.text(&Place::of(Field::Unfiled));
        let message = match unfiled.contains("指标") {
            true => "自评表未录入绩效指标，来稿的指标在「未归类内容」中",
            false => "自评表未录入绩效指标",
        };
        report.missing(place, message);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_form_without_indicators_is_found() {
        assert_eq!(
            case::check(&RULE, &[("reporter", "吴敏")]),
            "weight_scheme｜自评表未录入绩效指标"
        );
        assert!(!case::check(&RULE, &[("indicators.0.level1", "产出指标")]).is_empty());
    }

    #[test]
    fn indicators_that_a_reader_did_not_file_are_named() {
        let texts = [("reporter", "吴敏"), ("unfiled", "产出指标 数量指标 52")];
        assert_eq!(
            case::check(&RULE, &texts),
            "weight_scheme｜自评表未录入绩效指标，来稿的指标在「未归类内容」中"
        );
    }

    #[test]
    fn whoever_wants_the_form_is_told_that_it_is_empty() {
        let draft = crate::sample::sample();
        let subject = Subject {
            only: Some(Edition::Form),
            ..Subject::of(&draft, None)
        };
        let findings = subject.findings();
        assert!(findings.iter().any(|finding| finding.code == "A08"));
        assert!(subject
            .final_edition(Edition::Form, &findings)
            .mark
            .is_some());
    }

    #[test]
    fn who_writes_only_the_report_is_not_asked() {
        assert_eq!(case::check(&RULE, &[]), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }
}
