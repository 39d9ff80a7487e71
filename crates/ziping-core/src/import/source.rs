//! What a file has in it, whatever its format: lines and tables in their order. The readers of
//! formats make it, and from it a draft is read.
//!
//! Tables that are forms (自评表) or hold sub-projects, and lines that are a flattened form, go
//! to the reader of forms; what is left goes to the reader of reports, other tables as lines.
//! Nothing is lost: every character but white space is in a draft, or is the template's own,
//! or a figure that the program computes to the same. `property` tests it.

use serde::{Deserialize, Serialize};

use super::edited;
use super::filing::Filing;
use super::form::{self, Reader};
use super::joined::Joined;
use super::origin::Spot;
use super::stretch::are_of_forms;
use super::text::line::line_ranges;
use super::{text, Imported};
use crate::document::{self, shown, Document, Run, Table};
use crate::draft::Draft;
use crate::field::value::is_blank;
use crate::save::{self, Saved};

/// A file's content.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    pub blocks: Vec<Block>,
    /// The draft that one of our own exports carries inside, as `save` wrote it. It counts
    /// only while the text is still the exported one.
    pub draft: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Block {
    /// A paragraph, or one of its lines.
    Line(String),
    Grid(Grid),
}

/// A table, or a sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Grid {
    /// The sheet's name; empty for a table of a text.
    pub name: String,
    /// By row, the cells that begin there, from left to right: as in HTML, what a merged
    /// cell covers is left out.
    pub rows: Vec<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// Its paragraphs are parted by line breaks.
    pub text: String,
    /// How many columns it covers.
    pub columns: usize,
    /// How many rows it covers.
    pub rows: usize,
}

impl Cell {
    pub fn new(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            columns: 1,
            rows: 1,
        }
    }
}

impl Source {
    /// The lines of a text.
    pub fn of_text(text: &str) -> Source {
        let lines = line_ranges(text).into_iter();
        Source {
            blocks: lines
                .map(|line| Block::Line(text[line].to_owned()))
                .collect(),
            draft: None,
        }
    }

    /// A finished document as the readers of formats find it in a file.
    pub fn of_document(document: &Document) -> Source {
        let joined = |runs: &[Run]| runs.iter().map(|run| run.text.as_str()).collect();
        let mut blocks: Vec<Block> = document.mark.iter().cloned().map(Block::Line).collect();
        for block in &document.blocks {
            match block {
                document::Block::Title(runs)
                | document::Block::Paragraph(runs)
                | document::Block::Note(runs) => blocks.push(Block::Line(joined(runs))),
                document::Block::Heading { text, .. } => blocks.push(Block::Line(text.clone())),
                document::Block::Table(table) => {
                    blocks.extend(table.caption.iter().cloned().map(Block::Line));
                    blocks.push(Block::Grid(Grid::of_table(table)));
                }
                document::Block::Chart(_) => {}
                document::Block::Signature { unit, date } => {
                    let lines = ["", unit.text.as_str(), date.text.as_str()];
                    blocks.extend(lines.map(|line| Block::Line(line.to_owned())));
                }
            }
        }
        Source {
            blocks,
            draft: None,
        }
    }

    /// What stands there; nothing where that is nowhere in this source.
    pub fn text_at(&self, at: &Spot) -> &str {
        let text = match (self.blocks.get(at.block), at.cell) {
            (Some(Block::Line(line)), None) => line.as_str(),
            (Some(Block::Grid(grid)), Some((row, cell))) => {
                let cell = grid.rows.get(row).and_then(|cells| cells.get(cell));
                cell.map_or("", |cell| cell.text.as_str())
            }
            _ => "",
        };
        text.get(at.span.range()).unwrap_or_default()
    }

    /// The draft that it carries.
    fn carried(&self) -> Option<Draft> {
        match save::read(self.draft.as_deref()?) {
            Saved::Draft(draft) => Some(draft),
            Saved::Newer(_) | Saved::Unknown => None,
        }
    }

