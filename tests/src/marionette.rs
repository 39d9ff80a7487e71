//! Firefox by its own protocol, Marionette: the commands of WebDriver by other names, as JSON
//! on a socket. So no driver stands between, which would have to be built first.

use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Mutex;
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{json, Value};

use crate::webdriver::{lock, Fault, Process, Session, Wire, INSTALL};

/// How long Firefox may take to start, to end, or to answer.
const LIMIT: Duration = Duration::from_secs(60);

/// WebDriver's commands and Marionette's names for them.
const COMMANDS: [(&str, &str, &str); 13] = [
    ("POST", "/url", "WebDriver:Navigate"),
    ("GET", "/url", "WebDriver:GetCurrentURL"),
    ("GET", "/title", "WebDriver:GetTitle"),
    ("POST", "/refresh", "WebDriver:Refresh"),
    ("POST", "/execute/sync", "WebDriver:ExecuteScript"),
    ("POST", "/actions", "WebDriver:PerformActions"),
    ("POST", "/print", "WebDriver:Print"),
    ("GET", "/screenshot", "WebDriver:TakeScreenshot"),
    ("POST", "/window/rect", "WebDriver:SetWindowRect"),
    ("GET", "/window/handles", "WebDriver:GetWindowHandles"),
    ("POST", "/window", "WebDriver:SwitchToWindow"),
    ("POST", "/window/new", "WebDriver:NewWindow"),
    ("DELETE", "/window", "WebDriver:CloseWindow"),
];

/// A Firefox at the other end of a socket.
pub(crate) struct Marionette {
    socket: Mutex<Socket>,
    browser: Mutex<Process>,
    process: u64,
}

struct Socket {
    stream: BufReader<TcpStream>,
    /// The number of the last command.
    last: u64,
}

impl Marionette {
    /// Starts a Firefox on a profile; what it prints goes to the log.
    pub(crate) fn open(mut browser: Command, profile: &Path, log: &Path) -> Session {
        let active = profile.join("MarionetteActivePort");
        let _ = fs::remove_file(&active);
        let output = File::options().create(true).append(true).open(log);
        let output = output.expect("a scratch directory can be written to");
        let errors = output.try_clone().expect("a file handle can be cloned");
        let child = browser
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(errors)
            .spawn()
            .unwrap_or_else(|e| panic!("Firefox doesn't start: {e}. {INSTALL}"));
        let process = child.id().into();
        let browser = Process(child);
        let mut socket = match Socket::connect(&active) {
            Ok(socket) => socket,
            Err(fault) => panic!("{fault}. {INSTALL}"),
        };
        // A dialog stays open for the test to answer.
        let wanted = json!({ "unhandledPromptBehavior": "ignore" });
        let wanted = json!({ "capabilities": { "alwaysMatch": wanted } });
        let version = match socket.call("WebDriver:NewSession", &wanted) {
            Ok(has) => has["capabilities"]["browserVersion"].clone(),
            Err(fault) => panic!("Firefox takes no commands: {fault}"),
        };
        let wire = Marionette {
            socket: Mutex::new(socket),
            browser: Mutex::new(browser),
            process,
        };
        Session::new(Box::new(wire), version.as_str().unwrap_or_default())
    }

    /// Ends as its user ends it, so that it writes to the disk what it still holds.
    fn quit(&self) -> Result<Value, Fault> {
        let ended = lock(&self.socket).call("Marionette:Quit", &json!({ "flags": ["eForceQuit"] }));
        let deadline = Instant::now() + LIMIT;
        while ended.is_ok() && Instant::now() < deadline {
            if matches!(lock(&self.browser).0.try_wait(), Ok(Some(_))) {
                break;
            }
            thread::sleep(Duration::from_millis(20));
        }
        ended
    }
}

impl Wire for Marionette {
    fn send(&self, method: &str, command: &str, body: Option<&Value>) -> Result<Value, Fault> {
        let mut parameters = body.cloned().unwrap_or(json!({}));
        let element = command.strip_prefix("/element/");
        if let Some((element, command)) = element.and_then(|it| it.split_once('/')) {
            parameters["id"] = json!(element);
            let name = match command {
                "click" => "WebDriver:ElementClick",
                "value" => "WebDriver:ElementSendKeys",
                "computedlabel" => "WebDriver:GetComputedLabel",
                "computedrole" => "WebDriver:GetComputedRole",
                _ => return Err(Fault::new("unknown command", command)),
            };
            return lock(&self.socket).call(name, &parameters);
        }
        if (method, command) == ("DELETE", "") {
            return self.quit();
        }
        let named = COMMANDS.iter().find(|it| (it.0, it.1) == (method, command));
        let Some((_, _, name)) = named else {
            return Err(Fault::new("unknown command", command));
        };
        if command == "/screenshot" {
            // Of what is in sight, as WebDriver means it.
            parameters["full"] = json!(false);
        }
        lock(&self.socket).call(name, &parameters)
    }

    fn process(&self) -> u64 {
        self.process
    }
}

impl Socket {
    /// Firefox writes the port that it has opened into its profile.
    fn connect(active: &Path) -> Result<Socket, Fault> {
        let deadline = Instant::now() + LIMIT;
        while Instant::now() < deadline {
            let port = fs::read_to_string(active).unwrap_or_default();
            let port = port.trim().parse::<u16>();
            let stream = port.map(|port| TcpStream::connect((Ipv4Addr::LOCALHOST, port)));
            if let Ok(Ok(stream)) = stream {
                stream.set_read_timeout(Some(LIMIT)).map_err(gone)?;
                let stream = BufReader::new(stream);
                let mut socket = Socket { stream, last: 0 };
                // It says first what it is.
                socket.read()?;
                return Ok(socket);
            }
            thread::sleep(Duration::from_millis(20));
        }
        Err(Fault::new("Firefox", "it opened no port"))
    }

    fn call(&mut self, name: &str, parameters: &Value) -> Result<Value, Fault> {
        self.last += 1;
        let message = json!([0, self.last, name, parameters]).to_string();
        let message = format!("{}:{message}", message.len());
        let written = self.stream.get_mut().write_all(message.as_bytes());
        written.map_err(gone)?;
        let mut answer = self.read()?;
        let error = &answer[2];
        if let Some(code) = error["error"].as_str() {
            let message = error["message"].as_str().unwrap_or_default();
            return Err(Fault::new(code, message));
        }
        let mut value = answer[3].take();
        Ok(match value.get_mut("value") {
            Some(inner) => inner.take(),
            None => value,
        })
    }

    /// A message: its length in bytes, a colon, JSON.
    fn read(&mut self) -> Result<Value, Fault> {
        let mut length = Vec::new();
        self.stream.read_until(b':', &mut length).map_err(gone)?;
        length.pop();
        let length = String::from_utf8_lossy(&length).parse().unwrap_or_default();
        let mut message = vec![0; length];
        self.stream.read_exact(&mut message).map_err(gone)?;
        serde_json::from_slice(&message).map_err(|e| Fault::new("not JSON", &e.to_string()))
    }
}

fn gone(e: std::io::Error) -> Fault {
    Fault::new("the browser is gone", &e.to_string())
}
