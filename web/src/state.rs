//! What the page is doing, and how it changes. No browser in here: it runs in tests.

pub mod backup;
pub mod export;
pub mod history;
pub mod inbox;
pub mod library;
pub mod marks;
pub mod projects;
pub mod record;
pub mod sheet;

use std::cell::RefCell;
use std::rc::Rc;

use yew::Reducible;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::Date;
use ziping_core::field::{Section, Table, FIELDS};
use ziping_core::finding::Fix;
use ziping_core::mend::mend_all;
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::save;
use ziping_core::Edition;

use crate::review::Review;
use export::Export;
use inbox::{Inbox, InboxAction};
use projects::{ProjectAction, Projects, StartProjects, View};

/// Which report is on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Desk {
    /// The user's own.
    Own,
    /// The sample, to look at and to try things on; the own report waits meanwhile.
    Sample,
}

/// What the right column shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    Findings,
    Preview,
    Overview,
    Help,
}

impl Panel {
    pub fn title(self) -> &'static str {
        match self {
            Panel::Findings => "问题",
            Panel::Preview => "预览",
            Panel::Overview => "概览",
            Panel::Help => "帮助",
        }
    }
}

/// Whether what is on the page is in the browser's storage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Saving {
    /// Nothing typed yet.
    Blank,
    /// Typed, not yet written.
    Pending,
    /// On the disk, since this time of day.
    Saved(String),
    /// Written and read back, but only where a killed browser may lose its last seconds.
    SavedLocally(String),
    /// Not written, and why; what was typed is on the page only.
    Failed(String),
}

/// Something to tell that isn't about the report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    /// A text that was put aside, offered as a file.
    pub kept: Option<String>,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// There are errors: export all the same, marked as a draft?
    ExportWithErrors(Export),
    /// Do the persons' names stay in the public version?
    Names(Export),
    /// Put this opened report in the place of the own one?
    Replace { draft: Draft, file: String },
}

/// A state to go back to, and what going back undoes.
#[derive(Clone, Debug)]
struct Step {
    draft: Rc<Draft>,
    words: String,
    /// Where it was done, so that going back shows it.
    place: Option<Place>,
    /// A typing step that more typing may still belong to.
    typing: Option<Typing>,
}

/// Typing that is one step: in one place, one direction, not too much of it. Replacing a
/// selection or pasting begins another, so that what was there can be got back.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Typing {
    place: Place,
    grows: bool,
    /// An input method's letters stand there, to be replaced by the word.
    is_composing: bool,
}

/// The most characters that one typing step adds or takes away.
const MAX_TYPED: usize = 40;
/// More at once is a paste; an input method commits a phrase.
const MAX_AT_ONCE: usize = 12;

/// The report that isn't on the page, with its steps.
#[derive(Clone, Debug)]
struct Shelf {
    draft: Rc<Draft>,
    undo: Vec<Step>,
    redo: Vec<Step>,
}

/// What is longer takes longer to review than a key press should.
const LONG_TABLES: usize = 60;
const LONG_TEXT: usize = 30_000;

fn is_long(draft: &Draft) -> bool {
    let rows: usize = Table::ALL.iter().map(|table| draft.row_count(*table)).sum();
    let singles = FIELDS.iter().filter(|spec| spec.table.is_none());
    let bytes: usize = singles.map(|spec| draft.get(spec.field).len()).sum();
    rows > LONG_TABLES || bytes > LONG_TEXT
}

/// More than anyone goes back.
const MAX_STEPS: usize = 200;

