//! Whether the whole check takes time in proportion to the report's rows, as a table:
//! `cargo bench -p ziping-core --bench rows`.

// A bench is about time; the domain has no clock.
#![allow(clippy::disallowed_types)]

#[path = "report/mod.rs"]
mod report;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ziping_core::draft::Draft;
use ziping_core::sample::sample;
use ziping_core::Subject;

const RUNS: usize = 15;
/// A run takes at least this long, so that the clock is fine enough.
const LONG_ENOUGH: Duration = Duration::from_millis(20);

/// The least and the median time of one check, in nanoseconds.
fn times(draft: &Draft) -> (u128, u128) {
    let check = || black_box(Subject::of(black_box(draft), None).findings());
    let start = Instant::now();
    let mut checks = 0;
    while start.elapsed() < LONG_ENOUGH {
        check();
        checks += 1;
    }
    let mut times: Vec<u128> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            (0..checks).for_each(|_| drop(check()));
            start.elapsed().as_nanos() / checks
        })
        .collect();
    times.sort_unstable();
    (times[0], times[RUNS / 2])
}

fn main() {
    let (least, median) = times(&sample());
    println!(
        "the sample: {} us (least {} us)\n",
        median / 1_000,
        least / 1_000
    );
    table("rows of each table", report::with_rows);
    table("sub-projects named in the text", report::with_named_rows);
}

fn table(what: &str, report: fn(usize) -> Draft) {
    println!("| {what} | least, us | median, us | ns per row |");
    println!("| ---: | ---: | ---: | ---: |");
    for rows in [10, 100, 1_000, 10_000] {
        let (least, median) = times(&report(rows));
        println!(
            "| {rows} | {} | {} | {} |",
            least / 1_000,
            median / 1_000,
            median / rows as u128
        );
    }
    println!();
}
