//! Takes the pictures of every view that the documents show: `cargo xtask shots`.

use std::fs;
use std::path::{Path, PathBuf};

use ziping_core::draft::Draft;
use ziping_core::field::Field;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::Subject;
use ziping_tests::{dist_file, workspace, Browser, Find, Options, Page, Rect, Viewport};

/// What is done before a picture is taken.
enum Step {
    Click(&'static str),
    /// What says this.
    Says(&'static str),
    Press(&'static str),
    /// Opens a report as the user's own.
    Open(fn() -> Draft),
    /// Imports a report from the list of projects.
    Import(fn() -> Draft),
    /// Puts Word files of the sample and of other reports among those to be reviewed.
    Review(&'static [&'static str]),
    /// Waits until it is saved.
    Saved,
}

use Step::{Click, Import, Open, Press, Review, Saved as IsSaved, Says};

/// A picture: its name, the window, and what is done first.
struct Shot {
    name: &'static str,
    size: (u32, u32),
    zoom: f64,
    /// What of it is in the picture: left, top, width, height; the whole where there is none.
    part: Option<(u32, u32, u32, u32)>,
    steps: &'static [Step],
}

const fn shot(name: &'static str, steps: &'static [Step]) -> Shot {
    Shot {
        name,
        size: (1366, 768),
        zoom: 1.0,
        part: None,
        steps,
    }
}

/// A detail for the help in the page, as wide as its column.
const fn detail(name: &'static str, part: (u32, u32, u32, u32), steps: &'static [Step]) -> Shot {
    Shot {
        part: Some(part),
        ..shot(name, steps)
    }
}

const SHOTS: &[Shot] = &[
    shot("start", &[]),
    shot("editor", &[Open(sample), IsSaved, Click("section-results")]),
    shot(
        "funds",
        &[
            Open(sample),
            IsSaved,
            Click("section-funds"),
            Says("知道了"),
            Click("tab_overview"),
        ],
    ),
    shot(
        "range",
        &[
            Open(sample),
            IsSaved,
            Click("section-sub_projects"),
            Click("sub_projects.0.allocated"),
            Press("Shift+ArrowRight"),
            Press("Shift+ArrowDown"),
        ],
    ),
    shot(
        "indicators",
        &[
            Open(school),
            IsSaved,
            Click("section-indicators"),
            Click("fold_panel"),
        ],
    ),
    shot(
        "common_indicators",
        &[
            Open(school),
            IsSaved,
            Click("section-indicators"),
            Click("common_indicators"),
        ],
    ),
    shot(
        "insert",
        &[
            Open(sample),
            IsSaved,
            Click("section-plans"),
            Click("insert-follow_up_plan"),
        ],
    ),
    shot(
        "preview",
        &[
            Open(sample),
            IsSaved,
            Click("section-funds"),
            Click("tab_preview"),
        ],
    ),
    shot("export", &[Open(sample), IsSaved, Click("export")]),
    shot("errors", &[Click("export"), Click("export_html")]),
    shot(
        "projects",
        &[
            Open(school),
            IsSaved,
            Click("projects"),
            Import(sample),
            IsSaved,
            Click("projects"),
        ],
    ),
    shot("history", &[Open(sample), IsSaved, Click("history")]),
    shot("help", &[Open(sample), IsSaved, Click("tab_help")]),
    shot(
        "dark",
        &[
            Open(sample),
            IsSaved,
            Click("tab_help"),
            Click("data-theme-dark"),
            Click("section-results"),
            Click("tab_findings"),
        ],
    ),
    detail(
        "help-table",
        (224, 124, 400, 262),
        &[
            Open(sample),
            IsSaved,
            Click("section-sub_projects"),
            Says("知道了"),
            Click("sub_projects.0.allocated"),
            Press("Shift+ArrowDown"),
        ],
    ),
    detail(
        "help-finding",
        (944, 275, 412, 184),
        &[Open(sample), IsSaved, Click("section-results")],
    ),
    detail(
        "help-mark",
        (224, 134, 400, 130),
        &[Open(sample), IsSaved, Click("section-results")],
    ),
    shot(
        "inbox",
        &[
            Click("projects"),
            Click("to_inbox"),
            Review(&["信息化专项计划", "水库除险加固", "食堂改造", "村道硬化"]),
        ],
    ),
    shot(
        "manuscript",
        &[
            Click("projects"),
            Click("to_inbox"),
            Review(&["信息化专项计划"]),
            Says("采纳"),
        ],
    ),
    shot(
        "copy",
        &[
            Open(sample),
            IsSaved,
            Click("tab_preview"),
            Click("show_copy_list"),
            Click("copy-budget_unit"),
        ],
    ),
    Shot {
        name: "zoomed",
        size: (1366, 768),
        zoom: 2.0,
        part: None,
        steps: &[Open(sample), IsSaved, Click("section-funds")],
    },
    Shot {
        name: "narrow",
        size: (1024, 768),
        zoom: 1.0,
        part: None,
        steps: &[Open(sample), IsSaved, Click("section-results")],
    },
];

/// Letters are sharp, and a picture takes some 40 KB.
const QUALITY: u32 = 60;

fn main() {
    let to = workspace().join("docs/shots");
    fs::create_dir_all(&to).expect("a directory for the pictures");
    for shot in SHOTS {
        let file = to.join(format!("{}.webp", shot.name));
        take(shot, &file);
        println!("{}", file.display());
    }
}

/// The form of a school, as published.
fn school() -> Draft {
    let file = workspace().join("tests/cases/zipingbiao-hainan/draft.json");
    let text = fs::read_to_string(file).expect("the case");
    match save::read(&text) {
        Saved::Draft(draft) => draft,
        _ => panic!("the case is no draft"),
    }
}

fn take(shot: &Shot, to: &Path) {
    let browser = Browser::with(Options {
        viewport: Viewport {
            width: shot.size.0,
            height: shot.size.1,
            zoom: shot.zoom,
            ..Viewport::default()
        },
        ..Options::default()
    });
    let page = browser.page();
    // Pictures of the same page are the same, whenever they are taken.
    page.before_load("const now = Date.UTC(2022, 6, 7, 2, 32, 5);
        Date = class extends Date { constructor(...a) { super(...(a.length ? a : [now])); } static now() { return now; } };");
    page.goto_file(&dist_file("ziping.html"));
    page.wait_for_quiet();
    for step in shot.steps {
        run(step, &browser, &page);
        page.wait_for_quiet();
    }
    let part = shot.part.map(|(x, y, width, height)| Rect {
        x: x.into(),
        y: y.into(),
        width: width.into(),
        height: height.into(),
    });
    page.screenshot_webp(to, QUALITY, part);
}

fn run(step: &Step, browser: &Browser, page: &Page) {
    match step {
        Click(id) => page.click(*id),
        Says(text) => page.click(Find::Says(text)),
        Press(keys) => page.press(keys),
        Open(draft) => choose(draft(), "open_file", browser, page),
        Import(draft) => choose(draft(), "import_file", browser, page),
        Review(names) => review(names, browser, page),
        IsSaved => page.wait_until("the page to have saved", || {
            page.exists(Find::Css("#save_state.saved"))
        }),
    }
}

fn choose(draft: Draft, input: &str, browser: &Browser, page: &Page) {
    let file = browser.downloads().join("去年的报告.json");
    fs::write(&file, save::write(&draft)).expect("a directory to write to");
    page.upload(input, &file);
    page.wait_for_value("budget_unit", draft.get(Field::BudgetUnit));
    page.click(Find::Says("知道了"));
}

fn review(names: &[&str], browser: &Browser, page: &Page) {
    let file = |name: &&str| {
        let mut draft = sample();
        draft.set(Field::ProjectName, *name);
        let document = Subject::of(&draft, None).document();
        let file = browser.downloads().join(format!("{name}自评报告.docx"));
        fs::write(&file, ziping_office::write_docx(&document, None)).expect("a file");
        file
    };
    let files: Vec<PathBuf> = names.iter().map(file).collect();
    page.upload_all("choose_files_file", &files);
    match files.len() {
        1 => page.wait_for("judging"),
        count => page.wait_for_text("inbox_progress", &format!("已读 {count} 份")),
    }
}
