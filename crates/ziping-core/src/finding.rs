//! What a rule has found (问题), ready to be shown.

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
