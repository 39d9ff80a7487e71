//! Keeps the projects: in IndexedDB, which is durable, and as a copy in localStorage, which
//! is there at once. docs/architecture.md says what is stored and what is promised.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;
use ziping_core::carry;
use ziping_core::draft::Draft;
use ziping_core::report::opinion::Opinions;
use ziping_core::save::{self, checksum, Saved};

use super::database::{Database, Entry, Fault, Guard};
use super::local::Local;
use super::lock::{self, Fate, Lock};
use super::office::hand_out;
use super::{download, now, random, stamp, time_in_words, today};
use crate::appearance::Charted;
use crate::component::Dispatch;
use crate::review::Review;
use crate::state::backup::{self, Backup, Merge};
use crate::state::export::{Export, Gathered, CHOICES};
use crate::state::history::{self, Snapshot};
use crate::state::projects::{Inventory, Kept, Loaded, ProjectAction, StartProjects, View};
use crate::state::record::{self, Head, Stored, Summary};
use crate::state::{Action, Desk, Notice, Saving, Start, State};

/// The id that the sample is stored under; it isn't in the list.
const SAMPLE: &str = "sample";
/// Where the versions before the list of projects kept the own report and the sample.
const OLD_REPORT: &str = "report";
const OLD_SAMPLE: &str = "sample";
const KEPT: &str = "kept.";
const TRASH: &str = "trash.";
const HEAD: &str = "head.";
const PROJECT: &str = "project.";
const BACKUP: &str = "backup";
/// What was decided on a reviewed file, by the checksum of its bytes.
const OPINIONS: &str = "opinion.";

const REFUSED: &str = "未保存：浏览器不允许本页保存，关闭前须导出";
const FULL: &str = "未保存：浏览器存储空间不足，关闭前须导出";
const UNREADABLE_SAMPLE: &str = "未保存：浏览器中保存的示例不能读取，没有覆盖";
const NEWER: &str = "浏览器中保存的内容来自更新版本的程序，本版本不能读取";
const DAMAGED: &str = "浏览器中保存的内容已损坏或不是本程序的内容，不能读取";

/// Who starts isn't kept waiting by a slow database for longer.
const PATIENCE_MS: u32 = 300;

enum Link {
    Opening,
    Open(Rc<Database>),
    Refused,
}

/// What this page knows of a stored project.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    /// The revision that was loaded: what another page writes beyond it is a conflict.
    base: u64,
    /// The last one that was loaded or written here.
    revision: u64,
    created: u64,
    /// When the last snapshot was taken.
    snapshot: Option<u64>,
}

/// What became of a write.
enum Outcome {
    Durable,
    /// In localStorage only.
    Local,
    /// The database hasn't opened yet; what is written is written again then.
    Later {
        is_local: bool,
    },
    /// Another page has written meanwhile.
    Changed,
    Failed(&'static str),
}

struct Keeper {
    local: Option<Local>,
    link: RefCell<Link>,
    /// Tells this page's writes from those of others.
    writer: String,
    known: RefCell<BTreeMap<String, Known>>,
    dispatch: RefCell<Option<Dispatch>>,
    lock: RefCell<Option<Lock>>,
    /// The keys of what was decided on files, so that the database isn't asked about each.
    opinions: RefCell<BTreeSet<String>>,
    /// Whether they are all there.
    has_opinions: Cell<bool>,
    /// Something was written while the database was opening.
    is_unconfirmed: Cell<bool>,
    /// The database has been opening for longer than anybody should wait.
    is_slow: Cell<bool>,
}

thread_local! {
    static KEEPER: Rc<Keeper> = Rc::new(Keeper {
        local: Local::open(),
        link: RefCell::new(Link::Opening),
        writer: random(),
        known: RefCell::default(),
        dispatch: RefCell::default(),
        lock: RefCell::default(),
        opinions: RefCell::default(),
        has_opinions: Cell::default(),
        is_unconfirmed: Cell::default(),
        is_slow: Cell::default(),
    });
}

fn keeper() -> Rc<Keeper> {
    KEEPER.with(Rc::clone)
}

fn new_id() -> String {
    format!("{:x}-{}", now(), random())
}

/// # Start
///
/// What localStorage holds is on the page at once; the database is asked meanwhile.
pub fn start() -> Start {
    let keeper = keeper();
    let mut start = Start {
        today: today(),
        has_charts: Charted::Report.now(),
        projects: StartProjects {
            id: new_id(),
            ..StartProjects::default()
        },
        ..Start::default()
    };
    let Some(local) = &keeper.local else {
        return start;
    };
    keeper.adopt_old(local, &mut start);
    if let Some(text) = local.get(&format!("{PROJECT}{SAMPLE}")) {
        if let Stored::Record(head, draft) = record::read(&text) {
            keeper.learn(&head);
            start.sample = Some(draft);
        }
    }
    let mut heads = keeper.local_heads();
    if let [head] = &heads[..] {
        let text = local.get(&format!("{PROJECT}{}", head.id));
        match text.as_deref().map(record::read) {
            Some(Stored::Record(head, draft)) => {
                keeper.learn(&head);
                start.own = draft;
                start.saving = Saving::Saved(time_in_words(head.changed));
                start.projects.id = head.id.clone();
                heads = vec![*head];
            }
            // The database may have it; see `connect`.
            _ => start.projects.view = View::Projects,
        }
    }
    if heads.len() > 1 {
        start.projects.view = View::Projects;
    }
    start.projects.heads = heads;
    start
}

/// Opens the database, and makes the two storages agree.
pub fn connect() {
    let keeper = keeper();
    lock::listen(move |id| spawn_local(async move { give_up(id).await }));
    let waiting = keeper.clone();
    Timeout::new(PATIENCE_MS, move || waiting.be_slow()).forget();
    spawn_local(async move {
        let opened = Database::open().await.map(Rc::new);
        *keeper.link.borrow_mut() = match &opened {
            Ok(database) => Link::Open(database.clone()),
            Err(_) => Link::Refused,
        };
        match opened {
            Ok(database) if keeper.reconcile(&database).await.is_ok() => {}
            _ => {
                let inventory = keeper.inventory().await;
                keeper.tell(ProjectAction::Connected {
                    inventory,
                    newer: None,
                    spare: new_id(),
                });
                if keeper.local.is_none() {
                    keeper.said(Saving::Failed(REFUSED.to_owned()));
                }
            }
        }
        if keeper.is_unconfirmed.replace(false) {
            save_latest();
        }
        keep_opened();
        load_others();
    });
}

impl Keeper {
    /// Takes over what the versions before the list of projects saved.
    fn adopt_old(&self, local: &Local, start: &mut Start) {
        if let Some(text) = local.get(OLD_REPORT) {
            match save::read(&text) {
                Saved::Draft(draft) => {
                    let id = old_id(&text);
                    let is_new = local.get(&format!("{HEAD}{id}")).is_none();
                    let is_taken = draft.is_blank() || !is_new || self.adopt(local, id, &draft);
                    if is_taken {
                        local.remove(OLD_REPORT);
                    }
                }
                Saved::Newer(_) => {
                    start.notice = Some(self.move_aside(local, OLD_REPORT, text, NEWER))
                }
                Saved::Unknown => {
                    start.notice = Some(self.move_aside(local, OLD_REPORT, text, DAMAGED))
                }
            }
        }
        if let Some(text) = local.get(OLD_SAMPLE) {
            match save::read(&text) {
                Saved::Draft(draft) => {
                    if self.adopt(local, SAMPLE.to_owned(), &draft) {
                        local.remove(OLD_SAMPLE);
                    }
                    start.sample = Some(draft);
                }
                Saved::Newer(_) => {
                    start.notice = Some(self.move_aside(local, OLD_SAMPLE, text, NEWER))
                }
                Saved::Unknown => {
                    start.notice = Some(self.move_aside(local, OLD_SAMPLE, text, DAMAGED))
                }
            }
        }
    }

