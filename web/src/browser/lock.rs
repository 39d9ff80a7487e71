//! One writer for a project: a Web Lock, and the word between tabs that passes it on.
//!
//! Where a browser has no locks, or keeps them from pages that may store nothing, every tab
//! may write, and what another one wrote is noticed when writing (see `keeper`).

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::utils::window;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::{wasm_bindgen, Closure};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{BroadcastChannel, DomException, MessageEvent};

#[wasm_bindgen]
extern "C" {
    /// `navigator.locks`; web-sys has it as unstable only.
    type LockManager;

    #[wasm_bindgen(method)]
    fn request(this: &LockManager, name: &str, options: &Object, granted: &JsValue) -> Promise;
}

fn manager() -> Option<LockManager> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}

/// What becomes of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// The project is this tab's.
    Ours,
    /// Another tab has it, or took it.
    Theirs,
}

/// A held or awaited lock. Dropping it lets go.
pub struct Lock {
    is_over: Rc<Cell<bool>>,
    release: Rc<RefCell<Option<Function>>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.is_over.set(true);
        if let Some(release) = self.release.borrow_mut().take() {
            let _ = release.call0(&JsValue::NULL);
        }
    }
}

/// How a lock that another tab holds is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    IfFree,
    Wait,
    /// From a tab that doesn't answer.
    Steal,
}

/// Takes the project's lock if it is free. `told` hears of it, and again if it is taken away.
pub fn hold(id: &str, told: impl Fn(Fate) + 'static) -> Lock {
    let lock = Lock {
        is_over: Rc::default(),
        release: Rc::default(),
    };
    lock.ask(id, Way::IfFree, Rc::new(told));
    lock
}

/// How long the other tab has to save and let go.
const PATIENCE_MS: u32 = 2_000;

/// Takes the project's lock over: asks the tab that has it, waits for it, and goes without
/// it where no answer comes.
pub fn take_over(id: &str, told: impl Fn(Fate) + 'static) -> Lock {
    let lock = Lock {
        is_over: Rc::default(),
        release: Rc::default(),
    };
    let told = Rc::new(told);
    say(id);
    lock.ask(id, Way::Wait, told.clone());
    let (is_over, release, id) = (lock.is_over.clone(), lock.release.clone(), id.to_owned());
    Timeout::new(PATIENCE_MS, move || {
        if !is_over.get() && release.borrow().is_none() {
            let lock = Lock { is_over, release };
            lock.ask(&id, Way::Steal, told);
            std::mem::forget(lock);
        }
    })
    .forget();
    lock
}

impl Lock {
    fn ask(&self, id: &str, way: Way, told: Rc<dyn Fn(Fate)>) {
        let Some(manager) = manager() else {
            told(Fate::Ours);
            return;
        };
        let options = Object::new();
        let option = match way {
            Way::IfFree => Some("ifAvailable"),
            Way::Wait => None,
            Way::Steal => Some("steal"),
        };
        if let Some(option) = option {
            let _ = Reflect::set(&options, &option.into(), &true.into());
        }
        let (is_over, release) = (self.is_over.clone(), self.release.clone());
        let tell = told.clone();
        // The lock is held until the promise that this gives back is kept.
        let granted = Closure::once_into_js(move |lock: JsValue| -> JsValue {
            if is_over.get() || release.borrow().is_some() {
                return JsValue::UNDEFINED;
            }
            if lock.is_null() {
                tell(Fate::Theirs);
                return JsValue::UNDEFINED;
            }
            let held = Promise::new(&mut |done, _| *release.borrow_mut() = Some(done));
            tell(Fate::Ours);
            held.into()
        });
        let is_over = self.is_over.clone();
        let lost = Closure::once_into_js(move |why: JsValue| {
            if !is_over.get() {
                told(match is_stolen(&why) {
                    true => Fate::Theirs,
                    false => Fate::Ours,
                });
            }
        });
        let request = manager.request(&format!("ziping.project.{id}"), &options, &granted);
        let then: Function = Reflect::get(&request, &"then".into())
            .map(JsCast::unchecked_into)
            .unwrap_or_default();
        let _ = then.call2(&request, &JsValue::NULL, &lost);
    }
}

/// A lock that is stolen breaks its promise in this way.
fn is_stolen(why: &JsValue) -> bool {
    let exception = why.dyn_ref::<DomException>();
    exception.is_some_and(|exception| exception.name() == "AbortError")
}

thread_local! {
    static CHANNEL: Option<BroadcastChannel> = BroadcastChannel::new("ziping.take").ok();
}

/// Tells the other tabs that this project is wanted here.
fn say(id: &str) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let _ = channel.post_message(&id.into());
        }
    });
}

/// Hears which project another tab wants.
pub fn listen(wanted: impl Fn(String) + 'static) {
    CHANNEL.with(|channel| {
        if let Some(channel) = channel {
            let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
                if let Some(id) = event.data().as_string() {
                    wanted(id);
                }
            });
            channel.set_onmessage(Some(hear.into_js_value().unchecked_ref()));
        }
    });
}
