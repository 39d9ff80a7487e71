//! What the page has called saved is there again: after a reload, a kill, with either storage
//! refused, slow, damaged or of another version, and with two tabs on one project.

use std::env;
use std::fs;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::json;
use ziping_core::field::Field;
use ziping_core::import;
use ziping_core::save::Saved;
use ziping_tests::{dist_file, workspace, Browser, Engine, Find, Options, Page};

const NO_DATABASE: &str =
    "indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }";
const NO_LOCAL: &str =
    "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }";
const NO_LOCKS: &str = "Object.defineProperty(navigator, 'locks', { value: undefined })";
/// No storage has room any more.
const FULL: &str =
    "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError') };
    IDBObjectStore.prototype.put = function () {
        this.transaction.abort();
        throw new DOMException('', 'QuotaExceededError');
    }";
/// The database answers a second late.
const SLOW_DATABASE: &str = "const open = indexedDB.open.bind(indexedDB);
    indexedDB.open = (...all) => {
        const late = { result: null };
        setTimeout(() => {
            const request = open(...all);
            request.onupgradeneeded = () => {
                late.result = request.result;
                late.onupgradeneeded && late.onupgradeneeded();
            };
            request.onsuccess = () => { late.result = request.result; late.onsuccess() };
            request.onerror = () => late.onerror();
        }, 1000);
        return late;
    }";

fn open(browser: &Browser) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

