//! Cells pasted from a spreadsheet: where each one goes, and what finds no room.

use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Kind, Value};
use ziping_core::funds::{Source, Stage};
use ziping_core::import::Label;

use super::{At, Column, Range, Sheet, Unit};

/// No report has as many rows; more is another table by mistake.
pub const MOST_ROWS: usize = 10_000;

/// In characters, of a row's name that is told.
const LONGEST_NAME: usize = 20;

/// What pasting does.
#[derive(Debug, PartialEq, Eq)]
pub struct Pasted {
    pub edits: Vec<Edit>,
    /// `粘贴 3 行 4 列`
    pub words: String,
    /// What was not pasted, to be told.
    pub left_out: Option<String>,
    /// The last cell that was filled.
    pub to: At,
}

/// Whether what is pasted while a cell's text is edited goes into that text. `is_table`: the
/// clipboard has it as a table, too; `is_prose`: the text may run over several lines.
pub fn is_for_text(cells: &[Vec<String>], is_table: bool, is_prose: bool) -> bool {
    let is_narrow = cells.iter().all(|row| row.len() == 1);
    is_narrow && (cells.len() == 1 || is_prose && !is_table)
}

/// A column that can be typed in, and what numbers in it are in.
#[derive(Clone, Copy)]
struct Target {
    column: usize,
    unit: Unit,
}

/// Puts cells into a sheet from the top left of a range on. One cell fills the whole range;
/// a first row of column names, and row names before the amounts, say where the rest goes.
pub fn paste(
    sheet: Sheet,
    draft: &Draft,
    at: Range,
    cells: Vec<Vec<String>>,
    unit: Unit,
) -> Pasted {
    let columns = sheet.columns();
    if let [row] = &cells[..] {
        if let [text] = &row[..] {
            return fill(sheet, &columns, at, text, unit);
        }
    }
    let unit = match sheet {
        Sheet::Funds(_) => said_unit(&columns, &cells).unwrap_or(unit),
        Sheet::Rows(_) => unit,
    };
    let head = Head::of(sheet, &columns, &cells[0], unit);
    let cells = &cells[usize::from(head.is_some())..];
    let named = match sheet {
        Sheet::Funds(_) => NamedRows::of(cells, head.as_ref()),
        Sheet::Rows(_) => None,
    };
    let targets = match (head, &named) {
        (Some(head), _) => head.targets,
        (None, Some(named)) => named.targets(&columns, at.left, unit),
        (None, None) => in_order(&columns, at.left, unit),
    };
    let (sheet, rows, strangers) = match named {
        Some(named) => {
            let sheet = sheet.with(&named.sources);
            (sheet, named.rows_of(sheet), named.strangers)
        }
        None => (sheet, (at.top..).zip(cells).collect(), Vec::new()),
    };
    let there = sheet.row_count(draft);
    let limit = if sheet.table().is_some() {
        MOST_ROWS.max(there)
    } else {
        there
    };
    let mut edits = Vec::new();
    let needed = rows
        .iter()
        .map(|(row, _)| row + 1)
        .max()
        .unwrap_or(0)
        .min(limit);
    if let Some(table) = sheet.table() {
        edits.extend((there..needed).map(|row| Edit::InsertRow { table, row }));
    }
    let (mut left_rows, mut left_cells) = (0, 0);
    let mut to = At {
        row: at.top,
        column: at.left,
    };
    for &(row, texts) in &rows {
        if row >= limit {
            left_rows += 1;
            continue;
        }
        for (i, text) in texts.iter().enumerate() {
            match targets.get(i).copied().flatten() {
                Some(Target { column, unit }) => {
                    edits.extend(set(sheet, row, &columns[column], text, unit));
                    to = At {
                        row: to.row.max(row),
                        column: to.column.max(column),
                    };
                }
                None if targets.len() <= i && !text.trim().is_empty() => left_cells += 1,
                None => {}
            }
        }
    }
    let width = cells.iter().map(Vec::len).max().unwrap_or(0);
    let is_none = edits.is_empty();
    Pasted {
        edits,
        words: format!("粘贴 {} 行 {width} 列", rows.len()),
        left_out: left_out(left_rows, left_cells, &strangers, is_none),
        to,
    }
}

