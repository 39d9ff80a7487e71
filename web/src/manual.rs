//! 使用说明 as the page shows it, from the same text as docs/使用说明.md.
//!
//! The text keeps to a little of Markdown: `##` chapters, paragraphs, `-` lists, tables,
//! **strong** and `code`.

const TEXT: &str = include_str!("../../docs/使用说明.md");

#[derive(Debug, PartialEq, Eq)]
pub struct Chapter {
    pub title: String,
    pub blocks: Vec<Block>,
}

#[derive(Debug, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Span>),
    List(Vec<Vec<Span>>),
    /// The first row is the head.
    Table(Vec<Vec<Vec<Span>>>),
    /// One of [`PICTURES`].
    Picture {
        at: usize,
        words: String,
    },
}

/// The pictures that the page has with it: details of it, as large as they are there. The
/// others are in the document only.
pub const PICTURES: &[(&str, &[u8])] = &[
    (
        "shots/help-table.webp",
        include_bytes!("../../docs/shots/help-table.webp"),
    ),
    (
        "shots/help-finding.webp",
        include_bytes!("../../docs/shots/help-finding.webp"),
    ),
    (
        "shots/help-mark.webp",
        include_bytes!("../../docs/shots/help-mark.webp"),
    ),
];

#[derive(Debug, PartialEq, Eq)]
pub enum Span {
    Plain(String),
    Strong(String),
    Code(String),
}

pub fn chapters() -> Vec<Chapter> {
    read(TEXT)
}

fn read(text: &str) -> Vec<Chapter> {
    let chapters = text.split("\n## ").skip(1);
    chapters
        .map(|chapter| {
            let (title, body) = chapter.split_once('\n').unwrap_or((chapter, ""));
            Chapter {
                title: title.trim().to_owned(),
                blocks: body
                    .split("\n\n")
                    .map(str::trim)
                    .filter(|block| !block.is_empty())
                    .filter_map(block)
                    .collect(),
            }
        })
        .collect()
}

fn block(text: &str) -> Option<Block> {
    if text.starts_with("![") {
        return picture(text);
    }
    let lines: Vec<&str> = text.lines().collect();
    if text.starts_with("- ") {
        let items = items(&lines);
        return Some(Block::List(items.iter().map(|item| spans(item)).collect()));
    }
    if text.starts_with('|') {
        let is_rule = |line: &&str| line.chars().all(|c| matches!(c, '|' | '-' | ' ' | ':'));
        let rows = lines.iter().filter(|line| !is_rule(line));
        return Some(Block::Table(rows.map(|line| cells(line)).collect()));
    }
    Some(Block::Paragraph(spans(&lines.concat())))
}

fn picture(text: &str) -> Option<Block> {
    let (words, file) = text
        .strip_prefix("![")?
        .strip_suffix(')')?
        .split_once("](")?;
    let at = PICTURES.iter().position(|(name, _)| *name == file)?;
    let words = words.to_owned();
    Some(Block::Picture { at, words })
}

/// The lines of a list; one that is indented goes on with the item before.
fn items(lines: &[&str]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in lines {
        match (line.strip_prefix("- "), items.last_mut()) {
            (None, Some(last)) => last.push_str(line.trim()),
            (first, _) => items.push(first.unwrap_or(line).to_owned()),
        }
    }
    items
}

fn cells(row: &str) -> Vec<Vec<Span>> {
    let inside = row.trim().trim_matches('|');
    inside.split('|').map(|cell| spans(cell.trim())).collect()
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let marks = [
            ("**", Span::Strong as fn(String) -> Span),
            ("`", Span::Code),
        ];
        let marked = marks.into_iter().find_map(|(mark, span)| {
            let inside = rest.strip_prefix(mark)?;
            let (inside, after) = inside.split_once(mark)?;
            Some((span(inside.to_owned()), after))
        });
        rest = match marked {
            Some((span, after)) => {
                spans.push(span);
                after
            }
            None => {
                let first = rest.chars().next().map_or(0, char::len_utf8);
                let next = rest[first..].find(['*', '`']);
                let end = next.map_or(rest.len(), |at| first + at);
                spans.push(Span::Plain(rest[..end].to_owned()));
                &rest[end..]
            }
        };
    }
    spans
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Span {
        Span::Plain(text.to_owned())
    }

    #[test]
    fn paragraphs_lists_and_tables_are_told_apart() {
        let text = "# 名\n\n## 甲\n\n![图](shots/help-table.webp)\n\n![另](shots/dark.webp)\n\n一**二**，\n三`四`。\n\n- 五\n  六\n- 七\n\n| 键 | 作用 |\n| --- | --- |\n| Tab | 下 |\n";
        assert_eq!(
            read(text),
            [Chapter {
                title: "甲".to_owned(),
                blocks: vec![
                    Block::Picture {
                        at: 0,
                        words: "图".to_owned(),
                    },
                    Block::Paragraph(vec![
                        plain("一"),
                        Span::Strong("二".to_owned()),
                        plain("，三"),
                        Span::Code("四".to_owned()),
                        plain("。"),
                    ]),
                    Block::List(vec![vec![plain("五六")], vec![plain("七")]]),
                    Block::Table(vec![
                        vec![vec![plain("键")], vec![plain("作用")]],
                        vec![vec![plain("Tab")], vec![plain("下")]],
                    ]),
                ],
            }]
        );
    }

    #[test]
    fn every_picture_of_the_page_is_in_the_manual_and_every_other_one_is_there() {
        let has = |at: usize| {
            let chapters = chapters();
            let mut blocks = chapters.iter().flat_map(|chapter| &chapter.blocks);
            blocks.any(|block| matches!(block, Block::Picture { at: found, .. } if *found == at))
        };
        assert!((0..PICTURES.len()).all(has));
        let docs = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
        for part in TEXT.split("](").skip(1) {
            let file = part.split(')').next().unwrap_or_default();
            assert!(docs.join(file).exists(), "{file}");
        }
    }

    #[test]
    fn the_manual_has_nothing_that_is_not_understood() {
        let chapters = chapters();
        assert!(chapters.len() > 4);
        for chapter in &chapters {
            assert!(!chapter.blocks.is_empty(), "{}", chapter.title);
            let shown = format!("{:?}", chapter.blocks);
            for mark in ["**", "`", "](", "| -", "\"- ", "#"] {
                assert!(!shown.contains(mark), "{mark} in {}", chapter.title);
            }
        }
    }
}
