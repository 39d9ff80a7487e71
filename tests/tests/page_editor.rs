//! What the editor does beside typing: marks in texts, live figures, mends at once, the
//! panel, the exports, and all of it without a mouse.

use std::fs;

use ziping_core::draft::Draft;
use ziping_core::field::{Field, Kind, Need, SECTIONS};
use ziping_core::import;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_tests::{dist_file, pdf_pages, Browser, Find, Options, Page, Viewport};

fn open(browser: &Browser) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page
}

fn open_draft(browser: &Browser, draft: &Draft) -> Page {
    let file = browser.downloads().join("draft.json");
    fs::write(&file, save::write(draft)).unwrap();
    let page = open(browser);
    page.upload("open_file", &file);
    page.wait_for_value("budget_unit", draft.get(Field::BudgetUnit));
    page
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

#[test]
fn a_finding_marks_its_text_and_the_mark_lies_on_it() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("section-results");
    let mark = Find::Css(".prose-backdrop mark.warning");
    assert_eq!(page.text(mark), "19.72%");
    // The text once more behind the area has the same lines.
    for zoom in [1.0, 2.0] {
        page.set_viewport(Viewport {
            zoom,
            ..Viewport::default()
        });
        let same = page.js(
            "const area = document.getElementById('goals_met');
             return [area.scrollHeight - area.clientHeight, area.clientHeight, area.previousElementSibling.clientHeight]",
        );
        assert_eq!(same[0], 0, "no scrolling inside at {zoom}");
        assert_eq!(same[1], same[2], "as high as the text behind at {zoom}");
    }
    page.set_viewport(Viewport::default());
    page.click(Find::Css("#findings [data-code=C04] .mend"));
    page.wait_until("the mark to be gone", || {
        !page
            .texts(".prose-backdrop mark")
            .contains(&"19.72%".to_owned())
    });
    assert!(page.value("goals_met").contains("支出率19.73%"));
    is_clean(&page);
}

#[test]
fn figures_are_inserted_live_and_print_as_values() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("section-plans");
    page.retype("follow_up_plan", "全年执行率为，继续推进。");
    page.js("document.getElementById('follow_up_plan').setSelectionRange(6, 6)");
    page.click("insert-follow_up_plan");
    page.wait_until("the search to have the cursor", || {
        page.exists(Find::Css(".popover input:focus"))
    });
    for c in "执行率".chars() {
        page.press(&c.to_string());
    }
    page.wait_until("few to be offered", || page.count(".popover .option") < 8);
    page.press("ArrowDown");
    page.press("Enter");
    page.wait_for_value("follow_up_plan", "全年执行率为〔执行率〕，继续推进。");
    page.wait_until("the cursor to be behind it", || {
        page.js("const e = document.activeElement; return [e.id, e.selectionStart]")
            == serde_json::json!(["follow_up_plan", 11])
    });
    assert_eq!(
        page.text(Find::Css(".prose-backdrop mark.live")),
        "〔执行率〕"
    );
    page.click("tab_preview");
    page.wait_for_text("preview", "全年执行率为19.73%，继续推进。");
    page.click("section-funds");
    page.retype("fiscal_executed", "0");
    page.wait_for_text("preview", "全年执行率为0.00%，继续推进。");
    is_clean(&page);
}

#[test]
fn a_sentence_is_made_from_the_sub_projects() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("section-results");
    page.retype("goals_met", "");
    page.click("make_sentence");
    page.wait_until("the sentence", || {
        page.value("goals_met").starts_with("〔年度〕共下达资金")
    });
    page.click("tab_preview");
    page.wait_for_text(
        "preview",
        "2021年度共下达资金1838.87万元，支出362.75万元，支出率19.73%，其中：社管平台支出项目下达1800万元",
    );
    page.press("Control+z");
    page.wait_for_value("goals_met", "");
}

#[test]
fn everything_certain_is_mended_at_once_and_undone_at_once() {
    let browser = Browser::start();
    let mut draft = sample();
    draft.set(Field::Phone, "138-0013-8000");
    draft.set(Field::Decision, "按海府[2021]5号文进行进行采购。");
    let page = open_draft(&browser, &draft);
    let before = page.count("#findings .mend");
    assert!(before >= 4, "{before}");
    page.click("mend_all");
    page.wait_for_value("phone", "13800138000");
    assert_eq!(page.count("#findings .mend"), 0);
    assert!(page.text("notice").contains("已修正"));
    page.press("Control+z");
    page.wait_for_value("phone", "138-0013-8000");
    page.click("section-decision");
    assert_eq!(page.value("decision"), draft.get(Field::Decision));
    is_clean(&page);
}

#[test]
fn a_finding_says_what_it_rests_on() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    let card = "#findings [data-code=B09]";
    for part in ["应为", "现有", "资金 › 预算调整说明"] {
        assert!(page.text(Find::Css(card)).contains(part), "{part}");
    }
    let is_open = || {
        page.attribute(Find::Css(&format!("{card} .why")), "open")
            .is_some()
    };
    assert!(!is_open());
    page.click(Find::Css(&format!("{card} .why summary")));
    assert!(page
        .text(Find::Css(&format!("{card} .why")))
        .contains("来源："));
}

