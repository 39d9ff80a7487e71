//! A module as text inside the HTML file: compressed, then seven bits a character.
//!
//! A character of ASCII is one byte in the file, so this takes 8/7 of the bytes; base64 takes
//! 4/3. NUL and carriage return can't stand in a script's text, for the parser changes them:
//! each makes a character of two bytes with the five bits that follow. `<` can, but `/` and `!`
//! behind it can't, which may end the element: they are two bytes each. All of these characters
//! are of Latin-1, which browsers read and keep at a byte each; any other would take two for all.
//! `web/boot/unpack.wat` reads it back.

use anyhow::Result;
use std::io::Write;
use zopfli::{Format, Options};

/// Above the control characters that HTML warns of: NUL with its five bits, carriage return with
/// its, `/`, `!`.
const FIRST_PAIR: u8 = 0xA0;

/// The best that every browser can unpack: a few percent smaller than zlib's best.
pub(crate) fn compress(module: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Zlib, module, &mut packed)?;
    packed.flush()?;
    Ok(packed)
}

pub(crate) fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 7 + 16);
    let mut bits = Bits::of(bytes);
    while let Some(septet) = bits.take(7) {
        let is_behind = text.ends_with('<');
        let code = match septet {
            0 => FIRST_PAIR + bits.take(5).unwrap_or(0),
            b'\r' => FIRST_PAIR + 32 + bits.take(5).unwrap_or(0),
            b'/' if is_behind => FIRST_PAIR + 64,
            b'!' if is_behind => FIRST_PAIR + 65,
            septet => septet,
        };
        text.push(char::from(code));
    }
    text
}

/// The bits of some bytes; the last are filled up with zeros.
struct Bits<'b> {
    bytes: std::slice::Iter<'b, u8>,
    rest: u32,
    count: u32,
}

impl<'b> Bits<'b> {
    fn of(bytes: &'b [u8]) -> Bits<'b> {
        Bits {
            bytes: bytes.iter(),
            rest: 0,
            count: 0,
        }
    }

    /// The next bits, at most 8.
    fn take(&mut self, wanted: u32) -> Option<u8> {
        if self.count < wanted {
            match self.bytes.next() {
                Some(byte) => {
                    self.rest = (self.rest << 8) | u32::from(*byte);
                    self.count += 8;
                }
                None if self.count == 0 => return None,
                None => {
                    self.rest <<= wanted - self.count;
                    self.count = wanted;
                }
            }
        }
        self.count -= wanted;
        let taken = self.rest >> self.count;
        self.rest &= (1 << self.count) - 1;
        Some(taken as u8)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Read;

    /// As `web/boot/unpack.wat` does it.
    pub(crate) fn from_text(text: &str) -> Vec<u8> {
        let (mut bytes, mut rest, mut count) = (Vec::new(), 0u32, 0);
        for c in text.chars() {
            let code = u32::from(c);
            let (bits, length) = match code.checked_sub(u32::from(FIRST_PAIR)) {
                None => (code, 7),
                Some(pair @ 0..64) => (((pair / 32 * 13) << 5) | (pair % 32), 12),
                Some(pair) => (if pair == 64 { 0x2F } else { 0x21 }, 7),
            };
            rest = (rest << length) | bits;
            count += length;
            while count >= 8 {
                count -= 8;
                bytes.push((rest >> count) as u8);
                rest &= (1 << count) - 1;
            }
        }
        bytes
    }

    #[test]
    fn any_bytes_come_back_and_nothing_is_written_that_ends_the_element_or_is_changed() {
        let mut state = 1u32;
        let mut bytes = Vec::new();
        for length in 0..400 {
            let text = to_text(&bytes);
            assert!(!text.contains(['\0', '\r']), "{length}");
            assert!(!text.contains("</") && !text.contains("<!"), "{length}");
            assert!(text.chars().all(|c| u32::from(c) <= 0xFF), "{length}");
            assert_eq!(from_text(&text)[..length], bytes, "{length}");
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            bytes.push(if length % 3 == 0 {
                0
            } else {
                (state >> 24) as u8
            });
        }
        assert!(to_text(&[0xFF; 700]).len() == 800);
    }

    /// Bits seven at a time, filled up with zeros to a byte.
    fn of_septets(septets: &[u8]) -> Vec<u8> {
        let bits: String = septets.iter().map(|it| format!("{it:07b}")).collect();
        let bytes = bits.as_bytes().chunks(8).map(|byte| {
            let byte = std::str::from_utf8(byte).unwrap();
            u8::from_str_radix(&format!("{byte:0<8}"), 2).unwrap()
        });
        bytes.collect()
    }

    #[test]
    fn what_would_end_the_element_is_written_otherwise() {
        for (written, text) in [
            ("a</script>", "a<\u{E0}script>"),
            ("<!--/!", "<\u{E1}--/!"),
            ("<<//", "<<\u{E0}/"),
        ] {
            let bytes = of_septets(written.as_bytes());
            let start: String = to_text(&bytes).chars().take(written.len()).collect();
            assert_eq!(start, text);
            assert_eq!(from_text(&to_text(&bytes))[..bytes.len()], bytes);
        }
    }

    #[test]
    fn what_is_compressed_unpacks_to_what_it_was() {
        let module = b"\0asm and more ".repeat(1000);
        let packed = compress(&module).unwrap();
        assert!(packed.len() < 200);
        let mut unpacked = Vec::new();
        let mut decoder = flate2::read::ZlibDecoder::new(&packed[..]);
        decoder.read_to_end(&mut unpacked).unwrap();
        assert_eq!(unpacked, module);
    }
}
