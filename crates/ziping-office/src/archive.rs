//! Zip archives, as Office files are. Read by hand because of what a hostile one may claim:
//! here nothing is allocated or unpacked beyond the [`Limits`], and a part never gives more
//! than its directory entry says.

mod pack;

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::DeflateDecoder;
use flate2::Crc;

use crate::limits::SMALL_PART;
use crate::{Limits, Refusal};

pub(crate) use pack::pack;

const END: [u8; 4] = *b"PK\x05\x06";
const ENTRY: [u8; 4] = *b"PK\x01\x02";
const LOCAL: [u8; 4] = *b"PK\x03\x04";
const END_LENGTH: usize = 22;
const ENTRY_LENGTH: usize = 46;
const LOCAL_LENGTH: usize = 30;
/// Stands where a number is too large for its place; it is among the extra fields then.
const ELSEWHERE: u32 = u32::MAX;

/// An archive with its directory read.
pub(crate) struct Archive<'b> {
    bytes: &'b [u8],
    entries: Vec<Entry<'b>>,
    limits: Limits,
    /// How many bytes of parts may still be unpacked.
    left: u64,
}

struct Entry<'b> {
    name: &'b [u8],
    is_encrypted: bool,
    method: u16,
    crc: u32,
    packed: u64,
    unpacked: u64,
    at: u64,
}

/// A part as it is unpacked. Its end is an error where it isn't what the directory says.
pub(crate) type Part<'b> = BufReader<Checked<Box<dyn Read + 'b>>>;

impl<'b> Archive<'b> {
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Archive<'b>, Refusal> {
        let (count, directory) = directory(bytes).ok_or(Refusal::Damaged)?;
        if count > limits.entries {
            return Err(Refusal::TooMuch);
        }
        let mut entries = Vec::new();
        let mut rest = directory;
        for _ in 0..count {
            let (entry, length) = Entry::read(rest).ok_or(Refusal::Damaged)?;
            rest = &rest[length..];
            entries.push(entry);
        }
        Ok(Archive {
            bytes,
            entries,
            limits: limits.clone(),
            left: limits.unpacked,
        })
    }

    /// The names of the parts, without those that aren't UTF-8.
    pub(crate) fn names(&self) -> impl Iterator<Item = &'b str> + '_ {
        let names = self.entries.iter().map(|entry| entry.name);
        names.filter_map(|name| std::str::from_utf8(name).ok())
    }

    /// Begins to unpack a part; none where there is no such one.
    pub(crate) fn part(&mut self, name: &str) -> Result<Option<Part<'b>>, Refusal> {
        let name = name.trim_start_matches('/').as_bytes();
        let mut entries = self.entries.iter();
        let Some(entry) = entries.find(|entry| is_same(entry.name, name)) else {
            return Ok(None);
        };
        let is_suspect =
            entry.unpacked > SMALL_PART && entry.unpacked / self.limits.ratio > entry.packed;
        let left = self.left.checked_sub(entry.unpacked);
        let (Some(left), false) = (left, is_suspect) else {
            return Err(Refusal::TooMuch);
        };
        self.left = left;
        entry.unpack(self.bytes).map(Some)
    }
}

/// Names differ in case, and some programs write the slashes of Windows.
fn is_same(name: &[u8], other: &[u8]) -> bool {
    let plain = |byte: &u8| match byte {
        b'\\' => b'/',
        byte => byte.to_ascii_lowercase(),
    };
    name.iter().map(plain).eq(other.iter().map(plain))
}

/// How many entries there are, and the bytes from the first on.
fn directory(bytes: &[u8]) -> Option<(usize, &[u8])> {
    /// What may follow the end's record: a comment.
    const LONGEST_COMMENT: usize = 0xFFFF;
    let last = bytes.len().checked_sub(END_LENGTH)?;
    let first = last.saturating_sub(LONGEST_COMMENT);
    (first..=last).rev().find_map(|end| {
        let record = bytes.get(end..).filter(|rest| rest.starts_with(&END))?;
        let count = usize::from(u16_at(record, 10)?);
        let length = u32_at(record, 12)? as usize;
        let stated = bytes.get(u32_at(record, 16)? as usize..);
        // Something may stand before the archive, which then counts from its own start.
        let before_end = bytes.get(end.checked_sub(length)?..);
        let mut directories = [stated, before_end].into_iter().flatten();
        let found = directories.find(|directory| count == 0 || directory.starts_with(&ENTRY));
        Some((count, found?))
    })
}

