//! Whose layout a form has, as far as its words say so plainly.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use super::word::Words;
use crate::policy::{self, Policy};

/// By policy, the words that its layout has and no other.
static OWN: LazyLock<Vec<BTreeSet<String>>> = LazyLock::new(|| {
    let layouts = policy::ALL.iter().map(|policy| policy.layout);
    let words: Vec<BTreeSet<String>> = layouts
        .map(|layout| {
            let printed = layout.printed().into_iter().chain([layout.title]);
            printed
                .filter_map(Words::of)
                .map(|words| words.plain)
                .collect()
        })
        .collect();
    let is_own = |word: &&String| words.iter().filter(|set| set.contains(*word)).count() == 1;
    words
        .iter()
        .map(|set| set.iter().filter(is_own).cloned().collect())
        .collect()
});

/// The policy whose layout has these words: three at least that no other has, and more than
/// any other has of its own.
pub(super) fn of(words: &BTreeSet<String>) -> Option<&'static Policy> {
    const FEWEST: usize = 3;
    let votes = OWN.iter().map(|own| own.intersection(words).count());
    let mut votes: Vec<(usize, &Policy)> = votes.zip(policy::ALL).collect();
    votes.sort_by_key(|(votes, _)| std::cmp::Reverse(*votes));
    match votes[..] {
        [(most, policy), (next, _), ..] if most >= FEWEST && most > next => Some(policy),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &[&str]) -> Option<&'static str> {
        let words = words.iter().filter_map(|text| Words::of(text));
        of(&words.map(|words| words.plain).collect()).map(|policy| policy.name)
    }

    #[test]
    fn every_layout_is_known_by_its_own_words() {
        for policy in policy::ALL {
            assert_eq!(named(&policy.layout.printed()), Some(policy.name));
        }
    }

    #[test]
    fn words_of_several_layouts_say_nothing() {
        assert_eq!(named(&["项目名称", "主管部门", "一级指标", "得分"]), None);
        assert_eq!(
            named(&["调整后预算数", "预算执行数", "是否公开", "网址"]),
            None
        );
        assert_eq!(named(&[]), None);
    }

    #[test]
    fn as_many_words_of_two_layouts_say_nothing() {
        let own = |policy: usize| OWN[policy].iter().take(3).cloned();
        let words: BTreeSet<String> = own(0).chain(own(1)).collect();
        assert_eq!(words.len(), 6);
        assert!(of(&words).is_none());
        assert!(of(&own(0).collect()).is_some());
        assert!(of(&own(0).take(2).collect()).is_none());
    }
}
