//! The draft that a file carries inside, in a part that Word and Excel keep as it is
//! (`customXml`). It counts only while the file's text is still the one that it was
//! written with: who edits the text in Word means the text.

use ziping_core::document::shown;
use ziping_core::import::source::{Block, Source};

use crate::archive::pack;
use crate::package::{Package, Relationship, RELATED_END, TYPES, TYPES_END};
use crate::xml::write::escape;
use crate::Refusal;

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
/// part; `read` reads the file as it will be read one day, for the text that it shows.
pub(crate) fn sealed(
    mut parts: Vec<(String, Vec<u8>)>,
    related: &str,
    draft: &str,
    read: impl Fn(&[u8]) -> Result<Source, Refusal>,
) -> Vec<u8> {
    let unsealed = pack(&parts);
    let Ok(source) = read(&unsealed) else {
        return unsealed;
    };
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
    add("customXml/item1.xml", part(draft, &source.blocks));
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
fn part(draft: &str, blocks: &[Block]) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <draft xmlns=\"{NAMESPACE}\" text=\"{}\">{}</draft>",
        seal(blocks),
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

/// The draft among a part's custom data, if the text is still the one it was written with.
/// Custom data of others may be anything, and is passed over.
pub(crate) fn draft(
    package: &mut Package<'_>,
    related: &[Relationship],
    blocks: &[Block],
) -> Option<String> {
    let mut customs = related.iter().filter(|other| other.kind == "customXml");
    let (expected, draft) = customs.find_map(|custom| unsealed(package, &custom.target))?;
    (expected == seal(blocks)).then_some(draft)
}

/// The seal and the draft in a part that is ours.
fn unsealed(package: &mut Package<'_>, part: &str) -> Option<(String, String)> {
    let mut xml = package.xml(part).ok()??;
    let root = xml.root().ok()?;
    let is_ours = root.name() == "draft" && root.get("xmlns").as_deref() == Some(NAMESPACE);
    let expected = root.get("text").filter(|_| is_ours)?;
    Some((expected, xml.text().ok()?))
}

/// FNV-1a of the text without white space, which programs change on their own.
fn seal(blocks: &[Block]) -> String {
    let mut sum: u64 = 0xcbf2_9ce4_8422_2325;
    let mut add = |text: &str| {
        for c in text.chars().filter(|c| !c.is_whitespace()) {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                sum = (sum ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        }
    };
    for block in blocks {
        match block {
            Block::Line(line) => add(line),
            Block::Grid(grid) => {
                let cells = grid.rows.iter().flatten();
                cells.for_each(|cell| add(&cell.text));
            }
        }
    }
    format!("{sum:016x}")
}
