//! 项目概述只有项目名称.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::bare;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A15",
    severity: Severity::Hint,
    title: "项目概述只有项目名称",
    advice: "概述写立项情况、实施主体、资金和主要内容，不能只重复项目名称。",
    source: "海南自评报告模板第一部分（一）；三亚中心医院 2022 年报告只写项目名称的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::ProjectOverview);
    let overview = bare(subject.form.text(&place));
    let name = bare(subject.form.text(&Place::of(Field::ProjectName)));
    let without = |text: &str| text.strip_suffix("项目").unwrap_or(text).to_owned();
    if !overview.is_empty() && without(overview) == without(name) {
        report
            .add(place, "项目概述只写了项目名称")
            .expected("立项情况、实施主体、资金及主要内容");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_name_is_no_overview() {
        assert_eq!(
            case::check(&RULE, &[("project_overview", "信息化专项计划项目。")]),
            "project_overview｜项目概述只写了项目名称｜应为立项情况、实施主体、资金及主要内容"
        );
        assert_eq!(case::check(&RULE, &[]), "");
        assert_eq!(
            case::check(&RULE, &[("project_overview", ""), ("project_name", "")]),
            ""
        );
    }
}
