//! 审核意见: what a reviewer says of a report's findings, and of many reports together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{json, Map, Value as Json};

use super::evaluation::{made_by, numbered, text};
use super::lines;
use crate::document::{
    chapter_number, At, Block, Cell, CellKind, Document, Figure, Formula, Paper, Run, State, Table,
};
use crate::draft::Draft;
use crate::field::value::{Points, Yuan};
use crate::field::{Field, Table as FieldTable};
use crate::finding::{Finding, Severity};
use crate::funds::Stage;
use crate::place::Place;
use crate::rate::ExecutionRate;
use crate::rule::{IMPORT_RULES, RULES};
use crate::save::checksum;
use crate::score::Grade;
use crate::spreadsheet::{Sheet, Workbook};
use crate::Subject;

/// 审核结论 on a finding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Verdict {
    /// 未处理
    #[default]
    Open,
    /// 采纳: it is to be put right.
    Accepted,
    /// 不采纳, for a reason.
    Dismissed,
}

impl Verdict {
    pub const ALL: [Verdict; 3] = [Verdict::Open, Verdict::Accepted, Verdict::Dismissed];

    pub fn label(self) -> &'static str {
        match self {
            Verdict::Open => "未处理",
            Verdict::Accepted => "采纳",
            Verdict::Dismissed => "不采纳",
        }
    }

    /// The name in stored opinions.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Open => "open",
            Verdict::Accepted => "accepted",
            Verdict::Dismissed => "dismissed",
        }
    }

    pub fn from_key(key: &str) -> Option<Verdict> {
        Verdict::ALL
            .into_iter()
            .find(|verdict| verdict.key() == key)
    }
}

/// A reviewer's opinion on a finding.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinion {
    pub verdict: Verdict,
    /// 审核说明: what is to be done, or why the finding is dismissed.
    pub note: String,
}

/// A reviewer's opinions on a report: by finding, and in general.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opinions {
    by_finding: BTreeMap<String, Opinion>,
    /// What a newer program stored beside them; it is stored again.
    unknown: Map<String, Json>,
    /// 总体意见
    pub comment: String,
}

/// What tells a finding from the others of a report, also when it is checked again: what it
/// says, not where in the text, which moves with every letter before it.
pub fn finding_key(finding: &Finding) -> String {
    let reported = finding.reported.as_deref().unwrap_or_default();
    let text = format!("{}\n{}\n{reported}", finding.message, finding.place);
    format!("{}.{:016x}", finding.code, checksum(&text))
}

impl Opinions {
    pub fn of(&self, finding: &Finding) -> Opinion {
        let known = self.by_finding.get(&finding_key(finding));
        known.cloned().unwrap_or_default()
    }

    pub fn set(&mut self, finding: &Finding, opinion: Opinion) {
        let key = finding_key(finding);
        if opinion != Opinion::default() {
            self.by_finding.insert(key, opinion);
            return;
        }
        // Made anew: what takes an entry out of such a map is 1 KB of the page, for this alone.
        let all = std::mem::take(&mut self.by_finding).into_iter();
        self.by_finding = all.filter(|(known, _)| *known != key).collect();
    }

    pub fn is_blank(&self) -> bool {
        *self == Opinions::default()
    }

    /// As they are stored.
    pub fn write(&self) -> String {
        let findings = self.by_finding.iter().map(|(key, opinion)| {
            let Opinion { verdict, note } = opinion;
            let opinion = json!({ "verdict": verdict.key(), "note": note });
            (key.clone(), opinion)
        });
        let mut object = Map::new();
        object.insert("opinions".to_owned(), 1.into());
        object.insert("findings".to_owned(), Json::Object(findings.collect()));
        object.insert("comment".to_owned(), self.comment.clone().into());
        object.extend(self.unknown.clone());
        Json::Object(object).to_string()
    }

