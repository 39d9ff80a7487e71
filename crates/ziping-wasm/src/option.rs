//! What may be chosen where a function is called. types.d.ts declares these, and a test
//! compares the two.

use serde::de::Error;
use serde::{Deserialize, Deserializer};
use serde_json::Value as Json;
use ziping_core::draft::Draft;
use ziping_core::field::value::Date;
use ziping_core::policy::{self, Policy};
use ziping_core::report::public::Public;
use ziping_core::Edition;

use crate::argument;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Calculate {
    #[serde(deserialize_with = "policy")]
    pub(crate) policy: Option<&'static Policy>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Check {
    #[serde(deserialize_with = "policy")]
    pub(crate) policy: Option<&'static Policy>,
    #[serde(deserialize_with = "today")]
    pub(crate) today: Option<Date>,
    #[serde(deserialize_with = "edition")]
    pub(crate) edition: Option<Edition>,
    #[serde(deserialize_with = "others")]
    pub(crate) others: Vec<Draft>,
    #[serde(deserialize_with = "public_version")]
    pub(crate) public_version: Option<Public>,
    #[serde(deserialize_with = "switch")]
    pub(crate) charts: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields, rename_all = "camelCase")]
pub(crate) struct Export {
    #[serde(deserialize_with = "policy")]
    pub(crate) policy: Option<&'static Policy>,
    #[serde(deserialize_with = "today")]
    pub(crate) today: Option<Date>,
    #[serde(deserialize_with = "edition")]
    pub(crate) edition: Option<Edition>,
    #[serde(deserialize_with = "public_version")]
    pub(crate) public_version: Option<Public>,
    #[serde(deserialize_with = "switch")]
    pub(crate) charts: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct FileName {
    #[serde(deserialize_with = "edition")]
    pub(crate) edition: Option<Edition>,
}

fn policy<'de, D: Deserializer<'de>>(json: D) -> Result<Option<&'static Policy>, D::Error> {
    chosen(
        json,
        policy::named,
        "policy must be the name of one of policies()",
    )
}

fn today<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Date>, D::Error> {
    let read = |text: &str| Date::read(text).value();
    chosen(json, read, "today must be a date such as 2022-07-07")
}

fn edition<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Edition>, D::Error> {
    chosen(
        json,
        Edition::from_key,
        "edition must be report, form or disclosure",
    )
}

fn others<'de, D: Deserializer<'de>>(json: D) -> Result<Vec<Draft>, D::Error> {
    let drafts = Option::<Vec<Json>>::deserialize(json)?.unwrap_or_default();
    argument::all_drafts("others", &drafts).map_err(D::Error::custom)
}

fn public_version<'de, D: Deserializer<'de>>(json: D) -> Result<Option<Public>, D::Error> {
    let read = |text: &str| match text {
        "with_names" => Some(Public { show_names: true }),
        "without_names" => Some(Public { show_names: false }),
        _ => None,
    };
    chosen(
        json,
        read,
        "publicVersion must be with_names or without_names",
    )
}

/// Off for `null`, as for what isn't there.
fn switch<'de, D: Deserializer<'de>>(json: D) -> Result<bool, D::Error> {
    Ok(Option::<bool>::deserialize(json)?.unwrap_or_default())
}

/// What a text stands for; nothing for `null`, since JSON can't say `undefined`.
fn chosen<'de, D: Deserializer<'de>, T>(
    json: D,
    read: impl Fn(&str) -> Option<T>,
    fault: &str,
) -> Result<Option<T>, D::Error> {
    let Some(text) = Option::<String>::deserialize(json)? else {
        return Ok(None);
    };
    match read(&text) {
        None => Err(D::Error::custom(fault)),
        chosen => Ok(chosen),
    }
}
