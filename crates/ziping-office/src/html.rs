//! Web pages, by what they show: those of this program with the draft inside, those of
//! others, and tables that other systems give out as .xls or .doc and that are HTML.
//!
//! Read by hand: the parser html5ever alone is larger than the rest of this module, and a
//! text needs no tree. A page can't be wrong here: what is no tag is text.

mod entity;
mod tag;

use ziping_core::export::html::{CHART_CLASS, DRAFT_ID};
use ziping_core::import::source::{Block, Source};

use crate::flow::{self, Filled};
use crate::limits::Budget;
use crate::{Limits, Refusal};
use tag::{Piece, Tag};

/// Elements whose content isn't shown, or not as text.
const UNSHOWN: [&str; 14] = [
    "audio", "head", "iframe", "math", "noscript", "object", "rp", "rt", "script", "select",
    "style", "svg", "template", "title",
];

/// Elements that don't break a line.
const INLINE: [&str; 38] = [
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "col", "data", "del", "dfn",
    "em", "font", "i", "img", "input", "ins", "kbd", "label", "mark", "nobr", "o:p", "q", "ruby",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
];

/// Of lists and tables in each other no more are told apart.
const DEEPEST: usize = 50;

pub(crate) fn read(html: &str, limits: &Limits) -> Result<Source, Refusal> {
    let mut reader = Reader {
        budget: Budget::of(limits),
        line: String::new(),
        is_after_space: true,
        preformatted: 0,
        lists: Vec::new(),
        tables: Vec::new(),
        blocks: Vec::new(),
    };
    let mut draft = None;
    let mut pieces = tag::Pieces::of(html);
    while let Some(piece) = pieces.next() {
        match piece {
            Piece::Text(text) => reader.text(text),
            Piece::Tag(tag) if tag.is_end => reader.end(&tag)?,
            Piece::Tag(tag) => {
                let is_shown =
                    !UNSHOWN.contains(&tag.name.as_str()) && !is_hidden(&tag) && !is_chart(&tag);
                let content = match is_shown {
                    true => None,
                    false => pieces.pass_over(&tag.name),
                };
                if content.is_some() && tag.get("id").as_deref() == Some(DRAFT_ID) {
                    draft = content.map(str::to_owned);
                }
                if content.is_none() {
                    reader.start(&tag)?;
                }
            }
        }
    }
    Ok(Source {
        blocks: reader.blocks()?,
        draft,
    })
}

fn is_hidden(tag: &Tag<'_>) -> bool {
    let style = tag.get("style").unwrap_or_default().to_ascii_lowercase();
    let style: String = style.split_whitespace().collect();
    style.contains("display:none") || tag.get("hidden").is_some()
}

/// Our own charts show what the text says.
fn is_chart(tag: &Tag<'_>) -> bool {
    tag.name == "table" && tag.get("class").as_deref() == Some(CHART_CLASS)
}

struct Reader {
    budget: Budget,
    /// The line that is read.
    line: String,
    is_after_space: bool,
    /// How many elements around it keep white space.
    preformatted: usize,
    lists: Vec<List>,
    tables: Vec<Table>,
    blocks: Vec<Block>,
}

/// `ol` with the number of its next item, or `ul`, whose items have none.
struct List {
    next: Option<u32>,
}

/// A table that has begun.
#[derive(Default)]
struct Table {
    rows: Vec<Vec<Filled>>,
    cell: Option<Filled>,
}

