//! Numbers as a file has them: decimals that came out of binary ones. Excel shows 15 digits
//! of them, and so do these, which takes the binary noise away.

/// How many digits Excel keeps.
const DIGITS: usize = 15;
/// No sheet shows longer numbers; those that claim to be are texts.
const LARGEST_EXPONENT: i32 = 60;

/// A number: its digits, without zeros at the start, and where its point stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    pub(super) is_negative: bool,
    /// The digits as numbers; empty for zero.
    digits: Vec<u8>,
    /// How many of the digits stand before the point.
    point: i32,
}

impl Decimal {
    /// Reads `0.19730000000000003`, `1.9E-2`.
    pub(super) fn read(text: &str) -> Option<Decimal> {
        let text = text.trim();
        let (is_negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (number, exponent) = match unsigned.split_once(['e', 'E']) {
            Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, decimals) = number.split_once('.').unwrap_or((number, ""));
        let characters = || whole.bytes().chain(decimals.bytes());
        let is_number = characters().next().is_some() && characters().all(|c| c.is_ascii_digit());
        let is_small = exponent.abs() <= LARGEST_EXPONENT && whole.len() <= DIGITS * 4;
        if !is_number || !is_small {
            return None;
        }
        let decimal = Decimal {
            is_negative,
            digits: characters().map(|c| c - b'0').collect(),
            point: whole.len() as i32 + exponent,
        };
        Some(decimal.trimmed().rounded_to_digits())
    }

    fn trimmed(mut self) -> Decimal {
        let zeros = self.digits.iter().take_while(|digit| **digit == 0).count();
        self.digits.drain(..zeros);
        self.point -= zeros as i32;
        while self.digits.last() == Some(&0) {
            self.digits.pop();
        }
        if self.digits.is_empty() {
            (self.is_negative, self.point) = (false, 0);
        }
        self
    }

    fn rounded_to_digits(self) -> Decimal {
        let decimals = DIGITS as i32 - self.point;
        self.rounded(decimals)
    }

    /// Rounded half up to so many decimals.
    pub(super) fn rounded(mut self, decimals: i32) -> Decimal {
        let Ok(kept) = usize::try_from(self.point + decimals) else {
            self.digits.clear();
            return self.trimmed();
        };
        if kept >= self.digits.len() {
            return self;
        }
        let is_up = self.digits[kept] >= 5;
        self.digits.truncate(kept);
        if is_up {
            self.add_one_at_the_end();
        }
        self.trimmed()
    }

    fn add_one_at_the_end(&mut self) {
        for digit in self.digits.iter_mut().rev() {
            *digit = (*digit + 1) % 10;
            if *digit != 0 {
                return;
            }
        }
        self.digits.insert(0, 1);
        self.point += 1;
    }

    /// Times ten to this power.
    pub(super) fn shifted(mut self, power: i32) -> Decimal {
        if !self.digits.is_empty() {
            self.point += power;
        }
        self
    }

    /// The digits before the point, without zeros at the start.
    pub(super) fn whole(&self) -> String {
        let digit = |at: i32| self.digit(at);
        (0..self.point.max(0)).map(digit).collect()
    }

    /// The digits behind the point, at least so many.
    pub(super) fn decimals(&self, least: usize) -> String {
        let last = (self.digits.len() as i32 - self.point).max(least as i32);
        (0..last).map(|at| self.digit(self.point + at)).collect()
    }

    fn digit(&self, at: i32) -> char {
        let digit = usize::try_from(at).ok().and_then(|at| self.digits.get(at));
        char::from(b'0' + digit.copied().unwrap_or(0))
    }

    /// As text, with at least so many digits before and behind the point.
    pub(super) fn show(&self, whole: usize, decimals: usize) -> String {
        let mut out = String::new();
        if self.is_negative {
            out.push('-');
        }
        out += &format!("{:0>1$}", self.whole(), whole.max(1));
        let decimals = self.decimals(decimals);
        if !decimals.is_empty() {
            out.push('.');
            out += &decimals;
        }
        out
    }

    /// Days and the rest of the last, in seconds, rounded; none for what is no time.
    pub(super) fn days_and_seconds(&self) -> Option<(i64, i64)> {
        const SECONDS: i64 = 86_400;
        const NANO: i64 = 1_000_000_000;
        if self.is_negative || self.point > 7 {
            return None;
        }
        let days: i64 = format!("0{}", self.whole()).parse().ok()?;
        let part: i64 = self.decimals(9).get(..9)?.parse().ok()?;
        let seconds = (part * SECONDS + NANO / 2) / NANO;
        Some((days + seconds / SECONDS, seconds % SECONDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn binary_noise_is_no_part_of_a_number() {
        let cases = [
            ("0.19730000000000003", "0.1973"),
            ("0.30000000000000004", "0.3"),
            ("18388700", "18388700"),
            ("3627500.5500000003", "3627500.55"),
            ("-1.9E-2", "-0.019"),
            ("4.60108E+20", "460108000000000000000"),
            ("-0", "0"),
            ("0.00", "0"),
            ("00012.50", "12.5"),
            ("999999999999999.9", "1000000000000000"),
            ("1e-60", "0"),
        ];
        for (text, expected) in cases {
            let shown = Decimal::read(text).map(|number| number.rounded(20).show(1, 0));
            assert_eq!(shown.as_deref(), Some(expected), "{text}");
        }
        for text in ["", ".", "-", "abc", "1.2.3", "1e999", "1e", "NaN"] {
            assert_eq!(Decimal::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_number_is_rounded_half_up() {
        let cases = [
            ("0.005", 2, "0.01"),
            ("1.005", 2, "1.01"),
            ("9.995", 2, "10.00"),
            ("-2.5", 0, "-3"),
            ("0.4", 0, "0"),
            ("0.6", 0, "1"),
            ("1234", -2, "1200"),
            ("0.001", -5, "0"),
        ];
        for (text, decimals, expected) in cases {
            let number = Decimal::read(text).unwrap().rounded(decimals);
            assert_eq!(number.show(1, decimals.max(0) as usize), expected, "{text}");
        }
    }
}
