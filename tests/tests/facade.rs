//! The facade for JavaScript as it is shipped, installed and asked as a Node program does.

use std::collections::BTreeSet;
use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::thread;

use base64::prelude::{Engine, BASE64_STANDARD};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{json, Value as Json};
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::Date;
use ziping_core::field::{Field, Table, POLICIES};
use ziping_core::finding::{Finding, Fix};
use ziping_core::funds::{Line, Stage, SubProject};
use ziping_core::import::origin::{Fate, Origin};
use ziping_core::import::source::{self, Source};
use ziping_core::import::Imported;
use ziping_core::place::Place;
use ziping_core::policy;
use ziping_core::rate::ExecutionRate;
use ziping_core::report::opinion::{self, Opinion, Opinions, Refused, Reviewed, Verdict};
use ziping_core::report::public::Public;
use ziping_core::report::summary;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::score::{Expected, Grade, Scored, Scores, Subtotal};
use ziping_core::{Edition, Subject};
use ziping_office::Limits;
use ziping_tests::node::{installed, node};
use ziping_tests::{dist_file, field_key, workspace, Browser};

#[derive(Debug)]
struct Case {
    draft: Draft,
    policy: Option<&'static str>,
    today: Option<&'static str>,
    edition: Option<Edition>,
    public_version: Option<&'static str>,
    charts: Option<bool>,
}

/// The sample, the cases of tests/cases, and the sample with random texts at random places.
fn cases() -> Vec<Case> {
    let folders = fs::read_dir(workspace().join("tests/cases")).unwrap();
    let written = folders
        .filter_map(|folder| fs::read_to_string(folder.unwrap().path().join("draft.json")).ok())
        .map(|text| match save::read(&text) {
            Saved::Draft(draft) => draft,
            other => panic!("{other:?}"),
        });
    let mut runner = TestRunner::deterministic();
    let mut random = || random_draft().new_tree(&mut runner).unwrap().current();
    let random = (0..200).map(|_| random());
    let drafts = [sample()].into_iter().chain(written).chain(random);
    let dated = drafts.flat_map(|draft| [(draft.clone(), None), (draft, Some("2022-07-07"))]);
    // Steps of 2, 5, 3, 7 and 11: every option meets every other one.
    let policies = [None].into_iter().chain(POLICIES.iter().copied().map(Some));
    let editions = [None, Some(Edition::Form), Some(Edition::Disclosure)];
    let (with, without) = (Some("with_names"), Some("without_names"));
    let publics = [None, None, None, None, None, with, without];
    let charts = (0..11).map(|i| match i {
        0..4 => Some(true),
        4 => Some(false),
        _ => None,
    });
    dated
        .zip(policies.cycle())
        .zip(editions.into_iter().cycle())
        .zip(publics.into_iter().cycle())
        .zip(charts.cycle())
        .map(
            |(((((draft, today), policy), edition), public_version), charts)| Case {
                draft,
                policy,
                today,
                edition,
                public_version,
                charts,
            },
        )
        .collect()
}

/// The draft of tests/cases/<name>.
fn case(name: &str) -> Draft {
    let file = workspace()
        .join("tests/cases")
        .join(name)
        .join("draft.json");
    match save::read(&fs::read_to_string(file).unwrap()) {
        Saved::Draft(draft) => draft,
        other => panic!("{name}: {other:?}"),
    }
}

