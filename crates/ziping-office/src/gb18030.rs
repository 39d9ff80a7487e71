//! GB 18030 (国家标准), and with it GB 2312 and GBK.

/// Decodes a text; none if it isn't one in this encoding.
pub fn gb18030(bytes: &[u8]) -> Option<String> {
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(bytes);
    decoded.map(|text| text.into_owned())
}
