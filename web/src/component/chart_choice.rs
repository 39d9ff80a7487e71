//! 附图表: the check box below a menu of files.

use web_sys::HtmlInputElement;
use yew::prelude::*;

/// `note` says what is drawn, and where.
pub fn chart_choice(
    id: &'static str,
    is_on: bool,
    note: &'static str,
    choose: Callback<bool>,
) -> Html {
    let choose = move |event: Event| {
        choose.emit(event.target_unchecked_into::<HtmlInputElement>().checked());
    };
    html! {
        <label class="option menu-choice">
            <span class="option-name">
                <input type="checkbox" {id} checked={is_on} onchange={choose} />
                { "附图表" }
            </span>
            <span class="option-note">{ note }</span>
        </label>
    }
}
