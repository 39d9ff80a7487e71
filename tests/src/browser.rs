use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use base64::prelude::{Engine, BASE64_STANDARD};
use serde_json::{json, Value};

use crate::failure_directory;
use crate::page::{Page, Viewport, PATIENCE};
use crate::scratch::Scratch;
use crate::webdriver::{lock, Driver, Session};

/// What makes headless Chromium run as root in a container, silent and alone.
const ARGUMENTS: [&str; 11] = [
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

/// What a browser is started with.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The viewport of every page that the browser opens.
    pub viewport: Viewport,
    /// More command line arguments for Chromium: `--js-flags=--jitless` takes
    /// WebAssembly away, for one.
    pub arguments: Vec<String>,
}

/// A Chromium with a profile and a download directory of its own, gone without a
/// trace when dropped. A test that panics leaves a picture and the console.
pub struct Browser {
    // In this order: the browser ends, then its driver, then its directory.
    session: Arc<Session>,
    driver: Driver,
    scratch: Scratch,
    options: Options,
    /// The windows that a test has been given.
    known_windows: Mutex<Vec<String>>,
    /// The downloads that a test has been given.
    known_downloads: Mutex<Vec<PathBuf>>,
}

impl Browser {
    /// A browser with an empty profile and a viewport of 1366 x 768.
    pub fn start() -> Browser {
        Browser::with(Options::default())
    }

    pub fn with(options: Options) -> Browser {
        let scratch = Scratch::new();
        fs::create_dir(scratch.path().join("downloads")).expect("a new directory is empty");
        let driver = Driver::start(&scratch.path().join("chromedriver.log"));
        let session = driver.open_session(&capabilities(scratch.path(), &options));
        Browser {
            session: Arc::new(session),
            driver,
            scratch,
            options,
            known_windows: Mutex::default(),
            known_downloads: Mutex::default(),
        }
    }

    /// Opens a file in the first tab.
    #[track_caller]
    pub fn open(&self, file: &Path) -> Page {
        let page = self.page();
        page.goto_file(file);
        page
    }

    /// The first tab.
    #[track_caller]
    pub fn page(&self) -> Page {
        match self.session.windows() {
            Ok(windows) if !windows.is_empty() => self.page_in(windows[0].clone()),
            Ok(_) => panic!("the browser has no window left"),
            Err(fault) => panic!("the first tab: {fault}"),
        }
    }

    /// A new tab, in front of the others.
    #[track_caller]
    pub fn new_tab(&self) -> Page {
        self.new_page("tab")
    }

    /// A new window, which can be minimized by itself.
    #[track_caller]
    pub fn new_window(&self) -> Page {
        self.new_page("window")
    }

    #[track_caller]
    fn new_page(&self, kind: &str) -> Page {
        let body = json!({ "type": kind });
        let page = match self.session.send("POST", "/window/new", Some(&body)) {
            Ok(window) => self.page_in(window["handle"].as_str().unwrap_or_default().to_owned()),
            Err(fault) => panic!("a new {kind}: {fault}"),
        };
        page.bring_to_front();
        page
    }

