//! The core and Office files for JavaScript: convert, call, convert. What there is to know is
//! in the core and in ziping-office.
//!
//! What JavaScript hands over may be anything; a fault in it is thrown as an `Error`, and
//! nothing here panics, since a panic ends the module for good.
//!
//! Objects of our own making go out by serde-wasm-bindgen. A draft goes in and out as JSON,
//! which is what it is: it may hold entries that this version doesn't know, and JSON
//! brings them back as they came (numbers of any size, a key `__proto__`).

mod argument;
// The decoder of the page's module for Office files: each module has to import its own.
#[path = "../../ziping-office-wasm/src/decoder.rs"]
mod decoder;
mod option;
mod review;
mod shape;
mod utf16;

use js_sys::JSON;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;
use ziping_core::draft::Draft;
use ziping_core::field::FIELDS;
use ziping_core::import::source::{self, Source};
use ziping_core::policy;
use ziping_core::report::summary;
use ziping_core::rule::RULES;
use ziping_core::Subject;
use ziping_office::{Limits, Refusal, XLSX};

use review::Review;

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = include_str!("types.d.ts");
#[wasm_bindgen(typescript_custom_section)]
const CATALOGUE_TYPES: &str = include_str!("catalogue.d.ts");

/// The draft in a file: a report or a form in Word, Excel, HTML or plain text, or what the
/// page saves. A file that can't be read gives the reason instead.
#[wasm_bindgen(js_name = importReport, unchecked_return_type = "ImportedReport | RefusedReport")]
pub fn import_report(
    #[wasm_bindgen(unchecked_param_type = "Uint8Array")] bytes: &JsValue,
    #[wasm_bindgen(js_name = fileName, unchecked_param_type = "string")] file_name: &JsValue,
) -> Result<JsValue, JsValue> {
    let limits = Limits::default();
    let bytes = argument::bytes("bytes", bytes, limits.file)?;
    let name = argument::text("fileName", file_name)?;
    let refused = |refusal| plain(&shape::RefusedReport::of(refusal, &name));
    let Some(bytes) = bytes else {
        return refused(Refusal::TooLarge);
    };
    let read = match ziping_office::saved(&bytes, &limits) {
        Some(saved) => saved.map(|saved| (saved.imported, Source::default(), saved.refused)),
        None => ziping_office::read(&bytes, &name, &limits, decoder::gb18030)
            .map(|source| (source::read(&source), source, Vec::new())),
    };
    match read {
        Ok((imported, source, records)) => {
            let records = records.iter().map(shape::RefusedRecord::of);
            let records: Vec<shape::RefusedRecord> = records.collect();
            from_json(&shape::ImportedReport::of(&imported, &source, &records))
        }
        Err(refusal) => refused(refusal),
    }
}

/// Everything that is wrong with a draft, in the order of the form.
#[wasm_bindgen(unchecked_return_type = "Finding[]")]
pub fn check(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let draft = argument::draft(draft)?;
    let options = argument::options(options)?;
    let findings = subject(&draft, &options).findings();
    plain_each(&findings, |finding| shape::Finding::of(finding, &draft))
}

/// The totals, rates and scores of a draft, as exact decimals in strings.
#[wasm_bindgen(unchecked_return_type = "Figures")]
pub fn calculate(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CalculateOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let draft = argument::draft(draft)?;
    let option::Calculate { policy } = argument::options(options)?;
    plain(&shape::Figures::of(&Subject::under(policy, &draft, None)))
}

/// The report, or what else is made of a draft, as a file of this format. It is marked as a
/// draft while `check`, of this edition, finds errors.
#[wasm_bindgen(js_name = exportReport)]
pub fn export_report(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "ExportOptions")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let draft = argument::draft(draft)?;
    let format = argument::format(format)?;
    let options: option::Export = argument::options(options)?;
    let edition = argument::edition(format, options.edition)?;
    let mut subject = Subject::under(options.policy, &draft, options.today);
    subject.only = Some(edition);
    subject.has_charts = options.charts;
    let document = subject.final_edition(edition, &subject.findings());
    let document = match options.public_version {
        Some(public) => public.of(document),
        None => document,
    };
    Ok((format.write)(&document, &draft))
}

/// What to call such a file: `海口市公安局-信息化专项计划-2021-项目支出绩效自评报告.html`.
#[wasm_bindgen(js_name = fileName)]
pub fn file_name(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "FileNameOptions")] options: &JsValue,
) -> Result<String, JsValue> {
    let draft = argument::draft(draft)?;
    let format = argument::format(format)?;
    let option::FileName { edition } = argument::options(options)?;
    let edition = argument::edition(format, edition)?;
    let name = Subject::of(&draft, None).edition_file_name(edition);
    Ok(format!("{name}.{}", format.extension))
}

/// The figures of several drafts, a row each, and their total.
#[wasm_bindgen(unchecked_return_type = "Summary")]
pub fn summarise(
    #[wasm_bindgen(unchecked_param_type = "Draft[]")] drafts: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CalculateOptions")] options: &JsValue,
) -> Result<JsValue, JsValue> {
    let drafts = argument::drafts(drafts)?;
    let option::Calculate { policy } = argument::options(options)?;
    let subject = |draft| Subject::under(policy, draft, None);
    let subjects: Vec<Subject<'_>> = drafts.iter().map(subject).collect();
    plain(&shape::Summary::of(&subjects))
}

