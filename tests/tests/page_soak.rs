//! Thousands of things that a user may do, by chance, one after the other, and after each of
//! them: everything is stored, nothing else was touched, the findings are those of the core,
//! what is shown is what is stored, undoing leads back and doing again leads forward.
//!
//! `ZIPING_SOAK_ACTIONS=10000 ZIPING_SOAK_SEED=7` (`cargo xtask soak 10000 7`) is a long run;
//! a run with the same seed does the same.

use std::collections::BTreeMap;
use std::env;
use std::time::Instant;

use serde_json::{json, Value};
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::Date;
use ziping_core::field::{Kind, SECTIONS};
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::save::{self, backup, Saved};
use ziping_core::Subject;
use ziping_tests::chance::Chance;
use ziping_tests::{dist_file, workspace, Browser, Find, Page};

/// Where the sample is stored.
const SAMPLE: &str = "sample";
/// More projects than this aren't begun.
const MOST_PROJECTS: usize = 6;
/// Says that a report is like another one: the core alone doesn't know the others.
const ABOUT_OTHERS: &str = "G13";
/// So many steps can surely be undone.
const SURE_STEPS: usize = 150;
/// Between two measurements of the memory.
const MEASURED_EVERY: usize = 500;

/// The page's memory can be asked for.
const SHOW_MEMORY: &str = "const instantiate = WebAssembly.instantiate;
    WebAssembly.instantiate = (...all) => instantiate(...all).then(made => {
        const { exports } = made.instance || made;
        if (exports.memory) (window.memories = window.memories || []).push(exports.memory);
        return made;
    });";

/// What there is on the page, as soon as everything is stored.
const LOOK: &str = "const at = id => document.getElementById(id);
    const seen = element => element && element.getClientRects().length > 0;
    const ids = selector => [...document.querySelectorAll(selector)].filter(seen).map(it => it.id);
    const look = () => ({
        view: at('back_to_form') ? 'history' : at('new_project') ? 'list' : at('section-basics') ? 'form' : '',
        saving: at('save_state') ? at('save_state').className : '',
        fields: [...document.querySelectorAll('.form-fields input, .form-fields textarea, .form-fields select')]
            .filter(it => seen(it) && !it.matches(':disabled'))
            .map(it => ({ id: it.id, tag: it.localName, value: it.value, sheet: !!it.closest('.sheet-scroll') })),
        adds: ids('[id^=add_]'),
        removes: document.querySelectorAll('.sheet-scroll button.square.plain').length,
        deeds: [...document.querySelectorAll('.tool-group button')].filter(it => seen(it) && !it.disabled).length,
        sheet: !!document.querySelector('.sheet-scroll'),
        mends: document.querySelectorAll('#findings .mend').length,
        codes: at('findings') && ![...document.querySelectorAll('#findings .group > button')].length
            ? [...document.querySelectorAll('#findings [data-code]')].map(it => it.dataset.code) : null,
        undo: at('undo') ? !at('undo').disabled : false,
        redo: at('redo') ? !at('redo').disabled : false,
        rows: [...document.querySelectorAll('#project_rows tr')].map(it => it.dataset.id),
        snapshots: document.querySelectorAll('#snapshots button').length,
        restore: seen(at('restore')) && !at('restore').disabled,
        unremove: seen(at('unremove')),
        sample: !!at('sample_bar'),
        question: !!at('question_yes'),
        records: Object.fromEntries(Object.keys(localStorage).filter(it => it.startsWith('ziping.project.'))
            .map(it => [it.slice('ziping.project.'.length), localStorage.getItem(it)])),
    });
    return new Promise((done, fail) => {
        const limit = Date.now() + 10000;
        const wait = () => {
            const state = at('save_state');
            const behind = state && state.classList.contains('pending');
            // As when its user turns to another page: it doesn't wait before it saves.
            if (behind) window.dispatchEvent(new Event('pagehide'));
            if (!behind) requestAnimationFrame(() => setTimeout(() => done(look()), 0));
            else if (Date.now() > limit) fail(new Error('nothing was saved within 10 s'));
            else setTimeout(wait, 10);
        };
        setTimeout(wait, 0);
    })";