    /// The tab or window that a page has opened by itself, once it is there.
    #[track_caller]
    pub fn wait_for_new_page(&self) -> Page {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let known = lock(&self.known_windows).clone();
            let windows = self.session.windows().unwrap_or_default();
            if let Some(window) = windows.into_iter().find(|window| !known.contains(window)) {
                return self.page_in(window);
            }
            thread::sleep(Duration::from_millis(20));
        }
        panic!("no page has opened another one within {PATIENCE:?}");
    }

    #[track_caller]
    fn page_in(&self, window: String) -> Page {
        let page = Page::new(Arc::clone(&self.session), window.clone());
        let mut known = lock(&self.known_windows);
        if !known.contains(&window) {
            known.push(window);
            page.set_viewport(self.options.viewport);
        }
        page
    }

    /// Closes the browser as its user does and starts it again with the same
    /// profile. Pages from before are gone.
    pub fn reopen(&mut self) {
        self.session.close();
        self.start_again();
    }

    /// Kills the browser in the act (SIGKILL), as a power cut or a crash does,
    /// and starts it again with the same profile.
    pub fn kill_and_reopen(&mut self) {
        self.session.kill();
        self.start_again();
    }

    fn start_again(&mut self) {
        let capabilities = capabilities(self.scratch.path(), &self.options);
        self.session = Arc::new(self.driver.open_session(&capabilities));
        lock(&self.known_windows).clear();
    }

    /// Where the browser puts what a page downloads.
    pub fn downloads(&self) -> PathBuf {
        self.scratch.path().join("downloads")
    }

    /// The next complete download whose name ends in `.extension`: each one is
    /// given once, so a second export waits for a second file.
    #[track_caller]
    pub fn wait_for_download(&self, extension: &str) -> PathBuf {
        let started = Instant::now();
        while started.elapsed() < PATIENCE {
            let mut known = lock(&self.known_downloads);
            let files = self.download_list();
            let loading = files.iter().any(|file| has_extension(file, "crdownload"));
            let new = files.into_iter().find(|file| {
                has_extension(file, extension) && !known.contains(file) && !is_empty(file)
            });
            if let Some(file) = new.filter(|_| !loading) {
                known.push(file.clone());
                return file;
            }
            drop(known);
            thread::sleep(Duration::from_millis(20));
        }
        let files = self.download_list();
        panic!("no new .{extension} came within {PATIENCE:?}; the downloads are {files:?}");
    }

    fn download_list(&self) -> Vec<PathBuf> {
        let entries = fs::read_dir(self.downloads()).expect("the download directory is there");
        let mut files: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        files.sort();
        files
    }

    /// What one needs to see why a test failed. Never panics: it is called while
    /// a panic is under way.
    fn failure_report(&self) -> String {
        let mut report = match self.failure_picture() {
            Ok(path) => format!("The page as it was: {}", path.display()),
            Err(why) => format!("No picture of the page: {why}"),
        };
        match self.session.console() {
            Ok(lines) if lines.is_empty() => report += "\nThe console is empty.",
            Ok(lines) => {
                report += "\nThe console:";
                for line in lines {
                    report += &format!("\n  {line}");
                }
            }
            Err(fault) => report += &format!("\nNo console: {fault}"),
        }
        report
    }

    fn failure_picture(&self) -> Result<PathBuf, String> {
        static COUNT: AtomicUsize = AtomicUsize::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let test = thread::current()
            .name()
            .unwrap_or("test")
            .replace("::", "-");
        let picture = self.session.send("GET", "/screenshot", None);
        let picture = picture.map_err(|fault| fault.to_string())?;
        let picture = BASE64_STANDARD
            .decode(picture.as_str().unwrap_or_default())
            .map_err(|e| e.to_string())?;
        let directory = failure_directory();
        let path = directory.join(format!("{test}-{number}.png"));
        fs::create_dir_all(&directory)
            .and_then(|()| fs::write(&path, picture))
            .map_err(|e| e.to_string())?;
        Ok(path)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if thread::panicking() {
            eprintln!("{}", self.failure_report());
        }
        self.session.close();
    }
}

fn capabilities(home: &Path, options: &Options) -> Value {
    let mut arguments: Vec<String> = ARGUMENTS.map(String::from).to_vec();
    arguments.push(format!(
        "--user-data-dir={}",
        home.join("profile").display()
    ));
    arguments.extend_from_slice(&options.arguments);
    json!({
        // A dialog stays open for the test to answer.
        "unhandledPromptBehavior": "ignore",
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        "goog:chromeOptions": {
            "args": arguments,
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
    })
}

fn has_extension(file: &Path, extension: &str) -> bool {
    file.extension().is_some_and(|found| found == extension)
}

/// The browser may reserve a file's name before it has the content.
fn is_empty(file: &Path) -> bool {
    fs::metadata(file).map_or(true, |metadata| metadata.len() == 0)
}
