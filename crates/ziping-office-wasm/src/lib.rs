//! Office files for the page: convert, call, convert. What goes in and out beside bytes is
//! JSON of the core's types, so that this module and the page's own share no memory.
//!
//! The script of this module gives it the global name `ziping_office`.

mod decoder;

use serde::Serialize;
use wasm_bindgen::prelude::*;
use ziping_core::document::Document;
use ziping_core::import::source::Source;
use ziping_core::spreadsheet::Workbook;
use ziping_office::{Limits, Refusal};

/// What a file gives, as JSON: `{"source": …}` or `{"refusal": {"key": …, "message": …}}`.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Outcome {
    Source(Source),
    Refusal { key: &'static str, message: String },
}

impl Outcome {
    fn of(result: Result<Source, Refusal>, file_name: &str) -> Outcome {
        match result {
            Ok(source) => Outcome::Source(source),
            Err(refusal) => Outcome::Refusal {
                key: refusal.key(),
                message: refusal.message(file_name),
            },
        }
    }
}

/// Reads a file.
#[wasm_bindgen]
pub fn read(bytes: &[u8], name: &str) -> Result<String, JsError> {
    let result = ziping_office::read(bytes, name, &Limits::default(), decoder::gb18030);
    Ok(serde_json::to_string(&Outcome::of(result, name))?)
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
    use ziping_core::import::source::Block;

    #[test]
    fn an_outcome_is_a_source_or_a_refusal() {
        let json = |result| serde_json::to_string(&Outcome::of(result, "a.doc")).unwrap();
        let source = Source {
            blocks: vec![Block::Line("项目".to_owned())],
            draft: None,
        };
        assert_eq!(
            json(Ok(source)),
            r#"{"source":{"blocks":[{"Line":"项目"}],"draft":null}}"#
        );
        assert_eq!(
            json(Err(Refusal::Empty)),
            r#"{"refusal":{"key":"empty","message":"“a.doc”是空文件。请检查是否选错了文件"}}"#
        );
    }
}