/// What the memory holds after everything that nobody needs is gone.
#[derive(Clone, Debug)]
struct Memory {
    module: u64,
    heap: u64,
    nodes: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Deed {
    Type,
    Clear,
    Choose,
    AddRow,
    RemoveRow,
    UseTools,
    PasteCells,
    GoToSection,
    TurnPanel,
    Mend,
    UndoAndRedo,
    UndoAll,
    Undo,
    Redo,
    ShowSample,
    OpenReport,
    LookAtHistory,
    ListProjects,
    Reload,
}

/// What is done in the form, with how often.
const DEEDS: [(usize, Deed); 19] = [
    (30, Deed::Type),
    (4, Deed::Clear),
    (3, Deed::Choose),
    (5, Deed::AddRow),
    (3, Deed::RemoveRow),
    (5, Deed::UseTools),
    (3, Deed::PasteCells),
    (14, Deed::GoToSection),
    (6, Deed::TurnPanel),
    (6, Deed::Mend),
    (6, Deed::UndoAndRedo),
    (1, Deed::UndoAll),
    (6, Deed::Undo),
    (4, Deed::Redo),
    (2, Deed::ShowSample),
    (1, Deed::OpenReport),
    (1, Deed::LookAtHistory),
    (3, Deed::ListProjects),
    (1, Deed::Reload),
];

/// What is typed: figures, words, what the rules look for.
const WORDS: [&str; 24] = [
    "1838.87万元",
    "19.73%",
    "18388700",
    "0",
    "12",
    "-5",
    "≥5",
    "2021",
    "2021年",
    "2022年3月1日",
    "海口市公安局",
    "信息化专项计划",
    "执行率",
    "为",
    "，",
    "。",
    "；；",
    "进行进行",
    "〔执行率〕",
    "138-0013-8000",
    "<b>",
    "=1+1",
    "完成了全部建设任务",
    "a",
];

/// A desk with a report on it.
#[derive(Clone, Debug, Default)]
struct Desk {
    /// Where it is stored; nowhere while it is blank.
    id: Option<String>,
    /// The draft that undoing leads back to, where it is known.
    start: Option<Draft>,
    /// At most so many steps ago.
    steps: usize,
}

struct Soak {
    seed: u64,
    page: Page,
    chance: Chance,
    today: Option<Date>,
    /// The drafts by project, as they are stored.
    stored: BTreeMap<String, Draft>,
    own: Desk,
    sample: Desk,
    is_sample: bool,
    done: Vec<String>,
    /// What was there after the last thing that was done.
    seen: Option<Look>,
    compared: usize,
}

/// What LOOK tells.
struct Look(Value);

impl Look {
    fn count(&self, name: &str) -> usize {
        match &self.0[name] {
            Value::Array(all) => all.len(),
            other => other.as_u64().unwrap_or_default() as usize,
        }
    }

    fn is(&self, name: &str) -> bool {
        self.0[name] == true
    }

    fn texts(&self, name: &str) -> Vec<String> {
        let all = self.0[name].as_array().into_iter().flatten();
        all.filter_map(Value::as_str).map(str::to_owned).collect()
    }

    /// The fields of the form for one line or more, or those that are chosen from.
    fn fields(&self, is_wanted: impl Fn(&Value) -> bool) -> Vec<&Value> {
        let all = self.0["fields"].as_array().into_iter().flatten();
        all.filter(|field| is_wanted(field)).collect()
    }

