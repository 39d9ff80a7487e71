//! 定量指标的得分与计算不符.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::{Fix, Severity};
use crate::indicator::Indicator;
use crate::place::Place;
use crate::score::{self, Expected, Scored};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D07",
    severity: Severity::Error,
    title: "得分与计算不符",
    advice: "定量指标完成指标值得满分，未完成的按完成值与指标值的比例计分，四舍五入保留两位小数。相差不超过 0.1 分的为警告；主动少计并写了原因的也是警告，核对即可。完成值高于指标值较多而调减的不提示。",
    source: "财预〔2020〕10号第十五条 [凭记忆]；海南省农垦实验中学 2023 年自评表 20×10÷52＝3.85；公开的自评表校验器容差 0.1 分",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let figures = (scored.expected, indicator.typed_score, indicator.weight);
        let (Expected::Exact(computed), Some(typed), Some(weight)) = figures else {
            continue;
        };
        let is_a_score = !typed.is_negative() && typed <= weight;
        let is_lower = typed < computed;
        let is_reduced = is_lower && score::is_over(indicator, subject.policy.over_completion);
        if !is_a_score || score::printed(typed) == computed || is_reduced {
            continue;
        }
        let is_rounding = score::is_near(typed, computed);
        let finding = report
            .add(
                indicator.place(Field::IndicatorScore),
                format!("{}的得分与计算不符", indicator.title()),
            )
            .expected(working(scored, computed, weight))
            .reported(typed.to_string())
            .difference(typed.distance(computed).to_string());
        if is_rounding || is_lower && !indicator.reason.is_empty() {
            finding.severity = Severity::Warning;
        }
        // More points are given by a person, not by a program.
        if !is_lower || is_rounding && computed < weight {
            finding.fix(set_score(subject, indicator, computed));
        }
    }
}

/// `3.85（分值 20.00，完成率 19.23%）`
fn working(scored: &Scored<'_>, computed: Points, weight: Points) -> String {
    let completion = scored.completion;
    let figures = completion.map(|rate| format!("（分值 {weight}，完成率 {rate}）"));
    format!("{computed}{}", figures.unwrap_or_default())
}

/// Sets an indicator's score. A total and a grade that were typed go with the old score, so
/// that the computed ones stand.
pub(super) fn set_score(subject: &Subject<'_>, indicator: &Indicator<'_>, score: Points) -> Fix {
    let mut fix = Fix::set(&indicator.place(Field::IndicatorScore), score.to_string());
    let reported = [Field::TotalScore, Field::Grade];
    let outdated = reported
        .into_iter()
        .filter(|field| subject.scores.total.is_some() && !subject.form.is_empty(*field));
    fix.edits.extend(outdated.map(|field| Edit::Set {
        place: Place::of(field),
        text: String::new(),
    }));
    fix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_score_is_checked_against_the_computed_one() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[("indicators.0.score", "20"), ("total_score", "62.5"), ("grade", "中")]
            ),
            "indicators.0.score｜“资助困难教师及学生”的得分与计算不符｜应为3.85（分值 20.00，完成率 19.23%）｜现有20.00｜相差16.15｜改为 3.85"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.score", "25")]),
            "indicators.2.score｜“帮助困难教师和学生提高生活水平”的得分与计算不符｜应为30.00（分值 30.00，完成率 100.00%）｜现有25.00｜相差5.00"
        );
    }

    #[test]
    fn a_score_that_was_truncated_is_mended() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.score", "3.84")]),
            "indicators.0.score｜“资助困难教师及学生”的得分与计算不符｜应为3.85（分值 20.00，完成率 19.23%）｜现有3.84｜相差0.01｜改为 3.85"
        );
        for fine in ["3.85", "3.846", "3.850", ""] {
            assert_eq!(
                case::check_form(&RULE, &[("indicators.0.score", fine)]),
                "",
                "{fine}"
            );
        }
    }

    #[test]
    fn what_is_no_score_of_its_weight_is_left_to_other_rules() {
        for score in ["25", "-1"] {
            let texts = [("indicators.0.score", score)];
            assert_eq!(case::check_form(&RULE, &texts), "", "{score}");
        }
    }

    #[test]
    fn no_fix_gives_more_points_than_rounding_does_or_full_marks() {
        for texts in [
            [("indicators.0.score", "3")],
            [("indicators.2.score", "29.95")],
        ] {
            let found = case::check_form(&RULE, &texts);
            assert!(found.contains("现有") && !found.contains("改为"), "{found}");
        }
    }

    #[test]
    fn a_total_that_was_typed_goes_only_where_one_is_computed() {
        let edits = |texts: &[(&str, &str)]| {
            let blank = [("indicators.0.score", "20"), ("total_score", "")];
            let draft = case::form(&[&blank, texts].concat());
            let findings = RULE.findings(&Subject::of(&draft, None));
            findings[0].fix.as_ref().unwrap().edits.len()
        };
        let total = ("total_score", "62.5");
        assert_eq!(edits(&[]), 1);
        assert_eq!(edits(&[total]), 2);
        let unknown = [("indicators.1.actual", ""), ("indicators.1.score", "")];
        assert_eq!(edits(&[&[total][..], &unknown].concat()), 1);
    }

    fn severity(texts: &[(&str, &str)]) -> Severity {
        let draft = case::form(texts);
        RULE.findings(&Subject::of(&draft, None))[0].severity
    }

    #[test]
    fn a_rounding_or_an_explained_reduction_is_a_warning() {
        assert_eq!(
            severity(&[("indicators.0.score", "3.95")]),
            Severity::Warning
        );
        assert_eq!(severity(&[("indicators.0.score", "3.96")]), Severity::Error);
        assert_eq!(severity(&[("indicators.0.score", "3")]), Severity::Warning);
        assert_eq!(severity(&[("indicators.2.score", "25")]), Severity::Error);
    }

    #[test]
    fn who_exceeds_the_target_by_far_may_count_less() {
        let reduced = [("indicators.2.target", "50"), ("indicators.2.score", "28")];
        assert_eq!(case::check_form(&RULE, &reduced), "");
    }

    #[test]
    fn the_formula_for_limits_is_the_policys() {
        let limit = |policy: &'static str, score: &'static str| {
            [
                ("policy", policy),
                ("indicators.0.nature", "≤"),
                ("indicators.0.target", "30"),
                ("indicators.0.actual", "36"),
                ("indicators.0.score", score),
            ]
        };
        assert_eq!(case::check_form(&RULE, &limit("海南", "16")), "");
        assert_eq!(case::check_form(&RULE, &limit("湖北", "16.67")), "");
        assert!(case::check_form(&RULE, &limit("湖北", "16")).contains("应为16.67"));
    }
}
