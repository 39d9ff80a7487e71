//! The docs that are made from the catalogues.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use ziping_core::document::Paper;
use ziping_core::field::{Field, FieldSpec, Kind, Table, FIELDS, POLICIES, SECTIONS};
use ziping_core::funds::Stage;
use ziping_core::policy::{self, Policy};
use ziping_core::report::layout::{FundsFigure, FundsTable, IndicatorTable, Part};
use ziping_core::rule::{Revealed, Rule, IMPORT_RULES, LEFT_OUT, NARROWED, REVEALED, RULES};
use ziping_core::Edition;
use ziping_office::Refusal;
use ziping_tests::golden::golden;
use ziping_tests::{field_key, payload, workspace};

#[test]
fn fields_md_lists_every_field() {
    let mut out = String::from(
        "# 栏目表\n\n\
         由 `crates/ziping-core/src/field.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs`。\n\n\
         “键”是保存文件中的名称，也是页面上输入框的 `id`，永不改变。“沿用”的内容在“沿用到下一年”时保留，其余清空。\n",
    );
    for section in SECTIONS {
        out += &format!("\n## {}：{}\n\n", section.chapter, section.title);
        out += "| 键 | 名称 | 内容 | 要求 | 沿用 | 提示 |\n| --- | --- | --- | --- | --- | --- |\n";
        for spec in FIELDS.iter().filter(|spec| spec.section == section.section) {
            out += &format!(
                "| `{}` | {} | {} | {} | {} | {} |\n",
                key(spec),
                spec.label,
                kind(spec),
                spec.need.label(),
                if spec.is_carried() { "是" } else { "" },
                spec.hint
            );
        }
    }
    golden(&workspace().join("docs/fields.md"), &out);
}

fn key(spec: &FieldSpec) -> String {
    match spec.table {
        Some(table) => format!("{}.行.{}", Table::key(table), spec.key),
        None => spec.key.to_owned(),
    }
}

fn kind(spec: &FieldSpec) -> String {
    match spec.kind {
        Kind::Choice(options) => format!("{}：{}", spec.kind.label(), options.join("、")),
        kind => kind.label().to_owned(),
    }
}

/// By letter, the first number after all that are taken.
fn next_codes() -> Vec<String> {
    let rules = RULES.iter().chain(IMPORT_RULES).map(|rule| rule.code);
    let mut last: BTreeMap<&str, u32> = BTreeMap::new();
    for code in rules.chain(LEFT_OUT.iter().map(|(code, _)| *code)) {
        let (letter, number) = code.split_at(1);
        let number: u32 = number.parse().expect("a letter and a number");
        let last = last.entry(letter).or_default();
        *last = number.max(*last);
    }
    let next = last
        .into_iter()
        .map(|(letter, last)| format!("{letter}{:02}", last + 1));
    next.collect()
}

#[test]
fn rules_md_lists_every_rule() {
    let mut out = String::from(
        "# 规则表\n\n\
         由 `crates/ziping-core/src/rule.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs`。\n\n\
         错误须改正后才能定稿（仍可导出，报告开头印明“草稿”）；警告须核对或说明，不妨碍定稿。\n\
         来源中注明 [凭记忆] 的，没有核对原文。\n",
    );
    out += &format!("新规则的编号：{}。\n", next_codes().join("、"));
    out.extend(RULES.iter().map(entry));
    out += "\n# 读入时的问题\n\n读入已有的报告时发现，读入后的草稿里不再看得出来，只在读入时报告一次。\n";
    out.extend(IMPORT_RULES.iter().map(entry));
    out += "\n# 没有列入的检查\n\n";
    for (code, reason) in LEFT_OUT {
        out += &format!("- {code} {reason}。\n");
    }
    out += "\n# 一键改正\n\n\
            改正以后本条问题消失，也不会产生别的问题；把握不足的（例如改后会与旁边的字合成另一处毛病）不给一键改正。\
            下面的问题原来就有，被改正的毛病遮住了，改正以后才查得出来。\n\n\
            | 改正 | 可能查出 | 原因 |\n| --- | --- | --- |\n";
    for Revealed { fixes, found, why } in REVEALED {
        out += &format!("| {} | {} | {why} |\n", fixes.join("、"), found.join("、"));
    }
    out += "\n# 查得比目录窄的\n\n宁可漏报，不作没有把握的提示。\n\n";
    for (code, how) in NARROWED {
        out += &format!("- {code} {how}。\n");
    }
    golden(&workspace().join("docs/rules.md"), &out);
}

fn entry(rule: &Rule) -> String {
    format!(
        "\n## {} {}（{}）\n\n{}\n\n来源：{}。\n",
        rule.code,
        rule.title,
        rule.severity.label(),
        rule.advice,
        rule.source
    )
}

