//! What a reader recognises: the skeleton's headings, labels and fixed sentences, and the
//! variants of them that published reports show.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

#[cfg(test)]
use super::ends;
use super::fold::{folded, Folded, MISSING};
use super::line::Start;
use crate::document::{chapter_number, section_number};
use crate::field::{Field, Kind};
use crate::funds::{sources, Stage, TOTAL};
use crate::report::{pieces, Part, Piece, Wording, SKELETON, SUB_PROJECTS, SUB_PROJECT_COLUMNS};

/// Other titles of the skeleton's chapters and sections.
const OTHER_TITLES: &[(&str, &str)] = &[
    // The outline that Hainan used until 2020 (from memory).
    ("项目决策及资金使用管理情况", "项目资金使用及管理情况"),
    (
        "项目基本情况：立项情况、实施主体项目、资金及主要内容",
        "项目单位基本情况",
    ),
    // Shorter ones, of reports that leave out 项目.
    ("项目年度预算绩效目标和绩效指标设定情况", "绩效目标设定情况"),
    ("项目决策情况（包括决策过程和结果）", "决策情况"),
    (
        "项目资金管理情况（包括管理制度、办法的制订及执行情况）",
        "资金管理情况",
    ),
    ("项目组织情况", "组织情况"),
    ("项目绩效目标完成情况", "目标完成情况"),
];

/// What may stand in brackets after a title besides the skeleton's own hints: the outline
/// that Hainan used until 2020 (from memory).
const OTHER_HINTS: &[&str] = &[
    "（包括项目招投标情况、调整情况、完成验收等）",
    "（包括项目管理制度建设、日常检查监督管理等情况）",
];

/// Other words of the fixed sentences, from the published reports.
const OTHER_WORDS: &[(&str, Field)] = &[
    ("预算单位为", Field::BudgetUnit),
    ("项目负责人：", Field::ProjectLeader),
    ("项目负责人是", Field::ProjectLeader),
    ("联系电话为", Field::Phone),
    ("项目概述：", Field::ProjectOverview),
    ("项目主要内容：", Field::ProjectOverview),
    ("总体目标为：", Field::OverallGoal),
    ("项目总体目标：", Field::OverallGoal),
    ("项目总体目标为：", Field::OverallGoal),
    ("年度目标：", Field::AnnualGoal),
    ("年度目标为", Field::AnnualGoal),
    ("年年度目标：", Field::AnnualGoal),
    ("当年年度目标是：", Field::AnnualGoal),
    ("当年度目标是：", Field::AnnualGoal),
    ("本年度目标是：", Field::AnnualGoal),
    ("本年度目标完成情况：", Field::AnnualGoalResult),
];

/// Labels of lists and forms that stand before the fixed sentences. What those say goes
/// before what these say.
const FORM_LABELS: &[(&str, Field)] = &[
    ("项目名称：", Field::ProjectName),
    ("主管部门：", Field::CompetentDepartment),
    ("项目单位：", Field::BudgetUnit),
    ("实施单位：", Field::BudgetUnit),
    ("项目实施单位：", Field::BudgetUnit),
    ("项目类别：", Field::ProjectCategory),
    ("财务负责人：", Field::FinanceLeader),
    ("填报人：", Field::Reporter),
    ("联系方式：", Field::ReporterPhone),
    ("是否公开：", Field::IsPublic),
    ("网址：", Field::PublicUrl),
];

/// Other names of the sources of funds, in the order of [`sources`].
const SOURCE_NAMES: [&[&str]; 5] = [
    &["财政资金"],
    &["专户", "专户资金", "财政专户管理资金"],
    &["单位", "单位资金"],
    &["上年结转资金"],
    &["其他资金"],
];

/// What is recognised, by how much it is trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trust {
    /// The fixed sentences.
    Sentence,
    /// [`FORM_LABELS`].
    Form,
}

/// The words before a slot.
#[derive(Debug)]
pub(super) struct Label {
    /// Folded, without a colon at the end.
    words: Vec<char>,
    needs_colon: bool,
    /// A year may stand before the words.
    has_year: bool,
    pub(super) field: Field,
    /// The section that it stands in.
    pub(super) section: usize,
    /// The wording that it is only of.
    pub(super) wording: Option<Wording>,
    pub(super) trust: Trust,
}

