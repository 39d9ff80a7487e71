use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Value};

use crate::webdriver::{ConsoleLine, Fault, Session};

/// How long a page may take to show what a test expects of it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(10);

/// How often to look again.
const INTERVAL: Duration = Duration::from_millis(20);

/// Which element is meant. A plain string is an id, since every input's id is
/// its key, dots and all.
#[derive(Clone, Copy, Debug)]
pub enum Find<'a> {
    Id(&'a str),
    /// The first match of a CSS selector.
    Css(&'a str),
    /// The visible button, link, label or summary with exactly this text.
    Says(&'a str),
}

const WAIT_FOR_QUIET: &str = "return document.fonts.ready.then(() => new Promise(done => {
    let timer = setTimeout(done, 250);
    new MutationObserver(() => {
        clearTimeout(timer);
        timer = setTimeout(done, 250);
    }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
    setTimeout(done, 5000);
}))";

impl Find<'_> {
    fn selector(&self) -> &str {
        let (Find::Id(selector) | Find::Css(selector) | Find::Says(selector)) = self;
        selector
    }

    /// A JavaScript expression for the element, given its selector as
    /// `arguments[0]`.
    fn lookup(&self) -> &'static str {
        match self {
            Find::Id(_) => "document.getElementById(arguments[0])",
            Find::Css(_) => "document.querySelector(arguments[0])",
            Find::Says(_) => {
                "[...document.querySelectorAll('button, a, summary, label, [role=button], \
                  [role=tab], [role=menuitem], [role=link], [role=option]')].find(it => \
                  it.innerText.trim() === arguments[0] && it.getClientRects().length > 0)"
            }
        }
    }
}

impl fmt::Display for Find<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Find::Id(id) => write!(f, "the element {id:?}"),
            Find::Css(selector) => write!(f, "the element at {selector:?}"),
            Find::Says(text) => write!(f, "what says {text:?}"),
        }
    }
}

impl<'a> From<&'a str> for Find<'a> {
    fn from(id: &'a str) -> Find<'a> {
        Find::Id(id)
    }
}

impl<'a> From<&'a String> for Find<'a> {
    fn from(id: &'a String) -> Find<'a> {
        Find::Id(id)
    }
}

/// What a page is seen through.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Viewport {
    /// In pixels of the screen at scale 1, with the scroll bar.
    pub width: u32,
    pub height: u32,
    /// Device pixels per pixel: 2 on a dense screen.
    pub scale: f64,
    /// The browser's own zoom (Ctrl and +): 2 leaves half of the width to the page.
    pub zoom: f64,
}

impl Default for Viewport {
    /// The usual screen in the offices that the page is for.
    fn default() -> Viewport {
        Viewport {
            width: 1366,
            height: 768,
            scale: 1.0,
            zoom: 1.0,
        }
    }
}

/// Where an element is, in CSS pixels from the top left of the viewport.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    pub x: f64,
    pub y: f64,
    pub width: f64,
    pub height: f64,
}

impl Rect {
    pub fn right(&self) -> f64 {
        self.x + self.width
    }

    pub fn bottom(&self) -> f64 {
        self.y + self.height
    }

    /// Whether the two have an area in common.
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }
}

/// One tab. Whatever names an element waits until it is there and can be used,
/// and panics if it doesn't come.
#[derive(Clone)]
pub struct Page {
    session: Arc<Session>,
    window: String,
}

impl Page {
    pub(crate) fn new(session: Arc<Session>, window: String) -> Page {
        Page { session, window }
    }

    fn post(&self, command: &str, body: &Value) -> Result<Value, Fault> {
        self.session
            .send_to(&self.window, "POST", command, Some(body))
    }

    fn get(&self, command: &str) -> Result<Value, Fault> {
        self.session.send_to(&self.window, "GET", command, None)
    }
}

/// # Where the page is
impl Page {
    /// Opens a file as a double click does (`file://`) and waits for its load
    /// event.
    #[track_caller]
    pub fn goto_file(&self, path: &Path) {
        match path.canonicalize() {
            Ok(path) => self.goto(&file_url(&path)),
            Err(e) => panic!("{}: {e}", path.display()),
        }
    }

