//! 标题、正文中的项目名称与所填的不一致.

use super::not_an_amount::shortened;
use super::unit_name_varies::misspelt;
use super::{Report, Rule};
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::wording::is_han;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F06",
    severity: Severity::Warning,
    title: "项目名称前后不一致",
    advice: "项目名称全文一致，并与预算批复一致，标题里期次、括号中的内容也不能省略。正文里只差一个字的多半是笔误，核对后改正；简称不查。",
    source: "东方市公安局 2023 年报告：标题含“三期”、正文不含的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let text = |field| subject.form.text(&Place::of(field));
    let units = [
        Field::BudgetUnit,
        Field::SignatureUnit,
        Field::CompetentDepartment,
    ]
    .map(text);
    let name = text(Field::ProjectName);
    misspelt(subject, report, "项目名称", name);
    let Some(titled) = project_in_title(text(Field::Title), &units) else {
        return;
    };
    if are_related(&core(&titled), &core(name)) {
        report
            .add(
                Place::of(Field::Title),
                "标题中的项目名称与「项目名称」不一致",
            )
            .expected(shortened(name))
            .reported(shortened(&titled));
    }
}

/// What a title ends with after the project's name.
const KINDS: &[&str] = &[
    "财政支出项目",
    "项目支出绩效",
    "项目绩效自评",
    "支出绩效自评",
    "绩效自评",
    "自评报告",
];

/// The project of a title like `东方市公安局2023年度治安防控项目绩效自评报告` or
/// `海口市项目支出绩效自评报告（治安防控）`.
fn project_in_title(title: &str, units: &[&str]) -> Option<String> {
    let title: String = title.split_whitespace().collect();
    if let Some((_, rest)) = title.rsplit_once("报告") {
        let inside = rest.strip_prefix(['（', '(']);
        if let Some(project) = inside.and_then(|rest| rest.strip_suffix(['）', ')'])) {
            return Some(project.to_owned());
        }
    }
    let end = KINDS.iter().filter_map(|kind| title.find(kind)).min()?;
    let head = &title[..end];
    let mut project = match head.rfind("年度").or_else(|| head.rfind("年")) {
        Some(at) => head[at..].trim_start_matches('年').trim_start_matches('度'),
        None => head,
    };
    for unit in units.iter().filter(|unit| !unit.is_empty()) {
        project = project.strip_prefix(unit).unwrap_or(project);
    }
    // 海口市 before 项目支出绩效自评报告 is the place, not the project.
    let is_place = units.iter().any(|unit| unit.contains(project));
    (!is_place).then(|| project.to_owned())
}

/// A name's characters that tell it from others: no punctuation, no 项目 at its end.
fn core(name: &str) -> Vec<char> {
    let name: String = name
        .chars()
        .filter(|c| is_han(*c) || c.is_alphanumeric())
        .collect();
    name.strip_suffix("项目").unwrap_or(&name).chars().collect()
}

/// Whether two names are different writings of one: the one goes on where the other
/// ends, or at least half of the longer is the same from the beginning.
fn are_related(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if a == b || short.len() < 3 {
        return false;
    }
    let same = a.iter().zip(b).take_while(|(a, b)| a == b).count();
    same * 2 >= long.len() || same == short.len() || long.ends_with(short)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn check_title(name: &str, title: &str) -> String {
        case::check(&RULE, &[("project_name", name), ("title", title)])
    }

    #[test]
    fn a_name_with_and_without_its_phase_is_found() {
        assert_eq!(
            check_title(
                "社管平台公安分平台（立体化治安防控）",
                "海口市公安局2021年度社管平台公安分平台(立体化治安防控三期)项目绩效自评报告"
            ),
            "title｜标题中的项目名称与「项目名称」不一致｜应为社管平台公安分平台（立体化治安防控）｜现有社管平台公安分平台(立体化治安防控三期)"
        );
        assert!(
            check_title("信息化专项计划", "海口市项目支出绩效自评报告（信息化专项）")
                .contains("现有信息化专项")
        );
        assert!(check_title(
            "信息化专项",
            "海口市公安局信息化专项计划项目支出绩效自评报告"
        )
        .contains("现有信息化专项计划"));
    }

    #[test]
    fn names_that_share_their_beginning_or_their_end_are_writings_of_one() {
        let found = |name, titled: &str| {
            let title = format!("海口市项目支出绩效自评报告（{titled}）");
            !check_title(name, &title).is_empty()
        };
        assert!(found("智慧城市二期A区", "智慧城市二期B区"));
        assert!(found("智慧城市一期建设", "智慧城市数据中心"));
        assert!(found("信息化专项计划", "信息化"));
        assert!(found("公安信息化专项", "信息化专项"));
        assert!(!found("道路改造工程", "道路"));
        assert!(!found("智慧城市一期建设", "教育信息化"));
    }

    #[test]
    fn a_name_with_one_character_wrong_in_the_text_is_found() {
        let found = |name, text| case::check(&RULE, &[("project_name", name), ("decision", text)]);
        assert_eq!(
            found("公安信息系统维护费及等级评定费", "公安信息系统维护费及等级评测费列入预算。"),
            "decision｜“公安信息系统维护费及等级评测费”与项目名称“公安信息系统维护费及等级评定费”差一个字｜应为公安信息系统维护费及等级评定费｜现有公安信息系统维护费及等级评测费"
        );
        for (name, text) in [
            ("信息化专项计划", "信息化专项计划项目、信息化专项资金"),
            ("社管平台二期建设", "社管平台一期建设已完成"),
            (
                "标准厂房（南区）建设",
                "标准厂房（北区）建设、标准厂房(南区)建设",
            ),
        ] {
            assert_eq!(found(name, text), "", "{text}");
        }
    }

    #[test]
    fn the_same_name_and_a_title_without_one_are_fine() {
        for title in [
            "海口市项目支出绩效自评报告",
            "2021年度部门预算项目支出绩效自评报告",
            "海口市公安局2021年“信息化专项计划”项目绩效自评报告",
            "海口市财政支出项目绩效自评报告（信息化专项计划项目）",
            "信息化专项计划项目支出绩效自评报告",
            "关于报送材料的函",
            "",
        ] {
            assert_eq!(check_title("信息化专项计划", title), "", "{title}");
        }
        assert_eq!(
            check_title("海口市信息化", "海口市项目支出绩效自评报告"),
            ""
        );
    }
}
