//! The draft (草稿): the texts exactly as typed, and the edits that change them.
//!
//! It is the ground state: it alone is saved, undone, imported. Everything else (the form,
//! the figures, the findings, the report) is derived from it and never stored.

use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::field::{Field, Table, FIELDS};
use crate::place::Place;

/// The typed texts, by [`Place`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// By field; the columns of tables stay empty here.
    texts: Vec<String>,
    /// By table, the rows. Drafts that differ in a row share the others, so that one of a
    /// thousand rows is cheap to copy and to compare.
    tables: Vec<Vec<Arc<Row>>>,
    /// Entries of a saved file that this version doesn't know, kept and saved again.
    unknown: Map<String, Json>,
}

/// A row of a table: the texts by column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    texts: Vec<String>,
    unknown: Map<String, Json>,
}

impl Row {
    fn of(table: Table) -> Row {
        Row {
            texts: vec![String::new(); table.columns().count()],
            unknown: Map::new(),
        }
    }
}

/// A change of a draft. A fix is made of these, and so is everything done on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Replaces the text at a place (with a span: that stretch of it).
    Set { place: Place, text: String },
    /// Inserts an empty row before row `row`, or at the end.
    InsertRow { table: Table, row: usize },
    /// Removes a row with its texts.
    RemoveRow { table: Table, row: usize },
    /// Moves a row with its texts to where row `to` is.
    MoveRow { table: Table, row: usize, to: usize },
}

impl Default for Draft {
    fn default() -> Draft {
        Draft {
            texts: vec![String::new(); Field::COUNT],
            tables: vec![Vec::new(); Table::ALL.len()],
            unknown: Map::new(),
        }
    }
}

impl Draft {
    /// The text at a place, its span left out of account; empty where there is no such row.
    pub fn text(&self, place: &Place) -> &str {
        match (place.field.spec().table, place.row) {
            (Some(table), Some(row)) => self.tables[table as usize]
                .get(row)
                .zip(table.column(place.field))
                .map_or("", |(row, column)| &row.texts[column]),
            _ => &self.texts[place.field as usize],
        }
    }

    /// The text of a field outside tables.
    pub fn get(&self, field: Field) -> &str {
        &self.texts[field as usize]
    }

    /// A row as a whole, to tell whether it is still the same.
    pub fn row(&self, table: Table, row: usize) -> Option<&Arc<Row>> {
        self.tables[table as usize].get(row)
    }

    pub fn row_count(&self, table: Table) -> usize {
        self.tables[table as usize].len()
    }

    /// Whether nothing has been typed.
    pub fn is_blank(&self) -> bool {
        *self == Draft::default()
    }

    /// Every place that exists, filled in or not.
    pub fn places(&self) -> Vec<Place> {
        let singles = FIELDS
            .iter()
            .filter(|spec| spec.table.is_none())
            .map(|spec| Place::of(spec.field));
        let cells = Table::ALL.iter().flat_map(|table| {
            (0..self.row_count(*table)).flat_map(|row| {
                table
                    .columns()
                    .map(move |spec| Place::in_row(spec.field, row))
            })
        });
        singles.chain(cells).collect()
    }

