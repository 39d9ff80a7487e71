//! The page as people use it: the shipped file, opened by double-click, filled in by keys.

use std::fs;
use std::path::Path;

use serde_json::json;
use ziping_core::draft::Draft;
use ziping_core::field::{Field, FieldSpec, Kind, Need, Section, Table, SECTIONS};
use ziping_core::funds::{self, Source};
use ziping_core::import;
use ziping_core::place::Place;
use ziping_core::policy;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_tests::{dist_file, workspace, Browser, Find, Options, Page, Scratch, Viewport};

fn open(browser: &Browser) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

fn section(page: &Page, section: Section) {
    page.click(&format!("section-{}", section.spec().key));
    page.wait_for_text("section_title", section.spec().title);
}

/// Types a whole draft, section by section, as a person would.
fn type_draft(page: &Page, draft: &Draft) {
    for spec in SECTIONS {
        section(page, spec.section);
        for field in asked(spec.section, draft) {
            let text = draft.get(field.field);
            match field.kind {
                _ if text.is_empty() => {}
                Kind::Choice(_) | Kind::Pick(_) => page.select(field.key, text),
                _ => page.type_into(field.key, text),
            }
        }
        for table in tables_in(spec.section) {
            for row in 0..draft.row_count(table) {
                page.click(&format!("add_{}", table.key()));
                for column in typed_columns(table) {
                    let place = Place::in_row(column.field, row);
                    match (column.kind, draft.text(&place)) {
                        (_, "") => {}
                        (Kind::Pick(_), text) => page.select(&place.key(), text),
                        (_, text) => page.type_into(&place.key(), text),
                    }
                }
            }
        }
    }
}

/// The fields of a section that are typed: those of funds only where the form has a row for
/// the source, or the draft an amount of it.
fn asked(section: Section, draft: &Draft) -> impl Iterator<Item = &'static FieldSpec> + '_ {
    let has_row = |source: &Source| {
        let mut amounts = source.amounts.into_iter();
        policy::ALL[0].layout.has_source(source) || amounts.any(|it| !draft.get(it).is_empty())
    };
    let is_asked = move |field: &&FieldSpec| {
        let mut sources = funds::sources();
        let source = sources.find(|source| source.amounts.contains(&field.field));
        field.need != Need::Reported && source.is_none_or(has_row)
    };
    section.fields().filter(is_asked)
}

fn tables_in(section: Section) -> impl Iterator<Item = Table> {
    let is_here = move |table: &Table| table.columns().all(|column| column.section == section);
    Table::ALL.iter().copied().filter(is_here)
}

fn typed_columns(table: Table) -> impl Iterator<Item = &'static FieldSpec> {
    table
        .columns()
        .filter(|column| column.need != Need::Reported)
}

/// What stands in the fields of the page, as a draft.
fn read_page(page: &Page, rows: usize) -> Draft {
    let mut json = serde_json::Map::new();
    for spec in SECTIONS {
        section(page, spec.section);
        for field in asked(spec.section, &Draft::default()) {
            // A choice that was left alone shows its first option.
            let text = page.value(field.key);
            let is_default = matches!(field.kind, Kind::Choice(options) if options[0] == text);
            if !is_default {
                json.insert(field.key.to_owned(), text.into());
            }
        }
        if spec.section == Section::SubProjects {
            let row = |row| {
                let cell = |field: Field| page.value(&Place::in_row(field, row).key());
                let cells = Table::SubProjects
                    .columns()
                    .map(|column| (column.key.to_owned(), cell(column.field).into()));
                serde_json::Value::Object(cells.collect())
            };
            json.insert("sub_projects".to_owned(), (0..rows).map(row).collect());
        }
    }
    Draft::from_json(&json.into())
}

