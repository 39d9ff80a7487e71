//! The tables of the page as people know tables: arrow keys, Enter and Tab, ranges, copying
//! and pasting from spreadsheets, a thousand rows.

use serde_json::json;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::save;
use ziping_tests::{dist_file, Browser, Find, Page};

fn open(browser: &Browser, section: &str) -> Page {
    let page = browser.open(&dist_file("ziping.html"));
    page.wait_for("section-basics");
    page.click(section);
    page
}

/// Opens a draft of any size as a report of the user's own.
fn open_draft(browser: &Browser, draft: &Draft, section: &str) -> Page {
    let file = browser.downloads().join("draft.json");
    std::fs::write(&file, save::write(draft)).unwrap();
    let page = open(browser, "section-basics");
    page.upload("open_file", &file);
    page.wait_for_value("budget_unit", draft.get(Field::BudgetUnit));
    page.click(section);
    page
}

fn is_clean(page: &Page) {
    assert_eq!(page.console_errors(), Vec::<String>::new());
    assert_eq!(page.requests(), Vec::<String>::new());
}

fn has_cursor(page: &Page, id: &str) {
    page.wait_until(&format!("the cursor to be in {id}"), || {
        page.focused() == id
    });
}

/// Presses a key in what has the cursor and tells where the cursor is then.
fn goes(page: &Page, keys: &str, to: &str) {
    page.press(keys);
    has_cursor(page, to);
}

fn name(row: usize) -> String {
    Place::in_row(Field::SubProjectName, row).key()
}

#[test]
fn the_funds_are_typed_as_in_a_spreadsheet() {
    let browser = Browser::start();
    let page = open(&browser, "section-funds");
    page.click("fiscal_initial");
    for (text, key, next) in [
        ("0", "Tab", "fiscal_full_year"),
        ("18388700", "Tab", "fiscal_executed"),
        ("3627500", "Enter", "special_account_executed"),
        ("0", "ArrowDown", "unit_executed"),
        ("0", "ArrowLeft", "unit_full_year"),
        ("0", "ArrowUp", "special_account_full_year"),
        ("0", "Home", "special_account_initial"),
        ("0", "ArrowDown", "unit_initial"),
    ] {
        page.press_each(text);
        goes(&page, key, next);
    }
    page.press_each("0");
    assert_eq!(page.text("total_rate"), "19.73%");
    // What is typed replaces, and what is edited does not.
    goes(&page, "Control+Home", "fiscal_initial");
    page.press_each("5");
    page.wait_for_value("fiscal_initial", "5");
    page.press("F2");
    page.press_each("6");
    page.wait_for_value("fiscal_initial", "56");
    page.press("ArrowLeft");
    page.press_each("7");
    page.wait_for_value("fiscal_initial", "576");
    goes(&page, "ArrowDown", "special_account_initial");
    is_clean(&page);
}

#[test]
fn tab_leads_through_the_table_and_out_of_it() {
    let browser = Browser::start();
    let page = open(&browser, "section-funds");
    page.click("unit_full_year");
    goes(&page, "Tab", "unit_executed");
    page.press("Tab");
    page.wait_until("the cursor to be out of the table", || {
        !page.focused().starts_with("unit_")
    });
    page.focus("fiscal_initial");
    page.press("Shift+Tab");
    page.wait_until("the cursor to be out of the table", || {
        !page.focused().starts_with("fiscal_")
    });
}

#[test]
fn a_range_from_excel_makes_its_rows_in_one_step() {
    let browser = Browser::start();
    let page = open(&browser, "section-sub_projects");
    let text = "子项目名称\t下达资金\t支出\t支出率\t进展情况\r\n\
                社管平台\t18,000,000.00\t3238800\t17.99%\t\"已初验，\n其余暂停\"\r\n\
                户政\t388700\t388700\t100%\t\r\n";
    page.set_clipboard(text);
    page.focus(Find::Css(".sheet-scroll"));
    page.press("Control+v");
    page.wait_for_value(&name(1), "户政");
    assert_eq!(page.value("sub_projects.0.progress"), "已初验， 其余暂停");
    assert_eq!(page.text("sub_projects.0.rate"), "17.99%");
    assert_eq!(page.text("sub_projects_rate"), "19.73%");
    has_cursor(&page, &name(0));
    page.press("Control+z");
    page.wait_gone(&name(0));
    page.press("Control+y");
    page.wait_for_value(&name(1), "户政");
    assert!(page
        .attribute("undo", "title")
        .unwrap()
        .contains("粘贴 2 行 5 列"));
    is_clean(&page);
}