    /// Never fails: what can't be read is no opinion.
    pub fn read(text: &str) -> Opinions {
        let Ok(Json::Object(mut object)) = serde_json::from_str(text) else {
            return Opinions::default();
        };
        let text = |json: &Json| json.as_str().unwrap_or_default().to_owned();
        let comment = object.remove("comment").unwrap_or_default();
        let findings = object.remove("findings").unwrap_or_default();
        object.remove("opinions");
        let by_finding = findings.as_object().into_iter().flatten();
        Opinions {
            by_finding: by_finding
                .map(|(key, opinion)| {
                    let verdict = Verdict::from_key(&text(&opinion["verdict"]));
                    let opinion = Opinion {
                        verdict: verdict.unwrap_or_default(),
                        note: text(&opinion["note"]),
                    };
                    (key.clone(), opinion)
                })
                .collect(),
            unknown: object,
            comment: text(&comment),
        }
    }
}

/// A report that was reviewed (审核): what the opinion on it says, without the draft.
#[derive(Clone, Debug)]
pub struct Reviewed {
    /// The file's name.
    file: String,
    project: String,
    unit: String,
    department: String,
    year: String,
    budget: Option<Yuan>,
    executed: Option<Yuan>,
    rate: ExecutionRate,
    score: Option<Points>,
    grade: Option<Grade>,
    findings: Vec<Judged>,
    comment: String,
    /// The persons' names of the draft, for 公开版.
    names: Vec<String>,
}

/// A finding with the opinion on it.
#[derive(Clone, Debug)]
struct Judged {
    finding: Finding,
    place: String,
    opinion: Opinion,
}

impl Reviewed {
    /// The findings are those of the reader and of the rules, in the order of the document.
    pub fn of(
        file: &str,
        subject: &Subject<'_>,
        findings: &[Finding],
        opinions: &Opinions,
    ) -> Reviewed {
        let form = &subject.form;
        let typed = |field| form.text(&Place::of(field)).to_owned();
        let total = &subject.figures.total;
        let judged = findings.iter().map(|finding| Judged {
            place: place_in_words(form.draft, &finding.place),
            opinion: opinions.of(finding),
            finding: finding.clone(),
        });
        Reviewed {
            file: file.to_owned(),
            project: typed(Field::ProjectName),
            unit: typed(Field::BudgetUnit),
            department: typed(Field::CompetentDepartment),
            year: match form.year() {
                Some(year) => year.to_string(),
                None => typed(Field::ReportYear),
            },
            budget: total.amount(Stage::FullYear),
            executed: total.amount(Stage::Executed),
            rate: total.rate,
            score: subject.scores.total,
            grade: subject.scores.grade,
            findings: judged.collect(),
            comment: opinions.comment.clone(),
            names: super::names(subject),
        }
    }

    fn count(&self, is: impl Fn(&Judged) -> bool) -> usize {
        self.findings.iter().filter(|judged| is(judged)).count()
    }

    fn of_severity(&self, severity: Severity) -> usize {
        self.count(|judged| judged.finding.severity == severity)
    }

    fn of_verdict(&self, verdict: Verdict) -> usize {
        self.count(|judged| judged.opinion.verdict == verdict)
    }
}

/// `资金：财政资金-年初预算数`, `绩效指标第 2 行（合格率）：得分`
fn place_in_words(draft: &Draft, place: &Place) -> String {
    let spec = place.field.spec();
    let section = spec.section.spec().title;
    let (Some(table), Some(row)) = (spec.table, place.row) else {
        return format!("{section}：{}", spec.label);
    };
    let name = match table {
        FieldTable::SubProjects => Field::SubProjectName,
        FieldTable::Indicators => Field::IndicatorLevel3,
    };
    let name = match draft.text(&Place::in_row(name, row)).trim() {
        "" => String::new(),
        name => format!("（{name}）"),
    };
    format!("{section}第 {} 行{name}：{}", row + 1, spec.label)
}

/// 依据 in a letter to the unit: the regulations, standards, forms and templates among what
/// the finding's rule comes from. Other units' reports are left to the reviewers' own list.
fn basis(code: &str) -> String {
    let is_norm = |part: &&str| {
        ["《", "〔", "GB", "表注", "模板"]
            .iter()
            .any(|mark| part.contains(mark))
    };
    let norms: Vec<&str> = source(code).split('；').filter(is_norm).collect();
    match norms.is_empty() {
        true => "—".to_owned(),
        false => norms.join("；"),
    }
}

/// Where the finding's rule comes from.
fn source(code: &str) -> &'static str {
    let mut rules = RULES.iter().chain(IMPORT_RULES);
    rules
        .find(|rule| rule.code == code)
        .map_or("", |rule| rule.source)
}

