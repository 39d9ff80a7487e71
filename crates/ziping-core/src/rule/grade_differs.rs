//! 评价等级与总分不符.

use super::{Report, Rule};
use crate::field::{Field, Kind, Value};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::score::Grade;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D12",
    severity: Severity::Error,
    title: "评价等级与总分不符",
    advice: "90（含）至 100 为优，80（含）至 90 为良，60（含）至 80 为中，60 以下为差。等级由程序按总分确定。",
    source: "财预〔2020〕10号第十七条 [凭记忆]；儋州市人民法院 2018 年评价注明 优(≥90) 良(≥80,<90) 中(≥60,<80) 差(<60)",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::Grade);
    let (Kind::Pick(options), Value::Choice(chosen)) =
        (place.field.spec().kind, subject.form.value(&place))
    else {
        return;
    };
    let typed_total = match subject.form.value(&Place::of(Field::TotalScore)) {
        Value::Points(points) => Some(*points),
        _ => None,
    };
    let Some(total) = subject.scores.total.or(typed_total) else {
        return;
    };
    let (grade, reported) = (Grade::of(total).label(), options[*chosen]);
    if reported != grade {
        let fix = match subject.scores.grade {
            Some(_) => Fix::compute(&place, grade),
            None => Fix::set(&place, grade),
        };
        report
            .add(place, format!("总分 {total} 与评价等级不符"))
            .expected(grade)
            .reported(reported)
            .fix(fix);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_grade_that_the_score_does_not_give_is_mended() {
        assert_eq!(
            case::check_form(&RULE, &[("grade", "中")]),
            "grade｜总分 46.35 与评价等级不符｜应为差｜现有中｜改为 差"
        );
        assert_eq!(case::check_form(&RULE, &[("grade", "差")]), "");
    }

    #[test]
    fn the_borders_belong_to_the_better_grade() {
        for (total, grade) in [
            ("90", "优"),
            ("89.99", "良"),
            ("80", "良"),
            ("60", "中"),
            ("59.99", "差"),
        ] {
            let texts = [("total_score", total), ("grade", grade)];
            assert_eq!(case::check(&RULE, &texts), "", "{total}");
        }
        assert_eq!(
            case::check(&RULE, &[("total_score", "90"), ("grade", "良")]),
            "grade｜总分 90.00 与评价等级不符｜应为优｜现有良｜改为 优"
        );
    }
}
