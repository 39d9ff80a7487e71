//! What a text claims in words: 绩效目标基本完成, 资金已全部拨付.

use std::sync::LazyLock;

use crate::field::value::trim_at;
use crate::field::Field;
use crate::place::{Place, Span};
use crate::wording::Words;

use super::narrative::Narrative;

#[derive(Debug)]
pub struct Claim {
    pub place: Place,
    pub words: String,
    pub kind: ClaimKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimKind {
    /// 绩效目标基本完成
    GoalsMet,
    /// 资金已全部支付
    FundsSpent,
    /// 财政资金已全部支付
    FiscalFundsSpent,
}

const MET: &[&str] = &[
    "基本完成",
    "全部完成",
    "全面完成",
    "圆满完成",
    "顺利完成",
    "如期完成",
    "按期完成",
    "按时完成",
    "均已完成",
    "均完成",
    "已完成",
    "较好完成",
    "较好地完成",
    "圆满地完成",
    "全部实现",
    "基本实现",
    "全面实现",
    "均已实现",
    "已实现",
    "全部达成",
    "全面达成",
    "基本达成",
    "均已达成",
    "均达成",
    "已达成",
    "全部达到",
    "均已达到",
    "均达到",
    "已达到",
    "全部达标",
    "均已达标",
    "均达标",
];

const SPENT: &[&str] = &[
    "全部拨付",
    "全部拨付到位",
    "全额拨付",
    "全额拨付到位",
    "足额拨付",
    "足额拨付到位",
    "拨付完毕",
    "全部支付",
    "全部支付到位",
    "全额支付",
    "足额支付",
    "支付完毕",
    "全部兑付",
    "兑付完毕",
    "全部发放",
    "全部发放到位",
    "发放完毕",
    "全部支出",
    "支出完毕",
    "执行完毕",
    "全部执行",
    "全部使用完毕",
];

/// Of either list.
static SAID: LazyLock<Words> = LazyLock::new(|| Words::new(MET.iter().chain(SPENT).copied()));

/// Words that may stand around 目标 and 资金 where the whole project's are meant.
const OF_ALL: &[&str] = &[
    "绩效",
    "目标",
    "任务",
    "指标",
    "年度",
    "年初",
    "全年",
    "当年",
    "本年",
    "总体",
    "预期",
    "预定",
    "既定",
    "设定",
    "值",
    "要求",
    "各项",
    "所有",
    "全部",
    "项目",
    "工作",
    "资金",
    "专项",
    "预算",
    "财政",
    "下达",
    "我局",
    "我单位",
    "本单位",
    "我院",
    "我校",
    "我中心",
    "较好",
    "但",
    "目前",
    "截至",
    "年底",
    "总的来看",
    "综上",
    "的",
    "地",
    "均",
    "都",
    "也",
    "已经",
    "已",
    "了",
    "本",
    "该",
    "此",
    "年",
    "度",
    "月",
    "日",
    "底",
    "在",
    "于",
    "按",
    "，",
    " ",
];

const WHOLE_TEXTS: &[&str] = &[
    "完成",
    "已完成",
    "基本完成",
    "全部完成",
    "已全部完成",
    "已基本完成",
    "均已完成",
    "按计划完成",
    "圆满完成",
    "如期完成",
    "按期完成",
];

/// Every claim about the whole project in a narrative.
pub fn claims(narrative: &Narrative<'_>) -> Vec<Claim> {
    let text = narrative.text;
    let claim = |span: Span, kind| Claim {
        place: narrative.place(span),
        words: narrative.words(span).to_owned(),
        kind,
    };
    let (start, inside) = trim_at(text);
    let bare = inside.trim_end_matches(['。', '.', '；', '！']);
    let whole = Span {
        start,
        end: start + bare.len(),
    };
    let kind_of_whole = match narrative.field {
        Field::GoalsMet | Field::AnnualGoalResult if WHOLE_TEXTS.contains(&bare) => {
            Some(ClaimKind::GoalsMet)
        }
        // What is planned is no claim.
        Field::OverallGoal | Field::AnnualGoal | Field::FollowUpPlan => return Vec::new(),
        _ => None,
    };
    if let Some(kind) = kind_of_whole {
        return vec![claim(whole, kind)];
    }
    let mut found = Vec::new();
    let mut read_to = 0;
    for (at, _) in SAID.find(text) {
        if at < read_to {
            continue;
        }
        let clause = clause(text, at);
        read_to = clause.end;
        let words = &text[clause.range()];
        if excepts(&text[..clause.start]) {
            continue;
        }
        let said = match first_said(words, MET, &["目标", "任务", "指标"]) {
            Some(span) => Some((span, ClaimKind::GoalsMet)),
            None => first_said(words, SPENT, &["资金", "预算"]).map(|span| {
                let is_fiscal = words[span.range()].contains("财政");
                let kind = match is_fiscal {
                    true => ClaimKind::FiscalFundsSpent,
                    false => ClaimKind::FundsSpent,
                };
                (span, kind)
            }),
        };
        found.extend(said.map(|(span, kind)| {
            let span = Span {
                start: clause.start + span.start,
                end: clause.start + span.end,
            };
            claim(span, kind)
        }));
    }
    found
}

/// The clause around the byte `at`.
fn clause(text: &str, at: usize) -> Span {
    const ENDS: [char; 14] = [
        '，', ',', '；', ';', '。', '！', '!', '？', '?', '\n', '：', ':', '“', '”',
    ];
    let start = text[..at].char_indices().rfind(|(_, c)| ENDS.contains(c));
    let end = text[at..].find(ENDS);
    Span {
        start: start.map_or(0, |(start, c)| start + c.len_utf8()),
        end: end.map_or(text.len(), |end| at + end),
    }
}

/// Whether the words before a clause except something from it: 除社管平台外，….
fn excepts(before: &str) -> bool {
    let Some(before) = before.strip_suffix(['，', ',']) else {
        return false;
    };
    let excepted = &before[clause(before, before.len()).start..];
    excepted.contains('除') && excepted.ends_with('外')
}

fn first_said(clause: &str, words: &[&str], objects: &[&str]) -> Option<Span> {
    let is_of_them = |words: &str| objects.iter().any(|object| words.contains(object));
    if !is_of_them(clause) {
        return None;
    }
    words
        .iter()
        .find_map(|word| says(clause, word, objects, is_of_them))
}

/// Where a clause says `word` of the whole project's 目标 or 资金, and of nothing else.
fn says(
    clause: &str,
    word: &str,
    objects: &[&str],
    is_of_them: impl Fn(&str) -> bool,
) -> Option<Span> {
    let at = clause.find(word)?;
    let end = at + word.len();
    let (before, after) = (&clause[..at], &clause[end..]);
    // Nothing but the object may follow: 全部完成后, 全部拨付给施工单位 say something else.
    if !speaks_of_all(before) || !speaks_of_all(after) {
        return None;
    }
    if is_of_them(before) {
        let object = objects.iter().find_map(|object| before.rfind(object))?;
        let qualifier = ["绩效", "年度", "项目", "财政"]
            .iter()
            .find_map(|word| Some(before[..object].strip_suffix(word)?.len()));
        return Some(Span {
            start: qualifier.unwrap_or(object),
            end,
        });
    }
    is_of_them(after).then_some(Span {
        start: at,
        end: clause.len(),
    })
}

fn speaks_of_all(words: &str) -> bool {
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let known = OF_ALL.iter().find_map(|word| rest.strip_prefix(word));
        rest = match known {
            Some(after) => after,
            None if c.is_ascii_digit() || c.is_whitespace() => &rest[c.len_utf8()..],
            None => return false,
        };
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::Subject;

    fn claimed(field: Field, text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        draft.set(field, text);
        let subject = Subject::of(&draft, None);
        let claims = claims(&subject.narratives[0]);
        let words = claims
            .iter()
            .map(|claim| format!("{:?} {}", claim.kind, claim.words));
        words.collect()
    }

    #[test]
    fn claims_about_the_whole_project_are_found() {
        let met = |text| claimed(Field::GoalsMet, text);
        assert_eq!(
            met("2021年度该项目绩效目标基本完成，"),
            ["GoalsMet 绩效目标基本完成"]
        );
        assert_eq!(
            met("我局圆满完成了年度目标任务。"),
            ["GoalsMet 圆满完成了年度目标任务"]
        );
        assert_eq!(
            met("项目资金已全部拨付。"),
            ["FundsSpent 项目资金已全部拨付"]
        );
        assert_eq!(
            met("截至年底，财政资金已全部支付。"),
            ["FiscalFundsSpent 财政资金已全部支付"]
        );
        assert_eq!(met(" 已完成。"), ["GoalsMet 已完成"]);
        for text in [
            "各项绩效指标全部完成",
            "绩效目标全部达成",
            "年度指标均达到目标值",
            "较好地完成了年度绩效目标",
            "项目年度绩效目标已实现",
            "各项指标均已达标",
        ] {
            assert!(met(text)[0].starts_with("GoalsMet"), "{text}");
        }
        for text in ["资金已全部拨付到位。", "项目资金已全部兑付"] {
            assert!(met(text)[0].starts_with("FundsSpent"), "{text}");
        }
    }

    #[test]
    fn what_is_excepted_is_no_claim_about_the_whole() {
        for text in [
            "除社管平台外，年度目标均已完成。",
            "除1号路以外，各项绩效指标全部完成，资金已全部支付。",
        ] {
            let of_goals = |claim: &&String| claim.starts_with("GoalsMet");
            let claims = claimed(Field::GoalsMet, text);
            assert_eq!(claims.iter().find(of_goals), None, "{text}");
        }
        let text = "消除安全隐患，年度目标全部完成。";
        assert_eq!(claimed(Field::GoalsMet, text).len(), 1);
    }

    #[test]
    fn what_is_denied_planned_or_of_a_part_is_no_claim() {
        for text in [
            "绩效目标未能全部完成。",
            "确保年度目标全部完成。",
            "指挥大厅建设基本完成。",
            "户政平台目标已完成。",
            "市财政已将资金全部拨付到位。",
            "上级资金已全部拨付到位。",
            "资金已全部到位。",
            "资金已全部拨付给施工单位。",
            "数量指标全部完成。",
            "各项绩效指标尚未全部完成。",
            "与较好地完成年度目标还有差距。",
            "力争年度绩效指标全部达成。",
            "按时发放率、合格率等指标均达到目标值。",
            "资金全部发放率100%。",
            "资金全部支付后组织验收。",
            "设备款已全部支付。",
            "平台一期已建设完成，任务繁重。",
        ] {
            assert_eq!(
                claimed(Field::GoalsMet, text),
                Vec::<String>::new(),
                "{text}"
            );
        }
        let plan = claimed(Field::FollowUpPlan, "年度目标全部完成。");
        assert_eq!(plan, Vec::<String>::new());
    }
}