#[derive(Clone, Debug)]
pub struct State {
    today: Option<Date>,
    pub desk: Desk,
    pub draft: Rc<Draft>,
    other: Shelf,
    /// Whether the report that isn't on the page is still to be written.
    pub is_other_unsaved: bool,
    /// Of [`State::reviewed`], which a long draft is a moment ahead of while it is typed in.
    pub review: Rc<Review>,
    /// The draft that the review is of.
    pub reviewed: Rc<Draft>,
    undo: Vec<Step>,
    redo: Vec<Step>,
    pub section: Section,
    pub panel: Panel,
    /// What the preview shows.
    pub previewed: Edition,
    /// What is being printed.
    pub printed: Option<Edition>,
    /// Whether the preview and what is exported and printed have charts (附图表).
    pub has_charts: bool,
    /// On a narrow window: whether the panel is in front of the form.
    pub is_panel_in_front: bool,
    /// On a wide window: whether the panel makes room for the form.
    pub is_panel_folded: bool,
    /// Where the cursor is to go next, and a number that tells one request from the next.
    pub target: Option<(Place, u32)>,
    pub saving: Saving,
    pub notice: Option<Notice>,
    pub question: Option<Question>,
    pub projects: Projects,
    pub inbox: Rc<Inbox>,
}

#[derive(Debug)]
pub enum Action {
    Project(ProjectAction),
    Inbox(InboxAction),
    /// A key was pressed in a field.
    Type {
        place: Place,
        text: String,
        /// Whether an input method typed it: its letters and the word that replaces them
        /// are one step.
        is_composing: bool,
    },
    /// An input method begins a word: the one before is done.
    StartWord,
    /// The field was left: more typing there is another step.
    EndTyping,
    RemoveRow(Table, usize),
    Mend(Fix),
    /// 全部修正
    MendAll,
    /// Sets several fields at once, in one step.
    Fill {
        words: String,
        edits: Vec<Edit>,
    },
    Undo,
    Redo,
    ShowSample,
    RestoreSample,
    ShowOwn,
    /// Starts an empty report in the place of the own one.
    Opened {
        draft: Draft,
        file: String,
    },
    Replace,
    Ask(Question),
    Answered,
    OpenSection(Section),
    GoTo(Place),
    ShowPanel(Panel),
    FoldPanel,
    Preview(Edition),
    Print(Edition),
    Printed,
    /// Whether there are charts from now on.
    Chart(bool),
    ShowForm,
    /// This draft was written, or could not be.
    Saved {
        draft: Rc<Draft>,
        saving: Saving,
    },
    /// The report that isn't on the page was written.
    OtherSaved,
    /// Reviews what was typed, now that it is on the screen.
    CatchUp,
    Tell(Notice),
    DismissNotice,
}

/// What the page starts with.
#[derive(Debug)]
pub struct Start {
    pub projects: StartProjects,
    pub own: Draft,
    /// [`Saving::Failed`] where the browser doesn't let the page save.
    pub saving: Saving,
    /// The sample as it was left; the untouched one where there is none.
    pub sample: Option<Draft>,
    pub notice: Option<Notice>,
    pub today: Option<Date>,
    pub has_charts: bool,
}

impl Default for Start {
    fn default() -> Start {
        Start {
            projects: StartProjects::default(),
            own: Draft::default(),
            saving: Saving::Blank,
            sample: None,
            notice: None,
            today: None,
            has_charts: false,
        }
    }
}

impl Action {
    /// Whether it changes the report on the page.
    fn is_edit(&self) -> bool {
        matches!(
            self,
            Action::Type { .. }
                | Action::RemoveRow(..)
                | Action::Mend(_)
                | Action::MendAll
                | Action::Fill { .. }
                | Action::Undo
                | Action::Redo
                | Action::Project(ProjectAction::Restore { .. })
        )
    }
}

