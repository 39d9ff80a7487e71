//! 正文有不存在的日期.

use super::{Report, Rule};
use crate::field::value::Date;
use crate::finding::Severity;
use crate::place::Span;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F23",
    severity: Severity::Warning,
    title: "正文有不存在的日期",
    advice: "月份为 1 至 12，日期不超过当月的天数。多为录入时多按或错按一个数字，对照原件改正。",
    source: "本工具的规则：公历",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        for (span, expected) in impossible(prose.text) {
            let written = &prose.text[span.range()];
            report
                .add(
                    prose.stretch(span.start, span.end),
                    format!("文中“{written}”不是日期"),
                )
                .expected(expected)
                .reported(written);
        }
    }
}

/// The days and months that no calendar has, each with what it has.
fn impossible(text: &str) -> impl Iterator<Item = (Span, String)> + '_ {
    /// Has a 29 February: what is said without a year may be of one that has.
    const LEAP: u16 = 2000;
    text.match_indices('月').filter_map(|(at, moon)| {
        let (start, month) = number_before(text, at, 2)?;
        let year = text[..start].strip_suffix('年');
        let year = year.and_then(|before| number_before(text, before.len(), 4));
        let behind = at + moon.len();
        let day = day_at(text, behind);
        if !(1..=12).contains(&month) {
            // 13月 by itself may be the end of something else.
            let end = day.map_or(behind, |(_, end)| end);
            let start = year.map_or(start, |(start, _)| start);
            let is_date = year.is_some() || day.is_some();
            return is_date.then(|| (Span { start, end }, "月份为 1 至 12".to_owned()));
        }
        let (day, end) = day?;
        let is_known = |year: &u16| Date::new(*year, 1, 1).is_some();
        let number = year.map(|(_, number)| number).filter(is_known);
        let exists =
            |day: &u16| Date::new(number.unwrap_or(LEAP), month as u8, *day as u8).is_some();
        let last = (28..=31).rev().find(exists)?;
        let start = year.map_or(start, |(start, _)| start);
        let expected = format!("{month}月有 {last} 天");
        (!(1..=last).contains(&day)).then_some((Span { start, end }, expected))
    })
}

/// The whole number that ends at `end`, and where it starts.
fn number_before(text: &str, end: usize, most: usize) -> Option<(usize, u16)> {
    let before = text[..end].trim_end_matches(|c: char| c.is_ascii_digit());
    let is_whole = !before.ends_with(['.', '．', ',', '-', '—', '第']);
    let digits = &text[before.len()..end];
    let is_short = (1..=most).contains(&digits.len());
    (is_whole && is_short).then_some((before.len(), digits.parse().ok()?))
}

/// The day that stands here, `31日`, and where it ends.
fn day_at(text: &str, at: usize) -> Option<(u16, usize)> {
    let behind = text[at..].trim_start_matches(|c: char| c.is_ascii_digit());
    let end = text.len() - behind.len();
    let day = text[at..end].parse().ok().filter(|_| end - at <= 2)?;
    behind
        .starts_with('日')
        .then_some((day, end + '日'.len_utf8()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn days_and_months_that_no_calendar_has_are_found() {
        assert_eq!(
            found("2021年2月29日验收，6月31日付款，2021年13月5日、15月1日启用，2021年14月报送。"),
            "follow_up_plan｜文中“2021年2月29日”不是日期｜应为2月有 28 天｜现有2021年2月29日\n\
             follow_up_plan｜文中“6月31日”不是日期｜应为6月有 30 天｜现有6月31日\n\
             follow_up_plan｜文中“2021年13月5日”不是日期｜应为月份为 1 至 12｜现有2021年13月5日\n\
             follow_up_plan｜文中“15月1日”不是日期｜应为月份为 1 至 12｜现有15月1日\n\
             follow_up_plan｜文中“2021年14月”不是日期｜应为月份为 1 至 12｜现有2021年14月"
        );
        assert!(found("5月0日").contains("5月有 31 天"));
    }

    #[test]
    fn the_days_that_there_are_and_what_is_no_day_are_fine() {
        for fine in [
            "2024年2月29日，2月29日，1月31日，1985年12月31日，1900年2月29日",
            "6月28—31日，1-13月，13月，共24个月30日，第13月5日，2021年度13月份",
            "3月321日，1234月5日，月日，6月，31日",
        ] {
            assert_eq!(found(fine), "", "{fine}");
        }
    }
}
