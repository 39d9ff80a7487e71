//! The one door for files: chosen, or dropped anywhere on the page. They are read one after
//! the other, in slices, so that the page goes on answering.

use std::cell::{Cell, RefCell};
use std::collections::VecDeque;

use gloo::file::File;
use js_sys::{Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::{spawn_local, JsFuture};
use web_sys::{Blob, ClipboardEvent, DataTransfer, Element, FileList, FileSystemEntry};
use ziping_core::draft::Draft;
use ziping_core::import;
use ziping_core::import::received::Received;
use ziping_core::save::{self, checksum, Saved};

use super::keeper::{self, Request};
use super::office::{self, Office};
use super::{now, today};
use crate::component::Dispatch;
use crate::state::backup::{self, Backup};
use crate::state::inbox::{InboxAction, Manuscript, Reading};
use crate::state::projects::{ProjectAction, View};
use crate::state::{Action, Notice};

/// What a report may weigh, with pictures in it.
const LARGEST_FILE: u64 = 100 * 1024 * 1024;
/// So many files are asked for while another one is read, until they weigh more than this.
const AHEAD: usize = 4;
const MOST_AHEAD: u64 = 16 * 1024 * 1024;
/// The page answers in between.
const SLICE_MS: u64 = 40;
/// How long what was read waits to be shown with more.
const SHOWN_EVERY_MS: u64 = 120;

/// What the doors take.
pub const ACCEPT: &str = ".docx,.xlsx,.html,.htm,.txt,.json,.doc,.xls,.wps,.et";

/// A file that waits.
struct Waiting {
    id: u32,
    file: File,
    name: String,
    coming: Option<Coming>,
}

/// A file that was asked for.
struct Coming {
    size: u64,
    /// `None` where it is too large.
    bytes: Option<JsFuture>,
}

impl Coming {
    fn of(file: &File) -> Coming {
        let size = file.size();
        let is_small = size <= LARGEST_FILE;
        let bytes = is_small.then(|| buffer(file));
        Coming { size, bytes }
    }
}

fn buffer(file: &File) -> JsFuture {
    let blob: &Blob = file.as_ref();
    JsFuture::from(blob.array_buffer())
}

thread_local! {
    static QUEUE: RefCell<VecDeque<Waiting>> = RefCell::default();
    static NEXT: Cell<u32> = const { Cell::new(0) };
    static IS_READING: Cell<bool> = const { Cell::new(false) };
}

fn next_id() -> u32 {
    NEXT.with(|next| next.replace(next.get() + 1))
}

/// Where files come in.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Door {
    /// One of our own exports goes on in the place of what is on the page, after a question.
    Form,
    /// It becomes a project of its own.
    Projects,
    /// It is one more to review.
    Inbox,
}

impl Door {
    pub fn of(view: View) -> Door {
        match view {
            View::Form | View::History => Door::Form,
            View::Projects => Door::Projects,
            View::Inbox => Door::Inbox,
        }
    }
}

/// The files of a chooser.
pub fn chosen(list: &FileList) -> Vec<File> {
    let files = (0..list.length()).filter_map(|at| list.get(at));
    files.map(File::from).collect()
}

/// The files that are dropped, and the names of folders among them: a page that was opened
/// from a disk may not look into those.
pub fn dropped(transfer: &DataTransfer) -> (Vec<File>, Vec<String>) {
    let items = transfer.items();
    let entry = |at: u32| -> Option<FileSystemEntry> {
        let entry = items.get(at)?.webkit_get_as_entry().ok().flatten()?;
        entry.is_directory().then_some(entry)
    };
    let folders: Vec<String> = (0..items.length())
        .filter_map(entry)
        .map(|it| it.name())
        .collect();
    let files = transfer
        .files()
        .map(|list| chosen(&list))
        .unwrap_or_default();
    let files = files
        .into_iter()
        .filter(|file| !folders.contains(&file.name()));
    (files.collect(), folders)
}

/// What is pasted into the list, as a file: the formatted text where there is one. Text that
/// is pasted into a field is the field's.
pub fn pasted(event: &ClipboardEvent) -> Option<File> {
    let is_in_a_field = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok())
        .is_some_and(|element| element.closest("input, textarea").ok().flatten().is_some());
    let transfer = event.clipboard_data().filter(|_| !is_in_a_field)?;
    let data = |kind: &str| {
        transfer
            .get_data(kind)
            .ok()
            .filter(|text| !text.trim().is_empty())
    };
    let (name, text) = match data("text/html") {
        Some(html) => ("粘贴的内容.html", html),
        None => ("粘贴的内容.txt", data("text/plain")?),
    };
    Some(File::new(name, text.as_str()))
}

