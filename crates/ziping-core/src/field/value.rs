//! What a person types, read: amounts, rates, years, dates, phone numbers.
//!
//! Reading never fails and never changes what was typed. A text is [`Reading::Empty`],
//! a [`Reading::Value`], or [`Reading::Unreadable`] with the reason and, where there is
//! only one sensible meaning, the text that was probably meant.

use std::fmt;
use std::ops::Add;
use std::str::FromStr;

use rust_decimal::Decimal;

/// The outcome of reading one typed text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading<T> {
    /// Nothing but white space.
    Empty,
    Value(T),
    Unreadable(Unreadable),
}

impl<T> Reading<T> {
    pub fn value(self) -> Option<T> {
        match self {
            Reading::Value(value) => Some(value),
            Reading::Empty | Reading::Unreadable(_) => None,
        }
    }
}

/// Why a text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub fault: Fault,
    /// The text that was probably meant, if only one makes sense.
    pub suggestion: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// 不是要求的内容：不是数、不是日期、不是年份。
    NotThis,
    /// 千分位逗号位置不对，如 `677,00`。
    MisplacedThousands,
    /// 单位不对：执行率后面写了“元”。
    WrongUnit,
    /// 数额超出可能的范围（一千万亿元及以上）。
    TooLarge,
    /// 小数位数超出本程序的范围。
    TooManyDecimals,
    /// 日历上没有这一天。
    NoSuchDay,
}

impl Unreadable {
    fn because<T>(fault: Fault) -> Reading<T> {
        Reading::Unreadable(Unreadable {
            fault,
            suggestion: None,
        })
    }

    fn meaning<T>(fault: Fault, suggestion: impl Into<String>) -> Reading<T> {
        Reading::Unreadable(Unreadable {
            fault,
            suggestion: Some(suggestion.into()),
        })
    }
}

/// Full-width digits and signs as half-width, without white space.
/// An input method in full-width mode produces `１８，３８８．７０％`.
pub(crate) fn half_width(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !is_invisible(*c))
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            '−' | '–' => '-',
            _ => c,
        })
        .collect()
}

/// Characters with no width that copying from Word or a web page leaves behind.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}' | '\u{FEFF}')
}

/// White space and invisible characters at both ends removed.
pub(crate) fn trim(text: &str) -> &str {
    text.trim_matches(is_blank)
}

pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || is_invisible(c)
}

/// As [`trim`], with the byte that what is left starts at.
pub(crate) fn trim_at(text: &str) -> (usize, &str) {
    let inside = text.trim_start_matches(is_blank);
    (text.len() - inside.len(), inside.trim_end_matches(is_blank))
}

/// Writings of "nothing" that stand in real reports where a 0 belongs.
fn means_none(text: &str) -> bool {
    matches!(text, "无" | "没有" | "-" | "--" | "—" | "——" | "/" | "\\")
}

/// An amount of money in 元, exact, as typed: never rounded.
///
/// Invariant: less than 10^15 元 in absolute value, at most 8 decimals, so that sums
/// and products of the report's amounts can't overflow a [`Decimal`].
/// There is no conversion from a [`Decimal`], so no rounded figure can become an amount.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Yuan(Decimal);

const MAX_INTEGER_DIGITS: usize = 15;
const MAX_DECIMALS: u32 = 8;

impl Yuan {
    pub const ZERO: Yuan = Yuan(Decimal::ZERO);

    pub(crate) const fn whole(yuan: u32) -> Yuan {
        Yuan(Decimal::from_parts(yuan, 0, 0, false, 0))
    }

    /// Reads an amount: `18388700`, `18,388,700.00`, `1838.87万元`, `0.18亿元`,
    /// `￥１８，３８８，７００`. A bare number is in 元.
    pub fn read(text: &str) -> Reading<Yuan> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        if means_none(&text) {
            return Unreadable::meaning(Fault::NotThis, "0");
        }
        let (number, shift, unit) = split_unit(&text);
        let number = number
            .strip_prefix("人民币")
            .unwrap_or(number)
            .trim_start_matches(['¥', '￥']);
        match plain_number(number, shift) {
            Number::Plain(decimal) => {
                let value = decimal * Decimal::from(10u64.pow(shift));
                Reading::Value(Yuan(value.normalize()))
            }
            Number::MisplacedThousands(digits) => {
                Unreadable::meaning(Fault::MisplacedThousands, grouped(&digits) + unit)
            }
            Number::TooLong(fault) => Unreadable::because(fault),
            Number::Not => Unreadable::because(Fault::NotThis),
        }
    }

    /// For rate.rs and score.rs, which alone divide and round.
    pub(crate) fn decimal(self) -> Decimal {
        self.0
    }

    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// How many decimals of 元 were given: more than 2 is finer than 分.
    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    /// The absolute difference of two amounts.
    pub fn distance(self, other: Yuan) -> Yuan {
        Yuan((self.0 - other.0).abs())
    }

    /// `self` less `other`, in 元.
    pub fn minus(self, other: Yuan) -> Yuan {
        Yuan(self.0 - other.0)
    }

    /// With thousands separators and at least two decimals, as the form shows it:
    /// `18,388,700.00`.
    pub fn grouped(self) -> String {
        grouped(&with_decimals(self.0, 2))
    }

    /// In 万元, exact: `1838.87`.
    pub fn wan(self) -> String {
        (self.0 * Decimal::new(1, 4)).normalize().to_string()
    }

    /// In 万元 with thousands separators, exact: `1,838.87`.
    pub fn grouped_wan(self) -> String {
        grouped(&self.wan())
    }
}

