//! The draft that a file carries inside, in a part that Word and Excel keep as it is
//! (`customXml`). What it still counts for where the text was edited there, the core says
//! (`import::edited`).

use ziping_core::document::shown;

use crate::archive::pack;
use crate::package::{Package, Relationship, RELATED_END, TYPES, TYPES_END};
use crate::xml::write::escape;

/// The name that tells our part from others.
const NAMESPACE: &str = "urn:ziping:draft:1";

const TYPE: &str = concat!(
    "  <Override PartName=\"/customXml/itemProps1.xml\" ",
    "ContentType=\"application/vnd.openxmlformats-officedocument.customXmlProperties+xml\"/>\n",
);
const RELATIONSHIP: &str = concat!(
    "  <Relationship Id=\"draft\" ",
    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/customXml\" ",
    "Target=\"../customXml/item1.xml\"/>\n",
);

/// Packs these parts with the draft among them. `related` are the relationships of the main
/// part.
pub(crate) fn packed(mut parts: Vec<(String, Vec<u8>)>, related: &str, draft: &str) -> Vec<u8> {
    for (part, end, line) in [
        (TYPES, TYPES_END, TYPE),
        (related, RELATED_END, RELATIONSHIP),
    ] {
        let mut named = parts.iter_mut().filter(|(name, _)| name == part);
        if let Some((_, content)) = named.next() {
            let at = content
                .windows(end.len())
                .rposition(|it| it == end.as_bytes());
            let at = at.unwrap_or(content.len());
            content.splice(at..at, line.bytes());
        }
    }
    let mut add = |name: &str, content: String| parts.push((name.to_owned(), content.into_bytes()));
    add("customXml/item1.xml", part(draft));
    add(
        "customXml/itemProps1.xml",
        include_str!("carried/properties.xml").to_owned(),
    );
    add(
        "customXml/_rels/item1.xml.rels",
        include_str!("carried/relationships.xml").to_owned(),
    );
    pack(&parts)
}

/// The part's content.
fn part(draft: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <draft xmlns=\"{NAMESPACE}\">{}</draft>",
        escape(&kept(draft))
    )
}

/// JSON, with what XML can't hold as JSON's own escapes: such characters are in its strings
/// only, and line breaks outside of them.
fn kept(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '\n' | '\r' => out.push(' '),
            c if shown(c) == c => out.push(c),
            c => out.push_str(&format!("\\u{:04x}", u32::from(c))),
        }
    }
    out
}

/// The draft among a part's custom data. Custom data of others may be anything, and is passed
/// over.
pub(crate) fn draft(package: &mut Package<'_>, related: &[Relationship]) -> Option<String> {
    let mut customs = related.iter().filter(|other| other.kind == "customXml");
    customs.find_map(|custom| {
        let mut xml = package.xml(&custom.target).ok()??;
        let root = xml.root().ok()?;
        let is_ours = root.name() == "draft" && root.get("xmlns").as_deref() == Some(NAMESPACE);
        let draft = xml.text().ok()?;
        is_ours.then_some(draft)
    })
}
