//! A document as a sheet: the same cells as on paper, but numbers are numbers, and what is
//! computed from other cells is a formula.
//!
//! Invariant: a cell shows, and reads back as, what the document says, but for the separators
//! of thousands. What a number wouldn't show so stays a text.

use rust_decimal::Decimal;

use super::{chart_rows, Area, Cell, ChartSource, Placed, Sheet, Style, Value, Workbook};
use crate::chart::{self, Chart};
use crate::document::{
    self, joined, At, Block, CellKind, Document, Figure, Formula, Measure, Paper, Slot, Table,
};

impl Workbook {
    /// A workbook of this document alone.
    pub fn of(document: &Document, name: &str) -> Workbook {
        Workbook {
            sheets: vec![Sheet::of(document, name)],
        }
    }
}

impl Sheet {
    /// The sheet of a document with one table, whose columns are those of the sheet. What
    /// stands above and below reaches across them. Of more tables each begins at the left.
    pub fn of(document: &Document, name: &str) -> Sheet {
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let widest = tables.max_by_key(|table| table.columns.len());
        let mut sheet = Sheet {
            name: name.to_owned(),
            widths: widest.map_or_else(Vec::new, |table| widths(table, document.paper)),
            is_landscape: document.paper == Paper::Landscape,
            ..Sheet::default()
        };
        let (mut row, mut last) = (0, None);
        let mark = document.mark.iter();
        mark.for_each(|mark| sheet.line(&mut row, mark, Style::Note));
        for block in &document.blocks {
            match block {
                Block::Title(runs) => sheet.line(&mut row, &joined(runs), Style::Title),
                Block::Heading { text, .. } => sheet.line(&mut row, text, Style::Note),
                Block::Paragraph(runs) | Block::Note(runs) => {
                    sheet.line(&mut row, &joined(runs), Style::Note);
                }
                Block::Table(table) => {
                    let places = sheet.table(&mut row, table);
                    // With its head, what stands above is repeated on every page: not another table.
                    if last.is_none() && table.head > 0 {
                        sheet.head = row - table.rows.len() + table.head;
                    }
                    last = Some(places);
                }
                Block::Chart(chart) => sheet.chart(&mut row, chart, last.as_ref()),
                Block::Signature { unit, date } => {
                    sheet.line(&mut row, &unit.text, Style::Note);
                    sheet.line(&mut row, &date.text, Style::Note);
                }
            }
        }
        sheet
    }

    /// A line across the sheet.
    fn line(&mut self, row: &mut usize, text: &str, style: Style) {
        self.cells.push(Cell {
            row: *row,
            column: 0,
            rows: 1,
            columns: self.widths.len().max(1),
            value: Value::Text(text.to_owned()),
            style,
        });
        *row += 1;
    }

    fn table<'t>(&mut self, row: &mut usize, table: &'t Table) -> Places<'t> {
        if let Some(caption) = &table.caption {
            self.line(row, caption, Style::Note);
        }
        let places = Places::of(table, *row);
        for (y, cells) in places.rows.iter().enumerate() {
            for (column, cell) in cells {
                let (value, style) = content(cell, &places);
                self.cells.push(Cell {
                    row: *row + y,
                    column: *column,
                    rows: cell.rows.max(1),
                    columns: cell.columns.max(1),
                    value,
                    style,
                });
            }
        }
        *row += table.rows.len();
        places
    }

    /// A chart, of the cells of the table before it where they have what it shows.
    fn chart(&mut self, row: &mut usize, chart: &Chart, table: Option<&Places<'_>>) {
        // So many rows of the usual height a page has.
        let on_page = if self.is_landscape { 26 } else { 40 };
        let rows = chart_rows(chart);
        let mut charts = self.charts.iter().rev();
        let began = charts.find(|placed| placed.begins_page);
        let began = began.map_or(0, |placed| placed.row);
        self.charts.push(Placed {
            chart: chart.clone(),
            row: *row,
            rows,
            begins_page: *row + rows - began > on_page,
            source: table
                .zip(chart.cells.as_ref())
                .and_then(|(table, cells)| table.source(cells)),
        });
        *row += rows;
    }
}

