//! XML as it is written. Every text goes through [`escape`].

use ziping_core::document::shown;

/// Text for between tags and for attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match shown(c) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // As attributes they would become spaces.
            '\t' => out.push_str("&#9;"),
            c => out.push(c),
        }
    }
    out
}
