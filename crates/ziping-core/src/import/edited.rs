//! An export of ours that was edited elsewhere, in Word say: what was edited there is taken, and
//! what the file doesn't print (a report the indicators, a form the narratives) stays as it was
//! when the file was exported.
//!
//! What holds of the draft that comes out: exported again, it says what the file says; what the
//! reader knows no place for, such as sentences of the 决算公开综述, is 未归类. So a sum that the
//! file's own figures contradict is in the draft as the file has it, for the rules to find, and a
//! reference stays one only where its value is the one that the file shows.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::filing;
use super::source::{read_blocks, Source};
use super::Imported;
use crate::draft::{Draft, Edit};
use crate::field::{Field, FieldSpec, Kind, Table, Value};
use crate::finding::Finding;
use crate::place::Place;
use crate::policy::{self, Policy};
use crate::rule::{CHANGED_SINCE_EXPORT, UNFILED};
use crate::{Edition, Subject};

/// Which report it is. A file where one of these is another has been made into another report,
/// which nothing of the old one belongs into.
const IDENTITY: &[Field] = &[Field::ProjectName, Field::BudgetUnit, Field::ReportYear];

/// How often the draft is compared with the file: a figure that is taken as the file has it may
/// change others that are computed from it.
const ROUNDS: usize = 4;

/// How a file was exported.
#[derive(Clone, Copy)]
struct Way {
    policy: Option<&'static Policy>,
    edition: Edition,
}

impl Way {
    fn all() -> impl Iterator<Item = Way> {
        let localities = policy::ALL.iter().map(Some);
        let localities = [None].into_iter().chain(localities);
        localities.flat_map(|policy| Edition::ALL.map(|edition| Way { policy, edition }))
    }

    fn export(self, draft: &Draft) -> Source {
        let subject = Subject::under(self.policy, draft, None);
        Source::of_document(&subject.edition(self.edition))
    }

    /// An export as the readers of other people's files see it.
    fn seen(self, draft: &Draft) -> Imported {
        read_blocks(&self.export(draft).blocks)
    }
}

/// Whether a file says what one of the draft's editions does, in any locality's way: then
/// nobody has changed it since it was exported, but for white space, which programs change too.
pub(super) fn is_export_of(source: &Source, draft: &Draft) -> bool {
    let letters = source.letters();
    Way::all().any(|way| way.export(draft).letters() == letters)
}

/// Reads what was an export of this draft once. A file that was made into another report is
/// read as it is, and the draft goes along as one of its own.
pub(super) fn read(source: &Source, exported: Draft) -> Imported {
    let way = way_of(source, &exported);
    let before = way.seen(&exported);
    let mut after = read_blocks(&source.blocks);
    let is_same = |field: &Field| {
        let kind = field.spec().kind;
        says_the_same(kind, before.draft.get(*field), after.draft.get(*field))
    };
    if !IDENTITY.iter().all(is_same) {
        after.findings.push(CHANGED_SINCE_EXPORT.finding(
            Place::of(Field::Unfiled),
            "来稿由本程序导出，其后改成了另一份报告：按改后的文字读入，导出时的内容另成一份草稿",
        ));
        after.more.push(Imported::of_draft(exported));
        return after;
    }
    let mut draft = laid_out(&exported, &before.draft, &after.draft);
    for _ in 0..ROUNDS {
        let edits = differences(&draft, &way.seen(&draft).draft, &after.draft);
        if edits.is_empty() {
            break;
        }
        edits.iter().for_each(|edit| draft.apply(edit));
    }
    // What the reader says of the export as it was is said of the program's own layout.
    let is_new = |finding: &Finding| !before.findings.contains(finding);
    let is_of_text = |finding: &Finding| finding.code != UNFILED.code;
    let findings = after.findings.iter();
    let findings = findings.filter(|finding| is_new(finding) && is_of_text(finding));
    after.findings = findings.cloned().collect();
    let unfiled = |draft: &Draft| draft.get(Field::Unfiled).lines().count();
    let new = unfiled(&draft) - unfiled(&exported);
    after
        .findings
        .extend((new > 0).then(|| filing::unfiled(new)));
    after.findings.push(CHANGED_SINCE_EXPORT.finding(
        Place::of(Field::Unfiled),
        "来稿由本程序导出，其后改过文字：改过的按改后的读入，这份文件不印的栏目仍是导出时的内容",
    ));
    after.draft = draft;
    after
}