    /// All that it says as files show it, without white space, the mark of a report with
    /// errors, and the separators of thousands, which a spreadsheet's numbers have not.
    pub(super) fn letters(&self) -> String {
        let texts = self.blocks.iter().flat_map(|block| match block {
            Block::Line(line) => vec![line.as_str()],
            Block::Grid(grid) => {
                let cells = grid.rows.iter().flatten();
                cells.map(|cell| cell.text.as_str()).collect()
            }
        });
        let letters: Vec<char> = texts
            .filter(|text| !document::is_draft_mark(text))
            .flat_map(str::chars)
            .map(shown)
            // A carriage return, which only some formats show.
            .filter(|c| !is_blank(*c) && *c != '␍')
            .collect();
        let is_digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
        let is_separator = |at: usize| {
            letters[at] == ',' && at > 0 && is_digit(at - 1) && (1..=3).all(|n| is_digit(at + n))
        };
        let kept = (0..letters.len()).filter(|at| !is_separator(*at));
        kept.map(|at| letters[at]).collect()
    }
}

impl Grid {
    fn of_table(table: &Table) -> Grid {
        let cell = |cell: &document::Cell| {
            let lines = cell.lines.iter();
            let lines: Vec<String> = lines
                .map(|runs| runs.iter().map(|run| run.text.as_str()).collect())
                .collect();
            Cell {
                text: lines.join("\n"),
                columns: cell.columns,
                rows: cell.rows,
            }
        };
        let rows = table.rows.iter();
        Grid {
            name: String::new(),
            rows: rows.map(|row| row.iter().map(cell).collect()).collect(),
        }
    }
}

/// Reads a file: the first report and the first form in it as one draft, each further one of
/// either as one of [`Imported::more`]. Never fails: what is no report at all is 未归类内容.
pub fn read(source: &Source) -> Imported {
    let Some(carried) = source.carried() else {
        return read_blocks(&source.blocks);
    };
    match edited::is_export_of(source, &carried) {
        true => Imported::of_draft(carried),
        false => edited::read(source, carried),
    }
}

pub(super) fn read_blocks(blocks: &[Block]) -> Imported {
    let mut joined = Joined::default();
    let mut reader = Reader::default();
    let mut at = 0;
    let mut was_form = false;
    while at < blocks.len() {
        if let Block::Grid(grid) = &blocks[at] {
            was_form = reader.grid(grid, at);
            if !was_form {
                joined.add_grid(at, grid);
            }
            at += 1;
            continue;
        }
        let lines: Vec<&str> = blocks[at..].iter().map_while(Block::line).collect();
        let end = at + lines.len();
        let is_form = match blocks.get(end) {
            Some(Block::Grid(grid)) => form::is_form(grid),
            _ => false,
        };
        let are_of_forms = are_of_forms(&lines, was_form, is_form);
        let mut of_form = Vec::new();
        for ((at, line), is_of_form) in (at..end).zip(lines).zip(are_of_forms) {
            match is_of_form {
                true => of_form.push((at, line)),
                false => {
                    reader.lines(&std::mem::take(&mut of_form));
                    joined.add_line(at, line);
                }
            }
        }
        reader.lines(&of_form);
        at = end;
    }
    let (form, further) = reader.finish();
    let reports = text::reports(&joined.text).into_iter().map(|range| {
        let parts = text::parts(&joined.text, range.clone());
        Filing::of_report(parts, &joined, &range)
    });
    let forms = further.into_iter().map(|form| {
        let mut filing = Filing::default();
        filing.add_form(form);
        filing
    });
    let mut all = reports.chain(forms);
    let mut first = all.next().unwrap_or_default();
    first.add_form(form);
    Imported {
        more: all.map(Filing::finish).collect(),
        ..first.finish()
    }
}

