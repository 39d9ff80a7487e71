//! How long the shipped page takes to read and check 1,000 Word files: `cargo xtask bench import`.

use std::fs;
use std::path::PathBuf;
use std::time::Instant;

use ziping_core::field::Field;
use ziping_core::import::source;
use ziping_core::sample::sample;
use ziping_core::Subject;
use ziping_office::{gb18030, Limits};
use ziping_tests::{dist_file, Browser, Scratch};

const FILES: usize = 1_000;
const ROUNDS: usize = 3;

/// Notes when the list first tells of files and when none of them waits any more, and the
/// longest time that the page didn't answer in between.
const NOTE: &str = "window.times = null;
    let begun = null, longest = 0, last = performance.now();
    setInterval(() => {
        const now = performance.now();
        if (begun && !window.times) longest = Math.max(longest, now - last);
        last = now;
    }, 5);
    new MutationObserver(() => {
        const progress = document.getElementById('inbox_progress');
        if (!progress || window.times) return;
        begun = begun || performance.now();
        if (progress.textContent.includes('已读 ' + arguments[0] + ' 份'))
            window.times = [performance.now() - begun, longest];
    }).observe(document.body, { subtree: true, childList: true, characterData: true });";

fn main() {
    let folder = Scratch::new();
    let mut files: Vec<PathBuf> = Vec::new();
    for at in 0..FILES {
        let mut draft = sample();
        draft.set(Field::ProjectName, format!("信息化专项计划第{at}期"));
        let document = Subject::of(&draft, None).document();
        let file = folder.path().join(format!("{at:04}.docx"));
        fs::write(&file, ziping_office::write_docx(&document, None)).expect("a file");
        files.push(file);
    }
    println!("| {FILES} Word files | ms | longest without an answer, ms |");
    println!("| --- | ---: | ---: |");
    let begun = Instant::now();
    let mut findings = 0;
    for file in &files {
        let bytes = fs::read(file).expect("the file");
        let source = ziping_office::read(&bytes, "a.docx", &Limits::default(), gb18030);
        let imported = source::read(&source.expect("a Word file"));
        findings += Subject::of(&imported.draft, None).findings().len();
    }
    let millis = begun.elapsed().as_millis();
    println!("| natively, one after the other ({findings} findings) | {millis} | |");
    for _ in 0..ROUNDS {
        let browser = Browser::start();
        let page = browser.open(&dist_file("ziping.html"));
        page.wait_for("section-basics");
        page.click("projects");
        page.click("to_inbox");
        page.js_with(NOTE, serde_json::json!([FILES]));
        page.upload_all("choose_files_file", &files);
        page.wait_within(std::time::Duration::from_secs(120), "the files", || {
            !page.js("return window.times").is_null()
        });
        let times = page.js("return window.times");
        let time = |at: usize| times[at].as_f64().unwrap_or(f64::NAN);
        println!(
            "| in the page, from the list to the last | {:.0} | {:.0} |",
            time(0),
            time(1)
        );
    }
}
