//! 子项目行没有填全.

use super::{Report, Rule};
use crate::field::{Need, Table, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A13",
    severity: Severity::Error,
    title: "子项目未填全",
    advice: "每个子项目写名称、下达资金和支出；没有支出填 0，多余的行删去。",
    source: "本工具的规则：支出率和合计由这几项算出",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let table = Table::SubProjects;
    for row in 0..subject.form.draft.row_count(table) {
        for spec in table.columns().filter(|spec| spec.need == Need::Required) {
            let place = Place::in_row(spec.field, row);
            if *subject.form.value(&place) == Value::Empty {
                let message = format!("第 {} 个子项目的「{}」未填", row + 1, spec.label);
                report.missing(place, message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_gap_in_a_row_is_found() {
        let gaps = [
            ("sub_projects.1.spent", ""),
            ("sub_projects.0.progress", ""),
        ];
        assert_eq!(
            case::check(&RULE, &gaps),
            "sub_projects.1.spent｜第 2 个子项目的「支出」未填"
        );
    }
}
