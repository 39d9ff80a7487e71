//! 分值合计不等于 100.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D01",
    severity: Severity::Error,
    title: "分值合计不等于 100",
    advice: "预算执行率的分值与各三级指标的分值相加应为 100：执行率 10 分的，指标合计 90 分；湖北执行率 20 分，指标合计 80 分。",
    source: "财预〔2020〕10号第十二条、第十七条 [凭记忆]；公共代码库中在用系统的脚本“总和应等于……”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let scores = &subject.scores;
    let first = scores.filled().next();
    let (Some(first), Some(indicators)) = (first, scores.indicator_weight()) else {
        return;
    };
    let (whole, sum) = (Points::whole(100), scores.weight);
    if sum != whole {
        let place = Place::in_row(Field::IndicatorWeight, first.indicator.row);
        let execution = scores.execution_weight;
        report
            .add(place, "预算执行率与各指标的分值合计不等于 100")
            .expected(whole.to_string())
            .reported(format!("{sum}（执行率 {execution} ＋ 指标 {indicators}）"))
            .difference(sum.distance(whole).to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn weights_that_do_not_add_up_are_found() {
        assert_eq!(
            case::check_form(&RULE, &[("indicators.1.weight", "29.5")]),
            "indicators.0.weight｜预算执行率与各指标的分值合计不等于 100｜应为100.00｜现有99.50（执行率 10.00 ＋ 指标 89.50）｜相差0.50"
        );
        assert_eq!(case::check_form(&RULE, &[]), "");
    }

    #[test]
    fn hubei_leaves_80_for_the_indicators() {
        let hubei = ("policy", "湖北");
        assert!(case::check_form(&RULE, &[hubei]).contains("现有110.00"));
        assert_eq!(
            case::check_form(&RULE, &[hubei, ("indicators.1.weight", "20")]),
            ""
        );
    }

    #[test]
    fn weights_that_are_not_all_there_have_no_sum_yet() {
        assert_eq!(case::check_form(&RULE, &[("indicators.1.weight", "")]), "");
    }
}
