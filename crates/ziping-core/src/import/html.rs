//! Reads an exported report back: the draft that it carries.

use crate::export::html::DRAFT_ID;
use crate::save::{self, Saved};

/// The draft inside an exported report, without loss. A file that carries none is
/// [`Saved::Unknown`].
pub fn read(html: &str) -> Saved {
    let opening = format!("<script type=\"application/json\" id=\"{DRAFT_ID}\">");
    html.rsplit_once(&opening)
        .and_then(|(_, rest)| rest.split_once("</script>"))
        .map_or(Saved::Unknown, |(data, _)| save::read(data))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::any_drafts;
    use crate::export;
    use crate::{Edition, Subject};

    proptest! {
        #[test]
        fn every_exported_edition_reads_back_without_loss(
            draft in any_drafts(), has_charts in any::<bool>(),
        ) {
            let mut subject = Subject::of(&draft, None);
            subject.has_charts = has_charts;
            let findings = subject.findings();
            for edition in Edition::ALL {
                let document = subject.final_edition(edition, &findings);
                let html = export::html::write(&document, &draft);
                prop_assert_eq!(read(&html), Saved::Draft(draft.clone()));
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in any::<String>()) {
            let opening = format!("<script type=\"application/json\" id=\"{DRAFT_ID}\">");
            let _ = read(&text);
            let _ = read(&(opening + &text));
        }
    }

    #[test]
    fn another_web_page_carries_no_draft() {
        assert_eq!(
            read("<!DOCTYPE html><p>项目支出绩效自评报告"),
            Saved::Unknown
        );
    }
}
