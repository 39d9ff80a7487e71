//! 定量指标的指标值写得含糊.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::Reading;
use crate::field::Field;
use crate::finding::{Fix, Severity};
use crate::indicator::{Indicator, Nature};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E15",
    severity: Severity::Warning,
    title: "指标值不可量化",
    advice: "定量指标的指标值是一个确定的数：“约120”写 120，“80%以上”写 ≥80%。“及时”“明显”一类的，指标性质选“定性”。",
    source: "天津东疆的自评表“约120平方米”的实例；公开的预算公开检查工具的规则",
    check,
};

const AND_MORE: &str = "以上";
const VAGUE_WORDS: [&str; 8] = [
    "左右", AND_MORE, "及时", "明显", "有所", "大幅", "逐步", "上下",
];

fn check(subject: &Subject<'_>, report: &mut Report) {
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let place = indicator.place(Field::IndicatorTarget);
        let typed = subject.form.text(&place);
        let is_quantity = indicator.nature != Nature::Qualitative
            || indicator.level2.contains("数量") && typed.contains(|c: char| c.is_numeric());
        let Some(word) = vague_word(typed).filter(|_| is_quantity) else {
            continue;
        };
        let title = indicator.title();
        let reported = format!("“{}”", shortened(typed));
        match at_least(subject, indicator).filter(|_| word == AND_MORE) {
            Some(exact) => report
                .add(place.clone(), format!("{title}的指标值含“{word}”，宜写 ≥"))
                .expected(&exact)
                .reported(reported)
                .fix(Fix::set(&place, &exact)),
            None => report
                .add(place, format!("{title}的指标值含“{word}”，不可量化"))
                .expected("一个确定的数，或指标性质选“定性”")
                .reported(reported),
        };
    }
}

/// `80%以上` as it is to be written: `≥80%`, or `80%` where its column has the sign.
fn at_least(subject: &Subject<'_>, indicator: &Indicator<'_>) -> Option<String> {
    let Reading::Value(target) = &indicator.target else {
        return None;
    };
    let column = indicator.place(Field::IndicatorNature);
    let has_sign = !subject.form.text(&column).is_empty();
    (indicator.nature == Nature::AtLeast && target.comparison == "≥").then(|| match has_sign {
        true => target.to_string(),
        false => format!("≥{target}"),
    })
}

/// The word that makes a target vague. 约 does so before a number: not in 节约, 合约.
pub(super) fn vague_word(target: &str) -> Option<&'static str> {
    let before_number = |(at, word): (usize, &str)| {
        target[at + word.len()..]
            .trim_start()
            .starts_with(|c: char| c.is_numeric())
    };
    if target.match_indices('约').any(before_number) {
        return Some("约");
    }
    VAGUE_WORDS.into_iter().find(|word| target.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn target(nature: &str, target: &str) -> String {
        case::check_form(
            &RULE,
            &[
                ("indicators.0.nature", nature),
                ("indicators.0.target", target),
            ],
        )
    }

    #[test]
    fn a_vague_number_is_found() {
        assert_eq!(
            target("", "约120平方米"),
            "indicators.0.target｜“资助困难教师及学生”的指标值含“约”，不可量化｜应为一个确定的数，或指标性质选“定性”｜现有“约120平方米”"
        );
        assert!(target("≥", "明显提高").contains("“明显”"));
    }

    #[test]
    fn a_least_value_in_words_is_mended() {
        assert_eq!(
            target("", "80人以上"),
            "indicators.0.target｜“资助困难教师及学生”的指标值含“以上”，宜写 ≥｜应为≥80人｜现有“80人以上”｜改为 ≥80人"
        );
        assert!(target("≥", "80人以上").ends_with("｜改为 80人"));
        for undecided in ["约80人以上", "80%至90%以上", "80人以上左右"] {
            assert!(target("≥", undecided).contains("不可量化"), "{undecided}");
        }
        assert!(target("≤", "80人以上").contains("不可量化"));
    }

    #[test]
    fn a_number_is_fine_and_so_are_words_for_what_is_qualitative() {
        assert_eq!(target("≥", "120"), "");
        assert_eq!(target("定性", "效果明显"), "");
        assert_eq!(target("", "节约用水"), "");
    }
}
