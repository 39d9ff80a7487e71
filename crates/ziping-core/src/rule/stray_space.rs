//! 单行栏目首尾有空白，或中间换行.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::trim;
use crate::finding::{Fix, Severity};
use crate::wording::is_han;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G12",
    severity: Severity::Hint,
    title: "有多余的空白或换行",
    advice: "名称等单行栏目首尾不留空白，中间不换行。多半是从 Word 或网页复制时带来的。",
    source: "海口市公安局 2021 年报告标题首尾空格、“预算单位 海口市公安局 的项目”",
    check,
};

const BREAKS: &[char] = &['\n', '\r', '\t', '\u{2028}', '\u{2029}'];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.prose.iter().filter(|p| !p.is_narrative()) {
        // Characters without width are another rule's.
        if prose.text.trim() == prose.text && !prose.text.contains(BREAKS) {
            continue;
        }
        let plain = on_one_line(prose.text);
        let mut fix = Fix::set(&prose.place, plain.as_str());
        fix.label = "去掉多余的空白".to_owned();
        report
            .add(
                prose.place.clone(),
                format!("「{}」有多余的空白或换行", prose.place.field.label()),
            )
            .expected(shortened(&plain))
            .fix(fix);
    }
}

/// Line breaks taken out; between words that aren't Chinese, a space stays.
fn on_one_line(text: &str) -> String {
    let lines = text.split(BREAKS).map(trim);
    let mut out = String::with_capacity(text.len());
    for line in lines.filter(|line| !line.is_empty()) {
        let is_word = |c: Option<char>| c.is_some_and(|c| !is_han(c) && c.is_alphanumeric());
        if is_word(out.chars().next_back()) && is_word(line.chars().next()) {
            out.push(' ');
        }
        out.push_str(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn white_space_at_the_ends_and_line_breaks_are_taken_out() {
        assert_eq!(
            case::check(&RULE, &[("budget_unit", " 海口市\n公安局　")]),
            "budget_unit｜「预算单位」有多余的空白或换行｜应为海口市公安局｜去掉多余的空白"
        );
        for one in ["海口市公安局　", "海口市\n公安局"] {
            assert!(case::check(&RULE, &[("budget_unit", one)]).contains("应为海口市公安局"));
        }
        assert_eq!(on_one_line("Wi\r\nFi 一\n二"), "Wi Fi 一二");
    }

    #[test]
    fn spaces_between_words_and_in_narratives_are_fine() {
        assert_eq!(case::check(&RULE, &[("project_leader", "周 明")]), "");
        assert_eq!(case::check(&RULE, &[("follow_up_plan", " 一\n\n二 ")]), "");
    }
}
