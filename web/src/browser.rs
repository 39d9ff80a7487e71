//! Everything that touches the browser: storage, clock, files, focus.

mod database;
pub mod focus;
pub mod intake;
pub mod keeper;
mod local;
mod lock;
pub mod office;

use std::rc::Rc;

use gloo::events::EventListener;
use gloo::render::{request_animation_frame, AnimationFrame};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Array, Date as JsDate};
use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{
    Blob, BlobPropertyBag, CssStyleSheet, Element, HtmlAnchorElement, HtmlDocument, HtmlElement,
    HtmlInputElement, HtmlTextAreaElement, InputEvent, ScrollIntoViewOptions,
    ScrollLogicalPosition, Url,
};
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::place::{Place, Span};

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

/// The computer's clock, in milliseconds since 1970.
pub fn now() -> u64 {
    JsDate::now() as u64
}

/// Digits that no other page has.
fn random() -> String {
    let number = js_sys::Math::random() * f64::from(u32::MAX);
    format!("{:08x}", number as u32)
}

/// A time as the page says it: `10:32:05` today, `7月7日 10:32` before.
pub fn time_in_words(millis: u64) -> String {
    let then = JsDate::new(&(millis as f64).into());
    let today = JsDate::new_0();
    let (hours, minutes) = (then.get_hours(), then.get_minutes());
    if then.to_date_string() == today.to_date_string() {
        return format!("{hours:02}:{minutes:02}:{:02}", then.get_seconds());
    }
    let year = match then.get_full_year() == today.get_full_year() {
        true => String::new(),
        false => format!("{}年", then.get_full_year()),
    };
    let (month, day) = (then.get_month() + 1, then.get_date());
    format!("{year}{month}月{day}日 {hours:02}:{minutes:02}")
}

/// The time for a file's name: `20220707-1032`.
fn stamp() -> String {
    let now = JsDate::new_0();
    format!(
        "{}{:02}{:02}-{:02}{:02}",
        now.get_full_year(),
        now.get_month() + 1,
        now.get_date(),
        now.get_hours(),
        now.get_minutes()
    )
}

/// Runs something once what is drawn now is on the screen. Dropping it calls that off.
pub fn after_paint(run: impl FnOnce() + 'static) -> AfterPaint {
    AfterPaint(request_animation_frame(move |_| {
        Timeout::new(0, run).forget();
    }))
}

#[must_use]
pub struct AfterPaint(AnimationFrame);

impl AfterPaint {
    pub fn forget(self) {
        std::mem::forget(self.0);
    }
}

/// The name in the browser's tab.
pub fn set_title(title: &str) {
    document().set_title(title);
}

/// Bytes as the address of a picture.
pub fn data_url(mime: &str, bytes: &[u8]) -> String {
    // The browser encodes characters up to 0xFF, each as a byte.
    let characters: String = bytes.iter().copied().map(char::from).collect();
    let encoded = window().btoa(&characters).unwrap_or_default();
    format!("data:{mime};base64,{encoded}")
}

/// Prints what the style sheets leave to the printer, on pages that these rules describe. The
/// page's policy lets no style sheet be written, but its own may be given rules.
pub fn print(page_rules: &[&str], done: impl FnOnce() + 'static) {
    let sheet = document().style_sheets().item(0);
    let sheet = sheet.and_then(|sheet| sheet.dyn_into::<CssStyleSheet>().ok());
    let rules = sheet.as_ref().and_then(|sheet| sheet.css_rules().ok());
    let own = rules.map_or(0, |rules| rules.length());
    if let Some(sheet) = &sheet {
        for rule in page_rules {
            // An engine that doesn't know a rule prints without it.
            let _ = sheet.insert_rule(rule);
        }
    }
    let after = EventListener::once(&window(), "afterprint", move |_| {
        let added = sheet
            .as_ref()
            .and_then(|sheet| Some((sheet, sheet.css_rules().ok()?)));
        if let Some((sheet, rules)) = added {
            // New rules stand before the sheet's own.
            for _ in own..rules.length() {
                let _ = sheet.delete_rule(0);
            }
        }
        done();
    });
    after.forget();
    let _ = window().print();
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
    Timeout::new(10_000, move || {
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
pub fn select(element: &Element, text: &str, span: Span) {
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

/// Puts a text into the clipboard, in the one way that every engine allows a page from a
/// disk: whether it could.
pub fn copy(text: &str) -> bool {
    let Ok(area) = document().create_element("textarea") else {
        return false;
    };
    let area: HtmlTextAreaElement = area.unchecked_into();
    area.set_value(text);
    area.set_class_name("sr-only");
    let body = gloo::utils::body();
    if body.append_child(&area).is_err() {
        return false;
    }
    area.select();
    let document: HtmlDocument = document().unchecked_into();
    let is_copied = document.exec_command("copy").unwrap_or(false);
    area.remove();
    is_copied
}

/// Brings an element to the middle of what scrolls around it, and the focus onto it.
pub fn show_id(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
        focus_id(id);
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

/// Whether an input method typed this: its letters, or the word that it puts in their place,
/// which Firefox doesn't call composing any more.
pub fn is_composed(event: &InputEvent) -> bool {
    // What a browser or its extensions fill in comes as a plain event, which has no type.
    event.has_type::<InputEvent>()
        && (event.is_composing() || event.input_type() == "insertCompositionText")
}

/// Whether a question waits for its answer.
pub fn is_question_open() -> bool {
    document().get_element_by_id("question_no").is_some()
}
