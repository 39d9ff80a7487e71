//! Where a finding points: a field, a row of its table, a stretch of its text.

use std::fmt;
use std::ops::Range;

use crate::field::{Field, Table};

/// A position in a [`Draft`](crate::draft::Draft).
///
/// Invariant: `row` is given exactly for the fields that are columns of a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    pub field: Field,
    /// Row of the field's table, from 0.
    pub row: Option<usize>,
    /// The bytes of the typed text that are meant, on character borders; the whole text
    /// where there is none.
    pub span: Option<Span>,
}

/// A range of bytes, ordered (a [`Range`] is not).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    pub start: usize,
    pub end: usize,
}

impl Span {
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }
}

impl Place {
    pub fn of(field: Field) -> Place {
        Place {
            field,
            row: None,
            span: None,
        }
    }

    pub fn in_row(field: Field, row: usize) -> Place {
        Place {
            field,
            row: Some(row),
            span: None,
        }
    }

    /// The same place, without the span.
    pub fn whole(&self) -> Place {
        Place {
            span: None,
            ..self.clone()
        }
    }

    /// The `id` of the input on the page, and the path in the saved file:
    /// `budget_unit`, `sub_projects.0.name`.
    pub fn key(&self) -> String {
        self.to_string()
    }

    /// The place, without a span, that [`Place::key`] names.
    pub fn from_key(key: &str) -> Option<Place> {
        match key.split_once('.') {
            None => Field::from_key(key).map(Place::of),
            Some((table, rest)) => {
                let (row, column) = rest.split_once('.')?;
                let field = Field::from_column_key(Table::from_key(table)?, column)?;
                Some(Place::in_row(field, row.parse().ok()?))
            }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let spec = self.field.spec();
        match (spec.table, self.row) {
            (Some(table), Some(row)) => write!(f, "{}.{row}.{}", table.key(), spec.key),
            _ => f.write_str(spec.key),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::FIELDS;

    #[test]
    fn a_key_names_its_place() {
        for spec in FIELDS {
            let place = match spec.table {
                Some(_) => Place::in_row(spec.field, 12),
                None => Place::of(spec.field),
            };
            assert_eq!(Place::from_key(&place.key()), Some(place));
        }
        assert_eq!(
            Place::in_row(Field::SubProjectName, 0).key(),
            "sub_projects.0.name"
        );
    }

    #[test]
    fn what_is_no_key_names_no_place() {
        for key in [
            "",
            ".",
            "name",
            "sub_projects",
            "sub_projects.x.name",
            "sub_projects.0.",
            "a.0.name",
        ] {
            assert_eq!(Place::from_key(key), None, "{key}");
        }
    }
}
