//! 文字没有写完.

use super::{Report, Rule};
use crate::field::value::trim_at;
use crate::finding::Severity;
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G17",
    severity: Severity::Hint,
    title: "文字疑似没有写完",
    advice: "一栏文字以逗号、顿号、冒号结束，多半是复制时少了一段。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        if let Some((at, last)) = last_mark(prose) {
            report
                .add(
                    prose.stretch(at, at + last.len_utf8()),
                    format!(
                        "「{}」以“{last}”结束，疑似没有写完",
                        prose.place.field.label()
                    ),
                )
                .reported(last);
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    usize::from(last_mark(prose).is_some())
}

/// The mark that a text breaks off with.
fn last_mark(prose: &Prose<'_>) -> Option<(usize, char)> {
    let (start, inside) = trim_at(prose.text);
    let (at, last) = inside.char_indices().next_back()?;
    "，、：,:".contains(last).then_some((start + at, last))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_text_that_breaks_off_is_found() {
        assert_eq!(
            case::check(&RULE, &[("follow_up_plan", " 计划如下：\n")]),
            "follow_up_plan｜「后续工作计划」以“：”结束，疑似没有写完｜现有："
        );
        let draft = case::draft(&[("follow_up_plan", " 计划如下：\n")]);
        let place = &RULE.findings(&Subject::of(&draft, None))[0].place;
        assert_eq!(place.span.unwrap().range(), 13..16);
        assert_eq!(case::check(&RULE, &[]), "");
        assert_eq!(case::check(&RULE, &[("follow_up_plan", "计划：支付")]), "");
    }
}
