//! 汇总: one file about many projects.

use yew::prelude::*;

use super::popover::Popover;
use crate::browser;
use crate::state::export::Gathered;

#[derive(Properties, PartialEq)]
pub struct GatherMenuProps {
    pub gather: Callback<Gathered>,
}

#[component]
pub fn GatherMenu(props: &GatherMenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |now| is_open.set(now))
    };
    let choice =
        |(gathered, id, label, note): (Gathered, &'static str, &'static str, &'static str)| {
            let (is_open, gather) = (is_open.clone(), props.gather.clone());
            let choose = move |_: MouseEvent| {
                is_open.set(false);
                browser::focus_id("gather");
                gather.emit(gathered);
            };
            html! {
                <li>
                    <button type="button" class="option" {id} onclick={choose}>
                        <span class="option-name">{ label }</span>
                        <span class="option-note">{ note }</span>
                    </button>
                </li>
            }
        };
    html! {
        <Popover id="gather" label="汇总" kind="" is_open={*is_open} {open}>
            <ul class="options menu">{ for Gathered::ALL.map(choice) }</ul>
        </Popover>
    }
}
