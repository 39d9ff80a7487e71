//! What the page says where it can't run, and what its policy forbids where it can.

use std::fs;
use ziping_tests::{dist_file, pack, Browser, Find, Options, Page, Scratch};

fn browser_with(argument: &str) -> Browser {
    Browser::with(Options {
        arguments: vec![argument.to_owned()],
        ..Options::default()
    })
}

/// Opens the shipped page in Chromium under another name.
fn refusal_for(user_agent: &str) -> String {
    let browser = browser_with(&format!("--user-agent={user_agent}"));
    refusal(&browser.open(&dist_file("ziping.html")))
}

fn refusal(page: &Page) -> String {
    page.wait_for_text("app", "本页在当前浏览器中不能打开");
    page.text("app")
}

#[test]
fn without_webassembly_it_says_so_and_names_the_browser() {
    let browser = browser_with("--js-flags=--jitless");
    let text = refusal(&browser.open(&dist_file("ziping.html")));
    assert!(text.contains("没有启用 WebAssembly"), "{text}");
    assert!(text.contains("当前浏览器：Chrome 1"), "{text}");
}

#[test]
fn an_old_engine_is_named_with_its_version() {
    let text = refusal_for("Mozilla/5.0 (Windows NT 6.1; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/69.0.3497.100 Safari/537.36 QIHU 360SE");
    assert!(
        text.contains("当前浏览器：360 安全浏览器，Chromium 69 内核"),
        "{text}"
    );
    assert!(text.contains("内核版本过低"), "{text}");
    assert!(text.contains("360 安全浏览器 13 以上版本"), "{text}");
}

#[test]
fn the_oldest_engine_that_works_is_not_refused() {
    let browser = browser_with("--user-agent=Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0.3987.87 Safari/537.36");
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_until("the program to start", || {
        page.count("#app > *") > 0 && !page.exists(Find::Css(".shell-opening"))
    });
    assert!(!page.exists(Find::Css(".shell-refusal")));
}

/// A machine that takes two seconds for the program, as old ones do.
const SLOW: &str = "const compile = WebAssembly.compile;
    WebAssembly.compile = bytes => new Promise(resolve => setTimeout(resolve, 2000))
        .then(() => compile.call(WebAssembly, bytes));";

#[test]
fn a_page_that_takes_long_to_open_says_so_meanwhile() {
    let browser = Browser::start();
    let page = browser.page();
    page.before_load(SLOW);
    page.goto_file(&dist_file("ziping.html"));
    page.wait_for_text("app", "正在打开…");
    assert_eq!(
        page.attribute(Find::Css(".shell-opening"), "role")
            .as_deref(),
        Some("status")
    );
    page.wait_for("budget_unit");
    assert!(!page.exists(Find::Css(".shell-opening")));
}

#[test]
fn compatibility_mode_is_told_how_to_leave_it() {
    let text = refusal_for(
        "Mozilla/4.0 (compatible; MSIE 7.0; Windows NT 6.1; WOW64; Trident/7.0; QIHU 360SE)",
    );
    assert!(
        text.contains("当前浏览器：360 安全浏览器，IE 7 内核"),
        "{text}"
    );
    assert!(text.contains("切换到“极速模式”"), "{text}");
}

#[test]
fn a_file_that_was_cut_off_says_so() {
    let whole = fs::read(dist_file("ziping.html")).unwrap();
    let scratch = Scratch::new();
    let half = scratch.write("half.html", &whole[..whole.len() / 2]);
    let browser = Browser::start();
    let text = refusal(&browser.open(&half));
    assert!(text.contains("本文件不完整"), "{text}");
}

#[test]
fn a_program_that_was_damaged_shows_its_error() {
    let whole = fs::read_to_string(dist_file("ziping.html")).unwrap();
    let (before, program) = whole.split_once("id=\"program\">").unwrap();
    let scratch = Scratch::new();
    let damaged = format!("{before}id=\"program\">{}", program.replacen("A", "B", 40));
    let file = scratch.write("damaged.html", damaged);
    let browser = Browser::start();
    let text = refusal(&browser.open(&file));
    assert!(text.contains("本页启动失败"), "{text}");
}

#[test]
fn without_a_way_to_unpack_the_program_it_says_that_the_engine_is_old() {
    let whole = fs::read_to_string(dist_file("ziping.html")).unwrap();
    let scratch = Scratch::new();
    // Before there is a policy, a script may run.
    let old = "<head><script>delete window.DecompressionStream</script>";
    let file = scratch.write("old.html", whole.replacen("<head>", old, 1));
    let browser = Browser::start();
    let text = refusal(&browser.open(&file));
    assert!(text.contains("Firefox 113 以上"), "{text}");
}

#[test]
fn a_program_that_does_not_start_shows_its_error() {
    let whole = fs::read_to_string(dist_file("ziping.html")).unwrap();
    let (before, program) = whole.split_once("data-bytes=").unwrap();
    let (_, after) = program.split_once('<').unwrap();
    // Another version of WebAssembly than there is.
    let odd = pack::element(b"\0asm\x09\0\0\0");
    let scratch = Scratch::new();
    let file = scratch.write("odd.html", format!("{before}{odd}<{after}"));
    let browser = Browser::start();
    let text = refusal(&browser.open(&file));
    assert!(text.contains("本页启动失败"), "{text}");
    assert!(text.contains("CompileError"), "{text}");
}

#[test]
fn the_policy_lets_no_text_become_a_script_and_asks_nobody() {
    let browser = Browser::start();
    let page = browser.open(&dist_file("ziping.html"));
    page.js("for (const [tag, name, value] of [
           ['script', 'text', 'window.intruded = true'],
           ['img', 'src', 'https://example.org/pixel.png'],
         ]) {
           const element = document.createElement(tag);
           element[name] = value;
           document.body.append(element);
         }
         document.body.setAttribute('onclick', 'window.intruded = true');
         document.body.click();");
    page.wait_until("the policy to report all three", || {
        browser_errors(&page, "Content Security Policy") >= 3
    });
    assert_eq!(page.js("return window.intruded"), serde_json::Value::Null);
}

fn browser_errors(page: &Page, text: &str) -> usize {
    let errors = page.console_errors();
    errors.iter().filter(|error| error.contains(text)).count()
}
