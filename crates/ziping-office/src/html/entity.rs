//! Characters that a page names: `&nbsp;`, `&#19968;`.

use std::borrow::Cow;

use crate::xml::entity as xml_entity;

/// Those that reports and the programs that write them use; others stay as they are.
const NAMED: &[(&str, char)] = &[
    ("nbsp", '\u{A0}'),
    ("ensp", '\u{2002}'),
    ("emsp", '\u{2003}'),
    ("thinsp", '\u{2009}'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("lang", '〈'),
    ("rang", '〉'),
    ("middot", '·'),
    ("bull", '•'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("shy", '\u{AD}'),
    ("times", '×'),
    ("divide", '÷'),
    ("plusmn", '±'),
    ("minus", '−'),
    ("le", '≤'),
    ("ge", '≥'),
    ("ne", '≠'),
    ("asymp", '≈'),
    ("infin", '∞'),
    ("sum", '∑'),
    ("radic", '√'),
    ("deg", '°'),
    ("permil", '‰'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("sup1", '¹'),
    ("sup2", '²'),
    ("sup3", '³'),
    ("micro", 'µ'),
    ("yen", '¥'),
    ("pound", '£'),
    ("euro", '€'),
    ("cent", '¢'),
    ("sect", '§'),
    ("para", '¶'),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("larr", '←'),
    ("uarr", '↑'),
    ("rarr", '→'),
    ("darr", '↓'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("zwnj", '\u{200C}'),
    ("zwj", '\u{200D}'),
    ("lrm", '\u{200E}'),
    ("rlm", '\u{200F}'),
    ("iquest", '¿'),
    ("tilde", '˜'),
];

/// Longer ones aren't known.
const LONGEST: usize = 10;

pub(super) fn resolved(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = match character(after) {
            Some((c, after)) => {
                out.push(c);
                after
            }
            None => {
                out.push('&');
                after
            }
        };
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// What is named here, and what follows.
fn character(text: &str) -> Option<(char, &str)> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '#';
    let end = text.find(|c: char| !is_of_name(c)).unwrap_or(text.len());
    let (name, after) = text.split_at(end.min(LONGEST));
    let after = after.strip_prefix(';')?;
    let named = NAMED.iter().find(|(known, _)| *known == name);
    let c = named.map(|(_, c)| *c).or_else(|| xml_entity(name))?;
    Some((c, after))
}
