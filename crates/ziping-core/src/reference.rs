//! Live figures (引用数据): a narrative may hold references such as `〔全年执行数·万元〕`,
//! `〔财政资金·执行率〕`, `〔子项目:户政·支出率〕`. They print as the computed value with its
//! unit, so that text and table can't part.
//!
//! A reference stands in the same brackets as the year of a document number (〔2016〕201号);
//! what is in those is a year, or a masked number, and no reference.

use crate::field::value::{trim, Yuan};
use crate::field::{Field, Section, Table};
use crate::funds::{Line, Stage, SubProject};
use crate::place::{Place, Span};
use crate::similarity::LetterPairs;
use crate::Subject;

/// A reference in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference<'t> {
    /// From 〔 to 〕.
    pub span: Span,
    /// Between them.
    pub content: &'t str,
}

/// The longest content of a reference, in bytes: what is longer is a sentence in brackets.
const LONGEST: usize = 200;

/// The references in a text, known or not, in order.
pub fn find(text: &str) -> Vec<Reference<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text[from..].find('〔').map(|at| from + at) {
        let inside = open + '〔'.len_utf8();
        let Some(end) = text[inside..]
            .find(['〔', '〕', '\n'])
            .map(|at| inside + at)
        else {
            break;
        };
        from = end;
        if !text[end..].starts_with('〕') {
            continue;
        }
        let content = trim(&text[inside..end]);
        let is_year = content
            .chars()
            .all(|c| c.is_numeric() || matches!(c, '×' | 'X' | '*'));
        if !is_year && content.len() <= LONGEST {
            let end = end + '〕'.len_utf8();
            found.push(Reference {
                span: Span { start: open, end },
                content,
            });
        }
    }
    found
}

/// What a reference's content prints; `None` for an unknown one, or for a figure that
/// isn't there.
pub fn value(subject: &Subject<'_>, content: &str) -> Option<String> {
    let content = content.replace('：', ":");
    let (content, unit) = match content.rsplit_once('·') {
        Some((rest, unit @ ("元" | "万元"))) => (rest.to_owned(), unit),
        _ => (content, "元"),
    };
    if let Some(rest) = content.strip_prefix("子项目:") {
        let (name, quantity) = rest.rsplit_once('·')?;
        let figures = &subject.figures.sub_projects[sub_project(subject, name)?];
        return of_sub_project(figures, trim(quantity), unit);
    }
    if let Some(quantity) = content.strip_prefix("子项目合计·") {
        return of_sub_project(&subject.figures.sub_project_total, quantity, unit);
    }
    match content.split_once('·') {
        Some((source, quantity)) => {
            let mut rows = subject.figures.rows();
            let line = rows.find(|line| line.source.label == trim(source))?;
            of_line(line, trim(quantity), unit)
        }
        None => of_report(subject, &content, unit),
    }
}

/// The sections that a reference's content is computed from.
pub fn sections(content: &str) -> &'static [Section] {
    let content = content.replace('：', ":");
    match content.as_str() {
        "年度" | "预算单位" | "项目名称" | "主管部门" => &[Section::Basics],
        "总分" | "等级" => &[Section::Evaluation, Section::Indicators, Section::Funds],
        "执行率得分" => &[Section::Evaluation, Section::Funds],
        content if content.starts_with("子项目") => &[Section::SubProjects],
        _ => &[Section::Funds],
    }
}

/// What one word stands for: a fact, or a figure of the total.
fn of_report(subject: &Subject<'_>, word: &str, unit: &str) -> Option<String> {
    let fact = |field| {
        let text = subject.form.text(&Place::of(field));
        (!text.is_empty()).then(|| text.to_owned())
    };
    match word {
        "年度" => subject.form.year().map(|year| format!("{year}年度")),
        "预算单位" => fact(Field::BudgetUnit),
        "项目名称" => fact(Field::ProjectName),
        "主管部门" => fact(Field::CompetentDepartment),
        "子项目数" => Some(subject.figures.sub_projects.len().to_string()),
        "总分" => subject.scores.total.map(|total| format!("{total}分")),
        "等级" => subject.scores.grade.map(|grade| grade.label().to_owned()),
        "执行率得分" => subject.scores.execution.map(|score| format!("{score}分")),
        _ => of_line(&subject.figures.total, word, unit),
    }
}

