//! 插入数据: the figures that a narrative can have live, to choose from.

use web_sys::HtmlInputElement;
use yew::prelude::*;
use ziping_core::field::Field;
use ziping_core::reference::{self, Insertable};
use ziping_core::Subject;

use super::popover::Popover;
use crate::browser::keeper;

#[derive(Properties, PartialEq)]
pub struct InsertButtonProps {
    pub field: Field,
    pub on_insert: Callback<String>,
}

#[component]
pub fn InsertButton(props: &InsertButtonProps) -> Html {
    let offered = use_state(|| None::<Vec<Insertable>>);
    let sought = use_state(String::new);
    let key = props.field.spec().key;
    let open = {
        let (offered, sought) = (offered.clone(), sought.clone());
        Callback::from(move |is_open: bool| {
            sought.set(String::new());
            offered.set(is_open.then(|| of_draft(reference::insertable)));
        })
    };
    let choose = {
        let (offered, on_insert) = (offered.clone(), props.on_insert.clone());
        move |reference: String| {
            offered.set(None);
            on_insert.emit(reference);
        }
    };
    let seek = {
        let sought = sought.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            sought.set(input.value());
        }
    };
    let found = offered.iter().flatten().filter(|it| is_sought(it, &sought));
    let options = found.map(|insertable| {
        let (choose, reference) = (choose.clone(), insertable.reference.clone());
        let name = insertable.reference.trim_matches(['〔', '〕']).to_owned();
        html! {
            <li key={name.clone()}>
                <button type="button" class="option" onclick={move |_: MouseEvent| choose(reference.clone())}>
                    <span class="option-name">{ name }</span>
                    <span class="option-value">{ &insertable.value }</span>
                </button>
            </li>
        }
    });
    let sentence = (props.field == Field::GoalsMet).then(|| {
        let on_insert = props.on_insert.clone();
        let make = move |_: MouseEvent| {
            if let Some(sentence) = of_draft(reference::spending_sentence) {
                on_insert.emit(sentence);
            }
        };
        html! {
            <button type="button" class="button small" id="make_sentence" title="按子项目表写出下达、支出和支出率" onclick={make}>
                { "由子项目生成" }
            </button>
        }
    });
    html! {
        <div class="prose-tools">
            <Popover id={format!("insert-{key}")} label="插入数据" is_open={offered.is_some()} {open}>
                <p class="hint">{ "插入的数据随表格变化，导出时印为数值" }</p>
                <input type="search" class="input" aria-label="查找数据" placeholder="如：执行率、万元" value={(*sought).clone()} oninput={seek} />
                <ul class="options">{ for options }</ul>
            </Popover>
            { for sentence }
        </div>
    }
}

/// What the draft on the page gives now.
fn of_draft<T: Default>(get: impl FnOnce(&Subject<'_>) -> T) -> T {
    let draft = keeper::current_draft();
    draft
        .map(|draft| get(&Subject::of(&draft, None)))
        .unwrap_or_default()
}

fn is_sought(insertable: &Insertable, sought: &str) -> bool {
    let mut words = sought.split_whitespace();
    words.all(|word| insertable.reference.contains(word) || insertable.value.contains(word))
}
