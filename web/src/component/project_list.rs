//! 我的项目: every project in a table, what can be done with each, and with all.

use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, HtmlSelectElement, InputEvent};
use yew::prelude::*;
use ziping_core::field::value::Yuan;

use super::bars::name_of;
use super::chart::{Bar, BarChart};
use super::file_button::{import_button, FileButton};
use super::gather_menu::GatherMenu;
use super::inbox_view::to_inbox;
use super::overview::EXPLAINED_BELOW;
use super::Dispatch;
use crate::browser::{self, intake, keeper, keeper::Request};
use crate::state::library::{is_backup_due, years, Column, Listing, PAGE};
use crate::state::projects::{Kept, ProjectAction, Projects};
use crate::state::record::{Head, Summary};
use crate::state::Action;

#[derive(Properties)]
pub struct ProjectListProps {
    pub projects: Projects,
    /// How many files wait to be reviewed.
    pub inbox: usize,
    pub dispatch: Dispatch,
}

impl PartialEq for ProjectListProps {
    fn eq(&self, other: &ProjectListProps) -> bool {
        let (a, b) = (&self.projects, &other.projects);
        a.heads == b.heads
            && a.listing == b.listing
            && a.kept == b.kept
            && a.backup == b.backup
            && self.inbox == other.inbox
    }
}

fn asks(request: Request) -> impl Fn(MouseEvent) {
    move |_| keeper::ask(request.clone())
}

#[component]
pub fn ProjectList(props: &ProjectListProps) -> Html {
    let ProjectListProps {
        projects,
        inbox,
        dispatch,
    } = props;
    let rows = projects.listing.rows(&projects.heads);
    let gather = (!rows.is_empty()).then(|| {
        let ids: Vec<String> = rows.iter().map(|head| head.id.clone()).collect();
        let gather = Callback::from(move |(gathered, has_charts)| {
            keeper::ask(Request::Gather {
                gathered,
                ids: ids.clone(),
                has_charts,
            });
        });
        html! { <GatherMenu {gather} /> }
    });
    let tools = html! {
        <div class="list-tools">
            <h2 class="list-title">{ "我的项目" }</h2>
            <button type="button" class="button primary" id="new_project" onclick={asks(Request::New)}>{ "新建" }</button>
            { import_button("import", dispatch.clone()) }
            { to_inbox(*inbox, dispatch.clone()) }
            <span class="list-space" />
            { for gather }
            <button type="button" class="button" id="backup" disabled={projects.heads.is_empty()} onclick={asks(Request::Backup)}>{ "备份全部" }</button>
            <FileButton id="restore_backup" label="恢复备份" accept=".json" chosen={Callback::from(intake::restore)} />
        </div>
    };
    let due = is_backup_due(&projects.heads, projects.backup, projects.now).then(|| {
        let text = match projects.backup {
            Some(time) => format!("上次备份是 {}，之后有改动。", browser::time_in_words(time)),
            None => "还没有备份过。".to_owned(),
        };
        html! {
            <p class="list-note" id="backup_due">
                { text }{ "内容只保存在本机的这个浏览器里，建议备份全部并另存到别处。" }
            </p>
        }
    });
    let body = match projects.heads.is_empty() {
        true => {
            let dispatch = dispatch.clone();
            html! {
                <div class="list-empty" id="no_projects">
                    <p>{ "还没有项目。新建一个，或导入去年的报告；也可以先看示例。" }</p>
                    <button type="button" class="button" onclick={move |_: MouseEvent| dispatch.dispatch(Action::ShowSample)}>{ "看示例" }</button>
                </div>
            }
        }
        false => table(projects, dispatch),
    };
    html! {
        <main class="list" id="form" tabindex="-1" aria-label="我的项目">
            { tools }
            { for due }
            { body }
            { kept(&projects.kept) }
        </main>
    }
}

