//! Everything that the page shows about a draft, derived from it in one go.

use std::collections::BTreeMap;
use std::rc::Rc;

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::field::value::{Date, Points};
use ziping_core::field::Section;
use ziping_core::finding::{Finding, Severity};
use ziping_core::funds::Figures;
use ziping_core::place::Place;
use ziping_core::score::{score_rate, Scored, Scores};
use ziping_core::{Edition, Subject};

use crate::component::chart::hundredths;
use crate::state::export::Export;

/// What a draft amounts to.
#[derive(Debug)]
pub struct Review {
    pub figures: Figures,
    pub scores: ScoreTexts,
    /// By place, as the core gives them.
    pub findings: Vec<Finding>,
    by_place: BTreeMap<Place, Rc<[Finding]>>,
}

/// The computed figures of the indicators, as the page shows them.
#[derive(Debug, Default)]
pub struct ScoreTexts {
    /// 完成率, by row.
    pub completions: Vec<String>,
    /// What a score is to be, by row: one value or a range.
    pub expected: Vec<String>,
    /// 合计（其中预算执行率 10.00 分，得 2.50 分）
    pub execution_line: String,
    /// 产出指标 50.00 分，得 3.85 分；效益指标 …
    pub groups_line: String,
    /// 分值合计
    pub weight: String,
    /// 预算执行率 10.00 分，得 2.50 分；分值合计 100.00；总分 46.35（差）
    pub summary: String,
    /// 总分 and 等级; empty where there are none.
    pub total: (String, String),
    /// The indicators that have a score.
    pub bars: Vec<ScoreBar>,
}

/// An indicator's score as a chart shows it.
#[derive(Debug)]
pub struct ScoreBar {
    pub row: usize,
    /// 得分率, in hundredths of a percent.
    pub share: Option<u32>,
    pub score: String,
    pub weight: String,
}

impl ScoreTexts {
    fn of(scores: &Scores<'_>) -> ScoreTexts {
        let dash = || "—".to_owned();
        let show = |points: Option<Points>| points.map_or_else(dash, |points| points.to_string());
        let total = match (scores.total, scores.grade) {
            (Some(total), Some(grade)) => format!("{total}（{}）", grade.label()),
            _ => dash(),
        };
        ScoreTexts {
            completions: scores
                .indicators
                .iter()
                .map(|scored| scored.completion.map_or_else(dash, |c| c.to_string()))
                .collect(),
            expected: scores
                .indicators
                .iter()
                .map(|scored| scored.expected.show().unwrap_or_default())
                .collect(),
            execution_line: format!(
                "合计（其中预算执行率 {} 分，得 {} 分）",
                scores.execution_weight,
                show(scores.execution)
            ),
            groups_line: scores
                .subtotals
                .iter()
                .map(|group| {
                    let (label, score) = (group.group.label(), show(group.score));
                    format!("{label} {} 分，得 {score} 分；", group.weight)
                })
                .collect(),
            weight: scores.weight.to_string(),
            summary: format!(
                "预算执行率 {} 分，得 {} 分；分值合计 {}；总分 {total}",
                scores.execution_weight,
                show(scores.execution),
                scores.weight
            ),
            total: match (scores.total, scores.grade) {
                (Some(total), Some(grade)) => (total.to_string(), grade.label().to_owned()),
                _ => Default::default(),
            },
            bars: scores
                .indicators
                .iter()
                .enumerate()
                .filter_map(bar)
                .collect(),
        }
    }
}

fn bar((row, scored): (usize, &Scored<'_>)) -> Option<ScoreBar> {
    let (score, weight) = (scored.score?, scored.indicator.weight?);
    let rate = score_rate(score, weight);
    Some(ScoreBar {
        row,
        share: rate.and_then(|rate| hundredths(&rate.to_string())),
        score: score.to_string(),
        weight: weight.to_string(),
    })
}

/// How many findings of each kind there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Not filled in yet: nothing is wrong, something is to be done.
    pub missing: usize,
    pub errors: usize,
    pub warnings: usize,
    pub hints: usize,
}

