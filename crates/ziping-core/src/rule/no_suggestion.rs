//! 五（二）只写“无”.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::says_nothing;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "A05",
    severity: Severity::Hint,
    title: "经验、问题和建议只写“无”",
    advice:
        "自评的用处在于找出问题、改进管理。没有问题的，写一两条做法；有偏差的，写存在的问题和建议。",
    source: "大英县司法局 2023 年自评表“存在问题 无、改进措施 无”的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::Experience);
    let text = subject.form.text(&place);
    if says_nothing(text) {
        report
            .add(
                place,
                format!("「{}」只写“{text}”", Field::Experience.label()),
            )
            .expected("主要做法，存在的问题和建议");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn nothing_learnt_is_pointed_out() {
        assert_eq!(
            case::check(&RULE, &[("experience", " 暂无。\n")]),
            "experience｜「主要经验及做法、存在问题和建议」只写“暂无。”｜应为主要做法，存在的问题和建议"
        );
        assert_eq!(
            case::check(&RULE, &[("experience", "无突出问题，做法如下。")]),
            ""
        );
    }
}
