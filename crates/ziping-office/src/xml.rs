//! XML as it is read: element by element, by local names, with no more in memory than the
//! element at hand. Nothing is expanded but the five entities that XML itself has and the
//! numbers of characters; nothing outside the part is asked for.

pub(crate) mod write;

use std::borrow::Cow;

use quick_xml::events::{BytesStart, Event};
use quick_xml::Reader;

use crate::archive::{self, Part};
use crate::{Limits, Refusal};

/// A part as it is read.
pub(crate) struct Xml<'b> {
    reader: Reader<Part<'b>>,
    buffer: Vec<u8>,
    /// Name and attributes of the element that begun last.
    tag: String,
    name: usize,
    /// The text that was read last.
    text: String,
    depth: usize,
    deepest: usize,
}

#[derive(Clone, Copy, PartialEq)]
enum Token {
    Start,
    End,
    Text,
}

impl<'b> Xml<'b> {
    pub(crate) fn new(part: Part<'b>, limits: &Limits) -> Xml<'b> {
        let mut reader = Reader::from_reader(part);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Xml {
            reader,
            buffer: Vec::new(),
            tag: String::new(),
            name: 0,
            text: String::new(),
            depth: 0,
            deepest: limits.depth,
        }
    }

    /// The outermost element.
    pub(crate) fn root(&mut self) -> Result<Tag<'_>, Refusal> {
        self.child()?.ok_or(Refusal::Damaged)
    }

    /// The next element in the one at hand; none at its end. It has to be read to its own end
    /// before the next is asked for.
    pub(crate) fn child(&mut self) -> Result<Option<Tag<'_>>, Refusal> {
        loop {
            match self.next()? {
                Token::Start => break Ok(Some(self.tag())),
                Token::End => break Ok(None),
                Token::Text => {}
            }
        }
    }

    /// Reads over the rest of the element at hand.
    pub(crate) fn skip(&mut self) -> Result<(), Refusal> {
        let inside = self.depth;
        while self.depth >= inside {
            self.next()?;
        }
        Ok(())
    }

    /// The text of the element at hand, to its end, without that of elements in it.
    pub(crate) fn text(&mut self) -> Result<String, Refusal> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Token::Text => text.push_str(&self.text),
                Token::Start => self.skip()?,
                Token::End => break Ok(text),
            }
        }
    }

    /// Reads over what follows the outermost element, which shows whether the part is whole.
    pub(crate) fn finish(mut self) -> Result<(), Refusal> {
        archive::finish(self.reader.get_mut())
    }

    fn tag(&self) -> Tag<'_> {
        Tag(BytesStart::from_content(self.tag.as_str(), self.name))
    }

    fn next(&mut self) -> Result<Token, Refusal> {
        loop {
            self.buffer.clear();
            let event = self.reader.read_event_into(&mut self.buffer);
            match event.map_err(|_| Refusal::Damaged)? {
                Event::Start(tag) => {
                    self.tag.clear();
                    self.tag.push_str(&tag);
                    self.name = tag.name().as_ref().len();
                    self.depth += 1;
                    return match self.depth > self.deepest {
                        true => Err(Refusal::TooMuch),
                        false => Ok(Token::Start),
                    };
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Token::End);
                }
                Event::Text(text) => set(&mut self.text, &text.xml10_content()),
                Event::CData(text) => set(&mut self.text, &text.xml10_content()),
                Event::GeneralRef(name) => {
                    self.text.clear();
                    match entity(&name) {
                        Some(c) => self.text.push(c),
                        None => self.text.extend(["&", &name, ";"]),
                    }
                }
                Event::Eof => return Err(Refusal::Damaged),
                Event::Empty(_)
                | Event::Comment(_)
                | Event::Decl(_)
                | Event::PI(_)
                | Event::DocType(_) => continue,
            }
            return Ok(Token::Text);
        }
    }
}

fn set(text: &mut String, to: &str) {
    text.clear();
    text.push_str(to);
}

/// An element's name and attributes.
pub(crate) struct Tag<'x>(BytesStart<'x>);

