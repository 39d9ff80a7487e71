//! What the texts explain of the figures (说明): whether somebody gave a reason for what the
//! funds table shows. Whether the reason holds is for people.

use crate::field::Field;
use crate::place::Place;
use crate::Subject;

/// 追加、调减 and the like, of a budget.
const CHANGES: &[&str] = &[
    "追加",
    "追减",
    "调增",
    "调减",
    "核增",
    "核减",
    "压减",
    "增拨",
    "调剂",
    "统筹收回",
    "预备费",
    "预算调整",
    "调整预算",
    "调整为",
    "调整后",
];
/// What says so in 「预算调整说明」, where nothing else is spoken of.
const CHANGES_THERE: &[&str] = &[
    "调整", "增加", "减少", "下达", "收回", "统筹", "结转", "结余", "划转",
];
/// What is done by a document that gives money: 下达…〔2021〕5号.
const GRANTS: &[&str] = &["下达", "安排", "拨付", "批复", "拨入"];
const MONEY: &[&str] = &["预算", "资金", "经费", "财政", "万元", "亿元"];

/// More was spent than budgeted.
const OVERSPENDING: &[&str] = &[
    "超支",
    "超预算",
    "超出预算",
    "超过预算",
    "超出全年预算",
    "超过全年预算",
    "大于全年预算",
    "超执行",
    "上年结转",
    "上年结余",
];
/// What says so where only this is spoken of.
const OVERSPENDING_THERE: &[&str] = &[
    "超出", "超过", "大于", "垫付", "垫支", "结转", "自筹", "上年", "变更", "增加",
];

/// Less was spent than budgeted, and why.
const UNSPENT: &[&str] = &[
    "因",
    "由于",
    "鉴于",
    "影响",
    "尚未",
    "未支付",
    "未付",
    "未到",
    "待支付",
    "待验收",
    "待审",
    "待结算",
    "待决算",
    "结余",
    "节余",
    "节约",
    "节省",
    "结转",
    "跨年",
    "次年",
    "下年",
    "下一年",
    "推迟",
    "延期",
    "滞后",
    "尾款",
    "质保",
    "压减",
    "收回",
];
const PAYMENTS: &[&str] = &[
    "资金",
    "支付",
    "付款",
    "拨付",
    "支出",
    "经费",
    "执行率",
    "预算",
    "尾款",
    "质保金",
    "结算",
];

/// What turns one of these words into its opposite.
const DENIALS: &[&str] = &[
    "未",
    "无",
    "没有",
    "没",
    "不",
    "未作",
    "未做",
    "未进行",
    "未发生",
    "不存在",
    "不涉及",
];

/// Whether a text says why the full-year budget (全年预算数) isn't the initial one.
pub(crate) fn is_change_explained(subject: &Subject<'_>) -> bool {
    own(subject)
        .any(|text| says(text, CHANGES) || says(text, CHANGES_THERE) || has_document_number(text))
        || sentences(subject).any(|sentence| {
            says(sentence, CHANGES) && has(sentence, MONEY)
                || has(sentence, GRANTS) && has_document_number(sentence)
        })
}

/// Whether a text says why more was spent than budgeted.
pub(crate) fn is_overspending_explained(subject: &Subject<'_>) -> bool {
    own(subject).any(explains_overspending)
        || sentences(subject).any(|sentence| says(sentence, OVERSPENDING))
}

/// Whether a text about nothing else says why more was spent than there was.
pub(crate) fn explains_overspending(text: &str) -> bool {
    [OVERSPENDING, OVERSPENDING_THERE, CHANGES]
        .iter()
        .any(|words| says(text, words))
}

/// Whether a text says why the money wasn't spent, though the indicators were met.
pub(crate) fn is_underspending_explained(subject: &Subject<'_>) -> bool {
    let form = &subject.form;
    let fields = [Field::GoalsUnmet, Field::BudgetAdjustment, Field::Problems];
    let texts = fields.map(|field| form.text(&Place::of(field)));
    let reasons = subject
        .scores
        .filled()
        .map(|scored| scored.indicator.reason);
    texts
        .into_iter()
        .chain(reasons)
        .flat_map(split)
        .any(|sentence| has(sentence, PAYMENTS) && has(sentence, UNSPENT))
}

