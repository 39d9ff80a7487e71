//! Numbers as they are written: digits, full or half width, and Chinese numerals.

use super::Rate;
use crate::field::value::{Percent, Yuan};

/// A character and the byte it starts at.
pub type Char = (usize, char);

/// A number without its unit.
#[derive(Debug)]
pub struct Number {
    /// The index of the first character after it.
    pub end: usize,
    /// The digits before the point, without separators.
    pub digits: String,
    /// The digits after the point.
    decimals: String,
    /// Separators that don't part groups of three.
    pub is_misgrouped: bool,
    /// Two points, as in a version or a clause number.
    pub is_code: bool,
}

pub fn half_width_digit(c: char) -> Option<char> {
    match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - 0xFEE0),
        _ => None,
    }
}

impl Number {
    pub fn read(chars: &[Char], at: usize) -> Option<Number> {
        let digit = |at: usize| chars.get(at).and_then(|(_, c)| half_width_digit(*c));
        let char = |at: usize| chars.get(at).map(|(_, c)| *c);
        let is_full_width = char(at).is_some_and(|c| !c.is_ascii());
        digit(at)?;
        let mut groups = vec![String::new()];
        let mut end = at;
        loop {
            if let Some(digit) = digit(end) {
                groups.last_mut()?.push(digit);
                end += 1;
                continue;
            }
            // A full-width comma parts the digits of a full-width number only: elsewhere
            // it is a punctuation mark.
            let is_separator = match char(end) {
                Some(',') => true,
                Some('，') => is_full_width && char(end + 1).is_some_and(|c| !c.is_ascii()),
                _ => false,
            };
            if !is_separator || digit(end + 1).is_none() {
                break;
            }
            groups.push(String::new());
            end += 1;
        }
        let is_point = |at: usize| matches!(char(at), Some('.' | '．'));
        let mut decimals = String::new();
        let mut points = 0;
        while is_point(end) && digit(end + 1).is_some() {
            points += 1;
            end += 1;
            while let Some(digit) = digit(end) {
                decimals.push(digit);
                end += 1;
            }
        }
        let is_group = |group: &String| group.len() == 3;
        Some(Number {
            end,
            is_misgrouped: groups.len() > 1
                && (groups[0].len() > 3 || !groups[1..].iter().all(is_group)),
            digits: groups.concat(),
            decimals,
            is_code: points > 1,
        })
    }

    /// The number times 10^`shift`, in 元.
    pub fn yuan(&self, shift: u32) -> Option<Yuan> {
        yuan(&self.digits, &self.decimals, shift)
    }

    /// Half the place of the last digit written, in 元.
    pub fn half_place(&self, shift: u32) -> Option<Yuan> {
        yuan("0", &(self.zeros() + "5"), shift)
    }

    fn zeros(&self) -> String {
        "0".repeat(self.decimals.len())
    }

    pub fn rate(&self) -> Option<Rate> {
        let percent = |text: &str| Percent::read(text).value();
        let zeros = self.zeros();
        let last_place = match zeros.len() {
            0 => "1".to_owned(),
            n => format!("0.{}1", &zeros[..n - 1]),
        };
        // The table's rates have two decimals, so that finer ones agree when they round alike.
        let coarse = &zeros[..zeros.len().min(2)];
        Some(Rate {
            value: percent(&format!("{}.{}", self.digits, self.decimals))?,
            last_place: percent(&last_place)?,
            tolerance: percent(&format!("0.{coarse}5"))?,
            as_share: self.as_share(),
        })
    }

    fn as_share(&self) -> Option<Percent> {
        let padded = format!("{}00", self.decimals);
        let (hundredths, rest) = padded.split_at(2);
        let percent = Percent::read(&format!("{}{hundredths}.{rest}", self.digits)).value()?;
        let is_share = match self.digits.trim_start_matches('0') {
            "" => true,
            "1" => self.decimals.bytes().all(|digit| digit == b'0'),
            _ => false,
        };
        is_share.then_some(percent)
    }

    /// As a whole number, if it is one.
    pub fn whole(&self) -> Option<u32> {
        if !self.decimals.is_empty() || self.is_misgrouped {
            return None;
        }
        self.digits.parse().ok()
    }

    /// With thousands separators in place.
    pub fn regrouped(&self) -> String {
        let mut out = String::new();
        for (i, digit) in self.digits.chars().enumerate() {
            if i > 0 && (self.digits.len() - i) % 3 == 0 {
                out.push(',');
            }
            out.push(digit);
        }
        if !self.decimals.is_empty() {
            out.push('.');
            out += &self.decimals;
        }
        out
    }
}

/// `digits`.`decimals` times 10^`shift`: moves the point, so that nothing is rounded.
fn yuan(digits: &str, decimals: &str, shift: u32) -> Option<Yuan> {
    let shift = shift as usize;
    let moved = shift.min(decimals.len());
    let text = format!(
        "{digits}{}{}.{}",
        &decimals[..moved],
        "0".repeat(shift - moved),
        &decimals[moved..]
    );
    Yuan::read(&text).value()
}

