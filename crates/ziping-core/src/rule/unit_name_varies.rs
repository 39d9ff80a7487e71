//! 单位名称前后不一致.

use std::collections::BTreeSet;

use super::not_an_amount::shortened;
use super::{Report, Rule};
use crate::field::{Field, Table};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::wording::Misspelling;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "F05",
    severity: Severity::Warning,
    title: "单位名称前后不一致",
    advice: "预算单位、落款和标题中的单位是同一个，写全称，与公章一致。后面的“本级”“（行政主管部门）”和前面的编码不算不同。正文里只差一个字的（如“市”作“县”）多半是笔误，核对后改正；别的简称不查。",
    source: "GovBudgetChecker R006；海口国家高新区管委会、东方市公安局报告中单位写法的实例",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let text = |field| subject.form.text(&Place::of(field));
    let unit = without_addition(text(Field::BudgetUnit));
    let signature = without_addition(text(Field::SignatureUnit));
    if unit.is_empty() {
        return;
    }
    if !signature.is_empty() && signature != unit {
        let place = Place::of(Field::SignatureUnit);
        let finding = report.add(place.clone(), "落款单位与预算单位不一致");
        finding
            .expected(shortened(&unit))
            .reported(shortened(text(Field::SignatureUnit)));
        // 市公安局 for 海口市公安局 can only be the short name.
        if unit.ends_with(&signature) {
            finding.fix(Fix::set(&place, unit.as_str()));
        }
    }
    match unit_in_title(text(Field::Title)) {
        Some(titled) if titled != unit && titled != signature => {
            report
                .add(Place::of(Field::Title), "标题中的单位与预算单位不一致")
                .expected(shortened(&unit))
                .reported(shortened(&titled))
                .severity = Severity::Hint;
        }
        _ => {}
    }
    misspelt(subject, report, "单位名称", &unit);
}

/// Points out a name that is written with one character wrong, once for each way to write it.
pub(super) fn misspelt(subject: &Subject<'_>, report: &mut Report, what: &str, name: &str) {
    let Some(misspelling) = Misspelling::of(name) else {
        return;
    };
    let mut seen = BTreeSet::new();
    for narrative in &subject.narratives {
        for span in misspelling.find(narrative.text) {
            let written = narrative.words(span);
            if !seen.insert(written) || is_known(subject, written) {
                continue;
            }
            let meant = shortened(name);
            let message = format!("“{written}”与{what}“{meant}”差一个字");
            report
                .add(narrative.place(span), message)
                .expected(meant)
                .reported(written)
                .severity = Severity::Hint;
        }
    }
}

/// Whether this is a name of its own, or a part of one.
fn is_known(subject: &Subject<'_>, written: &str) -> bool {
    let fields = [
        Field::BudgetUnit,
        Field::SignatureUnit,
        Field::CompetentDepartment,
        Field::ProjectName,
    ];
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let names = rows.map(|row| Place::in_row(Field::SubProjectName, row));
    let mut places = fields.into_iter().map(Place::of).chain(names);
    places.any(|place| subject.form.text(&place).contains(written))
}

/// The name without white space, its code before it (`203045-`), and 本级, 机关 or
/// brackets after it.
fn without_addition(name: &str) -> String {
    let name: String = name.split_whitespace().collect();
    let uncoded = name.trim_start_matches(|c: char| c.is_ascii_digit());
    let is_code = |rest: &&str| !rest.starts_with(|c: char| c.is_ascii_digit());
    let uncoded = match uncoded.strip_prefix(['-', '－', '—']).filter(is_code) {
        Some(rest) if uncoded.len() < name.len() => rest,
        _ => &name,
    };
    let mut plain = match uncoded.find(['（', '(']) {
        Some(at) if at > 0 => &uncoded[..at],
        _ => uncoded,
    };
    let shorter = |name: &'_ str| -> Option<usize> {
        let additions = ["本级", "机关"];
        let rest = additions
            .iter()
            .find_map(|addition| name.strip_suffix(addition))?;
        (!rest.is_empty()).then_some(rest.len())
    };
    while let Some(end) = shorter(plain) {
        plain = &plain[..end];
    }
    plain.to_owned()
}

