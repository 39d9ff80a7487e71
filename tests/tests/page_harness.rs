//! The harness itself, on a page of a few lines: what it claims to do, Chromium
//! does.

use std::fs;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::path::PathBuf;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use serde_json::json;
use ziping_tests::{failure_directory, pdf_pages, Browser, Find, Options, Page, Scratch, Viewport};

const PAGE: &str = include_str!("page_harness.html");

/// The name has what breaks a careless address: Chinese, a blank, # and %.
fn write_page(scratch: &Scratch) -> PathBuf {
    scratch.write("自评 #1 100%.html", PAGE)
}

fn open(browser: &Browser, scratch: &Scratch) -> Page {
    browser.open(&write_page(scratch))
}

#[test]
fn a_browser_starts_quickly_with_the_size_and_language_of_the_users() {
    let scratch = Scratch::new();
    let started = Instant::now();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    // 0.5 s on an idle machine; the limit is for a busy one.
    assert!(started.elapsed() < Duration::from_secs(10));
    assert_eq!(page.title(), "试验");
    let size = page.js("return [innerWidth, innerHeight, devicePixelRatio, navigator.language]");
    assert_eq!(size, json!([1366, 768, 1, "zh-CN"]));
    page.set_viewport(Viewport {
        zoom: 2.0,
        ..Viewport::default()
    });
    let size = page.js("return [innerWidth, innerHeight, devicePixelRatio]");
    assert_eq!(size, json!([683, 384, 2]));
    assert_eq!(page.js("return new Date(0).getHours()"), 8);
}

#[test]
fn typed_text_reaches_the_field_by_keys() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    page.type_into("name.0", "海口市");
    // Not every driver has keys for what is beyond the first 65,536 characters.
    page.type_into("name.0", "公安局☺");
    assert_eq!(page.value("name.0"), "海口市公安局☺");
    assert_eq!(page.text("echo"), "海口市公安局☺");
    assert_eq!(page.focused(), "name.0");
    page.retype("name.0", "省厅");
    page.wait_for_text("echo", "省厅");
    page.press("Control+z");
    assert_ne!(page.value("name.0"), "省厅");
    page.clear("name.0");
    page.wait_for_value("name.0", "");
    page.type_into("name.0", "1");
    page.press("+");
    page.press("Shift+Tab");
    page.press("Tab");
    page.press("Tab");
    assert_eq!(page.value("name.0"), "1+");
    assert_eq!(page.focused(), "long");
    page.type_into("long", "一\n二");
    assert_eq!(page.value("long"), "一\n二");
}

#[test]
fn an_input_method_composes_before_it_commits() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    page.focus("name.0");
    page.compose("hai'k");
    assert_eq!(page.value("name.0"), "hai'k");
    assert_eq!(page.text("composing"), "true");
    page.commit("海口");
    assert_eq!(page.value("name.0"), "海口");
    assert_eq!(page.text("composing"), "false");
    page.type_by_ime("name.0", &["s", "shi"], "市");
    assert_eq!(page.value("name.0"), "海口市");
    assert_eq!(page.text("keys"), "229 229 229 229 229");
}

#[test]
fn the_clipboard_goes_both_ways_with_plain_and_rich_text() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    page.paste_into("long", "单位\t金额\n局\t\"1\"");
    assert_eq!(page.value("long"), "单位\t金额\n局\t\"1\"");
    page.clear("long");
    page.set_clipboard_html("<table><tr><td>甲</td></tr></table>", "甲");
    page.focus("long");
    page.press("Control+v");
    assert_eq!(page.value("long"), "甲");
    assert!(page.text("pasted").contains("<td>甲</td>"));
    page.click("copy");
    assert_eq!(page.clipboard(), "抄下来的");
}

