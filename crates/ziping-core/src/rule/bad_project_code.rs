//! 项目编码不合编码规则.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F12",
    severity: Severity::Warning,
    title: "项目编码不合规则",
    advice: "项目编码 21 位：行政区划 6 位，年度 2 位，类别 1 位（R 人员、Y 运转、T 特定目标），流水号 12 位。从预算系统复制，不要手抄。",
    source: "海南 46000021T000000002749、四川 51092324T000010263357 等公开自评表；类别字母的含义 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::ProjectCode);
    let code = subject.form.text(&place);
    if code.is_empty() || is_right(code) {
        return;
    }
    let length = code.chars().count();
    let problem = if length == 21 {
        "项目编码不合编码规则".to_owned()
    } else {
        format!("项目编码应为 21 位，现有 {length} 位")
    };
    report
        .add(place, problem)
        .expected("如 46000021T000000002749")
        .reported(shortened(code));
}

fn is_right(code: &str) -> bool {
    let is_right_at = |(i, byte): (usize, u8)| match i {
        8 => matches!(byte, b'R' | b'Y' | b'T'),
        _ => byte.is_ascii_digit(),
    };
    code.len() == 21 && code.bytes().enumerate().all(is_right_at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_wrong_code_is_found() {
        let code = |code| case::check(&RULE, &[("project_code", code)]);
        assert_eq!(
            code("46000021T00000000274"),
            "project_code｜项目编码应为 21 位，现有 20 位｜应为如 46000021T000000002749｜现有46000021T00000000274"
        );
        assert!(code("46000021X000000002749").contains("不合编码规则"));
        assert_eq!(code("51000021R000000019951"), "");
        assert_eq!(code(""), "");
    }
}
