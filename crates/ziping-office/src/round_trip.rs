//! What every format promises: an export reads back as the draft that it was made of.

use proptest::prelude::*;
use proptest::sample::{select, Index};
use ziping_core::document::Block;
use ziping_core::draft::{Draft, Edit};
use ziping_core::export::{self, Format};
use ziping_core::field::{Field, Table, POLICIES};
use ziping_core::import::{source, Imported};
use ziping_core::report::public::Public;
use ziping_core::sample::sample;
use ziping_core::spreadsheet::Workbook;
use ziping_core::{policy, save, Edition, Subject};

use crate::{formats, gb18030, read, write_docx, write_xlsx, Limits, Refusal};

/// Texts with what a format, or the check whether a file was changed, could trip over.
fn texts() -> impl Strategy<Value = String> {
    let telling = select(vec![
        "",
        "0",
        " 前后有空格 ",
        "18388700",
        "1,838.87万元",
        "１９．７３％",
        "=1+1",
        "第一行\n第二行\r\n\n第四行",
        "\t\u{A0}\u{3000}\u{200B}",
        "\0\u{1B}\u{202E}\u{FFFE}\u{85}\u{2028}",
        "</script><!-- &amp; ]]>",
        "_x000D_😀",
        "〔执行率〕〔总分〕〔户政〕",
        "（一）项目概况",
        "草稿（有 3 处错误未处理）",
    ]);
    prop_oneof![2 => telling.prop_map(str::to_owned), 1 => any::<String>()]
}

fn drafts() -> impl Strategy<Value = Draft> {
    let changes = proptest::collection::vec((any::<Index>(), texts()), 0..12);
    let policies = select(POLICIES.to_vec());
    (changes, 0..3usize, policies, any::<bool>()).prop_map(|(changes, rows, policy, is_blank)| {
        let mut draft = if is_blank { Draft::default() } else { sample() };
        draft.set(Field::Policy, policy);
        for table in Table::ALL.iter().copied() {
            for row in 0..rows {
                draft.apply(&Edit::InsertRow { table, row });
            }
        }
        let places = draft.places();
        for (index, text) in changes {
            let place = index.get(&places).clone();
            draft.apply(&Edit::Set { place, text });
        }
        draft
    })
}

fn carrying() -> impl Iterator<Item = &'static Format> {
    formats().filter(|format| format.carries_draft)
}

fn of_file(bytes: &[u8], format: &Format) -> Imported {
    let name = format!("报告.{}", format.extension);
    let source = read(bytes, &name, &Limits::default(), gb18030);
    source::read(&source.unwrap_or_else(|refusal| panic!("{}", refusal.message(&name))))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn every_edition_in_every_format_reads_back_as_the_draft(
        draft in drafts(), under in select(vec![None, policy::named("湖北")]),
        has_charts in any::<bool>(),
    ) {
        let mut subject = Subject::under(under, &draft, None);
        subject.has_charts = has_charts;
        let findings = subject.findings();
        for format in carrying() {
            for edition in format.editions {
                let document = subject.final_edition(*edition, &findings);
                let imported = of_file(&(format.write)(&document, &draft), format);
                let at = format!("{} as {}", edition.key(), format.key);
                prop_assert_eq!(&imported.draft, &draft, "{}", at);
                prop_assert_eq!(&imported.findings, &[], "{}", at);
                prop_assert_eq!(&imported.more, &[], "{}", at);
            }
        }
    }
}

