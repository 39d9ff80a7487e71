//! 叠字叠词.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{characters, is_han, is_han_digit, Prose, Words};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G04",
    severity: Severity::Hint,
    title: "疑似叠字叠词",
    advice: "核对是否多打了一遍，如“我我局”“增加增加”。",
    source: "GovBudgetChecker R003；本工具的规则",
    check,
};

/// Characters and words that don't stand twice, and what may precede or follow them all the
/// same: 目的的, 的的确, 通过通过率.
const WORDS: &[(&str, &str, &str)] = &[
    ("我", "", ""),
    ("的", "目标有中", "确士"),
    ("了", "不甚", "解结断如然望"),
    ("该", "应", ""),
    ("已", "而", ""),
    ("于", "", "田都洪是"),
    ("进行", "", ""),
    ("完成", "", "率度情值"),
    ("增加", "", "值额"),
    ("减少", "", ""),
    ("提高", "", ""),
    ("提升", "", ""),
    ("实现", "", ""),
    ("开展", "", ""),
    ("推进", "", "会"),
    ("加强", "", ""),
    ("落实", "", ""),
    ("确保", "", ""),
    ("促进", "", "会"),
    ("按照", "", ""),
    ("根据", "", ""),
    ("严格", "", ""),
    ("以及", "", ""),
    ("并且", "", ""),
    ("或者", "", ""),
    ("我局", "", ""),
    ("我院", "", ""),
    ("我校", "", ""),
    ("我市", "", ""),
    ("我县", "", ""),
    ("我委", "", ""),
    ("已经", "", ""),
    ("没有", "", ""),
    ("为了", "", ""),
    ("由于", "", ""),
    ("因此", "", ""),
    ("同时", "", ""),
    ("积极", "", "性"),
    ("全面", "", "性"),
    ("有效", "", "性期率"),
    ("及时", "", "性率"),
    ("达到", "", ""),
    ("取得", "", ""),
    ("下达", "", ""),
    ("其中", "", ""),
    ("包括", "", ""),
    ("需要", "", ""),
    ("能够", "", ""),
    ("可以", "", ""),
    ("应当", "", ""),
    ("必须", "", ""),
    ("不断", "", ""),
    ("继续", "", ""),
    ("贯彻", "", ""),
];

static FOUND: LazyLock<Words> = LazyLock::new(|| Words::new(WORDS.iter().map(|(word, ..)| *word)));

/// A phrase of so many characters doesn't stand twice by chance, whatever it says.
const PHRASE: std::ops::RangeInclusive<usize> = 4..=LONGEST;
const LONGEST: usize = 12;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        for repeat in repeats(prose) {
            let unit = repeat.unit;
            let place = prose.stretch(repeat.start, repeat.end);
            let finding = report.add(place.clone(), format!("“{unit}{unit}”疑似重复"));
            finding.expected(unit);
            finding.fix(Fix::set(&place, unit));
        }
    }
}

/// Something that stands twice or more in a row.
struct Repeat<'d> {
    start: usize,
    end: usize,
    unit: &'d str,
}

impl<'d> Repeat<'d> {
    /// From where `unit` stands for the first time.
    fn of(text: &'d str, start: usize, length: usize) -> Repeat<'d> {
        let unit = &text[start..start + length];
        let mut end = start + length;
        while text[end..].starts_with(unit) {
            end += length;
        }
        Repeat { start, end, unit }
    }

    fn is_one(&self) -> bool {
        self.end == self.start + self.unit.len()
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    repeats(prose).len()
}

/// All of them, none of which overlaps another.
fn repeats<'d>(prose: &Prose<'d>) -> Vec<Repeat<'d>> {
    let mut found = words(prose);
    found.extend(phrases(prose.text));
    found.sort_by_key(|repeat| (repeat.start, std::cmp::Reverse(repeat.end)));
    let mut end = 0;
    found.retain(|repeat| {
        let is_free = repeat.start >= end;
        end = end.max(repeat.end);
        is_free
    });
    found
}

fn words<'d>(prose: &Prose<'d>) -> Vec<Repeat<'d>> {
    let text = prose.text;
    let is_in = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
    let mut found: Vec<Repeat<'d>> = Vec::new();
    let mut from = 0;
    for (at, i) in FOUND.find(text) {
        let (word, before, after) = WORDS[i];
        let repeat = Repeat::of(text, at, word.len());
        if at < from || repeat.is_one() {
            continue;
        }
        if !is_in(prose.before(at), before) && !is_in(prose.after(repeat.end), after) {
            from = repeat.end;
            found.push(repeat);
        }
    }
    found
}

