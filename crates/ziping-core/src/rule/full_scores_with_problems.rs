//! 全部满分，却列了问题.

use super::{Report, Rule};
use crate::field::Field;
use crate::figures::narrative::Narrative;
use crate::finding::Severity;
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D20",
    severity: Severity::Hint,
    title: "全部满分却列了问题",
    advice: "所有指标满分，又写预算编制不细、监督不力一类的问题，两者对不上：问题属实的，相应指标应当扣分或另设指标；套话删去。",
    source: "怀远县某项目自评报告：得分 100、完成预算 100%，又写“发现的主要问题：编制预算不细、监督力度不够”",
    check,
};

/// What a shortcoming is said with.
const SHORTCOMINGS: &[&str] = &[
    "不细",
    "不够",
    "不足",
    "不到位",
    "不及时",
    "不完善",
    "不健全",
    "不规范",
    "不高",
    "有待",
    "薄弱",
    "欠缺",
    "滞后",
];

/// What turns it into its opposite, right before it.
const DENIALS: &[&str] = &["没有", "无", "不存在", "克服", "解决"];

fn check(subject: &Subject<'_>, report: &mut Report) {
    if !subject.scores.are_full() {
        return;
    }
    let told = subject
        .narratives
        .iter()
        .filter(|narrative| matches!(narrative.field, Field::Experience | Field::Problems))
        .find_map(|narrative| Some((narrative, shortcoming(narrative)?)));
    if let Some((narrative, span)) = told {
        let place: Place = narrative.place(span);
        report
            .add(place, "所有指标均为满分，又写了存在的问题")
            .reported(format!("“{}”", narrative.words(span)));
    }
}

/// The clause that tells the first shortcoming.
fn shortcoming(narrative: &Narrative<'_>) -> Option<Span> {
    let text = narrative.text;
    let is_border = |c: char| "，。；：、\n,;:".contains(c);
    let mut start = 0;
    for piece in text.split_inclusive(is_border) {
        let clause = piece.trim_end_matches(is_border);
        let tells = SHORTCOMINGS.iter().any(|word| {
            let at = clause.find(word);
            at.is_some_and(|at| !DENIALS.iter().any(|denial| clause[..at].contains(denial)))
        });
        if tells {
            return Some(Span {
                start,
                end: start + clause.len(),
            });
        }
        start += piece.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    const FULL: [(&str, &str); 4] = [
        ("indicators.0.actual", "52"),
        ("indicators.0.score", "20"),
        ("indicators.1.actual", "2"),
        ("indicators.1.score", "30"),
    ];

    fn experience(text: &str) -> String {
        case::check_form(&RULE, &[&FULL[..], &[("experience", text)]].concat())
    }

    #[test]
    fn problems_beside_full_scores_are_found() {
        assert_eq!(
            experience("发现的主要问题：编制预算不细、监督力度不够。"),
            "experience｜所有指标均为满分，又写了存在的问题｜现有“编制预算不细”"
        );
    }

    #[test]
    fn what_went_well_and_scores_that_say_so_are_fine() {
        assert_eq!(experience("由家长代表参与验收，没有发现资料不足。"), "");
        let told = [("experience", "预算编制不够细。")];
        assert_eq!(case::check_form(&RULE, &told), "");
    }
}
