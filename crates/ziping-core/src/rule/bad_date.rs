//! 落款日期无效或不合理.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::{Date, Fault, Year};
use crate::field::{Field, Kind};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F03",
    severity: Severity::Error,
    title: "落款日期无效或不合理",
    advice: "日期写年月日，如 2022年7月7日。晚于今天的日期，或年度终了一年半以后的日期，多半是写错了年份。",
    source: "海南高院报告“2021726”、池州贵池 2022 年度自评表早于年度的实例",
    check,
};

/// 自评 is due within months; a year and a half leaves room for late reports.
const LATEST_MONTHS: u32 = 18;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Date) {
        let message = match why.fault {
            Fault::NoSuchDay => "没有这一天",
            _ => "不是有效日期",
        };
        let typed = shortened(subject.form.text(&place));
        let finding = report.add(
            place.clone(),
            format!("「{}」{message}", place.field.label()),
        );
        finding
            .expected("年月日，如 2022年7月7日")
            .reported(format!("“{typed}”"));
        let meant = why.suggestion.as_deref();
        let date = meant.and_then(|meant| Date::read(meant).value());
        if let Some(date) = date.filter(|date| is_plausible(subject, *date)) {
            let meant = date.to_string();
            finding.expected(&meant).fix(Fix::set(&place, meant));
        }
    }
    let Some(date) = subject.form.signature_date() else {
        return;
    };
    let place = Place::of(Field::SignatureDate);
    if let Some(today) = subject.today.filter(|today| date > *today) {
        report
            .add(place.clone(), "落款日期晚于今天")
            .expected(format!("不晚于 {today}"))
            .reported(date.to_string())
            .severity = Severity::Warning;
    }
    if let Some(year) = subject.form.year() {
        if is_late(date, year) {
            report
                .add(
                    place,
                    format!("落款日期距 {year} 年度终了超过 {LATEST_MONTHS} 个月"),
                )
                .expected(format!("{} 年", year.get() + 1))
                .reported(date.to_string())
                .severity = Severity::Warning;
        }
    }
}

fn is_late(date: Date, year: Year) -> bool {
    date.month_count() > months_at_end_of(year) + LATEST_MONTHS
}

fn months_at_end_of(year: Year) -> u32 {
    u32::from(year.get()) * 12 + 12
}

/// Whether a report may have been signed then: digits without their separators that give
/// another day were not meant so.
fn is_plausible(subject: &Subject<'_>, date: Date) -> bool {
    let is_in_time = subject
        .form
        .year()
        .is_none_or(|year| date.month_count() > months_at_end_of(year) && !is_late(date, year));
    is_in_time && subject.today.is_none_or(|today| date <= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn what_is_no_date_is_found() {
        assert_eq!(
            case::check(&RULE, &[("signature_date", "2021726")]),
            "signature_date｜「落款日期」不是有效日期｜应为年月日，如 2022年7月7日｜现有“2021726”"
        );
        assert_eq!(
            case::check(&RULE, &[("signature_date", "2022年2月29日")]),
            "signature_date｜「落款日期」没有这一天｜应为年月日，如 2022年7月7日｜现有“2022年2月29日”"
        );
    }

    #[test]
    fn digits_that_can_only_be_one_day_are_mended() {
        let on = |today, typed| case::check_on(&RULE, today, &[("signature_date", typed)]);
        let found = on("2022年12月1日", "2022726");
        assert!(
            found.ends_with("应为2022年7月26日｜现有“2022726”｜改为 2022年7月26日"),
            "{found}"
        );
        assert!(on("2022年12月1日", "20220707").ends_with("改为 2022年7月7日"));
        for (today, typed) in [
            // 1月12日 or 11月2日.
            ("2022年12月1日", "2022112"),
            // Before the year was over, after today, no day at all.
            ("2022年12月1日", "2021726"),
            ("2022年12月1日", "20211231"),
            ("2022年7月7日", "2022726"),
            ("2022年12月1日", "2022999"),
            ("2022年12月1日", "202207"),
        ] {
            let found = on(today, typed);
            assert!(
                found.contains("不是有效日期") && !found.contains("改为"),
                "{found}"
            );
        }
    }

    #[test]
    fn a_date_to_come_or_long_after_is_found() {
        assert_eq!(
            case::check_on(&RULE, "2022年7月6日", &[]),
            "signature_date｜落款日期晚于今天｜应为不晚于 2022年7月6日｜现有2022年7月7日"
        );
        assert_eq!(case::check_on(&RULE, "2022年7月7日", &[]), "");
        assert_eq!(
            case::check_on(&RULE, "2024年1月1日", &[("signature_date", "2023年7月1日")]),
            "signature_date｜落款日期距 2021 年度终了超过 18 个月｜应为2022 年｜现有2023年7月1日"
        );
        assert_eq!(
            case::check_on(
                &RULE,
                "2024年1月1日",
                &[("signature_date", "2023年6月30日")]
            ),
            ""
        );
    }
}
