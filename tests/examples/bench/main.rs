//! What the shipped page has to reach, measured beside its peers in one run: `cargo xtask bench`
//! writes docs/performance.md, `cargo xtask bench page`, `starts`, `import`, `check` or `export`
//! print one part of it.

mod check;
mod import;
mod page;
mod peer;
mod size;
mod table;

use std::env;
use std::fs;
use std::process::Command;

use table::Line;
use ziping_tests::workspace;

/// A part of the table, with the name that it is asked for by.
type Part = (&'static str, fn() -> Vec<Line>);

const PARTS: [Part; 5] = [
    ("page", page::starts_and_keys),
    ("import", import::lines),
    ("check", check::checks),
    ("export", check::exports),
    ("size", size::lines),
];

fn main() {
    let asked: Vec<String> = env::args().skip(1).collect();
    match asked.as_slice() {
        [] => {
            let lines: Vec<Line> = PARTS.iter().flat_map(|(_, part)| part()).collect();
            let table = table::markdown(&lines);
            let text = format!("{HEAD}\n{}\n{table}\n{TRIED}", machine());
            fs::write(workspace().join("docs/performance.md"), &text).expect("docs/");
            println!("{text}");
        }
        [name] if name == "starts" => println!("{}", table::markdown(&page::starts())),
        [name] => match PARTS.iter().find(|(part, _)| part == name) {
            Some((_, part)) => println!("{}", table::markdown(&part())),
            None => panic!("there is no part {name}"),
        },
        _ => panic!("one part at a time, or none for all"),
    }
}

const HEAD: &str = "\
# Performance

`cargo xtask bench` wrote this: everything in one run, side by side. The **floor** is the same
fields as bare DOM with one listener (`tests/bench/floor.html`), which no page can be faster
than. **SurveyJS** is the same fields as a form of that library, in one HTML file
(`tests/bench/surveyjs.html`). A time is the median of its runs, with the 95th of 100 and the
longest in brackets. Each start is one of a browser just started, from a file on the disk; the pages take turns.
";

/// What the table can't say; it isn't measured by the run.
const TRIED: &str = "\
## What falls short, and what was tried

**The start at 12 indicators, 1.5 × the floor.** The floor is a page of a few KB that makes its
elements and nothing else. Of ours, on 2026-11-27 on a machine whose floor is 74 ms and where it
takes 220, some 40 ms pass until the program's script, 20 of them with the parsing of 650 KB; 6 are
the decoding of the program from text to bytes, 10 its unpacking, 20 the parsing of the rest and the
compiling beside it; 40 the program up to its first drawing, with the first check and the compiling
of the 1,140 functions that it calls; 60 style and layout, of which 22 the loading of the Chinese
font's bold weight and about as many that of its regular one; 10 the frame.

What took it from 3.45 × to 2.7 × (the table above may say another): styles and scripts packed with
the module that needs them; the program unpacked by 200 bytes of WebAssembly instead of a script;
compiled for size, without the texts of panics and of where they were; rules that look at fewer
characters. Then, side by side, from 236 ms to 219: 正在打开… only where it takes long, for it loads a
font while the program would begin (9 ms); a text that the browser keeps at a byte a character (7 ms);
short names of imports, which took 8 KB from the page. Before: seven bits a character instead of
base64, zopfli, one section of the form drawn at a time, the module for Office files packed until it is
asked for.

Tried and no faster beyond the spread: the program in four or eight elements, each given to the unpacker
and the streaming compiler as soon as it is read; the module for Office files in elements of 16 KB, or in
a comment; wasm-opt with -Oz, -O2 and -O3 (one percent smaller, packed); fewer names of fonts. Faster,
and not done: the first check after the first paint, 10 ms, and the page would say for a moment that
nothing is wrong; without bold letters, 22 ms; the form as HTML in the file, which would take 20 KB of
the 700, could be typed into before the program is there to keep it, and would be blank until what was
saved is read. How far that could go: the elements and styles of the opened page as a file of 62 KB
without any program took 143 ms where the floor took 98, 1.46 times as long, and the page 273.

**8 × faster than SurveyJS at 12 indicators** would be less than the floor itself takes.

**700 KB without Word and Excel** is met with little to spare: what reviewers and strangers found, and
its mending, had made it 707 KB. The words of all forms, of which a pasted table needs those of the sources
of funds alone, went into the module for Office files (3 KB); a float that one line printed (7 KB), reading
of decimals with exponents (2 KB) and the taking out from a sorted map (1 KB) are gone. A component costs
half a KB more than a function: six small ones without state of their own are functions (3 KB).

**The check in WebAssembly, 600 µs**: two new rules had made it 650. To look for a word in a short text,
the standard library prepares a table first, which it natively does without. Words are looked for together
now, and only the sentences that have one of them are read: 555 where it took 650 before.

**1,000 .docx in 5 s, a key's 32 ms, 5 % for Word and Excel** were met on 2026-11-27, when the floor opened
in 80 ms: 4.6 s, 19 ms at the slowest, 3 %. Where a table above says that they fall short, see how long the
floor took beside it.
";

/// What it was measured on, and when.
fn machine() -> String {
    let of = |file: &str, key: &str| {
        let text = fs::read_to_string(file).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix(key));
        line.map_or("unknown".to_owned(), |line| {
            line.trim_start_matches(['\t', ' ', ':']).trim().to_owned()
        })
    };
    let cores = std::thread::available_parallelism().map_or(0, usize::from);
    format!(
        "{}; {cores} cores, {}, {}; load {}; {}; Node.js {}.\n",
        output("date", &["+%Y-%m-%d"]),
        of("/proc/cpuinfo", "model name"),
        of("/proc/meminfo", "MemTotal"),
        fs::read_to_string("/proc/loadavg")
            .unwrap_or_default()
            .split(' ')
            .next()
            .unwrap_or_default(),
        output("chromium", &["--version"])
            .split(" built on")
            .next()
            .unwrap_or_default(),
        output("node", &["--version"]),
    )
}

fn output(program: &str, arguments: &[&str]) -> String {
    let output = Command::new(program).args(arguments).output();
    let output = output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    output.unwrap_or_else(|_| format!("no {program}"))
}