    /// Sets the text of a field outside tables.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        self.texts[field as usize] = text.into();
    }

    /// Replaces the rows of a table; for none, an empty one.
    pub(crate) fn set_rows(&mut self, table: Table, rows: Vec<Option<Arc<Row>>>) {
        let rows = rows.into_iter();
        let rows = rows.map(|row| row.unwrap_or_else(|| Arc::new(Row::of(table))));
        self.tables[table as usize] = rows.collect();
    }

    /// Carries out an edit. One that points nowhere (a row or a span that is no longer
    /// there) changes nothing.
    pub fn apply(&mut self, edit: &Edit) {
        match edit {
            Edit::Set { place, text } => {
                let Some(slot) = self.slot(place) else {
                    return;
                };
                match place.span {
                    None => slot.clone_from(text),
                    Some(span) if slot.get(span.range()).is_some() => {
                        slot.replace_range(span.range(), text);
                    }
                    Some(_) => {}
                }
            }
            Edit::InsertRow { table, row } => {
                let rows = &mut self.tables[*table as usize];
                rows.insert((*row).min(rows.len()), Arc::new(Row::of(*table)));
            }
            Edit::RemoveRow { table, row } => {
                let rows = &mut self.tables[*table as usize];
                if *row < rows.len() {
                    rows.remove(*row);
                }
            }
            Edit::MoveRow { table, row, to } => {
                let rows = &mut self.tables[*table as usize];
                if *row < rows.len() && *to < rows.len() {
                    let moved = rows.remove(*row);
                    rows.insert(*to, moved);
                }
            }
        }
    }

    fn slot(&mut self, place: &Place) -> Option<&mut String> {
        match (place.field.spec().table, place.row) {
            (Some(table), Some(row)) => {
                let row = self.tables[table as usize].get_mut(row)?;
                Arc::make_mut(row).texts.get_mut(table.column(place.field)?)
            }
            (None, None) => self.texts.get_mut(place.field as usize),
            _ => None,
        }
    }

    /// The draft as JSON: an object of texts by key, tables as arrays of such objects.
    /// Empty texts are left out.
    pub fn to_json(&self) -> Json {
        let mut object = Map::new();
        for spec in FIELDS.iter().filter(|spec| spec.table.is_none()) {
            let text = self.get(spec.field);
            if !text.is_empty() {
                object.insert(spec.key.to_owned(), text.into());
            }
        }
        for table in Table::ALL {
            let rows = &self.tables[*table as usize];
            if !rows.is_empty() {
                let rows = rows.iter().map(|row| row_to_json(*table, row)).collect();
                object.insert(table.key().to_owned(), Json::Array(rows));
            }
        }
        for (key, value) in &self.unknown {
            object.entry(key.clone()).or_insert_with(|| value.clone());
        }
        Json::Object(object)
    }

    /// Reads what [`Draft::to_json`] wrote, and what a program may hand over: a number
    /// counts as its digits. What fits no field is kept and written again. Anything but
    /// an object is an empty draft that keeps nothing.
    pub fn from_json(json: &Json) -> Draft {
        let mut draft = Draft::default();
        let Json::Object(object) = json else {
            return draft;
        };
        for (key, value) in object {
            if let (Some(field), Some(text)) = (Field::from_key(key), scalar(value)) {
                draft.set(field, text);
            } else if let (Some(table), Json::Array(rows)) = (Table::from_key(key), value) {
                draft.tables[table as usize] = rows
                    .iter()
                    .map(|row| Arc::new(row_from_json(table, row)))
                    .collect();
            } else {
                draft.unknown.insert(key.clone(), value.clone());
            }
        }
        draft
    }
}

