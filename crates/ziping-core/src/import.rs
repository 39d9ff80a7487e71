//! What was written elsewhere becomes a draft: a file's content (`source`), which
//! ziping-office takes out of every format, or one of our own pages (`html`).

mod edited;
mod filing;
mod form;
pub mod html;
mod joined;
pub mod origin;
pub mod received;
pub mod source;
mod stretch;
pub mod text;

#[cfg(test)]
mod case;
#[cfg(test)]
mod property;

use crate::draft::Draft;
use crate::finding::Finding;
pub use form::word::Label;
use origin::Origin;

/// What a reader makes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    pub draft: Draft,
    /// What only the file showed, such as wrong numbers of headings; the rules find the rest
    /// in the draft.
    pub findings: Vec<Finding>,
    /// What became of each stretch of the file, in its order. A draft that the file carries
    /// inside has none.
    pub origins: Vec<Origin>,
    /// The further forms and reports of the file, each as a draft of its own.
    pub more: Vec<Imported>,
}

impl Imported {
    /// A draft as it is.
    fn of_draft(draft: Draft) -> Imported {
        Imported {
            draft,
            findings: Vec::new(),
            origins: Vec::new(),
            more: Vec::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;
    use crate::save::Saved;
    use crate::{export, Edition, Subject};

    #[test]
    fn every_edition_as_a_web_page_reads_back_as_the_draft() {
        let draft = sample();
        let subject = Subject::of(&draft, None);
        for edition in Edition::ALL {
            let html = export::html::write(&subject.edition(edition), &draft);
            assert_eq!(html::read(&html), Saved::Draft(draft.clone()));
        }
    }
}