#[test]
fn the_panel_makes_room_and_comes_back() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("section-indicators");
    let before = page.rect(Find::Css(".sheet-scroll")).width;
    page.click("fold_panel");
    let after = page.rect(Find::Css(".sheet-scroll"));
    assert!(after.width > before + 300.0, "{before} {after:?}");
    let fits = page.js(
        "const e = document.querySelector('.sheet-scroll'); return e.scrollWidth <= e.clientWidth",
    );
    assert_eq!(fits, true, "the form's columns fit 1366 px");
    page.click("unfold_panel");
    page.wait_for("findings");
    assert_eq!(page.rect(Find::Css(".sheet-scroll")).width, before);
}

#[test]
fn the_overview_shows_what_the_tables_say() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("tab_overview");
    let shown = page.text("overview");
    for figure in ["1,838.87 万元", "362.75 万元", "19.73%", "35/35"] {
        assert!(shown.contains(figure), "{figure} in {shown}");
    }
    assert_eq!(
        page.texts("#chart_sub_projects .bar-figure"),
        ["17.99%", "100.00%"]
    );
    let width = |at: usize| {
        let bars = page.js("return [...document.querySelectorAll('#chart_sub_projects .bar-drawn')].map(e => e.width.baseVal.value)");
        bars[at].as_f64().unwrap()
    };
    assert!((width(0) - 35.0).abs() < 1.5 && (width(1) - 200.0).abs() < 0.1);
}

#[test]
fn the_public_version_hides_phones_and_names_by_choice() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("export");
    page.click("export_public");
    page.click(Find::Says("隐去姓名"));
    let file = browser.wait_for_download("html");
    let name = file.file_name().unwrap().to_string_lossy().into_owned();
    assert!(name.contains("（公开版）"), "{name}");
    let text = fs::read_to_string(file).unwrap();
    assert!(text.contains("138****8000") && text.contains("周某"));
    assert!(!text.contains("13800138000") && !text.contains("周明"));
    assert!(matches!(import::html::read(&text), Saved::Unknown));
    page.click("export");
    page.click("export_text");
    let text = fs::read_to_string(browser.wait_for_download("txt")).unwrap();
    assert!(text.contains("资金总额-执行率19.73%"));
    is_clean(&page);
}

#[test]
fn common_indicators_are_inserted_with_their_levels() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample());
    page.click("section-indicators");
    page.click("common_indicators");
    page.click(Find::Css(".popover .option"));
    page.wait_for_value("indicators.0.level3", "设备购置（更新）数量");
    assert_eq!(page.value("indicators.0.level2"), "数量指标");
    for c in "满意度".chars() {
        page.press(&c.to_string());
    }
    page.focus(Find::Css(".popover input"));
    page.retype(Find::Css(".popover input"), "受益群众");
    page.wait_until("one to be offered", || page.count(".popover .option") == 1);
    page.click(Find::Css(".popover .option"));
    page.wait_for_value("indicators.1.target", "90");
    page.press("Escape");
    page.wait_gone(Find::Css(".popover"));
    assert_eq!(page.focused(), "common_indicators");
    is_clean(&page);
}

/// Presses Tab until the element has the focus, and fails if it never does.
fn tab_to(page: &Page, id: &str) {
    for _ in 0..400 {
        if page.focused() == id {
            return;
        }
        page.press("Tab");
    }
    panic!("no Tab leads to {id}");
}

#[test]
fn a_first_report_is_filled_in_mended_and_exported_by_keys_alone() {
    let browser = Browser::start();
    let page = open(&browser);
    let draft = sample();
    for spec in SECTIONS {
        let id = format!("section-{}", spec.key);
        page.focus(Find::Css("body"));
        page.js("document.activeElement.blur()");
        tab_to(&page, &id);
        page.press("Enter");
        page.wait_for_text("section_title", spec.title);
        let typed = spec.section.fields().filter(|field| {
            field.need == Need::Required && !matches!(field.kind, Kind::Choice(_) | Kind::Pick(_))
        });
        for field in typed {
            tab_to(&page, field.key);
            let text = draft.get(field.field);
            page.cdp("Input.insertText", serde_json::json!({ "text": text }));
            page.wait_for_value(field.key, text);
            // Where the focus is can be seen.
            let outline = page.style(field.key, "outline-style");
            assert_eq!(outline, "solid", "{}", field.key);
        }
    }
    page.js("document.activeElement.blur()");
    tab_to(&page, "tab_findings");
    for _ in 0..400 {
        if page.js("return document.activeElement.matches('#findings [data-code=C04] .mend')")
            == true
        {
            break;
        }
        page.press("Tab");
    }
    page.press("Enter");
    page.wait_until("the mend", || page.count("#findings [data-code=C04]") == 0);
    page.js("document.activeElement.blur()");
    tab_to(&page, "export");
    page.press("Enter");
    page.wait_until("the menu", || page.focused() == "export_html");
    page.press("Enter");
    let text = fs::read_to_string(browser.wait_for_download("html")).unwrap();
    let Saved::Draft(exported) = import::html::read(&text) else {
        panic!("no draft inside");
    };
    assert_eq!(exported.get(Field::Phone), draft.get(Field::Phone));
    is_clean(&page);
}

