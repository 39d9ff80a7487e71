//! A module as text inside the HTML file: compressed, then seven bits a character.
//!
//! A character of ASCII is one byte in the file, so this takes 8/7 of the bytes; base64 takes
//! 4/3. Three characters can't stand in a script's text: NUL and carriage return, which the
//! parser changes, and `<`, which may end the element. Where one is due, it and the next seven
//! bits make a character of two bytes instead. `web/boot/unpack.wat` reads it back.

use anyhow::Result;
use std::io::Write;
use zopfli::{Format, Options};

/// What is never written. The position counts: it is part of the two-byte character.
const ILLEGAL: [u8; 3] = [0, b'\r', b'<'];
/// Above the control characters that HTML warns of.
const FIRST_PAIR: u32 = 0xA0;

/// The best that every browser can unpack: a few percent smaller than zlib's best.
pub(crate) fn compress(module: &[u8]) -> Result<Vec<u8>> {
    let mut packed = Vec::new();
    zopfli::compress(Options::default(), Format::Zlib, module, &mut packed)?;
    packed.flush()?;
    Ok(packed)
}

pub(crate) fn to_text(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 8 / 7 + 16);
    let mut septets = Septets::of(bytes);
    while let Some(septet) = septets.next() {
        match ILLEGAL.iter().position(|illegal| *illegal == septet) {
            None => text.push(char::from(septet)),
            Some(at) => {
                let next = septets.next().unwrap_or(0);
                let code = FIRST_PAIR + (at as u32) * 128 + u32::from(next);
                text.extend(char::from_u32(code));
            }
        }
    }
    text
}

/// The bits of some bytes, seven at a time; the last are filled up with zeros.
struct Septets<'b> {
    bytes: std::slice::Iter<'b, u8>,
    rest: u32,
    count: u32,
}

impl<'b> Septets<'b> {
    fn of(bytes: &'b [u8]) -> Septets<'b> {
        Septets {
            bytes: bytes.iter(),
            rest: 0,
            count: 0,
        }
    }
}

impl Iterator for Septets<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        if self.count < 7 {
            match self.bytes.next() {
                Some(byte) => {
                    self.rest = (self.rest << 8) | u32::from(*byte);
                    self.count += 8;
                }
                None if self.count == 0 => return None,
                None => {
                    let last = self.rest << (7 - self.count);
                    self.count = 0;
                    return Some((last & 0x7F) as u8);
                }
            }
        }
        self.count -= 7;
        Some(((self.rest >> self.count) & 0x7F) as u8)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use std::io::Read;

    /// As `web/boot/unpack.wat` does it.
    pub(crate) fn from_text(text: &str) -> Vec<u8> {
        let mut septets = Vec::new();
        for c in text.chars() {
            let code = u32::from(c);
            if code < FIRST_PAIR {
                septets.push(code);
            } else {
                let pair = code - FIRST_PAIR;
                septets.push(u32::from(ILLEGAL[(pair / 128) as usize]));
                septets.push(pair % 128);
            }
        }
        let (mut bytes, mut rest, mut count) = (Vec::new(), 0u32, 0);
        for septet in septets {
            rest = (rest << 7) | septet;
            count += 7;
            if count >= 8 {
                count -= 8;
                bytes.push((rest >> count) as u8);
            }
        }
        bytes
    }

    #[test]
    fn any_bytes_come_back_and_no_illegal_character_is_written() {
        let mut state = 1u32;
        let mut bytes = Vec::new();
        for length in 0..400 {
            let text = to_text(&bytes);
            assert!(!text.contains(['\0', '\r', '<']), "{length}");
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