/// Takes files in: one of our own exports as it was left, everything else as manuscripts.
pub fn take(files: Vec<File>, door: Door, dispatch: &Dispatch) {
    // What Office and systems leave beside documents.
    let is_ones_own = |file: &File| !file.name().starts_with("~$") && !file.name().starts_with('.');
    let mut files: Vec<File> = files.into_iter().filter(is_ones_own).collect();
    // A folder comes in the order of the disk.
    files.sort_by_cached_key(File::name);
    let dispatch = dispatch.clone();
    if files.len() != 1 || door == Door::Inbox || !may_be_own(&files[0]) {
        return line_up(files, &dispatch);
    }
    let file = files.remove(0);
    spawn_local(async move {
        let bytes = bytes_of(&file).await.unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        match own(&file.name(), &text) {
            Some(Ok(Own::Draft(draft))) if door == Door::Form => {
                dispatch.dispatch(Action::Opened {
                    draft: *draft,
                    file: file.name(),
                })
            }
            Some(Ok(Own::Draft(draft))) => keeper::ask(Request::Take {
                draft,
                file: file.name(),
            }),
            Some(Ok(Own::Backup)) => keeper::ask(Request::RestoreBackup(text)),
            Some(Err(refused)) => tell(&dispatch, refused),
            None => line_up(vec![file], &dispatch),
        }
    });
}

/// Takes a backup back (恢复备份).
pub fn restore(files: Vec<File>) {
    let Some(file) = files.into_iter().next() else {
        return;
    };
    spawn_local(async move {
        let bytes = bytes_of(&file).await.unwrap_or_default();
        let text = String::from_utf8(bytes).unwrap_or_default();
        keeper::ask(Request::RestoreBackup(text));
    });
}

fn may_be_own(file: &File) -> bool {
    let name = file.name().to_lowercase();
    let is_text = [".html", ".htm", ".json"]
        .iter()
        .any(|end| name.ends_with(end));
    is_text && file.size() <= LARGEST_FILE
}

enum Own {
    Draft(Box<Draft>),
    Backup,
}

/// What this program wrote itself; `None` for anything else.
fn own(name: &str, text: &str) -> Option<Result<Own, String>> {
    let newer = || Some(Err(format!("“{name}”由更新版本的程序导出，本版本不能读取")));
    let saved = match import::html::read(text) {
        Saved::Unknown => save::read(text),
        saved => saved,
    };
    match saved {
        Saved::Draft(draft) => Some(Ok(Own::Draft(Box::new(draft)))),
        Saved::Newer(_) => newer(),
        Saved::Unknown => match backup::read(text) {
            Backup::Of { .. } => Some(Ok(Own::Backup)),
            Backup::Newer => newer(),
            Backup::Unknown if name.to_lowercase().ends_with(".json") => {
                Some(Err(format!("“{name}”不是本程序的备份文件，没有读取")))
            }
            Backup::Unknown => None,
        },
    }
}

fn tell(dispatch: &Dispatch, text: String) {
    dispatch.dispatch(Action::Tell(Notice { text, kept: None }));
}

/// Names of folders that were dropped: why they aren't read, and what to do.
pub fn refuse_folders(folders: &[String], dispatch: &Dispatch) {
    if let Some(folder) = folders.first() {
        let text = format!("“{folder}”是文件夹，浏览器不让网页读取拖入的文件夹。请在“来稿审核”中点“选择文件夹”，或打开文件夹选中其中的文件再拖入");
        tell(dispatch, text);
    }
}

fn line_up(files: Vec<File>, dispatch: &Dispatch) {
    if files.is_empty() {
        return;
    }
    let waiting: Vec<Waiting> = files
        .into_iter()
        .map(|file| Waiting {
            id: next_id(),
            name: file.name(),
            file,
            coming: None,
        })
        .collect();
    let names = waiting.iter().map(|it| (it.id, it.name.clone())).collect();
    dispatch.dispatch(Action::Project(ProjectAction::Show(View::Inbox)));
    dispatch.dispatch(Action::Inbox(InboxAction::Add(names)));
    if let [only] = &waiting[..] {
        dispatch.dispatch(Action::Inbox(InboxAction::LookWhenRead(only.id)));
    }
    QUEUE.with(|queue| queue.borrow_mut().extend(waiting));
    if !IS_READING.replace(true) {
        let dispatch = dispatch.clone();
        spawn_local(async move {
            read_all(&dispatch).await;
            IS_READING.set(false);
        });
    }
}

/// What is in a file; `None` where the system doesn't hand it out.
async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    bytes_from(buffer(file)).await
}

