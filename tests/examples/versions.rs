//! Two versions of the page on one storage, the older and the newer in turn: what either of
//! them has called saved is there in the end, whatever the other can read of it.
//!
//! `cargo run -p ziping-tests --example versions -- OLDER.html NEWER.html`

use std::path::{Path, PathBuf};
use std::process::exit;

use ziping_tests::{Browser, Find, Page, Scratch};

fn main() {
    let files: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    let [older, newer] = &files[..] else {
        eprintln!("versions OLDER.html NEWER.html");
        exit(2);
    };
    for round in [[older, newer], [newer, older]] {
        println!("{} first", round[0].display());
        take_turns(&round);
        hand_over_a_backup(&round);
    }
    println!("nothing was lost");
}

fn saved(page: &Page) {
    page.wait_until("the page to have saved", || {
        page.exists(Find::Css("#save_state.saved"))
    });
}

/// Opens a version, with the form in front: of the first project, or a new one.
fn open(browser: &Browser, file: &Path) -> Page {
    let page = browser.open(file);
    page.wait_until("the page", || {
        page.visible("section-basics") || page.visible("new_project")
    });
    page.wait_for_quiet();
    if page.visible("new_project") {
        match page.exists(Find::Css("#project_rows .open-project")) {
            true => page.click(Find::Css("#project_rows .open-project")),
            false => page.click("new_project"),
        }
        page.wait_for("section-basics");
    }
    page
}

/// The names of all projects that a version lists.
fn names(browser: &Browser, file: &Path) -> Vec<String> {
    let page = open(browser, file);
    page.click("projects");
    page.wait_for("new_project");
    page.wait_for_quiet();
    page.texts("#project_rows .open-project")
}

/// Each version types a character of its own at the end of a name, three times over; of each
/// character there has to be a project, in one version or the other.
fn take_turns(round: &[&PathBuf; 2]) {
    let browser = Browser::start();
    let turns = round.iter().cycle().zip("甲乙丙丁戊己".chars());
    for (file, typed) in turns {
        let page = open(&browser, file);
        page.type_into("project_name", &typed.to_string());
        saved(&page);
        println!("  {} has {}", file.display(), page.value("project_name"));
    }
    let listed: Vec<String> = round
        .iter()
        .flat_map(|file| names(&browser, file))
        .collect();
    println!("  in the end: {listed:?}");
    for typed in "甲乙丙丁戊己".chars() {
        let is_there = listed.iter().any(|name| name.contains(typed));
        assert!(is_there, "{typed} is lost: {listed:?}");
    }
}

/// What one version has backed up the other takes, or refuses with a reason; what it has
/// itself stays.
fn hand_over_a_backup([from, to]: &[&PathBuf; 2]) {
    let folder = Scratch::new();
    let backup = folder.path().join("backup.json");
    {
        let browser = Browser::start();
        let page = open(&browser, from);
        page.type_into("project_name", "甲");
        saved(&page);
        page.click("projects");
        page.click("backup");
        std::fs::copy(browser.wait_for_download("json"), &backup).expect("a backup");
    }
    let browser = Browser::start();
    let page = open(&browser, to);
    page.type_into("project_name", "乙");
    saved(&page);
    page.click("projects");
    page.upload("restore_backup_file", &backup);
    page.wait_for("notice");
    let told = page.text("notice");
    let names = page.texts("#project_rows .open-project");
    println!("  the other's backup: {told:?}, {names:?}");
    assert!(names.contains(&"乙".to_owned()));
    assert!(
        names.contains(&"甲".to_owned()) || told.contains("不能读取") || told.contains("更新版本")
    );
}
