//! Dates, which Excel counts in days.

/// Which parts of a date or a time a format shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct DateParts {
    pub(super) year: bool,
    pub(super) month: bool,
    pub(super) day: bool,
    pub(super) hour: bool,
    pub(super) minute: bool,
    pub(super) second: bool,
    /// Hours go on after 24.
    pub(super) is_elapsed: bool,
}

/// Days from Excel's day 0 to 1970, by 1904 or not.
const TO_1970: [i64; 2] = [25_569, 24_107];

/// A day as a date as documents write it: 2022年7月7日. None where it is none.
pub(super) fn show(days: i64, seconds: i64, parts: DateParts, is_1904: bool) -> Option<String> {
    let mut out = String::new();
    if parts.year || parts.month || parts.day {
        let (year, month, day) = date(days, is_1904)?;
        for (is_shown, number, unit) in [
            (parts.year, year, '年'),
            (parts.month, month, '月'),
            (parts.day, day, '日'),
        ] {
            if is_shown {
                out += &format!("{number}{unit}");
            }
        }
    }
    if parts.hour || parts.minute || parts.second {
        if !out.is_empty() {
            out.push(' ');
        }
        let days = if parts.is_elapsed { days } else { 0 };
        let hours = days * 24 + seconds / 3600;
        out += &format!("{hours}:{:02}", seconds / 60 % 60);
        if parts.second {
            out += &format!(":{:02}", seconds % 60);
        }
    }
    Some(out)
}

/// Year, month and day.
fn date(days: i64, is_1904: bool) -> Option<(i64, i64, i64)> {
    /// Excel has a 29 February 1900, for the sake of Lotus 1-2-3.
    const NO_DAY: i64 = 60;
    /// 31 December 9999.
    const LAST: i64 = 2_958_465;
    if !(0..=LAST).contains(&days) {
        return None;
    }
    if !is_1904 && days == NO_DAY {
        return Some((1900, 2, 29));
    }
    let days = if !is_1904 && days < NO_DAY {
        days + 1
    } else {
        days
    };
    Some(civil(days - TO_1970[usize::from(is_1904)]))
}

/// A day counted from 1970 in the Gregorian calendar; Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + i64::from(month <= 2);
    (year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_dates_as_excel_counts_them() {
        let parts = DateParts {
            year: true,
            month: true,
            day: true,
            ..DateParts::default()
        };
        let cases = [
            (1, false, "1900年1月1日"),
            (59, false, "1900年2月28日"),
            (60, false, "1900年2月29日"),
            (61, false, "1900年3月1日"),
            (44_749, false, "2022年7月7日"),
            (45_351, false, "2024年2月29日"),
            (2_958_465, false, "9999年12月31日"),
            (43_287, true, "2022年7月7日"),
        ];
        for (days, is_1904, expected) in cases {
            assert_eq!(show(days, 0, parts, is_1904).as_deref(), Some(expected));
        }
        assert_eq!(show(-1, 0, parts, false), None);
        assert_eq!(show(3_000_000, 0, parts, false), None);
    }
}
