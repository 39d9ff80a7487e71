//! The list of projects (我的项目): what of it is shown, and in which order.

use ziping_core::field::value::{Percent, Points, Yuan};

use super::record::{Head, Summary};

/// A column that the list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Year,
    Name,
    Unit,
    Budget,
    Rate,
    Score,
    Findings,
    Progress,
    Changed,
}

impl Column {
    pub const ALL: [Column; 9] = [
        Column::Year,
        Column::Name,
        Column::Unit,
        Column::Budget,
        Column::Rate,
        Column::Score,
        Column::Findings,
        Column::Progress,
        Column::Changed,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Column::Year => "年度",
            Column::Name => "项目名称",
            Column::Unit => "预算单位",
            Column::Budget => "全年预算（万元）",
            Column::Rate => "执行率",
            Column::Score => "得分",
            Column::Findings => "问题",
            Column::Progress => "完成度",
            Column::Changed => "最后修改",
        }
    }

    pub fn key(self) -> &'static str {
        match self {
            Column::Year => "year",
            Column::Name => "name",
            Column::Unit => "unit",
            Column::Budget => "budget",
            Column::Rate => "rate",
            Column::Score => "score",
            Column::Findings => "findings",
            Column::Progress => "progress",
            Column::Changed => "changed",
        }
    }

    pub fn is_figure(self) -> bool {
        matches!(self, Column::Budget | Column::Rate | Column::Score)
    }
}

/// What is shown of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    pub search: String,
    /// Empty: every year.
    pub year: String,
    pub by: Column,
    pub is_descending: bool,
    /// How many rows at most.
    pub limit: usize,
}

/// As many rows as are drawn without anybody waiting.
pub const PAGE: usize = 100;

impl Default for Listing {
    fn default() -> Listing {
        Listing {
            search: String::new(),
            year: String::new(),
            by: Column::Changed,
            is_descending: true,
            limit: PAGE,
        }
    }
}

impl Listing {
    /// By this column, or the other way round if it is by this column already.
    pub fn sort(&mut self, by: Column) {
        self.is_descending = match self.by == by {
            true => !self.is_descending,
            false => by == Column::Changed,
        };
        self.by = by;
    }

    /// The heads to show, in order. What has no value in the column comes last either way;
    /// of two with the same the last changed comes first.
    pub fn rows<'h>(&self, heads: &'h [Head]) -> Vec<&'h Head> {
        let words = self.search.split_whitespace().map(str::to_lowercase);
        let words: Vec<String> = words.collect();
        let is_meant = |head: &&Head| {
            let Summary {
                year, name, unit, ..
            } = &head.summary;
            let text = format!("{year} {name} {unit}").to_lowercase();
            let is_year = self.year.is_empty() || *year == self.year;
            is_year && words.iter().all(|word| text.contains(word.as_str()))
        };
        let mut rows: Vec<&Head> = heads.iter().filter(is_meant).collect();
        // Of two with the same in the column the last changed comes first.
        rows.sort_by(|a, b| (b.changed, &b.id).cmp(&(a.changed, &a.id)));
        if self.by == Column::Changed {
            if !self.is_descending {
                rows.reverse();
            }
            return rows;
        }
        sorted(rows, self.by, self.is_descending, |head| {
            Some(&head.summary)
        })
    }
}

/// Items by a column of their summaries, otherwise in the order they were in. What has no
/// value in the column comes last either way.
pub fn sorted<T>(
    items: Vec<T>,
    by: Column,
    is_descending: bool,
    summary: impl Fn(&T) -> Option<&Summary>,
) -> Vec<T> {
    let keys = items.iter().map(|item| key(by, summary(item)?));
    let mut order: Vec<(Option<Key>, usize)> = keys.zip(0..).collect();
    order.sort_by(|(a, at_a), (b, at_b)| {
        let order = match is_descending {
            true => b.cmp(a),
            false => a.cmp(b),
        };
        let order = a.is_none().cmp(&b.is_none()).then(order);
        order.then(at_a.cmp(at_b))
    });
    let mut items: Vec<Option<T>> = items.into_iter().map(Some).collect();
    let sorted = order.into_iter().filter_map(|(_, at)| items[at].take());
    sorted.collect()
}

