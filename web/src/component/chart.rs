//! Bars (条形图): a table whose figures are drawn too, so that the text is the picture's
//! equivalent. Drawn as SVG: it prints without backgrounds.

use yew::prelude::*;

/// A row of the chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    pub label: String,
    /// How much of the whole, in hundredths of a percent; `None` where there is no rate.
    pub share: Option<u32>,
    /// What is said beside the bar: `19.73%`.
    pub text: String,
    /// More about it: `362.75 / 1,838.87 万元`.
    pub note: String,
}

impl Bar {
    /// A bar for a rate as it is shown: `19.73%`, `—`.
    pub fn of_rate(label: String, rate: &str, note: String) -> Bar {
        Bar {
            label,
            share: hundredths(rate),
            text: rate.to_owned(),
            note,
        }
    }
}

/// `19.73%` as 1973.
pub fn hundredths(rate: &str) -> Option<u32> {
    let digits = rate.strip_suffix('%')?.replace(',', "");
    let (whole, rest) = digits.split_once('.').unwrap_or((&digits, ""));
    let rest = format!("{rest:0<2}");
    format!("{whole}{}", rest.get(..2)?).parse().ok()
}

#[derive(Properties, PartialEq)]
pub struct BarsProps {
    pub id: AttrValue,
    pub title: AttrValue,
    pub bars: Vec<Bar>,
    /// What the figures are: 执行率.
    pub figure: AttrValue,
    /// Below this many hundredths of a percent something is to be explained.
    #[prop_or_default]
    pub line: Option<u32>,
}

const WIDTH: u32 = 200;
const HEIGHT: u32 = 14;
const FULL: u32 = 10_000;

#[component]
pub fn BarChart(props: &BarsProps) -> Html {
    if props.bars.is_empty() {
        return html! { <div hidden=true /> };
    }
    html! {
        <figure class="chart" id={props.id.clone()}>
            <figcaption class="chart-title">{ &props.title }</figcaption>
            <table class="bars-table">
                <thead class="sr-only">
                    <tr><th scope="col">{ "名称" }</th><th scope="col">{ "图" }</th><th scope="col">{ &props.figure }</th><th scope="col">{ "说明" }</th></tr>
                </thead>
                <tbody>
                    { for props.bars.iter().enumerate().map(|(at, bar)| html! {
                        <tr key={at}>
                            <th scope="row">{ &bar.label }</th>
                            <td class="bar-cell">{ drawn(bar, props.line) }</td>
                            <td class="bar-figure">{ &bar.text }</td>
                            <td class="bar-note">{ &bar.note }</td>
                        </tr>
                    }) }
                </tbody>
            </table>
        </figure>
    }
}

fn drawn(bar: &Bar, line: Option<u32>) -> Html {
    let share = bar.share.unwrap_or(0);
    let width = WIDTH * share.min(FULL) / FULL;
    let class = match line {
        Some(line) if bar.share.is_some_and(|share| share < line) => "bar-drawn low",
        _ => "bar-drawn",
    };
    let line = line.map(|line| {
        let x = (WIDTH * line / FULL).to_string();
        html! { <line class="bar-line" x1={x.clone()} x2={x} y1="0" y2={HEIGHT.to_string()} /> }
    });
    html! {
        <svg viewBox={format!("0 0 {WIDTH} {HEIGHT}")} width={WIDTH.to_string()} height={HEIGHT.to_string()} preserveAspectRatio="none" aria-hidden="true" focusable="false">
            <rect class="bar-room" width={WIDTH.to_string()} height={HEIGHT.to_string()} rx="3" />
            <rect {class} width={width.to_string()} height={HEIGHT.to_string()} rx="3" />
            { for line }
        </svg>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_become_lengths() {
        assert_eq!(hundredths("19.73%"), Some(1973));
        assert_eq!(hundredths("100.00%"), Some(FULL));
        assert_eq!(hundredths("1,250.5%"), Some(125_050));
        assert_eq!(hundredths("7%"), Some(700));
        assert_eq!(hundredths("—"), None);
    }
}