impl Tag<'_> {
    /// The name without its prefix.
    pub(crate) fn name(&self) -> &str {
        let name = &self.0[..self.0.name().as_ref().len()];
        name.rsplit_once(':').map_or(name, |(_, name)| name)
    }

    /// The value of an attribute, named without its prefix.
    pub(crate) fn get(&self, name: &str) -> Option<String> {
        // Looking for attributes that stand twice takes time by their square.
        let mut attributes = self.0.attributes();
        let attributes = attributes.with_checks(false).flatten();
        let mut named = attributes.filter(|it| it.key.local_name().as_ref() == name);
        named.next().map(|it| unescape(&it.value).into_owned())
    }

    /// The number that an attribute has as its value.
    pub(crate) fn number(&self, name: &str) -> Option<u32> {
        self.get(name)?.trim().parse().ok()
    }

    /// `w:val` and the like of a switch, which is on where it isn't said to be off.
    pub(crate) fn is_on(&self) -> bool {
        !matches!(self.get("val").as_deref(), Some("0" | "false" | "off"))
    }
}

/// Text with the entities resolved; what is none stays.
pub(crate) fn unescape(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        let name = after
            .split_once(';')
            .map(|(name, rest)| (entity(name), rest));
        rest = match name {
            Some((Some(c), rest)) => {
                out.push(c);
                rest
            }
            _ => {
                out.push('&');
                after
            }
        };
    }
    if rest.len() == text.len() {
        return Cow::Borrowed(text);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// The character that `&name;` stands for.
pub(crate) fn entity(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        "apos" => Some('\''),
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?).filter(|c| *c != '\0')
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::{pack, Archive};

    /// Reads a part with this content.
    fn with<T>(
        content: &str,
        read: impl Fn(&mut Xml<'_>) -> Result<T, Refusal>,
    ) -> Result<T, Refusal> {
        let bytes = pack(&[("a".to_owned(), content.as_bytes().to_vec())]);
        let limits = Limits::default();
        let mut archive = Archive::open(&bytes, &limits).unwrap();
        let part = archive.part("a").unwrap().unwrap();
        let mut xml = Xml::new(part, &limits);
        let result = read(&mut xml);
        xml.finish().and(result)
    }

    fn text(content: &str) -> Result<String, Refusal> {
        with(content, |xml| {
            xml.root()?;
            xml.text()
        })
    }

    #[test]
    fn elements_are_read_by_their_local_names() {
        let names = with(
            r#"<?xml version="1.0"?><w:a xmlns:w="x"> <w:b w:val="1&#x4E00;&lt;&no;"/>t<c><d/></c></w:a>"#,
            |xml| {
                let mut found = vec![xml.root()?.name().to_owned()];
                while let Some(tag) = xml.child()? {
                    found.push(tag.name().to_owned());
                    found.extend(tag.get("val"));
                    xml.skip()?;
                }
                Ok(found.join(" "))
            },
        );
        assert_eq!(names.as_deref(), Ok("a b 1一<&no; c"));
    }

    #[test]
    fn a_text_is_what_stands_between_the_tags() {
        let content = "<a>1&lt;<b>no</b>&#19968;<![CDATA[<2>]]>& 3<!-- no --></a>";
        assert_eq!(text(content).as_deref(), Ok("1<一<2>& 3"));
    }

    #[test]
    fn no_entity_of_the_file_itself_is_expanded() {
        let content = r#"<!DOCTYPE a [<!ENTITY x "xxxx"><!ENTITY y SYSTEM "file:///etc/passwd">]><a>&x;&y;&x;</a>"#;
        assert_eq!(text(content).as_deref(), Ok("&x;&y;&x;"));
    }

    #[test]
    fn what_is_cut_off_or_nested_wrongly_is_damaged() {
        for content in [
            "",
            "text",
            "<a>",
            "<a><b></a>",
            "<a",
            "<a>text",
            "<a>\u{0}</b>",
        ] {
            assert_eq!(text(content), Err(Refusal::Damaged), "{content}");
        }
    }

    #[test]
    fn too_many_elements_in_each_other_are_too_much() {
        let nested = |n| "<a>".repeat(n) + &"</a>".repeat(n);
        assert_eq!(text(&nested(200)).as_deref(), Ok(""));
        assert_eq!(text(&nested(201)), Err(Refusal::TooMuch));
        assert_eq!(text(&"<a>".repeat(1_000_000)), Err(Refusal::TooMuch));
    }
}
