//! 项目基本情况没有填全.

use super::{Report, Rule};
use crate::field::{Kind, Need, Section};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A01",
    severity: Severity::Error,
    title: "基本情况未填",
    advice: "年度、预算单位、项目名称、主管部门、负责人、联系电话和项目概述是报告固定句子的内容，缺一项句子就不成立。",
    source: "海南自评报告模板第一部分（一）；在用系统“为必录项，必须有值”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for spec in Section::Basics.fields() {
        let is_choice = matches!(spec.kind, Kind::Choice(_));
        if spec.need == Need::Required && !is_choice && subject.form.is_empty(spec.field) {
            let message = format!("「{}」为必填项，不能为空", spec.label);
            report.missing(Place::of(spec.field), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_blank_fact_is_found() {
        assert_eq!(
            case::check(&RULE, &[("phone", " \u{3000}"), ("report_year", "")]),
            "report_year｜「报告年度」为必填项，不能为空\nphone｜「联系电话」为必填项，不能为空"
        );
    }

    #[test]
    fn a_blank_title_or_category_is_fine() {
        assert_eq!(
            case::check(&RULE, &[("title", ""), ("project_category", "")]),
            ""
        );
    }
}
