//! The list of sections with their state: where am I, what is left to do.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::field::{Section, SectionSpec, SECTIONS};

use super::icon::{icon, Icon};
use super::Dispatch;
use crate::review::{Counts, Review};
use crate::state::Action;

#[derive(Properties)]
pub struct SectionListProps {
    pub review: Rc<Review>,
    pub current: Section,
    pub dispatch: Dispatch,
}

impl PartialEq for SectionListProps {
    fn eq(&self, other: &SectionListProps) -> bool {
        Rc::ptr_eq(&self.review, &other.review) && self.current == other.current
    }
}

#[component]
pub fn SectionList(props: &SectionListProps) -> Html {
    let chapters = SECTIONS.chunk_by(|a, b| a.chapter == b.chapter);
    html! {
        <nav class="sections" aria-label="报告各部分">
            { for chapters.map(|sections| html! {
                <div class="chapter">
                    <h2 class="chapter-title">{ sections[0].chapter }</h2>
                    <ul class="chapter-sections">
                        { for sections.iter().map(|spec| entry(props, spec)) }
                    </ul>
                </div>
            }) }
        </nav>
    }
}

fn entry(props: &SectionListProps, spec: &'static SectionSpec) -> Html {
    let is_current = spec.section == props.current;
    let dispatch = props.dispatch.clone();
    let section = spec.section;
    html! {
        <li>
            <button
                type="button"
                id={format!("section-{}", spec.key)}
                class={classes!("section-link", is_current.then_some("on"))}
                aria-current={is_current.then_some("page")}
                onclick={move |_| dispatch.dispatch(Action::OpenSection(section))}
            >
                <span>{ spec.title }</span>
                { state(props.review.counts_in(section)) }
            </button>
        </li>
    }
}

/// What matters most: errors, else what isn't filled in, else warnings, else a tick.
fn state(counts: Counts) -> Html {
    let badge = |class: &'static str, label: String| {
        html! { <span class={classes!("badge", class)} title={counts.in_words()} aria-label={counts.in_words()}>{ label }</span> }
    };
    match counts {
        Counts {
            errors: n @ 1.., ..
        } => badge("error", n.to_string()),
        Counts {
            missing: n @ 1.., ..
        } => badge("todo", format!("待填 {n}")),
        Counts {
            warnings: n @ 1.., ..
        } => badge("warning", n.to_string()),
        _ => {
            html! { <span class="badge done" title="没有问题" aria-label="没有问题">{ icon(Icon::Done) }</span> }
        }
    }
}

#[cfg(test)]
mod tests {
    use ziping_core::draft::Draft;
    use ziping_core::sample::sample;

    use super::*;
    use crate::component::drawn::{drawn, text};

    fn list(draft: Draft) -> String {
        drawn(draft, |state, dispatch| {
            html! { <SectionList review={state.review.clone()} current={Section::Funds} dispatch={dispatch.clone()} /> }
        })
    }

    #[test]
    fn each_section_says_what_is_left_to_do() {
        let shown = text(&list(Draft::default()));
        assert!(shown.contains("基本情况待填 7"), "{shown}");
        let html = list(sample());
        assert!(text(&html).contains("资金1") && text(&html).contains("完成与未完成3"));
        assert_eq!(html.matches("aria-current=\"page\"").count(), 1);
        assert!(html.contains("aria-label=\"没有问题\""));
    }
}
