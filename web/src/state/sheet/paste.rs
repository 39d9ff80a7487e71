//! Cells pasted from a spreadsheet: where each one goes, and what finds no room.

use ziping_core::draft::{Draft, Edit};
use ziping_core::field::Kind;

use super::{At, Column, Range, Sheet, Unit};

/// No report has as many rows; more is another table by mistake.
pub const MOST_ROWS: usize = 10_000;

/// What pasting does.
#[derive(Debug, PartialEq, Eq)]
pub struct Pasted {
    pub edits: Vec<Edit>,
    /// `粘贴 3 行 4 列`
    pub words: String,
    /// What there was no room for, to be told.
    pub left_out: Option<String>,
    /// The last cell that was filled.
    pub to: At,
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
    let (targets, cells) = target_columns(&columns, at.left, cells);
    let (rows, cells) = target_rows(sheet, at.top, cells, &targets);
    let there = sheet.row_count(draft);
    let limit = if sheet.table().is_some() {
        MOST_ROWS.max(there)
    } else {
        there
    };
    let mut edits = Vec::new();
    let needed = rows.iter().map(|row| row + 1).max().unwrap_or(0).min(limit);
    if let Some(table) = sheet.table() {
        edits.extend((there..needed).map(|row| Edit::InsertRow { table, row }));
    }
    let (mut left_rows, mut left_cells) = (0, 0);
    let mut to = At {
        row: at.top,
        column: at.left,
    };
    for (row, texts) in rows.iter().copied().zip(&cells) {
        if row >= limit {
            left_rows += 1;
            continue;
        }
        for (i, text) in texts.iter().enumerate() {
            match targets.get(i).copied().flatten() {
                Some(column) => {
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
    Pasted {
        edits,
        words: format!("粘贴 {} 行 {width} 列", cells.len()),
        left_out: left_out(left_rows, left_cells),
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

/// Which column each pasted one goes to: `None` for one that is computed here. A first row
/// of names is taken at its word and left out.
fn target_columns(
    columns: &[Column],
    left: usize,
    mut cells: Vec<Vec<String>>,
) -> (Vec<Option<usize>>, Vec<Vec<String>>) {
    let named: Vec<Option<usize>> = cells[0]
        .iter()
        .map(|name| columns.iter().position(|column| is_name(column, name)))
        .collect();
    if named.iter().flatten().count() >= 2 {
        cells.remove(0);
        let typed = |at: &usize| !columns[*at].is_computed();
        return (named.iter().map(|at| at.filter(typed)).collect(), cells);
    }
    let targets = (left..columns.len()).map(|at| (!columns[at].is_computed()).then_some(at));
    (targets.collect(), cells)
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
        ("全年预算数", &["调整后预算数", "预算数", "预算数（A）"]),
        ("全年执行数", &["执行数", "预算执行数", "执行数（B）"]),
        ("年初预算数", &["年初预算"]),
        ("子项目名称", &["子项目", "项目名称", "名称"]),
        ("下达资金", &["下达", "下达金额"]),
        ("支出", &["支出金额", "支出数"]),
        ("执行率", &["执行率(%)", "执行率（%）"]),
    ];
    let name: String = name.chars().filter(|c| !c.is_whitespace()).collect();
    let name = ["（元）", "（万元）", "(元)", "(万元)"]
        .iter()
        .find_map(|unit| name.strip_suffix(unit))
        .unwrap_or(&name);
    let others = OTHERS.iter().find(|(label, _)| *label == column.label);
    name == column.label || others.is_some_and(|(_, names)| names.contains(&name))
}

/// Which row each pasted one goes to. In the funds table rows that begin with a source's name
/// go to it, and others such as 资金总额, which is computed, are left out.
fn target_rows(
    sheet: Sheet,
    top: usize,
    cells: Vec<Vec<String>>,
    targets: &[Option<usize>],
) -> (Vec<usize>, Vec<Vec<String>>) {
    let sources = sheet.sources();
    let source = |row: &[String]| {
        let name = row.first()?.trim().trim_start_matches("其中：");
        sources.iter().position(|source| source.label == name)
    };
    let is_named = cells.iter().any(|row| source(row).is_some());
    if !is_named {
        return ((top..top + cells.len()).collect(), cells);
    }
    // With names of columns before it the first target is the name's own column.
    let has_names_column = targets.first() == Some(&None);
    let named = cells.into_iter().filter_map(|mut row| {
        let at = source(&row)?;
        if !has_names_column {
            row.remove(0);
        }
        Some((at, row))
    });
    named.unzip()
}

fn left_out(rows: usize, cells: usize) -> Option<String> {
    let parts = [(rows, "行"), (cells, "格")];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(n, _)| *n > 0)
        .map(|(n, what)| format!("{n} {what}"))
        .collect();
    (!parts.is_empty()).then(|| {
        let parts = parts.join("、");
        format!("粘贴的内容有 {parts}放不下，没有粘贴；其余已粘贴，可以撤销")
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

    fn pasted(
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
        let pasted = paste(sheet, draft, at, tsv::read(text), Unit::Yuan);
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
