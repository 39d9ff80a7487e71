//! IndexedDB as a store of texts by key, the same keys as in localStorage. It is the durable
//! one: a complete transaction outlives a killed browser.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use gloo::timers::callback::Interval;
use gloo::utils::window;
use js_sys::{Array, Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{wasm_bindgen, Closure};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

const NAME: &str = "ziping";
/// A database of a higher version isn't opened: a newer program's data is left alone.
const VERSION: u32 = 1;
const STORE: &str = "texts";

const READ: &str = "readonly";
const WRITE: &str = "readwrite";

#[wasm_bindgen]
extern "C" {
    /// An `IDBDatabase`; web-sys has the options of a transaction as unstable only.
    type DatabaseWithOptions;

    #[wasm_bindgen(method, catch)]
    fn transaction(
        this: &DatabaseWithOptions,
        store: &str,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;

    /// An `IDBTransaction`; Chromium knows this since 76.
    type Committing;

    #[wasm_bindgen(method, catch)]
    fn commit(this: &Committing) -> Result<(), JsValue>;
}

pub struct Database {
    database: IdbDatabase,
    /// It hasn't answered in time, so that nothing is asked of it any more.
    is_given_up: Rc<Cell<bool>>,
}

/// So many seconds it may take to answer. A page that the browser has put to sleep can keep
/// the database from every other page, and a broken profile too.
const PATIENCE_S: u32 = 5;

/// Why nothing was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// No room is left.
    Full,
    /// What is stored isn't what the writer knew.
    Changed,
    Refused,
}

/// A text to put at a key, or `None` to remove what is there.
pub type Entry = (String, Option<String>);

/// Goes ahead only if this holds of what is stored at the key.
pub type Guard = (String, Box<dyn FnOnce(Option<String>) -> bool>);

impl Database {
    pub async fn open() -> Result<Database, JsValue> {
        let factory = window().indexed_db()?.ok_or(JsValue::NULL)?;
        let request = factory.open_with_u32(NAME, VERSION)?;
        let creating = request.clone();
        let create = Closure::once_into_js(move |_: JsValue| {
            if let Ok(database) = creating.result() {
                let _ = database
                    .unchecked_into::<IdbDatabase>()
                    .create_object_store(STORE);
            }
        });
        request.set_onupgradeneeded(Some(create.unchecked_ref()));
        JsFuture::from(answer(&request)).await?;
        let database: IdbDatabase = request.result()?.unchecked_into();
        // A newer program's page that changes the database need not wait for this one.
        let closing = database.clone();
        let close = Closure::once_into_js(move |_: JsValue| closing.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Database {
            database,
            is_given_up: Rc::default(),
        })
    }

    pub fn is_given_up(&self) -> bool {
        self.is_given_up.get()
    }

    pub async fn get(&self, key: &str) -> Result<Option<String>, JsValue> {
        let (transaction, store) = self.transaction(READ)?;
        let request = store.get(&key.into())?;
        commit(&transaction);
        self.in_time(answer(&request)).await?;
        Ok(request.result()?.as_string())
    }

    /// The keys that begin so, in order, and their texts.
    pub async fn list(&self, prefix: &str) -> Result<Vec<(String, String)>, JsValue> {
        let (transaction, store) = self.transaction(READ)?;
        let range = IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into())?;
        let keys = store.get_all_keys_with_key(&range)?;
        let texts = store.get_all_with_key(&range)?;
        commit(&transaction);
        self.in_time(answer(&texts)).await?;
        let strings = |request: &IdbRequest| -> Result<Vec<String>, JsValue> {
            let all: Array = request.result()?.unchecked_into();
            Ok(all
                .iter()
                .map(|it| it.as_string().unwrap_or_default())
                .collect())
        };
        Ok(strings(&keys)?.into_iter().zip(strings(&texts)?).collect())
    }

    /// Writes all of these or none. The writing has begun when this returns, so it goes on
    /// where the page is being left; it is done when the future says so.
    pub fn write(
        &self,
        entries: Vec<Entry>,
        guard: Option<Guard>,
    ) -> impl Future<Output = Result<(), Fault>> {
        let is_changed = Rc::new(Cell::new(false));
        let begun = self.begin(entries, guard, is_changed.clone());
        let begun = begun.map(|(transaction, completion)| (transaction, self.in_time(completion)));
        async move {
            let (transaction, completion) = begun.map_err(|_| Fault::Refused)?;
            match completion.await {
                Ok(_) => Ok(()),
                Err(_) if is_changed.get() => Err(Fault::Changed),
                Err(_) => {
                    let fault = fault(transaction.error());
                    // What is given up isn't to come true later.
                    let _ = transaction.abort();
                    Err(fault)
                }
            }
        }
    }

    fn begin(
        &self,
        entries: Vec<Entry>,
        guard: Option<Guard>,
        is_changed: Rc<Cell<bool>>,
    ) -> Result<(IdbTransaction, Promise), JsValue> {
        let (transaction, store) = self.transaction(WRITE)?;
        let completion = Promise::new(&mut |done: Function, failed: Function| {
            transaction.set_oncomplete(Some(&done));
            transaction.set_onabort(Some(&failed));
        });
        match guard {
            None => {
                put(&store, &entries)?;
                commit(&transaction);
            }
            Some((key, holds)) => {
                let request = store.get(&key.into())?;
                let (reading, aborting) = (request.clone(), transaction.clone());
                let go_on = Closure::once_into_js(move |_: JsValue| {
                    let stored = reading.result().ok().and_then(|text| text.as_string());
                    is_changed.set(!holds(stored));
                    match is_changed.get() || put(&store, &entries).is_err() {
                        true => drop(aborting.abort()),
                        false => commit(&aborting),
                    }
                });
                request.set_onsuccess(Some(go_on.unchecked_ref()));
            }
        }
        Ok((transaction, completion))
    }

    fn transaction(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        if self.is_given_up() {
            return Err(JsValue::NULL);
        }
        // Complete means on the disk, not handed to the operating system. Chromium knows
        // this since 83; before, it does so anyway.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let database: &DatabaseWithOptions = self.database.unchecked_ref();
        let transaction = database.transaction(STORE, mode, &options)?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }

    /// Waits, and gives the database up where no answer comes.
    fn in_time(&self, answer: Promise) -> impl Future<Output = Result<JsValue, JsValue>> {
        let is_given_up = self.is_given_up.clone();
        let mut clock = None;
        let late = Promise::new(&mut |_, give_up| {
            let (is_given_up, seconds) = (is_given_up.clone(), Cell::new(0));
            // Counted, not measured: while the computer sleeps no second passes.
            clock = Some(Interval::new(1_000, move || {
                seconds.set(seconds.get() + 1);
                if seconds.get() == PATIENCE_S {
                    is_given_up.set(true);
                    let _ = give_up.call0(&JsValue::NULL);
                }
            }));
        });
        let answered = JsFuture::from(Promise::race(&Array::of2(&answer, &late)));
        async move {
            let answered = answered.await;
            drop(clock);
            answered
        }
    }
}

/// Says that nothing more is asked, so that what is begun is brought to its end without this
/// page, which the browser may put to sleep when it is left. Where a browser doesn't know
/// this, it finds out by itself.
fn commit(transaction: &IdbTransaction) {
    let transaction: &Committing = transaction.unchecked_ref();
    let _ = transaction.commit();
}

fn put(store: &IdbObjectStore, entries: &[Entry]) -> Result<(), JsValue> {
    for (key, text) in entries {
        match text {
            Some(text) => store.put_with_key(&text.into(), &key.into())?,
            None => store.delete(&key.into())?,
        };
    }
    Ok(())
}

/// Kept when the request has its result, broken when it failed.
fn answer(request: &IdbRequest) -> Promise {
    Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    })
}

fn fault(error: Option<DomException>) -> Fault {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => Fault::Full,
        _ => Fault::Refused,
    }
}
