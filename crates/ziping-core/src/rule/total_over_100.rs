//! 总分超过 100.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::{Field, Value};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D11",
    severity: Severity::Error,
    title: "总分超过 100",
    advice:
        "总分以 100 为限。核对分值合计是否为 100、有没有得分大于分值、执行率得分是否以分值为限。",
    source: "财预〔2020〕10号第十七条 [凭记忆]；在用系统执行率得分不封顶而使总分超过 100 的缺陷",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::TotalScore);
    let typed = match subject.form.value(&place) {
        Value::Points(points) => Some(*points),
        _ => None,
    };
    let whole = Points::whole(100);
    match subject.scores.total.or(typed) {
        Some(total) if total > whole => {
            report
                .add(place, "总分超过 100")
                .expected("不大于 100.00")
                .reported(total.to_string())
                .difference(total.distance(whole).to_string());
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn more_than_100_is_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.2.weight", "90"),
                    ("indicators.2.score", "90"),
                    ("total_score", "")
                ]
            ),
            "total_score｜总分超过 100｜应为不大于 100.00｜现有106.35｜相差6.35"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn a_typed_total_counts_where_there_is_no_other() {
        assert!(case::check(&RULE, &[("total_score", "100.5")]).contains("相差0.50"));
        assert_eq!(case::check(&RULE, &[("total_score", "100")]), "");
    }
}
