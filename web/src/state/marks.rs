//! What is marked in a narrative: where a finding points, and the live figures.

use std::ops::Range;

use ziping_core::finding::{Finding, Severity};
use ziping_core::reference;

/// Why a stretch is marked; of several the first counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    Finding(Severity),
    /// 引用的数据
    Live,
}

/// A stretch of a text, marked or not.
#[derive(Debug, PartialEq, Eq)]
pub struct Stretch {
    pub range: Range<usize>,
    pub mark: Option<Mark>,
}

/// The text in stretches. A finding whose span isn't one of this text, which is a moment
/// ahead, marks nothing.
pub fn stretches(text: &str, findings: &[Finding]) -> Vec<Stretch> {
    let of_findings = findings.iter().filter_map(|finding| {
        let range = finding.place.span?.range();
        let is_there = text.get(range.clone()).is_some_and(|it| !it.is_empty());
        is_there.then_some((range, Mark::Finding(finding.severity)))
    });
    let live = reference::find(text).into_iter();
    let live = live.map(|reference| (reference.span.range(), Mark::Live));
    let marks: Vec<(Range<usize>, Mark)> = of_findings.chain(live).collect();

    let mut borders: Vec<usize> = marks
        .iter()
        .flat_map(|(range, _)| [range.start, range.end])
        .chain([0, text.len()])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    borders
        .windows(2)
        .map(|pair| {
            let covering = marks
                .iter()
                .filter(|(range, _)| range.start <= pair[0] && pair[1] <= range.end);
            Stretch {
                range: pair[0]..pair[1],
                mark: covering.map(|(_, mark)| *mark).min(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ziping_core::field::Field;
    use ziping_core::sample::sample;
    use ziping_core::Subject;

    fn shown(text: &str, findings: &[Finding]) -> String {
        let stretches = stretches(text, findings).into_iter();
        stretches
            .map(|stretch| {
                let words = &text[stretch.range];
                match stretch.mark {
                    Some(Mark::Live) => format!("[{words}]"),
                    Some(Mark::Finding(severity)) => format!("<{} {words}>", severity.key()),
                    None => words.to_owned(),
                }
            })
            .collect()
    }

    #[test]
    fn findings_and_live_figures_are_marked_where_they_stand() {
        let mut draft = sample();
        draft.set(
            Field::GoalsMet,
            "共支出〔全年执行数·万元〕。资金总额支出率19.72%，〔执行速度〕。",
        );
        let findings = Subject::of(&draft, None).findings();
        let of_it: Vec<Finding> = findings
            .into_iter()
            .filter(|finding| finding.place.field == Field::GoalsMet)
            .collect();
        assert_eq!(
            shown(draft.get(Field::GoalsMet), &of_it),
            "共支出[〔全年执行数·万元〕]。资金总额支出率<warning 19.72%>，<error 〔执行速度〕>。"
        );
        // The text has gone on meanwhile.
        assert_eq!(shown("共", &of_it), "共");
        assert_eq!(shown("", &of_it), "");
    }

    proptest! {
        #[test]
        fn the_stretches_are_the_text(text in "[甲〔〕执行率a\n]{0,20}", spans in prop::collection::vec((0usize..30, 0usize..30), 0..4)) {
            let findings: Vec<Finding> = Subject::of(&sample(), None).findings();
            let findings: Vec<Finding> = spans.into_iter().zip(findings).map(|((start, end), mut finding)| {
                finding.place.span = Some(ziping_core::place::Span { start, end });
                finding
            }).collect();
            let all: String = stretches(&text, &findings).into_iter().map(|it| text[it.range].to_owned()).collect();
            prop_assert_eq!(all, text);
        }
    }
}
