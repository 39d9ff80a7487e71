//! Writes a report as Word has it: styles by their names, outline levels, numbers that Word
//! counts, and the layout of GB/T 9704 that `export/report.css` gives the web page.

mod chart;
mod table;
#[cfg(test)]
mod tests;

use ziping_core::chart::Chart;
use ziping_core::document::{
    chapter_number, section_number, shown, Block, Document, Paper, Run, State,
};

use crate::archive::pack;
use crate::carried;
use crate::package::{with_lines, RELATED_END, TYPES, TYPES_END};
use crate::xml::write::escape;

/// The length of 1/20 pt.
type Twips = u32;

/// What every file has in the same way, beside its own document.
const PARTS: [(&str, &str); 6] = [
    ("word/styles.xml", include_str!("parts/styles.xml")),
    ("word/numbering.xml", include_str!("parts/numbering.xml")),
    ("word/settings.xml", include_str!("parts/settings.xml")),
    ("word/fontTable.xml", include_str!("parts/font_table.xml")),
    ("word/footer1.xml", include_str!("parts/footer_odd.xml")),
    ("word/footer2.xml", include_str!("parts/footer_even.xml")),
];

const CONTENT_TYPES: &str = include_str!("parts/content_types.xml");
const RELATIONSHIPS: &str = include_str!("parts/relationships.xml");
const DOCUMENT_RELATIONSHIPS: &str = include_str!("parts/document_relationships.xml");

const DOCUMENT: &str = "word/document.xml";
const RELATED: &str = "word/_rels/document.xml.rels";

/// The report as a Word file. The draft goes along inside for documents that carry one.
pub fn write(document: &Document, draft: Option<&str>) -> Vec<u8> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    let mut add = |name: &str, content: &str| {
        parts.push((name.to_owned(), content.as_bytes().to_vec()));
    };
    let charts = document.blocks.iter().filter_map(|block| match block {
        Block::Chart(chart) => Some(chart),
        _ => None,
    });
    let charts: Vec<&Chart> = charts.collect();
    let (types, related) = chart::named(charts.len());
    add(TYPES, &with_lines(CONTENT_TYPES, TYPES_END, &types));
    add("_rels/.rels", RELATIONSHIPS);
    add("docProps/core.xml", &properties(&document.title));
    add(DOCUMENT, &Writer::of(document).part());
    let related = with_lines(DOCUMENT_RELATIONSHIPS, RELATED_END, &related);
    add(RELATED, &related);
    for (name, content) in PARTS {
        add(name, content);
    }
    for (i, chart) in charts.into_iter().enumerate() {
        parts.extend(chart::parts(i + 1, chart));
    }
    match draft.filter(|_| document.carries_draft) {
        Some(draft) => carried::packed(parts, RELATED, draft),
        None => pack(&parts),
    }
}

fn properties(title: &str) -> String {
    format!(
        include_str!("parts/core_properties.xml"),
        title = escape(title)
    )
}

/// The size of a page and its margins.
struct Page {
    width: Twips,
    height: Twips,
    top: Twips,
    right: Twips,
    bottom: Twips,
    left: Twips,
}

/// As in `export/paper*.css`.
fn page(paper: Paper) -> Page {
    const SHORT: Twips = 11906;
    const LONG: Twips = 16838;
    let [top, right, bottom, left] = match paper {
        Paper::Official => [37, 26, 35, 28],
        Paper::Portrait => [18, 15, 15, 20],
        Paper::Landscape => [15, 15, 12, 15],
    }
    .map(millimetres);
    let (width, height) = match paper {
        Paper::Official | Paper::Portrait => (SHORT, LONG),
        Paper::Landscape => (LONG, SHORT),
    };
    Page {
        width,
        height,
        top,
        right,
        bottom,
        left,
    }
}

fn millimetres(length: u32) -> Twips {
    (length * 1440 * 10 + 127) / 254
}

impl Page {
    /// The width of the type area (版心).
    fn inside(&self) -> Twips {
        self.width - self.left - self.right
    }
}

/// `word/document.xml` as it grows.
struct Writer<'d> {
    document: &'d Document,
    out: String,
    /// Whether Word counts the headings' numbers.
    is_numbered: bool,
    /// How many charts there are so far.
    charts: usize,
}

