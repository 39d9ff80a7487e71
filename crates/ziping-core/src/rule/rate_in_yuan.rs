//! 执行率后面写了“元”.

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::value::Fault;
use crate::field::Kind;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C02",
    severity: Severity::Error,
    title: "执行率不是百分数",
    advice: "执行率的单位是 %。后面带“元”“万元”的，多半是把金额或空白误作执行率。",
    source: "海口市公安局 2021 年报告“资金总额-执行率0元”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for (place, why) in subject.form.unreadable(Kind::Rate) {
        let Some(line) = subject.figures.line_of(place.field) else {
            continue;
        };
        let message = match why.fault {
            Fault::WrongUnit => format!("{}的执行率单位应为 %", line.source.label),
            _ => format!("{}的执行率不是百分数", line.source.label),
        };
        let computed = line.rate.show();
        let finding = report
            .add(place.clone(), message)
            .reported(format!("“{}”", shortened(subject.form.text(&place))));
        finding
            .expected(&computed)
            .fix(Fix::compute(&place, &computed));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn a_rate_in_yuan_is_found() {
        assert_eq!(
            case::check(&RULE, &[("total_rate", "0元")]),
            "total_rate｜资金总额的执行率单位应为 %｜应为19.73%｜现有“0元”｜改为 19.73%"
        );
        assert_eq!(
            case::check(&RULE, &[("unit_rate", "无")]),
            "unit_rate｜单位资金的执行率不是百分数｜应为—｜现有“无”｜改为 —"
        );
        assert_eq!(case::check(&RULE, &[("total_rate", "19.73")]), "");
    }
}
