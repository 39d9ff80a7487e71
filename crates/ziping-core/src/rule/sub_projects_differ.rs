//! 子项目合计与资金表不一致.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::funds::Stage;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B17",
    severity: Severity::Warning,
    title: "子项目合计与资金总额不一致",
    advice: "子项目下达资金之和应等于全年预算数，支出之和应等于全年执行数。列不全的，补一行“其他”。",
    source: "海口市公安局 2021 年报告：1800＋38.87＝1838.87 万元，323.88＋38.87＝362.75 万元，与资金表一致；绵阳、儋州等报告不一致的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let figures = &subject.figures;
    let sub_projects = &figures.sub_project_total;
    let pairs = [
        (
            Field::SubProjectAllocated,
            sub_projects.allocated,
            Field::TotalFullYear,
            Stage::FullYear,
        ),
        (
            Field::SubProjectSpent,
            sub_projects.spent,
            Field::TotalExecuted,
            Stage::Executed,
        ),
    ];
    for (field, sum, total_field, stage) in pairs {
        let (Some(sum), Some(total)) = (sum, figures.total.amount(stage)) else {
            continue;
        };
        if sum != total {
            let message = format!(
                "子项目「{}」合计与资金总额的{}不一致",
                field.label(),
                stage.label()
            );
            report
                // No row is to blame: the total is what both sides meet in.
                .add(Place::of(total_field), message)
                .expected(format!("{} 元", total.grouped()))
                .reported(format!("{} 元", sum.grouped()))
                .difference(format!("{} 元", sum.distance(total).grouped()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_sum_that_differs_from_the_funds_is_found() {
        assert_eq!(
            case::check(&RULE, &[("sub_projects.0.allocated", "1800.09万元")]),
            "total_full_year｜子项目「下达资金」合计与资金总额的全年预算数不一致｜应为18,388,700.00 元｜现有18,389,600.00 元｜相差900.00 元"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
