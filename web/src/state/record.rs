//! A project as it is stored: a line about it and its draft, with a checksum.
//!
//! Two texts of the same make. The record holds all; its head alone is stored beside it, so
//! that a list of projects reads no drafts:
//!
//! ```text
//! ziping-record 1 <checksum of the rest>
//! {"id":…,"revision":…,"changed":…,"summary":{…}}
//! <the draft as core's save writes it>
//! ```

use serde_json::{json, Value as Json};
use ziping_core::draft::Draft;
use ziping_core::field::{Field, Need};
use ziping_core::funds::Stage;
use ziping_core::place::Place;
use ziping_core::save::backup::RECORD;
use ziping_core::save::frame::{frame, unframe, Framed};
use ziping_core::save::{self, Saved};

use crate::review::{Counts, Review};

const HEAD: &str = "ziping-head";

/// What is known of a stored project without reading its draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    pub id: String,
    /// Counts the writes; of two copies the higher one is the newer.
    pub revision: u64,
    /// Which open page wrote it.
    pub writer: String,
    /// By the computer's clock, in milliseconds since 1970.
    pub created: u64,
    pub changed: u64,
    pub summary: Summary,
}

/// What the list of projects shows, worked out once, when the project is saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    pub year: String,
    pub name: String,
    pub unit: String,
    /// 全年预算数, in 元; empty where it isn't known.
    pub budget: String,
    /// 执行率
    pub rate: String,
    /// 总分 and 等级; empty without indicators.
    pub score: String,
    pub grade: String,
    pub counts: Counts,
    /// How many places have to be filled in, and how many of them are.
    pub required: usize,
    pub filled: usize,
    /// How many characters are written.
    pub characters: usize,
}

impl Summary {
    pub fn of(draft: &Draft, review: &Review) -> Summary {
        let total = &review.figures.total;
        let amount = total.amount(Stage::FullYear);
        let (score, grade) = review.scores.total.clone();
        let (required, filled) = progress(draft);
        Summary {
            year: line(draft, Field::ReportYear),
            name: line(draft, Field::ProjectName),
            unit: line(draft, Field::BudgetUnit),
            budget: amount.map(|yuan| yuan.to_string()).unwrap_or_default(),
            rate: total
                .rate
                .percent()
                .map(|p| p.to_string())
                .unwrap_or_default(),
            score,
            grade,
            counts: review.counts(),
            required,
            filled,
            characters: characters(draft),
        }
    }
}

/// The first line of a text, not too much of it.
pub fn line(draft: &Draft, field: Field) -> String {
    let text = draft.get(field).trim();
    let first = text.lines().next().unwrap_or_default();
    first.chars().take(80).collect()
}

/// How many places have to be filled in, and how many of them are.
pub fn progress(draft: &Draft) -> (usize, usize) {
    let places = draft.places().into_iter();
    let required: Vec<Place> = places
        .filter(|place| place.field.spec().need == Need::Required)
        .collect();
    let filled = required
        .iter()
        .filter(|place| !draft.text(place).trim().is_empty());
    (required.len(), filled.count())
}

pub fn characters(draft: &Draft) -> usize {
    let places = draft.places().into_iter();
    places
        .map(|place: Place| draft.text(&place).chars().count())
        .sum()
}

/// What a stored text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stored {
    Record(Box<Head>, Draft),
    /// Written by a newer version of the program.
    Newer,
    /// Cut off, changed by something else, or not one of ours.
    Damaged,
}

pub fn write(head: &Head, draft: &Draft) -> String {
    let body = format!("{}\n{}", head.to_json(), save::write(draft));
    frame(RECORD, &body)
}

/// The head as it is stored beside its record.
pub fn write_head(head: &Head) -> String {
    frame(HEAD, &head.to_json().to_string())
}