/// What a unit's name ends with; a title may begin with a region or a project instead.
const ENDINGS: &[&str] = &[
    "局",
    "厅",
    "委",
    "委员会",
    "管委会",
    "办",
    "办公室",
    "中心",
    "院",
    "学校",
    "中学",
    "小学",
    "大学",
    "幼儿园",
    "政府",
    "支队",
    "总队",
    "大队",
    "街道办事处",
    "馆",
];

/// The unit of a title like `东方市公安局2023年度……自评报告`.
fn unit_in_title(title: &str) -> Option<String> {
    let at = title.find(|c: char| c.is_ascii_digit())?;
    let (before, year) = title.split_at(at);
    let is_year = year.starts_with("20") && year.get(4..)?.starts_with('年');
    let unit = without_addition(before.trim_start_matches("关于"));
    let is_unit = ENDINGS.iter().any(|ending| unit.ends_with(ending));
    (is_year && is_unit).then_some(unit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rule::case;

    #[test]
    fn another_unit_at_the_end_is_found() {
        assert_eq!(
            case::check(&RULE, &[("signature_unit", "东方市公安局")]),
            "signature_unit｜落款单位与预算单位不一致｜应为海口市公安局｜现有东方市公安局"
        );
        assert_eq!(
            case::check(&RULE, &[("signature_unit", "市公安局")]),
            "signature_unit｜落款单位与预算单位不一致｜应为海口市公安局｜现有市公安局｜改为 海口市公安局"
        );
    }

    #[test]
    fn another_unit_in_the_title_is_found() {
        let title = |title| case::check(&RULE, &[("title", title)]);
        assert_eq!(
            title("海口公安局2021年度信息化项目绩效自评报告"),
            "title｜标题中的单位与预算单位不一致｜应为海口市公安局｜现有海口公安局"
        );
        assert_eq!(title("海口市公安局2021年度信息化项目绩效自评报告"), "");
        assert_eq!(title("信息化专项2021年度自评报告"), "");
        assert_eq!(title("海口市2021年"), "");
        assert_eq!(title("海口公安局20个项目绩效自评报告"), "");
    }

    #[test]
    fn a_name_with_one_character_wrong_in_the_text_is_found_once() {
        let text = "由海口县公安局组织，海口县公安局验收。";
        assert_eq!(
            case::check(&RULE, &[("management", text)]),
            "management｜“海口县公安局”与单位名称“海口市公安局”差一个字｜应为海口市公安局｜现有海口县公安局"
        );
        for (key, text) in [
            (
                "management",
                "按《海口县公安局管理办法》，三亚市公安局、海口市公安分局协助。",
            ),
            ("management", "海口市公安局机关、海口市公安局警保处负责。"),
            ("unfiled", "海口县公安局"),
        ] {
            assert_eq!(case::check(&RULE, &[(key, text)]), "", "{text}");
        }
        let other = [
            ("competent_department", "海口县公安局"),
            ("management", "海口县公安局负责监督。"),
        ];
        assert_eq!(case::check(&RULE, &other), "");
    }

    #[test]
    fn usual_additions_are_fine() {
        for unit in [
            "海口市公安局本级",
            "海口市公安局（行政主管部门）",
            "201001-海口市公安局(本级)",
            "海口市 公安局",
        ] {
            assert_eq!(case::check(&RULE, &[("budget_unit", unit)]), "", "{unit}");
        }
        for whole in ["本级", "-海口市公安局", "（试点）公安局"] {
            assert_eq!(without_addition(whole), whole);
        }
    }

    proptest! {
        #[test]
        fn a_name_without_additions_has_none(name in "[0-9本级机关（）()局 -]{0,12}") {
            let plain = without_addition(&name);
            prop_assert_eq!(without_addition(&plain), plain);
        }
    }
}