fn fill(sheet: Sheet, columns: &[Column], at: Range, text: &str, unit: Unit) -> Pasted {
    let cells =
        (at.top..=at.bottom).flat_map(|row| (at.left..=at.right).map(move |column| (row, column)));
    Pasted {
        edits: cells
            .filter_map(|(row, column)| set(sheet, row, &columns[column], text, unit))
            .collect(),
        words: format!("粘贴到 {} 行 {} 列", at.height(), at.width()),
        left_out: None,
        to: At {
            row: at.bottom,
            column: at.right,
        },
    }
}

fn set(sheet: Sheet, row: usize, column: &Column, text: &str, unit: Unit) -> Option<Edit> {
    let text = match column.kind() {
        Kind::Amount => unit.kept(text.trim()),
        Kind::Text => text.to_owned(),
        _ => text.trim().to_owned(),
    };
    let place = sheet.place(row, column)?;
    Some(Edit::Set { place, text })
}

/// From a column on, one after the other: `None` for one that is computed here.
fn in_order(columns: &[Column], left: usize, unit: Unit) -> Vec<Option<Target>> {
    let target = |column: usize| {
        let is_typed = !columns[column].is_computed();
        is_typed.then_some(Target { column, unit })
    };
    (left..columns.len()).map(target).collect()
}

/// The unit that a form of funds says of all its amounts: `资金构成（元）`, `单位：万元`.
fn said_unit(columns: &[Column], cells: &[Vec<String>]) -> Option<Unit> {
    let mut labels = cells.iter().flatten().filter_map(|text| Label::of(text));
    labels.find_map(|label| {
        let is_of_one = columns.iter().any(|it| is_name(it, &label.plain));
        label.unit.filter(|_| !is_of_one).map(Unit::from)
    })
}

/// A first row of column names: it is taken at its word and left out.
struct Head {
    /// `None` for a column that isn't here or is computed.
    targets: Vec<Option<Target>>,
    /// How many columns stand before the first that is known: names of rows.
    labels: usize,
}

impl Head {
    fn of(sheet: Sheet, columns: &[Column], row: &[String], unit: Unit) -> Option<Head> {
        let heads: Vec<(Option<usize>, Option<Unit>)> = row
            .iter()
            .map(|text| match Label::of(text) {
                Some(label) => {
                    let is = |column: &Column| is_name(column, &label.plain);
                    (columns.iter().position(is), label.unit.map(Unit::from))
                }
                None => (None, None),
            })
            .collect();
        let labels = heads.iter().position(|(column, _)| column.is_some())?;
        // One alone may be a text of this name, but for an amount's with its unit, and where
        // there are amounts only.
        let is_alone = heads.iter().filter(|(column, _)| column.is_some()).count() == 1;
        let is_amount = |column: usize| columns[column].kind() == Kind::Amount;
        let is_sure = matches!(sheet, Sheet::Funds(_))
            || matches!(heads[labels], (Some(column), Some(_)) if is_amount(column));
        if is_alone && !is_sure {
            return None;
        }
        let target = |(column, own): &(Option<usize>, Option<Unit>)| {
            let column = column.filter(|column| !columns[*column].is_computed())?;
            let unit = own.unwrap_or(unit);
            Some(Target { column, unit })
        };
        Some(Head {
            targets: heads.iter().map(target).collect(),
            labels,
        })
    }
}

/// The names of a column in the forms in use.
fn is_name(column: &Column, name: &str) -> bool {
    const OTHERS: &[(&str, &[&str])] = &[
        ("年度指标值", &["指标值", "年初目标值", "目标值"]),
        ("实际完成值", &["完成值", "全年完成值", "全年实际值"]),
        ("度量单位", &["计量单位", "单位"]),
        ("分值", &["权重"]),
        (
            "偏差原因",
            &[
                "偏差原因分析及改进措施",
                "未完成原因分析",
                "偏差原因分析",
                "原因",
            ],
        ),
        ("全年预算数", &["调整后预算数", "预算数"]),
        ("全年执行数", &["执行数", "预算执行数"]),
        ("年初预算数", &["年初预算"]),
        ("子项目名称", &["子项目", "项目名称", "名称"]),
        ("下达资金", &["下达", "下达金额"]),
        ("支出", &["支出金额", "支出数"]),
    ];
    let others = OTHERS.iter().find(|(label, _)| *label == column.label);
    name == column.label || others.is_some_and(|(_, names)| names.contains(&name))
}

