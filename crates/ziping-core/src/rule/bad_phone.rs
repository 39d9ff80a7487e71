//! 联系电话格式不正确.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::Kind;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G06",
    severity: Severity::Error,
    title: "联系电话格式不正确",
    advice: "手机号 11 位；固定电话带区号，如 0898-68720000；多个号码以“、”分开。公开时遮盖了中间几位的号码，如 138****1234，不算错。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Phone) {
        let typed = shortened(subject.form.text(&place));
        let finding = report
            .add(
                place.clone(),
                format!("「{}」格式不正确", place.field.label()),
            )
            .reported(typed);
        match &why.suggestion {
            Some(usual) => finding.expected(usual).fix(Fix::set(&place, usual)),
            None => finding.expected("11 位手机号，或带区号的固定电话"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_wrong_number_is_found() {
        assert_eq!(
            case::check(&RULE, &[("phone", "1380013800")]),
            "phone｜「联系电话」格式不正确｜应为11 位手机号，或带区号的固定电话｜现有1380013800"
        );
    }

    #[test]
    fn an_unusual_writing_is_mended() {
        assert_eq!(
            case::check(&RULE, &[("phone", "138-0013-8000")]),
            "phone｜「联系电话」格式不正确｜应为13800138000｜现有138-0013-8000｜改为 13800138000"
        );
        assert_eq!(case::check(&RULE, &[("phone", "０８９８-68720000")]), "");
    }

    #[test]
    fn a_number_masked_for_publication_is_fine_and_a_masked_fragment_is_not() {
        for phone in ["139****0000", "0898-****0000、139-****-0000"] {
            assert_eq!(case::check(&RULE, &[("phone", phone)]), "", "{phone}");
        }
        for phone in ["139****000", "***"] {
            assert!(case::check(&RULE, &[("phone", phone)]).contains(phone));
        }
    }
}