fn saved(page: &Page) {
    page.wait_for_text("save_state", "已保存");
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

fn read_back(file: &Path) -> Draft {
    match import::html::read(&fs::read_to_string(file).unwrap()) {
        Saved::Draft(draft) => draft,
        other => panic!("{} carries no draft: {other:?}", file.display()),
    }
}

#[test]
fn the_haikou_report_is_typed_kept_over_a_reload_and_exported() {
    let browser = Browser::start();
    let page = open(&browser);
    let draft = sample();
    type_draft(&page, &draft);

    section(&page, Section::Funds);
    assert_eq!(page.text("total_rate"), "19.73%");
    assert_eq!(page.text("fiscal_rate"), "19.73%");
    assert_eq!(page.text("unit_rate"), "—");
    assert_eq!(page.text("total_full_year"), "18,388,700.00");
    assert_eq!(
        page.text("funds_summary"),
        "合计 1,838.87 万元，已执行 362.75 万元，结余 1,476.12 万元"
    );
    section(&page, Section::SubProjects);
    assert_eq!(page.text("sub_projects.0.rate"), "17.99%");
    assert_eq!(page.text("sub_projects_rate"), "19.73%");

    saved(&page);
    page.reload();
    page.wait_for("section-basics");
    let mut kept = read_page(&page, 2);
    // The page shows the first option of a choice; the sample has it written out.
    kept.set(Field::ProjectCategory, draft.get(Field::ProjectCategory));
    assert_eq!(kept, draft);

    page.click("export");
    page.click("export_html");
    let file = browser.wait_for_download("html");
    assert_eq!(
        file.file_name().unwrap().to_string_lossy(),
        "海口市公安局-信息化专项计划-2021-项目支出绩效自评报告.html"
    );
    let golden = workspace().join("tests/cases/haikou-2021/report.html");
    let (exported, golden) = (
        fs::read_to_string(file).unwrap(),
        fs::read_to_string(golden).unwrap(),
    );
    // The category was left at its default, so the draft inside doesn't name it.
    assert_eq!(
        exported.replace("\"project_category\":\"部门项目\",", ""),
        golden.replace("\"project_category\":\"部门项目\",", "")
    );
    is_clean(&page);
}

#[test]
fn a_finding_appears_beside_its_field_and_in_the_list_and_goes_when_mended() {
    let browser = Browser::start();
    let page = open(&browser);
    let in_list = |code: &str| page.count(&format!("#findings [data-code={code}]"));
    assert_eq!(in_list("G06"), 0);
    page.type_into("phone", "138-0013-8000");
    assert_eq!(
        page.text("phone-findings"),
        "",
        "nobody is told while typing"
    );
    page.press("Tab");
    page.wait_until("the list to have the finding", || in_list("G06") == 1);
    assert!(page.text("phone-findings").contains("格式不正确"));
    assert_eq!(
        page.attribute("phone", "aria-invalid").as_deref(),
        Some("true")
    );
    let described_by = page.attribute("phone", "aria-describedby").unwrap();
    assert_eq!(described_by, "phone-hint phone-findings");

    section(&page, Section::Goals);
    page.click(Find::Css("#findings [data-code=G06] .go"));
    page.wait_until("the cursor to be in the field", || {
        page.focused() == "phone"
    });
    page.click(Find::Css("#findings [data-code=G06] .mend"));
    page.wait_for_value("phone", "13800138000");
    assert_eq!(in_list("G06"), 0);

    page.click("undo");
    page.wait_for_value("phone", "138-0013-8000");
    page.focus("phone");
    page.press("Control+y");
    page.wait_for_value("phone", "13800138000");
    page.press("Control+z");
    page.wait_for_value("phone", "138-0013-8000");
    is_clean(&page);
}

#[test]
fn a_field_is_told_that_it_is_empty_only_after_somebody_was_there() {
    let browser = Browser::start();
    let page = open(&browser);
    assert_eq!(page.text("budget_unit-findings"), "");
    page.click("budget_unit");
    page.click("project_name");
    page.wait_for_text("budget_unit-findings", "「预算单位」为必填项");
    page.click(Find::Css("#findings [data-code=A06] button"));
    page.wait_until("the cursor to be in the field", || {
        page.focused() == "signature_unit"
    });
}

#[test]
fn every_input_has_its_key_as_its_id_and_a_name() {
    let browser = Browser::start();
    let page = open(&browser);
    let mut seen = 0;
    for spec in SECTIONS {
        section(&page, spec.section);
        for table in tables_in(spec.section) {
            page.click(&format!("add_{}", table.key()));
        }
        let ids = page.js(
            "return [...document.querySelectorAll('main input, main textarea, main select')].map(e => e.id)",
        );
        for id in ids.as_array().unwrap() {
            let id = id.as_str().unwrap();
            assert!(Place::from_key(id).is_some(), "{id} is no place");
            assert!(
                !page.accessible_name(&id.to_owned()).is_empty(),
                "{id} has no name"
            );
            seen += 1;
        }
    }
    let empty = Draft::default();
    let fields = SECTIONS.iter().flat_map(|it| asked(it.section, &empty));
    let columns = Table::ALL.iter().copied().flat_map(typed_columns);
    assert_eq!(seen, fields.count() + columns.count());
}

#[test]
fn any_text_is_shown_as_typed_and_nothing_in_it_runs() {
    let browser = Browser::start();
    let page = open(&browser);
    let hostile = [
        ("budget_unit", "\"><img src=x onerror=\"window.ran=1\">"),
        ("project_name", "<script>window.ran=1</script>😀👨‍👩‍👧"),
        ("competent_department", "&lt;b&gt;{{7*7}}${7*7}"),
        ("project_leader", "\u{202E}倒\u{202C}\u{200B}"),
    ];
    page.click("tab_preview");
    for (field, text) in hostile {
        page.paste_into(field, text);
        page.wait_for_value(field, text);
        page.wait_for_text(
            "preview",
            text.trim_matches(['\u{200B}', '\u{202C}', '\u{202E}']),
        );
    }
    let long = "长".repeat(1_000_000);
    page.paste_into("project_overview", &long);
    page.wait_until("the long text to be there", || {
        page.js("return document.getElementById('project_overview').value.length")
            == json!(1_000_000)
    });
    // What JavaScript can put into a field and no file can hold: half of a pair, and NUL.
    page.js("const e = document.getElementById('phone');
         e.value = 'a\\ud800b\\u0000c\\u001b';
         e.dispatchEvent(new Event('input', {bubbles: true}));");
    page.click("tab_findings");
    page.wait_until("the list to have what was put there", || {
        page.count("#findings [data-code=G06]") == 1
    });
    page.click("export");
    page.click("export_html");
    page.click("question_yes");
    let exported = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    assert!(exported.contains("&lt;script&gt;window.ran=1&lt;/script&gt;😀"));
    assert!(exported.contains(&long));
    assert_eq!(page.js("return typeof window.ran"), json!("undefined"));
    saved(&page);
    is_clean(&page);
}

#[test]
fn what_cannot_be_read_in_storage_is_kept_told_and_not_in_the_way() {
    for (text, told) in [
        (
            "{\"app\":\"ziping\",\"schema\":1,\"draft\":",
            "已损坏或不是本程序的内容",
        ),
        (
            "{\"app\":\"ziping\",\"schema\":99,\"draft\":{}}",
            "来自更新版本的程序",
        ),
    ] {
        let browser = Browser::start();
        let page = open(&browser);
        page.js_with(
            "localStorage.setItem('ziping.report', arguments[0])",
            json!([text]),
        );
        page.reload();
        page.wait_for_text("notice", told);
        let kept = page.js(
            "return Object.keys(localStorage).filter(k => k.startsWith('ziping.kept.')).map(k => localStorage.getItem(k))",
        );
        assert_eq!(kept, json!([text]));
        page.click("download_kept");
        assert_eq!(
            fs::read_to_string(browser.wait_for_download("json")).unwrap(),
            text
        );
        page.type_into("budget_unit", "照常");
        saved(&page);
        is_clean(&page);
    }
}

#[test]
fn storage_that_refuses_is_said_at_once_and_work_goes_on() {
    let browser = Browser::start();
    let page = open(&browser);
    page.before_load(
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') };
         indexedDB.open = () => { throw new DOMException('no', 'SecurityError') }",
    );
    page.reload();
    page.type_into("budget_unit", "海口");
    page.wait_for_text("save_state", "未保存");
    page.type_into("budget_unit", "市");
    assert_eq!(page.value("budget_unit"), "海口市");
    page.click("export");
    page.click("export_html");
    page.click("question_yes");
    let draft = read_back(&browser.wait_for_download("html"));
    assert_eq!(draft.get(Field::BudgetUnit), "海口市");
}

#[test]
fn the_sample_is_for_looking_and_leaves_the_own_report_alone() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "我局");
    page.click("show_sample");
    page.wait_for_value("budget_unit", "海口市公安局");
    page.retype("budget_unit", "试一试");
    page.click("back_to_own");
    page.wait_for_value("budget_unit", "我局");
    saved(&page);
    page.reload();
    page.wait_for_value("budget_unit", "我局");
    page.click("show_sample");
    page.wait_for_value("budget_unit", "试一试");
    page.click(Find::Says("恢复原样"));
    page.wait_for_value("budget_unit", "海口市公安局");
}

