//! The decoder for GB 18030 that every browser has, and Node too.

use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    type TextDecoder;
    #[wasm_bindgen(constructor, catch)]
    fn new(label: &str, options: &JsValue) -> Result<TextDecoder, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn decode(this: &TextDecoder, bytes: &[u8]) -> Result<String, JsValue>;
    #[wasm_bindgen(js_namespace = JSON, catch)]
    fn parse(json: &str) -> Result<JsValue, JsValue>;
}

/// The text, or none if it isn't one in this encoding.
pub(crate) fn gb18030(bytes: &[u8]) -> Option<String> {
    let options = parse(r#"{"fatal":true}"#).ok()?;
    let decoder = TextDecoder::new("gb18030", &options).ok()?;
    decoder.decode(bytes).ok()
}
