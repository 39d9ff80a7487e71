//! 三级指标没有名称，或重复.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E14",
    severity: Severity::Error,
    title: "三级指标名称为空或重复",
    advice: "每个三级指标写名称；同一个二级指标之下不重名。同一件事从数量、质量两面考核的，名称要能分开。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut first_rows = BTreeMap::new();
    for indicator in subject.scores.filled().map(|scored| &scored.indicator) {
        let place = indicator.place(Field::IndicatorLevel3);
        let row = indicator.row + 1;
        if indicator.name.is_empty() {
            report.missing(place, format!("第 {row} 行未填三级指标"));
            continue;
        }
        let key = (indicator.group, indicator.level2, indicator.name);
        let first = *first_rows.entry(key).or_insert(row);
        if first != row {
            report
                .add(place, format!("第 {row} 行与第 {first} 行的三级指标重复"))
                .reported(format!("“{}”", indicator.name));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_name_that_is_missing_or_there_twice_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.level3", "资助困难教师及学生")]),
            "indicators.1.level3｜第 2 行与第 1 行的三级指标重复｜现有“资助困难教师及学生”"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.2.level3", "")]),
            "indicators.2.level3｜第 3 行未填三级指标"
        );
    }

    #[test]
    fn the_same_name_on_another_level_is_fine() {
        assert_eq!(case::check_draft(&RULE, &case::hainan()), "");
    }
}
