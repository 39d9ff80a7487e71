//! A chart in a line of its own, with a workbook inside that has its figures: Word opens it
//! where somebody wants to change them (编辑数据).

use ziping_core::chart::Chart;
use ziping_core::document::Measure;
use ziping_core::spreadsheet::{
    chart_rows, Area, Cell, ChartSource, Sheet, Style, Value, Workbook,
};

use super::Twips;
use crate::chart::{self, MAIN, NAMESPACE, RELATIONS, TYPE};
use crate::xml::write::escape;

/// In a length of 1/20 pt there are so many of DrawingML's.
const UNITS: Twips = 635;
/// The height of a row of a sheet.
const ROW: Twips = 360;
/// The highest that fits on a page across.
const HIGHEST: Twips = 9600;

/// The lines about so many charts: what they are, and where from the document they are found.
pub(super) fn named(count: usize) -> (String, String) {
    let types = (1..=count).map(|n| {
        format!("  <Override PartName=\"/word/charts/chart{n}.xml\" ContentType=\"{TYPE}\"/>\n")
    });
    let related = (1..=count).map(|n| {
        format!(
            "  <Relationship Id=\"chart{n}\" Type=\"{RELATIONS}/chart\" Target=\"charts/chart{n}.xml\"/>\n"
        )
    });
    let workbook = match count {
        0 => "",
        _ => "  <Default Extension=\"xlsx\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet\"/>\n",
    };
    (
        workbook.to_owned() + &types.collect::<String>(),
        related.collect(),
    )
}

/// The chart and its workbook.
pub(super) fn parts(n: usize, chart: &Chart) -> [(String, Vec<u8>); 3] {
    const SHEET: &str = "数据";
    let source = ChartSource {
        groups: vec![area(0, chart)],
        series: (1..=chart.series.len())
            .map(|i| vec![area(i, chart)])
            .collect(),
    };
    let part = chart::part(chart, Some((SHEET, &source)), Some("data"));
    let related = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n  \
         <Relationship Id=\"data\" Type=\"{RELATIONS}/package\" Target=\"../embeddings/chart{n}.xlsx\"/>\n\
         </Relationships>\n"
    );
    let workbook = crate::write_xlsx(&workbook(chart, SHEET), None);
    [
        (format!("word/charts/chart{n}.xml"), part.into_bytes()),
        (
            format!("word/charts/_rels/chart{n}.xml.rels"),
            related.into_bytes(),
        ),
        (format!("word/embeddings/chart{n}.xlsx"), workbook),
    ]
}

/// The rows of the groups, below the head.
fn area(column: usize, chart: &Chart) -> Area {
    Area {
        column,
        first: 1,
        last: chart.groups.len().max(1),
    }
}

/// The names of the series in the first row, of the groups in the first column.
fn workbook(chart: &Chart, name: &str) -> Workbook {
    let cell = |row, column, value, style| Cell {
        row,
        column,
        rows: 1,
        columns: 1,
        value,
        style,
    };
    let names = chart.groups.iter().enumerate();
    let mut cells: Vec<Cell> = names
        .map(|(i, name)| cell(i + 1, 0, Value::Text(name.clone()), Style::Text))
        .collect();
    let style = match chart.measure {
        Measure::Yuan => Style::Yuan,
        Measure::TenThousand => Style::Wan,
        Measure::Share => Style::Percent,
        Measure::Points => Style::Points,
        Measure::Percent | Measure::Plain => Style::Plain,
    };
    for (i, series) in chart.series.iter().enumerate() {
        let name = Value::Text(series.name.clone());
        cells.push(cell(0, i + 1, name, Style::Label));
        for (row, bar) in series.bars.iter().enumerate() {
            if let Some(value) = bar.value {
                let value = Value::Number(value.to_string());
                cells.push(cell(row + 1, i + 1, value, style));
            }
        }
    }
    let mut widths = vec![16; chart.series.len() + 1];
    widths[0] = 30;
    Workbook {
        sheets: vec![Sheet {
            name: name.to_owned(),
            widths,
            cells,
            ..Sheet::default()
        }],
    }
}

pub(super) fn paragraph(n: usize, chart: &Chart, width: Twips) -> String {
    let rows = Twips::try_from(chart_rows(chart)).unwrap_or(Twips::MAX);
    let height = rows.saturating_mul(ROW).min(HIGHEST) * UNITS;
    let (title, words) = (escape(&chart.title), escape(&chart.description()));
    format!(
        "<w:p><w:pPr><w:pStyle w:val=\"Chart\"/></w:pPr><w:r><w:drawing>\
         <wp:inline xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\">\
         <wp:extent cx=\"{width}\" cy=\"{height}\"/>\
         <wp:docPr id=\"{n}\" name=\"{title}\" descr=\"{words}\"/>\
         <a:graphic xmlns:a=\"{MAIN}\"><a:graphicData uri=\"{NAMESPACE}\">\
         <c:chart xmlns:c=\"{NAMESPACE}\" r:id=\"chart{n}\"/>\
         </a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>\n",
        width = width * UNITS
    )
}
