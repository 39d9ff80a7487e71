//! From the double-click to the first field, from a key press to the painted frame, and what
//! the open page keeps in memory.

use std::thread;
use std::time::Duration;

use serde_json::json;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_tests::{Browser, Find, Page};

use crate::peer::{self, Contender};
use crate::table::{Line, Times};

/// How often a start is measured, each time with a browser just started.
const STARTS: usize = 9;
/// A start that takes seconds needs no more.
const SLOW_STARTS: usize = 3;
/// How many keys are pressed in a place.
const KEYS: usize = 60;
/// As fast as people type.
const BETWEEN_KEYS: Duration = Duration::from_millis(90);
/// SurveyJS takes 13 s with 1,000 rows.
const LONGEST_START: Duration = Duration::from_secs(120);

const ROWS: [usize; 2] = [12, 1_000];

/// Notes when the first field is there and painted.
const NOTE_START: &str = "(() => {
    const look = () => {
        if (!document.querySelector('@FIELD@')) return requestAnimationFrame(look);
        const channel = new MessageChannel();
        channel.port1.onmessage = () => { window.firstField = performance.now(); };
        requestAnimationFrame(() => channel.port2.postMessage(0));
    };
    requestAnimationFrame(look);
})()";

/// Notes how long each key takes to be on the screen. Twelve of a pause don't count: the page
/// is still opening then.
const NOTE_KEYS: &str = "window.keys = [];
    document.addEventListener('keydown', event => {
        if (event.key.length !== 1) return;
        const pressed = event.timeStamp;
        requestAnimationFrame(() => {
            const channel = new MessageChannel();
            channel.port1.onmessage = () => window.keys.push(performance.now() - pressed);
            channel.port2.postMessage(0);
        });
    }, true)";

pub fn starts_and_keys() -> Vec<Line> {
    let mut lines = starts();
    lines.extend(ROWS.into_iter().flat_map(keys));
    lines
}

/// The lines of the starts alone.
pub fn starts() -> Vec<Line> {
    ROWS.into_iter().flat_map(starts_with).collect()
}

fn starts_with(rows: usize) -> Vec<Line> {
    let draft = with_indicators(rows);
    let slow = if rows > 100 { SLOW_STARTS } else { STARTS };
    let contenders = [
        (peer::ours(), STARTS),
        (peer::without_office(), STARTS),
        (peer::floor(), STARTS),
        (peer::survey_js(), slow),
    ];
    let [ours, light, floor, survey] = opened(&contenders, &draft);
    let line = |beside: &Opened, goal: String, is_met| Line {
        what: format!("double-click to first field, ms, {rows} indicators"),
        ours: ours.times.show(),
        beside: format!("{} {}", beside.name, beside.times.show()),
        goal,
        is_met: Some(is_met),
    };
    let limit = if rows > 100 { 1.0 } else { 1.5 };
    let to_floor = ours.times.median() / floor.times.median();
    let to_survey = survey.times.median() / ours.times.median();
    let to_light = ours.times.median() / light.times.median();
    let heap = Line {
        what: format!("heap of the open page's scripts, MB, {rows} indicators"),
        ours: format!("{:.1}", ours.megabytes),
        beside: format!(
            "floor {:.1}, SurveyJS {:.1}",
            floor.megabytes, survey.megabytes
        ),
        goal: String::new(),
        is_met: None,
    };
    vec![
        line(
            &floor,
            format!("{limit} × the floor: {to_floor:.2}"),
            to_floor <= limit,
        ),
        line(
            &survey,
            format!("8 × faster: {to_survey:.1}"),
            to_survey >= 8.0,
        ),
        line(
            &light,
            format!("as fast, within 5 %: {to_light:.2}"),
            to_light <= 1.05,
        ),
        heap,
    ]
}

/// A page that was opened some times.
struct Opened {
    name: &'static str,
    /// To the first field, from the start of the navigation.
    times: Times,
    /// What the scripts keep once it is open; the modules' own memory is not in it.
    megabytes: f64,
}

