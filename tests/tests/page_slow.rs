//! On a computer so slow that people are ahead of the page: keys that come before it has
//! caught up, and a database that doesn't answer.

use ziping_core::field::Field;
use ziping_core::place::Place;
use ziping_tests::{dist_file, workspace, Browser, Find, Page};

/// Every drawing takes so long by the clock that Yew lets the browser go on before the
/// effects, and what waits for its turn waits for half a second.
const SLOW: &str = "{ const later = setTimeout.bind(window), now = Date.now;
    let lost = 0;
    Date.now = () => now() + (lost += 17);
    window.setTimeout = (run, delay, ...all) => later(run, Math.max(delay || 0, 500), ...all); }";

fn open_slow(browser: &Browser, section: &str) -> Page {
    let page = browser.page();
    page.before_load(SLOW);
    page.goto_file(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page.wait_for_quiet();
    page.click(section);
    page.wait_for_quiet();
    page
}

#[test]
fn no_key_is_lost_that_comes_before_the_page_has_caught_up() {
    let browser = Browser::start();
    let page = open_slow(&browser, "section-sub_projects");
    page.click("add_sub_projects");
    let rows = [
        ["hu", "100", "17.99"],
        ["lu", "200", "36"],
        ["xing", "5", "4"],
    ];
    for (row, texts) in rows.iter().enumerate() {
        if row > 0 {
            page.press("Enter");
            page.press("Home");
        }
        page.press_each(texts[0]);
        for text in &texts[1..] {
            page.press("Tab");
            page.press_each(text);
        }
    }
    let fields = [
        Field::SubProjectName,
        Field::SubProjectAllocated,
        Field::SubProjectSpent,
    ];
    for (row, texts) in rows.iter().enumerate() {
        for (field, text) in fields.into_iter().zip(texts) {
            let place = Place::in_row(field, row).key();
            assert_eq!(page.value(place.as_str()), *text, "{place}");
        }
    }
}

#[test]
fn a_menu_that_has_just_opened_hears_the_keys() {
    let browser = Browser::start();
    let page = open_slow(&browser, "section-basics");
    page.click("export");
    page.press("ArrowDown");
    page.press("ArrowDown");
    assert_eq!(page.focused(), "export_form");
    page.press("Escape");
    assert_eq!(page.focused(), "export");
}

/// Another page that the browser has put to sleep in the middle of a transaction, so that
/// nobody else can write.
const SLEEPING: &str = "return new Promise(done => {
    const opening = indexedDB.open('ziping', 1);
    opening.onsuccess = () => {
        const store = opening.result.transaction('texts', 'readwrite').objectStore('texts');
        const stay = () => { store.count().onsuccess = stay; done(true); };
        stay();
    };
})";

#[test]
fn a_database_that_does_not_answer_is_given_up_and_everything_works() {
    let browser = Browser::start();
    let page = browser.open(&dist_file("ziping.html"));
    page.type_into("budget_unit", "海口");
    let is_saved = || page.exists(Find::Css("#save_state.saved"));
    page.wait_until("the page to have saved", is_saved);

    let sleeping = browser.new_tab();
    sleeping.goto_file(&dist_file("sample-report.html"));
    sleeping.js(SLEEPING);
    page.type_into("budget_unit", "市");
    page.wait_for_text("save_state", "浏览器只允许临时保存");
    let report = workspace().join("tests/cases/haikou-2021/report.html");
    page.upload("open_file", &report);
    page.click("question_yes");
    page.wait_for_value("budget_unit", "海口市公安局");
    page.click("projects");
    page.wait_until("the list", || page.count("#project_rows tr") == 1);
    page.click(Find::Css(".open-project"));
    page.wait_for_value("budget_unit", "海口市公安局");

    // What is decided on a file is kept too.
    let text = std::fs::read(&report).unwrap();
    let file = browser.downloads().join("来稿.html");
    std::fs::write(&file, text).unwrap();
    let look_at = |page: &Page| {
        page.click("projects");
        page.click("to_inbox");
        page.upload("choose_files_file", &file);
        page.wait_for(Find::Css("#judging [data-code=C04]"));
    };
    look_at(&page);
    page.click(Find::Css("#judging [data-code=C04] .accepted"));
    page.wait_for_text("judged", "已处理 1/");

    // Where it answers again, nothing is missing.
    sleeping.close();
    page.reload();
    look_at(&page);
    page.wait_for_text("judged", "已处理 1/");
    page.reload();
    page.wait_for_value("budget_unit", "海口市公安局");
    page.type_into("budget_unit", "（本级）");
    page.wait_until("the page to have saved", is_saved);
    assert_eq!(page.console_errors(), Vec::<String>::new());
}