/// The page as it is with this script before its own.
fn open_with(browser: &Browser, script: &str) -> Page {
    let page = browser.page();
    page.before_load(script);
    page.goto_file(&dist_file("ziping.html"));
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

#[test]
fn a_killed_browser_loses_nothing_that_was_called_saved() {
    kill(Engine::Chromium);
}

#[test]
fn a_killed_firefox_loses_nothing_that_was_called_saved() {
    kill(Engine::Firefox);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn the_oldest_chromium_killed_loses_nothing_that_was_called_saved() {
    kill(Engine::Chromium80);
}

/// Types into the page until the browser is killed, `ZIPING_KILLS` times, and looks for every
/// character that the page has called saved.
fn kill(engine: Engine) {
    let kills = env::var("ZIPING_KILLS").map_or(5, |text| text.parse().expect("a number"));
    let mut browser = Browser::with(Options {
        engine,
        ..Options::default()
    });
    let page = open(&browser);
    page.type_into("budget_unit", "起");
    saved(&page);
    let mut kept = page.value("budget_unit");
    let (mut typed_in_all, mut beyond) = (0, 0);
    for round in 0..kills {
        let page = open(&browser);
        page.wait_until("what was saved to be there", || {
            page.value("budget_unit").starts_with(&kept)
        });
        let found = page.value("budget_unit");
        beyond += found.chars().count() - kept.chars().count();
        // Steady typing is first written after a second, and no two rounds end at the same
        // moment of a save.
        let limit = Duration::from_millis(1_700 + (round as u64 * 137) % 1900);
        let started = Instant::now();
        kept = found;
        while started.elapsed() < limit {
            page.press(["a", "b", "c", "d"][typed_in_all % 4]);
            if typed_in_all % 4 == 0 {
                page.focus("budget_unit");
                page.press("End");
            }
            typed_in_all += 1;
            thread::sleep(Duration::from_millis(23));
            let seen = page.js("const state = document.getElementById('save_state');
                 return [state.className.includes('saved'), document.getElementById('budget_unit').value]");
            if seen[0] == true {
                kept = seen[1].as_str().unwrap().to_owned();
            }
        }
        browser.kill_and_reopen();
    }
    let page = open(&browser);
    page.wait_until("what was saved to be there", || {
        page.value("budget_unit").starts_with(&kept)
    });
    println!(
        "{kills} kills, {typed_in_all} keys, {beyond} more characters back than were called saved"
    );
    assert!(kept.len() > kills);
}

#[test]
fn after_a_reload_the_header_says_when_it_was_saved_and_the_tab_what_it_is() {
    let browser = Browser::start();
    let page = open(&browser);
    assert_eq!(page.title(), "项目支出绩效自评（离线版）");
    page.type_into("project_name", "信息化");
    saved(&page);
    let told = page.text("save_state");
    page.reload();
    page.wait_for_value("project_name", "信息化");
    assert_eq!(page.text("save_state"), told);
    assert_eq!(page.title(), "信息化 - 项目支出绩效自评");
    is_clean(&page);
}

#[test]
fn without_a_database_the_page_says_that_saving_is_temporary_and_still_saves() {
    let browser = Browser::start();
    let page = open_with(&browser, NO_DATABASE);
    page.type_into("budget_unit", "海口");
    page.wait_for_text("save_state", "只允许临时保存");
    page.wait_for_text("save_state", "已保存");
    page.reload();
    page.wait_for_value("budget_unit", "海口");
}

#[test]
fn without_local_storage_the_database_has_it_all() {
    let browser = Browser::start();
    let page = open_with(&browser, NO_LOCAL);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.reload();
    page.wait_for_value("budget_unit", "海口");
    saved(&page);
    assert!(!page.exists("first_bar"));
}

#[test]
fn a_slow_database_keeps_nobody_waiting_and_gets_everything() {
    let browser = Browser::start();
    let page = open_with(&browser, SLOW_DATABASE);
    page.type_into("budget_unit", "海口");
    page.wait_until("the page to say that it is in localStorage", || {
        page.exists(Find::Css("#save_state.locally"))
    });
    saved(&page);
    page.js("localStorage.clear()");
    page.reload();
    page.wait_for_value("budget_unit", "海口");
}

const LOCAL: &str = "return Object.fromEntries(Object.keys(localStorage)
    .filter(k => k.startsWith('ziping.')).map(k => [k, localStorage.getItem(k)]))";
const SET_LOCAL: &str = "localStorage.clear();
    for (const [k, v] of Object.entries(arguments[0])) localStorage.setItem(k, v)";

#[test]
fn the_newer_of_two_copies_comes_onto_the_page() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海");
    saved(&page);
    let old = page.js(LOCAL);
    page.type_into("budget_unit", "口");
    saved(&page);
    // As after a kill: localStorage has forgotten the last seconds.
    page.js_with(SET_LOCAL, json!([old]));
    page.reload();
    page.wait_for_value("budget_unit", "海口");
    saved(&page);
    is_clean(&page);
}

/// A page whose database knows more, and will say so in a second.
fn before_a_slow_database(browser: &Browser) -> Page {
    let page = open(browser);
    page.type_into("budget_unit", "海");
    saved(&page);
    let old = page.js(LOCAL);
    page.type_into("budget_unit", "口市");
    saved(&page);
    page.js_with(SET_LOCAL, json!([old]));
    page.before_load(SLOW_DATABASE);
    page.reload();
    page.wait_for_value("budget_unit", "海");
    page
}

#[test]
fn what_comes_back_from_behind_the_sample_replaces_nothing() {
    let browser = Browser::start();
    let page = before_a_slow_database(&browser);
    page.click("show_sample");
    page.type_into("budget_unit", "试");
    saved(&page);
    page.click("back_to_own");
    page.wait_for_text("notice", "两份都保留");
    saved(&page);
    page.click("projects");
    page.wait_until("both to be listed", || {
        let mut units = page.texts("#project_rows .cut");
        units.sort();
        units == ["海", "海口市"]
    });
}

#[test]
fn what_is_typed_before_a_slow_database_answers_replaces_nothing() {
    let browser = Browser::start();
    let page = before_a_slow_database(&browser);
    page.type_into("budget_unit", "南");
    page.wait_for_text("notice", "两份都在我的项目中");
    assert_eq!(page.value("budget_unit"), "海南");
    saved(&page);
    page.click("projects");
    page.wait_until("both to be listed", || page.count("#project_rows tr") == 2);
    let mut units = page.texts("#project_rows .cut");
    units.sort();
    assert_eq!(units, ["海南", "海口市"]);
}

#[test]
fn a_damaged_copy_is_kept_and_the_other_one_used() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.js("for (const k of Object.keys(localStorage))
        if (k.startsWith('ziping.project.')) localStorage.setItem(k, localStorage.getItem(k).slice(0, -9))");
    page.reload();
    page.wait_for_value("budget_unit", "海口");
    page.click("projects");
    page.wait_for_text("kept", "保留的内容 1");
}

/// Cuts off the texts in the database whose keys begin so, or makes them a newer version's.
const SPOIL_DATABASE: &str = "return new Promise((done, fail) => {
    const opening = indexedDB.open('ziping', 1);
    opening.onerror = fail;
    opening.onsuccess = () => {
        const change = opening.result.transaction('texts', 'readwrite');
        const store = change.objectStore('texts');
        const keys = store.getAllKeys();
        keys.onsuccess = () => keys.result.forEach(key => {
            const reading = store.get(key);
            reading.onsuccess = () => {
                const text = reading.result;
                const spoilt = arguments[1] === 'cut' ? text.slice(0, -5)
                    : text.replace(/^(ziping-\\w+) 1/, '$1 2');
                if (key.startsWith(arguments[0])) store.put(spoilt, key);
            };
        });
        change.oncomplete = () => { opening.result.close(); done(true) };
    };
})";

