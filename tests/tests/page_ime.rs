//! Chinese by an input method, in every kind of field: nothing is lost, doubled or swallowed,
//! the cursor stays where it was, and nothing is reformatted in the middle of a word.

use serde_json::json;
use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::sample::sample;
use ziping_core::save;
use ziping_tests::{dist_file, Browser, Page};

/// A field of each kind, and where it is.
const FIELDS: &[(&str, &str)] = &[
    ("section-basics", "project_name"),
    ("section-basics", "report_year"),
    ("section-basics", "phone"),
    ("section-basics", "project_overview"),
    ("section-signature", "signature_date"),
    ("section-funds", "fiscal_executed"),
    ("section-evaluation", "reporter"),
    ("section-sub_projects", "sub_projects.0.name"),
    ("section-sub_projects", "sub_projects.0.spent"),
    ("section-sub_projects", "sub_projects.1.progress"),
    ("section-results", "goals_met"),
];

fn open(browser: &Browser, draft: &Draft) -> Page {
    let file = browser.downloads().join("draft.json");
    std::fs::write(&file, save::write(draft)).unwrap();
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page.upload("open_file", &file);
    page.wait_for_value("budget_unit", draft.get(Field::BudgetUnit));
    page
}

/// Where the cursor is, from the start of the text.
fn cursor(page: &Page) -> i64 {
    let at = page.js("return document.activeElement.selectionStart");
    at.as_i64().expect("a cursor")
}

fn place_cursor(page: &Page, id: &str, at: usize) {
    page.focus(id);
    page.press("F2");
    page.js_with(
        "document.getElementById(arguments[0]).setSelectionRange(arguments[1], arguments[1])",
        json!([id, at]),
    );
}

#[test]
fn words_are_put_into_the_middle_of_every_kind_of_field() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    for &(section, id) in FIELDS {
        page.click(section);
        page.retype(id, "甲乙丙丁");
        page.wait_for_value(id, "甲乙丙丁");
        place_cursor(&page, id, 2);
        for step in ["h", "ha", "hai", "hai'k", "hai'kou"] {
            page.compose(step);
            assert_eq!(page.value(id), format!("甲乙{step}丙丁"), "{id}");
        }
        page.commit("海口");
        page.wait_for_value(id, "甲乙海口丙丁");
        assert_eq!(cursor(&page), 4, "{id}");
        // The next word, without waiting.
        page.compose("sh");
        page.compose("shi");
        page.commit("市");
        page.wait_for_value(id, "甲乙海口市丙丁");
        assert_eq!(cursor(&page), 5, "{id}");
    }
    assert_eq!(page.console_errors(), Vec::<String>::new());
}

#[test]
fn a_word_that_is_given_up_leaves_nothing_behind() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    for &(section, id) in FIELDS {
        page.click(section);
        page.retype(id, "甲乙");
        place_cursor(&page, id, 1);
        page.compose("hai");
        page.compose("");
        page.wait_for_value(id, "甲乙");
        page.press("c");
        page.wait_for_value(id, "甲c乙");
    }
}

#[test]
fn while_a_word_is_composed_the_tables_keys_are_the_input_methods() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    page.click("section-sub_projects");
    page.retype("sub_projects.0.name", "");
    page.compose("hu");
    // Choosing among the words by keys: the cell stays, and no row is added.
    for key in ["ArrowDown", "ArrowUp", "Enter", "Tab", "Escape"] {
        page.cdp(
            "Input.dispatchKeyEvent",
            json!({ "type": "rawKeyDown", "key": key, "windowsVirtualKeyCode": 229 }),
        );
        assert_eq!(page.focused(), "sub_projects.0.name", "{key}");
    }
    page.commit("户政");
    page.wait_for_value("sub_projects.0.name", "户政");
    page.press("ArrowDown");
    page.wait_until("the next cell", || page.focused() == "sub_projects.1.name");
}

#[test]
fn in_wan_an_amount_is_typed_by_an_input_method_too() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    page.click("section-funds");
    page.click(ziping_tests::Find::Says("万元"));
    page.click("fiscal_executed");
    page.compose("4");
    page.compose("40");
    page.commit("４０");
    page.wait_for_value("fiscal_executed", "４０");
    page.press("Enter");
    page.wait_for_value("fiscal_executed", "４０万元");
    page.wait_for_text("total_executed", "40");
}

#[test]
fn what_replaces_a_composed_word_at_once_can_be_undone() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    page.retype("project_name", "甲项目");
    page.type_by_ime("project_name", &["n", "ni", "ni'hao"], "你好");
    page.wait_for_value("project_name", "甲项目你好");
    let pasted = "代替了原来的另一段文字".repeat(2);
    page.js_with(
        "document.getElementById('project_name').select();
         document.execCommand('insertText', false, arguments[0])",
        json!([pasted]),
    );
    page.wait_for_value("project_name", &pasted);
    page.press("Control+z");
    page.wait_for_value("project_name", "甲项目你好");
}

/// The last steps of undo and redo know whole words.
#[test]
fn a_composed_word_is_undone_as_a_word() {
    let browser = Browser::start();
    let page = open(&browser, &sample());
    page.retype("project_name", "");
    page.press("Tab");
    page.type_by_ime("project_name", &["x", "xin", "xin'xi"], "信息");
    page.wait_for_value("project_name", "信息");
    page.press("Control+z");
    page.wait_for_value("project_name", "");
    page.press("Control+y");
    page.wait_for_value("project_name", "信息");
}