/// Opens each page so many times, one after the other in turns: a machine is fast at one time and
/// slow at another.
fn opened<const N: usize>(contenders: &[(Contender, usize); N], draft: &Draft) -> [Opened; N] {
    let mut browsers: Vec<Browser> = contenders.iter().map(|(it, _)| it.browser(draft)).collect();
    let mut opened = contenders.each_ref().map(|(contender, _)| Opened {
        name: contender.name,
        times: Times(Vec::new()),
        megabytes: f64::NAN,
    });
    let turns = contenders.iter().map(|(_, runs)| *runs).max();
    for turn in 0..turns.unwrap_or_default() {
        let each = contenders.iter().zip(&mut browsers).zip(&mut opened);
        for (((contender, runs), browser), opened) in each {
            if turn < *runs {
                open(contender, browser, opened);
            }
        }
    }
    opened
}

fn open(contender: &Contender, browser: &mut Browser, opened: &mut Opened) {
    browser.reopen();
    let page = browser.page();
    page.before_load(&NOTE_START.replace("@FIELD@", contender.first_field));
    page.goto_file(&contender.file);
    page.wait_within(LONGEST_START, "the first field", || {
        !page.js("return window.firstField").is_null()
    });
    let time = page.js("return window.firstField").as_f64();
    opened.times.0.extend(time);
    opened.megabytes = memory(&page);
}

/// The heap of the scripts, with the buffers beside it.
fn memory(page: &Page) -> f64 {
    page.cdp("HeapProfiler.collectGarbage", json!({}));
    let usage = page.cdp("Runtime.getHeapUsage", json!({}));
    let bytes = |key: &str| usage[key].as_f64().unwrap_or(0.0);
    (bytes("usedSize") + bytes("backingStorageSize")) / 1e6
}

fn keys(rows: usize) -> Vec<Line> {
    let draft = with_indicators(rows);
    let row = format!("indicators.{}.target", rows / 2);
    let line = |id: &str, ours: Times, beside: String| Line {
        what: format!("key to paint in {id}, ms, {rows} indicators"),
        ours: ours.show(),
        beside,
        goal: "the 95th of 100: 32".to_owned(),
        is_met: Some(ours.at(95) <= 32.0),
    };
    let floor = |id: &str| {
        let floor = peer::floor();
        let browser = floor.browser(&draft);
        let times = press_keys(&browser.open(&floor.file), Find::Id(id));
        format!("floor {}", times.show())
    };
    let survey = || {
        let survey = peer::survey_js();
        let browser = survey.browser(&draft);
        let page = browser.open(&survey.file);
        page.wait_within(LONGEST_START, "the first field", || {
            page.exists(Find::Css(survey.first_field))
        });
        let times = press_keys(&page, Find::Css(survey.first_field));
        format!(", SurveyJS {}", times.show())
    };
    ["budget_unit", "goals_met", &row]
        .map(|id| {
            let mut beside = floor(id);
            if id == "budget_unit" {
                beside += &survey();
            }
            line(id, in_our_field(&draft, id, rows), beside)
        })
        .into()
}

fn in_our_field(draft: &Draft, id: &str, rows: usize) -> Times {
    let ours = peer::ours();
    let browser: Browser = ours.browser(draft);
    let page = browser.open(&ours.file);
    page.wait_for("budget_unit");
    let is_row = id.starts_with("indicators");
    let section = match id {
        "goals_met" => "section-results",
        _ if is_row => "section-indicators",
        _ => "section-basics",
    };
    page.click(section);
    if is_row {
        page.js_with(
            "document.querySelector('.sheet-scroll').scrollTop = 37 * arguments[0]",
            json!([rows / 2]),
        );
    }
    press_keys(&page, Find::Id(id))
}

/// The times from a key press to the painted frame.
fn press_keys(page: &Page, field: Find<'_>) -> Times {
    page.wait_for(field);
    page.focus(field);
    page.press("End");
    page.focus(field);
    thread::sleep(Duration::from_secs(1));
    page.js(NOTE_KEYS);
    for at in 0..KEYS {
        page.press(["1", "2", "3"][at % 3]);
        thread::sleep(BETWEEN_KEYS);
    }
    let times = page.js("return window.keys");
    let times = times.as_array().cloned().unwrap_or_default();
    Times(times.iter().filter_map(serde_json::Value::as_f64).collect())
}

/// The sample with so many indicators.
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
