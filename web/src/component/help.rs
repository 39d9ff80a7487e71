//! 帮助: how the page looks, how it is used, and what each rule means.

use web_sys::HtmlInputElement;
use yew::prelude::*;
use ziping_core::finding::Severity;
use ziping_core::rule::{Rule, RULES};

use crate::appearance::{Setting, Size, Theme};
use crate::browser;
use crate::manual::{chapters, Block, Chapter, Span, PICTURES};

#[component]
pub fn Help() -> Html {
    html! {
        <div class="panel-body help" id="help" tabindex="0" role="region" aria-label="帮助">
            <fieldset class="setting">
                <legend>{ "字号" }</legend>
                <Choices<Size> />
            </fieldset>
            <fieldset class="setting">
                <legend>{ "颜色" }</legend>
                <Choices<Theme> />
            </fieldset>
            <h2 class="help-title">{ "使用说明" }</h2>
            { for chapters().iter().map(chapter) }
            <h2 class="help-title">{ "规则说明" }</h2>
            <RuleList />
        </div>
    }
}

#[component]
fn Choices<S: Setting>() -> Html {
    let chosen = use_state_eq(S::now);
    html! {
        <div class="choices">
            { for S::ALL.iter().map(|(setting, key, label)| {
                let id = format!("{}-{key}", S::ATTRIBUTE);
                let choose = {
                    let (chosen, setting) = (chosen.clone(), *setting);
                    move |_: Event| {
                        setting.choose();
                        chosen.set(setting);
                    }
                };
                html! {
                    <label class="choice" for={id.clone()}>
                        <input type="radio" {id} name={S::ATTRIBUTE} checked={*chosen == *setting} onchange={choose} />
                        { *label }
                    </label>
                }
            }) }
        </div>
    }
}

fn chapter(chapter: &Chapter) -> Html {
    html! {
        <details class="help-entry">
            <summary>{ &chapter.title }</summary>
            { for chapter.blocks.iter().map(block) }
        </details>
    }
}

fn block(block: &Block) -> Html {
    match block {
        Block::Paragraph(spans) => html! { <p>{ for spans.iter().map(span) }</p> },
        Block::List(items) => html! {
            <ul class="help-list">
                { for items.iter().map(|item| html! { <li>{ for item.iter().map(span) }</li> }) }
            </ul>
        },
        Block::Picture { at, words } => html! {
            <img class="help-picture" src={browser::data_url("image/webp", PICTURES[*at].1)} alt={words.clone()} />
        },
        Block::Table(rows) => html! {
            <table class="help-table">
                <thead>{ for rows.first().map(|row| cells(row, "th")) }</thead>
                <tbody>{ for rows.iter().skip(1).map(|row| cells(row, "td")) }</tbody>
            </table>
        },
    }
}

fn cells(row: &[Vec<Span>], tag: &'static str) -> Html {
    html! {
        <tr>
            { for row.iter().map(|cell| html! { <@{tag}>{ for cell.iter().map(span) }</@> }) }
        </tr>
    }
}

fn span(span: &Span) -> Html {
    match span {
        Span::Plain(text) => html! { <span>{ text }</span> },
        Span::Strong(text) => html! { <strong>{ text }</strong> },
        Span::Code(text) => html! { <span class="typed">{ text }</span> },
    }
}

/// Every rule, narrowed down by words or a code.
#[component]
fn RuleList() -> Html {
    let sought = use_state_eq(String::new);
    let oninput = {
        let sought = sought.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            sought.set(input.value());
        }
    };
    let found: Vec<&Rule> = RULES
        .iter()
        .filter(|rule| is_sought(rule, &sought))
        .collect();
    html! {
        <div>
            <label class="label" for="seek_rule">{ "查找规则" }</label>
            <input type="search" class="input" id="seek_rule" placeholder="如：执行率、B01" value={(*sought).clone()} {oninput} />
            <p class="hint" role="status">{ format!("{} 条", found.len()) }</p>
            <div>{ for found.into_iter().map(rule) }</div>
        </div>
    }
}

fn is_sought(rule: &Rule, sought: &str) -> bool {
    let texts = [rule.code, rule.title, rule.advice, rule.source];
    let sought = sought.trim().to_uppercase();
    let mut words = sought.split_whitespace();
    words.all(|word| texts.iter().any(|text| text.to_uppercase().contains(word)))
}

fn rule(rule: &Rule) -> Html {
    let class = match rule.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "todo",
    };
    html! {
        <details class="help-entry" key={rule.code}>
            <summary>
                { format!("{} {}", rule.code, rule.title) }
                <span class={classes!("badge", class)}>{ rule.severity.label() }</span>
            </summary>
            <p>{ rule.advice }</p>
            <p class="hint">{ format!("依据：{}", rule.source) }</p>
        </details>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(sought: &str) -> Vec<&'static str> {
        let rules = RULES.iter().filter(|rule| is_sought(rule, sought));
        rules.map(|rule| rule.code).collect()
    }

    #[test]
    fn rules_are_found_by_code_and_by_words() {
        assert_eq!(found("b01"), ["B01"]);
        assert_eq!(found("").len(), RULES.len());
        assert!(found("执行率 截断").contains(&"C04"));
        assert!(found("没有这样的规则").is_empty());
    }
}
