//! The report as one HTML file that stands alone, and as nodes for the page's preview.
//!
//! This is the only place where a text becomes HTML. [`Node`] escapes by type: there is no
//! way to put markup into a [`Node::Text`] or an attribute.

mod chart;

use super::Format;
use crate::document::{
    is_noncharacter, shown, Block, Cell, CellKind, Document, Paper, Run, State, Table,
};
use crate::draft::Draft;
use crate::{save, Edition};

pub const FORMAT: Format = Format {
    key: "html",
    label: "HTML",
    extension: "html",
    mime: "text/html;charset=utf-8",
    editions: &Edition::ALL,
    carries_draft: true,
    draws_charts: true,
    write: |document, draft| write(document, draft).into_bytes(),
};

/// How the report looks, on the page and in the exported file.
pub const REPORT_CSS: &str = include_str!("report.css");
/// The exported file's paper.
fn paper_css(paper: Paper) -> &'static str {
    match paper {
        Paper::Official => include_str!("paper.css"),
        Paper::Portrait => include_str!("paper_portrait.css"),
        Paper::Landscape => include_str!("paper_landscape.css"),
    }
}

/// What the exported file says of its pages, rule by rule, for a page that prints the same.
pub fn page_rules(paper: Paper) -> Vec<&'static str> {
    let css = paper_css(paper);
    css.match_indices("@page")
        .filter_map(|(start, _)| {
            let mut depth = 0;
            let end = css[start..].find(|c| {
                match c {
                    '{' => depth += 1,
                    '}' => depth -= 1,
                    _ => return false,
                }
                depth == 0
            })?;
            css.get(start..=start + end)
        })
        .collect()
}

/// The `id` of the data block that carries the draft.
pub const DRAFT_ID: &str = "ziping-draft";

/// The class of a table that is a chart, by which a reader knows that it is no content.
pub const CHART_CLASS: &str = "report-chart";

/// A piece of HTML.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Node {
    Element {
        tag: &'static str,
        class: &'static str,
        /// The key of the field that it shows; the preview links there.
        field: Option<String>,
        /// What a merged cell, a column and a drawing need: `colspan`, `width`, `viewBox`.
        attributes: Vec<(&'static str, String)>,
        children: Vec<Node>,
    },
    Text(String),
}

