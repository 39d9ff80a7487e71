//! 文号的年份没有用六角括号.

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{is_han, Prose};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G05",
    severity: Severity::Hint,
    title: "文号的年份没有用六角括号",
    advice: "发文字号的年份用六角括号〔〕，如 财预〔2020〕10号，不用方括号、圆括号。",
    source:
        "GB/T 9704-2012 关于发文字号的规定 [凭记忆]；cjxy.zznu.edu.cn 公文格式说明；实例“[2022]4号”",
    check,
};

/// Brackets that stand where 〔 and 〕 belong.
const OPENING: &[char] = &[
    '〔', '[', '［', '(', '（', '【', '〖', '﹝', '﹙', '<', '〈', '{', '｛',
];
const CLOSING: &[char] = &[
    '〕', ']', '］', ')', '）', '】', '〗', '﹞', '﹚', '>', '〉', '}', '｝',
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        for (at, end, year) in wrong_brackets(prose) {
            let (place, right) = (prose.stretch(at, end), format!("〔{year}〕"));
            report
                .add(place.clone(), "文号的年份没有用六角括号")
                .expected(&right)
                .reported(&prose.text[at..end])
                .fix(Fix::set(&place, right));
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    wrong_brackets(prose).count()
}

/// Where years stand in other brackets.
fn wrong_brackets<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = (usize, usize, &'p str)> {
    // Most texts have no 号, which is found faster than brackets.
    let text = Some(prose.text).filter(|text| text.contains('号'));
    let brackets = text.unwrap_or_default().match_indices(OPENING);
    brackets.filter_map(move |(at, open)| {
        let (year, close) = year_and_close(prose, at, open)?;
        let end = at + open.len() + year.len() + close.len();
        ((open, close) != ("〔", "〕")).then_some((at, end, year))
    })
}

/// The year after an opening bracket and what closes it, in `财预[2020]10号`. A court's
/// `（2022）琼01民初4号` and a house `（2022）4号楼` aren't such numbers.
fn year_and_close<'d>(prose: &Prose<'d>, at: usize, open: &str) -> Option<(&'d str, &'d str)> {
    let inside = at + open.len();
    let year = prose.text.get(inside..inside + 4)?;
    let is_year = (year.starts_with("19") || year.starts_with("20"))
        && year.bytes().all(|byte| byte.is_ascii_digit());
    let rest = &prose.text[inside + 4..];
    let close = rest.chars().next().filter(|c| CLOSING.contains(c))?;
    let (close, rest) = rest.split_at(close.len_utf8());
    let rest = rest.trim_start_matches(' ');
    let rest = rest.strip_prefix('第').unwrap_or(rest);
    let after = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = rest.len() - after.len();
    let after = after.trim_start_matches(' ').strip_prefix('号')?;
    let is_house = after.starts_with([
        '楼', '线', '路', '井', '地', '机', '门', '站', '库', '房', '院', '厂',
    ]);
    let is_number = prose.before(at).is_some_and(is_han) && (1..=4).contains(&digits);
    (is_year && is_number && !is_house).then_some((year, close))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn other_brackets_are_mended() {
        assert_eq!(
            plan("按照海财预[2022]4号执行。"),
            "follow_up_plan｜文号的年份没有用六角括号｜应为〔2022〕｜现有[2022]｜改为 〔2022〕"
        );
        for text in [
            "财预（2022）4号",
            "财预【2022】第4号",
            "财预(2022) 4 号",
            "财预〔2022]1234号",
        ] {
            assert!(plan(text).contains("改为 〔2022〕"), "{text}");
        }
    }

    #[test]
    fn what_is_no_document_number_is_fine() {
        for text in [
            "财预〔2020〕10号",
            "（2022）琼01民初4号",
            "教学区（2022）4号楼",
            "计划（2022）年",
            "[2022]4号",
            "文[20",
            "库[2022]12345号",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
    }
}
