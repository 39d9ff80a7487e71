//! How large the files are.

use std::fs;

use ziping_tests::dist_file;

use crate::peer;
use crate::table::Line;

pub fn lines() -> Vec<Line> {
    let kilobytes = |path: &std::path::Path| fs::metadata(path).map_or(0, |file| file.len()) / 1000;
    let survey = kilobytes(&peer::survey_js().file);
    let line = |what: &str, ours: u64, goal: u64| Line {
        what: what.to_owned(),
        ours: ours.to_string(),
        beside: format!("SurveyJS {survey}"),
        goal: goal.to_string(),
        is_met: Some(ours <= goal),
    };
    vec![
        line(
            "the page, everything included, KB",
            kilobytes(&dist_file("ziping.html")),
            1_500,
        ),
        line(
            "the page without Word and Excel, KB",
            kilobytes(&peer::without_office().file),
            700,
        ),
    ]
}