#[test]
fn policies_md_lists_how_the_policies_differ() {
    let mut out = String::from(
        "# 各地办法\n\n\
         由 `crates/ziping-core/src/policy.rs` 和 `report/layout.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs`。\n\n\
         自评表的样式、单位和计分办法随“自评表样式”一栏而定。来源中注明 [凭记忆] 的，没有核对原文。\n",
    );
    let is_same = |show: &fn(&Policy) -> String| {
        let shown = policy::ALL.iter().map(show);
        shown.collect::<BTreeSet<String>>().len() == 1
    };
    out += "\n## 不同之处\n\n| |";
    for policy in policy::ALL {
        out += &format!(" {} |", policy.name);
    }
    out += &format!("\n|{}\n", " --- |".repeat(policy::ALL.len() + 1));
    for (name, show) in ASPECTS.iter().filter(|(_, show)| !is_same(show)) {
        let shown: Vec<String> = policy::ALL.iter().map(show).collect();
        out += &format!("| {name} | {} |\n", shown.join(" | "));
    }
    out += "\n## 相同之处\n\n";
    for (name, show) in ASPECTS.iter().filter(|(_, show)| is_same(show)) {
        out += &format!("- {name}：{}\n", show(&policy::ALL[0]));
    }
    out += "\n## 来源\n\n";
    for policy in policy::ALL {
        out += &format!("- **{}**：{}。\n", policy.name, policy.source);
    }
    golden(&workspace().join("docs/policies.md"), &out);
}

type Aspect = (&'static str, fn(&Policy) -> String);

/// What may differ from policy to policy.
const ASPECTS: &[Aspect] = &[
    ("表名", |policy| {
        let name = policy.layout.title.replace("{report_year}", "〔年度〕");
        name.replace("{project_name}", "〔项目名称〕")
    }),
    ("纸张", |policy| match policy.layout.paper {
        Paper::Landscape => "A4 横排".to_owned(),
        Paper::Portrait | Paper::Official => "A4 竖排".to_owned(),
    }),
    ("金额单位", |policy| policy.unit.label().to_owned()),
    ("执行率分值", |policy| {
        format!("{} 分", policy.execution_weight)
    }),
    ("反向指标未达标", |policy| {
        policy.reverse.label().to_owned()
    }),
    ("定性三档", |policy| {
        let [upper, lower] = policy.bands;
        format!("达成 100%–{upper}%，部分达成 {upper}%–{lower}%，未达成 {lower}%–0%")
    }),
    ("超额完成须核对", |policy| {
        format!("达到指标值的 {}%", policy.over_completion)
    }),
    ("超额完成须说明", |policy| {
        format!("达到指标值的 {}%", policy.over_completion_explained)
    }),
    ("执行率低须说明", |policy| {
        format!("低于 {}%", policy.reason_below)
    }),
    ("表中文字限长", |policy| {
        let limit = policy.longest_narrative;
        limit.map_or("不限".to_owned(), |limit| format!("{limit} 字"))
    }),
    ("执行率低的原因限长", |policy| {
        let limit = policy.longest_reason;
        limit.map_or("不限".to_owned(), |limit| format!("{limit} 字"))
    }),
    ("执行率与总分挂钩", |policy| {
        let is = if policy.has_score_caps { "是" } else { "否" };
        is.to_owned()
    }),
    ("预算数、执行数", |policy| {
        let columns = funds(policy).columns.iter();
        let labels = columns.filter_map(|column| match column.what {
            FundsFigure::Amount(Stage::Initial | Stage::FullYear | Stage::Executed) => {
                Some(column.label)
            }
            _ => None,
        });
        labels.collect::<Vec<_>>().join("、")
    }),
    ("资金各行", |policy| {
        let table = funds(policy);
        let mut labels = vec![table.total_label];
        labels.extend(table.rows.iter().map(|row| row.label));
        let labels = labels.join("、");
        match table.fiscal_total_label {
            Some(label) => format!("{labels}；全为财政资金的只有一行“{label}”"),
            None => labels,
        }
    }),
    ("不填的分值、得分", |policy| {
        let mark = policy.layout.not_applicable;
        if mark.is_empty() { "空白" } else { mark }.to_owned()
    }),
    ("无预算时的执行率", |policy| {
        policy.layout.no_rate.to_owned()
    }),
    ("指标各列", |policy| {
        let columns = indicators(policy).columns.iter();
        let labels: Vec<String> = columns
            .map(|column| column.label.replace('\n', ""))
            .collect();
        labels.join("、")
    }),
    ("一级指标后注明分值", |policy| {
        let has = indicators(policy).has_group_weights;
        if has { "是" } else { "否" }.to_owned()
    }),
    ("末行", |policy| indicators(policy).total_label.to_owned()),
    ("评价结论、存在问题、改进措施", |policy| {
        let fields = [Field::Conclusion, Field::Problems, Field::Improvements];
        let shown = fields.map(|field| policy.layout.shows(field).then(|| field.label()));
        match shown.into_iter().flatten().collect::<Vec<_>>().join("、") {
            none if none.is_empty() => "无".to_owned(),
            labels => labels,
        }
    }),
    ("表注", |policy| {
        let has = !policy.layout.notes.is_empty();
        if has { "有" } else { "无" }.to_owned()
    }),
];

fn funds(policy: &Policy) -> &'static FundsTable {
    policy.layout.funds().expect("a form has its funds")
}

