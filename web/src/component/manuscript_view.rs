//! One file that was read: what it says, field by field, with the findings marked in it; what
//! became of each stretch of it; and the reviewer's opinion on each finding.

use std::rc::Rc;

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlTextAreaElement, InputEvent};
use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::field::{FieldSpec, Section, Table, SECTIONS};
use ziping_core::finding::{Finding, Severity};
use ziping_core::import::origin::Fate;
use ziping_core::import::received::Trace;
use ziping_core::place::Place;
use ziping_core::report::opinion::{finding_key, Opinion, Opinions, Verdict};

use super::finding::{where_it_is, why};
use super::inbox_view::{badges, teller};
use super::Dispatch;
use crate::browser::{self, keeper, keeper::Request, office::hand_out};
use crate::state::export::{opinion_file, Kind, HTML};
use crate::state::inbox::{InboxAction, Manuscript};
use crate::state::marks::{stretches, Mark};
use crate::state::Action;

#[derive(Properties)]
pub struct ManuscriptViewProps {
    pub id: u32,
    pub file: String,
    pub manuscript: Rc<Manuscript>,
    /// The files before and after it in the list.
    pub before: Option<u32>,
    pub after: Option<u32>,
    pub today: Option<Date>,
    pub is_read_only: bool,
    pub dispatch: Dispatch,
}

impl PartialEq for ManuscriptViewProps {
    fn eq(&self, other: &ManuscriptViewProps) -> bool {
        Rc::ptr_eq(&self.manuscript, &other.manuscript)
            && (self.id, self.before, self.after) == (other.id, other.before, other.after)
            && self.is_read_only == other.is_read_only
    }
}

/// What the left side shows.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Text,
    Traces,
}