    #[track_caller]
    pub fn goto(&self, url: &str) {
        expect(url, self.post("/url", &json!({ "url": url })));
    }

    #[track_caller]
    pub fn reload(&self) {
        expect("reloading", self.post("/refresh", &json!({})));
    }

    #[track_caller]
    pub fn url(&self) -> String {
        string(expect("the address", self.get("/url")))
    }

    #[track_caller]
    pub fn title(&self) -> String {
        string(expect("the title", self.get("/title")))
    }

    /// Puts the tab in front and gives it the focus. Headless Chromium leaves the
    /// other tabs visible to themselves: to hide a page, [`Page::minimize`] it.
    #[track_caller]
    pub fn bring_to_front(&self) {
        self.cdp("Page.bringToFront", json!({}));
    }

    /// Minimizes the page's window: the page is told that it is hidden, as it is
    /// when its user turns to another program.
    #[track_caller]
    pub fn minimize(&self) {
        self.set_window_state("minimized");
    }

    #[track_caller]
    pub fn restore(&self) {
        self.set_window_state("normal");
    }

    #[track_caller]
    fn set_window_state(&self, state: &str) {
        let window = self.cdp("Browser.getWindowForTarget", json!({}));
        let bounds = json!({ "windowId": window["windowId"], "bounds": { "windowState": state } });
        self.cdp("Browser.setWindowBounds", bounds);
    }

    #[track_caller]
    pub fn close(self) {
        expect("closing the tab", self.session.close_window(&self.window));
    }
}

