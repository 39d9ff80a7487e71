//! The form (表单): every text of a draft, read as its field's kind.

use crate::draft::Draft;
use crate::field::value::{trim, Date, Percent, Unreadable, Year, Yuan};
use crate::field::{Field, Kind, Table, Value, FIELDS};
use crate::place::Place;

/// A draft with its values. Reading never fails: what can't be read is a
/// [`Value::Unreadable`], which the rules report.
#[derive(Debug)]
pub struct Form<'d> {
    pub draft: &'d Draft,
    values: Vec<Value>,
    /// By table, by row, by column.
    tables: Vec<Vec<Vec<Value>>>,
}

impl<'d> Form<'d> {
    pub fn parse(draft: &'d Draft) -> Form<'d> {
        let values = FIELDS
            .iter()
            .map(|spec| Value::read(spec.kind, draft.get(spec.field)))
            .collect();
        let tables = Table::ALL
            .iter()
            .map(|table| {
                (0..draft.row_count(*table))
                    .map(|row| {
                        table
                            .columns()
                            .map(|spec| {
                                let place = Place::in_row(spec.field, row);
                                Value::read(spec.kind, draft.text(&place))
                            })
                            .collect()
                    })
                    .collect()
            })
            .collect();
        Form {
            draft,
            values,
            tables,
        }
    }

    pub fn value(&self, place: &Place) -> &Value {
        match (place.field.spec().table, place.row) {
            (Some(table), Some(row)) => {
                let row = self.tables[table as usize].get(row);
                row.zip(table.column(place.field))
                    .map_or(&Value::Empty, |(row, column)| &row[column])
            }
            _ => &self.values[place.field as usize],
        }
    }

    /// The typed text, without white space at its ends.
    pub fn text(&self, place: &Place) -> &'d str {
        trim(self.draft.text(place))
    }

    pub fn is_empty(&self, field: Field) -> bool {
        *self.value(&Place::of(field)) == Value::Empty
    }

    pub fn amount(&self, place: &Place) -> Option<Yuan> {
        match self.value(place) {
            Value::Amount(yuan) => Some(*yuan),
            _ => None,
        }
    }

    pub fn rate(&self, field: Field) -> Option<Percent> {
        match self.value(&Place::of(field)) {
            Value::Rate(percent) => Some(*percent),
            _ => None,
        }
    }

    /// 报告年度
    pub fn year(&self) -> Option<Year> {
        match self.value(&Place::of(Field::ReportYear)) {
            Value::Year(year) => Some(*year),
            _ => None,
        }
    }

    /// 落款日期
    pub fn signature_date(&self) -> Option<Date> {
        match self.value(&Place::of(Field::SignatureDate)) {
            Value::Date(date) => Some(*date),
            _ => None,
        }
    }

    /// The chosen option of a [`Kind::Choice`], the first where none is chosen.
    pub fn choice(&self, field: Field) -> &'static str {
        match (field.spec().kind, self.value(&Place::of(field))) {
            (Kind::Choice(options), Value::Choice(chosen)) => options[*chosen],
            (Kind::Choice(options), _) => options[0],
            _ => "",
        }
    }

    /// Every place with an unreadable text of this kind, and why.
    pub fn unreadable(&self, kind: Kind) -> Vec<(Place, &Unreadable)> {
        let mut found = Vec::new();
        for spec in FIELDS.iter().filter(|spec| spec.kind == kind) {
            let rows = spec.table.map_or(1, |table| self.draft.row_count(table));
            for row in 0..rows {
                let place = match spec.table {
                    None => Place::of(spec.field),
                    Some(_) => Place::in_row(spec.field, row),
                };
                if let Value::Unreadable(why) = self.value(&place) {
                    found.push((place, why));
                }
            }
        }
        found
    }
}
