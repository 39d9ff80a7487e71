//! The pages that ours is measured beside: they have the same fields and the same texts, which
//! they keep in localStorage.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::{json, Value};
use ziping_core::draft::Draft;
use ziping_core::field::{Kind, Need, Table, FIELDS};
use ziping_core::save;
use ziping_tests::{dist_file, workspace, Browser, Find};

/// A page, and how its first field is found.
pub struct Contender {
    pub name: &'static str,
    pub file: PathBuf,
    pub first_field: &'static str,
    /// Puts a draft into a new browser's storage.
    fill: fn(&Contender, &Draft) -> Browser,
}

const OUR_FIELD: &str = "#budget_unit";

pub fn ours() -> Contender {
    Contender {
        name: "ours",
        file: dist_file("ziping.html"),
        first_field: OUR_FIELD,
        fill: fill_ours,
    }
}

/// Our page without the module for Office files, to see what carrying it costs.
pub fn without_office() -> Contender {
    const ELEMENT: &str = "id=\"office\">";
    let page = fs::read_to_string(dist_file("ziping.html")).expect("the page");
    let (before, rest) = page.split_once(ELEMENT).expect("the module");
    let (_, after) = rest.split_once("</script>").expect("its end");
    Contender {
        name: "without Word and Excel",
        file: written(
            "without-office.html",
            &format!("{before}{ELEMENT}</script>{after}"),
        ),
        first_field: OUR_FIELD,
        fill: fill_ours,
    }
}

pub fn floor() -> Contender {
    Contender {
        name: "floor",
        file: written("floor.html", &with_fields("floor.html")),
        first_field: OUR_FIELD,
        fill: fill_peer,
    }
}

/// `cargo xtask bench` puts the library into target/npm.
pub fn survey_js() -> Contender {
    let library = |file: &str| {
        let path = workspace().join("target/npm/node_modules").join(file);
        fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()))
    };
    let page = with_fields("surveyjs.html")
        .replace(
            "@STYLE@",
            &library("survey-core/survey-core.fontless.min.css"),
        )
        .replace("@CORE@", &library("survey-core/survey.core.min.js"))
        .replace("@UI@", &library("survey-js-ui/survey-js-ui.min.js"));
    Contender {
        name: "SurveyJS",
        file: written("surveyjs.html", &page),
        first_field: "[data-name=budget_unit] input",
        fill: fill_peer,
    }
}

impl Contender {
    /// A browser just started that has a draft in its storage.
    pub fn browser(&self, draft: &Draft) -> Browser {
        let mut browser = (self.fill)(self, draft);
        browser.reopen();
        browser
    }
}

fn fill_ours(page: &Contender, draft: &Draft) -> Browser {
    let browser = Browser::start();
    let file = browser.downloads().join("draft.json");
    fs::write(&file, save::write(draft)).expect("a directory to write to");
    let page = browser.open(&page.file);
    page.wait_for(Find::Css(OUR_FIELD));
    page.upload("open_file", &file);
    page.wait_for_text("save_state", "已保存");
    browser
}

fn fill_peer(page: &Contender, draft: &Draft) -> Browser {
    let browser = Browser::start();
    let page = browser.open(&page.file);
    page.js_with(
        "localStorage.setItem('floor', JSON.stringify(arguments[0]))",
        json!([draft.to_json()]),
    );
    // localStorage is on the disk only after a while.
    thread::sleep(Duration::from_secs(7));
    browser
}

/// A template of tests/bench with every field that is typed.
fn with_fields(template: &str) -> String {
    let template = fs::read_to_string(workspace().join("tests/bench").join(template));
    let typed = FIELDS.iter().filter(|spec| spec.need != Need::Reported);
    let singles = typed.clone().filter(|spec| spec.table.is_none());
    let singles: Vec<Value> = singles
        .map(|spec| json!([spec.key, spec.label, spec.kind == Kind::Narrative]))
        .collect();
    let columns = typed.filter(|spec| spec.table == Some(Table::Indicators));
    let columns: Vec<&str> = columns.map(|spec| spec.key).collect();
    template
        .expect("the template")
        .replace("@FIELDS@", &json!(singles).to_string())
        .replace("@COLUMNS@", &json!(columns).to_string())
}

fn written(name: &str, text: &str) -> PathBuf {
    let directory: &Path = &workspace().join("target/bench");
    fs::create_dir_all(directory).expect("a directory");
    let file = directory.join(name);
    fs::write(&file, text).expect("a file");
    file
}
