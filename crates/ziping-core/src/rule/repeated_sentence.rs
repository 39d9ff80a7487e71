//! 同一句话写了两遍.

use std::collections::BTreeSet;

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::finding::Severity;
use crate::wording::is_han;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G16",
    severity: Severity::Hint,
    title: "同一句话写了两遍",
    advice: "核对是否粘贴了两次，重复的删去。",
    source: "本工具的规则",
    check,
};

/// A shorter sentence may well stand twice: 项目已完成验收。
const SHORTEST: usize = 16;

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed().filter(|p| p.is_narrative()) {
        let mut seen = BTreeSet::new();
        let mut start = 0;
        let is_end = |c| matches!(c, '。' | '！' | '？' | '\n');
        for piece in prose.text.split_inclusive(is_end) {
            let sentence = piece.trim();
            let at = start + (piece.len() - piece.trim_start().len());
            start += piece.len();
            let mut letters = sentence.chars().filter(|c| is_han(*c));
            let is_long = letters.nth(SHORTEST - 1).is_some();
            if is_long && !seen.insert(sentence.trim_end_matches(['。', '！', '？'])) {
                report
                    .add(prose.stretch(at, at + sentence.len()), "同一句话写了两遍")
                    .reported(shortened(sentence));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_sentence_pasted_twice_is_found_where_it_stands_again() {
        let sentence = "我局计划于2022年向市财政局申请下达指挥大厅初验款。";
        let text = format!("{sentence}待下达后支付。\n {sentence}");
        assert_eq!(
            case::check(&RULE, &[("follow_up_plan", &text)]),
            "follow_up_plan｜同一句话写了两遍｜现有我局计划于2022年向市财政局申请下达指挥大厅初验款。"
        );
        let draft = case::draft(&[("follow_up_plan", &text)]);
        let span = RULE.findings(&Subject::of(&draft, None))[0]
            .place
            .span
            .unwrap();
        assert_eq!(&text[span.range()], sentence);
        assert_eq!(span.end, text.len());
    }

    #[test]
    fn short_sentences_may_stand_twice() {
        let text = "项目已完成验收。项目已完成验收。";
        assert_eq!(case::check(&RULE, &[("follow_up_plan", text)]), "");
        assert_eq!(case::check(&RULE, &[]), "");
        // What isn't printed needs no tidying.
        let sentence = "本页由档案系统自动生成并上传保存。";
        let twice = [sentence, sentence].concat();
        assert_eq!(case::check(&RULE, &[("unfiled", &twice)]), "");
    }
}