#[component]
pub fn ManuscriptView(props: &ManuscriptViewProps) -> Html {
    let side = use_state_eq(|| Side::Text);
    use_effect_with(props.id, |_| browser::focus_id("form"));
    let ManuscriptViewProps {
        file, manuscript, ..
    } = props;
    let unfiled = manuscript
        .traces
        .iter()
        .filter(|it| it.is_unfiled())
        .count();
    let tab = |id: &'static str, to: Side, label: String| {
        let side = side.clone();
        let is_on = *side == to;
        html! {
            <button type="button" {id} class={classes!("tab", is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={move |_: MouseEvent| side.set(to)}>{ label }</button>
        }
    };
    let traces_label = match unfiled {
        0 => "内容去向".to_owned(),
        n => format!("内容去向 · {n} 处没有找到栏目"),
    };
    html! {
        <main class="manuscript" id="form" tabindex="-1" aria-label={format!("审核：{file}")}>
            { bar(props) }
            <div class="manuscript-columns">
                <section class="manuscript-text" aria-label="来稿">
                    <div class="tabs">
                        { tab("show_text", Side::Text, "读到的内容".to_owned()) }
                        { tab("show_traces", Side::Traces, traces_label) }
                    </div>
                    <div class="manuscript-body" id="manuscript_body" tabindex="0" role="region" aria-label="来稿内容">
                        { match *side {
                            Side::Text => text(&manuscript.draft, &manuscript.findings),
                            Side::Traces => html! { <Traces traces={manuscript.traces.clone()} /> },
                        } }
                    </div>
                </section>
                <section class="manuscript-findings" aria-label="问题">
                    <Judging id={props.id} manuscript={manuscript.clone()} show_text={side_setter(&side)} dispatch={props.dispatch.clone()} />
                </section>
            </div>
        </main>
    }
}

fn side_setter(side: &UseStateHandle<Side>) -> Callback<()> {
    let side = side.clone();
    Callback::from(move |()| side.set(Side::Text))
}

/// Which file, and what can be done with it.
fn bar(props: &ManuscriptViewProps) -> Html {
    let ManuscriptViewProps {
        id,
        file,
        manuscript,
        dispatch,
        today,
        ..
    } = props;
    let (id, today) = (*id, *today);
    let act = |action: fn(u32) -> InboxAction, to: Option<u32>| {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            if let Some(to) = to {
                dispatch.dispatch(Action::Inbox(action(to)));
            }
        }
    };
    let take = {
        let (dispatch, manuscript, file) = (dispatch.clone(), manuscript.clone(), file.clone());
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Inbox(InboxAction::Taken(id)));
            keeper::ask(Request::Take {
                draft: Box::new((*manuscript.draft).clone()),
                file: file.clone(),
            });
        }
    };
    let replace = {
        let (dispatch, manuscript, file) = (dispatch.clone(), manuscript.clone(), file.clone());
        move |_: MouseEvent| {
            dispatch.dispatch(Action::Opened {
                draft: (*manuscript.draft).clone(),
                file: file.clone(),
            });
        }
    };
    let opinion = |kind: Kind| {
        let (dispatch, manuscript, file) = (dispatch.clone(), manuscript.clone(), file.clone());
        move |_: MouseEvent| {
            hand_out(
                opinion_file(kind, &file, &manuscript, today),
                teller(&dispatch),
            );
        }
    };
    let summary = &manuscript.summary;
    let score = match summary.score.as_str() {
        "" => String::new(),
        score => format!("得分 {score}（{}）", summary.grade),
    };
    let rate = match summary.rate.as_str() {
        "" => String::new(),
        rate => format!("执行率 {rate}"),
    };
    let year = match summary.year.as_str() {
        "" => String::new(),
        year => format!("{year} 年度"),
    };
    let facts = [&summary.name, &summary.unit, &year, &rate, &score];
    let facts: Vec<&str> = facts
        .into_iter()
        .map(String::as_str)
        .filter(|it| !it.is_empty())
        .collect();
    html! {
        <div class="manuscript-bar">
            <button type="button" class="button" id="back_to_inbox" onclick={act(|_| InboxAction::Leave, Some(id))}>{ "返回列表" }</button>
            <button type="button" class="button" id="file_before" disabled={props.before.is_none()} onclick={act(InboxAction::Look, props.before)}>{ "上一份" }</button>
            <button type="button" class="button" id="file_after" disabled={props.after.is_none()} onclick={act(InboxAction::Look, props.after)}>{ "下一份" }</button>
            <div class="manuscript-title">
                <h2 class="manuscript-name" title={file.clone()}>{ file }</h2>
                <span class="manuscript-facts" title={facts.join(" · ")}>{ facts.join(" · ") }</span>
            </div>
            <button type="button" class="button" id="opinion_word" title="本份的审核意见，Word" onclick={opinion(Kind::Word)}>{ "审核意见 Word" }</button>
            <button type="button" class="button" id="opinion_html" title="本份的审核意见，网页" onclick={opinion(HTML)}>{ "网页" }</button>
            <button type="button" class="button" id="replace_own" disabled={props.is_read_only} title="用这份来稿替换正在填写的报告，先询问，可撤销" onclick={replace}>{ "替换正在填写的" }</button>
            <button type="button" class="button primary" id="take_as_project" title="存为我的项目中的一个新项目，接着填写" onclick={take}>{ "作为新项目" }</button>
        </div>
    }
}

/// The element that a finding's place is shown in.
fn shown_id(place: &Place) -> String {
    format!("said-{}", place.whole().key())
}

/// Every text of the draft, by section.
fn text(draft: &Draft, findings: &[Finding]) -> Html {
    let section = |section: Section| {
        let fields = section
            .fields()
            .filter_map(|spec| field(spec, draft, findings));
        let mut parts: Vec<Html> = fields.collect();
        let is_here = |table: &&Table| table.columns().all(|it| it.section == section);
        let tables = Table::ALL.iter().filter(is_here);
        parts.extend(tables.filter_map(|it| table(*it, draft, findings)));
        (!parts.is_empty()).then(|| {
            html! {
                <section class="said-section">
                    <h3 class="said-title">{ section.spec().title }</h3>
                    { for parts }
                </section>
            }
        })
    };
    html! { <>{ for SECTIONS.iter().filter_map(|spec| section(spec.section)) }</> }
}

