//! 常用指标, to be chosen from; the choice stays open for the next one.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;
use ziping_core::common_indicator::{CommonIndicator, COMMON_INDICATORS};
use ziping_core::draft::Draft;

use super::popover::Popover;

#[derive(Properties)]
pub struct CommonIndicatorsProps {
    pub draft: Rc<Draft>,
    pub on_insert: Callback<&'static CommonIndicator>,
}

impl PartialEq for CommonIndicatorsProps {
    fn eq(&self, other: &CommonIndicatorsProps) -> bool {
        Rc::ptr_eq(&self.draft, &other.draft)
    }
}

#[component]
pub fn CommonIndicators(props: &CommonIndicatorsProps) -> Html {
    let is_open = use_state_eq(|| false);
    let sought = use_state_eq(String::new);
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |now| is_open.set(now))
    };
    let seek = {
        let sought = sought.clone();
        move |event: InputEvent| {
            let input: HtmlInputElement = event.target_unchecked_into();
            sought.set(input.value());
        }
    };
    let options = (*is_open).then(|| {
        let found = COMMON_INDICATORS.iter().filter(|it| is_sought(it, &sought));
        let options = found.map(|common| option(common, &props.draft, &props.on_insert));
        html! { <ul class="options">{ for options }</ul> }
    });
    html! {
        <Popover id="common_indicators" label="插入常用指标" is_open={*is_open} {open}>
            <p class="hint">{ "插入后按批复的绩效目标修改名称和指标值，并填写分值" }</p>
            <input type="search" class="input" aria-label="查找指标" placeholder="如：满意度、质量" value={(*sought).clone()} oninput={seek} />
            { for options }
        </Popover>
    }
}

fn option(
    common: &'static CommonIndicator,
    draft: &Draft,
    on_insert: &Callback<&'static CommonIndicator>,
) -> Html {
    let on_insert = on_insert.clone();
    let insert = move |_: MouseEvent| on_insert.emit(common);
    let target = match (common.nature, common.target) {
        ("定性", target) => format!(" · 定性：{target}"),
        (_, "") => String::new(),
        (nature, target) => format!(" · {nature}{target}{}", common.unit),
    };
    let note = match common.is_in(draft) {
        true => "已在表中".to_owned(),
        false => format!("{}{target}", common.level2),
    };
    html! {
        <li key={common.name}>
            <button type="button" class="option" onclick={insert}>
                <span class="option-name">{ common.name }</span>
                <span class="option-note">{ note }</span>
            </button>
        </li>
    }
}

fn is_sought(common: &CommonIndicator, sought: &str) -> bool {
    let mut words = sought.split_whitespace();
    words.all(|word| common.name.contains(word) || common.level2.contains(word))
}
