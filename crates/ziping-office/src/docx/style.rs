//! Paragraph styles, as far as they number paragraphs.

use std::collections::BTreeMap;

use crate::package::Package;
use crate::xml::Xml;
use crate::Refusal;

/// Which list a paragraph belongs to, and its level there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) list: Option<String>,
    pub(super) level: Option<u32>,
}

#[derive(Default)]
struct Style {
    based_on: Option<String>,
    listed: Listed,
}

#[derive(Default)]
pub(super) struct Styles(BTreeMap<String, Style>);

/// `w:numPr`
pub(super) fn listed(xml: &mut Xml<'_>) -> Result<Listed, Refusal> {
    let mut listed = Listed::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "numId" => listed.list = tag.get("val"),
            "ilvl" => listed.level = tag.number("val"),
            _ => {}
        }
        xml.skip()?;
    }
    Ok(listed)
}

impl Styles {
    pub(super) fn read(package: &mut Package<'_>, part: &str) -> Result<Styles, Refusal> {
        let mut styles = Styles::default();
        let Some(mut xml) = package.xml(part)? else {
            return Ok(styles);
        };
        xml.root()?;
        while let Some(tag) = xml.child()? {
            match (tag.name(), tag.get("styleId")) {
                ("style", Some(id)) => {
                    let style = style(&mut xml)?;
                    styles.0.insert(id, style);
                }
                _ => xml.skip()?,
            }
        }
        xml.finish()?;
        Ok(styles)
    }

    /// What a style says, or one that it is based on: the list, its level, and the style
    /// that names the list.
    pub(super) fn listed(&self, style: &str) -> Option<(Listed, &str)> {
        /// Word has no longer chains; a cycle would have no end.
        const LONGEST_CHAIN: usize = 20;
        let mut found = Listed::default();
        let mut id = style;
        for _ in 0..LONGEST_CHAIN {
            let (key, style) = self.0.get_key_value(id)?;
            found.level = found.level.or(style.listed.level);
            if let Some(list) = &style.listed.list {
                found.list = Some(list.clone());
                return Some((found, key));
            }
            id = style.based_on.as_deref()?;
        }
        None
    }
}

fn style(xml: &mut Xml<'_>) -> Result<Style, Refusal> {
    let mut style = Style::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "basedOn" => {
                style.based_on = tag.get("val");
                xml.skip()?;
            }
            "pPr" => {
                while let Some(tag) = xml.child()? {
                    match tag.name() {
                        "numPr" => style.listed = listed(xml)?,
                        _ => xml.skip()?,
                    }
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(style)
}