#[test]
fn elements_are_found_and_read_in_every_way() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    page.select("kind", "延续项目");
    assert_eq!(page.value("kind"), "b");
    assert_eq!(page.text("chosen"), "b");
    page.click(Find::Says("稍后"));
    // It comes 100 ms after the click, and the harness waits for it.
    assert_eq!(page.text("late"), "来了");
    assert!(page.exists("late") && !page.exists("never"));
    assert!(page.exists("hidden") && !page.visible("hidden"));
    page.click(Find::Css("#list > li:nth-child(2)"));
    page.wait_gone(Find::Css("#list > li:nth-child(3)"));
    assert_eq!(page.texts("#list > li"), ["一", "二"]);
    assert_eq!(page.count("#list > li"), 2);
    assert_eq!(
        page.attribute("name.0", "aria-describedby").as_deref(),
        Some("echo")
    );
    assert_eq!(page.attribute("name.0", "nothing"), None);
    assert_eq!(page.property("name.0", "disabled"), false);
    assert_eq!(page.accessible_name("name.0"), "名称");
    assert_eq!(page.accessible_role("name.0"), "textbox");
    assert_eq!(page.style("echo", "color"), "rgb(255, 0, 0)");
    let (echo, box_) = (page.rect("echo"), page.rect("box"));
    assert_eq!((box_.width, box_.height), (120.0, 40.0));
    assert!(box_.y >= echo.bottom() && !box_.overlaps(&echo));
    page.emulate_media("print");
    assert_eq!(page.style("box", "display"), "none");
    page.emulate_media("");
    assert_eq!(page.style("box", "display"), "block");
}

#[test]
fn files_come_in_and_go_out() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    let file = scratch.write("自评.txt", "内容");
    page.upload("file", &file);
    page.wait_for_text("uploaded", "自评.txt: 内容");
    page.click("download");
    let first = browser.wait_for_download("html");
    assert_eq!(first.file_name().unwrap(), "报告.html");
    assert_eq!(fs::read_to_string(&first).unwrap(), "<p>报告</p>");
    page.click("download");
    assert_ne!(browser.wait_for_download("html"), first);
}

#[test]
fn what_a_page_stores_survives_a_reload_and_a_new_start() {
    let scratch = Scratch::new();
    let file = write_page(&scratch);
    let mut browser = Browser::start();
    let page = browser.open(&file);
    page.js("localStorage.setItem('稿', '一')");
    page.type_into("name.0", "没有保存");
    page.reload();
    assert_eq!(page.value("name.0"), "");
    assert_eq!(page.js("return localStorage.getItem('稿')"), "一");
    browser.reopen();
    let page = browser.open(&file);
    assert_eq!(page.js("return localStorage.getItem('稿')"), "一");
    assert_eq!(page.js("return innerWidth"), 1366);
    page.click("download");
    browser.wait_for_download("html");
}

#[test]
fn a_killed_browser_keeps_what_was_on_the_disk_and_says_no_goodbye() {
    let scratch = Scratch::new();
    let file = write_page(&scratch);
    let mut browser = Browser::start();
    let page = browser.open(&file);
    page.js(PUT_IN_DATABASE);
    page.js("addEventListener('pagehide', () => localStorage.setItem('告别', '是'))");
    browser.kill_and_reopen();
    let page = browser.open(&file);
    assert_eq!(page.js(GET_FROM_DATABASE), "一");
    // A browser that is closed lets its pages know; this one was killed.
    assert_eq!(page.js("return localStorage.getItem('告别')"), json!(null));
}

const PUT_IN_DATABASE: &str = "return new Promise((done, fail) => {
    const opening = indexedDB.open('试验', 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore('稿');
    opening.onerror = fail;
    opening.onsuccess = () => {
        const change = opening.result.transaction('稿', 'readwrite', { durability: 'strict' });
        change.objectStore('稿').put('一', 1);
        change.oncomplete = () => done(true);
    };
})";

const GET_FROM_DATABASE: &str = "return new Promise((done, fail) => {
    const opening = indexedDB.open('试验', 1);
    opening.onerror = fail;
    opening.onsuccess = () => {
        const reading = opening.result.transaction('稿').objectStore('稿').get(1);
        reading.onsuccess = () => done(reading.result);
    };
})";

#[test]
fn tabs_and_windows_share_their_storage_and_can_be_hidden() {
    let scratch = Scratch::new();
    let file = write_page(&scratch);
    let browser = Browser::start();
    let first = browser.open(&file);
    let second = browser.new_tab();
    second.goto_file(&file);
    second.js("localStorage.setItem('稿', '二')");
    first.wait_for_text("storage", "二");
    first.bring_to_front();
    assert_eq!(first.js("return document.hasFocus()"), true);
    first.click("open");
    let opened = browser.wait_for_new_page();
    assert_eq!(
        opened.js("return [innerWidth, innerHeight]"),
        json!([1366, 768])
    );
    opened.close();
    second.close();
    let window = browser.new_window();
    window.goto_file(&file);
    let state = "return document.visibilityState";
    window.minimize();
    window.wait_until("the window to be hidden", || window.js(state) == "hidden");
    assert_eq!(first.js(state), "visible");
    window.restore();
    window.wait_until("the window to be shown", || window.js(state) == "visible");
}

