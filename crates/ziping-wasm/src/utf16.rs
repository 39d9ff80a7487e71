//! JavaScript's texts: positions count UTF-16 units, and surrogates may stand alone.

/// The position in UTF-16 units of a byte position.
pub(crate) fn from_byte(text: &str, byte: usize) -> usize {
    text.char_indices()
        .take_while(|(at, _)| *at < byte)
        .map(|(_, character)| character.len_utf16())
        .sum()
}

/// The byte position of a position in UTF-16 units; none inside a character or past the
/// end.
pub(crate) fn to_byte(text: &str, position: usize) -> Option<usize> {
    let mut units = 0;
    for (byte, character) in text.char_indices() {
        if units >= position {
            return (units == position).then_some(byte);
        }
        units += character.len_utf16();
    }
    (units == position).then_some(text.len())
}

/// JSON that `JSON.stringify` wrote, for Rust, whose texts can't hold a surrogate without
/// its other half. `JSON.stringify` writes such a one as an escape, and no other; here it
/// becomes U+FFFD, as it does wherever else JavaScript's texts are encoded.
pub(crate) fn well_formed(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some((before, escape)) = rest.split_once('\\') {
        out.push_str(before);
        rest = match after_surrogate(escape) {
            Some(after) => {
                out.push('\u{FFFD}');
                after
            }
            // With the escaped character, which may be a backslash itself.
            None => {
                let mut after = escape.chars();
                out.push('\\');
                out.extend(after.next());
                after.as_str()
            }
        };
    }
    out.push_str(rest);
    out
}

/// What follows `uD800` to `uDFFF`.
fn after_surrogate(escape: &str) -> Option<&str> {
    let digits = escape.strip_prefix('u')?.get(..4)?;
    let code = u32::from_str_radix(digits, 16).ok()?;
    (0xD800..=0xDFFF).contains(&code).then(|| &escape[5..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_a_character_outside_the_basic_plane_twice() {
        let text = "a😀支出";
        for (byte, position) in [(0, 0), (1, 1), (5, 3), (8, 4), (11, 5)] {
            assert_eq!(from_byte(text, byte), position);
            assert_eq!(to_byte(text, position), Some(byte));
        }
    }

    #[test]
    fn a_position_inside_a_character_or_past_the_end_is_none() {
        assert_eq!(to_byte("a😀b", 2), None);
        assert_eq!(to_byte("a😀", 2), None);
        assert_eq!(to_byte("a😀b", 5), None);
        assert_eq!(to_byte("", 1), None);
    }

    #[test]
    fn lone_surrogates_become_replacement_characters_and_nothing_else_changes() {
        let same = r#"{"a\n\"":"\\ud800 \u001f \\\\udfff 😀 \\"}"#;
        assert_eq!(well_formed(same), same);
        assert_eq!(
            well_formed(r#""\ud800\uDFFFa\\\udc00""#),
            "\"\u{FFFD}\u{FFFD}a\\\\\u{FFFD}\""
        );
        assert_eq!(well_formed(r"\ud8"), r"\ud8");
    }
}
