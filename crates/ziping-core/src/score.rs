//! Scores (得分): the other of the two places that divide and round. Points are rounded
//! half up to two decimals, once, from exact values.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::field::value::{Percent, Points, Quantity, Reading, Yuan};
use crate::field::{Field, Value};
use crate::form::Form;
use crate::funds::{Figures, Stage};
use crate::indicator::{indicators, Band, Group, Indicator, Nature};
use crate::place::Place;
use crate::policy::{Policy, Reverse};

/// What an indicator's score must be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// 定量: this score.
    Exact(Points),
    /// 定性: within the range of its band. The upper end is itself allowed only in the
    /// highest band.
    Within {
        low: Points,
        high: Points,
        with_high: bool,
    },
    /// Something is missing or can't be compared.
    Unknown,
}

/// An indicator with its figures.
#[derive(Clone, Debug)]
pub struct Scored<'d> {
    pub indicator: Indicator<'d>,
    /// Of a qualitative one, and of one that was late: the band that its words are in.
    pub band: Option<Band>,
    /// 完成率, at most 100%; `None` for qualitative ones.
    pub completion: Option<Percent>,
    pub expected: Expected,
    /// The score that counts where none is typed; `None` where it is a person's to decide.
    pub computed: Option<Points>,
    /// The score that counts: the typed one, else the computed one.
    pub score: Option<Points>,
}

/// 评价等级
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Grade {
    /// 优
    Excellent,
    /// 良
    Good,
    /// 中
    Fair,
    /// 差
    Poor,
}

impl Grade {
    /// 90（含）以上为优，80（含）至 90 为良，60（含）至 80 为中，60 以下为差: half-open, so
    /// that no score falls between two grades. Source: 财预〔2020〕10号第十七条 [from memory].
    /// Worked example: 46.35 → 差; 89.5 → 良; 90 → 优.
    pub fn of(total: Points) -> Grade {
        let at_least = |points| total >= Points::whole(points);
        if at_least(90) {
            Grade::Excellent
        } else if at_least(80) {
            Grade::Good
        } else if at_least(60) {
            Grade::Fair
        } else {
            Grade::Poor
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            Grade::Excellent => "优",
            Grade::Good => "良",
            Grade::Fair => "中",
            Grade::Poor => "差",
        }
    }
}

/// A group's (一级指标) weights and scores together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Subtotal {
    pub group: Group,
    pub weight: Points,
    /// `None` while a score is missing.
    pub score: Option<Points>,
}

/// Every score of a form.
#[derive(Debug)]
pub struct Scores<'d> {
    pub indicators: Vec<Scored<'d>>,
    /// 预算执行率的分值: the policy's, unless another is typed.
    pub execution_weight: Points,
    /// 预算执行率得分, computed; `None` where there is no rate.
    pub execution: Option<Points>,
    /// 预算执行率得分 as typed. It counts where there is no rate: then it is a person's
    /// decision.
    pub typed_execution: Option<Points>,
    /// The groups that there are, in the order of [`Group::ALL`].
    pub subtotals: Vec<Subtotal>,
    /// 分值合计, 执行率 included.
    pub weight: Points,
    /// 总分; `None` while a score is missing or there are no indicators.
    pub total: Option<Points>,
    pub grade: Option<Grade>,
}

