//! Any page is read without a panic, and no text between tags is lost.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_core::import::source::{Block, Source};
use ziping_office::{gb18030, read, Limits};

fn texts(source: &Source) -> String {
    let text = |block: &Block| match block {
        Block::Line(line) => line.clone(),
        Block::Grid(grid) => {
            let cells = grid.rows.iter().flatten();
            cells.map(|cell| cell.text.as_str()).collect()
        }
    };
    source.blocks.iter().map(text).collect()
}

fuzz_target!(|page: &str| {
    let html = format!("<html>{page}");
    let source = read(html.as_bytes(), "a.html", &Limits::default(), gb18030);
    // Without markup everything is text.
    if let (Ok(source), false) = (source, page.contains(['<', '&', '\0'])) {
        let dense = |text: &str| -> String { text.split_whitespace().collect() };
        assert_eq!(dense(&texts(&source)), dense(page));
    }
});
