//! Plain text, in the encodings that it comes in.

use ziping_core::import::source::{Block, Source};

use crate::limits::Budget;
use crate::{Kind, Limits, Refusal};

/// Decodes a text in GB 18030; none if it isn't one.
pub type Gb18030 = fn(&[u8]) -> Option<String>;

const UNKNOWN: Refusal = Refusal::Unsupported(Kind::Unknown);

/// A line each; a last one without an end too.
pub(crate) fn read(text: &str, limits: &Limits) -> Result<Source, Refusal> {
    let mut budget = Budget::of(limits);
    let mut source = Source::default();
    budget.text(text)?;
    for line in text.lines() {
        budget.items(1)?;
        source.blocks.push(Block::Line(line.to_owned()));
    }
    Ok(source)
}

/// UTF-8 and UTF-16 with their marks, UTF-8 without, else GB 18030.
pub(crate) fn decode(bytes: &[u8], gb18030: Gb18030) -> Result<String, Refusal> {
    let text = match marked(bytes) {
        Some(text) => text?,
        None => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => gb18030(bytes).ok_or(UNKNOWN)?,
        },
    };
    // No text has such a character, and nearly every file of another kind.
    match text.contains('\0') {
        true => Err(UNKNOWN),
        false => Ok(text),
    }
}

/// As [`decode`]; but a page may say what its encoding is, and one byte that is wrong in a
/// page of somebody else's is no reason to read nothing.
pub(crate) fn decode_html(bytes: &[u8], gb18030: Gb18030) -> Result<String, Refusal> {
    const HEAD: usize = 1024;
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]).to_ascii_lowercase();
    let is_chinese = ["gb2312", "gbk", "gb18030"].iter().any(|name| {
        head.contains(&format!("charset={name}")) || head.contains(&format!("charset=\"{name}"))
    });
    let is_utf8 = head.contains("charset=utf-8") || head.contains("charset=\"utf-8");
    match (is_chinese, decode(bytes, gb18030)) {
        (true, _) if std::str::from_utf8(bytes).is_err() => gb18030(bytes).ok_or(UNKNOWN),
        (_, Err(_)) if is_utf8 => Ok(String::from_utf8_lossy(bytes).into_owned()),
        (_, decoded) => decoded,
    }
}

/// A text that begins with the mark of its encoding.
fn marked(bytes: &[u8]) -> Option<Result<String, Refusal>> {
    let utf16 = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes
            .chunks_exact(2)
            .map(|pair| unit([pair[0], pair[1]]))
            .collect();
        let is_whole = bytes.len() % 2 == 0;
        let text = String::from_utf16(&units).ok().filter(|_| is_whole);
        text.ok_or(UNKNOWN)
    };
    if let Some(rest) = bytes.strip_prefix(b"\xEF\xBB\xBF") {
        return Some(String::from_utf8(rest.to_vec()).map_err(|_| UNKNOWN));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xFF\xFE") {
        return Some(utf16(rest, u16::from_le_bytes));
    }
    let rest = bytes.strip_prefix(b"\xFE\xFF")?;
    Some(utf16(rest, u16::from_be_bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[test]
    fn a_text_is_read_in_every_encoding_it_comes_in() {
        let text = "项目概况\n执行率：19.73%";
        let utf8 = text.as_bytes();
        let files = [
            utf8.to_vec(),
            [b"\xEF\xBB\xBF", utf8].concat(),
            [b"\xFF\xFE".to_vec(), utf16(text, u16::to_le_bytes)].concat(),
            [b"\xFE\xFF".to_vec(), utf16(text, u16::to_be_bytes)].concat(),
            encoding_rs::GB18030.encode(text).0.into_owned(),
        ];
        for bytes in files {
            let source = read(&decode(&bytes, crate::gb18030).unwrap(), &Limits::default());
            let lines = ["项目概况", "执行率：19.73%"].map(|line| Block::Line(line.to_owned()));
            assert_eq!(source.unwrap().blocks, lines);
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let files: [&[u8]; 5] = [
            b"text\0text",
            b"\xFF\xFF",
            b"\xFF\xFEa",
            b"\xFF\xFE\x00\xD8",
            b"\xEF\xBB\xBF\xFF",
        ];
        for bytes in files {
            assert_eq!(decode(bytes, crate::gb18030), Err(UNKNOWN), "{bytes:?}");
        }
    }
}
