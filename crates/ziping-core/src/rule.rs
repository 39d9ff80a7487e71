//! THE rule list. One file a rule: its code, severity, source, check and tests.
//!
//! Rules don't see each other, have no order and change nothing. What two of them need is
//! computed in `form`, `funds` or `rate`.

use crate::finding::{Finding, Fix, Severity};
use crate::place::Place;
use crate::Subject;

mod amount_in_text_differs;
mod bad_date;
mod bad_phone;
mod bad_year;
mod broken_enumeration;
mod budget_changed;
mod budget_from_nothing;
mod claim_without_figures;
mod count_differs;
mod cumulative_amount;
mod investment_too_small;
mod misplaced_thousands;
mod missing_amount;
mod missing_fact;
mod missing_goal;
mod missing_narrative;
mod missing_signature;
mod missing_sub_project;
mod negative_amount;
mod not_an_amount;
mod other_year_repeated;
mod overspent;
mod parts_differ;
mod paused_but_met;
mod rate_as_share;
mod rate_differs;
mod rate_in_text_differs;
mod rate_in_yuan;
mod rate_of_initial_budget;
mod rate_of_no_initial_budget;
mod rate_truncated;
mod rate_without_budget;
mod rate_without_sign;
mod rate_written_two_ways;
mod signed_before_year_end;
mod spent_without_budget;
mod sub_project_overspent;
mod sub_projects_differ;
mod too_many_decimals;
mod total_differs;
mod unknown_choice;
mod wrong_goal_year;

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    missing_fact::RULE,
    missing_goal::RULE,
    missing_narrative::RULE,
    missing_signature::RULE,
    missing_amount::RULE,
    missing_sub_project::RULE,
    total_differs::RULE,
    negative_amount::RULE,
    not_an_amount::RULE,
    misplaced_thousands::RULE,
    too_many_decimals::RULE,
    amount_in_text_differs::RULE,
    parts_differ::RULE,
    budget_from_nothing::RULE,
    budget_changed::RULE,
    overspent::RULE,
    spent_without_budget::RULE,
    investment_too_small::RULE,
    cumulative_amount::RULE,
    sub_projects_differ::RULE,
    sub_project_overspent::RULE,
    rate_differs::RULE,
    rate_in_yuan::RULE,
    rate_without_sign::RULE,
    rate_truncated::RULE,
    rate_written_two_ways::RULE,
    rate_of_no_initial_budget::RULE,
    rate_of_initial_budget::RULE,
    rate_as_share::RULE,
    rate_without_budget::RULE,
    rate_in_text_differs::RULE,
    wrong_goal_year::RULE,
    signed_before_year_end::RULE,
    bad_date::RULE,
    other_year_repeated::RULE,
    count_differs::RULE,
    claim_without_figures::RULE,
    paused_but_met::RULE,
    bad_year::RULE,
    unknown_choice::RULE,
    broken_enumeration::RULE,
    bad_phone::RULE,
];

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
        self.findings.push(Finding {
            code: self.code,
            severity: self.severity,
            place,
            message: message.into(),
            expected: None,
            reported: None,
            difference: None,
            fix: None,
        });
        &mut self.findings[at]
    }
}

impl Finding {
    fn expected(&mut self, expected: impl Into<String>) -> &mut Finding {
        self.expected = Some(expected.into());
        self
    }

    fn reported(&mut self, reported: impl Into<String>) -> &mut Finding {
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
        // An edit moves the spans behind it, so findings are counted by field and row.
        let count = |findings: &[Finding], of: &Finding| {
            let is_like = |f: &&Finding| (f.code, f.place.whole()) == (of.code, of.place.whole());
            findings.iter().filter(is_like).count()
        };
        assert!(
            count(&after, finding) < count(&before, finding),
            "{} is still there",
            finding.code
        );
        let is_new = |f: &&Finding| count(&after, f) > count(&before, f);
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

    use proptest::prelude::*;

    use super::*;
    use crate::draft::Draft;
    use crate::field::Field;
    use crate::sample::sample;

    #[test]
    fn no_two_rules_have_the_same_code() {
        let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
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
        assert_eq!(
            found,
            [
                ("B09", Severity::Warning),
                ("C04", Severity::Warning),
                ("F08", Severity::Warning),
                ("F09", Severity::Warning),
            ]
        );
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

    /// What the rules about narratives look at, so that random texts reach them.
    const PIECES: &[&str] = &[
        "项目",
        "共计",
        "下达资金",
        "支出",
        "支出率",
        "执行率",
        "年初预算",
        "全年预算数",
        "其中",
        "社管平台支出项目",
        "财政资金",
        "1838.87万元",
        "362.75元",
        "677,00元",
        "19.72%",
        "0.2",
        "19.7",
        "百分之二十",
        "2020年度",
        "2021年12月",
        "绩效目标",
        "基本完成",
        "资金",
        "全部拨付",
        "暂停",
        "总投资",
        "累计支付",
        "共15个",
        "8个",
        "年中增加",
        "（一）",
        "（2）",
        "①",
        "③",
        "2.",
        "，",
        "、",
        "；",
        "。",
        "：",
        "（",
        "）",
        "“",
        "”",
        "\n",
        " ",
        "约",
        "以上",
        "完成",
    ];

    proptest! {
        #[test]
        fn on_any_text_findings_point_into_it_and_fixes_remove_them(
            goals_met in proptest::collection::vec(proptest::sample::select(PIECES), 0..30),
            goals_unmet in any::<String>(),
        ) {
            let mut draft = sample();
            draft.set(Field::GoalsMet, goals_met.concat());
            draft.set(Field::GoalsUnmet, goals_unmet);
            let findings = check(&Subject::of(&draft, None));
            let like = |findings: &[Finding], of: &Finding| {
                let is_like = |f: &&Finding| f.code == of.code && f.place.whole() == of.place.whole();
                findings.iter().filter(is_like).count()
            };
            for finding in &findings {
                let text = draft.text(&finding.place);
                prop_assert!(finding.place.span.is_none_or(|span| text.get(span.range()).is_some()));
                let Some(fix) = &finding.fix else { continue };
                let mut mended = draft.clone();
                fix.edits.iter().for_each(|edit| mended.apply(edit));
                let after = check(&Subject::of(&mended, None));
                prop_assert!(like(&after, finding) < like(&findings, finding), "{finding:?}");
            }
        }
    }
}