/// 「预算调整说明」
fn own<'d>(subject: &Subject<'d>) -> impl Iterator<Item = &'d str> {
    [subject.form.text(&Place::of(Field::BudgetAdjustment))].into_iter()
}

/// The sentences of every narrative but the plan for what comes after.
fn sentences<'s, 'd>(subject: &'s Subject<'d>) -> impl Iterator<Item = &'d str> + 's {
    let narratives = subject.narratives.iter();
    narratives
        .filter(|narrative| narrative.field != Field::FollowUpPlan)
        .flat_map(|narrative| split(narrative.text))
}

fn split(text: &str) -> std::str::Split<'_, [char; 5]> {
    text.split(['。', '；', '！', '？', '\n'])
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Whether one of the words stands there without being denied.
fn says(text: &str, words: &[&str]) -> bool {
    let is_denied = |at: usize| DENIALS.iter().any(|denial| text[..at].ends_with(denial));
    words
        .iter()
        .any(|word| text.match_indices(word).any(|(at, _)| !is_denied(at)))
}

/// `〔2021〕5号`, in whatever brackets.
fn has_document_number(text: &str) -> bool {
    text.match_indices('号').any(|(at, _)| {
        let before = text[..at].trim_end_matches(|c: char| c.is_numeric());
        before.len() < at && before.ends_with(['〕', '】', ']', '］', '）', ')'])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sample::sample;

    fn with<T>(field: Field, text: &str, ask: impl Fn(&Subject<'_>) -> T) -> T {
        let mut draft = sample();
        draft.set(field, text);
        ask(&Subject::of(&draft, None))
    }

    #[test]
    fn a_change_of_the_budget_is_explained_anywhere() {
        for text in [
            "年中追加预算1838.87万元，依据海财预〔2021〕5号。",
            "市财政局以海财预〔2021〕5号文下达本项目资金。",
            "因财政统筹收回资金220万元。",
        ] {
            assert!(with(Field::Decision, text, is_change_explained), "{text}");
        }
        for text in [
            "项目资金严格按照预算使用。",
            "依据《办法》（海公通〔2016〕201号）执行。",
            "年中没有追加预算。",
            "追加工程量两项。",
            "加强资金统筹，严格控制支出。",
        ] {
            assert!(!with(Field::Decision, text, is_change_explained), "{text}");
        }
        let plan = "拟申请追加预算100万元。";
        assert!(!with(Field::FollowUpPlan, plan, is_change_explained));
    }

    #[test]
    fn what_says_nothing_of_a_change_explains_none() {
        for text in [
            "年中追加。",
            "压减一般性支出。",
            "见海财预〔2021〕5号。",
            "年中减少。",
        ] {
            assert!(
                with(Field::BudgetAdjustment, text, is_change_explained),
                "{text}"
            );
        }
        for text in [
            "",
            "无",
            "不涉及",
            "见文件。",
            "其中征地218431364.09元。",
            "预算未作调整。",
        ] {
            assert!(
                !with(Field::BudgetAdjustment, text, is_change_explained),
                "{text}"
            );
        }
    }

    #[test]
    fn overspending_is_explained_where_it_is_spoken_of() {
        let own = "超出部分由上年结余解决。";
        assert!(with(
            Field::BudgetAdjustment,
            own,
            is_overspending_explained
        ));
        let other = "执行数超过全年预算数，差额为上年结转资金。";
        assert!(with(Field::GoalsMet, other, is_overspending_explained));
        for text in ["超额完成任务。", "没有超支。", "超过计划数。"] {
            assert!(
                !with(Field::GoalsMet, text, is_overspending_explained),
                "{text}"
            );
        }
        assert!(explains_overspending("设计变更增加的费用由单位垫付"));
        assert!(!explains_overspending("平台一期已建设完成"));
    }

    #[test]
    fn unspent_money_is_explained_by_a_reason_for_payments() {
        for text in [
            "未支出100万元，因合同尾款待决算审计后支付。",
            "执行率25%，原因是补助由省厅直接发放。",
            "质保金按合同下年支付。",
        ] {
            assert!(
                with(Field::GoalsUnmet, text, is_underspending_explained),
                "{text}"
            );
        }
        for text in ["", "受益学生少于指标值，因学生转出。", "资金支出率50%。"]
        {
            assert!(
                !with(Field::GoalsUnmet, text, is_underspending_explained),
                "{text}"
            );
        }
    }
}
