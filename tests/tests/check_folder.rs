//! examples/check-folder, run on a folder of files such as units hand in.

use std::fs;
use std::path::Path;

use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::field::{Field, Table};
use ziping_core::import::source::{self, Block};
use ziping_core::report::opinion::{self, Opinions, Refused, Reviewed};
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::spreadsheet::{Sheet, Workbook};
use ziping_core::{Edition, Subject};
use ziping_office::{Limits, Refusal};
use ziping_tests::node::node;
use ziping_tests::office::{python, write};
use ziping_tests::{workspace, Scratch};

const SCRIPT: &str = include_str!("../../examples/check-folder/check-folder.mjs");
const TODAY: &str = "2024-07-10";

fn case(file: &str) -> Vec<u8> {
    let file = workspace().join("tests/cases").join(file);
    fs::read(&file).unwrap_or_else(|e| panic!("{}: {e}", file.display()))
}

fn draft(name: &str) -> Draft {
    let saved = case(&format!("{name}/draft.json"));
    match save::read(&String::from_utf8(saved).unwrap()) {
        Saved::Draft(draft) => draft,
        other => panic!("{name}: {other:?}"),
    }
}

fn exported(draft: &Draft, format: &str, edition: Edition) -> Vec<u8> {
    let format = ziping_office::formats().find(|it| it.key == format);
    let document = Subject::of(draft, None).edition(edition);
    (format.unwrap().write)(&document, draft)
}

/// Our own exports, reports as others publish and make them, and what can't be read.
fn fill(folder: &Path) {
    let below = folder.join("乡镇");
    fs::create_dir(&below).unwrap();
    let report = exported(&sample(), "docx", Edition::Report);
    let page = exported(&draft("zipingbiao-daying"), "html", Edition::Form);
    let page = String::from_utf8(page).unwrap();
    write(folder, "海口.docx", &report);
    write(folder, "残缺.docx", &report[..report.len() / 2]);
    write(folder, "海口.txt", &case("haikou-2021/published.txt"));
    write(folder, "空.txt", b"");
    write(folder, "大英.html", page.as_bytes());
    let form = exported(&draft("zipingbiao-guichi"), "xlsx", Edition::Form);
    write(&below, "贵池.xlsx", &form);
    // A sheet a form.
    let sheet = |name: &str| Sheet::of(&Subject::of(&draft(name), None).evaluation(), name);
    let sheets = vec![sheet("zipingbiao-hainan"), sheet("zipingbiao-daying")];
    let both = ziping_office::write_xlsx(&Workbook { sheets }, None);
    write(&below, "两份.xlsx", &both);
    let made = Scratch::new();
    python("fixtures.py", &[made.path()]);
    for name in ["hainan-form.docx", "ministry-form.xlsx", "wps-report.docx"] {
        fs::copy(made.path().join(name), below.join(name)).unwrap();
    }
    write(&below, "~$贵池.xlsx", b"lock");
    write(folder, ".hidden.txt", b"hidden");
}

/// Every file that is looked at, in order.
fn names(folder: &Path, below: &str) -> Vec<String> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder.join(below)).unwrap().flatten() {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        match entry.path().is_dir() {
            true => names.extend(self::names(folder, &format!("{name}/"))),
            false if entry.file_name().to_str().unwrap().starts_with(['.', '~']) => {}
            false => names.push(name),
        }
    }
    names.sort_by_key(|name| name.encode_utf16().collect::<Vec<_>>());
    names
}

