//! 我的项目 and 历史: many projects, each found, opened, carried over, deleted and had back.

use std::fs;
use std::time::Instant;

use serde_json::{json, Value};
use ziping_core::field::Field;
use ziping_core::import;
use ziping_core::save::Saved;
use ziping_tests::{dist_file, workspace, Browser, Find, Page};

fn open(browser: &Browser) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

fn saved(page: &Page) {
    page.wait_until("the page to have saved", || {
        page.exists(Find::Css("#save_state.saved"))
    });
}

fn list(page: &Page) {
    page.click("projects");
    page.wait_for("new_project");
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

/// Begins a project in the list and gives it a name.
fn begin(page: &Page, name: &str) {
    list(page);
    page.click("new_project");
    page.wait_for("section-basics");
    page.type_into("project_name", name);
    saved(page);
}

fn names(page: &Page) -> Vec<String> {
    page.texts("#project_rows .open-project")
}

fn wait_for_names(page: &Page, expected: &[&str]) {
    page.wait_until(&format!("{expected:?}"), || names(page) == expected);
}

#[test]
fn projects_are_begun_listed_opened_and_found_again() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口市公安局");
    page.type_into("project_name", "甲");
    saved(&page);
    begin(&page, "乙");
    assert_eq!(
        page.value("budget_unit"),
        "海口市公安局",
        "as in the last one"
    );
    list(&page);
    wait_for_names(&page, &["乙", "甲"]);
    page.reload();
    wait_for_names(&page, &["乙", "甲"]);
    assert_eq!(page.title(), "我的项目 - 项目支出绩效自评");
    page.click(Find::Says("甲"));
    page.wait_for_value("project_name", "甲");
    assert!(page.property("undo", "disabled") == true);
    page.type_into("project_name", "组");
    saved(&page);
    list(&page);
    wait_for_names(&page, &["甲组", "乙"]);
    page.type_into("search", "乙");
    wait_for_names(&page, &["乙"]);
    assert_eq!(page.text("count"), "共 2 个，找到 1 个");
    page.clear("search");
    page.click("sort_name");
    wait_for_names(&page, &["乙", "甲组"]);
    let sorted = |page: &Page| page.attribute(Find::Css(".by-name"), "aria-sort");
    assert_eq!(sorted(&page).as_deref(), Some("ascending"));
    page.click("sort_name");
    wait_for_names(&page, &["甲组", "乙"]);
    is_clean(&page);
}

#[test]
fn the_list_shows_the_figures_of_a_report_and_carries_it_to_the_next_year() {
    let browser = Browser::start();
    let page = open(&browser);
    let report = workspace().join("tests/cases/haikou-2021/report.html");
    page.upload("first_import_file", &report);
    page.wait_for_value("budget_unit", "海口市公安局");
    saved(&page);
    list(&page);
    wait_for_names(&page, &["信息化专项计划"]);
    let row = page.text("project_rows");
    for shown in ["2021", "海口市公安局", "1,838.87", "19.73%", "35/35 项"] {
        assert!(row.contains(shown), "{shown} in {row}");
    }
    page.click(Find::Css("[aria-label^=沿用到下一年]"));
    page.wait_for_value("report_year", "2022");
    page.wait_for_text("notice", "已沿用到下一年");
    saved(&page);
    page.click("section-funds");
    assert_eq!(page.value("fiscal_full_year"), "");
    list(&page);
    page.wait_until("two rows", || page.count("#project_rows tr") == 2);
    page.select("year_filter", "2022 年度");
    page.wait_until("one row", || page.count("#project_rows tr") == 1);
    is_clean(&page);
}

#[test]
fn plain_text_is_imported_as_a_project_of_its_own() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "我局");
    saved(&page);
    list(&page);
    page.upload(
        "import_file",
        &workspace().join("tests/cases/haikou-2021/report.txt"),
    );
    // It is shown first, with what was made of it; nothing is stored yet.
    page.wait_for("take_as_project");
    page.click("projects");
    page.wait_until("one row", || page.count("#project_rows tr") == 1);
    page.click("to_inbox");
    page.click("take_as_project");
    page.wait_for_value("budget_unit", "海口市公安局");
    saved(&page);
    list(&page);
    page.wait_until("two rows", || page.count("#project_rows tr") == 2);
    is_clean(&page);
}

