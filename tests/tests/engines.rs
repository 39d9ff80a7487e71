//! The same suite on every engine that the page is promised on. What came of it stands in
//! docs/engines.md.
//!
//! `cargo xtask test --engines all` runs those that are ignored here, too.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use serde_json::Value;
use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::import::source::{self, Block, Source};
use ziping_core::sample::sample;
use ziping_core::{import, save::Saved, Subject};
use ziping_office::{gb18030, Limits};
use ziping_tests::golden::golden;
use ziping_tests::{dist_file, office, workspace, Browser, Engine, Find, Options, Page, Scratch};

#[test]
fn chromium() {
    run(Engine::Chromium);
}

#[test]
fn firefox() {
    run(Engine::Firefox);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn chromium_80() {
    run(Engine::Chromium80);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn chromium_88() {
    run(Engine::Chromium88);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn chromium_92() {
    run(Engine::Chromium92);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn chromium_109() {
    run(Engine::Chromium109);
}

#[test]
#[ignore = "cargo xtask test --engines all"]
fn webkit() {
    run(Engine::WebKit);
}

#[test]
fn every_engine_has_its_row() {
    let table = fs::read_to_string(workspace().join("docs/engines.md")).unwrap();
    for engine in Engine::ALL {
        let row = format!("\n| {} | ", engine.name());
        assert!(table.contains(&row), "{} isn't there", engine.name());
    }
}

struct Run {
    browser: Browser,
    page: Page,
    engine: Engine,
    folder: Scratch,
    /// What was found to be otherwise than on the newest engines.
    differs: Vec<&'static str>,
    /// The steps that can't be taken, and why.
    skipped: Vec<&'static str>,
}

/// What the user does, and what is then to be seen. Each goes on where the one before ended.
type Step = (&'static str, fn(&mut Run));

const STEPS: &[Step] = &[
    ("open the file", open),
    ("type, Chinese and figures", type_in),
    ("see a finding when the field is left", find),
    ("mend it by one click", mend),
    ("undo and redo, by click and by keys", undo),
    ("fill in a table; rates are computed", table),
    ("save, reload, go on", save),
    ("close the browser, start it again, go on", start_again),
    ("open a copy of the file that lies elsewhere", open_copy),
    ("open an exported report", open_report),
    (
        "export HTML, byte by byte as the core writes it",
        export_html,
    ),
    ("open that export again", open_export),
    ("export Word and Excel", export_office),
    ("look at the preview", preview),
    ("print the export", print),
    ("keep the project in the list", list),
    ("review a Word, an Excel and a GB 18030 text file", review),
    ("hand out the opinion", opine),
    ("sum up the files as Excel and HTML", sum_up),
    (
        "in all of this: no error, no request, no violation of the policy",
        clean,
    ),
];

fn run(engine: Engine) {
    let browser = Browser::with(Options {
        engine,
        ..Options::default()
    });
    let mut run = Run {
        page: browser.page(),
        browser,
        engine,
        folder: Scratch::new(),
        differs: Vec::new(),
        skipped: Vec::new(),
    };
    for (name, step) in STEPS {
        println!("{}: {name}", engine.name());
        step(&mut run);
        clean(&mut run);
    }
    record(&mut run);
    complains(&mut run);
}

fn open(run: &mut Run) {
    run.page.goto_file(&dist_file("ziping.html"));
    run.page.wait_for("section-basics");
    assert!(!run.page.exists(Find::Css(".shell-refusal")));
    watch(&run.page);
}

fn type_in(run: &mut Run) {
    let page = &run.page;
    page.type_into("budget_unit", "海口市公安局（本级）");
    page.type_into("report_year", "2021");
    page.type_into("project_overview", "建设“雪亮工程”，覆盖 4 个区。");
    assert_eq!(page.value("budget_unit"), "海口市公安局（本级）");
    assert_eq!(
        page.value("project_overview"),
        "建设“雪亮工程”，覆盖 4 个区。"
    );
}

fn find(run: &mut Run) {
    let page = &run.page;
    page.type_into("phone", "138-0013-8000");
    assert_eq!(page.text("phone-findings"), "");
    page.press("Tab");
    page.wait_for_text("phone-findings", "格式不正确");
    assert_eq!(page.count("#findings [data-code=G06]"), 1);
}

fn mend(run: &mut Run) {
    let page = &run.page;
    page.click(Find::Css("#findings [data-code=G06] .mend"));
    page.wait_for_value("phone", "13800138000");
    assert_eq!(page.count("#findings [data-code=G06]"), 0);
}

fn undo(run: &mut Run) {
    let page = &run.page;
    page.click("undo");
    page.wait_for_value("phone", "138-0013-8000");
    page.focus("phone");
    page.press("Control+y");
    page.wait_for_value("phone", "13800138000");
    page.press("Control+z");
    page.wait_for_value("phone", "138-0013-8000");
    page.click("redo");
    page.wait_for_value("phone", "13800138000");
}

fn table(run: &mut Run) {
    let page = &run.page;
    page.click("section-sub_projects");
    page.click("add_sub_projects");
    page.type_into("sub_projects.0.name", "户政管理");
    page.type_into("sub_projects.0.allocated", "1００万元");
    page.type_into("sub_projects.0.spent", "17.99万元");
    page.press("Tab");
    page.wait_for_text("sub_projects.0.rate", "17.99%");
}

fn save(run: &mut Run) {
    let page = &run.page;
    page.wait_until("the page to have saved", || {
        page.exists(Find::Css("#save_state.saved"))
    });
    page.reload();
    page.wait_for_value("budget_unit", "海口市公安局（本级）");
    watch(page);
    page.click("section-sub_projects");
    page.wait_for_value("sub_projects.0.name", "户政管理");
    page.click("section-basics");
}

fn start_again(run: &mut Run) {
    if run.engine == Engine::WebKit {
        run.skipped.push("driven, it forgets everything at its end");
        return;
    }
    run.browser.reopen();
    run.page = run.browser.page();
    open(run);
    run.page
        .wait_for_value("budget_unit", "海口市公安局（本级）");
}

fn open_copy(run: &mut Run) {
    let copy = run.folder.path().join("页面 副本.html");
    fs::copy(dist_file("ziping.html"), &copy).unwrap();
    run.page.goto_file(&copy);
    run.page.wait_for("save_state");
    run.page.wait_for_quiet();
    if run.page.value("budget_unit").is_empty() {
        run.differs
            .push("each copy of the file has a store of its own, by its path");
    }
    open(run);
    run.page
        .wait_for_value("budget_unit", "海口市公安局（本级）");
}

fn open_report(run: &mut Run) {
    let report = workspace().join("tests/cases/haikou-2021/report.html");
    run.page.upload("open_file", &report);
    run.page.click("question_yes");
    run.page.wait_for_value("budget_unit", "海口市公安局");
    run.page.wait_for(Find::Css("#findings [data-code=C04]"));
}

fn export(run: &Run, choice: &str, extension: &str) -> PathBuf {
    run.page.click("export");
    run.page.click(choice);
    if run.page.exists("question_yes") {
        run.page.click("question_yes");
    }
    run.browser.wait_for_download(extension)
}

fn export_html(run: &mut Run) {
    let file = export(run, "export_html", "html");
    assert_eq!(
        file.file_name().unwrap().to_string_lossy(),
        "海口市公安局-信息化专项计划-2021-项目支出绩效自评报告.html"
    );
    let native = fs::read(workspace().join("tests/cases/haikou-2021/report.html"));
    let exported = fs::read(&file).unwrap();
    assert!(exported == native.unwrap(), "{} differs", file.display());
    fs::rename(file, exported_html(run)).unwrap();
}

/// Where the export is kept for the steps after it.
fn exported_html(run: &Run) -> PathBuf {
    run.folder.path().join("导出.html")
}

fn open_export(run: &mut Run) {
    let page = &run.page;
    page.retype("project_name", "别的项目");
    page.upload("open_file", &exported_html(run));
    page.click("question_yes");
    page.wait_for_value("project_name", "信息化专项计划");
}

fn read(file: &Path) -> Source {
    let (bytes, name) = (fs::read(file).unwrap(), file.to_string_lossy());
    ziping_office::read(&bytes, &name, &Limits::default(), gb18030).unwrap()
}

fn lines(source: &Source) -> String {
    let block = |block: &Block| match block {
        Block::Line(line) => line.clone(),
        Block::Grid(grid) => {
            let cells = grid.rows.iter().flatten();
            let texts: Vec<&str> = cells.map(|cell| cell.text.as_str()).collect();
            texts.join("|")
        }
    };
    let lines: Vec<String> = source.blocks.iter().map(block).collect();
    lines.join("\n")
}

fn export_office(run: &mut Run) {
    let word = export(run, "export_word", "docx");
    assert_eq!(source::read(&read(&word)).draft, sample());
    let sheet = export(run, "export_form_excel", "xlsx");
    assert_eq!(source::read(&read(&sheet)).draft, sample());
}

fn preview(run: &mut Run) {
    let page = &run.page;
    page.click("tab_preview");
    page.wait_for_text("preview", "财政资金-执行率19.73%");
    page.click("tab_findings");
    page.wait_for(Find::Css("#findings [data-code=C04]"));
}

fn print(run: &mut Run) {
    if run.engine == Engine::WebKit {
        run.skipped.push("its driver prints nothing");
        return;
    }
    run.page.goto_file(&exported_html(run));
    let pdf = run.folder.write("print.pdf", run.page.print());
    let pages = office::pages(&pdf);
    assert!((5..=7).contains(&pages.len()), "{} pages", pages.len());
    let text: String = pages.concat().split_whitespace().collect();
    // Poppler doesn't get the Chinese characters of Firefox's files.
    assert!(
        text.contains("13800138000") && text.contains("18388700"),
        "{text}"
    );
    let last = pages[0].trim_end().lines().last().unwrap_or_default();
    if !last.contains('1') || last.trim().chars().count() > 5 {
        run.differs.push("prints without the pages' numbers");
    }
    open(run);
}

fn list(run: &mut Run) {
    let page = &run.page;
    page.wait_for_value("project_name", "信息化专项计划");
    page.click("projects");
    page.wait_until("the project in the list", || {
        page.count("#project_rows tr") == 1
    });
    page.click(Find::Css(".open-project"));
    page.wait_for_value("project_name", "信息化专项计划");
}

fn named(name: &str) -> Draft {
    let mut draft = sample();
    draft.set(Field::ProjectName, name);
    draft
}

fn review(run: &mut Run) {
    let page = &run.page;
    let word = ziping_office::write_docx(&Subject::of(&named("甲项目"), None).document(), None);
    let form = Subject::of(&named("乙项目"), None).edition(ziping_core::Edition::Form);
    let form = ziping_core::spreadsheet::Workbook::of(&form, "自评表");
    let sheet = ziping_office::write_xlsx(&form, None);
    // 项目名称：丙项目
    let text = b"\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6\xA3\xBA\xB1\xFB\xCF\xEE\xC4\xBF";
    let files = [
        run.folder.write("甲.docx", word),
        run.folder.write("乙.xlsx", sheet),
        run.folder.write("丙.txt", text),
    ];
    page.click("projects");
    page.click("to_inbox");
    page.upload_all("choose_files_file", &files);
    page.wait_for_text("inbox_progress", "已读 3 份");
    let rows = page.text("inbox_rows");
    for name in ["甲项目", "乙项目", "丙项目"] {
        assert!(rows.contains(name), "{name} in {rows}");
    }
}

fn opine(run: &mut Run) {
    let page = &run.page;
    page.click(Find::Says("甲.docx"));
    page.click(Find::Css("#judging [data-code=C04] .accepted"));
    page.type_into("comment", "总体较好，改后可报。");
    page.wait_for_text("judged", "已处理 1/");
    page.click("opinion_word");
    let opinion = lines(&read(&run.browser.wait_for_download("docx")));
    for said in ["审核意见", "总体较好，改后可报。"] {
        assert!(opinion.contains(said), "{said} in {opinion}");
    }
    page.click("back_to_inbox");
}

fn sum_up(run: &mut Run) {
    let gather = |choice: &str, extension: &str| {
        run.page.click("gather");
        run.page.click(choice);
        run.browser.wait_for_download(extension)
    };
    let sheet = lines(&read(&gather("gather_excel", "xlsx")));
    for said in ["甲项目", "乙项目", "丙项目", "19.73%"] {
        assert!(sheet.contains(said), "{said} in {sheet}");
    }
    let html = fs::read_to_string(gather("gather_html", "html")).unwrap();
    assert!(html.contains("汇总表") && import::html::read(&html) == Saved::Unknown);
}

/// What every engine tells a page: from now on until the next load.
fn watch(page: &Page) {
    page.js("window.seen = [];
        const see = (kind, what) => window.seen.push(kind + ': ' + what);
        addEventListener('error', e => see('error', e.message));
        addEventListener('unhandledrejection', e => see('rejection', e.reason));
        addEventListener('securitypolicyviolation', e =>
            see('policy', e.violatedDirective + ' ' + e.blockedURI));
        const said = console.error;
        console.error = (...all) => { see('console', all.join(' ')); said.apply(console, all); };");
}

const STARTS_AS_EVAL: &str =
    "WebAssembly's start is told to the page as eval, and allowed, as the policy says";

fn clean(run: &mut Run) {
    let seen = run.page.js(
        "return window.seen.concat(performance.getEntriesByType('resource').map(it => it.name))",
    );
    let mut seen = seen.as_array().cloned().unwrap_or_default();
    if matches!(run.engine, Engine::Chromium80 | Engine::Chromium88) {
        let told = seen.len();
        seen.retain(|it| it != "policy: script-src eval");
        if seen.len() < told && !run.differs.contains(&STARTS_AS_EVAL) {
            run.differs.push(STARTS_AS_EVAL);
        }
    }
    assert_eq!(seen, Vec::<Value>::new());
    match run.engine {
        Engine::WebKit => {} // It has no more words.
        Engine::Firefox => assert_eq!(run.browser.printed_errors(), Vec::<String>::new()),
        _ => {
            assert_eq!(run.page.console_errors(), Vec::<String>::new());
            assert_eq!(run.page.requests(), Vec::<String>::new());
        }
    }
}

/// What pages can't have everywhere, how that is known, and what the page does without it.
const LACKS: &[(&str, &str)] = &[
    (
        "return 'findLast' in Array.prototype",
        "the policy says 'unsafe-eval', as there is no narrower word for WebAssembly",
    ),
    (
        "return 'locks' in navigator",
        "no Web Locks: two tabs on one project part when the second saves",
    ),
    (
        "return 'durability' in IDBTransaction.prototype",
        "IndexedDB can't be asked to reach the disk, and does by itself",
    ),
    (
        "return CSS.supports('selector(:focus-visible)')",
        "what was clicked has the outline of the focus, too",
    ),
    (
        "return CSS.supports('accent-color', 'red')",
        "check boxes have the browser's colour",
    ),
];

/// Holds the engine's row in docs/engines.md to what came of it.
fn record(run: &mut Run) {
    // The tests run beside each other, and each writes a row.
    static FILE: Mutex<()> = Mutex::new(());
    let _alone = FILE.lock().unwrap_or_else(|e| e.into_inner());
    let lacks = LACKS.iter().filter(|(has, _)| run.page.js(has) == false);
    let lacks: Vec<&str> = lacks.map(|(_, lack)| *lack).collect();
    let file = workspace().join("docs/engines.md");
    let written = fs::read_to_string(&file).unwrap_or_default();
    let mut rows = String::new();
    for engine in Engine::ALL {
        let begin = format!("| {} | ", engine.name());
        let row = written.lines().find_map(|line| line.strip_prefix(&begin));
        if engine != run.engine {
            rows += &row.map(|row| format!("{begin}{row}\n")).unwrap_or_default();
            continue;
        }
        // Debian's engines move: theirs is the version of the day when this was written.
        let version = match row.and_then(|row| row.split(" | ").next()) {
            Some(version) if engine.moves() && env::var_os("UPDATE_GOLDEN").is_none() => version,
            _ => run.browser.version(),
        };
        let passed = STEPS.len() - run.skipped.len();
        let passed = match run.skipped.is_empty() {
            true => format!("all {passed}"),
            false => format!("{passed} of {}: {}", STEPS.len(), run.skipped.join("; ")),
        };
        let differs = [&run.differs[..], &lacks].concat().join("; ");
        rows += &format!(
            "{begin}{version} | {} | {passed} | {differs} |\n",
            engine.source()
        );
    }
    let steps = STEPS.iter().zip(1..);
    let steps: String = steps
        .map(|((name, _), n)| format!("{n}. {name}\n"))
        .collect();
    golden(&file, &format!("{HEAD}{rows}{MIDDLE}{steps}"));
}

const HEAD: &str = "# Engines

The shipped file, opened by `file://`, takes the same steps on each of these. The table is written
by `UPDATE_GOLDEN=1 cargo xtask test --engines all`; `cargo xtask test` holds current Chromium and
Firefox to it, `--engines all` every one. Nothing is lost by what is different there: every step is
taken that the driver can take.

| engine | version | from | steps | what is different there |
| --- | --- | --- | --- | --- |
";

const MIDDLE: &str = "
The versions of Debian's engines are those of the day. Chromium 80 to 109 are driven by the DevTools
protocol (`tests/src/devtools.rs`), as no driver knows them any more, Firefox by Marionette, the
others by WebDriver.
Chromium's log tells errors and requests, what Firefox prints tells errors; on all of them the page's
events tell errors and what the policy has forbidden, and the list of what it has loaded is empty.

## The steps

";

/// That nothing was told above means something: a page that does wrong is told of.
fn complains(run: &mut Run) {
    let wrong = "<!DOCTYPE html>
        <meta http-equiv=Content-Security-Policy content=\"img-src 'none'\">
        <button id=late>late</button>
        <script>
            late.onclick = () => {
                document.createElement('img').src = 'https://example.org/';
                throw Error('late');
            };
            throw Error('early');
        </script>";
    run.page.goto_file(&run.folder.write("wrong.html", wrong));
    watch(&run.page);
    run.page.click("late");
    run.page.wait_until("the page's events", || {
        let seen = run.page.js("return window.seen.join()");
        let seen = seen.as_str().unwrap_or_default();
        seen.contains("error: ") && seen.contains("policy: img-src https://example.org")
    });
    run.page.wait_until("the browser's own words", || {
        let told = match run.engine {
            Engine::WebKit => return true,
            Engine::Firefox => run.browser.printed_errors(),
            _ => run.page.console_errors(),
        };
        told.iter().any(|line| line.contains("early"))
    });
}
