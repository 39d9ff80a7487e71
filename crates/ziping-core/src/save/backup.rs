//! The backup (备份全部): one file with the records of every project.

use serde_json::{json, Value as Json};

use super::frame::{unframe, Framed};
use super::{Saved, APP};

/// The version of the file's make.
const VERSION: u64 = 1;
/// What a record's frame says that it is.
pub const RECORD: &str = "ziping-record";

pub fn write(records: &[String], made: u64) -> String {
    json!({ "app": APP, "backup": VERSION, "made": made, "records": records }).to_string()
}

/// What a file turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Backup {
    /// The records, each a line about the project and its draft. What is no text is an empty
    /// one, so that it is counted as what can't be read.
    Of(Vec<String>),
    /// Written by a newer version of the program.
    Newer,
    /// Not a backup.
    Unknown,
}

/// Never fails.
pub fn read(text: &str) -> Backup {
    let Ok(json) = serde_json::from_str::<Json>(text) else {
        return Backup::Unknown;
    };
    match (&json["app"], json["backup"].as_u64(), &json["records"]) {
        (Json::String(app), Some(version), _) if app == APP && version > VERSION => Backup::Newer,
        (Json::String(app), Some(VERSION), Json::Array(records)) if app == APP => {
            let records = records.iter().map(|record| record.as_str());
            Backup::Of(
                records
                    .map(|it| it.unwrap_or_default().to_owned())
                    .collect(),
            )
        }
        _ => Backup::Unknown,
    }
}

/// The draft of a record. A damaged one is [`Saved::Unknown`].
pub fn draft(record: &str) -> Saved {
    match unframe(RECORD, record) {
        Framed::Body(body) => match body.split_once('\n') {
            Some((_, draft)) => super::read(draft),
            None => Saved::Unknown,
        },
        Framed::Newer(version) => Saved::Newer(version),
        Framed::Damaged => Saved::Unknown,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;
    use crate::save::frame::frame;

    #[test]
    fn a_backup_reads_back_record_by_record() {
        let draft_of = |body: &str| draft(&frame(RECORD, body));
        let saved = crate::save::write(&sample());
        let records = [frame(RECORD, &format!("{{}}\n{saved}"))];
        assert_eq!(read(&write(&records, 0)), Backup::Of(records.to_vec()));
        assert_eq!(draft(&records[0]), Saved::Draft(sample()));
        let newer = records[0].replacen(" 1 ", " 2 ", 1);
        assert_eq!(draft(&newer), Saved::Newer(2));
        for (body, why) in [
            ("", "nothing"),
            (&saved[..], "no line before it"),
            ("{}\n", "no draft"),
        ] {
            assert_eq!(draft_of(body), Saved::Unknown, "{why}");
        }
        assert_eq!(draft(&saved), Saved::Unknown);
    }

    #[test]
    fn what_is_no_backup_is_told_apart() {
        let of = |backup: &str, records: &str| {
            read(&format!(
                r#"{{"app":"ziping","backup":{backup},"records":{records}}}"#
            ))
        };
        assert_eq!(of("1", "[]"), Backup::Of(Vec::new()));
        // Counted as one that can't be read.
        assert_eq!(of("1", "[1]"), Backup::Of(vec![String::new()]));
        assert_eq!(of("2", "{}"), Backup::Newer);
        assert_eq!(of("1", "{}"), Backup::Unknown);
        for version in [1, 2] {
            let foreign = format!(r#"{{"app":"别的","backup":{version},"records":[]}}"#);
            assert_eq!(read(&foreign), Backup::Unknown);
        }
        assert_eq!(read("{}"), Backup::Unknown);
        assert_eq!(read(""), Backup::Unknown);
    }
}
