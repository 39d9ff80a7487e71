//! 来稿审核: the files that came in, in a table; one of them opens as a manuscript.

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::file::File;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, HtmlInputElement, InputEvent};
use yew::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::value::{Date, Yuan};

use super::bars::name_of;
use super::file_button::FileButton;
use super::gather_menu::GatherMenu;
use super::manuscript_view::ManuscriptView;
use super::Dispatch;
use crate::browser::{intake, keeper, keeper::Request, office::hand_out};
use crate::review::Counts;
use crate::state::export::{opinions_file, Gathered};
use crate::state::inbox::{Inbox, InboxAction, Item, Manuscript, Reading};
use crate::state::library::Column;
use crate::state::projects::{ProjectAction, View};
use crate::state::record::Summary;
use crate::state::{Action, Notice};

#[derive(Properties)]
pub struct InboxViewProps {
    pub inbox: Rc<Inbox>,
    pub today: Option<Date>,
    /// Whether what is on the form may be replaced.
    pub is_read_only: bool,
    pub dispatch: Dispatch,
}

impl PartialEq for InboxViewProps {
    fn eq(&self, other: &InboxViewProps) -> bool {
        Rc::ptr_eq(&self.inbox, &other.inbox) && self.is_read_only == other.is_read_only
    }
}

/// A notice, for what comes later and may fail.
pub fn teller(dispatch: &Dispatch) -> impl FnOnce(String) {
    let dispatch = dispatch.clone();
    move |text| dispatch.dispatch(Action::Tell(Notice { text, kept: None }))
}

#[component]
pub fn InboxView(props: &InboxViewProps) -> Html {
    let InboxViewProps {
        inbox,
        today,
        is_read_only,
        dispatch,
    } = props;
    use_pasting(dispatch, inbox.open.is_none());
    if let Some((item, manuscript)) = inbox.manuscript() {
        let (before, after) = inbox.neighbours();
        return html! {
            <ManuscriptView key={item.id} id={item.id} file={item.file.clone()} manuscript={manuscript.clone()} {before} {after} today={*today} is_read_only={*is_read_only} dispatch={dispatch.clone()} />
        };
    }
    let is_empty = inbox.items.is_empty();
    html! {
        <main class="list" id="form" tabindex="-1" aria-label="来稿审核">
            <div class="list-tools">
                <h2 class="list-title">{ "来稿审核" }</h2>
                { doors(dispatch) }
                <span class="list-space" />
                { after_reading(inbox, *today, dispatch) }
            </div>
            { match is_empty {
                true => empty(),
                false => table(inbox, dispatch),
            } }
        </main>
    }
}

/// A report that was copied somewhere may be pasted into the list.
#[hook]
fn use_pasting(dispatch: &Dispatch, is_list: bool) {
    let dispatch = dispatch.clone();
    use_effect_with(is_list, move |is_list| {
        let listener = is_list.then(|| {
            EventListener::new(&gloo::utils::document(), "paste", move |event| {
                let file = event.dyn_ref::<ClipboardEvent>().and_then(intake::pasted);
                if let Some(file) = file {
                    intake::take(vec![file], intake::Door::Inbox, &dispatch);
                }
            })
        });
        move || drop(listener)
    });
}

fn doors(dispatch: &Dispatch) -> Html {
    let take = {
        let dispatch = dispatch.clone();
        Callback::from(move |files: Vec<File>| intake::take(files, intake::Door::Inbox, &dispatch))
    };
    html! {
        <>
            <FileButton id="choose_files" label="选择文件" accept={intake::ACCEPT} is_multiple=true is_primary=true chosen={take.clone()} />
            <FileButton id="choose_folder" label="选择文件夹" accept="" is_multiple=true is_folder=true chosen={take} />
        </>
    }
}

