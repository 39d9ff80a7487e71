//! A chart as Word and Excel have it (DrawingML): the figures are in a sheet, and once more
//! in the chart, which shows them without it. As on the web page it has no colours.

use ziping_core::chart::{Chart, Series};
use ziping_core::document::Measure;
use ziping_core::spreadsheet::{Area, ChartSource};

use crate::xml::write::escape;

pub(crate) const NAMESPACE: &str = "http://schemas.openxmlformats.org/drawingml/2006/chart";
pub(crate) const MAIN: &str = "http://schemas.openxmlformats.org/drawingml/2006/main";
pub(crate) const RELATIONS: &str =
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
pub(crate) const TYPE: &str = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// The fillings of three series; of fewer, the last ones.
const SHADES: [&str; 3] = ["FFFFFF", "BFBFBF", "404040"];

/// The chart's part. `source` says in which sheet its figures are, and where; `data` is the
/// relationship to a workbook of its own.
pub(crate) fn part(
    chart: &Chart,
    source: Option<(&str, &ChartSource)>,
    data: Option<&str>,
) -> String {
    let groups = chart.groups.iter().map(|group| Some(group.clone()));
    let groups = values(
        "str",
        "",
        &groups.collect::<Vec<_>>(),
        source.map(|(sheet, source)| formula(sheet, &source.groups)),
    );
    let format = format_of(chart.measure);
    let skipped = SHADES.len().saturating_sub(chart.series.len());
    let shades = SHADES.into_iter().cycle().skip(skipped);
    let series = chart.series.iter().zip(shades).enumerate();
    let series = series.map(|(i, (series, shade))| {
        let areas = source.and_then(|(sheet, source)| Some((sheet, source.series.get(i)?)));
        let cells = areas.map(|(sheet, areas)| formula(sheet, areas));
        self::series(i, series, shade, format, &groups, cells)
    });
    let series: String = series.collect();
    let legend = match chart.series.len() {
        0 | 1 => String::new(),
        _ => format!(
            "<c:legend><c:legendPos val=\"t\"/><c:overlay val=\"0\"/>{}</c:legend>\n",
            letters("none")
        ),
    };
    let data = data.map_or(String::new(), |id| {
        format!("<c:externalData r:id=\"{id}\"><c:autoUpdate val=\"0\"/></c:externalData>\n")
    });
    let (title, small) = (escape(&chart.title), letters("square"));
    // Bars that don't begin at nothing would lie, but where some are less than that.
    let mut bars = chart.series.iter().flat_map(|series| &series.bars);
    let least = match bars.any(|bar| bar.value.is_some_and(|value| value.is_sign_negative())) {
        true => "",
        false => "<c:min val=\"0\"/>",
    };
    format!(
        "{HEAD}<c:chartSpace xmlns:c=\"{NAMESPACE}\" xmlns:a=\"{MAIN}\" xmlns:r=\"{RELATIONS}\">\n\
         <c:roundedCorners val=\"0\"/>\n<c:chart>\n\
         <c:title><c:tx><c:rich><a:bodyPr/><a:p><a:pPr>{heading}</a:pPr><a:r>{run}<a:t>{title}</a:t></a:r></a:p></c:rich></c:tx><c:overlay val=\"0\"/></c:title>\n\
         <c:autoTitleDeleted val=\"0\"/>\n<c:plotArea><c:layout/>\n\
         <c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/><c:varyColors val=\"0\"/>\n\
         {series}\
         <c:gapWidth val=\"50\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>\n\
         <c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete val=\"0\"/><c:axPos val=\"l\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"low\"/>{LINE}{small}<c:crossAx val=\"2\"/><c:crosses val=\"autoZero\"/></c:catAx>\n\
         <c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/>{least}</c:scaling><c:delete val=\"1\"/><c:axPos val=\"t\"/><c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/><c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"1\"/><c:crosses val=\"autoZero\"/></c:valAx>\n\
         </c:plotArea>\n{legend}\
         <c:plotVisOnly val=\"0\"/><c:dispBlanksAs val=\"gap\"/>\n</c:chart>\n\
         <c:spPr><a:solidFill><a:srgbClr val=\"FFFFFF\"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>\n\
         {data}</c:chartSpace>\n",
        heading = font("defRPr", 1200, "黑体"),
        run = font("rPr", 1200, "黑体"),
    )
}