/// 审核意见 on a report. While findings are undecided it is marked as a draft.
pub fn document(reviewed: &Reviewed) -> Document {
    const TITLE: &str = "项目支出绩效自评审核意见";
    let open = reviewed.of_verdict(Verdict::Open);
    let mut blocks = vec![
        Block::Title(vec![Run::fixed(TITLE)]),
        Block::Table(facts(reviewed)),
    ];
    let mut chapters = 0;
    let mut chapter = |title: &str, content: Vec<Block>| {
        chapters += 1;
        blocks.push(Block::Heading {
            level: 1,
            text: chapter_number(chapters) + title,
        });
        blocks.extend(content);
    };
    chapter("审核结论", vec![paragraph(conclusion(reviewed))]);
    chapter(
        "须修改的问题",
        vec![judged(reviewed, Verdict::Accepted, "审核说明")],
    );
    chapter(
        "不采纳的问题",
        vec![judged(reviewed, Verdict::Dismissed, "不采纳的理由")],
    );
    let comment = lines(&Run::fixed(&reviewed.comment)).into_iter();
    let comment: Vec<Block> = comment.map(|line| Block::Paragraph(vec![line])).collect();
    chapter(
        "总体意见",
        match comment.is_empty() {
            true => vec![paragraph(NONE.to_owned())],
            false => comment,
        },
    );
    blocks.push(Block::Signature {
        unit: Run::fixed("审核人：　　　　　　　　"),
        date: Run::fixed("日期：　　　　年　　月　　日"),
    });
    Document {
        title: TITLE.to_owned(),
        mark: (open > 0).then(|| format!("草稿（有 {open} 个问题未处理）")),
        paper: Paper::Landscape,
        carries_draft: false,
        names: reviewed.names.clone(),
        blocks,
    }
}

/// What stands where there is nothing.
const NONE: &str = "无。";

fn paragraph(text: String) -> Block {
    Block::Paragraph(vec![Run::fixed(text)])
}

/// The project, and what its report comes to.
fn facts(reviewed: &Reviewed) -> Table {
    let label = |text| Cell::new(CellKind::Label, Run::fixed(text));
    let amount = |amount: Option<Yuan>| match amount {
        Some(amount) => numbered(Run::fixed(amount.grouped()), Some(Figure::yuan(amount))),
        None => numbered(not_computed(), None),
    };
    let score = match (reviewed.score, reviewed.grade) {
        (Some(score), Some(grade)) => Run::fixed(format!("{score}（{}）", grade.label())),
        _ => not_computed(),
    };
    let rows = vec![
        vec![
            label("项目名称"),
            typed(&reviewed.project),
            label("报告年度"),
            typed(&reviewed.year),
        ],
        vec![
            label("预算单位"),
            typed(&reviewed.unit),
            label("主管部门"),
            typed(&reviewed.department),
        ],
        vec![
            label("全年预算数（元）"),
            amount(reviewed.budget),
            label("全年执行数（元）"),
            amount(reviewed.executed),
        ],
        vec![
            label("执行率"),
            rate(reviewed.rate),
            label("自评得分（等级）"),
            Cell::new(CellKind::Short, score),
        ],
        vec![
            label("审核的文件"),
            Cell {
                columns: 3,
                ..text(CellKind::Text, Run::fixed(&reviewed.file))
            },
        ],
    ];
    Table {
        caption: None,
        columns: [16, 34, 16, 34].map(Some).to_vec(),
        head: 0,
        rows,
    }
}

fn typed(words: &str) -> Cell {
    match words {
        "" => Cell::new(CellKind::Text, missing("〔未填〕")),
        words => text(CellKind::Text, Run::fixed(words)),
    }
}

fn rate(rate: ExecutionRate) -> Cell {
    let run = match rate {
        ExecutionRate::Of(percent) => Run::fixed(percent.to_string()),
        ExecutionRate::NoBudget => Run::fixed("—"),
        ExecutionRate::SpentWithoutBudget => missing("〔无预算却有支出〕"),
        ExecutionRate::Unknown => not_computed(),
    };
    numbered(run, rate.percent().map(Figure::share))
}