/// What a column is sorted by. One type for all: a sort of its own for each takes 20 KB.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Text(String),
    Amount(Yuan),
    Rate(Percent),
    Score(Points),
    Findings([usize; 3]),
    /// From much to do to nothing.
    Progress(std::cmp::Reverse<usize>),
}

fn key(by: Column, summary: &Summary) -> Option<Key> {
    match by {
        Column::Year => text(&summary.year).map(Key::Text),
        Column::Name => text(&summary.name).map(Key::Text),
        Column::Unit => text(&summary.unit).map(Key::Text),
        Column::Budget => Yuan::read(&summary.budget).value().map(Key::Amount),
        Column::Rate => Percent::read(&summary.rate).value().map(Key::Rate),
        Column::Score => Points::read(&summary.score).value().map(Key::Score),
        Column::Findings => {
            let counts = summary.counts;
            let by_severity = [counts.errors, counts.warnings, counts.hints];
            Some(Key::Findings(by_severity))
        }
        Column::Progress => {
            let to_do = summary.required.saturating_sub(summary.filled);
            Some(Key::Progress(std::cmp::Reverse(to_do)))
        }
        Column::Changed => None,
    }
}

fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The years there are, the latest first.
pub fn years(heads: &[Head]) -> Vec<String> {
    let mut years: Vec<String> = heads
        .iter()
        .filter_map(|head| text(&head.summary.year))
        .collect();
    years.sort_unstable();
    years.dedup();
    years.reverse();
    years
}

/// A backup is asked for after a fortnight, in milliseconds.
const FORTNIGHT: u64 = 14 * 24 * 60 * 60 * 1000;

/// Whether something was changed since the last backup and that is a fortnight ago; where
/// there was none, whether the oldest project is that old.
pub fn is_backup_due(heads: &[Head], last: Option<u64>, now: u64) -> bool {
    let since = last.or_else(|| heads.iter().map(|head| head.created).min());
    let is_changed = heads
        .iter()
        .any(|head| last.is_none_or(|last| head.changed > last));
    is_changed && since.is_some_and(|since| now.saturating_sub(since) > FORTNIGHT)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn head(name: &str, year: &str, budget: &str, changed: u64) -> Head {
        Head {
            id: name.to_owned(),
            created: changed,
            changed,
            summary: Summary {
                name: name.to_owned(),
                year: year.to_owned(),
                budget: budget.to_owned(),
                unit: "海口市公安局".to_owned(),
                ..Summary::default()
            },
            ..Head::default()
        }
    }

    fn heads() -> Vec<Head> {
        vec![
            head("甲", "2021", "900", 3),
            head("乙", "2022", "", 1),
            head("丙 GIS", "2021", "18388700", 2),
        ]
    }

    fn names(listing: &Listing) -> String {
        let heads = heads();
        let rows = listing.rows(&heads).into_iter();
        rows.map(|head| head.id.chars().next().unwrap()).collect()
    }

    #[test]
    fn the_last_changed_comes_first() {
        let mut listing = Listing::default();
        assert_eq!(names(&listing), "甲丙乙");
        listing.sort(Column::Changed);
        assert_eq!(names(&listing), "乙丙甲");
    }

    #[test]
    fn amounts_are_sorted_as_amounts_and_what_has_none_comes_last() {
        let mut listing = Listing::default();
        listing.sort(Column::Budget);
        assert_eq!(names(&listing), "甲丙乙");
        listing.sort(Column::Budget);
        assert_eq!(names(&listing), "丙甲乙");
    }

    #[test]
    fn words_and_the_year_narrow_the_list() {
        let mut listing = Listing {
            search: "公安  gis".to_owned(),
            ..Listing::default()
        };
        assert_eq!(names(&listing), "丙");
        listing.search = String::new();
        listing.year = "2022".to_owned();
        assert_eq!(names(&listing), "乙");
        assert_eq!(years(&heads()), ["2022", "2021"]);
    }

    #[test]
    fn a_backup_is_due_a_fortnight_after_the_last_if_something_changed() {
        let day = FORTNIGHT / 14;
        let heads = [head("甲", "2021", "", 100 * day)];
        assert!(!is_backup_due(&heads, None, 110 * day));
        assert!(is_backup_due(&heads, None, 115 * day));
        assert!(is_backup_due(&heads, Some(99 * day), 115 * day));
        assert!(!is_backup_due(&heads, Some(101 * day), 200 * day));
        assert!(!is_backup_due(&[], None, 200 * day));
    }
}