/// As the report's sentences print it: whole 元 without decimals, otherwise at least
/// two: `18388700`, `58012.50`.
impl fmt::Display for Yuan {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.decimals() == 0 {
            write!(f, "{}", self.0.trunc())
        } else {
            f.write_str(&with_decimals(self.0, 2))
        }
    }
}

impl Add for Yuan {
    type Output = Yuan;

    fn add(self, other: Yuan) -> Yuan {
        Yuan(self.0 + other.0)
    }
}

impl std::iter::Sum for Yuan {
    fn sum<I: Iterator<Item = Yuan>>(amounts: I) -> Yuan {
        amounts.fold(Yuan::ZERO, Add::add)
    }
}

/// The number, its power of ten, and the unit as it was written.
fn split_unit(text: &str) -> (&str, u32, &str) {
    let bare = text.strip_suffix('整').unwrap_or(text);
    let bare = bare.strip_suffix('元').unwrap_or(bare);
    let (number, shift) = match bare.chars().last() {
        Some('万') => (&bare[..bare.len() - '万'.len_utf8()], 4),
        Some('亿') => (&bare[..bare.len() - '亿'.len_utf8()], 8),
        _ => (bare, 0),
    };
    (number, shift, &text[number.len()..])
}

enum Number {
    Plain(Decimal),
    /// The digits without the commas.
    MisplacedThousands(String),
    TooLong(Fault),
    Not,
}

/// Reads an optional sign, digits with or without thousands separators, and decimals.
/// `shift` is the power of ten of the unit that follows: the limits are for what the number
/// means.
fn plain_number(text: &str, shift: u32) -> Number {
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (integer, decimals) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    let digits: String = integer.chars().filter(|c| *c != ',').collect();
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(&digits) || !all_digits(decimals) || (digits.is_empty() && decimals.is_empty()) {
        return Number::Not;
    }
    let significant = digits.trim_start_matches('0');
    if significant.len() + shift as usize > MAX_INTEGER_DIGITS {
        return Number::TooLong(Fault::TooLarge);
    }
    let significant_decimals = decimals.trim_end_matches('0').len();
    if significant_decimals > (MAX_DECIMALS + shift) as usize {
        return Number::TooLong(Fault::TooManyDecimals);
    }
    // 36.30% says another rate than 36.3%: up to two decimals stay as they were written.
    let written = &decimals[..significant_decimals.max(decimals.len().min(2))];
    let plain = format!(
        "{sign}{}{}{}",
        if significant.is_empty() {
            "0"
        } else {
            significant
        },
        if decimals.is_empty() { "" } else { "." },
        written,
    );
    if integer.contains(',') && !thousands_are_right(integer) {
        return Number::MisplacedThousands(plain.trim_end_matches('.').to_owned());
    }
    let decimal = Decimal::from_str_exact(plain.trim_end_matches('.'));
    decimal.map_or(Number::Not, Number::Plain)
}

fn thousands_are_right(integer: &str) -> bool {
    let mut groups = integer.split(',');
    let first = groups.next().unwrap_or("");
    (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3)
}

fn with_decimals(value: Decimal, least: u32) -> String {
    let mut value = value.normalize();
    value.rescale(value.scale().max(least));
    value.to_string()
}