async fn bytes_from(buffer: JsFuture) -> Option<Vec<u8>> {
    let buffer = buffer.await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// The next file, and asks for those after it.
fn next_waiting() -> Option<Waiting> {
    QUEUE.with_borrow_mut(|queue| {
        let next = queue.pop_front()?;
        let mut weight = 0;
        for waiting in queue.iter_mut().take(AHEAD) {
            let coming = waiting
                .coming
                .get_or_insert_with(|| Coming::of(&waiting.file));
            weight += coming.size;
            if weight > MOST_AHEAD {
                break;
            }
        }
        Some(next)
    })
}

/// Lets the page answer what was done meanwhile.
async fn breathe() {
    let pause = Promise::new(&mut |done, _| {
        let _ = gloo::utils::window().set_timeout_with_callback(&done);
    });
    let _ = JsFuture::from(pause).await;
}

/// Takes what still waits out of the queue.
pub fn cancel(dispatch: &Dispatch) {
    QUEUE.with(|queue| queue.borrow_mut().clear());
    dispatch.dispatch(Action::Inbox(InboxAction::Cancel));
}

async fn read_all(dispatch: &Dispatch) {
    let office = office::load().await;
    keeper::look_up_opinions().await;
    let mut done: Vec<(u32, Reading)> = Vec::new();
    let (mut slice, mut shown) = (now(), now());
    while let Some(waiting) = next_waiting() {
        let (id, name) = (waiting.id, waiting.name.clone());
        let mut readings = read(waiting, office.as_ref()).await.into_iter();
        done.extend(readings.next().map(|reading| (id, reading)));
        // A file of several forms is as many manuscripts.
        for (at, reading) in (2..).zip(readings) {
            let id = next_id();
            let name = format!("{name}（第 {at} 份）");
            dispatch.dispatch(Action::Inbox(InboxAction::Add(vec![(id, name)])));
            done.push((id, reading));
        }
        if now().saturating_sub(shown) > SHOWN_EVERY_MS {
            dispatch.dispatch(Action::Inbox(InboxAction::Done(std::mem::take(&mut done))));
            shown = now();
        }
        if now().saturating_sub(slice) > SLICE_MS {
            breathe().await;
            slice = now();
        }
    }
    dispatch.dispatch(Action::Inbox(InboxAction::Done(done)));
}

async fn read(waiting: Waiting, office: Option<&Office>) -> Vec<Reading> {
    match manuscripts(waiting, office).await {
        Ok(manuscripts) => {
            let read = |manuscript| Reading::Read(std::rc::Rc::new(manuscript));
            manuscripts.into_iter().map(read).collect()
        }
        Err(why) => vec![Reading::Refused(why)],
    }
}

async fn manuscripts(waiting: Waiting, office: Option<&Office>) -> Result<Vec<Manuscript>, String> {
    let Waiting {
        file, name, coming, ..
    } = waiting;
    let Some(buffer) = coming.unwrap_or_else(|| Coming::of(&file)).bytes else {
        return Err(format!(
            "“{name}”超过 100 MB，没有读取。请压缩其中的图片后再试"
        ));
    };
    let bytes = bytes_from(buffer)
        .await
        .ok_or_else(|| format!("“{name}”不能读取：可能是文件夹，或正被别的程序占用"))?;
    let sum = checksum(&bytes);
    if let Some(manuscripts) = of_own(&name, &bytes, sum).await? {
        return Ok(manuscripts);
    }
    let office = office.ok_or("内存不足，不能读取。请关闭别的网页再试")?;
    Ok(with_opinions(office.reports(&bytes, &name)?, sum).await)
}

/// The drafts of a .json file: a backup has any number of them.
async fn of_own(name: &str, bytes: &[u8], sum: u64) -> Result<Option<Vec<Manuscript>>, String> {
    if !name.to_lowercase().ends_with(".json") {
        return Ok(None);
    }
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    let drafts = match own(name, text) {
        Some(Ok(Own::Draft(draft))) => vec![*draft],
        Some(Ok(Own::Backup)) => match backup::read(text) {
            Backup::Of { projects, .. } => projects.into_iter().map(|(_, draft)| draft).collect(),
            _ => Vec::new(),
        },
        Some(Err(why)) => return Err(why),
        None => return Ok(None),
    };
    if drafts.is_empty() {
        return Err(format!("“{name}”中没有项目"));
    }
    let reports = drafts.into_iter().map(|draft| Received {
        draft,
        ..Received::default()
    });
    Ok(Some(with_opinions(reports.collect(), sum).await))
}

/// The reports of a file, checked, each with what was decided on it before.
async fn with_opinions(reports: Vec<Received>, sum: u64) -> Vec<Manuscript> {
    let mut manuscripts = Vec::new();
    for (at, received) in reports.into_iter().enumerate() {
        let sum = sum.wrapping_add(at as u64);
        let opinions = keeper::opinions(sum).await;
        manuscripts.push(Manuscript::of(received, sum, opinions, today()));
    }
    manuscripts
}
