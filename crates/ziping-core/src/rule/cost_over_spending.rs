//! 成本指标的完成值大于全年执行数.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::indicator::Group;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "E12",
    severity: Severity::Warning,
    title: "成本大于全年执行数",
    advice: "成本指标的完成值是实际花的钱，不应大于资金表的全年执行数。多半是照抄了指标值，或没有按账面数填写。",
    source: "池州贵池 2022 年自评表：项目总成本完成值 90 万元，全年执行数 89.974 万元",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let Some(executed) = subject.figures.total.amount(Stage::Executed) else {
        return;
    };
    for scored in subject.scores.filled() {
        let indicator = &scored.indicator;
        let is_cost = indicator.group == Some(Group::Cost) || indicator.level2.contains("成本");
        match indicator.actual_amount() {
            Some(cost) if is_cost && cost > executed => {
                report
                    .add(
                        indicator.place(Field::IndicatorActual),
                        format!("成本指标{}的完成值大于全年执行数", indicator.title()),
                    )
                    .expected(format!("不大于 {} 元", executed.grouped()))
                    .reported(format!("{} 元", cost.grouped()))
                    .difference(format!("{} 元", cost.distance(executed).grouped()));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn cost(target: &str, unit: &str, actual: &str) -> String {
        case::check_form(
            &RULE,
            &[
                ("indicators.0.level2", "成本指标"),
                ("indicators.0.nature", "≤"),
                ("indicators.0.target", target),
                ("indicators.0.unit", unit),
                ("indicators.0.actual", actual),
            ],
        )
    }

    #[test]
    fn a_cost_that_was_not_spent_is_found() {
        assert_eq!(
            cost("12", "万元", "12"),
            "indicators.0.actual｜成本指标“资助困难教师及学生”的完成值大于全年执行数｜应为不大于 30,000.00 元｜现有120,000.00 元｜相差90,000.00 元"
        );
        assert!(cost("≤12万元", "", "3.0001").contains("相差1.00 元"));
    }

    #[test]
    fn what_was_spent_or_is_no_money_is_fine() {
        assert_eq!(cost("12", "万元", "3"), "");
        assert_eq!(cost("12", "万元", "30000元"), "");
        assert_eq!(cost("100", "%", "100"), "");
        assert_eq!(cost("12", "", "40000"), "");
        let income = [
            ("indicators.2.unit", "万元"),
            ("indicators.2.actual", "100"),
        ];
        assert_eq!(case::check_form(&RULE, &income), "");
        assert_eq!(case::check_form(&RULE, &[]), "");
    }
}
