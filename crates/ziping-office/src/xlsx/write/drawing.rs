//! The charts of a sheet: a drawing that says where they are, and a part for each.

use ziping_core::spreadsheet::{Placed, Sheet};

use super::{HEAD, RELATIONS};
use crate::chart::{self, MAIN, NAMESPACE};
use crate::xml::write::escape;

pub(super) const TYPE: &str = "application/vnd.openxmlformats-officedocument.drawing+xml";
const SPREADSHEET: &str = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing";

/// What a sheet with charts has beside itself. `charts` counts those of all sheets.
pub(super) fn parts(
    n: usize,
    sheet: &Sheet,
    name: &str,
    charts: &mut usize,
) -> Vec<(String, Vec<u8>)> {
    if sheet.charts.is_empty() {
        return Vec::new();
    }
    let of_sheet = relationship("drawing", "drawing", &format!("drawings/drawing{n}"));
    let mut drawing = format!(
        "{HEAD}<xdr:wsDr xmlns:xdr=\"{SPREADSHEET}\" xmlns:a=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">\n"
    );
    let mut of_drawing = String::new();
    let mut parts = Vec::new();
    for (i, placed) in sheet.charts.iter().enumerate() {
        *charts += 1;
        let part = format!("charts/chart{charts}");
        drawing += &anchor(i + 1, placed, sheet.widths.len().max(1));
        of_drawing += &relationship(&format!("chart{}", i + 1), "chart", &part);
        let source = placed.source.as_ref().map(|source| (name, source));
        let chart = chart::part(&placed.chart, source, None);
        parts.push((format!("xl/{part}.xml"), chart.into_bytes()));
    }
    drawing += "</xdr:wsDr>\n";
    let mut add = |name: String, content: String| parts.push((name, content.into_bytes()));
    add(
        format!("xl/worksheets/_rels/sheet{n}.xml.rels"),
        related(&of_sheet),
    );
    add(format!("xl/drawings/drawing{n}.xml"), drawing);
    add(
        format!("xl/drawings/_rels/drawing{n}.xml.rels"),
        related(&of_drawing),
    );
    parts
}

fn relationship(id: &str, kind: &str, target: &str) -> String {
    format!(
        "  <Relationship Id=\"{id}\" Type=\"{RELATIONS}/{kind}\" Target=\"../{target}.xml\"/>\n"
    )
}

fn related(lines: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\n\
         {lines}</Relationships>\n"
    )
}

/// A chart over its rows and all columns.
fn anchor(i: usize, placed: &Placed, columns: usize) -> String {
    let corner = |element: &str, column: usize, row: usize| {
        format!(
            "<xdr:{element}><xdr:col>{column}</xdr:col><xdr:colOff>0</xdr:colOff>\
             <xdr:row>{row}</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:{element}>"
        )
    };
    let chart = &placed.chart;
    let (title, words) = (escape(&chart.title), escape(&chart.description()));
    format!(
        "<xdr:twoCellAnchor>{}{}\
         <xdr:graphicFrame macro=\"\"><xdr:nvGraphicFramePr>\
         <xdr:cNvPr id=\"{}\" name=\"{title}\" descr=\"{words}\"/><xdr:cNvGraphicFramePr/></xdr:nvGraphicFramePr>\
         <xdr:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/></xdr:xfrm>\
         <a:graphic><a:graphicData uri=\"{NAMESPACE}\"><c:chart xmlns:c=\"{NAMESPACE}\" r:id=\"chart{i}\"/></a:graphicData></a:graphic>\
         </xdr:graphicFrame><xdr:clientData/></xdr:twoCellAnchor>\n",
        corner("from", 0, placed.row),
        corner("to", columns, placed.row + placed.rows),
        i + 1,
    )
}
