//! Opens a file in Chromium and takes a picture of it, for looking at it by eye:
//!
//! `cargo run -p ziping-tests --example look -- dist/ziping.html out.png --click sample --full`

use std::path::PathBuf;
use std::process::exit;

use serde_json::Value;
use ziping_tests::{Browser, Engine, Options, Page, Viewport};

const USAGE: &str = "look FILE OUT.png [--size 1366x768] [--scale 2] [--zoom 2] [--full]
     [--engine NAME]    in Chromium80, Chromium88, Chromium92, Chromium109, Firefox or WebKit
     [--print]          show it as it prints
     [--click ID]       click an element; ID may be given as =TEXT for what says TEXT
     [--type ID=TEXT]   type into a field
     [--press KEYS]     press a key such as Control+z in what has the focus
     [--upload ID=FILE] put a file into an input
     [--js SCRIPT]      run a script; what it returns is printed
Clicks and the like run in the order given.";

enum Step {
    Click(String),
    Type(String, String),
    Press(String),
    Upload(String, PathBuf),
    Js(String),
}

#[derive(Default)]
struct Request {
    files: Vec<PathBuf>,
    engine: Engine,
    viewport: Viewport,
    steps: Vec<Step>,
    full: bool,
    print: bool,
}

fn main() {
    let Some(request) = request(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        exit(2);
    };
    let [file, picture] = &request.files[..] else {
        eprintln!("{USAGE}");
        exit(2);
    };
    let browser = Browser::with(Options {
        engine: request.engine,
        viewport: request.viewport,
        ..Options::default()
    });
    let page = browser.open(file);
    page.wait_for_quiet();
    for step in &request.steps {
        take(&page, step);
        page.wait_for_quiet();
    }
    if request.print {
        page.emulate_media("print");
    }
    if request.full {
        page.screenshot_full(picture);
    } else {
        page.screenshot(picture);
    }
    if request.engine.has_devtools() {
        for line in page.console() {
            println!("{line}");
        }
    }
}

fn take(page: &Page, step: &Step) {
    match step {
        Step::Click(target) => match target.strip_prefix('=') {
            Some(text) => page.click(ziping_tests::Find::Says(text)),
            None => page.click(target),
        },
        Step::Type(id, text) => page.type_into(id, text),
        Step::Press(keys) => page.press(keys),
        Step::Upload(id, file) => page.upload(id, file),
        Step::Js(script) => match page.js(script) {
            Value::Null => {}
            Value::String(text) => println!("{text}"),
            value => println!("{value:#}"),
        },
    }
}

fn request(mut arguments: impl Iterator<Item = String>) -> Option<Request> {
    let mut request = Request::default();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--full" => request.full = true,
            "--print" => request.print = true,
            "--engine" => {
                let name = arguments.next()?;
                let named = |engine: &Engine| format!("{engine:?}") == name;
                request.engine = Engine::ALL.into_iter().find(named)?;
            }
            "--size" => {
                let size = arguments.next()?;
                let (width, height) = size.split_once('x')?;
                request.viewport.width = width.parse().ok()?;
                request.viewport.height = height.parse().ok()?;
            }
            "--scale" => request.viewport.scale = arguments.next()?.parse().ok()?,
            "--zoom" => request.viewport.zoom = arguments.next()?.parse().ok()?,
            "--click" => request.steps.push(Step::Click(arguments.next()?)),
            "--type" => {
                let typed = arguments.next()?;
                let (id, text) = typed.split_once('=')?;
                request.steps.push(Step::Type(id.into(), text.into()));
            }
            "--press" => request.steps.push(Step::Press(arguments.next()?)),
            "--upload" => {
                let upload = arguments.next()?;
                let (id, file) = upload.split_once('=')?;
                request.steps.push(Step::Upload(id.into(), file.into()));
            }
            "--js" => request.steps.push(Step::Js(arguments.next()?)),
            option if option.starts_with("--") => return None,
            _ => request.files.push(argument.into()),
        }
    }
    Some(request)
}
