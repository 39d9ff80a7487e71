//! 来稿: files that were dropped or chosen, each read and checked, to be reviewed (审核) or
//! taken as projects of one's own. No browser in here.

use std::rc::Rc;

use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::finding::Finding;
use ziping_core::import::received::{Received, Trace};
use ziping_core::report::opinion::{Opinions, Reviewed, Verdict};
use ziping_core::Subject;

use super::library::{self, Column};
use super::record::Summary;
use crate::review::{Counts, Review};

/// The files, and which of them is looked at.
#[derive(Clone, Debug, Default)]
pub struct Inbox {
    pub items: Vec<Rc<Item>>,
    pub open: Option<u32>,
    /// What is to be looked at as soon as it is read.
    awaited: Option<u32>,
    pub search: String,
    pub by: Option<Column>,
    pub is_descending: bool,
    /// How many rows are shown at most.
    pub limit: usize,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    pub id: u32,
    pub file: String,
    pub reading: Reading,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    Waiting,
    Read(Rc<Manuscript>),
    /// Why it isn't read, and what to do.
    Refused(String),
}

/// A file that was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Manuscript {
    pub draft: Rc<Draft>,
    /// What the reader found, and then what the rules did.
    pub findings: Rc<[Finding]>,
    pub summary: Summary,
    /// What became of each stretch of the file; nothing where it was one of our own exports.
    pub traces: Rc<[Trace]>,
    /// Of the file's bytes: what was decided about it is found again by it.
    pub sum: u64,
    pub opinions: Opinions,
    /// How many findings are decided on.
    pub judged: usize,
    /// Whether it was taken as a project.
    pub is_taken: bool,
}

impl Manuscript {
    /// What was read, checked, with the opinions that are stored on it.
    pub fn of(received: Received, sum: u64, opinions: Opinions, today: Option<Date>) -> Manuscript {
        let Received {
            draft,
            mut findings,
            traces,
        } = received;
        let review = Review::of(&draft, today, &[]);
        let mut summary = Summary::of(&draft, &review);
        findings.extend(review.findings);
        summary.counts = Counts::of(&findings);
        // What is wrong comes before what isn't filled in, and errors before hints.
        findings.sort_by_key(|finding| (finding.is_missing, finding.severity));
        let mut manuscript = Manuscript {
            draft: Rc::new(draft),
            findings: findings.into(),
            summary,
            traces: traces.into(),
            sum,
            opinions,
            judged: 0,
            is_taken: false,
        };
        manuscript.count();
        manuscript
    }

    fn count(&mut self) {
        let is_judged = |finding: &&Finding| self.opinions.of(finding).verdict != Verdict::Open;
        self.judged = self.findings.iter().filter(is_judged).count();
    }

    /// As 审核意见 has it.
    pub fn reviewed(&self, file: &str, today: Option<Date>) -> Reviewed {
        let subject = Subject::of(&self.draft, today);
        Reviewed::of(file, &subject, &self.findings, &self.opinions)
    }
}

/// How far the reading has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub all: usize,
    pub read: usize,
    pub refused: usize,
}

impl Progress {
    pub fn waiting(self) -> usize {
        self.all - self.read - self.refused
    }

    /// `共 12 份，已读 9 份，不能读取 1 份，还有 2 份`
    pub fn in_words(self) -> String {
        let mut words = format!("共 {} 份，已读 {} 份", self.all, self.read);
        if self.refused > 0 {
            words += &format!("，不能读取 {} 份", self.refused);
        }
        if self.waiting() > 0 {
            words += &format!("，还有 {} 份", self.waiting());
        }
        words
    }
}

#[derive(Debug)]
pub enum InboxAction {
    /// Files came in, with numbers above those before; they are read one after the other.
    Add(Vec<(u32, String)>),
    /// These were read, or not.
    Done(Vec<(u32, Reading)>),
    /// The reading was called off: what waits is taken out.
    Cancel,
    Look(u32),
    /// As soon as it is read.
    LookWhenRead(u32),
    /// Back to the list.
    Leave,
    Seek(String),
    Sort(Column),
    More,
    Judge {
        id: u32,
        opinions: Opinions,
    },
    Taken(u32),
    Remove(u32),
    Clear,
}

/// As many rows as are drawn without anybody waiting.
const PAGE: usize = 100;

impl Inbox {
    pub fn item(&self, id: u32) -> Option<&Rc<Item>> {
        self.items.iter().find(|item| item.id == id)
    }

    /// The file that is looked at, if it could be read.
    pub fn manuscript(&self) -> Option<(&Item, &Rc<Manuscript>)> {
        let item = self.item(self.open?)?;
        match &item.reading {
            Reading::Read(manuscript) => Some((item, manuscript)),
            _ => None,
        }
    }

