//! Office files: ours as other programs open them, and others' as we read them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use ziping_core::document::{Block, Document, Paper, Run};
use ziping_core::draft::Draft;
use ziping_core::import::received::Received;
use ziping_core::import::source::{self, Source};
use ziping_core::report::summary;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::spreadsheet::{Cell, Sheet, Style, Value, Workbook};
use ziping_core::Subject;
use ziping_office::{Kind, Limits, Refusal};
use ziping_tests::golden::golden;
use ziping_tests::office::{convert, pages, part, python, write};
use ziping_tests::{bound_office, workspace, Scratch};

fn case(name: &str) -> PathBuf {
    workspace().join("tests/cases").join(name)
}

fn hainan() -> Draft {
    let text = fs::read_to_string(case("zipingbiao-hainan/draft.json")).unwrap();
    match save::read(&text) {
        Saved::Draft(draft) => draft,
        _ => panic!("draft.json is no saved draft"),
    }
}

/// The documents whose Word files are looked at: where their golden files are, and their
/// drafts.
fn documents() -> Vec<(&'static str, Document, Draft)> {
    let (sample, hainan) = (sample(), hainan());
    let mut report = Subject::of(&sample, None);
    report.has_charts = true;
    let report = report.final_document(&report.findings());
    let form = Subject::of(&hainan, None).evaluation();
    let mut charted = Subject::of(&hainan, None);
    charted.has_charts = true;
    let subjects = [Subject::of(&sample, None), Subject::of(&hainan, None)];
    let summary = summary::with_charts(&subjects);
    vec![
        ("haikou-2021/report", report, sample.clone()),
        ("zipingbiao-hainan/evaluation", form, hainan.clone()),
        (
            "zipingbiao-hainan/charted",
            charted.evaluation(),
            hainan.clone(),
        ),
        ("office/summary", summary, Draft::default()),
    ]
}

fn docx(document: &Document, draft: &Draft) -> Vec<u8> {
    ziping_office::write_docx(document, Some(&save::write(draft)))
}

fn read(file: &Path) -> Result<Source, Refusal> {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = fs::read(file).unwrap();
    ziping_office::read(&bytes, &name, &Limits::default(), ziping_office::gb18030)
}

/// A source as a person reads it: a line a line, a row a line.
fn show(source: &Source) -> String {
    let mut out = String::new();
    for block in &source.blocks {
        match block {
            source::Block::Line(line) => out += &format!("{line}\n"),
            source::Block::Grid(grid) => {
                out += &format!("[{}]\n", grid.name);
                for row in &grid.rows {
                    let cells = row.iter().map(|cell| match (cell.columns, cell.rows) {
                        (1, 1) => cell.text.clone(),
                        (columns, rows) => format!("{} <{columns}x{rows}>", cell.text),
                    });
                    let row = cells.collect::<Vec<_>>().join(" | ");
                    out += &format!("  {}\n", row.replace('\n', " / "));
                }
            }
        }
    }
    out
}

/// Text without white space, which programs lay out in ways of their own.
fn dense(text: &str) -> String {
    text.split_whitespace().collect()
}

#[test]
fn written_word_files_are_what_their_golden_files_say() {
    let scratch = Scratch::new();
    for (name, document, draft) in documents() {
        let file = write(scratch.path(), "a.docx", &docx(&document, &draft));
        golden(
            &case(&format!("{name}.docx.xml")),
            &part(&file, "word/document.xml"),
        );
        let seen = python("describe_docx.py", &[&file]);
        golden(&case(&format!("{name}.docx.txt")), &seen);
    }
}