/// Inserts thousands separators into a plain decimal number.
fn grouped(number: &str) -> String {
    let (sign, unsigned) = match number.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", number),
    };
    let (integer, decimals) = match unsigned.find('.') {
        Some(point) => unsigned.split_at(point),
        None => (unsigned, ""),
    };
    let mut out = String::from(sign);
    for (i, digit) in integer.chars().enumerate() {
        if i > 0 && (integer.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    out + decimals
}

/// A rate in percent (百分比), with the decimals it was written or rounded to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(Decimal);

impl Percent {
    /// 0.05 个百分点: up to here a different rate may be another rounding, so it is a
    /// warning; beyond, it is an error.
    pub const SMALL: Percent = Percent(Decimal::from_parts(5, 0, 0, false, 2));

    /// Reads `19.73%`, `１９．７３％` or `19.73`. `0元`, as some reports print a rate, is
    /// a wrong unit.
    pub fn read(text: &str) -> Reading<Percent> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        if ["元", "万元", "分"].iter().any(|unit| text.ends_with(unit)) {
            return Unreadable::because(Fault::WrongUnit);
        }
        match plain_number(text.strip_suffix('%').unwrap_or(&text), 0) {
            Number::Plain(decimal) => Reading::Value(Percent(decimal)),
            Number::TooLong(fault) => Unreadable::because(fault),
            Number::MisplacedThousands(_) | Number::Not => Unreadable::because(Fault::NotThis),
        }
    }

    /// Only rate.rs makes a percentage out of a number.
    pub(crate) fn rounded(value: Decimal) -> Percent {
        Percent(value)
    }

    /// For rate.rs, which alone rounds.
    pub(crate) fn decimal(self) -> Decimal {
        self.0
    }

    /// Difference in percentage points (个百分点).
    pub fn distance(self, other: Percent) -> Percent {
        Percent((self.0 - other.0).abs())
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

/// With at least two decimals: `19.73%`, `100.00%`.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}%", with_decimals(self.0, 2))
    }
}

/// Points (分): a weight (分值) or a score (得分), exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(Decimal);

impl Points {
    pub const ZERO: Points = Points(Decimal::ZERO);

    pub const fn whole(points: u32) -> Points {
        Points(Decimal::from_parts(points, 0, 0, false, 0))
    }

    /// Reads `10`, `3.85`, `10分`.
    pub fn read(text: &str) -> Reading<Points> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        match plain_number(text.strip_suffix('分').unwrap_or(&text), 0) {
            Number::Plain(decimal) => Reading::Value(Points(decimal)),
            Number::TooLong(fault) => Unreadable::because(fault),
            Number::MisplacedThousands(_) | Number::Not => Unreadable::because(Fault::NotThis),
        }
    }

    /// Only score.rs makes points out of a number.
    pub(crate) fn rounded(value: Decimal) -> Points {
        Points(value)
    }

    pub(crate) fn decimal(self) -> Decimal {
        self.0
    }

    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    pub fn is_negative(self) -> bool {
        self.0.is_sign_negative() && !self.0.is_zero()
    }

    pub fn decimals(self) -> u32 {
        self.0.normalize().scale()
    }

    /// The absolute difference.
    pub fn distance(self, other: Points) -> Points {
        Points((self.0 - other.0).abs())
    }
}

/// With at least two decimals: `3.85`, `10.00`.
impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&with_decimals(self.0, 2))
    }
}

impl Add for Points {
    type Output = Points;

    fn add(self, other: Points) -> Points {
        Points(self.0 + other.0)
    }
}

impl std::iter::Sum for Points {
    fn sum<I: Iterator<Item = Points>>(points: I) -> Points {
        points.fold(Points::ZERO, Add::add)
    }
}

/// A number with its unit, as indicators state values (指标值): `50个`, `≥80%`, `90`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    number: Decimal,
    /// What stands behind the number, half-width: `个`, `%`, `万元`; may be empty.
    pub unit: String,
    /// The comparison that stands before it: `≥`, `≤`, `=`, `>`, `<`; may be empty.
    pub comparison: &'static str,
}