    /// The drafts by project. A record that can't be read is a fault.
    fn records(&self) -> BTreeMap<String, Draft> {
        let records = self.0["records"].as_object().into_iter().flatten();
        let draft = |(id, text): (&String, &Value)| {
            let text = text.as_str().unwrap_or_default();
            match backup::draft(text) {
                Saved::Draft(draft) => (id.clone(), draft),
                other => panic!("the record of {id} is {other:?}: {text:.200}"),
            }
        };
        records.map(draft).collect()
    }
}

fn text_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Soak {
    fn begin(browser: &Browser, seed: u64) -> Soak {
        let page = browser.page();
        page.before_load(SHOW_MEMORY);
        page.goto_file(&dist_file("ziping.html"));
        page.wait_for("section-basics");
        let date = page.js("const now = new Date();
            return [now.getFullYear(), now.getMonth() + 1, now.getDate()]");
        let number = |at: usize| date[at].as_u64().unwrap_or_default();
        Soak {
            seed,
            page,
            chance: Chance::seeded(seed),
            today: Date::new(number(0) as u16, number(1) as u8, number(2) as u8),
            stored: BTreeMap::new(),
            own: Desk {
                start: Some(Draft::default()),
                ..Desk::default()
            },
            sample: Desk {
                id: Some(SAMPLE.to_owned()),
                start: Some(sample()),
                steps: 0,
            },
            is_sample: false,
            done: Vec::new(),
            seen: None,
            compared: 0,
        }
    }

    fn desk(&mut self) -> &mut Desk {
        match self.is_sample {
            true => &mut self.sample,
            false => &mut self.own,
        }
    }

    /// What is on the page.
    fn draft(&self) -> Draft {
        let desk = match self.is_sample {
            true => &self.sample,
            false => &self.own,
        };
        let stored = desk.id.as_ref().and_then(|id| self.stored.get(id));
        let draft = stored.or(desk.start.as_ref());
        draft.cloned().unwrap_or_default()
    }

    fn look(&self) -> Look {
        Look(self.page.js(LOOK))
    }

    fn note(&mut self, what: String) {
        self.done.push(what);
    }

    /// One thing that the user does in the form, and what has to be so afterwards.
    fn act(&mut self) {
        let look = self.seen.take().unwrap_or_else(|| self.look());
        assert_eq!(look.0["view"], "form");
        let all: usize = DEEDS.iter().map(|(times, _)| times).sum();
        let mut at = self.chance.below(all);
        let chosen = DEEDS.iter().find(|(times, _)| {
            let is_it = at < *times;
            at = at.saturating_sub(*times);
            is_it
        });
        let (_, deed) = *chosen.expect("a number below the sum is one of them");
        self.note(format!("{deed:?}"));
        self.perform(deed, &look);
    }

    fn perform(&mut self, deed: Deed, look: &Look) {
        match deed {
            Deed::Type => self.type_into_a_field(look),
            Deed::Clear => {
                let fields = look.fields(|field| field["tag"] != "select");
                if let Some(id) = self.one(&fields) {
                    self.page.clear(&id);
                    self.check(true);
                }
            }
            Deed::Choose => {
                let fields = look.fields(|field| field["tag"] == "select");
                if let Some(id) = self.one(&fields) {
                    let options = self.page.js_with(
                        "return [...document.getElementById(arguments[0]).options].map(it => it.text.trim())",
                        json!([id]),
                    );
                    let options = options.as_array().cloned().unwrap_or_default();
                    let option = text_of(self.chance.of(&options)).to_owned();
                    self.note(format!("{id}: {option}"));
                    self.page.select(&id, &option);
                    self.check(true);
                }
            }
            Deed::AddRow if look.count("removes") < 30 => {
                for id in look.texts("adds") {
                    self.page.click(&id);
                }
                self.check(true);
            }
            Deed::AddRow | Deed::RemoveRow => {
                let count = look.count("removes");
                self.click_one(".sheet-scroll button.square.plain", count);
            }
            Deed::UseTools => {
                self.click_one(".tool-group button:not(:disabled)", look.count("deeds"))
            }
            Deed::PasteCells if look.is("sheet") && look.count("removes") < 30 => {
                let (rows, columns) = (1 + self.chance.below(3), 2 + self.chance.below(3));
                let row = |chance: &mut Chance| {
                    let cells = (0..columns).map(|_| *chance.of(&WORDS));
                    cells.collect::<Vec<&str>>().join("\t")
                };
                let rows: Vec<String> = (0..rows).map(|_| row(&mut self.chance)).collect();
                self.note(format!("{rows:?}"));
                self.page.set_clipboard(&rows.join("\n"));
                self.page.focus(Find::Css(".sheet-scroll"));
                self.page.press("Control+v");
                self.check(true);
            }
            Deed::PasteCells => {}
            Deed::GoToSection => {
                let section = self.chance.of(SECTIONS).key;
                self.note(section.to_owned());
                self.page.click(&format!("section-{section}"));
                self.check(false);
            }
            Deed::TurnPanel => {
                const TABS: [&str; 6] = [
                    "tab_findings",
                    "tab_findings",
                    "tab_findings",
                    "tab_preview",
                    "tab_overview",
                    "tab_help",
                ];
                let tab = *self.chance.of(&TABS);
                self.note(tab.to_owned());
                self.page.click(tab);
                self.check(false);
            }
            Deed::Mend => match self.chance.one_in(5) && self.page.exists("mend_all") {
                true => {
                    self.page.click("mend_all");
                    self.check(true);
                }
                false => self.click_one("#findings .mend", look.count("mends")),
            },
            Deed::Undo | Deed::Redo => {
                let (id, is_possible) = match deed {
                    Deed::Undo => ("undo", look.is("undo")),
                    _ => ("redo", look.is("redo")),
                };
                if is_possible {
                    self.page.click(id);
                    self.check(true);
                }
            }
            Deed::UndoAndRedo => {
                let before = self.draft();
                let most = 1 + self.chance.below(5);
                let undone = self.step("undo", most);
                self.check(true);
                assert_eq!(
                    self.step("redo", undone),
                    undone,
                    "steps that are done again"
                );
                self.check(true);
                assert_eq!(self.draft(), before, "undone and done again");
            }
            Deed::UndoAll => self.undo_all(),
            Deed::ShowSample => {
                let id = if self.is_sample {
                    "back_to_own"
                } else {
                    "show_sample"
                };
                self.page.click(id);
                self.is_sample = !self.is_sample;
                self.check(false);
            }
            Deed::OpenReport => self.open_a_report(),
            Deed::LookAtHistory if !self.is_sample => self.look_at_the_history(),
            Deed::LookAtHistory => {}
            Deed::ListProjects => self.list_projects(),
            Deed::Reload => {
                self.page.reload();
                self.page.wait_until("the page", || {
                    self.page.exists("section-basics") || self.page.exists("new_project")
                });
                self.is_sample = false;
                let stored = self.stored.get(SAMPLE).cloned();
                self.sample.start = Some(stored.unwrap_or_else(sample));
                self.sample.steps = 0;
                self.own = Desk {
                    start: Some(Draft::default()),
                    ..Desk::default()
                };
                self.settle();
            }
        }
    }

    /// The id of one of these fields.
    fn one(&mut self, fields: &[&Value]) -> Option<String> {
        if fields.is_empty() {
            return None;
        }
        let id = text_of(&self.chance.of(fields)["id"]).to_owned();
        self.note(id.clone());
        Some(id)
    }

    fn click_one(&mut self, css: &str, count: usize) {
        if count > 0 {
            let which = self.chance.below(count);
            self.note(format!("{css} {which}"));
            self.page.js_with(
                "document.querySelectorAll(arguments[0])[arguments[1]].click()",
                json!([css, which]),
            );
            self.check(true);
        }
    }

    fn type_into_a_field(&mut self, look: &Look) {
        let fields = look.fields(|field| field["tag"] != "select");
        if fields.is_empty() {
            return;
        }
        let field = (*self.chance.of(&fields)).clone();
        let (id, word) = (text_of(&field["id"]).to_owned(), *self.chance.of(&WORDS));
        self.note(format!("{id}: {word}"));
        let mut expected = self.draft();
        self.page.type_into(&id, word);
        self.check(true);
        // What a key does in a table is the table's.
        if field["sheet"] == false {
            let place = Place::from_key(&id).expect("a field's id is its place");
            let text = format!("{}{word}", expected.text(&place));
            expected.apply(&Edit::Set { place, text });
            assert_eq!(self.draft(), expected, "after typing {word} into {id}");
        }
    }

    /// Presses a button as often as it can be, at most so many times; gives how often.
    fn step(&self, id: &str, most: usize) -> usize {
        let pressed = self.page.js_with(
            "const [id, most] = arguments;
             const go = async () => {
                 let count = 0;
                 while (count < most && !document.getElementById(id).disabled) {
                     document.getElementById(id).click();
                     await new Promise(done => setTimeout(done, 0));
                     count++;
                 }
                 return count;
             };
             return go();",
            json!([id, most]),
        );
        pressed.as_u64().unwrap_or_default() as usize
    }

    fn undo_all(&mut self) {
        const ALL: usize = 1000;
        self.step("redo", ALL);
        self.check(true);
        let latest = self.draft();
        self.step("undo", ALL);
        self.check(true);
        let first = self.draft();
        let desk = self.desk();
        if let Some(start) = desk.start.clone().filter(|_| desk.steps < SURE_STEPS) {
            assert_eq!(first, start, "everything undone");
        }
        self.step("redo", ALL);
        self.check(true);
        assert_eq!(self.draft(), latest, "everything done again");
    }

    fn open_a_report(&mut self) {
        if self.is_sample {
            return;
        }
        const CASES: [&str; 4] = [
            "hostile",
            "mistakes",
            "zipingbiao-hainan",
            "zipingbiao-daying",
        ];
        let case = *self.chance.of(&CASES);
        self.note(case.to_owned());
        let file = workspace()
            .join("tests/cases")
            .join(case)
            .join("draft.json");
        let text = std::fs::read_to_string(&file).expect("the cases have drafts");
        let Saved::Draft(opened) = save::read(&text) else {
            panic!("{case} has no draft");
        };
        let before = self.draft();
        self.page.upload("open_file", &file);
        let mut expected = opened.clone();
        // Nothing is asked where nothing would be replaced.
        if !before.is_blank() && before != opened {
            self.page.wait_for("question_yes");
            match self.chance.one_in(3) {
                true => {
                    self.page.click("question_no");
                    expected = before;
                }
                false => self.page.click("question_yes"),
            }
            self.page.wait_gone("question_no");
        }
        self.page.wait_until("the report to be stored", || {
            let records = self.look().records();
            records.values().any(|draft| *draft == expected)
        });
        self.check(true);
        assert_eq!(self.draft(), expected, "{case} was opened");
    }

    fn look_at_the_history(&mut self) {
        self.page.click("history");
        self.page.wait_for("back_to_form");
        let look = self.look();
        self.has_stored("the history only shows");
        if look.count("snapshots") > 0 {
            let which = self.chance.below(look.count("snapshots"));
            self.page.js_with(
                "document.querySelectorAll('#snapshots button')[arguments[0]].click()",
                json!([which]),
            );
        }
        let can_restore = self.look().is("restore");
        let is_restored = can_restore && self.chance.one_in(2);
        self.note(format!("restored: {is_restored}"));
        self.page.click(if is_restored {
            "restore"
        } else {
            "back_to_form"
        });
        self.page.wait_for("section-basics");
        self.check(is_restored);
    }

    /// Goes to the list, does something there, and comes back with a project.
    fn list_projects(&mut self) {
        self.page.click("projects");
        self.is_sample = false;
        self.settle();
    }

    /// From the list, where the page is in front of it, to a project.
    fn settle(&mut self) {
        self.page.wait_until("the list or a form", || {
            self.page.exists("section-basics") || self.page.exists("new_project")
        });
        let look = self.look();
        self.has_stored("what is stored is all there");
        if look.0["view"] == "form" {
            self.own.id = self.stored.keys().find(|id| *id != SAMPLE).cloned();
            let stored = self.own.id.as_ref().and_then(|id| self.stored.get(id));
            self.own.start = Some(stored.cloned().unwrap_or_default());
            return self.check(false);
        }
        let ids = look.texts("rows");
        assert_eq!(
            ids.len(),
            self.stored.keys().filter(|id| *id != SAMPLE).count()
        );
        let number = self.chance.below(6);
        if ids.is_empty() || (number == 0 && ids.len() < MOST_PROJECTS) {
            self.note("a new project".to_owned());
            self.page.click("new_project");
            self.page.wait_for("section-basics");
            self.own = Desk::default();
            return self.check(false);
        }
        let id = self.chance.of(&ids).clone();
        if number == 1 && ids.len() < MOST_PROJECTS {
            self.note("a copy".to_owned());
            self.click_in_row(&id, "[title=复制]");
            let count = self.stored.len() + 1;
            self.page
                .wait_until("the copy", || self.look().records().len() == count);
            let records = self.look().records();
            let mut new = records
                .iter()
                .filter(|(id, _)| !self.stored.contains_key(*id));
            assert_eq!(
                new.next().map(|(_, draft)| draft),
                self.stored.get(&id),
                "a copy is the same"
            );
            self.stored = records;
        } else if number == 2 && ids.len() > 1 {
            self.click_in_row(&id, "[title=删除]");
            let row = format!("#project_rows tr[data-id='{id}']");
            self.page.wait_gone(Find::Css(&row));
            let is_back = self.chance.one_in(2);
            self.note(format!("deleted, back: {is_back}"));
            match is_back {
                true => {
                    self.page.click("unremove");
                    self.page.wait_for(Find::Css(&row));
                }
                false => drop(self.stored.remove(&id)),
            }
            self.has_stored("only the deleted one is gone");
        }
        let ids = self.look().texts("rows");
        let id = self.chance.of(&ids).clone();
        self.note(format!(
            "opened {}",
            ids.iter().position(|it| *it == id).unwrap_or_default()
        ));
        self.click_in_row(&id, ".open-project");
        self.page.wait_for("section-basics");
        self.own = Desk {
            start: self.stored.get(&id).cloned(),
            id: Some(id),
            steps: 0,
        };
        self.check(false);
    }

    /// Nothing has changed in the storage.
    fn has_stored(&self, what: &str) {
        let records = self.look().records();
        let ids = records.keys().chain(self.stored.keys());
        for id in ids {
            let (found, stored) = (records.get(id), self.stored.get(id));
            assert_eq!(found, stored, "{what}: {id}");
        }
    }

    fn click_in_row(&self, id: &str, css: &str) {
        // The list may move while it is read again, and the mouse would meet another row.
        let css = format!("#project_rows tr[data-id='{id}'] {css}");
        self.page
            .js_with("document.querySelector(arguments[0]).click()", json!([css]));
    }

    /// What has to be so after anything. `may_change` is whether the report on the page may be
    /// another one now; the others never are.
    fn check(&mut self, may_change: bool) {
        let look = self.look();
        let saving = text_of(&look.0["saving"]).to_owned();
        assert!(
            saving.contains("saved") || saving.contains("blank") || saving.contains("locally"),
            "{saving}"
        );
        let records = look.records();
        for id in self.stored.keys() {
            assert!(records.contains_key(id), "the project {id} is gone");
        }
        // The sample is stored once it was shown.
        let untouched = self.sample.start.as_ref();
        let known = |id: &String| {
            let stored = self.stored.get(id);
            stored.or(untouched.filter(|_| id == SAMPLE))
        };
        let is_changed = |(id, draft): &(&String, &Draft)| known(id) != Some(*draft);
        let changed = records.iter().filter(is_changed).map(|(id, _)| id.clone());
        let changed: Vec<String> = changed.collect();
        assert!(
            may_change || changed.is_empty() || self.desk().id.is_none(),
            "{changed:?} changed"
        );
        for id in changed {
            let desk = self.desk();
            let open = desk.id.get_or_insert_with(|| id.clone());
            assert_eq!(
                *open, id,
                "another project than the one on the page changed"
            );
            desk.steps += 2;
            if desk.start.is_none() && !may_change {
                desk.start = records.get(&id).cloned();
            }
        }
        self.stored = records;
        self.shows_what_is_stored(&look);
        self.finds_what_the_core_finds(&look);
        self.seen = Some(look);
    }

    fn shows_what_is_stored(&self, look: &Look) {
        if self.desk_is_unknown() {
            return;
        }
        let draft = self.draft();
        for field in look.fields(|field| field["sheet"] == false) {
            let place = Place::from_key(text_of(&field["id"])).expect("a field's id is its place");
            let (shown, stored) = (text_of(&field["value"]), draft.text(&place));
            let is_default = matches!(place.field.spec().kind, Kind::Choice(options)
                if !options.contains(&stored));
            assert!(
                shown == stored || is_default,
                "{}: {shown:?} is shown, {stored:?} stored",
                field["id"]
            );
        }
    }

    /// A new project that carries texts over isn't stored before something is done with it.
    fn desk_is_unknown(&self) -> bool {
        !self.is_sample && self.own.id.is_none() && self.own.start.is_none()
    }

    fn finds_what_the_core_finds(&mut self, look: &Look) {
        if look.0["codes"].is_null() || look.0["view"] != "form" || self.desk_is_unknown() {
            return;
        }
        let draft = self.draft();
        let findings = Subject::of(&draft, self.today).findings();
        let mut expected: Vec<&str> = findings.iter().map(|finding| finding.code).collect();
        let shown = look.texts("codes");
        let mut shown: Vec<&str> = shown.iter().map(String::as_str).collect();
        shown.retain(|code| *code != ABOUT_OTHERS);
        expected.sort_unstable();
        shown.sort_unstable();
        assert_eq!(shown, expected, "the findings");
        self.compared += 1;
    }

    fn is_clean(&self) {
        assert_eq!(self.page.console_errors(), Vec::<String>::new());
        assert_eq!(self.page.requests(), Vec::<String>::new());
    }

    fn memory(&self) -> Memory {
        (0..2).for_each(|_| drop(self.page.cdp("HeapProfiler.collectGarbage", json!({}))));
        let heap = self.page.cdp("Runtime.getHeapUsage", json!({}));
        let module = self.page.js(
            "return window.memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0)",
        );
        let nodes = self.page.cdp("Memory.getDOMCounters", json!({}));
        let number = |value: &Value| value.as_f64().unwrap_or_default() as u64;
        Memory {
            module: number(&module),
            heap: number(&heap["usedSize"]),
            nodes: number(&nodes["nodes"]),
        }
    }
}

/// Tells how a failed run is had again.
impl Drop for Soak {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let last = self.done.iter().rev().take(200).rev();
            let last: Vec<&str> = last.map(String::as_str).collect();
            eprintln!("ZIPING_SOAK_SEED={}, at last: {last:#?}", self.seed);
        }
    }
}