fn of_line(line: &Line, quantity: &str, unit: &str) -> Option<String> {
    let stage = |stage| line.amount(stage).map(|amount| amount_in(amount, unit));
    match quantity {
        "年初预算数" => stage(Stage::Initial),
        "全年预算数" => stage(Stage::FullYear),
        "全年执行数" => stage(Stage::Executed),
        "结余" => {
            let budget = line.amount(Stage::FullYear)?;
            Some(amount_in(budget.minus(line.amount(Stage::Executed)?), unit))
        }
        "执行率" => line.rate.percent().map(|percent| percent.to_string()),
        _ => None,
    }
}

fn of_sub_project(figures: &SubProject, quantity: &str, unit: &str) -> Option<String> {
    match quantity {
        "下达" | "下达资金" => figures.allocated.map(|amount| amount_in(amount, unit)),
        "支出" => figures.spent.map(|amount| amount_in(amount, unit)),
        "支出率" => figures.rate.percent().map(|percent| percent.to_string()),
        _ => None,
    }
}

/// The row of the sub-project of this name, or of the only one whose name has these words in it.
fn sub_project(subject: &Subject<'_>, name: &str) -> Option<usize> {
    let name = trim(name);
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let text = |row| {
        subject
            .form
            .text(&Place::in_row(Field::SubProjectName, row))
    };
    let named: Vec<usize> = rows.clone().filter(|row| text(*row) == name).collect();
    let holding: Vec<usize> = rows.filter(|row| text(*row).contains(name)).collect();
    match (named.as_slice(), holding.as_slice()) {
        ([row], _) | ([], [row]) if !name.is_empty() => Some(*row),
        _ => None,
    }
}

/// The name in a reference to a sub-project, and what follows it: `·支出·万元`.
fn named(content: &str) -> Option<(&str, &str)> {
    let named = content.strip_prefix("子项目")?.strip_prefix([':', '：'])?;
    let units = ["·万元", "·元"].iter();
    let without_unit = units.filter_map(|unit| named.strip_suffix(unit)).next();
    let (name, _) = without_unit.unwrap_or(named).rsplit_once('·')?;
    Some(named.split_at(name.len()))
}

/// The row of the only sub-project that none of these references names. Where one of them names
/// one that isn't there, it is this one that was renamed.
pub fn unnamed(subject: &Subject<'_>, contents: &[&str]) -> Option<usize> {
    let mut is_named = vec![false; subject.figures.sub_projects.len()];
    for content in contents {
        if let Some(row) = named(content).and_then(|(name, _)| sub_project(subject, name)) {
            is_named[row] = true;
        }
    }
    let row = is_named.iter().position(|is_named| !is_named)?;
    is_named[row + 1..]
        .iter()
        .all(|is_named| *is_named)
        .then_some(row)
}

/// A reference to a sub-project that isn't there, as one to this row's; `None` where most of the
/// name is another's, and more than of this one's: then it is that one's with a slip.
pub fn renamed(subject: &Subject<'_>, content: &str, row: usize) -> Option<Insertable> {
    let (old, figure) = named(content)?;
    let pairs = LetterPairs::of(old);
    let text = |row| {
        let place = Place::in_row(Field::SubProjectName, row);
        subject.form.text(&place)
    };
    let likeness = |row| pairs.common(&LetterPairs::of(text(row)));
    let own = likeness(row).max(pairs.len() / 2);
    let mut rows = 0..subject.figures.sub_projects.len();
    if sub_project(subject, old).is_some() || rows.any(|other| likeness(other) > own) {
        return None;
    }
    written(subject, &format!("子项目:{}{figure}", text(row)))
}

fn amount_in(amount: Yuan, unit: &str) -> String {
    match unit {
        "万元" => format!("{}万元", amount.wan()),
        _ => format!("{amount}元"),
    }
}

/// A text with its references as values. An unknown one stays as it was typed.
pub fn render(subject: &Subject<'_>, text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut from = 0;
    for reference in find(text) {
        if let Some(value) = value(subject, reference.content) {
            out.push_str(&text[from..reference.span.start]);
            out.push_str(&value);
            from = reference.span.end;
        }
    }
    out.push_str(&text[from..]);
    out
}

/// Something that can be inserted, with what it prints now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertable {
    /// What is typed: `〔全年执行数·万元〕`.
    pub reference: String,
    /// What it prints: `362.75万元`.
    pub value: String,
}

