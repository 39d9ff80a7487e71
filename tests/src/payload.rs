//! Texts that mean harm (tests/payloads): what would run, load or compute something where a
//! program took a text for more than a text. Each calls `ran()`, asks hostile.example, or is
//! a formula, a field or a name.
//!
//! A file holds one technique, a payload a line. The pictures ␀ to ␡ stand for the control
//! characters, ⟦202E⟧ for the character of that number.

use std::fs;

use ziping_core::draft::{Draft, Edit};
use ziping_core::field::Table;

use crate::chance::Chance;
use crate::workspace;

#[derive(Clone, Debug)]
pub struct Payload {
    /// The file's name.
    pub technique: String,
    pub text: String,
}

/// All of them as they were written, by technique.
pub fn corpus() -> Vec<Payload> {
    let folder = workspace().join("tests/payloads");
    let entries = fs::read_dir(&folder).expect("the payloads are in the checkout");
    let mut files: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    files.sort();
    let payloads = files.iter().flat_map(|file| {
        let technique = file.file_stem().unwrap_or_default().to_string_lossy();
        let lines = fs::read_to_string(file).expect("payloads are UTF-8");
        let payload = |line: &str| Payload {
            technique: technique.clone().into_owned(),
            text: meant(line),
        };
        lines
            .split_terminator('\n')
            .map(payload)
            .collect::<Vec<Payload>>()
    });
    payloads.collect()
}

/// What a line of the files stands for.
fn meant(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        rest = &rest[c.len_utf8()..];
        let number = match c {
            '\u{2400}'..='\u{2420}' => c as u32 - 0x2400,
            '␡' => 0x7F,
            '⟦' => {
                let (digits, after) = rest.split_once('⟧').expect("⟦ has its ⟧");
                rest = after;
                u32::from_str_radix(digits, 16).expect("⟦…⟧ has hexadecimal digits")
            }
            c => c as u32,
        };
        out.push(char::from_u32(number).expect("a payload is made of characters"));
    }
    out
}

/// New payloads made of the corpus: other cases, entities, blanks, controls, nested, doubled.
pub fn mutants(corpus: &[Payload], count: usize, seed: u64) -> Vec<Payload> {
    let mut chance = Chance::seeded(seed);
    let mutant = |_| {
        let (one, other) = (chance.of(corpus).clone(), chance.of(corpus).clone());
        let mut text = one.text;
        for _ in 0..1 + chance.below(3) {
            text = mutated(&text, &other.text, &mut chance);
        }
        Payload {
            technique: format!("{}, changed", one.technique),
            text,
        }
    };
    (0..count).map(mutant).collect()
}

fn mutated(text: &str, other: &str, chance: &mut Chance) -> String {
    const BLANKS: [&str; 8] = ["\t", "\n", "\u{C}", "\r", "/", "\0", "\u{B}", "\u{A0}"];
    const BEFORE: [&str; 10] = [
        "\">",
        "'>",
        "-->",
        "]]>",
        "</p>",
        "</script>",
        "</title>",
        "<p title=\"",
        "<!--",
        "=",
    ];
    let letters: Vec<char> = text.chars().collect();
    let at = chance.below(letters.len() + 1);
    let (before, after): (String, String) = (
        letters[..at].iter().collect(),
        letters[at..].iter().collect(),
    );
    match chance.below(9) {
        0 => {
            let other_case = |c: char| match chance.one_in(2) {
                true => c.to_ascii_uppercase(),
                false => c.to_ascii_lowercase(),
            };
            text.chars().map(other_case).collect()
        }
        1 => {
            let entity = |c: char| match (chance.below(4), c) {
                (0, c) if c.is_ascii() => format!("&#{};", c as u32),
                (1, c) if c.is_ascii() => format!("&#x{:x}", c as u32),
                _ => c.to_string(),
            };
            text.chars().map(entity).collect()
        }
        2 => text.replace(' ', chance.of::<&str>(&BLANKS)),
        3 => format!("{before}{}{after}", chance.of(&BLANKS)),
        4 => format!("{}{text}", chance.of(&BEFORE)),
        5 => format!("{before}{other}{after}"),
        6 => format!("{text}{other}"),
        7 => text.replace('<', "<<").replace('"', "'"),
        _ => before + other,
    }
}

/// How many mutants there are.
pub const MUTANTS: usize = 400;

/// The corpus and its mutants, always the same.
pub fn all() -> Vec<Payload> {
    let mut all = corpus();
    let mutants = mutants(&all, MUTANTS, 20_260_707);
    all.extend(mutants);
    all
}

/// A draft with a payload in each of its places, those of two rows in every table among
/// them. The drafts from 0 on to the number of payloads have each payload in every place.
pub fn draft(payloads: &[Payload], number: usize) -> Draft {
    let mut draft = Draft::default();
    for table in Table::ALL {
        (0..2).for_each(|row| draft.apply(&Edit::InsertRow { table: *table, row }));
    }
    for (at, place) in draft.places().into_iter().enumerate() {
        // Neighbours of one technique shouldn't be neighbours in every draft.
        let text = payloads[(number + at * 7) % payloads.len()].text.clone();
        draft.apply(&Edit::Set { place, text });
    }
    draft
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn there_are_hundreds_of_payloads_each_another_one() {
        let corpus = corpus();
        let texts: BTreeSet<&str> = corpus.iter().map(|it| it.text.as_str()).collect();
        assert_eq!(texts.len(), corpus.len());
        assert!(corpus.len() >= 500, "{}", corpus.len());
        assert_eq!(meant("a␉⟦202E⟧␠␡b⟦1F600⟧"), "a\t\u{202E} \u{7F}b😀");
    }

    #[test]
    fn each_payload_comes_to_every_place() {
        let payloads = &all()[..20];
        let place = draft(payloads, 0).places().pop().unwrap();
        let there =
            (0..payloads.len()).map(|number| draft(payloads, number).text(&place).to_owned());
        let there: BTreeSet<String> = there.collect();
        assert_eq!(there.len(), payloads.len());
    }
}
