//! Any bytes under any name are read or refused without a panic.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_office::{gb18030, read, Limits};

const NAMES: [&str; 6] = ["a.docx", "a.xlsx", "a.html", "a.txt", "a.doc", "a"];

fuzz_target!(|bytes: &[u8]| {
    for name in NAMES {
        if let Err(refusal) = read(bytes, name, &Limits::default(), gb18030) {
            assert!(refusal.message(name).contains(name));
        }
    }
});
