//! 分值、得分处写的不是数.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Field, Kind};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D19",
    severity: Severity::Error,
    title: "分值或得分不是数",
    advice: "分值和得分写数字，如 10、3.85。得分可以空着，由程序计算。",
    source: "本工具的规则：读不出的分值不能相加",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, _) in subject.form.unreadable(Kind::Points) {
        let typed = shortened(subject.form.text(&place));
        let finding = report
            .add(place.clone(), format!("「{}」不是数", place.field.label()))
            .expected("数字，如 3.85")
            .reported(format!("“{typed}”"));
        if let Some(computed) = computed(subject, &place) {
            finding.fix(Fix::compute(&place, &computed));
        }
    }
}

/// What stands there once it is left empty.
fn computed(subject: &Subject<'_>, place: &Place) -> Option<String> {
    let scores = &subject.scores;
    let points = match (place.field, place.row) {
        (Field::ExecutionScore, _) => scores.execution,
        (Field::TotalScore, _) => scores.total,
        (Field::IndicatorScore, Some(row)) => scores.indicators.get(row)?.score,
        _ => None,
    };
    points.map(|points| points.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn what_is_no_score_is_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.2.score", "满分"),
                    ("indicators.1.weight", "三十"),
                    ("execution_score", "—"),
                    ("total_score", "五十")
                ]
            ),
            "execution_score｜「预算执行率得分」不是数｜应为数字，如 3.85｜现有“—”｜改为 2.50\n\
             total_score｜「总分」不是数｜应为数字，如 3.85｜现有“五十”｜改为 46.35\n\
             indicators.1.weight｜「分值」不是数｜应为数字，如 3.85｜现有“三十”\n\
             indicators.2.score｜「得分」不是数｜应为数字，如 3.85｜现有“满分”｜改为 30.00"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.score", "３０分")]),
            ""
        );
    }
}