    pub fn progress(&self) -> Progress {
        let count =
            |is: fn(&Reading) -> bool| self.items.iter().filter(|item| is(&item.reading)).count();
        Progress {
            all: self.items.len(),
            read: count(|reading| matches!(reading, Reading::Read(_))),
            refused: count(|reading| matches!(reading, Reading::Refused(_))),
        }
    }

    pub fn shown(&self) -> usize {
        PAGE.max(self.limit)
    }

    /// The items to show, in order: by a column of the list, or as they came.
    pub fn rows(&self) -> Vec<&Rc<Item>> {
        let words: Vec<String> = self
            .search
            .split_whitespace()
            .map(str::to_lowercase)
            .collect();
        let is_meant = |item: &&Rc<Item>| {
            let mut text = item.file.to_lowercase();
            if let Reading::Read(manuscript) = &item.reading {
                let Summary {
                    year, name, unit, ..
                } = &manuscript.summary;
                text += &format!(" {year} {name} {unit}").to_lowercase();
            }
            words.iter().all(|word| text.contains(word.as_str()))
        };
        let rows = self.items.iter().filter(is_meant);
        let Some(by) = self.by else {
            return rows.collect();
        };
        library::sorted(rows.collect(), by, self.is_descending, |item| {
            match &item.reading {
                Reading::Read(manuscript) => Some(&manuscript.summary),
                _ => None,
            }
        })
    }

    pub fn run(&mut self, action: InboxAction) {
        match action {
            InboxAction::Add(files) => self.items.extend(files.into_iter().map(|(id, file)| {
                Rc::new(Item {
                    id,
                    file,
                    reading: Reading::Waiting,
                })
            })),
            InboxAction::Done(done) => {
                for (id, reading) in done {
                    let is_read = matches!(reading, Reading::Read(_));
                    self.change(id, |item| item.reading = reading);
                    if self.awaited == Some(id) {
                        self.awaited = None;
                        self.open = is_read.then_some(id);
                    }
                }
            }
            InboxAction::Cancel => self.items.retain(|item| item.reading != Reading::Waiting),
            InboxAction::Look(id) => self.open = Some(id),
            InboxAction::LookWhenRead(id) => {
                self.open = None;
                self.awaited = Some(id);
            }
            InboxAction::Leave => self.open = None,
            InboxAction::Seek(text) => {
                self.search = text;
                self.limit = 0;
            }
            InboxAction::Sort(by) => {
                self.is_descending = self.by == Some(by) && !self.is_descending;
                self.by = Some(by);
            }
            InboxAction::More => self.limit = self.shown() + PAGE,
            InboxAction::Judge { id, opinions } => self.revise(id, |manuscript| {
                manuscript.opinions = opinions;
                manuscript.count();
            }),
            InboxAction::Taken(id) => self.revise(id, |manuscript| manuscript.is_taken = true),
            InboxAction::Remove(id) => {
                self.items.retain(|item| item.id != id);
                self.open = self.open.filter(|open| *open != id);
            }
            InboxAction::Clear => *self = Inbox::default(),
        }
    }

    fn change(&mut self, id: u32, change: impl FnOnce(&mut Item)) {
        // They are in the order of their numbers.
        if let Ok(at) = self.items.binary_search_by_key(&id, |item| item.id) {
            change(Rc::make_mut(&mut self.items[at]));
        }
    }

    fn revise(&mut self, id: u32, change: impl FnOnce(&mut Manuscript)) {
        self.change(id, |item| {
            if let Reading::Read(manuscript) = &mut item.reading {
                change(Rc::make_mut(manuscript));
            }
        });
    }

    /// The readable files beside the one that is looked at, in the list's order.
    pub fn neighbours(&self) -> (Option<u32>, Option<u32>) {
        let is_read = |item: &&Rc<Item>| matches!(item.reading, Reading::Read(_));
        let ids: Vec<u32> = self
            .rows()
            .into_iter()
            .filter(is_read)
            .map(|it| it.id)
            .collect();
        let Some(at) = ids.iter().position(|id| Some(*id) == self.open) else {
            return (None, None);
        };
        let before = at.checked_sub(1).and_then(|at| ids.get(at).copied());
        (before, ids.get(at + 1).copied())
    }

