//! 选项之外的内容.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Kind, Value, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
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
    for spec in FIELDS {
        let place = Place::of(spec.field);
        let (Kind::Choice(options), Value::Unreadable(_)) = (spec.kind, subject.form.value(&place))
        else {
            continue;
        };
        let typed = shortened(subject.form.text(&place));
        report
            .add(place, format!("「{}」不在选项之内", spec.label))
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
