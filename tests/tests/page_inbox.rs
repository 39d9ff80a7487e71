//! Files in and out of the page: Word, Excel and the rest come in by one door, are looked at
//! before anything is taken, reviewed by the dozen, and handed out again.

use std::fs;
use std::path::{Path, PathBuf};

use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::import::source::{self, Block, Source};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::spreadsheet::Workbook;
use ziping_core::{export, import, report, Edition, Subject};
use ziping_office::{gb18030, Limits};
use ziping_tests::{axe, dist_file, Browser, Find, Options, Page, Scratch, Viewport};

fn open(browser: &Browser) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

fn to_inbox(page: &Page) {
    page.click("projects");
    page.click("to_inbox");
    page.wait_for("choose_files");
}

/// A Word file of the draft as somebody would have typed it: nothing of ours inside.
fn word(draft: &Draft) -> Vec<u8> {
    ziping_office::write_docx(&Subject::of(draft, None).document(), None)
}

fn named(name: &str) -> Draft {
    let mut draft = sample();
    draft.set(Field::ProjectName, name);
    draft
}

fn put(folder: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    file
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
            cells
                .map(|cell| cell.text.as_str())
                .collect::<Vec<&str>>()
                .join("|")
        }
    };
    source
        .blocks
        .iter()
        .map(block)
        .collect::<Vec<String>>()
        .join("\n")
}

#[test]
fn last_years_word_file_is_looked_at_before_it_becomes_a_project() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let mut draft = sample();
    draft.set(Field::Unfiled, "");
    let file = put(folder.path(), "去年的报告.docx", &word(&draft));
    page.upload("first_import_file", &file);
    page.wait_for("take_as_project");
    assert_eq!(page.text(Find::Css(".manuscript-name")), "去年的报告.docx");
    assert!(page.text("said-goals_met").contains("支出率19.72%"));
    // The stretch that a finding points at is marked where it stands.
    let marks = page.texts("#said-goals_met mark.warning");
    assert!(marks.contains(&"19.72%".to_owned()), "{marks:?}");
    let card = page.text(Find::Css("#judging [data-code=C04]"));
    assert!(card.contains("应为") && card.contains("现有"), "{card}");
    page.click("show_traces");
    page.wait_for("traces");
    assert!(page.text("traces").contains("填入「项目名称」"));
    // From a finding one goes to its place, also from there.
    page.click(Find::Css("#judging [data-code=C04] .go"));
    page.wait_until("the place to have the focus", || {
        page.focused() == "said-goals_met"
    });
    assert!(!page.text("manuscript_body").contains("填入「"));
    page.click("projects");
    page.wait_for("no_projects");
    page.click("to_inbox");
    page.click("take_as_project");
    page.wait_for_value("project_name", "信息化专项计划");
    page.wait_until("it to be saved", || {
        page.exists(Find::Css("#save_state.saved"))
    });
    page.click("projects");
    page.click("to_inbox");
    page.click("back_to_inbox");
    assert!(page.text("inbox_rows").contains("已存为项目"));
    is_clean(&page);
}

#[test]
fn a_word_export_that_was_edited_keeps_the_indicators_that_it_does_not_print() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let json = include_str!("../labelled/clean/canteen-2024.json");
    let Saved::Draft(draft) = save::read(json) else {
        panic!("no saved draft");
    };
    let mut edited = draft.clone();
    edited.set(Field::GoalsMet, "4间食堂全部改造完成。");
    let document = Subject::of(&edited, None).document();
    let bytes = ziping_office::write_docx(&document, Some(&save::write(&draft)));
    let file = put(folder.path(), "改过的报告.docx", &bytes);
    page.upload("first_import_file", &file);
    page.wait_for("take_as_project");
    let said = page.text(Find::Css("#judging [data-code=R05]"));
    assert!(said.contains("改过的按改后的读入"), "{said}");
    page.click("take_as_project");
    page.wait_for_value("project_name", "学校食堂改造");
    page.click("section-results");
    page.wait_for_value("goals_met", "4间食堂全部改造完成。");
    page.click("section-indicators");
    let name = Place::in_row(Field::IndicatorLevel3, 0);
    page.wait_for_value(&name.key(), draft.text(&name));
    is_clean(&page);
}