fn not_computed() -> Run {
    missing("〔未算出〕")
}

fn missing(text: &str) -> Run {
    Run {
        state: State::Missing,
        ..Run::fixed(text)
    }
}

/// `本次审核发现问题 5 个，其中错误 1 个，警告 3 个，提示 1 个；采纳 2 个，不采纳 1 个，未处理 2 个。`
fn conclusion(reviewed: &Reviewed) -> String {
    if reviewed.findings.is_empty() {
        return "本次审核未发现问题。".to_owned();
    }
    let severities = Severity::ALL
        .map(|severity| format!("{} {} 个", severity.label(), reviewed.of_severity(severity)));
    let verdicts = [Verdict::Accepted, Verdict::Dismissed, Verdict::Open]
        .map(|verdict| format!("{} {} 个", verdict.label(), reviewed.of_verdict(verdict)));
    let next = match reviewed.of_verdict(Verdict::Accepted) {
        0 => "",
        _ => "采纳的问题请填报单位逐项修改后重新报送。",
    };
    format!(
        "本次审核发现问题 {} 个，其中{}；{}。{next}",
        reviewed.findings.len(),
        severities.join("，"),
        verdicts.join("，")
    )
}

/// The findings with this verdict, each with where, what and why.
fn judged(reviewed: &Reviewed, verdict: Verdict, note: &'static str) -> Block {
    let columns = [
        (5, "序号"),
        (5, "级别"),
        (14, "位置"),
        (27, "问题"),
        (10, "应为"),
        (10, "实为"),
        (15, "依据"),
        (14, note),
    ];
    let is_it = |judged: &&Judged| judged.opinion.verdict == verdict;
    let of_verdict = reviewed.findings.iter().filter(is_it);
    let rows = of_verdict.enumerate().map(|(i, judged)| {
        let finding = &judged.finding;
        vec![
            Cell::new(CellKind::Short, Run::fixed((i + 1).to_string())),
            Cell::new(CellKind::Short, Run::fixed(finding.severity.label())),
            words(&judged.place),
            words(&finding.message),
            words(finding.expected.as_deref().unwrap_or_default()),
            words(finding.reported.as_deref().unwrap_or_default()),
            words(&basis(finding.code)),
            match (verdict, judged.opinion.note.trim()) {
                (Verdict::Dismissed, "") => Cell::new(CellKind::Text, missing("〔未填：理由〕")),
                (_, note) => words(note),
            },
        ]
    });
    match table(&columns, rows.collect()) {
        table if table.rows.len() > 1 => Block::Table(table),
        _ => paragraph(NONE.to_owned()),
    }
}

fn words(words: &str) -> Cell {
    text(CellKind::Text, Run::fixed(words))
}

/// A table with a head: the columns' widths in % and their names.
fn table(columns: &[(u32, &str)], rows: Vec<Vec<Cell>>) -> Table {
    let heads = columns
        .iter()
        .map(|(_, head)| Cell::new(CellKind::Label, Run::fixed(*head)));
    Table {
        caption: None,
        columns: columns.iter().map(|(width, _)| Some(*width)).collect(),
        head: 1,
        rows: [heads.collect()].into_iter().chain(rows).collect(),
    }
}

/// A file that couldn't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    pub file: String,
    /// Why, and what to do.
    pub reason: String,
}

/// 审核意见汇总 of many files: a sheet of files, a sheet of findings and, if there are any,
/// one of the files that couldn't be read.
pub fn workbook(files: &[Reviewed], refused: &[Refused]) -> Workbook {
    let mut sheets = vec![
        Sheet::of(&summary(files), "审核情况"),
        Sheet::of(&listing(files), "问题清单"),
    ];
    if !refused.is_empty() {
        sheets.push(Sheet::of(&unread(refused), "未能读取的文件"));
    }
    Workbook { sheets }
}

