//! THE rule list. One file a rule: its code, severity, source, check and tests.
//!
//! Rules don't see each other, have no order and change nothing. What two of them need is
//! computed in `form`, `funds` or `rate`.

use crate::finding::{Finding, Fix, Severity};
use crate::place::Place;
use crate::Subject;

mod all_in_wan;
mod bad_date;
mod bad_phone;
mod bad_project_code;
mod bad_year;
mod bare_completion;
mod budget_changed;
mod budget_from_nothing;
mod document_number_brackets;
mod doubled_punctuation;
mod doubled_word;
mod goals_unmet_unexplained;
mod half_width_punctuation;
mod low_rate_unexplained;
mod misplaced_thousands;
mod missing_amount;
mod missing_fact;
mod missing_goal;
mod missing_narrative;
mod missing_signature;
mod missing_sub_project;
mod negative_amount;
mod no_suggestion;
mod not_an_amount;
mod nothing_to_evaluate;
mod overlong_section;
mod overspent;
mod overview_is_name;
mod personal_number;
mod phone_in_leader;
mod project_name_varies;
mod rate_differs;
mod rate_in_yuan;
mod rate_truncated;
mod rate_without_budget;
mod repeated_sentence;
mod repeated_sub_project;
mod result_repeats_goal;
mod score_above_cap;
mod secret_word;
mod section_repeated;
mod signed_before_year_end;
mod spent_without_budget;
mod square_metre;
mod stray_space;
mod sub_project_overspent;
mod sub_projects_differ;
mod title_without_kind;
mod title_year_differs;
mod too_many_decimals;
mod total_differs;
mod two_phones_of_one_person;
mod unfinished_text;
mod unit_code_mismatched;
mod unit_name_varies;
mod unknown_choice;
mod unknown_reference;
mod unpaired_bracket;
mod wan_as_yuan;
mod wrong_character;

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    missing_fact::RULE,
    missing_goal::RULE,
    missing_narrative::RULE,
    goals_unmet_unexplained::RULE,
    no_suggestion::RULE,
    missing_signature::RULE,
    missing_amount::RULE,
    missing_sub_project::RULE,
    bare_completion::RULE,
    overview_is_name::RULE,
    total_differs::RULE,
    negative_amount::RULE,
    not_an_amount::RULE,
    misplaced_thousands::RULE,
    too_many_decimals::RULE,
    wan_as_yuan::RULE,
    budget_from_nothing::RULE,
    budget_changed::RULE,
    overspent::RULE,
    spent_without_budget::RULE,
    nothing_to_evaluate::RULE,
    sub_projects_differ::RULE,
    sub_project_overspent::RULE,
    all_in_wan::RULE,
    rate_differs::RULE,
    rate_in_yuan::RULE,
    rate_truncated::RULE,
    low_rate_unexplained::RULE,
    score_above_cap::RULE,
    rate_without_budget::RULE,
    unknown_reference::RULE,
    signed_before_year_end::RULE,
    bad_date::RULE,
    unit_name_varies::RULE,
    project_name_varies::RULE,
    result_repeats_goal::RULE,
    unit_code_mismatched::RULE,
    bad_project_code::RULE,
    two_phones_of_one_person::RULE,
    bad_year::RULE,
    unknown_choice::RULE,
    title_without_kind::RULE,
    title_year_differs::RULE,
    repeated_sub_project::RULE,
    phone_in_leader::RULE,
    section_repeated::RULE,
    doubled_punctuation::RULE,
    square_metre::RULE,
    doubled_word::RULE,
    document_number_brackets::RULE,
    bad_phone::RULE,
    personal_number::RULE,
    secret_word::RULE,
    overlong_section::RULE,
    stray_space::RULE,
    half_width_punctuation::RULE,
    repeated_sentence::RULE,
    unfinished_text::RULE,
    unpaired_bracket::RULE,
    wrong_character::RULE,
];