#[test]
fn many_files_are_read_or_refused_each_with_its_reason() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let at = folder.path();
    let mut files: Vec<PathBuf> = (0..40)
        .map(|i| {
            put(
                at,
                &format!("报告{i:02}.docx"),
                &word(&named(&format!("项目{i:02}"))),
            )
        })
        .collect();
    let form = Subject::of(&sample(), None).edition(Edition::Form);
    let sheet = ziping_office::write_xlsx(&Workbook::of(&form, "自评表"), None);
    files.push(put(at, "自评表.xlsx", &sheet));
    let (gbk, _, _) = (
        b"\xCF\xEE\xC4\xBF\xC3\xFB\xB3\xC6\xA3\xBA\xC2\xB7".to_vec(),
        0,
        0,
    );
    files.push(put(at, "记事本.txt", &gbk));
    files.push(put(at, "空.docx", b""));
    files.push(put(at, "坏.docx", &word(&sample())[..900]));
    files.push(put(
        at,
        "老.doc",
        &[&b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"[..], &[0; 4096]].concat(),
    ));
    files.push(put(at, "不是备份.json", b"{\"a\":1}"));
    // What Word leaves beside an open document is no report.
    files.push(put(at, "~$报告.docx", b"x"));
    page.type_into("budget_unit", "我局");
    to_inbox(&page);
    page.upload_all("choose_files_file", &files);
    page.wait_for_text("inbox_progress", "共 46 份，已读 42 份，不能读取 4 份");
    let refused = page.texts("#inbox_rows .refused");
    assert_eq!(refused.len(), 4, "{refused:?}");
    for name in ["空.docx", "坏.docx", "老.doc", "不是备份.json"] {
        let row = refused.iter().find(|row| row.contains(name));
        assert!(
            row.is_some_and(|row| row.matches(name).count() == 2),
            "{name}: {refused:?}"
        );
    }
    page.type_into("search_inbox", "项目07");
    page.wait_until("one row", || page.count("#inbox_rows tr") == 1);
    page.clear("search_inbox");
    page.wait_until("all rows", || page.count("#inbox_rows tr") == 46);
    page.click("sort_inbox_name");
    page.click("sort_inbox_name");
    let first = || page.text(Find::Css("#inbox_rows tr:first-child"));
    page.wait_until("the last name to be first", || first().contains("项目39"));
    // Nothing that was on the page is touched.
    page.click("clear_inbox");
    page.wait_for("no_manuscripts");
    page.click("projects");
    page.click(Find::Css(".open-project"));
    page.wait_for_value("budget_unit", "我局");
    is_clean(&page);
}

#[test]
fn what_a_reviewer_decides_is_kept_for_the_file_and_handed_out() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let file = put(folder.path(), "甲的报告.docx", &word(&sample()));
    to_inbox(&page);
    page.upload("choose_files_file", &file);
    page.wait_for("judging");
    page.click(Find::Css("#judging [data-code=C04] .accepted"));
    page.click(Find::Css("#judging [data-code=F08] .dismissed"));
    page.wait_for(Find::Css(
        "#judging [data-code=F08] .verdict-note:not([hidden])",
    ));
    page.type_into(Find::Css("#judging [data-code=F08] .input"), "已核实附件");
    page.type_into("comment", "总体较好，改后可报。");
    assert!(page.text("judged").starts_with("已处理 2/"));
    page.click("open_only");
    page.wait_gone(Find::Css("#judging [data-code=C04]"));
    page.click("opinion_word");
    let word = read(&browser.wait_for_download("docx"));
    let text = lines(&word);
    for said in ["审核意见", "19.73%", "已核实附件", "总体较好，改后可报。"] {
        assert!(text.contains(said), "{said} in {text}");
    }
    page.click("opinion_html");
    let html = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    assert!(html.contains("已核实附件"));
    // The same file, another day: what was decided is there again.
    page.reload();
    page.wait_for("projects");
    to_inbox(&page);
    page.upload("choose_files_file", &file);
    page.wait_for("judging");
    page.wait_until("the opinions", || {
        page.text("judged").starts_with("已处理 2/")
    });
    assert_eq!(page.value("comment"), "总体较好，改后可报。");
    assert_eq!(
        page.value(Find::Css("#judging [data-code=F08] .input")),
        "已核实附件"
    );
    page.click("back_to_inbox");
    page.click("export_opinions");
    let sheets = lines(&read(&browser.wait_for_download("xlsx")));
    for said in ["甲的报告.docx", "已核实附件", "不采纳", "信息化专项计划"] {
        assert!(sheets.contains(said), "{said} in {sheets}");
    }
    is_clean(&page);
}

