//! 千分位逗号位置不对.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::Fault;
use crate::field::Kind;
use crate::figures::Quantity;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B04",
    severity: Severity::Error,
    title: "千分位位置不对",
    advice:
        "千分位逗号从个位起每三位一个。位置不对时看不出是多了还是少了一位，须对照原始数据改正。",
    source: "东方市公安局 2023 年报告“677,00元”，按分项合计应为 67,700 元",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Amount) {
        let (Fault::MisplacedThousands, Some(meant)) = (why.fault, &why.suggestion) else {
            continue;
        };
        let typed = shortened(subject.form.text(&place));
        report
            .add(
                place.clone(),
                format!("「{}」千分位位置不对", place.field.label()),
            )
            .expected(meant)
            .reported(typed)
            .fix(Fix::set(&place, meant));
    }
    for narrative in &subject.narratives {
        for mention in &narrative.mentions {
            let Quantity::Amount(amount) = &mention.quantity else {
                continue;
            };
            let Some(meant) = &amount.regrouped else {
                continue;
            };
            let written = narrative.words(mention.span);
            let place = narrative.place(mention.span);
            report
                .add(place.clone(), format!("文中“{written}”千分位位置不对"))
                .expected(meant)
                .reported(written)
                .fix(Fix::set(&place, meant));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_misplaced_comma_is_mended() {
        assert_eq!(
            case::check(&RULE, &[("fiscal_initial", "677,00元"), ("budget_adjustment", "年中追加。")]),
            "fiscal_initial｜「财政资金-年初预算数」千分位位置不对｜应为67,700元｜现有677,00元｜改为 67,700元"
        );
        assert_eq!(case::check(&RULE, &[("fiscal_initial", "67,700")]), "");
    }

    #[test]
    fn a_misplaced_comma_in_the_text_is_mended() {
        assert_eq!(
            case::check(&RULE, &[("experience", "服务器55055元、存储677,00元。")]),
            "experience｜文中“677,00元”千分位位置不对｜应为67,700元｜现有677,00元｜改为 67,700元"
        );
        for text in ["67,700.00元", "1,234万元", "2,3号楼共5元", "５，６元"] {
            assert_eq!(case::check(&RULE, &[("experience", text)]), "", "{text}");
        }
    }
}