fn random_draft() -> impl Strategy<Value = Draft> {
    let telling = prop::sample::select(vec![
        "",
        "0",
        "-1",
        "677,00",
        "1838.87万元",
        "１９．７３％",
        "19.72%",
        "0元",
        "2021",
        "无",
        "2021726",
        "2023年7月1日",
        "1380013800",
        "原模板",
        "😀19.72%",
        "\0</script>\u{202E}",
    ]);
    let text = prop_oneof![3 => telling.prop_map(str::to_owned), 1 => any::<String>()];
    let changes = prop::collection::vec((any::<prop::sample::Index>(), text), 1..20);
    (changes, 0..4usize).prop_map(|(changes, rows)| {
        let mut draft = sample();
        for table in Table::ALL.iter().copied() {
            for row in 0..rows {
                draft.apply(&Edit::InsertRow { table, row });
            }
        }
        let places = draft.places();
        for (index, text) in changes {
            let place = index.get(&places).clone();
            draft.apply(&Edit::Set { place, text });
        }
        draft
    })
}

/// What the facade must say about a case, by the core.
fn expected(case: &Case) -> Json {
    let draft = &case.draft;
    let today = case.today.and_then(|today| Date::read(today).value());
    let policy = case.policy.and_then(policy::named);
    let edition = case.edition.unwrap_or(Edition::Report);
    let mut subject = Subject::under(policy, draft, today);
    subject.only = case.edition;
    let others = [sample()];
    subject.others = &others;
    subject.is_public |= case.public_version.is_some();
    subject.has_charts = case.charts == Some(true);
    let findings = subject.findings();
    let mut exported = Subject::under(policy, draft, today);
    exported.only = Some(edition);
    exported.has_charts = case.charts == Some(true);
    let document = exported.final_edition(edition, &exported.findings());
    let document = match case.public_version {
        Some(names) => Public {
            show_names: names == "with_names",
        }
        .of(document),
        None => document,
    };
    let figures = &subject.figures;
    let mended = findings.iter().filter_map(|finding| finding.fix.as_ref());
    let files = ziping_office::formats().filter(|format| format.editions.contains(&edition));
    let name = subject.edition_file_name(edition);
    let files = files.map(|format| {
        let bytes = (format.write)(&document, draft);
        let name = format!("{name}.{}", format.extension);
        let file = json!({
            "bytes": BASE64_STANDARD.encode(&bytes), "name": name, "read": read(&bytes, &name),
        });
        (format.key.to_owned(), file)
    });
    json!({
        "findings": findings.iter().map(|found| finding(found, draft)).collect::<Vec<_>>(),
        "figures": {
            "funds": figures.rows().map(funds).collect::<Vec<_>>(),
            "subProjects": figures.sub_projects.iter().map(sub_project).collect::<Vec<_>>(),
            "subProjectTotal": sub_project(&figures.sub_project_total),
            "scores": scores(&subject.scores),
        },
        "files": Json::Object(files.collect()),
        "mended": mended.map(|fix| apply(draft, fix).to_json()).collect::<Vec<_>>(),
    })
}

/// What `importReport` must say about a file, by the crates.
fn read(bytes: &[u8], file_name: &str) -> Json {
    let limits = Limits::default();
    match ziping_office::read(bytes, file_name, &limits, ziping_office::gb18030) {
        Ok(source) => imported(&source::read(&source), &source),
        Err(refusal) => {
            json!({ "error": refusal.key(), "message": refusal.message(file_name) })
        }
    }
}

fn imported(read: &Imported, source: &Source) -> Json {
    let Imported {
        draft,
        findings,
        origins,
        more,
    } = read;
    let origin = |Origin { at, fate }: &Origin| {
        let (fate, filed) = match fate {
            Fate::Filed(filed) => ("filed", place(filed, draft)),
            Fate::Repeated(said) => ("repeated", place(said, draft)),
            Fate::Computed => ("computed", Json::Null),
            Fate::Own => ("own", Json::Null),
        };
        object([
            ("text", source.text_at(at).into()),
            ("fate", fate.into()),
            ("place", filed),
        ])
    };
    json!({
        "draft": draft.to_json(),
        "findings": findings.iter().map(|found| finding(found, draft)).collect::<Vec<_>>(),
        "origins": origins.iter().map(origin).collect::<Vec<_>>(),
        "more": more.iter().map(|further| imported(further, source)).collect::<Vec<_>>(),
    })
}