impl State {
    pub fn new(start: Start) -> State {
        let draft = Rc::new(start.own);
        State {
            today: start.today,
            desk: Desk::Own,
            review: Rc::new(Review::of(&draft, start.today, &[])),
            reviewed: draft.clone(),
            saving: start.saving,
            draft,
            other: Shelf {
                draft: Rc::new(start.sample.unwrap_or_else(sample)),
                undo: Vec::new(),
                redo: Vec::new(),
            },
            is_other_unsaved: false,
            undo: Vec::new(),
            redo: Vec::new(),
            section: Section::Basics,
            panel: Panel::Findings,
            previewed: Edition::Report,
            printed: None,
            has_charts: start.has_charts,
            is_panel_in_front: false,
            is_panel_folded: false,
            target: None,
            notice: start.notice,
            question: None,
            projects: Projects::new(start.projects),
            inbox: Rc::default(),
        }
    }

    pub fn today(&self) -> Option<Date> {
        self.today
    }

    /// What the next undo takes back, in words.
    pub fn undoes(&self) -> Option<&str> {
        self.undo.last().map(|step| step.words.as_str())
    }

    /// What the next redo does again, in words.
    pub fn redoes(&self) -> Option<&str> {
        self.redo.last().map(|step| step.words.as_str())
    }

    /// The report that isn't on the page, and which it is.
    pub fn other(&self) -> (Desk, &Rc<Draft>) {
        let desk = match self.desk {
            Desk::Own => Desk::Sample,
            Desk::Sample => Desk::Own,
        };
        (desk, &self.other.draft)
    }

    /// Makes `draft` the current one, with the former one to go back to.
    fn change(&mut self, draft: Draft, words: String, place: Option<Place>) {
        self.step(draft, words, place, None);
    }

    fn step(&mut self, draft: Draft, words: String, place: Option<Place>, typing: Option<Typing>) {
        if draft == *self.draft {
            return;
        }
        if self.goes_on(&draft, typing.as_ref()) {
            let last = self.undo.last_mut().and_then(|step| step.typing.as_mut());
            if let (Some(last), Some(typing)) = (last, &typing) {
                // The direction stays: a word is shorter than its letters, and no deletion.
                last.is_composing = typing.is_composing;
            }
        } else {
            self.undo.push(Step {
                draft: self.draft.clone(),
                words,
                place,
                typing: typing.clone(),
            });
            if self.undo.len() > MAX_STEPS {
                self.undo.remove(0);
            }
        }
        self.redo.clear();
        match typing {
            Some(_) => self.show_typed(Rc::new(draft)),
            None => self.put(Rc::new(draft)),
        }
    }

    /// Whether typing that leads to `draft` belongs to the last step.
    fn goes_on(&self, draft: &Draft, typing: Option<&Typing>) -> bool {
        let (Some(last), Some(typing)) = (self.undo.last(), typing) else {
            return false;
        };
        let Some(before) = last.typing.as_ref().filter(|it| it.place == typing.place) else {
            return false;
        };
        if before.is_composing && typing.is_composing {
            return true;
        }
        let count = |draft: &Draft| draft.text(&typing.place).chars().count();
        let (begun, now, after) = (count(&last.draft), count(&self.draft), count(draft));
        self.redo.is_empty()
            && before.grows == typing.grows
            && now.abs_diff(after) <= MAX_AT_ONCE
            && begun.abs_diff(after) <= MAX_TYPED
    }

    fn put(&mut self, draft: Rc<Draft>) {
        self.show_typed(draft);
        self.catch_up();
    }

    /// Shows what was typed; its review may be left for after it is on the screen.
    fn show_typed(&mut self, draft: Rc<Draft>) {
        self.draft = draft;
        self.saving = Saving::Pending;
        if !is_long(&self.draft) {
            self.catch_up();
        }
    }

    pub fn is_behind(&self) -> bool {
        !Rc::ptr_eq(&self.reviewed, &self.draft)
    }

    fn catch_up(&mut self) {
        if self.is_behind() {
            self.review_again();
        }
    }

    pub(in crate::state) fn review_again(&mut self) {
        self.review = Rc::new(self.review_now());
        self.reviewed = self.draft.clone();
    }

