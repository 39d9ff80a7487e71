//! The report and the findings of every case in tests/cases, as files.

use std::fs;
use std::path::{Path, PathBuf};

use ziping_core::document::Document;
use ziping_core::draft::Draft;
use ziping_core::field::value::{Date, Reading};
use ziping_core::field::Field;
use ziping_core::indicator::is_evaluation_begun;
use ziping_core::policy;
use ziping_core::report::public::Public;
use ziping_core::report::summary;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{export, Edition, Subject};
use ziping_tests::golden::golden;
use ziping_tests::workspace;

fn case(name: &str) -> PathBuf {
    workspace().join("tests/cases").join(name)
}

/// The day on which the cases are checked.
fn today() -> Option<Date> {
    match Date::read("2024年7月10日") {
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
    check_document(&folder, "report", &document, draft);
}

/// The cases with a draft of their own, by name.
fn drafts() -> Vec<(String, Draft)> {
    let mut drafts = Vec::new();
    for entry in fs::read_dir(workspace().join("tests/cases")).unwrap() {
        let folder = entry.unwrap().path();
        let Ok(text) = fs::read_to_string(folder.join("draft.json")) else {
            continue;
        };
        let Saved::Draft(draft) = save::read(&text) else {
            panic!("{}: draft.json is no saved draft", folder.display());
        };
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        drafts.push((name, draft));
    }
    drafts.sort_by(|(a, _), (b, _)| a.cmp(b));
    drafts
}

/// The draft of a case.
fn draft_of(name: &str) -> Draft {
    let of_name = drafts().into_iter().find(|(case, _)| case == name);
    of_name.unwrap_or_else(|| panic!("no case {name}")).1
}

/// A document in every format of text: `stem.txt`, `stem.html`.
fn check_document(folder: &Path, stem: &str, document: &Document, draft: &Draft) {
    for format in export::FORMATS {
        let text = String::from_utf8((format.write)(document, draft)).expect("a format of text");
        golden(&folder.join(format!("{stem}.{}", format.extension)), &text);
    }
}

#[test]
fn every_case_gives_its_findings_and_its_report() {
    let drafts = drafts();
    for (name, draft) in &drafts {
        check_case(name, draft);
    }
    assert!(drafts.len() >= 4, "only {} cases were found", drafts.len());
}

#[test]
fn every_case_with_indicators_gives_its_form() {
    let mut cases = 0;
    for (name, draft) in drafts() {
        if is_evaluation_begun(&draft) {
            let form = Subject::of(&draft, today()).evaluation();
            check_document(&case(&name), "evaluation", &form, &draft);
            cases += 1;
        }
    }
    assert!(cases >= 3, "only {cases} cases have a form");
}

#[test]
fn one_draft_gives_its_form_in_the_layout_of_every_policy() {
    const FILES: [&str; 4] = ["hainan", "ministry", "sichuan", "hubei"];
    let mut draft = draft_of("zipingbiao-hainan");
    assert_eq!(policy::ALL.len(), FILES.len());
    // The first is its own.
    for (policy, file) in policy::ALL.iter().zip(FILES).skip(1) {
        draft.set(Field::Policy, policy.name);
        let form = Subject::of(&draft, today()).evaluation();
        let stem = format!("evaluation-{file}");
        check_document(&case("zipingbiao-hainan"), &stem, &form, &draft);
    }
}

/// Where our form differs from the published one, and why: theirs, then ours.
const FORM_DIFFERENCES: &[(&str, &str, &str)] = &[
    (
        "产出指标质量指标困难教师",
        "质量指标困难教师",
        "一级指标 is a merged cell, so it stands in its first row only",
    ),
    (
        "资助学生10人次,",
        "资助学生10人次，",
        "punctuation of the web page",
    ),
];

#[test]
fn the_form_of_hainan_is_the_published_one() {
    let draft = draft_of("zipingbiao-hainan");
    let ours = export::text::write(&Subject::of(&draft, None).evaluation());
    let published = fs::read_to_string(case("zipingbiao-hainan").join("published.txt")).unwrap();
    // White space, colons behind labels and the width of brackets are layout, not text.
    let lines = |text: &str| -> Vec<String> {
        let plain = |c: char| match c {
            '（' => '(',
            '）' => ')',
            c => c,
        };
        let is_text = |c: &char| !c.is_whitespace() && !matches!(c, ':' | '：');
        let lines = text.lines();
        lines
            .map(|line| line.chars().filter(is_text).map(plain).collect())
            .filter(|line: &String| !line.is_empty())
            .collect()
    };
    let expected: Vec<String> = lines(&published)
        .into_iter()
        .map(|line| {
            let mended = FORM_DIFFERENCES.iter();
            mended.fold(line, |line, (theirs, ours, _)| line.replace(theirs, ours))
        })
        .collect();
    assert_eq!(lines(&ours), expected);
    for (theirs, _, why) in FORM_DIFFERENCES {
        let is_there = lines(&published).iter().any(|line| line.contains(theirs));
        assert!(is_there, "a listed difference is not there: {why}");
    }
}

#[test]
fn all_cases_together_give_a_summary() {
    let mut drafts: Vec<Draft> = drafts().into_iter().map(|(_, draft)| draft).collect();
    drafts.push(sample());
    let subjects: Vec<Subject<'_>> = drafts
        .iter()
        .map(|draft| Subject::of(draft, today()))
        .collect();
    let folder = workspace().join("tests/cases");
    let blank = Draft::default();
    check_document(&folder, "summary", &summary::document(&subjects), &blank);
    let whole: Vec<Subject<'_>> = drafts
        .iter()
        .map(|draft| Subject::of(draft, today()))
        .filter(|subject| subject.figures.total.rate.percent().is_some())
        .collect();
    let document = summary::document(&whole);
    check_document(&folder, "summary-complete", &document, &blank);
}

#[test]
fn a_draft_gives_its_paragraph_for_the_final_accounts() {
    let cases = [
        ("zipingbiao-hainan", draft_of("zipingbiao-hainan")),
        ("haikou-2021", sample()),
    ];
    for (name, draft) in cases {
        let paragraph = Subject::of(&draft, today()).edition(Edition::Disclosure);
        golden(
            &case(name).join("disclosure.txt"),
            &export::text::write(&paragraph),
        );
    }
}

#[test]
fn a_draft_gives_a_version_for_the_public() {
    let sample = sample();
    let report = Subject::of(&sample, today()).document();
    let public = Public { show_names: true }.of(report);
    check_document(&case("haikou-2021"), "public", &public, &sample);

    let draft = draft_of("zipingbiao-hainan");
    let subject = Subject::of(&draft, today());
    for (edition, stem) in [
        (Edition::Report, "public"),
        (Edition::Form, "evaluation-public"),
    ] {
        let public = Public { show_names: false }.of(subject.edition(edition));
        check_document(&case("zipingbiao-hainan"), stem, &public, &draft);
    }
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
