//! Takes the pictures of every view that the documents show: `cargo xtask shots`.

use std::fs;
use std::path::Path;

use ziping_tests::{dist_file, workspace, Browser, Options, Viewport};

/// A picture of the sample report: its name, how large the letters are, and what is clicked
/// first.
const SHOTS: &[(&str, f64, &[&str])] = &[
    ("editor", 1.0, &["section-results"]),
    ("funds", 1.0, &["section-funds"]),
    ("sub_projects", 1.0, &["section-sub_projects"]),
    ("indicators", 1.0, &["section-indicators"]),
    ("preview", 1.0, &["section-funds", "tab_preview"]),
    ("help", 1.0, &["tab_help"]),
    (
        "dark",
        1.0,
        &[
            "section-funds",
            "tab_help",
            "data-theme-dark",
            "tab_findings",
        ],
    ),
    ("zoomed", 2.0, &["section-funds"]),
];

fn main() {
    let to = workspace().join("docs/shots");
    fs::create_dir_all(&to).expect("a directory for the pictures");
    for (name, zoom, clicks) in SHOTS {
        let file = to.join(format!("{name}.png"));
        shoot(&file, *zoom, clicks);
        println!("{}", file.display());
    }
}

fn shoot(to: &Path, zoom: f64, clicks: &[&str]) {
    let browser = Browser::with(Options {
        viewport: Viewport {
            zoom,
            ..Viewport::default()
        },
        ..Options::default()
    });
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for_quiet();
    page.click("show_sample");
    for id in clicks {
        page.click(*id);
        page.wait_for_quiet();
    }
    page.screenshot(to);
}
