//! IndexedDB as a store of texts by key, the same keys as in localStorage. It is the durable
//! one: a complete transaction outlives a killed browser.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

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
}

pub struct Database(IdbDatabase);

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
        answer(&request).await?;
        let database: IdbDatabase = request.result()?.unchecked_into();
        // A newer program's page that changes the database need not wait for this one.
        let closing = database.clone();
        let close = Closure::once_into_js(move |_: JsValue| closing.close());
        database.set_onversionchange(Some(close.unchecked_ref()));
        Ok(Database(database))
    }

    pub async fn get(&self, key: &str) -> Result<Option<String>, JsValue> {
        let (_, store) = self.transaction(READ)?;
        let request = store.get(&key.into())?;
        answer(&request).await?;
        Ok(request.result()?.as_string())
    }

    /// The keys that begin so, in order, and their texts.
    pub async fn list(&self, prefix: &str) -> Result<Vec<(String, String)>, JsValue> {
        let (_, store) = self.transaction(READ)?;
        let range = IdbKeyRange::bound(&prefix.into(), &format!("{prefix}\u{ffff}").into())?;
        let keys = store.get_all_keys_with_key(&range)?;
        let texts = store.get_all_with_key(&range)?;
        answer(&texts).await?;
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
        async move {
            let (transaction, completion) = begun.map_err(|_| Fault::Refused)?;
            match JsFuture::from(completion).await {
                Ok(_) => Ok(()),
                Err(_) if is_changed.get() => Err(Fault::Changed),
                Err(_) => Err(fault(transaction.error())),
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
            None => put(&store, &entries)?,
            Some((key, holds)) => {
                let request = store.get(&key.into())?;
                let (reading, aborting) = (request.clone(), transaction.clone());
                let go_on = Closure::once_into_js(move |_: JsValue| {
                    let stored = reading.result().ok().and_then(|text| text.as_string());
                    is_changed.set(!holds(stored));
                    if is_changed.get() || put(&store, &entries).is_err() {
                        let _ = aborting.abort();
                    }
                });
                request.set_onsuccess(Some(go_on.unchecked_ref()));
            }
        }
        Ok((transaction, completion))
    }

    fn transaction(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore), JsValue> {
        // Complete means on the disk, not handed to the operating system. Chromium knows
        // this since 83; before, it does so anyway.
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let database: &DatabaseWithOptions = self.0.unchecked_ref();
        let transaction = database.transaction(STORE, mode, &options)?;
        let store = transaction.object_store(STORE)?;
        Ok((transaction, store))
    }
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

/// Waits until the request has its result, or failed.
async fn answer(request: &IdbRequest) -> Result<JsValue, JsValue> {
    let answered = Promise::new(&mut |done: Function, failed: Function| {
        request.set_onsuccess(Some(&done));
        request.set_onerror(Some(&failed));
    });
    JsFuture::from(answered).await
}

fn fault(error: Option<DomException>) -> Fault {
    match error {
        Some(error) if error.name() == "QuotaExceededError" => Fault::Full,
        _ => Fault::Refused,
    }
}