/// Never fails.
pub fn read(text: &str) -> Stored {
    let body = match unframe(RECORD, text) {
        Framed::Body(body) => body,
        Framed::Newer(_) => return Stored::Newer,
        Framed::Damaged => return Stored::Damaged,
    };
    let Some((head, envelope)) = body.split_once('\n') else {
        return Stored::Damaged;
    };
    match (Head::read(head), save::read(envelope)) {
        (Some(head), Saved::Draft(draft)) => Stored::Record(Box::new(head), draft),
        (_, Saved::Newer(_)) => Stored::Newer,
        _ => Stored::Damaged,
    }
}

/// The head of either text; `None` where it can't be read.
pub fn read_head(text: &str) -> Option<Head> {
    match (unframe(HEAD, text), unframe(RECORD, text)) {
        (Framed::Body(body), _) => Head::read(body),
        (_, Framed::Body(body)) => Head::read(body.lines().next()?),
        _ => None,
    }
}

impl Head {
    fn to_json(&self) -> Json {
        let Summary {
            year,
            name,
            unit,
            budget,
            rate,
            score,
            grade,
            counts,
            required,
            filled,
            characters,
        } = &self.summary;
        json!({
            "id": self.id,
            "revision": self.revision,
            "writer": self.writer,
            "created": self.created,
            "changed": self.changed,
            "summary": {
                "year": year,
                "name": name,
                "unit": unit,
                "budget": budget,
                "rate": rate,
                "score": score,
                "grade": grade,
                "missing": counts.missing,
                "errors": counts.errors,
                "warnings": counts.warnings,
                "hints": counts.hints,
                "required": required,
                "filled": filled,
                "characters": characters,
            },
        })
    }

    fn read(text: &str) -> Option<Head> {
        let json: Json = serde_json::from_str(text).ok()?;
        let summary = &json["summary"];
        let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        let of = |name: &str| text(&summary[name]);
        let count = |name: &str| summary[name].as_u64().unwrap_or_default() as usize;
        Some(Head {
            id: json["id"].as_str()?.to_owned(),
            revision: json["revision"].as_u64()?,
            writer: text(&json["writer"]),
            created: json["created"].as_u64()?,
            changed: json["changed"].as_u64()?,
            summary: Summary {
                year: of("year"),
                name: of("name"),
                unit: of("unit"),
                budget: of("budget"),
                rate: of("rate"),
                score: of("score"),
                grade: of("grade"),
                counts: Counts {
                    missing: count("missing"),
                    errors: count("errors"),
                    warnings: count("warnings"),
                    hints: count("hints"),
                },
                required: count("required"),
                filled: count("filled"),
                characters: count("characters"),
            },
        })
    }
}

/// Of two stored texts for one project, the one that counts: the only one that can be read,
/// else the newer, else the first.
pub fn newer<'t>(a: Option<&'t str>, b: Option<&'t str>) -> Option<(&'t str, Head, Draft)> {
    let read = |text: Option<&'t str>| match read(text?) {
        Stored::Record(head, draft) => text.map(|text| (text, *head, draft)),
        _ => None,
    };
    match (read(a), read(b)) {
        (Some(a), Some(b)) if b.1.is_newer_than(&a.1) => Some(b),
        (Some(a), _) => Some(a),
        (None, b) => b,
    }
}

