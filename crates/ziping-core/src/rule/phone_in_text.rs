//! 要公开的报告写有完整的电话号码.

use super::{Report, Rule};
use crate::field::Kind;
use crate::finding::Severity;
use crate::place::Place;
use crate::report::public::{masked_phone_field, phones};
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G07",
    severity: Severity::Warning,
    title: "写有电话号码",
    advice: "自评报告要公开，正文一般不写个人的电话。不需要的删去；须保留的，公开时导出公开版，号码的中间几位由程序遮盖，草稿里的不动。联系电话栏是模板规定的，平时不提示；按公开版检查，或者「是否公开」填“是”时，联系电话和正文里的完整号码都是警告，其余情形正文里的是提示。",
    source: "永安市府办关于政府信息公开个人信息的通报；海口市公安局等单位公开的报告写有手机号",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let mut add = |place: Place, message: String, written: &str| {
        let finding = report.add(place, message);
        finding.reported(written);
        if !subject.is_public {
            finding.severity = Severity::Hint;
        }
        finding.expected(masked_phone_field(written));
    };
    // A number in a field for a name (项目负责人) has its own rule.
    for prose in subject.printed().filter(|p| p.is_narrative()) {
        for span in phones(prose.text) {
            let place = prose.stretch(span.start, span.end);
            add(
                place,
                "正文写了电话号码".to_owned(),
                &prose.text[span.range()],
            );
        }
    }
    let is_phone = |place: &Place| place.field.spec().kind == Kind::Phone;
    let places = subject.form.draft.places();
    for place in places
        .into_iter()
        .filter(|p| subject.is_public && is_phone(p))
    {
        let text = subject.form.draft.text(&place);
        for span in phones(text) {
            let stretch = Place {
                span: Some(span),
                ..place.clone()
            };
            let message = format!("「{}」写有完整的号码", place.field.label());
            add(stretch, message, &text[span.range()]);
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    phones(prose.text).len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn experience(text: &str) -> String {
        case::check(&RULE, &[("experience", text)])
    }

    #[test]
    fn a_number_in_the_text_is_found_with_its_stretch() {
        assert_eq!(
            experience("联系人王敏，电话13900000012。"),
            "experience｜正文写了电话号码｜应为139****0012｜现有13900000012"
        );
        assert_eq!(
            experience("报修电话：0898-83000013；手机139 0000 0012"),
            "experience｜正文写了电话号码｜应为0898-****0013｜现有0898-83000013\n\
             experience｜正文写了电话号码｜应为139 **** 0012｜现有139 0000 0012"
        );
    }

    #[test]
    fn the_contact_line_and_other_numbers_are_fine() {
        assert_eq!(experience("支出13900000012元，编号13900000013A。"), "");
        assert_eq!(case::check(&RULE, &[]), "");
        let unfiled = [("unfiled", "填报人电话13900000012")];
        assert_eq!(case::check(&RULE, &unfiled), "");
    }

    /// The findings of a report that is to be published, with their severities.
    fn public(texts: &[(&str, &str)]) -> Vec<(String, Severity)> {
        let draft = case::draft(texts);
        let mut subject = Subject::of(&draft, None);
        subject.is_public = true;
        let lines = RULE.findings(&subject).into_iter();
        lines
            .map(|finding| {
                (
                    format!("{} {}", finding.place, finding.message),
                    finding.severity,
                )
            })
            .collect()
    }

    #[test]
    fn a_public_version_shows_no_number_in_full() {
        let warning = |text: &str| (text.to_owned(), Severity::Warning);
        assert_eq!(
            public(&[
                ("reporter_phone", "0898-68720000"),
                ("experience", "电话13900000012")
            ]),
            [
                warning("experience 正文写了电话号码"),
                warning("phone 「联系电话」写有完整的号码"),
                warning("reporter_phone 「填报人联系方式」写有完整的号码"),
            ]
        );
        assert_eq!(public(&[("phone", "138****8000")]), []);
    }

    #[test]
    fn the_form_says_whether_it_is_public() {
        let found = |is_public| case::check(&RULE, &[("is_public", is_public)]);
        assert_eq!(
            found("是"),
            "phone｜「联系电话」写有完整的号码｜应为138****8000｜现有13800138000"
        );
        assert_eq!(found("否"), "");
    }
}
