//! What goes wrong around the page, as it is: storage that the browser forbids or has no room
//! for, a clock that is set back, a newer program's database, ten tabs, hundreds of projects.
//! `page_saving.rs` has the kills and the damaged copies.

use std::fs;
use std::time::Duration;

use serde_json::json;
use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::import;
use ziping_core::save::{self, backup, frame, Saved};
use ziping_tests::{dist_file, Browser, Find, Options, Page, Scratch};

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

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

/// Exports what is on the page, which is to be had whatever the storage does.
fn exported(browser: &Browser, page: &Page) -> Draft {
    page.click("export");
    page.click("export_html");
    page.click("question_yes");
    let file = browser.wait_for_download("html");
    match import::html::read(&fs::read_to_string(file).unwrap()) {
        Saved::Draft(draft) => draft,
        other => panic!("no draft in the export: {other:?}"),
    }
}

/// What Chromium does where a setting or a policy keeps sites from storing anything: to touch a
/// storage is an error, and so is to ask for a lock.
const FORBIDDEN: &str = "const refusal = () => new DOMException('Access is denied for this document.', 'SecurityError');
    const refuse = () => { throw refusal() };
    Object.defineProperty(window, 'localStorage', { get: refuse });
    IDBFactory.prototype.open = refuse;
    LockManager.prototype.request = () => Promise.reject(refusal());";

#[test]
fn where_the_browser_forbids_every_storage_the_page_says_so_and_exports() {
    let browser = Browser::start();
    let page = browser.page();
    page.before_load(FORBIDDEN);
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    page.wait_for_text("save_state", "未保存");
    page.type_into("budget_unit", "市");
    assert!(!page.exists("elsewhere_bar"), "no other tab has it");
    assert_eq!(exported(&browser, &page).get(Field::BudgetUnit), "海口市");
    is_clean(&page);
}

#[test]
fn in_a_private_window_the_page_saves_until_it_is_closed() {
    let mut browser = Browser::with(Options {
        arguments: vec!["--incognito".to_owned()],
        ..Options::default()
    });
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.reload();
    page.wait_for_value("budget_unit", "海口");
    is_clean(&page);
    browser.reopen();
    let page = open(&browser);
    assert_eq!(page.value("budget_unit"), "");
    is_clean(&page);
}

/// What the page sees of the clock from the next load on, in days from now.
fn set_clock(page: &Page, days: i32) {
    page.before_load(&format!(
        "{{ const real = window.realDate = window.realDate || Date;
           window.Date = class extends real {{
               constructor(...all) {{ all.length ? super(...all) : super(Date.now()) }}
               static now() {{ return real.now() + {days} * 86400000 }}
           }}; }}"
    ));
}

#[test]
fn a_clock_that_is_set_back_loses_nothing() {
    let browser = Browser::start();
    let page = open(&browser);
    set_clock(&page, 0);
    page.reload();
    page.wait_for("section-basics");
    page.type_into("budget_unit", "甲");
    saved(&page);
    for (days, typed) in [(-1000, "乙"), (-2000, "丙"), (3000, "丁"), (-5, "戊")] {
        set_clock(&page, days);
        page.reload();
        page.wait_until("what was there", || {
            page.exists("budget_unit") && !page.value("budget_unit").is_empty()
        });
        page.type_into("budget_unit", typed);
        saved(&page);
    }
    page.js("localStorage.clear()");
    page.reload();
    page.wait_for_value("budget_unit", "甲乙丙丁戊");
    saved(&page);
    // What was there at each start is in the history.
    page.click("history");
    page.wait_until("the snapshots", || page.count("#snapshots li") >= 5);
    page.click("projects");
    page.wait_until("one project", || page.count("#project_rows tr") == 1);
    is_clean(&page);
}

