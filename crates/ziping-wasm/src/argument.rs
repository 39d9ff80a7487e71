//! What JavaScript hands over, read; every fault is an error to be thrown.
//!
//! Objects come through `JSON.stringify`. It is the one call in which getters, proxies and
//! `toJSON` run, and what they throw is caught there: an exception that went through this
//! module's own frames would leave its stack unwound halfway. It refuses cycles, and
//! serde_json refuses deep nesting.

use js_sys::{JsString, Uint8Array, JSON};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};
use ziping_core::draft::Draft;
use ziping_core::export::Format;
use ziping_core::field::Table;

use crate::shape;
use crate::utf16;

/// The longest text that is let in, in UTF-16 units, and the longest file, in bytes: hundreds
/// of long reports. With [`MOST_ROWS`] it keeps the worst of all drafts well within the
/// module's memory of 4 GB; running out of that is the one fault that can't be caught.
const LONGEST: u32 = 4 * 1024 * 1024;
/// Of the tables together and, where there are several drafts, with a row for each.
const MOST_ROWS: usize = 100_000;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Uint8Array)]
    type Bytes;
    /// `new Uint8Array(value)`. What it throws is caught, and the copy's length is its own.
    #[wasm_bindgen(constructor, js_class = "Uint8Array", catch)]
    fn copy_of(value: &JsValue) -> Result<Bytes, JsValue>;
}

/// The content of a `Uint8Array`. It is read from a copy: the one handed over may be a proxy,
/// or of a class of its own, which throws when it is asked for its length, or lies.
pub(crate) fn bytes(name: &str, value: &JsValue) -> Result<Vec<u8>, JsValue> {
    if !value.is_instance_of::<Uint8Array>() {
        return Err(error(&format!("{name} must be a Uint8Array")));
    }
    let copy: Uint8Array = Bytes::copy_of(value)?.unchecked_into();
    if copy.length() > LONGEST {
        return Err(error(&format!("{name} is too long")));
    }
    Ok(copy.to_vec())
}

pub(crate) fn draft(value: &JsValue) -> Result<Draft, JsValue> {
    let json = object("draft", value)?;
    if rows(&json) > MOST_ROWS {
        return Err(error("draft has too many rows"));
    }
    Ok(Draft::from_json(&json))
}

pub(crate) fn drafts(value: &JsValue) -> Result<Vec<Draft>, JsValue> {
    let Json::Array(drafts) = json("drafts", value)? else {
        return Err(error("drafts must be an array"));
    };
    all_drafts("drafts", &drafts).map_err(|why| error(&why))
}

/// Several drafts, unless one of them is none, or they are too many.
pub(crate) fn all_drafts(name: &str, drafts: &[Json]) -> Result<Vec<Draft>, String> {
    if let Some(at) = drafts.iter().position(|draft| !draft.is_object()) {
        return Err(format!("{name}[{at}] must be an object"));
    }
    if drafts.len() + drafts.iter().map(rows).sum::<usize>() > MOST_ROWS {
        return Err(format!("{name} have too many rows"));
    }
    Ok(drafts.iter().map(Draft::from_json).collect())
}

fn rows(draft: &Json) -> usize {
    let tables = Table::ALL.iter();
    tables
        .filter_map(|table| draft[table.key()].as_array())
        .map(Vec::len)
        .sum()
}

/// The options, or the usual ones where none are handed over.
pub(crate) fn options<T: Default + DeserializeOwned>(value: &JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    read("options", object("options", value)?)
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
