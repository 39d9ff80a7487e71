//! 单位编码与主管部门编码不匹配.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F11",
    severity: Severity::Warning,
    title: "单位编码与主管部门编码不匹配",
    advice: "实施单位编码的前 3 位是主管部门编码，如 203 之下的 203045。核对哪一个填错。",
    source: "海南省农垦实验中学 2023 年自评表 203、203045；池州贵池 2022 年自评表 219、219001",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::UnitCode);
    let department = subject.form.text(&Place::of(Field::DepartmentCode));
    let unit = subject.form.text(&place);
    let are_filled = !department.is_empty() && !unit.is_empty();
    if are_filled && !unit.starts_with(department) {
        report
            .add(place, "实施单位编码不以主管部门编码开头")
            .expected(format!("{department}……"))
            .reported(unit);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_unit_of_another_department_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("unit_code", "219001")]),
            "unit_code｜实施单位编码不以主管部门编码开头｜应为203……｜现有219001"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
        assert_eq!(case::check_form(&RULE, &[("unit_code", "")]), "");
        assert_eq!(case::check_form(&RULE, &[("department_code", "")]), "");
    }
}
