//! The saved file: a draft in a versioned envelope, as JSON.

pub mod backup;
pub mod frame;

use serde_json::{json, Value as Json};

use crate::draft::Draft;

/// The version of the envelope that this program writes. A newer one is not read, so that
/// it is never written over with less than it held.
pub const SCHEMA: u64 = 1;

/// The name that tells our files from other JSON.
const APP: &str = "ziping";

/// What a saved text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saved {
    Draft(Draft),
    /// Written by a newer version of the program, with this schema.
    Newer(u64),
    /// Not one of our files, or a damaged one.
    Unknown,
}

pub fn write(draft: &Draft) -> String {
    json!({ "app": APP, "schema": SCHEMA, "draft": draft.to_json() }).to_string()
}

/// Never fails; what isn't ours is [`Saved::Unknown`].
pub fn read(text: &str) -> Saved {
    let Ok(json) = serde_json::from_str::<Json>(text) else {
        return Saved::Unknown;
    };
    match (&json["app"], json["schema"].as_u64(), &json["draft"]) {
        (Json::String(app), Some(schema), _) if app == APP && schema > SCHEMA => {
            Saved::Newer(schema)
        }
        (Json::String(app), Some(SCHEMA), draft @ Json::Object(_)) if app == APP => {
            Saved::Draft(Draft::from_json(draft))
        }
        _ => Saved::Unknown,
    }
}

/// FNV-1a, to know a text again. It keeps nobody out.
pub fn checksum(bytes: impl AsRef<[u8]>) -> u64 {
    let bytes = bytes.as_ref().iter();
    bytes.fold(0xcbf2_9ce4_8422_2325, |sum, byte| {
        (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::any_drafts;
    use crate::field::Field;

    proptest! {
        #[test]
        fn any_draft_that_was_written_reads_back(draft in any_drafts()) {
            prop_assert_eq!(read(&write(&draft)), Saved::Draft(draft));
        }
    }

    #[test]
    fn what_was_written_reads_back() {
        let mut draft = Draft::default();
        draft.set(Field::ProjectName, "“户政”\u{2028}\0</script>😀");
        assert_eq!(read(&write(&draft)), Saved::Draft(draft));
    }

    #[test]
    fn what_is_not_ours_is_told_apart() {
        assert_eq!(
            read(r#"{"app":"ziping","schema":2,"draft":{}}"#),
            Saved::Newer(2)
        );
        for text in [
            "",
            "null",
            "{",
            "[]",
            r#"{"app":"other","schema":1,"draft":{}}"#,
            r#"{"app":"ziping","schema":1}"#,
            r#"{"app":"ziping","schema":0,"draft":{}}"#,
            r#"{"app":"ziping","schema":1,"draft":"text"}"#,
            &"[".repeat(1_000_000),
        ] {
            assert_eq!(
                read(text),
                Saved::Unknown,
                "{}",
                &text[..text.len().min(40)]
            );
        }
    }
}