fn apply(draft: &Draft, fix: &Fix) -> Draft {
    let mut draft = draft.clone();
    fix.edits.iter().for_each(|edit| draft.apply(edit));
    draft
}

/// An object without the entries that have no value.
fn object<const N: usize>(entries: [(&str, Json); N]) -> Json {
    let entries = entries.into_iter().filter(|(_, value)| !value.is_null());
    entries
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

fn finding(finding: &Finding, draft: &Draft) -> Json {
    let fix = finding.fix.as_ref().map(|fix| {
        let edits: Vec<Json> = fix.edits.iter().map(|e| edit(e, draft)).collect();
        json!({ "label": fix.label, "edits": edits })
    });
    object([
        ("code", finding.code.into()),
        ("severity", finding.severity.key().into()),
        ("message", finding.message.as_str().into()),
        ("place", place(&finding.place, draft)),
        ("key", finding.place.key().into()),
        ("isMissing", finding.is_missing.into()),
        ("expected", finding.expected.clone().into()),
        ("reported", finding.reported.clone().into()),
        ("difference", finding.difference.clone().into()),
        ("fix", fix.into()),
    ])
}

fn edit(edit: &Edit, draft: &Draft) -> Json {
    match edit {
        Edit::Set { place: at, text } => {
            json!({ "type": "set", "place": place(at, draft), "text": text })
        }
        Edit::InsertRow { table, row } => {
            json!({ "type": "insert_row", "table": table.key(), "row": row })
        }
        Edit::RemoveRow { table, row } => {
            json!({ "type": "remove_row", "table": table.key(), "row": row })
        }
        Edit::MoveRow { table, row, to } => {
            json!({ "type": "move_row", "table": table.key(), "row": row, "to": to })
        }
    }
}

fn place(place: &Place, draft: &Draft) -> Json {
    let units = |byte| draft.text(place)[..byte].encode_utf16().count();
    let span = place
        .span
        .map(|span| json!({ "start": units(span.start), "end": units(span.end) }));
    object([
        ("field", field_key(place.field.spec()).into()),
        ("row", place.row.into()),
        ("span", span.into()),
    ])
}

fn funds(line: &Line) -> Json {
    let source = match line.source.label {
        "财政资金" => "fiscal",
        "财政专户管理资金" => "special_account",
        "单位资金" => "unit",
        "上年结转资金" => "carried_over",
        "其他资金" => "other_funds",
        "资金总额" => "total",
        other => panic!("{other} is new here"),
    };
    let own = object([
        ("source", source.into()),
        ("label", line.source.label.into()),
    ]);
    merged([own, amounts(line)])
}

fn amounts(line: &Line) -> Json {
    object([
        ("initial", text(line.amount(Stage::Initial))),
        ("fullYear", text(line.amount(Stage::FullYear))),
        ("executed", text(line.amount(Stage::Executed))),
        ("rate", text(line.rate.percent())),
        ("rateState", rate_state(line.rate).into()),
    ])
}

fn text(quantity: Option<impl ToString>) -> Json {
    quantity.map(|quantity| quantity.to_string()).into()
}

fn scores(scores: &Scores<'_>) -> Json {
    object([
        (
            "indicators",
            scores.indicators.iter().map(indicator).collect(),
        ),
        (
            "execution",
            object([
                ("weight", scores.execution_weight.to_string().into()),
                ("computed", text(scores.execution)),
                ("typed", text(scores.typed_execution)),
                ("score", text(scores.execution.or(scores.typed_execution))),
            ]),
        ),
        ("subtotals", scores.subtotals.iter().map(subtotal).collect()),
        ("weight", scores.weight.to_string().into()),
        ("total", text(scores.total)),
        ("grade", text(scores.grade.map(Grade::label))),
    ])
}

fn indicator(scored: &Scored<'_>) -> Json {
    let range = match scored.expected {
        Expected::Within {
            low,
            high,
            with_high,
        } => json!({
            "low": low.to_string(), "high": high.to_string(), "includesHigh": with_high,
        }),
        _ => Json::Null,
    };
    object([
        ("weight", text(scored.indicator.weight)),
        ("completion", text(scored.completion)),
        ("computed", text(scored.computed)),
        ("range", range),
        ("typed", text(scored.indicator.typed_score)),
        ("score", text(scored.score)),
    ])
}

fn subtotal(subtotal: &Subtotal) -> Json {
    object([
        ("level1", subtotal.group.label().into()),
        ("weight", subtotal.weight.to_string().into()),
        ("score", text(subtotal.score)),
    ])
}

fn sub_project(figures: &SubProject) -> Json {
    object([
        ("allocated", text(figures.allocated)),
        ("spent", text(figures.spent)),
        ("rate", text(figures.rate.percent())),
        ("rateState", rate_state(figures.rate).into()),
    ])
}

fn rate_state(rate: ExecutionRate) -> &'static str {
    match rate {
        ExecutionRate::Of(_) => "computed",
        ExecutionRate::NoBudget => "no_budget",
        ExecutionRate::SpentWithoutBudget => "spent_without_budget",
        ExecutionRate::Unknown => "unknown",
    }
}

