//! The execution rates that a text states (支出率、执行率 …), against the computed ones.

use super::narrative::{scope_label, Narrative, Scope};
use super::{Amount, Measure, Mention, Quantity, Rate};
use crate::field::value::{Percent, Yuan};
use crate::funds::{Line, Stage};
use crate::place::Place;
use crate::rate::{truncated, ExecutionRate};
use crate::Subject;

/// A rate in a text that is known to be somebody's.
#[derive(Debug)]
pub struct RateClaim {
    pub place: Place,
    pub written: Percent,
    /// `None` where only the amounts beside it say what it is the rate of.
    pub scope: Option<Scope>,
    /// Whose rate it is, in words.
    pub label: String,
    /// What the text calls it: 支出率, 执行率 ….
    pub word: &'static str,
    pub expected: Percent,
    /// The amounts that give the expected rate.
    pub fraction: Fraction,
    /// The amounts beside it in the text are the tables': then the rate is what is wrong, and
    /// not the tables.
    pub is_borne_out: bool,
    pub verdict: Verdict,
}

impl RateClaim {
    /// The expected rate with its figures: `19.73%（3,627,500.00 ÷ 18,388,700.00）`.
    pub fn working(&self) -> String {
        let Fraction { executed, budget } = self.fraction;
        format!(
            "{}（{} ÷ {}）",
            self.expected,
            executed.grouped(),
            budget.grouped()
        )
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The computed rate, rounded to the digits written.
    Right,
    /// Cut off where it should have been rounded.
    Truncated,
    /// Computed from the initial budget.
    OfInitialBudget,
    Differs,
}

/// The two amounts that a rate is computed from. Rates of the same two are one rate, whoever's
/// they are: where all funds are fiscal, 财政资金's is that of 资金总额.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Fraction {
    pub executed: Yuan,
    pub budget: Yuan,
}

impl Fraction {
    fn rate(self) -> Option<Percent> {
        ExecutionRate::of(Some(self.executed), Some(self.budget)).percent()
    }
}

/// Every rate of the narratives that can be checked, in order.
pub fn rate_claims(subject: &Subject<'_>) -> Vec<RateClaim> {
    let mut claims = Vec::new();
    for narrative in &subject.narratives {
        for (i, mention) in narrative.mentions.iter().enumerate() {
            if let Quantity::Rate(rate) = &mention.quantity {
                claims.extend(claim(subject, narrative, i, mention, rate));
            }
        }
    }
    claims
}

fn claim(
    subject: &Subject<'_>,
    narrative: &Narrative<'_>,
    i: usize,
    mention: &Mention,
    rate: &Rate,
) -> Option<RateClaim> {
    if mention.measure != Some(Measure::ExecutionRate) || mention.is_approximate {
        return None;
    }
    let beside = beside(narrative, i);
    let agrees_beside = beside.is_some_and(|beside| may_be(rate, beside));
    let scope = narrative.scope(i);
    let of_table = scope.and_then(|scope| fraction(subject, scope, Stage::FullYear));
    let (expected, fraction, verdict) = match (scope, of_table) {
        (Some(scope), Some(fraction)) => {
            let expected = fraction.rate()?;
            let verdict = match against(rate, fraction, expected) {
                Verdict::Differs if is_of_initial(subject, scope, rate) => Verdict::OfInitialBudget,
                // The amounts beside it are wrong, not the rate; they have their own rule.
                Verdict::Differs if agrees_beside => return None,
                // After the sources' rates the whole's may follow.
                Verdict::Differs if is_of_project(subject, scope, rate) => return None,
                verdict => verdict,
            };
            (expected, fraction, verdict)
        }
        _ => {
            let beside = beside?;
            let exact = Fraction {
                executed: beside.0.value,
                budget: beside.1.value,
            };
            let expected = exact.rate()?;
            let verdict = if agrees_beside {
                Verdict::Right
            } else {
                Verdict::Differs
            };
            (expected, exact, verdict)
        }
    };
    let label = match scope.filter(|_| of_table.is_some()) {
        Some(scope) => scope_label(scope, &subject.form),
        None => "前文金额".to_owned(),
    };
    let is_borne_out = beside.is_some_and(|(spent, budget)| {
        spent.is_near(fraction.executed) && budget.is_near(fraction.budget)
    });
    Some(RateClaim {
        place: narrative.place(mention.span),
        written: rate.value,
        scope,
        label,
        word: word(&narrative.text[mention.subject.start..mention.span.start]),
        expected,
        fraction,
        is_borne_out: is_borne_out && of_table.is_some(),
        verdict,
    })
}