    fn adopt(&self, local: &Local, id: String, draft: &Draft) -> bool {
        let head = Head {
            id,
            revision: 1,
            writer: self.writer.clone(),
            created: now(),
            changed: now(),
            summary: Summary::of(draft, &Review::of(draft, today(), &[])),
        };
        let is_written = local.put(
            &format!("{PROJECT}{}", head.id),
            &record::write(&head, draft),
        );
        is_written && local.put(&format!("{HEAD}{}", head.id), &record::write_head(&head))
    }

    fn move_aside(&self, local: &Local, key: &str, text: String, why: &str) -> Notice {
        let is_kept = self.keep(&text);
        if is_kept {
            local.remove(key);
        }
        put_aside_notice(why, text, is_kept)
    }

    /// Keeps a text that can't be read, once. The database gets it too where it is open.
    fn keep(&self, text: &str) -> bool {
        let kept = self.local.iter().flat_map(|local| local.list(KEPT));
        if kept.into_iter().any(|(_, known)| known == text) {
            return true;
        }
        // The sum tells apart what is put aside in the same moment.
        let key = format!("{KEPT}{:016x}.{:015}", checksum(text), now());
        let is_local = self
            .local
            .as_ref()
            .is_some_and(|local| local.put(&key, text));
        if let Some(database) = self.database() {
            let writing = database.write(vec![(key, Some(text.to_owned()))], None);
            spawn_local(async move {
                let _ = writing.await;
            });
            return true;
        }
        is_local
    }

    fn local_heads(&self) -> Vec<Head> {
        let Some(local) = &self.local else {
            return Vec::new();
        };
        let heads = local.list(HEAD).into_iter().filter_map(|(key, text)| {
            record::read_head(&text).or_else(|| {
                let record = local.get(&format!("{PROJECT}{}", &key[HEAD.len()..]))?;
                record::read_head(&record)
            })
        });
        heads.filter(|head| head.id != SAMPLE).collect()
    }

    async fn database_heads(&self, database: &Database) -> Result<Vec<Head>, Fault> {
        let texts = database.list(HEAD).await.map_err(|_| Fault::Refused)?;
        let mut heads = Vec::new();
        for (key, text) in texts {
            let mut head = record::read_head(&text);
            if head.is_none() {
                let record = database
                    .get(&format!("{PROJECT}{}", &key[HEAD.len()..]))
                    .await;
                head = record
                    .ok()
                    .flatten()
                    .and_then(|text| record::read_head(&text));
            }
            heads.extend(head.filter(|head| head.id != SAMPLE));
        }
        Ok(heads)
    }

