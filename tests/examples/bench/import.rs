//! How long the shipped page takes to read and check 1,000 Word files.

use std::fs;
use std::hint::black_box;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ziping_core::field::Field;
use ziping_core::import::source;
use ziping_core::sample::sample;
use ziping_core::Subject;
use ziping_office::{gb18030, Limits};
use ziping_tests::{dist_file, Browser, Scratch};

use crate::table::{Line, Times};

const FILES: usize = 1_000;
const ROUNDS: usize = 3;
const LONGEST: Duration = Duration::from_secs(120);

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

pub fn lines() -> Vec<Line> {
    let folder = Scratch::new();
    let files = reports(&folder);
    let native = natively(&files);
    let (mut times, mut pauses) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let [time, pause] = in_the_page(&files);
        times.push(time);
        pauses.push(pause);
    }
    let times = Times(times);
    vec![
        Line {
            what: format!("{FILES} .docx read and checked in the page, ms"),
            ours: times.show(),
            beside: format!("natively {native:.0}"),
            goal: "5000".to_owned(),
            is_met: Some(times.median() <= 5_000.0),
        },
        Line {
            what: "the longest time without an answer meanwhile, ms".to_owned(),
            ours: Times(pauses).show(),
            beside: String::new(),
            goal: String::new(),
            is_met: None,
        },
    ]
}

fn reports(folder: &Scratch) -> Vec<PathBuf> {
    let report = |at: usize| {
        let mut draft = sample();
        draft.set(Field::ProjectName, format!("信息化专项计划第{at}期"));
        let document = Subject::of(&draft, None).document();
        let file = folder.path().join(format!("{at:04}.docx"));
        fs::write(&file, ziping_office::write_docx(&document, None)).expect("a file");
        file
    };
    (0..FILES).map(report).collect()
}

/// One after the other, in milliseconds.
fn natively(files: &[PathBuf]) -> f64 {
    let begun = Instant::now();
    for file in files {
        let bytes = fs::read(file).expect("the file");
        let source = ziping_office::read(&bytes, "a.docx", &Limits::default(), gb18030);
        let imported = source::read(&source.expect("a Word file"));
        black_box(Subject::of(&imported.draft, None).findings());
    }
    begun.elapsed().as_secs_f64() * 1e3
}

/// From the list to the last file, and the longest time without an answer, in milliseconds.
fn in_the_page(files: &[PathBuf]) -> [f64; 2] {
    let browser = Browser::start();
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page.click("projects");
    page.click("to_inbox");
    page.js_with(NOTE, serde_json::json!([FILES]));
    page.upload_all("choose_files_file", files);
    page.wait_within(LONGEST, "the files", || {
        !page.js("return window.times").is_null()
    });
    let times = page.js("return window.times");
    [0, 1].map(|at| times[at].as_f64().unwrap_or(f64::NAN))
}
