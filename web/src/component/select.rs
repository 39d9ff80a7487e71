//! A choice of options that always shows what the draft holds.

use web_sys::HtmlSelectElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct SelectProps {
    pub id: AttrValue,
    pub class: AttrValue,
    pub options: &'static [&'static str],
    /// What stands where nothing is chosen; empty for none.
    pub default: &'static str,
    pub text: AttrValue,
    #[prop_or_default]
    pub label: Option<AttrValue>,
    #[prop_or_default]
    pub described_by: Option<AttrValue>,
    pub is_wrong: bool,
    pub on_choose: Callback<String>,
    pub on_leave: Callback<()>,
}

#[component]
pub fn Select(props: &SelectProps) -> Html {
    let node = use_node_ref();
    let text = props.text.trim();
    let chosen = if text.is_empty() { props.default } else { text }.to_owned();
    {
        // The `selected` of an option that somebody has touched says nothing any more.
        let node = node.clone();
        use_effect_with(chosen.clone(), move |chosen| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                select.set_value(chosen);
            }
        });
    }
    // What isn't among the options stays visible, as one of its own.
    let is_known = text.is_empty() || props.options.contains(&text);
    let foreign = (!is_known).then_some(text);
    let none = props.default.is_empty().then_some("");
    let options = none
        .into_iter()
        .chain(foreign)
        .chain(props.options.iter().copied());
    let choose = {
        let (node, on_choose) = (node.clone(), props.on_choose.clone());
        move |_: Event| {
            if let Some(select) = node.cast::<HtmlSelectElement>() {
                on_choose.emit(select.value());
            }
        }
    };
    let on_leave = props.on_leave.clone();
    html! {
        <select
            ref={node}
            id={props.id.clone()}
            class={props.class.clone()}
            aria-label={props.label.clone()}
            aria-describedby={props.described_by.clone()}
            aria-invalid={props.is_wrong.then_some("true")}
            onchange={choose}
            onfocusout={move |_| on_leave.emit(())}
        >
            { for options.map(|option| html! {
                <option key={option.to_owned()} value={option.to_owned()} selected={option == chosen}>{ option }</option>
            }) }
        </select>
    }
}