/// # What the user does
impl Page {
    /// Scrolls to the element and clicks its middle. Fails if something else
    /// lies over it.
    #[track_caller]
    pub fn click<'a>(&self, find: impl Into<Find<'a>>) {
        self.use_element(find.into(), "clicking", |element| {
            self.post(&format!("/element/{element}/click"), &json!({}))
        });
    }

    #[track_caller]
    pub fn focus<'a>(&self, find: impl Into<Find<'a>>) {
        self.read(find.into(), "element.focus()", Value::Null);
    }

    /// Presses the mouse in the middle of one element, moves it to another's, lets go.
    #[track_caller]
    pub fn drag<'a>(&self, from: impl Into<Find<'a>>, to: impl Into<Find<'a>>) {
        let middle = |find: Find<'_>| {
            let rect = self.rect(find);
            let (x, y) = (rect.x + rect.width / 2.0, rect.y + rect.height / 2.0);
            json!({ "type": "pointerMove", "x": x as i64, "y": y as i64, "duration": 50 })
        };
        let steps = json!([
            middle(from.into()),
            { "type": "pointerDown", "button": 0 },
            middle(to.into()),
            { "type": "pointerUp", "button": 0 },
        ]);
        let body = json!({ "actions": [{ "type": "pointer", "id": "mouse", "actions": steps }] });
        expect("dragging", self.post("/actions", &body));
    }

    /// Types at the end of what the field holds, key by key.
    #[track_caller]
    pub fn type_into<'a>(&self, find: impl Into<Find<'a>>, text: &str) {
        self.use_element(find.into(), "typing into", |element| {
            self.post(
                &format!("/element/{element}/value"),
                &json!({ "text": text }),
            )
        });
    }

    /// Selects what the field holds and types over it; an empty text deletes it.
    #[track_caller]
    pub fn retype<'a>(&self, find: impl Into<Find<'a>>, text: &str) {
        let find = find.into();
        self.clear(find);
        if !text.is_empty() {
            self.type_into(find, text);
        }
    }

    /// Empties the field by keys, as a user does: the field keeps the focus.
    #[track_caller]
    pub fn clear<'a>(&self, find: impl Into<Find<'a>>) {
        self.focus(find);
        self.press("Control+a");
        self.press("Delete");
    }

    /// Presses a key, such as `Enter`, `Control+z` or `Control+Shift+Tab`, in
    /// whatever has the focus.
    #[track_caller]
    pub fn press(&self, keys: &str) {
        let strokes = key_strokes(keys);
        let body = json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": strokes }] });
        expect(keys, self.post("/actions", &body));
    }

    /// Presses the keys of a text, one after the other, in whatever has the focus.
    #[track_caller]
    pub fn press_each(&self, text: &str) {
        for c in text.chars() {
            self.press(&c.to_string());
        }
    }

    /// Shows unfinished text of an input method in what has the focus.
    #[track_caller]
    pub fn compose(&self, text: &str) {
        let end = text.encode_utf16().count();
        self.input_method_key();
        self.cdp(
            "Input.imeSetComposition",
            json!({ "text": text, "selectionStart": end, "selectionEnd": end }),
        );
    }

    /// Ends the composition with the text that was chosen.
    #[track_caller]
    pub fn commit(&self, text: &str) {
        self.input_method_key();
        self.cdp("Input.insertText", json!({ "text": text }));
    }

    /// Types as an input method does: each step in turn, then the choice. For
    /// 海口 the steps may be `["h", "hai", "hai'k", "hai'kou"]`.
    #[track_caller]
    pub fn type_by_ime<'a>(&self, find: impl Into<Find<'a>>, steps: &[&str], chosen: &str) {
        self.focus(find);
        for step in steps {
            self.compose(step);
        }
        self.commit(chosen);
    }

    /// While an input method works, pages see its keys as key code 229.
    #[track_caller]
    fn input_method_key(&self) {
        let key = json!({ "type": "rawKeyDown", "key": "Process", "windowsVirtualKeyCode": 229 });
        self.cdp("Input.dispatchKeyEvent", key);
    }

    /// Chooses the option with this text in a `<select>`.
    #[track_caller]
    pub fn select<'a>(&self, find: impl Into<Find<'a>>, option: &str) {
        let find = find.into();
        let script = format!(
            "const element = {}; return element && \
             [...element.options].find(it => it.text.trim() === arguments[1])",
            find.lookup()
        );
        let arguments = json!([find.selector(), option]);
        let what = format!("choosing {option:?} in {find}");
        insist(&what, || {
            let element = self.element(&script, &arguments)?;
            self.post(&format!("/element/{element}/click"), &json!({}))
        });
    }

    /// Puts a file into an `<input type=file>`, shown or hidden.
    #[track_caller]
    pub fn upload<'a>(&self, find: impl Into<Find<'a>>, file: &Path) {
        match file.canonicalize() {
            Ok(file) => self.type_into(find, &file.to_string_lossy()),
            Err(e) => panic!("{}: {e}", file.display()),
        }
    }

    /// Puts several files at once into an `<input type=file multiple>`.
    #[track_caller]
    pub fn upload_all<'a>(&self, find: impl Into<Find<'a>>, files: &[PathBuf]) {
        let names: Vec<String> = files
            .iter()
            .map(|file| match file.canonicalize() {
                Ok(file) => file.to_string_lossy().into_owned(),
                Err(e) => panic!("{}: {e}", file.display()),
            })
            .collect();
        self.type_into(find, &names.join("\n"));
    }

    /// Drops files onto the middle of an element, as from a file manager.
    #[track_caller]
    pub fn drop_files<'a>(&self, find: impl Into<Find<'a>>, files: &[PathBuf]) {
        let files: Vec<&str> = files.iter().filter_map(|file| file.to_str()).collect();
        let onto = self.rect(find);
        let (x, y) = (onto.x + onto.width / 2.0, onto.y + onto.height / 2.0);
        let data = json!({ "items": [], "files": files, "dragOperationsMask": 1 });
        for kind in ["dragEnter", "dragOver", "drop"] {
            let event = json!({ "type": kind, "x": x, "y": y, "data": data });
            self.cdp("Input.dispatchDragEvent", event);
        }
    }

    /// Copies a text elsewhere and pastes it into the field (Ctrl+V).
    #[track_caller]
    pub fn paste_into<'a>(&self, find: impl Into<Find<'a>>, text: &str) {
        self.set_clipboard(text);
        self.focus(find);
        self.press("Control+v");
    }

    /// Puts a text on the clipboard, which each browser has for itself.
    #[track_caller]
    pub fn set_clipboard(&self, text: &str) {
        self.with_clipboard(&format!("writeText({})", json!(text)));
    }

    /// Puts rich text on the clipboard, as a spreadsheet or word processor does:
    /// the same as HTML and as plain text.
    #[track_caller]
    pub fn set_clipboard_html(&self, html: &str, text: &str) {
        let blob = |kind: &str, content: &str| {
            format!("new Blob([{}], {{ type: '{kind}' }})", json!(content))
        };
        let html = blob("text/html", html);
        let text = blob("text/plain", text);
        self.with_clipboard(&format!(
            "write([new ClipboardItem({{ 'text/html': {html}, 'text/plain': {text} }})])"
        ));
    }

    /// What the page has put on the clipboard.
    #[track_caller]
    pub fn clipboard(&self) -> String {
        string(self.with_clipboard("readText()"))
    }

    /// Only the tab in front has a clipboard, and a page may read it only if the
    /// user has allowed it.
    #[track_caller]
    fn with_clipboard(&self, call: &str) -> Value {
        self.bring_to_front();
        let permission =
            json!({ "permission": { "name": "clipboard-read" }, "setting": "granted" });
        self.cdp("Browser.setPermission", permission);
        let mut answer = self.cdp(
            "Runtime.evaluate",
            json!({
                "expression": format!("navigator.clipboard.{call}"),
                "userGesture": true,
                "awaitPromise": true,
            }),
        );
        if let Some(e) = answer.get("exceptionDetails") {
            panic!("the clipboard: {}", e["exception"]["description"]);
        }
        answer["result"]["value"].take()
    }

    /// The question of an open `alert`, `confirm` or `beforeunload`.
    #[track_caller]
    pub fn dialog(&self) -> String {
        string(expect("the dialog", self.get("/alert/text")))
    }

    #[track_caller]
    pub fn accept_dialog(&self) {
        expect("accepting", self.post("/alert/accept", &json!({})));
    }

    #[track_caller]
    pub fn dismiss_dialog(&self) {
        expect("dismissing", self.post("/alert/dismiss", &json!({})));
    }
}