impl<'b> Entry<'b> {
    /// An entry of the directory, and its length there.
    fn read(bytes: &'b [u8]) -> Option<(Entry<'b>, usize)> {
        bytes.starts_with(&ENTRY).then_some(())?;
        let [name, extra, comment] = [28, 30, 32].map(|at| u16_at(bytes, at).map(usize::from));
        let (name, extra, comment) = (name?, extra?, comment?);
        let extra_at = ENTRY_LENGTH + name;
        let mut entry = Entry {
            name: bytes.get(ENTRY_LENGTH..extra_at)?,
            is_encrypted: u16_at(bytes, 8)? & 1 != 0,
            method: u16_at(bytes, 10)?,
            crc: u32_at(bytes, 16)?,
            packed: u64::from(u32_at(bytes, 20)?),
            unpacked: u64::from(u32_at(bytes, 24)?),
            at: u64::from(u32_at(bytes, 42)?),
        };
        entry.read_large_numbers(bytes.get(extra_at..extra_at + extra)?);
        Some((entry, extra_at + extra + comment)).filter(|(_, length)| *length <= bytes.len())
    }

    /// Takes the numbers that don't fit into 32 bits from the extra fields.
    fn read_large_numbers(&mut self, extra: &[u8]) {
        const LARGE: u16 = 1;
        let mut fields = extra;
        while let (Some(id), Some(length)) = (u16_at(fields, 0), u16_at(fields, 2)) {
            let end = 4 + usize::from(length);
            let Some(mut field) = fields.get(4..end) else {
                return;
            };
            if id == LARGE {
                for number in [&mut self.unpacked, &mut self.packed, &mut self.at] {
                    if *number == u64::from(ELSEWHERE) {
                        let Some((large, rest)) = field.split_first_chunk() else {
                            return;
                        };
                        *number = u64::from_le_bytes(*large);
                        field = rest;
                    }
                }
            }
            fields = &fields[end..];
        }
    }

    fn unpack(&self, bytes: &'b [u8]) -> Result<Part<'b>, Refusal> {
        const STORED: u16 = 0;
        const DEFLATED: u16 = 8;
        if self.is_encrypted {
            return Err(Refusal::Encrypted);
        }
        let packed = self.packed_bytes(bytes).ok_or(Refusal::Damaged)?;
        let unpacked: Box<dyn Read + 'b> = match self.method {
            STORED => Box::new(packed),
            DEFLATED => Box::new(DeflateDecoder::new(packed)),
            _ => return Err(Refusal::Damaged),
        };
        Ok(BufReader::with_capacity(
            16 << 10,
            Checked {
                inner: unpacked,
                left: self.unpacked,
                crc: Crc::new(),
                expected: self.crc,
            },
        ))
    }

    fn packed_bytes(&self, bytes: &'b [u8]) -> Option<&'b [u8]> {
        let local = bytes.get(usize::try_from(self.at).ok()?..)?;
        local.starts_with(&LOCAL).then_some(())?;
        let name = usize::from(u16_at(local, 26)?);
        let extra = usize::from(u16_at(local, 28)?);
        let data = local.get(LOCAL_LENGTH + name + extra..)?;
        data.get(..usize::try_from(self.packed).ok()?)
    }
}

/// Fails at once where more comes than was stated, and at the end where something else came.
pub(crate) struct Checked<R> {
    inner: R,
    left: u64,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if buffer.is_empty() {
            return Ok(0);
        }
        let length = self.inner.read(buffer)?;
        self.crc.update(&buffer[..length]);
        let left = self.left.checked_sub(length as u64);
        let is_whole = self.left == 0 && self.crc.sum() == self.expected;
        match left {
            Some(left) if length > 0 || is_whole => {
                self.left = left;
                Ok(length)
            }
            _ => Err(io::ErrorKind::InvalidData.into()),
        }
    }
}

/// Unpacks a part to its end.
#[cfg(test)]
pub(crate) fn whole(mut part: Part<'_>) -> Result<Vec<u8>, Refusal> {
    let mut bytes = Vec::new();
    part.read_to_end(&mut bytes).map_err(|_| Refusal::Damaged)?;
    Ok(bytes)
}