fn field(spec: &FieldSpec, draft: &Draft, findings: &[Finding]) -> Option<Html> {
    let place = Place::of(spec.field);
    let text = draft.get(spec.field);
    let here: Vec<Finding> = findings
        .iter()
        .filter(|finding| finding.place.whole() == place && !finding.is_missing)
        .cloned()
        .collect();
    if text.is_empty() && here.is_empty() {
        return None;
    }
    let worst = here.iter().map(|finding| finding.severity).min();
    let said = match text.is_empty() {
        true => html! { <span class="said-nothing">{ "（未填）" }</span> },
        false => html! { <>{ for marked(text, &here) }</> },
    };
    Some(html! {
        <div class={classes!("said-field", worst.map(Severity::key))} id={shown_id(&place)} tabindex="-1">
            <div class="said-label">{ spec.label }</div>
            <div class="said-text">{ said }</div>
        </div>
    })
}

/// The text with what findings point at marked.
fn marked<'t>(text: &'t str, findings: &'t [Finding]) -> impl Iterator<Item = Html> + 't {
    stretches(text, findings).into_iter().map(|stretch| {
        let part = text[stretch.range].to_owned();
        match stretch.mark {
            Some(Mark::Finding(severity)) => {
                html! { <mark class={severity.key()}>{ part }</mark> }
            }
            Some(Mark::Live) => html! { <span class="live">{ part }</span> },
            None => html! { <>{ part }</> },
        }
    })
}

/// So many rows of a table are shown.
const MOST_ROWS: usize = 200;

fn table(table: Table, draft: &Draft, findings: &[Finding]) -> Option<Html> {
    let rows = draft.row_count(table);
    if rows == 0 {
        return None;
    }
    let columns: Vec<&FieldSpec> = table.columns().collect();
    let cell = |spec: &FieldSpec, row: usize| {
        let place = Place::in_row(spec.field, row);
        let here = findings
            .iter()
            .filter(|finding| finding.place.whole() == place && !finding.is_missing);
        let worst = here.map(|finding| finding.severity).min();
        html! {
            <td class={classes!(worst.map(Severity::key))} id={shown_id(&place)} tabindex="-1">{ draft.text(&place) }</td>
        }
    };
    Some(html! {
        <div class="table-scroll">
            <table class="table said-table">
                <thead><tr>{ for columns.iter().map(|spec| html! { <th scope="col">{ spec.label }</th> }) }</tr></thead>
                <tbody>
                    { for (0..rows.min(MOST_ROWS)).map(|row| html! {
                        <tr>{ for columns.iter().map(|spec| cell(spec, row)) }</tr>
                    }) }
                </tbody>
            </table>
            <p class="list-note" hidden={rows <= MOST_ROWS}>{ format!("共 {rows} 行，这里显示前 {MOST_ROWS} 行") }</p>
        </div>
    })
}

/// So many stretches are drawn at once.
const MOST_TRACES: usize = 400;

#[derive(Properties, PartialEq)]
struct TracesProps {
    traces: Rc<[Trace]>,
}

