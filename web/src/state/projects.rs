//! The projects beside the one on the page: which is open, and what happens to them.

use std::rc::Rc;

use ziping_core::draft::Draft;
use ziping_core::field::{Field, Section};

use super::history::Snapshot;
use super::library::Listing;
use super::record::{self, Head};
use super::{Desk, Notice, Saving, State};

/// What the page shows below its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    Form,
    /// 我的项目
    Projects,
    /// 历史
    History,
    /// 来稿
    Inbox,
}

/// A text that is kept outside the projects: put aside because it can't be read, or deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The key in the storage.
    pub key: String,
    pub label: String,
    pub text: String,
    /// Of a deleted project: it can be had back.
    pub head: Option<Head>,
}

#[derive(Clone, Debug)]
pub struct Projects {
    pub view: View,
    /// The project that the own report is; in the list once something of it was saved.
    pub id: String,
    /// Every stored project.
    pub heads: Rc<Vec<Head>>,
    pub listing: Listing,
    /// Whether another tab edits the open project, so that this one only shows it.
    pub is_elsewhere: bool,
    /// Nothing was stored when the page opened, and nothing was chosen yet.
    pub is_first: bool,
    /// The project deleted last, to be had back.
    pub removed: Option<Head>,
    /// The open project's snapshots, the newest first; `None` until they are read.
    pub history: Option<Rc<Vec<Snapshot>>>,
    /// Which of them is looked at.
    pub looked_at: usize,
    pub kept: Rc<Vec<Kept>>,
    /// When the last backup was made.
    pub backup: Option<u64>,
    /// The time when the list was read.
    pub now: u64,
    /// The drafts of other projects that the open one might have been copied from.
    pub others: Rc<Vec<Draft>>,
    /// Whether anything was done since the page opened.
    is_touched: bool,
}

impl Projects {
    pub fn new(start: StartProjects) -> Projects {
        Projects {
            view: start.view,
            is_first: start.heads.is_empty(),
            id: start.id,
            heads: Rc::new(start.heads),
            listing: Listing::default(),
            is_elsewhere: false,
            removed: None,
            history: None,
            looked_at: 0,
            kept: Rc::default(),
            backup: None,
            now: 0,
            others: Rc::default(),
            is_touched: false,
        }
    }

    pub fn head(&self, id: &str) -> Option<&Head> {
        self.heads.iter().find(|head| head.id == id)
    }

    fn put(&mut self, head: Head) {
        let heads = Rc::make_mut(&mut self.heads);
        match heads.iter_mut().find(|known| known.id == head.id) {
            Some(known) if known.is_newer_than(&head) => {}
            Some(known) => *known = head,
            None => heads.push(head),
        }
    }
}

/// What the page knows of the projects when it opens.
#[derive(Debug)]
pub struct StartProjects {
    pub view: View,
    pub id: String,
    pub heads: Vec<Head>,
}

impl Default for StartProjects {
    fn default() -> StartProjects {
        StartProjects {
            view: View::Form,
            id: "new".to_owned(),
            heads: Vec::new(),
        }
    }
}

/// Everything that is in the storage beside the drafts.
#[derive(Clone, Debug, Default)]
pub struct Inventory {
    pub heads: Vec<Head>,
    pub kept: Vec<Kept>,
    pub backup: Option<u64>,
    pub now: u64,
}

/// A project with its draft and when it was saved, in words.
#[derive(Debug)]
pub struct Loaded {
    pub head: Head,
    pub draft: Draft,
    pub time: String,
    /// What there is to tell about how it was found.
    pub notice: Option<Notice>,
}

#[derive(Debug)]
pub enum ProjectAction {
    Show(View),
    List(Listing),
    /// The storage was read again.
    Read(Inventory),
    /// The durable storage has answered for the first time, with a newer copy of the open
    /// project or of the only one there is. `spare` is an id that is free.
    Connected {
        inventory: Inventory,
        newer: Option<Box<Loaded>>,
        spare: String,
    },
    /// A stored project comes onto the page.
    Open(Box<Loaded>),
    /// A project that isn't stored yet comes onto the page.
    Begin {
        id: String,
        draft: Draft,
        words: String,
    },
    /// What the project of this id might have been copied from.
    Others {
        id: String,
        others: Vec<Draft>,
    },
    /// This was written.
    Written(Head),
    /// This was deleted; `spare` is an id that is free.
    Removed {
        head: Head,
        spare: String,
    },
    /// The deleted project is back, or the offer is declined.
    ForgetRemoved,
    /// What is on the page was changed by another tab in the storage: it goes on under an
    /// id of its own.
    Conflict {
        id: String,
    },
    Elsewhere(bool),
    History(Vec<Snapshot>),
    Look(usize),
    /// The snapshot that is looked at comes back, as one step to undo.
    Restore {
        words: String,
    },
    /// The offers to somebody who begins were declined.
    Started,
}

