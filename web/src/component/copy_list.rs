//! 逐项复制: each value as the finance system's box takes it, with a button that copies it.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::field::{Section, SECTIONS};
use ziping_core::report::{fields_to_copy, Entry};
use ziping_core::Subject;

use crate::browser;

#[derive(Properties)]
pub struct CopyListProps {
    pub draft: Rc<Draft>,
    pub today: Option<Date>,
}

impl PartialEq for CopyListProps {
    fn eq(&self, other: &CopyListProps) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft)
    }
}

#[component]
pub fn CopyList(props: &CopyListProps) -> Html {
    // The key of what was copied last.
    let copied = use_state_eq(String::new);
    let entries = fields_to_copy(&Subject::of(&props.draft, props.today));
    let entry = |entry: &Entry| {
        let key = entry.place.key();
        let id = format!("copy-{key}");
        let is_copied = *copied == key;
        let copy = {
            let (copied, value, id) = (copied.clone(), entry.value.clone(), id.clone());
            move |_: MouseEvent| {
                if browser::copy(&value) {
                    copied.set(key.clone());
                }
                browser::focus_id(&id);
            }
        };
        let row = entry.place.row.map(|row| format!("第 {} 行 ", row + 1));
        let label = format!("{}{}", row.unwrap_or_default(), entry.label);
        let computed = entry.is_computed.then_some("（由程序计算）");
        let done = if is_copied { "已复制" } else { "复制" };
        html! {
            <li class="copy-entry">
                <div class="copy-what">
                    <span class="copy-label">{ &label }{ for computed }</span>
                    <span class="copy-value">{ &entry.value }</span>
                </div>
                <button type="button" class={classes!("button", "small", is_copied.then_some("on"))} {id} aria-label={format!("{done}：{label}")} onclick={copy}>{ done }</button>
            </li>
        }
    };
    let section = |section: Section| {
        let here: Vec<&Entry> = entries
            .iter()
            .filter(|it| it.section() == section)
            .collect();
        (!here.is_empty()).then(|| {
            html! {
                <section>
                    <h3 class="group-title">{ section.spec().title }</h3>
                    <ul>{ for here.into_iter().map(entry) }</ul>
                </section>
            }
        })
    };
    html! {
        <div class="panel-body" id="copy_list" tabindex="0" role="region" aria-label="逐项复制">
            <p class="hint">{ "逐项复制到预算管理一体化系统。金额不带分节号和单位，单位与所选表样相同。" }</p>
            { for SECTIONS.iter().filter_map(|spec| section(spec.section)) }
            <p class="hint" hidden={!entries.is_empty()}>{ "还没有填写内容" }</p>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::component::drawn::{drawn, text};
    use ziping_core::sample::sample;

    #[test]
    fn every_value_has_a_button_of_its_own() {
        let html = drawn(sample(), |state, _| {
            html! { <CopyList draft={state.draft.clone()} today={state.today()} /> }
        });
        let entries = fields_to_copy(&Subject::of(&sample(), None));
        assert_eq!(html.matches("id=\"copy-").count(), entries.len());
        assert!(
            text(&html).contains("财政资金-全年预算数（元）18388700.00"),
            "{}",
            text(&html)
        );
    }

    #[test]
    fn of_an_empty_report_there_is_nothing_to_copy() {
        let html = drawn(Draft::default(), |state, _| {
            html! { <CopyList draft={state.draft.clone()} today={state.today()} /> }
        });
        assert!(text(&html).contains("还没有填写内容"));
    }
}