/// # What the user sees
impl Page {
    /// Whether the element is there now: this doesn't wait.
    #[track_caller]
    pub fn exists<'a>(&self, find: impl Into<Find<'a>>) -> bool {
        let find = find.into();
        let script = format!("return Boolean({})", find.lookup());
        self.js_with(&script, json!([find.selector()])) == true
    }

    /// Whether the element is there now and takes up room on the page, be it
    /// scrolled to or not.
    #[track_caller]
    pub fn visible<'a>(&self, find: impl Into<Find<'a>>) -> bool {
        let find = find.into();
        let script = format!(
            "const element = {}; return Boolean(element) && element.getClientRects().length > 0 \
             && getComputedStyle(element).visibility === 'visible'",
            find.lookup()
        );
        self.js_with(&script, json!([find.selector()])) == true
    }

    /// The text as shown (`innerText`), trimmed.
    #[track_caller]
    pub fn text<'a>(&self, find: impl Into<Find<'a>>) -> String {
        string(self.read(find.into(), "element.innerText.trim()", Value::Null))
    }

    /// The text of every match of a CSS selector, in document order.
    #[track_caller]
    pub fn texts(&self, css: &str) -> Vec<String> {
        let script = "return [...document.querySelectorAll(arguments[0])]\
                      .map(it => it.innerText.trim())";
        match self.js_with(script, json!([css])) {
            Value::Array(texts) => texts.into_iter().map(string).collect(),
            other => panic!("the texts of {css:?} are {other}"),
        }
    }

    /// How many elements match a CSS selector now.
    #[track_caller]
    pub fn count(&self, css: &str) -> usize {
        let script = "return document.querySelectorAll(arguments[0]).length";
        match self.js_with(script, json!([css])).as_u64() {
            Some(count) => count as usize,
            None => panic!("{css:?} isn't a selector"),
        }
    }

    /// What a field holds.
    #[track_caller]
    pub fn value<'a>(&self, find: impl Into<Find<'a>>) -> String {
        string(self.property(find, "value"))
    }

    /// A property of the DOM object, such as `checked`, `disabled` or
    /// `selectionStart`.
    #[track_caller]
    pub fn property<'a>(&self, find: impl Into<Find<'a>>, name: &str) -> Value {
        self.read(find.into(), "element[arguments[1]]", json!(name))
    }

    #[track_caller]
    pub fn attribute<'a>(&self, find: impl Into<Find<'a>>, name: &str) -> Option<String> {
        let attribute = "element.getAttribute(arguments[1])";
        match self.read(find.into(), attribute, json!(name)) {
            Value::Null => None,
            value => Some(string(value)),
        }
    }

    /// The computed value of a CSS property.
    #[track_caller]
    pub fn style<'a>(&self, find: impl Into<Find<'a>>, property: &str) -> String {
        let style = "getComputedStyle(element).getPropertyValue(arguments[1])";
        string(self.read(find.into(), style, json!(property)))
    }

    #[track_caller]
    pub fn rect<'a>(&self, find: impl Into<Find<'a>>) -> Rect {
        let rect = self.read(find.into(), "element.getBoundingClientRect()", Value::Null);
        let side = |name: &str| rect[name].as_f64().unwrap_or_default();
        Rect {
            x: side("x"),
            y: side("y"),
            width: side("width"),
            height: side("height"),
        }
    }

    /// The name that a screen reader says.
    #[track_caller]
    pub fn accessible_name<'a>(&self, find: impl Into<Find<'a>>) -> String {
        string(self.use_element(find.into(), "the name of", |element| {
            self.get(&format!("/element/{element}/computedlabel"))
        }))
    }

    /// The role that a screen reader says.
    #[track_caller]
    pub fn accessible_role<'a>(&self, find: impl Into<Find<'a>>) -> String {
        string(self.use_element(find.into(), "the role of", |element| {
            self.get(&format!("/element/{element}/computedrole"))
        }))
    }

    /// The id of what has the focus, or its tag name where it has no id.
    #[track_caller]
    pub fn focused(&self) -> String {
        string(
            self.js("const it = document.activeElement; return it.id || it.tagName.toLowerCase()"),
        )
    }
}