/// Everything that can be inserted into a narrative of this report, in the order of the form.
pub fn insertable(subject: &Subject<'_>) -> Vec<Insertable> {
    let mut contents: Vec<String> = ["年度", "预算单位", "项目名称", "主管部门"]
        .map(str::to_owned)
        .to_vec();
    let quantities = ["年初预算数", "全年预算数", "全年执行数", "结余"];
    let with_units = |prefix: &str, quantity: &str| {
        ["元", "万元"].map(|unit| format!("{prefix}{quantity}·{unit}"))
    };
    contents.extend(quantities.iter().flat_map(|q| with_units("", q)));
    contents.push("执行率".to_owned());
    for line in subject.figures.sources() {
        let prefix = format!("{}·", line.source.label);
        contents.extend(quantities.iter().flat_map(|q| with_units(&prefix, q)));
        contents.push(format!("{prefix}执行率"));
    }
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let names = rows.map(|row| {
        subject
            .form
            .text(&Place::in_row(Field::SubProjectName, row))
    });
    let prefixes: Vec<String> = names
        .map(|name| format!("子项目:{name}·"))
        .chain(["子项目合计·".to_owned()])
        .collect();
    for prefix in prefixes {
        contents.extend(["下达", "支出"].iter().flat_map(|q| with_units(&prefix, q)));
        contents.push(format!("{prefix}支出率"));
    }
    contents.extend(["子项目数", "执行率得分", "总分", "等级"].map(str::to_owned));
    contents
        .into_iter()
        .filter_map(|content| written(subject, &content))
        .collect()
}

/// A reference as it is typed; `None` where it would be read as something else, as with a
/// name that has brackets.
fn written(subject: &Subject<'_>, content: &str) -> Option<Insertable> {
    let reference = format!("〔{content}〕");
    let is_read = matches!(&find(&reference)[..], [found] if found.content == content);
    let value = value(subject, content).filter(|_| is_read)?;
    Some(Insertable { reference, value })
}

