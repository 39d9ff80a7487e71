//! Execution rates (执行率): one of the two places that divide and round.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::field::value::{Percent, Yuan};

/// 预算执行率 ＝ 全年执行数 ÷ 全年预算数 × 100%, half up to two decimals.
///
/// Source: 财预〔2020〕10号 appendix 《项目支出绩效自评表》, column 执行率 [from memory];
/// the Hainan form computes it so: 30000 ÷ 120000 = 25%. The denominator is the full-year
/// (adjusted) budget, never the initial one. Worked example, the Haikou report of 2021:
/// 3627500 ÷ 18388700 = 19.7267…% → 19.73%.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionRate {
    /// 预算数或执行数未填，或不是数.
    Unknown,
    /// 无预算、无支出: no rate; the system of Hainan prints `0`.
    NoBudget,
    /// 无预算却有支出: an error of the figures, no rate.
    SpentWithoutBudget,
    /// The rounded rate; above 100% where more was spent than budgeted.
    Of(Percent),
}

impl ExecutionRate {
    pub fn of(executed: Option<Yuan>, full_year_budget: Option<Yuan>) -> ExecutionRate {
        let (Some(executed), Some(budget)) = (executed, full_year_budget) else {
            return ExecutionRate::Unknown;
        };
        if budget.is_negative() || executed.is_negative() {
            return ExecutionRate::Unknown;
        }
        match (budget.is_zero(), executed.is_zero()) {
            (true, true) => ExecutionRate::NoBudget,
            (true, false) => ExecutionRate::SpentWithoutBudget,
            (false, _) => percentage(executed, budget).map_or(ExecutionRate::Unknown, |exact| {
                ExecutionRate::Of(half_up(exact))
            }),
        }
    }

    pub fn percent(self) -> Option<Percent> {
        match self {
            ExecutionRate::Of(percent) => Some(percent),
            _ => None,
        }
    }

    /// Whether there is a rate and it is below this many per cent, as printed.
    pub fn is_below(self, percent: u32) -> bool {
        let limit = Percent::rounded(percent.into());
        self.percent().is_some_and(|rate| rate < limit)
    }

    /// As the page shows it: `19.73%`, `—` where there is none.
    pub fn show(self) -> String {
        match self {
            ExecutionRate::Of(percent) => percent.to_string(),
            _ => "—".to_owned(),
        }
    }
}

/// `part` in percent of `whole`, to 28 significant digits.
///
/// That is as good as exact for [`half_up`]: a rate that isn't halfway between two
/// hundredths differs from there by at least 1/(200·whole in the smallest unit), which is
/// more than the 28 digits leave out for any amount that a [`Yuan`] can hold.
fn percentage(part: Yuan, whole: Yuan) -> Option<Decimal> {
    part.decimal()
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(whole.decimal())
}

