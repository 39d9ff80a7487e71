//! 叠字叠词.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{characters, is_han, is_han_digit, Prose};
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
    fn of(text: &str, start: usize, unit: &'d str) -> Repeat<'d> {
        let mut end = start + unit.len();
        while text[end..].starts_with(unit) {
            end += unit.len();
        }
        Repeat { start, end, unit }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    repeats(prose).len()
}

/// All of them, none of which overlaps another.
fn repeats<'d>(prose: &Prose<'d>) -> Vec<Repeat<'d>> {
    let mut found = Vec::new();
    // By length: where the last repeat ends that was looked at.
    let mut from = [0; LONGEST + 1];
    each_doubled(prose.text, |length, start, bytes| {
        if start < from[length] {
            return;
        }
        let unit = &prose.text[start..start + bytes];
        let (before, after) = match PHRASE.contains(&length) {
            true if is_phrase(unit) => ("", ""),
            true => return,
            false => match WORDS.iter().find(|(word, ..)| *word == unit) {
                Some((_, before, after)) => (*before, *after),
                None => return,
            },
        };
        let is_in = |c: Option<char>, list: &str| c.is_some_and(|c| list.contains(c));
        if is_in(prose.before(start), before) {
            return;
        }
        let repeat = Repeat::of(prose.text, start, unit);
        from[length] = repeat.end;
        if !is_in(prose.after(repeat.end), after) {
            found.push(repeat);
        }
    });
    found.sort_by_key(|repeat| (repeat.start, std::cmp::Reverse(repeat.end)));
    let mut end = 0;
    found.retain(|repeat| {
        let is_free = repeat.start >= end;
        end = end.max(repeat.end);
        is_free
    });
    found
}

/// Calls `found` wherever as many 汉字 as a word or a phrase has stand twice in a row: with their
/// number, and with where they start and how many bytes they are.
fn each_doubled(text: &str, mut found: impl FnMut(usize, usize, usize)) {
    /// At least two phrases of the greatest length.
    const KEPT: usize = 32;
    let mut kept = [(0, '\0'); KEPT];
    // By length: how many characters in a row are the same as that far before.
    let mut same = [0; LONGEST + 1];
    let mut running = Distances(0);
    let mut recent = Recent([(0, Distances(0)); Recent::PLACES]);
    for (i, (at, c)) in characters(text).enumerate() {
        kept[i % KEPT] = (at, c);
        let candidates = recent.distances(c, i);
        let before = std::mem::replace(&mut running, Distances(0));
        for length in candidates.iter() {
            if c != kept[(i - length) % KEPT].1 || !is_han(c) {
                continue;
            }
            same[length] = if before.has(length) {
                same[length] + 1
            } else {
                1
            };
            running.add(length);
            if same[length] >= length {
                let start = kept[(i + 1 - 2 * length) % KEPT].0;
                found(length, start, kept[(i + 1 - length) % KEPT].0 - start);
            }
        }
    }
}

/// Numbers up to [`LONGEST`], a bit each.
#[derive(Clone, Copy)]
struct Distances(u32);

impl Distances {
    const ALL: u32 = (1 << (LONGEST + 1)) - 1;
    /// The lengths of words and of phrases.
    const LENGTHS: u32 = Distances::ALL & !0b1001;

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

/// Where characters stood a short while ago: mostly nowhere, so that nothing stands there
/// for the second time. Characters share places, so that one stood there isn't certain.
/// Each place has the last position, and how far before it the earlier ones were.
struct Recent([(u32, Distances); Recent::PLACES]);

impl Recent {
    const PLACES: usize = 128;

    /// How far before `i`, where `c` stands, it may have stood too: as far as words and phrases
    /// are long.
    fn distances(&mut self, c: char, i: usize) -> Distances {
        let (last, before) = &mut self.0[c as usize % Recent::PLACES];
        let gap = (i as u32).wrapping_sub(*last);
        let moved = if gap as usize > LONGEST {
            0
        } else {
            before.0 << gap
        };
        *last = i as u32;
        *before = Distances((moved & Distances::ALL) | 1);
        Distances(before.0 & Distances::LENGTHS)
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
    #[test]
    fn words_are_as_short_as_they_are_looked_for() {
        let is_looked_for =
            |word: &str| (1..=2).contains(&word.chars().count()) && word.chars().all(is_han);
        assert!(WORDS.iter().all(|(word, ..)| is_looked_for(word)));
    }

    #[test]
    fn a_long_run_is_read_once() {
        let many = "了".repeat(100_000);
        assert_eq!(plan(&format!("目的{many}解")), "");
        assert_eq!(plan(&many).matches("疑似重复").count(), 1);
    }

    /// Where `length` 汉字 stand twice in a row.
    fn doubled_plainly(text: &str) -> Vec<(usize, usize, usize)> {
        let characters: Vec<char> = text.chars().collect();
        let bytes = |characters: &[char]| characters.iter().map(|c| c.len_utf8()).sum::<usize>();
        let mut found = Vec::new();
        for length in [1, 2].into_iter().chain(PHRASE) {
            for start in 0..(characters.len() + 1).saturating_sub(2 * length) {
                let (unit, next) = characters[start..start + 2 * length].split_at(length);
                if unit == next && unit.iter().all(|c| is_han(*c)) {
                    found.push((length, bytes(&characters[..start]), bytes(unit)));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn doubles_are_found_as_a_plain_search_finds_them(text in "[甲乙丙𠀁a]{0,60}") {
            let mut found = Vec::new();
            each_doubled(&text, |length, start, bytes| found.push((length, start, bytes)));
            found.sort_unstable();
            prop_assert_eq!(found, doubled_plainly(&text));
        }
    }
}