/// The word for a rate in what stands before it. 占预算的 and the like have none.
fn word(before: &str) -> &'static str {
    const WORDS: [&str; 5] = ["执行率", "支付率", "执行进度", "支出进度", "支付进度"];
    let known = WORDS.into_iter().find(|word| before.contains(word));
    known.unwrap_or("支出率")
}

/// The rate that the tables give for a figure without a percent sign.
pub fn expected_rate(subject: &Subject<'_>, scope: Scope) -> Option<Percent> {
    fraction(subject, scope, Stage::FullYear)?.rate()
}

/// The rate that a row of the funds table states (来稿所写的执行率), with its amounts.
pub fn stated_rate(subject: &Subject<'_>, line: &Line) -> Option<(Percent, Fraction)> {
    let stated = subject.form.rate(line.source.rate)?;
    Some((stated, of_line(line, Stage::FullYear)?))
}

fn of_line(line: &Line, budget: Stage) -> Option<Fraction> {
    Some(Fraction {
        executed: line.amount(Stage::Executed)?,
        budget: line.amount(budget)?,
    })
}

fn fraction(subject: &Subject<'_>, scope: Scope, budget: Stage) -> Option<Fraction> {
    let figures = &subject.figures;
    let line = match scope {
        Scope::Project => &figures.total,
        Scope::Source(source) => &figures.lines[source],
        Scope::SubProject(row) => {
            let sub_project = figures.sub_projects.get(row)?;
            return Some(Fraction {
                executed: sub_project.spent?,
                budget: sub_project.allocated?,
            });
        }
    };
    of_line(line, budget)
}

fn against(rate: &Rate, fraction: Fraction, expected: Percent) -> Verdict {
    if rate.value.distance(expected) <= rate.tolerance {
        return Verdict::Right;
    }
    let is_cut_off = rate.value < expected && rate.value.distance(expected) < rate.last_place;
    if is_cut_off || truncated(fraction.executed, fraction.budget) == Some(rate.value) {
        Verdict::Truncated
    } else {
        Verdict::Differs
    }
}

fn is_of_initial(subject: &Subject<'_>, scope: Scope, rate: &Rate) -> bool {
    if matches!(scope, Scope::SubProject(_)) {
        return false;
    }
    let of_initial = fraction(subject, scope, Stage::Initial).and_then(Fraction::rate);
    of_initial.is_some_and(|expected| rate.value.distance(expected) <= rate.tolerance)
}

fn is_of_project(subject: &Subject<'_>, scope: Scope, rate: &Rate) -> bool {
    let of_project = expected_rate(subject, Scope::Project);
    matches!(scope, Scope::Source(_))
        && of_project.is_some_and(|expected| rate.value.distance(expected) <= rate.tolerance)
}

/// The amounts spent and budgeted that stand right before a rate: `下达10万元，支出5万元，
/// 支出率…`, `支出5万元，占预算10万元的…`.
fn beside<'n>(narrative: &'n Narrative<'_>, rate: usize) -> Option<(&'n Amount, &'n Amount)> {
    let mention = |back: usize| narrative.mentions.get(rate.checked_sub(back)?);
    let (this, near, far) = (mention(0)?, mention(1)?, mention(2)?);
    if !narrative.words(this.subject).is_empty() {
        return None;
    }
    let is_beside = |other: &Mention| {
        other.segment == this.segment && other.depth == this.depth && !other.is_approximate
    };
    let (spent, budget) = match near.measure {
        Some(Measure::Executed) => (near, far),
        _ => (far, near),
    };
    let is_budget = matches!(
        budget.measure,
        Some(Measure::Allocated | Measure::FullYear | Measure::Budget)
    );
    let is_pair = is_budget
        && spent.measure == Some(Measure::Executed)
        && is_beside(spent)
        && is_beside(budget)
        && is_short(narrative.words(near.subject));
    match (&spent.quantity, &budget.quantity) {
        (Quantity::Amount(spent), Quantity::Amount(budget)) if is_pair => Some((spent, budget)),
        _ => None,
    }
}