/// The text of a JSON string or number.
fn scalar(json: &Json) -> Option<String> {
    match json {
        Json::String(text) => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn row_to_json(table: Table, row: &Row) -> Json {
    let mut object = Map::new();
    for (spec, text) in table.columns().zip(&row.texts) {
        if !text.is_empty() {
            object.insert(spec.key.to_owned(), text.as_str().into());
        }
    }
    for (key, value) in &row.unknown {
        object.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Json::Object(object)
}

fn row_from_json(table: Table, json: &Json) -> Row {
    let mut row = Row::of(table);
    let Json::Object(object) = json else {
        row.unknown.insert(String::new(), json.clone());
        return row;
    };
    for (key, value) in object {
        let column = table.columns().position(|spec| spec.key == key);
        match (column, scalar(value)) {
            (Some(column), Some(text)) => row.texts[column] = text,
            _ => {
                row.unknown.insert(key.clone(), value.clone());
            }
        }
    }
    row
}

/// Drafts with any text in any field, and up to two rows in every table.
#[cfg(test)]
pub(crate) fn any_drafts() -> impl proptest::strategy::Strategy<Value = Draft> {
    use proptest::prelude::*;

    let columns: usize = Table::ALL.iter().map(|table| table.columns().count()).sum();
    let texts = proptest::collection::vec(any::<String>(), FIELDS.len() + columns);
    let rows = proptest::collection::vec(0usize..3, Table::ALL.len());
    (texts, rows).prop_map(|(texts, rows)| {
        let mut draft = Draft::default();
        for (table, rows) in Table::ALL.iter().zip(rows) {
            for row in 0..rows {
                draft.apply(&Edit::InsertRow { table: *table, row });
            }
        }
        for (place, text) in draft.places().into_iter().zip(texts) {
            draft.apply(&Edit::Set { place, text });
        }
        draft
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::place::Span;

    fn set(place: Place, text: &str) -> Edit {
        Edit::Set {
            place,
            text: text.to_owned(),
        }
    }

    #[test]
    fn an_edit_changes_its_place_only() {
        let mut draft = Draft::default();
        draft.apply(&set(Place::of(Field::ProjectName), "信息化专项计划"));
        draft.apply(&Edit::InsertRow {
            table: Table::SubProjects,
            row: 9,
        });
        draft.apply(&set(Place::in_row(Field::SubProjectName, 0), "户政"));
        assert_eq!(draft.get(Field::ProjectName), "信息化专项计划");
        assert_eq!(draft.text(&Place::in_row(Field::SubProjectName, 0)), "户政");
        assert_eq!(draft.text(&Place::in_row(Field::SubProjectSpent, 0)), "");
        let before = draft.clone();
        let remove = |row| Edit::RemoveRow {
            table: Table::SubProjects,
            row,
        };
        draft.apply(&remove(1));
        assert_eq!(draft, before, "there is no such row");
        draft.apply(&remove(0));
        assert_eq!(draft.row_count(Table::SubProjects), 0);
    }

    #[test]
    fn a_draft_is_blank_until_something_is_typed() {
        let mut draft = Draft::default();
        assert!(draft.is_blank());
        draft.set(Field::ProjectName, "甲");
        assert!(!draft.is_blank());
        draft.set(Field::ProjectName, "");
        assert!(draft.is_blank());
    }

    #[test]
    fn a_row_moves_with_all_that_is_in_it() {
        let rows = json!([{"name": "甲", "colour": "red"}, {"name": "乙"}, {"name": "丙"}]);
        let mut draft = Draft::from_json(&json!({ "sub_projects": rows }));
        let table = Table::SubProjects;
        let to = |row, to| Edit::MoveRow { table, row, to };
        draft.apply(&to(0, 2));
        assert_eq!(
            draft.to_json()["sub_projects"],
            json!([{"name": "乙"}, {"name": "丙"}, {"name": "甲", "colour": "red"}])
        );
        let moved = draft.clone();
        [to(0, 3), to(3, 0), to(1, 1)]
            .iter()
            .for_each(|edit| draft.apply(edit));
        assert_eq!(draft, moved);
    }

    #[test]
    fn a_changed_copy_shares_its_other_rows() {
        let mut draft = crate::sample::sample();
        let before = draft.clone();
        draft.apply(&set(Place::in_row(Field::SubProjectName, 1), "户政"));
        let row = |draft: &Draft, row| draft.row(Table::SubProjects, row).cloned().unwrap();
        assert!(Arc::ptr_eq(&row(&draft, 0), &row(&before, 0)));
        assert_ne!(row(&draft, 1), row(&before, 1));
    }

    #[test]
    fn a_span_replaces_its_stretch_and_nothing_where_it_fits_no_longer() {
        let mut draft = Draft::default();
        draft.set(Field::GoalsMet, "支出率19.72%，");
        let span = |start, end| Place {
            span: Some(Span { start, end }),
            ..Place::of(Field::GoalsMet)
        };
        draft.apply(&set(span(9, 15), "19.73%"));
        assert_eq!(draft.get(Field::GoalsMet), "支出率19.73%，");
        for (start, end) in [(1, 2), (9, 99), (15, 9)] {
            draft.apply(&set(span(start, end), "x"));
        }
        assert_eq!(draft.get(Field::GoalsMet), "支出率19.73%，");
    }

    #[test]
    fn a_place_without_its_row_is_no_place() {
        let mut draft = Draft::default();
        let before = draft.clone();
        draft.apply(&set(Place::of(Field::SubProjectName), "x"));
        draft.apply(&set(Place::in_row(Field::SubProjectName, 3), "x"));
        draft.apply(&set(Place::in_row(Field::BudgetUnit, 0), "x"));
        assert_eq!(draft, before);
    }

    #[test]
    fn what_a_version_does_not_know_is_kept() {
        let json = json!({
            "budget_unit": "海口市公安局",
            "fiscal_initial": 18388700,
            "sub_projects": [{"name": "户政", "colour": "red"}, 7],
            "indicators": [{"name": "a"}],
            "title": {"not": "a text"},
        });
        let draft = Draft::from_json(&json);
        assert_eq!(draft.get(Field::FiscalInitial), "18388700");
        let again = draft.to_json();
        assert_eq!(again["indicators"], json["indicators"]);
        assert_eq!(again["title"], json["title"]);
        assert_eq!(again["sub_projects"][0], json["sub_projects"][0]);
        assert_eq!(again["sub_projects"][1][""], json["sub_projects"][1]);
        assert_eq!(Draft::from_json(&again), draft);
        assert!(Draft::from_json(&json!("text")).is_blank());
    }
}