#[test]
fn a_report_with_errors_is_exported_only_marked_as_a_draft() {
    let browser = Browser::start();
    let page = open(&browser);
    page.type_into("budget_unit", "海口市公安局");
    page.click("export");
    page.click("export_html");
    page.wait_until("the question to have the focus", || {
        page.focused() == "question_no"
    });
    assert!(page.text("question_text").contains("待填 22"));
    page.press("Tab");
    assert_eq!(page.focused(), "question_yes");
    page.press("Tab");
    assert_eq!(
        page.text(Find::Css(".question :focus")),
        "基本情况 › 报告年度：未填"
    );
    page.press("Shift+Tab");
    assert_eq!(page.focused(), "question_yes");
    page.press("Escape");
    page.wait_gone("question_yes");
    assert_eq!(page.focused(), "export");
    page.press("Enter");
    page.wait_until("the menu to have the focus", || {
        page.focused() == "export_html"
    });
    page.press("Enter");
    page.click("question_yes");
    let file = browser.wait_for_download("html");
    let report = browser.open(&file);
    assert_eq!(report.texts(".report-mark"), ["草稿（有 22 处错误未处理）"]);
}

#[test]
fn the_form_of_hainan_is_typed_scored_and_exported() {
    let browser = Browser::start();
    let page = open(&browser);
    let text = fs::read_to_string(workspace().join("tests/cases/zipingbiao-hainan/draft.json"));
    let Saved::Draft(draft) = save::read(&text.unwrap()) else {
        panic!("the case has no draft");
    };
    type_draft(&page, &draft);
    section(&page, Section::Indicators);
    assert_eq!(page.text("indicators.0.completion"), "19.23%");
    assert!(page.text("score_summary").ends_with("总分 46.35（差）"));
    page.click("export");
    page.click("export_form");
    page.click("question_yes");
    let exported = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    assert!(exported.contains("项目支出绩效自评表") && exported.contains("46.35"));
    is_clean(&page);
}

