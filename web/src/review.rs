//! Everything that the page shows about a draft, derived from it in one go.

use std::collections::BTreeMap;
use std::rc::Rc;

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::field::Section;
use ziping_core::finding::{Finding, Severity};
use ziping_core::funds::Figures;
use ziping_core::place::Place;
use ziping_core::Subject;

/// What a draft amounts to.
#[derive(Debug)]
pub struct Review {
    pub figures: Figures,
    /// By place, as the core gives them.
    pub findings: Vec<Finding>,
    by_place: BTreeMap<Place, Rc<[Finding]>>,
}

/// How many findings of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not filled in yet: nothing is wrong, something is to be done.
    pub missing: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

/// Whether a finding says that something isn't filled in yet. The catalogue's group A is
/// 完整性.
pub fn is_missing(finding: &Finding) -> bool {
    finding.code.starts_with('A')
}

impl Review {
    pub fn of(draft: &Draft, today: Option<Date>) -> Review {
        let subject = Subject::of(draft, today);
        let findings = subject.findings();
        let mut by_place: BTreeMap<Place, Vec<Finding>> = BTreeMap::new();
        for finding in &findings {
            let here = by_place.entry(finding.place.whole()).or_default();
            here.push(finding.clone());
        }
        Review {
            figures: subject.figures,
            findings,
            by_place: by_place
                .into_iter()
                .map(|(place, findings)| (place, findings.into()))
                .collect(),
        }
    }

    /// The findings at a place.
    pub fn at(&self, place: &Place) -> Rc<[Finding]> {
        self.by_place.get(place).cloned().unwrap_or_default()
    }

    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    pub fn counts_in(&self, section: Section) -> Counts {
        Counts::of(
            self.findings
                .iter()
                .filter(|finding| finding.place.field.spec().section == section),
        )
    }
}

impl Counts {
    fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                _ if is_missing(finding) => counts.missing += 1,
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Hint => counts.hints += 1,
            }
        }
        counts
    }

    /// What stands in the way of a final report.
    pub fn blocking(self) -> usize {
        self.missing + self.errors
    }

    /// `待填 3，错误 1，警告 2`; empty where there is nothing.
    pub fn in_words(self) -> String {
        let parts = [
            ("待填", self.missing),
            ("错误", self.errors),
            ("警告", self.warnings),
            ("提示", self.hints),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(label, n)| format!("{label} {n}"))
            .collect();
        parts.join("，")
    }
}

/// The report as it would be exported, and its file name without the extension.
pub fn export(draft: &Draft, today: Option<Date>) -> (Document, String) {
    let subject = Subject::of(draft, today);
    let document = subject.final_document(&subject.findings());
    (document, subject.file_name())
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::field::Field;
    use ziping_core::sample::sample;

    #[test]
    fn what_is_not_filled_in_counts_apart_from_errors() {
        let mut draft = sample();
        draft.set(Field::Phone, "");
        draft.set(Field::ReportYear, "21");
        let review = Review::of(&draft, None);
        assert_eq!(review.counts().in_words(), "待填 1，错误 1，警告 4");
        assert_eq!(review.counts().blocking(), 2);
        assert_eq!(review.counts_in(Section::Funds).in_words(), "警告 1");
        assert_eq!(review.at(&Place::of(Field::Phone)).len(), 1);
        assert_eq!(review.at(&Place::of(Field::Title)).len(), 0);
    }
}
