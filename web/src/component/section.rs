//! One section of the form: its fields, and its table first.

use std::rc::Rc;

use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::{Field, Need, Section, Table, SECTIONS};
use ziping_core::funds::{SOURCES, TOTAL};
use ziping_core::place::Place;
use ziping_core::Edition;

use super::field::FieldInput;
use super::finding::FieldFindings;
use super::funds_table::FundsTable;
use super::question::export_or_ask;
use super::row_table::RowTable;
use super::Dispatch;
use crate::review::Review;
use crate::state::Action;

#[derive(Properties)]
pub struct SectionFormProps {
    pub section: Section,
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    pub dispatch: Dispatch,
}

impl PartialEq for SectionFormProps {
    fn eq(&self, other: &SectionFormProps) -> bool {
        self.section == other.section && Rc::ptr_eq(&self.review, &other.review)
    }
}

#[component]
pub fn SectionForm(props: &SectionFormProps) -> Html {
    let SectionFormProps {
        section,
        draft,
        review,
        dispatch,
    } = props;
    let spec = section.spec();
    let rows = |table| {
        html! {
            <RowTable {table} draft={draft.clone()} review={review.clone()} dispatch={dispatch.clone()} />
        }
    };
    let table = match section {
        Section::Funds => html! {
            <FundsTable draft={draft.clone()} review={review.clone()} dispatch={dispatch.clone()} />
        },
        Section::SubProjects => rows(Table::SubProjects),
        Section::Indicators => rows(Table::Indicators),
        _ => html! { <div /> },
    };
    let fields = section
        .fields()
        .filter(|spec| spec.need != Need::Reported && !is_in_funds_table(spec.field))
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
        .filter(|spec| spec.need == Need::Reported && !is_in_funds_table(spec.field))
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
            { table }
            <div class="fields">{ for fields }{ for reported }</div>
            { for is_of_the_form(*section).then(|| export_form(props)) }
            <Turning section={*section} dispatch={dispatch.clone()} />
        </section>
    }
}

fn is_of_the_form(section: Section) -> bool {
    matches!(section, Section::Evaluation | Section::Indicators)
}

/// The form 《项目支出绩效自评表》 is a document of its own.
fn export_form(props: &SectionFormProps) -> Html {
    let (draft, dispatch) = (props.draft.clone(), props.dispatch.clone());
    let (today, counts) = (props.review.today, props.review.counts());
    let export =
        move |_: MouseEvent| export_or_ask(&draft, today, counts, Edition::Form, &dispatch);
    html! {
        <button type="button" class="button" id="export_form" onclick={export}>{ "导出自评表 HTML" }</button>
    }
}

fn is_in_funds_table(field: Field) -> bool {
    SOURCES
        .iter()
        .chain([&TOTAL])
        .any(|source| source.rate == field || source.amounts.contains(&field))
}

#[derive(Properties, PartialEq)]
struct TurningProps {
    section: Section,
    dispatch: Dispatch,
}

/// To the section before and after.
#[component]
fn Turning(props: &TurningProps) -> Html {
    let at = props.section as usize;
    let link = |i: Option<usize>, label: &str, id: &'static str| {
        let spec = SECTIONS.get(i?)?;
        let (dispatch, section) = (props.dispatch.clone(), spec.section);
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