#[test]
fn word_and_excel_files_go_out_and_come_back_as_they_were() {
    let browser = Browser::start();
    let page = open(&browser);
    page.click("show_sample");
    page.wait_for("sample_bar");
    let export = |id: &str, extension: &str| {
        page.click("export");
        page.click(id);
        if page.exists("question_yes") {
            page.click("question_yes");
        }
        browser.wait_for_download(extension)
    };
    for (id, extension) in [
        ("export_word", "docx"),
        ("export_form_word", "docx"),
        ("export_form_excel", "xlsx"),
    ] {
        let file = export(id, extension);
        let imported = source::read(&read(&file));
        assert_eq!(imported.draft, sample(), "{id}");
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for part in ["海口市公安局", "信息化专项计划", "2021"] {
            assert!(name.contains(part), "{part} in {name}");
        }
    }
    let public = export("export_public_word", "docx");
    let public = read(&public);
    assert_eq!(public.draft, None);
    assert!(!lines(&public).contains("13800138000"));
    let paragraph = export("export_disclosure_word", "docx");
    assert!(lines(&read(&paragraph)).contains("19.73%"));
    is_clean(&page);
}

#[test]
fn a_department_is_summed_up_from_its_projects_and_from_files() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let files: Vec<PathBuf> = ["甲", "乙", "丙"]
        .map(|name| put(folder.path(), &format!("{name}.docx"), &word(&named(name))))
        .into();
    page.click("projects");
    // Several at once may come in at any door.
    page.upload_all("import_file", &files);
    page.wait_for_text("inbox_progress", "已读 3 份");
    let gather = |id: &str, extension: &str| {
        page.click("gather");
        page.click(id);
        browser.wait_for_download(extension)
    };
    let sheet = lines(&read(&gather("gather_excel", "xlsx")));
    for said in ["甲", "乙", "丙", "5516.61", "19.73%"] {
        assert!(sheet.replace(',', "").contains(said), "{said} in {sheet}");
    }
    page.click("take_all");
    page.wait_until("three projects", || page.count("#project_rows tr") == 3);
    page.wait_for_text("notice", "已存为 3 个新的项目");
    let word = lines(&read(&gather("gather_disclosures_word", "docx")));
    assert_eq!(word.matches("19.73%").count(), 3, "{word}");
    let html = fs::read_to_string(gather("gather_html", "html")).unwrap();
    assert!(
        html.contains("汇总表") && import::html::read(&html) == ziping_core::save::Saved::Unknown
    );
    is_clean(&page);
}

#[test]
fn files_may_be_dropped_anywhere_and_a_folder_is_told_what_to_do() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let file = put(folder.path(), "拖入.docx", &word(&sample()));
    page.type_into("budget_unit", "我局");
    page.drop_files("budget_unit", &[file]);
    page.wait_for("take_as_project");
    assert!(!page.visible(Find::Css(".drop-zone")));
    let inside = folder.path().join("一批报告");
    fs::create_dir(&inside).unwrap();
    page.drop_files("form", &[inside]);
    page.wait_for_text("notice", "“一批报告”是文件夹");
    // To take the place of what is being filled in, it asks first.
    page.click("replace_own");
    page.wait_for("question_yes");
    page.click("question_yes");
    page.wait_for_text("notice", "可以撤销");
    page.wait_for_value("budget_unit", "海口市公安局");
    page.click("undo");
    page.wait_for_value("budget_unit", "我局");
    is_clean(&page);
}

#[test]
fn a_report_that_was_copied_is_pasted_into_the_list() {
    let browser = Browser::start();
    let page = open(&browser);
    to_inbox(&page);
    let mut document = Subject::of(&sample(), None).document();
    document.carries_draft = false;
    let html = export::html::write(&document, &sample());
    // The browser itself runs into the page's policy where a style goes into its clipboard.
    let (_, body) = html.split_once("<body>").unwrap();
    page.set_clipboard_html(body, "只有文字");
    page.focus("form");
    page.press("Control+v");
    page.wait_for("take_as_project");
    assert_eq!(
        page.text("said-project_name").lines().last(),
        Some("信息化专项计划")
    );
    page.click("back_to_inbox");
    // In a field it is the field's.
    page.paste_into("search_inbox", "粘贴");
    assert_eq!(page.value("search_inbox"), "粘贴");
    assert_eq!(page.count("#inbox_rows tr"), 1);
    is_clean(&page);
}

