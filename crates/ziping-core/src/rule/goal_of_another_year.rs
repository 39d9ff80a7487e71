//! 年度目标写的是别的年度.

use super::{Report, Rule};
use crate::field::{Field, Value};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F01",
    severity: Severity::Error,
    title: "年度目标的年度与报告年度不一致",
    advice: "年度目标句的年度由程序按报告年度印出。来稿写的是别的年度，多半沿用了旧稿：核对目标的内容是不是报告年度的。目标的文字里另写的年份由 F17 核对。",
    source: "东方市公安局 2023 年度报告写“2022年年度目标是”的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::AnnualGoalYear);
    let (Value::Year(stated), Some(year)) = (subject.form.value(&place), subject.form.year())
    else {
        return;
    };
    if *stated != year {
        report
            .add(
                place.clone(),
                format!("“{stated}年度目标”与报告年度 {year} 不一致"),
            )
            .expected(year.to_string())
            .reported(stated.to_string())
            .fix(Fix::compute(&place, &year.to_string()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_goal_of_another_year_is_found() {
        assert_eq!(
            case::check(&RULE, &[("annual_goal_year", "2020年")]),
            "annual_goal_year｜“2020年度目标”与报告年度 2021 不一致｜应为2021｜现有2020｜改为 2021"
        );
        assert_eq!(case::check(&RULE, &[("annual_goal_year", "2021年度")]), "");
    }
}