/// # Waiting
impl Page {
    /// Waits until the closure is true. `what` completes the sentence "waited
    /// for …".
    #[track_caller]
    pub fn wait_until(&self, what: &str, is_so: impl FnMut() -> bool) {
        self.wait_within(PATIENCE, what, is_so);
    }

    #[track_caller]
    pub fn wait_within(&self, limit: Duration, what: &str, mut is_so: impl FnMut() -> bool) {
        let started = Instant::now();
        while !is_so() {
            if started.elapsed() > limit {
                panic!("waited {limit:?} for {what}");
            }
            thread::sleep(INTERVAL);
        }
    }

    /// Waits until the element is there and visible.
    #[track_caller]
    pub fn wait_for<'a>(&self, find: impl Into<Find<'a>>) {
        let find = find.into();
        self.wait_until(&find.to_string(), || self.visible(find));
    }

    /// Waits until the element is gone or hidden.
    #[track_caller]
    pub fn wait_gone<'a>(&self, find: impl Into<Find<'a>>) {
        let find = find.into();
        self.wait_until(&format!("{find} to go"), || !self.visible(find));
    }

    /// Waits until the element's text contains this one.
    #[track_caller]
    pub fn wait_for_text<'a>(&self, find: impl Into<Find<'a>>, text: &str) {
        let find = find.into();
        let started = Instant::now();
        loop {
            let shown = self.text(find);
            if shown.contains(text) {
                return;
            }
            if started.elapsed() > PATIENCE {
                panic!("waited {PATIENCE:?} for {text:?} in {find}, which says {shown:?}");
            }
            thread::sleep(INTERVAL);
        }
    }

    /// Waits until the field holds exactly this.
    #[track_caller]
    pub fn wait_for_value<'a>(&self, find: impl Into<Find<'a>>, value: &str) {
        let find = find.into();
        let started = Instant::now();
        loop {
            let held = self.value(find);
            if held == value {
                return;
            }
            if started.elapsed() > PATIENCE {
                panic!("waited {PATIENCE:?} for {value:?} in {find}, which holds {held:?}");
            }
            thread::sleep(INTERVAL);
        }
    }
}

