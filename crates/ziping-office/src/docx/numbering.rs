//! 自动编号: the numbers that Word makes and a file doesn't have as text.

use std::collections::{BTreeMap, BTreeSet};

use super::style::{Listed, Styles};
use crate::package::Package;
use crate::xml::Xml;
use crate::Refusal;

const LEVELS: usize = 9;
/// Longer ones are no numbers.
const LONGEST_PATTERN: usize = 100;

/// `w:lvl`
#[derive(Clone, Debug)]
struct Level {
    start: u32,
    format: String,
    /// `第%1章`, with the numbers of this and the higher levels.
    pattern: String,
    has_space: bool,
    /// The level whose number begins this one anew; 0 for none.
    restart: Option<u32>,
    /// The style whose paragraphs are of this level.
    style: Option<String>,
    /// All numbers in it are 1, 2, 3.
    is_decimal: bool,
}

impl Default for Level {
    fn default() -> Level {
        Level {
            start: 1,
            format: "decimal".to_owned(),
            pattern: String::new(),
            has_space: false,
            restart: None,
            style: None,
            is_decimal: false,
        }
    }
}

/// `w:abstractNum`
#[derive(Default)]
struct Scheme {
    levels: BTreeMap<u32, Level>,
    /// The style whose list's scheme stands for this one.
    style: Option<String>,
}

/// `w:num`
#[derive(Default)]
struct List {
    scheme: String,
    starts: BTreeMap<u32, u32>,
    levels: BTreeMap<u32, Level>,
}

/// The lists of a file, and how far their numbers have come.
#[derive(Default)]
pub(super) struct Numbering {
    schemes: BTreeMap<String, Scheme>,
    lists: BTreeMap<String, List>,
    counts: BTreeMap<String, [Option<u32>; LEVELS]>,
    begun: BTreeSet<(String, u32)>,
}

impl Numbering {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Numbering, Refusal> {
        let mut numbering = Numbering::default();
        let Some(mut xml) = package.xml(part)? else {
            return Ok(numbering);
        };
        xml.root()?;
        while let Some(tag) = xml.child()? {
            let id = |name| tag.get(name).unwrap_or_default();
            match tag.name() {
                "abstractNum" => {
                    let id = id("abstractNumId");
                    numbering.schemes.insert(id, scheme(&mut xml)?);
                }
                "num" => {
                    let id = id("numId");
                    numbering.lists.insert(id, list(&mut xml)?);
                }
                _ => xml.skip()?,
            }
        }
        xml.finish()?;
        Ok(numbering)
    }

    /// Begins to count anew, as a text from its start.
    pub(super) fn reset(&mut self) {
        self.counts.clear();
        self.begun.clear();
    }

    /// The number of the next paragraph with these properties.
    pub(super) fn next(
        &mut self,
        own: &Listed,
        style: Option<&str>,
        styles: &Styles,
    ) -> Option<String> {
        let by_style = style.and_then(|style| styles.listed(style));
        let (listed, namer) = match (&own.list, by_style) {
            (Some(_), _) => (own.clone(), None),
            (None, Some((listed, namer))) => {
                let level = own.level.or(listed.level);
                (Listed { level, ..listed }, Some(namer.to_owned()))
            }
            (None, None) => return None,
        };
        let id = listed.list?;
        let list = self.lists.get(&id)?;
        let (scheme_id, scheme) = scheme_of(&self.schemes, &self.lists, list, styles)?;
        let is_named = |level: &&u32| {
            let level = scheme.levels.get(level);
            namer.is_some() && level.is_some_and(|level| level.style == namer)
        };
        let named = scheme.levels.keys().find(is_named).copied();
        let at = listed.level.or(named).unwrap_or(0).min(LEVELS as u32 - 1);

        let count = self.counts.entry(scheme_id.to_owned()).or_default();
        let start = |level: u32| {
            let own = list.starts.get(&level).copied();
            own.unwrap_or_else(|| level_of(list, scheme, level).map_or(1, |level| level.start))
        };
        if list.starts.contains_key(&at) && self.begun.insert((id, at)) {
            count[at as usize] = None;
        }
        let here = &mut count[at as usize];
        *here = Some(here.map_or(start(at), |n| n.saturating_add(1)));
        for deeper in at + 1..LEVELS as u32 {
            let level = level_of(list, scheme, deeper);
            let restart = level.and_then(|level| level.restart).unwrap_or(deeper);
            if at < restart {
                count[deeper as usize] = None;
            }
        }
        for above in 0..at {
            count[above as usize].get_or_insert_with(|| start(above));
        }
        let level = level_of(list, scheme, at)?;
        Some(shown(level, count, |above| level_of(list, scheme, above)))
    }
}

