//! Reads a Word file as it shows: numbers that Word makes are text, tracked deletions are
//! gone, a table of contents is left out since the headings stand in the text.

mod table;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use ziping_core::import::source::{Block, Source};

use super::numbering::Numbering;
use super::style::{listed, Listed, Styles};
use super::symbol;
use crate::limits::Budget;
use crate::package::{Package, Relationship};
use crate::xml::{Tag, Xml};
use crate::{carried, flow, Limits, Refusal};

/// Reads the file whose document is in the part `main`.
pub(crate) fn read(
    mut package: Package<'_>,
    main: &str,
    limits: &Limits,
) -> Result<Source, Refusal> {
    let related = package.relationships(main)?;
    let target = |kind: &str| {
        let mut found = related
            .iter()
            .filter(|relationship| relationship.kind == kind);
        found.next().map_or("", |relationship| &relationship.target)
    };
    let mut reader = Reader {
        styles: Styles::read(&mut package, target("styles"))?,
        numbering: Numbering::read(&mut package, target("numbering"))?,
        budget: Budget::of(limits),
        fields: Vec::new(),
        keeps_contents: false,
        is_in_margin: false,
    };
    let mut blocks = reader.body(&mut package, main)?;
    for kind in ["footnotes", "endnotes"] {
        blocks.extend(reader.notes(&mut package, target(kind))?);
    }
    blocks.extend(reader.margins(&mut package, &related)?);
    let draft = carried::draft(&mut package, &related);
    Ok(Source { blocks, draft })
}

struct Reader {
    styles: Styles,
    numbering: Numbering,
    budget: Budget,
    /// The fields around what is read.
    fields: Vec<Field>,
    /// Whether a table of contents is kept.
    keeps_contents: bool,
    /// Whether it is in a header or a footer.
    is_in_margin: bool,
}

/// 域: an instruction, and what it gave.
#[derive(Default)]
struct Field {
    instruction: String,
    is_in_result: bool,
    is_hidden: bool,
}

/// A text: of the document, a cell, a box, a note.
#[derive(Default)]
struct Story {
    blocks: Vec<Block>,
    /// A paragraph whose end was deleted; the next goes on with it.
    open: Paragraph,
    cell: table::Span,
}

#[derive(Default)]
struct Paragraph {
    text: String,
    /// What stands in text boxes beside it.
    boxes: Vec<Block>,
    properties: Properties,
}

#[derive(Default)]
struct Properties {
    style: Option<String>,
    listed: Listed,
    is_end_deleted: bool,
}

impl Reader {
    fn body(&mut self, package: &mut Package<'_>, part: &str) -> Result<Vec<Block>, Refusal> {
        let budget = self.budget.clone();
        let blocks = self.part(package, part)?;
        if !self.fields.iter().any(|field| field.is_hidden) {
            return Ok(blocks);
        }
        // A table of contents without an end: all that follows would be left out with it.
        self.keeps_contents = true;
        self.budget = budget;
        self.part(package, part)
    }

    fn part(&mut self, package: &mut Package<'_>, part: &str) -> Result<Vec<Block>, Refusal> {
        self.fields.clear();
        self.numbering.reset();
        let Some(mut xml) = package.xml(part)? else {
            return Ok(Vec::new());
        };
        let mut story = Story::default();
        xml.root()?;
        self.flow(&mut xml, &mut story)?;
        xml.finish()?;
        self.end(story)
    }

    /// 脚注 and 尾注
    fn notes(&mut self, package: &mut Package<'_>, part: &str) -> Result<Vec<Block>, Refusal> {
        self.fields.clear();
        let mut blocks = Vec::new();
        let Some(mut xml) = package.xml(part)? else {
            return Ok(blocks);
        };
        xml.root()?;
        while let Some(tag) = xml.child()? {
            // Those with a type are lines between text and notes.
            if tag.get("type").is_some_and(|kind| kind != "normal") {
                xml.skip()?;
                continue;
            }
            let mut story = Story::default();
            self.flow(&mut xml, &mut story)?;
            blocks.extend(self.end(story)?);
        }
        Ok(blocks)
    }

    /// 页眉 and 页脚, but for page numbers. What stands in several counts once.
    fn margins(
        &mut self,
        package: &mut Package<'_>,
        related: &[Relationship],
    ) -> Result<Vec<Block>, Refusal> {
        self.is_in_margin = true;
        let mut blocks = Vec::new();
        let mut lines = BTreeSet::new();
        for kind in ["header", "footer"] {
            for margin in related.iter().filter(|margin| margin.kind == kind) {
                let found = self.part(package, &margin.target)?;
                blocks.extend(found.into_iter().filter(|block| match block {
                    Block::Line(line) => !is_page_number(line) && lines.insert(line.clone()),
                    Block::Grid(_) => true,
                }));
            }
        }
        Ok(blocks)
    }