/// # Behind the scenes
impl Page {
    /// Runs the body of a function in the page and gives back what it returns; a
    /// promise is waited for. The page's policy doesn't bind it.
    #[track_caller]
    pub fn js(&self, script: &str) -> Value {
        self.js_with(script, json!([]))
    }

    /// The same with a list of arguments: `arguments[0]` and so on.
    #[track_caller]
    pub fn js_with(&self, script: &str, arguments: Value) -> Value {
        expect(script, self.execute(script, &arguments))
    }

    /// Waits until nothing has changed in the document for a while: the page draws itself
    /// after its load event.
    #[track_caller]
    pub fn wait_for_quiet(&self) {
        self.js(WAIT_FOR_QUIET);
    }

    /// Runs a script in the page before any of its own, from the next load on:
    /// to set the clock, or to break the storage.
    #[track_caller]
    pub fn before_load(&self, script: &str) {
        let script = json!({ "source": script });
        self.cdp("Page.addScriptToEvaluateOnNewDocument", script);
    }

    /// Sends a command of the DevTools protocol.
    #[track_caller]
    pub fn cdp(&self, command: &str, parameters: Value) -> Value {
        let body = json!({ "cmd": command, "params": parameters });
        expect(command, self.post("/goog/cdp/execute", &body))
    }

    /// Everything that the console has shown since the browser started, in all
    /// of its tabs.
    #[track_caller]
    pub fn console(&self) -> Vec<ConsoleLine> {
        expect("the console", self.session.console())
    }

    /// The errors in it: exceptions, `console.error`, violations of the policy
    /// and what couldn't be loaded.
    #[track_caller]
    pub fn console_errors(&self) -> Vec<String> {
        let mut lines = self.console();
        lines.retain(|line| line.level == "SEVERE");
        lines.into_iter().map(|line| line.message).collect()
    }

    /// Every address outside of this machine that has been asked for since the
    /// browser started, in all of its tabs, even if a policy stopped it. Bare
    /// `<link rel=preconnect>` and `dns-prefetch` don't show up here.
    #[track_caller]
    pub fn requests(&self) -> Vec<String> {
        expect("the requests", self.session.requests())
    }
}

/// # Pictures and paper
impl Page {
    #[track_caller]
    pub fn set_viewport(&self, viewport: Viewport) {
        let zoomed = |pixels: u32| (f64::from(pixels) / viewport.zoom).round();
        self.cdp(
            "Emulation.setDeviceMetricsOverride",
            json!({
                "width": zoomed(viewport.width),
                "height": zoomed(viewport.height),
                "screenWidth": zoomed(viewport.width),
                "screenHeight": zoomed(viewport.height),
                "deviceScaleFactor": viewport.scale * viewport.zoom,
                "mobile": false,
            }),
        );
    }

    /// Makes the window so large that this is the viewport: for engines that have no
    /// other way.
    #[track_caller]
    pub(crate) fn resize_window(&self, viewport: Viewport) {
        let wanted = [viewport.width, viewport.height].map(i64::from);
        let mut window = wanted;
        self.wait_until("the window to have its size", || {
            let body = json!({ "width": window[0], "height": window[1] });
            expect("resizing", self.post("/window/rect", &body));
            // It takes its time.
            self.wait_for_quiet();
            let has = self.js("return [innerWidth, innerHeight]");
            let has = [&has[0], &has[1]].map(|side| side.as_i64().unwrap_or_default());
            window = [0, 1].map(|side| window[side] + wanted[side] - has[side]);
            has == wanted
        });
    }

