//! The domain of 项目支出绩效自评报告: what is typed, what it means, what is wrong with it,
//! and the report it makes.
//!
//! ```text
//! Draft ── Form::parse ──> Form ── Figures::of ──> Figures
//!   (typed texts)    (values)      (totals, rates)    │
//!                        └──────────── Subject ───────┤
//!                 rule::check ──> findings            │
//!                 report::document ──> Document ── export ──> bytes
//! ```
//!
//! Invariants: the draft is the ground state and alone is saved; reading never fails;
//! nothing here has a clock, randomness, a browser, floats or input and output; nothing
//! rounds but `rate`; a text becomes HTML in `export::html` only.

pub mod document;
pub mod draft;
pub mod export;
pub mod field;
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
use finding::{Finding, Severity};
use form::Form;
use funds::Figures;
use policy::Policy;
use score::Scores;

/// A draft with everything that is derived from it; what rules and reports look at.
#[derive(Debug)]
pub struct Subject<'d> {
    pub form: Form<'d>,
    pub figures: Figures,
    /// The locality's way.
    pub policy: &'static Policy,
    pub scores: Scores<'d>,
    /// For the rules about dates; `None` where there is no clock.
    pub today: Option<Date>,
}

impl<'d> Subject<'d> {
    pub fn of(draft: &'d Draft, today: Option<Date>) -> Subject<'d> {
        let form = Form::parse(draft);
        let figures = Figures::of(&form);
        let policy = policy::of(&form);
        let scores = Scores::of(&form, &figures, policy);
        Subject {
            form,
            figures,
            policy,
            scores,
            today,
        }
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

    /// The report as it may leave the house: marked as a draft while there are errors.
    pub fn final_document(&self, findings: &[Finding]) -> Document {
        let errors = findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .count();
        Document {
            mark: (errors > 0).then(|| format!("草稿（有 {errors} 处错误未处理）")),
            ..self.document()
        }
    }
}