/// 审核情况汇总表: a row a file, and the sums of the counts.
pub fn summary(files: &[Reviewed]) -> Document {
    const COLUMNS: [(u32, &str); 14] = [
        (5, "序号"),
        (15, "文件"),
        (15, "项目名称"),
        (12, "单位"),
        (5, "年度"),
        (7, "执行率"),
        (6, "得分"),
        (5, "等级"),
        (5, "错误"),
        (5, "警告"),
        (5, "提示"),
        (5, "采纳"),
        (5, "不采纳"),
        (5, "未处理"),
    ];
    /// The column of the first count.
    const FIRST_COUNT: usize = 8;
    let counts = |reviewed: &Reviewed| {
        let [errors, warnings, hints] =
            Severity::ALL.map(|severity| reviewed.of_severity(severity));
        let [open, accepted, dismissed] = Verdict::ALL.map(|verdict| reviewed.of_verdict(verdict));
        [errors, warnings, hints, accepted, dismissed, open]
    };
    let mut sums = [0; COLUMNS.len() - FIRST_COUNT];
    let mut rows = Vec::new();
    for (i, reviewed) in files.iter().enumerate() {
        let counts = counts(reviewed);
        sums.iter_mut().zip(counts).for_each(|(sum, n)| *sum += n);
        let score = match reviewed.score {
            Some(score) => numbered(Run::fixed(score.to_string()), Some(Figure::points(score))),
            None => numbered(not_computed(), None),
        };
        let grade = reviewed.grade.map_or("", Grade::label);
        let mut row = vec![
            Cell::new(CellKind::Short, Run::fixed((i + 1).to_string())),
            words(&reviewed.file),
            typed(&reviewed.project),
            typed(&reviewed.unit),
            Cell {
                kind: CellKind::Short,
                ..typed(&reviewed.year)
            },
            rate(reviewed.rate),
            score,
            Cell::new(CellKind::Short, Run::fixed(grade)),
        ];
        row.extend(counts.map(count));
        rows.push(row);
    }
    let label = Cell {
        columns: FIRST_COUNT,
        ..Cell::new(CellKind::Label, Run::fixed("合计"))
    };
    let sums = sums.into_iter().enumerate().map(|(i, sum)| {
        let cell = FIRST_COUNT + i;
        let parts = (1..=files.len()).map(|row| At { row, cell });
        made_by(count(sum), Some(Formula::Sum(parts.collect())))
    });
    rows.push([label].into_iter().chain(sums).collect());
    of_many(
        "项目支出绩效自评审核情况汇总表",
        table(&COLUMNS, rows),
        files,
    )
}

fn count(n: usize) -> Cell {
    numbered(Run::fixed(n.to_string()), Some(Figure::count(n)))
}

/// 问题清单: a row a finding of any file.
pub fn listing(files: &[Reviewed]) -> Document {
    const COLUMNS: [(u32, &str); 11] = [
        (11, "文件"),
        (11, "项目"),
        (4, "编号"),
        (4, "级别"),
        (11, "位置"),
        (20, "问题"),
        (8, "应为"),
        (8, "实为"),
        (10, "依据"),
        (5, "审核结论"),
        (8, "说明"),
    ];
    let all = files
        .iter()
        .flat_map(|file| file.findings.iter().map(move |judged| (file, judged)));
    let rows = all.map(|(file, judged)| {
        let Judged {
            finding,
            place,
            opinion,
        } = judged;
        vec![
            words(&file.file),
            typed(&file.project),
            Cell::new(CellKind::Short, Run::fixed(finding.code)),
            Cell::new(CellKind::Short, Run::fixed(finding.severity.label())),
            words(place),
            words(&finding.message),
            words(finding.expected.as_deref().unwrap_or_default()),
            words(finding.reported.as_deref().unwrap_or_default()),
            words(source(finding.code)),
            Cell::new(CellKind::Short, Run::fixed(opinion.verdict.label())),
            words(&opinion.note),
        ]
    });
    of_many(
        "项目支出绩效自评审核问题清单",
        table(&COLUMNS, rows.collect()),
        files,
    )
}

fn unread(refused: &[Refused]) -> Document {
    let rows = refused
        .iter()
        .map(|Refused { file, reason }| vec![words(file), words(reason)]);
    of_many(
        "未能读取的文件",
        table(&[(40, "文件"), (60, "原因")], rows.collect()),
        &[],
    )
}