#[track_caller]
fn answers_as_the_core_does(build: &str) {
    let cases = cases();
    let questions: Json = cases
        .iter()
        .map(|case| {
            let options = object([
                ("policy", case.policy.into()),
                ("today", case.today.into()),
                ("edition", case.edition.map(Edition::key).into()),
                ("publicVersion", case.public_version.into()),
                ("charts", case.charts.into()),
            ]);
            json!({
                "draft": case.draft.to_json(), "options": options, "others": [sample().to_json()],
            })
        })
        .collect();
    let answers = node(
        include_str!("facade/answer.mjs"),
        &[build],
        &questions.to_string(),
    );
    let answers: Vec<Json> = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers.len(), cases.len());
    for (case, answer) in cases.iter().zip(answers) {
        let expected = expected(case);
        for (part, expected) in expected.as_object().unwrap() {
            assert_eq!(answer[part], *expected, "{part} of {case:?}");
        }
    }
}

#[test]
fn node_answers_as_the_core_does() {
    answers_as_the_core_does("node");
}

#[test]
fn the_build_for_browsers_answers_as_the_core_does() {
    answers_as_the_core_does("web");
}

#[test]
fn several_drafts_are_summarised_as_the_core_does() {
    let today = Date::read("2024-07-10").value();
    let all: Vec<Draft> = cases()
        .into_iter()
        .step_by(2)
        .map(|case| case.draft)
        .collect();
    // The random ones lack amounts and totals; these have theirs.
    let whole = [
        "zipingbiao-hainan",
        "zipingbiao-guichi",
        "zipingbiao-daying",
    ]
    .map(case);
    let lists = [all, whole.to_vec(), Vec::new()];
    let mut questions = Vec::new();
    let mut expected = Vec::new();
    for drafts in &lists {
        for (policy, charts) in [(None, false), (Some("湖北"), true)] {
            let subjects: Vec<Subject<'_>> = drafts
                .iter()
                .map(|draft| Subject::under(policy.and_then(policy::named), draft, today))
                .collect();
            let document = match charts {
                true => summary::with_charts(&subjects),
                false => summary::document(&subjects),
            };
            let files = ziping_office::formats().map(|format| {
                let bytes = (format.write)(&document, &Draft::default());
                (format.key.to_owned(), BASE64_STANDARD.encode(bytes).into())
            });
            expected.push(json!({
                "summary": {
                    "rows": subjects.iter().map(summary_row).collect::<Vec<_>>(),
                    "total": amounts(&Line::sum_of(subjects.iter().map(|s| &s.figures))),
                },
                "files": Json::Object(files.collect()),
            }));
            questions.push(json!({
                "drafts": drafts.iter().map(Draft::to_json).collect::<Vec<_>>(),
                "policy": policy.map_or_else(|| json!({}), |policy| json!({ "policy": policy })),
                "charts": charts,
            }));
        }
    }
    let answers = node(
        include_str!("facade/summarise.mjs"),
        &[],
        &Json::from(questions).to_string(),
    );
    let answers: Vec<Json> = serde_json::from_str(&answers).unwrap();
    assert_eq!(answers, expected);
}