/// What can be made of the files that were read.
fn after_reading(inbox: &Rc<Inbox>, today: Option<Date>, dispatch: &Dispatch) -> Html {
    if inbox.manuscripts().next().is_none() {
        return html! { <span /> };
    }
    let opinions = {
        let (inbox, dispatch) = (inbox.clone(), dispatch.clone());
        move |_: MouseEvent| hand_out(opinions_file(&inbox, today), teller(&dispatch))
    };
    let gather = {
        let (inbox, dispatch) = (inbox.clone(), dispatch.clone());
        Callback::from(move |(gathered, has_charts): (Gathered, bool)| {
            let drafts: Vec<&Draft> = inbox.manuscripts().map(|(_, it)| &*it.draft).collect();
            let file = gathered.file(&drafts, today, has_charts);
            hand_out(file, teller(&dispatch));
        })
    };
    let take_all = {
        let inbox = inbox.clone();
        move |_: MouseEvent| {
            let drafts = inbox.manuscripts().map(|(_, it)| (*it.draft).clone());
            keeper::ask(Request::TakeAll(drafts.collect()));
        }
    };
    let clear = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| {
            intake::cancel(&dispatch);
            dispatch.dispatch(Action::Inbox(InboxAction::Clear));
        }
    };
    html! {
        <span class="list-actions">
            <button type="button" class="button" id="export_opinions" title="审核情况和问题清单，一个 Excel 文件" onclick={opinions}>{ "导出审核意见" }</button>
            <GatherMenu {gather} />
            <button type="button" class="button" id="take_all" title="每份存为我的项目中的一个新项目" onclick={take_all}>{ "全部存为项目" }</button>
            <button type="button" class="button" id="clear_inbox" title="文件不受影响，审核结论已保存" onclick={clear}>{ "清空列表" }</button>
        </span>
    }
}

fn empty() -> Html {
    html! {
        <div class="list-empty" id="no_manuscripts">
            <p>{ "把收到的报告拖到这里，或选择文件、文件夹，可以一次放入几百份。在 Word、网页里复制的报告也可以直接粘贴。" }</p>
            <p class="list-note">{ "Word（.docx）、Excel（.xlsx）、网页、纯文本和本程序的备份都可以读取。文件只在本机读取，不会上传；审核结论保存在本机的这个浏览器里，再次放入同一文件时自动带出。" }</p>
        </div>
    }
}

fn table(inbox: &Inbox, dispatch: &Dispatch) -> Html {
    let rows = inbox.rows();
    let progress = inbox.progress();
    let search = {
        let dispatch = dispatch.clone();
        move |event: InputEvent| {
            let input = event
                .target()
                .and_then(|t| t.dyn_into::<HtmlInputElement>().ok());
            let text = input.map(|input| input.value()).unwrap_or_default();
            dispatch.dispatch(Action::Inbox(InboxAction::Seek(text)));
        }
    };
    let cancel = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| intake::cancel(&dispatch)
    };
    let more = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Inbox(InboxAction::More))
    };
    let found = match rows.len() == inbox.items.len() {
        true => progress.in_words(),
        false => format!("{}；找到 {} 份", progress.in_words(), rows.len()),
    };
    let is_reading = progress.waiting() > 0;
    html! {
        <>
            <div class="list-filter">
                <input type="search" class="input" id="search_inbox" aria-label="查找来稿" placeholder="文件名、项目名称、单位或年度" value={inbox.search.clone()} oninput={search} />
                <span class="list-count" role="status" id="inbox_progress">{ found }</span>
                <span class="reading" hidden={!is_reading}>
                    <progress class="progress" aria-label="读取进度" max={progress.all.to_string()} value={(progress.all - progress.waiting()).to_string()} />
                    <button type="button" class="button small" id="cancel_reading" onclick={cancel}>{ "停止读取" }</button>
                </span>
            </div>
            <div class="table-scroll">
                <table class="table projects inbox">
                    <thead>
                        <tr>
                            <th scope="col" class="by-file"><span class="sort">{ "文件" }</span></th>
                            { for COLUMNS.map(|column| heading(column, inbox, dispatch)) }
                            <th scope="col" class="by-judged"><span class="sort">{ "已处理" }</span></th>
                            <th scope="col">{ "操作" }</th>
                        </tr>
                    </thead>
                    <tbody id="inbox_rows">
                        { for rows.iter().take(inbox.shown()).map(|item| html! {
                            <Row key={item.id} item={(*item).clone()} dispatch={dispatch.clone()} />
                        }) }
                    </tbody>
                </table>
            </div>
            <div>{ for (rows.len() > inbox.shown()).then(|| html! {
                <button type="button" class="button" id="more_inbox" onclick={more}>{ format!("再显示一些，还有 {} 份", rows.len() - inbox.shown()) }</button>
            }) }</div>
        </>
    }
}

const COLUMNS: [Column; 7] = [
    Column::Year,
    Column::Name,
    Column::Unit,
    Column::Budget,
    Column::Rate,
    Column::Score,
    Column::Findings,
];

