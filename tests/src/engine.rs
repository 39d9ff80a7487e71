//! THE list of engines on which the page is promised, and how each is started.

use std::env;
use std::fs;
use std::io::{BufRead, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::devtools::DevTools;
use crate::marionette::Marionette;
use crate::webdriver::{Process, Session, INSTALL};
use crate::workspace;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Engine {
    /// Debian's, the newest.
    #[default]
    Chromium,
    /// The oldest that the page runs on.
    Chromium80,
    Chromium88,
    Chromium92,
    /// The last one for Windows 7.
    Chromium109,
    /// Debian's Firefox ESR.
    Firefox,
    /// Debian's WebKitGTK in its MiniBrowser.
    WebKit,
}

impl Engine {
    pub const ALL: [Engine; 7] = [
        Engine::Chromium80,
        Engine::Chromium88,
        Engine::Chromium92,
        Engine::Chromium109,
        Engine::Chromium,
        Engine::Firefox,
        Engine::WebKit,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "Chromium, current",
            Engine::Chromium80 => "Chromium 80",
            Engine::Chromium88 => "Chromium 88",
            Engine::Chromium92 => "Chromium 92",
            Engine::Chromium109 => "Chromium 109",
            Engine::Firefox => "Firefox ESR",
            Engine::WebKit => "WebKitGTK",
        }
    }

    /// Where it comes from.
    pub fn source(self) -> &'static str {
        match self {
            Engine::Chromium80 => "npm `chrome-aws-lambda` 2.1.1",
            Engine::Chromium88 => "npm `chrome-aws-lambda` 5.5.0",
            Engine::Chromium92 => "npm `chrome-aws-lambda` 10.1.0",
            Engine::Chromium109 => "npm `@sparticuz/chromium` 109.0.6",
            Engine::Chromium => "Debian `chromium`",
            Engine::Firefox => "Debian `firefox-esr`",
            Engine::WebKit => "Debian `webkit2gtk-driver`",
        }
    }

    /// Whether it is of another version tomorrow.
    pub fn moves(self) -> bool {
        matches!(self, Engine::Chromium | Engine::Firefox | Engine::WebKit)
    }

    /// Whether it has the DevTools protocol: a log of console and network,
    /// printing, emulated media.
    pub fn has_devtools(self) -> bool {
        !matches!(self, Engine::Firefox | Engine::WebKit)
    }

    /// Starts it with the profile and the downloads in `home`.
    pub(crate) fn open(self, home: &Path, arguments: &[String]) -> Session {
        match self {
            Engine::Chromium => chromium(home, arguments),
            Engine::Chromium80 => old_chromium(80, home, arguments),
            Engine::Chromium88 => old_chromium(88, home, arguments),
            Engine::Chromium92 => old_chromium(92, home, arguments),
            Engine::Chromium109 => old_chromium(109, home, arguments),
            Engine::Firefox => firefox(home, arguments),
            Engine::WebKit => webkit(home, arguments),
        }
    }
}

/// What makes headless Chromium run as root in a container, silent and alone.
const CHROMIUM_ARGUMENTS: [&str; 11] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--lang=zh-CN",
    "--hide-crash-restore-bubble",
    // No name resolves: a page that asks for something fails the same way on
    // every machine, with a network or without.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
];

fn chromium_arguments(home: &Path, more: &[String]) -> Vec<String> {
    let mut arguments: Vec<String> = CHROMIUM_ARGUMENTS.map(String::from).to_vec();
    let profile = home.join("profile");
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.extend_from_slice(more);
    arguments
}

/// A program with the users' language and clock, wherever the tests run.
fn program(name: impl AsRef<Path>) -> Command {
    let mut command = Command::new(name.as_ref());
    command
        .env("LANGUAGE", "zh_CN")
        // Without a locale Chromium names every Chinese download "download".
        .env("LC_ALL", "C.UTF-8")
        .env("TZ", "Asia/Shanghai");
    command
}

/// The number after these words, where a driver has said which port it chose: the
/// only choice without a race.
fn announced(printed: &str, words: &str) -> Option<u16> {
    let (_, rest) = printed.split_once(words)?;
    let end = rest.find(|c: char| !c.is_ascii_digit())?;
    rest[..end].parse().ok()
}

fn chromium(home: &Path, arguments: &[String]) -> Session {
    let capabilities = json!({
        // A dialog stays open for the test to answer.
        "unhandledPromptBehavior": "ignore",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "args": chromium_arguments(home, arguments),
            "prefs": {
                "download.default_directory": home.join("downloads"),
                "download.prompt_for_download": false,
                "profile.default_content_setting_values.automatic_downloads": 1,
                "intl.accept_languages": "zh-CN,zh",
                "intl.selected_languages": "zh-CN,zh",
                // The new tab page costs half of the start and fills the log.
                "session.restore_on_startup": 4,
                "session.startup_urls": ["about:blank"],
            },
        },
    });
    let port = |printed: &str| announced(printed, " successfully on port ");
    let mut driver = program("chromedriver");
    Session::open(
        driver.arg("--port=0"),
        &home.join("driver.log"),
        &port,
        &capabilities,
    )
}

