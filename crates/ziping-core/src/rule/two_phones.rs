//! 同一个人有两个电话.

use super::{Report, Rule};
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F13",
    severity: Severity::Hint,
    title: "同一人有两个电话",
    advice: "项目负责人和填报人是同一人，两处电话却不同。核对哪一个是现在用的。",
    source: "海南省农垦实验中学 2023 年各张自评表：同一填报人两个手机号",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let form = &subject.form;
    let place = Place::of(Field::ReporterPhone);
    let leader = form.text(&Place::of(Field::ProjectLeader));
    let reporter = form.text(&Place::of(Field::Reporter));
    let phones = (form.value(&Place::of(Field::Phone)), form.value(&place));
    let (Value::Phone(leaders), Value::Phone(reporters)) = phones else {
        return;
    };
    let digits = |number: &String| -> String { number.chars().filter(|c| *c != '-').collect() };
    let known: Vec<String> = leaders.numbers().iter().map(digits).collect();
    let mut own = reporters.numbers().iter().map(digits);
    let is_known = |number: String| known.iter().any(|known| may_be_one(known, &number));
    if leader == reporter && !own.any(is_known) {
        report
            .add(place.clone(), format!("{reporter}有两个不同的联系电话"))
            .expected(form.text(&Place::of(Field::Phone)))
            .reported(form.text(&place));
    }
}

/// Whether two numbers may be the same: a masked digit (`138****1234`) may be any.
fn may_be_one(a: &str, b: &str) -> bool {
    let mut pairs = a.bytes().zip(b.bytes());
    a.len() == b.len() && pairs.all(|(a, b)| a == b || a == b'*' || b == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn one_person_with_two_numbers_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("reporter", "周明")]),
            "reporter_phone｜周明有两个不同的联系电话｜应为13800138000｜现有13840250956"
        );
    }

    #[test]
    fn another_person_or_the_same_number_is_fine() {
        assert_eq!(case::check_form(&RULE, &[]), "");
        for phone in [
            "13800138000",
            "0898-68720000、13800138000",
            "138****8000",
            "",
        ] {
            let same = [("reporter", "周明"), ("reporter_phone", phone)];
            assert_eq!(case::check_form(&RULE, &same), "", "{phone}");
        }
        let line = [
            ("reporter", "周明"),
            ("phone", "0898-68720000"),
            ("reporter_phone", "089868720000"),
        ];
        assert_eq!(case::check_form(&RULE, &line), "");
    }
}