#[test]
fn the_keyboard_goes_on_near_what_went_away() {
    let browser = Browser::start();
    let page = open(&browser);
    // What stands around it has the focus.
    let press_and_stay = |pressed: &str, keys: &str, within: &str| {
        page.focus(Find::Css(pressed));
        page.js("window.pressed = document.activeElement; window.said = pressed.textContent");
        page.press(keys);
        // Gone, not to be used or seen any more, or what the drawing made another button of.
        let is_gone = "return !pressed.isConnected || pressed.disabled || !pressed.offsetParent
            || pressed.textContent !== said";
        page.wait_until(&format!("{pressed} to go away"), || {
            page.js(is_gone) == true
        });
        let is_within = format!("return !!document.activeElement.closest('{within}')");
        page.wait_until(pressed, || page.js(&is_within) == true);
        let is_there = "return document.activeElement.isConnected && !document.activeElement.matches(':disabled')";
        assert_eq!(page.js(is_there), true, "{pressed}");
    };
    page.click("section-funds");
    press_and_stay(".funds .none", "Enter", ".funds");
    page.click("show_sample");
    page.wait_for(Find::Css("#findings .mend"));
    press_and_stay("#findings .mend", "Enter", "#findings");
    page.press("Tab");
    assert_eq!(
        page.js("return !!document.activeElement.closest('#findings')"),
        true
    );
    press_and_stay("#undo", "Enter", ".app");
    page.click("section-sub_projects");
    page.click("add_sub_projects");
    page.wait_until("a new row", || page.focused().starts_with("sub_projects."));
    page.press("Control+z");
    page.wait_until("the table", || {
        page.js("return !!document.activeElement.closest('.sheet-scroll')") == true
    });
    press_and_stay("#projects", "Enter", ".app");
    is_clean(&page);
}

#[test]
fn nothing_moves_where_motion_is_unwanted() {
    let browser = Browser::with(Options {
        arguments: vec!["--force-prefers-reduced-motion".to_owned()],
        ..Options::default()
    });
    let page = open(&browser);
    let moving = page.js("return [...document.querySelectorAll('*')].filter(e => {
             const style = getComputedStyle(e);
             return style.transitionDuration !== '0s' || style.animationName !== 'none';
         }).length");
    assert_eq!(moving, 0);
}

#[test]
fn what_is_printed_has_the_pages_of_the_exported_file_and_nothing_else() {
    let browser = Browser::start();
    let page = browser.page();
    page.before_load("window.print = () => { window.prints = (window.prints || 0) + 1; }");
    page.goto_file(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    let file = browser.downloads().join("draft.json");
    fs::write(&file, save::write(&sample())).unwrap();
    page.upload("open_file", &file);
    page.wait_for_value("report_year", "2021");
    page.click("tab_preview");
    for (at, label, export, is_across) in [
        (1, "报告", "export_html", false),
        (2, "自评表", "export_form", true),
    ] {
        page.click(Find::Css(&format!(
            ".preview-bar [aria-pressed]:nth-child({at})"
        )));
        page.click("print");
        page.wait_until("the printer", || page.js("return window.prints") == 1);
        let text = |page: &Page, css: &str| {
            let script =
                "return document.querySelector(arguments[0]).textContent.replace(/\\s+/g, '')";
            page.js_with(script, serde_json::json!([css]))
        };
        let on_paper = text(&page, ".printed");
        let printed = page.pdf();
        page.js("window.prints = 0");
        page.wait_until("the paper to be gone", || {
            page.text(Find::Css(".printed")).is_empty()
        });
        page.click("export");
        page.click(export);
        if page.exists("question_yes") {
            page.click("question_yes");
        }
        let exported = browser.new_tab();
        exported.goto_file(&browser.wait_for_download("html"));
        assert_eq!(text(&exported, ".report"), on_paper, "{label}");
        let expected = exported.pdf();
        assert_eq!(pdf_pages(&printed), pdf_pages(&expected), "{label}");
        let size = |pdf: &[u8]| {
            let text = String::from_utf8_lossy(pdf).into_owned();
            let at = text.find("/MediaBox [").expect("a page");
            text[at..].split(']').next().unwrap().to_owned()
        };
        assert_eq!(size(&printed), size(&expected), "{label}");
        assert_eq!(
            size(&printed).starts_with("/MediaBox [0 0 84"),
            is_across,
            "{label}"
        );
        page.bring_to_front();
    }
    is_clean(&page);
}
