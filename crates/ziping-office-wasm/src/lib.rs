//! Office files for the page: convert, call, convert. What goes in and out beside bytes is
//! JSON of the core's types, so that this module and the page's own share no memory.
//!
//! The script of this module gives it the global name `ziping_office`.

mod decoder;

use serde_json::{json, Value as Json};
use wasm_bindgen::prelude::*;
use ziping_core::document::Document;
use ziping_core::import::received::Received;
use ziping_core::import::source::{self, Source};
use ziping_core::spreadsheet::Workbook;
use ziping_office::{Limits, Refusal};

/// What a file gives, as JSON: `{"reports": […]}` as [`Received`] writes them, or
/// `{"refusal": {"key": …, "message": …}}`.
fn outcome(result: Result<Source, Refusal>, file_name: &str) -> Json {
    match result {
        Ok(source) => {
            let reports = Received::all(&source, source::read(&source));
            json!({ "reports": reports.iter().map(Received::to_json).collect::<Vec<Json>>() })
        }
        Err(refusal) => json!({
            "refusal": { "key": refusal.key(), "message": refusal.message(file_name) }
        }),
    }
}

/// Reads a file.
#[wasm_bindgen]
pub fn read(bytes: &[u8], name: &str) -> String {
    let result = ziping_office::read(bytes, name, &Limits::default(), decoder::gb18030);
    outcome(result, name).to_string()
}

/// A document (JSON of `Document`) as a Word file, with the draft that it carries.
#[wasm_bindgen(js_name = writeDocx)]
pub fn write_docx(document: &str, draft: Option<String>) -> Result<Vec<u8>, JsError> {
    let document: Document = serde_json::from_str(document)?;
    Ok(ziping_office::write_docx(&document, draft.as_deref()))
}

/// A workbook (JSON of `Workbook`) as an Excel file, with the draft that it carries.
#[wasm_bindgen(js_name = writeXlsx)]
pub fn write_xlsx(workbook: &str, draft: Option<String>) -> Result<Vec<u8>, JsError> {
    let workbook: Workbook = serde_json::from_str(workbook)?;
    Ok(ziping_office::write_xlsx(&workbook, draft.as_deref()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outcome_is_reports_or_a_refusal() {
        let source = Source::of_text("项目名称：信息化专项计划");
        let reports = outcome(Ok(source), "a.docx");
        let name = &reports["reports"][0]["draft"]["project_name"];
        assert_eq!(name, "信息化专项计划");
        assert_eq!(
            outcome(Err(Refusal::Empty), "a.doc").to_string(),
            r#"{"refusal":{"key":"empty","message":"“a.doc”是空文件。请检查是否选错了文件"}}"#
        );
    }
}
