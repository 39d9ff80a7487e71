//! What the program itself saves (.json): a draft, or the backup of every project.

use ziping_core::draft::Draft;
use ziping_core::import::Imported;
use ziping_core::save::backup::{self, Backup};
use ziping_core::save::{self, Saved};

use crate::{Limits, Refusal};

/// What such a file holds.
#[derive(Debug, PartialEq, Eq)]
pub struct SavedFile {
    /// The first draft, with the others as what is further in it.
    pub imported: Imported,
    /// What couldn't be read of a backup.
    pub refused: Vec<RefusedRecord>,
}

/// A record of a backup that can't be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefusedRecord {
    /// Which one, from 0.
    pub record: usize,
    pub refusal: Refusal,
}

impl RefusedRecord {
    /// Says so, ready to be shown.
    pub fn message(&self) -> String {
        let why = match self.refusal {
            Refusal::Newer => "由更新版本的程序保存，本版本不能读取",
            _ => "已损坏，不能读取",
        };
        format!("备份中的第 {} 个项目{why}", self.record + 1)
    }
}

/// The drafts in such a file; `None` for every other file. Of a backup what can be read is
/// read, and the rest is named. It is refused where that would be nothing.
pub fn saved(bytes: &[u8], limits: &Limits) -> Option<Result<SavedFile, Refusal>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if !text.starts_with('{') {
        return None;
    }
    if text.len() > limits.text || values(text) > MOST_VALUES * limits.items {
        return Some(Err(Refusal::TooMuch));
    }
    match save::read(text) {
        Saved::Draft(draft) => Some(Ok(SavedFile {
            imported: imported(draft, Vec::new()),
            refused: Vec::new(),
        })),
        Saved::Newer(_) => Some(Err(Refusal::Newer)),
        Saved::Unknown => match backup::read(text) {
            Backup::Of(records) => Some(of_backup(&records)),
            Backup::Newer => Some(Err(Refusal::Newer)),
            Backup::Unknown => None,
        },
    }
}

/// So many values stand for a line, a row or a cell of other files.
const MOST_VALUES: usize = 2;

/// About how many values there are in a text of JSON, counted before any is made: an empty
/// row has room in three bytes, and takes some hundred in a draft.
fn values(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b',').count()
}

fn of_backup(records: &[String]) -> Result<SavedFile, Refusal> {
    let (mut drafts, mut refused) = (Vec::new(), Vec::new());
    for (record, text) in records.iter().enumerate() {
        let refusal = match backup::draft(text) {
            Saved::Draft(draft) => {
                drafts.push(draft);
                continue;
            }
            Saved::Newer(_) => Refusal::Newer,
            Saved::Unknown => Refusal::Damaged,
        };
        refused.push(RefusedRecord { record, refusal });
    }
    let mut drafts = drafts.into_iter();
    let first = drafts.next().ok_or_else(|| match refused.first() {
        Some(first) => first.refusal,
        None => Refusal::Empty,
    })?;
    let more = drafts.map(|draft| imported(draft, Vec::new()));
    Ok(SavedFile {
        imported: imported(first, more.collect()),
        refused,
    })
}

fn imported(draft: Draft, more: Vec<Imported>) -> Imported {
    Imported {
        draft,
        findings: Vec::new(),
        origins: Vec::new(),
        more,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::field::Field;
    use ziping_core::sample::sample;
    use ziping_core::save::frame::frame;

    fn record(draft: &Draft) -> String {
        let body = format!("{{\"id\":\"p\"}}\n{}", save::write(draft));
        frame(backup::RECORD, &body)
    }

    fn whole(imported: Imported) -> SavedFile {
        SavedFile {
            imported,
            refused: Vec::new(),
        }
    }

    fn read(text: &str) -> Option<Result<SavedFile, Refusal>> {
        saved(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn a_backup_gives_every_draft_that_can_be_read_and_names_the_others() {
        let mut other = sample();
        other.set(Field::ProjectName, "户政");
        let (one, two) = (record(&sample()), record(&other));
        let expected = imported(sample(), vec![imported(other.clone(), Vec::new())]);
        let text = backup::write(&[one.clone(), two.clone()], 9);
        assert_eq!(read(&text), Some(Ok(whole(expected.clone()))));
        let marked = format!("\u{FEFF}\n{text}");
        assert_eq!(read(&marked), Some(Ok(whole(expected))));
        let cut = one[..one.len() - 1].to_owned();
        let of_newer = one.replacen(" 1 ", " 2 ", 1);
        let records = [cut.clone(), one, of_newer.clone(), String::new(), two];
        let Some(Ok(file)) = read(&backup::write(&records, 9)) else {
            panic!("not read");
        };
        assert_eq!(
            file.imported,
            imported(sample(), vec![imported(other, Vec::new())])
        );
        let messages: Vec<String> = file.refused.iter().map(RefusedRecord::message).collect();
        assert_eq!(
            messages,
            [
                "备份中的第 1 个项目已损坏，不能读取",
                "备份中的第 3 个项目由更新版本的程序保存，本版本不能读取",
                "备份中的第 4 个项目已损坏，不能读取",
            ]
        );
        for (records, refusal) in [([cut], Refusal::Damaged), ([of_newer], Refusal::Newer)] {
            assert_eq!(read(&backup::write(&records, 9)), Some(Err(refusal)));
        }
        assert_eq!(read(&backup::write(&[], 9)), Some(Err(Refusal::Empty)));
        let newer = text.replace("\"backup\":1", "\"backup\":2");
        assert_eq!(read(&newer), Some(Err(Refusal::Newer)));
    }

    #[test]
    fn a_saved_draft_is_read_and_what_is_not_ours_is_left_to_others() {
        let text = save::write(&sample());
        let expected = whole(imported(sample(), Vec::new()));
        assert_eq!(read(&text), Some(Ok(expected)));
        let newer = text.replace("\"schema\":1", "\"schema\":2");
        assert_eq!(read(&newer), Some(Err(Refusal::Newer)));
        for other in [
            "",
            "{",
            "{}",
            "[]",
            "{\"app\":\"other\",\"backup\":1,\"records\":[]}",
        ] {
            assert_eq!(read(other), None, "{other}");
        }
        let limits = Limits {
            text: 9,
            ..Limits::default()
        };
        assert_eq!(saved(text.as_bytes(), &limits), Some(Err(Refusal::TooMuch)));
    }

    #[test]
    fn more_values_than_any_draft_has_are_refused_before_they_are_read() {
        let rows = |count: usize| {
            let draft = format!("{{\"sub_projects\":[{}0]}}", "0,".repeat(count));
            format!("{{\"app\":\"ziping\",\"schema\":1,\"draft\":{draft}}}")
        };
        let limits = Limits {
            items: 10,
            ..Limits::default()
        };
        let of = |count| saved(rows(count).as_bytes(), &limits).unwrap();
        assert_eq!(of(19), Err(Refusal::TooMuch));
        let read = of(18).unwrap().imported.draft;
        assert_eq!(read.row_count(ziping_core::field::Table::SubProjects), 19);
        let backup = backup::write(&vec![String::new(); 100], 9);
        assert_eq!(
            saved(backup.as_bytes(), &limits),
            Some(Err(Refusal::TooMuch))
        );
    }
}
