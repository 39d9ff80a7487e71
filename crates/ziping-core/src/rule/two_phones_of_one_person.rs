//! 同一人的两处电话不同.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F13",
    severity: Severity::Hint,
    title: "同一人有两个联系电话",
    advice: "项目负责人和填报人是同一人的，两处电话应当相同；不同的，核对哪一个有误。",
    source: "海南省农垦实验中学 2023 年自评表：同一填报人两个号码",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let form = &subject.form;
    let text = |field| form.text(&Place::of(field));
    let person = text(Field::Reporter);
    if person.is_empty() || person != text(Field::ProjectLeader) {
        return;
    }
    let phones = [Field::Phone, Field::ReporterPhone];
    let [Value::Phone(one), Value::Phone(other)] =
        phones.map(|field| form.value(&Place::of(field)))
    else {
        return;
    };
    if one != other {
        report
            .add(
                Place::of(Field::ReporterPhone),
                format!("{}有两个联系电话", shortened(person)),
            )
            .expected(text(Field::Phone))
            .reported(text(Field::ReporterPhone));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn two_numbers_of_one_person_are_found() {
        let reporter =
            |name, phone| case::check(&RULE, &[("reporter", name), ("reporter_phone", phone)]);
        assert_eq!(
            reporter("周明", "13800138001"),
            "reporter_phone｜周明有两个联系电话｜应为13800138000｜现有13800138001"
        );
        assert_eq!(reporter("周明", "13800138000"), "");
        assert_eq!(reporter("周明", ""), "");
        assert_eq!(reporter("李四", "13800138001"), "");
    }
}
