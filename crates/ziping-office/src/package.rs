//! What Office files have in common: parts in an archive, and relationships between them.

use crate::archive::Archive;
use crate::xml::Xml;
use crate::{Limits, Refusal};

/// The part that says what the others are, and how it ends.
pub(crate) const TYPES: &str = "[Content_Types].xml";
pub(crate) const TYPES_END: &str = "</Types>";
/// How a part with relationships ends.
pub(crate) const RELATED_END: &str = "</Relationships>";

/// A part with these lines before its end.
pub(crate) fn with_lines(part: &str, end: &str, lines: &str) -> String {
    let (before, end) = part.split_at(part.rfind(end).unwrap_or(part.len()));
    [before, lines, end].concat()
}

pub(crate) struct Package<'b> {
    archive: Archive<'b>,
    limits: Limits,
}

/// What a part says about another one.
pub(crate) struct Relationship {
    pub(crate) id: String,
    /// The last word of its type: `header`, `worksheet`.
    pub(crate) kind: String,
    /// The other part's name.
    pub(crate) target: String,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Package<'b>, Refusal> {
        Ok(Package {
            archive: Archive::open(bytes, limits)?,
            limits: limits.clone(),
        })
    }

    pub(crate) fn names(&self) -> impl Iterator<Item = &'b str> + '_ {
        self.archive.names()
    }

    /// Begins to read a part; none where there is no such one.
    pub(crate) fn xml(&mut self, part: &str) -> Result<Option<Xml<'b>>, Refusal> {
        let part = self.archive.part(part)?;
        Ok(part.map(|part| Xml::new(part, &self.limits)))
    }

    /// What a part refers to inside the file. What lies outside is never asked for.
    pub(crate) fn relationships(&mut self, part: &str) -> Result<Vec<Relationship>, Refusal> {
        let (folder, name) = part.rsplit_once('/').unwrap_or(("", part));
        let rels = format!("{folder}/_rels/{name}.rels");
        let mut found = Vec::new();
        let Some(mut xml) = self.xml(&rels)? else {
            return Ok(found);
        };
        xml.root()?;
        while let Some(tag) = xml.child()? {
            let is_inside = tag.get("TargetMode").is_none_or(|mode| mode != "External");
            if let (Some(id), Some(kind), Some(target), true) =
                (tag.get("Id"), tag.get("Type"), tag.get("Target"), is_inside)
            {
                found.push(Relationship {
                    id,
                    kind: kind.rsplit('/').next().unwrap_or_default().to_owned(),
                    target: resolved(folder, &target),
                });
            }
            xml.skip()?;
        }
        Ok(found)
    }

    /// The part with the document, the workbook or whatever it is.
    pub(crate) fn main_part(&mut self) -> Result<Option<String>, Refusal> {
        let relationships = self.relationships("")?;
        let mut mains = relationships.into_iter();
        let main = mains.find(|relationship| relationship.kind == "officeDocument");
        Ok(main.map(|main| main.target))
    }
}

/// A target as the name of a part: it counts from the folder of the part that has it.
fn resolved(folder: &str, target: &str) -> String {
    let mut path: Vec<&str> = match target.starts_with('/') {
        true => Vec::new(),
        false => folder.split('/').filter(|step| !step.is_empty()).collect(),
    };
    for step in target.split('/') {
        match step {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_counts_from_its_folder() {
        let cases = [
            ("word", "header1.xml", "word/header1.xml"),
            ("word", "/word/a.xml", "word/a.xml"),
            ("word", "../customXml/item1.xml", "customXml/item1.xml"),
            ("", "word/document.xml", "word/document.xml"),
            ("", "../../a", "a"),
        ];
        for (folder, target, expected) in cases {
            assert_eq!(resolved(folder, target), expected);
        }
    }
}
