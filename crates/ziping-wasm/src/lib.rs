//! The core for JavaScript: convert, call, convert. What there is to know is in the core.
//!
//! What JavaScript hands over may be anything; a fault in it is thrown as an `Error`, and
//! nothing here panics, since a panic ends the module for good.
//!
//! Objects of our own making go out by serde-wasm-bindgen. A draft goes in and out as JSON,
//! which is what it is: it may hold entries that this version doesn't know, and JSON
//! brings them back as they came (numbers of any size, a key `__proto__`).

mod argument;
mod shape;
mod utf16;

use js_sys::JSON;
use serde::Serialize;
use serde_json::{json, Value as Json};
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use ziping_core::export::FORMATS;
use ziping_core::field::FIELDS;
use ziping_core::import;
use ziping_core::rule::RULES;
use ziping_core::save::Saved;
use ziping_core::Subject;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
#[wasm_bindgen(typescript_custom_section)]
const CATALOGUE_TYPES: &str = include_str!("catalogue.d.ts");

/// Everything that is wrong with a draft, in the order of the form.
#[wasm_bindgen(unchecked_return_type = "Finding[]")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let draft = argument::draft(draft)?;
    let findings = Subject::of(&draft, argument::today(options)?).findings();
    plain_each(&findings, |finding| shape::Finding::of(finding, &draft))
}

/// The totals and rates of a draft, as exact decimals in strings.
#[wasm_bindgen(unchecked_return_type = "Figures")]
pub fn calculate(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
) -> Result<JsValue, JsValue> {
    let draft = argument::draft(draft)?;
    plain(&shape::Figures::of(&Subject::of(&draft, None).figures))
}

/// The report as a file of this format. It is marked as a draft while `check`, with the
/// same options, finds errors.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "Options")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let draft = argument::draft(draft)?;
    let format = argument::format(format)?;
    let subject = Subject::of(&draft, argument::today(options)?);
    let document = subject.final_document(&subject.findings());
    Ok((format.write)(&document, &draft))
}

/// What to call such a file: `海口市公安局-信息化专项计划-2021-项目支出绩效自评报告.html`.
#[wasm_bindgen(js_name = fileName)]
pub fn file_name(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
) -> Result<String, JsValue> {
    let draft = argument::draft(draft)?;
    let extension = argument::format(format)?.extension;
    Ok(format!(
        "{}.{extension}",
        Subject::of(&draft, None).file_name()
    ))
}

/// The draft inside a report that was exported as HTML, or why there is none.
#[wasm_bindgen(js_name = readReport, unchecked_return_type = "ReadReport")]
pub fn read_report(
    #[wasm_bindgen(unchecked_param_type = "string")] html: &JsValue,
) -> Result<JsValue, JsValue> {
    from_json(&match import::html::read(&argument::text("html", html)?) {
        Saved::Draft(draft) => json!({ "draft": draft.to_json() }),
        Saved::Newer(_) => json!({ "error": "newer" }),
        Saved::Unknown => json!({ "error": "unknown" }),
    })
}

/// The draft with these edits carried out, one after the other; the one handed over stays
/// as it is. An edit that points to a row or a stretch of text that isn't there changes
/// nothing.
#[wasm_bindgen(js_name = applyEdits, unchecked_return_type = "Draft")]
pub fn apply_edits(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Edit[]")] edits: &JsValue,
) -> Result<JsValue, JsValue> {
    let mut draft = argument::draft(draft)?;
    for edit in argument::edits(edits)? {
        let edit = edit.to_core(&draft).map_err(|why| JsError::new(&why))?;
        draft.apply(&edit);
    }
    from_json(&draft.to_json())
}

/// A filled-in draft to try things with: the published report of a police department.
#[wasm_bindgen(unchecked_return_type = "Draft")]
pub fn sample() -> Result<JsValue, JsValue> {
    from_json(&ziping_core::sample::sample().to_json())
}

/// What `exportReport` can write.
#[wasm_bindgen(unchecked_return_type = "Format[]")]
pub fn formats() -> Result<JsValue, JsValue> {
    plain_each(FORMATS, shape::Format::of)
}

/// Every slot of the report, in its order.
#[wasm_bindgen(unchecked_return_type = "Field[]")]
pub fn fields() -> Result<JsValue, JsValue> {
    plain_each(FIELDS, shape::Field::of)
}

/// Every rule that `check` applies, by code.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    plain_each(RULES, shape::Rule::of)
}

fn plain_each<'a, T, S: Serialize>(
    items: &'a [T],
    shape: impl Fn(&'a T) -> S,
) -> Result<JsValue, JsValue> {
    plain(&items.iter().map(shape).collect::<Vec<S>>())
}

fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

fn from_json(json: &Json) -> Result<JsValue, JsValue> {
    JSON::parse(&json.to_string())
}