impl<'d> Writer<'d> {
    fn of(document: &'d Document) -> Writer<'d> {
        Writer {
            document,
            out: String::with_capacity(64 * 1024),
            is_numbered: is_numbered(document),
            charts: 0,
        }
    }

    fn part(mut self) -> String {
        self.out.push_str(concat!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n",
            "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" ",
            "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">\n",
            "<w:body>\n",
        ));
        if let Some(mark) = &self.document.mark {
            self.paragraph("Mark", &[Run::fixed(mark)]);
        }
        self.document
            .blocks
            .iter()
            .for_each(|block| self.block(block));
        self.section();
        self.out.push_str("</w:body>\n</w:document>\n");
        self.out
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(runs) => {
                let style = match self.document.paper {
                    Paper::Official => "Title",
                    Paper::Portrait | Paper::Landscape => "FormTitle",
                };
                self.paragraph(style, runs);
            }
            Block::Heading { level, text } => self.heading(*level, text),
            Block::Paragraph(runs) => self.paragraph("Body", runs),
            Block::Note(runs) => self.paragraph("Note", runs),
            Block::Table(table) => {
                if let Some(caption) = &table.caption {
                    self.paragraph("Caption", &[Run::fixed(caption)]);
                }
                self.table(table);
                // Two tables with nothing between them would be one, and no document may end
                // with one.
                self.paragraph("End", &[]);
            }
            Block::Chart(chart) => {
                self.charts += 1;
                let width = page(self.document.paper).inside();
                self.out
                    .push_str(&chart::paragraph(self.charts, chart, width));
            }
            Block::Signature { unit, date } => {
                self.paragraph("Signature", std::slice::from_ref(unit));
                self.paragraph("Date", std::slice::from_ref(date));
            }
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        let style = match level {
            1 => "Heading1",
            _ => "Heading2",
        };
        if self.is_numbered {
            self.paragraph(style, &[Run::fixed(unnumbered(text))]);
            return;
        }
        let no_number = "<w:numPr><w:numId w:val=\"0\"/></w:numPr>";
        self.paragraph_with(style, no_number, &[Run::fixed(text)]);
    }

    fn paragraph(&mut self, style: &str, runs: &[Run]) {
        self.paragraph_with(style, "", runs);
    }

    fn paragraph_with(&mut self, style: &str, properties: &str, runs: &[Run]) {
        let start = format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{properties}</w:pPr>");
        self.out.push_str(&start);
        runs.iter().for_each(|run| self.run(run));
        self.out.push_str("</w:p>\n");
    }

    fn run(&mut self, run: &Run) {
        if run.text.is_empty() {
            return;
        }
        self.out.push_str("<w:r>");
        self.out.push_str(match run.state {
            State::Sound => "",
            State::Missing => "<w:rPr><w:rStyle w:val=\"Missing\"/></w:rPr>",
            State::Unreadable => "<w:rPr><w:rStyle w:val=\"Unreadable\"/></w:rPr>",
        });
        for (i, text) in run.text.split('\t').enumerate() {
            if i > 0 {
                self.out.push_str("<w:tab/>");
            }
            if !text.is_empty() {
                self.out.push_str("<w:t xml:space=\"preserve\">");
                self.out.push_str(&escape(text));
                self.out.push_str("</w:t>");
            }
        }
        self.out.push_str("</w:r>");
    }

    /// The page, and for official documents the grid of 22 lines with 28 characters and the
    /// page numbers.
    fn section(&mut self) {
        let page = page(self.document.paper);
        let is_official = self.document.paper == Paper::Official;
        let orientation = match self.document.paper {
            Paper::Official | Paper::Portrait => "",
            Paper::Landscape => " w:orient=\"landscape\"",
        };
        self.out.push_str("<w:sectPr>");
        if is_official {
            self.out.push_str(
                "<w:footerReference w:type=\"default\" r:id=\"footer1\"/>\
                 <w:footerReference w:type=\"even\" r:id=\"footer2\"/>",
            );
        }
        self.out.push_str(&format!(
            "<w:pgSz w:w=\"{}\" w:h=\"{}\"{orientation}/>\
             <w:pgMar w:top=\"{}\" w:right=\"{}\" w:bottom=\"{}\" w:left=\"{}\" \
             w:header=\"851\" w:footer=\"{FOOTER}\" w:gutter=\"0\"/>",
            page.width, page.height, page.top, page.right, page.bottom, page.left,
        ));
        if is_official {
            let grid = format!(
                "<w:docGrid w:type=\"linesAndChars\" w:linePitch=\"{LINE}\" \
                 w:charSpace=\"{CHARACTER}\"/>"
            );
            self.out.push_str(&grid);
        }
        self.out.push_str("</w:sectPr>\n");
    }
}

/// 22 lines on 225 mm.
const LINE: Twips = 579;
/// 28 characters of 16 pt on 156 mm stand closer than their size, by so many 1/4096 pt each.
const CHARACTER: i32 = -840;
/// From the paper's edge to the page number, which stands 7 mm below the type area.
const FOOTER: Twips = 1304;

/// Whether the headings are numbered one after the other, as Word counts.
fn is_numbered(document: &Document) -> bool {
    const MOST: usize = 99;
    let (mut chapters, mut sections) = (0, 0);
    document.blocks.iter().all(|block| match block {
        Block::Heading { level: 1, text } => {
            (chapters, sections) = (chapters + 1, 0);
            chapters <= MOST && text.starts_with(&chapter_number(chapters))
        }
        Block::Heading { text, .. } => {
            sections += 1;
            let is_in_chapter = chapters > 0 && sections <= MOST;
            is_in_chapter && text.starts_with(&section_number(sections))
        }
        _ => true,
    })
}

/// A numbered heading's text.
fn unnumbered(text: &str) -> &str {
    let number = text.find(['、', '）']);
    let after = number.and_then(|at| text.get(at + '、'.len_utf8()..));
    after.unwrap_or(text)
}

/// How much room a text takes, in halves of a character.
fn halves(text: &str) -> u32 {
    let halves = text
        .chars()
        .map(|c| if shown(c).is_ascii() { 1 } else { 2 });
    halves.sum()
}
