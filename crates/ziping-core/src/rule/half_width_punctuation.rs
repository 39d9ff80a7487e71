//! 全角、半角标点混用.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::finding::{Fix, Severity};
use crate::wording::{characters, is_han, is_han_digit, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G15",
    severity: Severity::Hint,
    title: "全角、半角标点混用",
    advice: "汉字之间的逗号、分号、冒号、括号用全角。从网页复制的文字常有半角标点，可一次改完。",
    source: "公开网页上的自评报告标点多为半角；GB/T 15834-2011《标点符号用法》[凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let narratives: Vec<&Prose<'_>> = subject
        .printed()
        .filter(|prose| prose.is_narrative())
        .collect();
    let found: Vec<_> = narratives
        .iter()
        .map(|prose| (*prose, marks(prose)))
        .filter(|(_, marks)| !marks.is_empty())
        .collect();
    let Some((first, marks)) = found.first() else {
        return;
    };
    let count: usize = found.iter().map(|(_, marks)| marks.len()).sum();
    let is_wide = |c: &char| matches!(c, '，' | '；' | '：' | '（' | '）');
    let texts = narratives.iter().map(|prose| prose.text);
    // A report that has half-width marks throughout, as web sites show them, is at one
    // with itself.
    if count > texts.flat_map(str::chars).filter(is_wide).count() {
        return;
    }
    let (at, mark) = marks[0];
    let edit = |(prose, _): &(&Prose<'_>, Vec<(usize, char)>)| Edit::Set {
        place: prose.place.clone(),
        text: widened(prose),
    };
    // One finding for the report: a pasted text has hundreds.
    report
        .add(
            first.stretch(at, at + mark.len_utf8()),
            format!("全文标点有全角也有半角，其中半角 {count} 处"),
        )
        .expected(full_width(mark))
        .reported(mark)
        .fix(Fix {
            label: format!("全部改为全角（{count} 处）"),
            edits: found.iter().map(edit).collect(),
        });
}

/// The text with its marks widened, until none is left: a bracket that was widened may leave
/// a comma in Chinese.
fn widened(prose: &Prose<'_>) -> String {
    let mut text = prose.text.to_owned();
    loop {
        let marks = marks(&Prose {
            text: &text,
            place: prose.place.clone(),
        });
        if marks.is_empty() {
            return text;
        }
        for (at, mark) in marks.into_iter().rev() {
            let wide = full_width(mark).to_string();
            text.replace_range(at..at + mark.len_utf8(), &wide);
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    marks(prose).len()
}

/// The half-width marks that stand in Chinese, in order.
fn marks(prose: &Prose<'_>) -> Vec<(usize, char)> {
    let mut marks = Vec::new();
    let is_half_width = |byte| matches!(byte, b'(' | b',' | b';' | b':');
    if !prose.text.bytes().any(is_half_width) {
        return marks;
    }
    // Open brackets of the line: where, and whether a 汉字 that is no number followed.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut is_reference = false;
    for (at, c) in characters(prose.text) {
        match c {
            '〔' => is_reference = true,
            '〕' => is_reference = false,
            '\n' => {
                open.clear();
                is_reference = false;
            }
            '(' => open.push((at, false)),
            ')' => {
                if let Some((start, true)) = open.pop() {
                    marks.extend([(start, '('), (at, ')')]);
                    open.iter_mut().for_each(|outer| outer.1 = true);
                }
            }
            ',' | ';' | ':' if !is_reference && is_in_chinese(prose, at) => marks.push((at, c)),
            _ if is_han(c) && !is_han_digit(c) => {
                if let Some(innermost) = open.last_mut() {
                    innermost.1 = true;
                }
            }
            _ => {}
        }
    }
    marks.sort_unstable();
    marks
}

fn is_in_chinese(prose: &Prose<'_>, at: usize) -> bool {
    let is_chinese = |c: char| is_han(c) || "“”《》（）".contains(c);
    let (before, after) = (prose.before(at), prose.after(at + 1));
    let is_doubled = [before, after].iter().flatten().any(|c| ",;:".contains(*c));
    let is_between = before.is_some_and(is_chinese) || after.is_some_and(is_chinese);
    is_between && !is_doubled
}

fn full_width(mark: char) -> char {
    char::from_u32(mark as u32 + 0xFEE0).unwrap_or(mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    fn mended(text: &str) -> String {
        let mut draft = case::draft(&[("follow_up_plan", text)]);
        let findings = RULE.findings(&Subject::of(&draft, None));
        for edit in findings.iter().flat_map(|f| &f.fix).flat_map(|f| &f.edits) {
            draft.apply(edit);
        }
        draft.get(crate::field::Field::FollowUpPlan).to_owned()
    }

    #[test]
    fn half_width_marks_among_chinese_are_mended_at_once() {
        assert_eq!(
            plan("计划如下:完成验收,支付尾款(初验款)。"),
            "follow_up_plan｜全文标点有全角也有半角，其中半角 4 处｜应为：｜现有:｜全部改为全角（4 处）"
        );
        assert_eq!(
            mended("支出率19.73%,其中:(含(初)验)一;完成"),
            "支出率19.73%，其中：（含（初）验）一；完成"
        );
    }

    #[test]
    fn a_mark_beside_a_widened_bracket_is_widened_too() {
        assert_eq!(mended("计划(我局，：,)，支付"), "计划（我局，：，），支付");
    }

    #[test]
    fn it_is_one_finding_for_the_report() {
        let texts = [
            ("decision", "研究,决定。"),
            ("follow_up_plan", "建设;验收。"),
        ];
        assert_eq!(
            case::check(&RULE, &texts),
            "decision｜全文标点有全角也有半角，其中半角 2 处｜应为，｜现有,｜全部改为全角（2 处）"
        );
    }

    #[test]
    fn a_report_mostly_in_half_width_is_at_one_with_itself() {
        let mut draft = crate::draft::Draft::default();
        draft.set(
            crate::field::Field::Decision,
            "研究,决定:建设（二期）和;完。",
        );
        assert!(RULE.findings(&Subject::of(&draft, None)).is_empty());
    }

    #[test]
    fn numbers_addresses_and_references_are_left_alone() {
        let fine = "1,838.87万元，12:30，http://a.cn，(一)前期，（1）占比(100%)，f(x,y)，〔子项目:户政·支出率〕，(2016)201号";
        assert_eq!(plan(fine), "");
        assert_eq!(plan("括号(没有\n另一半)完"), "");
        assert!(plan("按海财预〔2021〕5号,支付").contains("半角 1 处"));
    }
}
