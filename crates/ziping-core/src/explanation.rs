//! What the texts explain of the figures (说明): whether somebody gave a reason for what the
//! funds table shows. Whether the reason holds is for people.

use std::ops::Range;
use std::sync::LazyLock;

use crate::field::Field;
use crate::place::Place;
use crate::wording::Words;
use crate::Subject;

/// 追加、调减 and the like, of a budget. They begin with characters that texts seldom have,
/// so that nearly every one is passed over: 预备费 and 统筹收回 without their first.
const CHANGE: [&str; 12] = [
    "追加",
    "追减",
    "调增",
    "调减",
    "核增",
    "核减",
    "压减",
    "增拨",
    "调剂",
    "备费",
    "筹收回",
    "调整",
];
static CHANGES: LazyLock<Words> = LazyLock::new(|| Words::new(CHANGE));
/// What a sentence has that explains a change: such a word, or a document's number.
static SIGNS: LazyLock<Words> = LazyLock::new(|| Words::new(CHANGE.into_iter().chain(["号"])));
/// What stands before or after 调整 where a budget was adjusted.
const BEFORE_ADJUSTED: &[&str] = &["预算", "了", "所"];
const AFTER_ADJUSTED: &[&str] = &["预算", "为", "后"];
/// What says so in 「预算调整说明」, where nothing else is spoken of.
static CHANGES_THERE: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "调整", "增加", "减少", "下达", "收回", "统筹", "结转", "结余", "划转",
    ])
});
/// What is done by a document that gives money: 下达…〔2021〕5号.
const GRANTS: &[&str] = &["下达", "安排", "拨付", "批复", "拨入"];
const MONEY: &[&str] = &["预算", "资金", "经费", "财政", "万元", "亿元"];

/// More was spent than budgeted.
static OVERSPENDING: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
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
    ])
});
/// What says so where only this is spoken of.
static OVERSPENDING_THERE: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "超出", "超过", "大于", "垫付", "垫支", "结转", "自筹", "上年", "变更", "增加",
    ])
});

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
    let own = subject.form.text(&Place::of(Field::BudgetAdjustment));
    let is_explained = |text: &str| {
        let mut read = 0;
        SIGNS.find(text).any(|(at, _)| {
            if at < read {
                return false;
            }
            let sentence = sentence(text, read, at);
            read = sentence.end;
            explains_change(&text[sentence])
        })
    };
    said(own, &CHANGES).next().is_some()
        || said(own, &CHANGES_THERE).next().is_some()
        || document_numbers(own).next().is_some()
        || told(subject).any(is_explained)
}

fn explains_change(sentence: &str) -> bool {
    let mut changes = said(sentence, &CHANGES);
    let is_change = changes.any(|at| is_change(sentence, at)) && has(sentence, MONEY);
    is_change || document_numbers(sentence).next().is_some() && has(sentence, GRANTS)
}

/// The sentence that `at` is in, `from` being where one ends before it.
fn sentence(text: &str, from: usize, at: usize) -> Range<usize> {
    let start = text[from..at].rfind(is_stop);
    let end = text[at..].find(is_stop);
    start.map_or(from, |start| from + start)..end.map_or(text.len(), |end| at + end)
}

/// Whether the word of [`CHANGES`] that stands here is one of a budget: 调整 may be of anything.
fn is_change(text: &str, at: usize) -> bool {
    let Some(after) = text[at..].strip_prefix("调整") else {
        return true;
    };
    BEFORE_ADJUSTED
        .iter()
        .any(|word| text[..at].ends_with(word))
        || AFTER_ADJUSTED.iter().any(|word| after.starts_with(word))
}

/// Whether a text says why more was spent than budgeted.
pub(crate) fn is_overspending_explained(subject: &Subject<'_>) -> bool {
    let own = subject.form.text(&Place::of(Field::BudgetAdjustment));
    let is_explained = |text| said(text, &OVERSPENDING).next().is_some();
    explains_overspending(own) || told(subject).any(is_explained)
}

/// Whether a text about nothing else says why more was spent than there was.
pub(crate) fn explains_overspending(text: &str) -> bool {
    [&OVERSPENDING, &OVERSPENDING_THERE, &CHANGES]
        .into_iter()
        .any(|words| said(text, words).next().is_some())
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
        .flat_map(|text| text.split(is_stop))
        .any(|sentence| has(sentence, PAYMENTS) && has(sentence, UNSPENT))
}

/// The narratives but the plan for what comes after.
fn told<'s, 'd>(subject: &'s Subject<'d>) -> impl Iterator<Item = &'d str> + 's {
    let narratives = subject.narratives.iter();
    narratives
        .filter(|narrative| narrative.field != Field::FollowUpPlan)
        .map(|narrative| narrative.text)
}

fn is_stop(c: char) -> bool {
    matches!(c, '。' | '；' | '！' | '？' | '\n')
}

fn has(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// Where one of the words stands without being denied.
fn said<'t>(text: &'t str, words: &'static Words) -> impl Iterator<Item = usize> + 't {
    let is_denied = |at: usize| DENIALS.iter().any(|denial| text[..at].ends_with(denial));
    let found = words.find(text).map(|(at, _)| at);
    found.filter(move |at| !is_denied(*at))
}

/// Where a document's number ends: `〔2021〕5号`, in whatever brackets.
fn document_numbers(text: &str) -> impl Iterator<Item = usize> + '_ {
    let found = text.match_indices('号').map(|(at, _)| at);
    found.filter(|at| {
        let before = text[..*at].trim_end_matches(|c: char| c.is_numeric());
        before.len() < *at && before.ends_with(['〕', '】', ']', '］', '）', ')'])
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
            "年中根据实际需要对预算进行了调整。",
            "从县级预备费中安排资金450万元。",
            "依据海公通〔2016〕201号办法执行。增加工程量两项，追加预算50万元。",
            "追加预算50万元。",
        ] {
            assert!(with(Field::Decision, text, is_change_explained), "{text}");
        }
        for text in [
            "项目资金严格按照预算使用。",
            "依据《办法》（海公通〔2016〕201号）执行。",
            "年中没有追加预算。",
            "追加工程量两项。",
            "追加工程量两项。资金由本单位解决",
            "依据海公通〔2016〕201号办法执行。预算资金已到位。追加工程量两项。",
            "依据海公通〔2016〕201号办法执行；下达任务两项。",
            "安排1号楼维修资金10万元。",
            "加强资金统筹，严格控制支出。",
            "根据资金情况，项目内容有调整。",
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

    #[test]
    fn a_long_text_of_documents_is_read_once() {
        let text = "〔2021〕5号".repeat(30_000);
        assert!(!with(Field::Decision, &text, is_change_explained));
    }

    #[test]
    fn a_documents_number_has_its_digits() {
        for (text, count) in [
            ("〔2021〕5号、[2021]６号、（2021）17号", 3),
            ("海财预〔2021〕号", 0),
            ("（市级）号召", 0),
            ("5号楼", 0),
        ] {
            assert_eq!(document_numbers(text).count(), count, "{text}");
        }
    }
}
