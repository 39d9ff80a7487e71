//! “共 N 个”与列出的、相加的个数不一致.

use super::{Report, Rule};
use crate::field::Table;
use crate::figures::narrative::Narrative;
use crate::figures::{Mention, Quantity};
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F07",
    severity: Severity::Warning,
    title: "所写个数与列出的不一致",
    advice: "“共 N 个”应等于下面列出的个数，或各部分个数之和，也应与子项目表的行数一致。",
    source: "红河州报告：共 15 个项目，年初 8 个、年中增加 8 个",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let rows = subject.form.draft.row_count(Table::SubProjects);
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let Quantity::Count { number, classifier } = mention.quantity else {
                continue;
            };
            let found = of_sub_projects(narrative, mention, rows)
                .or_else(|| enumerated(narrative, i))
                .or_else(|| added(narrative, i, classifier));
            let Some((what, count)) = found.filter(|(_, count)| *count != number) else {
                continue;
            };
            report
                .add(
                    narrative.place(mention.span),
                    format!(
                        "文中称“{}”，{what} {count} {classifier}",
                        narrative.words(mention.span)
                    ),
                )
                .expected(count.to_string())
                .reported(number.to_string())
                .difference(number.abs_diff(count).to_string());
        }
    }
}

/// `共3个子项目` and the table.
fn of_sub_projects(
    narrative: &Narrative<'_>,
    mention: &Mention,
    rows: usize,
) -> Option<(&'static str, u32)> {
    let after = &narrative.text[mention.span.end..];
    let is_all = is_total(narrative, mention) && after.starts_with("子项目");
    let rows = u32::try_from(rows).ok().filter(|rows| *rows > 0)?;
    is_all.then_some(("子项目表有", rows))
}

/// `共3个项目：（1）…（2）…`.
fn enumerated(narrative: &Narrative<'_>, i: usize) -> Option<(&'static str, u32)> {
    let mention = &narrative.mentions[i];
    let mut next = narrative.mentions[i + 1..].iter();
    let first = next.next()?;
    let between = &narrative.text[mention.span.end..first.span.start];
    let style = match &first.quantity {
        Quantity::Enumerator(first) if first.value == 1 => first.style,
        _ => return None,
    };
    let starts_list = between.trim_end().ends_with(['：', ':']) && !between.contains('。');
    if !is_total(narrative, mention) || !starts_list {
        return None;
    }
    let mut last = 1;
    for mention in next {
        match &mention.quantity {
            Quantity::Enumerator(next) if next.style == style && next.value == last + 1 => {
                last += 1;
            }
            Quantity::Enumerator(next) if next.style == style => break,
            _ => {}
        }
    }
    // One alone is rather a list that was cut off.
    (last > 1).then_some(("列出的是", last))
}

/// No sentence counts more; a text without a full stop isn't searched to its end.
const LONGEST: usize = 40;

/// `共15个，年初8个，年中增加8个`; `共15个，其中甲8个，乙8个`.
fn added(narrative: &Narrative<'_>, i: usize, classifier: char) -> Option<(&'static str, u32)> {
    let total = &narrative.mentions[i];
    if !is_total(narrative, total) {
        return None;
    }
    let mut parts = Vec::new();
    let mut words = String::new();
    let following = narrative.mentions[i + 1..].iter().enumerate();
    for (offset, part) in following.take(LONGEST) {
        if part.sentence != total.sentence {
            break;
        }
        if part.depth != total.depth {
            continue;
        }
        match part.quantity {
            Quantity::Count {
                number,
                classifier: of,
            } if of == classifier => {
                words += narrative.gap(i + 1 + offset);
                parts.push(number);
            }
            _ => {}
        }
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let is_growth = words.contains("年初") && has(&["增加", "新增", "追加"]);
    let is_list = has(&["其中", "包括", "分别"]);
    let sum: u32 = parts.iter().copied().fold(0, u32::saturating_add);
    let Quantity::Count { number, .. } = total.quantity else {
        return None;
    };
    // 其中 may leave some out; what is more than the whole can't be.
    let is_certain = is_growth || (is_list && (sum > number || words.contains("分别")));
    let is_apart = !has(&["每", "较", "比", "平均"]);
    (parts.len() >= 2 && is_certain && is_apart).then_some(("各部分相加是", sum))
}

/// 共 stands before it, and not as a part of another word.
fn is_total(narrative: &Narrative<'_>, mention: &Mention) -> bool {
    let words = &narrative.text[mention.subject.start..mention.span.start];
    let is_all = words.match_indices('共').any(|(at, all)| {
        let after = &words[at + all.len()..];
        !words[..at].ends_with('公') && !after.starts_with(['同', '享', '产', '建'])
    });
    let is_sum = ["合计", "总计", "分为"]
        .iter()
        .any(|word| words.ends_with(word));
    (is_all || is_sum) && !mention.is_approximate
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn counts_that_do_not_add_up_are_found() {
        assert_eq!(
            found("项目共15个，年初8个，年中增加8个。"),
            "goals_met｜文中称“15个”，各部分相加是 16 个｜应为16｜现有15｜相差1"
        );
        assert!(found("共有3个项目：（1）甲；（2）乙。").contains("列出的是 2 个"));
        assert!(found("本项目共三个子项目。").contains("子项目表有 2 个"));
        assert!(found("共15个，其中城区8个，乡镇9个。").contains("相加是 17"));
    }

    #[test]
    fn counts_that_may_be_right_are_left_alone() {
        for text in [
            "项目共16个，年初8个，年中增加8个。",
            "共15个，其中重点3个、一般4个。",
            "共3个项目：（1）甲；（2）乙；（3）丙。",
            "本项目共两个子项目。",
            "共培训15个班，每班30人，较上年增加8个。",
            "该项目内两个信息化项目。",
            "共2个方面：1.甲。\n2.乙。\n1.丙。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