fn indicators(policy: &Policy) -> &'static IndicatorTable {
    let mut tables = policy.layout.parts.iter().filter_map(|part| match part {
        Part::Indicators(table) => Some(table),
        _ => None,
    });
    tables.next().expect("a form has its indicators")
}

#[test]
fn the_readme_names_the_two_commands_and_its_links_lead_somewhere() {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    assert!(readme.contains("cargo xtask dist"));
    assert!(readme.contains("cargo xtask test"));
    for document in [
        "README.md",
        "docs/architecture.md",
        "docs/adding.md",
        "docs/security.md",
    ] {
        let text = fs::read_to_string(workspace().join(document)).unwrap();
        let folder = workspace().join(document).parent().unwrap().to_owned();
        for link in text
            .split("](")
            .skip(1)
            .filter_map(|rest| rest.split(')').next())
        {
            let is_local = !link.starts_with('#') && !link.contains("://");
            let file = link.split('#').next().unwrap_or(link);
            assert!(
                !is_local || folder.join(file).exists(),
                "{document} links to {link}"
            );
        }
    }
}

/// The Rust files of a directory and of those in it.
fn sources(directory: &Path) -> String {
    let entries = fs::read_dir(directory).into_iter().flatten().flatten();
    let texts = entries.map(|entry| match entry.path() {
        path if path.is_dir() => sources(&path),
        path if path.extension().is_some_and(|it| it == "rs") => {
            fs::read_to_string(&path).unwrap_or_default()
        }
        _ => String::new(),
    });
    texts.collect()
}

/// In the table's last column, in backquotes.
#[test]
fn every_test_that_the_security_note_names_exists() {
    let note = fs::read_to_string(workspace().join("docs/security.md")).unwrap();
    let sources: String = ["crates", "web/src", "tests"]
        .map(|room| sources(&workspace().join(room)))
        .concat();
    let rows = note.lines().filter(|line| line.starts_with("| "));
    let tests = rows.skip(2).map(|row| {
        let named = row.trim_end_matches(" |").rsplit(" | ").next();
        named.unwrap_or_default().split('`').skip(1).step_by(2)
    });
    let tests: Vec<Vec<&str>> = tests.map(Iterator::collect).collect();
    assert!(tests.len() >= 10 && tests.iter().all(|named| !named.is_empty()));
    let lines: Vec<&str> = sources.lines().map(str::trim).collect();
    let is_test = |name: &str| {
        let starts = format!("fn {name}(");
        let mut pairs = lines.windows(2);
        pairs.any(|pair| pair[0] == "#[test]" && pair[1].starts_with(&starts))
    };
    for test in tests.into_iter().flatten() {
        assert!(is_test(test), "no test is called {test}");
    }
}

#[test]
fn the_security_note_counts_the_payloads() {
    let note = fs::read_to_string(workspace().join("docs/security.md")).unwrap();
    let (corpus, mutants) = (payload::corpus().len(), payload::MUTANTS);
    let counted = format!("None of {corpus} payloads and {mutants} mutants of them");
    assert!(note.contains(&counted), "{counted}");
    assert_eq!(payload::all().len(), corpus + mutants);
}

#[test]
fn the_catalogues_types_are_up_to_date() {
    let mut out = String::from(
        "// Made from the catalogues of ziping-core, not by hand:\n\
         // UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs\n\n\
         /**\n \
         * The texts as typed, of any content. `check` says what is wrong with them. What fits\n \
         * no field is kept, and so comes back from `applyEdits` and `importReport`.\n \
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
    let formats: Vec<&str> = ziping_office::formats().map(|format| format.key).collect();
    let errors: Vec<&str> = Refusal::all().into_iter().map(Refusal::key).collect();
    out += &union("TableKey", &tables);
    out += &union("FormatKey", &formats);
    out += &union("FieldKey", &fields);
    out += &union("PolicyName", POLICIES);
    out += &union("EditionKey", &Edition::ALL.map(Edition::key));
    out += &union("ImportError", &errors);
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
