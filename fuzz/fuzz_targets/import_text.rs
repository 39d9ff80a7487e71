//! Any text is read without a panic and without a loss: what is read, exported and read again
//! stays as it is.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_core::draft::Draft;
use ziping_core::import::{self, Imported};
use ziping_core::{export, Subject};

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

/// The draft, and those of the further forms in the same text.
fn drafts(imported: Imported) -> Vec<Draft> {
    let mut drafts = vec![imported.draft];
    drafts.extend(imported.more.into_iter().map(|more| more.draft));
    drafts
}

fuzz_target!(|source: &str| {
    let drafts = drafts(import::text::read(source));
    let texts: String = drafts.iter().map(all_texts).collect();
    for c in FOREIGN {
        // A text that stands twice for one field is kept once.
        let is_kept = count(source, *c) == 0 || count(&texts, *c) > 0;
        assert!(is_kept, "{c} is lost");
    }
    for draft in &drafts {
        let subject = Subject::of(draft, None);
        let _ = subject.findings();
        let text = export::text::write(&subject.document());
        let _ = import::text::read(&text);
    }
});