/// The widths of a table's columns, in characters. What isn't set shares what is left.
fn widths(table: &Table, paper: Paper) -> Vec<u32> {
    // As many characters of 10.5 pt as the paper is wide.
    let all = match paper {
        Paper::Official => 84,
        Paper::Portrait => 94,
        Paper::Landscape => 140,
    };
    let set: u32 = table.columns.iter().flatten().sum();
    let open = table.columns.iter().filter(|width| width.is_none()).count();
    let share = 100u32.saturating_sub(set) / u32::try_from(open.max(1)).unwrap_or(u32::MAX);
    let columns = table.columns.iter();
    columns
        .map(|width| (width.unwrap_or(share) * all).div_ceil(100).max(1))
        .collect()
}

/// Where the cells of a table stand in the sheet.
struct Places<'t> {
    /// The sheet's row of the table's first.
    top: usize,
    /// By row, the cells that begin there, with their columns.
    rows: Vec<Vec<(usize, &'t document::Cell)>>,
}

impl<'t> Places<'t> {
    fn of(table: &'t Table, top: usize) -> Places<'t> {
        let begins = |(column, slot)| match slot {
            Slot::Start(cell) => Some((column, cell)),
            Slot::Above(_) | Slot::Covered => None,
        };
        let rows = table.grid().into_iter();
        Places {
            top,
            rows: rows
                .map(|slots| slots.into_iter().enumerate().filter_map(begins).collect())
                .collect(),
        }
    }

    /// The figure of a cell, and its row and column in the sheet.
    fn figure(&self, at: At) -> Option<(&'t Figure, usize, usize)> {
        let (column, cell) = self.rows.get(at.row)?.get(at.cell)?;
        Some((figure(cell)?, self.top + at.row, *column))
    }

    /// The row and column of a cell in the sheet.
    fn place(&self, at: At) -> Option<(usize, usize)> {
        let (column, _) = self.rows.get(at.row)?.get(at.cell)?;
        Some((self.top + at.row, *column))
    }

    /// Where a chart's cells are. `None` where one of them has no figure: a chart would show 0.
    fn source(&self, cells: &chart::Cells) -> Option<ChartSource> {
        let bar = |at: &At| {
            let (_, row, column) = self.figure(*at)?;
            Some((row, column))
        };
        let groups: Option<Vec<_>> = cells.groups.iter().map(|at| self.place(*at)).collect();
        let series = cells.bars.iter().map(|bars| {
            let bars: Option<Vec<_>> = bars.iter().map(bar).collect();
            Some(areas(bars?.into_iter()))
        });
        Some(ChartSource {
            groups: areas(groups?.into_iter()),
            series: series.collect::<Option<_>>()?,
        })
    }

    fn address(&self, at: At) -> Option<String> {
        let (_, row, column) = self.figure(at)?;
        Some(address(row, column))
    }

    /// A formula that gives this value. `None` where a cell that it names has no figure, or
    /// where the sum is another one: then there is something that the table doesn't show.
    fn formula(&self, formula: &Formula, value: Decimal, measure: Measure) -> Option<String> {
        Some(match formula {
            Formula::Sum(parts) => {
                let figures = || parts.iter().filter_map(|at| self.figure(*at));
                let mut values = figures().map(|(figure, _, _)| figure.value);
                let sum = values.try_fold(Decimal::ZERO, Decimal::checked_add)?;
                if figures().next().is_none() || sum != value {
                    return None;
                }
                // Those that have no figure yet too: it is filled in in the sheet.
                let cells = parts.iter().filter_map(|at| self.place(*at));
                format!("SUM({})", ranges(cells))
            }
            Formula::Rate { executed, budget } => {
                let (executed, budget) = (self.address(*executed)?, self.address(*budget)?);
                match measure {
                    Measure::Percent => format!("ROUND({executed}/{budget}*100,2)"),
                    _ => format!("ROUND({executed}/{budget},4)"),
                }
            }
            Formula::Score {
                weight,
                executed,
                budget,
            } => {
                let (executed, budget) = (self.address(*executed)?, self.address(*budget)?);
                let weight = Figure::plain(*weight).value;
                format!("MIN({weight},ROUND({weight}*{executed}/{budget},2))")
            }
        })
    }
}

/// Cells one below the other as one area.
fn areas(cells: impl Iterator<Item = (usize, usize)>) -> Vec<Area> {
    let mut areas: Vec<Area> = Vec::new();
    for (row, column) in cells {
        match areas.last_mut() {
            Some(area) if area.column == column && area.last + 1 == row => area.last = row,
            _ => areas.push(Area {
                column,
                first: row,
                last: row,
            }),
        }
    }
    areas
}

/// `E5:E7,E9`
fn ranges(cells: impl Iterator<Item = (usize, usize)>) -> String {
    let ranges = areas(cells).into_iter().map(|area| {
        let first = address(area.first, area.column);
        match area.first == area.last {
            true => first,
            false => format!("{first}:{}", address(area.last, area.column)),
        }
    });
    ranges.collect::<Vec<_>>().join(",")
}

/// `B5`
fn address(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// The number of a cell, where it shows as the cell's text: that may have been masked, or be
/// what was typed.
fn figure(cell: &document::Cell) -> Option<&Figure> {
    /// More digits a spreadsheet doesn't keep.
    const MOST_DIGITS: usize = 15;
    let figure = cell.figure.as_ref()?;
    let digits = figure.value.to_string();
    let digits = digits.bytes().filter(u8::is_ascii_digit).count();
    let is_shown = shown(figure) == cell.text().replace(',', "");
    (digits <= MOST_DIGITS && is_shown).then_some(figure)
}

/// What a spreadsheet shows of a number in its style, without separators.
fn shown(figure: &Figure) -> String {
    let with_decimals = |value: Decimal| {
        let mut value = value.normalize();
        value.rescale(value.scale().max(2));
        value.to_string()
    };
    match figure.measure {
        Measure::Yuan | Measure::TenThousand | Measure::Points => with_decimals(figure.value),
        Measure::Share => with_decimals(figure.value * Decimal::ONE_HUNDRED) + "%",
        Measure::Percent | Measure::Plain => figure.value.to_string(),
    }
}

fn content(cell: &document::Cell, places: &Places<'_>) -> (Value, Style) {
    if let Some(figure) = figure(cell) {
        let style = match figure.measure {
            Measure::Yuan => Style::Yuan,
            Measure::TenThousand => Style::Wan,
            Measure::Share => Style::Percent,
            Measure::Points => Style::Points,
            Measure::Percent | Measure::Plain => Style::Plain,
        };
        let result = figure.value.to_string();
        let formula = figure
            .formula
            .as_ref()
            .and_then(|formula| places.formula(formula, figure.value, figure.measure));
        let value = match formula {
            Some(formula) => Value::Formula { formula, result },
            None => Value::Number(result),
        };
        return (value, style);
    }
    let text = cell.text();
    match cell.kind {
        CellKind::Short | CellKind::Figure if is_plain_number(&text) => {
            (Value::Number(text), Style::Plain)
        }
        CellKind::Label => (Value::Text(text), Style::Label),
        CellKind::Text => (Value::Text(text), Style::Text),
        CellKind::Short | CellKind::Figure => (Value::Text(text), Style::Short),
    }
}

/// Whether a spreadsheet shows this number as it was typed: `007` and `1.50` are texts to it.
fn is_plain_number(text: &str) -> bool {
    /// More digits a spreadsheet doesn't keep, or shows otherwise.
    const MOST_DIGITS: usize = 10;
    let is_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, decimals) = text.split_once('.').unwrap_or((text, "1"));
    is_digits(whole)
        && is_digits(decimals)
        && (whole == "0" || !whole.starts_with('0'))
        && !decimals.ends_with('0')
        && text.len() <= MOST_DIGITS
}

#[cfg(test)]
pub(crate) mod tests {
    use std::path::{Path, PathBuf};

    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::{Field, Table as FieldTable};
    use crate::funds::sources;
    use crate::golden::golden;
    use crate::import::source::{self, Grid, Source};
    use crate::place::Place;
    use crate::report::public::Public;
    use crate::report::summary;
    use crate::sample::sample;
    use crate::{policy, save, Edition, Subject};