#[test]
fn where_both_copies_are_damaged_a_snapshot_stands_in() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.js("for (const k of Object.keys(localStorage))
        if (k.startsWith('ziping.project.')) localStorage.setItem(k, '坏')");
    page.js_with(SPOIL_DATABASE, json!(["project.", "cut"]));
    page.reload();
    page.wait_for_text("notice", "已损坏");
    page.wait_for_value("budget_unit", "海口");
    page.click("projects");
    page.wait_for_text("kept", "保留的内容 2");
}

#[test]
fn what_a_newer_version_wrote_is_never_written_over() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.js(
        "for (const k of Object.keys(localStorage)) if (/^ziping.(project|head)/.test(k))
        localStorage.setItem(k, localStorage.getItem(k).replace(/^(ziping-\\w+) 1/, '$1 2'))",
    );
    page.js_with(SPOIL_DATABASE, json!(["project.", "newer"]));
    page.js_with(SPOIL_DATABASE, json!(["head.", "newer"]));
    let before = page.js(LOCAL);
    page.reload();
    page.wait_for("section-basics");
    page.type_into("budget_unit", "新");
    saved(&page);
    let after = page.js(LOCAL);
    for (key, text) in before.as_object().unwrap() {
        assert_eq!(&after[key], text, "{key}");
    }
}

#[test]
fn the_report_of_a_version_before_the_list_is_taken_over_once() {
    let browser = Browser::start();
    let page = open(&browser);
    let old = fs::read_to_string(workspace().join("tests/cases/saved/draft-1.json")).unwrap();
    for _ in 0..2 {
        page.js_with(
            "localStorage.setItem('ziping.report', arguments[0])",
            json!([old]),
        );
        page.reload();
        page.wait_for_value("budget_unit", "海口市公安局");
        saved(&page);
        assert_eq!(
            page.js("return localStorage.getItem('ziping.report')"),
            json!(null)
        );
    }
    page.js("localStorage.clear()");
    page.reload();
    page.wait_for_value("budget_unit", "海口市公安局");
    is_clean(&page);
}

#[test]
fn the_first_key_after_a_pause_waits_for_those_that_follow() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    // Longer than steady typing goes unwritten.
    thread::sleep(Duration::from_millis(1_200));
    let waited = page.js("return new Promise(done => {
            const put = Storage.prototype.setItem;
            const typed = performance.now();
            Storage.prototype.setItem = function (key, text) {
                put.call(this, key, text);
                Storage.prototype.setItem = put;
                done(performance.now() - typed);
            };
            document.getElementById('budget_unit').focus();
            document.execCommand('insertText', false, '市');
        })");
    assert!(waited.as_f64() > Some(250.0), "{waited}");
    saved(&page);
}

fn two_tabs(browser: &Browser) -> (Page, Page) {
    let first = open(browser);
    first.type_into("budget_unit", "甲");
    saved(&first);
    let second = browser.new_tab();
    second.goto_file(&dist_file("ziping.html"));
    second.wait_for_value("budget_unit", "甲");
    (first, second)
}

#[test]
fn the_second_tab_only_shows_the_project_until_it_takes_it_over() {
    let browser = Browser::start();
    let (first, second) = two_tabs(&browser);
    second.wait_for("elsewhere_bar");
    assert_eq!(
        second.js("return document.getElementById('budget_unit').matches(':disabled')"),
        true
    );
    first.type_into("budget_unit", "乙");
    // Not saved yet: the first tab does so before it lets go.
    second.click("take_over");
    second.wait_for_value("budget_unit", "甲乙");
    second.wait_gone("elsewhere_bar");
    first.wait_for("elsewhere_bar");
    second.type_into("budget_unit", "丙");
    saved(&second);
    first.click("take_over");
    first.wait_for_value("budget_unit", "甲乙丙");
    second.wait_for("elsewhere_bar");
    is_clean(&first);
}