fn number_from(name: &str, otherwise: u64) -> u64 {
    env::var(name).map_or(otherwise, |text| text.parse().expect("a number"))
}

#[test]
fn whatever_is_done_nothing_is_lost_or_wrong() {
    let actions = number_from("ZIPING_SOAK_ACTIONS", 150) as usize;
    let seed = number_from("ZIPING_SOAK_SEED", 7);
    let browser = Browser::start();
    let mut soak = Soak::begin(&browser, seed);
    let started = Instant::now();
    let mut memories = Vec::new();
    for number in 1..=actions {
        soak.act();
        if number % 25 == 0 {
            soak.is_clean();
        }
        if number % MEASURED_EVERY == 0 {
            let memory = soak.memory();
            println!("{number} actions in {:.0?}: {memory:?}", started.elapsed());
            memories.push(memory);
        }
    }
    soak.is_clean();
    println!(
        "seed {seed}: {actions} actions, {} times the findings, {} projects",
        soak.compared,
        soak.stored.len()
    );
    assert!(soak.compared > actions / 10, "{}", soak.compared);
    is_flat(&memories);
}

/// After the first thousand actions everything has been seen once. The driver keeps the
/// elements that it was asked about until the page is left: there are many nodes.
fn is_flat(memories: &[Memory]) {
    let Some((early, late)) = memories.get(1).zip(memories.last()) else {
        return;
    };
    const MODULE: u64 = 64 << 20;
    assert!(late.module <= MODULE, "{memories:?}");
    assert!(late.heap < 2 * early.heap + (8 << 20), "{memories:?}");
    assert!(late.nodes < 3 * early.nodes + 10_000, "{memories:?}");
}