/// What the template says around a field's slot, in whatever words.
#[derive(Clone, Debug, Default)]
pub(super) struct Surroundings {
    section: usize,
    /// 元 follows.
    pub(super) has_yuan: bool,
    /// What follows at the end of the sentence, folded, without the 元.
    pub(super) tail: Vec<char>,
}

/// A label where it was found.
#[derive(Clone, Debug)]
pub(super) struct Hit {
    /// Of [`Template::labels`].
    pub(super) label: usize,
    /// The characters, the year included.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) year: Range<usize>,
    pub(super) has_colon: bool,
}

#[derive(Debug)]
pub(super) struct Heading {
    /// 一、 or （一）
    pub(super) number: String,
    /// The section that it opens; `None` for a chapter.
    pub(super) section: Option<usize>,
    /// A field of the section, to point at.
    pub(super) field: Field,
}

/// A heading where it was found.
#[derive(Clone, Debug)]
pub(in crate::import) struct HeadingHit {
    /// Of [`Template::headings`].
    pub(super) heading: usize,
    /// The characters of its number.
    pub(in crate::import) number: Range<usize>,
    pub(super) end: usize,
}

#[derive(Debug)]
pub(in crate::import) struct Template {
    pub(super) headings: Vec<Heading>,
    /// By first character, the folded titles with their headings, the longest first.
    titles: BTreeMap<char, Vec<(Vec<char>, usize)>>,
    /// Folded hints that may follow a title.
    hints: Vec<Vec<char>>,
    /// By section, the narrative that its paragraphs are.
    pub(super) narratives: Vec<Option<Field>>,
    pub(super) labels: Vec<Label>,
    /// By first character, the labels, the longest first.
    by_first: BTreeMap<char, Vec<usize>>,
    surroundings: BTreeMap<Field, Surroundings>,
    /// The words within the sentence of the 预算单位 and the fields after them.
    pub(super) links: Vec<(Vec<char>, Field)>,
    /// Folded sentences without slots, and their sections.
    pub(super) fixed: Vec<(Vec<char>, usize)>,
    /// The folded caption and head of the sub-projects' table.
    pub(super) table: [Vec<char>; 2],
}

/// The fields whose words stand within a sentence only: 的项目, 属于.
fn is_link(field: Field) -> bool {
    matches!(field, Field::ProjectName | Field::ProjectCategory)
}