impl<'d> Scores<'d> {
    pub fn of(form: &Form<'d>, figures: &Figures, policy: &Policy) -> Scores<'d> {
        let indicators: Vec<Scored<'d>> = indicators(form)
            .into_iter()
            .map(|indicator| score(indicator, form, policy))
            .collect();
        let execution_weight = match form.value(&Place::of(Field::ExecutionWeight)) {
            Value::Points(own) if *own > Points::ZERO => *own,
            _ => Points::whole(policy.execution_weight),
        };
        let executed = figures.total.amount(Stage::Executed);
        let budget = figures.total.amount(Stage::FullYear);
        let execution = execution_score(executed, budget, execution_weight);
        let typed_execution = match form.value(&Place::of(Field::ExecutionScore)) {
            Value::Points(points) => Some(*points),
            _ => None,
        };
        let subtotals = subtotals(&indicators);
        let weights = indicators
            .iter()
            .filter_map(|scored| scored.indicator.weight);
        let weight = execution_weight + weights.sum();
        let total = execution
            .or(typed_execution)
            .filter(|_| filled(&indicators).next().is_some())
            .and_then(|execution| Some(execution + sum(filled(&indicators))?));
        Scores {
            indicators,
            execution_weight,
            execution,
            typed_execution,
            subtotals,
            weight,
            total,
            grade: total.map(Grade::of),
        }
    }

    /// The rows that hold an indicator; others stand in the form for what the project
    /// doesn't have.
    pub fn filled(&self) -> impl Iterator<Item = &Scored<'d>> {
        filled(&self.indicators)
    }

    /// Whether there are indicators and each has its full score (全部满分).
    pub fn are_full(&self) -> bool {
        self.filled().next().is_some() && self.filled().all(Scored::is_full)
    }

    /// The indicators' weights together; `None` while one is missing.
    pub fn indicator_weight(&self) -> Option<Points> {
        self.filled().map(|scored| scored.indicator.weight).sum()
    }

    /// The indicators' scores together; `None` while one is missing.
    pub fn indicator_score(&self) -> Option<Points> {
        sum(self.filled())
    }

    /// 指标得分率 and 执行率得分率, where the execution scores less than 80% of its weight and
    /// the first is ahead by more than 5% of itself: (a − b) ÷ a > 5%, so 19a > 20b.
    ///
    /// Source: the warning of a system in use. Worked example: 72 of 90 is 80%, 7.6 of 10 is
    /// 76%, (80 − 76) ÷ 80 = 5%: not yet; 72.01 of 90 is ahead.
    pub fn ahead_of_spending(&self) -> Option<(Percent, Percent)> {
        let (weight, score) = (self.indicator_weight()?, self.indicator_score()?);
        let execution = self.execution?;
        let one = Points::whole(1);
        let product = |factor: u32, a: Points, b: Points| {
            let product = a.decimal().checked_mul(b.decimal())?;
            product.checked_mul(factor.into())
        };
        let is_ahead = product(19, score, self.execution_weight)? > product(20, execution, weight)?;
        let is_slow = product(5, execution, one)? < product(4, self.execution_weight, one)?;
        (is_ahead && is_slow).then_some((
            score_rate(score, weight)?,
            score_rate(execution, self.execution_weight)?,
        ))
    }
}

impl Scored<'_> {
    /// Whether the score that counts is the whole weight (满分), or even more.
    pub fn is_full(&self) -> bool {
        let weight = self.indicator.weight;
        weight.is_some() && self.score >= weight
    }

    /// Whether the target was not reached: by its figures, or by the words of its band.
    pub fn is_unmet(&self) -> bool {
        match self.expected {
            Expected::Exact(computed) => self.indicator.weight > Some(computed),
            Expected::Within { with_high, .. } => !with_high,
            Expected::Unknown => false,
        }
    }

    /// Whether the score that counts, or the one that is due, is less than the weight.
    pub fn falls_short(&self) -> bool {
        let counted = self.score.zip(self.indicator.weight);
        self.is_unmet() || counted.is_some_and(|(score, weight)| score < weight)
    }
}

/// The rows that hold an indicator.
fn filled<'s, 'd>(scored: &'s [Scored<'d>]) -> impl Iterator<Item = &'s Scored<'d>> {
    scored.iter().filter(|scored| !scored.indicator.is_blank)
}

/// The scores together, each as the form prints it: a score that is rounded afterwards (D18)
/// moves no total over a limit. `None` while one is missing.
///
/// Source: 财预〔2020〕10号第十五条, 总分由各项得分汇总 [from memory]. Worked example, the form of
/// 海南省农垦实验中学: 3.85 + 0 + 30 + 10 = 43.85, with 2.5 for the execution 46.35. Three times
/// 3.334 is 9.99, not 10.00.
fn sum<'s>(scored: impl Iterator<Item = &'s Scored<'s>>) -> Option<Points> {
    scored.map(|scored| scored.score.map(printed)).sum()
}

