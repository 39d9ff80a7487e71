//! How long checking and exporting the sample takes, natively and in WebAssembly.

use std::hint::black_box;
use std::time::{Duration, Instant};

use ziping_core::sample::sample;
use ziping_core::{export, save, Subject};
use ziping_tests::node::node;

use crate::table::Line;

const RUNS: usize = 40;
/// A run takes at least this long, so that the clock is fine enough.
const LONG_ENOUGH: Duration = Duration::from_millis(20);

/// Times in microseconds a call, as here: what is asked for is called until the engine has made
/// it fast, then in runs.
const IN_NODE: &str = "
import { check, exportReport, importReport } from 'ziping-wasm';
import { readFileSync } from 'node:fs';
const bytes = readFileSync(0);
const { draft } = importReport(bytes, 'draft.json').reports?.[0] ?? importReport(bytes, 'draft.json');
const options = { today: '2022-03-01' };
const calls = {
  check: () => check(draft, options),
  html: () => exportReport(draft, 'html', options),
  docx: () => exportReport(draft, 'docx', options),
};
for (const name of process.argv.slice(2)) {
  const call = calls[name];
  for (let i = 0; i < 300; i++) call();
  const times = [];
  for (let run = 0; run < 40; run++) {
    const start = process.hrtime.bigint();
    for (let i = 0; i < 20; i++) call();
    times.push(Number(process.hrtime.bigint() - start) / 20 / 1e3);
  }
  times.sort((a, b) => a - b);
  console.log(times[times.length / 2]);
}
";

/// The median in microseconds.
fn native(call: impl Fn()) -> f64 {
    let mut times: Vec<f64> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            let mut calls = 0;
            while start.elapsed() < LONG_ENOUGH {
                call();
                calls += 1;
            }
            start.elapsed().as_secs_f64() * 1e6 / f64::from(calls)
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times[RUNS / 2]
}

fn in_node(calls: &[&str]) -> Vec<f64> {
    let printed = node(IN_NODE, calls, &save::write(&sample()));
    let times = printed.lines().map(|line| line.parse().expect("a time"));
    times.collect()
}

pub fn checks() -> Vec<Line> {
    let draft = sample();
    let native = native(|| {
        black_box(Subject::of(black_box(&draft), None).findings());
    });
    let module = in_node(&["check"])[0];
    let line = |what: &str, time: f64, goal: f64| Line {
        what: format!("the whole check of the sample, µs, {what}"),
        ours: format!("{time:.0}"),
        beside: String::new(),
        goal: format!("{goal:.0}"),
        is_met: Some(time <= goal),
    };
    vec![
        line("natively", native, 200.0),
        line(
            "in WebAssembly, the border to JavaScript included",
            module,
            600.0,
        ),
    ]
}

pub fn exports() -> Vec<Line> {
    let draft = sample();
    let html = native(|| {
        let subject = Subject::of(black_box(&draft), None);
        let document = subject.final_document(&subject.findings());
        black_box(export::html::write(&document, &draft));
    });
    let docx = native(|| {
        let document = Subject::of(black_box(&draft), None).document();
        black_box(ziping_office::write_docx(&document, None));
    });
    let modules = in_node(&["html", "docx"]);
    let line = |what: &str, native: f64, module: f64| Line {
        what: format!("the sample as {what}, ms, in WebAssembly"),
        ours: format!("{:.1}", module / 1e3),
        beside: format!("natively {:.1}", native / 1e3),
        goal: String::new(),
        is_met: None,
    };
    vec![
        line("HTML", html, modules[0]),
        line("Word", docx, modules[1]),
    ]
}
