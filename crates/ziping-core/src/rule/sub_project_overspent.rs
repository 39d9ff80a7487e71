//! 子项目支出超过下达资金.

use super::{Report, Rule};
use crate::explanation::explains_overspending;
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B18",
    severity: Severity::Warning,
    title: "子项目支出超过下达资金",
    advice: "核对下达资金和支出是否填反、单位是否一致；确实超出的，在进展情况中说明。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (row, sub_project) in subject.figures.sub_projects.iter().enumerate() {
        let (Some(allocated), Some(spent)) = (sub_project.allocated, sub_project.spent) else {
            continue;
        };
        let progress = subject
            .form
            .text(&Place::in_row(Field::SubProjectProgress, row));
        if spent > allocated && !explains_overspending(progress) {
            report
                .add(
                    Place::in_row(Field::SubProjectSpent, row),
                    format!("第 {} 个子项目的支出超过下达资金", row + 1),
                )
                .expected(format!("不超过 {} 元", allocated.grouped()))
                .reported(format!("{} 元", spent.grouped()))
                .difference(format!("{} 元", spent.distance(allocated).grouped()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_sub_project_that_spent_too_much_is_found() {
        assert_eq!(
            case::check(&RULE, &[("sub_projects.1.spent", "400000")]),
            "sub_projects.1.spent｜第 2 个子项目的支出超过下达资金｜应为不超过 388,700.00 元｜现有400,000.00 元｜相差11,300.00 元"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn what_its_progress_explains_is_fine() {
        let texts = |progress| {
            [
                ("sub_projects.1.spent", "400000"),
                ("sub_projects.1.progress", progress),
            ]
        };
        let explained = "已验收，超出的1.13万元由单位自筹";
        assert_eq!(case::check(&RULE, &texts(explained)), "");
        assert!(!case::check(&RULE, &texts("已验收，没有超支")).is_empty());
    }
}
