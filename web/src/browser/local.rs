//! The browser's localStorage: read at once when the page starts, and all there is where
//! IndexedDB is refused.

use gloo::utils::window;
use web_sys::Storage;

/// All file:// pages of a Chromium profile share one storage, so the keys say whose they
/// are.
const PREFIX: &str = "ziping.";

pub struct Local(Storage);

impl Local {
    /// The storage, unless the browser keeps it from pages like this one or it takes nothing.
    pub fn open() -> Option<Local> {
        const PROBE: &str = "probe";
        let local = Local(window().local_storage().ok().flatten()?);
        let is_written = local.put(PROBE, "1");
        local.remove(PROBE);
        is_written.then_some(local)
    }

    pub fn get(&self, key: &str) -> Option<String> {
        self.0.get_item(&full(key)).ok().flatten()
    }

    /// Writes a text and reads it back: whether it is there now.
    pub fn put(&self, key: &str, text: &str) -> bool {
        self.0.set_item(&full(key), text).is_ok() && self.get(key).as_deref() == Some(text)
    }

    pub fn remove(&self, key: &str) {
        let _ = self.0.remove_item(&full(key));
    }

    /// The keys that begin so, and their texts.
    pub fn list(&self, prefix: &str) -> Vec<(String, String)> {
        let prefix = full(prefix);
        let keys = (0..self.0.length().unwrap_or(0)).filter_map(|at| self.0.key(at).ok().flatten());
        let keys: Vec<String> = keys.filter(|key| key.starts_with(&prefix)).collect();
        let texts = keys.iter().filter_map(|key| {
            let text = self.0.get_item(key).ok().flatten()?;
            Some((key[PREFIX.len()..].to_owned(), text))
        });
        texts.collect()
    }
}

fn full(key: &str) -> String {
    format!("{PREFIX}{key}")
}