impl Head {
    pub fn is_newer_than(&self, other: &Head) -> bool {
        (self.revision, self.changed) > (other.revision, other.changed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ziping_core::sample::sample;

    fn head() -> Head {
        let draft = sample();
        Head {
            id: "p1".to_owned(),
            revision: 7,
            writer: "w".to_owned(),
            created: 1,
            changed: 1_700_000_000_000,
            summary: Summary::of(&draft, &Review::of(&draft, None, &[])),
        }
    }

    #[test]
    fn what_was_written_reads_back_with_its_head() {
        let text = write(&head(), &sample());
        assert_eq!(read(&text), Stored::Record(Box::new(head()), sample()));
        assert_eq!(read_head(&text), Some(head()));
        assert_eq!(read_head(&write_head(&head())), Some(head()));
    }

    #[test]
    fn the_summary_says_what_the_list_shows() {
        let summary = head().summary;
        assert_eq!(summary.year, "2021");
        assert_eq!(summary.budget, "18388700");
        assert_eq!(summary.rate, "19.73%");
        assert_eq!((summary.required, summary.filled), (35, 35));
    }

    #[test]
    fn what_a_newer_version_wrote_is_told_apart() {
        let text = write(&head(), &sample());
        assert_eq!(
            read(&text.replacen("record 1", "record 2", 1)),
            Stored::Newer
        );
        let body = text.split_once('\n').unwrap().1;
        let body = body.replace("\"schema\":1", "\"schema\":9");
        assert_eq!(read(&frame(RECORD, &body)), Stored::Newer);
    }

    #[test]
    fn of_two_copies_the_newer_readable_one_counts() {
        let at = |revision| {
            let head = Head { revision, ..head() };
            write(&head, &sample())
        };
        let (old, new) = (at(3), at(4));
        let cut = &at(9)[..200];
        let chosen = |a, b| newer(a, b).map(|(_, head, _)| head.revision);
        assert_eq!(chosen(Some(&old), Some(&new)), Some(4));
        assert_eq!(chosen(Some(&new), Some(&old)), Some(4));
        assert_eq!(chosen(Some(cut), Some(&old)), Some(3));
        assert_eq!(chosen(None, Some(&old)), Some(3));
        assert_eq!(chosen(Some(cut), None), None);
    }

    proptest! {
        /// No single change goes unnoticed, and nothing makes the reader panic.
        #[test]
        fn a_changed_text_is_damaged(at in any::<prop::sample::Index>(), other in any::<char>()) {
            let text = write(&head(), &sample());
            let chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            let mut changed = chars.clone();
            changed[at] = other;
            let changed: String = changed.into_iter().collect();
            if changed != text {
                prop_assert!(!matches!(read(&changed), Stored::Record(..)), "{at} {other:?}");
            }
            let cut: String = chars[..at].iter().collect();
            prop_assert_eq!(read(&cut), Stored::Damaged);
        }
    }
}

#[cfg(test)]
mod saved_files {
    //! tests/cases/saved has a file of every make that any version has written. They are
    //! never changed, and each one reads.

    use std::fs;
    use std::path::Path;

    use super::*;
    use crate::state::backup::{self, Backup};
    use ziping_core::field::Field;
    use ziping_core::import;

    fn text(name: &str) -> String {
        let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/cases/saved");
        fs::read_to_string(directory.join(name)).unwrap()
    }

    fn is_the_sample(draft: &Draft) {
        assert_eq!(draft.get(Field::BudgetUnit), "海口市公安局");
        assert_eq!(draft.get(Field::FiscalExecuted), "3627500");
        let second = Place::in_row(Field::SubProjectName, 1);
        assert!(!draft.text(&second).is_empty());
    }

    #[test]
    fn a_draft_of_schema_1_reads() {
        let Saved::Draft(draft) = save::read(&text("draft-1.json")) else {
            panic!("it doesn't");
        };
        is_the_sample(&draft);
    }

    #[test]
    fn an_exported_report_of_schema_1_reads() {
        let Saved::Draft(draft) = import::html::read(&text("report-1.html")) else {
            panic!("it doesn't");
        };
        is_the_sample(&draft);
    }

    #[test]
    fn a_record_of_version_1_reads() {
        let Stored::Record(head, draft) = read(&text("record-1.txt")) else {
            panic!("it doesn't");
        };
        assert_eq!((head.revision, head.summary.rate.as_str()), (7, "19.73%"));
        assert_eq!(read_head(&text("head-1.txt")), Some(*head));
        is_the_sample(&draft);
    }

    #[test]
    fn a_backup_of_version_1_reads() {
        let Backup::Of {
            projects,
            unreadable,
        } = backup::read(&text("backup-1.json"))
        else {
            panic!("it doesn't");
        };
        assert_eq!((projects.len(), unreadable), (1, 0));
        is_the_sample(&projects[0].1);
    }
}
