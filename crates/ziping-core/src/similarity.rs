//! How alike two texts are: by the letters that follow each other in both.

use crate::wording::is_han;

/// The rest of a longer text isn't compared.
const LONGEST: usize = 5000;

/// Every two letters of a text that follow each other, sorted; punctuation and white space
/// don't count.
#[derive(Debug)]
pub(crate) struct LetterPairs(Vec<(char, char)>);

impl LetterPairs {
    pub fn of(text: &str) -> LetterPairs {
        let letters: Vec<char> = text
            .chars()
            .filter(|c| is_han(*c) || c.is_alphanumeric())
            .take(LONGEST)
            .collect();
        let mut pairs: Vec<_> = letters.windows(2).map(|two| (two[0], two[1])).collect();
        pairs.sort_unstable();
        LetterPairs(pairs)
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether more than this many per cent of both texts' pairs are common to them.
    pub fn are_alike(&self, other: &LetterPairs, percent: usize) -> bool {
        self.common(other) * 2 * 100 > percent * (self.len() + other.len())
    }

    /// How many pairs both have, each as often as both have it.
    pub fn common(&self, other: &LetterPairs) -> usize {
        let (a, b) = (&self.0, &other.0);
        let (mut i, mut j, mut count) = (0, 0, 0);
        while i < a.len() && j < b.len() {
            match a[i].cmp(&b[j]) {
                std::cmp::Ordering::Less => i += 1,
                std::cmp::Ordering::Greater => j += 1,
                std::cmp::Ordering::Equal => {
                    (i, j, count) = (i + 1, j + 1, count + 1);
                }
            }
        }
        count
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pairs_count_as_often_as_both_have_them() {
        let pairs = LetterPairs::of;
        assert_eq!(pairs("一一一二").common(&pairs("一一，二二")), 2);
        assert!(pairs("甲乙丙丁戊").are_alike(&pairs("甲乙丙丁己"), 74));
        assert!(!pairs("甲乙丙丁戊").are_alike(&pairs("甲乙丙丁己"), 75));
        assert_eq!(pairs("A 1，A").common(&pairs("A1")), 1);
        assert!(!pairs("").are_alike(&pairs("甲"), 90));
    }

    proptest! {
        #[test]
        fn a_text_is_like_itself_and_both_ways_alike(a in "[一二三，]{2,20}", b in "[一二三，]{0,20}") {
            let (a, b) = (LetterPairs::of(&a), LetterPairs::of(&b));
            prop_assert_eq!(a.are_alike(&b, 50), b.are_alike(&a, 50));
            prop_assert_eq!(a.are_alike(&a, 99), a.len() > 0);
        }
    }
}
