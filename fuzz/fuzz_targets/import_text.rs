//! Any text is read without a panic and without a loss: what is read, exported and read again
//! stays as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_core::draft::Draft;
use ziping_core::{export, import, Subject};

/// Characters that no wording of the template has; the reader may not drop one.
const FOREIGN: &[char] = &['甲', '乙', '丙', '@', '#', '~', 'é', '😀'];

fn count(text: &str, c: char) -> usize {
    text.matches(c).count()
}

fn all_texts(draft: &Draft) -> String {
    let places = draft.places();
    let texts: Vec<&str> = places.iter().map(|place| draft.text(place)).collect();
    texts.join("\n")
}

fuzz_target!(|source: &str| {
    let draft = import::text::read(source).draft;
    let texts = all_texts(&draft);
    for c in FOREIGN {
        // A text that stands twice for one field is kept once.
        let is_kept = count(source, *c) == 0 || count(&texts, *c) > 0;
        assert!(is_kept, "{c} is lost");
    }
    let subject = Subject::of(&draft, None);
    let _ = subject.findings();
    let text = export::text::write(&subject.document());
    let _ = import::text::read(&text);
});