#[test]
fn errors_and_requests_are_seen_even_if_a_policy_stops_them() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = open(&browser, &scratch);
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
    page.click("fail");
    page.wait_until("three errors", || page.console_errors().len() == 3);
    let errors = page.console_errors().join("\n");
    assert!(errors.contains("坏了"), "{errors}");
    assert!(errors.contains("没接住"), "{errors}");
    assert!(errors.contains("Content Security Policy"), "{errors}");
    assert_eq!(page.requests(), ["http://example.invalid/pixel.png"]);
    page.js("fetch('http://example.invalid/data').catch(() => {})");
    page.wait_until("the second request", || page.requests().len() == 2);
}

#[test]
fn a_script_can_run_before_the_page_and_dialogs_wait_for_an_answer() {
    let scratch = Scratch::new();
    let browser = Browser::start();
    let page = browser.page();
    page.before_load("Storage.prototype.setItem = () => { throw new Error('满了') }");
    page.goto_file(&write_page(&scratch));
    let thrown = page.js_with(
        "try { localStorage.setItem('a', arguments[0]) } catch (e) { return e.message }",
        json!(["一"]),
    );
    assert_eq!(thrown, "满了");
    page.click("ask");
    assert_eq!(page.dialog(), "真的?");
    page.accept_dialog();
    page.wait_for_text("answer", "true");
    page.click("ask");
    page.dismiss_dialog();
    page.wait_for_text("answer", "false");
}

#[test]
fn pictures_and_paper_have_the_size_asked_for() {
    let scratch = Scratch::new();
    let browser = Browser::with(Options {
        viewport: Viewport {
            width: 390,
            height: 844,
            scale: 2.0,
            zoom: 1.0,
        },
        ..Options::default()
    });
    let page = open(&browser, &scratch);
    let picture = scratch.path().join("picture.png");
    page.screenshot(&picture);
    assert_eq!(png_size(&picture), (780, 1688));
    page.screenshot_full(&picture);
    let (width, height) = png_size(&picture);
    assert_eq!(
        width,
        780 - 2 * 15,
        "the page's own width is without the scroll bar"
    );
    assert!(height > 2 * 2000, "{height}");
    let pdf = page.pdf();
    assert!(pdf.starts_with(b"%PDF-"));
    assert_eq!(pdf_pages(&pdf), 3);
    let text = String::from_utf8_lossy(&pdf);
    assert!(
        text.contains("/MediaBox [0 0 594.95996 841.91998]"),
        "it isn't A4"
    );
}

fn png_size(file: &std::path::Path) -> (u32, u32) {
    let png = fs::read(file).unwrap();
    let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    (number(16), number(20))
}

#[test]
fn a_failing_test_leaves_a_picture_and_no_process() {
    let scratch = Scratch::new();
    let file = write_page(&scratch);
    let mark = scratch.path().display().to_string();
    let start = SystemTime::now();
    let test = || {
        let browser = Browser::with(Options {
            arguments: vec![format!("--mark={mark}")],
            ..Options::default()
        });
        let page = browser.open(&file);
        assert!(processes_with(&mark) > 0);
        page.wait_within(Duration::from_millis(50), "朝霞", || false);
    };
    let panic = catch_unwind(AssertUnwindSafe(test)).unwrap_err();
    let message = panic.downcast_ref::<String>().unwrap();
    assert_eq!(message, "waited 50ms for 朝霞");
    assert!(pictures_since(start) > 0);
    let started = Instant::now();
    while processes_with(&mark) > 0 {
        assert!(
            started.elapsed() < Duration::from_secs(5),
            "Chromium still runs"
        );
        thread::sleep(Duration::from_millis(50));
    }
}

/// How many living processes have this in their command line (Linux).
fn processes_with(mark: &str) -> usize {
    let processes = fs::read_dir("/proc").unwrap().flatten();
    let commands = processes.filter_map(|process| fs::read(process.path().join("cmdline")).ok());
    commands
        .filter(|command| String::from_utf8_lossy(command).contains(mark))
        .count()
}

/// How many pictures failed tests have left.
fn pictures_since(start: SystemTime) -> usize {
    let Ok(pictures) = fs::read_dir(failure_directory()) else {
        return 0;
    };
    let taken = pictures
        .flatten()
        .filter_map(|file| file.metadata().ok()?.modified().ok());
    taken.filter(|taken| *taken >= start).count()
}
