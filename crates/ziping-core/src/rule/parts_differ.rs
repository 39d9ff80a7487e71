//! 正文中的分项之和不等于所写的合计.

use super::{Report, Rule};
use crate::figures::find;
use crate::figures::sum::sums;
use crate::finding::Severity;
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "B08",
    severity: Severity::Warning,
    title: "分项之和不等于合计",
    advice: "“其中”“分别”“合计”前后的分项相加，应等于所写的总数。没有列全的，写明“等”，或补一项“其他”。",
    source: "琼中湾岭 2024 年报告差 0.09 元、绵阳报告差 18 万元、内蒙古水利报告差 10 万元、儋州法院报告差 0.09 万元",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for narrative in &subject.narratives {
        for sum in sums(narrative.text, &narrative.mentions) {
            if !sum.differs() {
                continue;
            }
            let written = narrative.words(sum.total);
            report
                .add(
                    narrative.place(sum.total),
                    format!("分项之和不等于文中所写的“{written}”"),
                )
                .expected(format!("{} 元（分项之和）", sum.sum.grouped()))
                .reported(format!("{} 元", sum.written.grouped()))
                .difference(format!("{} 元", sum.sum.distance(sum.written).grouped()));
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    let sums = sums(prose.text, &find(prose.text));
    sums.iter().filter(|sum| sum.differs()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn parts_that_do_not_add_up_are_found() {
        assert_eq!(
            case::check(&RULE, &[("experience", "支出2956.36万元，其中人员2424.00万元、公用432.65万元、项目93.12万元、其他6.5万元。")]),
            "experience｜分项之和不等于文中所写的“2956.36万元”｜应为29,562,700.00 元（分项之和）｜现有29,563,600.00 元｜相差900.00 元"
        );
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