#[component]
fn Traces(props: &TracesProps) -> Html {
    let shown = use_state_eq(|| MOST_TRACES);
    let traces = &props.traces;
    let show_more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + MOST_TRACES)
    };
    if traces.is_empty() {
        return html! { <p class="list-note">{ "这是本程序导出的文件，填写的内容原样读入。" }</p> };
    }
    let line = |trace: &Trace| {
        html! {
            <tr class={classes!(trace.is_unfiled().then_some("warning"))}>
                <td class="trace-text">{ &trace.text }</td>
                <td class="trace-fate">{ trace.in_words() }</td>
            </tr>
        }
    };
    // What found no place comes first: somebody has to see to it.
    let (own, others): (Vec<&Trace>, Vec<&Trace>) =
        traces.iter().partition(|trace| trace.fate == Fate::Own);
    let (unfiled, filed): (Vec<&Trace>, Vec<&Trace>) =
        others.into_iter().partition(|trace| trace.is_unfiled());
    let more = (unfiled.len() + filed.len()).saturating_sub(*shown);
    let all = unfiled.into_iter().chain(filed).take(*shown);
    html! {
        <div class="traces">
            <p class="list-note">{ "来稿的每一段文字都在这里。没有找到栏目的排在最前，保存在「未归类内容」，不会丢失。" }</p>
            <table class="table">
                <thead><tr><th scope="col">{ "来稿原文" }</th><th scope="col" class="trace-fate">{ "去向" }</th></tr></thead>
                <tbody id="traces">{ for all.map(line) }</tbody>
            </table>
            <div>{ for (more > 0).then(|| html! {
                <button type="button" class="button small" id="more_traces" onclick={show_more}>{ format!("再显示一些，还有 {more} 段") }</button>
            }) }</div>
            <details class="trace-own">
                <summary>{ format!("表样的固定文字 {} 段", own.len()) }</summary>
                <ul>{ for own.iter().map(|trace| html! { <li>{ &trace.text }</li> }) }</ul>
            </details>
        </div>
    }
}

#[derive(Properties)]
struct JudgingProps {
    id: u32,
    manuscript: Rc<Manuscript>,
    /// Brings the text to the front, so that a place in it can be shown.
    show_text: Callback<()>,
    dispatch: Dispatch,
}

impl PartialEq for JudgingProps {
    fn eq(&self, other: &JudgingProps) -> bool {
        Rc::ptr_eq(&self.manuscript, &other.manuscript)
    }
}

/// So many findings are drawn at once.
const PAGE: usize = 60;