/// Rounds through the page: a word is typed and taken back, a row comes and goes, every
/// section and panel is shown, the list and the history are opened and left.
const ROUNDS: &str = "const [rounds, sections] = arguments;
    const at = id => document.getElementById(id);
    const until = what => new Promise((done, fail) => {
        const limit = Date.now() + 10000;
        const look = () => what() ? done() : Date.now() > limit ? fail(new Error(String(what))) : setTimeout(look, 2);
        look();
    });
    const press = async id => {
        await until(() => at(id) && !at(id).disabled);
        at(id).click();
        await new Promise(done => setTimeout(done, 2));
    };
    const go = async () => {
        for (let round = 0; round < rounds; round++) {
            for (const section of sections) await press('section-' + section);
            await press('section-basics');
            await until(() => at('project_overview'));
            at('project_overview').value += '字';
            at('project_overview').dispatchEvent(new Event('input', { bubbles: true }));
            await press('undo');
            await press('section-sub_projects');
            await press('add_sub_projects');
            await press('undo');
            for (const tab of ['preview', 'overview', 'help', 'findings']) await press('tab_' + tab);
            if (round % 10 === 0) {
                await press('history');
                await press('back_to_form');
                await press('projects');
                await until(() => document.querySelector('#project_rows .open-project'));
                document.querySelector('#project_rows .open-project').click();
                await until(() => at('section-basics'));
            }
        }
    };
    return go();";

#[test]
fn a_long_session_needs_no_more_memory_than_a_short_one() {
    let browser = Browser::start();
    let mut soak = Soak::begin(&browser, 1);
    let file = workspace().join("tests/cases/zipingbiao-hainan/draft.json");
    soak.page.upload("open_file", &file);
    soak.page.wait_for_text("save_state", "已保存");
    let sections: Vec<&str> = SECTIONS.iter().map(|spec| spec.key).collect();
    let rounds = |count: usize| {
        // No script may take half a minute.
        (0..count / 10).for_each(|_| drop(soak.page.js_with(ROUNDS, json!([10, sections]))));
        let memory = soak.memory();
        println!("{memory:?}");
        memory
    };
    let short = rounds(20);
    let long = rounds(number_from("ZIPING_SOAK_ROUNDS", 30) as usize);
    soak.is_clean();
    soak.done.clear();
    assert!(
        long.module <= short.module + (1 << 20),
        "{short:?} {long:?}"
    );
    assert!(long.heap < short.heap + (2 << 20), "{short:?} {long:?}");
    assert!(long.nodes < short.nodes + 5_000, "{short:?} {long:?}");
}