impl Reader {
    fn text(&mut self, text: &str) {
        for c in entity::resolved(text).chars() {
            let is_kept = self.preformatted > 0 || !matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}');
            match c {
                // No-break spaces are what pages indent with.
                '\u{A0}' => self.push(' '),
                c if is_kept => self.push(c),
                _ if !self.is_after_space => {
                    self.push(' ');
                    self.is_after_space = true;
                }
                _ => {}
            }
        }
    }

    fn push(&mut self, c: char) {
        self.line.push(c);
        self.is_after_space = false;
    }

    fn start(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        match tag.name.as_str() {
            "input" => self.input(tag),
            name if INLINE.contains(&name) => return Ok(()),
            _ => self.break_line()?,
        }
        match tag.name.as_str() {
            "pre" | "textarea" => self.preformatted += 1,
            "ol" | "ul" if self.lists.len() < DEEPEST => self.lists.push(List {
                next: (tag.name == "ol").then(|| tag.number("start").unwrap_or(1)),
            }),
            "li" => self.item(tag),
            "table" if self.tables.len() < DEEPEST => self.tables.push(Table::default()),
            "tr" => self.row()?,
            "td" | "th" => self.cell(tag)?,
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        if INLINE.contains(&tag.name.as_str()) {
            return Ok(());
        }
        self.break_line()?;
        match tag.name.as_str() {
            "pre" | "textarea" => self.preformatted = self.preformatted.saturating_sub(1),
            "ol" | "ul" => {
                self.lists.pop();
            }
            "td" | "th" | "tr" => self.end_cell(),
            "table" => self.end_table()?,
            _ => {}
        }
        Ok(())
    }

    /// What a form's field shows.
    fn input(&mut self, tag: &Tag<'_>) {
        let kind = tag.get("type").unwrap_or_default().to_ascii_lowercase();
        match kind.as_str() {
            "checkbox" | "radio" => self.push(match tag.get("checked") {
                Some(_) => '☑',
                None => '□',
            }),
            "" | "text" | "number" | "date" | "tel" => {
                self.text(&tag.get("value").unwrap_or_default());
            }
            _ => {}
        }
    }

    fn item(&mut self, tag: &Tag<'_>) {
        let Some(List { next: Some(next) }) = self.lists.last_mut() else {
            return;
        };
        let number = tag.number("value").unwrap_or(*next);
        *next = number.saturating_add(1);
        self.text(&format!("{number}. "));
    }

    fn row(&mut self) -> Result<(), Refusal> {
        self.end_cell();
        if let Some(table) = self.tables.last_mut() {
            self.budget.items(1)?;
            table.rows.push(Vec::new());
        }
        Ok(())
    }

    fn cell(&mut self, tag: &Tag<'_>) -> Result<(), Refusal> {
        self.end_cell();
        let Some(table) = self.tables.last_mut() else {
            return Ok(());
        };
        self.budget.items(1)?;
        if table.rows.is_empty() {
            table.rows.push(Vec::new());
        }
        // Browsers take the same care of what they are told.
        let span = |name, most| (tag.number(name).unwrap_or(1)).clamp(1, most) as usize;
        table.cell = Some(Filled {
            blocks: Vec::new(),
            columns: span("colspan", 1000),
            rows: span("rowspan", 65_534),
        });
        Ok(())
    }

    fn end_cell(&mut self) {
        if let Some(table) = self.tables.last_mut() {
            if let (Some(row), Some(cell)) = (table.rows.last_mut(), table.cell.take()) {
                row.push(cell);
            }
        }
    }

    fn end_table(&mut self) -> Result<(), Refusal> {
        self.end_cell();
        if let Some(table) = self.tables.pop() {
            let blocks = flow::table(table.rows, &mut self.budget)?;
            self.here().extend(blocks);
        }
        Ok(())
    }

    /// Where what is read goes: into the innermost cell, else beside the tables.
    fn here(&mut self) -> &mut Vec<Block> {
        let cells = self
            .tables
            .iter_mut()
            .rev()
            .filter_map(|table| table.cell.as_mut());
        match { cells }.next() {
            Some(cell) => &mut cell.blocks,
            None => &mut self.blocks,
        }
    }

    fn break_line(&mut self) -> Result<(), Refusal> {
        let line = std::mem::take(&mut self.line);
        let mut blocks = Vec::new();
        flow::paragraph(line.trim_end(), &mut blocks, &mut self.budget)?;
        self.here().extend(blocks);
        self.is_after_space = true;
        Ok(())
    }

    /// Everything, with the tables that have no end.
    fn blocks(mut self) -> Result<Vec<Block>, Refusal> {
        self.break_line()?;
        while !self.tables.is_empty() {
            self.end_table()?;
        }
        Ok(self.blocks)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ziping_core::draft::Draft;
    use ziping_core::export;
    use ziping_core::sample::sample;
    use ziping_core::{save, Subject};

    use super::*;

    fn page(html: &str) -> Source {
        read(html, &Limits::default()).unwrap()
    }

    /// The lines of a page; a table is shown by its cells.
    fn lines(html: &str) -> String {
        let shown = page(html).blocks.into_iter().map(|block| match block {
            Block::Line(line) => line,
            Block::Grid(grid) => {
                let rows = grid.rows.into_iter().map(|row| {
                    let cells = row.into_iter().map(|cell| match (cell.columns, cell.rows) {
                        (1, 1) => cell.text,
                        (columns, rows) => format!("{}:{columns}x{rows}", cell.text),
                    });
                    cells.collect::<Vec<_>>().join(",")
                });
                format!("[{}]", rows.collect::<Vec<_>>().join(";")).replace('\n', "/")
            }
        });
        shown.collect::<Vec<_>>().join("|")
    }

    #[test]
    fn our_own_exports_keep_their_draft_and_show_their_text() {
        let draft = sample();
        let document = Subject::of(&draft, None).document();
        let source = page(&export::html::write(&document, &draft));
        let carried = source.draft.unwrap();
        assert_eq!(save::read(&carried), save::read(&save::write(&draft)));
        let text = export::text::write(&document);
        let first = text.lines().next().unwrap();
        assert_eq!(source.blocks[0], Block::Line(first.to_owned()));
        assert!(source
            .blocks
            .iter()
            .any(|block| matches!(block, Block::Grid(_))));
        assert_eq!(page("<html><p>a").draft, None);
    }

    #[test]
    fn what_a_page_shows_is_its_text() {
        let cases = [
            ("<html><head><title>no</title></head><body><p>一  二\n三<p>四<br>五", "一 二 三|四|五"),
            ("<div>a<span>b</span> <b>c</b></div>d", "ab c|d"),
            ("a<script>if (1 < 2) '</p>'</script>b<style>p{}</style><!-- no > --><![if x]>c<![endif]>", "abc"),
            ("&ldquo;a&rdquo;&nbsp;&#19968;&#x4e8c;&lt;p&gt;&nothing;&amp;nbsp;", "“a” 一二<p>&nothing;&nbsp;"),
            ("1 < 2 and 3 > 2 <", "1 < 2 and 3 > 2 <"),
            ("<p style='Display : none'>no</p>a<span hidden>no<span>no</span></span>b", "ab"),
            ("<span hidden>a<p>b", "a|b"),
            ("<ol><li>a<li>b<ul><li>c</ul><li value=7>d</ol><li>e", "1. a|2. b|c|7. d|e"),
            ("<pre>a\n  b</pre> c  d", "a|  b|c d"),
            ("<input value=a><input type=hidden value=b><input type=checkbox checked><input type=radio>", "a☑□"),
            ("<a title='>'>a</a><a title=\">", "a<a title=\">"),
        ];
        for (html, expected) in cases {
            assert_eq!(lines(html), expected, "{html}");
        }
    }

    #[test]
    fn tables_are_read_with_their_merged_cells_and_without_end_tags() {
        let cases = [
            (
                "<table><caption>题</caption><tr><td rowspan=2>a<td colspan='2'>b<br>c<tr><td>d<td>e</table>f",
                "题|[a:1x2,b/c:2x1;d,e]|f",
            ),
            ("<table><tr><th>a</th><td></td></tr><tr></tr></table>", "[a,;]"),
            ("<table><td>a", "[a]"),
            ("<td>a</td></table>b", "a|b"),
            ("<table><tr><td>a<table><tr><td>1<td>2</table>b<td>c</table>", "[a/b,c]|[1,2]"),
            ("<table><tr><td>a<table><tr><td>1<td>2</table>b</table>", "a|[1,2]|b"),
            ("<table><tr><td rowspan=9 colspan=0>a</table>", "[a]"),
        ];
        for (html, expected) in cases {
            assert_eq!(lines(html), expected, "{html}");
        }
    }

    proptest! {
        #[test]
        fn no_page_makes_it_panic(html in "(<(/?(table|tr|td|p|ol|li|script|pre|b)|!--)( a=.)?>|&[a-z#;0-9]*|.)*") {
            let _ = page(&html);
        }

        #[test]
        fn every_text_in_a_page_is_read(text in "[\\PC&&[^\\s]]{1,20}") {
            let mut draft = Draft::default();
            draft.set(ziping_core::field::Field::ProjectLeader, &*text);
            let document = Subject::of(&draft, None).document();
            let source = page(&export::html::write(&document, &draft));
            let shown: String = text.chars().map(ziping_core::document::shown).collect();
            let expected = Block::Line(format!("项目负责人为：{shown}"));
            prop_assert!(source.blocks.contains(&expected), "{:?}", source.blocks);
        }
    }
}
