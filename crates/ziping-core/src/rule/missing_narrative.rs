//! 自由叙述的章节没有内容.

use super::{Report, Rule};
use crate::field::{Kind, Need, Section, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

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
        let is_required = spec.kind == Kind::Narrative && spec.need == Need::Required;
        if is_required && subject.form.is_empty(spec.field) {
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
}
