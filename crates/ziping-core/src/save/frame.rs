//! Texts with a line before them that says what they are, and the checksum of the rest:
//!
//! ```text
//! ziping-record 1 <checksum of the rest>
//! ```

use super::checksum;

/// The version of the frame's make. What a newer one wrote is left alone.
const VERSION: u64 = 1;

/// What a text turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Framed<'t> {
    Body(&'t str),
    /// Written by a newer version of the program, of this make.
    Newer(u64),
    /// Cut off, changed by something else, or not one of this kind.
    Damaged,
}

pub fn frame(kind: &str, body: &str) -> String {
    format!("{kind} {VERSION} {}\n{body}", sum_of(body))
}

fn sum_of(body: &str) -> String {
    format!("{:016x}", checksum(body))
}

/// Never fails.
pub fn unframe<'t>(kind: &str, text: &'t str) -> Framed<'t> {
    let Some((line, body)) = text.split_once('\n') else {
        return Framed::Damaged;
    };
    let mut words = line.split(' ');
    let is_ours = words.next() == Some(kind);
    let version = words.next().and_then(|word| word.parse::<u64>().ok());
    let sum = words.next().unwrap_or_default();
    match version {
        Some(version) if is_ours && version > VERSION => Framed::Newer(version),
        Some(VERSION) if is_ours && sum == sum_of(body) => Framed::Body(body),
        _ => Framed::Damaged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_comes_back_unless_something_of_it_was_changed() {
        let framed = frame("a", "{}\n户政");
        assert_eq!(unframe("a", &framed), Framed::Body("{}\n户政"));
        assert_eq!(
            unframe("a", &framed.replacen(" 1 ", " 2 ", 1)),
            Framed::Newer(2)
        );
        for other in [
            "",
            "a 1",
            &framed.replace("户", "护"),
            &framed[..framed.len() - 3],
        ] {
            assert_eq!(unframe("a", other), Framed::Damaged, "{other}");
        }
        assert_eq!(unframe("b", &framed), Framed::Damaged);
    }
}