/// The way whose export has most in common with the file.
fn way_of(source: &Source, exported: &Draft) -> Way {
    let file = shingles(&source.letters());
    let likeness = |way: &Way| {
        let export = shingles(&way.export(exported).letters());
        let shared = export.intersection(&file).count();
        // In thousandths of both, so that the longer one isn't the likelier one.
        2000 * shared / (export.len() + file.len()).max(1)
    };
    // The first of equals: the draft's own locality.
    let ways = Way::all().map(|way| (likeness(&way), way));
    let (_, way) = ways
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .expect("there are editions");
    way
}

/// Every stretch of eight letters, of as much as shows which way it was exported.
fn shingles(letters: &str) -> BTreeSet<[char; 8]> {
    const ENOUGH: usize = 50_000;
    let letters: Vec<char> = letters.chars().take(ENOUGH).collect();
    let windows = letters.windows(8);
    windows
        .filter_map(|window| window.try_into().ok())
        .collect()
}

/// The exported draft with the rows that the file has, and with what is new and fits nowhere.
fn laid_out(exported: &Draft, before: &Draft, after: &Draft) -> Draft {
    let mut draft = exported.clone();
    let kept = exported.get(Field::Unfiled);
    let new = new_lines(before.get(Field::Unfiled), after.get(Field::Unfiled));
    let kept = Some(kept).filter(|text| !text.is_empty());
    let unfiled: Vec<&str> = kept.into_iter().chain(new).collect();
    draft.set(Field::Unfiled, unfiled.join("\n"));
    for table in Table::ALL {
        lay_out_rows(&mut draft, *table, before, after);
    }
    draft
}

/// The lines that are new in a text.
fn new_lines<'t>(before: &str, after: &'t str) -> Vec<&'t str> {
    let known: BTreeSet<&str> = before.lines().collect();
    after.lines().filter(|line| !known.contains(line)).collect()
}

/// Puts the rows of a table in the order that the file has them. One that was exported keeps
/// what the file doesn't print; a new one says what the file says. `draft` has them as exported.
fn lay_out_rows(draft: &mut Draft, table: Table, before: &Draft, after: &Draft) {
    let (was, is) = (rows(table, before), rows(table, after));
    if was == is {
        return;
    }
    // Where the export doesn't read row by row, or doesn't print the table, all are new.
    let filled = rows(table, draft).into_iter().enumerate();
    let filled = filled.filter(|(_, texts)| texts.iter().any(|text| !text.is_empty()));
    let filled: Vec<usize> = filled.map(|(row, _)| row).collect();
    let origins = match was.len() == filled.len() {
        true => origins(table, &was, &is),
        false => vec![None; is.len()],
    };
    let kept = origins
        .iter()
        .map(|from| from.and_then(|from| draft.row(table, filled[from]).cloned()));
    let kept: Vec<_> = kept.collect();
    draft.set_rows(table, kept);
    let new = (0..is.len()).filter(|row| origins[*row].is_none());
    for row in new {
        for (spec, text) in table.columns().zip(&is[row]) {
            let place = Place::in_row(spec.field, row);
            let text = text.clone();
            draft.apply(&Edit::Set { place, text });
        }
    }
}

/// The texts of a table, by row and column.
fn rows(table: Table, draft: &Draft) -> Vec<Vec<String>> {
    let text = |spec: &FieldSpec, row| draft.text(&Place::in_row(spec.field, row)).to_owned();
    let cells = |row| table.columns().map(|spec| text(spec, row)).collect();
    (0..draft.row_count(table)).map(cells).collect()
}

/// By row of the file, which exported row it was: one that says the same, or else has the same
/// name, or else stands where it stood in a table of as many rows.
fn origins(table: Table, was: &[Vec<String>], is: &[Vec<String>]) -> Vec<Option<usize>> {
    let name = match table {
        Table::SubProjects => Field::SubProjectName,
        Table::Indicators => Field::IndicatorLevel3,
    };
    let name = table.column(name).unwrap_or_default();
    let mut origins = vec![None; is.len()];
    let mut left: BTreeSet<usize> = (0..was.len()).collect();
    for columns in [0..table.columns().count(), name..name + 1] {
        let mut free: BTreeMap<&[String], VecDeque<usize>> = BTreeMap::new();
        for from in &left {
            let texts = &was[*from][columns.clone()];
            free.entry(texts).or_default().push_back(*from);
        }
        // Rows without a name have nothing in common.
        free.retain(|texts, _| texts.iter().any(|text| !text.is_empty()));
        for (row, origin) in origins.iter_mut().enumerate() {
            if origin.is_none() {
                let same = free.get_mut(&is[row][columns.clone()]);
                *origin = same.and_then(VecDeque::pop_front);
                origin.map(|from| left.remove(&from));
            }
        }
    }
    if was.len() == is.len() {
        for (row, origin) in origins.iter_mut().enumerate() {
            *origin = origin.or_else(|| left.take(&row));
        }
    }
    origins
}

