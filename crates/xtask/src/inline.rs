//! Makes one HTML file out of index.html, the files it links, the bound page and the bound
//! module for Office files. The file refers to nothing outside itself.
//!
//! index.html is Trunk's template too, so the links are in Trunk's notation
//! (`data-trunk`). Of that, the inliner knows what index.html uses: style
//! sheets, classic scripts, the Rust program. Anything else is an error, since
//! leaving it out would only be noticed by the users.
//!
//! A module brings along what it can't do without, as custom sections, so that this is
//! compressed too: the script that binds it, and for the program the style sheets that
//! index.html links after it. `web/boot/start.js` puts them into the page.

use crate::pack;
use anyhow::{bail, ensure, Context, Result};
use base64::prelude::{Engine, BASE64_STANDARD};
use sha2::{Digest, Sha256};
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::thread;

/// Where web/boot/policy.js wants the hashes of the scripts and styles that it
/// lets run.
const SCRIPT_HASHES: &str = "@SCRIPT_HASHES@";
const STYLE_HASHES: &str = "@STYLE_HASHES@";

/// Where web/boot/start.js wants the module that unpacks the others, in base64.
const UNPACK: &str = "@UNPACK@";
const UNPACK_SOURCE: &str = "web/boot/unpack.wat";

/// What the page doesn't start with comes last: nothing waits until it is read.
const END: &str = "</body>";

/// Writes the single file `to`, with what wasm-bindgen put into the directories `from` and
/// `office`.
pub(crate) fn inline(root: &Path, from: &Path, office: &Path, to: &Path) -> Result<()> {
    let template = read(&root.join("index.html"))?;
    let program = Module::in_directory(from)?;
    let office = Module::in_directory(office)?;
    let unpack = BASE64_STANDARD.encode(wat::parse_file(root.join(UNPACK_SOURCE))?);
    let file = |path: &str| Ok(read(&root.join(path))?.replace(UNPACK, &unpack));
    let page = assemble(&template, &file, &program, &office)?;
    if let Some(directory) = to.parent() {
        fs::create_dir_all(directory)?;
    }
    fs::write(to, page).with_context(|| format!("cannot write {}", to.display()))
}

/// Some WebAssembly and the script that wasm-bindgen made for it.
struct Module {
    wasm: Vec<u8>,
    glue: String,
}

/// What comes before a module's sections.
const HEADER: usize = 8;

/// The numbers of sections.
const CUSTOM: u8 = 0;
const IMPORTS: u8 = 2;

/// A custom section is called as the element that its text becomes.
const SCRIPT: &str = "script";
const STYLE: &str = "style";

impl Module {
    fn in_directory(directory: &Path) -> Result<Module> {
        let wasm = wasm_in(directory)?;
        let glue = glue_of(&wasm)?;
        let module = Module {
            wasm: without_custom_sections(&fs::read(&wasm)?)?,
            glue: without_indentation(&read(&glue)?),
        };
        module.with_short_imports()
    }

    /// With short names for what the module imports: wasm-bindgen's have a hash each, in the
    /// module and in its script, which nothing makes smaller.
    fn with_short_imports(self) -> Result<Module> {
        const MARK: &str = "__wb";
        let sections = sections(&self.wasm)?;
        let imports = sections.iter().find(|section| section.id == IMPORTS);
        let imports = imports.context("a module without imports")?;
        let mut content = self.wasm[imports.content.clone()].to_vec();
        let mut lines: Vec<String> = self.glue.lines().map(str::to_owned).collect();
        let mut count = 0;
        for line in &mut lines {
            let Some((name, rest)) = line.split_once(": ") else {
                continue;
            };
            if !name.starts_with(MARK) {
                continue;
            }
            let short = format!("i{count}");
            let long = named(name);
            let places = content.windows(long.len()).enumerate();
            let mut places = places.filter(|(_, window)| *window == long);
            let (at, _) = places
                .next()
                .with_context(|| format!("{name} isn't imported"))?;
            ensure!(places.next().is_none(), "{name} is imported twice");
            content.splice(at..at + long.len(), named(&short));
            *line = format!("{short}: {rest}");
            count += 1;
        }
        let mut wasm = self.wasm[..imports.all.start].to_vec();
        wasm.push(IMPORTS);
        wasm.extend(to_leb128(content.len()));
        wasm.extend(content);
        wasm.extend(&self.wasm[imports.all.end..]);
        Ok(Module {
            wasm,
            glue: lines.join("\n") + "\n",
        })
    }
}

