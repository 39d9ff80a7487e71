//! Number formats: what a cell shows.
//!
//! Percentages and dates are read as they show, dates in the way of documents. Other numbers
//! are read exactly, with all of their decimals and without separators: a report's amount is
//! the cell's, not what fits into its width.

use super::date::{self, DateParts};
use super::decimal::Decimal;

/// Excel has no longer ones.
const LONGEST: usize = 255;

/// What a format does with numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Format {
    /// As it is.
    General,
    Date(DateParts),
    Number(Pattern),
}

/// `"约"#,##0.00"万元"`: what stands around a number and how it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Pattern {
    before: String,
    /// The places of digits before the point, and what stands between them.
    whole: Vec<Place>,
    /// How many decimals are shown at least and at most.
    least: usize,
    most: usize,
    after: String,
    is_percent: bool,
    /// How many times a thousand is left out.
    thousands: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// A digit, shown where it is a zero at the start as well.
    Zero,
    /// A digit, not shown where it is a zero at the start.
    Digit,
    Letter(char),
}

/// The formats that Excel knows by number. Those from 27 on are the Chinese ones.
pub(super) fn built_in(id: u32) -> Format {
    Format::read(match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 | 43 | 44 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 30 | 31 => "yyyy/m/d",
        15 => "d/m/yyyy",
        16 | 28 | 29 | 51 | 53 | 54 | 58 => "m/d",
        17 | 27 | 36 | 50 | 52 | 57 => "yyyy/m",
        18 | 20 | 32 | 34 | 55 => "h:mm",
        19 | 21 | 33 | 35 | 56 => "h:mm:ss",
        22 => "yyyy/m/d h:mm",
        45 | 47 => "h:mm:ss",
        46 => "[h]:mm:ss",
        _ => "General",
    })
}

impl Format {
    pub(super) fn read(code: &str) -> Format {
        if code.len() > LONGEST {
            return Format::General;
        }
        // A format may have others behind it, for negative numbers, zero and texts.
        let tokens = tokens(code);
        let mut sections = tokens.split(|token| *token == Token::Section);
        let first = sections.next().unwrap_or_default();
        match date_parts(first) {
            Some(parts) => Format::Date(parts),
            None => pattern(first).map_or(Format::General, Format::Number),
        }
    }

    /// What a number shows.
    pub(super) fn show(&self, number: &Decimal, is_1904: bool) -> String {
        match self {
            Format::General => exact(number),
            Format::Number(pattern) => pattern.show(number),
            Format::Date(parts) => {
                let time = number.days_and_seconds();
                let shown =
                    time.and_then(|(days, seconds)| date::show(days, seconds, *parts, is_1904));
                shown.unwrap_or_else(|| exact(number))
            }
        }
    }
}

fn exact(number: &Decimal) -> String {
    number.show(1, 0)
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    /// A letter that means something, in lower case.
    Code(char),
    /// Text in quotes, or behind a backslash.
    Letter(char),
    /// Brackets around hours. Those around a colour, a condition, a currency mean nothing here.
    Elapsed,
    Section,
}

fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = code.chars();
    while let Some(c) = rest.next() {
        match c {
            ';' => tokens.push(Token::Section),
            '"' => tokens.extend(rest.by_ref().take_while(|c| *c != '"').map(Token::Letter)),
            '\\' | '!' => tokens.extend(rest.next().map(Token::Letter)),
            // Room as wide as the next character, or filled with it.
            '_' | '*' => {
                rest.next();
            }
            '[' => {
                let inside: String = rest.by_ref().take_while(|c| *c != ']').collect();
                let inside = inside.to_ascii_lowercase();
                if !inside.is_empty() && inside.chars().all(|c| "hms".contains(c)) {
                    tokens.push(Token::Elapsed);
                    tokens.extend(inside.chars().map(Token::Code));
                }
            }
            c if c.is_ascii() => tokens.push(Token::Code(c.to_ascii_lowercase())),
            c => tokens.push(Token::Letter(c)),
        }
    }
    tokens
}

/// The parts of a date, where the format is one.
fn date_parts(tokens: &[Token]) -> Option<DateParts> {
    let codes: String = tokens
        .iter()
        .filter_map(|token| match token {
            Token::Code(c) => Some(*c),
            Token::Letter(_) | Token::Elapsed | Token::Section => None,
        })
        .collect();
    let codes = codes
        .replace("am/pm", "")
        .replace("a/p", "")
        .replace("general", "");
    let mut letters: Vec<char> = codes.chars().filter(|c| "ymdhs".contains(*c)).collect();
    letters.dedup();
    let has_digits = codes.contains(['0', '#', '?']) && !letters.contains(&'s');
    if letters.is_empty() || has_digits {
        return None;
    }
    let mut parts = DateParts {
        is_elapsed: tokens.contains(&Token::Elapsed),
        ..DateParts::default()
    };
    for (i, letter) in letters.iter().enumerate() {
        let before = i.checked_sub(1).map(|i| letters[i]);
        match letter {
            'y' => parts.year = true,
            'd' => parts.day = true,
            'h' => parts.hour = true,
            's' => parts.second = true,
            _ if before == Some('h') || letters.get(i + 1) == Some(&'s') => parts.minute = true,
            _ => parts.month = true,
        }
    }
    Some(parts)
}