#[test]
fn reading_can_be_stopped_and_what_was_read_stays() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = scratch_with(300);
    to_inbox(&page);
    // Pressed as soon as it is there.
    page.js("new MutationObserver((_, observer) => {
        const button = document.getElementById('cancel_reading');
        const progress = document.getElementById('inbox_progress');
        if (button && button.offsetParent && /已读 [1-9]/.test(progress.textContent)) {
            observer.disconnect();
            button.click();
        }
    }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });");
    page.upload_all("choose_files_file", &folder.1);
    page.wait_until("the reading to end", || {
        page.exists("inbox_progress")
            && !page.visible("cancel_reading")
            && page.count("#inbox_rows tr") > 0
    });
    let told = page.text("inbox_progress");
    let number = |word: &str| -> usize {
        let (_, rest) = told.split_once(word).expect("a number");
        rest.trim()
            .chars()
            .take_while(char::is_ascii_digit)
            .collect::<String>()
            .parse()
            .unwrap()
    };
    assert!(number("已读") > 0 && number("已读") < 300, "{told}");
    assert_eq!(number("共"), number("已读"), "{told}");
    is_clean(&page);
}

/// A folder with so many Word files.
fn scratch_with(count: usize) -> (Scratch, Vec<PathBuf>) {
    let folder = Scratch::new();
    let bytes = word(&sample());
    let files = (0..count).map(|at| put(folder.path(), &format!("{at:03}.docx"), &bytes));
    let files = files.collect();
    (folder, files)
}

#[test]
fn a_value_is_copied_as_the_finance_system_takes_it() {
    let browser = Browser::start();
    let page = open(&browser);
    page.click("show_sample");
    page.click("tab_preview");
    page.click("show_copy_list");
    page.click("copy-fiscal_full_year");
    assert_eq!(page.clipboard(), "18388700.00");
    page.wait_for_text("copy-fiscal_full_year", "已复制");
    assert_eq!(page.focused(), "copy-fiscal_full_year");
    let entries = report::fields_to_copy(&Subject::of(&sample(), None));
    assert_eq!(page.count("#copy_list .copy-entry"), entries.len());
    assert_eq!(axe::violations(&page), Vec::<String>::new());
    is_clean(&page);
}

#[test]
fn nothing_in_a_file_or_its_name_runs() {
    let browser = Browser::start();
    let page = open(&browser);
    let folder = Scratch::new();
    let hostile = "<img src=x onerror=alert(1)>\u{202E}\u{200B}\"'`${7*7}";
    let mut draft = sample();
    for field in [Field::ProjectName, Field::BudgetUnit, Field::GoalsMet] {
        draft.set(field, hostile);
    }
    let file = put(
        folder.path(),
        "<img src=x onerror=alert(2)>&amp;.docx",
        &word(&draft),
    );
    to_inbox(&page);
    page.upload("choose_files_file", &file);
    page.wait_for("judging");
    assert!(page
        .text(Find::Css(".manuscript-name"))
        .contains("<img src=x"));
    page.type_into("comment", hostile);
    page.click("opinion_html");
    let opinion = browser.wait_for_download("html");
    page.click("back_to_inbox");
    assert_eq!(page.count("main img"), 0);
    let exported = browser.new_tab();
    exported.goto_file(&opinion);
    assert_eq!(exported.count("img"), 0);
    assert!(exported.requests().is_empty());
    is_clean(&page);
}

/// On a small screen, at 200 %, on a narrow window.
#[test]
fn the_inbox_has_no_violation_empty_full_or_open_and_fits_every_window() {
    for (width, height, zoom) in [(1366, 768, 1.0), (1366, 768, 2.0), (1024, 768, 1.0)] {
        let browser = Browser::with(Options {
            viewport: Viewport {
                width,
                height,
                zoom,
                ..Viewport::default()
            },
            ..Options::default()
        });
        let page = open(&browser);
        look_through(&page);
    }
}

fn look_through(page: &Page) {
    let fits = |what: &str| {
        let wide =
            "return document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assert_eq!(page.js(wide), 0, "{what} is wider than the window");
    };
    let folder = Scratch::new();
    let files = [
        put(folder.path(), "好.docx", &word(&sample())),
        put(folder.path(), "坏.docx", b"PK\x03\x04"),
    ];
    let none = Vec::<String>::new();
    to_inbox(page);
    assert_eq!(axe::violations(page), none, "empty");
    page.upload_all("choose_files_file", &files);
    page.wait_for_text("inbox_progress", "已读 1 份，不能读取 1 份");
    assert_eq!(axe::violations(page), none, "the list");
    fits("the list");
    page.click("gather");
    assert_eq!(axe::violations(page), none, "the menu");
    page.press("Escape");
    page.click(Find::Css("#inbox_rows .open-project"));
    page.wait_for("judging");
    page.click(Find::Css("#judging .dismissed"));
    assert_eq!(axe::violations(page), none, "a file");
    fits("a file");
    page.click("show_traces");
    assert_eq!(axe::violations(page), none, "what became of it");
    is_clean(page);
}
