//! 姓名栏里写了电话.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F19",
    severity: Severity::Warning,
    title: "姓名栏里写了电话",
    advice: "姓名和电话分栏填写。写在姓名栏里的电话，公开时不会脱敏。",
    source: "海口国家高新区管委会 2022 年报告“联系电话”与负责人连写的实例",
    check,
};

/// A telephone number has so many digits at least, and one of an identity card more.
const OF_PHONE: usize = 7;
const OF_CARD: usize = 15;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for field in [Field::ProjectLeader, Field::Reporter, Field::FinanceLeader] {
        let text = subject.form.text(&Place::of(field));
        let digits = text.chars().filter(|c| c.is_numeric()).count();
        let (what, expected) = match digits {
            _ if text.contains("电话") => ("电话", "只写姓名，电话写在联系电话栏"),
            OF_CARD.. => ("证件号码", "只写姓名"),
            OF_PHONE.. => ("电话", "只写姓名，电话写在联系电话栏"),
            _ => continue,
        };
        report
            .add(
                Place::of(field),
                format!("「{}」里写了{what}", field.label()),
            )
            .expected(expected);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_number_beside_the_name_is_found() {
        let leader = |text| case::check(&RULE, &[("project_leader", text)]);
        let found = "project_leader｜「项目负责人」里写了电话｜应为只写姓名，电话写在联系电话栏";
        assert_eq!(leader("周明联系电话:"), found);
        assert_eq!(leader("周明１３８００１３８０００"), found);
        assert_eq!(leader("周明、李四（3人组）"), "");
        assert_eq!(
            leader("周明（身份证号11010519491231002X）"),
            "project_leader｜「项目负责人」里写了证件号码｜应为只写姓名"
        );
    }
}