/// How a number is written; none where a format says nothing of it that is known here.
fn pattern(tokens: &[Token]) -> Option<Pattern> {
    const CURRENCIES: &str = "¥￥$€£";
    let is_digit = |token: &Token| matches!(token, Token::Code('0' | '#' | '?'));
    let first = tokens.iter().position(is_digit)?;
    let last = tokens.iter().rposition(is_digit)?;
    let is_other = |token: &Token| matches!(token, Token::Code('e' | '/' | '@'));
    if tokens.iter().any(is_other) {
        return None;
    }
    let around = |tokens: &[Token]| -> String {
        let shown = tokens.iter().filter_map(|token| match token {
            Token::Code('%') => Some('%'),
            Token::Letter(c) if !CURRENCIES.contains(*c) => Some(*c),
            _ => None,
        });
        shown.collect()
    };
    let mut pattern = Pattern {
        before: around(&tokens[..first]),
        after: around(&tokens[last + 1..]),
        is_percent: tokens.contains(&Token::Code('%')),
        ..Pattern::default()
    };
    let inside = &tokens[first..=last];
    let point = inside.iter().position(|token| *token == Token::Code('.'));
    let (whole, decimals) = inside.split_at(point.unwrap_or(inside.len()));
    for token in whole {
        pattern.whole.extend(match token {
            Token::Code('0') => Some(Place::Zero),
            Token::Code('#' | '?') => Some(Place::Digit),
            Token::Letter(c) => Some(Place::Letter(*c)),
            _ => None,
        });
    }
    pattern.least = decimals
        .iter()
        .filter(|token| **token == Token::Code('0'))
        .count();
    pattern.most = decimals.iter().filter(|token| is_digit(token)).count();
    let is_comma = |token: &&Token| **token == Token::Code(',');
    pattern.thousands = tokens[last + 1..].iter().take_while(is_comma).count()
        + whole.iter().rev().take_while(is_comma).count();
    Some(pattern)
}

impl Pattern {
    fn show(&self, number: &Decimal) -> String {
        let has_letters = self
            .whole
            .iter()
            .any(|place| matches!(place, Place::Letter(_)));
        let is_as_shown = self.is_percent || self.thousands > 0 || has_letters;
        let percent = if self.is_percent { 2 } else { 0 };
        let number = number.clone().shifted(percent - 3 * self.thousands as i32);
        let number = match is_as_shown {
            true => number.rounded(self.most as i32),
            false => number,
        };
        let decimals = number.decimals(self.least);
        let sign = if number.is_negative { "-" } else { "" };
        let point = if decimals.is_empty() { "" } else { "." };
        let whole = self.filled(&number.whole());
        format!(
            "{sign}{}{whole}{point}{decimals}{}",
            self.before, self.after
        )
    }

    /// The places with these digits in them.
    fn filled(&self, digits: &str) -> String {
        let mut digits = digits.chars().rev();
        let mut out: Vec<char> = Vec::new();
        for place in self.whole.iter().rev() {
            match place {
                Place::Letter(c) => out.push(*c),
                Place::Zero => out.push(digits.next().unwrap_or('0')),
                Place::Digit => out.extend(digits.next()),
            }
        }
        out.extend(digits);
        if out.is_empty() {
            out.push('0');
        }
        out.iter().rev().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn show(code: &str, number: &str) -> String {
        let number = Decimal::read(number).unwrap();
        Format::read(code).show(&number, false)
    }

    #[test]
    fn percentages_and_dates_are_read_as_they_show() {
        let cases = [
            ("0.00%", "0.1973", "19.73%"),
            ("0.00%", "0.19726758063157917", "19.73%"),
            ("0%", "0.995", "100%"),
            ("0.##%", "0.5", "50%"),
            ("0.00\"%\"", "19.73", "19.73%"),
            ("yyyy\"年\"m\"月\"d\"日\"", "44749", "2022年7月7日"),
            ("[$-804]yyyy-mm-dd;@", "44749", "2022年7月7日"),
            ("yyyy/m/d h:mm", "44749.5", "2022年7月7日 12:00"),
            ("yyyy年m月", "44749", "2022年7月"),
            ("m月d日", "44749", "7月7日"),
            ("h:mm AM/PM", "0.75", "18:00"),
            ("[h]:mm:ss", "1.5", "36:00:00"),
            ("mm:ss.0", "0.0104166667", "0:15:00"),
            ("yyyy-mm-dd", "-1", "-1"),
        ];
        for (code, number, expected) in cases {
            assert_eq!(show(code, number), expected, "{code}");
        }
    }

    #[test]
    fn other_numbers_are_exact() {
        let cases = [
            ("General", "0.30000000000000004", "0.3"),
            ("0.00", "1838.87045", "1838.87045"),
            ("#,##0.00", "18388700", "18388700.00"),
            (
                "_-* #,##0.00_-;-* #,##0.00_-;_-* \"-\"??_-;_-@_-",
                "0",
                "0.00",
            ),
            ("\"¥\"#,##0.00;[Red]\"¥\"-#,##0.00", "-5", "-5.00"),
            ("0.00;(0.00)", "-5", "-5.00"),
            ("0.00\"万元\"", "3.36", "3.36万元"),
            ("0000", "12", "0012"),
            ("#.##", "0.5", "0.5"),
            ("#", "0", "0"),
            ("0.00E+00", "18388700", "18388700"),
            ("# ?/?", "0.5", "0.5"),
            ("@", "5", "5"),
            ("[DBNum1]General", "5", "5"),
            ("[Magenta]0", "5", "5"),
            (";;;", "5", "5"),
        ];
        for (code, number, expected) in cases {
            assert_eq!(show(code, number), expected, "{code}");
        }
    }

    #[test]
    fn a_number_shown_in_thousands_is_read_as_shown() {
        let cases = [
            ("0!.0,", "18388700", "1838.9"),
            ("0\\.0,\"万元\"", "18388700", "1838.9万元"),
            ("#,##0,", "18388700", "18389"),
            ("0.00,,", "18388700", "18.39"),
            ("0!.0000", "18388700", "1838.8700"),
        ];
        for (code, number, expected) in cases {
            assert_eq!(show(code, number), expected, "{code}");
        }
    }
}
