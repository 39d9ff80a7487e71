//! Drives the shipped page in a real Chromium, in plain blocking sentences:
//!
//! ```no_run
//! use ziping_tests::{dist_file, Browser};
//!
//! let browser = Browser::start();
//! let page = browser.open(&dist_file("ziping.html"));
//! page.type_into("budget_unit", "海口市公安局");
//! page.wait_for_text("save_state", "已保存");
//! assert_eq!(page.console_errors(), Vec::<String>::new());
//! ```
//!
//! Everything here panics when it can't be done, with the line of the test that
//! asked for it, so that a test holds nothing but what the user does and sees.
//! A missing browser is a failure too: a skipped test promises nothing.

pub mod axe;
mod browser;
pub mod chance;
mod devtools;
mod engine;
pub mod golden;
mod marionette;
pub mod node;
pub mod office;
pub mod pack;
mod page;
pub mod payload;
mod scratch;
mod webdriver;

use std::env;
use std::path::{Path, PathBuf};

use ziping_core::field::FieldSpec;

pub use browser::{Browser, Options};
pub use engine::Engine;
pub use page::{Find, Page, Rect, Viewport};
pub use scratch::Scratch;
pub use webdriver::ConsoleLine;

/// A file that `cargo xtask dist` has built. What is tested is what is shipped,
/// so there is no other way to get at a page.
#[track_caller]
pub fn dist_file(name: &str) -> PathBuf {
    let path = workspace().join("dist").join(name);
    assert!(
        path.exists(),
        "dist/{name} isn't there: run `cargo xtask dist` first"
    );
    path
}

/// Where `cargo xtask dist` has put the module for Office files.
#[track_caller]
pub fn bound_office() -> PathBuf {
    let path = workspace().join("target/page/bound-office");
    assert!(
        path.exists(),
        "{} isn't there: run `cargo xtask dist` first",
        path.display()
    );
    path
}

/// How many pages a PDF of Chromium's has. Chromium leaves the page objects
/// uncompressed, so counting them needs no PDF reader.
pub fn pdf_pages(pdf: &[u8]) -> usize {
    let marker = b"/Type /Page\n";
    pdf.windows(marker.len())
        .filter(|window| window == marker)
        .count()
}

/// Where the pictures of failed tests go.
pub fn failure_directory() -> PathBuf {
    let target = env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or_else(|| workspace().join("target"), PathBuf::from);
    target.join("page-failures")
}

/// A field with its table: `sub_projects.name`.
pub fn field_key(spec: &FieldSpec) -> String {
    match spec.table {
        Some(table) => format!("{}.{}", table.key(), spec.key),
        None => spec.key.to_owned(),
    }
}

/// The root of the checkout that this crate was compiled in.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the crate lies in a workspace")
}