#[test]
fn what_is_copied_out_comes_back_the_same() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample(), "section-sub_projects");
    page.click("sub_projects.0.allocated");
    page.press("Shift+ArrowRight");
    page.press("Shift+ArrowRight");
    page.press("Shift+ArrowDown");
    assert_eq!(page.count(".table td.selected"), 6);
    page.press("Control+c");
    assert_eq!(
        page.clipboard(),
        "18000000.00\t3238800.00\t17.99%\r\n388700.00\t388700.00\t100.00%"
    );
    page.press("Delete");
    page.wait_for_value("sub_projects.1.spent", "");
    assert_eq!(page.text("sub_projects_allocated"), "—");
    page.press("Control+v");
    page.wait_for_value("sub_projects.1.spent", "388700.00");
    assert_eq!(page.text("sub_projects_rate"), "19.73%");
    // One value into the whole range.
    page.set_clipboard("5");
    page.press("Control+v");
    page.wait_for_value("sub_projects.1.spent", "5");
    assert_eq!(page.value("sub_projects.0.allocated"), "5");
    page.press("Control+z");
    page.wait_for_value("sub_projects.1.spent", "388700.00");
    is_clean(&page);
}

#[test]
fn the_mouse_selects_and_a_second_click_edits() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample(), "section-funds");
    page.drag("fiscal_full_year", "unit_executed");
    page.wait_until("six cells to be selected", || {
        page.count(".table td.selected") == 6
    });
    page.click("unit_initial");
    page.click("fiscal_full_year");
    assert_eq!(page.count(".table td.selected"), 1);
    page.press_each("1");
    page.wait_for_value("fiscal_full_year", "1");
    page.click("fiscal_full_year");
    page.press("End");
    page.press_each("2");
    page.wait_for_value("fiscal_full_year", "12");
}

#[test]
fn dragging_from_a_clicked_cell_selects_cells_and_moves_no_text() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample(), "section-funds");
    let texts = || {
        let ids = ["fiscal_full_year", "unit_executed"];
        (
            ids.map(|id| page.value(id)),
            page.attribute("undo", "title"),
        )
    };
    let before = texts();
    page.click("fiscal_full_year");
    page.drag("fiscal_full_year", "unit_executed");
    page.wait_until("six cells to be selected", || {
        page.count(".table td.selected") == 6
    });
    assert_eq!(texts(), before);
    is_clean(&page);
}

#[test]
fn cells_from_excel_go_into_cells_after_a_click_into_a_text() {
    let browser = Browser::start();
    let page = open(&browser, "section-indicators");
    page.click("add_indicators");
    has_cursor(&page, "indicators.0.level1");
    page.click("indicators.0.level1");
    page.set_clipboard("产出指标\t数量指标\t甲\r\n产出指标\t质量指标\t乙");
    page.press("Control+v");
    page.wait_for_value("indicators.1.level3", "乙");
    assert_eq!(page.value("indicators.0.level1"), "产出指标");
    // Of one column, a table says that they are cells; without one, lines are a text.
    page.click("indicators.0.level3");
    page.set_clipboard_html("<table><tr><td>丙<tr><td>丁</table>", "丙\r\n丁");
    page.press("Control+v");
    page.wait_for_value("indicators.1.level3", "丁");
    page.click("indicators.0.reason");
    page.set_clipboard("未完成，\n正在整改");
    page.press("Control+v");
    page.wait_for_value("indicators.0.reason", "未完成， 正在整改");
    assert_eq!(page.value("indicators.1.reason"), "");
    // An amount that is edited.
    page.click("section-funds");
    page.click("fiscal_initial");
    page.click("fiscal_initial");
    page.set_clipboard("100\t200\t150\r\n0\t0\t0");
    page.press("Control+v");
    page.wait_for_value("special_account_executed", "0");
    assert_eq!(page.value("fiscal_initial"), "100");
    is_clean(&page);
}

#[test]
fn rows_of_a_form_go_to_their_sources_in_the_unit_of_their_heads() {
    let browser = Browser::start();
    let page = open(&browser, "section-funds");
    page.click("fiscal_initial");
    page.set_clipboard(
        "项目资金\t年初预算数（万元）\t全年预算数（万元）\t全年执行数（万元）\n\
         年度资金总额\t1000\t1000\t900\n其中：当年财政拨款\t800\t950.5\t880.25\n\
         上年结转资金\t200\t49.5\t19.75\n中央资金\t1\t2\t3",
    );
    page.press("Control+v");
    page.wait_for_value("carried_over_executed", "19.75万元");
    page.wait_for_text("total_full_year", "10,000,000.00");
    page.wait_for_text("notice", "“中央资金”对应不上资金来源");
    is_clean(&page);
}