/// The workbook by the crates alone, and a line for each file.
fn expected(folder: &Path) -> (Vec<u8>, String) {
    let today = Date::read(TODAY).value();
    let (mut read, mut refused, mut lines) = (Vec::new(), Vec::new(), String::new());
    for file in names(folder, "") {
        let bytes = fs::read(folder.join(&file)).unwrap();
        let limits = Limits::default();
        let source = ziping_office::read(&bytes, &file, &limits, ziping_office::gb18030);
        let imported = match source {
            Ok(source) => source::read(&source),
            Err(refusal) => {
                let reason = refusal.message(&file);
                lines += &format!("{file}  {reason}\n");
                refused.push(Refused { file, reason });
                continue;
            }
        };
        for (n, form) in [&imported].into_iter().chain(&imported.more).enumerate() {
            let name = match n {
                0 => file.clone(),
                n => format!("{file}（第 {} 份）", n + 1),
            };
            let is_form = form.draft.row_count(Table::Indicators) > 0;
            let is_report = !form.draft.get(Field::GoalsMet).is_empty();
            let mut subject = Subject::of(&form.draft, today);
            subject.only = (is_form && !is_report).then_some(Edition::Form);
            let mut findings = form.findings.clone();
            findings.extend(subject.findings());
            let count = |key| {
                findings
                    .iter()
                    .filter(|it| it.severity.key() == key)
                    .count()
            };
            let [errors, warnings, hints] = ["error", "warning", "hint"].map(count);
            lines += &format!("{name}  错误 {errors}，警告 {warnings}，提示 {hints}\n");
            let opinions = Opinions::default();
            read.push(Reviewed::of(&name, &subject, &findings, &opinions));
        }
    }
    let workbook = opinion::workbook(&read, &refused);
    (ziping_office::write_xlsx(&workbook, None), lines)
}

/// The rows of a sheet of the workbook, by its cells' texts.
fn rows(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let limits = Limits::default();
    let source = ziping_office::read(bytes, "a.xlsx", &limits, ziping_office::gb18030).unwrap();
    let grids = source.blocks.into_iter().filter_map(|block| match block {
        Block::Grid(grid) if grid.name == sheet => Some(grid.rows),
        _ => None,
    });
    let rows = grids
        .flatten()
        .map(|row| row.into_iter().map(|cell| cell.text).collect());
    rows.collect()
}

#[test]
fn a_folder_of_reports_becomes_a_workbook_of_files_and_findings() {
    let scratch = Scratch::new();
    let folder = scratch.path().join("来稿");
    fs::create_dir(&folder).unwrap();
    fill(&folder);
    let (workbook, lines) = expected(&folder);
    // Into the folder itself, over one that is there: it is no report.
    let out = write(&folder, "审核.xlsx", b"an older one");
    let arguments = [folder.to_str().unwrap(), out.to_str().unwrap(), TODAY];
    let said = node(SCRIPT, &arguments, "");
    assert_eq!(said, lines);
    let written = fs::read(&out).unwrap();
    assert!(written == workbook, "the workbook differs from the crates'");

    let files = rows(&written, "审核情况");
    let row = |name: &str| {
        let mut rows = files.iter();
        let row = rows.find(|row| row.get(1).is_some_and(|it| it == name));
        row.unwrap_or_else(|| panic!("{name} in {files:?}"))
    };
    assert_eq!(
        row("海口.docx")[2..6],
        ["信息化专项计划", "海口市公安局", "2021", "19.73%"]
    );
    assert_eq!(row("乡镇/贵池.xlsx")[5..8], ["100.00%", "100.00", "优"]);
    assert_eq!(row("乡镇/两份.xlsx")[6], "46.35");
    assert_eq!(row("乡镇/两份.xlsx（第 2 份）")[3], "大英县司法局");
    let findings = rows(&written, "问题清单");
    let of_haikou = findings.iter().filter(|row| row[0] == "海口.txt");
    let codes: Vec<&str> = of_haikou.map(|row| row[2].as_str()).collect();
    for code in ["B09", "C02", "C04", "F08", "F16", "G14"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    let unread = rows(&written, "未能读取的文件");
    for (name, refusal) in [("残缺.docx", Refusal::Damaged), ("空.txt", Refusal::Empty)] {
        assert!(unread.contains(&vec![name.to_owned(), refusal.message(name)]));
    }
    // As another program sees it: real numbers, and sums of them.
    let seen = python("describe_xlsx.py", &[&out]);
    let sheets = seen.lines().filter_map(|line| line.strip_prefix("sheet "));
    let titles: Vec<&str> = sheets.filter_map(|it| it.split(':').next()).collect();
    assert_eq!(titles, ["审核情况", "问题清单", "未能读取的文件"]);
    for shown in [
        ": 0.1973 [0.00%]",
        ": 46.35 [0.00##]",
        ": '=SUM(I3:I11)' gives ",
    ] {
        assert!(seen.contains(shown), "{shown} in {seen}");
    }
}