impl Quantity {
    /// Reads a number with a comparison before it, or 以上, 以下, 以内 behind it, and a unit:
    /// these include the number itself. Words with numbers in them (`约120平方米`,
    /// `2021年底前`) are no quantities.
    pub fn read(text: &str) -> Reading<Quantity> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        const COMPARISONS: [(&str, &str); 17] = [
            (">=", "≥"),
            ("=>", "≥"),
            ("<=", "≤"),
            ("=<", "≤"),
            ("≥", "≥"),
            ("≧", "≥"),
            ("≤", "≤"),
            ("≦", "≤"),
            ("=", "="),
            (">", ">"),
            ("<", "<"),
            ("大于等于", "≥"),
            ("小于等于", "≤"),
            ("不低于", "≥"),
            ("不少于", "≥"),
            ("不高于", "≤"),
            ("不超过", "≤"),
        ];
        const BEHIND: [(&str, &str); 3] = [("以上", "≥"), ("以下", "≤"), ("以内", "≤")];
        let behind = BEHIND
            .iter()
            .find_map(|(word, meaning)| Some((text.strip_suffix(word)?, *meaning)));
        let (text, behind) = behind.unwrap_or((&text, ""));
        let before = COMPARISONS
            .iter()
            .find_map(|(sign, meaning)| Some((text.strip_prefix(sign)?, *meaning)));
        let (rest, before) = before.unwrap_or((text, ""));
        let comparison = match (before, behind) {
            ("", sign) | (sign, "") => sign,
            (before, behind) if before == behind => before,
            _ => return Unreadable::because(Fault::NotThis),
        };
        let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
        let end = rest.find(|c| !is_number(c)).unwrap_or(rest.len());
        let (number, unit) = rest.split_at(end);
        let has_digits = unit.chars().any(|c| c.is_ascii_digit());
        let is_long = unit.chars().count() > 8;
        match plain_number(number, 0) {
            Number::Plain(number) if !has_digits && !is_long => Reading::Value(Quantity {
                number,
                unit: unit.to_owned(),
                comparison,
            }),
            _ => Unreadable::because(Fault::NotThis),
        }
    }

    pub(crate) fn decimal(&self) -> Decimal {
        self.number
    }

    /// The same quantity in a unit 10^`shift` times smaller, exact; `None` where that is
    /// too large.
    pub fn times_power_of_ten(&self, shift: u32) -> Option<Quantity> {
        let number = self.number.checked_mul(Decimal::from(10u64.pow(shift)))?;
        Some(Quantity {
            number,
            ..self.clone()
        })
    }
}

/// The number without trailing zeros, and the unit: `50个`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.number.normalize(), self.unit)
    }
}

/// A calendar year (年度), 1990 to 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Year(u16);

impl Year {
    /// Reads `2021`, `２０２１`, `2021年`, `2021年度`.
    pub fn read(text: &str) -> Reading<Year> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        let bare = text
            .strip_suffix("年度")
            .or_else(|| text.strip_suffix('年'));
        match Year::from_digits(bare.unwrap_or(&text)) {
            Some(year) => Reading::Value(year),
            None => Unreadable::because(Fault::NotThis),
        }
    }

    fn from_digits(text: &str) -> Option<Year> {
        if text.len() != 4 || !text.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        Year::new(text.parse().ok()?)
    }

    pub fn new(year: u16) -> Option<Year> {
        (1990..=2099).contains(&year).then_some(Year(year))
    }

    pub fn get(self) -> u16 {
        self.0
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

/// A day of the Gregorian calendar (日期), 1990 to 2099.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    year: Year,
    month: u8,
    day: u8,
}

impl Date {
    /// Reads `2022年7月7日`, `2022-07-07`, `2022/7/7`, `2022.7.7`, `二〇二二年七月七日`.
    /// Digits without separators are unreadable, with the day as the suggestion where they
    /// can be only one.
    pub fn read(text: &str) -> Reading<Date> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        let Some((year, month, day)) = date_parts(&text) else {
            return match only_date(&text) {
                Some(date) => Unreadable::meaning(Fault::NotThis, date.to_string()),
                None => Unreadable::because(Fault::NotThis),
            };
        };
        match Date::new(year, month, day) {
            Some(date) => Reading::Value(date),
            None => Unreadable::because(Fault::NoSuchDay),
        }
    }

    /// `None` where the calendar has no such day.
    pub fn new(year: u16, month: u8, day: u8) -> Option<Date> {
        let year = Year::new(year)?;
        let last = match month {
            4 | 6 | 9 | 11 => 30,
            2 if year.0 % 4 == 0 && (year.0 % 100 != 0 || year.0 % 400 == 0) => 29,
            2 => 28,
            1..=12 => 31,
            _ => return None,
        };
        (1..=last)
            .contains(&day)
            .then_some(Date { year, month, day })
    }

    pub fn year(self) -> Year {
        self.year
    }

    pub fn month(self) -> u8 {
        self.month
    }

    pub fn day(self) -> u8 {
        self.day
    }

    /// Months since the year 0, for distances in months.
    pub fn month_count(self) -> u32 {
        u32::from(self.year.0) * 12 + u32::from(self.month)
    }
}

/// As GB/T 9704 writes a date: Arabic digits, no leading zeros: `2022年7月7日`.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}年{}月{}日", self.year, self.month, self.day)
    }
}

