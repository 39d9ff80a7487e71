//! 单位编码与主管部门编码不匹配.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F11",
    severity: Severity::Warning,
    title: "单位编码不以主管部门编码开头",
    advice: "实施单位编码的前三位是主管部门编码。不同的，核对两个编码是否填反或填错。",
    source: "海南省农垦实验中学自评表 203 与 203045、池州贵池自评表 219 与 219001",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let text = |field| subject.form.text(&Place::of(field));
    let (department, unit) = (text(Field::DepartmentCode), text(Field::UnitCode));
    if !department.is_empty() && !unit.is_empty() && !unit.starts_with(department) {
        report
            .add(
                Place::of(Field::UnitCode),
                "实施单位编码不以主管部门编码开头",
            )
            .expected(format!("以 {} 开头", shortened(department)))
            .reported(shortened(unit));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_code_of_another_department_is_found() {
        let codes = |department, unit| {
            case::check(
                &RULE,
                &[("department_code", department), ("unit_code", unit)],
            )
        };
        assert_eq!(
            codes("203", "219001"),
            "unit_code｜实施单位编码不以主管部门编码开头｜应为以 203 开头｜现有219001"
        );
        assert_eq!(codes("203", "203045"), "");
        assert_eq!(codes("", "203045"), "");
    }
}