/// A name as WebAssembly writes it.
fn named(name: &str) -> Vec<u8> {
    let mut bytes = to_leb128(name.len());
    bytes.extend(name.bytes());
    bytes
}

/// wasm-bindgen calls the module `<name>_bg.wasm`, Trunk puts a hash into the
/// name.
fn wasm_in(directory: &Path) -> Result<PathBuf> {
    let mut found: Vec<PathBuf> = directory
        .read_dir()
        .with_context(|| format!("cannot read {}", directory.display()))?
        .map(|entry| Ok(entry?.path()))
        .collect::<Result<_>>()?;
    found.retain(|file| file.to_string_lossy().ends_with("_bg.wasm"));
    match found.as_slice() {
        [wasm] => Ok(wasm.clone()),
        _ => bail!(
            "{} files in {} end with _bg.wasm, 1 is expected",
            found.len(),
            directory.display()
        ),
    }
}

fn glue_of(wasm: &Path) -> Result<PathBuf> {
    let name = wasm.file_name().and_then(|name| name.to_str());
    let stem = name.and_then(|name| name.strip_suffix("_bg.wasm"));
    Ok(wasm.with_file_name(format!("{}.js", stem.context("no file name")?)))
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("cannot read {}", file.display()))
}

/// A custom section names functions or tools and means nothing to a browser.
/// Trunk's build has them and ours has not: without them both give the same file.
fn without_custom_sections(wasm: &[u8]) -> Result<Vec<u8>> {
    let mut kept = wasm.get(..HEADER).context("cut off")?.to_vec();
    let sections = sections(wasm)?.into_iter();
    for section in sections.filter(|section| section.id != CUSTOM) {
        kept.extend_from_slice(&wasm[section.all]);
    }
    Ok(kept)
}

/// A section of a module, by its bytes.
struct Section {
    id: u8,
    all: Range<usize>,
    content: Range<usize>,
}

fn sections(wasm: &[u8]) -> Result<Vec<Section>> {
    ensure!(wasm.starts_with(b"\0asm"), "not a WebAssembly module");
    let mut sections = Vec::new();
    let mut at = HEADER;
    while let Some(&id) = wasm.get(at) {
        let (size, size_bytes) = leb128(&wasm[at + 1..])?;
        let content = at + 1 + size_bytes;
        let end = content + size;
        ensure!(end <= wasm.len(), "cut off inside a section");
        sections.push(Section {
            id,
            all: at..end,
            content: content..end,
        });
        at = end;
    }
    Ok(sections)
}

/// An unsigned number as WebAssembly writes it, and how many bytes it took.
fn leb128(bytes: &[u8]) -> Result<(usize, usize)> {
    let mut value = 0;
    for (index, &byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * index);
        if byte & 0x80 == 0 {
            return Ok((value, index + 1));
        }
    }
    bail!("a section's size is cut off")
}

/// The module with one more custom section.
fn with_section(mut wasm: Vec<u8>, name: &str, text: &str) -> Vec<u8> {
    let mut content = to_leb128(name.len());
    content.extend(name.bytes().chain(text.bytes()));
    wasm.push(CUSTOM);
    wasm.extend(to_leb128(content.len()));
    wasm.extend(content);
    wasm
}

fn to_leb128(mut value: usize) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value > 0x7f {
        bytes.push(0x80 | (value & 0x7f) as u8);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}