    /// What is in tests/cases under this name.
    pub(crate) fn case(name: &str) -> PathBuf {
        let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/cases");
        Path::new(cases).join(name)
    }

    /// A sheet for people: a line a cell.
    pub(crate) fn listed(sheet: &Sheet) -> String {
        let mut out = format!(
            "{} {} {:?} head {}\n",
            sheet.name,
            if sheet.is_landscape { "横" } else { "纵" },
            sheet.widths,
            sheet.head
        );
        for cell in &sheet.cells {
            let last = (cell.row + cell.rows - 1, cell.column + cell.columns - 1);
            out += &address(cell.row, cell.column);
            if last != (cell.row, cell.column) {
                out += &format!(":{}", address(last.0, last.1));
            }
            let value = match &cell.value {
                Value::Text(text) => format!("“{}”", text.replace('\n', "⏎")),
                Value::Number(number) => number.clone(),
                Value::Formula { formula, result } => format!("={formula} → {result}"),
            };
            out += &format!(" {:?} {value}\n", cell.style);
        }
        out
    }

    /// What a reader of workbooks finds in a cell: numbers as their formats show them, but
    /// exact and without separators.
    fn read(cell: &Cell) -> String {
        let number = match &cell.value {
            Value::Text(text) => return text.clone(),
            Value::Number(number) | Value::Formula { result: number, .. } => number,
        };
        let (value, least): (Decimal, u32) = match cell.style {
            Style::Percent => (number.parse::<Decimal>().unwrap() * Decimal::ONE_HUNDRED, 2),
            Style::Yuan | Style::Wan | Style::Points => (number.parse().unwrap(), 2),
            _ => return number.clone(),
        };
        let mut value = value.normalize();
        value.rescale(value.scale().max(least));
        let sign = if cell.style == Style::Percent {
            "%"
        } else {
            ""
        };
        format!("{value}{sign}")
    }

