//! 执行数超过全年预算数.

use super::{Report, Rule};
use crate::explanation::is_overspending_explained;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B11",
    severity: Severity::Warning,
    title: "执行数超过全年预算数",
    advice: "核对全年预算数是否已含年中追加；确实超出的，在「预算调整说明」中说明。执行率照实印，执行率得分以满分为限。",
    source: "本工具的规则；在用系统对超预算没有封顶，是其缺陷",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for line in subject.figures.sources() {
        let amounts = (line.amount(Stage::FullYear), line.amount(Stage::Executed));
        let (Some(budget), Some(executed)) = amounts else {
            continue;
        };
        let is_overspent = executed > budget && !budget.is_zero() && !budget.is_negative();
        if is_overspent && !is_overspending_explained(subject) {
            let place = Place::of(line.source.amounts[Stage::Executed as usize]);
            report
                .add(
                    place,
                    format!("{}的执行数超过全年预算数", line.source.label),
                )
                .expected(format!("不超过 {} 元", budget.grouped()))
                .reported(format!(
                    "{} 元，执行率 {}",
                    executed.grouped(),
                    line.rate.show()
                ))
                .difference(format!("{} 元", executed.distance(budget).grouped()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn more_spent_than_budgeted_is_found() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_executed", "18388700.01")]),
            "fiscal_executed｜财政资金的执行数超过全年预算数｜应为不超过 18,388,700.00 元｜现有18,388,700.01 元，执行率 100.00%｜相差0.01 元"
        );
        assert_eq!(case::check(&RULE, &[("fiscal_executed", "18388700")]), "");
    }

    #[test]
    fn what_is_explained_is_fine() {
        let texts = |word| [("fiscal_executed", "19000000"), ("budget_adjustment", word)];
        assert_eq!(case::check(&RULE, &texts("超出部分由上年结余解决。")), "");
        assert!(!case::check(&RULE, &texts("无")).is_empty());
    }
}
