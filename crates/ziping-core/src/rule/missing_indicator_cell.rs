//! 绩效指标行没有填全.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A14",
    severity: Severity::Error,
    title: "绩效指标未填全",
    advice: "每个指标写明属于哪个一级指标（与上一行相同的可空着）、年度指标值和分值。多余的行删去；表样中有而项目没有的二级指标，可只留名称。",
    source: "财预〔2020〕10号附件《项目支出绩效自评表》[凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let form = &subject.form;
    let mut is_first_without_group = true;
    for scored in &subject.scores.indicators {
        let indicator = &scored.indicator;
        let row = indicator.row + 1;
        let is_empty = |field| form.text(&indicator.place(field)).is_empty();
        if indicator.is_blank {
            let is_place_in_form =
                !is_empty(Field::IndicatorLevel1) || !is_empty(Field::IndicatorLevel2);
            if !is_place_in_form {
                let place = indicator.place(Field::IndicatorLevel3);
                report.missing(place, format!("第 {row} 行没有内容，不用的行删去"));
            }
            continue;
        }
        if indicator.group.is_none() && is_empty(Field::IndicatorLevel1) && is_first_without_group {
            is_first_without_group = false;
            let message = format!("{}未填一级指标", indicator.title());
            report.missing(indicator.place(Field::IndicatorLevel1), message);
        }
        for field in [Field::IndicatorTarget, Field::IndicatorWeight] {
            if is_empty(field) {
                let message = format!("{}未填{}", indicator.title(), field.label());
                report.missing(indicator.place(field), message);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_gap_in_a_row_is_found() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.0.level1", ""),
                    ("indicators.1.level1", ""),
                    ("indicators.1.target", ""),
                    ("indicators.2.weight", "")
                ]
            ),
            "indicators.0.level1｜“资助困难教师及学生”未填一级指标\n\
             indicators.1.target｜“困难教师”未填年度指标值\n\
             indicators.2.weight｜“帮助困难教师和学生提高生活水平”未填分值"
        );
        assert_eq!(case::check_form(&RULE, &[("indicators.1.level1", "")]), "");
    }

    #[test]
    fn an_empty_row_is_one_finding_and_a_place_in_the_form_is_none() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.4.reason", "")]),
            "indicators.4.level3｜第 5 行没有内容，不用的行删去"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.4.level2", "经济效益指标")]),
            ""
        );
    }
}