    fn flow(&mut self, xml: &mut Xml<'_>, story: &mut Story) -> Result<(), Refusal> {
        let mut has_chosen = false;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "p" => self.paragraph(xml, story)?,
                "tbl" => {
                    let blocks = self.table(xml)?;
                    story.blocks.extend(blocks);
                }
                "tcPr" => story.cell = table::span(xml)?,
                "sdt" | "sdtContent" | "customXml" | "ins" | "moveTo" | "body"
                | "AlternateContent" => self.flow(xml, story)?,
                "Choice" | "Fallback" if !has_chosen => {
                    has_chosen = true;
                    self.flow(xml, story)?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn end(&mut self, mut story: Story) -> Result<Vec<Block>, Refusal> {
        let last = std::mem::take(&mut story.open);
        self.add(last, &mut story.blocks)?;
        Ok(story.blocks)
    }

    fn paragraph(&mut self, xml: &mut Xml<'_>, story: &mut Story) -> Result<(), Refusal> {
        let mut paragraph = std::mem::take(&mut story.open);
        paragraph.properties = Properties::default();
        self.inline(xml, &mut paragraph)?;
        // An instruction doesn't reach over paragraphs: the field is broken.
        while self.fields.pop_if(|field| !field.is_in_result).is_some() {}
        if paragraph.properties.is_end_deleted {
            story.open = paragraph;
            return Ok(());
        }
        let number = match self.is_visible() {
            true => self.number(&paragraph.properties),
            false => None,
        };
        paragraph.text.insert_str(0, &number.unwrap_or_default());
        self.add(paragraph, &mut story.blocks)
    }

    fn number(&mut self, properties: &Properties) -> Option<String> {
        let style = properties.style.as_deref();
        self.numbering.next(&properties.listed, style, &self.styles)
    }

    fn add(&mut self, paragraph: Paragraph, blocks: &mut Vec<Block>) -> Result<(), Refusal> {
        flow::paragraph(&paragraph.text, blocks, &mut self.budget)?;
        blocks.extend(paragraph.boxes);
        Ok(())
    }

    /// What stands in a paragraph, a run, or whatever is around one.
    fn inline(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Refusal> {
        let mut font = None;
        let mut has_chosen = false;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "pPr" => paragraph.properties = properties(xml)?,
                "rPr" => font = symbol_font(xml)?,
                "t" => {
                    let text = xml.text()?;
                    self.text(&text, font.as_deref(), paragraph);
                }
                "tab" | "ptab" => self.character('\t', xml, paragraph)?,
                "br" | "cr" => self.character('\n', xml, paragraph)?,
                "noBreakHyphen" => self.character('-', xml, paragraph)?,
                "sym" => {
                    let symbol = symbol_of(&tag);
                    self.character(symbol, xml, paragraph)?;
                }
                "fldChar" => {
                    let kind = tag.get("fldCharType").unwrap_or_default();
                    self.field_mark(&kind, xml, paragraph)?;
                }
                "instrText" => {
                    let text = xml.text()?;
                    if let Some(field) = self.fields.last_mut() {
                        field.instruction.push_str(&text);
                    }
                }
                "fldSimple" => {
                    let instruction = tag.get("instr").unwrap_or_default();
                    self.simple_field(instruction, xml, paragraph)?;
                }
                "drawing" | "pict" | "object" => self.boxes(xml, paragraph)?,
                "oMath" | "oMathPara" => self.formula(xml, paragraph)?,
                "r" | "hyperlink" | "ins" | "moveTo" | "smartTag" | "customXml" | "sdt"
                | "sdtContent" | "dir" | "bdo" | "ruby" | "rubyBase" | "AlternateContent" => {
                    self.inline(xml, paragraph)?;
                }
                "Choice" | "Fallback" if !has_chosen => {
                    has_chosen = true;
                    self.inline(xml, paragraph)?;
                }
                _ => xml.skip()?,
            }
        }
        Ok(())
    }

    fn is_visible(&self) -> bool {
        let mut fields = self.fields.iter();
        fields.all(|field| field.is_in_result && !field.is_hidden)
    }

    fn text(&self, text: &str, font: Option<&str>, paragraph: &mut Paragraph) {
        if !self.is_visible() {
            return;
        }
        let shown = text.chars().map(|c| match (c, font) {
            // A line break is an element; as a character it is a space.
            ('\n' | '\r', _) => ' ',
            (c, Some(font)) => symbol::shown(font, c),
            (c, None) => c,
        });
        paragraph.text.extend(shown);
    }

    fn character(
        &self,
        c: char,
        xml: &mut Xml<'_>,
        paragraph: &mut Paragraph,
    ) -> Result<(), Refusal> {
        if self.is_visible() {
            paragraph.text.push(c);
        }
        xml.skip()
    }

    fn field_mark(
        &mut self,
        kind: &str,
        xml: &mut Xml<'_>,
        paragraph: &mut Paragraph,
    ) -> Result<(), Refusal> {
        match kind {
            "begin" => {
                if let (Some(is_ticked), true) = (check_box(xml)?, self.is_visible()) {
                    paragraph.text.push(if is_ticked { '☑' } else { '□' });
                }
                self.fields.push(Field::default());
                return Ok(());
            }
            "separate" => {
                if let Some(mut field) = self.fields.pop() {
                    field.is_in_result = true;
                    field.is_hidden = self.hides(&field.instruction);
                    self.fields.push(field);
                }
            }
            "end" => {
                self.fields.pop();
            }
            _ => {}
        }
        xml.skip()
    }

    fn simple_field(
        &mut self,
        instruction: String,
        xml: &mut Xml<'_>,
        paragraph: &mut Paragraph,
    ) -> Result<(), Refusal> {
        let depth = self.fields.len();
        self.fields.push(Field {
            is_hidden: self.hides(&instruction),
            is_in_result: true,
            instruction,
        });
        self.inline(xml, paragraph)?;
        self.fields.truncate(depth);
        Ok(())
    }

    /// Whether what a field gives is no text of the report.
    fn hides(&self, instruction: &str) -> bool {
        let word = instruction.split_whitespace().next().unwrap_or_default();
        match word.to_ascii_uppercase().as_str() {
            "TOC" => !self.keeps_contents,
            "PAGE" | "NUMPAGES" | "SECTIONPAGES" => self.is_in_margin,
            _ => false,
        }
    }

    /// Text boxes in a drawing.
    fn boxes(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Refusal> {
        let mut has_chosen = false;
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "txbxContent" => {
                    let outside = std::mem::take(&mut self.fields);
                    let mut story = Story::default();
                    self.flow(xml, &mut story)?;
                    paragraph.boxes.extend(self.end(story)?);
                    self.fields = outside;
                }
                "Choice" | "Fallback" if has_chosen => xml.skip()?,
                name => {
                    has_chosen |= matches!(name, "Choice" | "Fallback");
                    self.boxes(xml, paragraph)?;
                }
            }
        }
        Ok(())
    }