    /// A workbook's only sheet as the reader of forms gets it.
    pub(crate) fn source(sheet: &Sheet) -> Source {
        let mut rows: Vec<Vec<source::Cell>> = Vec::new();
        for cell in &sheet.cells {
            rows.resize_with(rows.len().max(cell.row + 1), Vec::new);
            rows[cell.row].push(source::Cell {
                text: read(cell),
                columns: cell.columns,
                rows: cell.rows,
            });
        }
        let grid = Grid {
            name: sheet.name.clone(),
            rows,
        };
        Source {
            blocks: vec![source::Block::Grid(grid)],
            draft: None,
        }
    }

    /// What a formula gives: `SUM(B2:B4,B6)`, `ROUND(…,n)`, `MIN(a,b)`, products and
    /// quotients of numbers and cells.
    fn calculated(sheet: &Sheet, formula: &str) -> Decimal {
        if let Some(product) = formula.strip_suffix("*100") {
            return calculated(sheet, product) * Decimal::ONE_HUNDRED;
        }
        let arguments = |name: &str| formula.strip_prefix(name)?.strip_suffix(')');
        if let Some(cells) = arguments("SUM(") {
            return cells.split(',').map(|range| sum(sheet, range)).sum();
        }
        if let Some((number, digits)) = arguments("ROUND(").and_then(|a| a.rsplit_once(',')) {
            let half_up = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
            let exact = calculated(sheet, number);
            return exact.round_dp_with_strategy(digits.parse().unwrap(), half_up);
        }
        if let Some((a, b)) = arguments("MIN(").and_then(|a| a.split_once(',')) {
            return calculated(sheet, a).min(calculated(sheet, b));
        }
        if let Some((a, b)) = formula.rsplit_once('/') {
            return calculated(sheet, a) / calculated(sheet, b);
        }
        if let Some((a, b)) = formula.split_once('*') {
            return calculated(sheet, a) * calculated(sheet, b);
        }
        match formula.parse() {
            Ok(number) => number,
            Err(_) => sum(sheet, formula),
        }
    }

    fn sum(sheet: &Sheet, range: &str) -> Decimal {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let split = |address: &str| {
            let digits = address.find(|c: char| c.is_ascii_digit()).unwrap();
            let (column, row) = address.split_at(digits);
            (column.to_owned(), row.parse::<usize>().unwrap())
        };
        let ((column, top), (same, bottom)) = (split(first), split(last));
        assert_eq!(column, same, "{range}");
        let rows = (top..=bottom).map(|row| {
            let is_it = |cell: &&Cell| address(cell.row, cell.column) == format!("{column}{row}");
            let cell = sheet.cells.iter().find(is_it);
            match cell.map(|cell| &cell.value) {
                Some(Value::Number(number) | Value::Formula { result: number, .. }) => {
                    number.parse().unwrap()
                }
                Some(Value::Text(_)) | None => Decimal::ZERO,
            }
        });
        rows.sum()
    }