#[test]
fn rows_are_added_moved_and_removed_by_keys() {
    let browser = Browser::start();
    let page = open(&browser, "section-sub_projects");
    page.click("add_sub_projects");
    has_cursor(&page, &name(0));
    page.press_each("a");
    goes(&page, "Enter", &name(1));
    page.press_each("b");
    goes(&page, "Control+Enter", &name(2));
    // A blank last row is followed by no other one.
    goes(&page, "Enter", &name(2));
    page.press_each("c");
    goes(&page, "Alt+ArrowUp", &name(1));
    let names = || -> Vec<String> { (0..3).map(|row| page.value(&name(row))).collect() };
    assert_eq!(names(), ["a", "c", "b"]);
    goes(&page, "Alt+ArrowUp", &name(0));
    assert_eq!(names(), ["c", "a", "b"]);
    page.press("Control+Delete");
    page.wait_gone(&name(2));
    has_cursor(&page, &name(0));
    assert_eq!(page.value(&name(0)), "a");
    page.press("Control+z");
    page.wait_for_value(&name(0), "c");
    // The same by mouse; a row that is added begins at its first cell.
    page.click("sub_projects.1.spent");
    page.click("add_sub_projects");
    has_cursor(&page, &name(3));
    page.press("Control+Delete");
    page.wait_gone(&name(3));
    page.click(&name(2));
    page.click(Find::Says("上移"));
    page.wait_for_value(&name(1), "b");
    page.click(Find::Says("删除行"));
    page.wait_until("a row to be gone", || page.count("[data-row]") == 2);
    is_clean(&page);
}

#[test]
fn in_wan_amounts_are_shown_typed_and_pasted_in_wan() {
    let browser = Browser::start();
    let page = open_draft(&browser, &sample(), "section-funds");
    let shown = |id: &str| page.text(Find::Css(&format!("[id='{id}'] + .cell-shown")));
    page.click(Find::Says("万元"));
    assert_eq!(page.text("total_full_year"), "1,838.87");
    assert_eq!(shown("fiscal_executed"), "362.75");
    page.click("fiscal_executed");
    page.wait_for_value("fiscal_executed", "362.75万元");
    page.press_each("400.5");
    page.wait_for_value("fiscal_executed", "400.5");
    goes(&page, "Enter", "special_account_executed");
    page.wait_for_value("fiscal_executed", "400.5万元");
    assert_eq!(page.text("total_executed"), "400.5");
    page.set_clipboard("1\t2\r\n3\t4");
    page.focus("special_account_full_year");
    page.press("Control+v");
    page.wait_for_value("unit_executed", "4万元");
    page.click(Find::Says("元"));
    assert_eq!(shown("unit_executed"), "40,000.00");
    page.reload();
    page.click("section-funds");
    page.wait_for_text("total_executed", "4,065,000.00");
    is_clean(&page);
}

#[test]
fn what_finds_no_room_is_told() {
    let browser = Browser::start();
    let page = open(&browser, "section-funds");
    page.set_clipboard("1\t2\t3\n4\t5\t6\n7\t8\t9\n10\t11\t12");
    page.focus("fiscal_initial");
    page.press("Control+v");
    page.wait_for_text("notice", "1 行放不下");
    assert_eq!(page.value("unit_executed"), "9");
}

fn with_indicators(rows: usize) -> Draft {
    let mut draft = sample();
    let table = Table::Indicators;
    for row in 0..rows {
        draft.apply(&Edit::InsertRow { table, row });
        for (field, text) in [
            (Field::IndicatorLevel1, "产出指标".to_owned()),
            (Field::IndicatorLevel2, "数量指标".to_owned()),
            (Field::IndicatorLevel3, format!("第 {row} 项工作完成数")),
            (Field::IndicatorNature, "≥".to_owned()),
            (Field::IndicatorTarget, "10".to_owned()),
            (Field::IndicatorUnit, "个".to_owned()),
            (Field::IndicatorActual, "10".to_owned()),
            (Field::IndicatorWeight, "0.09".to_owned()),
        ] {
            let place = Place::in_row(field, row);
            draft.apply(&Edit::Set { place, text });
        }
    }
    draft
}

