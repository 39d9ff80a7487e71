//! The backup (备份全部): one file with every project, and what reading it back does.

use ziping_core::draft::Draft;
use ziping_core::save::backup;
pub use ziping_core::save::backup::write;

use super::record::{self, Head, Stored};

/// What a file turned out to be.
#[derive(Debug, PartialEq, Eq)]
pub enum Backup {
    Of {
        projects: Vec<(Head, Draft)>,
        /// How many in it couldn't be read.
        unreadable: usize,
    },
    Newer,
    /// Not a backup.
    Unknown,
}

/// Never fails.
pub fn read(text: &str) -> Backup {
    let records = match backup::read(text) {
        backup::Backup::Of(records) => records,
        backup::Backup::Newer => return Backup::Newer,
        backup::Backup::Unknown => return Backup::Unknown,
    };
    let readings = records.iter().map(|record| record::read(record));
    let projects: Vec<(Head, Draft)> = readings
        .filter_map(|reading| match reading {
            Stored::Record(head, draft) => Some((*head, draft)),
            _ => None,
        })
        .collect();
    Backup::Of {
        unreadable: records.len() - projects.len(),
        projects,
    }
}

/// What to do with a project of a backup.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// There is none of this id: it is added.
    Add,
    /// The stored one is the older: it becomes a snapshot, and the backup's is taken.
    Update,
    /// The stored one is the same or the newer: it stays.
    Leave,
}

pub fn merge(stored: Option<&Head>, from_backup: &Head) -> Merge {
    match stored {
        None => Merge::Add,
        Some(stored) if from_backup.changed > stored.changed => Merge::Update,
        Some(_) => Merge::Leave,
    }
}

/// `新增 2 个，更新 1 个，未改动 3 个（本机的相同或较新），不能读取 1 个`
pub fn in_words(merges: &[Merge], unreadable: usize) -> String {
    let count = |merge| merges.iter().filter(|done| **done == merge).count();
    let parts = [
        ("新增", count(Merge::Add), ""),
        ("更新", count(Merge::Update), "（原来的内容在历史中）"),
        ("未改动", count(Merge::Leave), "（本机的相同或较新）"),
        ("不能读取", unreadable, ""),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter(|(_, n, _)| *n > 0)
        .map(|(label, n, note)| format!("{label} {n} 个{note}"))
        .collect();
    match parts.is_empty() {
        true => "备份中没有项目".to_owned(),
        false => parts.join("，"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::sample::sample;

    fn head(changed: u64) -> Head {
        Head {
            id: "p".to_owned(),
            changed,
            ..Head::default()
        }
    }

    #[test]
    fn a_backup_reads_back_and_says_what_of_it_is_damaged() {
        let record = record::write(&head(5), &sample());
        let text = write(&[record.clone(), record[..99].to_owned()], 9);
        let expected = Backup::Of {
            projects: vec![(head(5), sample())],
            unreadable: 1,
        };
        assert_eq!(read(&text), expected);
        assert_eq!(
            read(&text.replace("\"backup\":1", "\"backup\":2")),
            Backup::Newer
        );
        for other in [
            "",
            "{}",
            "[]",
            "{\"app\":\"ziping\",\"schema\":1,\"draft\":{}}",
        ] {
            assert_eq!(read(other), Backup::Unknown);
        }
    }

    #[test]
    fn what_is_newer_here_is_never_written_over() {
        assert_eq!(merge(None, &head(1)), Merge::Add);
        assert_eq!(merge(Some(&head(2)), &head(3)), Merge::Update);
        assert_eq!(merge(Some(&head(3)), &head(3)), Merge::Leave);
        assert_eq!(merge(Some(&head(4)), &head(3)), Merge::Leave);
        let words = in_words(&[Merge::Add, Merge::Leave, Merge::Add], 1);
        assert_eq!(
            words,
            "新增 2 个，未改动 1 个（本机的相同或较新），不能读取 1 个"
        );
    }
}
