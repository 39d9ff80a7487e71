//! 标点重复或连用.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{characters, is_han, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G02",
    severity: Severity::Hint,
    title: "标点重复或连用",
    advice: "两个点号不连用。重复的删去一个，如“：：”；句末连用的留句号，如“，。”。",
    source: "琼中湾岭报告“项目概述如下::(1)”；GB/T 15834-2011《标点符号用法》[凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        for (start, end) in runs(prose) {
            let place = prose.stretch(start, end);
            let run = &prose.text[start..end];
            let shown: String = run.chars().take(6).collect();
            let finding = report.add(place.clone(), format!("“{shown}”标点重复或连用"));
            if let Some(one) = meant(run) {
                finding.expected(one).fix(Fix::set(&place, one));
            }
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    runs(prose).len()
}

/// Two and more points in a row. ASCII ones only after a 汉字: elsewhere they belong to
/// an address or a number.
fn runs(prose: &Prose<'_>) -> Vec<(usize, usize)> {
    let is_point = |c: char| matches!(c, '，' | '。' | '、' | '；' | '：' | ',' | ';' | ':');
    let mut runs = Vec::new();
    let mut from = 0;
    for (start, _) in characters(prose.text).filter(|(_, c)| is_point(*c)) {
        if start < from {
            continue;
        }
        let length = prose.text[start..].find(|c| !is_point(c));
        let end = length.map_or(prose.text.len(), |length| start + length);
        from = end;
        let run = &prose.text[start..end];
        let is_chinese = !run.is_ascii() || prose.before(start).is_some_and(is_han);
        if run.chars().nth(1).is_some() && is_chinese {
            runs.push((start, end));
        }
    }
    runs
}

/// The one that was meant, where that is certain.
fn meant(run: &str) -> Option<&'static str> {
    let wide: String = run.chars().map(full_width).collect();
    match wide.as_str() {
        "，，" => Some("，"),
        "。。" | "，。" | "、。" | "；。" => Some("。"),
        "、、" => Some("、"),
        "；；" => Some("；"),
        "：：" => Some("："),
        _ => None,
    }
}

fn full_width(c: char) -> char {
    match c {
        ',' => '，',
        ';' => '；',
        ':' => '：',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn a_doubled_mark_is_mended() {
        assert_eq!(
            plan("计划如下：：建设。"),
            "follow_up_plan｜“：：”标点重复或连用｜应为：｜改为 ："
        );
        assert_eq!(
            plan("按计划完成，。"),
            "follow_up_plan｜“，。”标点重复或连用｜应为。｜改为 。"
        );
        assert_eq!(
            plan("计划如下::建设。"),
            "follow_up_plan｜“::”标点重复或连用｜应为：｜改为 ："
        );
    }

    #[test]
    fn each_mark_that_is_doubled_stands_once() {
        for (doubled, mark) in [
            ("，，", "，"),
            ("、、", "、"),
            ("；；", "；"),
            ("。。", "。"),
            ("：：", "："),
            (",,", "，"),
            (";;", "；"),
        ] {
            let found = plan(&format!("完成建设{doubled}支付尾款"));
            assert!(found.ends_with(&format!("改为 {mark}")), "{found}");
        }
    }

    #[test]
    fn marks_that_may_mean_either_are_only_shown() {
        assert_eq!(plan("完成。，支付"), "follow_up_plan｜“。，”标点重复或连用");
        assert_eq!(
            plan("等。。。。。。"),
            "follow_up_plan｜“。。。。。。”标点重复或连用"
        );
    }

    #[test]
    fn the_stretch_is_the_marks() {
        let draft = case::draft(&[("follow_up_plan", "计划。。")]);
        let place = &RULE.findings(&Subject::of(&draft, None))[0].place;
        assert_eq!(place.span.unwrap().range(), 6..12);
    }

    #[test]
    fn other_neighbours_are_fine() {
        assert_eq!(
            plan("他说：“好。”，见 http://a.cn、std::io，12:30……——完。"),
            ""
        );
    }
}
