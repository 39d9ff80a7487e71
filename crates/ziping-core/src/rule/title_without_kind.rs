//! 标题没有写明是自评报告.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F22",
    severity: Severity::Hint,
    title: "标题没有写明是自评报告",
    advice: "单位自评、部门评价、财政评价是三种不同的评价。单位自评的标题写“绩效自评报告”，不写“绩效评价报告”。",
    source: "财预〔2020〕10号第四条 [凭记忆]；海南公开的七份自评报告标题",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::Title);
    let title = subject.form.text(&place);
    let is_named = ["自评", "自我评价", "自評"]
        .iter()
        .any(|kind| title.contains(kind));
    if !title.is_empty() && !is_named {
        report
            .add(place, "标题没有写明是绩效自评报告")
            .expected("……项目支出绩效自评报告")
            .reported(shortened(title));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn an_evaluation_by_others_is_no_self_evaluation() {
        assert_eq!(
            case::check(&RULE, &[("title", "信息化项目绩效评价报告")]),
            "title｜标题没有写明是绩效自评报告｜应为……项目支出绩效自评报告｜现有信息化项目绩效评价报告"
        );
        assert_eq!(case::check(&RULE, &[]), "");
        assert_eq!(case::check(&RULE, &[("title", "")]), "");
    }
}