/// 于当年, 已, 实际: too short to speak of something else.
fn is_short(words: &str) -> bool {
    words.chars().count() <= 3
}

/// Whether a rate may be that of two amounts that were rounded as written.
fn may_be(rate: &Rate, (executed, budget): (&Amount, &Amount)) -> bool {
    let least = Fraction {
        executed: executed.value.minus(executed.tolerance),
        budget: budget.value + budget.tolerance,
    };
    let most = Fraction {
        executed: executed.value + executed.tolerance,
        budget: budget.value.minus(budget.tolerance),
    };
    // Out of range is beyond doubt only where both ends are known.
    let (Some(least), Some(most)) = (least.rate(), most.rate()) else {
        return true;
    };
    // Below it may have been cut off, above only rounded.
    match rate.value {
        value if value < least => value.distance(least) <= rate.last_place,
        value => value <= most || value.distance(most) <= rate.tolerance,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::Field;
    use crate::sample::sample;

    /// By rate: whose, what is written, what is expected, and what is wrong.
    fn claims(text: &str, executed: &str) -> Vec<String> {
        let mut draft = sample();
        draft.set(Field::GoalsMet, text);
        draft.set(Field::FiscalExecuted, executed);
        let subject = Subject::of(&draft, None);
        let mut narratives = subject.narratives.iter();
        let is_this = |narrative: &&Narrative<'_>| narrative.field == Field::GoalsMet;
        let narrative = narratives.find(is_this).unwrap();
        let claims = rate_claims(&subject).into_iter();
        claims
            .filter(|claim| claim.place.field == narrative.field)
            .map(|claim| {
                let (label, written, expected) = (&claim.label, claim.written, claim.expected);
                format!("{label} {written} {expected} {:?}", claim.verdict)
            })
            .collect()
    }

    #[test]
    fn a_rate_is_held_to_the_table_or_to_the_amounts_right_before_it() {
        let claims = |text: &str| claims(text, "3627500");
        assert_eq!(
            claims("项目支出率19.73%，支出率19%，支出率18%。"),
            [
                "资金总额 19.73% 19.73% Right",
                "资金总额 19.00% 19.73% Truncated",
                "资金总额 18.00% 19.73% Differs",
            ]
        );
        assert_eq!(
            claims("设备采购下达10万元，支出5万元，支出率60%。"),
            ["前文金额 60.00% 50.00% Differs"]
        );
        assert_eq!(
            claims("设备采购全年预算920万元，支出892.4万元，支出率98%。"),
            ["前文金额 98.00% 97.00% Differs"]
        );
        // The amounts are wrong, not the rate.
        for rate in ["50%", "42%", "58%"] {
            let amounts = format!("项目共下达10万元，支出5万元，支出率{rate}。");
            assert_eq!(claims(&amounts), Vec::<String>::new(), "{rate}");
        }
    }

    #[test]
    fn an_amount_that_rounds_to_nothing_bears_out_any_rate() {
        let claims = |text: &str| claims(text, "3627500");
        assert_eq!(
            claims("设备采购下达10万元，支出0万元，支出率4%。"),
            ["前文金额 4.00% 0.00% Right"]
        );
        assert_eq!(
            claims("设备采购下达10.0万元，支出1.0万元，支出率4%。"),
            ["前文金额 4.00% 10.00% Differs"]
        );
    }

    #[test]
    fn what_is_lower_by_a_whole_place_is_not_cut_off() {
        let found = claims("项目支出率19%。", "3677740");
        assert_eq!(found, ["资金总额 19.00% 20.00% Differs"]);
    }

    #[test]
    fn amounts_that_are_not_beside_a_rate_say_nothing_about_it() {
        for text in [
            "设备采购下达约10万元，支出5万元，支出率60%。",
            "设备采购下达10万元；支出5万元，支出率60%。",
            "设备采购（下达10万元），支出5万元，支出率60%。",
            "设备采购总投资10万元，支出5万元，支出率60%。",
            "设备采购下达10万元，设备安装支出5万元，支出率60%。",
            "设备采购下达10万元，支出5万元，安装工程支出率60%。",
        ] {
            assert_eq!(claims(text, "3627500"), Vec::<String>::new(), "{text}");
        }
    }
}
