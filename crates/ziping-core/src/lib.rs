//! The domain of 项目支出绩效自评报告: what is typed, what it means, what is wrong with it,
//! and the report it makes.
//!
//! ```text
//! Draft ── Form::parse ──> Form ── Figures::of ──> Figures
//!   (typed texts)    (values)      (totals, rates)    │
//!                        ├─ narratives ─> Narratives  │
//!                        │   (figures in free text)   │
//!                        └──────────── Subject ───────┤
//!                 rule::check ──> findings            │
//!                 report::document ──> Document ── export ──> bytes
//!                 report::evaluation, ::disclosure, ::summary, ::public: other documents
//! ```
//!
//! Invariants: the draft is the ground state and alone is saved; reading never fails;
//! nothing here has a clock, randomness, a browser, floats or input and output; nothing
//! rounds but `rate`; a text becomes HTML in `export::html` only.

pub mod carry;
pub mod document;
pub mod draft;
pub mod export;
pub mod field;
pub mod figures;
pub mod finding;
pub mod form;
pub mod funds;
pub mod import;
pub mod indicator;
pub mod place;
pub mod policy;
pub mod rate;
pub mod reference;
pub mod report;
pub mod rule;
pub mod sample;
pub mod save;
pub mod score;
mod wording;

use document::Document;
use draft::Draft;
use field::value::Date;
use field::Field;
use figures::claim::{claims, Claim};
use figures::narrative::{narratives, Narrative};
use figures::rate_claim::{rate_claims, RateClaim};
use finding::{Finding, Severity};
use form::Form;
use funds::Figures;
use place::Place;
use policy::Policy;
use score::Scores;
use wording::{prose, Prose};

/// What is made of a draft.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Edition {
    /// 项目支出绩效自评报告
    #[default]
    Report,
    /// 项目支出绩效自评表
    Form,
    /// 决算公开中的项目绩效自评综述
    Disclosure,
}

impl Edition {
    pub const ALL: [Edition; 3] = [Edition::Report, Edition::Form, Edition::Disclosure];

    /// The name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Edition::Report => "report",
            Edition::Form => "form",
            Edition::Disclosure => "disclosure",
        }
    }

    pub fn from_key(key: &str) -> Option<Edition> {
        Edition::ALL
            .into_iter()
            .find(|edition| edition.key() == key)
    }

    /// The name on the page and in file names.
    pub fn label(self) -> &'static str {
        match self {
            Edition::Report => "项目支出绩效自评报告",
            Edition::Form => "项目支出绩效自评表",
            Edition::Disclosure => "项目绩效自评综述",
        }
    }
}

/// A draft with everything that is derived from it; what rules and reports look at.
#[derive(Debug)]
pub struct Subject<'d> {
    pub form: Form<'d>,
    pub figures: Figures,
    /// The locality's way.
    pub policy: &'static Policy,
    pub scores: Scores<'d>,
    /// The paragraphs, with the figures that stand in them.
    pub narratives: Vec<Narrative<'d>>,
    /// What the paragraphs claim in words.
    pub claims: Vec<Claim>,
    /// The rates that stand in the paragraphs, beside what they are to be.
    pub(crate) rate_claims: Vec<RateClaim>,
    /// Every text that somebody wrote, paragraphs included.
    pub(crate) prose: Vec<Prose<'d>>,
    /// For the rules about dates; `None` where there is no clock.
    pub today: Option<Date>,
    /// Whether the report is to be published (公开): as 是否公开 says, unless set.
    pub is_public: bool,
}

impl<'d> Subject<'d> {
    pub fn of(draft: &'d Draft, today: Option<Date>) -> Subject<'d> {
        Subject::under(None, draft, today)
    }

    /// By the way of another locality than the one that the draft names.
    pub fn under(
        policy: Option<&'static Policy>,
        draft: &'d Draft,
        today: Option<Date>,
    ) -> Subject<'d> {
        let form = Form::parse(draft);
        let figures = Figures::of(&form);
        let policy = policy.unwrap_or_else(|| policy::of(&form));
        let scores = Scores::of(&form, &figures, policy);
        let narratives = narratives(&form);
        let claims = narratives.iter().flat_map(claims).collect();
        let prose = prose(&form);
        let is_public = form.text(&Place::of(Field::IsPublic)) == "是";
        let mut subject = Subject {
            form,
            figures,
            policy,
            scores,
            narratives,
            claims,
            rate_claims: Vec::new(),
            prose,
            today,
            is_public,
        };
        subject.rate_claims = rate_claims(&subject);
        subject
    }

    /// Every text that somebody wrote and that is printed.
    pub(crate) fn printed(&self) -> impl Iterator<Item = &Prose<'d>> {
        self.prose.iter().filter(|prose| prose.is_printed())
    }

    /// Everything that is wrong, by place.
    pub fn findings(&self) -> Vec<Finding> {
        rule::check(self)
    }

    /// The exported file's name without its extension: 单位-项目-年度.
    pub fn file_name(&self) -> String {
        export::file_name(&self.form)
    }

    /// The report, unmarked.
    pub fn document(&self) -> Document {
        report::document(self)
    }

    /// The form 《项目支出绩效自评表》, unmarked.
    pub fn evaluation(&self) -> Document {
        report::evaluation::document(self)
    }

    /// What is made of the draft, unmarked.
    pub fn edition(&self, edition: Edition) -> Document {
        match edition {
            Edition::Report => self.document(),
            Edition::Form => self.evaluation(),
            Edition::Disclosure => report::disclosure::document(self),
        }
    }

    /// The name of an edition's file without its extension.
    pub fn edition_file_name(&self, edition: Edition) -> String {
        export::edition_file_name(&self.form, edition)
    }

    /// The report as it may leave the house: marked as a draft while there are errors.
    pub fn final_document(&self, findings: &[Finding]) -> Document {
        self.final_edition(Edition::Report, findings)
    }

    /// An edition as it may leave the house: marked as a draft while there are errors.
    pub fn final_edition(&self, edition: Edition, findings: &[Finding]) -> Document {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        Document {
            mark: (errors > 0).then(|| document::draft_mark(errors)),
            ..self.edition(edition)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_policy_than_the_drafts_counts_and_changes_no_text() {
        let mut draft = sample::sample();
        draft.set(field::Field::Policy, policy::ALL[1].name);
        let hubei = policy::named("湖北");
        assert_eq!(Subject::of(&draft, None).policy, &policy::ALL[1]);
        let subject = Subject::under(hubei, &draft, None);
        assert_eq!(Some(subject.policy), hubei);
        assert_eq!(subject.scores.execution_weight.to_string(), "20.00");
        assert_eq!(subject.form.draft, &draft);
    }

    #[test]
    fn an_edition_is_known_by_its_key_and_marked_while_there_are_errors() {
        let draft = Draft::default();
        let subject = Subject::of(&draft, None);
        let findings = subject.findings();
        for edition in Edition::ALL {
            assert_eq!(Edition::from_key(edition.key()), Some(edition));
            let document = subject.final_edition(edition, &findings);
            assert!(document.mark.is_some_and(|mark| mark.starts_with("草稿")));
            assert_eq!(subject.final_edition(edition, &[]).mark, None);
        }
    }
}
