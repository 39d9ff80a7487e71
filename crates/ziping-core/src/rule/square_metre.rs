//! 面积单位写成 m2、平米，或几种写法混用.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{characters, is_han_digit, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G03",
    severity: Severity::Hint,
    title: "计量单位写法不规范",
    advice: "面积写“平方米”，体积写“立方米”，全文一致。m2、平米不是规范的写法；m²、㎡ 是单位符号，只在与别的写法混用时提示。面积后只写“m”的，多半是丢了“²”。",
    source: "琼中湾岭 2024 年报告：m、㎡、m2 三种写法并用；GB 3100-1993《国际单位制及其应用》[凭记忆]",
    check,
};

/// A writing of a unit of area or volume.
struct Writing {
    written: &'static str,
    meant: &'static str,
    /// Fine where the whole report writes it so.
    is_symbol: bool,
}

const fn wrong(written: &'static str, meant: &'static str) -> Writing {
    Writing {
        written,
        meant,
        is_symbol: false,
    }
}

const fn symbol(written: &'static str, meant: &'static str) -> Writing {
    Writing {
        written,
        meant,
        is_symbol: true,
    }
}

/// None is the start of another.
const WRITINGS: &[Writing] = &[
    wrong("m2", "平方米"),
    wrong("M2", "平方米"),
    symbol("m²", "平方米"),
    symbol("㎡", "平方米"),
    wrong("平米", "平方米"),
    wrong("m3", "立方米"),
    wrong("M3", "立方米"),
    symbol("m³", "立方米"),
    symbol("㎥", "立方米"),
];

/// How far before its number an area says that it is one, in characters.
const NEAR: usize = 12;

/// A unit in a text.
struct Unit<'s, 'd> {
    prose: &'s Prose<'d>,
    at: usize,
    writing: &'static Writing,
}

/// What stands for a unit of area or volume in a text, and where 面积 is in metres.
fn units<'s, 'd>(prose: &'s Prose<'d>) -> (Vec<Unit<'s, 'd>>, Vec<usize>) {
    let (mut units, mut metres) = (Vec::new(), Vec::new());
    let may_start = |c| matches!(c, 'm' | 'M' | '㎡' | '㎥' | '平');
    for (at, _) in characters(prose.text).filter(|(_, c)| may_start(*c)) {
        let rest = &prose.text[at..];
        let writing = WRITINGS.iter().find(|w| rest.starts_with(w.written));
        if let Some(writing) = writing {
            let end = at + writing.written.len();
            let is_whole = !prose.after(end).is_some_and(|c| c.is_ascii_alphanumeric());
            if is_whole && follows_a_number(prose, at) {
                units.push(Unit { prose, at, writing });
            }
        } else if rest.starts_with('m') && is_area_in_metres(prose, at) {
            metres.push(at);
        }
    }
    (units, metres)
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    let (units, metres) = units(prose);
    units.len() + metres.len()
}

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut all = Vec::new();
    for prose in subject.printed() {
        let (units, metres) = units(prose);
        all.extend(units);
        for at in metres {
            report
                .add(prose.stretch(at, at + 1), "面积的单位写成了“m”")
                .expected("平方米")
                .reported("m");
        }
    }
    let units = all;
    for meant in ["平方米", "立方米"] {
        let of_this = || units.iter().filter(|unit| unit.writing.meant == meant);
        // What is wrong is to become the word, so a symbol beside it is another writing.
        let first = of_this().map(|unit| unit.writing.written).next();
        let is_mixed = of_this().any(|unit| Some(unit.writing.written) != first)
            || of_this().any(|unit| !unit.writing.is_symbol)
            || first.is_some() && subject.printed().any(|prose| prose.text.contains(meant));
        for unit in of_this().filter(|unit| is_mixed || !unit.writing.is_symbol) {
            add(report, unit);
        }
    }
}

fn add(report: &mut Report, Unit { prose, at, writing }: &Unit<'_, '_>) {
    let Writing { written, meant, .. } = writing;
    let place = prose.stretch(*at, at + written.len());
    let message = match writing.is_symbol {
        true => format!("“{written}”与别处的写法不同，统一写作“{meant}”"),
        false => format!("“{written}”写作“{meant}”"),
    };
    let finding = report.add(place.clone(), message);
    finding.expected(*meant).reported(*written);
    // 700m2m2: which of the two is meant?
    let is_second = |writing: &Writing| prose.text[..*at].ends_with(writing.written);
    if !WRITINGS.iter().any(is_second) {
        finding.fix(Fix::set(&place, *meant));
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
        for text in ["1.2万平米", "每平米", "元/m2"] {
            assert!(plan(text).contains("写作“平方米”"), "{text}");
        }
        assert!(plan("300立方，即300m3").contains("改为 立方米"));
    }

    #[test]
    fn symbols_are_fine_until_they_are_mixed() {
        for text in [
            "800㎡，二期900㎡",
            "600m²",
            "日供水300m³、500m³",
            "800㎡，300m³",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
        assert_eq!(
            plan("用地52310㎡，建筑面积98204平方米。"),
            "follow_up_plan｜“㎡”与别处的写法不同，统一写作“平方米”｜应为平方米｜现有㎡｜改为 平方米"
        );
        assert_eq!(plan("用地800㎡，建筑900m²。").lines().count(), 2);
        let with_wrong = plan("用地800㎡，建筑900m2。");
        assert!(with_wrong.contains("“㎡”与别处") && with_wrong.contains("“m2”写作"));
        let in_two_places = [
            ("follow_up_plan", "建设800㎡。"),
            ("experience", "每平方米3元，道路500m长。"),
        ];
        assert!(case::check(&RULE, &in_two_places).starts_with("follow_up_plan｜“㎡”"));
        // Not printed, so it doesn't matter.
        let unfiled = [
            ("follow_up_plan", "建设800㎡。"),
            ("unfiled", "800平方米，20m2"),
        ];
        assert_eq!(case::check(&RULE, &unfiled), "");
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
        assert!(plan("总建筑面积12000m已完成。").contains("写成了“m”"));
    }

    #[test]
    fn other_words_and_lengths_are_fine() {
        for text in [
            "水平米粉",
            "型号AM2",
            "长1200m",
            "面积内管道长的那段距离较远，为300m",
            "面积内管道长的那段距离为约300m",
            "面积5mm",
            "m21",
            "太平米业",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
    }
}