#[test]
fn libreoffice_opens_every_word_file_and_keeps_its_text_and_draft() {
    let scratch = Scratch::new();
    let mut files = Vec::new();
    for (i, (_, document, draft)) in documents().iter().enumerate() {
        files.push(write(
            scratch.path(),
            &format!("{i}.docx"),
            &docx(document, draft),
        ));
    }
    let resaved = scratch.path().join("resaved");
    fs::create_dir(&resaved).unwrap();
    let again = convert(&files, "docx", &resaved);
    for (before, after) in files.iter().zip(&again) {
        let (before, after) = (read(before).unwrap(), read(after).unwrap());
        assert_eq!(dense(&show(&after)), dense(&show(&before)));
        assert_eq!(after.draft, before.draft);
    }
    let pdfs = convert(&files, "pdf", scratch.path());
    for (pdf, expected) in pdfs.iter().zip([6, 1, 2, 1]) {
        assert_eq!(pages(pdf).len(), expected, "{}", pdf.display());
    }
    for (pdf, shown) in [
        (0, "资金执行情况（元）"),
        (2, "指标得分情况（分）"),
        (3, "各项目自评得分"),
    ] {
        let text = dense(&pages(&pdfs[pdf]).concat());
        assert!(text.contains(shown), "{shown} isn't in {text}");
    }
    let report = pages(&pdfs[0]);
    for (i, page) in report.iter().enumerate() {
        assert!(dense(page).ends_with(&format!("—{}—", i + 1)), "{page}");
    }
}

/// 22 lines of 28 characters on a full page, in a document of nothing but text.
#[test]
fn a_full_page_has_the_lines_and_characters_of_official_documents() {
    let document = Document {
        title: "版式".to_owned(),
        mark: None,
        paper: Paper::Official,
        carries_draft: false,
        names: Vec::new(),
        blocks: vec![Block::Paragraph(vec![Run::fixed("海".repeat(28 * 50))])],
    };
    let scratch = Scratch::new();
    let file = write(
        scratch.path(),
        "a.docx",
        &docx(&document, &Draft::default()),
    );
    let pdf = convert(&[file], "pdf", scratch.path());
    let page = &pages(&pdf[0])[1];
    let lines: Vec<String> = page
        .lines()
        .map(dense)
        .filter(|line| line.contains('海'))
        .collect();
    assert_eq!(lines, vec!["海".repeat(28); 22]);
}

