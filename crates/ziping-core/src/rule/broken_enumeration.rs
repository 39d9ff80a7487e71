//! 正文编号断裂、重复或混用.

use super::{Report, Rule};
use crate::draft::Edit;
use crate::figures::enumeration::{breaks, renumbered, Break, Enumerator, Fault, Style};
use crate::figures::narrative::Narrative;
use crate::figures::number::in_chinese;
use crate::figures::{find, Quantity};
use crate::finding::{Fix, Severity};
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G01",
    severity: Severity::Warning,
    title: "编号断裂、重复或混用",
    advice: "同一层次的编号从 1 起连续，写法一致。",
    source: "海口市公安局 2021 年报告（三）之后作（4）；琼中湾岭 2024 年报告从 (2) 起；岳阳报告 4 号重复",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for narrative in &subject.narratives {
        for found in breaks(narrative.text, &narrative.mentions) {
            add(report, narrative, &found);
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    breaks(prose.text, &find(prose.text)).len()
}

fn add(report: &mut Report, narrative: &Narrative<'_>, found: &Break) {
    let mention = &narrative.mentions[found.mention];
    let Quantity::Enumerator(enumerator) = &mention.quantity else {
        return;
    };
    let written = narrative.words(mention.span);
    // The enumerator as it is written, with another number.
    let with = |value: u32| {
        let number = in_style(enumerator.style, value);
        written.replacen(narrative.words(enumerator.number), &number, 1)
    };
    let place = narrative.place(mention.span);
    let (message, expected, fix) = match found.fault {
        Fault::OtherStyle(meant) => {
            let expected = bracketed(meant, enumerator.value);
            let fix = Fix::set(&place, &expected);
            (
                format!("编号“{written}”与前面的写法不同"),
                expected,
                Some(fix),
            )
        }
        Fault::NoFirst => (format!("编号从“{written}”起，没有第 1 项"), with(1), None),
        Fault::Repeated => {
            let later = renumbered(&narrative.mentions, found.mention);
            let fix = later.map(|later| renumber(narrative, &later));
            (
                format!("编号“{written}”重复"),
                with(enumerator.value + 1),
                fix,
            )
        }
        Fault::Gap { expected } => (format!("编号“{written}”不连续"), with(expected), None),
    };
    let finding = report.add(place, message);
    finding.expected(expected).reported(written);
    finding.fix = fix;
}

fn bracketed(style: Style, value: u32) -> String {
    match style {
        Style::ChineseInBrackets => format!("（{}）", in_chinese(value)),
        _ => format!("（{value}）"),
    }
}

/// The number alone.
fn in_style(style: Style, value: u32) -> String {
    match style {
        Style::Chinese | Style::ChineseInBrackets | Style::Spoken => in_chinese(value),
        Style::Arabic | Style::ArabicInBrackets => value.to_string(),
        Style::Circled => {
            char::from_u32('①' as u32 + value - 1).map_or_else(|| value.to_string(), String::from)
        }
    }
}

/// Each number one more, the last first: an edit moves what stands behind it.
fn renumber(narrative: &Narrative<'_>, later: &[&Enumerator]) -> Fix {
    let next = |enumerator: &Enumerator| in_style(enumerator.style, enumerator.value + 1);
    let edits = later.iter().rev().map(|enumerator| Edit::Set {
        place: narrative.place(enumerator.number),
        text: next(enumerator),
    });
    Fix {
        label: format!(
            "改为 {}",
            later.first().map(|first| next(first)).unwrap_or_default()
        ),
        edits: edits.collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("experience", text)])
    }

    #[test]
    fn another_style_is_mended() {
        assert_eq!(
            found("（一）甲。（二）乙。（三）丙。（4）丁。"),
            "experience｜编号“（4）”与前面的写法不同｜应为（四）｜现有（4）｜改为 （四）"
        );
        assert!(found("（1）甲；（2）乙；（三）丙。").ends_with("改为 （3）"));
    }

    #[test]
    fn a_mend_that_shows_another_break_is_not_offered() {
        // [x] keeps （一） from being read; beside （三）, （二） would have no first.
        let found = found("做法：[x]（一）甲；（二）乙；（3）丙。");
        assert!(
            found.contains("“（3）”") && !found.contains("改为"),
            "{found}"
        );
    }

    #[test]
    fn a_repeated_number_and_those_behind_it_are_mended() {
        assert_eq!(
            found("1.甲\n2.乙\n3.丙\n4.丁\n4.戊\n5.己"),
            "experience｜编号“4.”重复｜应为5.｜现有4.｜改为 5"
        );
        assert!(found("①甲；②乙；②丙；④丁。").ends_with("改为 ③"));
    }

    #[test]
    fn what_is_counted_in_a_sentence_is_counted_too() {
        assert_eq!(
            found("做法：一是甲；二是乙。四是丙。"),
            "experience｜编号“四是”不连续｜应为三是｜现有四是"
        );
        assert!(found("问题一是甲，二是乙，二是丙").ends_with("改为 三"));
        for fine in [
            "一是甲二是乙三是丙。问题一是丁；二是戊。",
            "一是甲；二是乙。周五是总结，其中之一是丙，统一是好的；三是丁。",
            "其中第三是甲。",
        ] {
            assert_eq!(found(fine), "", "{fine}");
        }
    }

    #[test]
    fn a_gap_and_a_missing_first_are_found() {
        assert_eq!(
            found("(2)甲；(3)乙。"),
            "experience｜编号从“(2)”起，没有第 1 项｜应为(1)｜现有(2)"
        );
        assert_eq!(
            found("(2)带动当地就业。"),
            "experience｜编号从“(2)”起，没有第 1 项｜应为(1)｜现有(2)"
        );
        assert!(found("一、甲\n三、丙").contains("编号“三、”不连续｜应为二、"));
        assert_eq!(found("（一）甲：1.子；2.丑。（二）乙：1.寅。"), "");
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
