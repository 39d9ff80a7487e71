//! What a rule has found (问题), ready to be shown.

use std::collections::BTreeMap;

use crate::draft::Edit;
use crate::place::Place;

/// How much a finding matters. Errors block only the final export; warnings never do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// 错误
    Error,
    /// 警告
    Warning,
    /// 提示
    Hint,
}

impl Severity {
    pub const ALL: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

    pub fn label(self) -> &'static str {
        match self {
            Severity::Error => "错误",
            Severity::Warning => "警告",
            Severity::Hint => "提示",
        }
    }

    /// The name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Hint => "hint",
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code in the catalogue: `C01`.
    pub code: &'static str,
    pub severity: Severity,
    pub place: Place,
    /// What is wrong, in a sentence of official Chinese.
    pub message: String,
    /// 应为
    pub expected: Option<String>,
    /// 现有
    pub reported: Option<String>,
    /// 相差
    pub difference: Option<String>,
    /// Given where the mend is certain.
    pub fix: Option<Fix>,
    /// Whether it says no more than that something isn't filled in yet (待填).
    pub is_missing: bool,
}

/// A certain mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What the button says: the result, `改为 19.73%`.
    pub label: String,
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Replaces the text at `place` by `text`.
    pub fn set(place: &Place, text: impl Into<String>) -> Fix {
        let text = text.into();
        Fix {
            label: format!("改为 {text}"),
            edits: vec![Edit::Set {
                place: place.clone(),
                text,
            }],
        }
    }

    /// Empties a field that the program computes, so that the computed figure stands.
    pub fn compute(place: &Place, computed: &str) -> Fix {
        Fix {
            label: format!("改为 {computed}"),
            edits: vec![Edit::Set {
                place: place.clone(),
                text: String::new(),
            }],
        }
    }
}

/// Every fix at once (全部修正), as edits of the draft that was checked, in an order in which
/// each still finds its place. Of two fixes that meet in a text, the first: once they are
/// carried out, the next check offers what is left.
pub fn all_fixes(findings: &[Finding]) -> Vec<Edit> {
    let mut taken = Taken::default();
    let mut edits: Vec<&Edit> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.fix.as_ref()) {
        if fix.edits.iter().all(|edit| taken.is_free(edit)) {
            fix.edits.iter().for_each(|edit| taken.take(edit));
            edits.extend(&fix.edits);
        }
    }
    // From the end of each text, so that the spans before still fit.
    let place = |edit: &Edit| match edit {
        Edit::Set { place, .. } => Some((place.whole(), std::cmp::Reverse(place.span))),
        Edit::InsertRow { .. } | Edit::RemoveRow { .. } => None,
    };
    edits.sort_by_key(|edit| place(edit));
    edits.into_iter().cloned().collect()
}

/// Which stretches of which texts are going to be changed: where they start, where they end.
#[derive(Default)]
struct Taken(BTreeMap<Place, BTreeMap<usize, usize>>);

impl Taken {
    /// Whether nothing that is taken meets this edit. One that moves rows is nobody's: it
    /// would move what the others point at.
    fn is_free(&self, edit: &Edit) -> bool {
        let Edit::Set { place, .. } = edit else {
            return false;
        };
        let Some(stretches) = self.0.get(&place.whole()) else {
            return true;
        };
        place.span.is_some_and(|span| {
            let before = stretches.range(..=span.end).next_back();
            before.is_none_or(|(_, end)| *end < span.start)
        })
    }

    fn take(&mut self, edit: &Edit) {
        if let Edit::Set { place, .. } = edit {
            let (start, end) = place
                .span
                .map_or((0, usize::MAX), |span| (span.start, span.end));
            self.0.entry(place.whole()).or_default().insert(start, end);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::field::Field;
    use crate::place::Span;

    fn finding(field: Field, edits: &[(usize, usize, &str)]) -> Finding {
        let place = Place::of(field);
        let edit = |(start, end, text): &(usize, usize, &str)| Edit::Set {
            place: Place {
                span: (end > start).then_some(Span {
                    start: *start,
                    end: *end,
                }),
                ..place.clone()
            },
            text: (*text).to_owned(),
        };
        Finding {
            code: "G00",
            severity: Severity::Hint,
            place: place.clone(),
            message: String::new(),
            expected: None,
            reported: None,
            difference: None,
            fix: Some(Fix {
                label: String::new(),
                edits: edits.iter().map(edit).collect(),
            }),
            is_missing: false,
        }
    }

    #[test]
    fn fixes_are_carried_out_together_where_they_do_not_meet() {
        let findings = [
            finding(Field::Decision, &[(0, 1, "AA")]),
            finding(Field::Decision, &[(4, 5, ""), (2, 3, "C")]),
            // It meets the one before.
            finding(Field::Decision, &[(3, 4, "x")]),
            finding(Field::Decision, &[(0, 0, "all of it")]),
            finding(Field::Management, &[(0, 0, "all of it")]),
            finding(Field::Management, &[(0, 1, "x")]),
        ];
        let mut draft = Draft::default();
        draft.set(Field::Decision, "abcdef");
        draft.set(Field::Management, "old");
        all_fixes(&findings)
            .iter()
            .for_each(|edit| draft.apply(edit));
        assert_eq!(draft.get(Field::Decision), "AAbCdf");
        assert_eq!(draft.get(Field::Management), "all of it");
        assert_eq!(all_fixes(&[]), []);
    }
}