/// As people edit in Word, WPS or Excel: the text changes, and the draft inside doesn't.
#[test]
fn an_export_that_was_edited_keeps_what_it_does_not_print_in_every_format() {
    let json = include_str!("../../../tests/labelled/clean/canteen-2024.json");
    let save::Saved::Draft(draft) = save::read(json) else {
        panic!("no saved draft");
    };
    let mut other = draft.clone();
    other.set(Field::CompetentDepartment, "云岭县教育和体育局");
    for format in carrying() {
        for edition in [Edition::Report, Edition::Form] {
            if format.editions.contains(&edition) {
                let document = Subject::of(&other, None).edition(edition);
                let imported = of_file(&(format.write)(&document, &draft), format);
                let at = format!("{} as {}", edition.key(), format.key);
                assert_eq!(imported.draft, other, "{at}");
                assert_eq!(imported.more, [], "{at}");
                let codes: Vec<&str> = imported.findings.iter().map(|found| found.code).collect();
                assert_eq!(codes, ["R05"], "{at}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    /// Whatever the texts are: the file is one of the two drafts' or what was edited is said.
    #[test]
    fn an_export_made_into_another_draft_is_read_and_said_to_be_edited(
        draft in drafts(), other in drafts(), edition in select(Edition::ALL.to_vec()),
    ) {
        let document = Subject::of(&other, None).edition(edition);
        for format in carrying().filter(|format| format.editions.contains(&edition)) {
            let imported = of_file(&(format.write)(&document, &draft), format);
            let is_said = imported.findings.iter().any(|finding| finding.code == "R05");
            prop_assert!(is_said != (imported.draft == draft && imported.findings.is_empty()));
            let is_kept = imported.more.iter().any(|more| more.draft == draft);
            // What the edition doesn't print, of the one draft or of the other.
            let silent = draft.places().into_iter().filter(|place| match edition {
                Edition::Report => place.field.spec().table == Some(Table::Indicators),
                Edition::Form | Edition::Disclosure => place.field == Field::Phone,
            });
            for place in silent.filter(|_| !is_kept) {
                let (was, is) = (draft.text(&place), imported.draft.text(&place));
                prop_assert_eq!(was, is, "{} in {}", place, format.key);
            }
        }
    }
}

#[test]
fn the_sample_in_plain_text_reads_the_same_in_both_encodings() {
    let text = formats().find(|format| format.key == "text").unwrap();
    let draft = sample();
    let bytes = (text.write)(&Subject::of(&draft, None).document(), &draft);
    let written = String::from_utf8(bytes.clone()).unwrap();
    let (chinese, _, _) = encoding_rs::GB18030.encode(&written);
    let expected = ziping_core::import::text::read(&written);
    assert_eq!(of_file(&bytes, text).draft, expected.draft);
    assert_eq!(of_file(&chinese, text).draft, expected.draft);
}

#[test]
fn the_public_version_carries_no_draft_in_any_format() {
    let draft = sample();
    let subject = Subject::of(&draft, None);
    let limits = Limits::default();
    for format in formats() {
        for edition in format.editions {
            let public = Public { show_names: true }.of(subject.edition(*edition));
            let bytes = (format.write)(&public, &draft);
            let source = read(&bytes, "公开.docx", &limits, gb18030).unwrap();
            assert_eq!(source.draft, None, "{} as {}", edition.key(), format.key);
        }
    }
}

#[test]
fn what_a_newer_version_exported_is_refused_in_every_format() {
    let draft = save::write(&sample()).replace("\"schema\":1", "\"schema\":2");
    let document = Subject::of(&sample(), None).evaluation();
    let html = export::html::write(&document, &sample());
    let html = html.replace("\"schema\":1", "\"schema\":2").into_bytes();
    let workbook = Workbook::of(&document, "自评表");
    for bytes in [
        html,
        write_docx(&document, Some(&draft)),
        write_xlsx(&workbook, Some(&draft)),
    ] {
        let read = read(&bytes, "报告", &Limits::default(), gb18030);
        assert_eq!(read, Err(Refusal::Newer));
    }
}

#[test]
fn the_usual_edition_of_a_format_is_the_report_but_of_a_workbook_the_form() {
    for format in formats() {
        let usual = match format.key {
            "xlsx" => Edition::Form,
            _ => Edition::Report,
        };
        assert_eq!(format.editions[0], usual, "{}", format.key);
    }
}

/// A chart is drawn of what the tables and sentences say: whoever edits the file, and with it
/// loses the draft inside, loses and gains nothing by it.
#[test]
fn a_chart_is_no_content_in_any_format() {
    let draft = sample();
    let mut subject = Subject::of(&draft, None);
    let mut sources = [false, true].map(|has_charts| {
        subject.has_charts = has_charts;
        let editions = formats().flat_map(|format| {
            let editions = format.editions.iter();
            editions.map(|edition| {
                let document = Public { show_names: true }.of(subject.edition(*edition));
                let bytes = (format.write)(&document, &draft);
                let name = format!("报告.{}", format.extension);
                read(&bytes, &name, &Limits::default(), gb18030).unwrap()
            })
        });
        editions.collect::<Vec<_>>()
    });
    let with = std::mem::take(&mut sources[1]);
    assert_eq!(with, sources[0]);
    let document = subject.document();
    let is_chart = |block: &&Block| matches!(block, Block::Chart(_));
    assert_eq!(document.blocks.iter().filter(is_chart).count(), 1);
}
