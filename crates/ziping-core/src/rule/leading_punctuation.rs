//! 以标点开头的文字.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::field::value::{is_blank, trim, trim_at};
use crate::finding::{Fix, Severity};
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G20",
    severity: Severity::Hint,
    title: "以标点开头",
    advice: "模板的固定句子已带冒号，内容不再以冒号或别的点号开头，否则印出来是“：：”。",
    source: "琼中县某项目 2024 年报告“项目概述如下::(1)”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        let (start, end) = leading(prose);
        if end == start {
            continue;
        }
        let place = prose.stretch(start, end);
        let label = place.field.label();
        let finding = report.add(place.clone(), format!("「{label}」以标点开头"));
        finding.reported(format!("“{}”", &prose.text[start..end]));
        // An empty field would be another fault.
        if !trim(&prose.text[end..]).is_empty() {
            finding.fix(Fix {
                label: "删去开头的标点".to_owned(),
                edits: vec![Edit::Set {
                    place,
                    text: String::new(),
                }],
            });
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    let (start, end) = leading(prose);
    usize::from(start < end)
}

/// Where the marks that a text starts with begin and end.
fn leading(prose: &Prose<'_>) -> (usize, usize) {
    let (start, inside) = trim_at(prose.text);
    let rest = inside.trim_start_matches(|c: char| "：:，,；;、。".contains(c) || is_blank(c));
    (start, start + inside.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn marks_at_the_start_are_found_and_deleted() {
        assert_eq!(
            case::check(&RULE, &[("project_overview", " ：(1)建设厂房。")]),
            "project_overview｜「项目概述」以标点开头｜现有“：”｜删去开头的标点"
        );
        assert_eq!(
            case::check(&RULE, &[("decision", "：")]),
            "decision｜「项目决策情况」以标点开头｜现有“：”"
        );
    }

    #[test]
    fn other_marks_are_left_alone() {
        for text in ["“户政”", "《办法》。", "……", "（一）", "-"] {
            assert_eq!(case::check(&RULE, &[("decision", text)]), "", "{text}");
        }
    }
}
