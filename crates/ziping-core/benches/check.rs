//! How long the whole check takes, on the sample and as rows grow:
//! `cargo bench -p ziping-core`.

#[path = "report/mod.rs"]
mod report;

use std::hint::black_box;

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use ziping_core::draft::Draft;
use ziping_core::export;
use ziping_core::sample::sample;
use ziping_core::Subject;

fn check(c: &mut Criterion) {
    let draft = sample();
    c.bench_function("check the sample", |b| {
        b.iter(|| black_box(Subject::of(black_box(&draft), None).findings()));
    });
    c.bench_function("check and export the sample as HTML", |b| {
        b.iter(|| {
            let subject = Subject::of(black_box(&draft), None);
            let document = subject.final_document(&subject.findings());
            black_box(export::html::write(&document, &draft))
        });
    });
    rows(c, "check rows", report::with_rows);
    rows(c, "check named rows", report::with_named_rows);
}

fn rows(c: &mut Criterion, name: &str, report: fn(usize) -> Draft) {
    let mut group = c.benchmark_group(name);
    group.sample_size(20);
    for rows in [10, 100, 1_000, 10_000] {
        let draft = report(rows);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_with_input(BenchmarkId::from_parameter(rows), &draft, |b, draft| {
            b.iter(|| black_box(Subject::of(black_box(draft), None).findings()));
        });
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);
