//! 全部修正: every certain mend at once.

use std::collections::BTreeMap;

use crate::draft::{Draft, Edit};
use crate::field::value::Date;
use crate::finding::{Finding, Fix};
use crate::place::Place;
use crate::Subject;

/// A mend can bring up what it had hidden; more often than this it goes round in circles.
const MOST_ROUNDS: usize = 5;

/// The draft with every fix of its findings carried out, and how many that were. What a mend
/// brings up is mended too.
pub fn mend_all(draft: &Draft, today: Option<Date>) -> (Draft, usize) {
    let mut mended = draft.clone();
    let mut count = 0;
    for _ in 0..MOST_ROUNDS {
        let findings = Subject::of(&mended, today).findings();
        let fixes = together(&findings);
        if fixes.is_empty() {
            break;
        }
        count += fixes.len();
        in_order(&fixes).iter().for_each(|edit| mended.apply(edit));
    }
    (mended, count)
}

/// Every fix that can be carried out together (全部修正), as edits of the draft that was checked.
pub fn all_fixes(findings: &[Finding]) -> Vec<Edit> {
    in_order(&together(findings))
}

/// The fixes that can be carried out together. Of two that meet in a text, the first: once it
/// is carried out, the next check offers what is left.
fn together(findings: &[Finding]) -> Vec<&Fix> {
    let mut taken = Taken::default();
    let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref());
    fixes
        .filter(|fix| {
            let is_free = fix.edits.iter().all(|edit| taken.is_free(edit));
            if is_free {
                fix.edits.iter().for_each(|edit| taken.take(edit));
            }
            is_free
        })
        .collect()
}

/// The edits of such fixes, in an order in which each still finds its place.
fn in_order(fixes: &[&Fix]) -> Vec<Edit> {
    let mut edits: Vec<&Edit> = fixes.iter().flat_map(|fix| &fix.edits).collect();
    // From the end of each text, so that the spans before still fit.
    let place = |edit: &Edit| match edit {
        Edit::Set { place, .. } => Some((place.whole(), std::cmp::Reverse(place.span))),
        Edit::InsertRow { .. } | Edit::RemoveRow { .. } | Edit::MoveRow { .. } => None,
    };
    edits.sort_by_key(|edit| place(edit));
    edits.into_iter().cloned().collect()
}

/// Which stretches of which texts are going to be changed: where they start, where they end.
#[derive(Default)]
struct Taken(BTreeMap<Place, BTreeMap<usize, usize>>);

impl Taken {
    /// Whether nothing that is taken meets this edit. One that moves rows is nobody's: it
    /// would move what the others point at.
    fn is_free(&self, edit: &Edit) -> bool {
        let Edit::Set { place, .. } = edit else {
            return false;
        };
        let Some(stretches) = self.0.get(&place.whole()) else {
            return true;
        };
        place.span.is_some_and(|span| {
            let before = stretches.range(..=span.end).next_back();
            before.is_none_or(|(_, end)| *end < span.start)
        })
    }

    fn take(&mut self, edit: &Edit) {
        if let Edit::Set { place, .. } = edit {
            let (start, end) = place
                .span
                .map_or((0, usize::MAX), |span| (span.start, span.end));
            self.0.entry(place.whole()).or_default().insert(start, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::finding::Severity;
    use crate::place::Span;
    use crate::sample::sample;

    fn finding(field: Field, edits: &[(usize, usize, &str)]) -> Finding {
        let place = Place::of(field);
        let edit = |(start, end, text): &(usize, usize, &str)| Edit::Set {
            place: Place {
                span: (end > start).then_some(Span {
                    start: *start,
                    end: *end,
                }),
                ..place.clone()
            },
            text: (*text).to_owned(),
        };
        Finding {
            code: "G00",
            severity: Severity::Hint,
            place: place.clone(),
            message: String::new(),
            expected: None,
            reported: None,
            difference: None,
            fix: Some(Fix {
                label: String::new(),
                edits: edits.iter().map(edit).collect(),
            }),
            is_missing: false,
        }
    }

    #[test]
    fn fixes_are_carried_out_together_where_they_do_not_meet() {
        let findings = [
            finding(Field::Decision, &[(0, 1, "AA")]),
            finding(Field::Decision, &[(4, 5, ""), (2, 3, "C")]),
            // It meets the one before.
            finding(Field::Decision, &[(3, 4, "x")]),
            finding(Field::Decision, &[(0, 0, "all of it")]),
            finding(Field::Management, &[(0, 0, "all of it")]),
            finding(Field::Management, &[(0, 1, "x")]),
        ];
        let mut draft = Draft::default();
        draft.set(Field::Decision, "abcdef");
        draft.set(Field::Management, "old");
        let edits = all_fixes(&findings);
        edits.iter().for_each(|edit| draft.apply(edit));
        assert_eq!(draft.get(Field::Decision), "AAbCdf");
        assert_eq!(draft.get(Field::Management), "all of it");
    }

    #[test]
    fn a_fix_that_moves_rows_is_not_carried_out_with_others() {
        let mut moving = finding(Field::Decision, &[(0, 1, "x")]);
        let fix = moving.fix.as_mut().unwrap();
        fix.edits.push(Edit::RemoveRow {
            table: crate::field::Table::Indicators,
            row: 0,
        });
        let other = finding(Field::Decision, &[(0, 2, "B")]);
        let edits = other.fix.clone().unwrap().edits;
        assert_eq!(all_fixes(&[moving, other]), edits);
    }

    #[test]
    fn everything_that_can_be_mended_is_in_one_go() {
        let mut draft = sample();
        draft.set(Field::Phone, "138-0013-8000");
        draft.set(
            Field::Decision,
            "按海府[2021]5号文进行进行采购，我我局负责。",
        );
        let (mended, count) = mend_all(&draft, None);
        assert_eq!(mended.get(Field::Phone), "13800138000");
        assert_eq!(
            mended.get(Field::Decision),
            "按海府〔2021〕5号文进行采购，我局负责。"
        );
        assert!(mended.get(Field::GoalsMet).contains("支出率19.73%"));
        assert_eq!(count, 5);
        let left = Subject::of(&mended, None).findings();
        assert!(left.iter().all(|finding| finding.fix.is_none()));
    }

    #[test]
    fn where_nothing_can_be_mended_nothing_changes() {
        let (mended, count) = mend_all(&Draft::default(), None);
        assert_eq!((mended, count), (Draft::default(), 0));
    }

    #[test]
    fn fixes_that_touch_are_not_carried_out_together() {
        let findings = [
            finding(Field::Decision, &[(0, 3, "x")]),
            finding(Field::Decision, &[(3, 6, "y")]),
        ];
        let first = findings[0].fix.clone().unwrap().edits;
        assert_eq!(all_fixes(&findings), first);
    }
}
