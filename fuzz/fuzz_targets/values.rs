//! Any text is read as an amount, a percentage, points, a quantity, a year, a date, a phone
//! number without a panic; what is shown reads back as the same; a suggestion reads.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_core::field::value::{Date, Percent, Phone, Points, Quantity, Reading, Year, Yuan};

fn suggestion_reads<T: PartialEq + std::fmt::Debug>(text: &str, read: fn(&str) -> Reading<T>) {
    let Reading::Unreadable(why) = read(text) else {
        return;
    };
    if let Some(suggestion) = why.suggestion {
        let again = read(&suggestion);
        assert!(
            matches!(again, Reading::Value(_)),
            "{text:?} is told to become {suggestion:?}, which reads as {again:?}"
        );
    }
}

fuzz_target!(|text: &str| {
    if let Reading::Value(amount) = Yuan::read(text) {
        let shown = [
            amount.to_string(),
            amount.grouped(),
            amount.wan() + "万元",
            amount.grouped_wan() + "万元",
        ];
        for shown in shown {
            assert_eq!(Yuan::read(&shown), Reading::Value(amount), "{shown}");
        }
        assert!(amount.distance(amount).is_zero());
    }
    if let Reading::Value(date) = Date::read(text) {
        assert_eq!(Date::read(&date.to_string()), Reading::Value(date));
    }
    if let Reading::Value(year) = Year::read(text) {
        assert_eq!(Year::read(&year.to_string()), Reading::Value(year));
    }
    if let Reading::Value(phone) = Phone::read(text) {
        assert!(!phone.numbers().is_empty());
    }
    if let Reading::Value(points) = Points::read(text) {
        assert_eq!(points.is_zero(), points.distance(points) == points);
    }
    suggestion_reads(text, Yuan::read);
    suggestion_reads(text, Percent::read);
    suggestion_reads(text, Points::read);
    suggestion_reads(text, Quantity::read);
    suggestion_reads(text, Year::read);
    suggestion_reads(text, Date::read);
    suggestion_reads(text, Phone::read);
});
