//! Totals in a text with their parts: `共下达10万元，其中甲6万元，乙4万元`.

use std::sync::LazyLock;

use super::narrative::{gap, PARTS};
use super::{Amount, Measure, Mention, Quantity};
use crate::field::value::Yuan;
use crate::place::Span;
use crate::wording::Words;

/// A total and the parts that a text says it has.
#[derive(Debug)]
pub struct Sum {
    /// Where the total stands.
    pub total: Span,
    pub written: Yuan,
    pub sum: Yuan,
    list: List,
    smallest: Yuan,
    /// How far rounding may take the sum from the total.
    tolerance: Yuan,
}

/// Whether a list gives every part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    /// 分别为, 合计
    Complete,
    /// 其中: some may be left out.
    Open,
    /// 主要包括 … 等: some are left out.
    Partial,
}

impl Sum {
    /// Whether the parts can't make up the total. An open list is only in doubt where
    /// hardly anything is missing.
    pub fn differs(&self) -> bool {
        let difference = self.sum.distance(self.written);
        if difference <= self.tolerance {
            return false;
        }
        let twentyfold: Yuan = std::iter::repeat_n(difference, 20).sum();
        let is_little = twentyfold <= self.written && difference < self.smallest;
        match self.list {
            _ if self.sum > self.written => true,
            List::Complete => true,
            List::Open => is_little,
            List::Partial => false,
        }
    }
}

/// An amount that is no part: a comparison, a price, what is left.
static NO_PART: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "较", "比", "节约", "剩余", "结余", "单价", "每", "均", "尚", "未", "达到",
    ])
});
/// Some parts are left out.
static SOME: LazyLock<Words> = LazyLock::new(|| Words::new(["主要", "重点"]));

/// Every total that a sentence gives the parts of.
pub fn sums(text: &str, mentions: &[Mention]) -> Vec<Sum> {
    let mut sums = Vec::new();
    let mut start = 0;
    while start < mentions.len() {
        let mut sentence = mentions[start].sentence;
        let length = mentions[start..]
            .iter()
            .take_while(|mention| {
                // `共下达10万元。其中：甲6万元`
                let goes_on = mention.sentence.start == sentence.end
                    && text[mention.sentence.range()].starts_with("其中");
                if goes_on {
                    sentence = mention.sentence;
                }
                mention.sentence == sentence
            })
            .count();
        let amounts: Vec<Part<'_>> = (start..start + length)
            .filter_map(|i| Part::of(text, mentions, i))
            .collect();
        sums.extend(parts_after(&amounts));
        sums.extend(parts_before(&amounts));
        start += length;
    }
    sums
}

/// An amount of a sentence.
struct Part<'n> {
    mention: &'n Mention,
    amount: &'n Amount,
    /// A list of parts starts before it.
    starts_parts: bool,
    /// The list says that it is complete.
    is_complete: bool,
    /// The list says that there are more.
    is_partial: bool,
    /// Nothing but 合计 and a measure stands before it in its clause.
    is_bare_total: bool,
    is_no_part: bool,
}

impl<'n> Part<'n> {
    fn of(text: &'n str, mentions: &'n [Mention], i: usize) -> Option<Part<'n>> {
        let mention = &mentions[i];
        let Quantity::Amount(amount) = &mention.quantity else {
            return None;
        };
        // A rate in 元 is no part.
        if mention.measure == Some(Measure::ExecutionRate) {
            return None;
        }
        let words = gap(text, mentions, i);
        let label = &text[mention.subject.start..mention.span.start];
        let subject = &text[mention.subject.range()];
        let is_only_total = [
            "",
            "合计",
            "共计",
            "总计",
            "总共",
            "共",
            "资金",
            "资金合计",
            "项目共计",
        ]
        .contains(&subject);
        Some(Part {
            mention,
            amount,
            starts_parts: PARTS.are_in(words) || words.starts_with(['：', ':']),
            is_complete: words.contains("分别") || words.starts_with(['：', ':']),
            is_partial: SOME.are_in(words) || text[mention.span.end..].starts_with('等'),
            is_bare_total: mention.is_total
                && (is_only_total || subject == label.trim_end_matches([' ', '为', '：'])),
            is_no_part: NO_PART.are_in(label),
        })
    }

    fn measure(&self) -> Option<Measure> {
        match self.mention.measure {
            Some(Measure::FullYear | Measure::Budget | Measure::Initial) => {
                Some(Measure::Allocated)
            }
            // These words tell parts apart from nothing: 省级补助60万元，市级安排40万元.
            Some(Measure::Provided | Measure::Unspent) => None,
            measure => measure,
        }
    }
}

