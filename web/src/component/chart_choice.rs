//! 附图表: the check box below a menu of files.

use web_sys::HtmlInputElement;
use yew::prelude::*;

#[derive(Properties, PartialEq)]
pub struct ChartChoiceProps {
    pub id: AttrValue,
    pub is_on: bool,
    /// What is drawn, and where.
    pub note: AttrValue,
    pub choose: Callback<bool>,
}

#[component]
pub fn ChartChoice(props: &ChartChoiceProps) -> Html {
    let choose = {
        let choose = props.choose.clone();
        move |event: Event| choose.emit(event.target_unchecked_into::<HtmlInputElement>().checked())
    };
    html! {
        <label class="option menu-choice">
            <span class="option-name">
                <input type="checkbox" id={props.id.clone()} checked={props.is_on} onchange={choose} />
                { "附图表" }
            </span>
            <span class="option-note">{ &props.note }</span>
        </label>
    }
}