#[component]
fn Judging(props: &JudgingProps) -> Html {
    let is_open_only = use_state_eq(|| false);
    let shown = use_state_eq(|| PAGE);
    let JudgingProps { id, manuscript, .. } = props;
    let opinions = &manuscript.opinions;
    let decide = {
        let (id, sum, dispatch) = (*id, manuscript.sum, props.dispatch.clone());
        Callback::from(move |opinions: Opinions| {
            keeper::keep_opinions(sum, &opinions);
            dispatch.dispatch(Action::Inbox(InboxAction::Judge { id, opinions }));
        })
    };
    let is_wanted =
        |finding: &&Finding| !*is_open_only || opinions.of(finding).verdict == Verdict::Open;
    let wanted: Vec<&Finding> = manuscript.findings.iter().filter(is_wanted).collect();
    let toggle = {
        let is_open_only = is_open_only.clone();
        move |_: MouseEvent| is_open_only.set(!*is_open_only)
    };
    let comment = {
        let (opinions, decide) = (opinions.clone(), decide.clone());
        move |event: InputEvent| {
            let area = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlTextAreaElement>().ok());
            let mut opinions = opinions.clone();
            opinions.comment = area.map(|area| area.value()).unwrap_or_default();
            decide.emit(opinions);
        }
    };
    let more = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(*shown + PAGE)
    };
    let rest = wanted.len().saturating_sub(*shown);
    html! {
        <>
            <div class="judging-bar">
                <span class="judging-counts">{ badges(manuscript.summary.counts) }</span>
                <span class="list-count" role="status" id="judged">{ format!("已处理 {}/{}", manuscript.judged, manuscript.findings.len()) }</span>
                <button type="button" class={classes!("button", "small", is_open_only.then_some("on"))} id="open_only" aria-pressed={is_open_only.to_string()} onclick={toggle}>{ "只看未处理" }</button>
            </div>
            <div class="judging-body" tabindex="0" role="region" aria-label="问题清单">
                <ul class="cards" id="judging">
                    { for wanted.into_iter().take(*shown).map(|finding| html! {
                        <Judged key={finding_key(finding)} finding={finding.clone()} opinion={opinions.of(finding)} opinions={opinions.clone()} decide={decide.clone()} show_text={props.show_text.clone()} />
                    }) }
                </ul>
                <div>{ for (rest > 0).then(|| html! {
                    <button type="button" class="button small" onclick={more}>{ format!("再显示 {} 条，还有 {rest} 条", rest.min(PAGE)) }</button>
                }) }</div>
                <div class="comment">
                    <label class="label" for="comment">{ "总体意见" }</label>
                    <textarea class="input" id="comment" rows="4" value={opinions.comment.clone()} oninput={comment} />
                </div>
            </div>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct JudgedProps {
    finding: Finding,
    opinion: Opinion,
    opinions: Opinions,
    decide: Callback<Opinions>,
    show_text: Callback<()>,
}

#[component]
fn Judged(props: &JudgedProps) -> Html {
    let JudgedProps {
        finding, opinion, ..
    } = props;
    let notes = [
        ("应为", &finding.expected),
        ("现有", &finding.reported),
        ("相差", &finding.difference),
    ];
    let notes = notes.into_iter().filter_map(|(label, note)| {
        let note = note.as_ref()?;
        Some(html! { <div class="note"><dt>{ label }</dt><dd>{ note }</dd></div> })
    });
    let set = {
        let (opinions, finding, decide) = (
            props.opinions.clone(),
            finding.clone(),
            props.decide.clone(),
        );
        move |opinion: Opinion| {
            let mut opinions = opinions.clone();
            opinions.set(&finding, opinion);
            decide.emit(opinions);
        }
    };
    let verdict = |to: Verdict| {
        let (set, opinion) = (set.clone(), opinion.clone());
        let is_on = opinion.verdict == to;
        // Pressed again it is open once more.
        let verdict = if is_on { Verdict::Open } else { to };
        let judge = move |_: MouseEvent| {
            set(Opinion {
                verdict,
                ..opinion.clone()
            });
        };
        html! {
            <button type="button" class={classes!("button", "small", is_on.then_some("on"), to.key())} aria-pressed={is_on.to_string()} onclick={judge}>{ to.label() }</button>
        }
    };
    let say = {
        let (set, opinion) = (set.clone(), opinion.clone());
        move |event: InputEvent| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            set(Opinion {
                note: input.map(|input| input.value()).unwrap_or_default(),
                ..opinion.clone()
            });
        }
    };
    let go = {
        let (show_text, place) = (props.show_text.clone(), finding.place.clone());
        move |_: MouseEvent| {
            show_text.emit(());
            let id = shown_id(&place);
            browser::after_paint(move || browser::show_id(&id)).forget();
        }
    };
    let (label, placeholder) = match opinion.verdict {
        Verdict::Dismissed => ("不采纳的理由", "不采纳的理由，写入审核意见"),
        _ => ("审核说明", "审核说明，可不填"),
    };
    let is_told = opinion.verdict == Verdict::Dismissed && opinion.note.trim().is_empty();
    html! {
        <li class={classes!("card", finding.severity.key(), (opinion.verdict != Verdict::Open).then_some("judged"))} data-code={finding.code}>
            <div class="card-title">{ &finding.message }</div>
            <dl class="notes">{ for notes }</dl>
            <details class="why"><summary>{ "依据" }</summary>{ for why(finding.code) }</details>
            <div class="card-foot">
                <span class="card-place">{ where_it_is(&finding.place) }{ " · " }{ finding.code }</span>
                <button type="button" class="button small go" onclick={go}>{ "定位" }</button>
            </div>
            <div class="verdict">
                { verdict(Verdict::Accepted) }
                { verdict(Verdict::Dismissed) }
                <input class="input" aria-label={format!("{label}：{}", finding.message)} {placeholder} value={opinion.note.clone()} oninput={say} />
            </div>
            <p class="verdict-note" hidden={!is_told}>{ "请写明不采纳的理由" }</p>
        </li>
    }
}
