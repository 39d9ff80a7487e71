//! A chart as a table whose figures are drawn too (SVG without texts): who can't see the bars, or
//! opens the page in a word processor, has the figures. It has no colours, since official
//! documents are printed in black and white.

use rust_decimal::prelude::ToPrimitive;
use rust_decimal::Decimal;

use super::{columns, element, text, Node, CHART_CLASS};
use crate::chart::{Bar, Chart};

/// How long the longest bar is, and how thick each, in a drawing of so much.
const LONGEST: u32 = 990;
const THICK: u32 = 8;
const DRAWING: &str = "0 0 1000 10";

/// The fillings of three series; of fewer, the last ones.
const SHADES: [&str; 3] = ["#fff", "#bfbfbf", "#404040"];

pub(super) fn node(chart: &Chart) -> Node {
    let count = chart.series.len();
    let widths: &[u32] = match count {
        1 => &[34, 48, 18],
        _ => &[18, 16, 46, 20],
    };
    let shades = SHADES
        .iter()
        .cycle()
        .skip(SHADES.len().saturating_sub(count));
    let series: Vec<_> = chart.series.iter().zip(shades).collect();
    let longest = chart.longest();
    let groups = chart.groups.iter().enumerate().map(|(group, name)| {
        let rows = series.iter().enumerate().map(|(i, (series, shade))| {
            let mut cells = Vec::new();
            if i == 0 {
                cells.push(head(name, count));
            }
            if count > 1 {
                cells.push(element("td", "report-chart-text", vec![text(&series.name)]));
            }
            let bar = series.bars.get(group);
            let drawn = bar.map(|bar| drawing(length(bar, longest), shade));
            cells.push(element(
                "td",
                "report-chart-bar",
                drawn.into_iter().collect(),
            ));
            let figure = bar.map_or("", |bar| &bar.text);
            cells.push(element("td", "report-chart-figure", vec![text(figure)]));
            element("tr", "report-row", cells)
        });
        element("tbody", "report-chart-group", rows.collect())
    });
    let caption = element("caption", "report-caption", vec![text(&chart.title)]);
    let children = [caption, columns(widths)].into_iter().chain(groups);
    element("table", CHART_CLASS, children.collect())
}

/// The name of a group, beside all of its bars.
fn head(name: &str, bars: usize) -> Node {
    let span = match bars {
        1 => vec![("scope", "row".to_owned())],
        _ => vec![
            ("rowspan", bars.to_string()),
            ("scope", "rowgroup".to_owned()),
        ],
    };
    Node::Element {
        tag: "th",
        class: "report-chart-name",
        field: None,
        attributes: span,
        children: vec![text(name)],
    }
}

/// What is less than nothing has no bar; what is more has one that can be seen.
fn length(bar: &Bar, longest: Option<Decimal>) -> u32 {
    let value = bar.value.filter(|value| *value > Decimal::ZERO);
    let share = value
        .zip(longest)
        .and_then(|(value, longest)| value.checked_div(longest));
    let length = share.and_then(|share| (share * Decimal::from(LONGEST)).to_u32());
    length.map_or(0, |length| length.max(1))
}

fn drawing(length: u32, shade: &str) -> Node {
    let attributes = |pairs: &[(&'static str, &str)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect()
    };
    let bar = Node::Element {
        tag: "rect",
        class: "",
        field: None,
        attributes: attributes(&[
            ("x", "4"),
            ("y", "1"),
            ("width", &length.to_string()),
            ("height", &THICK.to_string()),
            ("fill", shade),
            ("stroke", "#000"),
            ("vector-effect", "non-scaling-stroke"),
        ]),
        children: Vec::new(),
    };
    Node::Element {
        tag: "svg",
        class: "report-chart-drawing",
        field: None,
        attributes: attributes(&[
            ("viewBox", DRAWING),
            ("preserveAspectRatio", "none"),
            ("aria-hidden", "true"),
        ]),
        children: if length > 0 { vec![bar] } else { Vec::new() },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::Series;
    use crate::document::Measure;

    fn chart(values: &[Option<&str>], series: usize) -> Chart {
        let bar = |value: &Option<&str>| Bar {
            value: value.map(|value| value.parse().unwrap()),
            text: value.unwrap_or("—").to_owned(),
        };
        let series = (0..series).map(|i| Series {
            name: format!("数{i}"),
            bars: values.iter().map(bar).collect(),
        });
        Chart {
            title: "图".to_owned(),
            measure: Measure::Plain,
            groups: values.iter().map(|_| "<项目>".to_owned()).collect(),
            series: series.collect(),
            cells: None,
        }
    }

    fn html(chart: &Chart) -> String {
        let mut html = String::new();
        node(chart).write(&mut html);
        html
    }

    /// What stands in this attribute of each bar.
    fn of_bars(chart: &Chart, attribute: &str) -> Vec<String> {
        let html = html(chart);
        let bars = html.split("<rect ").skip(1);
        let values = bars.filter_map(|bar| {
            let (_, rest) = bar.split_once(&format!("{attribute}=\""))?;
            Some(rest.split_once('"')?.0.to_owned())
        });
        values.collect()
    }

    #[test]
    fn bars_are_as_long_as_their_figures_ask() {
        let values = ["100", "50", "0.001", "0", "-100"].map(Some);
        let values = [&values[..], &[None]].concat();
        assert_eq!(of_bars(&chart(&values, 1), "width"), ["990", "495", "1"]);
        let nothing = [Some("0"), Some("-1"), None];
        assert_eq!(of_bars(&chart(&nothing, 1), "width"), [""; 0]);
        let largest = Decimal::MAX.to_string();
        let values = [Some(largest.as_str()), Some("1")];
        assert_eq!(of_bars(&chart(&values, 1), "width"), ["990", "1"]);
    }

    #[test]
    fn series_are_told_apart_without_colours() {
        let of = |series| of_bars(&chart(&[Some("1")], series), "fill");
        assert_eq!(of(1), ["#404040"]);
        assert_eq!(of(2), ["#bfbfbf", "#404040"]);
        assert_eq!(of(3), ["#fff", "#bfbfbf", "#404040"]);
    }

    #[test]
    fn one_series_needs_no_name_and_of_several_each_bar_has_its_own() {
        let one = html(&chart(&[Some("1"), Some("2")], 1));
        assert!(!one.contains("数0") && !one.contains("rowspan"), "{one}");
        assert_eq!(one.matches("scope=\"row\"").count(), 2, "{one}");
        assert_eq!(one.matches("<col").count(), 3 + 1, "{one}");
        let two = html(&chart(&[Some("1"), Some("2")], 2));
        assert_eq!(two.matches(">数0</td>").count(), 2, "{two}");
        assert_eq!(two.matches(">数1</td>").count(), 2, "{two}");
        assert_eq!(two.matches("scope=\"rowgroup\"").count(), 2, "{two}");
        assert_eq!(two.matches("<th").count(), 2, "{two}");
        assert_eq!(two.matches("<col").count(), 4 + 1, "{two}");
    }

    #[test]
    fn every_figure_stands_beside_its_bar_and_a_name_is_text() {
        let html = html(&chart(&[Some("1.50"), None], 2));
        assert_eq!(html.matches(">1.50</td>").count(), 2, "{html}");
        assert_eq!(html.matches(">—</td>").count(), 2, "{html}");
        assert_eq!(html.matches("rowspan=\"2\"").count(), 2, "{html}");
        assert!(
            html.contains("&lt;项目&gt;</th>") && !html.contains("<项目>"),
            "{html}"
        );
    }
}
