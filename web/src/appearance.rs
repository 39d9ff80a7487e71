//! How the page looks to this person (显示设置): light or dark, and how large. Kept in the
//! browser, apart from any report.

use gloo::utils::{document, window};

use crate::state::sheet::Unit;

fn stored(key: &str) -> Option<String> {
    let storage = window().local_storage().ok().flatten()?;
    storage.get_item(key).ok().flatten()
}

fn store(key: &str, text: &str) {
    if let Some(storage) = window().local_storage().ok().flatten() {
        let _ = storage.set_item(key, text);
    }
}

/// Whether the hint of this name was read.
pub fn is_tip_read(name: &str) -> bool {
    stored(&tip_key(name)).is_some()
}

pub fn read_tip(name: &str) {
    store(&tip_key(name), "read");
}

fn tip_key(name: &str) -> String {
    format!("ziping.tip.{name}")
}

/// What may have charts (附图表).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charted {
    /// The report and the form: official ones have none unless somebody wants them.
    Report,
    /// A file about many projects.
    Summary,
}

impl Charted {
    fn key(self) -> &'static str {
        match self {
            Charted::Report => "ziping.setting.charts.report",
            Charted::Summary => "ziping.setting.charts.summary",
        }
    }

    /// As it was chosen, else as most want it.
    pub fn now(self) -> bool {
        match stored(self.key()).as_deref() {
            Some("on") => true,
            Some("off") => false,
            _ => self == Charted::Summary,
        }
    }

    pub fn choose(self, is_on: bool) {
        store(self.key(), if is_on { "on" } else { "off" });
    }
}

/// 字号
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    Normal,
    Large,
    Largest,
}

/// 深浅
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    System,
    Light,
    Dark,
}

/// A choice among a few, with its name in the browser's storage and in the style sheets.
pub trait Setting: Copy + PartialEq + 'static {
    const KEY: &'static str;
    const ATTRIBUTE: &'static str;
    /// The first is what nobody has to choose.
    const ALL: &'static [(Self, &'static str, &'static str)];

    fn now() -> Self {
        let stored = stored(Self::KEY);
        let known = Self::ALL
            .iter()
            .find(|(_, key, _)| Some(*key) == stored.as_deref());
        known.unwrap_or(&Self::ALL[0]).0
    }

    /// Keeps the choice, where the browser keeps anything, and shows it.
    fn choose(self) {
        store(Self::KEY, self.key());
        self.show();
    }

    fn show(self) {
        if let Some(root) = document().document_element() {
            let _ = root.set_attribute(Self::ATTRIBUTE, self.key());
        }
    }

    fn key(self) -> &'static str {
        let entry = Self::ALL.iter().find(|(setting, ..)| *setting == self);
        entry.unwrap_or(&Self::ALL[0]).1
    }
}

impl Setting for Size {
    const KEY: &'static str = "ziping.setting.size";
    const ATTRIBUTE: &'static str = "data-size";
    const ALL: &'static [(Size, &'static str, &'static str)] = &[
        (Size::Normal, "normal", "标准"),
        (Size::Large, "large", "大"),
        (Size::Largest, "largest", "特大"),
    ];
}

impl Setting for Theme {
    const KEY: &'static str = "ziping.setting.theme";
    const ATTRIBUTE: &'static str = "data-theme";
    const ALL: &'static [(Theme, &'static str, &'static str)] = &[
        (Theme::System, "system", "跟随系统"),
        (Theme::Light, "light", "浅色"),
        (Theme::Dark, "dark", "深色"),
    ];
}

/// 金额单位
impl Setting for Unit {
    const KEY: &'static str = "ziping.setting.unit";
    const ATTRIBUTE: &'static str = "data-unit";
    const ALL: &'static [(Unit, &'static str, &'static str)] =
        &[(Unit::Yuan, "yuan", "元"), (Unit::Wan, "wan", "万元")];
}

/// Shows what was chosen before, as the page starts.
pub fn start() {
    Size::now().show();
    Theme::now().show();
}
