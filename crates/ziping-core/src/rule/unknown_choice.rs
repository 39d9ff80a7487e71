//! 选项之外的内容.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Kind, Value};
use crate::finding::Severity;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F15",
    severity: Severity::Error,
    title: "不在选项之内",
    advice: "从列出的选项中选择一项。",
    source: "本工具的规则：别的程序或旧文件可能带来选项之外的内容",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for place in subject.form.draft.places() {
        let (Kind::Choice(options) | Kind::Pick(options)) = place.field.spec().kind else {
            continue;
        };
        if !matches!(subject.form.value(&place), Value::Unreadable(_)) {
            continue;
        }
        let typed = shortened(subject.form.text(&place));
        let label = place.field.label();
        report
            .add(place, format!("「{label}」不在选项之内"))
            .expected(options.join("、"))
            .reported(format!("“{typed}”"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn an_unknown_option_is_found() {
        assert_eq!(
            case::check(&RULE, &[("project_category", "部门")]),
            "project_category｜「项目类别」不在选项之内｜应为部门项目、专项资金项目、转移支付项目、其他项目｜现有“部门”"
        );
        assert_eq!(
            case::check(&RULE, &[("project_category", " 其他项目 ")]),
            ""
        );
    }
}