/// 项目支出绩效自评汇总表 of several drafts as a file of this format. It counts what `check`,
/// with the same options, finds.
#[wasm_bindgen(js_name = exportSummary)]
pub fn export_summary(
    #[wasm_bindgen(unchecked_param_type = "Draft[]")] drafts: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CheckOptions")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let drafts = argument::drafts(drafts)?;
    let format = argument::format(format)?;
    let options: option::Check = argument::options(options)?;
    let subject = |draft| subject(draft, &options);
    let subjects: Vec<Subject<'_>> = drafts.iter().map(subject).collect();
    let document = match options.charts {
        true => summary::with_charts(&subjects),
        false => summary::document(&subjects),
    };
    // A summary carries no draft.
    Ok((format.write)(&document, &Draft::default()))
}

/// The workbook of a review (审核): a sheet with a row for each file, one with every finding and,
/// if there are any, one of the files that couldn't be read.
#[wasm_bindgen(js_name = exportReview)]
pub fn export_review(
    #[wasm_bindgen(unchecked_param_type = "(ReviewedFile | UnreadFile)[]")] files: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "\"xlsx\"")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CalculateOptions")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    if argument::format(format)?.key != XLSX.key {
        return Err(JsError::new("format must be xlsx").into());
    }
    let option::Calculate { policy } = argument::options(options)?;
    let mut review = Review::under(policy);
    argument::each("files", files, |file| review.add(file))?;
    Ok(ziping_office::write_xlsx(&review.workbook(), None))
}

/// 审核意见 on a file as a file of this format. It is marked as a draft while findings are
/// undecided.
#[wasm_bindgen(js_name = exportOpinion)]
pub fn export_opinion(
    #[wasm_bindgen(unchecked_param_type = "ReviewedFile")] file: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "FormatKey")] format: &JsValue,
    #[wasm_bindgen(unchecked_optional_param_type = "CalculateOptions")] options: &JsValue,
) -> Result<Vec<u8>, JsValue> {
    let format = argument::format(format)?;
    let option::Calculate { policy } = argument::options(options)?;
    let document = argument::one("file", file, |file| review::opinion(file, policy))?;
    // An opinion carries no draft.
    Ok((format.write)(&document, &Draft::default()))
}

/// What `check` looks at.
fn subject<'d>(draft: &'d Draft, options: &'d option::Check) -> Subject<'d> {
    let mut subject = Subject::under(options.policy, draft, options.today);
    subject.only = options.edition;
    subject.others = &options.others;
    subject.has_charts = options.charts;
    subject.is_public |= options.public_version.is_some();
    subject
}

/// The draft with these edits carried out, one after the other; the one handed over stays
/// as it is. An edit that points to a row or a stretch of text that isn't there changes
/// nothing.
#[wasm_bindgen(js_name = applyEdits, unchecked_return_type = "Draft")]
pub fn apply_edits(
    #[wasm_bindgen(unchecked_param_type = "Draft")] draft: &JsValue,
    #[wasm_bindgen(unchecked_param_type = "Edit[]")] edits: &JsValue,
) -> Result<JsValue, JsValue> {
    let mut draft = argument::draft(draft)?;
    for edit in argument::edits(edits)? {
        let edit = edit.to_core(&draft).map_err(|why| JsError::new(&why))?;
        draft.apply(&edit);
    }
    from_json(&draft.to_json())
}

/// A filled-in draft to try things with: the published report of a police department.
#[wasm_bindgen(unchecked_return_type = "Draft")]
pub fn sample() -> Result<JsValue, JsValue> {
    from_json(&ziping_core::sample::sample().to_json())
}

/// What `exportReport` can write.
#[wasm_bindgen(unchecked_return_type = "Format[]")]
pub fn formats() -> Result<JsValue, JsValue> {
    let formats = ziping_office::formats().map(shape::Format::of);
    plain(&formats.collect::<Vec<_>>())
}

/// Every slot of the report, in its order.
#[wasm_bindgen(unchecked_return_type = "Field[]")]
pub fn fields() -> Result<JsValue, JsValue> {
    plain_each(FIELDS, shape::Field::of)
}

/// The ways of the localities. The first is that of a draft that names none.
#[wasm_bindgen(unchecked_return_type = "Policy[]")]
pub fn policies() -> Result<JsValue, JsValue> {
    plain_each(policy::ALL, shape::Policy::of)
}

/// Every rule that `check` applies, by code.
#[wasm_bindgen(unchecked_return_type = "Rule[]")]
pub fn rules() -> Result<JsValue, JsValue> {
    plain_each(RULES, shape::Rule::of)
}

fn plain_each<'a, T, S: Serialize>(
    items: &'a [T],
    shape: impl Fn(&'a T) -> S,
) -> Result<JsValue, JsValue> {
    plain(&items.iter().map(shape).collect::<Vec<S>>())
}

fn plain(value: &impl Serialize) -> Result<JsValue, JsValue> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

/// For what holds a draft.
fn from_json(value: &impl Serialize) -> Result<JsValue, JsValue> {
    let json = serde_json::to_string(value).map_err(|why| JsError::new(&why.to_string()))?;
    JSON::parse(&json)
}
