//! 正文中的金额与资金表、子项目表不一致.

use super::wan_as_yuan::SMALL;
use super::{Report, Rule};
use crate::field::value::Yuan;
use crate::figures::narrative::{scope_label, Narrative, Scope};
use crate::figures::{Amount, Measure, Mention, Quantity};
use crate::finding::{Fix, Severity};
use crate::funds::{Line, Stage, SubProject};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B07",
    severity: Severity::Warning,
    title: "正文金额与表格不一致",
    advice: "正文中的预算、安排、到位、下达、支出和结余（未支出）的金额，换算单位后应与资金表、子项目表相同。核对哪一处有误，并看清是元还是万元。",
    source: "海口市公安局 2021 年报告正文用万元、固定句子用元；东方市公安局 2023 年报告同一段中元、万元并用",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            let (Quantity::Amount(amount), Some(scope)) = (&mention.quantity, narrative.scope(i))
            else {
                continue;
            };
            let known = in_tables(subject, scope, mention.measure);
            let Some(expected) = known.first() else {
                continue;
            };
            // A misplaced separator leaves the amount open; it has its own rule.
            if mention.is_approximate
                || amount.regrouped.is_some()
                || known.iter().any(|known| amount.is_near(*known))
            {
                continue;
            }
            if mention.measure == Some(Measure::Provided) && is_partly_paid_in(narrative.text) {
                continue;
            }
            add(
                subject,
                report,
                narrative,
                (mention, amount),
                scope,
                *expected,
            );
        }
    }
}

fn add(
    subject: &Subject<'_>,
    report: &mut Report,
    narrative: &Narrative<'_>,
    (mention, amount): (&Mention, &Amount),
    scope: Scope,
    expected: Yuan,
) {
    let written = narrative.words(mention.span);
    let whose = scope_label(scope, &subject.form);
    let message = format!("文中“{written}”与表中{whose}的金额不一致");
    let place = narrative.place(mention.span);
    let (yuan, wan) = (expected.grouped(), expected.grouped_wan());
    let finding = report
        .add(place.clone(), message)
        .expected(format!("{yuan} 元（{wan} 万元）"))
        .reported(format!("{} 元", amount.value.grouped()))
        .difference(format!("{} 元", amount.value.distance(expected).grouped()));
    // The same digits in the other unit: only the unit can be meant wrongly, and here it is,
    // unless the table's is in doubt (B06, B20).
    if expected < SMALL {
        return;
    }
    let number = written.trim_end_matches(&amount.unit[..]);
    for unit in ["元", "万元"] {
        let other = format!("{number}{unit}");
        if unit != amount.unit && Yuan::read(&other).value() == Some(expected) {
            finding.fix(Fix::set(&place, other));
        }
    }
}

/// Whether a text owns up to money that has not come in (到位): what came in is then less
/// than the budget.
fn is_partly_paid_in(text: &str) -> bool {
    let rates = text.match_indices("到位率").map(|(at, word)| {
        let rate = text[at + word.len()..].trim_start_matches(['为', '达', '到', '约', '：']);
        !rate.starts_with("100")
    });
    text.contains("未到位") || rates.into_iter().any(|is_less| is_less)
}

/// The amounts of the tables that one in the text may be.
fn in_tables(subject: &Subject<'_>, scope: Scope, measure: Option<Measure>) -> Vec<Yuan> {
    let Some(measure) = measure else {
        return Vec::new();
    };
    let figures = &subject.figures;
    let known = match scope {
        Scope::SubProject(row) => of_sub_project(&figures.sub_projects[row], measure),
        Scope::Source(source) => of_line(&figures.lines[source], measure),
        Scope::Project => {
            let mut known = of_line(&figures.total, measure);
            // All sub-projects together; and 财政下达 may leave other sources out.
            known.extend(of_sub_project(&figures.sub_project_total, measure));
            if matches!(measure, Measure::Provided | Measure::Initial) {
                known.extend(of_line(&figures.lines[0], measure));
            }
            known
        }
    };
    // Where the table's own amount isn't known, nothing can be said.
    match known.first() {
        Some(Some(_)) => known.into_iter().flatten().collect(),
        _ => Vec::new(),
    }
}

fn of_sub_project(sub_project: &SubProject, measure: Measure) -> Vec<Option<Yuan>> {
    match measure {
        Measure::Executed => vec![sub_project.spent],
        Measure::Allocated | Measure::Provided => vec![sub_project.allocated],
        Measure::Unspent => vec![left(sub_project.allocated, sub_project.spent)],
        _ => Vec::new(),
    }
}

fn of_line(line: &Line, measure: Measure) -> Vec<Option<Yuan>> {
    let [initial, full_year, executed] = Stage::ALL.map(|stage| line.amount(stage));
    match measure {
        Measure::Initial => vec![initial],
        Measure::FullYear => vec![full_year],
        Measure::Executed => vec![executed],
        // What was given out first may have been adjusted since.
        Measure::Budget | Measure::Allocated | Measure::Provided => vec![full_year, initial],
        Measure::Unspent => vec![left(full_year, executed)],
        Measure::Paid | Measure::Investment | Measure::ExecutionRate | Measure::ShareOfBudget => {
            Vec::new()
        }
    }
}

