//! 得了满分，却写了没有完成的原因.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D17",
    severity: Severity::Warning,
    title: "满分却写了未完成的原因",
    advice: "偏差原因写着没有完成，得分却是满分，其中一处有误。",
    source: "银川某自评表得分与完成情况不符的实例；财预〔2020〕10号第十五条 [凭记忆]",
    check,
};

const SHORTFALLS: [&str; 8] = [
    "未完成",
    "未达到",
    "未达成",
    "未实现",
    "没有完成",
    "没有达到",
    "进度滞后",
    "尚未",
];

/// What turns it into its opposite: 不存在未完成的情况.
const DENIALS: [&str; 3] = ["不存在", "无", "没有"];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        // A full score that the figures contradict is found as such.
        let may_be_full = |weight| scored.expected.allows(weight);
        if !scored.is_full() || !indicator.weight.is_some_and(may_be_full) {
            continue;
        }
        let place = indicator.place(Field::IndicatorReason);
        let reason = subject.form.draft.text(&place);
        if let Some(span) = shortfall(reason) {
            report
                .add(
                    Place {
                        span: Some(span),
                        ..place
                    },
                    format!("{}得分为满分，偏差原因却写没有完成", indicator.title()),
                )
                .reported(format!("“{}”", &reason[span.range()]));
        }
    }
}

/// The first word in `reason` that says that the target wasn't reached.
fn shortfall(reason: &str) -> Option<Span> {
    let spans = SHORTFALLS.iter().filter_map(|word| {
        let start = reason.find(word)?;
        Some(Span {
            start,
            end: start + word.len(),
        })
    });
    let first = spans.min()?;
    let is_denied = DENIALS
        .iter()
        .any(|denial| reason[..first.start].ends_with(denial));
    (!is_denied).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn reason(text: &str) -> String {
        case::check_form(&RULE, &[("indicators.2.reason", text)])
    }

    #[test]
    fn full_marks_with_an_admission_are_found() {
        assert_eq!(
            reason("部分学校尚未发放到位。"),
            "indicators.2.reason｜“帮助困难教师和学生提高生活水平”得分为满分，偏差原因却写没有完成｜现有“尚未”"
        );
    }

    #[test]
    fn other_words_are_fine() {
        for text in ["", "无", "不存在未完成的情况。", "指标值偏低，下年调高。"]
        {
            assert_eq!(reason(text), "", "{text}");
        }
    }

    #[test]
    fn a_shortfall_with_its_score_is_fine() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.0.reason", "未完成。")]),
            ""
        );
        let contradicted = [
            ("indicators.0.score", "20"),
            ("indicators.0.reason", "未完成。"),
        ];
        assert_eq!(case::check_form(&RULE, &contradicted), "");
    }
}
