//! 目标三句没有填全.

use super::{Report, Rule};
use crate::field::{Need, Section};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A02",
    severity: Severity::Error,
    title: "绩效目标未填",
    advice: "总体目标、年度目标和完成情况三项对应，缺一项就无法判断目标是否实现。",
    source: "海南自评报告模板第一部分（二）",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for spec in Section::Goals.fields() {
        if spec.need == Need::Required && subject.form.is_empty(spec.field) {
            report.missing(Place::of(spec.field), format!("「{}」未填写", spec.label));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_blank_goal_is_found() {
        assert_eq!(
            case::check(&RULE, &[("annual_goal", "\n")]),
            "annual_goal｜「年度目标」未填写"
        );
    }
}
