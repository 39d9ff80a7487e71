//! A chart (图表): groups of bars from the left to the right, with their figures. What it shows
//! stands in the document's tables and sentences too: formats without pictures leave it out.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::document::{At, Figure, Measure};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chart {
    /// 图题, with the unit: `资金执行情况（元）`.
    pub title: String,
    /// What every bar measures.
    pub measure: Measure,
    /// What each group of bars is about.
    pub groups: Vec<String>,
    /// A bar in every group each, told apart by their shades.
    pub series: Vec<Series>,
    /// Where the table before it has all this. It doesn't go along where a document is handed
    /// to another module.
    #[serde(skip)]
    pub cells: Option<Cells>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Series {
    pub name: String,
    /// By group.
    pub bars: Vec<Bar>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    /// Exact, in the chart's measure; `None` where it isn't known.
    #[serde(with = "exact")]
    pub value: Option<Decimal>,
    /// What is written at it.
    pub text: String,
}

/// The cells of a table that a chart shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cells {
    pub(crate) groups: Vec<At>,
    /// By series and group.
    pub(crate) bars: Vec<Vec<At>>,
}

impl Bar {
    pub(crate) fn new(figure: Option<(Figure, String)>) -> Bar {
        match figure {
            Some((figure, text)) => Bar {
                value: Some(figure.value),
                text,
            },
            None => Bar {
                value: None,
                text: "—".to_owned(),
            },
        }
    }
}

impl Chart {
    /// Everything that it shows, in words: `年初预算数：资金总额 18,388,700.00，…`.
    pub fn description(&self) -> String {
        let of_series = |series: &Series| {
            let bars = self.groups.iter().zip(&series.bars);
            let bars: Vec<String> = bars
                .map(|(group, bar)| format!("{group} {}", bar.text))
                .collect();
            format!("{}：{}。", series.name, bars.join("，"))
        };
        self.series.iter().map(of_series).collect()
    }

    /// What its longest bar stands for; `None` where no bar has a length.
    pub(crate) fn longest(&self) -> Option<Decimal> {
        let bars = self.series.iter().flat_map(|series| &series.bars);
        let longest = bars.filter_map(|bar| bar.value).max();
        longest.filter(|value| *value > Decimal::ZERO)
    }
}

/// Decimals as texts, digit by digit.
mod exact {
    use rust_decimal::Decimal;
    use serde::de::Error;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    pub(super) fn serialize<S: Serializer>(
        value: &Option<Decimal>,
        serializer: S,
    ) -> Result<S::Ok, S::Error> {
        let text = value.map(|value| value.to_string());
        text.serialize(serializer)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(
        json: D,
    ) -> Result<Option<Decimal>, D::Error> {
        let text = Option::<String>::deserialize(json)?;
        let value = text.map(|text| Decimal::from_str_exact(&text)).transpose();
        value.map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_of_nothing_have_no_length() {
        let longest = |texts: &[&str]| {
            let bars = texts.iter().map(|text| Bar {
                value: text.parse().ok(),
                text: (*text).to_owned(),
            });
            let chart = Chart {
                title: String::new(),
                measure: Measure::Yuan,
                groups: vec![String::new(); texts.len()],
                series: vec![Series {
                    name: String::new(),
                    bars: bars.collect(),
                }],
                cells: None,
            };
            chart.longest()
        };
        assert_eq!(longest(&["0", "—"]), None);
        assert_eq!(longest(&["-1"]), None);
        assert_eq!(longest(&["3", "0.5"]), Some(Decimal::from(3)));
    }

    #[test]
    fn a_chart_comes_back_from_json_digit_by_digit() {
        let bar = |text: &str| Bar {
            value: text.parse().ok(),
            text: text.to_owned(),
        };
        let chart = Chart {
            title: "资金执行情况（元）".to_owned(),
            measure: Measure::Yuan,
            groups: vec!["甲".to_owned(), "乙".to_owned()],
            series: vec![Series {
                name: "全年执行数".to_owned(),
                bars: vec![bar("79228162514264337593543950.335"), bar("—")],
            }],
            cells: None,
        };
        let json = serde_json::to_string(&chart).unwrap();
        assert_eq!(serde_json::from_str::<Chart>(&json).unwrap(), chart);
        assert!(serde_json::from_str::<Chart>(&json.replace(".335", "五")).is_err());
        assert_eq!(
            chart.description(),
            "全年执行数：甲 79228162514264337593543950.335，乙 —。"
        );
    }
}