impl State {
    /// Whether nothing was done on the page yet, so that a newer copy may come onto it. Who has
    /// opened the sample has done something: what they type next belongs there.
    pub fn is_untouched(&self) -> bool {
        let has_steps = !self.undo.is_empty() || !self.redo.is_empty();
        self.desk == Desk::Own && !self.projects.is_touched && !has_steps
    }

    /// Whether the own report, which is on the page, is on the page only.
    pub fn is_unsaved(&self) -> bool {
        self.desk == Desk::Own && matches!(self.saving, Saving::Pending | Saving::Failed(_))
    }

    /// Whether what is shown can't be edited here.
    pub fn is_read_only(&self) -> bool {
        self.desk == Desk::Own && self.projects.is_elsewhere
    }

    /// What the browser's tab is called after.
    pub fn projects_title(&self) -> String {
        match self.desk {
            Desk::Own => record::line(&self.draft, Field::ProjectName),
            Desk::Sample => "示例".to_owned(),
        }
    }

    pub(super) fn run_project(&mut self, action: ProjectAction) {
        // What comes from the storage by itself is nothing that somebody did.
        self.projects.is_touched |= !matches!(
            action,
            ProjectAction::Read(_)
                | ProjectAction::Connected { .. }
                | ProjectAction::Elsewhere(_)
                | ProjectAction::Others { .. }
        );
        match action {
            ProjectAction::Show(view) => {
                if view != View::Form {
                    self.turn_to(Desk::Own);
                }
                self.projects.is_first &= view == View::Form;
                self.projects.view = view;
                self.projects.history = None;
                self.projects.looked_at = 0;
            }
            ProjectAction::List(listing) => self.projects.listing = listing,
            ProjectAction::Read(inventory) => self.take_stock(inventory),
            ProjectAction::Connected {
                inventory,
                newer,
                spare,
            } => {
                self.take_stock(inventory);
                self.connect(newer, spare);
            }
            ProjectAction::Open(loaded) => self.open(*loaded),
            ProjectAction::Begin { id, draft, words } => {
                self.lay(id, draft);
                self.saving = match self.draft.is_blank() {
                    true => Saving::Blank,
                    false => Saving::Pending,
                };
                if !words.is_empty() {
                    self.tell(words);
                }
            }
            ProjectAction::Others { id, others } if id == self.projects.id => {
                self.projects.others = Rc::new(others);
                self.review_again();
            }
            ProjectAction::Others { .. } => {}
            ProjectAction::Written(head) => self.projects.put(head),
            ProjectAction::Removed { head, spare } => {
                let heads = Rc::make_mut(&mut self.projects.heads);
                heads.retain(|known| known.id != head.id);
                if self.projects.id == head.id {
                    self.lay(spare, Draft::default());
                    self.saving = Saving::Blank;
                    self.projects.view = View::Projects;
                }
                self.projects.removed = Some(head);
            }
            ProjectAction::ForgetRemoved => self.projects.removed = None,
            ProjectAction::Conflict { id } => {
                self.projects.id = id;
                self.saving = Saving::Pending;
                self.tell(
                    "本项目在另一个窗口中也作了改动。两份都保留：这里的内容另存为一个项目"
                        .to_owned(),
                );
            }
            ProjectAction::Elsewhere(is_elsewhere) => self.projects.is_elsewhere = is_elsewhere,
            ProjectAction::History(snapshots) => {
                self.projects.history = Some(Rc::new(snapshots));
                self.projects.looked_at = 0;
            }
            ProjectAction::Look(at) => self.projects.looked_at = at,
            ProjectAction::Restore { words } => {
                let history = self.projects.history.clone().unwrap_or_default();
                if let Some(snapshot) = history.get(self.projects.looked_at) {
                    self.change(snapshot.draft.clone(), words, None);
                    self.projects.view = View::Form;
                }
            }
            ProjectAction::Started => self.projects.is_first = false,
        }
    }

    pub(super) fn tell(&mut self, text: String) {
        self.notice = Some(Notice { text, kept: None });
    }

    fn take_stock(&mut self, inventory: Inventory) {
        self.projects.heads = Rc::new(inventory.heads);
        self.projects.kept = Rc::new(inventory.kept);
        self.projects.backup = inventory.backup;
        self.projects.now = inventory.now;
        self.projects.is_first &= self.projects.heads.is_empty();
    }