impl Template {
    pub(in crate::import) fn get() -> &'static Template {
        static TEMPLATE: LazyLock<Template> = LazyLock::new(Template::new);
        &TEMPLATE
    }

    fn new() -> Template {
        let mut template = Template {
            headings: Vec::new(),
            titles: BTreeMap::new(),
            hints: OTHER_HINTS.iter().map(|hint| folded(hint)).collect(),
            narratives: Vec::new(),
            labels: Vec::new(),
            by_first: BTreeMap::new(),
            surroundings: BTreeMap::new(),
            links: Vec::new(),
            fixed: Vec::new(),
            table: [folded(SUB_PROJECTS), folded(&SUB_PROJECT_COLUMNS.concat())],
        };
        template.add_skeleton();
        template.add_variants();
        template.sort();
        template
    }

    fn add_skeleton(&mut self) {
        let (mut chapters, mut sections) = (0, 0);
        for part in SKELETON {
            match part {
                Part::Chapter(title) => {
                    chapters += 1;
                    sections = 0;
                    self.add_heading(chapter_number(chapters), None, &[title]);
                }
                Part::Section(words) => {
                    sections += 1;
                    let section = self.narratives.len();
                    self.narratives.push(None);
                    let titles = [words.standard, words.original];
                    self.add_heading(section_number(sections), Some(section), &titles);
                }
                Part::Sentence(words) => self.add_sentence([words.standard, words.original]),
                Part::Source(_, words) => self.add_sentence([words, words]),
                Part::Narrative(field) => {
                    if let Some(narrative) = self.narratives.last_mut() {
                        *narrative = Some(*field);
                    }
                    self.point_headings_at(*field);
                }
                Part::SubProjects | Part::Chart(_) => {}
            }
        }
    }

    /// Adds a heading with its titles; its field comes with the first part of its section.
    fn add_heading(&mut self, number: String, section: Option<usize>, titles: &[&str]) {
        let heading = self.headings.len();
        self.headings.push(Heading {
            number,
            section,
            field: Field::Unfiled,
        });
        for title in titles {
            let others = OTHER_TITLES.iter().filter(|(own, _)| own == title);
            for title in others.map(|(_, other)| *other).chain([*title]) {
                for form in title_forms(title) {
                    let first = form.first().copied().unwrap_or(MISSING);
                    self.titles.entry(first).or_default().push((form, heading));
                }
            }
            self.hints.extend(last_bracket(&folded(title)));
        }
    }

    /// The headings that have no field yet get this one.
    fn point_headings_at(&mut self, field: Field) {
        for heading in &mut self.headings {
            if heading.field == Field::Unfiled {
                heading.field = field;
            }
        }
    }

    /// Adds a sentence in both wordings.
    fn add_sentence(&mut self, words: [&'static str; 2]) {
        let section = self.narratives.len().saturating_sub(1);
        let wordings = [Wording::Standard, Wording::Original];
        for (words, wording) in words.into_iter().zip(wordings) {
            let pieces = pieces(words);
            if let [Piece::Fixed(text)] = pieces[..] {
                self.fixed.push((folded(text), section));
            }
            for (i, piece) in pieces.iter().enumerate() {
                if let Piece::Slot(field) = piece {
                    self.add_slot(&pieces, i, *field, section, wording);
                }
            }
        }
    }

    fn add_slot(
        &mut self,
        pieces: &[Piece],
        at: usize,
        field: Field,
        section: usize,
        wording: Wording,
    ) {
        if field == Field::ReportYear {
            return;
        }
        self.point_headings_at(field);
        let fixed = |at: Option<usize>| match at.and_then(|at| pieces.get(at)) {
            Some(Piece::Fixed(text)) => *text,
            _ => "",
        };
        let before = folded(fixed(at.checked_sub(1)));
        let after = folded(fixed(Some(at + 1)));
        let has_yuan = after.first() == Some(&'元');
        let mut slots = pieces.iter();
        let last = slots.rposition(|piece| matches!(piece, Piece::Slot(_)));
        let is_last = last == Some(at);
        let tail = if is_last {
            &after[usize::from(has_yuan)..]
        } else {
            &[]
        };
        let words = own_words(&before);
        self.surroundings.entry(field).or_insert(Surroundings {
            section,
            has_yuan,
            tail: tail.to_vec(),
        });
        if is_link(field) {
            if !self.links.iter().any(|(_, other)| *other == field) {
                self.links.push((words.to_vec(), field));
            }
            return;
        }
        // No sentence with a year has more than one other slot.
        let has_year = pieces[0] == Piece::Slot(Field::ReportYear);
        self.add_label(words, field, has_year, Some(wording), Trust::Sentence);
    }

    fn add_variants(&mut self) {
        for (words, field) in OTHER_WORDS {
            let has_year = words.starts_with('年');
            self.add_label(&folded(words), *field, has_year, None, Trust::Sentence);
        }
        for (words, field) in FORM_LABELS {
            self.add_label(&folded(words), *field, false, None, Trust::Form);
        }
        let names = [&["资金总额"][..]].into_iter().chain(SOURCE_NAMES);
        for (source, names) in [&TOTAL].into_iter().chain(sources()).zip(names) {
            for name in names {
                for stage in Stage::ALL {
                    let field = source.amounts[stage as usize];
                    self.add_figure(name, stage.label(), field);
                }
                self.add_figure(name, "执行率", source.rate);
                self.add_figure(name, "全年执行率", source.rate);
            }
        }
    }

    fn add_figure(&mut self, source: &str, stage: &str, field: Field) {
        for hyphen in ["", "-"] {
            let words = folded(&[source, hyphen, stage].concat());
            self.add_label(&words, field, false, None, Trust::Sentence);
        }
    }

    /// Adds a label, or notes that it is of both wordings.
    fn add_label(
        &mut self,
        words: &[char],
        field: Field,
        has_year: bool,
        wording: Option<Wording>,
        trust: Trust,
    ) {
        let (words, has_colon) = match words {
            [words @ .., ':'] => (words, true),
            words => (words, false),
        };
        let known = self
            .labels
            .iter_mut()
            .find(|label| label.words == words && label.has_year == has_year);
        if let Some(label) = known {
            if wording.is_some() && label.wording != wording {
                label.wording = None;
            }
            return;
        }
        let is_verb = matches!(words.last(), Some('为' | '是' | '下'));
        self.labels.push(Label {
            words: words.to_vec(),
            needs_colon: has_colon && !is_verb,
            has_year,
            field,
            section: self.around(field).section,
            wording,
            trust,
        });
    }

    fn sort(&mut self) {
        for titles in self.titles.values_mut() {
            titles.sort_by_key(|(title, _)| Reverse(title.len()));
        }
        self.hints.sort_by_key(|hint| Reverse(hint.len()));
        for (i, label) in self.labels.iter().enumerate() {
            let first = label.words.first().copied().unwrap_or(MISSING);
            self.by_first.entry(first).or_default().push(i);
        }
        for labels in self.by_first.values_mut() {
            // With a year before with: the year tells the wordings apart.
            labels.sort_by_key(|i| {
                let label = &self.labels[*i];
                Reverse((label.words.len(), label.has_year))
            });
        }
    }

    /// Every word that it recognises and leaves out, folded.
    #[cfg(test)]
    pub(in crate::import) fn own_words(&self) -> Vec<Vec<char>> {
        let titles = self.titles.values().flatten().map(|(title, _)| title);
        let labels = self.labels.iter().map(|label| &label.words);
        let links = self.links.iter().map(|(link, _)| link);
        let fixed = self.fixed.iter().map(|(fixed, _)| fixed);
        let words = titles
            .chain(&self.hints)
            .chain(labels)
            .chain(links)
            .chain(fixed);
        let ends = [
            ends::UNIT_LABELS,
            ends::DATE_LABELS,
            ends::SEALS,
            // Before a figure.
            &["为", "是"],
        ]
        .concat();
        let ends = ends.into_iter().map(folded);
        words.cloned().chain(ends).collect()
    }

    pub(super) fn around(&self, field: Field) -> Surroundings {
        self.surroundings.get(&field).cloned().unwrap_or_default()
    }

    /// The label that stands at a character. A year may stand before it at the start of
    /// a line only.
    pub(super) fn label_at(&self, line: &Folded, at: usize, starts_line: bool) -> Option<Hit> {
        let year = if starts_line {
            year_at(line, at)
        } else {
            at..at
        };
        let candidates = |at: usize| {
            let first = line.chars.get(at);
            first
                .and_then(|first| self.by_first.get(first))
                .into_iter()
                .flatten()
        };
        let with_year = candidates(year.end)
            .filter(|i| self.labels[**i].has_year)
            .map(|i| (*i, year.end));
        let without = candidates(at)
            .filter(|i| !self.labels[**i].has_year)
            .map(|i| (*i, at));
        with_year
            .chain(without)
            .filter(|(i, at)| line.has(*at, &self.labels[*i].words))
            .find_map(|(label, words_at)| self.hit(line, label, at, words_at, &year))
    }

    fn hit(
        &self,
        line: &Folded,
        label: usize,
        start: usize,
        words_at: usize,
        year: &Range<usize>,
    ) -> Option<Hit> {
        let spec = &self.labels[label];
        let end = words_at + spec.words.len();
        let has_colon = line.chars.get(end) == Some(&':');
        (has_colon || !spec.needs_colon).then(|| Hit {
            label,
            start,
            end: end + usize::from(has_colon),
            year: if spec.has_year {
                year.clone()
            } else {
                start..start
            },
            has_colon,
        })
    }

    /// Whether a line begins with the numbered heading of the first chapter.
    pub(super) fn begins_report(&self, start: &Start) -> bool {
        match start {
            Start::Heading(hit) => hit.heading == 0 && !hit.number.is_empty(),
            _ => false,
        }
    }

    /// The heading that stands at a character: a number and a title, or a title that is all
    /// there is.
    pub(in crate::import) fn heading_at(&self, line: &Folded, at: usize) -> Option<HeadingHit> {
        let number = number_at(line, at);
        let titles = self.titles.get(line.chars.get(number.end)?)?;
        let mut titles = titles.iter();
        let (words, heading) = titles.find(|(words, _)| line.has(number.end, words))?;
        let mut end = number.end + words.len();
        let hint = self.hints.iter().find(|hint| line.has(end, hint));
        end += hint.map_or(0, Vec::len);
        let has_stop = matches!(line.chars.get(end), Some(':' | '。'));
        end += usize::from(has_stop);
        let is_all = end == line.len();
        let is_apart = has_stop || hint.is_some() || line.is_apart(end);
        (is_all || (!number.is_empty() && is_apart)).then_some(HeadingHit {
            heading: *heading,
            number,
            end,
        })
    }
}

