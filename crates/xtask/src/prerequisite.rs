//! Programs and fonts that the tests need beside Rust.

use crate::apt;
use crate::step::output;
use anyhow::{bail, Result};
use std::process::Command;

pub(crate) struct Prerequisite {
    name: &'static str,
    is_there: fn() -> bool,
    debian_packages: &'static [&'static str],
}

/// What every run of the tests needs.
pub(crate) const ALWAYS: &[Prerequisite] = &[
    Prerequisite {
        name: "Chromium (chromium)",
        is_there: || apt::on_path("chromium").is_some(),
        debian_packages: &["chromium"],
    },
    Prerequisite {
        name: "Chromium's WebDriver (chromedriver)",
        is_there: || apt::on_path("chromedriver").is_some(),
        debian_packages: &["chromium-driver"],
    },
    Prerequisite {
        name: "Firefox ESR (firefox-esr)",
        is_there: || apt::on_path("firefox-esr").is_some(),
        debian_packages: &["firefox-esr"],
    },
    Prerequisite {
        name: "a font with Chinese characters (as fc-list :lang=zh-cn shows)",
        is_there: has_chinese_font,
        debian_packages: &["fontconfig", "fonts-noto-cjk"],
    },
    Prerequisite {
        name: "Node.js (node)",
        is_there: || apt::on_path("node").is_some(),
        debian_packages: &["nodejs"],
    },
    Prerequisite {
        name: "npm",
        is_there: || apt::on_path("npm").is_some(),
        debian_packages: &["npm"],
    },
    Prerequisite {
        name: "Java (java)",
        is_there: || output(Command::new("java").arg("-version")).is_ok(),
        debian_packages: &["default-jre-headless"],
    },
    Prerequisite {
        name: "Python 3 with pip (python3 -m pip)",
        is_there: || output(Command::new("python3").args(["-m", "pip", "--version"])).is_ok(),
        debian_packages: &["python3", "python3-pip"],
    },
    Prerequisite {
        name: "LibreOffice Writer (soffice)",
        is_there: || has_libreoffice("writer"),
        debian_packages: &["libreoffice-writer"],
    },
    Prerequisite {
        name: "LibreOffice Calc (soffice)",
        is_there: || has_libreoffice("calc"),
        debian_packages: &["libreoffice-calc"],
    },
    Prerequisite {
        name: "Poppler's tools (pdftotext)",
        is_there: || apt::on_path("pdftotext").is_some(),
        debian_packages: &["poppler-utils"],
    },
];

/// What the tests of all engines need besides.
pub(crate) const ALL_ENGINES: &[Prerequisite] = &[
    Prerequisite {
        name: "WebKitGTK's WebDriver (WebKitWebDriver)",
        is_there: || apt::on_path("WebKitWebDriver").is_some(),
        debian_packages: &["webkit2gtk-driver"],
    },
    Prerequisite {
        name: "a screen that nobody sees (Xvfb)",
        is_there: || apt::on_path("Xvfb").is_some(),
        debian_packages: &["xvfb"],
    },
];

/// Without one, every Chinese character is the same empty box, and no layout
/// is what the users see.
fn has_chinese_font() -> bool {
    apt::on_path("fc-list").is_some()
        && output(Command::new("fc-list").arg(":lang=zh-cn")).is_ok_and(|fonts| !fonts.is_empty())
}

/// LibreOffice's programs are packages of their own, and each puts a library beside soffice.
fn has_libreoffice(program: &str) -> bool {
    let library = match program {
        "calc" => "libsclo.so",
        _ => "libswlo.so",
    };
    let soffice = apt::on_path("soffice").and_then(|link| link.canonicalize().ok());
    soffice.is_some_and(|soffice| soffice.with_file_name(library).exists())
}

/// Installs what is missing where that is allowed. A test that can't run is a
/// failure, so what stays missing ends the command.
pub(crate) fn install_missing(needed: &[Prerequisite]) -> Result<()> {
    let packages: Vec<&str> = missing(needed)
        .flat_map(|prerequisite| prerequisite.debian_packages)
        .copied()
        .collect();
    if !packages.is_empty() && apt::available() {
        apt::install(&packages)?;
    }
    let rest: Vec<String> = missing(needed)
        .map(|prerequisite| {
            format!(
                "  {}; on Debian: apt-get install {}",
                prerequisite.name,
                prerequisite.debian_packages.join(" ")
            )
        })
        .collect();
    if rest.is_empty() {
        return Ok(());
    }
    bail!("the tests need, on PATH:\n{}", rest.join("\n"))
}

fn missing(needed: &[Prerequisite]) -> impl Iterator<Item = &Prerequisite> {
    needed
        .iter()
        .filter(|prerequisite| !(prerequisite.is_there)())
}
