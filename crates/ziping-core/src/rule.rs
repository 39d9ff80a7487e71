//! THE rule list. One file a rule: its code, severity, source, check and tests.
//!
//! Rules don't see each other, have no order and change nothing. What two of them need is
//! computed in `form`, `funds` or `rate`.

use crate::finding::{Finding, Fix, Severity};
use crate::place::Place;
use crate::Subject;

mod bad_date;
mod bad_phone;
mod bad_year;
mod budget_changed;
mod budget_from_nothing;
mod conversion_residue;
mod doubled_punctuation;
mod goal_of_another_year;
mod leftover_hint;
mod misplaced_thousands;
mod missing_amount;
mod missing_fact;
mod missing_goal;
mod missing_narrative;
mod missing_signature;
mod missing_sub_project;
mod negative_amount;
mod not_an_amount;
mod overspent;
mod rate_differs;
mod rate_in_yuan;
mod rate_truncated;
mod rate_without_budget;
mod signed_before_year_end;
mod spent_without_budget;
mod sub_project_overspent;
mod sub_projects_differ;
mod too_many_decimals;
mod total_differs;
mod unknown_choice;

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    missing_fact::RULE,
    missing_goal::RULE,
    missing_narrative::RULE,
    missing_signature::RULE,
    missing_amount::RULE,
    leftover_hint::RULE,
    conversion_residue::RULE,
    missing_sub_project::RULE,
    total_differs::RULE,
    negative_amount::RULE,
    not_an_amount::RULE,
    misplaced_thousands::RULE,
    too_many_decimals::RULE,
    budget_from_nothing::RULE,
    budget_changed::RULE,
    overspent::RULE,
    spent_without_budget::RULE,
    sub_projects_differ::RULE,
    sub_project_overspent::RULE,
    rate_differs::RULE,
    rate_in_yuan::RULE,
    rate_truncated::RULE,
    rate_without_budget::RULE,
    goal_of_another_year::RULE,
    signed_before_year_end::RULE,
    bad_date::RULE,
    bad_year::RULE,
    unknown_choice::RULE,
    doubled_punctuation::RULE,
    bad_phone::RULE,
];

/// What the readers find: the draft that they make doesn't show it any more.
pub const IMPORT_RULES: &[Rule] = &[HEADING_NUMBER, UNFILED, GUESSED_YEAR];

pub(crate) const HEADING_NUMBER: Rule = Rule {
    code: "G14",
    severity: Severity::Warning,
    title: "来稿的标题编号有误",
    advice: "一级标题用“一、”，二级标题用“（一）”，依次编号。读入后编号由程序重排，导出的报告不再有这个错误。",
    source: "海口市公安局 2021 年报告“（4）项目资金管理情况”“（2）项目管理情况”；GB/T 9704-2012 关于结构层次序数的规定 [凭记忆]",
    check: of_readers,
};

pub(crate) const UNFILED: Rule = Rule {
    code: "R01",
    severity: Severity::Hint,
    title: "来稿有未归类的内容",
    advice: "读入时没有找到对应栏目的文字都放在「未归类内容」，一字不丢，也不印入报告。需要的移到相应栏目，不需要的删去。",
    source: "本工具的规则",
    check: of_readers,
};

pub(crate) const GUESSED_YEAR: Rule = Rule {
    code: "R02",
    severity: Severity::Hint,
    title: "报告年度是推定的",
    advice: "来稿的标题和年度目标都没有写年度，按落款日期的上一年推定，须核对。",
    source: "本工具的规则：自评在年度终了后进行",
    check: of_readers,
};

/// Nothing to check in a draft.
fn of_readers(_: &Subject<'_>, _: &mut Report) {}

/// An entry of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// Its place in the catalogue, forever: `C01`.
    pub code: &'static str,
    /// The severity of its findings, unless one of them says that it matters less.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do, in official Chinese.
    pub advice: &'static str,
    /// Where the rule comes from. What is known from memory only says so.
    pub source: &'static str,
    check: fn(&Subject<'_>, &mut Report),
}

/// Takes a rule's findings.
#[derive(Debug)]
struct Report {
    code: &'static str,
    severity: Severity,
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding; the returned one takes what is expected, there, and to be done.
    fn add(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let at = self.findings.len();
        let finding = Finding::new(self.code, self.severity, place, message);
        self.findings.push(finding);
        &mut self.findings[at]
    }

    /// Adds a finding that says that something isn't filled in yet.
    fn missing(&mut self, place: Place, message: impl Into<String>) {
        self.add(place, message).is_missing = true;
    }
}

impl Finding {
    fn new(
        code: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            code,
            severity,
            place,
            message: message.into(),
            expected: None,
            reported: None,
            difference: None,
            fix: None,
            is_missing: false,
        }
    }

    pub(crate) fn expected(&mut self, expected: impl Into<String>) -> &mut Finding {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn reported(&mut self, reported: impl Into<String>) -> &mut Finding {
        self.reported = Some(reported.into());
        self
    }

    fn difference(&mut self, difference: impl Into<String>) -> &mut Finding {
        self.difference = Some(difference.into());
        self
    }

    fn fix(&mut self, fix: Fix) -> &mut Finding {
        self.fix = Some(fix);
        self
    }
}

/// The findings of all rules, by place, then code.
pub(crate) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|rule| rule.findings(subject))
        .collect();
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    findings
}

