//! 报告年度无效或还没有到.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Field, Kind};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F14",
    severity: Severity::Error,
    title: "报告年度无效",
    advice:
        "报告年度是四位数字的年份，报告中的年度都从这里取得。还没有到的年度没有执行数，不能自评。",
    source: "东方市公安局 2023 年度报告写“2022年年度目标”的实例：年度只填一处，就不会不一致",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, _) in subject.form.unreadable(Kind::Year) {
        let typed = shortened(subject.form.text(&place));
        report
            .add(
                place.clone(),
                format!("「{}」不是年份", place.field.label()),
            )
            .expected("四位数字，如 2021")
            .reported(format!("“{typed}”"));
    }
    let (Some(year), Some(today)) = (subject.form.year(), subject.today) else {
        return;
    };
    if year > today.year() {
        report
            .add(Place::of(Field::ReportYear), "报告年度还没有到")
            .expected(format!("不晚于 {}", today.year()))
            .reported(year.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn what_is_no_year_is_found() {
        assert_eq!(
            case::check(&RULE, &[("report_year", "21")]),
            "report_year｜「报告年度」不是年份｜应为四位数字，如 2021｜现有“21”"
        );
    }

    #[test]
    fn a_year_to_come_is_found() {
        assert_eq!(
            case::check_on(&RULE, "2022年7月7日", &[("report_year", "2023年")]),
            "report_year｜报告年度还没有到｜应为不晚于 2022｜现有2023"
        );
        assert_eq!(case::check(&RULE, &[("report_year", "２０２１年度")]), "");
        assert_eq!(case::check_on(&RULE, "2021年12月1日", &[]), "");
    }
}
