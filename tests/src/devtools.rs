//! Chromiums that no driver drives any more: the commands of WebDriver that a
//! [`Page`](crate::Page) gives, carried out by the DevTools protocol over a pair of pipes.
//!
//! One tab, no dialogs; a command that is missing here is a [`Fault`].

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{channel, Receiver};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{json, Value};

use crate::webdriver::{lock, Fault, Process, Session, Wire, INSTALL};

/// How long an answer, or a page's load, may take.
const LIMIT: Duration = Duration::from_secs(60);

/// The name of an element in what a script returns: a constant of the standard.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The middle of an element, once it is scrolled to; or why it can't be clicked.
const MIDDLE: &str = "function () {
    this.scrollIntoView({ block: 'center', inline: 'center' });
    const box = this.getBoundingClientRect();
    if (box.width === 0 || box.height === 0) return 'element not interactable';
    const x = box.left + box.width / 2, y = box.top + box.height / 2;
    const there = document.elementFromPoint(x, y);
    return this.contains(there) || this.control && this.control.contains(there)
        ? [x, y] : 'element click intercepted';
}";

/// What clicking does with an option, which has no place of its own.
const CHOOSE: &str = "function () {
    if (!(this instanceof HTMLOptionElement)) return false;
    const select = this.closest('select');
    select.focus();
    this.selected = true;
    for (const type of ['input', 'change']) select.dispatchEvent(new Event(type, { bubbles: true }));
    return true;
}";

/// Puts the cursor behind what a field holds. Gives the field's type.
const TO_THE_END: &str = "function () {
    if (this.type === 'file') return this.type;
    if (document.activeElement !== this) this.focus();
    if (this.value && this.setSelectionRange) {
        try { this.setSelectionRange(this.value.length, this.value.length) } catch (e) {}
    }
    return this.type;
}";

/// A Chromium at the other end of two pipes.
pub(crate) struct DevTools {
    browser: Process,
    state: Mutex<State>,
}

struct State {
    /// Until the browser is closed.
    commands: Option<ChildStdin>,
    messages: Receiver<Value>,
    /// The number of the last command.
    last: u64,
    /// The one tab, and what the protocol calls the session with it.
    tab: String,
    session: String,
    /// Whether the document that was asked for has had its load event.
    is_loaded: bool,
    console: Vec<Value>,
    network: Vec<Value>,
    modifiers: u32,
}

impl DevTools {
    /// Starts a Chromium whose arguments and environment are set.
    pub(crate) fn open(browser: Command, home: &Path) -> Session {
        // Chromium reads commands from descriptor 3 and writes to 4.
        let log = File::create(home.join("driver.log")).expect("the directory can be written to");
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "exec \"$0\" \"$@\" 3<&0 4>&1 0</dev/null 1>&2"])
            .arg(browser.get_program())
            .arg("--remote-debugging-pipe")
            .args(browser.get_args())
            .envs(
                browser
                    .get_envs()
                    .filter_map(|(name, value)| Some((name, value?))),
            )
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(log);
        let mut child = shell.spawn().expect("there is a shell");
        let commands = child.stdin.take();
        let messages = listen(child.stdout.take().expect("it was asked for"));
        let mut state = State {
            commands,
            messages,
            last: 0,
            tab: String::new(),
            session: String::new(),
            is_loaded: false,
            console: Vec::new(),
            network: Vec::new(),
            modifiers: 0,
        };
        let browser = Process(child);
        match state.attach(&home.join("downloads")) {
            Ok(version) => {
                let state = Mutex::new(state);
                Session::new(Box::new(DevTools { browser, state }), &version)
            }
            Err(fault) => panic!("Chromium doesn't start: {fault}. {INSTALL}"),
        }
    }
}

/// Messages end with a NUL.
fn listen(output: ChildStdout) -> Receiver<Value> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        for message in BufReader::new(output).split(0) {
            let message = message.map(|it| serde_json::from_slice(&it));
            let Ok(Ok(message)) = message else { return };
            if sender.send(message).is_err() {
                return;
            }
        }
    });
    receiver
}