#[test]
fn an_exported_report_is_opened_again_and_replaces_nothing_unasked() {
    let browser = Browser::start();
    let page = open(&browser);
    let exported = workspace().join("tests/cases/haikou-2021/report.html");
    page.type_into("budget_unit", "我局");
    page.upload("open_file", &exported);
    page.wait_for_text("question_text", "会替换正在填写的内容");
    page.click("question_no");
    page.wait_gone("question_no");
    assert_eq!(page.value("budget_unit"), "我局");
    page.upload("open_file", &exported);
    page.click("question_yes");
    page.wait_for_value("budget_unit", "海口市公安局");
    page.click("undo");
    page.wait_for_value("budget_unit", "我局");
    // What isn't ours is looked at first, and nothing is replaced.
    page.upload("open_file", &workspace().join("README.md"));
    page.wait_for("take_as_project");
    page.click("projects");
    page.click(Find::Css(".open-project"));
    page.wait_for_value("budget_unit", "我局");
    is_clean(&page);
}

#[test]
fn the_preview_leads_to_the_field() {
    let browser = Browser::start();
    let page = open(&browser);
    page.click("show_sample");
    page.click("tab_preview");
    page.click(Find::Css("#preview [data-field=fiscal_executed]"));
    page.wait_until("the cursor to be in the field", || {
        page.focused() == "fiscal_executed"
    });
    page.press("F2");
    page.press("0");
    page.wait_for_text("preview", "财政资金-执行率197.27%");
}

#[test]
fn charts_are_chosen_shown_exported_and_remembered() {
    const CHART: &str = "#preview table.report-chart";
    let browser = Browser::start();
    let page = open(&browser);
    page.click("show_sample");
    page.click("tab_preview");
    page.wait_for_text("preview", "资金执行情况如下");
    assert_eq!(page.count(CHART), 0);
    page.click("export");
    page.wait_for("export_charts");
    assert_eq!(page.property("export_charts", "checked"), false);
    page.click("export_charts");
    page.wait_for(Find::Css(CHART));
    // Drawn, not only there: elements of the page's own would have no size.
    let bars = page.js(
        "return [...document.querySelectorAll('#preview .report-chart rect')]
            .map((bar) => bar.getBoundingClientRect().width > 1);",
    );
    assert_eq!(bars, json!([true, true, true, true]));
    page.click("export_form");
    page.click("question_yes");
    let form = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    assert!(form.contains("资金执行情况（元）") && form.contains("<rect"));
    page.reload();
    page.wait_for("section-basics");
    page.click("export");
    page.wait_for("export_charts");
    assert_eq!(page.property("export_charts", "checked"), true);
    page.click("export_charts");
    page.press("Escape");
    page.click("show_sample");
    page.click("tab_preview");
    page.wait_for_text("preview", "资金执行情况如下");
    assert_eq!(page.count(CHART), 0);
    is_clean(&page);
}

