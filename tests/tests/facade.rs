//! The facade for JavaScript as it is shipped, installed and asked as a Node program does.

use std::fs;
use std::io::{self, BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;

use base64::prelude::{Engine, BASE64_STANDARD};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use serde_json::{json, Value as Json};
use ziping_core::draft::{Draft, Edit};
use ziping_core::export::FORMATS;
use ziping_core::field::value::Date;
use ziping_core::field::{FieldSpec, Table, FIELDS};
use ziping_core::finding::{Finding, Fix};
use ziping_core::funds::{Line, Stage, SubProject};
use ziping_core::place::Place;
use ziping_core::rate::ExecutionRate;
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::{export, Subject};
use ziping_tests::golden::golden;
use ziping_tests::{dist_file, workspace, Browser, Scratch};

/// A directory with the package installed.
fn installed() -> Scratch {
    let scratch = Scratch::new();
    let modules = scratch.path().join("node_modules");
    copy(&dist_file("ziping-wasm"), &modules.join("ziping-wasm"));
    scratch
}

/// Runs a script beside the installed package; gives what it writes to stdout.
#[track_caller]
fn node(script: &str, arguments: &[&str], input: &str) -> String {
    let scratch = installed();
    let mut node = Command::new("node")
        .arg(scratch.write("script.mjs", script))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the facade is tested in Node.js: `node` must be on PATH");
    // A script that fails early reads nothing; what it says is below.
    let _ = node.stdin.take().unwrap().write_all(input.as_bytes());
    let output = node.wait_with_output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{complaint}");
    String::from_utf8(output.stdout).unwrap()
}

fn copy(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

struct Case {
    draft: Draft,
    today: Option<&'static str>,
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
    [sample()]
        .into_iter()
        .chain(written)
        .chain(random)
        .flat_map(|draft| {
            [None, Some("2022-07-07")].map(|today| Case {
                draft: draft.clone(),
                today,
            })
        })
        .collect()
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
    let Case { draft, today } = case;
    let today = today.and_then(|today| Date::read(today).value());
    let subject = Subject::of(draft, today);
    let findings = subject.findings();
    let document = subject.final_document(&findings);
    let figures = &subject.figures;
    let mended = findings.iter().filter_map(|finding| finding.fix.as_ref());
    json!({
        "findings": findings.iter().map(|found| finding(found, draft)).collect::<Vec<_>>(),
        "figures": {
            "funds": figures.rows().map(funds).collect::<Vec<_>>(),
            "subProjects": figures.sub_projects.iter().map(sub_project).collect::<Vec<_>>(),
            "subProjectTotal": sub_project(&figures.sub_project_total),
        },
        "html": BASE64_STANDARD.encode(export::html::write(&document, draft)),
        "text": BASE64_STANDARD.encode(export::text::write(&document)),
        "fileName": format!("{}.html", subject.file_name()),
        "readBack": draft.to_json(),
        "mended": mended.map(|fix| apply(draft, fix).to_json()).collect::<Vec<_>>(),
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
    let amount = |stage| Json::from(line.amount(stage).map(|amount| amount.to_string()));
    let source = match line.source.label {
        "财政资金" => "fiscal",
        "财政专户管理资金" => "special_account",
        "单位资金" => "unit",
        "资金总额" => "total",
        other => panic!("{other} is new here"),
    };
    object([
        ("source", source.into()),
        ("label", line.source.label.into()),
        ("initial", amount(Stage::Initial)),
        ("fullYear", amount(Stage::FullYear)),
        ("executed", amount(Stage::Executed)),
        ("rate", rate(line.rate)),
        ("rateState", rate_state(line.rate).into()),
    ])
}

fn sub_project(figures: &SubProject) -> Json {
    object([
        ("allocated", figures.allocated.map(|a| a.to_string()).into()),
        ("spent", figures.spent.map(|a| a.to_string()).into()),
        ("rate", rate(figures.rate)),
        ("rateState", rate_state(figures.rate).into()),
    ])
}

fn rate(rate: ExecutionRate) -> Json {
    rate.percent().map(|percent| percent.to_string()).into()
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
            let options = case.today.map(|today| json!({ "today": today }));
            object([("draft", case.draft.to_json()), ("options", options.into())])
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
            assert_eq!(
                answer[part],
                *expected,
                "{part} of {} on {:?}",
                case.draft.to_json(),
                case.today
            );
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
    node(include_str!("facade/types.mjs"), &[], "");
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

/// `sub_projects.name`
fn field_key(spec: &FieldSpec) -> String {
    match spec.table {
        Some(table) => format!("{}.{}", table.key(), spec.key),
        None => spec.key.to_owned(),
    }
}

#[test]
fn the_catalogues_types_are_up_to_date() {
    let mut out = String::from(
        "// Made from the catalogues of ziping-core, not by hand:\n\
         // UPDATE_GOLDEN=1 cargo test -p ziping-tests --test facade up_to_date\n\n\
         /**\n \
         * The texts as typed, of any content. `check` says what is wrong with them. What fits\n \
         * no field is kept, and so comes back from `applyEdits` and `readReport`.\n \
         */\n\
         export interface Draft {\n",
    );
    for spec in FIELDS.iter().filter(|spec| spec.table.is_none()) {
        out += &property(spec);
    }
    for table in Table::ALL {
        out += &format!("  {0}?: Tables[\"{0}\"][];\n", table.key());
    }
    out += "}\n\n/** By table, what a row holds. */\nexport interface Tables {\n";
    for table in Table::ALL {
        out += &format!("  {}: {{\n", table.key());
        for spec in table.columns() {
            out += &format!("  {}", property(spec).replace("\n ", "\n   "));
        }
        out += "  };\n";
    }
    out += "}\n";
    let fields: Vec<String> = FIELDS.iter().map(field_key).collect();
    let tables: Vec<&str> = Table::ALL.iter().map(|table| table.key()).collect();
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.key).collect();
    out += &union("TableKey", &tables);
    out += &union("FormatKey", &formats);
    out += &union("FieldKey", &fields);
    golden(
        &workspace().join("crates/ziping-wasm/src/catalogue.d.ts"),
        &out,
    );
}

fn property(spec: &FieldSpec) -> String {
    format!("  /** {} */\n  {}?: string;\n", spec.label, spec.key)
}

fn union(name: &str, members: &[impl AsRef<str>]) -> String {
    let members: Vec<String> = members
        .iter()
        .map(|member| format!("\n  | \"{}\"", member.as_ref()))
        .collect();
    format!("\nexport type {name} ={};\n", members.concat())
}
