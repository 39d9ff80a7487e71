//! 子项目名称重复.

use std::collections::BTreeMap;

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Field, Table};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F18",
    severity: Severity::Warning,
    title: "子项目名称重复",
    advice: "同一个子项目列了两次，合计就多算一次。重复的删去；是不同的子项目的，名称写出区别。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut rows: BTreeMap<&str, usize> = BTreeMap::new();
    for row in 0..subject.form.draft.row_count(Table::SubProjects) {
        let place = Place::in_row(Field::SubProjectName, row);
        let name = subject.form.text(&place);
        if name.is_empty() {
            continue;
        }
        match rows.get(name) {
            Some(first) => {
                let message = format!("第 {} 个子项目与第 {} 个名称相同", row + 1, first + 1);
                report.add(place, message).reported(shortened(name));
            }
            None => {
                rows.insert(name, row);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_same_sub_project_twice_is_found() {
        assert_eq!(
            case::check(&RULE, &[("sub_projects.1.name", " 社管平台支出项目")]),
            "sub_projects.1.name｜第 2 个子项目与第 1 个名称相同｜现有社管平台支出项目"
        );
        assert_eq!(case::check(&RULE, &[]), "");
        let blank = [("sub_projects.0.name", ""), ("sub_projects.1.name", "")];
        assert_eq!(case::check(&RULE, &blank), "");
    }
}