/// The sums by 一级指标. Worked example, the same form: 产出指标 3.85 + 0 = 3.85 of 50,
/// 效益指标 30 of 30, 满意度指标 10 of 10.
fn subtotals(indicators: &[Scored<'_>]) -> Vec<Subtotal> {
    Group::ALL
        .into_iter()
        .filter_map(|group| {
            let of_group: Vec<&Scored<'_>> = filled(indicators)
                .filter(|scored| scored.indicator.group == Some(group))
                .collect();
            (!of_group.is_empty()).then(|| Subtotal {
                group,
                weight: of_group.iter().filter_map(|s| s.indicator.weight).sum(),
                score: sum(of_group.iter().copied()),
            })
        })
        .collect()
}

/// 预算执行率得分 ＝ 分值 × 未舍入的执行率, at most the weight.
///
/// Source: 财预〔2020〕10号 [from memory]; 海南省农垦实验中学 2023: 10 × 30000 ÷ 120000 = 2.5.
/// The rate isn't rounded first: 10 × 3627500 ÷ 18388700 = 1.9726… → 1.97.
pub fn execution_score(
    executed: Option<Yuan>,
    full_year_budget: Option<Yuan>,
    weight: Points,
) -> Option<Points> {
    let (executed, budget) = (executed?, full_year_budget?);
    if budget.is_zero() || budget.is_negative() || executed.is_negative() {
        return None;
    }
    let exact = weight
        .decimal()
        .checked_mul(executed.decimal())?
        .checked_div(budget.decimal())?;
    Some(half_up(exact.min(weight.decimal())))
}

fn score<'d>(indicator: Indicator<'d>, form: &Form<'d>, policy: &Policy) -> Scored<'d> {
    let ratio = indicator.numbers().and_then(|(target, actual)| {
        completion(&target, &actual, indicator.nature, policy.reverse)
    });
    let band = match indicator.nature {
        _ if indicator.is_late => Some(Band::Short),
        Nature::Qualitative => Band::read(form.text(&indicator.place(Field::IndicatorActual))),
        _ => None,
    };
    let expected = match (band, indicator.weight, ratio) {
        (Some(band), Some(weight), _) => within(band, weight, policy),
        (None, Some(weight), Some(ratio)) => ratio
            .of(weight.decimal())
            .map_or(Expected::Unknown, |exact| Expected::Exact(half_up(exact))),
        _ => Expected::Unknown,
    };
    let computed = match expected {
        Expected::Exact(points) => Some(points),
        // 达成 without a typed score counts in full; a lower band is a person's decision.
        Expected::Within {
            high,
            with_high: true,
            ..
        } => Some(high),
        _ => None,
    };
    let completion =
        ratio.and_then(|ratio| Some(Percent::rounded(rounded(ratio.of(Decimal::ONE_HUNDRED)?))));
    Scored {
        band,
        completion,
        expected,
        computed,
        score: indicator.typed_score.or(computed),
        indicator,
    }
}

/// An exact fraction from 0 to 1: divided only when it meets what it is a part of.
#[derive(Clone, Copy, Debug)]
struct Fraction {
    part: Decimal,
    whole: Decimal,
}

impl Fraction {
    const ONE: Fraction = Fraction {
        part: Decimal::ONE,
        whole: Decimal::ONE,
    };
    const ZERO: Fraction = Fraction {
        part: Decimal::ZERO,
        whole: Decimal::ONE,
    };

    fn of(self, whole: Decimal) -> Option<Decimal> {
        whole.checked_mul(self.part)?.checked_div(self.whole)
    }
}

/// 完成率: how much of the target was reached, from 0 to 1, A the target, B what was reached.
///
/// - ≥, >, =: B ≥ A is full, else B ÷ A. Source: 财预〔2020〕10号第十五条 [from memory] and a
///   system in use; 海南省农垦实验中学 2023: 10 ÷ 52 = 19.23%, 20 × 10 ÷ 52 = 3.85.
/// - =, A = 0: full for 0, else nothing (a system in use).
/// - ≤, <: B ≤ A is full. Beyond, 线性扣减: 1 − (B − A) ÷ A, nothing from 2A on (a system in
///   use): A 30, B 36 → 0.8. Or 比值: A ÷ B (湖北表注 16): 30 ÷ 36 = 0.8333…
/// - What is below 0 counts as 0 (a system in use).
fn completion(
    target: &Quantity,
    actual: &Quantity,
    nature: Nature,
    reverse: Reverse,
) -> Option<Fraction> {
    let (a, b) = (target.decimal(), actual.decimal().max(Decimal::ZERO));
    if a.is_sign_negative() && !a.is_zero() {
        return None;
    }
    let fraction = |part, whole| Some(Fraction { part, whole });
    match nature {
        Nature::Qualitative => None,
        // What was met exactly is met whichever way is good.
        Nature::Unstated if a == b => Some(Fraction::ONE),
        Nature::Unstated => None,
        Nature::Exactly if a.is_zero() && !b.is_zero() => Some(Fraction::ZERO),
        Nature::AtLeast | Nature::Above | Nature::Exactly if b >= a => Some(Fraction::ONE),
        Nature::AtLeast | Nature::Above | Nature::Exactly => fraction(b, a),
        Nature::AtMost | Nature::Below if b <= a => Some(Fraction::ONE),
        // For a target of 0 both give nothing.
        Nature::AtMost | Nature::Below => match reverse {
            Reverse::Linear if b >= a + a => Some(Fraction::ZERO),
            Reverse::Linear => fraction(a + a - b, a),
            Reverse::Ratio => fraction(a, b),
        },
    }
}

/// 三档区间: 达成 [high%, 100%], 部分达成 [low%, high%), 未达成 [0, low%) of the weight.
/// Source: 财预〔2020〕10号第十五条 [from memory], 80 and 60; 湖北表注 16: 80 and 50. Worked
/// example: of 8 points 达成 has [6.40，8.00], 部分达成 [4.80，6.40), 未达成 [0，4.80); in 湖北 the
/// last two meet at 4.00. What is 部分达成或未达成 has [0，6.40).
fn within(band: Band, weight: Points, policy: &Policy) -> Expected {
    let [upper, lower] = policy.bands;
    let part = |percent: u32| {
        let hundredths = Decimal::from_parts(percent, 0, 0, false, 2);
        weight.decimal().checked_mul(hundredths).map(half_up)
    };
    let (low, high) = match band {
        Band::Reached => (part(upper), Some(weight)),
        Band::Partly => (part(lower), part(upper)),
        Band::Missed => (Some(Points::ZERO), part(lower)),
        Band::Short => (Some(Points::ZERO), part(upper)),
    };
    let with_high = band == Band::Reached;
    let within = |(low, high)| Expected::Within {
        low,
        high,
        with_high,
    };
    low.zip(high).map_or(Expected::Unknown, within)
}

impl Expected {
    /// Whether a typed score can stand.
    pub fn allows(self, score: Points) -> bool {
        match self {
            Expected::Exact(points) => score == points,
            Expected::Within {
                low,
                high,
                with_high,
            } => score >= low && (score < high || with_high && score == high),
            Expected::Unknown => true,
        }
    }

    /// `3.85`, `[8.00，10.00]`, `[6.00，8.00)`.
    pub fn show(self) -> Option<String> {
        match self {
            Expected::Exact(points) => Some(points.to_string()),
            Expected::Within {
                low,
                high,
                with_high,
            } => Some(format!(
                "[{low}，{high}{}",
                if with_high { ']' } else { ')' }
            )),
            Expected::Unknown => None,
        }
    }
}

/// How far over the target the actual value is, compared with `percent` of it: whether
/// B ≥ A × percent. Nothing for a target of 0 and for reverse indicators.
///
/// Source: systems in use, 120% to look at it and 130% (广西) to explain it; 财预〔2020〕10号
/// 第十五条 [from memory] says 较多. Worked example: A 52, B 100 is 192.31%, over both; A 50,
/// B 60 is 120%, over the first.
pub fn is_over(indicator: &Indicator<'_>, percent: u32) -> bool {
    let Some((target, actual)) = indicator.numbers() else {
        return false;
    };
    let is_forward = matches!(
        indicator.nature,
        Nature::AtLeast | Nature::Above | Nature::Exactly
    );
    let limit = target
        .decimal()
        .checked_mul(Decimal::from_parts(percent, 0, 0, false, 2));
    is_forward
        && target.decimal() > Decimal::ZERO
        && limit.is_some_and(|limit| actual.decimal() >= limit)
}

/// The actual value in % of the target, unlimited: 100 of 52 is 192.31%.
pub fn reached(indicator: &Indicator<'_>) -> Option<Percent> {
    let (target, actual) = indicator.numbers()?;
    let exact = actual
        .decimal()
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(target.decimal())?;
    Some(Percent::rounded(rounded(exact)))
}

/// Half up to two decimals (四舍五入保留两位).
fn rounded(exact: Decimal) -> Decimal {
    exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

fn half_up(exact: Decimal) -> Points {
    Points::rounded(rounded(exact))
}

/// A score with two decimals, as the form of a system in use prints it (FM990.00): 3.846 is
/// 3.85.
pub fn printed(score: Points) -> Points {
    half_up(score.decimal())
}

/// Whether two scores are no more than 0.1 apart: another rounding, not another figure. A
/// validator in use lets so much pass: 3.8 for 3.85, not 3.7.
pub fn is_near(a: Points, b: Points) -> bool {
    a.distance(b).decimal() <= Decimal::from_parts(1, 0, 0, false, 1)
}

/// Whether a value in % is more than 100.
pub fn is_above_all(percentage: &Quantity) -> bool {
    percentage.decimal() > Decimal::ONE_HUNDRED
}

/// Whether the target is 0.
pub fn is_zero(reading: &Reading<Quantity>) -> bool {
    matches!(reading, Reading::Value(quantity) if quantity.decimal().is_zero())
}

/// Whether the actual value is more than the target.
pub fn is_beyond(indicator: &Indicator<'_>) -> bool {
    let numbers = indicator.numbers();
    numbers.is_some_and(|(target, actual)| actual.decimal() > target.decimal())
}

/// 得分率: a score in % of its weight. Source: the warning of a system in use. Worked example:
/// 43.85 of 90 is 48.72%, 2.5 of 10 is 25%.
pub fn score_rate(score: Points, weight: Points) -> Option<Percent> {
    let exact = score
        .decimal()
        .checked_mul(Decimal::ONE_HUNDRED)?
        .checked_div(weight.decimal())?;
    Some(Percent::rounded(rounded(exact)))
}

/// Whether a quantity was given at all.
pub fn is_number(reading: &Reading<Quantity>) -> bool {
    matches!(reading, Reading::Value(_))
}

#[cfg(test)]
mod oracle;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::Table;
    use crate::policy;

    /// A draft with indicators: 性质, 指标值, 完成值, 分值, 得分.
    fn draft(policy: &str, rows: &[[&str; 5]]) -> Draft {
        let mut draft = Draft::default();
        draft.set(Field::Policy, policy);
        draft.set(Field::FiscalFullYear, "120,000.00");
        draft.set(Field::FiscalExecuted, "30,000.00");
        let fields = [
            Field::IndicatorNature,
            Field::IndicatorTarget,
            Field::IndicatorActual,
            Field::IndicatorWeight,
            Field::IndicatorScore,
        ];
        for (row, texts) in rows.iter().enumerate() {
            let table = Table::Indicators;
            draft.apply(&Edit::InsertRow { table, row });
            for (field, text) in fields.into_iter().zip(texts) {
                draft.apply(&Edit::Set {
                    place: Place::in_row(field, row),
                    text: (*text).to_owned(),
                });
            }
        }
        draft
    }

    /// Per indicator `完成率 应得 得分`, then `执行得分 总分 等级`.
    fn scores(draft: &Draft) -> Vec<String> {
        let form = Form::parse(draft);
        let figures = Figures::of(&form);
        let scores = Scores::of(&form, &figures, policy::of(&form));
        let show = |points: Option<Points>| points.map_or("—".to_owned(), |p| p.to_string());
        let mut lines: Vec<String> = scores
            .indicators
            .iter()
            .map(|scored| {
                let completion = scored.completion.map_or("—".to_owned(), |c| c.to_string());
                let expected = scored.expected.show().unwrap_or("?".to_owned());
                format!("{completion} {expected} {}", show(scored.score))
            })
            .collect();
        let grade = scores.grade.map_or("—", Grade::label);
        lines.push(format!(
            "{} {} {} {grade}",
            show(scores.execution),
            scores.weight,
            show(scores.total)
        ));
        lines
    }

    #[test]
    fn where_there_is_no_rate_the_typed_score_of_the_execution_counts() {
        let mut typed = draft("海南", &[["≥", "52", "10", "20", "3.85"]]);
        typed.set(Field::FiscalFullYear, "0");
        typed.set(Field::FiscalExecuted, "0");
        assert_eq!(scores(&typed)[1], "— 30.00 — —");
        typed.set(Field::ExecutionScore, "7.50");
        assert_eq!(scores(&typed)[1], "— 30.00 11.35 差");
    }

    #[test]
    fn the_execution_has_the_weight_that_is_typed_else_the_policys() {
        let mut typed = draft("海南", &[["≥", "52", "52", "80", ""]]);
        for (weight, expected) in [
            ("", "2.50 90.00 82.50 良"),
            ("20", "5.00 100.00 85.00 良"),
            ("0", "2.50 90.00 82.50 良"),
            ("-5", "2.50 90.00 82.50 良"),
            ("二十", "2.50 90.00 82.50 良"),
        ] {
            typed.set(Field::ExecutionWeight, weight);
            assert_eq!(scores(&typed)[1], expected, "{weight}");
        }
    }

    #[test]
    fn a_negative_amount_gives_no_score() {
        let yuan = |text: &str| Yuan::read(text).value();
        let score =
            |executed, budget| execution_score(yuan(executed), yuan(budget), Points::whole(10));
        assert_eq!(score("1", "4"), Some(half_up(Decimal::new(25, 1))));
        assert_eq!(score("-1", "4"), None);
        assert_eq!(score("1", "-4"), None);
        assert_eq!(score("-1", "-4"), None);
        assert_eq!(score("1", "0"), None);
    }

    #[test]
    fn a_qualitative_result_that_is_reached_counts_in_full_until_a_score_is_typed() {
        let rows = [
            ["定性", "提升", "达成预期指标", "10", ""],
            ["定性", "提升", "达成预期指标", "10", "9"],
            ["定性", "提升", "部分达成预期指标并具有一定效果", "10", ""],
            ["定性", "52", "10", "10", ""],
        ];
        assert_eq!(
            scores(&draft("海南", &rows))[..4],
            [
                "— [8.00，10.00] 10.00",
                "— [8.00，10.00] 9.00",
                "— [6.00，8.00) —",
                "— ? —",
            ]
        );
    }

    /// What is asked of each indicator.
    fn each(rows: &[[&str; 5]], ask: impl Fn(&Scored<'_>) -> bool) -> Vec<bool> {
        let draft = draft("海南", rows);
        let form = Form::parse(&draft);
        let scores = Scores::of(&form, &Figures::of(&form), policy::of(&form));
        scores.indicators.iter().map(ask).collect()
    }

    #[test]
    fn what_is_reached_falls_short_where_its_score_is_lower() {
        let scored = |score| ["定性", "提升", "达成预期指标", "10", score];
        let rows = [scored("9"), scored("10"), scored("11"), scored("")];
        let falls_short = each(&rows, |scored| scored.falls_short());
        assert_eq!(falls_short, [true, false, false, false]);
    }

    #[test]
    fn nothing_is_over_a_target_of_0_or_over_a_limit_that_is_to_be_kept() {
        let rows = [
            ["≥", "50", "60", "10", ""],
            ["≥", "50", "59.9", "10", ""],
            ["≥", "0", "5", "10", ""],
            ["≤", "50", "60", "10", ""],
        ];
        let is_over = each(&rows, |scored| is_over(&scored.indicator, 120));
        assert_eq!(is_over, [true, false, false, false]);
    }

    #[test]
    fn what_was_not_reached_or_late_is_not_full() {
        let rows = [
            ["定性", "提升", "未按期完成", "10", ""],
            ["定性", "提升", "未能完成", "10", ""],
            ["", "2021年12月31日", "2022年3月15日完成", "10", ""],
            ["≤", "2021年12月31日", "2022年3月15日", "10", "7"],
        ];
        assert_eq!(
            scores(&draft("海南", &rows))[..4],
            [
                "— [0.00，8.00) —",
                "— [0.00，6.00) —",
                "— [0.00，8.00) —",
                "— [0.00，8.00) 7.00",
            ]
        );
    }

    #[test]
    fn a_cost_or_time_without_a_sign_is_scored_only_where_it_is_met_exactly() {
        let mut draft = draft(
            "海南",
            &[
                ["", "90万元", "80", "20", ""],
                ["", "90万元", "90", "20", ""],
                ["", "12个月", "10", "20", ""],
                ["", "95%", "100%", "20", ""],
                ["≤", "12个月", "10", "20", ""],
            ],
        );
        for (row, level2) in ["成本指标", "成本指标", "时效指标", "时效指标", "时效指标"]
            .into_iter()
            .enumerate()
        {
            let place = Place::in_row(Field::IndicatorLevel2, row);
            let text = level2.to_owned();
            draft.apply(&Edit::Set { place, text });
        }
        assert_eq!(
            scores(&draft)[..5],
            [
                "— ? —",
                "100.00% 20.00 20.00",
                "— ? —",
                "100.00% 20.00 20.00",
                "100.00% 20.00 20.00",
            ]
        );
    }

    #[test]
    fn a_negative_target_gives_no_completion_and_a_target_of_0_nothing_for_more() {
        let rows = [
            ["≥", "-5", "10", "20", ""],
            ["≤", "0", "3", "20", ""],
            ["≤", "0", "0", "20", ""],
        ];
        for policy in ["海南", "湖北"] {
            assert_eq!(
                scores(&draft(policy, &rows))[..3],
                ["— ? —", "0.00% 0.00 0.00", "100.00% 20.00 20.00"],
                "{policy}"
            );
        }
    }

    #[test]
    fn the_hainan_form_scores_46_35() {
        let rows = [
            ["", "52", "10", "20.00", ""],
            ["", "2", "0", "30.00", ""],
            ["", "95%", "100", "30.00", ""],
            ["", "52", "100", "10.00", ""],
        ];
        assert_eq!(
            scores(&draft("海南", &rows)),
            [
                "19.23% 3.85 3.85",
                "0.00% 0.00 0.00",
                "100.00% 30.00 30.00",
                "100.00% 10.00 10.00",
                "2.50 100.00 46.35 差",
            ]
        );
    }

    #[test]
    fn the_guichi_form_reads_signs_and_units_from_its_values() {
        let rows = [
            ["", "≥50个", "50", "8", "8"],
            ["", "≥100百分比", "100", "8", "8"],
            ["", "严格执行相关制度规定", "达成预期指标", "8", "8"],
            ["", "≤90万元", "90", "8", "8"],
            ["", "≤90万元", "899740元", "8", ""],
        ];
        assert_eq!(
            scores(&draft("财政部", &rows))[..5],
            [
                "100.00% 8.00 8.00",
                "100.00% 8.00 8.00",
                "— [6.40，8.00] 8.00",
                "100.00% 8.00 8.00",
                "100.00% 8.00 8.00",
            ]
        );
    }

    #[test]
    fn a_reverse_indicator_scores_by_the_policys_formula() {
        let rows = [
            ["≤", "30", "36", "10", ""],
            ["≤", "30", "60", "10", ""],
            ["≤", "30", "75", "10", ""],
            ["<", "0", "1", "10", ""],
        ];
        let none = "0.00% 0.00 0.00";
        assert_eq!(
            scores(&draft("海南", &rows))[..4],
            ["80.00% 8.00 8.00", none, none, none]
        );
        assert_eq!(
            scores(&draft("湖北", &rows))[..4],
            [
                "83.33% 8.33 8.33",
                "50.00% 5.00 5.00",
                "40.00% 4.00 4.00",
                none
            ]
        );
    }

    #[test]
    fn a_zero_target_is_reached_by_zero() {
        let rows = [
            ["=", "0", "0", "5", ""],
            ["=", "0", "1", "5", ""],
            ["≥", "0", "0", "5", ""],
            ["≤", "0", "0", "5", ""],
        ];
        let scores = scores(&draft("海南", &rows));
        assert_eq!(
            scores[..4],
            [
                "100.00% 5.00 5.00",
                "0.00% 0.00 0.00",
                "100.00% 5.00 5.00",
                "100.00% 5.00 5.00"
            ]
        );
    }

    #[test]
    fn a_qualitative_score_lies_within_its_band() {
        let rows = [
            [
                "定性",
                "效果明显",
                "部分达成年度指标并具有一定效果",
                "10",
                "",
            ],
            ["定性", "效果明显", "未达成", "10", "3"],
        ];
        assert_eq!(
            scores(&draft("海南", &rows))[..2],
            ["— [6.00，8.00) —", "— [0.00，6.00) 3.00"]
        );
        assert_eq!(
            scores(&draft("湖北", &rows))[..2],
            ["— [5.00，8.00) —", "— [0.00，5.00) 3.00"]
        );
        let band = within(Band::Partly, Points::whole(10), &policy::ALL[0]);
        let allows = |text: &str| band.allows(Points::read(text).value().unwrap());
        assert!(allows("6") && allows("7.99") && !allows("8") && !allows("5.99"));
    }

    #[test]
    fn a_score_with_three_decimals_counts_as_the_form_prints_it() {
        let row = ["", "100", "90", "10", "3.334"];
        let last = |rows: &[[&str; 5]]| scores(&draft("海南", rows)).pop();
        assert_eq!(
            last(&[row, row, row]).as_deref(),
            Some("2.50 40.00 12.49 差")
        );
    }

    #[test]
    fn the_execution_score_uses_the_unrounded_rate_and_is_capped() {
        let yuan = |text: &str| Yuan::read(text).value();
        let of = |executed, budget| {
            execution_score(yuan(executed), yuan(budget), Points::whole(10)).map(|p| p.to_string())
        };
        assert_eq!(of("3627500", "18388700").as_deref(), Some("1.97"));
        assert_eq!(of("30000", "120000").as_deref(), Some("2.50"));
        assert_eq!(of("150", "100").as_deref(), Some("10.00"));
        assert_eq!(of("0", "0"), None);
        assert_eq!(of("5", "0"), None);
    }

    #[test]
    fn a_grade_has_no_gaps() {
        let grade = |text: &str| Grade::of(Points::read(text).value().unwrap()).label();
        let grades = [
            "100", "90", "89.99", "89.5", "80", "79.99", "60", "59.99", "0",
        ]
        .map(grade);
        assert_eq!(grades.concat(), "优优良良良中中差差");
    }
}
