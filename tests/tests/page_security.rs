//! No text becomes more than a text, and the network is asked for nothing: hundreds of
//! payloads on the page, in files that come in, in HTML that goes out. Where the same
//! payloads are taken for HTML, they run: that is tested first.

use std::collections::BTreeSet;
use std::env;
use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use serde_json::{json, Value};
use ziping_core::draft::Draft;
use ziping_core::field::SECTIONS;
use ziping_core::report::opinion::{self, Opinions, Reviewed};
use ziping_core::report::public::Public;
use ziping_core::report::{disclosure, summary};
use ziping_core::save::{self, backup, frame};
use ziping_core::spreadsheet::Workbook;
use ziping_core::{export, Edition, Subject};
use ziping_tests::payload::{self, Payload};
use ziping_tests::{dist_file, Browser, Find, Page, Scratch};

/// What the payloads call, in every frame: the console tells it.
const RAN: &str = "for (const name of ['ran', 'alert', 'confirm', 'prompt'])
    window[name] = () => console.error('a payload ran in ' + window.name)";

/// A browser whose console tells of every payload that runs.
fn watched(browser: &Browser) -> Page {
    let page = browser.page();
    page.before_load(RAN);
    page
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

/// Shows documents in frames, does in them what a user may do with the mouse, and tells for
/// each of them what it has that isn't in the list: elements, attributes.
const SHOW: &str = "const [documents, allowed] = arguments;
    const wait = time => new Promise(done => setTimeout(done, time));
    const frames = documents.map(([name, html]) => {
        const frame = document.createElement('iframe');
        frame.name = name;
        frame.srcdoc = html;
        return frame;
    });
    const loaded = frames.map(frame => new Promise(done => { frame.onload = done; }));
    document.body.append(...frames);
    const inside = frame => { try { return frame.contentDocument } catch { return null } };
    return Promise.race([Promise.all(loaded), wait(2000)]).then(() => wait(50)).then(() => {
        for (const frame of frames)
            for (const element of inside(frame)?.querySelectorAll('*') ?? []) {
                for (const kind of ['mouseover', 'mouseenter', 'pointerover', 'pointerenter'])
                    element.dispatchEvent(new MouseEvent(kind, { bubbles: true }));
                if (element.click) element.click();
                else element.dispatchEvent(new MouseEvent('click', { bubbles: true }));
            }
    }).then(() => wait(50)).then(() => {
        const unknown = frames.flatMap(frame =>
            [...inside(frame)?.querySelectorAll('*') ?? []].flatMap(element =>
                [element.localName, ...element.getAttributeNames().map(name => element.localName + ' ' + name)]
                    .filter(it => !allowed.includes(it))
                    .map(it => frame.name + ': ' + it)));
        frames.forEach(frame => frame.remove());
        return [...new Set(unknown)];
    })";

/// What an exported file is made of.
const ALLOWED: &[&str] = &[
    "html",
    "html lang",
    "head",
    "meta",
    "meta charset",
    "meta name",
    "meta content",
    "title",
    "style",
    "body",
    "div",
    "div class",
    "script",
    "script type",
    "script id",
    "h1",
    "h1 class",
    "h2",
    "h2 class",
    "h3",
    "h3 class",
    "p",
    "p class",
    "span",
    "span class",
    "br",
    "table",
    "table class",
    "colgroup",
    "col",
    "col width",
    "thead",
    "tbody",
    "tr",
    "tr class",
    "th",
    "th class",
    "th colspan",
    "th rowspan",
    "td",
    "td class",
    "td colspan",
    "td rowspan",
];

/// Shows all of these documents; gives what is in them beside what an export may have.
fn show(page: &Page, documents: &[(String, String)]) -> Vec<String> {
    let show = |some: &[(String, String)]| {
        let unknown = page.js_with(SHOW, json!([some, ALLOWED]));
        let lines = unknown.as_array().cloned().unwrap_or_default();
        let line = |line: &Value| line.as_str().unwrap_or_default().to_owned();
        lines.iter().map(line).collect::<Vec<String>>()
    };
    documents.chunks(60).flat_map(show).collect()
}

/// A page without a policy.
fn bare(browser: &Browser, folder: &Scratch) -> Page {
    let page = watched(browser);
    page.goto_file(&folder.write("bare.html", "<!DOCTYPE html><meta charset=utf-8><body>"));
    page
}

/// The names of the frames in which something ran.
fn ran(page: &Page) -> BTreeSet<String> {
    let lines = page.console_errors().into_iter();
    let name = |line: String| {
        let (_, name) = line.split_once("a payload ran in ")?;
        Some(name.trim_matches('"').to_owned())
    };
    lines.filter_map(name).collect()
}

/// What a program makes of a payload that takes it for a piece of HTML, an address, a part of
/// a script.
fn naive(payload: &Payload) -> String {
    let text = &payload.text;
    match payload.technique.as_str() {
        "javascript-addresses" if !text.starts_with('<') => {
            format!("<a href=\"{text}\">x</a><iframe src=\"{text}\"></iframe>")
        }
        "attribute-breakouts" => {
            format!("<title>{text}</title><input value=\"{text}\"><input value='{text}'><input value={text}><!--{text}-->")
        }
        "script-block-breakouts" => {
            format!("<script type=\"application/json\">{text}</script><script>({{a: [{{b: \"{text}\"}}]}})</script>")
        }
        _ => format!("<p>{text}</p>"),
    }
}

fn naive_documents(payloads: &[Payload], head: &str) -> Vec<(String, String)> {
    let named = |(number, payload): (usize, &Payload)| {
        let html = format!("<!DOCTYPE html>{head}{}", naive(payload));
        (format!("{} {number}", payload.technique), html)
    };
    payloads.iter().enumerate().map(named).collect()
}

/// The techniques whose payloads are made for HTML.
const OF_HTML: [&str; 11] = [
    "attribute-breakouts",
    "comments-and-cdata",
    "documents-and-redirects",
    "encodings",
    "event-handlers",
    "javascript-addresses",
    "mutation",
    "script-block-breakouts",
    "script-elements",
    "styles",
    "svg-and-math",
];

#[test]
fn the_payloads_run_where_text_is_taken_for_html() {
    let (browser, folder) = (Browser::start(), Scratch::new());
    let page = bare(&browser, &folder);
    let payloads = payload::corpus();
    show(&page, &naive_documents(&payloads, ""));
    let ran = ran(&page);
    for technique in OF_HTML {
        let is_of_it = |name: &&String| name.starts_with(technique);
        println!("{technique}: {}", ran.iter().filter(is_of_it).count());
        assert!(
            ran.iter().any(|name| name.starts_with(technique)),
            "{technique}"
        );
    }
    println!(
        "{} of {} run, {} requests",
        ran.len(),
        payloads.len(),
        page.requests().len()
    );
    assert!(ran.len() >= 150, "{}", ran.len());
    let asked = page.requests();
    let hostile = asked.iter().filter(|url| url.contains("hostile.example"));
    assert!(hostile.count() >= 15, "{asked:?}");
}

/// The policy of exported files.
fn policy_of_exports() -> String {
    let html = export::html::write(
        &Subject::of(&Draft::default(), None).document(),
        &Draft::default(),
    );
    let (_, after) = html
        .split_once("<meta http-equiv")
        .expect("an export has a policy");
    let (policy, _) = after.split_once('>').expect("the policy ends");
    format!("<meta http-equiv{policy}>")
}

#[test]
fn where_text_became_html_the_policy_of_an_export_would_stop_it() {
    let (browser, folder) = (Browser::start(), Scratch::new());
    let page = bare(&browser, &folder);
    show(
        &page,
        &naive_documents(&payload::corpus(), &policy_of_exports()),
    );
    assert_eq!(ran(&page), BTreeSet::new());
}

/// Each payload is in every place of one of these drafts. The policy is left out: escaping
/// alone has to do.
#[test]
fn nothing_in_an_exported_file_runs_or_is_an_element_of_its_own() {
    let (browser, folder) = (Browser::start(), Scratch::new());
    let page = bare(&browser, &folder);
    let payloads = payload::all();
    let policy = policy_of_exports();
    let mut documents = Vec::new();
    let mut add = |name: String, html: String| {
        let without = html.replacen(&policy, "", 1);
        assert_ne!(without, html, "{name} has its policy");
        documents.push((name, without));
    };
    let written = payload::corpus().len();
    let drafts: Vec<Draft> = (0..payloads.len())
        .map(|it| payload::draft(&payloads, it))
        .collect();
    let subjects: Vec<Subject<'_>> = drafts.iter().map(|it| Subject::of(it, None)).collect();
    for (number, (draft, subject)) in drafts.iter().zip(&subjects).enumerate() {
        let editions = match number < written {
            true => &Edition::ALL[..],
            false => &[Edition::Report],
        };
        for edition in editions {
            let document = subject.edition(*edition);
            let html = export::html::write(&document, draft);
            add(format!("{} {number}", edition.key()), html);
        }
        if number % 16 == 0 {
            let document = Public { show_names: false }.of(subject.document());
            add(
                format!("public {number}"),
                export::html::write(&document, draft),
            );
            let findings = subject.findings();
            let file = &payloads[number].text;
            let reviewed = Reviewed::of(file, subject, &findings, &Opinions::default());
            let html = export::html::write(&opinion::document(&reviewed), draft);
            add(format!("opinion {number}"), html);
        }
    }
    for (name, document) in [
        ("summary", summary::document(&subjects)),
        ("disclosures", disclosure::of_all(&subjects)),
    ] {
        let html = export::html::write(&document, &Draft::default());
        add(name.to_owned(), html);
    }
    assert_eq!(show(&page, &documents), Vec::<String>::new());
    assert_eq!(ran(&page), BTreeSet::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

fn open(browser: &Browser) -> Page {
    let page = watched(browser);
    page.goto_file(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

/// What would go elsewhere with the whole page, which no policy can stop.
fn leads_away(payload: &Payload) -> bool {
    payload.text.to_lowercase().contains("http-equiv=refresh")
}

#[test]
fn where_text_became_html_the_policy_of_the_page_would_stop_it() {
    let browser = Browser::start();
    let page = open(&browser);
    for payload in payload::corpus() {
        if !leads_away(&payload) {
            let html = naive(&payload);
            page.js_with(
                "const part = document.createElement('div');
                 document.body.append(part);
                 part.innerHTML = arguments[0];
                 for (const script of part.querySelectorAll('script')) {
                     const again = document.createElement('script');
                     again.text = script.text;
                     if (script.hasAttribute('src')) again.src = script.getAttribute('src');
                     part.append(again);
                 }",
                json!([html]),
            );
        }
    }
    page.wait_for_quiet();
    assert_eq!(ran(&page), BTreeSet::new());
    let errors = page.console_errors();
    let stopped = errors
        .iter()
        .filter(|error| error.contains("Content Security Policy"));
    assert!(stopped.count() >= 50, "{errors:#?}");
}

/// What the page has in its document that no text of it may become: an element that runs,
/// loads or leads elsewhere, a handler, a style.
const FOREIGN: &str = "const made = /^(script|iframe|frame|object|embed|img|image|video|audio|source|track|base|meta|link|style|form|template|math|foreignobject|animate|set|use|portal|xss|x)$/;
    const acting = /^(on.*|style|src|srcdoc|srcset|action|formaction|data|background|poster|ping|xlink:href)$/;
    return [...document.querySelectorAll('#app *')].flatMap(element =>
        [element.localName].filter(it => made.test(it)).concat(
            element.getAttributeNames().filter(it => acting.test(it)
                || it === 'href' && !element.getAttribute(it).startsWith('#')
                || /^(id|class)$/.test(it) && /[<>=]/.test(element.getAttribute(it)))
                .map(it => `${element.localName} ${it}`)))";

fn has_nothing_foreign(page: &Page, view: &str) {
    assert_eq!(page.js(FOREIGN), json!([]), "{view}");
}

/// A project as a backup has it: payloads in what is stored about it too.
fn record(payloads: &[Payload], number: usize) -> String {
    let text = |at: usize| &payloads[(number * 11 + at) % payloads.len()].text;
    let about = json!({
        "id": format!("{number}{}", text(0)),
        "revision": 1,
        "writer": text(1),
        "created": 1_700_000_000_000_u64,
        "changed": 1_700_000_000_000_u64 + number as u64,
        "summary": {
            "year": text(2), "name": format!("{number}{}", text(3)), "unit": text(4), "budget": text(5),
            "rate": text(6), "score": text(7), "grade": text(8),
        },
    });
    let draft = save::write(&payload::draft(payloads, number));
    frame::frame(backup::RECORD, &format!("{about}\n{draft}"))
}

/// Opens the project of this row and goes through every view of it.
const LOOK_THROUGH: &str = "const [row, sections, panels] = arguments;
    const until = what => new Promise((done, fail) => {
        const limit = Date.now() + 10000;
        const look = () => what() ? done() : Date.now() > limit ? fail(String(what)) : setTimeout(look, 4);
        look();
    });
    const at = id => document.getElementById(id);
    const drawn = () => new Promise(done => setTimeout(done, 8));
    const go = async () => {
        document.querySelectorAll('#project_rows .open-project')[row].click();
        await until(() => at('section-basics'));
        for (const panel of panels) {
            at(panel).click();
            await drawn();
        }
        for (const section of sections) {
            at('section-' + section).click();
            await until(() => at('section-' + section).getAttribute('aria-current'));
            await drawn();
        }
        at('history').click();
        await until(() => at('back_to_form'));
        at('projects').click();
        await until(() => at('project_rows'));
    };
    return go();";

/// `ZIPING_PAYLOADS=all` has each payload in every field.
#[test]
fn nothing_in_a_project_runs_on_the_page() {
    let browser = Browser::start();
    let page = open(&browser);
    let payloads = payload::all();
    let count = match env::var_os("ZIPING_PAYLOADS") {
        Some(_) => payloads.len(),
        None => 40,
    };
    let apart = payloads.len() / count;
    let records = (0..count).map(|it| record(&payloads, it * apart));
    let records: Vec<String> = records.collect();
    let folder = Scratch::new();
    let file = folder.write("备份.json", backup::write(&records, 0));
    page.click("projects");
    page.upload("restore_backup_file", &file);
    page.wait_for_text("notice", &format!("新增 {count} 个"));
    while page.exists("more") {
        page.click("more");
    }
    has_nothing_foreign(&page, "the list");
    let sections: Vec<&str> = SECTIONS.iter().map(|spec| spec.key).collect();
    let panels = ["tab_findings", "tab_overview", "tab_help", "tab_preview"];
    for row in 0..count {
        page.js_with(LOOK_THROUGH, json!([row, sections, panels]));
    }
    page.click(Find::Css("#project_rows .open-project"));
    for section in &sections {
        page.click(&format!("section-{section}"));
        has_nothing_foreign(&page, section);
    }
    // The manual has pictures of its own, and nothing of anybody's.
    for panel in panels.into_iter().filter(|panel| *panel != "tab_help") {
        page.click(panel);
        has_nothing_foreign(&page, panel);
    }
    page.click("show_copy_list");
    has_nothing_foreign(&page, "the list for copying");
    page.click("export");
    has_nothing_foreign(&page, "the menu");
    page.click("export_html");
    page.click("question_yes");
    let exported = browser.wait_for_download("html");
    page.goto_file(&exported);
    assert!(page.count(".report *") > 20);
    assert!(ran(&page).is_empty());
    is_clean(&page);
}

/// A file's name with as much of a text as one may have.
fn name_of(number: usize, text: &str, extension: &str) -> String {
    let mut name = number.to_string();
    let is_fine = |c: &char| !['/', '\0', '\n', '\r'].contains(c);
    for c in text.chars().filter(is_fine) {
        if name.len() + c.len_utf8() < 200 {
            name.push(c);
        }
    }
    format!("{name}.{extension}")
}

/// A draft in every format that is read, some with it inside, some without.
fn files_of(payloads: &[Payload], number: usize, folder: &Scratch) -> Vec<PathBuf> {
    let draft = payload::draft(payloads, number * 31);
    let subject = Subject::of(&draft, None);
    let (report, form) = (subject.document(), subject.evaluation());
    let carried = (number % 2 == 0).then(|| save::write(&draft));
    let workbook = Workbook::of(&form, &form.title);
    let mut contents = vec![
        (
            "docx",
            ziping_office::write_docx(&report, carried.as_deref()),
        ),
        (
            "xlsx",
            ziping_office::write_xlsx(&workbook, carried.as_deref()),
        ),
        ("json", save::write(&draft).into_bytes()),
    ];
    contents.extend(export::FORMATS.iter().map(|format| {
        let bytes = (format.write)(&report, &draft);
        let text = String::from_utf8(bytes).expect("a format of text");
        let text = match number % 2 {
            0 => text,
            _ => text.replace(export::html::DRAFT_ID, "another"),
        };
        (format.extension, text.into_bytes())
    }));
    let put = |(at, (extension, content)): (usize, (&str, Vec<u8>))| {
        let name = &payloads[(number * 5 + at) % payloads.len()].text;
        folder.write(&name_of(number, name, extension), content)
    };
    contents.into_iter().enumerate().map(put).collect()
}

/// From file to file, with what became of each stretch.
const LEAF: &str = "const drawn = () => new Promise(done => setTimeout(done, 8));
    const go = async () => {
        let seen = 1;
        for (; seen < 200 && !document.getElementById('file_after').disabled; seen++) {
            document.getElementById('file_after').click();
            await drawn();
            document.getElementById('show_traces')?.click();
            await drawn();
        }
        return seen;
    };
    return go();";

#[test]
fn nothing_in_a_file_that_comes_in_runs_nor_in_its_name() {
    let browser = Browser::start();
    let page = open(&browser);
    let payloads = payload::all();
    let folder = Scratch::new();
    let whole = (0..12).flat_map(|number| files_of(&payloads, number, &folder));
    let mut files: Vec<PathBuf> = whole.collect();
    // Each payload as a page and as a text of its own.
    for (number, payload) in payloads.iter().enumerate() {
        let extension = ["html", "txt"][number % 2];
        let name = name_of(100 + number, &payload.text, extension);
        files.push(folder.write(
            &name,
            format!("项目名称：{}\n{}", payload.text, payload.text),
        ));
    }
    page.click("projects");
    page.click("to_inbox");
    page.wait_for("choose_files");
    page.upload_all("choose_files_file", &files);
    // A file may hold more than one report.
    let is_read = || {
        let told = page.text("inbox_progress");
        let count = told.trim_start_matches("共 ").split(' ').next();
        let count = count.and_then(|count| count.parse().ok());
        count.is_some_and(|count: usize| count >= files.len()) && !page.visible("cancel_reading")
    };
    page.wait_for("inbox_progress");
    page.wait_within(Duration::from_secs(120), "the files to be read", is_read);
    while page.exists("more_inbox") {
        page.click("more_inbox");
    }
    has_nothing_foreign(&page, "the list of files");
    page.click(Find::Css("#inbox_rows .open-project"));
    page.wait_for("judging");
    assert_eq!(page.js(LEAF), 200, "files that were looked at");
    page.click("back_to_inbox");
    page.click(Find::Css("#inbox_rows .open-project"));
    page.wait_for("judging");
    page.click(Find::Css("#judging .dismissed"));
    let said = "<img src=x onerror=ran()>\"><script>ran()</script>=1+1";
    page.type_into(Find::Css("#judging .input"), said);
    page.type_into("comment", said);
    has_nothing_foreign(&page, "a file");
    page.click("opinion_html");
    let opinion = browser.wait_for_download("html");
    assert!(fs::read_to_string(&opinion)
        .unwrap()
        .contains("&lt;img src=x onerror=ran()&gt;"));
    page.goto_file(&opinion);
    assert!(ran(&page).is_empty());
    is_clean(&page);
}

/// Pastes rich text as another program has put it on the clipboard: no browser has had a
/// look at it before.
const PASTE: &str = "const data = new DataTransfer();
    data.setData('text/html', arguments[1]);
    data.setData('text/plain', arguments[2]);
    const event = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
    document.querySelector(arguments[0]).dispatchEvent(event);";

#[test]
fn nothing_in_a_pasted_text_runs() {
    let browser = Browser::start();
    let page = open(&browser);
    let payloads = payload::corpus();
    let texts = payloads.iter().map(|it| it.text.as_str());
    let lines: Vec<String> = texts.map(|text| text.replace(['\n', '\r'], " ")).collect();
    page.click("section-sub_projects");
    page.set_clipboard(&lines.join("\n"));
    page.focus(Find::Css(".sheet-scroll"));
    page.press("Control+v");
    page.wait_until("the rows", || {
        page.count("[id^='sub_projects.'][id$='.name']") > 20
    });
    page.click("tab_preview");
    page.wait_for_text("preview", "ran()");
    has_nothing_foreign(&page, "a pasted table");
    page.click("projects");
    page.click("to_inbox");
    page.wait_for("choose_files");
    for part in payloads.chunks(100) {
        // With NUL in it, it is no text.
        let texts = part.iter().map(|it| it.text.replace('\0', ""));
        let html: String = texts.map(|text| format!("<p>{text}</p>")).collect();
        page.js_with(PASTE, json!(["#form", html, "只有文字"]));
        page.wait_for("back_to_inbox");
        has_nothing_foreign(&page, "a pasted report");
        page.click("back_to_inbox");
    }
    assert!(ran(&page).is_empty());
    is_clean(&page);
}