    /// Brings what is newer in one storage to the other, and the newest of the open project
    /// onto the page.
    async fn reconcile(self: &Rc<Self>, database: &Rc<Database>) -> Result<(), Fault> {
        let stored = self.database_heads(database).await?;
        let stored: BTreeMap<&str, &Head> =
            stored.iter().map(|head| (head.id.as_str(), head)).collect();
        let local_heads = self.local_heads();
        let open = State::latest().map(|state| state.projects.id.clone());
        let open = open.unwrap_or_default();
        let spare = new_id();
        for head in &local_heads {
            let known = self.known(&head.id);
            let (key, head_key) = (
                format!("{PROJECT}{}", head.id),
                format!("{HEAD}{}", head.id),
            );
            let is_new = match stored.get(head.id.as_str()) {
                // Written here before the database answered: it may know more than was loaded.
                Some(stored) if head.writer == self.writer => stored.revision <= known.base,
                Some(stored) => head.is_newer_than(stored),
                None => !self.was_removed(database, head).await?,
            };
            let Some(local) = &self.local else { continue };
            if let Some(stored) = stored.get(head.id.as_str()) {
                if head.writer == self.writer && !is_new {
                    self.step_aside(local, stored, &spare).await;
                    continue;
                }
            }
            let text = local.get(&key);
            match text.as_deref().map(record::read) {
                Some(Stored::Record(head, _)) if is_new => {
                    let entries = vec![
                        (key, text),
                        (head_key.clone(), Some(record::write_head(&head))),
                    ];
                    let revision = head.revision;
                    let guard: Guard = (
                        head_key,
                        Box::new(move |stored| {
                            let stored = stored.and_then(|text| record::read_head(&text));
                            stored.is_none_or(|stored| stored.revision <= revision)
                        }),
                    );
                    let _ = database.write(entries, Some(guard)).await;
                }
                Some(_) if stored.contains_key(head.id.as_str()) => {}
                // Deleted, and the copy here outlived it.
                Some(Stored::Record(..)) => {
                    local.remove(&key);
                    local.remove(&head_key);
                }
                _ => {}
            }
        }
        for head in stored.values() {
            let copy = local_heads.iter().find(|copy| copy.id == head.id);
            if let (Some(local), true) = (
                &self.local,
                copy.is_none_or(|copy| head.is_newer_than(copy)),
            ) {
                local.put(&format!("{HEAD}{}", head.id), &record::write_head(head));
            }
        }
        self.forget_old(&stored);
        let inventory = self.inventory().await;
        let only = match &inventory.heads[..] {
            [only] => Some(only.id.clone()),
            _ => None,
        };
        let is_newer = stored.get(open.as_str()).is_some_and(|stored| {
            stored.writer != self.writer && stored.revision > self.known(&open).base
        });
        let is_known = inventory.heads.iter().any(|head| head.id == open);
        let wanted = match is_known {
            true => is_newer.then_some(open),
            false => only,
        };
        let newer = match wanted {
            Some(id) => self
                .load(&id, true)
                .await
                .map_err(|notice| self.notice(notice))
                .ok(),
            None => None,
        };
        let is_untouched = State::latest().is_some_and(|state| state.is_untouched());
        if let Some(newer) = newer.as_ref().filter(|_| is_untouched) {
            self.learn(&newer.head);
        }
        self.tell(ProjectAction::Connected {
            inventory,
            newer: newer.map(Box::new),
            spare,
        });
        Ok(())
    }

    /// What was written into localStorage before the database was found to know more goes
    /// under another id; the copy becomes the database's again.
    async fn step_aside(&self, local: &Local, stored: &Head, spare: &str) {
        let key = |id: &str| (format!("{PROJECT}{id}"), format!("{HEAD}{id}"));
        let (text_key, _) = key(&stored.id);
        if let Some(Stored::Record(head, draft)) = local.get(&text_key).as_deref().map(record::read)
        {
            let id = spare.to_owned();
            let head = Head { id, ..*head };
            let (text_key, head_key) = key(spare);
            local.put(&text_key, &record::write(&head, &draft));
            local.put(&head_key, &record::write_head(&head));
        }
        self.mirror(&stored.id).await;
    }

    /// Makes the copy of a project what the database has.
    async fn mirror(&self, id: &str) {
        let (Some(local), Some(database)) = (&self.local, self.database()) else {
            return;
        };
        for key in [format!("{PROJECT}{id}"), format!("{HEAD}{id}")] {
            if let Ok(Some(text)) = database.get(&key).await {
                local.put(&key, &text);
            }
        }
    }

    async fn was_removed(&self, database: &Database, head: &Head) -> Result<bool, Fault> {
        let trash = database.list(&format!("{TRASH}{}.", head.id)).await;
        let trash = trash.map_err(|_| Fault::Refused)?;
        let heads = trash.iter().filter_map(|(_, text)| record::read_head(text));
        Ok(heads
            .into_iter()
            .any(|removed| removed.revision >= head.revision))
    }

    /// The report of an older version goes once the database has it.
    fn forget_old(&self, stored: &BTreeMap<&str, &Head>) {
        let Some(local) = &self.local else { return };
        let Some(text) = local.get(OLD_REPORT) else {
            return;
        };
        if stored.contains_key(old_id(&text).as_str()) {
            local.remove(OLD_REPORT);
        }
    }

    /// Everything beside the drafts, from both storages.
    async fn inventory(&self) -> Inventory {
        let mut heads: BTreeMap<String, Head> = BTreeMap::new();
        let mut kept: BTreeMap<String, Kept> = BTreeMap::new();
        let mut backup = None;
        let mut add = |head: Head| {
            let is_newer = heads
                .get(&head.id)
                .is_none_or(|known| head.is_newer_than(known));
            if is_newer {
                heads.insert(head.id.clone(), head);
            }
        };
        let mut texts = Vec::new();
        if let Some(local) = &self.local {
            self.local_heads().into_iter().for_each(&mut add);
            texts.extend(local.list(KEPT).into_iter().chain(local.list(TRASH)));
            backup = local.get(BACKUP);
        }
        if let Some(database) = self.database() {
            let stored = self.database_heads(&database).await;
            stored.into_iter().flatten().for_each(&mut add);
            for prefix in [KEPT, TRASH] {
                texts.extend(database.list(prefix).await.unwrap_or_default());
            }
            backup = backup.max(database.get(BACKUP).await.ok().flatten());
        }
        for (key, text) in texts {
            kept.insert(key.clone(), kept_text(key, text));
        }
        let mut kept: Vec<Kept> = kept.into_values().collect();
        kept.sort_by_key(|kept| std::cmp::Reverse(history::time(&kept.key)));
        let mut seen = Vec::new();
        kept.retain(|kept| {
            let sum = checksum(&kept.text);
            let is_new = !seen.contains(&sum);
            seen.push(sum);
            is_new
        });
        Inventory {
            heads: heads.into_values().collect(),
            kept,
            backup: backup.and_then(|text| text.parse().ok()),
            now: now(),
        }
    }

