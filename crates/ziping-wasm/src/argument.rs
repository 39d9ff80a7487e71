//! What JavaScript hands over, read; every fault is an error to be thrown.
//!
//! Objects come through `JSON.stringify`, those of a long array one by one through
//! `Reflect.get`. These are the calls in which getters, proxies and `toJSON` run, and what they
//! throw is caught there: an exception that went through this module's own frames would leave
//! its stack unwound halfway. The former refuses cycles, and serde_json deep nesting.

use js_sys::{Array, JsString, Reflect, Uint8Array, JSON};
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsError, JsValue};
use ziping_core::draft::Draft;
use ziping_core::export::Format;
use ziping_core::field::Table;
use ziping_core::Edition;

use crate::shape;
use crate::utf16;

/// The longest text that is let in, in UTF-16 units: hundreds of long reports. With
/// [`MOST_ROWS`] it keeps the worst of all drafts well within the module's memory of 4 GB;
/// running out of that is the one fault that can't be caught.
const LONGEST: u32 = 4 * 1024 * 1024;
/// Of the tables together and, where there are several drafts, with a row for each.
pub(crate) const MOST_ROWS: usize = 100_000;
/// The longest that the elements of an array are together of which one after the other is let
/// in, in UTF-16 units: ten thousand usual reports.
const LONGEST_TOGETHER: u32 = 32 * LONGEST;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = Uint8Array)]
    type Bytes;
    /// `new Uint8Array(value)`. What it throws is caught, and the copy's length is its own.
    #[wasm_bindgen(constructor, js_class = "Uint8Array", catch)]
    fn copy_of(value: &JsValue) -> Result<Bytes, JsValue>;
}

/// The content of a `Uint8Array`, or none if it is longer than so many bytes. It is read from
/// a copy: the one handed over may be a proxy, or of a class of its own, which throws when it
/// is asked for its length, or lies.
pub(crate) fn bytes(name: &str, value: &JsValue, most: usize) -> Result<Option<Vec<u8>>, JsValue> {
    if !value.is_instance_of::<Uint8Array>() {
        return Err(error(&format!("{name} must be a Uint8Array")));
    }
    let copy: Uint8Array = Bytes::copy_of(value)?.unchecked_into();
    let fits = copy.length() as usize <= most;
    Ok(fits.then(|| copy.to_vec()))
}

pub(crate) fn draft(value: &JsValue) -> Result<Draft, JsValue> {
    let json = json("draft", value)?;
    draft_of(&json).map_err(|why| error(&why))
}

/// A draft, unless it is none, or too long a one.
pub(crate) fn draft_of(json: &Json) -> Result<Draft, String> {
    if !json.is_object() {
        return Err("draft must be an object".to_owned());
    }
    if rows(json) > MOST_ROWS {
        return Err("draft has too many rows".to_owned());
    }
    Ok(Draft::from_json(json))
}

/// Reads the elements of an array, one after the other: there may be more of them than the
/// module has room for at once.
pub(crate) fn each(
    name: &str,
    value: &JsValue,
    mut read: impl FnMut(Json) -> Result<(), String>,
) -> Result<(), JsValue> {
    if !value.is_instance_of::<Array>() {
        return Err(error(&format!("{name} must be an array")));
    }
    let length = Reflect::get(value, &"length".into())?.as_f64();
    let length = length.unwrap_or_default() as u32;
    let mut left = LONGEST_TOGETHER;
    for at in 0..length {
        let element = Reflect::get_u32(value, at)?;
        let json = stringified(&element)?;
        left = left
            .checked_sub(json.length())
            .ok_or_else(|| error(&format!("{name} are too long")))?;
        let name = format!("{name}[{at}]");
        read(parsed(&name, &json)?).map_err(|why| error(&format!("{name}: {why}")))?;
    }
    Ok(())
}

/// Reads an object.
pub(crate) fn one<T>(
    name: &str,
    value: &JsValue,
    read: impl FnOnce(Json) -> Result<T, String>,
) -> Result<T, JsValue> {
    read(object(name, value)?).map_err(|why| error(&format!("{name}: {why}")))
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
    let format = ziping_office::formats().find(|format| format.key == key);
    format.ok_or_else(|| error("format must be the key of one of formats()"))
}

/// The edition that is wanted in this format: its usual one unless one is named.
pub(crate) fn edition(format: &Format, named: Option<Edition>) -> Result<Edition, JsValue> {
    let edition = named.unwrap_or(format.editions[0]);
    match format.editions.contains(&edition) {
        true => Ok(edition),
        false => Err(error(&format!(
            "options: {} has no edition {}",
            format.key,
            edition.key()
        ))),
    }
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
    parsed(name, &stringified(value)?)
}

/// `null` for undefined, functions and symbols, of which there is no JSON.
fn stringified(value: &JsValue) -> Result<JsString, JsValue> {
    let json: JsValue = JSON::stringify(value)?.into();
    Ok(match json.is_undefined() {
        true => JsString::from("null"),
        false => json.unchecked_into(),
    })
}

fn parsed(name: &str, json: &JsString) -> Result<Json, JsValue> {
    let json = utf16::well_formed(&text(name, json)?);
    serde_json::from_str(&json).map_err(|why| error(&format!("{name}: {why}")))
}

fn read<T: DeserializeOwned>(name: &str, json: Json) -> Result<T, JsValue> {
    serde_json::from_value(json).map_err(|why| error(&format!("{name}: {why}")))
}

fn error(message: &str) -> JsValue {
    JsError::new(message).into()
}