/// What was edited: what the file says otherwise than an export of the draft does.
fn differences(draft: &Draft, told: &Draft, file: &Draft) -> Vec<Edit> {
    let differs = |place: &Place| {
        let kind = place.field.spec().kind;
        // Row by row, where each row was read.
        let is_row_of_all = place.field.spec().table.is_none_or(|table| {
            [draft, told].map(|draft| draft.row_count(table)) == [file.row_count(table); 2]
        });
        place.field != Field::Unfiled
            && is_row_of_all
            && !says_the_same(kind, told.text(place), file.text(place))
    };
    let edits = file.places().into_iter().filter(differs);
    let edit = |place: Place| {
        let text = file.text(&place).to_owned();
        Edit::Set { place, text }
    };
    edits.map(edit).collect()
}

/// Whether two texts of a field are the same but for how formats write them.
fn says_the_same(kind: Kind, a: &str, b: &str) -> bool {
    a == b
        || match (Value::read(kind, a), Value::read(kind, b)) {
            (Value::Text | Value::Unreadable(_), Value::Text | Value::Unreadable(_)) => {
                lines(a) == lines(b)
            }
            (a, b) => a == b,
        }
}

/// What the lines of a text say: white space within them is the formats' own.
fn lines(text: &str) -> Vec<String> {
    let lines = text.lines().map(|line| Source::of_text(line).letters());
    lines.filter(|line| !line.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::super::source;
    use super::*;
    use crate::save::{self, Saved};

    /// The complete reports that the labelled mistakes are made of.
    fn reports() -> Vec<Draft> {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/labelled/clean");
        let entries = std::fs::read_dir(folder).expect(folder);
        let mut files: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        let report = |file: &PathBuf| {
            let json = std::fs::read_to_string(file).unwrap();
            let Saved::Draft(draft) = save::read(&json) else {
                panic!("no saved draft");
            };
            draft
        };
        files.iter().map(report).collect()
    }

    fn file(draft: &Draft, edition: Edition) -> Source {
        Source {
            draft: Some(save::write(draft)),
            ..Source::of_document(&Subject::of(draft, None).edition(edition))
        }
    }

    /// Edits a place as people do in Word.
    fn edited(draft: &Draft, place: &Place) -> Draft {
        let text = draft.text(place);
        let text = match place.field.spec().kind {
            Kind::Amount | Kind::Points => format!("1{text}"),
            _ => format!("改后的{text}"),
        };
        let mut edited = draft.clone();
        edited.apply(&Edit::Set {
            place: place.clone(),
            text,
        });
        edited
    }

    /// What a draft's export says.
    fn says(draft: &Draft, edition: Edition) -> String {
        file(draft, edition).letters()
    }

    /// An export of `draft` whose text was made into that of `other`.
    fn made_into(draft: &Draft, other: &Draft, edition: Edition) -> Source {
        Source {
            draft: Some(save::write(draft)),
            ..file(other, edition)
        }
    }

    #[test]
    fn what_was_edited_is_taken_and_what_is_not_printed_stays() {
        let mut edits = 0;
        // All of them take half a minute.
        for draft in reports().into_iter().step_by(4) {
            for edition in Edition::ALL {
                let original = file(&draft, edition);
                let plain = read_blocks(&original.blocks).draft;
                let places = draft.places().into_iter();
                let filled = places.filter(|place| !draft.text(place).is_empty());
                let (printed, silent): (Vec<Place>, Vec<Place>) =
                    filled.partition(|place| !plain.text(place).is_empty());
                for place in printed {
                    if IDENTITY.contains(&place.field) || place.field == Field::Policy {
                        continue;
                    }
                    let other = edited(&draft, &place);
                    let file = made_into(&draft, &other, edition);
                    let read = source::read(&file);
                    if read.more.is_empty() {
                        let at = format!("{} {place}", edition.key());
                        let new = read.draft.get(Field::Unfiled);
                        let is_whole = says(&read.draft, edition) == file.letters();
                        let is_kept = file.letters().ends_with(&Source::of_text(new).letters());
                        assert!(is_whole || (!new.is_empty() && is_kept), "{at}");
                        for place in &silent {
                            assert_eq!(read.draft.text(place), draft.text(place), "{at}: {place}");
                        }
                        edits += 1;
                    }
                }
            }
        }
        assert!(edits > 150, "only {edits}");
    }

    /// What became of a draft that was exported so, and of these edits in the file.
    fn after(draft: &Draft, edition: Edition, edits: &[Edit]) -> Imported {
        let mut other = draft.clone();
        edits.iter().for_each(|edit| other.apply(edit));
        source::read(&made_into(draft, &other, edition))
    }

    fn school() -> Draft {
        let reports = reports();
        let is_school = |draft: &&Draft| draft.get(Field::ProjectName) == "学校食堂改造";
        reports.iter().find(is_school).expect("the school").clone()
    }

    #[test]
    fn rows_keep_what_the_file_does_not_print_wherever_they_went() {
        let draft = school();
        let table = Table::Indicators;
        let was = rows(table, &draft);
        let read = |edits: &[Edit]| {
            let read = after(&draft, Edition::Form, edits);
            assert_eq!(read.more, []);
            rows(table, &read.draft)
        };
        let gone = read(&[Edit::RemoveRow { table, row: 2 }]);
        assert_eq!(gone, [&was[..2], &was[3..]].concat());
        let place = Place::in_row(Field::IndicatorLevel3, 1);
        let text = "新增的指标".to_owned();
        let new = read(&[Edit::InsertRow { table, row: 1 }, Edit::Set { place, text }]);
        assert_eq!(new.len(), was.len() + 1);
        assert_eq!((&new[0], &new[2..]), (&was[0], &was[1..]));
        assert!(new[1].contains(&"新增的指标".to_owned()), "{:?}", new[1]);
        // A blank row isn't read back.
        let mut gappy = draft.clone();
        gappy.apply(&Edit::InsertRow { table, row: 1 });
        let place = Place::in_row(Field::IndicatorActual, 3);
        let text = "191".to_owned();
        let edited = after(&gappy, Edition::Form, &[Edit::Set { place, text }]);
        let mut expected = was.clone();
        let actual = table.column(Field::IndicatorActual).unwrap();
        expected[2][actual] = "191".to_owned();
        assert_eq!(rows(table, &edited.draft), expected);
        // The report doesn't print them.
        let place = Place::of(Field::GoalsMet);
        let text = "已完成。".to_owned();
        let report = after(&draft, Edition::Report, &[Edit::Set { place, text }]);
        assert_eq!(report.draft.get(Field::GoalsMet), "已完成。");
        assert_eq!(rows(table, &report.draft), was);
    }

    #[test]
    fn the_way_of_an_export_is_known_after_it_was_edited() {
        for draft in reports() {
            for edition in Edition::ALL {
                let mut source = file(&draft, edition);
                source
                    .blocks
                    .push(source::Block::Line("另起一段新的文字。".to_owned()));
                let way = way_of(&source, &draft);
                assert_eq!(way.edition, edition, "{}", draft.get(Field::ProjectName));
                assert!(way.policy.is_none(), "its own locality");
            }
        }
    }

    #[test]
    fn what_the_reader_finds_is_said_only_of_what_was_edited() {
        let mut source = file(&school(), Edition::Report);
        for block in &mut source.blocks {
            if let source::Block::Line(line) = block {
                *line = line.replace("（二）项目管理情况", "（2）项目管理情况");
            }
        }
        let read = source::read(&source);
        assert_eq!(read.draft, school());
        let codes: Vec<&str> = read.findings.iter().map(|found| found.code).collect();
        assert_eq!(codes, ["G14", "R05"]);
    }

    #[test]
    fn a_table_that_was_put_into_the_file_counts() {
        let draft = school();
        let table = Table::Indicators;
        let mut form = draft.clone();
        form.apply(&Edit::RemoveRow { table, row: 0 });
        let mut source = file(&draft, Edition::Report);
        source.blocks.extend(file(&form, Edition::Form).blocks);
        let read = source::read(&source).draft;
        let names = |draft: &Draft| -> Vec<String> {
            let name = table.column(Field::IndicatorLevel3).unwrap();
            let rows = rows(table, draft).into_iter();
            rows.map(|texts| texts[name].clone()).collect()
        };
        assert_eq!(names(&read), names(&form));
        assert_eq!(read.get(Field::Phone), draft.get(Field::Phone));
    }

    #[test]
    fn a_row_is_found_by_what_it_says_then_by_its_name_then_by_its_place() {
        let table = Table::SubProjects;
        let rows = |rows: &[[&str; 2]]| -> Vec<Vec<String>> {
            let row = |[name, spent]: &[&str; 2]| [name, "", spent, ""].map(str::to_owned).to_vec();
            rows.iter().map(row).collect()
        };
        let was = rows(&[["甲", "1"], ["乙", "2"], ["甲", "3"]]);
        let of = |is: &[[&str; 2]]| origins(table, &was, &rows(is));
        assert_eq!(of(&[["甲", "3"], ["甲", "9"]]), [Some(2), Some(0)]);
        assert_eq!(
            of(&[["乙", "2"], ["丙", "1"], ["甲", "1"]]),
            [Some(1), None, Some(0)]
        );
        assert_eq!(
            of(&[["甲", "1"], ["丁", "2"], ["甲", "3"]]),
            [Some(0), Some(1), Some(2)]
        );
        assert_eq!(of(&[["", "1"]]), [None]);
    }

    #[test]
    fn what_the_files_own_figures_contradict_is_read_as_the_file_has_it() {
        let mut draft = school();
        draft.set(Field::GoalsMet, "全年执行率为〔执行率〕。");
        let mut source = file(&draft, Edition::Report);
        assert_eq!(source::read(&source).draft, draft);
        // Somebody changes an amount, and neither the total nor the text.
        let mut edits = 0;
        for block in &mut source.blocks {
            if let source::Block::Line(line) = block {
                let (was, is) = ("财政资金-全年执行数1900000元", "财政资金-全年执行数1元");
                edits += line.matches(was).count();
                *line = line.replace(was, is);
            }
        }
        assert_eq!(edits, 1);
        let read = source::read(&source).draft;
        assert_eq!(read.get(Field::FiscalExecuted), "1");
        assert_eq!(read.get(Field::TotalExecuted), "1900000");
        assert_eq!(read.get(Field::GoalsMet), "全年执行率为95.00%。");
        let findings = Subject::of(&read, None).findings();
        assert!(findings.iter().any(|finding| finding.code == "B01"));
    }

    #[test]
    fn beside_an_edit_a_new_paragraph_is_one_too_and_white_space_is_none() {
        let mut draft = school();
        draft.set(Field::GoalsMet, "全部完成。验收合格。");
        let read = |text: &str| {
            let edits = [(Field::GoalsMet, text), (Field::Experience, "另有经验。")];
            let edits = edits.map(|(field, text)| Edit::Set {
                place: Place::of(field),
                text: text.to_owned(),
            });
            let read = after(&draft, Edition::Report, &edits);
            read.draft.get(Field::GoalsMet).to_owned()
        };
        assert_eq!(read("全部完成。\n验收合格。"), "全部完成。\n验收合格。");
        assert_eq!(read("全部完成。 验收合格。"), "全部完成。验收合格。");
    }

    #[test]
    fn a_file_made_into_another_report_has_nothing_of_the_old_one() {
        let draft = school();
        for field in IDENTITY {
            let mut other = draft.clone();
            match field {
                Field::ReportYear => other = crate::carry::to_next_year(&draft),
                field => other.set(*field, "另一个"),
            }
            let file = made_into(&draft, &other, Edition::Report);
            let read = source::read(&file);
            assert_eq!(read.draft.row_count(Table::Indicators), 0, "{field:?}");
            assert_eq!(read.more, [Imported::of_draft(draft.clone())], "{field:?}");
            assert_eq!(read.findings.last().unwrap().code, "R05");
        }
    }

    #[test]
    fn what_is_new_and_fits_nowhere_is_unfiled_once() {
        let mut draft = school();
        draft.set(Field::Unfiled, "原有的一段");
        let mut source = file(&draft, Edition::Disclosure);
        source
            .blocks
            .push(source::Block::Line("新的一段。".to_owned()));
        let read = source::read(&source);
        let unfiled = read.draft.get(Field::Unfiled);
        assert_eq!(unfiled, "原有的一段\n新的一段。");
        draft.set(Field::Unfiled, unfiled);
        assert_eq!(read.draft, draft);
        let messages = read.findings.iter().map(|finding| finding.message.as_str());
        assert_eq!(
            messages.collect::<Vec<_>>(),
            [
                "来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
                "来稿由本程序导出，其后改过文字：改过的按改后的读入，这份文件不印的栏目仍是导出时的内容",
            ]
        );
    }
}
