//! How fast the shipped page is, beside the same fields as bare DOM: from the double-click to
//! the first field, and from a key press to the painted frame. `cargo xtask bench page`.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use serde_json::{json, Value};
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Kind, Need, Table, FIELDS};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::save;
use ziping_tests::{dist_file, workspace, Browser, Page};

/// How often a start is measured, each time with a browser just started.
const STARTS: usize = 9;
/// How many keys are pressed in a place.
const KEYS: usize = 60;
/// As fast as people type.
const BETWEEN_KEYS: Duration = Duration::from_millis(90);

/// Notes when the first field is there and painted.
const NOTE_START: &str = "(() => {
    const look = () => {
        if (!document.getElementById('budget_unit')) return requestAnimationFrame(look);
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

fn main() {
    // `starts`: the starts alone.
    let is_short = std::env::args().any(|argument| argument == "starts");
    let mut table = Lines::default();
    for rows in [12, 1_000] {
        let draft = with_indicators(rows);
        let floor = Floor::new(&draft);
        let page = Ours::new(&draft);
        let whole = page.starts(&dist_file("ziping.html"));
        table.start(rows, &whole, &floor.starts());
        table.light(rows, &whole, &page.starts(&without_office()));
        if is_short {
            continue;
        }
        for id in [
            "budget_unit",
            "goals_met",
            &format!("indicators.{}.target", rows / 2),
        ] {
            table.keys(rows, id, &page.keys(id), &floor.keys(id));
        }
    }
    let size = fs::metadata(dist_file("ziping.html")).map_or(0, |file| file.len());
    println!("\ndist/ziping.html: {:.0} KB", size as f64 / 1000.0);
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

/// The shipped page with a draft saved in its browser.
struct Ours {
    draft: Draft,
}

impl Ours {
    fn new(draft: &Draft) -> Ours {
        let draft = draft.clone();
        Ours { draft }
    }

    fn browser(&self) -> Browser {
        let browser = Browser::start();
        let file = browser.downloads().join("draft.json");
        fs::write(&file, save::write(&self.draft)).expect("a directory to write to");
        let page = browser.open(&dist_file("ziping.html"));
        page.wait_for("budget_unit");
        page.upload("open_file", &file);
        page.wait_for_text("save_state", "已保存");
        browser
    }

    fn starts(&self, file: &Path) -> Vec<f64> {
        let mut browser = self.browser();
        starts(&mut browser, file)
    }

    fn keys(&self, id: &str) -> Vec<f64> {
        let mut browser = self.browser();
        browser.reopen();
        let page = browser.open(&dist_file("ziping.html"));
        page.wait_for("budget_unit");
        let section = match id {
            "goals_met" => "section-results",
            id if id.starts_with("indicators") => "section-indicators",
            _ => "section-basics",
        };
        page.click(section);
        if id.starts_with("indicators") {
            let row: usize = id
                .split('.')
                .nth(1)
                .and_then(|row| row.parse().ok())
                .unwrap_or(0);
            page.js_with(
                "document.querySelector('.sheet-scroll').scrollTop = 37 * arguments[0]",
                json!([row]),
            );
        }
        keys(&page, id)
    }
}

/// The page without the module for Office files, to see what carrying it costs.
fn without_office() -> PathBuf {
    const ELEMENT: &str = "id=\"office\">";
    let page = fs::read_to_string(dist_file("ziping.html")).expect("the page");
    let (before, rest) = page.split_once(ELEMENT).expect("the module");
    let (_, after) = rest.split_once("</script>").expect("its end");
    let directory = workspace().join("target/bench");
    fs::create_dir_all(&directory).expect("a directory");
    let file = directory.join("without-office.html");
    fs::write(&file, format!("{before}{ELEMENT}</script>{after}")).expect("a file");
    file
}

/// The bare page, which keeps its texts in localStorage.
struct Floor {
    directory: PathBuf,
    draft: Value,
}

impl Floor {
    fn new(draft: &Draft) -> Floor {
        let directory = workspace().join("target/bench");
        fs::create_dir_all(&directory).expect("a directory");
        let template = fs::read_to_string(workspace().join("tests/bench/floor.html"));
        let typed = FIELDS.iter().filter(|spec| spec.need != Need::Reported);
        let singles = typed.clone().filter(|spec| spec.table.is_none());
        let singles: Vec<Value> = singles
            .map(|spec| json!([spec.key, spec.label, spec.kind == Kind::Narrative]))
            .collect();
        let columns = typed.filter(|spec| spec.table == Some(Table::Indicators));
        let columns: Vec<&str> = columns.map(|spec| spec.key).collect();
        let page = template
            .expect("the template")
            .replace("@FIELDS@", &json!(singles).to_string())
            .replace("@COLUMNS@", &json!(columns).to_string());
        fs::write(directory.join("floor.html"), page).expect("a file");
        Floor {
            directory,
            draft: draft.to_json(),
        }
    }

    fn file(&self) -> PathBuf {
        self.directory.join("floor.html")
    }

    fn browser(&self) -> Browser {
        let browser = Browser::start();
        let page = browser.open(&self.file());
        page.js_with(
            "localStorage.setItem('floor', JSON.stringify(arguments[0]))",
            json!([self.draft]),
        );
        // localStorage is on the disk only after a while.
        thread::sleep(Duration::from_secs(7));
        browser
    }

    fn starts(&self) -> Vec<f64> {
        let mut browser = self.browser();
        starts(&mut browser, &self.file())
    }

    fn keys(&self, id: &str) -> Vec<f64> {
        let browser = self.browser();
        let page = browser.open(&self.file());
        page.wait_for(id);
        keys(&page, id)
    }
}

/// The times to the first field, in milliseconds from the start of the navigation.
fn starts(browser: &mut Browser, file: &Path) -> Vec<f64> {
    let mut times = Vec::new();
    for _ in 0..STARTS {
        browser.reopen();
        let page = browser.page();
        page.before_load(NOTE_START);
        page.goto_file(file);
        page.wait_until("the first field", || {
            !page.js("return window.firstField").is_null()
        });
        times.extend(page.js("return window.firstField").as_f64());
    }
    times
}

/// The times from a key press to the painted frame.
fn keys(page: &Page, id: &str) -> Vec<f64> {
    page.wait_for(id);
    page.focus(id);
    page.press("End");
    page.focus(id);
    thread::sleep(Duration::from_secs(1));
    page.js(NOTE_KEYS);
    for at in 0..KEYS {
        page.press(["1", "2", "3"][at % 3]);
        thread::sleep(BETWEEN_KEYS);
    }
    let times = page.js("return window.keys");
    let times = times.as_array().cloned().unwrap_or_default();
    times.iter().filter_map(Value::as_f64).collect()
}

/// Prints the lines as they come.
#[derive(Default)]
struct Lines {
    has_head: bool,
}

impl Lines {
    fn head(&mut self) {
        if !self.has_head {
            println!("| what | indicators | ours: median (p95, max) | bare DOM: median (p95, max) | goal | |");
            println!("| --- | ---: | ---: | ---: | --- | --- |");
            self.has_head = true;
        }
    }

    fn start(&mut self, rows: usize, ours: &[f64], floor: &[f64]) {
        self.head();
        let limit = if rows > 100 { 1.0 } else { 1.5 };
        let ratio = at(ours, 50) / at(floor, 50);
        println!(
            "| double-click to first field, ms | {rows} | {} | {} | {limit} x: {ratio:.2} x | {} |",
            show(ours),
            show(floor),
            verdict(ratio <= limit)
        );
    }

    fn light(&mut self, rows: usize, whole: &[f64], light: &[f64]) {
        let ratio = at(whole, 50) / at(light, 50);
        println!(
            "| the same beside the page without the module for Office files, ms | {rows} | {} | {} | as fast: {ratio:.2} x | {} |",
            show(whole),
            show(light),
            verdict(ratio <= 1.05)
        );
    }

    fn keys(&mut self, rows: usize, id: &str, ours: &[f64], floor: &[f64]) {
        self.head();
        println!(
            "| key to paint in {id}, ms | {rows} | {} | {} | p95 32 ms | {} |",
            show(ours),
            show(floor),
            verdict(at(ours, 95) <= 32.0)
        );
    }
}

fn verdict(is_met: bool) -> &'static str {
    if is_met {
        "met"
    } else {
        "falls short"
    }
}

fn at(times: &[f64], percent: usize) -> f64 {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    let at = (times.len() * percent).div_ceil(100).max(1) - 1;
    times.get(at).copied().unwrap_or(f64::NAN)
}

fn show(times: &[f64]) -> String {
    format!(
        "{:.0} ({:.0}, {:.0})",
        at(times, 50),
        at(times, 95),
        at(times, 100)
    )
}