/// There is no driver for these any more: see [`DevTools`].
fn old_chromium(version: u32, home: &Path, arguments: &[String]) -> Session {
    let directory = workspace().join(format!("target/engines/chromium-{version}"));
    let mut browser = program(directory.join("chromium"));
    browser
        .env("LD_LIBRARY_PATH", directory.join("lib"))
        .arg("--no-zygote")
        .args(chromium_arguments(home, arguments));
    DevTools::open(browser, home)
}

fn firefox(home: &Path, arguments: &[String]) -> Session {
    let profile = home.join("profile");
    let downloads = json!(home.join("downloads"));
    let preferences = [
        // The protocol's own would make all files one origin.
        ("remote.prefs.recommended", json!(false)),
        // It chooses one.
        ("marionette.port", json!(0)),
        ("browser.download.folderList", json!(2)),
        ("browser.download.dir", downloads),
        ("browser.download.alwaysOpenPanel", json!(false)),
        ("browser.shell.checkDefaultBrowser", json!(false)),
        ("browser.startup.page", json!(0)),
        ("browser.aboutwelcome.enabled", json!(false)),
        // After a kill it starts as ever.
        ("browser.sessionstore.resume_from_crash", json!(false)),
        ("toolkit.startup.max_resumed_crashes", json!(-1)),
        ("datareporting.policy.dataSubmissionEnabled", json!(false)),
        ("app.update.disabledForTesting", json!(true)),
        ("intl.accept_languages", json!("zh-CN,zh")),
        // What a page throws is printed.
        ("browser.dom.window.dump.enabled", json!(true)),
    ];
    let lines = preferences.map(|(name, value)| format!("user_pref(\"{name}\", {value});\n"));
    fs::create_dir_all(&profile)
        .and_then(|()| fs::write(profile.join("user.js"), lines.concat()))
        .expect("a scratch directory can be written to");
    let mut browser = program("firefox-esr");
    browser
        .args(["-headless", "-marionette", "-no-remote", "-profile"])
        .arg(&profile)
        .args(arguments);
    Marionette::open(browser, &profile, &home.join("driver.log"))
}

/// It needs a screen, and gets one of its own.
fn webkit(home: &Path, arguments: &[String]) -> Session {
    let library = format!("/usr/lib/{}-linux-gnu", env::consts::ARCH);
    let browsers = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"]
        .map(|api| Path::new(&library).join(api).join("MiniBrowser"));
    let browser = browsers.iter().find(|browser| browser.is_file());
    let browser = browser.unwrap_or_else(|| panic!("there is no MiniBrowser. {INSTALL}"));
    let automation = ["--automation".to_owned()];
    let all = [&automation, arguments].concat();
    let capabilities = json!({
        "unhandledPromptBehavior": "ignore",
        "webkitgtk:browserOptions": { "binary": browser, "args": all },
    });
    // Where its downloads go is the desktop's setting.
    let downloads = format!(
        "XDG_DOWNLOAD_DIR=\"{}\"\n",
        home.join("downloads").display()
    );
    fs::write(home.join("user-dirs.dirs"), downloads).expect("the directory can be written to");
    let (screen, display) = screen();
    // It doesn't say which port it chose, so that it is told one that was free.
    let free = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|it| it.local_addr());
    let free = free.expect("there is a free port").port();
    let port = |_: &str| {
        let connected = TcpStream::connect((Ipv4Addr::LOCALHOST, free));
        connected.ok().map(|_| free)
    };
    let mut driver = program("WebKitWebDriver");
    driver
        .arg(format!("--port={free}"))
        .env("DISPLAY", display)
        .env("HOME", home)
        .env("XDG_CONFIG_HOME", home)
        .env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
    let log = home.join("driver.log");
    Session::open(&mut driver, &log, &port, &capabilities).on(screen)
}

/// A screen that nobody sees, and its name.
fn screen() -> (Process, String) {
    let child = Command::new("Xvfb")
        .args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1200x24",
            "-nolisten",
            "tcp",
        ])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let mut child = child.unwrap_or_else(|e| panic!("Xvfb doesn't start: {e}. {INSTALL}"));
    let mut number = String::new();
    let output = child.stdout.take().expect("it was asked for");
    let read = BufReader::new(output).read_line(&mut number);
    read.expect("Xvfb says which screen it is");
    (Process(child), format!(":{}", number.trim()))
}