    /// A formula on one line: a fraction with a slash.
    fn formula(&mut self, xml: &mut Xml<'_>, paragraph: &mut Paragraph) -> Result<(), Refusal> {
        while let Some(tag) = xml.child()? {
            match tag.name() {
                "t" => {
                    let text = xml.text()?;
                    self.text(&text, None, paragraph);
                }
                "num" => {
                    self.formula(xml, paragraph)?;
                    self.text("/", None, paragraph);
                }
                name if name.ends_with("Pr") => xml.skip()?,
                _ => self.formula(xml, paragraph)?,
            }
        }
        Ok(())
    }
}

/// `w:pPr`
fn properties(xml: &mut Xml<'_>) -> Result<Properties, Refusal> {
    let mut properties = Properties::default();
    while let Some(tag) = xml.child()? {
        match tag.name() {
            "pStyle" => {
                properties.style = tag.get("val");
                xml.skip()?;
            }
            "numPr" => properties.listed = listed(xml)?,
            "rPr" => {
                while let Some(tag) = xml.child()? {
                    properties.is_end_deleted |= matches!(tag.name(), "del" | "moveFrom");
                    xml.skip()?;
                }
            }
            _ => xml.skip()?,
        }
    }
    Ok(properties)
}

/// The font of a run, where its letters are pictures.
fn symbol_font(xml: &mut Xml<'_>) -> Result<Option<String>, Refusal> {
    let mut font = None;
    while let Some(tag) = xml.child()? {
        if tag.name() == "rFonts" {
            font = tag.get("ascii").filter(|font| symbol::is_symbolic(font));
        }
        xml.skip()?;
    }
    Ok(font)
}

/// `w:sym`
fn symbol_of(tag: &Tag<'_>) -> char {
    let code = tag.get("char").unwrap_or_default();
    let code = u32::from_str_radix(&code, 16).ok();
    let c = code.and_then(char::from_u32).unwrap_or('□');
    symbol::shown(&tag.get("font").unwrap_or_default(), c)
}

/// Whether the box that a form's field is was ticked; none where it is no box.
fn check_box(xml: &mut Xml<'_>) -> Result<Option<bool>, Refusal> {
    let mut is_ticked = None;
    while let Some(tag) = xml.child()? {
        let is_on = tag.is_on();
        match tag.name() {
            "ffData" | "checkBox" => {
                let is_box = tag.name() == "checkBox";
                let inside = check_box(xml)?;
                is_ticked = inside.or(is_box.then_some(false)).or(is_ticked);
            }
            "default" | "checked" => {
                is_ticked = Some(is_on);
                xml.skip()?;
            }
            _ => xml.skip()?,
        }
    }
    Ok(is_ticked)
}

/// `— 1 —`, `第1页 共3页`
fn is_page_number(line: &str) -> bool {
    let is_of_one =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "-–—－―─第页共/／·".contains(c);
    line.chars().all(is_of_one)
}
