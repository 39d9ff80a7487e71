//! 累计支付的金额与本年执行数混用.

use super::{Report, Rule};
use crate::figures::Quantity;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B16",
    severity: Severity::Hint,
    title: "累计支付不一定是本年执行数",
    advice: "跨年度项目的累计支付额含以前年度，不能当作本年执行数。确认后写明起止时间。",
    source: "东方市公安局 2023 年报告“已支付5373303.46元”的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let executed = subject.figures.total.amount(Stage::Executed);
    for narrative in &subject.narratives {
        for mention in &narrative.mentions {
            let Quantity::Amount(amount) = &mention.quantity else {
                continue;
            };
            let words = &narrative.text[mention.subject.start..mention.span.start];
            let is_payment = words.split_once("累计").is_some_and(|(_, what)| {
                ["支付", "支出", "拨付"]
                    .iter()
                    .any(|word| what.contains(word))
            });
            let is_of_year = executed
                .is_some_and(|executed| amount.value.distance(executed) <= amount.tolerance);
            let is_dated = ["年度", "全年", "当年", "本年"]
                .iter()
                .any(|word| words.contains(word));
            if is_payment && !is_of_year && !is_dated {
                report
                    .add(
                        narrative.place(mention.span),
                        "文中是累计支付的金额，须确认没有当作本年执行数",
                    )
                    .reported(format!("{} 元", amount.value.grouped()));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_cumulative_payment_is_pointed_out() {
        assert_eq!(
            case::check(
                &RULE,
                &[("goals_met", "截至目前，项目累计支付5373303.46元。")]
            ),
            "goals_met｜文中是累计支付的金额，须确认没有当作本年执行数｜现有5,373,303.46 元"
        );
        for text in [
            "项目累计支付362.75万元。",
            "2021年度累计支出300万元。",
            "累计培训300人。",
        ] {
            assert_eq!(case::check(&RULE, &[("goals_met", text)]), "", "{text}");
        }
    }
}