/// The ways to write a title: whole, without its brackets, up to its colon, and without a
/// full stop.
fn title_forms(title: &str) -> Vec<Vec<char>> {
    let whole = folded(title);
    let whole = whole.strip_suffix(&['。']).unwrap_or(&whole).to_vec();
    let mut forms = vec![without_brackets(&whole)];
    if let Some(colon) = whole.iter().position(|c| *c == ':') {
        forms.push(whole[..colon].to_vec());
    }
    forms.push(whole);
    forms.sort();
    forms.dedup();
    forms
}

fn without_brackets(words: &[char]) -> Vec<char> {
    let mut depth = 0;
    let mut out = Vec::new();
    for c in words {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ if depth == 0 => out.push(*c),
            _ => {}
        }
    }
    out
}

/// The bracket that ends a title.
fn last_bracket(title: &[char]) -> Option<Vec<char>> {
    let start = title.iter().rposition(|c| *c == '(')?;
    (title.last() == Some(&')')).then(|| title[start..].to_vec())
}

/// A fixed text without what ends the slot before it, and without quotation marks.
fn own_words(fixed: &[char]) -> &[char] {
    let fixed = fixed.strip_prefix(&['元']).unwrap_or(fixed);
    let is_edge = |c: &char| matches!(c, ',' | '。' | '"');
    let start = fixed
        .iter()
        .position(|c| !is_edge(c))
        .unwrap_or(fixed.len());
    let end = fixed
        .iter()
        .rposition(|c| !is_edge(c))
        .map_or(start, |i| i + 1);
    &fixed[start..end]
}

