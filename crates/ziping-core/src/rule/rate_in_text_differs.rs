//! 正文中的支出率与计算不符.

use super::{Report, Rule};
use crate::figures::rate_claim::Verdict;
use crate::finding::{Fix, Severity};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C13",
    severity: Severity::Warning,
    title: "正文支出率与计算不符",
    advice: "正文中的支出率、支付率、执行率、执行进度和完成预算的比例，应与按资金表和子项目表计算的相同。旁边的金额与表格一致的，错在比率；否则先核对表格。",
    source: "海口市公安局 2021 年报告第四部分（一）“支出率19.72%”",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let claims = &subject.rate_claims;
    for claim in claims
        .iter()
        .filter(|claim| claim.verdict == Verdict::Differs)
    {
        let difference = claim.written.distance(claim.expected).to_string();
        let finding = report
            .add(
                claim.place.clone(),
                format!("文中{}与按{}计算的不符", claim.word, claim.label),
            )
            .expected(claim.working())
            .reported(claim.written.to_string())
            .difference(format!("{} 个百分点", difference.trim_end_matches('%')));
        // Otherwise the amounts may be as wrong as the rate, those of the tables too.
        if claim.is_borne_out {
            finding.fix(Fix::set(&claim.place, claim.expected.to_string()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn a_rate_that_the_tables_do_not_give_is_found() {
        assert_eq!(
            found("2021年度项目支出率91.73%。"),
            "goals_met｜文中支出率与按资金总额计算的不符｜应为19.73%（3,627,500.00 ÷ 18,388,700.00）｜现有91.73%｜相差72.00 个百分点"
        );
        assert!(found("本年度项目预算执行率为91.73%。").contains("文中执行率与按资金总额"));
        assert!(
            found("社管平台支出项目下达1800万元，支出323.88万元，支出率18.99%。")
                .contains("应为17.99%（3,238,800.00 ÷ 18,000,000.00）")
        );
    }

    #[test]
    fn a_rate_is_mended_where_the_amounts_beside_it_are_the_tables() {
        for (text, is_mended) in [
            ("项目下达1838.87万元，支出362.75万元，支出率91.73%。", true),
            ("项目支出362.75万元，占预算1838.87万元的91.73%。", true),
            (
                "项目下达1838.87万元，支出1838.87万元，支出率100.5%。",
                false,
            ),
            ("项目支出率100%。", false),
            ("项目支出362.75万元，支出率100%。", false),
        ] {
            let found = found(text);
            assert!(!found.is_empty(), "{text}");
            assert_eq!(found.ends_with("改为 19.73%"), is_mended, "{found}");
        }
    }

    #[test]
    fn a_rate_is_checked_against_the_amounts_beside_it_where_no_table_has_them() {
        assert_eq!(
            found("设备采购下达100万元，支出50万元，支出率60%。"),
            "goals_met｜文中支出率与按前文金额计算的不符｜应为50.00%（500,000.00 ÷ 1,000,000.00）｜现有60.00%｜相差10.00 个百分点"
        );
    }

    #[test]
    fn a_rate_in_everyday_words_is_found() {
        for text in [
            "2021年全年预算1838.87万元，累计支出362.75万元，完成预算的29.73%。",
            "本项目完成全年预算的91.73%。",
            "预算执行进度29.73%。",
            "全年支出进度达到29.73%。",
            "项目支出占全年预算的29.73%。",
            "项目支出362.75万元，占预算的29.73%。",
            "项目支出362.75万元，占预算1838.87万元的29.73%。",
            "截至12月31日累计支出326.75万元，执行率17.77%。",
            "社管平台支出率71.99%。",
            "社管平台支出323.88万元，占下达资金的19.79%。",
        ] {
            assert_eq!(found(text).lines().count(), 1, "{text}");
        }
    }

    #[test]
    fn right_rates_and_those_of_other_things_are_fine() {
        for text in [
            "项目支出率20%。",
            "项目支出率约21%。",
            "力争2022年预算执行率达到95%以上。",
            "全局预算执行率98%。",
            "截至9月底，预算执行率10%。",
            "2020年度项目支出率50%。",
            "设备采购下达100万元，支出50万元，支出率50%。",
            "任务完成率100%，验收合格率100%。",
            "完成预算的19.73%，支出进度19.7%，占预算的8%。",
            "截至2021年9月底完成预算的12.4%，第三季度支出100万元，占全年预算的5%。",
            "未支付资金1476.12万元，占全年预算的80.27%。",
            "设备购置支出50万元，占预算的2.7%。",
            "财政资金占预算的100%，人员支出占总支出的50%。",
            "力争2022年支出进度达到98%。",
            "一标段执行进度95%，工程形象进度63%。",
            "支出进度达到序时进度的95%。",
            "开工以来累计支出5373万元，执行率80%。",
            "社管平台支出323.88万元，占下达资金1800万元的17.99%。",
            "项目支出362.75万元，占全市信息化支出的2.1%。",
            "社管平台公安分平台执行率95%。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