/// The scheme of a list, which may be that of a style's list.
fn scheme_of<'n>(
    schemes: &'n BTreeMap<String, Scheme>,
    lists: &'n BTreeMap<String, List>,
    list: &'n List,
    styles: &Styles,
) -> Option<(&'n str, &'n Scheme)> {
    let scheme = schemes.get(&list.scheme)?;
    let Some(style) = &scheme.style else {
        return Some((&list.scheme, scheme));
    };
    let (listed, _) = styles.listed(style)?;
    let list = lists.get(&listed.list?)?;
    Some((&list.scheme, schemes.get(&list.scheme)?))
}

fn level_of<'n>(list: &'n List, scheme: &'n Scheme, level: u32) -> Option<&'n Level> {
    let own = list.levels.get(&level);
    own.or_else(|| scheme.levels.get(&level))
}

fn scheme(xml: &mut Xml<'_>) -> Result<Scheme, Refusal> {
    let mut scheme = Scheme::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "lvl" => {
                let at = tag.number("ilvl").unwrap_or(0);
                scheme.levels.insert(at, level(xml)?);
            }
            "numStyleLink" => {
                scheme.style = tag.get("val");
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(scheme)
}

fn list(xml: &mut Xml<'_>) -> Result<List, Refusal> {
    let mut list = List::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "abstractNumId" => {
                list.scheme = tag.get("val").unwrap_or_default();
                xml.skip()?;
            }
            "lvlOverride" => {
                let at = tag.number("ilvl").unwrap_or(0);
                while let Some(tag) = xml.child()? {
                    match tag.name() {
                        "startOverride" => {
                            let start = tag.number("val");
                            list.starts.extend(start.map(|start| (at, start)));
                            xml.skip()?;
                        }
                        "lvl" => {
                            list.levels.insert(at, level(xml)?);
                        }
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(list)
}

fn level(xml: &mut Xml<'_>) -> Result<Level, Refusal> {
    let mut level = Level::default();
    while let Some(tag) = xml.child()? {
        let value = tag.get("val");
        match tag.name() {
            "start" => level.start = tag.number("val").unwrap_or(1),
            "numFmt" => level.format = value.unwrap_or_default(),
            "lvlText" => level.pattern = value.unwrap_or_default(),
            "suff" => level.has_space = value.as_deref() == Some("space"),
            "lvlRestart" => level.restart = tag.number("val"),
            "pStyle" => level.style = value,
            "isLgl" => level.is_decimal = tag.is_on(),
            // Word writes formats of its own so, with one that every program knows beside.
            "AlternateContent" => {
                alternative_format(xml, &mut level)?;
                continue;
            }
            _ => {}
        }
        xml.skip()?;
    }
    if level.pattern.len() > LONGEST_PATTERN {
        level.pattern.clear();
    }
    Ok(level)
}

fn alternative_format(xml: &mut Xml<'_>, level: &mut Level) -> Result<(), Refusal> {
    while let Some(tag) = xml.child()? {
        if tag.name() != "Fallback" {
            xml.skip()?;
            continue;
        }
        while let Some(tag) = xml.child()? {
            if tag.name() == "numFmt" {
                level.format = tag.get("val").unwrap_or_default();
            }
            xml.skip()?;
        }
    }
    Ok(())
}

/// The pattern with its numbers. Bullets are no text.
fn shown<'n>(
    level: &Level,
    count: &[Option<u32>; LEVELS],
    level_of: impl Fn(u32) -> Option<&'n Level>,
) -> String {
    if level.format == "bullet" {
        return String::new();
    }
    let mut out = String::new();
    let mut rest = level.pattern.chars().peekable();
    while let Some(c) = rest.next() {
        let digit = rest.peek().and_then(|next| next.to_digit(10));
        match digit.filter(|digit| c == '%' && *digit > 0) {
            Some(digit) => {
                rest.next();
                let number = count[digit as usize - 1].unwrap_or(1);
                let format = level_of(digit - 1).map_or("decimal", |level| &level.format);
                out += &formatted(number, if level.is_decimal { "decimal" } else { format });
            }
            None => out.push(c),
        }
    }
    let needs_space = level.has_space || out.ends_with(|c: char| c.is_alphanumeric());
    if needs_space && !out.is_empty() {
        out.push(' ');
    }
    out
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
const LEGAL_DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];

/// A number in one of Word's formats (`w:numFmt`); in one that isn't known, as 1, 2, 3.
fn formatted(number: u32, format: &str) -> String {
    let enclosed = |first: char, last: u32| {
        let character = char::from_u32((first as u32).saturating_add(number.saturating_sub(1)));
        let character = character.filter(|_| (1..=last).contains(&number));
        character.map_or_else(|| number.to_string(), String::from)
    };
    let one_of = |all: &str| {
        let character = all.chars().nth(number.saturating_sub(1) as usize);
        character.map_or_else(|| number.to_string(), String::from)
    };
    match format {
        "none" => String::new(),
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "koreanCounting" => counted(number, &DIGITS, ["", "十", "百", "千"]),
        "chineseLegalSimplified" | "ideographLegalTraditional" => {
            counted(number, &LEGAL_DIGITS, ["", "拾", "佰", "仟"])
        }
        "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand" => number
            .to_string()
            .chars()
            .map(|digit| match digit.to_digit(10) {
                Some(0) | None => "〇",
                Some(digit) => DIGITS[digit as usize],
            })
            .collect(),
        "ideographTraditional" => one_of("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => one_of("子丑寅卯辰巳午未申酉戌亥"),
        "ideographEnclosedCircle" => one_of("㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => enclosed('①', 20),
        "decimalEnclosedParen" => enclosed('⑴', 20),
        "decimalEnclosedFullstop" => enclosed('⒈', 20),
        "decimalFullWidth" | "decimalFullWidth2" => number
            .to_string()
            .chars()
            .filter_map(|digit| char::from_u32(digit as u32 + 0xFEE0))
            .collect(),
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => lettered(number, b'A'),
        "lowerLetter" => lettered(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        "numberInDash" => format!("-{number}-"),
        _ => number.to_string(),
    }
}

/// 一, 十一, 一百零一, to 9999.
fn counted(number: u32, digits: &[&str; 10], units: [&str; 4]) -> String {
    if number == 0 || number > 9999 {
        return number.to_string();
    }
    let mut out = String::new();
    let mut gap = false;
    for place in (0..4u32).rev() {
        let digit = number / 10u32.pow(place) % 10;
        if digit == 0 {
            gap = !out.is_empty();
            continue;
        }
        if gap {
            out.push('零');
            gap = false;
        }
        let is_plain_ten = place == 1 && digit == 1 && out.is_empty() && units[1] == "十";
        if !is_plain_ten {
            out.push_str(digits[digit as usize]);
        }
        out.push_str(units[place as usize]);
    }
    out
}

/// a to z, then aa to zz.
fn lettered(number: u32, first: u8) -> String {
    const LETTERS: u32 = 26;
    const MOST: u32 = 100;
    let index = number.saturating_sub(1);
    let letter = char::from(first + (index % LETTERS) as u8);
    let times = (index / LETTERS + 1).min(MOST);
    (0..times).map(|_| letter).collect()
}

fn roman(number: u32) -> String {
    const VALUES: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut rest = number;
    let mut out = String::new();
    for (value, letters) in VALUES {
        while rest >= value {
            out.push_str(letters);
            rest -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_in_words_formats() {
        let cases = [
            ("decimal", [1, 10, 21], "1 10 21"),
            ("chineseCountingThousand", [1, 10, 21], "一 十 二十一"),
            (
                "chineseCountingThousand",
                [11, 101, 110],
                "十一 一百零一 一百一十",
            ),
            (
                "chineseCounting",
                [1000, 1001, 1010],
                "一千 一千零一 一千零一十",
            ),
            ("chineseLegalSimplified", [1, 10, 21], "壹 壹拾 贰拾壹"),
            ("ideographDigital", [1, 10, 21], "一 一〇 二一"),
            ("decimalEnclosedCircleChinese", [1, 20, 21], "① ⑳ 21"),
            ("decimalEnclosedParen", [1, 2, 20], "⑴ ⑵ ⒇"),
            ("decimalFullWidth", [1, 10, 21], "１ １０ ２１"),
            ("ideographTraditional", [1, 10, 11], "甲 癸 11"),
            ("upperLetter", [1, 26, 27], "A Z AA"),
            ("lowerRoman", [1, 4, 1999], "i iv mcmxcix"),
            ("decimalZero", [1, 10, 100], "01 10 100"),
            ("somethingNew", [1, 2, 3], "1 2 3"),
        ];
        for (format, numbers, expected) in cases {
            let shown = numbers.map(|number| formatted(number, format)).join(" ");
            assert_eq!(shown, expected, "{format}");
        }
    }

    #[test]
    fn no_number_is_too_large() {
        for format in [
            "chineseCounting",
            "upperLetter",
            "upperRoman",
            "decimalEnclosedCircle",
        ] {
            for number in [0, 9999, 10_000, u32::MAX] {
                let _ = formatted(number, format);
            }
        }
    }
}
