//! A page as texts and tags.

use super::entity;

pub(super) enum Piece<'p> {
    Text(&'p str),
    Tag(Tag<'p>),
}

pub(super) struct Tag<'p> {
    /// In lower case.
    pub(super) name: String,
    pub(super) is_end: bool,
    attributes: &'p str,
}

/// What is left of a page.
pub(super) struct Pieces<'p> {
    rest: &'p str,
    /// Names of elements that were looked for and have no end.
    endless: Vec<String>,
}

impl<'p> Pieces<'p> {
    pub(super) fn of(page: &'p str) -> Pieces<'p> {
        Pieces {
            rest: page,
            endless: Vec::new(),
        }
    }

    pub(super) fn next(&mut self) -> Option<Piece<'p>> {
        loop {
            if self.rest.is_empty() {
                return None;
            }
            if !self.rest.starts_with('<') {
                let end = self.rest.find('<').unwrap_or(self.rest.len());
                return Some(Piece::Text(self.take(end)));
            }
            let name = &self.rest[1..];
            if name.starts_with(['!', '?']) {
                self.pass_over_comment();
                continue;
            }
            let is_tag = name
                .trim_start_matches('/')
                .starts_with(|c: char| c.is_ascii_alphabetic());
            if !is_tag {
                return Some(Piece::Text(self.take(1)));
            }
            return Some(match end_of_tag(self.rest) {
                Some(end) => Piece::Tag(Tag::of(self.take(end))),
                None => Piece::Text(self.take(self.rest.len())),
            });
        }
    }

    /// Passes over an element that has begun; gives its content, or none where it has no end:
    /// then nothing is passed over.
    pub(super) fn pass_over(&mut self, name: &str) -> Option<&'p str> {
        if self.endless.iter().any(|endless| endless == name) {
            return None;
        }
        let begin = self.rest;
        let mut depth = 1;
        loop {
            // In scripts only their end has a meaning.
            if matches!(name, "script" | "style") {
                self.take_to_end(name);
            }
            let before = self.rest;
            match self.next() {
                Some(Piece::Tag(tag)) if tag.name == name => {
                    depth = if tag.is_end { depth - 1 } else { depth + 1 };
                }
                Some(_) => {}
                None => {
                    self.rest = begin;
                    self.endless.push(name.to_owned());
                    return None;
                }
            }
            if depth == 0 {
                return Some(&begin[..begin.len() - before.len()]);
            }
        }
    }

    /// Takes everything before the next end tag of this name.
    fn take_to_end(&mut self, name: &str) {
        while !self.rest.is_empty() {
            let at = self.rest.find("</").unwrap_or(self.rest.len());
            self.take(at);
            let after = self.rest.get(2..).unwrap_or_default();
            let found = after.get(..name.len()).unwrap_or_default();
            if found.eq_ignore_ascii_case(name) {
                return;
            }
            self.take(self.rest.len().min(2));
        }
    }

    fn pass_over_comment(&mut self) {
        let (from, end) = match self.rest.starts_with("<!--") {
            // `<!-->` is one, too.
            true => (2, "-->"),
            false => (2, ">"),
        };
        let found = self.rest[from..].find(end);
        let end = found.map_or(self.rest.len(), |at| from + at + end.len());
        self.take(end);
    }

    fn take(&mut self, length: usize) -> &'p str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }
}

/// Where a tag ends: at a `>` that isn't in quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = '<';
    for (at, c) in tag.char_indices() {
        match (c, quote) {
            ('>', None) => return Some(at + 1),
            // Only a value may be in quotes; others are a part of it.
            ('"' | '\'', None) if before == '=' => quote = Some(c),
            (c, Some(open)) if c == open => quote = None,
            _ => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

impl<'p> Tag<'p> {
    /// `<name attributes>`
    fn of(tag: &'p str) -> Tag<'p> {
        let inside = tag.trim_start_matches('<').trim_end_matches('>');
        let (is_end, inside) = match inside.strip_prefix('/') {
            Some(rest) => (true, rest.trim_start_matches('/')),
            None => (false, inside),
        };
        let end = inside.find(|c: char| c.is_whitespace() || c == '/');
        let (name, attributes) = inside.split_at(end.unwrap_or(inside.len()));
        Tag {
            name: name.to_ascii_lowercase(),
            is_end,
            attributes,
        }
    }

    /// The value of an attribute; an empty one for one without.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut rest = self.attributes;
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            let end = rest
                .char_indices()
                // An equals sign that begins a name belongs to it.
                .find(|(at, c)| c.is_whitespace() || *c == '/' || (*c == '=' && *at > 0))
                .map_or(rest.len(), |(at, _)| at);
            let (found, after) = rest.split_at(end);
            let (value, after) = value(after);
            if found.eq_ignore_ascii_case(name) {
                return Some(entity::resolved(value).into_owned());
            }
            rest = after;
        }
    }

    pub(super) fn number(&self, name: &str) -> Option<u32> {
        let value = self.get(name)?;
        let digits = value.trim_start();
        let end = digits
            .find(|c: char| !c.is_ascii_digit())
            .unwrap_or(digits.len());
        digits[..end].parse().ok()
    }
}

/// The value behind an attribute's name, and what follows it.
fn value(after: &str) -> (&str, &str) {
    let Some(value) = after.trim_start().strip_prefix('=') else {
        return ("", after);
    };
    let value = value.trim_start();
    for quote in ['"', '\''] {
        if let Some(quoted) = value.strip_prefix(quote) {
            return quoted.split_once(quote).unwrap_or((quoted, ""));
        }
    }
    let end = value.find(char::is_whitespace).unwrap_or(value.len());
    value.split_at(end)
}
