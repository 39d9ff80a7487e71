//! 年度没有终了就落款.

use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F02",
    severity: Severity::Warning,
    title: "落款早于年度终了",
    advice: "全年执行数要到 12 月 31 日才能确定。核对报告年度和落款日期哪一个有误。",
    source: "东方市公安局 2023 年度报告 2023 年 12 月 29 日公开的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let form = &subject.form;
    let (Some(year), Some(date)) = (form.year(), form.signature_date()) else {
        return;
    };
    if date.year() <= year {
        report
            .add(
                Place::of(Field::SignatureDate),
                format!("落款早于 {year} 年度终了，不能反映全年执行情况"),
            )
            .expected(format!("{year}年12月31日以后"))
            .reported(date.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_report_signed_within_its_year_is_found() {
        assert_eq!(
            case::check(&RULE, &[("signature_date", "2021-12-31")]),
            "signature_date｜落款早于 2021 年度终了，不能反映全年执行情况｜应为2021年12月31日以后｜现有2021年12月31日"
        );
        assert_eq!(case::check(&RULE, &[("signature_date", "2022-1-1")]), "");
    }
}
