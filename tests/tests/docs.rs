//! The docs that are made from the catalogues.

use std::fs;

use ziping_core::field::{FieldSpec, Kind, Table, FIELDS, SECTIONS};
use ziping_core::rule::{LEFT_OUT, RULES};
use ziping_tests::golden::golden;
use ziping_tests::workspace;

#[test]
fn fields_md_lists_every_field() {
    let mut out = String::from(
        "# 栏目表\n\n\
         由 `crates/ziping-core/src/field.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs`。\n\n\
         “键”是保存文件中的名称，也是页面上输入框的 `id`，永不改变。\n",
    );
    for section in SECTIONS {
        out += &format!("\n## {}：{}\n\n", section.chapter, section.title);
        out += "| 键 | 名称 | 内容 | 要求 | 提示 |\n| --- | --- | --- | --- | --- |\n";
        for spec in FIELDS.iter().filter(|spec| spec.section == section.section) {
            out += &format!(
                "| `{}` | {} | {} | {} | {} |\n",
                key(spec),
                spec.label,
                kind(spec),
                spec.need.label(),
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

#[test]
fn rules_md_lists_every_rule() {
    let mut out = String::from(
        "# 规则表\n\n\
         由 `crates/ziping-core/src/rule.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test docs`。\n\n\
         错误须改正后才能定稿（仍可导出，报告开头印明“草稿”）；警告须核对或说明，不妨碍定稿。\n\
         来源中注明 [凭记忆] 的，没有核对原文。\n",
    );
    for rule in RULES {
        out += &format!(
            "\n## {} {}（{}）\n\n{}\n\n来源：{}。\n",
            rule.code,
            rule.title,
            rule.severity.label(),
            rule.advice,
            rule.source
        );
    }
    out += "\n## 没有列入的检查\n\n";
    for (code, reason) in LEFT_OUT {
        out += &format!("- {code} {reason}。\n");
    }
    golden(&workspace().join("docs/rules.md"), &out);
}

#[test]
fn the_readme_names_the_two_commands_and_its_links_lead_somewhere() {
    let readme = fs::read_to_string(workspace().join("README.md")).unwrap();
    assert!(readme.contains("cargo xtask dist"));
    assert!(readme.contains("cargo xtask test"));
    for document in ["README.md", "docs/architecture.md", "docs/adding.md"] {
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