#[test]
fn a_deleted_project_comes_back_at_once_or_later() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("project_name", "甲");
    saved(&page);
    for later in [false, true] {
        list(&page);
        page.click(Find::Css("[aria-label='删除：甲']"));
        page.wait_for("no_projects");
        if later {
            page.reload();
            page.wait_for("section-basics");
            assert_eq!(page.value("project_name"), "", "what is deleted stays so");
            list(&page);
            page.click(Find::Css("#kept summary"));
            page.click(Find::Says("恢复"));
        } else {
            page.click("unremove");
        }
        wait_for_names(&page, &["甲"]);
        page.wait_gone("removed_bar");
        page.reload();
        page.wait_for_value("project_name", "甲");
    }
    is_clean(&page);
}

#[test]
fn a_copy_and_an_export_are_made_from_the_list() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("project_name", "甲");
    saved(&page);
    list(&page);
    page.click(Find::Css("[aria-label='复制：甲']"));
    wait_for_names(&page, &["甲", "甲"]);
    page.click(Find::Css("[aria-label='导出：甲']"));
    let exported = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    let Saved::Draft(draft) = import::html::read(&exported) else {
        panic!("no draft in the export");
    };
    assert_eq!(draft.get(Field::ProjectName), "甲");
}

#[test]
fn a_backup_brings_everything_to_another_browser_and_overwrites_nothing_newer() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("project_name", "甲");
    saved(&page);
    begin(&page, "乙");
    list(&page);
    page.click("backup");
    let backup = browser.wait_for_download("json");
    page.wait_for_text("notice", "已备份 2 个项目");

    let other = Browser::start();
    let elsewhere = open(&other);
    list(&elsewhere);
    elsewhere.upload("restore_backup_file", &backup);
    elsewhere.wait_for_text("notice", "新增 2 个");
    wait_for_names(&elsewhere, &["乙", "甲"]);
    elsewhere.click(Find::Says("甲"));
    elsewhere.wait_for_value("project_name", "甲");
    elsewhere.type_into("project_name", "组");
    saved(&elsewhere);
    list(&elsewhere);
    elsewhere.upload("restore_backup_file", &backup);
    elsewhere.wait_for_text("notice", "未改动 2 个");
    let mut listed = names(&elsewhere);
    listed.sort();
    assert_eq!(listed, ["乙", "甲组"]);
    elsewhere.upload("restore_backup_file", &workspace().join("README.md"));
    elsewhere.wait_for_text("notice", "不是本程序的备份文件");
    is_clean(&elsewhere);
}

#[test]
fn a_backup_is_asked_for_after_a_fortnight() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("project_name", "甲");
    saved(&page);
    list(&page);
    assert!(!page.exists("backup_due"));
    page.before_load("const now = Date.now.bind(Date); Date.now = () => now() + 15 * 86400000");
    page.reload();
    page.wait_for("section-basics");
    list(&page);
    page.wait_for_text("backup_due", "还没有备份过");
    page.click("backup");
    page.wait_gone("backup_due");
}

#[test]
fn the_history_shows_what_differs_and_brings_it_back_as_one_step() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.type_into("budget_unit", "市");
    saved(&page);
    page.reload();
    page.wait_for_value("budget_unit", "海口市");
    page.retype("budget_unit", "三亚市");
    saved(&page);
    page.click("history");
    page.wait_until("the snapshots", || page.count("#snapshots li") >= 2);
    page.wait_for_text(Find::Css(".snapshot-view"), "预算单位");
    page.click("restore");
    page.wait_for_value("budget_unit", "海口市");
    page.click("undo");
    page.wait_for_value("budget_unit", "三亚市");
    saved(&page);
    page.click("history");
    page.wait_until("what was replaced to be kept too", || {
        page.count("#snapshots li") >= 3
    });
    is_clean(&page);
}

#[test]
fn what_an_opened_report_replaces_is_in_the_history() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "我局");
    saved(&page);
    let report = workspace().join("tests/cases/haikou-2021/report.html");
    page.upload("open_file", &report);
    page.click("question_yes");
    page.wait_for_value("budget_unit", "海口市公安局");
    saved(&page);
    page.click("history");
    page.wait_until("the snapshot", || page.count("#snapshots li") > 0);
    page.click("restore");
    page.wait_for_value("budget_unit", "我局");
    is_clean(&page);
}

