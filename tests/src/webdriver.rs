//! The commands of WebDriver, and the drivers that take them as JSON over HTTP:
//! chromedriver, WebKitWebDriver.
//!
//! Nothing here panics but the start of a driver: a command that fails comes
//! back as a [`Fault`], so that the page can try again and a failing test can
//! still be photographed.

use std::fmt;
use std::fs::{self, File};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{json, Value};
use ureq::Agent;

/// What a test says whose browser isn't there.
pub(crate) const INSTALL: &str = "The page is tested in real browsers and these tests don't skip: \
    run `cargo xtask test`, or with `--engines all`, which installs them.";

/// How long a driver may take to open its port: 20 ms when warm.
const DRIVER_START: Duration = Duration::from_secs(20);

/// Longer than any time limit of a driver's own, so that its words are heard.
const COMMAND_LIMIT: Duration = Duration::from_secs(120);

/// What carries WebDriver's commands to a browser.
pub(crate) trait Wire: Send + Sync {
    fn send(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, Fault>;

    /// The browser's process.
    fn process(&self) -> u64;
}

/// A running program, killed when dropped.
pub(crate) struct Process(pub(crate) Child);

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running driver.
struct Driver {
    process: Process,
    agent: Agent,
    root: String,
}

impl Driver {
    /// Starts a driver. `port` knows from what it has printed which port it has
    /// opened.
    fn start(command: &mut Command, log: &Path, port: &dyn Fn(&str) -> Option<u16>) -> Driver {
        let name = command.get_program().to_string_lossy().into_owned();
        let output = File::create(log).expect("a scratch directory can be written to");
        let errors = output.try_clone().expect("a file handle can be cloned");
        let process = command
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .unwrap_or_else(|e| panic!("{name} doesn't start: {e}. {INSTALL}"));
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None) // A proxy of the environment has no business on localhost.
            .timeout_global(Some(COMMAND_LIMIT))
            .build();
        let mut driver = Driver {
            process: Process(process),
            agent: Agent::new_with_config(config),
            root: String::new(),
        };
        let started = Instant::now();
        loop {
            let printed = fs::read_to_string(log).unwrap_or_default();
            if let Some(port) = port(&printed) {
                driver.root = format!("http://127.0.0.1:{port}");
                return driver;
            }
            let ended = driver.process.0.try_wait().ok().flatten();
            if ended.is_some() || started.elapsed() > DRIVER_START {
                panic!("{name} opened no port. It printed:\n{printed}\n{INSTALL}");
            }
            thread::sleep(Duration::from_millis(5));
        }
    }
}

/// A session with a driver.
struct Http {
    driver: Driver,
    root: String,
    process: u64,
}

impl Wire for Http {
    fn send(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, Fault> {
        let url = format!("{}{command}", self.root);
        send(&self.driver.agent, method, &url, body)
    }

    fn process(&self) -> u64 {
        self.process
    }
}

/// One run of one browser.
pub(crate) struct Session {
    wire: Box<dyn Wire>,
    /// What the browser says that it is.
    version: String,
    /// The window that the driver would send a command to now.
    window: Mutex<String>,
    /// The driver forgets a log once read; here it is kept.
    console: Mutex<Vec<ConsoleLine>>,
    requests: Mutex<Vec<String>>,
    /// The screen that the browser is on, where it needs one.
    _screen: Option<Process>,
}

impl Session {
    pub(crate) fn new(wire: Box<dyn Wire>, version: &str) -> Session {
        Session {
            wire,
            version: version.to_owned(),
            window: Mutex::default(),
            console: Mutex::default(),
            requests: Mutex::default(),
            _screen: None,
        }
    }

    pub(crate) fn on(self, screen: Process) -> Session {
        Session {
            _screen: Some(screen),
            ..self
        }
    }

    /// Starts a driver, and a browser with it.
    pub(crate) fn open(
        command: &mut Command,
        log: &Path,
        port: &dyn Fn(&str) -> Option<u16>,
        capabilities: &Value,
    ) -> Session {
        let driver = Driver::start(command, log, port);
        let body = json!({ "capabilities": { "alwaysMatch": capabilities } });
        let url = format!("{}/session", driver.root);
        let answer = match send(&driver.agent, "POST", &url, Some(&body)) {
            Ok(answer) => answer,
            Err(fault) => panic!("the driver opens no browser: {fault}. {INSTALL}"),
        };
        let id = answer["sessionId"].as_str().unwrap_or_default();
        let has = &answer["capabilities"];
        let wire = Http {
            root: format!("{url}/{id}"),
            process: has["goog:processID"].as_u64().unwrap_or_default(),
            driver,
        };
        Session::new(Box::new(wire), &text_at(has, "browserVersion"))
    }

    /// What the browser says that it is.
    pub(crate) fn version(&self) -> &str {
        &self.version
    }

    /// A command to the browser as a whole.
    pub(crate) fn send(
        &self,
        method: &str,
        command: &str,
        body: Option<&Value>,
    ) -> Result<Value, Fault> {
        self.wire.send(method, command, body)
    }

    /// A command to one window. The lock is held throughout, since the driver
    /// knows but one current window.
    pub(crate) fn send_to(
        &self,
        window: &str,
        method: &str,
        command: &str,
        body: Option<&Value>,
    ) -> Result<Value, Fault> {
        let mut current = lock(&self.window);
        if *current != window {
            self.send("POST", "/window", Some(&json!({ "handle": window })))?;
            *current = window.to_owned();
        }
        self.send(method, command, body)
    }

    /// Closes a window and turns to another one: the driver refuses even what
    /// concerns the whole browser while its current window is gone.
    pub(crate) fn close_window(&self, window: &str) -> Result<(), Fault> {
        let left = self.send_to(window, "DELETE", "/window", None)?;
        match left[0].as_str() {
            Some(other) => self.send_to(other, "GET", "/window", None).map(drop),
            None => Ok(()),
        }
    }

