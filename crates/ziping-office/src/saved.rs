//! What the program itself saves (.json): a draft, or the backup of every project.

use ziping_core::draft::Draft;
use ziping_core::import::Imported;
use ziping_core::save::backup::{self, Backup};
use ziping_core::save::{self, Saved};

use crate::{Limits, Refusal};

/// The drafts in such a file, the first with the others as what is further in it; `None` for
/// every other file. A backup of which a part can't be read is refused, since nobody would
/// see what is missing.
pub fn saved(bytes: &[u8], limits: &Limits) -> Option<Result<Imported, Refusal>> {
    let text = std::str::from_utf8(bytes).ok()?;
    let text = text.trim_start_matches('\u{FEFF}').trim_start();
    if !text.starts_with('{') {
        return None;
    }
    if text.len() > limits.text {
        return Some(Err(Refusal::TooMuch));
    }
    match save::read(text) {
        Saved::Draft(draft) => Some(Ok(imported(draft, Vec::new()))),
        Saved::Newer(_) => Some(Err(Refusal::Newer)),
        Saved::Unknown => match backup::read(text) {
            Backup::Of(records) => Some(of_backup(&records)),
            Backup::Newer => Some(Err(Refusal::Newer)),
            Backup::Unknown => None,
        },
    }
}

fn of_backup(records: &[String]) -> Result<Imported, Refusal> {
    let drafts = records.iter().map(|record| match backup::draft(record) {
        Saved::Draft(draft) => Ok(draft),
        Saved::Newer(_) => Err(Refusal::Newer),
        Saved::Unknown => Err(Refusal::Damaged),
    });
    let mut drafts = drafts.collect::<Result<Vec<Draft>, Refusal>>()?.into_iter();
    let first = drafts.next().ok_or(Refusal::Empty)?;
    let more = drafts.map(|draft| imported(draft, Vec::new()));
    Ok(imported(first, more.collect()))
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

    fn read(text: &str) -> Option<Result<Imported, Refusal>> {
        saved(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn a_backup_gives_every_draft_or_says_that_it_is_damaged() {
        let mut other = sample();
        other.set(Field::ProjectName, "户政");
        let (one, two) = (record(&sample()), record(&other));
        let expected = imported(sample(), vec![imported(other, Vec::new())]);
        let text = backup::write(&[one.clone(), two.clone()], 9);
        assert_eq!(read(&text), Some(Ok(expected.clone())));
        assert_eq!(read(&format!("\u{FEFF}\n{text}")), Some(Ok(expected)));
        let cut = two[..two.len() - 1].to_owned();
        assert_eq!(
            read(&backup::write(&[one, cut], 9)),
            Some(Err(Refusal::Damaged))
        );
        assert_eq!(read(&backup::write(&[], 9)), Some(Err(Refusal::Empty)));
        let newer = text.replace("\"backup\":1", "\"backup\":2");
        assert_eq!(read(&newer), Some(Err(Refusal::Newer)));
    }

    #[test]
    fn a_saved_draft_is_read_and_what_is_not_ours_is_left_to_others() {
        let text = save::write(&sample());
        assert_eq!(read(&text), Some(Ok(imported(sample(), Vec::new()))));
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
}