impl Wire for DevTools {
    fn send(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, Fault> {
        let mut state = lock(&self.state);
        let null = Value::Null;
        let body = body.unwrap_or(&null);
        if let Some(rest) = command.strip_prefix("/element/") {
            let (element, command) = rest.rsplit_once('/').unwrap_or((rest, ""));
            return match command {
                "click" => state.click(element),
                "value" => state.type_into(element, body["text"].as_str().unwrap_or_default()),
                _ => Err(unknown(command)),
            };
        }
        match (method, command) {
            ("POST", "/url") => state.load("Page.navigate", json!({ "url": body["url"] })),
            ("POST", "/refresh") => state.load("Page.reload", json!({})),
            ("GET", "/url") => state.evaluate("return location.href", &json!([])),
            ("GET", "/title") => state.evaluate("return document.title", &json!([])),
            ("POST", "/execute/sync") => {
                let script = body["script"].as_str().unwrap_or_default();
                state.evaluate(script, &body["args"])
            }
            ("POST", "/actions") => state.act(&body["actions"]),
            ("POST", "/goog/cdp/execute") => {
                let command = body["cmd"].as_str().unwrap_or_default();
                state.call(command, body["params"].clone())
            }
            ("POST", "/se/log") => {
                state.call("Runtime.evaluate", json!({ "expression": "0" }))?;
                Ok(Value::Array(match body["type"].as_str() {
                    Some("browser") => std::mem::take(&mut state.console),
                    _ => std::mem::take(&mut state.network),
                }))
            }
            ("GET", "/screenshot") => {
                let mut picture = state.call("Page.captureScreenshot", json!({}))?;
                Ok(picture["data"].take())
            }
            ("POST", "/print") => {
                let parameters = json!({
                    "paperWidth": 210.0 / 25.4, "paperHeight": 297.0 / 25.4,
                    "preferCSSPageSize": true, "printBackground": true,
                });
                Ok(state.call("Page.printToPDF", parameters)?["data"].take())
            }
            ("GET", "/window/handles") => Ok(json!([state.tab])),
            ("POST", "/window") => Ok(Value::Null),
            ("DELETE", "") => {
                state.call("Browser.close", json!({}))?;
                // It waits for the end of the one pipe, and ends the other when it has
                // written to the disk what it still held.
                state.commands = None;
                while state.messages.recv_timeout(LIMIT).is_ok() {}
                Ok(Value::Null)
            }
            _ => Err(unknown(command)),
        }
    }

    fn process(&self) -> u64 {
        self.browser.0.id().into()
    }
}

fn unknown(command: &str) -> Fault {
    Fault::new("unknown command", command)
}

impl State {
    /// Opens the tab and turns on what is needed of it. Gives the browser's version.
    fn attach(&mut self, downloads: &Path) -> Result<String, Fault> {
        let version = self.call("Browser.getVersion", json!({}))?;
        let tab = self.call("Target.createTarget", json!({ "url": "about:blank" }))?;
        self.tab = tab["targetId"].as_str().unwrap_or_default().to_owned();
        let target = json!({ "targetId": self.tab, "flatten": true });
        let session = self.call("Target.attachToTarget", target)?;
        self.session = session["sessionId"].as_str().unwrap_or_default().to_owned();
        for domain in ["Page", "Runtime", "Log", "Network", "DOM"] {
            self.call(&format!("{domain}.enable"), json!({}))?;
        }
        let allow = json!({ "behavior": "allow", "downloadPath": downloads });
        self.call("Page.setDownloadBehavior", allow)?;
        let product = version["product"].as_str().unwrap_or_default();
        let number = product.rsplit('/').next().unwrap_or_default();
        Ok(number.to_owned())
    }

    /// Sends a command and waits for its answer; events that come before are kept.
    fn call(&mut self, method: &str, parameters: Value) -> Result<Value, Fault> {
        self.last += 1;
        let number = self.last;
        let mut command = json!({ "id": number, "method": method, "params": parameters });
        if !self.session.is_empty() {
            command["sessionId"] = json!(self.session);
        }
        let gone = |e: std::io::Error| Fault::new("the browser is gone", &e.to_string());
        if let Some(commands) = &mut self.commands {
            let written = commands.write_all(format!("{command}\0").as_bytes());
            written.map_err(gone)?;
        }
        let deadline = Instant::now() + LIMIT;
        loop {
            let mut message = self.next(deadline, method)?;
            if message["id"] != number {
                continue;
            }
            return match message["error"]["message"].as_str() {
                Some(error) => Err(Fault::new(method, error)),
                None => Ok(message["result"].take()),
            };
        }
    }

