//! The files of a review, as JavaScript hands them over: each with the draft that was read
//! of it, what was found and what the reviewer says of that, or with the reason why it
//! couldn't be read.

use serde::Deserialize;
use serde_json::Value as Json;
use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::finding::{self, Severity};
use ziping_core::policy::Policy;
use ziping_core::report::opinion::{self, Opinion, Opinions, Refused, Reviewed, Verdict};
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
    comment: Option<String>,
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
    verdict: Option<String>,
    note: Option<String>,
}

/// 审核意见 on a file.
pub(crate) fn opinion(file: Json, policy: Option<&'static Policy>) -> Result<Document, String> {
    let File {
        file_name,
        draft,
        findings,
        comment,
        ..
    } = read(file)?;
    if findings.len() > MOST_ROWS {
        return Err("too many findings".to_owned());
    }
    let draft = draft.ok_or("has no draft")?;
    let reviewed = reviewed(&file_name, &draft, findings, comment, policy)?;
    Ok(opinion::document(&reviewed))
}

fn read(file: Json) -> Result<File, String> {
    serde_json::from_value(file).map_err(|why| why.to_string())
}

fn reviewed(
    file_name: &str,
    draft: &Json,
    findings: Vec<Finding>,
    comment: Option<String>,
    policy: Option<&'static Policy>,
) -> Result<Reviewed, String> {
    let draft = argument::draft_of(draft)?;
    let mut opinions = Opinions::default();
    opinions.comment = comment.unwrap_or_default();
    let findings = findings.into_iter().map(|finding| {
        let (finding, opinion) = finding.into_core(&draft)?;
        opinions.set(&finding, opinion);
        Ok(finding)
    });
    let findings: Vec<finding::Finding> = findings.collect::<Result<_, String>>()?;
    let subject = Subject::under(policy, &draft, None);
    Ok(Reviewed::of(file_name, &subject, &findings, &opinions))
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
        let file = read(file)?;
        self.rows += 1 + file.findings.len();
        if self.rows > MOST_ROWS {
            return Err("too many files and findings".to_owned());
        }
        let name = file.file_name;
        match (file.draft, file.message) {
            (Some(draft), _) => {
                let reviewed = reviewed(&name, &draft, file.findings, file.comment, self.policy)?;
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
    /// With what the reviewer says of it. `draft` is the one that was checked. Its mend is left
    /// out: a review carries none out.
    fn into_core(self, draft: &Draft) -> Result<(finding::Finding, Opinion), String> {
        let mut rules = RULES.iter().chain(IMPORT_RULES);
        let rule = rules.find(|rule| rule.code == self.code);
        let rule = rule.ok_or_else(|| format!("no rule {:?}", self.code))?;
        let mut severities = Severity::ALL.into_iter();
        let severity = severities.find(|severity| severity.key() == self.severity);
        let verdict = match self.verdict {
            Some(key) => Verdict::from_key(&key).ok_or_else(|| format!("no verdict {key:?}"))?,
            None => Verdict::Open,
        };
        let opinion = Opinion {
            verdict,
            note: self.note.unwrap_or_default(),
        };
        let finding = finding::Finding {
            code: rule.code,
            severity: severity.ok_or_else(|| format!("no severity {:?}", self.severity))?,
            place: self.place.to_core(draft)?,
            message: self.message,
            expected: self.expected,
            reported: self.reported,
            difference: self.difference,
            fix: None,
            is_missing: false,
        };
        Ok((finding, opinion))
    }
}
