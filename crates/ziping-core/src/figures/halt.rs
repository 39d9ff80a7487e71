//! What a text says of work that stands still: 暂停, 停工, 未开工.

use std::sync::LazyLock;

use crate::field::value::Year;
use crate::place::Span;
use crate::wording::{around, Words};

const HALTS: &[&str] = &[
    "暂停",
    "停工",
    "停建",
    "停滞",
    "搁置",
    "中止",
    "终止",
    "未开工",
    "未动工",
    "未启动",
];

static SAID: LazyLock<Words> = LazyLock::new(|| Words::new(HALTS.iter().copied()));

/// Right before the word, what turns it into its opposite, a condition or a plan, or says that
/// it was over soon: 没有暂停, 如终止, 将暂停, 短暂停工 (in which 暂停 stands as well).
const DENIALS: &[&str] = &[
    "未", "没有", "无", "不", "不得", "不能", "恢复", "如", "若", "将", "拟", "可", "短", "短暂",
    "最", "始",
];

/// Before the word, anywhere in its clause: it didn't happen, is over, or is a rule's.
const NOT_NOW: &[&str] = &[
    "未出现",
    "未发生",
    "未发现",
    "没有出现",
    "没有发生",
    "没有因",
    "不存在",
    "不得",
    "擅自",
    "避免",
    "防止",
    "一旦",
    "曾",
    "约定",
];

/// A contract that ends is no halt: 合同已终止, but 因合同纠纷停工.
const PAPERS: &[&str] = &["合同", "协议"];

/// Between a contract and the word.
const ENDED: &[&str] = &["已", "均", "提前", "到期", "期满", "依法", "协商"];

/// Shortly after the word: what halts is a paper, or a function that something has.
const OBJECTS: &[&str] = &[
    "合同",
    "协议",
    "条款",
    "功能",
    "条件",
    "提醒",
    "情形",
    "机制",
    "预案",
    "旧系统",
    "旧平台",
    "旧设备",
    "原系统",
    "争议",
];

/// How far the object is looked for, in characters.
const NEAR: usize = 8;

/// How far around the word is read, in characters, whatever the text's punctuation.
const REACH: usize = 150;

/// After the word, in its sentence: it is over.
const RESUMED: &[&str] = &[
    "复工",
    "恢复",
    "重启",
    "重新启动",
    "重新开工",
    "续建",
    "继续建设",
    "完工",
    "竣工",
];

/// Before those words, in their clause: not yet.
const NOT_YET: &[&str] = &[
    "待", "将", "拟", "计划", "争取", "预计", "力争", "尚", "未", "不", "无法", "能否", "方可",
    "是否", "何时", "等",
];

const CLAUSE_ENDS: &[char] = &[
    '，', ',', '。', '；', ';', '！', '!', '？', '?', '：', ':', '\n',
];
const SENTENCE_ENDS: &[char] = &['。', '；', ';', '！', '!', '？', '?', '\n'];

/// The first place where a text says that work stands still in the report's year (`year`),
/// outside quotations.
pub fn halt(text: &str, year: Option<Year>) -> Option<Span> {
    let found = SAID.find(text).find(|(start, word)| {
        let (start, end) = (*start, *start + HALTS[*word].len());
        let near = around(text, Span { start, end }, REACH);
        stands(&text[near.start..start], &text[end..near.end], year)
    });
    let (start, word) = found?;
    Some(Span {
        start,
        end: start + HALTS[word].len(),
    })
}

fn stands(before: &str, after: &str, year: Option<Year>) -> bool {
    let clause = last_of(before, CLAUSE_ENDS);
    let is_quoted = before.rfind('“') > before.rfind('”');
    let is_denied = DENIALS.iter().any(|word| before.ends_with(word))
        || NOT_NOW.iter().any(|word| clause.contains(word))
        || clause.starts_with('无')
        || ends_with_paper(clause);
    let rest = first_of(after, CLAUSE_ENDS);
    let near = rest
        .char_indices()
        .nth(NEAR)
        .map_or(rest, |(end, _)| &rest[..end]);
    let is_of_paper = OBJECTS.iter().any(|word| near.contains(word));
    let is_over = lasted(before, rest) || is_resumed(first_of(after, SENTENCE_ENDS));
    let sentence = last_of(before, SENTENCE_ENDS);
    !(is_quoted || is_denied || is_of_paper || is_over || is_of_another_year(sentence, year))
}

fn last_of<'t>(text: &'t str, ends: &[char]) -> &'t str {
    text.rfind(ends).map_or(text, |at| {
        let end = text[at..].chars().next().map_or(0, char::len_utf8);
        &text[at + end..]
    })
}