/// Puts 500 projects into the database, made from the one that is there.
const FILL: &str = "return new Promise((done, fail) => {
    const sum = text => {
        let sum = 0xcbf29ce484222325n;
        for (const byte of new TextEncoder().encode(text))
            sum = ((sum ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn;
        return sum.toString(16).padStart(16, '0');
    };
    const opening = indexedDB.open('ziping', 1);
    opening.onerror = fail;
    opening.onsuccess = () => {
        const change = opening.result.transaction('texts', 'readwrite');
        const store = change.objectStore('texts');
        const keys = store.getAllKeys();
        keys.onsuccess = () => {
            const key = keys.result.find(key => key.startsWith('project.'));
            const reading = store.get(key);
            reading.onsuccess = () => {
                const [, head, draft] = reading.result.split('\\n');
                for (let n = 1; n < 500; n++) {
                    const changed = JSON.parse(head);
                    changed.id = 'p' + n;
                    changed.changed -= n * 60000;
                    changed.summary.name = '项目' + n;
                    changed.summary.year = String(2015 + n % 8);
                    const text = JSON.stringify(changed);
                    const frame = (kind, body) => kind + ' 1 ' + sum(body) + '\\n' + body;
                    store.put(frame('ziping-record', text + '\\n' + draft), 'project.p' + n);
                    store.put(frame('ziping-head', text), 'head.p' + n);
                }
            };
        };
        change.oncomplete = () => { opening.result.close(); done(true) };
    };
})";

/// From a change in the list to the painted frame, in milliseconds: the middle of seven.
fn lag(page: &Page, change: &str) -> f64 {
    let script = format!(
        "return new Promise(done => {{
            const times = [];
            const next = () => {{
                const start = performance.now();
                ({change})(times.length);
                requestAnimationFrame(() => setTimeout(() => {{
                    times.push(performance.now() - start);
                    times.length < 7 ? next() : done(times.sort((a, b) => a - b)[3]);
                }}));
            }};
            next();
        }})"
    );
    page.js(&script).as_f64().unwrap()
}

#[test]
fn five_hundred_projects_are_listed_and_searched() {
    let browser = Browser::start();
    let page = open(&browser);
    page.upload(
        "first_import_file",
        &workspace().join("tests/cases/haikou-2021/report.html"),
    );
    page.wait_for_value("budget_unit", "海口市公安局");
    saved(&page);
    page.js(FILL);
    page.reload();
    let started = Instant::now();
    page.wait_until("the list", || {
        page.exists("count") && page.text("count") == "共 500 个"
    });
    let listed = started.elapsed();
    let search = lag(
        &page,
        "n => { const e = document.getElementById('search'); e.value = '项目' + n;
                e.dispatchEvent(new Event('input', { bubbles: true })) }",
    );
    page.clear("search");
    let sort = lag(&page, "() => document.getElementById('sort_year').click()");
    println!(
        "500 projects: list {listed:?} after the load, search {search:.0} ms, sort {sort:.0} ms"
    );
    assert_eq!(page.count("#project_rows tr"), 100);
    page.click("more");
    page.wait_until("more rows", || page.count("#project_rows tr") == 200);
    page.click("backup");
    let backup = fs::read_to_string(browser.wait_for_download("json")).unwrap();
    let backup: Value = serde_json::from_str(&backup).unwrap();
    assert_eq!(backup["records"].as_array().map(Vec::len), Some(500));
    is_clean(&page);
}

#[test]
fn an_empty_list_says_how_to_begin() {
    let browser = Browser::start();
    let page = open(&browser);
    page.wait_for("first_bar");
    list(&page);
    page.wait_for_text("no_projects", "还没有项目");
    page.click(Find::Says("看示例"));
    page.wait_for_value("budget_unit", "海口市公安局");
    page.click("back_to_own");
    page.wait_for_value("budget_unit", "");
    assert_eq!(page.js("return Object.keys(localStorage).filter(k => k.startsWith('ziping.head') && !k.endsWith('sample')).length"), json!(0));
    is_clean(&page);
}

/// Where the form isn't shown the keys of undo are the field's that is typed in.
#[test]
fn nothing_is_undone_unseen() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("project_name", "信息化");
    saved(&page);
    // In the form's own column, too, for a field that something is looked up in.
    page.click("tab_help");
    page.type_into("seek_rule", "执");
    page.press("Control+z");
    assert_eq!(page.value("project_name"), "信息化");
    list(&page);
    page.type_into("search", "信");
    page.press("Control+z");
    page.wait_for_value("search", "");
    page.click(Find::Css("#project_rows .open-project"));
    page.wait_for_value("project_name", "信息化");
}