impl Review {
    /// `others` are the drafts that this one might have been copied from.
    pub fn of(draft: &Draft, today: Option<Date>, others: &[Draft]) -> Review {
        let mut subject = Subject::of(draft, today);
        subject.others = others;
        let findings = subject.findings();
        let mut by_place: BTreeMap<Place, Vec<Finding>> = BTreeMap::new();
        for finding in &findings {
            let here = by_place.entry(finding.place.whole()).or_default();
            here.push(finding.clone());
        }
        Review {
            scores: ScoreTexts::of(&subject.scores),
            figures: subject.figures,
            findings,
            by_place: by_place
                .into_iter()
                .map(|(place, findings)| (place, findings.into()))
                .collect(),
        }
    }

    /// The findings at a place.
    pub fn at(&self, place: &Place) -> Rc<[Finding]> {
        self.by_place.get(place).cloned().unwrap_or_default()
    }

    pub fn counts(&self) -> Counts {
        Counts::of(&self.findings)
    }

    pub fn counts_in(&self, section: Section) -> Counts {
        Counts::of(
            self.findings
                .iter()
                .filter(|finding| finding.place.field.spec().section == section),
        )
    }
}

impl Counts {
    pub fn of<'f>(findings: impl IntoIterator<Item = &'f Finding>) -> Counts {
        let mut counts = Counts::default();
        for finding in findings {
            match finding.severity {
                _ if finding.is_missing => counts.missing += 1,
                Severity::Error => counts.errors += 1,
                Severity::Warning => counts.warnings += 1,
                Severity::Hint => counts.hints += 1,
            }
        }
        counts
    }

    /// `问题 2`, `问题 0 · 待填 23`.
    pub fn tab_label(self) -> String {
        let wrong = self.errors + self.warnings + self.hints;
        match self.missing {
            0 => format!("问题 {wrong}"),
            missing => format!("问题 {wrong} · 待填 {missing}"),
        }
    }

    /// `待填 3，错误 1，警告 2`; empty where there is nothing.
    pub fn in_words(self) -> String {
        let parts = [
            ("待填", self.missing),
            ("错误", self.errors),
            ("警告", self.warnings),
            ("提示", self.hints),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(_, n)| *n > 0)
            .map(|(label, n)| format!("{label} {n}"))
            .collect();
        parts.join("，")
    }
}

/// What stands in the way of a final edition: what isn't filled in, and errors.
pub fn blocking(draft: &Draft, today: Option<Date>, export: Export) -> Vec<Finding> {
    let subject = of_edition(draft, today, export.edition, export.has_charts);
    let mut findings = subject.findings();
    findings.retain(|finding| finding.is_missing || finding.severity == Severity::Error);
    findings
}

/// A draft as far as an edition has to do with it, with charts or without.
pub fn of_edition(
    draft: &Draft,
    today: Option<Date>,
    edition: Edition,
    has_charts: bool,
) -> Subject<'_> {
    let mut subject = Subject::of(draft, today);
    subject.only = Some(edition);
    subject.has_charts = has_charts;
    subject
}

/// An edition as it would be exported.
pub fn export(draft: &Draft, today: Option<Date>, edition: Edition, has_charts: bool) -> Document {
    let subject = of_edition(draft, today, edition, has_charts);
    subject.final_edition(edition, &subject.findings())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::export::CHOICES;
    use ziping_core::field::Field;
    use ziping_core::sample::sample;

    #[test]
    fn what_is_not_filled_in_counts_apart_from_errors() {
        let mut draft = sample();
        draft.set(Field::Phone, "");
        draft.set(Field::ReportYear, "21");
        let review = Review::of(&draft, None, &[]);
        assert_eq!(review.counts().in_words(), "待填 1，错误 1，警告 4");
        let of = |edition| CHOICES.iter().find(|it| it.export.edition == edition);
        let blocking = |edition| blocking(&draft, None, of(edition).unwrap().export).len();
        assert_eq!(blocking(Edition::Report), 2);
        // The form has no phone of the project's leader, and no indicator yet.
        assert_eq!(blocking(Edition::Form), 1);
        assert_eq!(review.counts_in(Section::Funds).in_words(), "警告 1");
        assert_eq!(review.at(&Place::of(Field::Phone)).len(), 1);
        assert_eq!(review.at(&Place::of(Field::Title)).len(), 0);
    }
}
