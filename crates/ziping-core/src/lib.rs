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
pub mod chart;
pub mod common_indicator;
pub mod document;
pub mod draft;
mod explanation;
pub mod export;
pub mod field;
pub mod figures;
pub mod finding;
pub mod form;
pub mod funds;
pub mod import;
pub mod indicator;
pub mod mend;
pub mod place;
pub mod policy;
pub mod rate;
pub mod reference;
pub mod report;
pub mod rule;
pub mod sample;
pub mod save;
pub mod score;
mod similarity;
pub mod spreadsheet;
mod wording;

// Goldens of what isn't public, and of what is quicker tested here.
#[cfg(test)]
#[path = "../../../tests/src/golden.rs"]
mod golden;

use std::collections::BTreeSet;

use document::Document;
use draft::Draft;
use field::value::Date;
use field::{Field, Section};
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
    /// Reports on other years or other projects, for the rule about what is copied: none,
    /// unless given.
    pub others: &'d [Draft],
    /// The edition that findings are wanted of: every one, unless set.
    pub only: Option<Edition>,
    /// Whether the report is to be published (公开): as 是否公开 says, unless set.
    pub is_public: bool,
    /// Whether the report and the form have charts (附图): not unless set.
    pub has_charts: bool,
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
            others: &[],
            only: None,
            is_public,
            has_charts: false,
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
        let findings = rule::check(self);
        match self.only {
            None => findings,
            Some(edition) => {
                let wanted = self.of_edition(edition, &findings);
                wanted.into_iter().cloned().collect()
            }
        }
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

    /// Those of these findings that an edition has to do with: about what it prints, and what
    /// it computes that from. The rest of the draft may be unfinished.
    pub fn of_edition<'f>(&self, edition: Edition, findings: &'f [Finding]) -> Vec<&'f Finding> {
        let needs = |field| match edition {
            Edition::Report => report::needs(field) || report::chart::needs(self, field),
            Edition::Form => self.policy.layout.needs(field),
            Edition::Disclosure => report::disclosure::needs(field),
        };
        let printed = self.narratives.iter();
        let quoted: BTreeSet<Section> = printed
            .filter(|narrative| needs(narrative.field))
            .flat_map(|narrative| reference::find(narrative.text))
            .flat_map(|reference| reference::sections(reference.content))
            .copied()
            .collect();
        let is_of_it = |finding: &&Finding| {
            let field = finding.place.field;
            needs(field) || quoted.contains(&field.spec().section)
        };
        findings.iter().filter(is_of_it).collect()
    }

    /// The report as it may leave the house: marked as a draft while there are errors.
    pub fn final_document(&self, findings: &[Finding]) -> Document {
        self.final_edition(Edition::Report, findings)
    }

    /// An edition as it may leave the house: marked as a draft while there are errors in what
    /// it has to do with.
    pub fn final_edition(&self, edition: Edition, findings: &[Finding]) -> Document {
        let errors = self
            .of_edition(edition, findings)
            .into_iter()
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

    #[test]
    fn each_edition_has_a_file_name_of_its_own() {
        let draft = sample::sample();
        let subject = Subject::of(&draft, None);
        let names = Edition::ALL.map(|edition| subject.edition_file_name(edition));
        let of_the_project = "海口市公安局-信息化专项计划-2021-";
        let kinds = names
            .each_ref()
            .map(|name| name.strip_prefix(of_the_project));
        assert_eq!(
            kinds,
            [
                "项目支出绩效自评报告",
                "项目支出绩效自评表",
                "项目绩效自评综述"
            ]
            .map(Some)
        );
        assert_eq!(subject.file_name(), names[0]);
    }

    /// The form of a school with nothing but what the form has a place for.
    fn form_alone() -> Draft {
        let published = include_str!("../../../tests/cases/zipingbiao-hainan/draft.json");
        let save::Saved::Draft(published) = save::read(published) else {
            panic!("no saved draft");
        };
        let layout = policy::ALL[0].layout;
        let mut draft = published.clone();
        let is_of_the_report = |place: &place::Place| !layout.needs(place.field);
        for place in published.places().into_iter().filter(is_of_the_report) {
            let text = String::new();
            draft.apply(&draft::Edit::Set { place, text });
        }
        let reason = place::Place::in_row(field::Field::IndicatorReason, 3);
        draft.apply(&draft::Edit::Set {
            place: reason,
            text: "受资助的教师和学生都表示满意，年初目标偏低。".to_owned(),
        });
        draft
    }

    #[test]
    fn a_form_that_is_complete_is_no_draft_where_the_report_is_one() {
        let draft = form_alone();
        let subject = Subject::of(&draft, None);
        let findings = subject.findings();
        let mark = |edition| subject.final_edition(edition, &findings).mark;
        assert_eq!(mark(Edition::Form), None);
        let mut only_form = Subject::of(&draft, None);
        only_form.only = Some(Edition::Form);
        assert!(only_form
            .findings()
            .iter()
            .all(|f| f.severity != Severity::Error));
        let errors = |findings: &[&Finding]| {
            let errors = findings.iter().filter(|f| f.severity == Severity::Error);
            errors.count()
        };
        let of_report = errors(&subject.of_edition(Edition::Report, &findings));
        assert_eq!(of_report, errors(&Vec::from_iter(&findings)));
        assert_eq!(mark(Edition::Report), Some(document::draft_mark(of_report)));
    }

    #[test]
    fn an_error_of_the_form_marks_the_form_and_what_quotes_its_scores() {
        let mut draft = form_alone();
        let weight = place::Place::in_row(field::Field::IndicatorWeight, 0);
        draft.apply(&draft::Edit::Set {
            place: weight.clone(),
            text: "30".to_owned(),
        });
        let is_of = |draft: &Draft, edition| {
            let subject = Subject::of(draft, None);
            let findings = subject.findings();
            let of_edition = subject.of_edition(edition, &findings);
            of_edition.iter().any(|finding| finding.place == weight)
        };
        assert!(is_of(&draft, Edition::Form) && is_of(&draft, Edition::Disclosure));
        assert!(!is_of(&draft, Edition::Report));
        draft.set(field::Field::Experience, "自评得分〔总分〕。");
        assert!(is_of(&draft, Edition::Report));
    }
}