fn first_of<'t>(text: &'t str, ends: &[char]) -> &'t str {
    &text[..text.find(ends).unwrap_or(text.len())]
}

fn ends_with_paper(clause: &str) -> bool {
    let mut rest = clause;
    while let Some(shorter) = ENDED.iter().find_map(|word| rest.strip_suffix(word)) {
        rest = shorter;
    }
    PAPERS.iter().any(|paper| rest.ends_with(paper))
}

/// `停工3天`: how long it was is known when it is over. `已停工3个月` goes on.
fn lasted(before: &str, after: &str) -> bool {
    let after = after.trim_start_matches(['约', '了', '近', '共']);
    let is_digit = |c: char| c.is_ascii_digit() || "一二三四五六七八九十两半".contains(c);
    let unit = after.trim_start_matches(is_digit);
    let unit = unit.trim_start_matches(['个', '余', '多']);
    let is_time = ["天", "日", "周", "月", "小时"]
        .iter()
        .any(|word| unit.starts_with(word));
    after.starts_with(is_digit) && is_time && !before.ends_with('已')
}

fn is_resumed(rest: &str) -> bool {
    RESUMED.iter().any(|word| {
        rest.match_indices(word).any(|(at, _)| {
            let clause = last_of(&rest[..at], CLAUSE_ENDS);
            !NOT_YET.iter().any(|word| clause.contains(word))
        })
    })
}

/// Whether the last year that a sentence names is another than the report's.
fn is_of_another_year(sentence: &str, year: Option<Year>) -> bool {
    let mut years = sentence.match_indices('年').filter_map(|(at, _)| {
        let start = at.checked_sub(4)?;
        Year::read(sentence.get(start..at)?).value()
    });
    years
        .next_back()
        .is_some_and(|last| year.is_some_and(|year| year != last))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn halted(text: &str) -> Option<&str> {
        halt(text, Year::new(2021)).map(|span| &text[span.range()])
    }

    #[test]
    fn work_that_stands_still_is_found() {
        for (text, word) in [
            ("该项工作处于暂停状态。", "暂停"),
            ("1号路末段停工。", "停工"),
            ("1座监测站因征地问题未开工。", "未开工"),
            (
                "因2021年12月省社管办议定市县平台建设暂停，目标没有完成。",
                "暂停",
            ),
            ("2020年立项，2021年5月因资金不足停工。", "停工"),
            ("1间食堂因消防验收暂停使用。", "暂停"),
            ("平台建设暂停，待省里明确后恢复。", "暂停"),
            ("二期停工，尚未复工。", "停工"),
            ("二期停工，预计2022年复工。", "停工"),
            ("项目已停工3个月。", "停工"),
            ("备用金试点已终止。", "终止"),
            ("一期完工，二期尚未启动。", "未启动"),
            ("未建部分处于停工状态。", "停工"),
            ("施工合同中止履行，项目停工。", "停工"),
            ("招标工作停滞，原定功能未实现。", "停滞"),
            ("因合同纠纷停工。", "停工"),
            ("暂停旧城改造。", "暂停"),
            ("1号路停工2处。", "停工"),
        ] {
            assert_eq!(halted(text), Some(word), "{text}");
        }
    }

    #[test]
    fn what_is_denied_over_planned_or_of_a_paper_is_no_halt() {
        for text in [
            "平台未暂停使用。",
            "全年未出现停工、窝工情况。",
            "没有发生救助金停发、业务中止的情况。",
            "不得擅自停工。",
            "下一步将暂停使用旧系统。",
            "已暂停使用旧系统，切换到新平台。",
            "对已终止的旧合同做好清算。",
            "服务合同已终止，重新采购。",
            "租赁协议到期终止。",
            "合同约定了终止条款。",
            "受台风影响短暂停工3天，复工后按期完工。",
            "受台风影响停工3天。",
            "因疫情停工约两个月，9月完工。",
            "2019年曾因疫情中止，2021年恢复建设并完成验收。",
            "2020年因征地停工。",
            "上半年停工，9月复工。",
            "系统增设业务中止提醒功能。",
            "文件要求“立即暂停推进”。",
            "恢复停工项目1个。",
            "无停工现象。",
            "搁置争议，共同推进。",
            "如终止服务，应提前通知。",
            "最终止步于初赛。",
        ] {
            assert_eq!(halted(text), None, "{text}");
        }
    }

    #[test]
    fn without_a_report_year_every_year_counts() {
        assert!(halt("2020年停工。", None).is_some());
        assert_eq!(halt("", None), None);
    }
}
