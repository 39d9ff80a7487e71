//! The shipped WebAssembly and the shipped page, read as bytes: no feature that
//! Chromium 80 doesn't know, no reference to anything outside, no trace of the
//! machine that built them.

use std::fs;
use wasmparser::{Parser, Payload, Validator, WasmFeatures};
use ziping_tests::dist_file;
use ziping_tests::pack::unpacked;

fn page() -> String {
    fs::read_to_string(dist_file("ziping.html")).unwrap()
}

/// What stands between two texts, wherever it does.
fn between<'a>(text: &'a str, start: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(start)
        .skip(1)
        .map(move |rest| rest.split(end).next().unwrap())
}

/// Every module that is shipped, with its name.
fn modules() -> Vec<(String, Vec<u8>)> {
    let page = page();
    let inside = between(&page, r#"data-bytes=""#, "</script>").map(|element| {
        let (size, rest) = element.split_once(r#"" id=""#).unwrap();
        let (id, text) = rest.split_once(r#"">"#).unwrap();
        (id.to_owned(), unpacked(text, size.parse().unwrap()))
    });
    let mut modules: Vec<(String, Vec<u8>)> = inside.collect();
    let ids: Vec<&str> = modules.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["program", "office"]);
    for name in ["node", "web"] {
        let file = dist_file(&format!("ziping-wasm/{name}/ziping_wasm_bg.wasm"));
        modules.push((name.to_owned(), fs::read(file).unwrap()));
    }
    modules
}

/// The first WebAssembly. Of what came later Chromium 80 knows a little, but
/// std is rebuilt anyway, so nothing of it has to be let in.
fn is_mvp(module: &[u8]) -> Result<(), String> {
    validate(module, WasmFeatures::MVP)
}

fn validate(module: &[u8], features: WasmFeatures) -> Result<(), String> {
    match Validator::new_with_features(features).validate_all(module) {
        Ok(_) => Ok(()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn no_module_uses_a_feature_newer_than_the_first_webassembly() {
    for (name, module) in modules() {
        assert_eq!(is_mvp(&module), Ok(()), "{name}");
    }
}

/// The test above could not fail if the validator took everything.
#[test]
fn the_validator_knows_newer_features_when_it_sees_them() {
    const HEADER: [u8; 8] = *b"\0asm\x01\0\0\0";
    const NO_PARAMETERS: [u8; 6] = [1, 4, 1, 0x60, 0, 0];
    let newer: [(&str, &[u8]); 3] = [
        // (type (func (param externref)))
        ("reference types", &[1, 5, 1, 0x60, 1, 0x6f, 0]),
        // (type (func (result i32 i32)))
        ("multi-value", &[1, 6, 1, 0x60, 0, 2, 0x7f, 0x7f]),
        // (type (func (param v128)))
        ("SIMD", &[1, 5, 1, 0x60, 1, 0x7b, 0]),
    ];
    for (name, section) in newer {
        assert!(is_mvp(&[&HEADER[..], section].concat()).is_err(), "{name}");
    }
    // Instructions, as the whole body of a function.
    let newer: [(&str, &[u8]); 3] = [
        // (drop (i32.extend8_s (i32.const 0)))
        ("sign extension", &[0x41, 0, 0xc0, 0x1a]),
        // (drop (i32.trunc_sat_f32_s (f32.const 0)))
        ("conversions", &[0x43, 0, 0, 0, 0, 0xfc, 0, 0x1a]),
        // (memory.fill (i32.const 0) (i32.const 0) (i32.const 0))
        ("bulk memory", &[0x41, 0, 0x41, 0, 0x41, 0, 0xfc, 11, 0]),
    ];
    for (name, instructions) in newer {
        let body = [&[0], instructions, &[0x0b]].concat();
        let length = u8::try_from(body.len()).unwrap();
        let module = [
            &HEADER[..],
            &NO_PARAMETERS,
            &[3, 2, 1, 0],                // one function of that type
            &[5, 3, 1, 0, 1],             // one page of memory
            &[10, length + 2, 1, length], // one body
            &body,
        ]
        .concat();
        assert!(is_mvp(&module).is_err(), "{name}");
        assert_eq!(validate(&module, WasmFeatures::all()), Ok(()), "{name}");
    }
}

#[test]
fn no_module_names_a_directory_of_the_machine_that_built_it() {
    let workspace = env!("CARGO_MANIFEST_DIR").trim_end_matches("tests");
    let home = std::env::var("HOME").unwrap_or("no home".to_owned()) + "/";
    for (name, module) in modules() {
        let text = String::from_utf8_lossy(&module);
        for directory in [
            &home, workspace, ".cargo", ".rustup", "rustlib", "/home/", "/Users/", "/tmp/",
            "/usr/", "C:\\",
        ] {
            assert!(!text.contains(directory), "{name} contains {directory}");
        }
    }
}

/// What the page's modules carry for it: the sections' names and texts.
fn carried() -> Vec<(String, String)> {
    let mut sections = Vec::new();
    for (_, module) in modules().into_iter().take(2) {
        for payload in Parser::new(0).parse_all(&module) {
            if let Payload::CustomSection(section) = payload.unwrap() {
                let text = String::from_utf8(section.data().to_vec()).unwrap();
                sections.push((section.name().to_owned(), text));
            }
        }
    }
    sections
}

/// A section about names or tools would only be ballast.
#[test]
fn the_pages_modules_carry_what_the_page_takes_from_them_and_nothing_else() {
    let sections = carried();
    let names: Vec<&str> = sections.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["script", "style", "script"]);
}

#[test]
fn the_page_refers_to_nothing_outside_itself() {
    let page = page();
    for attribute in [" src=\"", " href=\"", " src='", " href='"] {
        for address in between(&page, attribute, &attribute[attribute.len() - 1..]) {
            assert!(
                address.starts_with("data:") || address.starts_with('#'),
                "{attribute}{address}"
            );
        }
    }
    let carried = carried();
    let styles = carried.iter().filter(|(name, _)| name == "style");
    let styles = styles.map(|(_, text)| text.as_str());
    for style in between(&page, "<style>", "</style>").chain(styles) {
        assert!(!style.contains("@import"));
        for address in between(style, "url(", ")") {
            let address = address.trim_start_matches(['"', '\'']);
            assert!(address.starts_with("data:"), "url({address})");
        }
    }
    assert!(!page.contains("data-trunk"), "a link was left as it is");
}

/// A browser that can't parse the glue runs none of it.
#[test]
fn the_scripts_use_no_syntax_newer_than_chromium_80() {
    let (page, carried) = (page(), carried());
    let scripts = carried.iter().filter(|(name, _)| name == "script");
    let scripts = scripts.map(|(_, text)| text.as_str());
    for script in between(&page, "<script>", "</script>").chain(scripts) {
        for newer in ["??=", "||=", "&&=", "static {", "import(", "import.meta"] {
            assert!(!script.contains(newer), "{newer} in {script:.80}…");
        }
    }
}
