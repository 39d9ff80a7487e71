//! The module for Office files: unpacked when it is first asked for.

use js_sys::Uint8Array;
use serde_json::Value as Json;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use ziping_core::import::received::Received;

use super::download;
use crate::state::export::{Content, File};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = zipingShell, catch)]
    async fn office() -> Result<JsValue, JsValue>;

    /// The module.
    #[wasm_bindgen(js_name = Object)]
    pub type Office;
    #[wasm_bindgen(method, catch)]
    fn read(this: &Office, bytes: &[u8], name: &str) -> Result<String, JsValue>;
    #[wasm_bindgen(method, catch, js_name = writeDocx)]
    fn write_docx(
        this: &Office,
        document: &str,
        draft: Option<&str>,
    ) -> Result<Uint8Array, JsValue>;
    #[wasm_bindgen(method, catch, js_name = writeXlsx)]
    fn write_xlsx(
        this: &Office,
        workbook: &str,
        draft: Option<&str>,
    ) -> Result<Uint8Array, JsValue>;
}

/// `None` where the browser couldn't unpack it, for want of memory.
pub async fn load() -> Option<Office> {
    let office = office().await.ok()?;
    Some(wasm_bindgen::JsCast::unchecked_into(office))
}

impl Office {
    /// The reports in a file, or why it isn't read.
    pub fn reports(&self, bytes: &[u8], name: &str) -> Result<Vec<Received>, String> {
        let failed = || format!("“{name}”不能读取：内存不足，或文件已损坏");
        let outcome = self.read(bytes, name).map_err(|_| failed())?;
        let outcome: Json = serde_json::from_str(&outcome).map_err(|_| failed())?;
        if let Some(message) = outcome["refusal"]["message"].as_str() {
            return Err(message.to_owned());
        }
        let reports = outcome["reports"].as_array().into_iter().flatten();
        Ok(reports.map(Received::from_json).collect())
    }

    fn written(&self, content: &Content) -> Option<Vec<u8>> {
        let bytes = match content {
            Content::Bytes(bytes) => return Some(bytes.clone()),
            Content::Word { document, draft } => {
                let document = serde_json::to_string(document).ok()?;
                self.write_docx(&document, draft.as_deref())
            }
            Content::Excel { workbook, draft } => {
                let workbook = serde_json::to_string(workbook).ok()?;
                self.write_xlsx(&workbook, draft.as_deref())
            }
        };
        bytes.ok().map(|bytes| bytes.to_vec())
    }
}

/// Hands the user a file. Word and Excel files take a moment the first time.
pub fn hand_out(file: File, failed: impl FnOnce(String) + 'static) {
    if let Content::Bytes(bytes) = &file.content {
        download(&file.name, file.mime, bytes);
        return;
    }
    spawn_local(async move {
        let office = load().await;
        match office.and_then(|office| office.written(&file.content)) {
            Some(bytes) => download(&file.name, file.mime, &bytes),
            None => failed(format!(
                "没有导出“{}”：内存不足，请关闭别的网页再试",
                file.name
            )),
        }
    });
}