    /// The windows and tabs that are open.
    pub(crate) fn windows(&self) -> Result<Vec<String>, Fault> {
        let handles = self.send("GET", "/window/handles", None)?;
        let handles = handles.as_array().into_iter().flatten();
        Ok(handles
            .filter_map(Value::as_str)
            .map(String::from)
            .collect())
    }

    /// Everything that the console has shown in this run, in all windows.
    pub(crate) fn console(&self) -> Result<Vec<ConsoleLine>, Fault> {
        let mut kept = lock(&self.console);
        for entry in self.read_log("browser")? {
            kept.push(ConsoleLine {
                level: text_at(&entry, "level"),
                source: text_at(&entry, "source"),
                message: text_at(&entry, "message"),
            });
        }
        Ok(kept.clone())
    }

    /// The address of everything that the pages of this run have asked for and
    /// that isn't on this machine, also where a policy has stopped it.
    pub(crate) fn requests(&self) -> Result<Vec<String>, Fault> {
        let mut kept = lock(&self.requests);
        for entry in self.read_log("performance")? {
            let event: Value = serde_json::from_str(&text_at(&entry, "message"))
                .map_err(|e| Fault::new("log", &e.to_string()))?;
            let event = &event["message"];
            let url = match event["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["params"]["request"]["url"],
                Some("Network.webSocketCreated" | "Network.webTransportCreated") => {
                    &event["params"]["url"]
                }
                _ => continue,
            };
            let url = url.as_str().unwrap_or_default();
            let scheme = url.split_once(':').map_or(url, |(scheme, _)| scheme);
            if !LOCAL_SCHEMES.contains(&scheme) {
                kept.push(url.to_owned());
            }
        }
        Ok(kept.clone())
    }

    fn read_log(&self, kind: &str) -> Result<Vec<Value>, Fault> {
        match self.send("POST", "/se/log", Some(&json!({ "type": kind })))? {
            Value::Array(entries) => Ok(entries),
            other => Err(Fault::new("log", &format!("not a list: {other}"))),
        }
    }

    /// Ends the browser as a user does who closes it, so that it writes to the
    /// disk what it still holds.
    pub(crate) fn close(&self) {
        if self.send("DELETE", "", None).is_err() {
            self.kill_process();
        }
    }

    /// Ends the browser as a power cut does.
    pub(crate) fn kill(&self) {
        self.kill_process();
        // The driver reaps the process and forgets the session.
        let _ = self.send("DELETE", "", None);
    }

    /// A shell's own `kill` is there even where the program isn't.
    fn kill_process(&self) {
        let _ = Command::new("sh")
            .args(["-c", "kill -s KILL \"$0\""])
            .arg(self.wire.process().to_string())
            .stderr(Stdio::null())
            .status();
    }
}

/// What a page may load without asking the network.
const LOCAL_SCHEMES: [&str; 7] = [
    "file",
    "data",
    "blob",
    "about",
    "chrome",
    "devtools",
    "javascript",
];

/// A line of the browser's console.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConsoleLine {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// `javascript`, `console-api`, `security`, `network` …
    pub source: String,
    /// The file, the place in it and what was said.
    pub message: String,
}

impl fmt::Display for ConsoleLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}: {}", self.level, self.source, self.message)
    }
}

/// Why a command failed.
#[derive(Debug)]
pub(crate) struct Fault {
    /// The code of the WebDriver standard, such as `no such element`.
    code: String,
    message: String,
}

impl Fault {
    pub(crate) fn new(code: &str, message: &str) -> Fault {
        Fault {
            code: code.to_owned(),
            message: message.to_owned(),
        }
    }

    /// Whether the same command may succeed in a moment, once the page has drawn
    /// itself.
    pub(crate) fn may_pass(&self) -> bool {
        matches!(
            self.code.as_str(),
            "no such element"
                | "stale element reference"
                | "element not interactable"
                | "element click intercepted"
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The rest is the browser's version and addresses in its binary.
        let said = |(n, line): &(usize, &str)| *n == 0 || line.starts_with("from ");
        let lines = self.message.lines().enumerate().filter(said);
        let lines: Vec<&str> = lines.map(|(_, line)| line).collect();
        let message = lines.join(" ");
        if message.starts_with(&self.code) {
            f.write_str(&message)
        } else {
            write!(f, "{}: {message}", self.code)
        }
    }
}

fn send(agent: &Agent, method: &str, url: &str, body: Option<&Value>) -> Result<Value, Fault> {
    let unreachable = |e: ureq::Error| Fault::new("the browser is gone", &e.to_string());
    let response = match method {
        "POST" => agent
            .post(url)
            .header("Content-Type", "application/json")
            .send(body.unwrap_or(&json!({})).to_string()),
        "DELETE" => agent.delete(url).call(),
        _ => agent.get(url).call(),
    };
    let mut response = response.map_err(unreachable)?;
    // Without a limit of its own: a long page photographed has many megabytes.
    let body = response.body_mut().with_config().limit(u64::MAX);
    let answer = body.read_to_string().map_err(unreachable)?;
    let mut answer: Value = serde_json::from_str(&answer)
        .map_err(|e| Fault::new("not JSON", &format!("{e}: {answer:.200}")))?;
    let value = answer["value"].take();
    if response.status().is_success() {
        return Ok(value);
    }
    Err(Fault::new(
        &text_at(&value, "error"),
        &text_at(&value, "message"),
    ))
}

fn text_at(object: &Value, key: &str) -> String {
    object[key].as_str().unwrap_or_default().to_owned()
}

/// A test that panicked elsewhere leaves nothing half done in here.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