/// Phrases that stand twice in a row.
fn phrases(text: &str) -> Vec<Repeat<'_>> {
    let characters: Vec<(usize, char)> = characters(text).collect();
    let mut found: Vec<Repeat<'_>> = Vec::new();
    // By length: how many characters in a row are the same as that far before, and where the
    // last phrase found ends.
    let mut same = [0; LONGEST + 1];
    let mut from = [0; LONGEST + 1];
    let mut running = Distances(0);
    let mut recent = Recent([(0, Distances(0)); Recent::PLACES]);
    for (i, (_, c)) in characters.iter().enumerate() {
        let candidates = recent.distances(*c, i);
        let before = std::mem::replace(&mut running, Distances(0));
        for length in candidates.iter().filter(|length| PHRASE.contains(length)) {
            if *c != characters[i - length].1 || !is_han(*c) {
                continue;
            }
            same[length] = if before.has(length) {
                same[length] + 1
            } else {
                1
            };
            running.add(length);
            if same[length] < length {
                continue;
            }
            let start = characters[i + 1 - 2 * length].0;
            let unit = &text[start..characters[i + 1 - length].0];
            if start >= from[length] && is_phrase(unit) {
                let repeat = Repeat::of(text, start, unit.len());
                from[length] = repeat.end;
                found.push(repeat);
            }
        }
    }
    found
}

/// Numbers from 1 to [`LONGEST`], a bit each.
#[derive(Clone, Copy)]
struct Distances(u32);

impl Distances {
    const ALL: u32 = (1 << (LONGEST + 1)) - 1;

    fn has(self, distance: usize) -> bool {
        self.0 & (1 << distance) != 0
    }

    fn add(&mut self, distance: usize) {
        self.0 |= 1 << distance;
    }

    fn iter(self) -> impl Iterator<Item = usize> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let distance = rest.trailing_zeros() as usize;
            rest &= rest.wrapping_sub(1);
            (distance <= LONGEST).then_some(distance)
        })
    }
}

/// Where characters stood a short while ago: mostly nowhere, and nothing there can be a
/// phrase's second time. Characters share places, so that one stood there isn't certain.
/// Each place has the last position, and how far before it the earlier ones were.
struct Recent([(usize, Distances); Recent::PLACES]);

impl Recent {
    const PLACES: usize = 256;

    /// How far before `i`, where `c` stands, it may have stood too.
    fn distances(&mut self, c: char, i: usize) -> Distances {
        let (last, before) = &mut self.0[c as usize % Recent::PLACES];
        let gap = i - *last;
        let moved = if gap > LONGEST { 0 } else { before.0 << gap };
        *last = i;
        *before = Distances((moved & Distances::ALL) | 1);
        Distances(before.0 & !1)
    }
}

/// Not a number, and not one character over and over.
fn is_phrase(unit: &str) -> bool {
    let first = unit.chars().next();
    !unit.chars().any(is_han_digit) && unit.chars().any(|c| Some(c) != first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn a_doubled_word_is_mended() {
        assert_eq!(
            plan("我我局计划支付。"),
            "follow_up_plan｜“我我”疑似重复｜应为我｜改为 我"
        );
        assert_eq!(
            plan("将增加增加投入。"),
            "follow_up_plan｜“增加增加”疑似重复｜应为增加｜改为 增加"
        );
        assert_eq!(
            plan("完善绩效目标绩效目标管理。"),
            "follow_up_plan｜“绩效目标绩效目标”疑似重复｜应为绩效目标｜改为 绩效目标"
        );
        assert!(
            plan("支付给某某市中心医院门诊综合楼某某市中心医院门诊综合楼").contains("疑似重复")
        );
        assert!(plan("本局的的实施").contains("“的的”"));
    }

    #[test]
    fn what_would_come_together_anew_is_only_shown() {
        assert_eq!(
            plan("目标基本完成完成基本完成。"),
            "follow_up_plan｜“完成完成”疑似重复｜应为完成"
        );
    }

    #[test]
    fn words_that_are_said_twice_are_fine() {
        for text in [
            "人人参与，家家受益，常常检查，逐渐提高，研究研究，一个一个落实",
            "的的确确，项目目的的实现，标的的价值，完成了了解工作",
            "市市场监管局、局局长、县县级公路、人民政府政府采购、预算单位单位资金",
            "信息系统系统维护、公共服务服务质量、工作人员人员经费、公元元年、元元旦慰问",
            "完成完成率考核，二〇二二年，二百二百元，某某某某某某某某",
            "型号ABCDABCD、20222022",
            "位于于田县，及及时，和和谐，等等",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
    }

    /// Every length at every place, without any shortcut.
    fn phrases_plainly(text: &str) -> Vec<(usize, usize)> {
        let characters: Vec<char> = text.chars().collect();
        let mut found = Vec::new();
        for length in PHRASE {
            let mut from = 0;
            for start in 0..(characters.len() + 1).saturating_sub(2 * length) {
                let (unit, next) = (start..start + length, start + length..start + 2 * length);
                let unit: String = characters[unit].iter().collect();
                let next: String = characters[next].iter().collect();
                let at: usize = characters[..start].iter().map(|c| c.len_utf8()).sum();
                let is_one = unit == next && unit.chars().all(is_han) && is_phrase(&unit);
                if is_one && at >= from {
                    from = Repeat::of(text, at, unit.len()).end;
                    found.push((at, from));
                }
            }
        }
        found.sort_unstable();
        found
    }

    proptest! {
        #[test]
        fn phrases_are_found_as_a_plain_search_finds_them(text in "[甲乙丙a]{0,60}") {
            let found = phrases(&text).into_iter();
            let mut found: Vec<_> = found.map(|repeat| (repeat.start, repeat.end)).collect();
            found.sort_unstable();
            prop_assert_eq!(found, phrases_plainly(&text));
        }
    }
}