    /// The next message. What is an event is noted.
    fn next(&mut self, deadline: Instant, what_for: &str) -> Result<Value, Fault> {
        let left = deadline.saturating_duration_since(Instant::now());
        let message = self.messages.recv_timeout(left);
        let message = message.map_err(|e| Fault::new(what_for, &e.to_string()))?;
        let event = &message["params"];
        match message["method"].as_str().unwrap_or_default() {
            "Page.loadEventFired" => self.is_loaded = true,
            "Runtime.exceptionThrown" => {
                let details = &event["exceptionDetails"];
                let thrown = &details["exception"]["description"];
                let text = format!("{} {thrown}", details["text"]);
                self.console.push(line("SEVERE", "javascript", &text));
            }
            "Runtime.consoleAPICalled" => {
                let said: Vec<String> = (event["args"].as_array().into_iter().flatten())
                    .map(|it| match it["value"].as_str() {
                        Some(text) => text.to_owned(),
                        None => it["description"].to_string(),
                    })
                    .collect();
                let level = level(&event["type"]);
                self.console
                    .push(line(level, "console-api", &said.join(" ")));
            }
            "Log.entryAdded" => {
                let entry = &event["entry"];
                let text = entry["text"].as_str().unwrap_or_default();
                let source = entry["source"].as_str().unwrap_or_default();
                self.console
                    .push(line(level(&entry["level"]), source, text));
            }
            name if name.starts_with("Network.") => {
                // As chromedriver logs it: JSON in a text.
                let event = json!({ "message": { "method": name, "params": event } });
                self.network.push(json!({ "message": event.to_string() }));
            }
            _ => {}
        }
        Ok(message)
    }

    /// Starts a load and waits for its load event.
    fn load(&mut self, method: &str, parameters: Value) -> Result<Value, Fault> {
        self.is_loaded = false;
        let answer = self.call(method, parameters)?;
        if let Some(error) = answer["errorText"].as_str() {
            return Err(Fault::new("unknown error", error));
        }
        let deadline = Instant::now() + LIMIT;
        while !self.is_loaded {
            self.next(deadline, method)?;
        }
        Ok(Value::Null)
    }

    /// Runs the body of a function; a promise is waited for, an element is named.
    fn evaluate(&mut self, script: &str, arguments: &Value) -> Result<Value, Fault> {
        let expression = format!("(function () {{ {script}\n}}).apply(null, {arguments})");
        let parameters =
            json!({ "expression": expression, "awaitPromise": true, "userGesture": true });
        let answer = self.call("Runtime.evaluate", parameters)?;
        let mut result = returned(answer)?;
        match result["objectId"].as_str() {
            Some(id) if result["subtype"] == "node" => Ok(json!({ ELEMENT: id })),
            Some(id) => self.on(id, "function () { return this }"),
            None => Ok(result["value"].take()),
        }
    }

    /// Calls a function on an element; gives what it returns.
    fn on(&mut self, element: &str, function: &str) -> Result<Value, Fault> {
        let parameters = json!({
            "objectId": element, "functionDeclaration": function, "returnByValue": true,
        });
        let answer = self.call("Runtime.callFunctionOn", parameters);
        let answer = answer.map_err(|e| Fault::new("stale element reference", &e.to_string()))?;
        Ok(returned(answer)?["value"].take())
    }

    fn click(&mut self, element: &str) -> Result<Value, Fault> {
        if self.on(element, CHOOSE)? == true {
            return Ok(Value::Null);
        }
        let middle = self.on(element, MIDDLE)?;
        if let Some(why_not) = middle.as_str() {
            return Err(Fault::new(why_not, "what is there is something else"));
        }
        let mouse = |kind: &str, count: u32| {
            let button = if count == 0 { "none" } else { "left" };
            json!({
                "type": kind, "x": middle[0], "y": middle[1], "button": button,
                "clickCount": count,
            })
        };
        for event in [
            mouse("mouseMoved", 0),
            mouse("mousePressed", 1),
            mouse("mouseReleased", 1),
        ] {
            self.call("Input.dispatchMouseEvent", event)?;
        }
        Ok(Value::Null)
    }