    /// The review of the draft as it is now.
    pub fn current_review(&self) -> Rc<Review> {
        match self.is_behind() {
            true => Rc::new(self.review_now()),
            false => self.review.clone(),
        }
    }

    /// The sample is compared with none of the user's projects.
    fn review_now(&self) -> Review {
        let others = match self.desk {
            Desk::Own => &self.projects.others[..],
            Desk::Sample => &[],
        };
        Review::of(&self.draft, self.today, others)
    }

    fn edited(&self, edits: &[Edit]) -> Draft {
        let mut draft = (*self.draft).clone();
        edits.iter().for_each(|edit| draft.apply(edit));
        draft
    }

    /// Puts the other report on the page. Each keeps its own steps to undo.
    fn turn_to(&mut self, desk: Desk) {
        if self.desk == desk {
            return;
        }
        self.desk = desk;
        self.is_other_unsaved = self.saving == Saving::Pending;
        let left = Shelf {
            draft: self.draft.clone(),
            undo: std::mem::take(&mut self.undo),
            redo: std::mem::take(&mut self.redo),
        };
        let next = std::mem::replace(&mut self.other, left);
        self.put(next.draft);
        // A report in which nothing was ever written is no project.
        let is_stored = self.projects.head(&self.projects.id).is_some();
        if desk == Desk::Own && self.draft.is_blank() && !is_stored {
            self.saving = Saving::Blank;
        }
        self.undo = next.undo;
        self.redo = next.redo;
        self.section = Section::Basics;
        self.is_panel_in_front = false;
        self.target = None;
    }

    fn is_typing(&self) -> bool {
        self.undo.last().is_some_and(|step| step.typing.is_some())
    }

    fn start_word(&mut self) {
        let last = self.undo.last_mut().and_then(|step| step.typing.as_mut());
        if let Some(typing) = last {
            typing.is_composing = false;
        }
    }

    fn end_typing(&mut self) {
        if let Some(step) = self.undo.last_mut() {
            step.typing = None;
        }
    }

    fn step_back(&mut self) {
        if let Some(step) = self.undo.pop() {
            self.redo.push(Step {
                draft: self.draft.clone(),
                ..step.clone()
            });
            self.show(&step);
            self.put(step.draft);
        }
    }

    fn step_forward(&mut self) {
        if let Some(step) = self.redo.pop() {
            self.undo.push(Step {
                draft: self.draft.clone(),
                typing: None,
                ..step.clone()
            });
            self.show(&step);
            self.put(step.draft);
        }
    }

    /// Brings the section where a step was done before the eyes. What was told of the step, such
    /// as cells that didn't fit, holds no more.
    fn show(&mut self, step: &Step) {
        self.notice = self.notice.take().filter(|notice| notice.kept.is_some());
        if let Some(place) = &step.place {
            self.section = place.field.spec().section;
        }
    }

    fn go_to(&mut self, place: Place) {
        let number = self.target.as_ref().map_or(0, |(_, n)| n + 1);
        self.section = place.field.spec().section;
        self.is_panel_in_front = false;
        self.projects.view = View::Form;
        self.target = Some((place, number));
    }

