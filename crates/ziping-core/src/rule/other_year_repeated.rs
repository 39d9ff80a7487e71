//! 正文多处写别的年度.

use std::collections::BTreeMap;

use super::{Report, Rule};
use crate::field::value::Year;
use crate::field::Field;
use crate::figures::Quantity;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F04",
    severity: Severity::Hint,
    title: "正文多处写别的年度",
    advice: "正文三处以上写同一个别的年度，多半是沿用了往年的稿子。确认后逐处改正。",
    source: "东方市公安局 2023 年度报告写 2022 年度；套用往年稿是常见问题 [凭记忆]",
    check,
};

/// From this many on it is no accident.
const MANY: usize = 3;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(expected) = subject.form.year() else {
        return;
    };
    let mut places: BTreeMap<Year, Vec<Place>> = BTreeMap::new();
    // Plans speak of the years to come.
    let past = subject
        .narratives
        .iter()
        .filter(|narrative| narrative.field != Field::FollowUpPlan);
    for narrative in past {
        for mention in &narrative.mentions {
            match mention.quantity {
                Quantity::Year {
                    year,
                    is_fiscal: true,
                } if year != expected => {
                    let place = narrative.place(mention.span);
                    places.entry(year).or_default().push(place);
                }
                _ => {}
            }
        }
    }
    for (year, places) in places {
        if places.len() >= MANY {
            report
                .add(
                    places[0].clone(),
                    format!("正文有 {} 处写 {year} 年度，确认不是沿用旧稿", places.len()),
                )
                .expected(format!("{expected} 年度"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn another_year_three_times_is_pointed_out() {
        let texts = [
            ("decision", "2020年度，我局决定。2020年年度预算已批复。"),
            ("goals_met", "2020年度共计下达资金500万元。"),
        ];
        assert_eq!(
            case::check(&RULE, &texts),
            "decision｜正文有 3 处写 2020 年度，确认不是沿用旧稿｜应为2021 年度"
        );
        assert_eq!(case::check(&RULE, &texts[..1]), "");
        let own = ("goals_met", "2021年度、2021年度、2021年度。");
        assert_eq!(case::check(&RULE, &[own]), "");
        let plan = ("follow_up_plan", "2022年度、2022年度、2022年度。");
        assert_eq!(case::check(&RULE, &[plan]), "");
    }
}