fn of_many(title: &str, table: Table, files: &[Reviewed]) -> Document {
    let names: BTreeSet<&String> = files.iter().flat_map(|file| &file.names).collect();
    Document {
        title: title.to_owned(),
        mark: None,
        paper: Paper::Landscape,
        carries_draft: false,
        names: names.into_iter().cloned().collect(),
        blocks: vec![Block::Title(vec![Run::fixed(title)]), Block::Table(table)],
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::export;
    use crate::golden::golden;
    use crate::report::public::Public;
    use crate::sample::sample;
    use crate::spreadsheet::document::tests::{case, check, form, listed};

    fn opinion(verdict: Verdict, note: &str) -> Opinion {
        Opinion {
            verdict,
            note: note.to_owned(),
        }
    }

    fn mistakes() -> Draft {
        let mut draft = sample();
        draft.set(Field::UnitExecuted, "677,00");
        draft.set(Field::Phone, "138001380");
        draft.set(Field::GoalsUnmet, "[bookmark: _GoBack]无。");
        draft.set(Field::FundManagement, "");
        draft.set(Field::BudgetUnit, "海口市公安局 ");
        draft.set(Field::Management, "建立制度，，按月检查。");
        draft
    }

    /// Of the findings the first three are accepted and the fourth is dismissed.
    fn opinions(findings: &[Finding]) -> Opinions {
        let mut opinions = Opinions {
            comment: "  资金执行率低，原因说明不充分。\n请于7月底前重报。".to_owned(),
            ..Opinions::default()
        };
        let said = [
            opinion(Verdict::Accepted, ""),
            opinion(Verdict::Accepted, "按账面数改。"),
            opinion(Verdict::Accepted, ""),
            opinion(Verdict::Dismissed, "附件中已说明。"),
        ];
        let judged = findings.iter().zip(said);
        judged.for_each(|(finding, opinion)| opinions.set(finding, opinion));
        opinions
    }

    fn reviewed(file: &str, draft: &Draft) -> Reviewed {
        let subject = Subject::of(draft, None);
        let findings = subject.findings();
        Reviewed::of(file, &subject, &findings, &opinions(&findings))
    }

    #[test]
    fn who_has_decided_nothing_is_blank_and_asks_for_nothing() {
        let draft = mistakes();
        let subject = Subject::of(&draft, None);
        let findings = subject.findings();
        assert!(Opinions::default().is_blank());
        assert!(!opinions(&findings).is_blank());
        let undecided = Reviewed::of("甲.docx", &subject, &findings, &Opinions::default());
        let of = |reviewed: &Reviewed| export::text::write(&document(reviewed));
        assert!(!of(&undecided).contains("逐项修改后重新报送"));
        assert!(of(&reviewed("甲.docx", &draft)).contains("逐项修改后重新报送"));
    }

    #[test]
    fn an_opinion_names_what_was_accepted_what_was_dismissed_and_why() {
        let document = document(&reviewed("自评报告.docx", &mistakes()));
        let folder = case("haikou-2021");
        golden(&folder.join("opinion.txt"), &export::text::write(&document));
        golden(
            &folder.join("opinion.html"),
            &export::html::write(&document, &Draft::default()),
        );
        // As a sheet it repeats none of its tables on every page.
        let sheet = Sheet::of(&document, "审核意见");
        assert_eq!(sheet.head, 0);
    }

    #[test]
    fn an_opinion_is_marked_as_a_draft_until_every_finding_is_decided() {
        let draft = mistakes();
        let subject = Subject::of(&draft, None);
        let findings = subject.findings();
        let mut opinions = Opinions::default();
        let of = |opinions: &Opinions| document(&Reviewed::of("", &subject, &findings, opinions));
        let n = findings.len();
        assert_eq!(
            of(&opinions).mark,
            Some(format!("草稿（有 {n} 个问题未处理）"))
        );
        for finding in &findings {
            opinions.set(finding, opinion(Verdict::Accepted, ""));
        }
        assert_eq!(of(&opinions).mark, None);
        let text = export::text::write(&of(&opinions));
        assert!(text.contains(&format!(
            "采纳 {n} 个，不采纳 0 个，未处理 0 个。采纳的问题请"
        )));
        opinions.set(&findings[0], opinion(Verdict::Dismissed, " "));
        let unreasoned = export::text::write(&of(&opinions));
        assert!(unreasoned.contains("\t〔未填：理由〕\n"), "{unreasoned}");
        assert!(
            text.contains("三、不采纳的问题\n无。\n四、总体意见\n无。\n"),
            "{text}"
        );
        let none = document(&Reviewed::of("", &subject, &[], &opinions));
        let text = export::text::write(&none);
        assert!(text.contains("一、审核结论\n本次审核未发现问题。\n二、须修改的问题\n无。\n"));
    }

    #[test]
    fn an_opinion_says_what_the_report_comes_to() {
        let facts = |draft: &Draft| {
            let text = export::text::write(&document(&reviewed("", draft)));
            let lines = text.lines().skip(3).map(str::to_owned);
            lines.take(4).collect::<Vec<_>>()
        };
        let mut draft = form("zipingbiao-guichi");
        let unit = "预算单位\t池州市贵池区棠溪镇人民政府\t主管部门\t池州市贵池区棠溪镇人民政府";
        assert_eq!(
            facts(&draft),
            [
                "项目名称\t委托业务项目\t报告年度\t2022",
                unit,
                "全年预算数（元）\t899,740.00\t全年执行数（元）\t899,740.00",
                "执行率\t100.00%\t自评得分（等级）\t100.00（优）",
            ]
        );
        draft.set(Field::ReportYear, "上年");
        draft.set(Field::FiscalFullYear, "0");
        assert_eq!(facts(&draft)[0], "项目名称\t委托业务项目\t报告年度\t上年");
        assert_eq!(
            facts(&draft)[2..],
            [
                "全年预算数（元）\t0.00\t全年执行数（元）\t899,740.00",
                "执行率\t〔无预算却有支出〕\t自评得分（等级）\t90.00（优）",
            ]
        );
        draft.set(Field::FiscalExecuted, "0");
        assert_eq!(
            facts(&draft)[2..],
            [
                "全年预算数（元）\t0.00\t全年执行数（元）\t0.00",
                "执行率\t—\t自评得分（等级）\t90.00（优）",
            ]
        );
    }

    #[test]
    fn the_opinions_on_many_files_are_sheets_of_files_findings_and_refusals() {
        let files = [
            reviewed("甲.docx", &mistakes()),
            reviewed("=乙.xlsx", &form("zipingbiao-guichi")),
        ];
        let refused = [Refused {
            file: "丙.doc".to_owned(),
            reason: "请另存为 .docx 后再读取".to_owned(),
        }];
        let book = workbook(&files, &refused);
        let sheets: Vec<String> = book.sheets.iter().map(listed).collect();
        golden(&case("opinions.sheet.txt"), &sheets.join("\n"));
        let formulas: Vec<usize> = book.sheets.iter().map(check).collect();
        assert_eq!(formulas, [6, 0, 0]);
        assert_eq!(workbook(&[], &[]).sheets.len(), 2);
    }

    #[test]
    fn an_opinion_for_the_public_has_no_telephone_number_and_no_name() {
        let mut draft = mistakes();
        draft.set(Field::ProjectLeader, "欧阳小明");
        let subject = Subject::of(&draft, None);
        let mut finding = subject.findings()[0].clone();
        finding.message = "欧阳小明的电话13812345678".to_owned();
        let opinions = Opinions {
            comment: "请欧阳小明修改。".to_owned(),
            ..Opinions::default()
        };
        let reviewed = Reviewed::of("", &subject, &[finding], &opinions);
        for document in [
            document(&reviewed),
            listing(std::slice::from_ref(&reviewed)),
        ] {
            let public = Public { show_names: false }.of(document);
            let text = export::text::write(&public);
            assert!(!text.contains("小明") && !text.contains("1234"), "{text}");
        }
    }

    #[test]
    fn opinions_are_kept_by_finding_and_read_back() {
        let draft = mistakes();
        let findings = Subject::of(&draft, None).findings();
        let mut opinions = opinions(&findings);
        assert_eq!(opinions.of(&findings[3]).note, "附件中已说明。");
        assert_eq!(opinions.of(&findings[4]), Opinion::default());
        assert_eq!(Opinions::read(&opinions.write()), opinions);
        for text in ["", "{", "[]", "{\"findings\":[1],\"comment\":2}"] {
            assert!(Opinions::read(text).is_blank(), "{text}");
        }
        // What is taken back leaves the others as they are.
        opinions.set(&findings[4], Opinion::default());
        assert_eq!(opinions.of(&findings[3]).note, "附件中已说明。");
        // Taken back, it is as if nothing had been said.
        for finding in &findings {
            opinions.set(finding, Opinion::default());
        }
        opinions.comment.clear();
        assert!(opinions.is_blank());
    }

    #[test]
    fn stored_opinions_are_read_forever_and_what_a_newer_program_added_stays() {
        let draft = mistakes();
        let findings = Subject::of(&draft, None).findings();
        let finding = findings.iter().find(|f| f.code == "B04").unwrap();
        let key = finding_key(finding);
        assert_eq!(key, "B04.e696700dd6f37818");
        let stored = format!(
            r#"{{"comment":"好","findings":{{"{key}":{{"note":"改","verdict":"accepted"}}}},"opinions":1,"seal":"印"}}"#
        );
        let opinions = Opinions::read(&stored);
        assert_eq!(opinions.of(finding), opinion(Verdict::Accepted, "改"));
        let json = |text: &str| -> Json { serde_json::from_str(text).unwrap() };
        assert_eq!(json(&opinions.write()), json(&stored));
    }

    proptest! {
        #[test]
        fn whatever_a_reviewer_writes_reads_back(
            notes in proptest::collection::vec((0usize..3, any::<String>()), 0..5),
            comment in any::<String>(),
        ) {
            let findings = Subject::of(&mistakes(), None).findings();
            let mut opinions = Opinions {
                comment,
                ..Opinions::default()
            };
            for (finding, (verdict, note)) in findings.iter().zip(&notes) {
                opinions.set(finding, opinion(Verdict::ALL[*verdict], note));
            }
            prop_assert_eq!(Opinions::read(&opinions.write()), opinions);
        }
    }

    #[test]
    fn a_finding_keeps_its_opinion_when_the_text_before_it_changes() {
        let mut draft = sample();
        let finding = |draft: &Draft| {
            let findings = Subject::of(draft, None).findings();
            findings.into_iter().find(|f| f.place.span.is_some())
        };
        let before = finding(&draft).unwrap();
        let text = format!("好。{}", draft.text(&before.place));
        draft.set(before.place.field, text);
        let after = finding(&draft).unwrap();
        assert_ne!(before.place, after.place);
        assert_eq!(finding_key(&before), finding_key(&after));
    }

    #[test]
    fn a_place_is_named_by_its_section_its_row_and_its_field() {
        let draft = form("zipingbiao-guichi");
        let words = |place: Place| place_in_words(&draft, &place);
        assert_eq!(
            words(Place::of(Field::FiscalInitial)),
            "资金：财政资金-年初预算数"
        );
        assert_eq!(
            words(Place::in_row(Field::IndicatorScore, 1)),
            "绩效指标第 2 行（委托业务报告合格率）：得分"
        );
        assert_eq!(
            words(Place::in_row(Field::IndicatorScore, 99)),
            "绩效指标第 100 行：得分"
        );
        assert_eq!(
            place_in_words(&sample(), &Place::in_row(Field::SubProjectSpent, 0)),
            "子项目第 1 行（社管平台支出项目）：支出"
        );
    }

    #[test]
    fn a_letter_names_no_other_unit_as_the_basis_of_a_finding() {
        const CASES: [&str; 8] = [
            "公安局",
            "中学",
            "司法局",
            "青神",
            "贵池",
            "实例",
            "本工具",
            "GovBudgetChecker",
        ];
        for rule in RULES.iter().chain(IMPORT_RULES) {
            let basis = basis(rule.code);
            let is_clean = CASES.iter().all(|case| !basis.contains(case));
            assert!(is_clean, "{} {basis}", rule.code);
        }
        assert_eq!(basis("B04"), "—");
        assert!(RULES
            .iter()
            .any(|rule| basis(rule.code).contains("财预〔2020〕10号")));
    }

    #[test]
    fn every_rule_has_a_source_to_be_named() {
        for rule in RULES.iter().chain(IMPORT_RULES) {
            assert!(!source(rule.code).is_empty(), "{}", rule.code);
        }
    }
}
