//! The accessibility checker axe-core, run inside a page.

use std::fs;

use serde_json::Value;

use crate::{workspace, Page};

/// What axe-core finds wrong with the page as it stands, a line for each element:
/// `rule: element`.
#[track_caller]
pub fn violations(page: &Page) -> Vec<String> {
    let file = workspace().join("target/npm/node_modules/axe-core/axe.min.js");
    let axe = fs::read_to_string(&file).unwrap_or_else(|_| {
        panic!(
            "{} isn't there: `cargo xtask test` installs it",
            file.display()
        )
    });
    page.js(&format!("if (!window.axe) {{ {axe} }}"));
    let found = page.js(
        "return axe.run(document, { resultTypes: ['violations'] }).then(result =>
             result.violations.flatMap(violation => violation.nodes.map(node =>
                 violation.id + ': ' + node.html.slice(0, 160))))",
    );
    let lines = found.as_array().expect("a list");
    let line = |line: &Value| line.as_str().unwrap_or_default().to_owned();
    lines.iter().map(line).collect()
}
