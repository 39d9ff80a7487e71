//! Every view of the page under axe-core: 0 violations.

use ziping_core::field::SECTIONS;
use ziping_core::sample::sample;
use ziping_core::save;
use ziping_tests::{axe, dist_file, Browser, Find, Options, Page, Viewport};

const NONE: Vec<String> = Vec::new();

/// On a small screen, at 200 %, and on a narrow window.
const SIZES: [(u32, u32, f64); 3] = [(1366, 768, 1.0), (1366, 768, 2.0), (1024, 768, 1.0)];

fn open(width: u32, height: u32, zoom: f64) -> (Browser, Page) {
    let browser = Browser::with(Options {
        viewport: Viewport {
            width,
            height,
            zoom,
            ..Viewport::default()
        },
        ..Options::default()
    });
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    (browser, page)
}

/// A checker that finds nothing anywhere would pass every test below.
#[test]
fn the_checker_finds_what_is_wrong() {
    let (_browser, page) = open(1366, 768, 1.0);
    page.js("document.getElementById('budget_unit').insertAdjacentHTML('afterend', '<input id=unnamed>')");
    let found = axe::violations(&page);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("label: "), "{found:?}");
}

#[test]
fn no_section_has_a_violation_empty_or_filled_in() {
    for (width, height, zoom) in SIZES {
        let (_browser, page) = open(width, height, zoom);
        for step in ["empty", "sample"] {
            if step == "sample" {
                page.click("show_sample");
                page.wait_for("sample_bar");
            }
            for spec in SECTIONS {
                page.click(&format!("section-{}", spec.key));
                page.wait_for_text("section_title", spec.title);
                let found = axe::violations(&page);
                assert_eq!(found, NONE, "{step} {} at {width} x {zoom}", spec.title);
            }
        }
    }
}

#[test]
fn neither_dark_nor_large_has_a_violation_and_both_are_remembered() {
    let (_browser, page) = open(1366, 768, 1.0);
    page.click("show_sample");
    page.click("tab_help");
    page.click("data-theme-dark");
    page.click("data-size-largest");
    for id in ["section-funds", "section-indicators", "section-goals"] {
        page.click(id);
        for tab in ["tab_findings", "tab_help", "tab_overview", "tab_preview"] {
            page.click(tab);
            assert_eq!(axe::violations(&page), NONE, "{id} {tab}");
        }
    }
    page.reload();
    page.wait_for("section-basics");
    assert_eq!(page.style("budget_unit", "font-size"), "18px");
    page.click("tab_help");
    assert_eq!(page.property("data-theme-dark", "checked"), true);
    page.click("data-theme-light");
    page.wait_until("light paper", || {
        page.style(Find::Css(".header"), "background-color") == "rgb(255, 255, 255)"
    });
}

#[test]
fn no_panel_and_no_question_has_a_violation() {
    for (width, height, zoom) in SIZES {
        let (_browser, page) = open(width, height, zoom);
        page.click("show_sample");
        page.wait_for("sample_bar");
        for (tab, panel) in [
            ("tab_preview", "preview"),
            ("tab_overview", "overview"),
            ("tab_help", "help"),
            ("tab_findings", "findings"),
        ] {
            if !page.visible(tab) {
                page.click("show_panel");
            }
            page.click(tab);
            page.wait_for(panel);
            assert_eq!(axe::violations(&page), NONE, "{panel} at {width} x {zoom}");
        }
        page.click("section-basics");
        page.retype("report_year", "21");
        page.click("export");
        page.click("export_html");
        page.wait_for("question_no");
        assert_eq!(axe::violations(&page), NONE, "question at {width} x {zoom}");
    }
}

#[test]
fn no_menu_list_or_history_has_a_violation() {
    for (width, height, zoom) in SIZES {
        let (browser, page) = open(width, height, zoom);
        let at = format!("{width} x {zoom}");
        let file = browser.downloads().join("draft.json");
        std::fs::write(&file, save::write(&sample())).unwrap();
        page.upload("open_file", &file);
        page.wait_for_text("save_state", "已保存");
        for (section, button) in [
            ("section-results", "insert-goals_met"),
            ("section-indicators", "common_indicators"),
            ("section-funds", "export"),
        ] {
            page.click(section);
            page.click(button);
            page.wait_for(Find::Css(".popover"));
            assert_eq!(axe::violations(&page), NONE, "{button} at {at}");
            page.press("Escape");
            page.wait_gone(Find::Css(".popover"));
        }
        if width > 1100 && zoom == 1.0 {
            page.click("fold_panel");
            assert_eq!(axe::violations(&page), NONE, "folded at {at}");
        }
        page.click("export");
        page.click("export_public");
        page.wait_for("question_no");
        assert_eq!(axe::violations(&page), NONE, "names at {at}");
        page.press("Escape");
        page.click("history");
        page.wait_for("snapshots");
        assert_eq!(axe::violations(&page), NONE, "history at {at}");
        page.click("projects");
        page.wait_for("project_rows");
        page.click(Find::Css("#rates summary"));
        assert_eq!(axe::violations(&page), NONE, "projects at {at}");
        page.click(Find::Css("#project_rows [title=删除]"));
        page.wait_for("no_projects");
        assert_eq!(axe::violations(&page), NONE, "no projects at {at}");
    }
}
