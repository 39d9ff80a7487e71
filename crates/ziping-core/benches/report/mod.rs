//! Reports of any length.

use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::place::Place;
use ziping_core::sample::sample;

/// The sample with this many sub-projects and indicators.
pub fn with_rows(rows: usize) -> Draft {
    let mut draft = sample();
    let texts = [
        (Field::SubProjectName, "子项目"),
        (Field::SubProjectAllocated, "1,800.00"),
        (Field::SubProjectSpent, "323.88"),
        // A weight that every row states is summed up once, not once a row.
        (Field::IndicatorLevel1, "产出指标(50分)"),
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

/// The same, with a sentence for each sub-project in 四（一）, by its name.
pub fn with_named_rows(rows: usize) -> Draft {
    let mut draft = with_rows(rows);
    let sentence = |row| format!("子项目{row}下达1800元，支出323.88元，支出率18%。\n");
    draft.set(Field::GoalsMet, (0..rows).map(sentence).collect::<String>());
    draft
}