/// A total, 其中, its parts.
fn parts_after(amounts: &[Part<'_>]) -> Vec<Sum> {
    let starts: Vec<usize> = (1..amounts.len())
        .filter(|i| amounts[*i].starts_parts)
        .collect();
    // A list within a list is for a person to read.
    let &[start] = &starts[..] else {
        return Vec::new();
    };
    let (totals, parts) = amounts.split_at(start);
    let depth = parts[0].mention.depth;
    // What stands in brackets is of what stands before them: 920万元（年初860万元），其中….
    let totals: Vec<&Part<'_>> = totals
        .iter()
        .filter(|total| total.mention.depth <= depth)
        .collect();
    let inside = parts.iter().take_while(|part| part.mention.depth >= depth);
    let parts: Vec<&Part<'_>> = inside
        .filter(|part| part.mention.depth == depth && !part.is_no_part)
        .collect();
    // 年初 and 全年 of one source aren't parts of one total.
    let has = |measure| {
        parts
            .iter()
            .any(|part| part.mention.measure == Some(measure))
    };
    let has_stages = has(Measure::Initial) && has(Measure::FullYear);
    if has_stages || parts.iter().any(|part| part.mention.is_total) {
        return Vec::new();
    }
    let list = if parts.iter().any(|part| part.is_partial) {
        List::Partial
    } else if parts.iter().any(|part| part.is_complete) {
        List::Complete
    } else {
        List::Open
    };
    let mut sums = Vec::new();
    for (i, total) in totals.iter().enumerate() {
        let is_last = i + 1 == totals.len();
        let is_last_of_its_measure = totals[i + 1..]
            .iter()
            .all(|later| later.measure() != total.measure());
        if !is_last_of_its_measure {
            continue;
        }
        let mine: Vec<&Part<'_>> = parts
            .iter()
            .copied()
            .filter(|part| match part.measure() {
                None => is_last,
                measure => measure == total.measure(),
            })
            .collect();
        sums.extend(sum(total, &mine, list));
    }
    sums
}

/// Parts, then 合计 and their total.
fn parts_before(amounts: &[Part<'_>]) -> Option<Sum> {
    let at = amounts.iter().position(|part| part.is_bare_total)?;
    let (parts, total) = (&amounts[..at], &amounts[at]);
    let next_starts_parts = amounts.get(at + 1).is_some_and(|next| next.starts_parts);
    let is_list = parts.iter().all(|part| {
        !part.is_no_part
            && part.mention.depth == total.mention.depth
            && part.measure() == parts[0].measure()
    });
    let is_of_parts = total.measure().is_none_or(|measure| {
        parts
            .iter()
            .all(|part| part.measure().is_none_or(|of| of == measure))
    });
    let has_list_within = parts.iter().skip(1).any(|part| part.starts_parts);
    if next_starts_parts || !is_list || !is_of_parts || has_list_within {
        return None;
    }
    sum(total, &parts.iter().collect::<Vec<_>>(), List::Complete)
}

fn sum(total: &Part<'_>, parts: &[&Part<'_>], list: List) -> Option<Sum> {
    let mut all = parts.iter().copied().chain([total]);
    if parts.len() < 2 || all.any(|part| part.mention.is_approximate) {
        return None;
    }
    let amounts = || parts.iter().map(|part| part.amount);
    // Amounts in 元 are exact. Others may be rounded, all to the finest place written.
    let is_exact = amounts()
        .chain([total.amount])
        .all(|amount| amount.unit == "元");
    let finest = amounts().map(|amount| amount.tolerance).min()?;
    let finest = finest.min(total.amount.tolerance);
    let tolerance = std::iter::repeat_n(finest, parts.len() + 1).sum();
    Some(Sum {
        total: total.mention.span,
        written: total.amount.value,
        sum: amounts().map(|amount| amount.value).sum(),
        list,
        smallest: amounts().map(|amount| amount.value).min()?,
        tolerance: if is_exact { Yuan::ZERO } else { tolerance },
    })
}

#[cfg(test)]
mod tests {
    use crate::draft::Draft;
    use crate::field::Field;
    use crate::Subject;

    /// The totals that differ from the sums of their parts, as `written≠sum`.
    fn differing(text: &str) -> Vec<String> {
        let mut draft = Draft::default();
        draft.set(Field::GoalsMet, text);
        let subject = Subject::of(&draft, None);
        let sums = super::sums(text, &subject.narratives[0].mentions);
        let differing = sums.iter().filter(|sum| sum.differs());
        differing
            .map(|sum| format!("{}≠{}", sum.written, sum.sum))
            .collect()
    }

    #[test]
    fn real_reports_sums_are_found_wrong() {
        for (text, found) in [
            (
                "总投资269,847,166.9元，其中：工程费218431364.09元，其他费用34695937.72元，预备费12656365元，利息4063500元。",
                "269847166.90≠269847166.81",
            ),
            ("下达2455.5万元，包括甲项目87.5万元，乙项目2350万元。", "24555000≠24375000"),
            (
                "甲1435万元、乙25万元、丙55万元、丁700万元、戊6万元、己14万元、庚18万元，共计2263万元。",
                "22630000≠22530000",
            ),
            (
                "支出2956.36万元，其中人员2424.00万元、公用432.65万元、项目93.12万元、其他6.5万元。",
                "29563600≠29562700",
            ),
            ("财政拨款60元、自筹40元，合计90元。", "90≠100"),
            ("共计100元（其中：甲60元，乙50元）。", "100≠110"),
            ("甲、乙分别为60万元和30万元，合计100万元。", "1000000≠900000"),
            ("支出100万元，其中甲、乙分别为60万元和30万元。", "1000000≠900000"),
            ("共计100万元：甲60万元，乙30万元。", "1000000≠900000"),
            ("甲支出60元、乙支出40元，合计支出90元。", "90≠100"),
            ("甲60元、乙40元，前述合计90元。", "90≠100"),
            (
                "共计下达100万元，支出80万元，其中：甲下达60万元，支出30万元，乙下达50万元，支出50万元。",
                "1000000≠1100000",
            ),
            ("共下达100元。其中甲60元，乙50元。", "100≠110"),
            ("全年预算100元（年初80元，追加20元），其中甲60元、乙50元。", "100≠110"),
            ("甲60元、乙40元，共90元。", "90≠100"),
            ("年初预算数共100元，其中甲年初预算数60元，乙年初预算数50元。", "100≠110"),
        ] {
            assert_eq!(differing(text), [found], "{text}");
        }
    }

    #[test]
    fn a_sum_that_may_be_right_is_left_alone() {
        for text in [
            "共计下达1838.87万元，于当年支出362.75万元，其中：甲下达1800万元，支出323.88万元；乙下达38.87万元，支出38.87万元。",
            "支出362.75万元，其中工资100万元、办公费50万元。",
            "支出100万元，其中甲92万元，乙4万元。",
            "甲60元，乙40元。合计90元。",
            "甲下达60元，乙下达40元，合计支出90元。",
            "设备60元，材料20元，合计90元，其中甲50元、乙40元。",
            "支出100万元，主要包括工程60万元、设备36万元等。",
            "全年预算920万元，其中：中央资金500万元、省级资金300万元、市级资金120万元，共920万元。",
            "全年预算920万元（年初860万元，追加60万元），其中中央500万元，省级300万元，市级120万元。",
            "全年预算数920万元；其中：财政资金：年初预算数860万元，全年预算数920万元。",
            "支出100万元，其中甲50万元，较上年增加10万元，乙50万元。",
            "下达100万元，支出80万元，其中设备30万元、工程50万元。",
            "服务器3台，单价5万元，运费1万元，合计16万元。",
            "共计100万元，其中：甲60万元（设备40万元、安装20万元），乙40万元。",
            "下达100万元，支出80万元，合计节约20万元。",
            "约100万元，其中甲60万元，乙50万元。",
            "占比33.33万元、33.33万元、33.33万元，合计100万元。",
            "投资500万元，其中甲200万元，包括设备150万元、安装60万元。",
            "支出100元，其中设备60元、材料30元，共计90元。",
        ] {
            assert_eq!(differing(text), Vec::<String>::new(), "{text}");
        }
    }
}