fn element(tag: &'static str, class: &'static str, children: Vec<Node>) -> Node {
    Node::Element {
        tag,
        class,
        field: None,
        attributes: Vec::new(),
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
    let title = match document.paper {
        Paper::Official => "report-title",
        Paper::Portrait | Paper::Landscape => "report-form-title",
    };
    let blocks = document.blocks.iter().flat_map(|block| match block {
        Block::Title(runs) => vec![element("h1", title, spans(runs))],
        Block::Heading { level: 1, text: t } => {
            vec![element("h2", "report-chapter", vec![text(t)])]
        }
        Block::Heading { text: t, .. } => vec![element("h3", "report-section", vec![text(t)])],
        Block::Paragraph(runs) => vec![element("p", "report-p", spans(runs))],
        Block::Note(runs) => vec![element("p", "report-note", spans(runs))],
        Block::Table(table) => {
            let caption = table
                .caption
                .iter()
                .map(|caption| element("p", "report-caption", vec![text(caption)]));
            caption.chain([self::table(table)]).collect()
        }
        Block::Chart(chart) => vec![chart::node(chart)],
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
        .map(|run| match (&run.place, run.state) {
            (None, State::Sound) => text(&run.text),
            (place, state) => Node::Element {
                tag: "span",
                class: match state {
                    State::Sound => "",
                    State::Missing => "report-missing",
                    State::Unreadable => "report-unreadable",
                },
                field: place.as_ref().map(|place| place.key()),
                attributes: Vec::new(),
                children: vec![text(&run.text)],
            },
        })
        .collect()
}

fn table(table: &Table) -> Node {
    let rows = |rows: &[Vec<Cell>]| -> Vec<Node> {
        rows.iter()
            .map(|row| element("tr", "report-row", row.iter().map(cell).collect()))
            .collect()
    };
    let (head, body) = table.rows.split_at(table.head.min(table.rows.len()));
    let widths: Option<Vec<u32>> = table.columns.iter().copied().collect();
    let mut children = Vec::new();
    if let Some(widths) = &widths {
        children.push(columns(widths));
    }
    if !head.is_empty() {
        children.push(element("thead", "", rows(head)));
    }
    children.push(element("tbody", "", rows(body)));
    let class = match widths {
        Some(_) => "report-form",
        None => "report-table",
    };
    element("table", class, children)
}

/// The columns' widths, in % of the table.
fn columns(widths: &[u32]) -> Node {
    let columns = widths.iter().map(|width| Node::Element {
        tag: "col",
        class: "",
        field: None,
        attributes: vec![("width", format!("{width}%"))],
        children: Vec::new(),
    });
    element("colgroup", "", columns.collect())
}

fn cell(cell: &Cell) -> Node {
    let (tag, class) = match cell.kind {
        CellKind::Label => ("th", "report-head"),
        CellKind::Text => ("td", "report-cell"),
        CellKind::Short => ("td", "report-short"),
        CellKind::Figure => ("td", "report-figure"),
    };
    let span = |name, n: usize| (n > 1).then(|| (name, n.to_string()));
    let spans_of = [span("colspan", cell.columns), span("rowspan", cell.rows)];
    Node::Element {
        tag,
        class,
        field: None,
        attributes: spans_of.into_iter().flatten().collect(),
        children: lines(&cell.lines),
    }
}

fn lines(lines: &[Vec<Run>]) -> Vec<Node> {
    let mut nodes = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            nodes.push(element("br", "", Vec::new()));
        }
        nodes.extend(spans(line));
    }
    nodes
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
    out.push_str(paper_css(document.paper));
    out.push_str("</style>\n</head>\n<body>\n<div class=\"report\">\n");
    for node in nodes(document) {
        node.write(&mut out);
        out.push('\n');
    }
    out.push_str("</div>\n");
    if document.carries_draft {
        out.push_str("<script type=\"application/json\" id=\"");
        out.push_str(DRAFT_ID);
        out.push_str("\">");
        save::write(draft)
            .chars()
            .for_each(|c| push_in_script(&mut out, c));
        out.push_str("</script>\n");
    }
    out.push_str("</body>\n</html>\n");
    out
}

/// JSON inside a script element. `</script` and `<!--` would end it, and HTML forbids some
/// characters; JSON has all of these in strings only, where the escape means the same.
fn push_in_script(out: &mut String, c: char) {
    let is_forbidden = matches!(c, '<' | '\u{7F}'..='\u{9F}') || is_noncharacter(c);
    if !is_forbidden {
        return out.push(c);
    }
    for unit in c.encode_utf16(&mut [0; 2]) {
        out.push_str(&format!("\\u{unit:04x}"));
    }
}

/// Elements that have no end.
const VOID: [&str; 2] = ["br", "col"];

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
                attributes,
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
                for (name, value) in attributes {
                    out.push(' ');
                    out.push_str(name);
                    out.push_str("=\"");
                    escape(value, out);
                    out.push('"');
                }
                out.push('>');
                if VOID.contains(tag) {
                    return;
                }
                children.iter().for_each(|child| child.write(out));
                out.push_str("</");
                out.push_str(tag);
                out.push('>');
            }
        }
    }
}

/// Text as HTML text; the draft inside the file has it as it was typed.
fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match shown(c) {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c => out.push(c),
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
    fn the_rules_of_the_pages_are_whole() {
        for (paper, count) in [
            (Paper::Official, 3),
            (Paper::Portrait, 1),
            (Paper::Landscape, 1),
        ] {
            let rules = page_rules(paper);
            assert_eq!(rules.len(), count);
            for rule in rules {
                assert!(rule.starts_with("@page") && rule.ends_with('}'), "{rule}");
                assert_eq!(
                    rule.matches('{').count(),
                    rule.matches('}').count(),
                    "{rule}"
                );
            }
        }
        assert!(page_rules(Paper::Landscape)[0].contains("landscape"));
    }

    #[test]
    fn control_characters_show_as_pictures() {
        let mut draft = Draft::default();
        draft.set(Field::ProjectName, "甲\0\u{1B}乙\u{7F}");
        assert!(export(&draft).contains("甲␀␛乙␡"));
    }
}