    /// A project's newest readable copy. Damaged ones are put aside; where none is left, the
    /// newest snapshot stands in. Whoever goes on with it has to [`Keeper::learn`] it.
    async fn load(&self, id: &str, from_database: bool) -> Result<Loaded, Notice> {
        let key = format!("{PROJECT}{id}");
        let local = self.local.as_ref().and_then(|local| local.get(&key));
        let stored = match self.database() {
            Some(database) => database.get(&key).await.ok().flatten(),
            None => None,
        };
        let copies: Vec<&String> = local.iter().chain(&stored).collect();
        let damaged = copies
            .iter()
            .copied()
            .filter(|text| record::read(text) == Stored::Damaged);
        let damaged: Vec<&String> = damaged.collect();
        for text in &damaged {
            self.keep(text);
        }
        let local = local
            .as_deref()
            .filter(|_| !from_database || stored.is_none());
        if let Some((_, head, draft)) = record::newer(local, stored.as_deref()) {
            let time = time_in_words(head.changed);
            let notice = None;
            return Ok(Loaded {
                head,
                draft,
                time,
                notice,
            });
        }
        let Some(text) = damaged.first() else {
            return Err(told(match copies.is_empty() {
                true => "这个项目已经不在浏览器中".to_owned(),
                false => format!("{NEWER}。没有改动"),
            }));
        };
        if let Some(snapshot) = self.snapshots(id).await.into_iter().next() {
            let revision = snapshot.head.revision.max(self.known(id).revision) + 1;
            let head = Head {
                revision,
                ..snapshot.head
            };
            let time = time_in_words(head.changed);
            let notice = told(format!("{DAMAGED}，已另行保留。现在打开的是 {time} 的内容"));
            return Ok(Loaded {
                head,
                draft: snapshot.draft,
                time,
                notice: Some(notice),
            });
        }
        self.remove_keys(&[key, format!("{HEAD}{id}")]).await;
        Err(put_aside_notice(DAMAGED, (*text).clone(), true))
    }

    async fn remove_keys(&self, keys: &[String]) {
        if let Some(local) = &self.local {
            keys.iter().for_each(|key| local.remove(key));
        }
        if let Some(database) = self.database() {
            let entries: Vec<Entry> = keys.iter().map(|key| (key.clone(), None)).collect();
            let _ = database.write(entries, None).await;
        }
    }

    /// The newest first.
    async fn snapshots(&self, id: &str) -> Vec<Snapshot> {
        let Some(database) = self.database() else {
            return Vec::new();
        };
        let texts = database
            .list(&history::prefix(id))
            .await
            .unwrap_or_default();
        let texts = texts.iter().rev();
        texts
            .filter_map(|(key, text)| Snapshot::read(key, text))
            .collect()
    }

    fn database(&self) -> Option<Rc<Database>> {
        match &*self.link.borrow() {
            Link::Open(database) if !database.is_given_up() => Some(database.clone()),
            _ => None,
        }
    }

    fn known(&self, id: &str) -> Known {
        self.known.borrow().get(id).copied().unwrap_or_default()
    }

    /// What is written next is based on this copy. Not of one that is merely read: it may be
    /// newer than the draft on the page, which would then be written over it.
    fn learn(&self, head: &Head) {
        let known = Known {
            base: head.revision,
            revision: head.revision,
            created: head.created,
            snapshot: self.known(&head.id).snapshot,
        };
        self.known.borrow_mut().insert(head.id.clone(), known);
    }

    /// Puts a stored project onto the page.
    fn lay(&self, loaded: Loaded) {
        self.learn(&loaded.head);
        self.tell(ProjectAction::Open(Box::new(loaded)));
    }

    fn run(&self, action: Action) {
        let dispatch = self.dispatch.borrow().clone();
        if let Some(dispatch) = dispatch {
            dispatch.dispatch(action);
        }
    }

    fn tell(&self, action: ProjectAction) {
        self.run(Action::Project(action));
    }

    fn notice(&self, notice: Notice) {
        self.run(Action::Tell(notice));
    }

    fn said(&self, saving: Saving) {
        if let Some(state) = State::latest() {
            let draft = state.draft.clone();
            self.run(Action::Saved { draft, saving });
        }
    }

    fn has_no_opinions(&self, key: &str) -> bool {
        self.has_opinions.get() && !self.opinions.borrow().contains(key)
    }

    /// The database is slow: what is in localStorage meanwhile is said to be there.
    fn be_slow(&self) {
        let is_opening = matches!(&*self.link.borrow(), Link::Opening);
        self.is_slow.set(is_opening);
        if is_opening && self.is_unconfirmed.get() && self.local.is_some() {
            self.said(Saving::SavedLocally(time_in_words(now())));
        }
    }