/// The year that stands at a character: up to eight digits, or that it is missing.
fn year_at(line: &Folded, at: usize) -> Range<usize> {
    if line.chars.get(at) == Some(&MISSING) {
        return at..at + 1;
    }
    let is_digit = |c: &&char| c.is_ascii_digit() || "〇○零一二三四五六七八九".contains(**c);
    let digits = line.chars.iter().skip(at).take(8).take_while(is_digit);
    at..at + digits.count()
}

/// The number of a heading: 一、 （一） (1) 2. ; nothing where there is none.
pub(in crate::import) fn number_at(line: &Folded, at: usize) -> Range<usize> {
    let is_open = line.chars.get(at) == Some(&'(');
    let start = at + usize::from(is_open);
    let numerals = |is_numeral: fn(&&char) -> bool| {
        let chars = line.chars.iter().skip(start).take(3);
        chars.take_while(is_numeral).count()
    };
    let arabic = numerals(|c| c.is_ascii_digit());
    let numerals = match arabic {
        0 => numerals(|c| "一二三四五六七八九十".contains(**c)),
        arabic => arabic,
    };
    let after = start + numerals;
    let is_closed = line.chars.get(after) == Some(&')');
    let after = after + usize::from(is_closed);
    let has_stop = matches!(line.chars.get(after), Some('、' | '.' | ','));
    if numerals == 0 || !(is_closed || has_stop) {
        return at..at;
    }
    at..after + usize::from(has_stop)
}