    /// A cell reads back as what stands in the document.
    fn check_texts(document: &Document, sheet: &Sheet) {
        let without_separators = |text: &str| text.replace(',', "");
        let tables = document.blocks.iter().filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
        let expected: Vec<String> = tables
            .flat_map(|table| table.rows.iter().flatten())
            .map(|cell| without_separators(&cell.text()))
            .collect();
        let is_of_table = |cell: &&Cell| !matches!(cell.style, Style::Title | Style::Note);
        let cells = sheet.cells.iter().filter(is_of_table);
        let read: Vec<String> = cells.map(|cell| without_separators(&read(cell))).collect();
        assert_eq!(read, expected);
    }

    /// Every formula gives what stands beside it.
    pub(crate) fn check(sheet: &Sheet) -> usize {
        let formulas = sheet.cells.iter().filter_map(|cell| match &cell.value {
            Value::Formula { formula, result } => Some((formula, result)),
            _ => None,
        });
        let mut count = 0;
        for (formula, result) in formulas {
            let expected: Decimal = result.parse().unwrap();
            assert_eq!(calculated(sheet, formula), expected, "={formula}");
            count += 1;
        }
        count
    }

    pub(crate) fn form(name: &str) -> Draft {
        let text = std::fs::read_to_string(case(name).join("draft.json")).unwrap();
        match save::read(&text) {
            save::Saved::Draft(draft) => draft,
            other => panic!("{name}: {other:?}"),
        }
    }

    #[test]
    fn the_form_is_a_sheet_in_the_layout_of_every_policy() {
        const FILES: [&str; 4] = ["hainan", "ministry", "sichuan", "hubei"];
        let mut draft = form("zipingbiao-hainan");
        for (policy, file) in policy::ALL.iter().zip(FILES) {
            draft.set(Field::Policy, policy.name);
            let document = Subject::of(&draft, None).edition(Edition::Form);
            let sheet = Sheet::of(&document, Edition::Form.label());
            let stem = format!("evaluation-{file}.sheet.txt");
            golden(&case("zipingbiao-hainan").join(stem), &listed(&sheet));
            assert!(check(&sheet) >= 3, "{}", policy.name);
        }
    }

    #[test]
    fn a_typed_score_of_the_execution_is_no_formula() {
        let policy = policy::ALL.iter().find(|policy| policy.name == "财政部");
        let mut draft = Draft::default();
        draft.set(Field::Policy, policy.unwrap().name);
        draft.set(Field::FiscalFullYear, "0");
        draft.set(Field::FiscalExecuted, "0");
        draft.set(Field::ExecutionScore, "9");
        let score = |draft: &Draft| {
            let document = Subject::of(draft, None).edition(Edition::Form);
            let sheet = Sheet::of(&document, Edition::Form.label());
            let values = sheet.cells.into_iter().map(|cell| cell.value);
            let mut scores = values.filter(|value| match value {
                Value::Number(number) => number == "9",
                Value::Formula { result, .. } => result == "9",
                Value::Text(_) => false,
            });
            let score = scores.next();
            assert_eq!(scores.next(), None);
            score
        };
        assert_eq!(score(&draft), Some(Value::Number("9".to_owned())));
        draft.set(Field::ExecutionScore, "");
        draft.set(Field::FiscalFullYear, "10");
        draft.set(Field::FiscalExecuted, "9");
        draft.set(Field::FiscalInitial, "8");
        assert!(
            matches!(score(&draft), Some(Value::Formula { .. })),
            "computed"
        );
    }

    #[test]
    fn the_summary_is_a_sheet_with_sums_and_the_rate_of_the_sums() {
        let drafts = [
            sample(),
            form("zipingbiao-hainan"),
            form("zipingbiao-daying"),
        ];
        let subjects: Vec<Subject<'_>> = drafts.iter().map(|d| Subject::of(d, None)).collect();
        let sheet = Sheet::of(&summary::document(&subjects), "汇总表");
        golden(&case("summary.sheet.txt"), &listed(&sheet));
        check(&sheet);
    }