fn table(projects: &Projects, dispatch: &Dispatch) -> Html {
    let listing = &projects.listing;
    let rows = listing.rows(&projects.heads);
    let change = |change: fn(&mut Listing, String)| {
        let (listing, dispatch) = (listing.clone(), dispatch.clone());
        move |text: String| {
            let mut listing = listing.clone();
            listing.limit = PAGE;
            change(&mut listing, text);
            dispatch.dispatch(Action::Project(ProjectAction::List(listing)));
        }
    };
    let search = {
        let change = change(|listing, text| listing.search = text);
        move |event: InputEvent| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            change(input.map(|input| input.value()).unwrap_or_default());
        }
    };
    let choose_year = {
        let change = change(|listing, text| listing.year = text);
        move |event: Event| {
            let select = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlSelectElement>().ok());
            change(select.map(|select| select.value()).unwrap_or_default());
        }
    };
    let more = {
        let (listing, dispatch) = (listing.clone(), dispatch.clone());
        move |_: MouseEvent| {
            let limit = listing.limit + PAGE;
            let listing = Listing {
                limit,
                ..listing.clone()
            };
            dispatch.dispatch(Action::Project(ProjectAction::List(listing)));
        }
    };
    let count = match rows.len() == projects.heads.len() {
        true => format!("共 {} 个", rows.len()),
        false => format!("共 {} 个，找到 {} 个", projects.heads.len(), rows.len()),
    };
    html! {
        <>
            <div class="list-filter">
                <input type="search" class="input" id="search" aria-label="查找项目" placeholder="项目名称、单位或年度" value={listing.search.clone()} oninput={search} />
                <select class="input" id="year_filter" aria-label="年度" onchange={choose_year}>
                    <option value="" selected={listing.year.is_empty()}>{ "全部年度" }</option>
                    { for years(&projects.heads).into_iter().map(|year| html! {
                        <option value={year.clone()} selected={listing.year == year}>{ format!("{year} 年度") }</option>
                    }) }
                </select>
                <span class="list-count" role="status" id="count">{ count }</span>
            </div>
            <div class="table-scroll">
                <table class="table projects">
                    <thead>
                        <tr>
                            { for Column::ALL.into_iter().map(|column| heading(column, listing, dispatch)) }
                            <th scope="col">{ "操作" }</th>
                        </tr>
                    </thead>
                    <tbody id="project_rows">
                        { for rows.iter().take(listing.limit).map(|head| html! {
                            <ProjectRow key={head.id.clone()} head={(*head).clone()} />
                        }) }
                    </tbody>
                </table>
            </div>
            { for (rows.len() > listing.limit).then(|| html! {
                <button type="button" class="button" id="more" onclick={more}>{ format!("再显示 {PAGE} 个") }</button>
            }) }
            { chart(&rows) }
        </>
    }
}

/// So many projects make a picture.
const MOST_BARS: usize = 40;

/// The rates of the projects that are listed, in the same order.
fn chart(rows: &[&Head]) -> Html {
    let with_rate = rows.iter().filter(|head| !head.summary.rate.is_empty());
    let bars: Vec<Bar> = with_rate
        .take(MOST_BARS)
        .map(|head| {
            let Summary {
                name, budget, rate, ..
            } = &head.summary;
            let budget = Yuan::read(budget).value().map(Yuan::grouped_wan);
            let note = budget.map_or_else(String::new, |budget| format!("预算 {budget} 万元"));
            Bar::of_rate(name_of(name).to_owned(), rate, note)
        })
        .collect();
    if bars.is_empty() {
        return html! { <div hidden=true /> };
    }
    html! {
        <details class="list-chart" id="rates">
            <summary>{ "各项目执行率图" }</summary>
            <BarChart id="chart_projects" title="按上表的顺序，最多 40 个（虚线：90%）" figure="执行率" {bars} line={Some(EXPLAINED_BELOW)} />
        </details>
    }
}