/// The only day that digits without separators can be: 2021年7月26日 for `2021726`.
fn only_date(text: &str) -> Option<Date> {
    if !(6..=8).contains(&text.len()) || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (year, rest) = text.split_at(4);
    let dates = (1..=2).filter_map(|length| {
        let (month, day) = rest.split_at_checked(length)?;
        // A day has one digit or two, and 8 digits have their zeros.
        let is_whole = (1..=2).contains(&day.len());
        let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
        date.filter(|_| is_whole)
    });
    let dates: Vec<Date> = dates.collect();
    match dates[..] {
        [date] => Some(date),
        _ => None,
    }
}

fn date_parts(text: &str) -> Option<(u16, u8, u8)> {
    let arabic: String = text.chars().map(arabic_digit).collect();
    if let Some((year, rest)) = arabic.split_once('年') {
        let (month, day) = rest.split_once('月')?;
        let day = day.strip_suffix(['日', '号']).unwrap_or(day);
        return Some((digits(year, 4)?, small_number(month)?, small_number(day)?));
    }
    let mut parts = arabic.split(['-', '/', '.']);
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Some((digits(year, 4)?, digits(month, 2)?, digits(day, 2)?))
}

/// A number of up to so many digits and nothing else: parsing alone takes `+7` too.
fn digits<T: FromStr>(text: &str, most: usize) -> Option<T> {
    let is_number = text.len() <= most && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn arabic_digit(c: char) -> char {
    match "〇一二三四五六七八九".chars().position(|d| d == c) {
        Some(value) => char::from(b'0' + value as u8),
        None if c == '零' || c == '○' => '0',
        None => c,
    }
}

/// Reads a day or month such as `7`, `07`, `十`, `1十`, `十2`, `2十5` (after
/// [`arabic_digit`] has turned 一 to 九 into digits).
fn small_number(text: &str) -> Option<u8> {
    let digit = |text: &str, none: u8| match text {
        "" => Some(none),
        text => digits::<u8>(text, 1),
    };
    match text.split_once('十') {
        None => digits(text, 2),
        Some((tens, ones)) => Some(digit(tens, 1)? * 10 + digit(ones, 0)?),
    }
}

/// One or more telephone numbers (联系电话), separated by 、 or a comma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phone(Vec<String>);

impl Phone {
    /// Reads mobile numbers (`13800138000`) and fixed lines (`0898-68720000`).
    /// A number with spaces or hyphens in unusual places is unreadable, with the usual
    /// writing as the suggestion. One that was masked for publication (`138****1234`) stays
    /// as it is.
    pub fn read(text: &str) -> Reading<Phone> {
        let text = half_width(text);
        if text.is_empty() {
            return Reading::Empty;
        }
        let written: Vec<&str> = text
            .split(['、', ',', ';', '，', '；'])
            .filter(|part| !part.is_empty())
            .collect();
        let usual: Option<Vec<String>> = written.iter().map(|part| usual_phone(part)).collect();
        match usual {
            None => Unreadable::because(Fault::NotThis),
            Some(usual) if usual.is_empty() => Unreadable::because(Fault::NotThis),
            Some(usual) if usual == written => Reading::Value(Phone(usual)),
            Some(usual) => Unreadable::meaning(Fault::NotThis, usual.join("、")),
        }
    }

    pub fn numbers(&self) -> &[String] {
        &self.0
    }
}

/// The usual writing of a number that is a mobile or fixed-line number once its hyphens
/// and brackets are left out; `None` if it is neither.
fn usual_phone(part: &str) -> Option<String> {
    let digits: String = part
        .strip_prefix("+86")
        .unwrap_or(part)
        .chars()
        .filter(|c| !matches!(c, '-' | '(' | ')'))
        .collect();
    if let Some((start, hidden)) = digits.split_once('*') {
        let whole = format!("{start}0{}", hidden.replace('*', "0"));
        return (start.len() >= 3 && usual_phone(&whole).is_some()).then(|| part.to_owned());
    }
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut start = digits.bytes();
    match (start.next()?, start.next()?, digits.len()) {
        (b'1', b'3'..=b'9', 11) => Some(digits),
        (b'0', _, 10..=12) => {
            // Beijing, Guangzhou, Shanghai … have two-digit codes after the 0.
            let is_short_code = matches!(digits.as_bytes()[1], b'1' | b'2');
            let code = if is_short_code { 3 } else { 4 };
            let is_whole = (7..=8).contains(&(digits.len() - code));
            let usual = format!("{}-{}", &digits[..code], &digits[code..]);
            // `089868720000`, without the hyphen, is just as common.
            is_whole.then(|| if part == digits { digits } else { usual })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    fn yuan(text: &str) -> String {
        match Yuan::read(text) {
            Reading::Empty => "empty".to_owned(),
            Reading::Value(yuan) => yuan.to_string(),
            Reading::Unreadable(why) => match why.suggestion {
                Some(suggestion) => format!("{:?}: {suggestion}", why.fault),
                None => format!("{:?}", why.fault),
            },
        }
    }

    #[test]
    fn an_amount_is_understood_in_every_usual_writing() {
        for writing in [
            "18388700",
            "18,388,700.00",
            "1838.87万元",
            "1,838.87万",
            "0.183887亿元",
            "１８３８８７００",
            "１８，３８８，７００．００元",
            " 18 388 700 ",
            "￥18388700元整",
            "人民币18388700元",
            "+18388700.",
            "\u{FEFF}18388700\u{200B}",
        ] {
            assert_eq!(yuan(writing), "18388700", "{writing}");
        }
        assert_eq!(yuan("58012.5"), "58012.50");
        assert_eq!(yuan(".5"), "0.50");
        for minus in ["-3", "−3", "–3"] {
            assert_eq!(yuan(minus), "-3");
        }
        assert_eq!(yuan("0.005"), "0.005");
        assert_eq!(yuan(" \u{3000} "), "empty");
    }

    #[test]
    fn what_is_not_an_amount_is_refused_with_a_suggestion_where_there_is_one() {
        assert_eq!(yuan("677,00元"), "MisplacedThousands: 67,700元");
        assert_eq!(yuan("1,8388,700"), "MisplacedThousands: 18,388,700");
        assert_eq!(yuan("183,88.7万元"), "MisplacedThousands: 18,388.7万元");
        assert_eq!(yuan("无"), "NotThis: 0");
        assert_eq!(yuan("/"), "NotThis: 0");
        assert_eq!(yuan("18O0"), "NotThis");
        assert_eq!(yuan("1.2.3"), "NotThis");
        assert_eq!(yuan("."), "NotThis");
        assert_eq!(yuan("万元"), "NotThis");
        assert_eq!(yuan("=1+1"), "NotThis");
        assert_eq!(
            yuan("9999999.9999999999999999亿元"),
            "999999999999999.99999999"
        );
        assert_eq!(yuan("1000000000000000"), "TooLarge");
        assert_eq!(yuan("10000000亿元"), "TooLarge");
        assert_eq!(yuan("0.000000001"), "TooManyDecimals");
        assert_eq!(yuan("0.00000001"), "0.00000001");
        assert_eq!(yuan(&"9".repeat(1_000_000)), "TooLarge");
    }

    #[test]
    fn an_amount_shows_as_yuan_and_ten_thousand_yuan() {
        let amount = Yuan::read("3627500").value().unwrap();
        assert_eq!(amount.grouped(), "3,627,500.00");
        assert_eq!(amount.grouped_wan(), "362.75");
        assert_eq!(Yuan::ZERO.grouped(), "0.00");
        assert_eq!(
            Yuan::read("-1234.5").value().unwrap().grouped(),
            "-1,234.50"
        );
        assert_eq!(
            Yuan::read("12345678.9").value().unwrap().grouped_wan(),
            "1,234.56789"
        );
    }

    fn percent(text: &str) -> String {
        match Percent::read(text) {
            Reading::Value(percent) => percent.to_string(),
            other => format!("{other:?}"),
        }
    }

    #[test]
    fn a_rate_is_read_with_and_without_its_sign_but_not_in_yuan() {
        assert_eq!(percent("19.73%"), "19.73%");
        assert_eq!(percent("１９．７３％"), "19.73%");
        assert_eq!(percent("25.5"), "25.50%");
        assert_eq!(percent("100"), "100.00%");
        assert_eq!(percent("0"), "0.00%");
        assert!(percent("0元").contains("WrongUnit"));
        assert!(percent("二成").contains("NotThis"));
    }

    fn date(text: &str) -> String {
        match Date::read(text) {
            Reading::Value(date) => date.to_string(),
            Reading::Unreadable(why) => format!("{:?}", why.fault),
            Reading::Empty => "empty".to_owned(),
        }
    }

    #[test]
    fn a_date_is_read_in_every_usual_writing() {
        let parts = |date: Date| (date.year().get(), date.month(), date.day());
        let read = Date::read("2022年7月17日").value().map(parts);
        assert_eq!(read, Some((2022, 7, 17)));
        for writing in [
            "2022年7月7日",
            "2022年07月07日",
            "2022-07-07",
            "2022/7/7",
            "2022.7.7",
            "２０２２年７月７日",
            "二〇二二年七月七日",
            "二零二二年七月七日",
            "二○二二年七月七日",
            "2022 年 7 月 7 号",
        ] {
            assert_eq!(date(writing), "2022年7月7日", "{writing}");
        }
        assert_eq!(date("二〇二三年十二月三十一日"), "2023年12月31日");
        assert_eq!(date("二〇二三年十月二十日"), "2023年10月20日");
        assert_eq!(date("2024-02-29"), "2024年2月29日");
        assert_eq!(date("2023-02-29"), "NoSuchDay");
        assert_eq!(date("2022年13月1日"), "NoSuchDay");
        assert_eq!(date("2022年7月"), "NotThis");
        assert_eq!(date("2021726"), "NotThis");
        assert_eq!(date("7.7"), "NotThis");
        assert_eq!(date("22.7.7"), "NotThis");
        assert_eq!(date("2022.7.7.1"), "NotThis");
        assert_eq!(date("2022年7月十10日"), "NotThis");
        for writing in [
            "2022-+7-+7",
            "2022年+7月+7日",
            "+2022年7月7日",
            "2022年0000007月7日",
        ] {
            assert_eq!(date(writing), "NotThis", "{writing}");
        }
        assert_eq!(date("十十年十十月十十日"), "NotThis");
    }

    #[test]
    fn a_year_is_read_with_its_unit() {
        for writing in ["2021", "２０２１", "2021年", "2021年度", " 2021 "] {
            assert_eq!(
                Year::read(writing).value().map(Year::get),
                Some(2021),
                "{writing}"
            );
        }
        for writing in ["21", "20211", "02021", "2O21", "1899", "二〇二一"] {
            assert!(
                matches!(Year::read(writing), Reading::Unreadable(_)),
                "{writing}"
            );
        }
    }

    fn phone(text: &str) -> String {
        match Phone::read(text) {
            Reading::Value(phone) => phone.numbers().join("、"),
            Reading::Unreadable(why) => format!("? {}", why.suggestion.unwrap_or_default()),
            Reading::Empty => "empty".to_owned(),
        }
    }

    #[test]
    fn phone_numbers_are_told_from_other_digits() {
        assert_eq!(phone("13800138000"), "13800138000");
        assert_eq!(phone("0898-68720000"), "0898-68720000");
        assert_eq!(phone("089868720000"), "089868720000");
        assert_eq!(phone("010-66550000"), "010-66550000");
        assert_eq!(
            phone("13800138000、0898-68720000"),
            "13800138000、0898-68720000"
        );
        for masked in [
            "138****8000",
            "0898-****0000",
            "138-****-8000",
            "010-****0000",
        ] {
            assert_eq!(phone(masked), masked);
        }
        for wrong in ["***********", "138***8000", "13*****8000", "238****8000"] {
            assert_eq!(phone(wrong), "? ", "{wrong}");
        }
        assert_eq!(phone("138-0013-8000"), "? 13800138000");
        assert_eq!(phone("(0898)68720000"), "? 0898-68720000");
        assert_eq!(phone("1380013800"), "? ");
        assert_eq!(phone("12800138000"), "? ");
        assert_eq!(phone("周明"), "? ");
        assert_eq!(phone("、"), "? ");
        assert_eq!(phone(""), "empty");
    }

    #[test]
    fn a_quantity_is_a_number_with_a_comparison_and_a_unit() {
        let read = |text: &str| match Quantity::read(text) {
            Reading::Value(q) => format!("{}|{}|{}", q.comparison, q.decimal(), q.unit),
            other => format!("{other:?}"),
        };
        assert_eq!(read("≥50个"), "≥|50|个");
        assert_eq!(read(">= 80 ％"), "≥|80|%");
        assert_eq!(read("≤1,000.5万元"), "≤|1000.5|万元");
        assert_eq!(read("52"), "|52|");
        assert_eq!(read("不低于95%"), "≥|95|%");
        assert_eq!(read("80%以上"), "≥|80|%");
        assert_eq!(read("30万元以内"), "≤|30|万元");
        assert_eq!(read("5天以下"), "≤|5|天");
        assert_eq!(read("≥90%以上"), "≥|90|%");
        assert_eq!(read("3个标准化示范基地"), "|3|个标准化示范基地");
        for text in [
            "完成",
            "约120平方米",
            "2021年12月",
            "≥",
            "80%-90%",
            "≤90%以上",
            "以上",
            "-",
            "1、2",
            "3个标准化的示范基地",
        ] {
            assert!(read(text).contains("NotThis"), "{text}: {}", read(text));
        }
    }

    #[test]
    fn points_show_two_decimals() {
        let show = |text: &str| Points::read(text).value().map(|points| points.to_string());
        assert_eq!(show("3.85").as_deref(), Some("3.85"));
        assert_eq!(show("10分").as_deref(), Some("10.00"));
        assert_eq!(show("１０").as_deref(), Some("10.00"));
        assert_eq!(show("十"), None);
    }

    /// Found by the fuzz target `values`.
    #[test]
    fn a_day_of_ten_digits_is_no_date() {
        let Reading::Unreadable(why) = Date::read("20年0月739458523十01") else {
            panic!("no such date");
        };
        assert_eq!(why.fault, Fault::NotThis);
    }

    proptest! {
        #[test]
        fn reading_what_was_shown_gives_the_same_amount(fen in -99_999_999_999_999_999i64..=99_999_999_999_999_999) {
            let amount = Yuan(Decimal::new(fen, 2).normalize());
            prop_assert_eq!(Yuan::read(&amount.to_string()), Reading::Value(amount));
            prop_assert_eq!(Yuan::read(&amount.grouped()), Reading::Value(amount));
            prop_assert_eq!(Yuan::read(&(amount.grouped_wan() + "万元")), Reading::Value(amount));
        }

        #[test]
        fn an_amount_finer_than_fen_is_read_in_ten_thousands_too(units in 0i64..=99_999_999_999_999_999) {
            let amount = Yuan(Decimal::new(units, MAX_DECIMALS).normalize());
            prop_assert_eq!(Yuan::read(&amount.to_string()), Reading::Value(amount));
            prop_assert_eq!(Yuan::read(&(amount.wan() + "万元")), Reading::Value(amount));
        }

        #[test]
        fn reading_what_was_shown_gives_the_same_rate_and_points(
            units in -999_999_999_999_999i64..=999_999_999_999_999, decimals in 0u32..=MAX_DECIMALS,
        ) {
            let value = Decimal::new(units, decimals);
            let (rate, points) = (Percent(value), Points(value));
            prop_assert_eq!(Percent::read(&rate.to_string()), Reading::Value(rate));
            prop_assert_eq!(Points::read(&points.to_string()), Reading::Value(points));
        }

        #[test]
        fn reading_what_was_shown_gives_the_same_quantity(
            units in -999_999_999_999_999i64..=999_999_999_999_999, decimals in 0u32..=MAX_DECIMALS,
            unit in select(&["", "个", "%", "万元", "平方米", "人次", "km", "m²", "元/人"][..]),
            comparison in select(&["", "≥", "≤", "=", ">", "<"][..]),
        ) {
            let quantity = Quantity {
                number: Decimal::new(units, decimals),
                unit: unit.to_owned(),
                comparison,
            };
            let shown = format!("{comparison}{quantity}");
            prop_assert_eq!(Quantity::read(&shown), Reading::Value(quantity));
        }

        #[test]
        fn reading_what_was_shown_gives_the_same_year(year in 1990u16..=2099, unit in select(&["", "年", "年度"][..])) {
            let year = Year::new(year).unwrap();
            prop_assert_eq!(Year::read(&format!("{year}{unit}")), Reading::Value(year));
        }

        #[test]
        fn reading_what_was_shown_gives_the_same_telephone_numbers(
            numbers in proptest::collection::vec("1[3-9][0-9]{9}|0[12][0-9]-[0-9]{8}|0[3-9][0-9]{2}-[0-9]{7,8}|0[3-9][0-9]{9,10}", 1..4),
            separator in select(&["、", "，", ",", ";", "； "][..]),
        ) {
            let phone = Phone(numbers);
            let shown = phone.numbers().join(separator);
            prop_assert_eq!(Phone::read(&shown), Reading::Value(phone));
        }

        #[test]
        fn reading_what_was_shown_gives_the_same_date(year in 1990u16..=2099, month in 1u8..=12, day in 1u8..=31) {
            if let Some(date) = Date::new(year, month, day) {
                prop_assert_eq!(Date::read(&date.to_string()), Reading::Value(date));
            }
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in any::<String>(), digits in "[0-9,.，．万亿元%年月日十〇一二-]{0,24}") {
            for text in [text, digits] {
                let _ = Yuan::read(&text);
                let _ = Percent::read(&text);
                let _ = Year::read(&text);
                let _ = Date::read(&text);
                let _ = Phone::read(&text);
                let _ = Points::read(&text);
                let _ = Quantity::read(&text);
            }
        }
    }

    #[test]
    fn a_small_number_has_one_digit_on_either_side_of_its_ten() {
        for (text, expected) in [
            ("7", Some(7)),
            ("十", Some(10)),
            ("1十", Some(10)),
            ("9十9", Some(99)),
            ("10十5", None),
            ("1十10", None),
        ] {
            assert_eq!(small_number(text), expected, "{text}");
        }
    }
}
