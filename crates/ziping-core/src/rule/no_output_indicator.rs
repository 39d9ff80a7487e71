//! 没有产出指标.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::indicator::Group;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A09",
    severity: Severity::Error,
    title: "没有产出指标",
    advice: "产出指标之下至少有一个三级指标：项目提供了多少、质量如何、是否按时。",
    source: "财预〔2020〕10号附件《项目支出绩效自评表》[凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(first) = subject.scores.filled().next() else {
        return;
    };
    let mut groups = subject.scores.filled().map(|scored| scored.indicator.group);
    // An indicator of no known level 1 may be the missing one.
    if groups.all(|group| group.is_some_and(|group| group != Group::Output)) {
        report.missing(
            first.indicator.place(Field::IndicatorLevel1),
            "产出指标至少应有 1 项",
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_form_without_output_is_found() {
        let none = [
            ("indicators.0.level1", "效益指标"),
            ("indicators.1.level1", "效益指标"),
            ("indicators.4.level1", "产出指标"),
        ];
        assert_eq!(
            case::check_form(&RULE, &none),
            "indicators.0.level1｜产出指标至少应有 1 项"
        );
        assert_eq!(case::check_form(&RULE, &none[..1]), "");
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