/// Rows for the funds table that begin with a source's name, as forms have them. The total,
/// which is computed, is left out.
struct NamedRows<'c> {
    sources: Vec<&'static Source>,
    /// By source.
    rows: Vec<&'c Vec<String>>,
    /// How many columns the names take.
    labels: usize,
    /// The names of rows that have no place in the table.
    strangers: Vec<String>,
}

enum Name {
    Source(&'static Source),
    Total,
    Stranger,
}

impl<'c> NamedRows<'c> {
    /// `None` where no row has a name.
    fn of(cells: &'c [Vec<String>], head: Option<&Head>) -> Option<NamedRows<'c>> {
        let names: Vec<Option<(usize, Name)>> = cells.iter().map(|row| name(row, head)).collect();
        let last = names.iter().flatten().map(|(at, _)| *at).max()?;
        let mut named = NamedRows {
            sources: Vec::new(),
            rows: Vec::new(),
            labels: last + 1,
            strangers: Vec::new(),
        };
        let mut totals = Vec::new();
        for (row, name) in cells.iter().zip(names) {
            let filled = row.iter().position(|text| !text.trim().is_empty());
            let Some(filled) = filled else { continue };
            match name {
                // A second row of a source would replace the first.
                Some((_, Name::Source(source))) if !named.sources.contains(&source) => {
                    named.sources.push(source);
                    named.rows.push(row);
                }
                Some((at, Name::Total)) => totals.push(row[at].clone()),
                Some((at, _)) => named.strangers.push(row[at].clone()),
                None => named.strangers.push(row[filled].clone()),
            }
        }
        if named.sources.is_empty() {
            named.strangers.extend(totals);
        }
        Some(named)
    }

    fn rows_of(&self, sheet: Sheet) -> Vec<(usize, &'c Vec<String>)> {
        let sources = sheet.sources();
        let row = |source: &&Source| sources.iter().position(|it| it == source);
        let rows = self.sources.iter().zip(&self.rows);
        rows.filter_map(|(source, cells)| Some((row(source)?, *cells)))
            .collect()
    }

    /// Where the columns go that have no head. Merged cells of a form leave blank columns:
    /// three columns of figures are the amounts, and the form's own figures may follow.
    fn targets(&self, columns: &[Column], left: usize, unit: Unit) -> Vec<Option<Target>> {
        let width = self.rows.iter().map(|row| row.len()).max().unwrap_or(0);
        let any = |at: usize, is: fn(&str) -> bool| {
            let mut rows = self.rows.iter();
            rows.any(|row| row.get(at).is_some_and(|text| is(text)))
        };
        let is_figure =
            |text: &str| text.contains(char::is_alphanumeric) && !text.contains(['%', '％']);
        let figures: Vec<usize> = (self.labels..width)
            .filter(|at| any(*at, is_figure))
            .take(Stage::ALL.len())
            .collect();
        let mut targets = vec![None; self.labels];
        match figures[..] {
            [.., last] if figures.len() == Stage::ALL.len() => {
                let is_text = |at: &usize| any(*at, |text| text.contains(char::is_alphabetic));
                let end = (last + 1..width).find(is_text).unwrap_or(width);
                targets.resize(end, None);
                for (column, at) in figures.into_iter().enumerate() {
                    targets[at] = Some(Target { column, unit });
                }
            }
            _ => targets.extend(in_order(columns, left, unit)),
        }
        targets
    }
}

/// What the name of a source has in it. Without a head, other words before the amounts may be
/// an amount that can't be read.
const OF_FUNDS: &[&str] = &["资金", "款", "补助", "收入", "债", "投入", "经费"];

/// What a row of funds is called, and in which of its cells.
fn name(row: &[String], head: Option<&Head>) -> Option<(usize, Name)> {
    let row = match head {
        Some(head) => &row[..head.labels.min(row.len())],
        None => row,
    };
    let known = row
        .iter()
        .enumerate()
        .find_map(|(at, text)| Some((at, Label::of(text)?.source?)));
    if let Some((at, source)) = known {
        return Some((at, source.map_or(Name::Total, Name::Source)));
    }
    let is_amount = |text: &String| matches!(Value::read(Kind::Amount, text), Value::Amount(_));
    let at = match head {
        Some(_) => row
            .iter()
            .rposition(|text| text.contains(char::is_alphabetic)),
        None => {
            let figures = row.iter().position(is_amount).unwrap_or(row.len());
            let is_of_funds = |text: &String| OF_FUNDS.iter().any(|word| text.contains(word));
            row[..figures].iter().rposition(is_of_funds)
        }
    };
    Some((at?, Name::Stranger))
}

fn left_out(rows: usize, cells: usize, strangers: &[String], is_all: bool) -> Option<String> {
    let parts = [(rows, "行"), (cells, "格")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    let no_room = (!parts.is_empty()).then(|| format!("粘贴的内容有 {}放不下", parts.join("、")));
    let no_source = strangers.first().map(|first| {
        let name: String = first.trim().chars().take(LONGEST_NAME).collect();
        match strangers.len() {
            1 => format!("“{name}”对应不上资金来源"),
            n => format!("“{name}”等 {n} 行对应不上资金来源"),
        }
    });
    let reasons: Vec<String> = no_room.into_iter().chain(no_source).collect();
    (!reasons.is_empty()).then(|| {
        let reasons = reasons.join("，");
        let rest = match is_all {
            true => "",
            false => "；其余已粘贴，可以撤销",
        };
        format!("{reasons}，没有粘贴{rest}")
    })
}

#[cfg(test)]
mod tests {
    use super::super::tsv;
    use super::*;
    use ziping_core::field::{Field, Table};
    use ziping_core::place::Place;

    const FUNDS: Sheet = Sheet::Funds([false; 2]);
    const SUB_PROJECTS: Sheet = Sheet::Rows(Table::SubProjects);

    fn pasted(sheet: Sheet, draft: &mut Draft, at: (usize, usize), text: &str) -> Pasted {
        pasted_in(Unit::Yuan, sheet, draft, at, text)
    }

    fn pasted_in(
        unit: Unit,
        sheet: Sheet,
        draft: &mut Draft,
        (row, column): (usize, usize),
        text: &str,
    ) -> Pasted {
        let at = Range {
            top: row,
            bottom: row,
            left: column,
            right: column,
        };
        let pasted = paste(sheet, draft, at, tsv::read(text), unit);
        pasted.edits.iter().for_each(|edit| draft.apply(edit));
        pasted
    }

    fn rows(draft: &Draft) -> Vec<String> {
        let texts = |row| {
            let texts = Table::SubProjects.columns().map(|spec| {
                let place = Place::in_row(spec.field, row);
                draft.text(&place).to_owned()
            });
            texts.collect::<Vec<_>>().join("|")
        };
        (0..draft.row_count(Table::SubProjects))
            .map(texts)
            .collect()
    }

    #[test]
    fn rows_appear_as_needed_and_computed_columns_are_passed_over() {
        let mut draft = Draft::default();
        let text =
            "社管平台\t18000000\t3238800\t17.99%\t已初验\r\n户政\t388700\t388700\t100%\t\r\n";
        let done = pasted(SUB_PROJECTS, &mut draft, (0, 0), text);
        assert_eq!(
            rows(&draft),
            ["社管平台|18000000|3238800|已初验", "户政|388700|388700|"]
        );
        assert_eq!(
            (done.words.as_str(), done.left_out),
            ("粘贴 2 行 5 列", None)
        );
        assert_eq!(done.to, At { row: 1, column: 4 });
    }

    #[test]
    fn a_first_row_of_names_says_where_each_column_goes() {
        let mut draft = Draft::default();
        let text = "序号\t支出（元）\t项目名称\n1\t5\t甲\n2\t6\t乙";
        pasted(SUB_PROJECTS, &mut draft, (0, 1), text);
        assert_eq!(rows(&draft), ["甲||5|", "乙||6|"]);
    }

    #[test]
    fn what_finds_no_room_is_told_and_the_rest_stands() {
        let mut draft = Draft::default();
        let done = pasted(FUNDS, &mut draft, (2, 1), "1\t2\t3%\t备注\n4\t5\t6");
        assert_eq!(draft.get(Field::UnitFullYear), "1");
        assert_eq!(draft.get(Field::UnitExecuted), "2");
        let told = done.left_out.expect("a notice");
        assert!(told.contains("1 行、1 格放不下"), "{told}");
    }

    #[test]
    fn rows_that_name_a_source_go_to_it() {
        let mut draft = Draft::default();
        let text = "资金总额：\t0\t30\t20\n财政资金\t0\t10\t5\n单位资金\t0\t20\t15";
        pasted(FUNDS, &mut draft, (0, 0), text);
        assert_eq!(draft.get(Field::FiscalFullYear), "10");
        assert_eq!(draft.get(Field::UnitExecuted), "15");
        assert_eq!(draft.get(Field::SpecialAccountFullYear), "");

        let mut draft = Draft::default();
        let text = "资金来源\t全年预算数\t执行数\n单位资金\t20\t15";
        pasted(FUNDS, &mut draft, (0, 0), text);
        assert_eq!(draft.get(Field::UnitFullYear), "20");
        assert_eq!(draft.get(Field::UnitExecuted), "15");
    }

    /// What a funds table has after rows are pasted into its first cell, and what is told.
    fn funds(text: &str) -> (Vec<String>, Option<String>) {
        let mut draft = Draft::default();
        let done = pasted(FUNDS, &mut draft, (0, 0), text);
        let rows = Sheet::funds(&draft).sources().into_iter().map(|source| {
            let amounts = source.amounts.map(|field| draft.get(field));
            format!("{}|{}", source.label, amounts.join("|"))
        });
        (rows.collect(), done.left_out)
    }

    #[test]
    fn sources_are_called_as_in_any_form() {
        let filled = ["财政资金|1|2|3", "财政专户管理资金|||", "单位资金|4|5|6"];
        for text in [
            "资金总额:\t5\t7\t9\n其中:财政资金\t1\t2\t3\n单位资金：\t4\t5\t6",
            "年度资金总额\t5\t7\t9\n其中：当年财政拨款\t1\t2\t3\n自筹资金\t4\t5\t6",
            "\t年初预算数\t全年预算数\t执行数\n总额\t5\t7\t9\n 财政拨款：\t1\t2\t3\n单位资金\t4\t5\t6",
            "1\t财政资金\t1\t2\t3\t150%\n2\t单位资金\t4\t5\t6\t120%",
        ] {
            assert_eq!(funds(text), (filled.map(str::to_owned).to_vec(), None), "{text}");
        }
    }

    #[test]
    fn a_source_that_the_table_has_no_row_for_gets_one() {
        let text = "年度资金总额\t3\t3\t3\n其中：当年财政拨款\t1\t1\t1\n上年结转资金\t2\t2\t2";
        let (rows, told) = funds(text);
        assert_eq!(rows[0], "财政资金|1|1|1");
        assert_eq!(rows[3], "上年结转资金|2|2|2");
        assert_eq!(told, None);
    }

    #[test]
    fn rows_of_no_source_are_told_and_not_shifted() {
        let strangers = |text: &str| {
            let (rows, told) = funds(text);
            assert_eq!(rows[0], "财政资金|1|2|3", "{text}");
            assert_eq!(rows[1..], ["财政专户管理资金|||", "单位资金|||"], "{text}");
            told.expect("a notice")
        };
        let rest = "，没有粘贴；其余已粘贴，可以撤销";
        assert_eq!(
            strangers("省级补助\t7\t8\t9\n财政资金\t1\t2\t3\n\t\t\t"),
            format!("“省级补助”对应不上资金来源{rest}")
        );
        // A second row of a source, and one without a name.
        assert_eq!(
            strangers("财政资金\t1\t2\t3\n财政拨款\t4\t5\t6\n\t7\t8\t9"),
            format!("“财政拨款”等 2 行对应不上资金来源{rest}")
        );
        let none = [
            "中央资金\t1\t2\t3\n省级资金\t4\t5\t6",
            "来源\t年初预算数\t执行数\n中央\t1\t2",
            "资金总额\t1\t2\t3",
        ];
        for text in none {
            let (rows, told) = funds(text);
            assert_eq!(rows[0], "财政资金|||", "{text}");
            let told = told.expect("a notice");
            assert!(told.ends_with("对应不上资金来源，没有粘贴"), "{told}");
        }
    }

    #[test]
    fn amounts_that_cannot_be_read_are_no_names() {
        assert_eq!(funds("不详\t2\t3").0[0], "财政资金|不详|2|3");
    }

    #[test]
    fn blanks_of_merged_cells_are_no_columns() {
        // As the form of 海南 is copied from its Excel file.
        let text = "资金总额\t\t0\t18388700\t\t3627500\t\t\t10.00\t\t\t19.73\n\
                    其中：财政资金\t\t0\t18388700\t\t3627500\t\t\t\t\t\t19.73\n\
                    单位资金\t\t0\t0\t\t0\t\t\t\t\t\t0";
        let (rows, told) = funds(text);
        assert_eq!(rows[0], "财政资金|0|18388700|3627500");
        assert_eq!(rows[2], "单位资金|0|0|0");
        assert_eq!(told, None);
        // Beside a merged cell; a remark finds no room.
        let text = "项目资金（万元）\t年度资金总额\t1\t2\t1\t10\t50%\t\n\
                    \t财政资金\t1\t2\t1\t/\t50%\t未拨付";
        let (rows, told) = funds(text);
        assert_eq!(rows[0], "财政资金|1万元|2万元|1万元");
        assert!(told.is_some_and(|told| told.contains("1 格放不下")));
        // An amount that no source has.
        let text = "财政资金\t\t800\t400\t50%";
        assert_eq!(funds(text).0[0], "财政资金||800|400");
    }

    #[test]
    fn the_unit_in_a_head_counts_for_its_column() {
        let text =
            "资金来源\t年初预算数（万元）\t全年预算数（元）\t执行数\n财政资金\t800\t950.5\t880.25";
        assert_eq!(funds(text).0[0], "财政资金|800万元|950.5|880.25");
        for text in [
            "项目资金（单位：万元）\t全年预算数\n财政资金\t800",
            "\t\t全年预算数\n\"项目资金\n（万元）\"\t总额\t800\n\t财政资金\t800",
            "\t全年预算数\n单位：万元\t\n财政资金\t800",
        ] {
            assert_eq!(funds(text).0[0], "财政资金||800万元|", "{text}");
        }

        let mut draft = Draft::default();
        let text = "名称\t下达资金（万元）\t支出（元）\n甲\t600\t8000000";
        pasted_in(Unit::Wan, SUB_PROJECTS, &mut draft, (0, 0), text);
        pasted(SUB_PROJECTS, &mut draft, (1, 2), "下达资金(万元)\n5\n6万元");
        assert_eq!(
            rows(&draft),
            ["甲|600万元|8000000|", "|5万元||", "|6万元||"]
        );
        // One name alone may be a text.
        pasted(SUB_PROJECTS, &mut draft, (0, 0), "支出\n名称");
        assert_eq!(rows(&draft)[..2], ["支出|600万元|8000000|", "名称|5万元||"]);
    }

    #[test]
    fn cells_go_into_cells_even_while_a_text_is_edited() {
        let is_for_text = |text: &str, is_table, is_prose| {
            super::is_for_text(&tsv::read(text), is_table, is_prose)
        };
        for is_prose in [true, false] {
            assert!(is_for_text("甲", true, is_prose));
            assert!(!is_for_text("甲\t乙", false, is_prose));
            assert!(!is_for_text("甲\n乙", true, is_prose));
        }
        assert!(is_for_text("甲\n乙", false, true));
        assert!(!is_for_text("1\n2", false, false));
    }

    #[test]
    fn one_cell_fills_the_range_and_numbers_in_wan_keep_their_unit() {
        let range = Range {
            top: 0,
            bottom: 2,
            left: 0,
            right: 3,
        };
        let cells = tsv::read("0");
        let done = paste(FUNDS, &Draft::default(), range, cells, Unit::Yuan);
        assert_eq!(
            (done.edits.len(), done.words.as_str()),
            (9, "粘贴到 3 行 4 列")
        );
        let cells = tsv::read("1838.87\t362.75万元");
        let done = paste(FUNDS, &Draft::default(), range, cells, Unit::Wan);
        let texts: Vec<&str> = done
            .edits
            .iter()
            .map(|edit| match edit {
                Edit::Set { text, .. } => text.as_str(),
                _ => "",
            })
            .collect();
        assert_eq!(texts, ["1838.87万元", "362.75万元"]);
    }

    #[test]
    fn far_too_many_rows_are_not_taken() {
        let mut draft = Draft::default();
        let text = "甲\t1\n".repeat(MOST_ROWS + 5);
        let done = pasted(SUB_PROJECTS, &mut draft, (0, 0), &text);
        assert_eq!(draft.row_count(Table::SubProjects), MOST_ROWS);
        assert!(done.left_out.is_some_and(|told| told.contains("5 行")));
    }
}
