//! The report as one HTML file that stands alone, and as nodes for the page's preview.
//!
//! This is the only place where a text becomes HTML. [`Node`] escapes by type: there is no
//! way to put markup into a [`Node::Text`] or an attribute.

use super::Format;
use crate::document::{Block, Document, Run, State, Table};
use crate::draft::Draft;
use crate::save;

pub const FORMAT: Format = Format {
    key: "html",
    label: "HTML",
    extension: "html",
    mime: "text/html;charset=utf-8",
    write: |document, draft| write(document, draft).into_bytes(),
};

/// How the report looks, on the page and in the exported file.
pub const REPORT_CSS: &str = include_str!("report.css");
/// The exported file's paper.
const PAPER_CSS: &str = include_str!("paper.css");

/// The `id` of the data block that carries the draft.
pub const DRAFT_ID: &str = "ziping-draft";

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element {
        tag: &'static str,
        class: &'static str,
        /// The key of the field that it shows; the preview links there.
        field: Option<String>,
        children: Vec<Node>,
    },
    Text(String),
}

fn element(tag: &'static str, class: &'static str, children: Vec<Node>) -> Node {
    Node::Element {
        tag,
        class,
        field: None,
        children,
    }
}

fn text(text: impl Into<String>) -> Node {
    Node::Text(text.into())
}

/// The report's body.
pub fn nodes(document: &Document) -> Vec<Node> {
    let mark = document
        .mark
        .iter()
        .map(|mark| element("p", "report-mark", vec![text(mark)]));
    let blocks = document.blocks.iter().flat_map(|block| match block {
        Block::Title(runs) => vec![element("h1", "report-title", spans(runs))],
        Block::Heading { level: 1, text: t } => {
            vec![element("h2", "report-chapter", vec![text(t)])]
        }
        Block::Heading { text: t, .. } => vec![element("h3", "report-section", vec![text(t)])],
        Block::Paragraph(runs) => vec![element("p", "report-p", spans(runs))],
        Block::Table(table) => vec![
            element("p", "report-caption", vec![text(&table.caption)]),
            self::table(table),
        ],
        Block::Signature { unit, date } => vec![
            element("p", "report-unit", spans(std::slice::from_ref(unit))),
            element("p", "report-date", spans(std::slice::from_ref(date))),
        ],
    });
    mark.chain(blocks).collect()
}

/// The template's own words as text, a field's as an element that names the field.
fn spans(runs: &[Run]) -> Vec<Node> {
    runs.iter()
        .map(|run| match &run.place {
            None => text(&run.text),
            Some(place) => Node::Element {
                tag: "span",
                class: match run.state {
                    State::Sound => "",
                    State::Missing => "report-missing",
                    State::Unreadable => "report-unreadable",
                },
                field: Some(place.key()),
                children: vec![text(&run.text)],
            },
        })
        .collect()
}

fn table(table: &Table) -> Node {
    let class = |column: usize| match table.columns[column].is_figure {
        true => "report-figure",
        false => "report-cell",
    };
    let head = table
        .columns
        .iter()
        .map(|column| element("th", "report-head", vec![text(column.title)]))
        .collect();
    let rows = table.rows.iter().map(|row| {
        let cells = row.iter().enumerate();
        element(
            "tr",
            "",
            cells
                .map(|(i, run)| element("td", class(i), spans(std::slice::from_ref(run))))
                .collect(),
        )
    });
    element(
        "table",
        "report-table",
        vec![
            element("thead", "", vec![element("tr", "", head)]),
            element("tbody", "", rows.collect()),
        ],
    )
}

/// The whole file. Its policy lets nothing run and nothing load.
pub fn write(document: &Document, draft: &Draft) -> String {
    let mut out = String::with_capacity(64 * 1024);
    out.push_str(concat!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n",
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'\">\n",
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n",
        "<meta name=\"generator\" content=\"Ziping\">\n<title>",
    ));
    escape(&document.title, &mut out);
    out.push_str("</title>\n<style>\n");
    out.push_str(REPORT_CSS);
    out.push_str(PAPER_CSS);
    out.push_str("</style>\n</head>\n<body>\n<div class=\"report\">\n");
    for node in nodes(document) {
        node.write(&mut out);
        out.push('\n');
    }
    out.push_str("</div>\n<script type=\"application/json\" id=\"");
    out.push_str(DRAFT_ID);
    out.push_str("\">");
    // Inside a script element only `</script` and `<!--` have a meaning. JSON has `<` in
    // strings only, where the escape means the same.
    out.push_str(&save::write(draft).replace('<', "\\u003c"));
    out.push_str("</script>\n</body>\n</html>\n");
    out
}

impl Node {
    fn write(&self, out: &mut String) {
        match self {
            Node::Text(text) => escape(text, out),
            // An exported file has no use for field names: the draft goes along anyway.
            Node::Element {
                tag: "span",
                class: "",
                children,
                ..
            } => children.iter().for_each(|child| child.write(out)),
            Node::Element {
                tag,
                class,
                children,
                ..
            } => {
                out.push('<');
                out.push_str(tag);
                if !class.is_empty() {
                    out.push_str(" class=\"");
                    out.push_str(class);
                    out.push('"');
                }
                out.push('>');
                children.iter().for_each(|child| child.write(out));
                out.push_str("</");
                out.push_str(tag);
                out.push('>');
            }
        }
    }
}

/// Text as HTML text. Control characters, which HTML can't carry, show as their pictures
/// (␀, ␛); the draft inside the file has them as they were typed.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' => out.push('\t'),
            '\u{0}'..='\u{1F}' => out.extend(char::from_u32(0x2400 + c as u32)),
            '\u{7F}' => out.push('␡'),
            '\u{80}'..='\u{9F}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::Subject;

    fn export(draft: &Draft) -> String {
        write(&Subject::of(draft, None).document(), draft)
    }

    #[test]
    fn markup_in_a_field_is_text() {
        let mut draft = Draft::default();
        draft.set(Field::ProjectName, "<script>alert(1)</script>");
        draft.set(Field::Title, "</title><img src=x onerror=alert(1)>\"'&amp;");
        let html = export(&draft);
        assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        assert!(html.contains(
            "<title>&lt;/title&gt;&lt;img src=x onerror=alert(1)&gt;&quot;'&amp;amp;</title>"
        ));
        assert_eq!(html.matches("<script").count(), 1);
        assert_eq!(html.matches("</script").count(), 1);
        assert!(!html.contains("<img"));
    }

    #[test]
    fn control_characters_show_as_pictures() {
        let mut draft = Draft::default();
        draft.set(Field::ProjectName, "甲\0\u{1B}乙\u{7F}");
        assert!(export(&draft).contains("甲␀␛乙␡"));
    }
}