#[test]
fn what_cannot_be_saved_stays_in_the_tab_that_it_is_in() {
    let browser = Browser::start();
    let (first, second) = two_tabs(&browser);
    second.wait_for("elsewhere_bar");
    first.js(FULL);
    first.type_into("budget_unit", "乙");
    first.wait_for_text("save_state", "未保存");
    second.click("take_over");
    second.wait_gone("elsewhere_bar");
    first.wait_for_text("notice", "另存为一个项目");
    first.wait_for_text("save_state", "未保存");
    assert!(!first.exists("elsewhere_bar"));
    first.type_into("budget_unit", "丙");
    first.click("projects");
    first.wait_for_text("notice", "不能离开");
    assert_eq!(first.value("budget_unit"), "甲乙丙");
    assert_eq!(second.value("budget_unit"), "甲");
}

#[test]
fn the_sample_is_no_project_of_two_tabs() {
    let browser = Browser::start();
    let (first, second) = two_tabs(&browser);
    second.click("show_sample");
    saved(&second);
    first.click("show_sample");
    first.retype("budget_unit", "试一试");
    saved(&first);
    assert!(!first.exists("notice"));
    first.click("back_to_own");
    saved(&first);
    first.click("projects");
    first.wait_for("project_rows");
    assert_eq!(first.texts("#project_rows .cut"), ["甲"]);
    first.reload();
    first.wait_for_value("budget_unit", "甲");
    first.click("show_sample");
    first.wait_for_value("budget_unit", "试一试");
}

/// Two tabs that don't hear of each other.
fn two_tabs_without_locks(browser: &Browser) -> (Page, Page) {
    let first = open_with(browser, NO_LOCKS);
    first.type_into("budget_unit", "甲");
    saved(&first);
    let second = browser.new_tab();
    second.before_load(NO_LOCKS);
    second.goto_file(&dist_file("ziping.html"));
    second.wait_for_value("budget_unit", "甲");
    assert!(!second.exists("elsewhere_bar"));
    (first, second)
}

#[test]
fn where_a_browser_has_no_locks_what_is_merely_read_is_not_written_over() {
    let browser = Browser::start();
    let (first, second) = two_tabs_without_locks(&browser);
    second.type_into("budget_unit", "乙");
    saved(&second);
    first.click("projects");
    first.click("backup");
    first.wait_for_text("notice", "已备份");
    // A report that takes the place of the one on the page, which is from before.
    let file = browser.downloads().join("来稿.txt");
    fs::write(&file, "项目支出绩效自评报告\n预算单位：丙\n").unwrap();
    first.click("to_inbox");
    first.upload("choose_files_file", &file);
    first.click("replace_own");
    first.click("question_yes");
    first.wait_for_text("notice", "两份都保留");
    saved(&first);
    first.click("projects");
    first.wait_until("both to be listed", || {
        let mut units = first.texts("#project_rows .cut");
        units.sort();
        units == ["丙", "甲乙"]
    });
}

#[test]
fn where_a_browser_has_no_locks_two_tabs_write_over_nothing() {
    let browser = Browser::start();
    let (first, second) = two_tabs_without_locks(&browser);
    first.type_into("budget_unit", "乙");
    saved(&first);
    second.type_into("budget_unit", "丙");
    second.wait_for_text("notice", "两份都保留");
    saved(&second);
    second.click("projects");
    second.wait_until("both to be listed", || {
        let mut units = second.texts("#project_rows .cut");
        units.sort();
        units == ["甲丙", "甲乙"]
    });
    // Nor does the copy pass for the newer one at the next start.
    first.close();
    second.reload();
    second.wait_until("both to be listed", || {
        let mut units = second.texts("#project_rows .cut");
        units.sort();
        units == ["甲丙", "甲乙"]
    });
    for unit in ["甲丙", "甲乙"] {
        second.type_into("search", unit);
        second.click(Find::Css("#project_rows .open-project"));
        second.wait_for_value("budget_unit", unit);
        second.click("projects");
        second.clear("search");
    }
}

#[test]
fn a_full_storage_is_said_and_the_backup_is_still_to_be_had() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口");
    saved(&page);
    page.js(FULL);
    page.type_into("budget_unit", "市");
    page.wait_for_text("save_state", "未保存");
    page.click("export");
    page.click("export_html");
    page.click("question_yes");
    let exported = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    let Saved::Draft(draft) = import::html::read(&exported) else {
        panic!("no draft in the export");
    };
    assert_eq!(draft.get(Field::BudgetUnit), "海口市");
}