    /// Every file that was read, as it came.
    pub fn manuscripts(&self) -> impl Iterator<Item = (&str, &Rc<Manuscript>)> {
        self.items.iter().filter_map(|item| match &item.reading {
            Reading::Read(manuscript) => Some((item.file.as_str(), manuscript)),
            _ => None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ziping_core::field::Field;
    use ziping_core::import::source::{self, Source};
    use ziping_core::report::opinion::Opinion;
    use ziping_core::sample::sample;

    fn manuscript(name: &str, executed: &str) -> Reading {
        let mut draft = sample();
        draft.set(Field::ProjectName, name);
        draft.set(Field::FiscalExecuted, executed);
        let received = Received {
            draft,
            ..Received::default()
        };
        Reading::Read(Rc::new(Manuscript::of(
            received,
            7,
            Opinions::default(),
            None,
        )))
    }

    fn inbox() -> Inbox {
        let mut inbox = Inbox::default();
        let files = ["a.docx", "b.doc", "c.docx", "d.docx"].map(str::to_owned);
        inbox.run(InboxAction::Add((0..).zip(files).collect()));
        inbox.run(InboxAction::Done(vec![
            (0, manuscript("甲", "3627500")),
            (1, Reading::Refused("另存为 .docx".to_owned())),
            (2, manuscript("乙", "18388700")),
        ]));
        inbox
    }

    fn files(inbox: &Inbox) -> String {
        let rows = inbox.rows().into_iter();
        rows.map(|item| item.file.chars().next().unwrap()).collect()
    }

    #[test]
    fn files_come_in_are_read_and_counted() {
        let mut inbox = inbox();
        assert_eq!(
            inbox.progress().in_words(),
            "共 4 份，已读 2 份，不能读取 1 份，还有 1 份"
        );
        inbox.run(InboxAction::Cancel);
        assert_eq!(
            inbox.progress().in_words(),
            "共 3 份，已读 2 份，不能读取 1 份"
        );
        // What comes later has other numbers, and an answer that comes too late hits nothing.
        inbox.run(InboxAction::Add(vec![(4, "e.docx".to_owned())]));
        inbox.run(InboxAction::Done(vec![(3, manuscript("丁", "1"))]));
        assert_eq!(inbox.items.last().map(|item| item.id), Some(4));
        assert_eq!(inbox.progress().waiting(), 1);
    }

    #[test]
    fn the_list_is_searched_and_sorted_and_what_is_not_read_comes_last() {
        let mut inbox = inbox();
        assert_eq!(files(&inbox), "abcd");
        inbox.run(InboxAction::Sort(Column::Rate));
        assert_eq!(files(&inbox), "acbd");
        inbox.run(InboxAction::Sort(Column::Rate));
        assert_eq!(files(&inbox), "cabd");
        inbox.run(InboxAction::Seek("乙 2021".to_owned()));
        assert_eq!(files(&inbox), "c");
        inbox.run(InboxAction::Seek(".DOC".to_owned()));
        assert_eq!(inbox.rows().len(), 4);
    }

    #[test]
    fn what_is_decided_is_counted_and_can_be_taken_back() {
        let mut inbox = inbox();
        inbox.run(InboxAction::Look(0));
        let manuscript = inbox.manuscript().unwrap().1.clone();
        assert_eq!(manuscript.judged, 0);
        let mut opinions = Opinions::default();
        for verdict in [Verdict::Dismissed, Verdict::Open] {
            let note = String::new();
            opinions.set(&manuscript.findings[0], Opinion { verdict, note });
            let opinions = opinions.clone();
            inbox.run(InboxAction::Judge { id: 0, opinions });
            let judged = usize::from(verdict == Verdict::Dismissed);
            assert_eq!(inbox.manuscript().unwrap().1.judged, judged);
        }
        assert!(inbox.manuscript().unwrap().1.opinions.is_blank());
    }

    #[test]
    fn one_goes_from_file_to_file_in_the_lists_order_past_what_could_not_be_read() {
        let mut inbox = inbox();
        inbox.run(InboxAction::Look(0));
        assert_eq!(inbox.neighbours(), (None, Some(2)));
        inbox.run(InboxAction::Sort(Column::Rate));
        inbox.run(InboxAction::Sort(Column::Rate));
        assert_eq!(inbox.neighbours(), (Some(2), None));
        inbox.run(InboxAction::Seek("丙".to_owned()));
        assert_eq!(inbox.neighbours(), (None, None));
    }

    #[test]
    fn what_the_reader_found_is_among_the_findings_and_counted() {
        let source = Source::of_text("项目名称：信息化专项计划\n联系人另行通知\n");
        let received = Received::all(&source, source::read(&source)).remove(0);
        let manuscript = Manuscript::of(received, 1, Opinions::default(), None);
        let mut findings = manuscript.findings.iter();
        assert!(findings.any(|finding| finding.code == "R01"));
        let Counts {
            missing,
            errors,
            warnings,
            hints,
        } = manuscript.summary.counts;
        assert_eq!(
            missing + errors + warnings + hints,
            manuscript.findings.len()
        );
    }

    #[test]
    fn a_file_that_is_taken_out_is_not_looked_at_any_more() {
        let mut inbox = inbox();
        inbox.run(InboxAction::Look(2));
        inbox.run(InboxAction::Taken(2));
        assert!(inbox.manuscript().unwrap().1.is_taken);
        inbox.run(InboxAction::Remove(2));
        assert!(inbox.manuscript().is_none());
        inbox.run(InboxAction::Clear);
        assert_eq!(inbox.progress(), Progress::default());
    }
}