    #[test]
    fn a_report_is_a_sheet_of_lines_across_with_its_tables_between() {
        let document = Subject::of(&sample(), None).document();
        let sheet = Sheet::of(&document, "自评报告");
        let listed = listed(&sheet);
        let shown: Vec<&str> = listed.lines().collect();
        assert_eq!(
            shown[1..4],
            [
                "A1:E1 Title “海口市项目支出绩效自评报告”",
                "A2:E2 Note “一、项目概况”",
                "A3:E3 Note “（一）项目基本情况：立项情况、实施主体项目、资金及主要内容”",
            ]
        );
        let caption = shown
            .iter()
            .position(|line| line.ends_with("“子项目资金执行情况表”"));
        let caption = caption.unwrap();
        assert_eq!(
            shown[caption..caption + 2],
            ["A35:E35 Note “子项目资金执行情况表”", "A36 Label “子项目”",]
        );
        assert_eq!(
            shown[shown.len() - 2..],
            ["A47:E47 Note “海口市公安局”", "A48:E48 Note “2022年7月7日”"]
        );
        // As wide as the paper.
        assert_eq!(sheet.widths, [17; 5]);
        check_texts(&document, &sheet);
    }

    #[test]
    fn a_number_stays_as_it_was_typed() {
        for number in ["0", "7", "2021", "95.5", "0.05"] {
            assert!(is_plain_number(number), "{number}");
        }
        for text in [
            "",
            "007",
            "1.50",
            ".5",
            "5.",
            "1,000",
            "13800138000",
            "-1",
            "95%",
            "１",
        ] {
            assert!(!is_plain_number(text), "{text}");
        }
    }

    #[test]
    fn a_total_of_more_than_the_form_shows_is_no_formula() {
        let mut draft = form("zipingbiao-hainan");
        let total = |draft: &Draft| {
            let document = Subject::of(draft, None).edition(Edition::Form);
            let sheet = Sheet::of(&document, "");
            let label = sheet
                .cells
                .iter()
                .position(|cell| cell.value == Value::Text("资金总额".to_owned()));
            sheet.cells[label.unwrap() + 2].value.clone()
        };
        assert!(matches!(total(&draft), Value::Formula { .. }));
        // The form of Hainan has no row for it.
        draft.set(Field::CarriedOverFullYear, "10");
        assert_eq!(total(&draft), Value::Number("120010".to_owned()));
    }

    #[test]
    fn what_is_masked_for_the_public_is_no_number() {
        let mut draft = form("zipingbiao-hainan");
        let place = Place::in_row(Field::IndicatorScore, 0);
        let text = "13812345678".to_owned();
        draft.apply(&Edit::Set { place, text });
        let document = Subject::of(&draft, None).edition(Edition::Form);
        let public = Public { show_names: true }.of(document);
        let sheet = listed(&Sheet::of(&public, ""));
        assert!(
            sheet.contains("“138****5678”") && !sheet.contains("1234"),
            "{sheet}"
        );
    }

    #[test]
    fn what_looks_like_a_formula_is_a_text() {
        let mut draft = sample();
        draft.set(Field::ProjectName, "=HYPERLINK(\"x\")");
        draft.set(Field::BudgetUnit, "+1");
        let subjects = [Subject::of(&draft, None)];
        let sheet = Sheet::of(&summary::document(&subjects), "");
        for text in ["=HYPERLINK(\"x\")", "+1"] {
            let value = Value::Text(text.to_owned());
            assert!(sheet.cells.iter().any(|cell| cell.value == value), "{text}");
        }
    }

    fn amounts() -> impl Strategy<Value = String> {
        "|0|[1-9][0-9]{0,8}(\\.[0-9]{1,2})?|[1-9][0-9]{0,3}(\\.[0-9]{1,2})?万元|一"
    }

