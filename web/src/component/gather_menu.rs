//! 汇总: one file about many projects.

use yew::prelude::*;

use super::chart_choice::chart_choice;
use super::popover::Popover;
use crate::appearance::Charted;
use crate::browser;
use crate::state::export::Gathered;

#[derive(Properties, PartialEq)]
pub struct GatherMenuProps {
    /// Told which file, and whether with charts.
    pub gather: Callback<(Gathered, bool)>,
}

#[component]
pub fn GatherMenu(props: &GatherMenuProps) -> Html {
    let is_open = use_state_eq(|| false);
    let has_charts = use_state_eq(|| Charted::Summary.now());
    let open = {
        let is_open = is_open.clone();
        Callback::from(move |now| is_open.set(now))
    };
    let choice =
        |(gathered, id, label, note): (Gathered, &'static str, &'static str, &'static str)| {
            let (is_open, gather) = (is_open.clone(), props.gather.clone());
            let has_charts = *has_charts;
            let choose = move |_: MouseEvent| {
                is_open.set(false);
                browser::focus_id("gather");
                gather.emit((gathered, has_charts));
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
    let choose = {
        let has_charts = has_charts.clone();
        Callback::from(move |is_on| {
            Charted::Summary.choose(is_on);
            has_charts.set(is_on);
        })
    };
    html! {
        <Popover id="gather" label="汇总" kind="" is_open={*is_open} {open}>
            <ul class="options menu">{ for Gathered::ALL.map(choice) }</ul>
            { chart_choice("gather_charts", *has_charts, "汇总表：执行率、得分", choose) }
        </Popover>
    }
}
