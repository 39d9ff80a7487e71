//! The modules inside the HTML file, as `crates/xtask/src/pack.rs` writes them.

use std::io::{Read, Write};

use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use flate2::Compression;

/// Where the characters of two bytes begin, and what they stand for.
const FIRST_PAIR: u32 = 0xA0;
const ILLEGAL: [u32; 3] = [0, 13, 60];

/// The module in an element's text of so many bytes.
pub fn unpacked(text: &str, size: usize) -> Vec<u8> {
    let septets = text.chars().flat_map(|c| match u32::from(c) {
        code if code < FIRST_PAIR => vec![code],
        code => {
            let pair = code - FIRST_PAIR;
            vec![ILLEGAL[(pair / 128) as usize], pair % 128]
        }
    });
    let (mut packed, mut rest, mut count) = (Vec::new(), 0u32, 0);
    for septet in septets {
        rest = (rest << 7) | septet;
        count += 7;
        if count >= 8 {
            count -= 8;
            packed.push((rest >> count) as u8);
        }
    }
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
    let bits: Vec<u32> = packed
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |at| u32::from(byte >> at & 1)))
        .collect();
    let mut septets = bits.chunks(7).map(|bits| {
        let value = bits.iter().fold(0, |value, bit| value << 1 | bit);
        value << (7 - bits.len())
    });
    let mut text = String::new();
    while let Some(septet) = septets.next() {
        let code = match ILLEGAL.iter().position(|illegal| *illegal == septet) {
            None => septet,
            Some(at) => FIRST_PAIR + at as u32 * 128 + septets.next().unwrap_or(0),
        };
        text.extend(char::from_u32(code));
    }
    format!("data-bytes=\"{}\" id=\"program\">{text}", packed.len())
}