/// A newer program may have made another database of it.
const RAISE_DATABASE: &str = "return new Promise((done, fail) => {
    const opening = indexedDB.open('ziping', 9);
    opening.onupgradeneeded = () => opening.result.createObjectStore('newer').put('neu', 'key');
    opening.onblocked = () => fail('blocked');
    opening.onerror = fail;
    opening.onsuccess = () => { opening.result.close(); done(opening.result.version) };
})";

const READ_RAISED: &str = "return new Promise((done, fail) => {
    const opening = indexedDB.open('ziping');
    opening.onerror = fail;
    opening.onsuccess = () => {
        const reading = opening.result.transaction(['newer', 'texts']);
        const value = reading.objectStore('newer').get('key');
        const texts = reading.objectStore('texts').getAll();
        reading.oncomplete = () => { opening.result.close(); done([value.result, texts.result]) };
    };
})";

#[test]
fn a_newer_programs_database_is_neither_waited_for_nor_touched() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "甲");
    saved(&page);
    // The page that is open doesn't stand in the newer one's way, and goes on saving.
    assert_eq!(page.js(RAISE_DATABASE), 9);
    let before = page.js(READ_RAISED);
    page.type_into("budget_unit", "乙");
    page.wait_for_text("save_state", "只允许临时保存");
    page.reload();
    page.wait_for_value("budget_unit", "甲乙");
    page.type_into("budget_unit", "丙");
    page.wait_for_text("save_state", "只允许临时保存");
    page.reload();
    page.wait_for_value("budget_unit", "甲乙丙");
    assert_eq!(page.js(READ_RAISED), before);
    is_clean(&page);
}

#[test]
fn ten_tabs_on_one_project_lose_no_character() {
    let browser = Browser::start();
    let first = open(&browser);
    first.type_into("budget_unit", "零");
    saved(&first);
    let mut tabs = vec![first];
    for _ in 1..10 {
        let tab = browser.new_tab();
        tab.goto_file(&dist_file("ziping.html"));
        tab.wait_for("elsewhere_bar");
        tabs.push(tab);
    }
    let mut expected = "零".to_owned();
    for (tab, typed) in tabs.iter().rev().zip("一二三四五六七八九十".chars()) {
        tab.bring_to_front();
        if tab.exists("take_over") {
            tab.click("take_over");
        }
        tab.wait_gone("elsewhere_bar");
        tab.wait_for_value("budget_unit", &expected);
        // Taken over by the next one before it is saved.
        tab.type_into("budget_unit", &typed.to_string());
        expected.push(typed);
    }
    let last = &tabs[0];
    saved(last);
    let others = tabs[1..].iter();
    assert!(others.clone().all(|tab| tab.exists("elsewhere_bar")));
    last.reload();
    last.wait_for_value("budget_unit", &expected);
    last.click("projects");
    last.wait_until("one project", || last.count("#project_rows tr") == 1);
    is_clean(last);
}

#[test]
fn ten_tabs_with_a_project_each_save_beside_each_other() {
    let browser = Browser::start();
    let mut tabs = Vec::new();
    for number in 0..10 {
        let tab = match number {
            0 => open(&browser),
            _ => browser.new_tab(),
        };
        tab.goto_file(&dist_file("ziping.html"));
        // Where there is one project it is opened, where there are more they are listed.
        tab.wait_until("the page", || {
            tab.visible("projects") || tab.visible("new_project")
        });
        if tab.visible("projects") {
            tab.click("projects");
        }
        tab.click("new_project");
        tab.wait_for("section-basics");
        tab.type_into("project_name", &format!("项目{number}"));
        saved(&tab);
        tabs.push(tab);
    }
    // All at once: each has written before the last one is asked.
    for tab in &tabs {
        tab.type_into("project_name", "改");
    }
    tabs.iter().for_each(saved);
    let page = &tabs[0];
    page.click("projects");
    page.wait_until("ten projects", || page.count("#project_rows tr") == 10);
    let mut names = page.texts("#project_rows .open-project");
    names.sort();
    let expected: Vec<String> = (0..10).map(|number| format!("项目{number}改")).collect();
    assert_eq!(names, expected);
    is_clean(page);
}

