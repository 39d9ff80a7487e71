//! What is written reads back, and Excel would take it as it is.

use proptest::prelude::*;
use ziping_core::import::source::{Block, Source};
use ziping_core::spreadsheet::{Cell, Style, Value};

use super::*;
use crate::archive::{whole, Archive};
use crate::Limits;

fn cell(row: usize, column: usize, value: Value, style: Style) -> Cell {
    Cell {
        row,
        column,
        rows: 1,
        columns: 1,
        value,
        style,
    }
}

fn text(row: usize, column: usize, text: &str) -> Cell {
    cell(row, column, Value::Text(text.to_owned()), Style::Text)
}

fn number(row: usize, column: usize, number: &str, style: Style) -> Cell {
    cell(row, column, Value::Number(number.to_owned()), style)
}

fn workbook(cells: Vec<Cell>) -> Workbook {
    Workbook {
        sheets: vec![Sheet {
            name: "自评表".to_owned(),
            widths: vec![20; 6],
            cells,
            head: 2,
            is_landscape: true,
            charts: Vec::new(),
        }],
    }
}

fn read_back(bytes: &[u8]) -> Source {
    crate::read(bytes, "表.xlsx", &Limits::default(), crate::gb18030).unwrap()
}

/// The cells of the first sheet that is read back.
fn shown(workbook: &Workbook) -> Vec<Vec<String>> {
    match &read_back(&write(workbook, None)).blocks[..] {
        [Block::Grid(grid), ..] => {
            let rows = grid.rows.iter();
            rows.map(|row| row.iter().map(|cell| cell.text.clone()).collect())
                .collect()
        }
        _ => Vec::new(),
    }
}

fn part(workbook: &Workbook, name: &str) -> String {
    let bytes = write(workbook, None);
    let mut archive = Archive::open(&bytes, &Limits::default()).unwrap();
    String::from_utf8(whole(archive.part(name).unwrap().unwrap()).unwrap()).unwrap()
}

#[test]
fn numbers_are_written_digit_by_digit_and_shown_by_their_formats() {
    let cells = vec![
        number(0, 0, "18388700.00", Style::Yuan),
        number(0, 1, "1838.87", Style::Wan),
        number(0, 2, "0.1973", Style::Percent),
        number(0, 3, "9.865", Style::Points),
        number(0, 4, "52", Style::Plain),
        number(1, 0, "460108000000000000123", Style::Plain),
        number(1, 1, "1e5\"/>", Style::Plain),
        number(1, 2, "9999999999999.99", Style::Yuan),
    ];
    let book = workbook(cells);
    assert_eq!(
        shown(&book),
        [
            vec!["18388700.00", "1838.87", "19.73%", "9.865", "52"],
            vec!["460108000000000000123", "1e5\"/>", "9999999999999.99"],
        ]
    );
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>18388700.00</v>") && sheet.contains("<v>0.1973</v>"));
}

#[test]
fn a_text_is_never_a_formula_and_a_formula_has_its_result() {
    let formula = Value::Formula {
        formula: "SUM(A1:A2)&\"<\"".to_owned(),
        result: "3.00".to_owned(),
    };
    let cells = vec![
        text(0, 0, "=1+1"),
        text(0, 1, "@x"),
        text(0, 2, "-甲"),
        text(0, 3, "甲_x000A_乙\n丙"),
        cell(0, 4, formula, Style::Yuan),
    ];
    let book = workbook(cells);
    assert_eq!(
        shown(&book),
        [["=1+1", "@x", "-甲", "甲_x000A_乙\n丙", "3.00"]]
    );
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert_eq!(sheet.matches("<f>").count(), 1);
    assert!(sheet.contains("<f>SUM(A1:A2)&amp;&quot;&lt;&quot;</f><v>3.00</v>"));
    let styles = part(&book, "xl/styles.xml");
    let xfs: Vec<&str> = styles
        .lines()
        .filter(|line| line.trim().starts_with("<xf"))
        .collect();
    // The first is that of the styles of cells.
    assert!(xfs[1 + 6].contains("quotePrefix") && !xfs[1 + 5].contains("quotePrefix"));
    assert!(sheet.contains("<c r=\"A1\" s=\"6\" t=\"s\">"));
}