/// Whether a field's slot takes paragraphs.
pub(super) fn is_narrative(field: Field) -> bool {
    field.spec().kind == Kind::Narrative
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str) -> Folded {
        Folded::of(text, 0..text.len())
    }

    #[test]
    fn brackets_are_left_out_and_the_last_is_found() {
        let chars = |text: &str| text.chars().collect::<Vec<char>>();
        for (text, without, last) in [
            ("甲(乙)", "甲", Some("(乙)")),
            ("甲(乙)丙(丁)", "甲丙", Some("(丁)")),
            ("甲(乙(丙)丁)戊", "甲戊", None),
            ("甲", "甲", None),
        ] {
            assert_eq!(without_brackets(&chars(text)), chars(without), "{text}");
            assert_eq!(last_bracket(&chars(text)), last.map(chars), "{text}");
        }
    }

    fn heading(text: &str) -> Option<(&'static str, String)> {
        let template = Template::get();
        let line = line(text);
        let hit = template.heading_at(&line, 0)?;
        let field = template.headings[hit.heading].field;
        Some((field.spec().key, line.chars[hit.end..].iter().collect()))
    }

    #[test]
    fn a_heading_is_known_in_every_usual_writing() {
        for text in [
            "（四）项目资金管理情况（包括管理制度、办法的制订及执行情况）",
            "（4） 项目资金管理情况",
            "(四)项目资金管理情况(包括管理制度、办法的制订及执行情况)",
            "4.项目资金管理情况：",
            "项目资金管理情况",
        ] {
            assert_eq!(
                heading(text),
                Some(("fund_management", String::new())),
                "{text}"
            );
        }
        // The titles and the hints of the outline that was used until 2020.
        assert_eq!(
            heading("二、项目资金使用及管理情况"),
            Some(("decision", String::new()))
        );
        assert_eq!(
            heading("（一）项目组织情况（包括项目招投标情况、调整情况、完成验收等）"),
            Some(("organization", String::new()))
        );
        for (text, key) in [
            ("（二）绩效目标设定情况", "overall_goal"),
            ("（一）决策情况", "decision"),
            ("（四）资金管理情况", "fund_management"),
            ("（一）组织情况", "organization"),
            ("（一）目标完成情况", "goals_met"),
        ] {
            assert_eq!(heading(text), Some((key, String::new())), "{text}");
        }
        let rest = |text| heading(text).map(|(_, rest)| rest);
        assert_eq!(
            rest("（一）项目基本情况：2021年批复。").unwrap(),
            "2021年批复。"
        );
        assert_eq!(rest("（二）项目管理情况 良好").unwrap(), "良好");
        for text in [
            "（二）项目管理情况良好",
            "项目管理情况 良好",
            "二、加强管理",
            "",
        ] {
            assert_eq!(heading(text), None, "{text}");
        }
    }

    fn label(text: &str) -> Option<(&'static str, String)> {
        let template = Template::get();
        let line = line(text);
        let hit = template.label_at(&line, 0, true)?;
        let field = template.labels[hit.label].field;
        Some((field.spec().key, line.chars[hit.end..].iter().collect()))
    }

    #[test]
    fn a_label_is_known_in_every_usual_writing() {
        for (text, key) in [
            ("项目负责人为：x", "project_leader"),
            ("项目负责人为x", "project_leader"),
            ("联系电话:x", "phone"),
            ("2021年年度目标是：x", "annual_goal"),
            ("〔未填：报告年度〕年度目标是：x", "annual_goal"),
            ("2022年年度目标是x", "annual_goal"),
            ("当年年度目标完成情况：x", "annual_goal_result"),
            ("2021年度目标完成情况：x", "annual_goal_result"),
            ("专户全年预算数x", "special_account_full_year"),
            ("单位资金－执行率：x", "unit_rate"),
            ("项目总体目标为：x", "overall_goal"),
            ("2023年年度目标：x", "annual_goal"),
            ("项目主要内容：x", "project_overview"),
        ] {
            assert_eq!(label(text), Some((key, "x".to_owned())), "{text}");
        }
        for text in ["联系电话", "总体目标明确", "属于部门项目", ""] {
            assert_eq!(label(text), None, "{text}");
        }
    }
}