fn summary_row(subject: &Subject<'_>) -> Json {
    let typed = |field| match subject.form.text(&Place::of(field)) {
        "" => Json::Null,
        text => text.into(),
    };
    let own = object([
        ("unit", typed(Field::BudgetUnit)),
        ("project", typed(Field::ProjectName)),
        ("year", text(subject.form.year())),
        ("score", text(subject.scores.total)),
        ("grade", text(subject.scores.grade.map(Grade::label))),
    ]);
    merged([own, amounts(&subject.figures.total)])
}

fn merged<const N: usize>(objects: [Json; N]) -> Json {
    let entries = objects.iter().filter_map(Json::as_object).flatten();
    entries
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect()
}

#[test]
fn the_published_form_of_hainan_scores_46_35() {
    let script = include_str!("facade/hainan.mjs");
    node(
        script,
        &[],
        &case("zipingbiao-hainan").to_json().to_string(),
    );
}

#[test]
fn files_are_read_or_refused_with_the_reason() {
    let published = fs::read_to_string(workspace().join("tests/cases/haikou-2021/published.txt"));
    let backup = workspace().join("tests/cases/saved/backup-1.json");
    let backup = backup.to_str().unwrap();
    node(
        include_str!("facade/import.mjs"),
        &[backup],
        &published.unwrap(),
    );
}

/// What the facade itself keeps: the sample's figures, to the digit.
#[test]
fn the_sample_is_spent_to_19_73_percent() {
    let script = r#"
        import { calculate, sample } from "ziping-wasm";
        console.log(JSON.stringify(calculate(sample()).funds.at(-1)));
    "#;
    let total: Json = serde_json::from_str(&node(script, &[], "")).unwrap();
    assert_eq!(
        total,
        json!({
            "source": "total", "label": "资金总额",
            "initial": "0", "fullYear": "18388700", "executed": "3627500",
            "rate": "19.73%", "rateState": "computed",
        })
    );
}

/// Every verdict in turn on the findings of each draft.
#[test]
fn opinions_are_written_as_the_core_does() {
    let drafts = ["mistakes", "zipingbiao-hainan", "empty"].map(case);
    let comment = "  请核对资金。\n另附合同。";
    let note = |i: usize| format!("说明{i}");
    let mut all = Vec::new();
    let mut expected = Vec::new();
    for draft in &drafts {
        let subject = Subject::of(draft, None);
        let findings = subject.findings();
        let mut opinions = Opinions::default();
        opinions.comment = comment.to_owned();
        for (i, finding) in findings.iter().enumerate() {
            let verdict = Verdict::ALL[i % 3];
            let note = note(i);
            opinions.set(finding, Opinion { verdict, note });
        }
        let reviewed = Reviewed::of("审核.docx", &subject, &findings, &opinions);
        let document = opinion::document(&reviewed);
        let files = ziping_office::formats().map(|format| {
            let bytes = (format.write)(&document, &Draft::default());
            (format.key.to_owned(), BASE64_STANDARD.encode(bytes).into())
        });
        expected.push(Json::Object(files.collect()));
        all.push(reviewed);
    }
    let refused = Refused {
        file: "b.pdf".to_owned(),
        reason: "不能读取".to_owned(),
    };
    let workbook = ziping_office::write_xlsx(&opinion::workbook(&all, &[refused]), None);
    let question = json!({
        "drafts": drafts.each_ref().map(Draft::to_json),
        "comment": comment,
        "unread": { "fileName": "b.pdf", "message": "不能读取" },
    });
    let answer = node(
        include_str!("facade/opinions.mjs"),
        &[],
        &question.to_string(),
    );
    let answer: Json = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["opinions"], Json::from(expected));
    assert_eq!(answer["review"], BASE64_STANDARD.encode(workbook));
}