/// 结余 ＝ 预算数 － 执行数; nothing where more was spent.
fn left(budget: Option<Yuan>, executed: Option<Yuan>) -> Option<Yuan> {
    let left = budget?.minus(executed?);
    (!left.is_negative()).then_some(left)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn found(text: &str) -> String {
        case::check(&RULE, &[("goals_met", text)])
    }

    #[test]
    fn an_amount_that_the_tables_do_not_have_is_found() {
        assert_eq!(
            found("2021年度共计下达资金1838.78万元。"),
            "goals_met｜文中“1838.78万元”与表中资金总额的金额不一致｜应为18,388,700.00 元（1,838.87 万元）｜现有18,387,800.00 元｜相差900.00 元"
        );
        assert!(found("社管平台支出项目下达1800万元，支出323.89万元。")
            .contains("“323.89万元”与表中子项目“社管平台支出”"));
        assert!(found("财政资金全年执行数3627600元。").contains("财政资金"));
    }

    #[test]
    fn what_follows_the_sources_is_of_all() {
        let sources = |text: &str| {
            let texts = [("unit_full_year", "500000"), ("goals_met", text)];
            case::check(&RULE, &texts)
        };
        for text in [
            "全年预算1888.87万元（财政资金1838.87万元，单位资金50万元），实际支出362.75万元，结余1526.12万元。",
            "财政资金1838.87万元，单位资金50万元，到位资金共1888.87万元。",
        ] {
            assert_eq!(sources(text), "", "{text}");
        }
    }

    #[test]
    fn amounts_in_everyday_words_are_found() {
        for text in [
            "项目资金1838.78万元，平台一期建成。",
            "2021年项目到位资金1383.87万元。",
            "本年度到位资金1800.87万元。",
            "2021年度安排预算资金1883.87万元。",
            "项目安排资金1883.87万元。",
            "下达项目资金共计1838.78万元。项目下达资金1838.78万元。",
            "项目资金结余1476.21万元。",
            "资金结余1467.12万元，因平台暂停。",
            "未支出资金1476.21万元结转下年。",
            "尚未支付的1476.21万元待验收。",
            "截至12月31日，项目剩余资金1467.12万元。",
            "2021年累计支出326.75万元。",
            "社管平台下达1900万元，当年支出323.88万元。",
            "社管平台下达1800万元，支出332.88万元。",
            "社管平台支出项目结余1467.12万元。",
        ] {
            assert_eq!(found(text).lines().count(), 1, "{text}");
        }
    }

    #[test]
    fn everyday_words_about_something_else_are_left_alone() {
        for text in [
            "项目资金1838.87万元，已支出362.75万元，结余1476.12万元。",
            "项目到位资金1838.87万元，到位率100%。",
            "项目到位资金900万元，到位率48.94%。",
            "项目到位资金900万元，其余资金未到位。",
            "市级到位资金1000万元，县级安排资金838.87万元。",
            "省财政安排资金500万元，申请项目资金300万元。",
            "安排50万元用于设备采购。",
            "3个项目资金500万元，每个项目资金10万元。",
            "招标结余12.5万元，采购节约3万元，账户结余8万元。",
            "上年结余资金100万元，2020年项目资金结余50万元。",
            "9月底项目资金结余1700万元。",
            "合同尚未支付的300万元为尾款。",
            "年初安排预算0元。",
            "开工以来累计支出5373万元。",
            "项目累计支付5373万元。",
            "我局积极推进社管平台建设，全年项目支出362.75万元。",
            "社管平台公安分平台支出50万元。",
            "社管平台总体设计费下达30万元。",
            "财政到位资金1838.87万元，单位到位资金20万元。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
    }

    #[test]
    fn what_finance_gave_may_leave_other_sources_out() {
        let texts = |amount| {
            [
                ("unit_full_year", "200万元"),
                ("unit_initial", "200万元"),
                ("goals_met", amount),
            ]
        };
        assert_eq!(case::check(&RULE, &texts("财政到位资金1838.87万元。")), "");
        assert_eq!(case::check(&RULE, &texts("项目到位资金2038.87万元。")), "");
        assert!(case::check(&RULE, &texts("项目到位资金1900万元。")).contains("1900万元"));
    }

    #[test]
    fn a_wrong_unit_is_mended() {
        assert!(found("2021年度共计下达资金1838.87元。").ends_with("改为 1838.87万元"));
        assert!(found("全年执行数为3627500万元。").ends_with("改为 3627500元"));
    }

    #[test]
    fn the_text_is_left_as_it_is_where_the_table_is_in_doubt() {
        let texts = [
            ("sub_projects.0.allocated", "1800"),
            ("goals_met", "社管平台支出项目下达1800万元。"),
        ];
        let found = case::check(&RULE, &texts);
        assert!(
            found.contains("应为1,800.00 元") && !found.contains("改为"),
            "{found}"
        );
        let all_in_wan = [
            ("fiscal_full_year", "1838.87"),
            ("fiscal_executed", "362.75"),
            ("goals_met", "全年预算数1838.87万元。"),
        ];
        assert!(!case::check(&RULE, &all_in_wan).contains("改为"));
    }

    #[test]
    fn a_rounded_or_converted_amount_is_fine() {
        for text in [
            "2021年度共计下达资金18,388,700.00元。",
            "2021年度共计下达资金1838.9万元，全年支出363万元。",
            "2021年度共计下达资金0.18亿元。",
            "2021年度共计下达资金约2000万元。",
            "年初预算数0元，全年预算数1838.87万元。",
            "2020年度共计下达资金500万元。",
            "申请追加下达资金500万元，设备支出3万元。",
        ] {
            assert_eq!(found(text), "", "{text}");
        }
        assert_eq!(case::check(&RULE, &[]), "");
    }

    #[test]
    fn what_came_in_is_less_only_where_the_text_says_so() {
        for text in ["资金到位率为60%", "到位率80%", "尚有5万元未到位"] {
            assert!(is_partly_paid_in(text), "{text}");
        }
        for text in ["资金到位率100%", "到位率达100%", "资金已到位"] {
            assert!(!is_partly_paid_in(text), "{text}");
        }
    }
}