/// A sheet with one of everything.
fn workbook() -> Workbook {
    let cell = |row, column, columns, value: Value, style| Cell {
        row,
        column,
        rows: 1,
        columns,
        value,
        style,
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let number = |number: &str| Value::Number(number.to_owned());
    let sum = Value::Formula {
        formula: "SUM(B3:B4)".to_owned(),
        result: "18776600.30".to_owned(),
    };
    let cells = vec![
        cell(0, 0, 5, text("项目支出绩效自评汇总表"), Style::Title),
        cell(1, 0, 1, text("项目"), Style::Label),
        cell(1, 1, 1, text("预算数（元）"), Style::Label),
        cell(1, 2, 1, text("预算数（万元）"), Style::Label),
        cell(1, 3, 1, text("执行率"), Style::Label),
        cell(1, 4, 1, text("得分"), Style::Label),
        cell(2, 0, 1, text("=cmd|' /C calc'!A0"), Style::Text),
        cell(2, 1, 1, number("18388700.10"), Style::Yuan),
        cell(2, 2, 1, number("1838.87001"), Style::Wan),
        cell(2, 3, 1, number("0.1973"), Style::Percent),
        cell(2, 4, 1, number("9.5"), Style::Points),
        cell(
            3,
            0,
            1,
            text("名称很长的项目，需要两行才能写完"),
            Style::Text,
        ),
        cell(3, 1, 1, number("387900.20"), Style::Yuan),
        cell(3, 2, 1, number("38.79002"), Style::Wan),
        cell(3, 3, 1, number("1"), Style::Percent),
        cell(3, 4, 1, number("46000021000000002749"), Style::Plain),
        cell(4, 0, 1, text("合计"), Style::Label),
        cell(4, 1, 1, sum, Style::Yuan),
        cell(4, 2, 3, text("—"), Style::Short),
        cell(5, 0, 5, text("注：第一行\n第二行"), Style::Note),
    ];
    Workbook {
        sheets: vec![Sheet {
            name: "汇总表".to_owned(),
            widths: vec![24, 18, 16, 10, 22],
            cells,
            head: 2,
            is_landscape: true,
            charts: Vec::new(),
        }],
    }
}

#[test]
fn written_excel_files_are_what_their_golden_files_say() {
    let scratch = Scratch::new();
    let bytes = ziping_office::write_xlsx(&workbook(), None);
    let file = write(scratch.path(), "a.xlsx", &bytes);
    golden(
        &case("office/workbook.xlsx.xml"),
        &part(&file, "xl/worksheets/sheet1.xml"),
    );
    let seen = python("describe_xlsx.py", &[&file]);
    golden(&case("office/workbook.xlsx.txt"), &seen);
}

/// A summary of projects some of which have no rate: the charts' cells aren't all one below
/// the other.
fn summary_workbook() -> Workbook {
    let drafts = [hainan(), Draft::default(), sample(), hainan()];
    let subjects = drafts.each_ref().map(|draft| Subject::of(draft, None));
    let document = summary::with_charts(&subjects);
    Workbook::of(&document, &document.title)
}

#[test]
fn the_charts_of_a_summary_are_of_its_cells() {
    let scratch = Scratch::new();
    let bytes = ziping_office::write_xlsx(&summary_workbook(), None);
    let file = write(scratch.path(), "a.xlsx", &bytes);
    golden(
        &case("office/summary.xlsx.chart.xml"),
        &part(&file, "xl/charts/chart1.xml"),
    );
    let seen = python("describe_xlsx.py", &[&file]);
    golden(&case("office/summary.xlsx.txt"), &seen);
    // LibreOffice reads the cells again, and writes what they say.
    let resaved = scratch.path().join("resaved");
    fs::create_dir(&resaved).unwrap();
    let again = convert(std::slice::from_ref(&file), "xlsx", &resaved);
    let seen = python("describe_xlsx.py", &[&again[0]]);
    let values = "0.25 0.1973 0.25";
    assert!(seen.contains(values), "{seen}");
    let pdf = convert(&[file], "pdf", scratch.path());
    let shown = dense(&pages(&pdf[0]).concat());
    for (text, times) in [("各项目执行率", 1), ("19.73%", 2), ("46.35", 4)] {
        assert_eq!(shown.matches(text).count(), times, "{text} in {shown}");
    }
}

#[test]
fn libreoffice_opens_an_excel_file_and_shows_the_same() {
    let scratch = Scratch::new();
    let draft = save::write(&sample());
    let bytes = ziping_office::write_xlsx(&workbook(), Some(&draft));
    let file = write(scratch.path(), "a.xlsx", &bytes);
    let ours = read(&file).unwrap();
    assert_eq!(ours.draft, Some(draft));
    let resaved = scratch.path().join("resaved");
    fs::create_dir(&resaved).unwrap();
    let again = convert(std::slice::from_ref(&file), "xlsx", &resaved);
    assert_eq!(show(&read(&again[0]).unwrap()), show(&ours));
    let pdf = convert(&[file], "pdf", scratch.path());
    let pages = pages(&pdf[0]);
    assert_eq!(pages.len(), 1);
    for shown in [
        "18,388,700.10",
        "1,838.87001",
        "19.73%",
        "18,776,600.30",
        "46000021000000002749",
    ] {
        assert!(pages[0].contains(shown), "{shown} isn't in {}", pages[0]);
    }
}

#[test]
fn files_of_word_wps_and_excel_are_read_as_they_show() {
    let scratch = Scratch::new();
    python("fixtures.py", &[scratch.path()]);
    for name in [
        "wps-report.docx",
        "hainan-form.docx",
        "ministry-form.xlsx",
        "system-export.xls",
        "notepad.txt",
    ] {
        let source = read(&scratch.path().join(name)).unwrap();
        golden(&case(&format!("office/{name}.txt")), &show(&source));
    }
    let form = read(&scratch.path().join("hainan-form.docx")).unwrap();
    assert_eq!(read(&scratch.path().join("macros.docm")), Ok(form));
    let large = read(&scratch.path().join("large.docx")).unwrap();
    match &large.blocks[..] {
        [source::Block::Grid(grid)] => assert_eq!(grid.rows.len(), 10_000),
        blocks => panic!("{} blocks", blocks.len()),
    }
}

#[test]
fn files_of_other_kinds_are_refused_with_what_to_do() {
    let scratch = Scratch::new();
    let (_, document, draft) = documents().swap_remove(0);
    let word = write(scratch.path(), "a.docx", &docx(&document, &draft));
    let bytes = ziping_office::write_xlsx(&workbook(), None);
    let excel = write(scratch.path(), "b.xlsx", &bytes);
    let cases = [
        (&word, "doc", Kind::OldWord),
        (&word, "odt", Kind::OpenDocument),
        (&word, "rtf", Kind::RichText),
        (&word, "pdf", Kind::Pdf),
        (&excel, "xls", Kind::OldExcel),
        (&excel, "ods", Kind::OpenDocument),
    ];
    for (file, to, kind) in cases {
        let converted = convert(std::slice::from_ref(file), to, scratch.path());
        assert_eq!(read(&converted[0]), Err(Refusal::Unsupported(kind)), "{to}");
    }
    // Under any name.
    let page = convert(&[word], "html", scratch.path());
    let renamed = write(scratch.path(), "网页.doc", &fs::read(&page[0]).unwrap());
    assert!(show(&read(&renamed).unwrap()).contains("项目负责人为：周明"));
}

/// The module that the page has, loaded by its script as a browser does, gives the same.
#[test]
fn the_bound_module_reads_and_writes_as_the_library_does() {
    let scratch = Scratch::new();
    let (_, document, draft) = documents().swap_remove(0);
    let word = docx(&document, &draft);
    let gbk = b"\xCF\xEE\xC4\xBF\r\n";
    write(
        scratch.path(),
        "document.json",
        &serde_json::to_vec(&document).unwrap(),
    );
    write(
        scratch.path(),
        "workbook.json",
        &serde_json::to_vec(&workbook()).unwrap(),
    );
    write(scratch.path(), "draft.json", save::write(&draft).as_bytes());
    write(scratch.path(), "a.docx", &word);
    write(scratch.path(), "notepad.txt", gbk);
    write(scratch.path(), "cut.docx", &word[..word.len() / 2]);
    let output = Command::new("node")
        .arg(workspace().join("tests/tests/office/module.mjs"))
        .arg(bound_office())
        .arg(scratch.path())
        .output()
        .expect("the module is tested in Node.js: `node` must be on PATH");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    let sheet = ziping_office::write_xlsx(&workbook(), None);
    for (name, expected) in [("written.docx", word), ("written.xlsx", sheet)] {
        let written = fs::read(scratch.path().join(name)).unwrap();
        assert!(written == expected, "{name} differs");
    }
    let outcomes: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    for name in ["a.docx", "notepad.txt"] {
        let source = read(&scratch.path().join(name)).unwrap();
        let reports = Received::all(&source, source::read(&source));
        let reports: Vec<serde_json::Value> = reports.iter().map(Received::to_json).collect();
        assert_eq!(
            outcomes[name]["reports"],
            serde_json::json!(reports),
            "{name}"
        );
    }
    assert_eq!(outcomes["cut.docx"]["refusal"]["key"], "damaged");
    assert_eq!(
        outcomes["cut.docx"]["refusal"]["message"],
        Refusal::Damaged.message("cut.docx")
    );
}