/// Reads over what is left of a part, which shows whether it is whole.
pub(crate) fn finish(part: &mut impl BufRead) -> Result<(), Refusal> {
    io::copy(part, &mut io::sink()).map_err(|_| Refusal::Damaged)?;
    Ok(())
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    let chunk = bytes.get(at..)?.first_chunk()?;
    Some(u16::from_le_bytes(*chunk))
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    let chunk = bytes.get(at..)?.first_chunk()?;
    Some(u32::from_le_bytes(*chunk))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let parts: Vec<(String, Vec<u8>)> = parts
            .iter()
            .map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec()))
            .collect();
        pack(&parts)
    }

    fn part(bytes: &[u8], name: &str) -> Result<Option<Vec<u8>>, Refusal> {
        let mut archive = Archive::open(bytes, &Limits::default())?;
        archive.part(name)?.map(whole).transpose()
    }

    #[test]
    fn what_is_packed_unpacks_to_the_same() {
        let long = b"abc".repeat(100_000);
        let bytes = packed(&[("a/b.xml", b"text"), ("long", &long), ("empty", b"")]);
        assert!(bytes.len() < 3000, "{}", bytes.len());
        assert_eq!(part(&bytes, "a/b.xml"), Ok(Some(b"text".to_vec())));
        for same in ["/A/B.XML", "a\\b.xml"] {
            assert_eq!(part(&bytes, same), Ok(Some(b"text".to_vec())));
        }
        assert_eq!(part(&bytes, "long"), Ok(Some(long)));
        assert_eq!(part(&bytes, "empty"), Ok(Some(Vec::new())));
        assert_eq!(part(&bytes, "none"), Ok(None));
        let archive = Archive::open(&bytes, &Limits::default()).unwrap();
        assert_eq!(archive.names().collect::<Vec<_>>().len(), 3);
    }

    #[test]
    fn a_comment_behind_and_a_program_before_are_passed_over() {
        let mut bytes = b"MZ program".to_vec();
        bytes.extend(packed(&[("a", b"text")]));
        // Its offsets count from its own start.
        let archive = &bytes[10..];
        assert_eq!(part(archive, "a"), Ok(Some(b"text".to_vec())));
        let mut commented = archive.to_vec();
        let end = commented.len();
        commented[end - 2..].copy_from_slice(&3u16.to_le_bytes());
        commented.extend(b"abc");
        assert_eq!(part(&commented, "a"), Ok(Some(b"text".to_vec())));
    }

    #[test]
    fn an_archive_that_is_cut_off_is_damaged() {
        let bytes = packed(&[("a", b"text"), ("b", b"more")]);
        for length in 0..bytes.len() {
            assert_eq!(part(&bytes[..length], "a"), Err(Refusal::Damaged));
        }
    }

    #[test]
    fn a_changed_byte_of_a_part_is_noticed() {
        let text: Vec<u8> = (0..1000u32).flat_map(u32::to_le_bytes).collect();
        let bytes = packed(&[("a", &text)]);
        for at in [40, 100, 200, 500] {
            let mut bytes = bytes.clone();
            bytes[at] ^= 1;
            assert_eq!(part(&bytes, "a"), Err(Refusal::Damaged), "at {at}");
        }
    }

    #[test]
    fn a_bomb_is_refused_before_it_is_unpacked() {
        let zeros = vec![0; 9 << 20];
        let bytes = packed(&[("bomb", &zeros), ("text", b"text")]);
        assert!(bytes.len() < 20_000);
        let mut archive = Archive::open(&bytes, &Limits::default()).unwrap();
        assert_eq!(archive.part("bomb").err(), Some(Refusal::TooMuch));
        assert!(archive.part("text").unwrap().is_some());
        let few = Limits {
            entries: 1,
            ..Limits::default()
        };
        assert_eq!(Archive::open(&bytes, &few).err(), Some(Refusal::TooMuch));
        let short = Limits {
            unpacked: 6,
            ..Limits::default()
        };
        let mut archive = Archive::open(&bytes, &short).unwrap();
        assert!(archive.part("text").unwrap().is_some());
        assert_eq!(archive.part("text").err(), Some(Refusal::TooMuch));
    }

    #[test]
    fn a_part_that_is_longer_than_it_says_ends_there() {
        let zeros = vec![0; 1 << 20];
        let mut bytes = packed(&[("bomb", &zeros)]);
        let entry = bytes.windows(4).position(|w| w == ENTRY).unwrap();
        bytes[entry + 24..entry + 28].copy_from_slice(&100u32.to_le_bytes());
        assert_eq!(part(&bytes, "bomb"), Err(Refusal::Damaged));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(
            mut bytes in proptest::collection::vec(any::<u8>(), 0..200),
            changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..8),
        ) {
            let _ = part(&bytes, "a");
            bytes = packed(&[("a", &bytes), ("b", b"text")]);
            for (at, byte) in changes {
                let at = at.index(bytes.len());
                bytes[at] = byte;
            }
            let _ = part(&bytes, "a");
            let _ = part(&bytes, "b");
        }
    }
}
