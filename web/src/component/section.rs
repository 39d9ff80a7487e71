//! One section of the form: its fields, and its table first.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::{Need, Section, Table, SECTIONS};
use ziping_core::place::Place;

use super::field::FieldInput;
use super::finding::FieldFindings;
use super::sheet_table::SheetTable;
use super::Dispatch;
use crate::review::Review;
use crate::state::sheet::{is_of_funds, Sheet};
use crate::state::Action;

#[derive(Properties)]
pub struct SectionFormProps {
    pub section: Section,
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    /// Where a link has pointed last.
    pub target: Option<(Place, u32)>,
    pub dispatch: Dispatch,
}

impl PartialEq for SectionFormProps {
    fn eq(&self, other: &SectionFormProps) -> bool {
        self.section == other.section
            && Rc::ptr_eq(&self.draft, &other.draft)
            && Rc::ptr_eq(&self.review, &other.review)
            && self.target == other.target
    }
}

#[component]
pub fn SectionForm(props: &SectionFormProps) -> Html {
    let SectionFormProps {
        section,
        draft,
        review,
        target,
        dispatch,
    } = props;
    let spec = section.spec();
    let sheet = match section {
        Section::Funds => Some(Sheet::funds(draft)),
        Section::SubProjects => Some(Sheet::Rows(Table::SubProjects)),
        Section::Indicators => Some(Sheet::Rows(Table::Indicators)),
        _ => None,
    };
    let table = sheet.map(|sheet| {
        html! {
            <SheetTable key={spec.key} {sheet} draft={draft.clone()} review={review.clone()} target={target.clone()} dispatch={dispatch.clone()} />
        }
    });
    let fields = section
        .fields()
        .filter(|spec| spec.need != Need::Reported && !is_of_funds(spec.field))
        .map(|spec| {
            let place = Place::of(spec.field);
            html! {
                <FieldInput
                    key={spec.key}
                    field={spec.field}
                    text={draft.get(spec.field).to_owned()}
                    findings={review.at(&place)}
                    dispatch={dispatch.clone()}
                />
            }
        });
    // What an imported report states of a computed figure, until its finding is mended.
    let reported = section
        .fields()
        .filter(|spec| spec.need == Need::Reported && !is_of_funds(spec.field))
        .filter(|spec| !draft.get(spec.field).is_empty())
        .map(|spec| {
            let place = Place::of(spec.field);
            let findings_id = format!("{}-findings", spec.key);
            html! {
                <div class="field half" key={spec.key}>
                    <div class="label-line">
                        <span class="label">{ spec.label }</span>
                        <span class="optional">{ "来稿所写" }</span>
                    </div>
                    <output class="input" id={spec.key} tabindex="-1">{ draft.get(spec.field) }</output>
                    <FieldFindings id={findings_id} findings={review.at(&place)} dispatch={dispatch.clone()} />
                </div>
            }
        });
    html! {
        <section key={spec.key} aria-labelledby="section_title">
            <h2 class="section-title" id="section_title">{ spec.title }</h2>
            <p class="section-lead">{ spec.lead }</p>
            <div>{ for table }</div>
            <div class="fields">{ for fields }{ for reported }</div>
            { turning(*section, dispatch) }
        </section>
    }
}

/// To the section before and after.
fn turning(section: Section, dispatch: &Dispatch) -> Html {
    let at = section as usize;
    let link = |i: Option<usize>, label: &str, id: &'static str| {
        let spec = SECTIONS.get(i?)?;
        let (dispatch, section) = (dispatch.clone(), spec.section);
        Some(html! {
            <button type="button" class="button" {id} onclick={move |_| dispatch.dispatch(Action::OpenSection(section))}>
                { format!("{label}：{}", spec.title) }
            </button>
        })
    };
    html! {
        <div class="turning">
            <span>{ for link(at.checked_sub(1), "上一节", "previous_section") }</span>
            <span>{ for link(Some(at + 1), "下一节", "next_section") }</span>
        </div>
    }
}