    /// Shows the page as on `"print"`, or on the screen again (`""`).
    #[track_caller]
    pub fn emulate_media(&self, media: &str) {
        self.cdp("Emulation.setEmulatedMedia", json!({ "media": media }));
    }

    /// A picture (PNG) of what the viewport shows.
    #[track_caller]
    pub fn screenshot(&self, file: &Path) {
        write(file, &expect("the picture", self.get("/screenshot")));
    }

    /// A small picture (WebP) for a document: of what the viewport shows, or of a part of it.
    #[track_caller]
    pub fn screenshot_webp(&self, file: &Path, quality: u32, part: Option<Rect>) {
        let mut parameters = json!({ "format": "webp", "quality": quality });
        if let Some(Rect {
            x,
            y,
            width,
            height,
        }) = part
        {
            parameters["clip"] =
                json!({ "x": x, "y": y, "width": width, "height": height, "scale": 1 });
        }
        self.capture(file, parameters);
    }

    /// A picture (PNG) of the whole page, however long.
    #[track_caller]
    pub fn screenshot_full(&self, file: &Path) {
        let metrics = self.cdp("Page.getLayoutMetrics", json!({}));
        let size = &metrics["cssContentSize"];
        let clip = json!({
            "x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1,
        });
        self.capture(file, json!({ "captureBeyondViewport": true, "clip": clip }));
    }

    #[track_caller]
    fn capture(&self, file: &Path, parameters: Value) {
        let picture = self.cdp("Page.captureScreenshot", parameters);
        write(file, &picture["data"]);
    }

    /// What the user's printer gets, by WebDriver's own command, which Firefox has too.
    #[track_caller]
    pub fn print(&self) -> Vec<u8> {
        self.wait_for_quiet(); // See `pdf`.
        let a4 = json!({ "width": 21.0, "height": 29.7 });
        let body = json!({ "page": a4, "background": true, "shrinkToFit": false });
        bytes(&expect("printing", self.post("/print", &body)))
    }

    /// What the user's printer gets: A4 with backgrounds and without headers,
    /// unless the page's own `@page` says otherwise.
    #[track_caller]
    pub fn pdf(&self) -> Vec<u8> {
        // On a loaded machine Chromium fails now and then to print a page that it
        // hasn't drawn yet: 4 times in 336, and in 864 never after this.
        self.wait_for_quiet();
        let pdf = self.cdp(
            "Page.printToPDF",
            json!({
                "paperWidth": 210.0 / 25.4,
                "paperHeight": 297.0 / 25.4,
                "preferCSSPageSize": true,
                "printBackground": true,
            }),
        );
        bytes(&pdf["data"])
    }
}

impl Page {
    fn execute(&self, script: &str, arguments: &Value) -> Result<Value, Fault> {
        let body = json!({ "script": script, "args": arguments });
        self.post("/execute/sync", &body)
    }

    /// The value of a JavaScript expression about `element`, in one go, so that
    /// the element can't go away between being found and being read.
    #[track_caller]
    fn read(&self, find: Find<'_>, expression: &str, argument: Value) -> Value {
        let script = format!(
            "const element = {}; return element ? [{expression}] : []",
            find.lookup()
        );
        let arguments = json!([find.selector(), argument]);
        insist(&format!("reading {find}"), || {
            match self.execute(&script, &arguments)? {
                Value::Array(found) => found.into_iter().next().ok_or_else(not_there),
                other => Err(Fault::new("unexpected answer", &other.to_string())),
            }
        })
    }

    /// Does something to an element by the driver's name for it.
    #[track_caller]
    fn use_element(
        &self,
        find: Find<'_>,
        what: &str,
        act: impl Fn(&str) -> Result<Value, Fault>,
    ) -> Value {
        let script = format!("return {}", find.lookup());
        let arguments = json!([find.selector()]);
        insist(&format!("{what} {find}"), || {
            act(&self.element(&script, &arguments)?)
        })
    }