    /// What was typed meanwhile is never written over: it goes on as a project of its own.
    fn connect(&mut self, newer: Option<Box<Loaded>>, spare: String) {
        let is_untouched = self.is_untouched();
        match newer {
            Some(loaded) if is_untouched => self.open(*loaded),
            Some(loaded) if loaded.head.id == self.projects.id && self.desk == Desk::Own => {
                self.projects.id = spare;
                self.saving = Saving::Pending;
                self.tell("上次保存的内容比页面上的新，没有被覆盖：两份都在我的项目中".to_owned());
            }
            _ if is_untouched && self.projects.heads.len() > 1 => {
                self.projects.view = View::Projects;
            }
            _ => {}
        }
    }

    fn open(&mut self, loaded: Loaded) {
        let Loaded {
            head,
            draft,
            time,
            notice,
        } = loaded;
        self.lay(head.id.clone(), draft);
        self.notice = notice;
        self.saving = Saving::Saved(time);
        self.projects.put(head);
    }

    /// Puts another project in the place of the own report, with no steps to undo.
    fn lay(&mut self, id: String, draft: Draft) {
        self.turn_to(Desk::Own);
        self.draft = Rc::new(draft);
        self.catch_up();
        self.undo.clear();
        self.redo.clear();
        self.section = Section::Basics;
        self.target = None;
        self.notice = None;
        self.projects.is_elsewhere &= self.projects.id == id;
        self.projects.is_first = false;
        self.projects.id = id;
        self.projects.view = View::Form;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{Action, Start};
    use ziping_core::draft::Edit;
    use ziping_core::field::Table;
    use ziping_core::place::Place;
    use ziping_core::sample::sample;

    fn head(id: &str, revision: u64) -> Head {
        Head {
            id: id.to_owned(),
            revision,
            ..Head::default()
        }
    }

    fn loaded(id: &str, unit: &str) -> Box<Loaded> {
        let mut draft = Draft::default();
        draft.set(Field::BudgetUnit, unit);
        Box::new(Loaded {
            head: head(id, 5),
            draft,
            time: "10:00:00".to_owned(),
            notice: None,
        })
    }

    fn typed(state: &mut State, text: &str) {
        state.run(Action::Type {
            place: Place::of(Field::BudgetUnit),
            text: text.to_owned(),
            is_composing: false,
        });
    }

    fn opened_with(id: &str) -> State {
        State::new(Start {
            projects: StartProjects {
                view: View::Form,
                id: id.to_owned(),
                heads: vec![head(id, 1)],
            },
            ..Start::default()
        })
    }

    fn connected(heads: &[&str], newer: Option<Box<Loaded>>) -> Action {
        Action::Project(ProjectAction::Connected {
            inventory: Inventory {
                heads: heads.iter().map(|id| head(id, 5)).collect(),
                ..Inventory::default()
            },
            newer,
            spare: "spare".to_owned(),
        })
    }

    #[test]
    fn a_newer_copy_comes_onto_an_untouched_page() {
        let mut state = opened_with("a");
        state.run(connected(&["a"], Some(loaded("a", "新"))));
        assert_eq!(state.draft.get(Field::BudgetUnit), "新");
        assert_eq!(state.saving, Saving::Saved("10:00:00".to_owned()));
        assert_eq!(state.undoes(), None);
    }

    #[test]
    fn a_newer_copy_never_replaces_what_was_typed_meanwhile() {
        let mut state = opened_with("a");
        typed(&mut state, "刚打的字");
        state.run(connected(&["a"], Some(loaded("a", "新"))));
        assert_eq!(state.draft.get(Field::BudgetUnit), "刚打的字");
        assert_eq!(state.projects.id, "spare");
        assert_eq!(state.saving, Saving::Pending);
        assert!(state.notice.is_some());
    }

    #[test]
    fn what_comes_late_takes_nobody_away_from_the_sample() {
        let mut state = opened_with("a");
        state.run(Action::ShowSample);
        state.run(connected(&["a", "b"], Some(loaded("a", "新"))));
        assert_eq!(state.desk, Desk::Sample);
        assert_eq!(state.projects.view, View::Form);
    }

    #[test]
    fn an_untouched_page_shows_the_list_where_there_are_several() {
        let mut state = State::new(Start::default());
        assert!(state.projects.is_first);
        state.run(connected(&["a", "b"], None));
        assert_eq!(state.projects.view, View::Projects);
        assert!(!state.projects.is_first);

        let mut state = State::new(Start::default());
        typed(&mut state, "字");
        state.run(connected(&["a", "b"], None));
        assert_eq!(state.projects.view, View::Form);
    }

    #[test]
    fn another_project_comes_without_the_steps_of_the_one_before() {
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        state.run(Action::ShowSample);
        state.run(Action::Project(ProjectAction::Open(loaded("b", "乙"))));
        assert_eq!(state.desk, Desk::Own);
        assert_eq!(state.draft.get(Field::BudgetUnit), "乙");
        assert_eq!(state.undoes(), None);
        assert_eq!(state.projects.head("b").map(|head| head.revision), Some(5));
    }

    #[test]
    fn what_is_copied_from_another_project_is_pointed_out() {
        let mut last_year = sample();
        last_year.set(Field::ReportYear, "2020");
        let mut state = opened_with("a");
        state.run(Action::Project(ProjectAction::Open(loaded("a", ""))));
        state.draft = Rc::new(sample());
        let others = |id: &str| {
            Action::Project(ProjectAction::Others {
                id: id.to_owned(),
                others: vec![last_year.clone()],
            })
        };
        let is_found = |state: &State| state.review.findings.iter().any(|it| it.code == "G13");
        state.run(others("b"));
        assert!(!is_found(&state), "it came too late: another one is open");
        state.run(others("a"));
        assert!(is_found(&state));
        state.run(Action::ShowSample);
        assert!(!is_found(&state));
        // Nor does the review that a long sample is saved with.
        let table = Table::SubProjects;
        let edits = (0..100).map(|row| Edit::InsertRow { table, row }).collect();
        let words = "粘贴".to_owned();
        state.run(Action::Fill { words, edits });
        typed(&mut state, "试一试");
        assert!(state.is_behind());
        let review = state.current_review();
        assert!(review.findings.iter().all(|it| it.code != "G13"));
    }

    #[test]
    fn a_deleted_project_leaves_the_page_empty_if_it_was_open() {
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        state.run(Action::Project(ProjectAction::Removed {
            head: head("a", 2),
            spare: "c".to_owned(),
        }));
        assert!(state.draft.is_blank());
        assert_eq!(state.projects.id, "c");
        assert!(state.projects.heads.is_empty());
        assert_eq!(state.projects.removed, Some(head("a", 2)));
    }

    #[test]
    fn what_another_tab_edits_cannot_be_changed_here() {
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        state.run(Action::Project(ProjectAction::Elsewhere(true)));
        typed(&mut state, "乙");
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "甲");
        state.run(Action::ShowSample);
        typed(&mut state, "试一试");
        assert_eq!(state.draft.get(Field::BudgetUnit), "试一试");
        state.run(Action::ShowOwn);
        assert!(state.is_read_only());
        state.run(Action::Project(ProjectAction::Open(loaded("b", "乙"))));
        assert!(!state.is_read_only());
    }