/// Puts everything into the template. `file` gives the text of a linked file.
fn assemble(
    template: &str,
    file: &dyn Fn(&str) -> Result<String>,
    program: &Module,
    office: &Module,
) -> Result<String> {
    let mut page = String::new();
    let (mut scripts, mut styles) = (Vec::new(), Vec::new());
    // The program's own styles, once the program is due.
    let mut programs_styles: Option<String> = None;
    let mut place_of_program = 0;
    for piece in pieces(template)? {
        match piece {
            Piece::Html(html) => page.push_str(html),
            Piece::Style(path) => {
                let text = without_indentation(&file(path)?);
                let css = element(STYLE, &text).with_context(|| path.to_owned())?;
                match &mut programs_styles {
                    Some(styles) => styles.push_str(&text),
                    None => {
                        styles.push(css.hash);
                        page.push_str(&css.html);
                    }
                }
            }
            Piece::Script(path) => {
                let script = element(SCRIPT, &file(path)?).with_context(|| path.to_owned())?;
                // The policy's own script runs before there is a policy, and
                // can't hold its own hash.
                if !script.html.contains(SCRIPT_HASHES) {
                    scripts.push(script.hash);
                }
                page.push_str(&script.html);
            }
            Piece::Program => {
                programs_styles = Some(String::new());
                place_of_program = page.len();
            }
        }
    }
    let programs_styles = programs_styles.context("index.html links no program")?;
    styles.push(element(STYLE, &programs_styles)?.hash);
    for module in [program, office] {
        scripts.push(element(SCRIPT, &module.glue).context("the glue")?.hash);
    }
    let data = |id: &str, module: &Module, styles: &str| -> Result<String> {
        let mut wasm = with_section(module.wasm.clone(), SCRIPT, &module.glue);
        if !styles.is_empty() {
            wasm = with_section(wasm, STYLE, styles);
        }
        Ok(data_element(id, &wasm)? + "\n")
    };
    let (program, office) = thread::scope(|scope| {
        let office = scope.spawn(|| data("office", office, ""));
        let program = data("program", program, &programs_styles);
        (program, office.join().expect("packing doesn't panic"))
    });
    let (program, office) = (program?, office?);
    let end = page.rfind(END).context("index.html has no end")?;
    page.insert_str(end, &office);
    page.insert_str(place_of_program, &program);
    for (place, hashes) in [(SCRIPT_HASHES, scripts), (STYLE_HASHES, styles)] {
        ensure!(
            page.matches(place).count() == 1,
            "no script linked by index.html has the place {place} once"
        );
        page = page.replace(place, &hashes.join(" "));
    }
    Ok(page)
}

/// A quarter of what wasm-bindgen writes is white space at the beginning of lines. It writes
/// no text over several lines, where that would count.
fn without_indentation(text: &str) -> String {
    let lines = text.lines().map(str::trim_start);
    let lines: Vec<&str> = lines.filter(|line| !line.is_empty()).collect();
    lines.join("\n") + "\n"
}

/// An element with its text inside, and the source by which a
/// Content-Security-Policy lets it through.
struct Element {
    html: String,
    hash: String,
}

fn element(tag: &str, text: &str) -> Result<Element> {
    // A browser reads CR LF as LF before it hashes.
    let text = text.replace("\r\n", "\n");
    for end in [format!("</{tag}"), "<!--".to_owned()] {
        ensure!(
            !text.to_ascii_lowercase().contains(&end),
            "`{end}` inside a <{tag}> would end it early"
        );
    }
    Ok(Element {
        hash: format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(&text))),
        html: format!("<{tag}>{text}</{tag}>"),
    })
}

/// A script of a type that no browser runs is how HTML holds data. A module is
/// compressed: every browser that can run it can unpack it too.
fn data_element(id: &str, wasm: &[u8]) -> Result<String> {
    let packed = pack::compress(wasm)?;
    Ok(format!(
        "<script type=\"application/wasm+zlib\" data-bytes=\"{}\" id=\"{id}\">{}</script>",
        packed.len(),
        pack::to_text(&packed)
    ))
}