    fn run(&mut self, action: Action) {
        if self.is_read_only() && action.is_edit() {
            return;
        }
        match action {
            Action::Project(action) => self.run_project(action),
            Action::Inbox(action) => Rc::make_mut(&mut self.inbox).run(action),
            Action::Type {
                place,
                text,
                is_composing,
            } => {
                let words = format!("填写「{}」", place.field.label());
                let grows = text.chars().count() >= self.draft.text(&place).chars().count();
                let typing = Typing {
                    place: place.clone(),
                    grows,
                    is_composing,
                };
                let draft = self.edited(&[Edit::Set {
                    place: place.clone(),
                    text,
                }]);
                self.step(draft, words, Some(place), Some(typing));
            }
            Action::StartWord => self.start_word(),
            Action::EndTyping => self.end_typing(),
            Action::RemoveRow(table, row) => {
                let draft = self.edited(&[Edit::RemoveRow { table, row }]);
                let first = table.columns().next();
                let place = first.map(|first| Place::in_row(first.field, row));
                self.change(draft, format!("删除第 {} 行", row + 1), place);
            }
            Action::Mend(fix) => {
                let draft = self.edited(&fix.edits);
                let place = fix.edits.iter().find_map(|edit| match edit {
                    Edit::Set { place, .. } => Some(place.whole()),
                    _ => None,
                });
                self.change(draft, fix.label, place);
            }
            Action::MendAll => {
                let (draft, count) = mend_all(&self.draft, self.today);
                self.change(draft, format!("全部修正，共 {count} 处"), None);
                self.tell(format!("已修正 {count} 处，可以撤销"));
            }
            Action::Fill { words, edits } => {
                let draft = self.edited(&edits);
                self.change(draft, words, None);
            }
            Action::Undo => self.step_back(),
            Action::Redo => self.step_forward(),
            Action::ShowSample => {
                self.turn_to(Desk::Sample);
                self.projects.view = View::Form;
            }
            Action::RestoreSample => self.change(sample(), "恢复示例原样".to_owned(), None),
            Action::ShowOwn => self.turn_to(Desk::Own),
            Action::Opened { draft, file } => {
                self.turn_to(Desk::Own);
                if self.is_read_only() {
                    self.tell(format!("没有打开“{file}”：本项目正在另一个窗口中编辑"));
                } else if self.draft.is_blank() || draft == *self.draft {
                    self.take(draft, &file);
                } else {
                    self.question = Some(Question::Replace { draft, file });
                }
            }
            Action::Replace => {
                // Another tab may have taken the project while the question was open.
                let question = self.question.take().filter(|_| !self.is_read_only());
                if let Some(Question::Replace { draft, file }) = question {
                    self.take(draft, &file);
                }
            }
            Action::Ask(question) => self.question = Some(question),
            Action::Answered => self.question = None,
            Action::OpenSection(section) => {
                self.section = section;
                self.is_panel_in_front = false;
                self.target = None;
            }
            Action::GoTo(place) => self.go_to(place),
            Action::ShowPanel(panel) => {
                self.panel = panel;
                self.is_panel_in_front = true;
                self.is_panel_folded = false;
            }
            Action::FoldPanel => self.is_panel_folded = true,
            Action::Preview(edition) => self.previewed = edition,
            Action::Print(edition) => self.printed = Some(edition),
            Action::Printed => self.printed = None,
            Action::Chart(has_charts) => self.has_charts = has_charts,
            Action::ShowForm => self.is_panel_in_front = false,
            // What was typed since is still to be saved.
            Action::Saved { draft, saving } if Rc::ptr_eq(&draft, &self.draft) => {
                self.saving = saving;
            }
            Action::Saved { .. } => {}
            Action::OtherSaved => self.is_other_unsaved = false,
            Action::CatchUp => self.catch_up(),
            Action::Tell(notice) => self.notice = Some(notice),
            Action::DismissNotice => self.notice = None,
        }
    }

    fn take(&mut self, draft: Draft, file: &str) {
        let replaced = (!self.draft.is_blank()).then(|| save::write(&self.draft));
        self.change(draft, format!("打开“{file}”"), None);
        self.section = Section::Basics;
        self.projects.view = View::Form;
        self.notice = Some(Notice {
            text: match replaced {
                Some(_) => format!("已打开“{file}”。原来的报告可以撤销找回，也可以下载"),
                None => format!("已打开“{file}”"),
            },
            kept: replaced,
        });
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        if matches!(action, Action::StartWord | Action::EndTyping) && !self.is_typing() {
            return self;
        }
        let mut state = (*self).clone();
        state.run(action);
        let state = Rc::new(state);
        state.note();
        state
    }
}

