//! 正文写了电话号码.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::report::public::phones;
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G07",
    severity: Severity::Hint,
    title: "正文写了电话号码",
    advice: "自评报告要公开，正文一般不写个人的电话。不需要的删去；须保留的，公开时导出公开版，号码的中间几位由程序遮盖。联系电话栏是模板规定的，不提示。",
    source: "永安市府办关于政府信息公开个人信息的通报；海口市公安局等单位公开的报告写有手机号",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.prose.iter().filter(|p| is_body(p)) {
        for span in phones(prose.text) {
            let written = &prose.text[span.range()];
            report
                .add(prose.stretch(span.start, span.end), "正文写了电话号码")
                .reported(written);
        }
    }
}

/// A number in a field for a name (项目负责人) has its own rule; what fits nowhere (未归类)
/// isn't printed.
fn is_body(prose: &Prose<'_>) -> bool {
    prose.is_narrative() && prose.place.field != Field::Unfiled
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
            "experience｜正文写了电话号码｜现有13900000012"
        );
        assert_eq!(
            experience("报修电话：0898-83000013；手机139 0000 0012"),
            "experience｜正文写了电话号码｜现有0898-83000013\n\
             experience｜正文写了电话号码｜现有139 0000 0012"
        );
    }

    #[test]
    fn the_contact_line_and_other_numbers_are_fine() {
        assert_eq!(experience("支出13900000012元，编号13900000013A。"), "");
        assert_eq!(case::check(&RULE, &[]), "");
        let unfiled = [("unfiled", "填报人电话13900000012")];
        assert_eq!(case::check(&RULE, &unfiled), "");
    }
}