impl Rule {
    /// A finding that a reader made.
    pub(crate) fn finding(&self, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.severity, place, message)
    }

    fn findings(&self, subject: &Subject<'_>) -> Vec<Finding> {
        let mut report = Report {
            code: self.code,
            severity: self.severity,
            findings: Vec::new(),
        };
        (self.check)(subject, &mut report);
        report.findings
    }
}

#[cfg(test)]
mod case {
    //! How the rules' tests are written: the sample with some texts changed, and the
    //! findings of one rule as lines.

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::value::{Date, Reading};
    use crate::sample::sample;

    /// The sample, with these texts by place key.
    pub(super) fn draft(texts: &[(&str, &str)]) -> Draft {
        let mut draft = sample();
        for (key, text) in texts {
            draft.apply(&Edit::Set {
                place: Place::from_key(key).expect(key),
                text: (*text).to_owned(),
            });
        }
        draft
    }

    /// `place｜message｜应为…｜现有…｜相差…｜改为…`, a line each. Applies every fix and makes
    /// sure that its finding goes and none comes.
    pub(super) fn check(rule: &Rule, texts: &[(&str, &str)]) -> String {
        check_on(rule, "2022年7月7日", texts)
    }

    pub(super) fn check_on(rule: &Rule, today: &str, texts: &[(&str, &str)]) -> String {
        let Reading::Value(today) = Date::read(today) else {
            panic!("{today} is no date");
        };
        let draft = draft(texts);
        let subject = Subject::of(&draft, Some(today));
        let findings = rule.findings(&subject);
        for finding in &findings {
            fix_mends(&draft, today, finding);
        }
        findings.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    fn fix_mends(draft: &Draft, today: Date, finding: &Finding) {
        let Some(fix) = &finding.fix else { return };
        let before = super::check(&Subject::of(draft, Some(today)));
        let mut mended = draft.clone();
        fix.edits.iter().for_each(|edit| mended.apply(edit));
        let after = super::check(&Subject::of(&mended, Some(today)));
        assert!(!after.contains(finding), "{} is still there", finding.code);
        let is_new = |f: &&Finding| {
            !before
                .iter()
                .any(|b| (b.code, &b.place) == (f.code, &f.place))
        };
        assert_eq!(after.iter().find(is_new), None, "made by {}", finding.code);
    }

    fn line(finding: &Finding) -> String {
        let mut parts = vec![finding.place.key(), finding.message.clone()];
        let notes = [
            ("应为", &finding.expected),
            ("现有", &finding.reported),
            ("相差", &finding.difference),
        ];
        for (label, note) in notes {
            parts.extend(note.as_ref().map(|note| format!("{label}{note}")));
        }
        parts.extend(finding.fix.as_ref().map(|fix| fix.label.clone()));
        parts.join("｜")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::draft::Draft;
    use crate::sample::sample;

    #[test]
    fn no_two_rules_have_the_same_code() {
        let all = || RULES.iter().chain(IMPORT_RULES);
        let codes: BTreeSet<_> = all().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), all().count());
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn every_rule_file_is_listed() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rule")).unwrap();
        assert_eq!(files.count(), RULES.len());
    }

    #[test]
    fn the_sample_has_no_error_and_its_known_warnings() {
        let draft = sample();
        let found: Vec<_> = check(&Subject::of(&draft, None))
            .into_iter()
            .map(|finding| (finding.code, finding.severity))
            .collect();
        assert_eq!(found, [("B09", Severity::Warning)]);
    }

    #[test]
    fn an_empty_draft_is_told_what_to_fill_in_and_nothing_else() {
        let draft = Draft::default();
        let codes: BTreeSet<_> = check(&Subject::of(&draft, None))
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert_eq!(codes, BTreeSet::from(["A01", "A02", "A03", "A06", "A07"]));
    }

    #[test]
    fn findings_come_in_the_order_of_the_form() {
        let draft = Draft::default();
        let findings = check(&Subject::of(&draft, None));
        assert!(findings
            .windows(2)
            .all(|pair| pair[0].place <= pair[1].place));
    }
}