    fn type_into(&mut self, element: &str, text: &str) -> Result<Value, Fault> {
        if self.on(element, TO_THE_END)? == "file" {
            let files: Vec<&str> = text.split('\n').collect();
            let parameters = json!({ "objectId": element, "files": files });
            return self.call("DOM.setFileInputFiles", parameters);
        }
        for c in text.chars() {
            self.key(c, true)?;
            self.key(c, false)?;
        }
        Ok(Value::Null)
    }

    /// Keys pressed and let go of.
    fn act(&mut self, actions: &Value) -> Result<Value, Fault> {
        if actions[0]["type"] != "key" {
            return Err(unknown("actions of the mouse"));
        }
        for stroke in actions[0]["actions"].as_array().into_iter().flatten() {
            let key = stroke["value"].as_str().unwrap_or_default();
            let key = key.chars().next().unwrap_or_default();
            self.key(key, stroke["type"] == "keyDown")?;
        }
        Ok(Value::Null)
    }

    fn key(&mut self, key: char, is_down: bool) -> Result<(), Fault> {
        let name = NAMED_KEYS.iter().find(|it| it.0 == key);
        let (name, code, text) = match name {
            Some((_, "Enter", code)) => ("Enter".to_owned(), *code, "\r".to_owned()),
            Some((_, name, code)) => ((*name).to_owned(), *code, String::new()),
            None => {
                let code = key.to_ascii_uppercase();
                let code = if code.is_ascii_alphanumeric() {
                    u32::from(code)
                } else {
                    0
                };
                (key.to_string(), code, key.to_string())
            }
        };
        let modifier = match name.as_str() {
            "Alt" => 1,
            "Control" => 2,
            "Meta" => 4,
            "Shift" => 8,
            _ => 0,
        };
        if is_down {
            self.modifiers |= modifier;
        } else {
            self.modifiers &= !modifier;
        }
        // With Control a letter is a command, no text.
        let text = if self.modifiers & 2 == 0 {
            text
        } else {
            String::new()
        };
        let kind = match (is_down, text.is_empty()) {
            (false, _) => "keyUp",
            (true, true) => "rawKeyDown",
            (true, false) => "keyDown",
        };
        let mut event = json!({
            "type": kind, "key": name, "modifiers": self.modifiers, "windowsVirtualKeyCode": code,
        });
        if kind == "keyDown" {
            event["text"] = json!(text);
        }
        self.call("Input.dispatchKeyEvent", event).map(drop)
    }
}

/// A script's result, or what it threw.
fn returned(mut answer: Value) -> Result<Value, Fault> {
    match answer.get("exceptionDetails") {
        Some(details) => {
            let thrown = details["exception"]["description"].as_str();
            let text = thrown.or(details["text"].as_str()).unwrap_or_default();
            Err(Fault::new("javascript error", text))
        }
        None => Ok(answer["result"].take()),
    }
}

fn line(level: &str, source: &str, message: &str) -> Value {
    json!({ "level": level, "source": source, "message": message })
}

fn level(kind: &Value) -> &'static str {
    match kind.as_str() {
        Some("error" | "assert") => "SEVERE",
        Some("warning") => "WARNING",
        _ => "INFO",
    }
}

/// WebDriver's characters for keys, what pages call these, and their codes.
const NAMED_KEYS: [(char, &str, u32); 19] = [
    ('\u{e003}', "Backspace", 8),
    ('\u{e004}', "Tab", 9),
    ('\u{e007}', "Enter", 13),
    ('\u{e008}', "Shift", 16),
    ('\u{e009}', "Control", 17),
    ('\u{e00a}', "Alt", 18),
    ('\u{e00c}', "Escape", 27),
    ('\u{e00e}', "PageUp", 33),
    ('\u{e00f}', "PageDown", 34),
    ('\u{e010}', "End", 35),
    ('\u{e011}', "Home", 36),
    ('\u{e012}', "ArrowLeft", 37),
    ('\u{e013}', "ArrowUp", 38),
    ('\u{e014}', "ArrowRight", 39),
    ('\u{e015}', "ArrowDown", 40),
    ('\u{e016}', "Insert", 45),
    ('\u{e017}', "Delete", 46),
    ('\u{e032}', "F2", 113),
    ('\u{e03d}', "Meta", 91),
];
