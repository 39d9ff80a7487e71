//! 标题的年度不是报告年度.

use super::{Report, Rule};
use crate::field::value::{Reading, Year};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F21",
    severity: Severity::Warning,
    title: "标题的年度与报告年度不一致",
    advice: "标题写的是预算执行的年度，不是写报告的年度。两者不同的，核对哪一个有误；多半是沿用了上年的标题。",
    source: "东方市公安局 2023 年度报告写“2022年年度目标”的实例；本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(expected) = subject.form.year() else {
        return;
    };
    let title = subject.form.draft.get(Field::Title);
    let years = years(title);
    // With several, the title says from when to when the project runs.
    let [(span, year)] = years[..] else { return };
    if year != expected {
        let place = Place {
            span: Some(span),
            ..Place::of(Field::Title)
        };
        report
            .add(place, "标题的年度与报告年度不一致")
            .expected(format!("{expected}年"))
            .reported(format!("{year}年"));
    }
}

/// Every four digits before 年, or before a dash, that are a year.
fn years(title: &str) -> Vec<(Span, Year)> {
    let digits = |at: usize| {
        let start = at.checked_sub(4)?;
        match Year::read(title.get(start..at)?) {
            Reading::Value(year) => Some((Span { start, end: at }, year)),
            _ => None,
        }
    };
    title
        .match_indices(['年', '-', '—', '至', '－'])
        .filter_map(|(at, _)| digits(at))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn last_years_title_is_found() {
        let title = |title| case::check(&RULE, &[("title", title)]);
        assert_eq!(
            title("海口市公安局2020年度项目支出绩效自评报告"),
            "title｜标题的年度与报告年度不一致｜应为2021年｜现有2020年"
        );
        assert_eq!(title("海口市公安局2021年度项目支出绩效自评报告"), "");
        assert_eq!(title("2020-2022年信息化项目绩效自评报告"), "");
        assert_eq!(title("海口市项目支出绩效自评报告"), "");
        assert_eq!(title("年年度"), "");
    }
}
