//! 全部修正: every certain mend at once.

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
        let edits = fixes.iter().flat_map(|fix| &fix.edits);
        edits.for_each(|edit| mended.apply(edit));
    }
    (mended, count)
}

/// Fixes that can be carried out in this order, none of them changing what another is about.
/// What stands in the way of another one waits for the next round.
fn together(findings: &[Finding]) -> Vec<&Fix> {
    let mut fixes: Vec<&Fix> = findings.iter().filter_map(|it| it.fix.as_ref()).collect();
    // From the end of a text to its beginning: what comes before a change stays in place.
    fixes.sort_by_key(|fix| std::cmp::Reverse(fix.edits.first().and_then(place).cloned()));
    let mut taken: Vec<&Place> = Vec::new();
    let mut chosen = Vec::new();
    for fix in fixes {
        let places: Option<Vec<&Place>> = fix.edits.iter().map(place).collect();
        // A fix that changes rows moves the others' places.
        let Some(places) = places else {
            if chosen.is_empty() {
                return vec![fix];
            }
            continue;
        };
        let is_free = |place: &&Place| !taken.iter().any(|other| is_in_the_way(place, other));
        if places.iter().all(is_free) {
            taken.extend(places);
            chosen.push(fix);
        }
    }
    chosen
}

/// What an edit changes the text of; `None` where it changes rows.
fn place(edit: &Edit) -> Option<&Place> {
    match edit {
        Edit::Set { place, .. } => Some(place),
        Edit::InsertRow { .. } | Edit::RemoveRow { .. } | Edit::MoveRow { .. } => None,
    }
}

/// Whether changing `place` after `taken` would meet another text than the rule saw. Stretches
/// that touch are in each other's way too: what stands beside a mend belongs to it.
fn is_in_the_way(place: &Place, taken: &Place) -> bool {
    let is_same_text = place.field == taken.field && place.row == taken.row;
    match (place.span, taken.span) {
        (Some(place), Some(taken)) => is_same_text && place.end >= taken.start,
        _ => is_same_text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::sample::sample;

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
}