    /// Writes a project. The writing has begun when this returns.
    fn store(
        self: &Rc<Self>,
        id: &str,
        draft: &Draft,
        summary: Summary,
    ) -> (Head, impl Future<Output = Outcome>) {
        let mut known = self.known(id);
        let changed = now();
        let head = Head {
            id: id.to_owned(),
            revision: known.revision + 1,
            writer: self.writer.clone(),
            created: if known.created == 0 {
                changed
            } else {
                known.created
            },
            changed,
            summary,
        };
        let (key, head_key) = (format!("{PROJECT}{id}"), format!("{HEAD}{id}"));
        let (text, head_text) = (record::write(&head, draft), record::write_head(&head));
        let (writer, base) = (self.writer.clone(), known.base);
        // The sample is shared by the tabs and there to try things on: the last one has it.
        let is_shared = id == SAMPLE;
        let holds = move |stored: Option<String>| {
            stored.is_none_or(|text| {
                record::read_head(&text).is_some_and(|stored| {
                    is_shared || stored.writer == writer || stored.revision <= base
                })
            })
        };
        known.revision = head.revision;
        known.created = head.created;
        let is_snapshot = id != SAMPLE && history::is_due(known.snapshot, changed);
        if is_snapshot {
            known.snapshot = Some(changed);
        }
        self.known.borrow_mut().insert(id.to_owned(), known);

        let mut is_changed = false;
        let mut is_local = false;
        if let Some(local) = &self.local {
            is_changed = !holds.clone()(local.get(&head_key));
            is_local = !is_changed && local.put(&key, &text) && local.put(&head_key, &head_text);
        }
        let mut entries = vec![
            (key, Some(text.clone())),
            (head_key.clone(), Some(head_text)),
        ];
        if is_snapshot {
            entries.push((history::key(id, changed), Some(text)));
        }
        let database = self.database().filter(|_| !is_changed);
        let writing = database.map(|it| it.write(entries, Some((head_key, Box::new(holds)))));
        let is_opening = matches!(&*self.link.borrow(), Link::Opening);
        let has_local = self.local.is_some();
        let (keeper, id) = (self.clone(), id.to_owned());
        let outcome = async move {
            let written = match writing {
                _ if is_changed => return Outcome::Changed,
                Some(writing) => writing.await,
                None if is_opening => return Outcome::Later { is_local },
                None => Err(Fault::Refused),
            };
            match written {
                Ok(()) => Outcome::Durable,
                Err(Fault::Changed) => {
                    // Another tab's write reaches this one's localStorage with a delay.
                    keeper.mirror(&id).await;
                    Outcome::Changed
                }
                Err(_) if is_local => Outcome::Local,
                Err(Fault::Full) => Outcome::Failed(FULL),
                Err(Fault::Refused) if has_local => Outcome::Failed(FULL),
                Err(Fault::Refused) => Outcome::Failed(REFUSED),
            }
        };
        (head, outcome)
    }