#[test]
fn merged_cells_read_back_and_overlapping_ones_are_not_merged() {
    let merged = |cell: Cell, rows, columns| Cell {
        rows,
        columns,
        ..cell
    };
    let book = workbook(vec![
        merged(text(0, 0, "题"), 1, 3),
        merged(text(1, 0, "高"), 2, 1),
        text(1, 1, "a"),
        text(1, 2, "b"),
        merged(text(2, 1, "c"), 5, 5),
        merged(text(0, 1, "在内"), 1, 1),
        merged(text(1, 3, "碰"), 3, 1),
    ]);
    let source = read_back(&write(&book, None));
    let [Block::Grid(grid)] = &source.blocks[..] else {
        panic!("{source:?}");
    };
    let rows: Vec<String> = grid
        .rows
        .iter()
        .map(|row| {
            let cells = row
                .iter()
                .map(|cell| format!("{}{}x{}", cell.text, cell.columns, cell.rows));
            cells.collect::<Vec<_>>().join(" ")
        })
        .collect();
    assert_eq!(rows, ["题3x1", "高1x2 a1x1 b1x1 碰1x1", "c3x1"]);
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<mergeCell ref=\"A1:C1\"/>") && sheet.contains("ref=\"B3:F7\""));
    assert!(!sheet.contains("D2:D4"));
}

#[test]
fn the_head_is_repeated_and_the_sheet_is_one_page_wide() {
    let book = workbook(vec![text(0, 0, "a")]);
    let sheet = part(&book, "xl/worksheets/sheet1.xml");
    for piece in [
        "fitToPage=\"1\"",
        "paperSize=\"9\" orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "ySplit=\"2\"",
    ] {
        assert!(sheet.contains(piece), "{piece}");
    }
    assert!(part(&book, WORKBOOK).contains("'自评表'!$1:$2<"));
}

#[test]
fn every_sheet_has_a_name_that_excel_takes() {
    let sheet = |name: &str| Sheet {
        name: name.to_owned(),
        ..Sheet::default()
    };
    let long = "长".repeat(40);
    let sheets = ["a/b:[c]", "AB", "abc", "'", "", &long, "表2"].map(sheet);
    let names = names(&sheets);
    assert_eq!(
        names,
        ["abc", "AB", "表3", "表4", "表5", &"长".repeat(31), "表2"]
    );
}

#[test]
fn a_workbook_without_sheets_has_a_blank_one() {
    let book = Workbook::default();
    assert!(part(&book, WORKBOOK).contains("<sheet name=\"表1\""));
    assert_eq!(shown(&book), Vec::<Vec<String>>::new());
}

#[test]
fn a_workbook_carries_its_draft_while_its_text_stays() {
    let draft = r#"{"app":"ziping","schema":1,"draft":{}}"#;
    let bytes = write(
        &workbook(vec![number(0, 0, "0.5", Style::Percent)]),
        Some(draft),
    );
    assert_eq!(read_back(&bytes).draft.as_deref(), Some(draft));
}

fn cells() -> impl Strategy<Value = Vec<Cell>> {
    let value = prop_oneof![
        "[^\\s]{1,10}|[=+@-].{0,5}|\\PC*".prop_map(Value::Text),
        "-?[0-9]{1,9}(\\.[0-9]{1,4})?".prop_map(Value::Number),
        any::<String>().prop_map(Value::Number),
    ];
    let place = (0..12usize, 0..8usize, 0..4usize, 0..4usize);
    let cell =
        (place, value, 0..4usize).prop_map(|((row, column, rows, columns), value, style)| Cell {
            row,
            column,
            rows,
            columns,
            value,
            style: [Style::Text, Style::Yuan, Style::Points, Style::Plain][style],
        });
    proptest::collection::vec(cell, 0..20)
}

proptest! {
    #[test]
    fn any_workbook_reads_back(cells in cells(), name in any::<String>()) {
        let mut book = workbook(cells);
        book.sheets[0].name = name;
        let rows = shown(&book);
        let all: Vec<&String> = rows.iter().flatten().collect();
        let mut taken = std::collections::BTreeSet::new();
        for cell in &book.sheets[0].cells {
            // Only the first at a place is certain to be written.
            let is_first = taken.is_empty();
            taken.insert((cell.row, cell.column));
            if let (Value::Text(text), true) = (&cell.value, is_first) {
                let is_blank = text.trim().is_empty();
                let text: String = text.chars().map(|c| match c {
                    '\n' => c,
                    c => ziping_core::document::shown(c),
                }).collect();
                prop_assert!(is_blank || all.contains(&&text), "{text:?} in {all:?}");
            }
        }
    }
}
