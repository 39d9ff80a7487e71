//! Writes the sample's editions, a report with mistakes, the form of Hainan in every layout and a summary as Word
//! files, and a sheet as an Excel file into a directory, to be looked at. Those that may have
//! charts have them.

use std::fs;
use std::path::Path;

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::export;
use ziping_core::field::Field;
use ziping_core::report::summary;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::spreadsheet::{Cell, Sheet, Style, Value, Workbook};
use ziping_core::{policy, Edition, Subject};

fn main() -> std::io::Result<()> {
    let directory = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let write = |name: &str, document: &Document, draft: &Draft| {
        let bytes = ziping_office::write_docx(document, Some(&save::write(draft)));
        fs::write(Path::new(&directory).join(format!("{name}.docx")), bytes)
    };
    let sample = sample();
    let mut subject = Subject::of(&sample, None);
    subject.has_charts = true;
    for edition in Edition::ALL {
        let document = subject.final_edition(edition, &subject.findings());
        write(edition.key(), &document, &sample)?;
        let page = export::html::write(&document, &sample);
        fs::write(
            Path::new(&directory).join(format!("{}.html", edition.key())),
            page,
        )?;
    }
    let mistakes = case("mistakes")?;
    let subject = Subject::of(&mistakes, None);
    let document = subject.final_document(&subject.findings());
    write("mistakes", &document, &mistakes)?;
    let mut hainan = case("zipingbiao-hainan")?;
    for (i, policy) in policy::ALL.iter().enumerate() {
        hainan.set(Field::Policy, policy.name);
        let mut subject = Subject::of(&hainan, None);
        subject.has_charts = true;
        let form = subject.evaluation();
        write(&format!("form-{i}"), &form, &hainan)?;
    }
    let names = [
        "信息化专项计划",
        "义务教育阶段学生公用经费和家庭经济困难学生生活补助",
    ];
    let drafts: Vec<Draft> = (0..30)
        .map(|i| {
            let mut draft = hainan.clone();
            draft.set(Field::ProjectName, format!("{}（{}）", names[i % 2], i + 1));
            draft.set(Field::FiscalExecuted, (i * 4000 + 1234).to_string());
            draft
        })
        .collect();
    let subjects: Vec<Subject<'_>> = drafts
        .iter()
        .map(|draft| Subject::of(draft, None))
        .collect();
    for (name, count) in [("summary", 30), ("summary-short", 3)] {
        let document = summary::with_charts(&subjects[..count]);
        write(name, &document, &Draft::default())?;
        let workbook = Workbook::of(&document, &document.title);
        let file = Path::new(&directory).join(format!("{name}.xlsx"));
        fs::write(file, ziping_office::write_xlsx(&workbook, None))?;
        let page = export::html::write(&document, &Draft::default());
        fs::write(Path::new(&directory).join(format!("{name}.html")), page)?;
    }
    let sheet = ziping_office::write_xlsx(&workbook(), None);
    fs::write(Path::new(&directory).join("sheet.xlsx"), sheet)
}

/// The draft of a case of the tests.
fn case(name: &str) -> std::io::Result<Draft> {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/cases");
    let text = fs::read_to_string(cases.join(name).join("draft.json"))?;
    match save::read(&text) {
        Saved::Draft(draft) => Ok(draft),
        Saved::Newer(_) | Saved::Unknown => Ok(Draft::default()),
    }
}

/// A table of projects with their total.
fn workbook() -> Workbook {
    const HEADS: [&str; 5] = [
        "项目名称",
        "预算数（元）",
        "预算数（万元）",
        "执行率",
        "得分",
    ];
    let mut cells = Vec::new();
    let mut add = |row, column, columns, value, style| {
        cells.push(Cell {
            row,
            column,
            rows: 1,
            columns,
            value,
            style,
        });
    };
    let text = |text: &str| Value::Text(text.to_owned());
    let number = |number: &str| Value::Number(number.to_owned());
    add(0, 0, 5, text("项目支出绩效自评汇总表"), Style::Title);
    for (column, head) in HEADS.into_iter().enumerate() {
        add(1, column, 1, text(head), Style::Label);
    }
    for row in 2..42 {
        let name = "社管平台支出项目、户政业务不见面审批综合服务管理平台";
        add(row, 0, 1, text(&name[..12 + row % 4 * 21]), Style::Text);
        add(row, 1, 1, number("18388700.00"), Style::Yuan);
        add(row, 2, 1, number("1838.87"), Style::Wan);
        add(row, 3, 1, number("0.1973"), Style::Percent);
        add(row, 4, 1, number("46.35"), Style::Points);
    }
    let sum = Value::Formula {
        formula: "SUM(B3:B42)".to_owned(),
        result: "735548000.00".to_owned(),
    };
    add(42, 0, 1, text("合计"), Style::Label);
    add(42, 1, 1, sum, Style::Yuan);
    add(42, 2, 3, text("—"), Style::Short);
    let note = "注：预算数为调整后财政资金总额（包括上年结余结转），执行数为财政资金实际支出数。\
                定量指标：正向指标得分＝权重×B/A，反向指标得分＝权重×A/B，得分不突破权重。";
    add(43, 0, 5, text(note), Style::Note);
    Workbook {
        sheets: vec![Sheet {
            name: "汇总表".to_owned(),
            widths: vec![30, 18, 16, 10, 10],
            cells,
            head: 2,
            is_landscape: false,
            charts: Vec::new(),
        }],
    }
}