fn heading(column: Column, listing: &Listing, dispatch: &Dispatch) -> Html {
    let sorted = match (listing.by == column, listing.is_descending) {
        (false, _) => None,
        (true, true) => Some("descending"),
        (true, false) => Some("ascending"),
    };
    let mark = match sorted {
        Some("ascending") => " ↑",
        Some(_) => " ↓",
        None => "",
    };
    let (listing, dispatch) = (listing.clone(), dispatch.clone());
    let sort = move |_: MouseEvent| {
        let mut listing = listing.clone();
        listing.sort(column);
        dispatch.dispatch(Action::Project(ProjectAction::List(listing)));
    };
    let figure = column.is_figure().then_some("figure");
    html! {
        <th scope="col" class={classes!(format!("by-{}", column.key()), figure)} aria-sort={sorted}>
            <button type="button" class="sort" id={format!("sort_{}", column.key())} onclick={sort}>
                { column.label() }<span aria-hidden="true">{ mark }</span>
            </button>
        </th>
    }
}

#[derive(Properties, PartialEq)]
struct ProjectRowProps {
    head: Head,
}

#[component]
fn ProjectRow(props: &ProjectRowProps) -> Html {
    let head = &props.head;
    let Summary {
        year,
        name,
        unit,
        budget,
        rate,
        score,
        grade,
        counts,
        required,
        filled,
        ..
    } = &head.summary;
    let name = name_of(name);
    let budget = Yuan::read(budget)
        .value()
        .map(Yuan::grouped_wan)
        .unwrap_or_default();
    let score = match score.as_str() {
        "" => String::new(),
        score => format!("{score}（{grade}）"),
    };
    let findings = [
        ("error", "错误", counts.errors),
        ("warning", "警告", counts.warnings),
        ("hint", "提示", counts.hints),
    ];
    let findings = findings
        .into_iter()
        .filter(|(_, _, n)| *n > 0)
        .map(|(class, label, n)| {
            html! { <span class={classes!("badge", class)}>{ format!("{label} {n}") }</span> }
        });
    let act = |label: &'static str, title: &'static str, request: Request| {
        html! {
            <button type="button" class="act" title={title} aria-label={format!("{title}：{name}")} onclick={asks(request)}>{ label }</button>
        }
    };
    let id = || head.id.clone();
    html! {
        <tr data-id={head.id.clone()}>
            <td class="year" title={year.clone()}>{ year }</td>
            <th scope="row">
                <button type="button" class="open-project" title={name.to_owned()} onclick={asks(Request::Open(id()))}>{ name }</button>
            </th>
            <td class="cut" title={unit.clone()}>{ unit }</td>
            <td class="figure">{ budget }</td>
            <td class="figure">{ rate }</td>
            <td class="figure">{ score }</td>
            <td>{ for findings }</td>
            <td>{ format!("{filled}/{required} 项") }</td>
            <td>{ browser::time_in_words(head.changed) }</td>
            <td class="acts">
                { act("打开", "打开", Request::Open(id())) }
                { act("复制", "复制", Request::Copy(id())) }
                { act("沿用", "沿用到下一年", Request::Carry(id())) }
                { act("导出", "导出", Request::Export(id())) }
                { act("删除", "删除", Request::Remove(id())) }
            </td>
        </tr>
    }
}

/// What isn't a project but isn't lost.
fn kept(kept: &[Kept]) -> Html {
    let entry = |kept: &Kept| {
        let text = kept.text.clone();
        let save = move |_: MouseEvent| {
            browser::download("保留的内容.json", "application/json", text.as_bytes());
        };
        let bring_back = kept.head.as_ref().map(|_| {
            let request = Request::Unremove(kept.key.clone());
            html! { <button type="button" class="button small" onclick={asks(request)}>{ "恢复" }</button> }
        });
        html! {
            <li class="kept">
                <span class="kept-label">{ &kept.label }</span>
                { for bring_back }
                <button type="button" class="button small" onclick={save}>{ "下载" }</button>
            </li>
        }
    };
    match kept.is_empty() {
        true => html! { <div /> },
        false => html! {
            <details class="kept-list" id="kept">
                <summary>{ format!("保留的内容 {}", kept.len()) }</summary>
                <ul>{ for kept.iter().map(entry) }</ul>
            </details>
        },
    }
}