/// A project of this many characters as a backup has it.
fn record(number: usize, characters: usize) -> String {
    let mut draft = Draft::default();
    draft.set(Field::ProjectName, format!("项目{number}"));
    draft.set(Field::ProjectOverview, "长".repeat(characters));
    let about = json!({
        "id": format!("many{number}"),
        "revision": 1,
        "writer": "other",
        "created": 1_700_000_000_000_u64,
        "changed": 1_700_000_000_000_u64 + number as u64 * 60_000,
        "summary": { "name": format!("项目{number}") },
    });
    frame::frame(backup::RECORD, &format!("{about}\n{}", save::write(&draft)))
}

/// More than localStorage holds: the database has them all.
#[test]
fn five_hundred_long_projects_are_kept_where_local_storage_is_too_small() {
    const LENGTH: usize = 20_000;
    let browser = Browser::start();
    let page = open(&browser);
    let records: Vec<String> = (0..500).map(|number| record(number, LENGTH)).collect();
    let folder = Scratch::new();
    let file = folder.write("备份.json", backup::write(&records, 0));
    page.click("projects");
    page.upload("restore_backup_file", &file);
    page.wait_within(Duration::from_secs(60), "the backup", || {
        page.exists("notice") && page.text("notice").contains("新增 500 个")
    });
    let taken =
        page.js("return Object.values(localStorage).reduce((sum, text) => sum + text.length, 0)");
    assert!(taken.as_u64().unwrap() < 5_242_880);
    page.reload();
    page.wait_for_text("count", "共 500 个");
    for number in [0, 250, 499] {
        let name = format!("项目{number}");
        page.type_into("search", &name);
        page.wait_until("few rows", || page.count("#project_rows tr") < 20);
        page.click(Find::Says(&name));
        page.wait_for_value("project_name", &name);
        let length = page.js("return document.getElementById('project_overview').value.length");
        assert_eq!(length, LENGTH);
        page.type_into("project_name", "改");
        saved(&page);
        page.click("projects");
        page.wait_for_text("count", "共 500 个");
        page.clear("search");
    }
    page.reload();
    page.wait_for_text("count", "共 500 个");
    page.type_into("search", "改");
    page.wait_until("those that changed", || page.count("#project_rows tr") == 3);
    is_clean(&page);
}

/// Takes what is left of localStorage, but for so many characters.
const FILL_LOCAL: &str = "let block = 'x'.repeat(1 << 20);
    for (let n = 0; block.length > arguments[0]; n++)
        try { localStorage.setItem('other' + n, block) } catch { block = block.slice(block.length / 2) }";

/// The database has no room while `window.full` is set.
const FULL_DATABASE: &str = "const put = IDBObjectStore.prototype.put;
    IDBObjectStore.prototype.put = function (...all) {
        if (!window.full) return put.apply(this, all);
        this.transaction.abort();
        throw new DOMException('', 'QuotaExceededError');
    };
    window.full = true";

#[test]
fn where_no_room_is_left_the_page_says_so_and_saves_again_when_there_is() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.js_with(FILL_LOCAL, json!([8]));
    page.js(FULL_DATABASE);
    page.set_clipboard(&"长".repeat(50_000));
    page.focus("project_overview");
    page.press("Control+v");
    page.wait_for_text("save_state", "未保存");
    page.type_into("budget_unit", "市");
    page.wait_for_text("save_state", "未保存");
    let draft = exported(&browser, &page);
    assert_eq!(draft.get(Field::BudgetUnit), "海口市");
    assert_eq!(draft.get(Field::ProjectOverview).chars().count(), 50_000);
    // Room in the database is enough, though the copy beside it stays as it was.
    page.js("window.full = false");
    page.type_into("budget_unit", "公安局");
    saved(&page);
    page.reload();
    page.wait_for_value("budget_unit", "海口市公安局");
    let length = "return document.getElementById('project_overview').value.length";
    assert_eq!(page.js(length), 50_000);
    is_clean(&page);
}
