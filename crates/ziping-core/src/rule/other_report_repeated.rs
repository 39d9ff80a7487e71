//! 与往年或其他项目的报告雷同.

use super::{Report, Rule};
use crate::draft::Draft;
use crate::field::value::trim;
use crate::field::{Field, FieldSpec, Kind, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
use crate::similarity::LetterPairs;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G13",
    severity: Severity::Hint,
    title: "与另一份报告雷同",
    advice: "完成情况、原因、计划、经验等每年每个项目都不同，与往年或其他项目的报告九成以上文字相同的，多半是照抄旧稿。按本年度本项目的实际改写。目标、管理制度等可以沿用的内容不比。",
    source: "三亚、海口等地报告套用与项目无关的段落的实例；相同的界线（九成）是本工具的规则",
    check,
};

/// In %: from here on, two texts are almost the same.
const ALIKE: usize = 90;
/// What is shorter is often said in the same words.
const SHORTEST: usize = 40;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let others = || {
        subject
            .others
            .iter()
            .filter(|other| *other != subject.form.draft)
    };
    if others().next().is_none() {
        return;
    }
    for spec in FIELDS.iter().filter(|spec| is_of_its_year(spec)) {
        let pairs = |draft: &Draft| LetterPairs::of(draft.get(spec.field));
        let own = pairs(subject.form.draft);
        if own.len() < SHORTEST {
            continue;
        }
        if let Some(other) = others().find(|other| own.are_alike(&pairs(other), ALIKE)) {
            report
                .add(
                    Place::of(spec.field),
                    format!("「{}」与{}雷同", spec.label, name(other)),
                )
                .expected("本年度本项目的内容")
                .reported("九成以上文字相同");
        }
    }
}

/// Whether it is a narrative that another year's or project's report has no use for.
fn is_of_its_year(spec: &FieldSpec) -> bool {
    spec.kind == Kind::Narrative && !spec.is_carried() && spec.field != Field::Unfiled
}

/// `“信息化专项计划”2020 年度的报告`
fn name(other: &Draft) -> String {
    let text = |field| trim(other.get(field));
    match (text(Field::ProjectName), text(Field::ReportYear)) {
        ("", _) => "另一份报告".to_owned(),
        (name, "") => format!("“{name}”的报告"),
        (name, year) => format!("“{name}”{} 年度的报告", year.trim_end_matches(['年', '度'])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;
    use crate::sample::sample;

    fn beside(others: &[Draft], texts: &[(&str, &str)]) -> Vec<String> {
        let draft = case::draft(texts);
        let subject = Subject {
            others,
            ..Subject::of(&draft, None)
        };
        let findings = RULE.findings(&subject);
        findings.iter().map(case::line).collect()
    }

    /// A report on the year before with the same narratives.
    fn last_year() -> Draft {
        case::draft(&[("report_year", "2020年")])
    }

    #[test]
    fn what_last_years_report_says_too_is_pointed_out() {
        let found = beside(&[Draft::default(), last_year()], &[]);
        assert_eq!(
            found[0],
            "annual_goal_result｜「年度目标完成情况」与“信息化专项计划”2020 年度的报告雷同｜应为本年度本项目的内容｜现有九成以上文字相同"
        );
        let keys: Vec<&str> = found
            .iter()
            .filter_map(|line| line.split('｜').next())
            .collect();
        assert_eq!(
            keys,
            [
                "annual_goal_result",
                "organization",
                "goals_met",
                "goals_unmet",
                "follow_up_plan",
                "experience"
            ]
        );
    }

    #[test]
    fn a_figure_that_was_changed_makes_no_other_text() {
        let text = case::draft(&[])
            .get(Field::FollowUpPlan)
            .replace("182.7", "190");
        let found = beside(&[last_year()], &[("follow_up_plan", &text)]);
        assert!(found.iter().any(|line| line.starts_with("follow_up_plan")));
        let rewritten = [("follow_up_plan", "按合同约定，2022年三季度支付指挥大厅初验款，四季度支付总体平台可研编制费，完成后申请终验。")];
        let found = beside(&[last_year()], &rewritten);
        assert!(!found.iter().any(|line| line.starts_with("follow_up_plan")));
    }

    #[test]
    fn short_texts_goals_and_the_report_itself_are_not_compared() {
        let short = [
            ("annual_goal_result", "已完成。"),
            ("organization", "无。"),
            ("goals_met", "已完成。"),
            ("goals_unmet", "无。"),
            ("follow_up_plan", "无。"),
            ("experience", "无。"),
        ];
        let same = case::changed(last_year(), &short);
        assert_eq!(beside(&[same], &short), [""; 0]);
        assert_eq!(beside(&[sample()], &[]), [""; 0]);
        assert_eq!(beside(&[], &[]), [""; 0]);
    }

    #[test]
    fn a_report_without_a_name_is_another_one() {
        let nameless = case::draft(&[("project_name", "")]);
        assert!(beside(&[nameless], &[])[0].contains("与另一份报告雷同"));
        let yearless = case::draft(&[("report_year", "")]);
        assert!(beside(&[yearless], &[])[0].contains("与“信息化专项计划”的报告雷同"));
    }
}