    /// Puts a copy into the history and thins it out.
    async fn snapshot(&self, head: Head, draft: Draft) {
        let Some(database) = self.database() else {
            return;
        };
        let texts = database
            .list(&history::prefix(&head.id))
            .await
            .unwrap_or_default();
        let last = texts
            .last()
            .and_then(|(key, text)| Snapshot::read(key, text));
        let time = now();
        let mut times: Vec<u64> = texts
            .iter()
            .filter_map(|(key, _)| history::time(key))
            .collect();
        let mut entries: Vec<Entry> = Vec::new();
        if last.is_none_or(|last| last.draft != draft) {
            entries.push((
                history::key(&head.id, time),
                Some(record::write(&head, &draft)),
            ));
            times.push(time);
        }
        let gone = history::superfluous(&times, time);
        entries.extend(
            gone.into_iter()
                .map(|time| (history::key(&head.id, time), None)),
        );
        if !entries.is_empty() {
            let _ = database.write(entries, None).await;
        }
        let mut known = self.known(&head.id);
        known.snapshot = Some(time);
        self.known.borrow_mut().insert(head.id.clone(), known);
    }
}

/// The id of a report of an older version: the same text is taken over once.
fn old_id(text: &str) -> String {
    format!("old-{:016x}", checksum(text))
}

fn told(text: String) -> Notice {
    Notice { text, kept: None }
}

fn put_aside_notice(why: &str, text: String, is_kept: bool) -> Notice {
    let what = match is_kept {
        true => "已另行保留，没有删除",
        false => "存储空间不足，不能另行保留，须先下载",
    };
    Notice {
        text: format!("{why}。{what}"),
        kept: Some(text),
    }
}

fn kept_text(key: String, text: String) -> Kept {
    let time = history::time(&key).map(time_in_words).unwrap_or_default();
    let head = record::read_head(&text).filter(|_| key.starts_with(TRASH));
    let label = match &head {
        Some(head) => format!(
            "{time} 删除的项目：{} {}",
            head.summary.year, head.summary.name
        ),
        None => format!("{time} 不能读取的内容"),
    };
    Kept {
        key,
        label,
        text,
        head,
    }
}

/// # Saving
///
/// Whom to tell what became of it.
pub fn report_to(dispatch: Dispatch) {
    *keeper().dispatch.borrow_mut() = Some(dispatch);
}

/// The draft that is on the page.
pub fn current_draft() -> Option<Rc<Draft>> {
    State::latest().map(|state| state.draft.clone())
}

/// Writes what is on the page, and tells the page when it is written.
pub fn save_latest() {
    if let Some(state) = State::latest() {
        spawn_local(async move {
            let _ = save_state(state).await;
        });
    }
}

/// Writes the report that isn't on the page.
pub fn save_other(state: &State) {
    let (desk, draft) = state.other();
    let id = match desk {
        Desk::Own => state.projects.id.as_str(),
        Desk::Sample => SAMPLE,
    };
    let summary = Summary::of(draft, &Review::of(draft, state.today(), &[]));
    let (_, writing) = keeper().store(id, draft, summary);
    spawn_local(async move {
        let _ = writing.await;
    });
}

/// Whether nothing that was typed would be lost by leaving it.
fn save_state(state: Rc<State>) -> impl Future<Output = bool> {
    let keeper = keeper();
    let id = match state.desk {
        Desk::Own => state.projects.id.as_str(),
        Desk::Sample => SAMPLE,
    };
    let draft = state.draft.clone();
    let begun = (!state.is_read_only()).then(|| {
        let summary = Summary::of(&draft, &state.current_review());
        keeper.store(id, &draft, summary)
    });
    let is_own = state.desk == Desk::Own;
    async move {
        let Some((head, writing)) = begun else {
            return true;
        };
        let time = time_in_words(head.changed);
        let saving = match writing.await {
            Outcome::Durable => Saving::Saved(time),
            Outcome::Local => Saving::SavedLocally(time),
            Outcome::Later { is_local } => {
                keeper.is_unconfirmed.set(true);
                if !(is_local && keeper.is_slow.get()) {
                    return is_local;
                }
                Saving::SavedLocally(time)
            }
            Outcome::Changed if is_own => {
                keeper.tell(ProjectAction::Conflict { id: new_id() });
                return false;
            }
            Outcome::Changed => Saving::Failed(UNREADABLE_SAMPLE.to_owned()),
            Outcome::Failed(why) => Saving::Failed(why.to_owned()),
        };
        let is_saved = !matches!(saving, Saving::Failed(_));
        if is_own && is_saved {
            keeper.tell(ProjectAction::Written(head));
        }
        keeper.run(Action::Saved { draft, saving });
        is_saved
    }
}

/// Writes what isn't written yet, and whether it is then.
async fn flush() -> bool {
    let keeper = keeper();
    let Some(state) = State::latest() else {
        return true;
    };
    let is_saved = match state.saving {
        Saving::Pending | Saving::Failed(_) if !state.draft.is_blank() => save_state(state).await,
        _ => true,
    };
    if !is_saved {
        keeper.notice(told(
            "正在填写的内容没有保存成功，不能离开。先导出，再打开别的项目".to_owned(),
        ));
    }
    is_saved
}

/// # One writer
///
/// Asks for the lock of the open project, and puts what was opened into its history.
pub fn take_up() {
    let keeper = keeper();
    let Some(state) = State::latest() else { return };
    // One lock is let go before another is asked for: they have different names.
    *keeper.lock.borrow_mut() = None;
    let lock = lock::hold(&state.projects.id, heard);
    *keeper.lock.borrow_mut() = Some(lock);
    keep_opened();
    load_others();
}

/// So many other projects a report is compared with.
const MOST_OTHERS: usize = 20;

/// Reads what the open project might have been copied from: the last changed of the others.
fn load_others() {
    let keeper = keeper();
    let Some(state) = State::latest() else { return };
    let id = state.projects.id.clone();
    spawn_local(async move {
        let mut heads = keeper.inventory().await.heads;
        heads.retain(|head| head.id != id);
        heads.sort_by_key(|head| std::cmp::Reverse(head.changed));
        let mut others = Vec::new();
        for head in heads.iter().take(MOST_OTHERS) {
            others.extend(keeper.load(&head.id, false).await.ok().map(|it| it.draft));
        }
        keeper.tell(ProjectAction::Others { id, others });
    });
}

/// Puts a project as it was opened into its history.
fn keep_opened() {
    let keeper = keeper();
    let Some(state) = State::latest() else { return };
    let head = state.projects.head(&state.projects.id).cloned();
    if let (Some(head), Saving::Saved(_), Desk::Own) = (head, &state.saving, state.desk) {
        let draft = (*state.draft).clone();
        spawn_local(async move { keeper.snapshot(head, draft).await });
    }
}

/// What isn't saved when the project is another tab's goes on as a project of its own: here
/// alone it can still be had.
fn heard(fate: Fate) {
    let is_theirs = fate == Fate::Theirs;
    let would_be_lost = |state: Rc<State>| state.is_unsaved() && !state.is_read_only();
    let action = match is_theirs && State::latest().is_some_and(would_be_lost) {
        true => ProjectAction::Conflict { id: new_id() },
        false => ProjectAction::Elsewhere(is_theirs),
    };
    keeper().tell(action);
}

/// Another tab wants this project: it gets it when everything is saved. What can't be saved
/// isn't given up for it; that tab takes the lock without an answer.
async fn give_up(id: String) {
    let keeper = keeper();
    let Some(state) = State::latest().filter(|state| state.projects.id == id) else {
        return;
    };
    if state.is_read_only() {
        return;
    }
    if state.is_unsaved() && !save_state(state).await {
        return;
    }
    *keeper.lock.borrow_mut() = None;
    heard(Fate::Theirs);
}

/// Goes on here with the project that another tab has.
pub fn take_over() {
    let keeper = keeper();
    let Some(state) = State::latest() else { return };
    let id = state.projects.id.clone();
    let wanted = id.clone();
    let lock = lock::take_over(&id, move |fate| {
        heard(fate);
        if fate == Fate::Ours {
            let id = wanted.clone();
            spawn_local(async move { open(id).await });
        }
    });
    *keeper.lock.borrow_mut() = Some(lock);
}

async fn open(id: String) {
    let keeper = keeper();
    match keeper.load(&id, false).await {
        Ok(loaded) => keeper.lay(loaded),
        Err(notice) => keeper.notice(notice),
    }
}

/// What is asked for in 我的项目 and 历史.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    List,
    New,
    Open(String),
    Copy(String),
    /// 沿用到下一年
    Carry(String),
    Remove(String),
    /// Of a deleted project: its key.
    Unremove(String),
    Export(String),
    /// A read file, as a project of its own.
    Take {
        draft: Box<Draft>,
        file: String,
    },
    /// Each as a project of its own.
    TakeAll(Vec<Draft>),
    /// One file about the projects of these ids.
    Gather {
        gathered: Gathered,
        ids: Vec<String>,
        has_charts: bool,
    },
    Backup,
    /// The text of a file.
    RestoreBackup(String),
    History,
    /// Puts the opened report in the place of what is there.
    Replace,
    /// Puts the snapshot that is looked at in the place of what is there.
    Restore(String),
}

