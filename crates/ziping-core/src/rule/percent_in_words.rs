//! 百分比写成了文字.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::{Fix, Severity};
use crate::place::{Place, Span};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E17",
    severity: Severity::Hint,
    title: "“百分比”应写 %",
    advice: "“≥100百分比”读不通，单位写 %。",
    source: "池州贵池 2022 年自评表“≥100百分比”",
    check,
};

const WORD: &str = "百分比";

fn check(subject: &Subject<'_>, report: &mut Report) {
    let fields = [
        Field::IndicatorTarget,
        Field::IndicatorUnit,
        Field::IndicatorActual,
    ];
    for scored in subject.scores.filled() {
        for field in fields {
            let place = scored.indicator.place(field);
            let typed = subject.form.draft.text(&place);
            let Some(start) = typed.find(WORD) else {
                continue;
            };
            let is_unit_of_number = typed[..start].ends_with(|c: char| c.is_ascii_digit());
            if is_unit_of_number || typed.trim() == WORD {
                let end = start + WORD.len();
                let word = Place {
                    span: Some(Span { start, end }),
                    ..place
                };
                report
                    .add(
                        word.clone(),
                        format!("{}的单位应写 %", scored.indicator.title()),
                    )
                    .expected("%")
                    .reported(WORD)
                    .fix(Fix::set(&word, "%"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn the_word_becomes_the_sign() {
        assert_eq!(
            case::check_form(
                &RULE,
                &[
                    ("indicators.2.unit", "百分比"),
                    ("indicators.3.target", "≥90百分比"),
                    ("indicators.3.unit", "")
                ]
            ),
            "indicators.2.unit｜“帮助困难教师和学生提高生活水平”的单位应写 %｜应为%｜现有百分比｜改为 %\n\
             indicators.3.target｜“资助困难教师及学生”的单位应写 %｜应为%｜现有百分比｜改为 %"
        );
        assert_eq!(
            case::check_form(&RULE, &[("indicators.3.target", "百分比达到九成")]),
            ""
        );
    }
}