#[test]
fn an_edit_from_javascript_changes_its_place_only() {
    node(include_str!("facade/edits.mjs"), &[], "");
}

#[test]
fn bad_input_is_an_error_and_the_module_works_on() {
    node(include_str!("facade/bad_input.mjs"), &[], "");
}

#[test]
fn the_declared_types_are_those_of_the_values() {
    let backup = workspace().join("tests/cases/saved/backup-1.json");
    let backup = backup.to_str().unwrap();
    node(include_str!("facade/types.mjs"), &[backup], "");
}

/// What stands in the README's first block of this language.
fn readme_block(language: &str) -> String {
    let readme = workspace().join("crates/ziping-wasm/package/README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let (_, rest) = readme.split_once(&format!("```{language}\n")).unwrap();
    let (block, _) = rest.split_once("```").unwrap();
    block.to_owned()
}

#[test]
fn the_readmes_five_lines_run_in_node_and_print_what_it_says() {
    let example = readme_block("js");
    assert_eq!(example.lines().count(), 5, "{example}");
    assert_eq!(node(&example, &[], ""), readme_block("text"));
}

#[test]
fn the_readmes_table_names_every_function() {
    let types = fs::read_to_string(dist_file("ziping-wasm/node/ziping_wasm.d.ts")).unwrap();
    let functions: BTreeSet<&str> = types
        .lines()
        .filter_map(|line| line.strip_prefix("export function "))
        .filter_map(|line| line.split('(').next())
        .collect();
    let readme = fs::read_to_string(dist_file("ziping-wasm/README.md")).unwrap();
    // `check(draft)`: in a table's first column.
    let named: BTreeSet<&str> = readme
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split(" |").next())
        .flat_map(|column| column.split(", `"))
        .filter_map(|call| call.split('(').next())
        .collect();
    assert_eq!(named, functions);
}

#[test]
fn the_readmes_page_runs_in_a_browser() {
    let scratch = installed();
    scratch.write("page.html", readme_block("html"));
    let browser = Browser::start();
    let page = browser.page();
    page.goto(&format!("{}/page.html", serve(scratch.path())));
    page.wait_until("it says what is missing", || {
        assert_eq!(page.console_errors(), Vec::<String>::new());
        let mut console = page.console().into_iter();
        console.any(|line| line.message.contains("「报告年度」为必填项"))
    });
}

/// Serves a directory over HTTP, which modules need, until the test ends.
fn serve(directory: &Path) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let directory = directory.to_owned();
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            // A browser may open connections that it doesn't use.
            let _ = answer(connection, &directory);
        }
    });
    format!("http://{address}")
}

fn answer(mut connection: TcpStream, directory: &Path) -> io::Result<()> {
    let mut request = String::new();
    BufReader::new(&connection).read_line(&mut request)?;
    let path = request.split(' ').nth(1).unwrap_or_default();
    let content = fs::read(directory.join(path.trim_start_matches('/'))).unwrap_or_default();
    let mime = match path.rsplit('.').next() {
        Some("html") => "text/html",
        Some("js") => "text/javascript",
        Some("wasm") => "application/wasm",
        _ => "text/plain",
    };
    let length = content.len();
    write!(
        connection,
        "HTTP/1.0 200 OK\r\nContent-Type: {mime}; charset=utf-8\r\nContent-Length: {length}\r\n\r\n"
    )?;
    connection.write_all(&content)
}
