//! How much of a file is read, whoever made it.

use crate::Refusal;

/// What no file may exceed. Each is refused as soon as it is, before memory is spent on it.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Bytes of a file.
    pub file: usize,
    /// Entries of a zip archive.
    pub entries: usize,
    /// Bytes of the unpacked parts that are read.
    pub unpacked: u64,
    /// How many times as long as packed a part may be, where it is longer than [`SMALL_PART`].
    pub ratio: u64,
    /// Elements inside each other.
    pub depth: usize,
    /// Lines, rows and cells together, with what merged cells cover.
    pub items: usize,
    /// Bytes of text.
    pub text: usize,
}

/// A part that is no longer unpacks in no time, whatever the ratio.
pub(crate) const SMALL_PART: u64 = 8 << 20;

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            file: 100 << 20,
            entries: 10_000,
            unpacked: 128 << 20,
            ratio: 400,
            depth: 200,
            items: 400_000,
            text: 32 << 20,
        }
    }
}

/// What is left of the limits on what is made of a file.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    items: usize,
    text: usize,
}

impl Budget {
    pub(crate) fn of(limits: &Limits) -> Budget {
        Budget {
            items: limits.items,
            text: limits.text,
        }
    }

    pub(crate) fn items(&mut self, count: usize) -> Result<(), Refusal> {
        self.items = self.items.checked_sub(count).ok_or(Refusal::TooMuch)?;
        Ok(())
    }

    pub(crate) fn text(&mut self, text: &str) -> Result<(), Refusal> {
        self.text = self.text.checked_sub(text.len()).ok_or(Refusal::TooMuch)?;
        Ok(())
    }
}
