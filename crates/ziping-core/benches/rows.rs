//! Whether the whole check takes time in proportion to the report's rows, as a table:
//! `cargo bench -p ziping-core --bench rows`.

// A bench is about time; the domain has no clock.
#![allow(clippy::disallowed_types)]

#[path = "report/mod.rs"]
mod report;

use std::hint::black_box;
use std::time::{Duration, Instant};

use ziping_core::draft::Draft;
use ziping_core::field::{Kind, FIELDS};
use ziping_core::sample::sample;
use ziping_core::Subject;

const RUNS: usize = 15;
/// A run takes at least this long, so that the clock is fine enough.
const LONG_ENOUGH: Duration = Duration::from_millis(20);

/// The least and the median time of one check beside other reports, in nanoseconds.
fn times(draft: &Draft, others: &[Draft]) -> (u128, u128) {
    let check = || {
        let mut subject = Subject::of(black_box(draft), None);
        subject.others = others;
        black_box(subject.findings())
    };
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

/// Reports of the same length and of the same letters, but none of them alike: each is read
/// to its end.
fn others(count: usize) -> Vec<Draft> {
    let mut other = sample();
    for spec in FIELDS.iter().filter(|spec| spec.kind == Kind::Narrative) {
        let text: String = other.get(spec.field).chars().rev().collect();
        other.set(spec.field, text);
    }
    vec![other; count]
}

fn main() {
    for count in [0, 5, 50] {
        let (least, median) = times(&sample(), &others(count));
        println!(
            "the sample beside {count} others: {} us (least {} us)",
            median / 1_000,
            least / 1_000
        );
    }
    println!();
    table("rows of each table", report::with_rows);
    table("sub-projects named in the text", report::with_named_rows);
}

fn table(what: &str, report: fn(usize) -> Draft) {
    println!("| {what} | least, us | median, us | ns per row |");
    println!("| ---: | ---: | ---: | ---: |");
    for rows in [10, 100, 1_000, 10_000] {
        let (least, median) = times(&report(rows), &[]);
        println!(
            "| {rows} | {} | {} | {} |",
            least / 1_000,
            median / 1_000,
            median / rows as u128
        );
    }
    println!();
}