/// Finds out which files something was decided on, before many are asked about.
pub async fn look_up_opinions() {
    let keeper = keeper();
    if let Some(database) = keeper.database() {
        let opinions = database.list(OPINIONS).await;
        keeper.has_opinions.set(opinions.is_ok());
        let keys = opinions.into_iter().flatten().map(|(key, _)| key);
        keeper.opinions.borrow_mut().extend(keys);
    }
}

/// What was decided on a file before, by the checksum of its bytes; see [`look_up_opinions`].
pub async fn opinions(sum: u64) -> Opinions {
    let key = opinions_key(sum);
    let keeper = keeper();
    let local = keeper.local.as_ref().and_then(|local| local.get(&key));
    let text = match (local, keeper.database()) {
        // The database hasn't got this one yet.
        (Some(local), _) => Some(local),
        (None, Some(_)) if keeper.has_no_opinions(&key) => None,
        (None, Some(database)) => database.get(&key).await.ok().flatten(),
        (None, None) => None,
    };
    text.map_or_else(Opinions::default, |text| Opinions::read(&text))
}

/// Stores what is decided on a file: in localStorage until the database has it.
pub fn keep_opinions(sum: u64, opinions: &Opinions) {
    let key = opinions_key(sum);
    let (text, is_blank) = (opinions.write(), opinions.is_blank());
    let keeper = keeper();
    keeper.opinions.borrow_mut().insert(key.clone());
    let local = keeper.local.as_ref();
    let is_local = local.is_some_and(|local| local.put(&key, &text));
    spawn_local(async move {
        let entry = (key.clone(), (!is_blank).then(|| text.clone()));
        let is_stored = match keeper.database() {
            Some(database) => database.write(vec![entry], None).await.is_ok(),
            None => false,
        };
        match &keeper.local {
            Some(local) if is_stored && local.get(&key).as_ref() == Some(&text) => {
                local.remove(&key);
            }
            _ if is_stored || is_local => {}
            _ => keeper.notice(told(
                "审核意见没有保存：浏览器存储空间不足，请先导出审核意见".to_owned(),
            )),
        }
    });
}

fn opinions_key(sum: u64) -> String {
    format!("{OPINIONS}{sum:016x}")
}

pub fn ask(request: Request) {
    spawn_local(async move {
        let keeper = keeper();
        if let Err(notice) = keeper.perform(request).await {
            keeper.notice(notice);
        }
    });
}

impl Keeper {
    async fn perform(self: &Rc<Self>, request: Request) -> Result<(), Notice> {
        let leaves = !matches!(
            request,
            Request::Export(_) | Request::Gather { .. } | Request::Replace | Request::Restore(_)
        );
        if leaves && !flush().await {
            return Ok(());
        }
        match request {
            Request::List => {
                self.tell(ProjectAction::Show(View::Projects));
                self.refresh().await;
            }
            Request::New => {
                let heads = self.inventory().await.heads;
                let last = heads.iter().max_by_key(|head| head.changed);
                let draft = match last {
                    Some(last) => carry::to_new_project(&self.load(&last.id, false).await?.draft),
                    None => Draft::default(),
                };
                self.begin(draft, String::new());
            }
            Request::Open(id) => {
                let loaded = self.load(&id, false).await?;
                self.lay(loaded);
            }
            Request::Copy(id) => {
                let draft = self.load(&id, false).await?.draft;
                self.write(&new_id(), &draft).await?;
                self.refresh().await;
                self.notice(told("已复制，排在最前".to_owned()));
            }
            Request::Carry(id) => {
                let draft = carry::to_next_year(&self.load(&id, false).await?.draft);
                let words = "已沿用到下一年：金额、日期、完成情况和得分已清空，项目信息和目标保留";
                self.begin(draft, words.to_owned());
            }
            Request::Remove(id) => {
                let Loaded { head, draft, .. } = self.load(&id, false).await?;
                let text = record::write(&head, &draft);
                let trash = format!("{TRASH}{id}.{:015}", now());
                let (key, head_key) = (format!("{PROJECT}{id}"), format!("{HEAD}{id}"));
                if let Some(database) = self.database() {
                    let entries = vec![
                        (trash, Some(text)),
                        (key.clone(), None),
                        (head_key.clone(), None),
                    ];
                    let written = database.write(entries, None).await;
                    written.map_err(|_| told("没有删除：浏览器存储空间不足".to_owned()))?;
                } else if !self
                    .local
                    .as_ref()
                    .is_some_and(|local| local.put(&trash, &text))
                {
                    return Err(told("没有删除：浏览器存储空间不足".to_owned()));
                }
                if let Some(local) = &self.local {
                    local.remove(&key);
                    local.remove(&head_key);
                }
                self.tell(ProjectAction::Removed {
                    head,
                    spare: new_id(),
                });
                self.refresh().await;
            }
            Request::Unremove(id) => {
                let kept = self.inventory().await.kept;
                let of_it = |kept: &&Kept| {
                    kept.key == id || kept.head.as_ref().is_some_and(|head| head.id == id)
                };
                let Some(kept) = kept.iter().find(of_it) else {
                    return Err(told("没有找到删除的项目".to_owned()));
                };
                if let Stored::Record(head, draft) = record::read(&kept.text) {
                    // Above the deleted revision, so that no storage takes it for deleted.
                    self.learn(&head);
                    self.write(&head.id, &draft).await?;
                    self.remove_keys(std::slice::from_ref(&kept.key)).await;
                }
                self.tell(ProjectAction::ForgetRemoved);
                self.refresh().await;
            }
            Request::Export(id) => {
                let draft = self.load(&id, false).await?.draft;
                let export = Export {
                    has_charts: State::latest().is_some_and(|state| state.has_charts),
                    ..CHOICES[0].export
                };
                let file = export.file(&draft, today());
                let keeper = self.clone();
                hand_out(file, move |why| keeper.notice(told(why)));
            }
            Request::Take { draft, file } => {
                self.begin(*draft, format!("已打开“{file}”，是一个新的项目"))
            }
            Request::TakeAll(drafts) => {
                for draft in &drafts {
                    self.write(&new_id(), draft).await?;
                }
                self.tell(ProjectAction::Show(View::Projects));
                self.refresh().await;
                self.notice(told(format!("已存为 {} 个新的项目", drafts.len())));
            }
            Request::Gather {
                gathered,
                ids,
                has_charts,
            } => {
                let mut drafts = Vec::new();
                for id in &ids {
                    drafts.push(self.load(id, false).await?.draft);
                }
                let drafts: Vec<&Draft> = drafts.iter().collect();
                let keeper = self.clone();
                let file = gathered.file(&drafts, today(), has_charts);
                hand_out(file, move |why| {
                    keeper.notice(told(why));
                });
            }
            Request::Backup => self.back_up().await?,
            Request::RestoreBackup(text) => self.restore_backup(&text).await?,
            Request::History => {
                self.tell(ProjectAction::Show(View::History));
                let id = State::latest().map(|state| state.projects.id.clone());
                let snapshots = self.snapshots(&id.unwrap_or_default()).await;
                self.tell(ProjectAction::History(snapshots));
            }
            Request::Replace => {
                self.keep_current().await;
                self.run(Action::Replace);
            }
            Request::Restore(words) => {
                self.keep_current().await;
                self.tell(ProjectAction::Restore { words });
            }
        }
        Ok(())
    }

