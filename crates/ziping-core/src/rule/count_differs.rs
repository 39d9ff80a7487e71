//! “共 N 个”与列出的、相加的个数不一致.

use super::{Report, Rule};
use crate::field::Table;
use crate::figures::narrative::Narrative;
use crate::figures::{Mention, Quantity};
use crate::finding::Severity;
use crate::wording::is_han;
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
                .or_else(|| listed(narrative, i, number))
                .or_else(|| added(narrative, i, number, classifier));
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

/// `共实施3个项目：甲、乙。` 和 may join two items or stand inside one, so that a list has
/// from so many to so many items; of those the number that comes nearest.
fn listed(narrative: &Narrative<'_>, i: usize, number: u32) -> Option<(&'static str, u32)> {
    /// Between the number and the colon: what is counted.
    const LONGEST_NOUN: usize = 10;
    /// What has names; of 台, 辆 and 人 rather the kinds are listed.
    const NAMED: &str = "个项条类家座所处期批";
    /// More than so many aren't forgotten: those are kinds, or examples.
    const MOST_MISSING: u32 = 2;
    let mention = &narrative.mentions[i];
    let next = narrative.mentions.get(i + 1);
    let has_figure = next.is_some_and(|next| next.span.start < mention.segment.end);
    if !is_total(narrative, mention) || has_figure {
        return None;
    }
    let after = &narrative.text[mention.span.end..mention.segment.end];
    let classifier = narrative.words(mention.span).chars().next_back()?;
    let (noun, list) = after.split_once(['：', ':'])?;
    let is_noun = noun.chars().count() <= LONGEST_NOUN && noun.chars().all(is_han);
    let list = list.trim_end_matches(['。', '；', ';', '\n', ' ']);
    // With figures or clauses in it it is more than a list.
    let is_plain = !list.contains(['，', ',', '：', ':']) && !list.ends_with('等');
    if !is_noun || !is_plain {
        return None;
    }
    let mut depth = 0u32;
    let (mut marks, mut joints) = (0, 0);
    for c in list.chars() {
        match c {
            '（' | '(' | '“' | '《' => depth += 1,
            '）' | ')' | '”' | '》' => depth = depth.saturating_sub(1),
            '、' if depth == 0 => marks += 1,
            '和' | '及' | '与' if depth == 0 => joints += 1,
            _ => {}
        }
    }
    let fewest = marks + 1;
    let count = number.clamp(fewest, fewest + joints);
    let is_list = marks > 0 && NAMED.contains(classifier) && number.abs_diff(count) <= MOST_MISSING;
    is_list.then_some(("列出的是", count))
}

/// No sentence counts more; a text without a full stop isn't searched to its end.
const LONGEST: usize = 40;

/// `共15个，年初8个，年中增加8个`; `共15个，其中甲8个，乙8个`.
fn added(
    narrative: &Narrative<'_>,
    i: usize,
    number: u32,
    classifier: char,
) -> Option<(&'static str, u32)> {
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
                number: part,
                classifier: of,
            } if of == classifier => {
                words += narrative.gap(i + 1 + offset);
                parts.push(part);
            }
            _ => {}
        }
    }
    let has = |list: &[&str]| list.iter().any(|word| words.contains(word));
    let is_growth = words.contains("年初") && has(&["增加", "新增", "追加"]);
    let is_list = has(&["其中", "包括", "分别"]);
    let sum: u32 = parts.iter().copied().fold(0, u32::saturating_add);
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
        // 共建 is a word of its own, 共建设 is not.
        let is_built = ["建设", "建成", "建立"]
            .iter()
            .any(|word| after.starts_with(word));
        let is_word = after.starts_with(['同', '享', '产']) || after.starts_with('建') && !is_built;
        !words[..at].ends_with('公') && !is_word
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
    fn items_in_a_row_are_counted() {
        assert_eq!(
            found("本年共实施3个项目：甲、乙。"),
            "goals_met｜文中称“3个”，列出的是 2 个｜应为2｜现有3｜相差1"
        );
        assert!(found("全年共建设4个站点：城东、城西和城南；均已验收。").contains("列出的是 3 个"));
        assert!(found("共有3条经验：抓统筹、抓落实").contains("列出的是 2 条"));
        for (text, count) in [
            ("共实施4个项目：甲（道路、排水）、乙、丙。", 3),
            ("共实施3个项目：甲（道路和排水）、乙。", 2),
            ("共建设3个站点：城东、城西；3个均已验收。", 2),
            ("共3个方面：（1）甲：①子；②丑；（2）乙。", 2),
        ] {
            let listed = format!("列出的是 {count} 个");
            assert!(found(text).contains(&listed), "{text}");
        }
        for text in [
            "共实施2个项目：甲、乙。",
            "共实施3个项目：甲、乙和丙。",
            "共实施2个项目：采购和安装、升级。",
            "共实施3个项目：甲、乙等。",
            "共召开3次会议：首次研究征地、拆迁，其后研究管线。",
            "共实施3个项目：甲（道路、排水）、乙、丙。",
            "共实施3个项目：甲10万元、乙5万元。",
            "共3个单位参加：市财政局。",
            "共抽查3个单位，发现问题：超支、漏记。",
            "3个项目：甲、乙。",
            "共有车辆146台：清扫车、洒水车、垃圾车。",
            "共有教师4名：语文、数学、英语。",
            "共6个班级：小班、中班、大班。",
            "共享3个平台：甲、乙。",
            "新增公共站点3个：甲、乙。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
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
            "共2个方面：1.甲。\n2.乙。\n1.丙。\n2.丁。\n3.戊。",
            "共3个方面：（1）甲。",
            "共3个方面：（3）丙；（2）乙。",
            "共3个项目。其余：（1）甲；（2）乙。",
            "3个项目：（1）甲；（2）乙。",
            "共15个，其中城区8个、惠及9户。",
            "共15个，年初8个，其余9个。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
        // The school has no table of sub-projects.
        let text = ("goals_met", "本项目共三个子项目。");
        assert_eq!(case::check_form(&RULE, &[text]), "");
    }

    #[test]
    fn a_long_text_of_counts_is_read_once() {
        assert_eq!(found(&"共3个".repeat(30_000)), "");
    }
}