/// Checks of the catalogue that are left out on purpose, by code, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "B14",
        "金额单位未标明：资金栏一律以元计，写“万元”“亿元”的按所写单位换算，印出的每个数都带单位",
    ),
    (
        "C06",
        "执行率大于 100%：就是执行数超过全年预算数，由 B11 按资金来源指出；来稿所写的执行率由 C01 核对",
    ),
    (
        "G13",
        "与往年或其他项目的报告雷同：本工具一次只看一份报告，不保存也不读取别的报告",
    ),
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
            is_missing: false,
        });
        &mut self.findings[at]
    }

    /// Adds a finding that says that something isn't filled in yet.
    fn missing(&mut self, place: Place, message: impl Into<String>) {
        self.add(place, message).is_missing = true;
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
    use crate::draft::{Draft, Edit};
    use crate::field::value::Date;
    use crate::field::{Field, Table, FIELDS};
    use crate::sample::sample;

    #[test]
    fn no_two_rules_have_the_same_code() {
        let codes: BTreeSet<_> = RULES.iter().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), RULES.len());
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn what_is_left_out_is_not_there_and_has_a_reason() {
        assert!(LEFT_OUT.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, reason) in LEFT_OUT {
            assert!(RULES.iter().all(|rule| rule.code != *code), "{code}");
            assert!(!reason.is_empty() && !reason.ends_with('。'), "{code}");
        }
    }

    #[test]
    fn a_published_report_gives_no_false_alarm_about_its_wording() {
        let published = include_str!("../../../tests/cases/haikou-2021/published.txt");
        let mut draft = Draft::default();
        draft.set(Field::GoalsMet, published);
        let wording = [
            "G02", "G03", "G04", "G05", "G08", "G10", "G15", "G16", "G17", "G18", "G19",
        ];
        let found = check(&Subject::of(&draft, None));
        let found = found.iter().find(|f| wording.contains(&f.code));
        assert_eq!(found, None);
    }

    /// What the rules look for, to be put together at random.
    const FRAGMENTS: &[&str] = &[
        "，",
        "。",
        "：",
        "、",
        "；",
        ",",
        ":",
        ";",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "〔",
        "〕",
        "[",
        "]",
        " ",
        "\n",
        "\u{200b}",
        "\u{3000}",
        "我",
        "我我",
        "的",
        "元",
        "增加",
        "绩效目标",
        "完成",
        "无",
        "暂无",
        "已完成",
        "因",
        "2020",
        "2021",
        "2022年",
        "年度",
        "号",
        "4",
        "67,700",
        "677,00",
        "1838.87",
        "18388700",
        "万元",
        "0",
        "-5",
        "19.72%",
        "0元",
        "m",
        "m2",
        "平米",
        "面积",
        "帐户",
        "截止20",
        "拔付",
        "涉密",
        "计算机密码",
        "11010519491231002X",
        "6222021234567890128",
        "13800138000",
        "138-0013-8000",
        "海口市公安局",
        "本级",
        "信息化",
        "自评报告",
        "项目",
        "203045",
        "46000021T000000002749",
        "𠀀",
        "é",
        "部门项目",
        "四川",
    ];

    /// Drafts with fragments and any text in any field; every other on top of the sample.
    fn drafts() -> impl Strategy<Value = Draft> {
        let text = prop_oneof![
            6 => proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..9)
                .prop_map(|fragments| fragments.concat()),
            1 => any::<String>(),
        ];
        let texts = proptest::collection::vec(proptest::option::of(text), FIELDS.len() * 2);
        (texts, any::<bool>(), 0usize..3).prop_map(|(texts, on_sample, rows)| {
            let mut draft = if on_sample {
                sample()
            } else {
                Draft::default()
            };
            for table in Table::ALL {
                for row in 0..rows {
                    let table = *table;
                    draft.apply(&Edit::InsertRow { table, row });
                }
            }
            for (place, text) in draft.places().into_iter().zip(texts) {
                if let Some(text) = text {
                    draft.apply(&Edit::Set { place, text });
                }
            }
            draft
        })
    }

    proptest! {
        #[test]
        fn every_span_lies_on_character_borders_of_its_text(draft in drafts()) {
            for finding in check(&Subject::of(&draft, Date::new(2022, 7, 7))) {
                if let Some(span) = finding.place.span {
                    let stretch = draft.text(&finding.place).get(span.range());
                    prop_assert!(stretch.is_some_and(|s| !s.is_empty()), "{finding:?}");
                }
            }
        }

        #[test]
        fn findings_do_not_depend_on_the_order_of_the_rules(draft in drafts()) {
            let subject = Subject::of(&draft, Date::new(2022, 7, 7));
            let mut backwards: Vec<Finding> = RULES
                .iter()
                .rev()
                .flat_map(|rule| rule.findings(&subject))
                .collect();
            backwards.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
            prop_assert_eq!(check(&subject), backwards);
        }

        #[test]
        fn every_fix_removes_its_finding(draft in drafts()) {
            let today = Date::new(2022, 7, 7);
            for finding in check(&Subject::of(&draft, today)) {
                let Some(fix) = &finding.fix else { continue };
                let mut mended = draft.clone();
                fix.edits.iter().for_each(|edit| mended.apply(edit));
                prop_assert!(mended != draft, "{finding:?} changes nothing");
                let after = check(&Subject::of(&mended, today));
                prop_assert!(!after.contains(&finding), "{finding:?} is still there");
            }
        }
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
