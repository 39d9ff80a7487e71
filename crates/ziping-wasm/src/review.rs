//! The files of a review, as JavaScript hands them over: each with the draft that was read
//! of it and what was found, or with the reason why it couldn't be read.

use serde::Deserialize;
use serde_json::Value as Json;
use ziping_core::draft::Draft;
use ziping_core::finding::{self, Severity};
use ziping_core::policy::Policy;
use ziping_core::report::opinion::{self, Opinions, Refused, Reviewed};
use ziping_core::rule::{IMPORT_RULES, RULES};
use ziping_core::spreadsheet::Workbook;
use ziping_core::Subject;

use crate::argument::{self, MOST_ROWS};
use crate::shape::Place;

/// What is kept of the files: no drafts, so that thousands of them have room.
pub(crate) struct Review {
    policy: Option<&'static Policy>,
    read: Vec<Reviewed>,
    refused: Vec<Refused>,
    rows: usize,
}

/// What else an object has, such as the other entries of what `importReport` gave, doesn't
/// count.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct File {
    file_name: String,
    draft: Option<Json>,
    #[serde(default)]
    findings: Vec<Finding>,
    message: Option<String>,
}

#[derive(Deserialize)]
struct Finding {
    code: String,
    severity: String,
    message: String,
    place: Place,
    expected: Option<String>,
    reported: Option<String>,
    difference: Option<String>,
}

impl Review {
    pub(crate) fn under(policy: Option<&'static Policy>) -> Review {
        Review {
            policy,
            read: Vec::new(),
            refused: Vec::new(),
            rows: 0,
        }
    }

    /// Fails where the file isn't one, or they are too many.
    pub(crate) fn add(&mut self, file: Json) -> Result<(), String> {
        let file: File = serde_json::from_value(file).map_err(|why| why.to_string())?;
        self.rows += 1 + file.findings.len();
        if self.rows > MOST_ROWS {
            return Err("too many files and findings".to_owned());
        }
        let name = file.file_name;
        match (file.draft, file.message) {
            (Some(draft), _) => {
                let draft = argument::draft_of(&draft)?;
                let findings = file.findings.into_iter();
                let findings: Result<Vec<_>, _> = findings.map(|it| it.into_core(&draft)).collect();
                let subject = Subject::under(self.policy, &draft, None);
                let opinions = Opinions::default();
                let reviewed = Reviewed::of(&name, &subject, &findings?, &opinions);
                self.read.push(reviewed);
            }
            (None, Some(reason)) => self.refused.push(Refused { file: name, reason }),
            (None, None) => return Err("has neither a draft nor a message".to_owned()),
        }
        Ok(())
    }

    pub(crate) fn workbook(&self) -> Workbook {
        opinion::workbook(&self.read, &self.refused)
    }
}

impl Finding {
    /// `draft` is the one that was checked. Its mend is left out: a review carries none out.
    fn into_core(self, draft: &Draft) -> Result<finding::Finding, String> {
        let mut rules = RULES.iter().chain(IMPORT_RULES);
        let rule = rules.find(|rule| rule.code == self.code);
        let rule = rule.ok_or_else(|| format!("no rule {:?}", self.code))?;
        let mut severities = Severity::ALL.into_iter();
        let severity = severities.find(|severity| severity.key() == self.severity);
        Ok(finding::Finding {
            code: rule.code,
            severity: severity.ok_or_else(|| format!("no severity {:?}", self.severity))?,
            place: self.place.to_core(draft)?,
            message: self.message,
            expected: self.expected,
            reported: self.reported,
            difference: self.difference,
            fix: None,
            is_missing: false,
        })
    }
}
