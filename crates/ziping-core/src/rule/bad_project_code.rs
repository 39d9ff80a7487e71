//! 项目编码的位数或写法不对.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F12",
    severity: Severity::Warning,
    title: "项目编码不对",
    advice: "项目编码 21 位：行政区划 6 位、年度 2 位、类别 1 位（R 人员、Y 运转、T 特定目标）、流水号 12 位，如 46000021T000000002749。",
    source: "海南、四川公开的自评表 46000021T000000002749、51092324T000010263357；R、Y、T 的含义 [凭记忆]",
    check,
};

const LENGTH: usize = 21;
const KIND_AT: usize = 8;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let place = Place::of(Field::ProjectCode);
    let typed = subject.form.text(&place);
    if typed.is_empty() || is_code(typed) {
        return;
    }
    let length = typed.chars().count();
    let message = match length == LENGTH {
        true => "项目编码不是 8 位数字、R 或 Y 或 T、12 位数字".to_owned(),
        false => format!("项目编码应为 {LENGTH} 位，现为 {length} 位"),
    };
    let finding = report.add(place.clone(), message);
    finding.reported(shortened(typed));
    let meant = usual(typed);
    if is_code(&meant) {
        finding.expected(&meant).fix(Fix::set(&place, meant));
    }
}

fn is_code(text: &str) -> bool {
    let is_right = |(at, byte): (usize, u8)| match at {
        KIND_AT => matches!(byte, b'R' | b'Y' | b'T'),
        _ => byte.is_ascii_digit(),
    };
    text.len() == LENGTH && text.bytes().enumerate().all(is_right)
}

/// Half-width capitals without white space.
fn usual(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| match c {
            '！'..='～' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
            _ => c,
        })
        .map(|c| c.to_ascii_uppercase())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_code_of_the_wrong_length_is_found() {
        assert_eq!(
            case::check_form(&RULE, &[("project_code", "46000021T00000000274")]),
            "project_code｜项目编码应为 21 位，现为 20 位｜现有46000021T00000000274"
        );
        assert_eq!(
            case::check_form(&RULE, &[("project_code", "46000021X000000002749")]),
            "project_code｜项目编码不是 8 位数字、R 或 Y 或 T、12 位数字｜现有46000021X000000002749"
        );
    }

    #[test]
    fn another_writing_is_mended() {
        assert_eq!(
            case::check_form(&RULE, &[("project_code", "46000021 ｔ000000002749")]),
            "project_code｜项目编码应为 21 位，现为 22 位｜应为46000021T000000002749｜现有46000021 ｔ000000002749｜改为 46000021T000000002749"
        );
    }

    #[test]
    fn the_codes_of_hainan_and_sichuan_are_fine() {
        for code in [
            "46000021T000000002749",
            "51092324T000010263357",
            "51000021R000000019951",
            "",
        ] {
            assert_eq!(
                case::check_form(&RULE, &[("project_code", code)]),
                "",
                "{code}"
            );
        }
    }
}
