//! The report and the findings of every case in tests/cases, as files.

use std::fs;
use std::path::PathBuf;

use ziping_core::draft::Draft;
use ziping_core::field::value::{Date, Reading};
use ziping_core::field::Field;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{export, Subject};
use ziping_tests::golden::golden;
use ziping_tests::workspace;

fn case(name: &str) -> PathBuf {
    workspace().join("tests/cases").join(name)
}

/// The day on which the cases are checked.
fn today() -> Option<Date> {
    match Date::read("2022年7月7日") {
        Reading::Value(date) => Some(date),
        _ => None,
    }
}

fn findings(draft: &Draft) -> String {
    let mut out = String::new();
    for finding in Subject::of(draft, today()).findings() {
        out += &format!(
            "{} {} {}: {}\n",
            finding.code,
            finding.severity.label(),
            finding.place,
            finding.message
        );
        let notes = [
            ("应为", finding.expected),
            ("现有", finding.reported),
            ("相差", finding.difference),
            ("修正", finding.fix.map(|fix| fix.label)),
        ];
        for (label, note) in notes {
            out.extend(note.map(|note| format!("    {label} {note}\n")));
        }
    }
    out
}

fn check_case(name: &str, draft: &Draft) {
    let subject = Subject::of(draft, today());
    let document = subject.final_document(&subject.findings());
    let folder = case(name);
    golden(&folder.join("findings.txt"), &findings(draft));
    golden(&folder.join("report.txt"), &export::text::write(&document));
    golden(
        &folder.join("report.html"),
        &export::html::write(&document, draft),
    );
}

#[test]
fn every_case_gives_its_findings_and_its_report() {
    let mut cases = 0;
    for entry in fs::read_dir(workspace().join("tests/cases")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(folder.join("draft.json")) else {
            continue;
        };
        let Saved::Draft(draft) = save::read(&text) else {
            panic!("{}: draft.json is no saved draft", folder.display());
        };
        check_case(&folder.file_name().unwrap().to_string_lossy(), &draft);
        cases += 1;
    }
    assert!(cases >= 3, "only {cases} cases were found");
}

#[test]
fn the_sample_gives_the_haikou_report() {
    check_case("haikou-2021", &sample());
}

/// Where the report in 原模板 wording differs from the published one, and why. The first
/// text is in the published report, the second in ours; an empty one is in the other only.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "[bookmark: _GoBack]当年年度目标完成情况：",
        "当年年度目标完成情况：",
        "residue of the word processor",
    ),
    (
        "资金总额-执行率0元，",
        "资金总额-执行率19.73%，",
        "a rate in 元, and wrong: 3627500 ÷ 18388700 = 19.73%",
    ),
    (
        "（4） 项目资金管理情况",
        "（四）项目资金管理情况",
        "（4） among （三）",
    ),
    (
        "（2） 项目管理情况",
        "（二）项目管理情况",
        "（2） after （一）",
    ),
];

/// Lines of ours that the published report doesn't have, and why.
const ADDED: &[(&str, &str)] = &[
    ("子项目资金执行情况表", TABLE),
    ("子项目\t下达资金（元）\t支出（元）\t支出率\t进展情况", TABLE),
    ("社管平台支出项目\t18,000,000.00\t3,238,800.00\t17.99%\t指挥大厅已完成初验进入试运行阶段，其余工作暂停", TABLE),
    ("“户政业务不见面审批”综合服务管理平台项目\t388,700.00\t388,700.00\t100.00%\t平台一期已建设完成", TABLE),
    ("合计\t18,388,700.00\t3,627,500.00\t19.73%\t", TABLE),
];
const TABLE: &str = "sub-projects are rows of the form, so the report shows them as a table";

#[test]
fn the_sample_in_the_templates_wording_is_the_published_report() {
    let mut draft = sample();
    draft.set(Field::Wording, "原模板");
    let ours = export::text::write(&Subject::of(&draft, None).document());
    let published = fs::read_to_string(case("haikou-2021").join("published.txt")).unwrap();

    // White space at the ends of lines and blank lines are layout, not text.
    let lines = |text: &str| -> Vec<String> {
        let lines = text.lines().map(str::trim);
        lines
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let mut used = vec![false; DIFFERENCES.len()];
    let expected: Vec<String> = lines(&published)
        .into_iter()
        .map(|mut line| {
            for ((theirs, ours, _), used) in DIFFERENCES.iter().zip(&mut used) {
                if line.contains(theirs) {
                    line = line.replace(theirs, ours);
                    *used = true;
                }
            }
            line
        })
        .collect();
    let is_added = |line: &String| ADDED.iter().any(|(added, _)| line.trim() == added.trim());
    let (added, ours): (Vec<String>, Vec<String>) = lines(&ours).into_iter().partition(is_added);
    assert_eq!(ours, expected);
    assert_eq!(added.len(), ADDED.len(), "a listed addition is not there");
    assert!(
        used.iter().all(|used| *used),
        "a listed difference is not there: {used:?}"
    );
}
