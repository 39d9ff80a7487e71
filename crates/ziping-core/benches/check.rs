//! How long the whole check takes, on the sample and as rows grow:
//! `cargo bench -p ziping-core`.

use std::hint::black_box;

use criterion::{criterion_group, criterion_main, BenchmarkId, Criterion, Throughput};
use ziping_core::draft::{Draft, Edit};
use ziping_core::export;
use ziping_core::field::{Field, Table};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::Subject;

/// The sample with this many sub-projects and indicators.
fn with_rows(rows: usize) -> Draft {
    let mut draft = sample();
    let texts = [
        (Field::SubProjectName, "子项目"),
        (Field::SubProjectAllocated, "1,800.00"),
        (Field::SubProjectSpent, "323.88"),
        (Field::IndicatorLevel1, "产出指标"),
        (Field::IndicatorLevel2, "数量指标"),
        (Field::IndicatorLevel3, "资助学生人数"),
        (Field::IndicatorTarget, "52"),
        (Field::IndicatorUnit, "人"),
        (Field::IndicatorActual, "10"),
        (Field::IndicatorWeight, "0.01"),
    ];
    for row in 0..rows {
        for table in Table::ALL {
            draft.apply(&Edit::InsertRow { table: *table, row });
        }
        for (field, text) in texts {
            let text = match field {
                Field::SubProjectName | Field::IndicatorLevel3 => format!("{text}{row}"),
                _ => text.to_owned(),
            };
            let place = Place::in_row(field, row);
            draft.apply(&Edit::Set { place, text });
        }
    }
    draft
}

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
    let mut group = c.benchmark_group("check rows");
    group.sample_size(20);
    for rows in [10, 100, 1_000, 10_000] {
        let draft = with_rows(rows);
        group.throughput(Throughput::Elements(rows as u64));
        group.bench_with_input(BenchmarkId::from_parameter(rows), &draft, |b, draft| {
            b.iter(|| black_box(Subject::of(black_box(draft), None).findings()));
        });
    }
    group.finish();
}

criterion_group!(benches, check);
criterion_main!(benches);