#[test]
fn of_a_thousand_rows_those_in_sight_are_drawn_and_each_can_be_reached() {
    let browser = Browser::start();
    let mut draft = with_indicators(1_000);
    let place = Place::in_row(Field::IndicatorActual, 900);
    draft.apply(&Edit::Set {
        place,
        text: "≥12".to_owned(),
    });
    let page = open_draft(&browser, &draft, "section-indicators");
    assert!(page.count("[data-row]") < 60);
    assert_eq!(page.text("weight_total"), "100.00");
    // By a link, by scrolling, by keys.
    page.click(Find::Css("#findings [data-code=E03] .go"));
    has_cursor(&page, "indicators.900.actual");
    page.press_each("12");
    page.wait_for_value("indicators.900.actual", "12");
    page.wait_until("the finding to be gone", || {
        page.count("#findings [data-code=E03]") == 0
    });
    page.js("document.querySelector('.sheet-scroll').scrollTop = 37 * 300");
    page.wait_for("indicators.305.actual");
    assert!(
        page.exists("indicators.900.actual"),
        "the cursor's row stays"
    );
    assert_eq!(page.focused(), "indicators.900.actual");
    goes(&page, "Control+Home", "indicators.0.level1");
    goes(&page, "Control+End", "indicators.999.reason");
    page.press("Enter");
    has_cursor(&page, "indicators.1000.reason");
    page.press("Control+z");
    page.wait_until("the row to be gone", || {
        !page.exists("indicators.1000.reason")
    });
    is_clean(&page);
}

#[test]
fn head_and_totals_stay_in_sight_while_rows_scroll() {
    let browser = Browser::start();
    let page = open_draft(&browser, &with_indicators(200), "section-indicators");
    for top in [0, 2_000, 5_000] {
        page.js_with(
            "document.querySelector('.sheet-scroll').scrollTop = arguments[0]",
            json!([top]),
        );
        page.wait_for_quiet();
        let scroll = page.rect(Find::Css(".sheet-scroll"));
        let head = page.rect(Find::Css(".sheet-scroll thead th"));
        let total = page.rect(Find::Css(".sheet-scroll tfoot th"));
        assert!((head.y - scroll.y).abs() < 3.0, "{head:?} in {scroll:?}");
        assert!(total.bottom() <= scroll.bottom() + 1.0 && total.y > head.bottom());
    }
    // What has the cursor isn't hidden behind them.
    for row in [0, 30, 3, 199, 170] {
        page.js_with(
            "document.getElementById(arguments[0])?.focus()",
            json!([format!("indicators.{row}.target")]),
        );
    }
    goes(&page, "Control+Home", "indicators.0.level1");
    for _ in 0..25 {
        page.press("ArrowDown");
    }
    has_cursor(&page, "indicators.25.level1");
    let cell = page.rect("indicators.25.level1");
    let total = page.rect(Find::Css(".sheet-scroll tfoot th"));
    assert!(cell.y + 30.0 <= total.y, "{cell:?} {total:?}");
}

#[test]
fn the_cell_with_the_cursor_is_in_sight() {
    let browser = Browser::start();
    let page = open_draft(&browser, &with_indicators(3), "section-indicators");
    let scroller = Find::Css(".sheet-scroll");
    let is_wide = "const it = document.querySelector('.sheet-scroll'); return it.scrollWidth > it.clientWidth";
    assert_eq!(page.js(is_wide), json!(true));
    let is_in_sight = |id: &str| {
        page.wait_until(&format!("{id} to be in sight"), || {
            let (cell, all) = (page.rect(id), page.rect(scroller));
            cell.x >= all.x && cell.right() <= all.right() + 1.0
        });
    };
    page.click("indicators.0.level1");
    page.press("Escape");
    for _ in 0..5 {
        goes(&page, "End", "indicators.0.reason");
        is_in_sight("indicators.0.reason");
        goes(&page, "Home", "indicators.0.level1");
        is_in_sight("indicators.0.level1");
    }
    page.set_clipboard("产出指标\t数量指标\t丙\t＝\t1\t个\t1\t\t5\t\t无偏差");
    page.press("Control+v");
    page.wait_for_value("indicators.0.reason", "无偏差");
    has_cursor(&page, "indicators.0.level1");
    page.wait_for_quiet();
    is_in_sight("indicators.0.level1");
}