const LINE: &str = "<c:spPr><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></c:spPr>";

fn series(
    i: usize,
    series: &Series,
    shade: &str,
    format: &str,
    groups: &str,
    cells: Option<String>,
) -> String {
    let numbers = series.bars.iter();
    let numbers: Vec<Option<String>> = numbers
        .map(|bar| bar.value.map(|value| value.to_string()))
        .collect();
    format!(
        "<c:ser><c:idx val=\"{i}\"/><c:order val=\"{i}\"/><c:tx><c:v>{name}</c:v></c:tx>\
         <c:spPr><a:solidFill><a:srgbClr val=\"{shade}\"/></a:solidFill><a:ln w=\"9525\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill></a:ln></c:spPr><c:invertIfNegative val=\"0\"/>\n\
         <c:dLbls><c:numFmt formatCode=\"{format}\" sourceLinked=\"0\"/><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>{small}<c:dLblPos val=\"outEnd\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>\n\
         <c:cat>{groups}</c:cat>\n<c:val>{values}</c:val></c:ser>\n",
        name = escape(&series.name),
        small = letters("none"),
        values = values("num", format, &numbers, cells),
    )
}

/// Texts or numbers, with the cells that they are from.
fn values(kind: &str, format: &str, values: &[Option<String>], cells: Option<String>) -> String {
    let format = match kind {
        "num" => format!("<c:formatCode>{format}</c:formatCode>"),
        _ => String::new(),
    };
    let points = values.iter().enumerate().filter_map(|(i, value)| {
        let value = escape(value.as_ref()?);
        Some(format!("<c:pt idx=\"{i}\"><c:v>{value}</c:v></c:pt>"))
    });
    let points: String = points.collect();
    let content = format!("{format}<c:ptCount val=\"{}\"/>{points}", values.len());
    match cells {
        Some(cells) => format!(
            "<c:{kind}Ref><c:f>{}</c:f><c:{kind}Cache>{content}</c:{kind}Cache></c:{kind}Ref>",
            escape(&cells)
        ),
        None => format!("<c:{kind}Lit>{content}</c:{kind}Lit>"),
    }
}

/// `'汇总表'!$C$3:$C$5`; in brackets where it is more than one area.
fn formula(sheet: &str, areas: &[Area]) -> String {
    let sheet = sheet.replace('\'', "''");
    let areas = areas.iter().map(|area| {
        let name = crate::xlsx::column_name(area.column);
        let (first, last) = (area.first + 1, area.last + 1);
        match first == last {
            true => format!("'{sheet}'!${name}${first}"),
            false => format!("'{sheet}'!${name}${first}:${name}${last}"),
        }
    });
    let areas: Vec<String> = areas.collect();
    match &areas[..] {
        [area] => area.clone(),
        areas => format!("({})", areas.join(",")),
    }
}

/// How the figures show, as in the cells of a sheet.
fn format_of(measure: Measure) -> &'static str {
    match measure {
        Measure::Yuan | Measure::TenThousand => "#,##0.00####",
        Measure::Share => "0.00%",
        Measure::Points => "0.00##",
        Measure::Percent | Measure::Plain => "General",
    }
}

/// The letters of labels. Figures stay in one line.
fn letters(wrap: &str) -> String {
    format!(
        "<c:txPr><a:bodyPr wrap=\"{wrap}\"/><a:p><a:pPr>{}</a:pPr><a:endParaRPr lang=\"zh-CN\"/></a:p></c:txPr>",
        font("defRPr", 1000, "仿宋_GB2312")
    )
}

/// The size is in 1/100 pt.
fn font(element: &str, size: u32, name: &str) -> String {
    format!(
        "<a:{element} sz=\"{size}\" b=\"0\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill>\
         <a:latin typeface=\"{name}\"/><a:ea typeface=\"{name}\"/></a:{element}>"
    )
}