impl Block {
    fn line(&self) -> Option<&str> {
        match self {
            Block::Line(line) => Some(line),
            Block::Grid(_) => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::case;
    use crate::place::Span;
    use crate::sample::sample;
    use crate::Subject;

    #[test]
    fn the_draft_of_a_newer_program_is_left_alone_and_the_text_is_read() {
        let draft = sample();
        let mut source = Source::of_document(&Subject::of(&draft, None).document());
        let plain = read(&source);
        source.draft = Some(save::write(&draft));
        assert_eq!(read(&source), Imported::of_draft(draft));
        for other in [r#"{"app":"ziping","schema":99,"draft":{}}"#, "{}"] {
            source.draft = Some(other.to_owned());
            assert_eq!(read(&source), plain, "{other}");
        }
    }

    #[test]
    fn each_report_of_a_file_is_a_draft() {
        let report = |name: &str| {
            format!(
                "{name}项目绩效自评报告\n一、项目概况\n（一）项目基本情况\n项目负责人为：{name}\n\
                 五、其他需要说明的问题\n（一）后续工作计划\n一、项目概况\n{name}。\n某局\n2024年3月12日\n"
            )
        };
        let drafts = |text: &str| {
            let imported = read(&Source::of_text(text));
            let all = std::iter::once(&imported).chain(&imported.more);
            all.map(case::told).collect::<Vec<_>>()
        };
        let expected = |name: &str| {
            [
                "report_year：2023".to_owned(),
                format!("title：{name}项目绩效自评报告"),
                format!("project_leader：{name}"),
                "signature_unit：某局".to_owned(),
                "signature_date：2024年3月12日".to_owned(),
                format!("unfiled：{name}。"),
            ]
        };
        let cover = "\n某局\n2024年3月1日\n";
        let three = [cover, &report("甲"), "\n", &report("乙"), &report("丙")].concat();
        let read = drafts(&three);
        assert_eq!(read.len(), 3);
        for (draft, name) in read.iter().zip(["甲", "乙", "丙"]).skip(1) {
            assert_eq!(draft[..6], expected(name));
        }
        // Without a signature it is the same report.
        let one = report("甲").replace("2024年3月12日", "") + "一、项目概况\n乙。\n";
        assert_eq!(drafts(&one).len(), 1);
    }

    #[test]
    fn nothing_stands_at_a_spot_of_another_source() {
        let source = Source::of_text("项目名称");
        let text_at = |block, cell| {
            let span = Span { start: 0, end: 6 };
            source.text_at(&Spot { block, cell, span })
        };
        assert_eq!(text_at(0, None), "项目");
        assert_eq!(text_at(1, None), "");
        assert_eq!(text_at(0, Some((0, 0))), "");
    }

    #[test]
    fn the_line_above_a_table_is_its_own_where_that_is_a_form() {
        let told = |rows: &[&[&str]]| {
            let unit = Source::of_text("（单位：万元）").blocks;
            case::told(&case::read(unit.into_iter().chain([case::table(rows)])))
        };
        assert_eq!(
            told(&[&["物资", "金额"], &["桌椅", "3"]]),
            [
                "unfiled：（单位：万元）\n物资\t金额\n桌椅\t3",
                "R01 来稿有 3 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
        assert_eq!(
            told(&[&["项目名称", "校舍维修"], &["主管部门", "某市教育局"]]),
            ["competent_department：某市教育局", "project_name：校舍维修"]
        );
        assert_eq!(
            told(&[&["子项目", "下达资金", "支出"], &["桌椅", "3", "2"]]),
            [
                "sub_projects.0.name：桌椅",
                "sub_projects.0.allocated：3万元",
                "sub_projects.0.spent：2万元",
            ]
        );
    }

    #[test]
    fn two_texts_have_the_same_letters_whatever_separates_them() {
        let letters = |text: &str| Source::of_text(text).letters();
        assert_eq!(
            letters("1,234,567.00 元\u{3000}甲\n乙␍"),
            "1234567.00元甲乙"
        );
        for text in [",123", "甲,123", "1,23", "1,23甲", "1,", "甲,乙"] {
            assert_eq!(letters(text), text);
        }
    }
}