/// Half up to two decimals (四舍五入保留两位).
fn half_up(exact: Decimal) -> Percent {
    Percent::rounded(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
}

/// Cut off after two decimals (截断), as some systems do where they should round;
/// only to recognise a figure that was made that way: 19.7267…% → 19.72%.
pub fn truncated(executed: Yuan, full_year_budget: Yuan) -> Option<Percent> {
    let exact = percentage(executed, full_year_budget)?;
    Some(Percent::rounded(
        exact.round_dp_with_strategy(2, RoundingStrategy::ToZero),
    ))
}

/// Whether somebody wrote this rate, rounded half up to the decimals written: 20%, 19.7% and
/// 19.73% for 3627500 ÷ 18388700.
pub fn is_written(written: Percent, executed: Yuan, full_year_budget: Yuan) -> bool {
    percentage(executed, full_year_budget).is_some_and(|exact| is_rounded(written, exact))
}

/// Whether somebody wrote this rate as a share of 1: 0.2 and 0.1973 for the same.
pub fn is_written_as_share(written: Percent, executed: Yuan, full_year_budget: Yuan) -> bool {
    let share = executed.decimal().checked_div(full_year_budget.decimal());
    share.is_some_and(|exact| is_rounded(written, exact))
}

fn is_rounded(written: Percent, exact: Decimal) -> bool {
    let written = written.decimal();
    let half_up = RoundingStrategy::MidpointAwayFromZero;
    written == exact.round_dp_with_strategy(written.scale(), half_up)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn yuan(text: &str) -> Option<Yuan> {
        Yuan::read(text).value()
    }

    fn rate(executed: &str, budget: &str) -> String {
        ExecutionRate::of(yuan(executed), yuan(budget)).show()
    }

    #[test]
    fn a_rate_is_compared_to_the_decimals_it_was_written_with() {
        // 362.8 ÷ 1000 is 36.28%.
        let is_written = |rate: &str| {
            let rate = Percent::read(rate).value().unwrap();
            is_written(rate, yuan("362.8").unwrap(), yuan("1000").unwrap())
        };
        assert!(is_written("36.28%") && is_written("36.3%") && is_written("36%"));
        assert!(!is_written("36.30%") && !is_written("36.00%") && !is_written("36.0%"));
    }

    #[test]
    fn the_rate_of_the_haikou_report_rounds_half_up() {
        assert_eq!(rate("3627500", "18388700"), "19.73%");
        assert_eq!(
            truncated(yuan("3627500").unwrap(), yuan("18388700").unwrap())
                .unwrap()
                .to_string(),
            "19.72%"
        );
        assert_eq!(rate("323.88万元", "1800万元"), "17.99%");
        assert_eq!(rate("38.87万", "38.87万"), "100.00%");
    }

    #[test]
    fn the_rate_of_the_hainan_form_is_a_quarter() {
        assert_eq!(rate("30,000.00", "120,000.00"), "25.00%");
    }

    #[test]
    fn a_rate_is_known_in_the_decimals_that_it_was_written_with() {
        let (executed, budget) = (yuan("3627500").unwrap(), yuan("18388700").unwrap());
        let percent = |text| Percent::read(text).value().unwrap();
        for written in ["20%", "19.7", "19.73%", "19.727%"] {
            assert!(is_written(percent(written), executed, budget), "{written}");
        }
        for written in ["19%", "19.72%", "0.2"] {
            assert!(!is_written(percent(written), executed, budget), "{written}");
        }
        for written in ["0.2", "0.20", "0.1973"] {
            assert!(
                is_written_as_share(percent(written), executed, budget),
                "{written}"
            );
        }
        assert!(!is_written_as_share(percent("0.19"), executed, budget));
        assert!(!is_written(percent("0"), executed, Yuan::ZERO));
    }

    #[test]
    fn a_limit_is_compared_with_the_printed_rate() {
        let of = |executed| ExecutionRate::of(yuan(executed), yuan("100"));
        assert!(of("89.99").is_below(90));
        assert!(!of("89.995").is_below(90));
        assert!(!ExecutionRate::NoBudget.is_below(90));
    }

    #[test]
    fn exactly_half_a_hundredth_goes_up() {
        assert_eq!(rate("0.5", "10000"), "0.01%");
        assert_eq!(rate("1.5", "10000"), "0.02%");
        assert_eq!(rate("0.49", "10000"), "0.00%");
        assert_eq!(rate("199.95", "200"), "99.98%");
    }

    #[test]
    fn without_a_budget_there_is_no_rate() {
        let of = |executed, budget| ExecutionRate::of(yuan(executed), yuan(budget));
        assert_eq!(of("0", "0"), ExecutionRate::NoBudget);
        assert_eq!(of("1", "0"), ExecutionRate::SpentWithoutBudget);
        assert_eq!(of("", "0"), ExecutionRate::Unknown);
        assert_eq!(of("1", "-1"), ExecutionRate::Unknown);
        assert_eq!(rate("0", "0"), "—");
    }

    #[test]
    fn more_than_the_budget_is_more_than_100_percent() {
        assert_eq!(rate("150", "100"), "150.00%");
        assert_eq!(rate("999999999999999", "0.01"), "9999999999999990000.00%");
    }

    /// The same rate in whole numbers, without any decimal type.
    fn oracle(executed_fen: i128, budget_fen: i128) -> String {
        let hundredths = (2 * executed_fen * 10_000 + budget_fen) / (2 * budget_fen);
        let (whole, rest) = (hundredths / 100, hundredths % 100);
        format!("{whole}.{rest:02}%")
    }

    proptest! {
        #[test]
        fn every_rate_equals_the_integer_oracle(
            executed in prop_oneof![0i64..=100_000, 0i64..=99_999_999_999_999_999],
            budget in prop_oneof![1i64..=100_000, 1i64..=99_999_999_999_999_999],
        ) {
            let fen = |n: i64| Yuan::read(&format!("{}.{:02}", n / 100, n % 100)).value();
            let rate = ExecutionRate::of(fen(executed), fen(budget)).show();
            prop_assert_eq!(rate, oracle(executed.into(), budget.into()));
        }
    }
}