/// `二十`, `十二`, `一百零五`, `九十八点五`, `两`; up to 999.
pub fn chinese_number(chars: &[Char], at: usize) -> Option<Number> {
    /// 九百九十九 has five characters. Behind more than one 零 nothing is a number that anybody
    /// writes, and a long run of them would be read anew from each.
    const LONGEST: usize = 6;
    let char = |at: usize| chars.get(at).map(|(_, c)| *c);
    let digit = |at: usize| char(at).and_then(chinese_digit);
    let (mut end, mut value, mut pending) = (at, 0u32, None);
    while let Some(c) = char(end).filter(|_| end - at < LONGEST) {
        match (chinese_digit(c), c) {
            (Some(digit), _) if pending.is_none() => pending = Some(digit),
            (None, '十') if value % 100 == 0 => value += pending.take().unwrap_or(1) * 10,
            (None, '百') if value == 0 => value += pending.take()? * 100,
            _ => break,
        }
        if matches!(c, '零' | '〇') {
            pending = None;
        }
        end += 1;
    }
    if end == at || digit(end).is_some() {
        return None;
    }
    value += pending.unwrap_or(0);
    let mut decimals = String::new();
    if char(end) == Some('点') && digit(end + 1).is_some() {
        end += 1;
        while let Some(digit) = digit(end) {
            decimals += &digit.to_string();
            end += 1;
        }
    }
    Some(Number {
        end,
        digits: value.to_string(),
        decimals,
        is_misgrouped: false,
        is_code: false,
    })
}

fn chinese_digit(c: char) -> Option<u32> {
    match c {
        '零' | '〇' => Some(0),
        '两' => Some(2),
        _ => chinese_figure(c),
    }
}

/// 一 to 九.
pub fn chinese_figure(c: char) -> Option<u32> {
    Some(match c {
        '一' => 1,
        '二' => 2,
        '三' => 3,
        '四' => 4,
        '五' => 5,
        '六' => 6,
        '七' => 7,
        '八' => 8,
        '九' => 9,
        _ => return None,
    })
}

/// `三` of 3, `二十一` of 21; for the numbers that enumerations have.
pub fn in_chinese(value: u32) -> String {
    let digit = |n: u32| {
        "〇一二三四五六七八九"
            .chars()
            .nth(n as usize)
            .unwrap_or('〇')
    };
    match (value / 10, value % 10) {
        (0, ones) => digit(ones).to_string(),
        (1, 0) => "十".to_owned(),
        (1, ones) => format!("十{}", digit(ones)),
        (tens, 0) => format!("{}十", digit(tens)),
        (tens, ones) => format!("{}十{}", digit(tens), digit(ones)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<Char> {
        text.char_indices().collect()
    }

    #[test]
    fn chinese_numerals_are_read_and_written() {
        for value in 1..100 {
            let text = in_chinese(value);
            let read = chinese_number(&chars(&text), 0).unwrap();
            assert_eq!(read.whole(), Some(value), "{text}");
        }
        let whole = |text: &str| chinese_number(&chars(text), 0).and_then(|n| n.whole());
        assert_eq!(whole("一百零五"), Some(105));
        assert_eq!(whole("九百九十九"), Some(999));
        assert_eq!(whole("两"), Some(2));
        let read = |text: &str| {
            let number = chinese_number(&chars(text), 0)?;
            Some((number.end, number.digits + "." + &number.decimals))
        };
        for (text, end, digits) in [
            ("九十八点五", 5, "98.5"),
            ("三点左右", 1, "3."),
            ("三个一", 1, "3."),
            ("一百二百", 3, "102."),
            ("二十十", 2, "20."),
        ] {
            assert_eq!(read(text), Some((end, digits.to_owned())), "{text}");
        }
        assert_eq!(whole("二〇二一"), None);
        assert_eq!(whole("一百零零零零五"), None);
        assert_eq!(whole("年"), None);
    }

    #[test]
    fn a_number_keeps_the_place_of_its_last_digit() {
        let number = Number::read(&chars("1,838.87"), 0).unwrap();
        assert_eq!(number.yuan(4).unwrap().to_string(), "18388700");
        assert_eq!(number.half_place(4).unwrap().to_string(), "50");
        assert_eq!(number.rate().unwrap().tolerance.to_string(), "0.005%");
        let whole = Number::read(&chars("20"), 0).unwrap();
        assert_eq!(whole.half_place(4).unwrap().to_string(), "5000");
        assert_eq!(whole.rate().unwrap().tolerance.to_string(), "0.50%");
    }

    #[test]
    fn a_number_ends_before_punctuation_that_parts_none_of_its_digits() {
        for (text, end, digits) in [
            ("12,345元", 6, "12345."),
            ("12,万元", 2, "12."),
            ("12.元", 2, "12."),
            ("１２，３４５元", 6, "12345."),
            ("１２，345元", 2, "12."),
            ("12，３４５元", 2, "12."),
            ("１２．５元", 4, "12.5"),
        ] {
            let number = Number::read(&chars(text), 0).unwrap();
            let read = (number.end, number.digits + "." + &number.decimals);
            assert_eq!(read, (end, digits.to_owned()), "{text}");
            assert!(!number.is_misgrouped && !number.is_code, "{text}");
        }
    }

    #[test]
    fn only_what_is_at_most_1_may_be_a_share_and_only_what_has_no_decimals_is_whole() {
        let read = |text: &str| {
            let number = Number::read(&chars(text), 0).unwrap();
            let share = number.rate().unwrap().as_share;
            (share.map(|share| share.to_string()), number.whole())
        };
        let share = |text: &str| Some(text.to_owned());
        assert_eq!(read("0.2"), (share("20.00%"), None));
        assert_eq!(read("1.00"), (share("100.00%"), None));
        assert_eq!(read("1.5"), (None, None));
        assert_eq!(read("20"), (None, Some(20)));
        assert_eq!(read("2,0").1, None);
    }
}
