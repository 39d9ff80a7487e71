//! Everything that touches the browser: storage, clock, files, focus.

use std::rc::Rc;

use gloo::utils::{document, window};
use js_sys::{Array, Date as JsDate};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{
    Blob, BlobPropertyBag, Element, HtmlAnchorElement, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, ScrollIntoViewOptions, ScrollLogicalPosition, Storage, Url,
};
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::place::{Place, Span};
use ziping_core::save::{self, Saved};

use crate::state::{Desk, Notice, Saving, Start};

/// The element that the page lives in.
pub fn root() -> Element {
    document()
        .get_element_by_id("app")
        .expect_throw("index.html has an element #app")
}

/// Today by the computer's clock.
pub fn today() -> Option<Date> {
    let now = JsDate::new_0();
    Date::new(
        now.get_full_year().try_into().ok()?,
        (now.get_month() + 1).try_into().ok()?,
        now.get_date().try_into().ok()?,
    )
}

/// The computer's clock in milliseconds, for waiting times.
pub fn millis() -> u32 {
    // Wraps every 49 days; only differences of a second are taken.
    (JsDate::now() % f64::from(u32::MAX)) as u32
}

fn time_of_day() -> String {
    let now = JsDate::new_0();
    format!(
        "{:02}:{:02}:{:02}",
        now.get_hours(),
        now.get_minutes(),
        now.get_seconds()
    )
}

/// All file:// pages of a Chromium profile share one storage, so the keys say whose they
/// are.
fn key(desk: Desk) -> &'static str {
    match desk {
        Desk::Own => "ziping.report",
        Desk::Sample => "ziping.sample",
    }
}

const KEPT_PREFIX: &str = "ziping.kept.";

/// The storage, unless the browser keeps it from pages like this one.
fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// What was saved last time. What can't be read is kept under another key, never written
/// over, and told.
pub fn start() -> Start {
    let mut start = Start {
        today: today(),
        ..Start::default()
    };
    let Some(storage) = storage().filter(can_write) else {
        start.saving = Saving::Failed(REFUSED.to_owned());
        return start;
    };
    for desk in [Desk::Own, Desk::Sample] {
        let Some(text) = storage.get_item(key(desk)).ok().flatten() else {
            continue;
        };
        match (save::read(&text), desk) {
            (Saved::Draft(draft), Desk::Own) => start.own = draft,
            (Saved::Draft(draft), Desk::Sample) => start.sample = Some(draft),
            (Saved::Newer(_), _) => start.notice = Some(put_aside(&storage, text, NEWER)),
            (Saved::Unknown, _) => start.notice = Some(put_aside(&storage, text, UNKNOWN)),
        }
    }
    start
}

const REFUSED: &str = "未保存：浏览器不允许本页保存，关闭前须导出";

/// Whether the storage takes anything at all.
fn can_write(storage: &Storage) -> bool {
    const PROBE: &str = "ziping.probe";
    let is_written = storage.set_item(PROBE, "1").is_ok();
    let _ = storage.remove_item(PROBE);
    is_written
}

const NEWER: &str = "浏览器中保存的内容来自更新版本的程序，本版本不能读取";
const UNKNOWN: &str = "浏览器中保存的内容已损坏或不是本程序的内容，不能读取";

fn put_aside(storage: &Storage, text: String, why: &str) -> Notice {
    let is_kept = is_kept(storage, &text) || {
        let key = format!("{KEPT_PREFIX}{}", JsDate::now());
        storage.set_item(&key, &text).is_ok()
    };
    let what = if is_kept {
        "已另行保留，没有删除"
    } else {
        "存储空间不足，不能另行保留，须先下载"
    };
    Notice {
        text: format!("{why}。{what}"),
        kept: Some(text),
    }
}

/// Whether a copy of this text was put aside before.
fn is_kept(storage: &Storage, text: &str) -> bool {
    let count = storage.length().unwrap_or(0);
    (0..count)
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter(|key| key.starts_with(KEPT_PREFIX))
        .any(|key| storage.get_item(&key).ok().flatten().as_deref() == Some(text))
}

/// Writes a draft and reads it back: only what was read back counts as saved.
pub fn save(desk: Desk, draft: &Draft) -> Saving {
    let Some(storage) = storage() else {
        return Saving::Failed(REFUSED.to_owned());
    };
    let text = save::write(draft);
    let is_written = storage.set_item(key(desk), &text).is_ok()
        && storage.get_item(key(desk)).ok().flatten().as_ref() == Some(&text);
    if is_written {
        Saving::Saved(time_of_day())
    } else {
        Saving::Failed("未保存：浏览器存储空间不足，关闭前须导出".to_owned())
    }
}

/// Hands the user a file.
pub fn download(name: &str, mime: &str, bytes: &[u8]) {
    let parts = Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)
        .expect_throw("a blob of bytes");
    let url = Url::create_object_url_with_blob(&blob).expect_throw("a URL for a blob");
    let link: HtmlAnchorElement = document()
        .create_element("a")
        .expect_throw("an anchor")
        .unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    // Firefox follows only links that are in the document.
    let body = gloo::utils::body();
    body.append_child(&link).expect_throw("a body");
    link.click();
    link.remove();
    // The download has the URL by then; without a delay some engines lose it.
    gloo::timers::callback::Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
}

/// Puts the cursor into the field at `place` and brings it, with its label, into view.
pub fn focus(place: &Place, text: &Rc<Draft>) {
    let Some(element) = document().get_element_by_id(&place.key()) else {
        return;
    };
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _ = element.focus();
    }
    if let Some(span) = place.span {
        select(&element, text.text(place), span);
    }
}

/// Selects a stretch of a field's text. The browser counts in UTF-16 units.
fn select(element: &Element, text: &str, span: Span) {
    let units = |end: usize| text.get(..end).map(|t| t.encode_utf16().count() as u32);
    let (Some(start), Some(end)) = (units(span.start), units(span.end)) else {
        return;
    };
    if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        let _ = area.set_selection_range(start, end);
    } else if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        let _ = input.set_selection_range(start, end);
    }
}

/// Puts the keyboard focus on the element with this id.
pub fn focus_id(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Begins a section at its top. The focus that went with the section before goes to the
/// form, so that Tab leads into it.
pub fn start_section() {
    let Some(form) = document().get_element_by_id("form") else {
        return;
    };
    form.set_scroll_top(0);
    let is_focus_lost = document()
        .active_element()
        .is_none_or(|element| element.tag_name() == "BODY");
    if is_focus_lost {
        focus_id("form");
    }
}

/// Whether a question waits for its answer.
pub fn is_question_open() -> bool {
    document().get_element_by_id("question_no").is_some()
}