/// index.html, cut at what is linked.
#[derive(Debug, PartialEq)]
enum Piece<'a> {
    Html(&'a str),
    Style(&'a str),
    Script(&'a str),
    Program,
}

fn pieces(template: &str) -> Result<Vec<Piece<'_>>> {
    let mut pieces = Vec::new();
    let mut rest = template;
    while let Some(start) = next_link(rest) {
        let end = start + rest[start..].find('>').context("a tag without its `>`")? + 1;
        let tag = &rest[start..end];
        let piece = linked(tag).with_context(|| format!("in index.html: {tag}"))?;
        pieces.push(html(&rest[..start])?);
        rest = &rest[end..];
        if let Piece::Script(_) = piece {
            let after = rest.strip_prefix("</script>");
            rest = after.with_context(|| format!("{tag} has to be empty"))?;
        }
        pieces.push(piece);
    }
    pieces.push(html(rest)?);
    Ok(pieces)
}

fn next_link(html: &str) -> Option<usize> {
    ["<link data-trunk", "<script data-trunk"]
        .iter()
        .filter_map(|tag| html.find(tag))
        .min()
}

fn linked(tag: &str) -> Result<Piece<'_>> {
    if tag.starts_with("<script") {
        return Ok(Piece::Script(attribute(tag, "src")?));
    }
    match attribute(tag, "rel")? {
        "css" => Ok(Piece::Style(attribute(tag, "href")?)),
        "rust" => Ok(Piece::Program),
        other => bail!("the inliner knows nothing of rel=\"{other}\""),
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Result<&'a str> {
    let (_, value) = tag
        .split_once(&format!(" {name}=\""))
        .with_context(|| format!("no {name}=\"…\""))?;
    let (value, _) = value
        .split_once('"')
        .with_context(|| format!("no end of {name}"))?;
    Ok(value)
}

/// What stays as it is. The policy knows only the linked scripts and styles, so
/// one that is written into the template would silently not run.
fn html(html: &str) -> Result<Piece<'_>> {
    for tag in ["<script", "<style"] {
        ensure!(
            !html.contains(tag),
            "index.html has a {tag}> of its own: put it into a file and link it with data-trunk"
        );
    }
    Ok(Piece::Html(html))
}

#[cfg(test)]
mod tests {
    use super::*;

    const POLICY: &str = "policy('@SCRIPT_HASHES@', '@STYLE_HASHES@')";
    const TEMPLATE: &str = r#"<head><script data-trunk src="policy.js"></script>
<link data-trunk rel="css" href="a.css"></head>
<body><link data-trunk rel="rust" href="web/Cargo.toml" data-bin="page">
<link data-trunk rel="css" href="b.css">
<script data-trunk src="start.js"></script></body>"#;

    fn module(name: &str) -> Module {
        Module {
            wasm: format!("\0asm{name}").into_bytes(),
            glue: format!("let {name};"),
        }
    }

    fn files(path: &str) -> Result<String> {
        Ok(match path {
            "policy.js" => POLICY.to_owned(),
            "a.css" => "p {\n  margin: 0;\n\n}\n".to_owned(),
            "b.css" => "q {\n  top: 0;\n}\n".to_owned(),
            "start.js" => "start()\r\n".to_owned(),
            _ => bail!("no such file"),
        })
    }

    #[test]
    fn everything_linked_is_inside_in_its_order() {
        let page = assemble(TEMPLATE, &files, &module("page"), &module("office")).unwrap();
        let script = |text| element("script", text).unwrap().hash;
        let style = |text| element("style", text).unwrap().hash;
        let program = data_element(
            "program",
            b"\0asmpage\0\x10\x06scriptlet page;\0\x14\x05styleq {\ntop: 0;\n}\n",
        );
        let office = data_element("office", b"\0asmoffice\0\x12\x06scriptlet office;");
        let (program, office) = (program.unwrap(), office.unwrap());
        let policy = format!(
            "policy('{} {} {}', '{} {}')",
            script("start()\n"),
            script("let page;"),
            script("let office;"),
            style("p {\nmargin: 0;\n}\n"),
            style("q {\ntop: 0;\n}\n"),
        );
        assert_eq!(
            page,
            format!(
                "<head><script>{policy}</script>\n<style>p {{\nmargin: 0;\n}}\n</style></head>\n\
                 <body>{program}\n\n\n\
                 <script>start()\n</script>{office}\n</body>"
            )
        );
    }