/// 资金下达和支出情况 in a sentence, from the table of sub-projects, its figures live: a start
/// for 项目绩效目标完成情况. `None` while there is no sub-project with its amounts.
pub fn spending_sentence(subject: &Subject<'_>) -> Option<String> {
    let live = |content: String, unit: &str| {
        let insertable = written(subject, &format!("{content}{unit}"))?;
        Some(insertable.reference)
    };
    let spending = |prefix: &str| {
        Some(format!(
            "{}，支出{}，支出率{}",
            live(format!("{prefix}下达"), "·万元")?,
            live(format!("{prefix}支出"), "·万元")?,
            live(format!("{prefix}支出率"), "")?
        ))
    };
    let rows = 0..subject.form.draft.row_count(Table::SubProjects);
    let parts: Vec<String> = rows
        .filter_map(|row| {
            let place = Place::in_row(Field::SubProjectName, row);
            let name = subject.form.text(&place);
            let spending = spending(&format!("子项目:{name}·"))?;
            Some(format!("{name}下达{spending}"))
        })
        .collect();
    let total = spending("子项目合计·").filter(|_| !parts.is_empty())?;
    let year = live("年度".to_owned(), "").unwrap_or_default();
    let parts = parts.join("；");
    Some(format!("{year}共下达资金{total}，其中：{parts}。"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::sample::sample;

    fn rendered(text: &str) -> String {
        let draft = sample();
        render(&Subject::of(&draft, None), text)
    }

    #[test]
    fn a_reference_prints_as_the_computed_value() {
        assert_eq!(
            rendered("共下达〔全年预算数·万元〕，支出〔全年执行数·万元〕，支出率〔执行率〕。"),
            "共下达1838.87万元，支出362.75万元，支出率19.73%。"
        );
        assert_eq!(
            rendered("户政〔子项目：户政·支出率〕，〔子项目:社管平台支出项目·支出·万元〕"),
            "户政100.00%，323.88万元"
        );
        assert_eq!(
            rendered(
                "〔财政资金·全年执行数〕〔子项目合计·支出率〕〔年度〕〔结余·万元〕〔子项目数〕"
            ),
            "3627500元19.73%2021年度1476.12万元2"
        );
    }

    #[test]
    fn a_document_number_is_no_reference_and_an_unknown_one_stays() {
        let text = "（海公通〔2016〕201号）〔×××〕〔〕";
        assert_eq!(find(text), []);
        assert_eq!(rendered(text), text);
        let unknown =
            "〔执行速度〕〔子项目:平台·支出率〕〔子项目:户政·下达率〕〔单位资金·执行率〕〔总分〕〔没有完〔执行率〕";
        assert_eq!(
            rendered(unknown),
            unknown.replace("没有完〔执行率〕", "没有完19.73%")
        );
        assert_eq!(find(unknown).len(), 6);
    }

    #[test]
    fn what_is_quoted_is_computed_from_its_sections() {
        let is_from = |content, section| sections(content).contains(&section);
        assert!(is_from("总分", Section::Indicators));
        assert!(is_from("子项目：户政·支出率", Section::SubProjects));
        assert!(is_from("年度", Section::Basics));
        assert!(is_from("财政资金·执行率", Section::Funds));
        assert!(!is_from("执行率", Section::Indicators));
        assert_eq!(
            sections("执行率得分"),
            [Section::Evaluation, Section::Funds]
        );
    }

    #[test]
    fn every_word_stands_for_what_it_says() {
        let mut draft = sample();
        draft.set(Field::CompetentDepartment, "海口市财政局");
        draft.set(Field::FiscalInitial, "10000000");
        draft.apply(&Edit::InsertRow {
            table: Table::Indicators,
            row: 0,
        });
        for (field, text) in [
            (Field::IndicatorTarget, "4"),
            (Field::IndicatorActual, "4"),
            (Field::IndicatorWeight, "90"),
        ] {
            draft.apply(&Edit::Set {
                place: Place::in_row(field, 0),
                text: text.to_owned(),
            });
        }
        let subject = Subject::of(&draft, None);
        for (reference, value) in [
            ("〔预算单位〕", "海口市公安局"),
            ("〔项目名称〕", "信息化专项计划"),
            ("〔主管部门〕", "海口市财政局"),
            ("〔年初预算数·万元〕", "1000万元"),
            ("〔执行率得分〕", "1.97分"),
            ("〔总分〕", "91.97分"),
            ("〔等级〕", "优"),
        ] {
            assert_eq!(render(&subject, reference), value);
        }
        // A fact that isn't there stands for nothing, and neither does a row without a name.
        let mut draft = Draft::default();
        draft.apply(&Edit::InsertRow {
            table: Table::SubProjects,
            row: 0,
        });
        let subject = Subject::of(&draft, None);
        for unknown in ["〔预算单位〕", "〔子项目:·支出率〕"] {
            assert_eq!(render(&subject, unknown), unknown);
        }
    }

    #[test]
    fn everything_offered_is_a_known_reference() {
        let draft = sample();
        let subject = Subject::of(&draft, None);
        let offered = insertable(&subject);
        assert!(offered.len() > 20, "{offered:?}");
        for insertable in offered {
            assert_eq!(render(&subject, &insertable.reference), insertable.value);
        }
    }

    #[test]
    fn a_sentence_is_made_of_the_sub_projects() {
        let draft = sample();
        let subject = Subject::of(&draft, None);
        let sentence = spending_sentence(&subject).expect("a sentence");
        assert_eq!(
            render(&subject, &sentence),
            "2021年度共下达资金1838.87万元，支出362.75万元，支出率19.73%，其中：社管平台支出项目下达1800万元，支出323.88万元，支出率17.99%；“户政业务不见面审批”综合服务管理平台项目下达38.87万元，支出38.87万元，支出率100.00%。"
        );
        let empty = crate::draft::Draft::default();
        assert_eq!(spending_sentence(&Subject::of(&empty, None)), None);
    }

    #[test]
    fn a_sub_project_whose_name_cannot_be_referred_to_is_left_out_of_the_sentence() {
        let mut draft = sample();
        let first = Place::in_row(Field::SubProjectName, 0);
        for name in ["甲〕乙", "", "“户政业务不见面审批”综合服务管理平台项目"]
        {
            draft.apply(&crate::draft::Edit::Set {
                place: first.clone(),
                text: name.to_owned(),
            });
            let subject = Subject::of(&draft, None);
            if let Some(sentence) = spending_sentence(&subject) {
                let printed = render(&subject, &sentence);
                assert!(!printed.contains('〔'), "{printed}");
            }
        }
    }

    proptest! {
        #[test]
        fn no_text_makes_a_reference_panic(text in "[〔〕·:：a子项目执行率元万 \n]{0,40}") {
            for reference in find(&text) {
                prop_assert!(text.get(reference.span.range()).is_some());
            }
            rendered(&text);
        }
    }

    #[test]
    fn a_reference_without_a_name_is_to_no_sub_project() {
        let mut draft = sample();
        while draft.row_count(Table::SubProjects) > 1 {
            let table = Table::SubProjects;
            draft.apply(&Edit::RemoveRow { table, row: 1 });
        }
        let subject = Subject::of(&draft, None);
        assert!(sub_project(&subject, "户").is_some() || sub_project(&subject, "社").is_some());
        assert!(sub_project(&subject, "").is_none());
    }
}