    /// The driver's name for the element that a script returns.
    fn element(&self, script: &str, arguments: &Value) -> Result<String, Fault> {
        let found = self.execute(script, arguments)?;
        // The key is a constant of the standard, and the only one.
        let name = found.as_object().and_then(|names| names.values().next());
        name.and_then(Value::as_str)
            .map(String::from)
            .ok_or_else(not_there)
    }
}

fn not_there() -> Fault {
    Fault::new("no such element", "it isn't on the page")
}

/// Repeats what may pass in a moment, so that a test needn't know how fast the
/// page draws itself.
#[track_caller]
fn insist(what: &str, mut attempt: impl FnMut() -> Result<Value, Fault>) -> Value {
    let started = Instant::now();
    loop {
        match attempt() {
            Ok(value) => return value,
            Err(fault) if fault.may_pass() && started.elapsed() < PATIENCE => {
                thread::sleep(INTERVAL);
            }
            Err(fault) => panic!("{what}: {fault}"),
        }
    }
}

#[track_caller]
fn expect<T>(what: &str, result: Result<T, Fault>) -> T {
    match result {
        Ok(value) => value,
        Err(fault) => panic!("{what}: {fault}"),
    }
}

#[track_caller]
fn string(value: Value) -> String {
    match value {
        Value::String(text) => text,
        other => panic!("a text was expected, not {other}"),
    }
}

#[track_caller]
fn write(file: &Path, base64: &Value) {
    if let Err(e) = fs::write(file, bytes(base64)) {
        panic!("writing {}: {e}", file.display());
    }
}

#[track_caller]
fn bytes(base64: &Value) -> Vec<u8> {
    match BASE64_STANDARD.decode(base64.as_str().unwrap_or_default()) {
        Ok(bytes) => bytes,
        Err(e) => panic!("the browser's base64: {e}"),
    }
}

/// The address of a file, with everything but plain letters escaped: the users'
/// directories have Chinese names, blanks and number signs.
fn file_url(path: &Path) -> String {
    let mut url = String::from("file://");
    for byte in path.to_string_lossy().bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'~' => url.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => url.push(char::from(byte)),
            _ => url += &format!("%{byte:02X}"),
        }
    }
    url
}

/// The names of keys and the private characters by which WebDriver knows them.
const KEYS: [(&str, &str); 20] = [
    ("Control", "\u{e009}"),
    ("Shift", "\u{e008}"),
    ("Alt", "\u{e00a}"),
    ("Meta", "\u{e03d}"),
    ("Enter", "\u{e007}"),
    ("Tab", "\u{e004}"),
    ("Escape", "\u{e00c}"),
    ("Backspace", "\u{e003}"),
    ("Delete", "\u{e017}"),
    ("Insert", "\u{e016}"),
    ("Space", " "),
    ("ArrowLeft", "\u{e012}"),
    ("ArrowUp", "\u{e013}"),
    ("ArrowRight", "\u{e014}"),
    ("ArrowDown", "\u{e015}"),
    ("Home", "\u{e011}"),
    ("End", "\u{e010}"),
    ("PageUp", "\u{e00e}"),
    ("PageDown", "\u{e00f}"),
    ("F2", "\u{e032}"),
];

/// Presses the keys of `Control+Shift+z` from left to right and lets go of them
/// in reverse.
#[track_caller]
fn key_strokes(keys: &str) -> Vec<Value> {
    let mut pressed = Vec::new();
    let mut rest = keys;
    // The last key may be a plus itself.
    while let Some((modifier, after)) = rest.split_once('+').filter(|split| !split.0.is_empty()) {
        pressed.push(key(modifier));
        rest = after;
    }
    pressed.push(key(rest));
    let down = pressed
        .iter()
        .map(|key| json!({ "type": "keyDown", "value": key }));
    let up = pressed.iter().rev();
    let up = up.map(|key| json!({ "type": "keyUp", "value": key }));
    down.chain(up).collect()
}

#[track_caller]
fn key(name: &str) -> &str {
    if name.chars().count() == 1 {
        return name;
    }
    match KEYS.iter().find(|(known, _)| *known == name) {
        Some((_, value)) => value,
        None => panic!("there is no key {name:?}"),
    }
}