    /// Puts what is on the page into its history.
    async fn keep_current(&self) {
        let Some(state) = State::latest() else { return };
        let known = state.projects.head(&state.projects.id).cloned();
        let head = Head {
            id: state.projects.id.clone(),
            changed: now(),
            summary: Summary::of(&state.draft, &state.current_review()),
            ..known.unwrap_or_default()
        };
        self.snapshot(head, (*state.draft).clone()).await;
    }

    fn begin(&self, draft: Draft, words: String) {
        self.tell(ProjectAction::Begin {
            id: new_id(),
            draft,
            words,
        });
    }

    async fn refresh(&self) {
        let inventory = self.inventory().await;
        self.tell(ProjectAction::Read(inventory));
    }

    /// Writes a project that isn't on the page.
    async fn write(self: &Rc<Self>, id: &str, draft: &Draft) -> Result<Head, Notice> {
        let summary = Summary::of(draft, &Review::of(draft, today(), &[]));
        let (head, writing) = self.store(id, draft, summary);
        match writing.await {
            Outcome::Durable | Outcome::Local | Outcome::Later { .. } => Ok(head),
            Outcome::Changed => Err(told("另一个窗口改动了这个项目，没有写入".to_owned())),
            Outcome::Failed(_) => Err(told("没有写入：浏览器存储空间不足".to_owned())),
        }
    }

    async fn back_up(&self) -> Result<(), Notice> {
        let mut records = Vec::new();
        for head in self.inventory().await.heads {
            let Loaded { head, draft, .. } = self.load(&head.id, false).await?;
            records.push(record::write(&head, &draft));
        }
        let made = now();
        let name = format!("项目备份-{}.json", stamp());
        download(
            &name,
            "application/json",
            backup::write(&records, made).as_bytes(),
        );
        let text = made.to_string();
        if let Some(local) = &self.local {
            local.put(BACKUP, &text);
        }
        if let Some(database) = self.database() {
            let _ = database
                .write(vec![(BACKUP.to_owned(), Some(text))], None)
                .await;
        }
        self.refresh().await;
        self.notice(told(format!(
            "已备份 {} 个项目，文件“{name}”须妥善保存",
            records.len()
        )));
        Ok(())
    }

    async fn restore_backup(self: &Rc<Self>, text: &str) -> Result<(), Notice> {
        let (projects, unreadable) = match backup::read(text) {
            Backup::Of {
                projects,
                unreadable,
            } => (projects, unreadable),
            Backup::Newer => {
                return Err(told("备份由更新版本的程序制作，本版本不能读取".to_owned()))
            }
            Backup::Unknown => return Err(told("不是本程序的备份文件，没有读取".to_owned())),
        };
        let heads = self.inventory().await.heads;
        let mut merges = Vec::new();
        let mut open_again = None;
        for (head, draft) in projects {
            let stored = heads.iter().find(|stored| stored.id == head.id);
            let merge = backup::merge(stored, &head);
            merges.push(merge);
            match merge {
                Merge::Leave => continue,
                Merge::Update => {
                    let former = self.load(&head.id, false).await?;
                    self.learn(&former.head);
                    self.snapshot(former.head, former.draft).await;
                    let open = State::latest().map(|state| state.projects.id.clone());
                    open_again = open_again.or(open.filter(|open| *open == head.id));
                }
                Merge::Add => self.learn(&head),
            }
            self.write(&head.id, &draft).await?;
        }
        if let Some(id) = open_again {
            open(id).await;
            self.tell(ProjectAction::Show(View::Projects));
        }
        self.refresh().await;
        self.notice(told(backup::in_words(&merges, unreadable)));
        Ok(())
    }
}