    proptest! {
        #[test]
        fn every_cell_shows_what_the_document_says_and_every_formula_gives_it(
            funds in proptest::collection::vec(amounts(), 15),
            rows in proptest::collection::vec(
                ("[0-9]{1,2}", "[0-9]{1,2}", "|[0-9]{1,2}(\\.[0-9]{1,3})?", "|[1-5]0"), 0..5,
            ),
            policy in proptest::sample::select(crate::field::POLICIES),
            execution in "|[0-9]{1,2}(\\.[0-9]{1,3})?",
        ) {
            let mut draft = Draft::default();
            draft.set(Field::Policy, policy);
            draft.set(Field::ExecutionScore, execution);
            let fields = sources().flat_map(|source| source.amounts);
            fields.zip(funds).for_each(|(field, amount)| draft.set(field, amount));
            for (row, (target, actual, score, weight)) in rows.into_iter().enumerate() {
                let table = FieldTable::Indicators;
                draft.apply(&Edit::InsertRow { table, row });
                for (field, text) in [
                    (Field::IndicatorLevel3, "人数".to_owned()),
                    (Field::IndicatorTarget, target),
                    (Field::IndicatorActual, actual),
                    (Field::IndicatorScore, score),
                    (Field::IndicatorWeight, weight),
                ] {
                    let place = Place::in_row(field, row);
                    draft.apply(&Edit::Set { place, text });
                }
            }
            let subject = Subject::of(&draft, None);
            for document in [subject.edition(Edition::Form), summary::document(&[subject])] {
                let sheet = Sheet::of(&document, "");
                check(&sheet);
                check_texts(&document, &sheet);
            }
        }
    }

    #[test]
    fn columns_are_named_as_in_every_spreadsheet() {
        for (column, name) in [
            (0, "A7"),
            (25, "Z7"),
            (26, "AA7"),
            (51, "AZ7"),
            (52, "BA7"),
            (701, "ZZ7"),
            (702, "AAA7"),
        ] {
            assert_eq!(address(6, column), name);
        }
    }

    #[test]
    fn only_the_first_tables_head_is_repeated_on_every_page() {
        let document = Subject::of(&sample(), None).document();
        let sheet = Sheet::of(&document, "");
        let is_first_label = |cell: &&Cell| cell.style == Style::Label;
        let first = sheet.cells.iter().find(is_first_label).unwrap();
        assert_eq!(sheet.head, first.row + 1);
        let workbook = Workbook::of(&document, "自评报告");
        assert_eq!(workbook.sheets[0].name, "自评报告");
        assert_eq!(workbook.sheets[0].cells, sheet.cells);
    }

    fn with_bars(groups: usize, series: usize) -> Chart {
        let bar = || chart::Bar::new(None);
        let series = (0..series).map(|n| chart::Series {
            name: n.to_string(),
            bars: (0..groups).map(|_| bar()).collect(),
        });
        Chart {
            title: String::new(),
            measure: Measure::Plain,
            groups: (0..groups).map(|n| n.to_string()).collect(),
            series: series.collect(),
            cells: None,
        }
    }

    #[test]
    fn a_chart_has_a_row_for_every_bar() {
        for ((groups, series), rows) in [
            ((0, 0), 6),
            ((1, 1), 6),
            ((2, 1), 6),
            ((10, 1), 18),
            ((1, 3), 7),
            ((2, 3), 11),
            ((10, 2), 33),
        ] {
            assert_eq!(chart_rows(&with_bars(groups, series)), rows);
        }
    }

    #[test]
    fn a_chart_that_the_page_has_no_room_for_begins_one() {
        // A page has 26 rows, a chart of two groups of three has 11.
        let placed = |charts: usize, from: usize| {
            let mut sheet = Sheet {
                is_landscape: true,
                ..Sheet::default()
            };
            let mut row = from;
            for _ in 0..charts {
                sheet.chart(&mut row, &with_bars(2, 3), None);
            }
            let charts = sheet.charts.iter();
            charts
                .map(|placed| (placed.row, placed.rows, placed.begins_page))
                .collect::<Vec<_>>()
        };
        let (fits, begins) = (false, true);
        assert_eq!(
            placed(5, 4),
            [
                (4, 11, fits),
                (15, 11, fits),
                (26, 11, begins),
                (37, 11, fits),
                (48, 11, begins)
            ]
        );
        assert_eq!(placed(1, 15), [(15, 11, fits)]);
        assert_eq!(placed(1, 16), [(16, 11, begins)]);
    }
}
