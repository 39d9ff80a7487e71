//! Characters of symbol fonts, by what they look like: forms tick their boxes with them.

/// What a character shows in this font.
pub(super) fn shown(font: &str, c: char) -> char {
    // Symbol fonts have their characters in a private area as well.
    let code = match u32::from(c) {
        code @ 0xF000..=0xF0FF => code - 0xF000,
        code => code,
    };
    let font = font.to_ascii_lowercase();
    let known = match font.as_str() {
        "wingdings" => match code {
            0x6E => Some('■'),
            0x6F | 0x70 | 0x71 | 0x72 | 0xA8 => Some('□'),
            0xFC => Some('√'),
            0xFB => Some('×'),
            0xFD => Some('☒'),
            0xFE => Some('☑'),
            0x6C => Some('●'),
            0xA1 => Some('○'),
            0x75 => Some('◆'),
            _ => None,
        },
        "wingdings 2" => match code {
            0x2A | 0x30 | 0xA3 => Some('□'),
            0x50 => Some('√'),
            0x4F => Some('×'),
            0x51 | 0x53 | 0x54 => Some('☒'),
            0x52 => Some('☑'),
            _ => None,
        },
        "symbol" => match code {
            0xA3 => Some('≤'),
            0xB3 => Some('≥'),
            0xB4 => Some('×'),
            0xB8 => Some('÷'),
            0xB1 => Some('±'),
            0xB9 => Some('≠'),
            0xBB => Some('≈'),
            0xB0 => Some('°'),
            0xB7 => Some('·'),
            0xA5 => Some('∞'),
            0xE5 => Some('∑'),
            _ => None,
        },
        _ => None,
    };
    known.unwrap_or(c)
}

/// Whether a font's letters are pictures.
pub(super) fn is_symbolic(font: &str) -> bool {
    let font = font.to_ascii_lowercase();
    font == "symbol" || font.starts_with("wingdings")
}