thread_local! {
    static LATEST: RefCell<Option<Rc<State>>> = const { RefCell::new(None) };
}

impl State {
    /// What the last action made of it: newer than what is drawn, for a moment.
    pub fn latest() -> Option<Rc<State>> {
        LATEST.with_borrow(Clone::clone)
    }

    /// Makes it the latest.
    pub fn note(self: &Rc<Self>) {
        LATEST.set(Some(self.clone()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::field::{Field, Table};

    fn after(actions: Vec<Action>) -> State {
        let mut state = State::new(Start::default());
        actions.into_iter().for_each(|action| state.run(action));
        state
    }

    fn typed(field: Field, text: &str) -> Action {
        typed_at(&Place::of(field), text)
    }

    fn typed_at(place: &Place, text: &str) -> Action {
        Action::Type {
            place: place.clone(),
            text: text.to_owned(),
            is_composing: false,
        }
    }

    #[test]
    fn typing_in_one_field_is_one_step() {
        let mut state = after(vec![
            typed(Field::BudgetUnit, "海"),
            typed(Field::BudgetUnit, "海口"),
            typed(Field::ProjectName, "信"),
        ]);
        assert_eq!(state.undoes(), Some("填写「项目名称」"));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "海口");
        state.run(Action::Undo);
        assert!(state.draft.is_blank());
        assert_eq!(state.undoes(), None);
        state.run(Action::Redo);
        assert_eq!(state.redoes(), Some("填写「项目名称」"));
        state.run(Action::Redo);
        assert_eq!(state.draft.get(Field::ProjectName), "信");
        assert_eq!(state.undoes(), Some("填写「项目名称」"));
    }

    #[test]
    fn what_was_told_of_a_step_goes_with_it() {
        let mut state = after(vec![typed(Field::BudgetUnit, "海口")]);
        let told = |kept| Notice {
            text: "放不下".to_owned(),
            kept,
        };
        state.run(Action::Tell(told(None)));
        state.run(Action::Undo);
        assert!(state.notice.is_none());
        // What was deleted can still be got back.
        state.run(Action::Tell(told(Some("p1".to_owned()))));
        state.run(Action::Redo);
        assert!(state.notice.is_some());
    }

    #[test]
    fn what_was_there_before_a_deletion_or_a_paste_can_be_got_back() {
        let text = "全年支出三百六十二万元。";
        let mut state = after(vec![
            typed(Field::Decision, "全年"),
            typed(Field::Decision, text),
        ]);
        state.run(typed(Field::Decision, ""));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision), text);
        state.run(typed(
            Field::Decision,
            &format!("{text}{}", "贴".repeat(13)),
        ));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision), text);
    }

    #[test]
    fn a_composed_word_is_one_step_without_its_letters() {
        let mut state = after(vec![typed(Field::Decision, "全年"), Action::EndTyping]);
        let composed = |text: &str| Action::Type {
            place: Place::of(Field::Decision),
            text: text.to_owned(),
            is_composing: true,
        };
        for text in ["全年z", "全年zhi", "全年zhi'chu"] {
            state.run(composed(text));
        }
        state.run(composed("全年支出"));
        state.run(typed(Field::Decision, "全年支出3"));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision), "全年");
        state.run(Action::Redo);
        assert_eq!(state.draft.get(Field::Decision), "全年支出3");
    }

    #[test]
    fn what_follows_a_composed_word_is_a_step_by_the_usual_limits() {
        let composed = |text: &str| Action::Type {
            place: Place::of(Field::Decision),
            text: text.to_owned(),
            is_composing: true,
        };
        let word = |before: &str| {
            vec![
                Action::StartWord,
                composed(&format!("{before}n")),
                composed(&format!("{before}ni'hao")),
                composed(&format!("{before}你好")),
            ]
        };
        let mut state = after(vec![typed(Field::Decision, "甲项目")]);
        word("甲项目").into_iter().for_each(|it| state.run(it));
        let pasted = "贴".repeat(24);
        state.run(typed(Field::Decision, &pasted));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision), "甲项目你好");
        // The next word in the place of all that stands there.
        state.run(Action::Redo);
        word("").into_iter().for_each(|it| state.run(it));
        word("你好").into_iter().for_each(|it| state.run(it));
        state.run(Action::Undo);
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision), pasted);
        // Many words are more than one step.
        let mut state = after(vec![]);
        for n in 0..30 {
            let words = word(&"你好".repeat(n));
            words.into_iter().for_each(|it| state.run(it));
        }
        state.run(Action::Undo);
        let left = state.draft.get(Field::Decision).chars().count();
        assert!((20..60).contains(&left), "{left}");
    }

    #[test]
    fn a_long_text_is_typed_in_more_than_one_step() {
        let mut state = after(vec![]);
        for n in 1..=100 {
            state.run(typed(Field::Decision, &"字".repeat(n)));
        }
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Decision).chars().count(), 80);
    }

    #[test]
    fn going_back_shows_where() {
        let mut state = after(vec![
            typed(Field::Decision, "甲"),
            Action::OpenSection(Section::Plans),
        ]);
        state.run(Action::Undo);
        assert_eq!(state.section, Section::Decision);
    }

    #[test]
    fn looking_at_the_sample_keeps_the_steps_and_the_unsaved_report() {
        let mut state = after(vec![typed(Field::BudgetUnit, "我局"), Action::ShowSample]);
        assert!(state.is_other_unsaved);
        assert_eq!(state.other().0, Desk::Own);
        assert_eq!(state.other().1.get(Field::BudgetUnit), "我局");
        state.run(Action::OtherSaved);
        assert!(!state.is_other_unsaved);
        state.run(Action::ShowOwn);
        state.run(Action::Undo);
        assert!(state.draft.is_blank());
    }

    #[test]
    fn coming_back_from_the_sample_to_a_blank_report_makes_no_project() {
        let state = after(vec![Action::ShowSample, Action::ShowOwn]);
        assert_eq!(state.saving, Saving::Blank);
        let emptied = vec![typed(Field::BudgetUnit, "我局"), Action::Undo];
        let mut state = after(emptied);
        assert_eq!(
            state.saving,
            Saving::Pending,
            "what was stored is emptied there too"
        );
        state.run(Action::ShowSample);
        assert!(state.is_other_unsaved);
    }

    #[test]
    fn leaving_a_field_ends_the_step_and_typing_ends_redo() {
        let mut state = after(vec![
            typed(Field::BudgetUnit, "海"),
            Action::EndTyping,
            typed(Field::BudgetUnit, "海口"),
            Action::Undo,
        ]);
        assert_eq!(state.draft.get(Field::BudgetUnit), "海");
        state.run(typed(Field::BudgetUnit, "三亚"));
        assert_eq!(state.redoes(), None);
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "海");
    }

    #[test]
    fn the_sample_leaves_the_own_report_as_it_was() {
        let mut state = after(vec![typed(Field::BudgetUnit, "我局"), Action::ShowSample]);
        assert_eq!(*state.draft, sample());
        state.run(typed(Field::BudgetUnit, "试一试"));
        state.run(Action::ShowOwn);
        assert_eq!(state.draft.get(Field::BudgetUnit), "我局");
        state.run(Action::ShowSample);
        assert_eq!(state.draft.get(Field::BudgetUnit), "试一试");
        state.run(Action::RestoreSample);
        assert_eq!(*state.draft, sample());
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "试一试");
    }

    #[test]
    fn an_opened_report_replaces_the_own_one_only_after_a_yes_and_can_be_undone() {
        let opened = || Action::Opened {
            draft: sample(),
            file: "去年.html".to_owned(),
        };
        let state = after(vec![opened()]);
        assert_eq!(*state.draft, sample());

        let mut state = after(vec![typed(Field::BudgetUnit, "我局"), opened()]);
        assert_eq!(state.draft.get(Field::BudgetUnit), "我局");
        assert!(matches!(state.question, Some(Question::Replace { .. })));
        state.run(Action::Replace);
        assert_eq!(*state.draft, sample());
        assert_eq!(state.undoes(), Some("打开“去年.html”"));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "我局");
    }

    #[test]
    fn a_removed_row_comes_back_with_its_texts() {
        let table = Table::SubProjects;
        let place = Place::in_row(Field::SubProjectName, 0);
        let mut state = after(vec![
            Action::Fill {
                words: "增加一行".to_owned(),
                edits: vec![Edit::InsertRow { table, row: 0 }],
            },
            typed_at(&place, "户政"),
            Action::RemoveRow(table, 0),
        ]);
        assert_eq!(state.draft.row_count(table), 0);
        assert_eq!(state.undoes(), Some("删除第 1 行"));
        state.run(Action::Undo);
        assert_eq!(state.draft.text(&place), "户政");
    }

    #[test]
    fn a_long_report_is_reviewed_after_what_was_typed_is_shown() {
        let table = Table::SubProjects;
        let rows = (0..=LONG_TABLES).map(|row| Edit::InsertRow { table, row });
        let mut state = after(vec![Action::Fill {
            words: "粘贴".to_owned(),
            edits: rows.collect(),
        }]);
        assert!(!state.is_behind(), "a paste is reviewed at once");
        state.run(typed(Field::Phone, "138"));
        assert!(state.is_behind());
        assert!(state
            .review
            .at(&Place::of(Field::Phone))
            .iter()
            .all(|it| it.is_missing));
        let fresh = state.current_review().at(&Place::of(Field::Phone)).to_vec();
        state.run(Action::CatchUp);
        assert!(!state.is_behind());
        assert_eq!(state.review.at(&Place::of(Field::Phone)).to_vec(), fresh);
        assert_eq!(fresh[0].code, "G06");
    }

    #[test]
    fn all_mends_are_one_step() {
        let mut state = after(vec![
            typed(Field::Phone, "138-0013-8000"),
            typed(Field::Decision, "按海府[2021]5号文办理。"),
            Action::MendAll,
        ]);
        assert_eq!(state.draft.get(Field::Phone), "13800138000");
        assert_eq!(
            state.draft.get(Field::Decision),
            "按海府〔2021〕5号文办理。"
        );
        assert_eq!(state.undoes(), Some("全部修正，共 2 处"));
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::Phone), "138-0013-8000");
    }

    #[test]
    fn a_mend_is_one_step_and_what_is_mended_is_reviewed_again() {
        let mut state = after(vec![typed(Field::Phone, "138-0013-8000")]);
        let finding = state.review.at(&Place::of(Field::Phone))[0].clone();
        state.run(Action::Mend(finding.fix.expect("a fix")));
        assert_eq!(state.draft.get(Field::Phone), "13800138000");
        assert!(state.review.at(&Place::of(Field::Phone)).is_empty());
        assert_eq!(state.undoes(), Some("改为 13800138000"));
    }

    #[test]
    fn only_what_was_written_counts_as_saved() {
        let is_saved = Saving::Saved("10:32:05".to_owned());
        let mut state = after(vec![typed(Field::Phone, "1")]);
        let first = state.draft.clone();
        state.run(typed(Field::Phone, "13"));
        let saved = |draft: &Rc<Draft>| Action::Saved {
            draft: draft.clone(),
            saving: Saving::Saved("10:32:05".to_owned()),
        };
        state.run(saved(&first));
        assert_eq!(state.saving, Saving::Pending);
        state.run(saved(&state.draft.clone()));
        assert_eq!(state.saving, is_saved);
        state.run(typed(Field::Phone, "138"));
        assert_eq!(state.saving, Saving::Pending);
    }
}
