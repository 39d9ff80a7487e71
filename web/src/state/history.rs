//! Snapshots (历史): when one is taken and which are kept.

use ziping_core::draft::Draft;

use super::record::{self, Head, Stored};

/// Work goes on this long between two snapshots, in milliseconds.
const INTERVAL: u64 = 10 * 60 * 1000;
/// How many are kept.
const KEPT: usize = 20;
/// The newest are never thinned out.
const NEWEST: usize = 6;

/// A dated copy of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// The key in the storage.
    pub key: String,
    pub head: Head,
    pub draft: Draft,
}

impl Snapshot {
    /// What can't be read is no snapshot.
    pub fn read(key: &str, text: &str) -> Option<Snapshot> {
        match record::read(text) {
            Stored::Record(head, draft) => Some(Snapshot {
                key: key.to_owned(),
                head: *head,
                draft,
            }),
            _ => None,
        }
    }
}

/// The prefix of the keys of a project's snapshots.
pub fn prefix(id: &str) -> String {
    format!("snapshot.{id}.")
}

/// The key of a snapshot: in the order of time.
pub fn key(id: &str, time: u64) -> String {
    format!("{}{time:015}", prefix(id))
}

/// When the snapshot with this key was taken.
pub fn time(key: &str) -> Option<u64> {
    key.rsplit_once('.')?.1.parse().ok()
}

/// Where the clock was set back, it is due at once.
pub fn is_due(last: Option<u64>, now: u64) -> bool {
    last.is_none_or(|last| now.abs_diff(last) >= INTERVAL)
}

/// Which of these times to give up so that few enough are left: among the older ones those
/// that stand closest to their neighbours for their age, so that what is left is dense
/// lately and thin long ago. What a clock that was set back calls later is as old as it is
/// far away.
pub fn superfluous(times: &[u64], now: u64) -> Vec<u64> {
    let age = |time: u64| now.abs_diff(time);
    let mut left = times.to_vec();
    left.sort_by_key(|time| std::cmp::Reverse(age(*time)));
    let mut gone = Vec::new();
    while left.len() > KEPT {
        // The first is the oldest there is: it stays.
        let crowding = |at: &usize| {
            let gap = age(left[at - 1]) - age(left[at + 1]);
            u128::from(gap) * 1_000_000 / u128::from(age(left[*at]).max(1))
        };
        let at = (1..left.len() - NEWEST).min_by_key(crowding).unwrap_or(1);
        gone.push(left.remove(at));
    }
    gone
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: u64 = 60_000;

    #[test]
    fn keys_are_in_the_order_of_time() {
        assert!(key("a", 999) < key("a", 1_700_000_000_000));
        assert_eq!(time(&key("a.b", 17)), Some(17));
        assert!(key("a", 1).starts_with(&prefix("a")));
    }

    #[test]
    fn a_snapshot_is_due_after_ten_minutes() {
        assert!(is_due(None, 5));
        assert!(!is_due(Some(5), 9 * MINUTE));
        assert!(is_due(Some(5), 11 * MINUTE));
        assert!(!is_due(Some(9 * MINUTE), 5));
        assert!(is_due(Some(900 * MINUTE), 5), "the clock was set back");
    }

    /// A month of work, 48 snapshots a day.
    #[test]
    fn what_is_left_is_dense_lately_and_reaches_far_back() {
        let mut left = Vec::new();
        let mut now = 0;
        for _ in 0..30 * 48 {
            now += 10 * MINUTE;
            left.push(now);
            let gone = superfluous(&left, now);
            left.retain(|time| !gone.contains(time));
        }
        assert_eq!(left.len(), KEPT);
        assert_eq!(left[0], 10 * MINUTE);
        let within = |limit| left.iter().filter(|time| now - **time <= limit).count();
        assert!(within(60 * MINUTE) >= 6);
        assert!((8..=17).contains(&within(24 * 60 * MINUTE)), "{left:?}");
    }

    /// It was a year fast for a day, and is right again.
    #[test]
    fn where_the_clock_was_set_back_the_new_ones_are_kept() {
        const YEAR: u64 = 365 * 24 * 60 * MINUTE;
        let mut left: Vec<u64> = (0..KEPT as u64).map(|n| YEAR + n * 10 * MINUTE).collect();
        for n in 1..=KEPT as u64 {
            let now = n * 10 * MINUTE;
            left.push(now);
            let gone = superfluous(&left, now);
            assert!(!gone.contains(&now));
            left.retain(|time| !gone.contains(time));
        }
        let new = left.iter().filter(|time| **time < YEAR).count();
        assert!(new >= KEPT - 2 && left.len() == KEPT, "{left:?}");
    }

    proptest! {
        #[test]
        fn the_newest_and_the_oldest_stay(mut times in proptest::collection::vec(0u64..1 << 40, 0..60)) {
            times.sort_unstable();
            times.dedup();
            let now = times.last().copied().unwrap_or(0);
            let gone = superfluous(&times, now);
            prop_assert_eq!(times.len() - gone.len(), times.len().min(KEPT));
            let newest = times.iter().rev().take(NEWEST).chain(times.first());
            for time in newest {
                prop_assert!(!gone.contains(time));
            }
        }
    }
}
