//! The modules inside the HTML file, as `crates/xtask/src/pack.rs` writes them.

use std::io::{Read, Write};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::Compression;

/// Where the characters of two bytes begin: NUL with five bits, carriage return with five, and what
/// may not stand behind `<`.
const FIRST_PAIR: u32 = 0xA0;
const BEHIND: [u32; 2] = [0x2F, 0x21];

/// The module in an element's text of so many bytes.
pub fn unpacked(text: &str, size: usize) -> Vec<u8> {
    let mut bits: Vec<u32> = Vec::new();
    let mut put = |value: u32, count| bits.extend((0..count).rev().map(|at| value >> at & 1));
    for c in text.chars() {
        match u32::from(c).checked_sub(FIRST_PAIR) {
            None => put(c.into(), 7),
            Some(pair @ 0..64) => {
                put(pair / 32 * 13, 7);
                put(pair % 32, 5);
            }
            Some(pair) => put(BEHIND[pair as usize - 64], 7),
        }
    }
    let packed: Vec<u8> = bits.chunks(8).map(|bits| number(bits) as u8).collect();
    let mut module = Vec::new();
    ZlibDecoder::new(&packed[..size])
        .read_to_end(&mut module)
        .expect("what the page unpacks");
    module
}

/// A module as an element that the page would read.
pub fn element(module: &[u8]) -> String {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(module).expect("memory");
    let packed = encoder.finish().expect("memory");
    let bits = packed.iter().map(|byte| u32::from(*byte));
    let bits = bits.flat_map(|byte| (0..8).rev().map(move |at| byte >> at & 1));
    let mut bits: Vec<u32> = bits.collect();
    bits.resize(bits.len() + 12, 0);
    let (mut text, mut at) = (String::new(), 0);
    while at < packed.len() * 8 {
        let septet = number(&bits[at..at + 7]);
        at += 7;
        let behind = BEHIND.iter().position(|behind| *behind == septet);
        let code = match (septet, behind) {
            (0 | 13, _) => {
                let five = number(&bits[at..at + 5]);
                at += 5;
                FIRST_PAIR + septet / 13 * 32 + five
            }
            (_, Some(behind)) if text.ends_with('<') => FIRST_PAIR + 64 + behind as u32,
            _ => septet,
        };
        text.extend(char::from_u32(code));
    }
    format!("data-bytes=\"{}\" id=\"program\">{text}", packed.len())
}

fn number(bits: &[u32]) -> u32 {
    bits.iter().fold(0, |value, bit| value << 1 | bit)
}
