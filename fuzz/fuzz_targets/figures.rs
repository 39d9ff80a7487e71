//! The figures of any text lie in it, in order, without overlapping; every finding about it
//! points into it; every fix can be carried out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::place::{Place, Span};
use ziping_core::{figures, Subject};

/// Goals, results and plans are read in different ways.
const FIELDS: [Field; 4] = [
    Field::AnnualGoal,
    Field::GoalsMet,
    Field::GoalsUnmet,
    Field::FollowUpPlan,
];

fn is_in(text: &str, span: Span) -> bool {
    span.start <= span.end && text.get(span.start..span.end).is_some()
}

/// As little as the rules about figures need, so that a run is quick.
fn some_figures() -> Draft {
    let mut draft = Draft::default();
    draft.set(Field::ReportYear, "2021");
    draft.set(Field::FiscalFullYear, "18388700");
    draft.set(Field::FiscalExecuted, "3627500");
    for (row, name) in ["户政平台", "社管平台"].into_iter().enumerate() {
        let table = Table::SubProjects;
        draft.apply(&Edit::InsertRow { table, row });
        for (field, text) in [
            (Field::SubProjectName, name),
            (Field::SubProjectAllocated, "100000"),
            (Field::SubProjectSpent, "19730"),
        ] {
            draft.apply(&Edit::Set {
                place: Place::in_row(field, row),
                text: text.to_owned(),
            });
        }
    }
    draft
}

fuzz_target!(|text: &str| {
    let mut end = 0;
    for mention in figures::find(text) {
        assert!(is_in(text, mention.span) && mention.span.start >= end);
        end = mention.span.end;
        for around in [mention.subject, mention.segment, mention.sentence] {
            assert!(is_in(text, around), "{mention:?}");
        }
        assert!(mention.sentence.start <= mention.segment.start);
        assert!(mention.segment.end <= mention.sentence.end);
    }
    let field = FIELDS[text.len() % FIELDS.len()];
    let mut draft = some_figures();
    draft.set(field, text);
    let findings = Subject::of(&draft, None).findings();
    for finding in findings {
        let typed = draft.text(&finding.place);
        assert!(
            finding.place.span.is_none_or(|span| is_in(typed, span)),
            "{finding:?}"
        );
        if let Some(fix) = finding.fix {
            let mut mended = draft.clone();
            fix.edits.iter().for_each(|edit| mended.apply(edit));
            assert_ne!(mended, draft, "{} changes nothing", fix.label);
        }
    }
});
