//! 面积单位写成 m2、平米.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{is_han_digit, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G03",
    severity: Severity::Hint,
    title: "计量单位写法不规范",
    advice: "面积写“平方米”，体积写“立方米”，全文一致。面积后只写“m”的，多半是丢了“²”。",
    source: "琼中湾岭 2024 年报告：m、㎡、m2 三种写法并用",
    check,
};

/// What is written and what is meant. A longer writing comes first.
const UNITS: &[(&str, &str)] = &[
    ("m2", "平方米"),
    ("M2", "平方米"),
    ("m²", "平方米"),
    ("㎡", "平方米"),
    ("平米", "平方米"),
    ("m3", "立方米"),
    ("M3", "立方米"),
    ("m³", "立方米"),
    ("㎥", "立方米"),
];

/// How far before its number an area says that it is one, in characters.
const NEAR: usize = 12;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        for (at, _) in prose.text.match_indices(['m', 'M', '㎡', '㎥', '平']) {
            let rest = &prose.text[at..];
            let unit = UNITS.iter().find(|(written, _)| rest.starts_with(written));
            if let Some((written, meant)) = unit {
                let end = at + written.len();
                let is_whole = !prose.after(end).is_some_and(|c| c.is_ascii_alphanumeric());
                if is_whole && follows_a_number(prose, at) {
                    let place = prose.stretch(at, end);
                    let finding = report.add(place.clone(), format!("“{written}”写作“{meant}”"));
                    finding.expected(*meant).reported(*written);
                    // 700m2m2: which of the two is meant?
                    let is_second = |(unit, _): &(&str, &str)| prose.text[..at].ends_with(unit);
                    if !UNITS.iter().any(is_second) {
                        finding.fix(Fix::set(&place, *meant));
                    }
                }
            } else if rest.starts_with('m') && is_area_in_metres(prose, at) {
                report
                    .add(prose.stretch(at, at + 1), "面积的单位写成了“m”")
                    .expected("平方米")
                    .reported("m");
            }
        }
    }
}

/// 1200 m2, 1.2万平米, 元/m2, 每平米.
fn follows_a_number(prose: &Prose<'_>, at: usize) -> bool {
    let before = prose.text[..at].trim_end_matches(' ');
    before.ends_with(|c: char| c.is_ascii_digit() || is_han_digit(c) || "余多每/".contains(c))
}

/// `面积12000m`, not `面积12000mm`.
fn is_area_in_metres(prose: &Prose<'_>, at: usize) -> bool {
    let before = &prose.text[..at];
    let is_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let words = before.trim_end_matches(is_number);
    let near = words
        .char_indices()
        .rev()
        .nth(NEAR - 1)
        .map_or(0, |(i, _)| i);
    let is_unit = !prose
        .after(at + 1)
        .is_some_and(|c| c.is_alphanumeric() && c.is_ascii());
    is_unit && words.len() < before.len() && words[near..].contains("面积")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn an_unofficial_unit_is_mended() {
        assert_eq!(
            plan("建筑面积1200 m2。"),
            "follow_up_plan｜“m2”写作“平方米”｜应为平方米｜现有m2｜改为 平方米"
        );
        for text in ["1.2万平米", "800㎡", "每平米", "600m²", "元/m2"] {
            assert!(plan(text).contains("写作“平方米”"), "{text}");
        }
        assert!(plan("300立方，即300m3").contains("改为 立方米"));
    }

    #[test]
    fn a_unit_that_stands_twice_is_only_shown() {
        assert_eq!(
            plan("建筑面积1200m2m2。"),
            "follow_up_plan｜“m2”写作“平方米”｜应为平方米｜现有m2"
        );
    }

    #[test]
    fn metres_of_an_area_are_pointed_out() {
        assert_eq!(
            plan("总建筑面积约12000m，已完成。"),
            "follow_up_plan｜面积的单位写成了“m”｜应为平方米｜现有m"
        );
    }

    #[test]
    fn other_words_and_lengths_are_fine() {
        for text in [
            "水平米粉",
            "型号AM2",
            "长1200m",
            "面积内管道长的那段距离较远，为300m",
            "面积5mm",
            "m21",
            "太平米业",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
    }
}
