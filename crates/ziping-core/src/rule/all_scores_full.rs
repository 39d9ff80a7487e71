//! 所有指标都是满分.

use super::{Report, Rule};
use crate::field::value::Points;
use crate::field::Field;
use crate::finding::Severity;
use crate::place::Place;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "D14",
    severity: Severity::Hint,
    title: "所有指标均为满分",
    advice: "全部满分的自评容易被抽查。确认指标值不是定得过低、完成值有佐证材料。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let scores = &subject.scores;
    let count = scores.filled().count();
    match scores.total {
        Some(total) if count > 1 && scores.are_full() && total >= Points::whole(99) => {
            report
                .add(
                    Place::of(Field::TotalScore),
                    format!("{count} 个指标均为满分"),
                )
                .reported(format!("总分 {total}"));
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    const FULL: [(&str, &str); 6] = [
        ("unit_executed", "120000"),
        ("indicators.0.actual", "52"),
        ("indicators.0.score", ""),
        ("indicators.1.actual", "2"),
        ("indicators.1.score", ""),
        ("total_score", ""),
    ];

    #[test]
    fn full_scores_throughout_are_found() {
        assert_eq!(
            case::check_form(&RULE, &FULL),
            "total_score｜4 个指标均为满分｜现有总分 100.00"
        );
        assert_eq!(case::check_form(&RULE, &FULL[..4]), "");
        assert_eq!(case::check_form(&RULE, &FULL[1..]), "");
    }
}
