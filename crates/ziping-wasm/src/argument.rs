//! What JavaScript hands over, read; every fault is an error to be thrown.
//!
//! Objects come through `JSON.stringify`. It is the one call in which getters, proxies and
//! `toJSON` run, and what they throw is caught there: an exception that went through this
//! module's own frames would leave its stack unwound halfway. It refuses cycles, and
//! serde_json refuses deep nesting.

use js_sys::{JsString, JSON};
use serde::de::DeserializeOwned;
use serde::Deserialize;
use serde_json::Value as Json;
use wasm_bindgen::{JsCast, JsError, JsValue};
use ziping_core::draft::Draft;
use ziping_core::export::Format;
use ziping_core::field::value::Date;
use ziping_core::field::Table;

use crate::shape;
use crate::utf16;

/// The longest text that is let in, in UTF-16 units: hundreds of long reports. With
/// [`MOST_ROWS`] it keeps the worst of all drafts well within the module's memory of 4 GB;
/// running out of that is the one fault that can't be caught.
const LONGEST: u32 = 4 * 1024 * 1024;
const MOST_ROWS: usize = 100_000;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Options {
    today: Option<String>,
}

pub(crate) fn draft(value: &JsValue) -> Result<Draft, JsValue> {
    let json = object("draft", value)?;
    for table in Table::ALL {
        let rows = json[table.key()].as_array();
        if rows.is_some_and(|rows| rows.len() > MOST_ROWS) {
            return Err(error("draft has too many rows"));
        }
    }
    Ok(Draft::from_json(&json))
}

/// The date in the options, if there are any and they name one.
pub(crate) fn today(options: &JsValue) -> Result<Option<Date>, JsValue> {
    if options.is_undefined() || options.is_null() {
        return Ok(None);
    }
    let options: Options = read("options", object("options", options)?)?;
    let Some(today) = options.today else {
        return Ok(None);
    };
    match Date::read(&today).value() {
        Some(date) => Ok(Some(date)),
        None => Err(error("options.today must be a date such as 2022-07-07")),
    }
}

pub(crate) fn format(value: &JsValue) -> Result<&'static Format, JsValue> {
    let key = text("format", value)?;
    Format::from_key(&key).ok_or_else(|| error("format must be the key of one of formats()"))
}

pub(crate) fn edits(value: &JsValue) -> Result<Vec<shape::Edit>, JsValue> {
    read("edits", json("edits", value)?)
}

pub(crate) fn text(name: &str, value: &JsValue) -> Result<String, JsValue> {
    let Some(text) = value.dyn_ref::<JsString>() else {
        return Err(error(&format!("{name} must be a string")));
    };
    if text.length() > LONGEST {
        return Err(error(&format!("{name} is too long")));
    }
    Ok(String::from(text))
}

fn object(name: &str, value: &JsValue) -> Result<Json, JsValue> {
    match json(name, value)? {
        object @ Json::Object(_) => Ok(object),
        _ => Err(error(&format!("{name} must be an object"))),
    }
}

fn json(name: &str, value: &JsValue) -> Result<Json, JsValue> {
    let json: JsValue = JSON::stringify(value)?.into();
    if json.is_undefined() {
        // Of undefined, functions and symbols.
        return Ok(Json::Null);
    }
    let json = utf16::well_formed(&text(name, &json)?);
    serde_json::from_str(&json).map_err(|why| error(&format!("{name}: {why}")))
}

fn read<T: DeserializeOwned>(name: &str, json: Json) -> Result<T, JsValue> {
    serde_json::from_value(json).map_err(|why| error(&format!("{name}: {why}")))
}

fn error(message: &str) -> JsValue {
    JsError::new(message).into()
}
