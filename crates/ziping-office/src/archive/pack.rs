//! Writing archives: what the reader reads, and no more. The time of every part is the
//! earliest that there is, since there is no clock here.

use std::io::Write;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};

use super::{END, ENTRY, LOCAL};

/// The version that unpacks deflated parts.
const VERSION: u16 = 20;
/// The names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATED: u16 = 8;
/// 1 January 1980.
const DATE: u16 = 0x21;

/// An archive of these parts: names and contents.
pub(crate) fn pack(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut directory = Vec::new();
    for (name, content) in parts {
        let at = out.len();
        let packed = deflated(content);
        let mut header = Vec::new();
        header.extend(VERSION.to_le_bytes());
        header.extend(FLAGS.to_le_bytes());
        header.extend(DEFLATED.to_le_bytes());
        header.extend([0, 0]);
        header.extend(DATE.to_le_bytes());
        header.extend(sum(content).to_le_bytes());
        header.extend(number(packed.len()));
        header.extend(number(content.len()));
        header.extend(short(name.len()));
        header.extend([0, 0]);

        out.extend(LOCAL);
        out.extend(&header);
        out.extend(name.as_bytes());
        out.extend(packed);

        directory.extend(ENTRY);
        directory.extend(VERSION.to_le_bytes());
        directory.extend(&header);
        // No comment, on the first disk, without attributes.
        directory.extend([0; 10]);
        directory.extend(number(at));
        directory.extend(name.as_bytes());
    }
    let at = out.len();
    out.extend(&directory);
    out.extend(END);
    out.extend([0; 4]);
    out.extend(short(parts.len()));
    out.extend(short(parts.len()));
    out.extend(number(directory.len()));
    out.extend(number(at));
    out.extend([0; 2]);
    out
}

fn deflated(content: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    // Writing to memory doesn't fail.
    let _ = encoder.write_all(content);
    encoder.finish().unwrap_or_default()
}

fn sum(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}

fn number(n: usize) -> [u8; 4] {
    u32::try_from(n).unwrap_or(u32::MAX).to_le_bytes()
}

fn short(n: usize) -> [u8; 2] {
    u16::try_from(n).unwrap_or(u16::MAX).to_le_bytes()
}