#[test]
fn chinese_is_typed_with_an_input_method_without_loss() {
    let browser = Browser::start();
    let page = open(&browser);
    page.focus("project_name");
    page.type_by_ime("project_name", &["x", "xin", "xin xi"], "信息");
    page.type_by_ime("project_name", &["h", "hua"], "化");
    assert_eq!(page.value("project_name"), "信息化");
    page.type_by_ime("project_overview", &["j", "jian"], "建");
    assert_eq!(page.value("project_overview"), "建");
    section(&page, Section::SubProjects);
    page.click("add_sub_projects");
    page.type_by_ime("sub_projects.0.name", &["h", "hu zheng"], "户政");
    assert_eq!(page.value("sub_projects.0.name"), "户政");
    is_clean(&page);
}

/// Latin words that the page may show: what it exports to, and units.
const LATIN: &[&str] = &["HTML", "Excel", "WPS", "Shift"];

#[test]
fn the_page_fits_and_speaks_chinese_at_every_size() {
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
        page.click("show_sample");
        for spec in SECTIONS {
            section(&page, spec.section);
            let overflow = page.js("const d = document.documentElement;
                 return d.scrollWidth > d.clientWidth + 1");
            assert_eq!(overflow, json!(false), "{} at {width} x{zoom}", spec.key);
            let text = page.js("return document.querySelector('.app').innerText");
            let words = text
                .as_str()
                .unwrap()
                .split(|c: char| !c.is_ascii_alphabetic());
            let foreign: Vec<&str> = words
                .filter(|word| word.len() > 1 && !LATIN.contains(word))
                .collect();
            assert_eq!(foreign, Vec::<&str>::new(), "{}", spec.key);
        }
    }
}

#[test]
fn the_exported_report_is_laid_out_as_an_official_document() {
    let browser = Browser::start();
    let page = browser.open(&dist_file("sample-report.html"));
    page.emulate_media("print");
    // 版心 is 156 mm wide: the same width on the screen tells the lines that print.
    let measured = page.js(
        "const report = document.querySelector('.report');
         report.style.width = '156mm';
         const p = document.createElement('p');
         p.className = 'report-p';
         p.style.textIndent = '0';
         report.append(p);
         const lines = n => { p.textContent = '字'.repeat(n); return p.getBoundingClientRect().height };
         const one = lines(1);
         let perLine = 1;
         while (lines(perLine + 1) === one) perLine++;
         const mm = one * 25.4 / 96;
         p.remove();
         report.style.width = '';
         return [perLine, Math.floor(225 / mm)]",
    );
    assert_eq!(measured, json!([28, 22]));
    let font = |find| page.style(Find::Css(find), "font-family");
    assert!(font(".report-title").starts_with("方正小标宋"));
    assert!(font(".report-chapter").starts_with("SimHei"));
    assert!(font(".report-section").starts_with("KaiTi_GB2312"));
    assert!(font(".report-p").starts_with("FangSong_GB2312"));
    assert_eq!(
        page.style(Find::Css(".report-title"), "font-size"),
        "29.3333px"
    );
    assert_eq!(page.texts(".report-date"), ["2022年7月7日"]);
    // As it prints: 22 lines of 28 characters on a full page, and the page's number below.
    let scratch = Scratch::new();
    let pdf = scratch.path().join("report.pdf");
    fs::write(&pdf, page.pdf()).unwrap();
    let pages = ziping_tests::office::pages(&pdf);
    assert!((5..=7).contains(&pages.len()), "{} pages", pages.len());
    let mut counts = Vec::new();
    for (number, page) in (1..).zip(&pages) {
        let mut lines: Vec<&str> = page
            .lines()
            .map(str::trim)
            .filter(|it| !it.is_empty())
            .collect();
        let last: String = lines.pop().unwrap_or_default().split_whitespace().collect();
        assert_eq!(last, format!("—{number}—"));
        counts.push(lines.len());
        for line in lines {
            // Two marks side by side are set closer, and make room.
            let is_mark = |c: &char| "，。；：、！？“”（）《》〔〕".contains(*c);
            let letters: Vec<char> = line.chars().filter(|c| !c.is_ascii()).collect();
            let closer = letters.windows(2).filter(|two| two.iter().all(is_mark));
            let length = letters.len() - closer.count();
            assert!(length <= 28, "{length} characters: {line}");
        }
    }
    // The third page is text from edge to edge; a table's lines are closer.
    assert_eq!(counts[2], 22, "{counts:?}");
    let is_full =
        |line: &str| line.trim().chars().count() == 28 && !line.contains(char::is_whitespace);
    assert!(pages.iter().flat_map(|page| page.lines()).any(is_full));
    is_clean(&page);
}
