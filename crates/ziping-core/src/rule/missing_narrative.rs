//! 自由叙述的章节没有内容.

use super::{Report, Rule};
use crate::field::{Field, Kind, Need, Section, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
use crate::{Edition, Subject};

pub(super) const RULE: Rule = Rule {
    code: "A03",
    severity: Severity::Error,
    title: "章节没有内容",
    advice: "二（一）、二（四）、三、四、五各部分都要写。确无内容的，写明“无”及原因。",
    source: "海南自评报告模板第二至五部分",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let is_chapter = |section| !matches!(section, Section::Basics | Section::Goals);
    for spec in FIELDS.iter().filter(|spec| is_chapter(spec.section)) {
        // What the report can do without, the paragraph for the final accounts can't.
        let is_printed = subject.only == Some(Edition::Disclosure)
            && matches!(spec.field, Field::Problems | Field::Improvements);
        let is_required = is_printed || spec.need == Need::Required;
        if spec.kind == Kind::Narrative && is_required && subject.form.is_empty(spec.field) {
            report.missing(
                Place::of(spec.field),
                format!("「{}」没有内容，确无内容的写明“无”及原因", spec.label),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_blank_chapter_is_found() {
        assert_eq!(
            case::check(&RULE, &[("follow_up_plan", "")]),
            "follow_up_plan｜「后续工作计划」没有内容，确无内容的写明“无”及原因"
        );
    }

    #[test]
    fn the_explanation_of_an_adjustment_is_not_a_chapter() {
        assert_eq!(
            case::check(&RULE, &[("budget_adjustment", ""), ("decision", "无。")]),
            ""
        );
    }

    #[test]
    fn what_the_paragraph_for_the_final_accounts_prints_must_be_written() {
        let draft = case::draft(&[("problems", "")]);
        let found = |edition| {
            let mut subject = Subject::of(&draft, None);
            subject.only = edition;
            let findings = subject.findings();
            let mut findings = findings.iter();
            findings.any(|f| f.code == RULE.code && f.place.field == Field::Problems)
        };
        assert!(found(Some(Edition::Disclosure)));
        assert!(!found(Some(Edition::Form)));
        assert!(!found(None));
    }
}