    #[test]
    fn nothing_is_opened_in_the_place_of_what_another_tab_edits() {
        let opened = || Action::Opened {
            draft: sample(),
            file: "去年.html".to_owned(),
        };
        let mut state = opened_with("a");
        state.run(Action::Project(ProjectAction::Elsewhere(true)));
        state.run(opened());
        assert!(state.draft.is_blank());
        assert!(state.notice.is_some());

        // The other tab takes it while the question is open.
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        state.run(opened());
        state.run(Action::Project(ProjectAction::Elsewhere(true)));
        state.run(Action::Replace);
        assert_eq!(state.question, None);
        assert_eq!(state.draft.get(Field::BudgetUnit), "甲");
    }

    #[test]
    fn a_conflict_goes_on_as_a_project_of_its_own() {
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        let id = "b".to_owned();
        state.run(Action::Project(ProjectAction::Conflict { id }));
        assert_eq!(state.projects.id, "b");
        assert_eq!(state.draft.get(Field::BudgetUnit), "甲");
        assert_eq!(state.saving, Saving::Pending);
    }

    #[test]
    fn a_snapshot_comes_back_as_one_step() {
        let mut state = opened_with("a");
        typed(&mut state, "甲");
        state.run(Action::Project(ProjectAction::Show(View::History)));
        let snapshot = Snapshot {
            key: "snapshot.a.1".to_owned(),
            head: head("a", 1),
            draft: sample(),
        };
        state.run(Action::Project(ProjectAction::History(vec![snapshot])));
        let words = "恢复 10:00".to_owned();
        state.run(Action::Project(ProjectAction::Restore { words }));
        assert_eq!(*state.draft, sample());
        assert_eq!(state.projects.view, View::Form);
        state.run(Action::Undo);
        assert_eq!(state.draft.get(Field::BudgetUnit), "甲");
    }

    #[test]
    fn a_stale_word_about_a_project_does_not_replace_a_newer_one() {
        let mut state = opened_with("a");
        state.run(Action::Project(ProjectAction::Written(head("a", 4))));
        state.run(Action::Project(ProjectAction::Written(head("a", 3))));
        assert_eq!(state.projects.head("a").map(|head| head.revision), Some(4));
    }
}
