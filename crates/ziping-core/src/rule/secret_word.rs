//! 有须做保密审查的词.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::finding::Severity;
use crate::wording::Words;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G10",
    severity: Severity::Hint,
    title: "公开前须做保密审查",
    advice: "报告要公开。提到涉密事项、警力部署、案件侦办的，公开前按规定做保密审查；不宜公开的，改写或删去。",
    source: "湛江市公安局决算公开“人员情况(涉密)”的实例",
    check,
};

/// The words, and what they are part of where they say something else: 计算机密码.
const WORDS: &[(&str, &[&str])] = &[
    ("涉密", &["不涉密", "非涉密", "未涉密"]),
    ("绝密", &["杜绝密", "拒绝密"]),
    (
        "机密",
        &["机密码", "机密钥", "机密集", "机密闭", "机密封", "机密度"],
    ),
    (
        "秘密",
        &[
            "商业秘密",
            "不涉及国家秘密",
            "不涉及秘密",
            "未涉及国家秘密",
            "不含国家秘密",
        ],
    ),
    ("警力数", &[]),
    ("警力配置", &[]),
    ("警力部署", &[]),
    ("涉案", &["涉案例", "涉案件数"]),
    ("技侦", &[]),
    ("侦查手段", &[]),
    ("布控", &["布控制"]),
];

static FOUND: LazyLock<Words> = LazyLock::new(|| Words::new(WORDS.iter().map(|(word, _)| *word)));

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        // Once for a text is enough to have it reviewed.
        let mut is_found = [false; WORDS.len()];
        for (at, i) in FOUND.find(prose.text) {
            let (word, harmless) = WORDS[i];
            let is_meant = || {
                !harmless.iter().any(|phrase| {
                    let lead = phrase.find(word).unwrap_or_default();
                    at.checked_sub(lead)
                        .and_then(|start| prose.text.get(start..))
                        .is_some_and(|text| text.starts_with(phrase))
                })
            };
            if !is_found[i] && is_meant() {
                is_found[i] = true;
                report
                    .add(
                        prose.stretch(at, at + word.len()),
                        format!("含“{word}”，公开前须做保密审查"),
                    )
                    .reported(word);
            }
        }
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
    fn a_secret_matter_is_pointed_out_once() {
        assert_eq!(
            plan("建设涉密机房，涉密设备单独采购。"),
            "follow_up_plan｜含“涉密”，公开前须做保密审查｜现有涉密"
        );
        assert!(plan("不涉密的，以及涉密的").contains("涉密"));
    }

    #[test]
    fn everyday_police_words_are_fine() {
        for text in [
            "公安警务工作，加强警力保障，执行保密制度",
            "计算机密码，保护商业秘密，杜绝密集施工，不涉密，非涉密网络",
            "本报告不涉及国家秘密",
            "通过布控制度",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