fn heading(column: Column, inbox: &Inbox, dispatch: &Dispatch) -> Html {
    let sorted = match (inbox.by == Some(column), inbox.is_descending) {
        (false, _) => None,
        (true, true) => Some("descending"),
        (true, false) => Some("ascending"),
    };
    let mark = match sorted {
        Some("ascending") => " ↑",
        Some(_) => " ↓",
        None => "",
    };
    let dispatch = dispatch.clone();
    let sort = move |_: MouseEvent| dispatch.dispatch(Action::Inbox(InboxAction::Sort(column)));
    let figure = column.is_figure().then_some("figure");
    html! {
        <th scope="col" class={classes!(format!("by-{}", column.key()), figure)} aria-sort={sorted}>
            <button type="button" class="sort" id={format!("sort_inbox_{}", column.key())} onclick={sort}>
                { column.label() }<span aria-hidden="true">{ mark }</span>
            </button>
        </th>
    }
}

#[derive(Properties)]
struct RowProps {
    item: Rc<Item>,
    dispatch: Dispatch,
}

impl PartialEq for RowProps {
    fn eq(&self, other: &RowProps) -> bool {
        Rc::ptr_eq(&self.item, &other.item)
    }
}

#[component]
fn Row(props: &RowProps) -> Html {
    let RowProps { item, dispatch } = props;
    let id = item.id;
    let remove = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Inbox(InboxAction::Remove(id)))
    };
    let remove = html! {
        <button type="button" class="act" aria-label={format!("移出列表：{}", item.file)} onclick={remove}>{ "移出" }</button>
    };
    match &item.reading {
        Reading::Waiting => html! {
            <tr data-id={id.to_string()}>
                <th scope="row" class="cut" title={item.file.clone()}>{ &item.file }</th>
                <td colspan="9" class="said">{ "等待读取" }</td>
            </tr>
        },
        Reading::Refused(why) => html! {
            <tr data-id={id.to_string()} class="refused">
                <th scope="row" class="cut" title={item.file.clone()}>{ &item.file }</th>
                <td colspan="8" class="said">{ why }</td>
                <td class="acts">{ remove }</td>
            </tr>
        },
        Reading::Read(manuscript) => read_row(item, manuscript, remove, dispatch),
    }
}

fn read_row(item: &Item, manuscript: &Manuscript, remove: Html, dispatch: &Dispatch) -> Html {
    let id = item.id;
    let look = {
        let dispatch = dispatch.clone();
        move |_: MouseEvent| dispatch.dispatch(Action::Inbox(InboxAction::Look(id)))
    };
    let Summary {
        year,
        name,
        unit,
        budget,
        rate,
        score,
        grade,
        counts,
        ..
    } = &manuscript.summary;
    let budget = Yuan::read(budget).value().map(Yuan::grouped_wan);
    let score = match score.as_str() {
        "" => String::new(),
        score => format!("{score}（{grade}）"),
    };
    let taken = manuscript
        .is_taken
        .then(|| html! { <span class="badge hint">{ "已存为项目" }</span> });
    html! {
        <tr data-id={id.to_string()}>
            <th scope="row">
                <button type="button" class="open-project" title={item.file.clone()} onclick={look.clone()}>{ &item.file }</button>
            </th>
            <td class="year" title={year.clone()}>{ year }</td>
            <td class="cut" title={name.clone()}>{ name_of(name) }</td>
            <td class="cut" title={unit.clone()}>{ unit }</td>
            <td class="figure">{ budget.unwrap_or_default() }</td>
            <td class="figure">{ rate }</td>
            <td class="figure">{ score }</td>
            <td>{ badges(*counts) }</td>
            <td>{ format!("{}/{}", manuscript.judged, manuscript.findings.len()) }{ for taken }</td>
            <td class="acts">
                <button type="button" class="act" aria-label={format!("审核：{}", item.file)} onclick={look}>{ "审核" }</button>
                { remove }
            </td>
        </tr>
    }
}

/// 错误 2 警告 1
pub fn badges(counts: Counts) -> Html {
    let kinds = [
        ("error", "错误", counts.errors),
        ("warning", "警告", counts.warnings),
        ("hint", "提示", counts.hints),
        ("hint", "未填", counts.missing),
    ];
    let kinds = kinds.into_iter().filter(|(_, _, n)| *n > 0);
    html! {
        <>{ for kinds.map(|(class, label, n)| html! {
            <span class={classes!("badge", class)}>{ format!("{label} {n}") }</span>
        }) }</>
    }
}

/// The way there from the list of projects; `count` files are there.
pub fn to_inbox(count: usize, dispatch: Dispatch) -> Html {
    let go =
        move |_: MouseEvent| dispatch.dispatch(Action::Project(ProjectAction::Show(View::Inbox)));
    let label = match count {
        0 => "来稿审核".to_owned(),
        count => format!("来稿审核 {count}"),
    };
    html! {
        <button type="button" class="button" id="to_inbox" title="成批读取、检查别人交来的报告" onclick={go}>{ label }</button>
    }
}
