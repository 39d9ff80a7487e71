//! The sample (示例): the published report of 海口市公安局 for 2021, its person's name and
//! telephone number replaced, with the slips that its author made in the free text.

use crate::draft::Draft;
use crate::save::{self, Saved};

/// The draft that the page's 示例 loads and `dist/sample-report.html` shows.
pub fn sample() -> Draft {
    match save::read(include_str!("sample.json")) {
        Saved::Draft(draft) => draft,
        Saved::Newer(_) | Saved::Unknown => Draft::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;

    #[test]
    fn the_sample_is_the_haikou_report() {
        assert_eq!(sample().get(Field::BudgetUnit), "海口市公安局");
    }
}