    #[test]
    fn a_section_of_any_length_is_read_back() {
        for length in [0, 1, 127, 128, 20_000] {
            let text = "字".repeat(length);
            let module = with_section(b"\0asm\x01\0\0\0".to_vec(), STYLE, &text);
            let (size, size_bytes) = leb128(&module[9..]).unwrap();
            assert_eq!(module.len(), 9 + size_bytes + size);
            assert!(module.ends_with(text.as_bytes()));
            assert_eq!(without_custom_sections(&module).unwrap().len(), 8);
        }
    }

    #[test]
    fn the_hash_is_the_one_a_browser_computes() {
        // The example of the Content Security Policy specification.
        assert_eq!(
            element("script", "alert('Hello, world.');").unwrap().hash,
            "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
        );
    }

    #[test]
    fn text_that_would_end_its_element_is_refused() {
        assert!(element("script", "'</SCRIPT>'").is_err());
        assert!(element("script", "'<!-- <script>'").is_err());
        assert!(element("style", "/* </style> */").is_err());
        assert!(element("style", "/* </script> */").is_ok());
    }

    #[test]
    fn a_template_that_would_lose_something_is_refused() {
        for template in [
            "<script>alert()</script>",
            "<style>p{}</style>",
            r#"<link data-trunk rel="copy-dir" href="images">"#,
            r#"<link data-trunk rel="css">"#,
            r#"<script data-trunk src="a.js">text</script>"#,
        ] {
            assert!(pieces(template).is_err(), "{template}");
        }
    }

    #[test]
    fn a_page_without_a_place_for_the_policy_is_refused() {
        let template = TEMPLATE.replace("policy.js", "start.js");
        assert!(assemble(&template, &files, &module("page"), &module("office")).is_err());
    }

    #[test]
    fn custom_sections_go_and_the_others_stay() {
        let header = *b"\0asm\x01\0\0\0";
        let custom = [0, 3, 1, b'n', 9];
        let types = [1, 1, 0];
        // The same size may be written in more bytes than it needs.
        let memory = [5, 0x83, 0x00, 1, 0, 1];
        let wasm = [&header[..], &custom, &types, &memory, &custom].concat();
        assert_eq!(
            without_custom_sections(&wasm).unwrap(),
            [&header[..], &types, &memory].concat()
        );
        assert!(without_custom_sections(&wasm[..wasm.len() - 1]).is_err());
        assert!(without_custom_sections(b"<html>").is_err());
    }

    fn importing(names: &[&str]) -> Vec<u8> {
        let mut content = to_leb128(names.len());
        for name in names {
            content.extend([named("./page_bg.js"), named(name), vec![0, 0]].concat());
        }
        let code = [10, 1, 0];
        let header = [&b"\0asm\x01\0\0\0"[..], &[IMPORTS]].concat();
        [&header, &to_leb128(content.len())[..], &content, &code].concat()
    }

    #[test]
    fn imports_have_the_same_short_names_in_the_module_and_its_script() {
        let names = ["__wbg_log_741ff2bb612836f5", "__wbg_log_0123456789abcdef"];
        let glue = |names: [&str; 2]| {
            let [one, other] = names;
            format!("const import0 = {{\n__proto__: null,\n{other}: function() {{\n}},\n{one}: function() {{\n}},\n}};\n")
        };
        let module = |names: &[&str], glue: String| Module {
            wasm: importing(names),
            glue,
        };
        let short = module(&names, glue(names)).with_short_imports().unwrap();
        assert_eq!(short.wasm, importing(&["i1", "i0"]));
        assert_eq!(short.glue, glue(["i1", "i0"]));
        let twice = [names[0], names[0]];
        for (imported, said) in [(twice, names), (names, [names[0], "__wbg_other"])] {
            assert!(module(&imported, glue(said)).with_short_imports().is_err());
        }
    }
}
