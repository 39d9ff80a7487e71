//! The narratives (段落) with their figures, and whose each figure is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::{find, Measure, Mention, Quantity};
use crate::field::value::trim;
use crate::field::{Field, Kind, Table, FIELDS};
use crate::form::Form;
use crate::funds::SOURCES;
use crate::place::{Place, Span};
use crate::wording::{characters, CharSet, Words};

/// The text of one field of [`Kind::Narrative`].
#[derive(Debug)]
pub struct Narrative<'d> {
    pub field: Field,
    pub text: &'d str,
    pub mentions: Vec<Mention>,
    /// By mention.
    scopes: Vec<Option<Scope>>,
}

/// Whose figure it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scope {
    /// The whole project's, in the report's year.
    Project,
    /// That of a source of funds, by [`SOURCES`].
    Source(usize),
    /// That of a sub-project, by row.
    SubProject(usize),
}

impl Narrative<'_> {
    /// Whose figure a mention is; `None` where there is a doubt.
    pub fn scope(&self, mention: usize) -> Option<Scope> {
        self.scopes[mention]
    }

    pub fn place(&self, span: Span) -> Place {
        Place {
            span: Some(span),
            ..Place::of(self.field)
        }
    }

    pub fn words(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// As [`gap`].
    pub fn gap(&self, mention: usize) -> &str {
        gap(self.text, &self.mentions, mention)
    }
}

/// The text between a mention and the one before it in its sentence.
pub fn gap<'t>(text: &'t str, mentions: &[Mention], mention: usize) -> &'t str {
    let this = &mentions[mention];
    let before = mention.checked_sub(1).map_or(0, |i| mentions[i].span.end);
    &text[before.max(this.sentence.start)..this.span.start]
}

/// Every narrative that the report prints and that isn't empty, in the order of the fields.
pub fn narratives<'d>(form: &Form<'d>) -> Vec<Narrative<'d>> {
    let names = Names::of(form);
    FIELDS
        .iter()
        .filter(|spec| spec.kind == Kind::Narrative && spec.field != Field::Unfiled)
        .map(|spec| (spec.field, form.draft.get(spec.field)))
        .filter(|(_, text)| !trim(text).is_empty())
        .map(|(field, text)| {
            let mut mentions = find(text);
            settle_shares(text, &mut mentions);
            let mut narrative = Narrative {
                field,
                text,
                scopes: vec![None; mentions.len()],
                mentions,
            };
            let is_measured = |mention: &Mention| mention.measure.is_some();
            // What is planned is nobody's figure yet.
            if field != Field::FollowUpPlan && narrative.mentions.iter().any(is_measured) {
                narrative.scopes = scopes(&narrative, &names, form);
            }
            narrative
        })
        .collect()
}

/// Makes 占预算的 an execution rate where what was spent stands right before it, as in
/// `支出5万元，占预算的50%` and `支出5万元，占预算10万元的50%`, and nothing elsewhere.
fn settle_shares(text: &str, mentions: &mut [Mention]) {
    for i in 0..mentions.len() {
        let Mention { span, subject, .. } = mentions[i];
        let is_rate = matches!(mentions[i].quantity, Quantity::Rate(_));
        let is_after_budget = || {
            let budget = i.checked_sub(1).map(|before| &mentions[before]);
            budget.is_some_and(|budget| is_budget_of_share(text, budget))
        };
        // Where the words about the share start.
        let share = match mentions[i].measure {
            Some(Measure::ShareOfBudget) => i,
            None if is_rate && text[subject.start..span.start] == *"的" && is_after_budget() => {
                i - 1
            }
            _ => continue,
        };
        let is_of_spending = share
            .checked_sub(1)
            .is_some_and(|spent| follows(text, &mentions[spent], &mentions[share]));
        mentions[i].measure = is_of_spending.then_some(Measure::ExecutionRate);
        if is_of_spending {
            mentions[i].subject.start = span.start;
            mentions[i].subject.end = span.start;
        }
    }
}

/// `占预算10万元`
fn is_budget_of_share(text: &str, mention: &Mention) -> bool {
    let is_budget = matches!(
        mention.measure,
        Some(Measure::Budget | Measure::FullYear | Measure::Allocated)
    );
    is_budget && text[mention.subject.range()] == *"占"
}

/// Whether an amount that was spent stands right before a share.
fn follows(text: &str, spent: &Mention, share: &Mention) -> bool {
    let between = &text[spent.span.end..share.subject.start];
    spent.measure == Some(Measure::Executed)
        && spent.segment == share.segment
        && spent.depth == share.depth
        && matches!(between, "" | "，" | ",")
}

/// The names that a text may call the sub-projects and the project by.
struct Names<'d> {
    project: &'d str,
    /// By name, whole or short.
    names: BTreeMap<&'d str, Name<'d>>,
    starts: CharSet,
}

#[derive(Clone, Copy)]
struct Name<'d> {
    row: usize,
    /// What a short name is short for.
    whole: &'d str,
}

/// Where a text names a sub-project.
#[derive(Clone, Copy)]
struct Naming {
    span: Span,
    row: usize,
    /// 社管平台 for 社管平台支出项目: may be spoken of for itself.
    is_short: bool,
}

/// A shorter name would be found where it isn't meant.
const SHORTEST_NAME: usize = 4;

impl<'d> Names<'d> {
    fn of(form: &Form<'d>) -> Names<'d> {
        let text = |field| form.text(&Place::of(field));
        let project = bare_name(text(Field::ProjectName));
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for row in 0..form.draft.row_count(Table::SubProjects) {
            let name = bare_name(form.text(&Place::in_row(Field::SubProjectName, row)));
            if name.chars().count() >= SHORTEST_NAME && name != project {
                rows.entry(name).or_default().push(row);
            }
        }
        let others = [
            Field::BudgetUnit,
            Field::SignatureUnit,
            Field::CompetentDepartment,
        ];
        let others = [[project].as_slice(), &others.map(text)].concat();
        let all: Vec<(&'d str, Vec<usize>)> = rows.into_iter().collect();
        let mut names = BTreeMap::new();
        for (i, (whole, rows)) in all.iter().enumerate() {
            let &[row] = &rows[..] else { continue };
            names.insert(*whole, Name { row, whole });
            // By the alphabet, the names that share most with this one stand beside it.
            let beside = [i.checked_sub(1), Some(i + 1)].into_iter().flatten();
            let shared = beside
                .filter_map(|i| all.get(i))
                .map(|(other, _)| shared_start(whole, other).chars().count());
            let short = short_name(whole, shared.max().unwrap_or_default());
            let is_other = |short: &str| others.iter().any(|other| other.contains(short));
            if let Some(short) = short.filter(|short| !is_other(short)) {
                names.insert(short, Name { row, whole });
            }
        }
        let starts = CharSet::new(names.keys().filter_map(|name| name.chars().next()));
        Names {
            project,
            names,
            starts,
        }
    }

    /// Where sub-projects are named, in order; of two names in one place, the longer. Takes
    /// time in proportion to the text's length, however many names there are.
    fn find(&self, text: &str) -> Vec<Naming> {
        let mut found: Vec<Naming> = Vec::new();
        let mut read_to = 0;
        for (start, c) in characters(text) {
            if start < read_to || !self.starts.may_have(c) {
                continue;
            }
            let Some(Name { row, whole }) = self.at(&text[start..]) else {
                continue;
            };
            // 石桥灌区改造 for 石桥灌区改造工程: as far as it goes.
            let length = shared_start(whole, &text[start..]).len();
            let end = start + length;
            found.push(Naming {
                span: Span { start, end },
                row,
                is_short: length < whole.len(),
            });
            read_to = end;
        }
        found
    }

    /// The longest name that a text starts with.
    fn at(&self, text: &str) -> Option<Name<'d>> {
        let mut start = text;
        loop {
            let (name, found) = self.names.range(..=start).next_back()?;
            if text.starts_with(name) {
                return Some(*found);
            }
            // Any name that the text starts with is a start of both.
            start = shared_start(name, start);
        }
    }
}

/// What two texts have in common from the start.
fn shared_start<'t>(a: &str, b: &'t str) -> &'t str {
    let same = b.char_indices().zip(a.chars()).find(|((_, b), a)| a != b);
    match same {
        Some(((end, _), _)) => &b[..end],
        None => &b[..a.len().min(b.len())],
    }
}

/// The start that tells a name from those that share its first `shared` characters; at least
/// half of the name, so that it can't be a word of its own, and not all of it.
fn short_name(name: &str, shared: usize) -> Option<&str> {
    let all = name.chars().count();
    let length = (shared + 1).max(all.div_ceil(2)).max(SHORTEST_NAME);
    let (end, _) = name.char_indices().nth(length)?;
    Some(&name[..end])
}

/// Without the quotation mark before it and 项目 after it, which a text may leave out.
fn bare_name(name: &str) -> &str {
    let name = name.trim_start_matches(['“', '"', '《']);
    let name = name.strip_suffix("项目").unwrap_or(name);
    name.trim_end_matches(['”', '"', '》'])
}

/// What the words before a figure and its measure say about whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Talk {
    /// Nothing: the figure belongs to what was spoken of before.
    Silent,
    /// Only that it is the year's: the project's, where nothing was spoken of before.
    Year,
    Project,
    Source(usize),
    /// Of something that the tables don't know.
    Other,
}

/// Words that speak of the whole project in its year.
const OF_PROJECT: &[&str] = &[
    "项目",
    "资金总额",
    "总额",
    "共计",
    "合计",
    "总计",
    "总共",
    "共",
    "财政",
    "预算",
    "批复",
];

const OF_YEAR: &[&str] = &["本年度", "年度", "当年", "全年", "本年"];

/// Words that say nothing about whose a figure is.
const NEUTRAL: &[&str] = &[
    "资金",
    "实际",
    "截至",
    "年底",
    "年末",
    "12月31日",
    "12月底",
    "12月末",
    "本",
    "该",
    "此",
    "其",
    "尚",
    "占",
    "累计",
    "已",
    "于",
    "在",
    "的",
    "年",
    "度",
    "内",
    "中",
    "-",
    "－",
    "—",
    "：",
    ":",
    " ",
    "”",
];

/// Words for the [`SOURCES`], by index.
const OF_SOURCE: &[(&str, usize)] = &[
    ("财政专户管理资金", 1),
    ("财政专户", 1),
    ("专户", 1),
    ("财政资金", 0),
    ("财政拨款", 0),
    ("单位资金", 2),
    ("自筹资金", 2),
];

fn talk(words: &str, project: &str) -> Talk {
    let mut talk = Talk::Silent;
    let mut rest = words;
    while let Some(c) = rest.chars().next() {
        let source = OF_SOURCE
            .iter()
            .find_map(|(word, source)| Some((*source, rest.strip_prefix(word)?)));
        let whole = [project]
            .iter()
            .chain(OF_PROJECT)
            .filter(|word| !word.is_empty())
            .find_map(|word| rest.strip_prefix(word));
        let of_year = OF_YEAR.iter().find_map(|word| rest.strip_prefix(word));
        let neutral = NEUTRAL.iter().find_map(|word| rest.strip_prefix(word));
        if let Some((source, after)) = source {
            (talk, rest) = (Talk::Source(source), after);
        } else if let Some(after) = of_year {
            if talk == Talk::Silent {
                talk = Talk::Year;
            }
            rest = after;
        } else if let Some(after) = neutral {
            rest = after;
        } else if let Some(after) = whole {
            if !matches!(talk, Talk::Source(_)) {
                talk = Talk::Project;
            }
            rest = after;
        } else if c.is_ascii_digit() || ('０'..='９').contains(&c) || c.is_whitespace() {
            rest = &rest[c.len_utf8()..];
        } else {
            return Talk::Other;
        }
    }
    talk
}

/// A part of a year: figures of it aren't the year's.
static PART_OF_A_YEAR: LazyLock<Words> = LazyLock::new(|| {
    Words::new([
        "上半年",
        "下半年",
        "季度",
        "月底",
        "月末",
        "月份",
        "截止目前",
    ])
});

/// What a list of parts starts with.
pub(super) static PARTS: LazyLock<Words> = LazyLock::new(|| Words::new(["其中", "包括", "分别"]));

fn scopes(narrative: &Narrative<'_>, names: &Names<'_>, form: &Form<'_>) -> Vec<Option<Scope>> {
    let named = names.find(narrative.text);
    let mut named = named.iter().peekable();
    let mut reading = Reader::default();
    let mut scopes = Vec::with_capacity(narrative.mentions.len());
    for (i, mention) in narrative.mentions.iter().enumerate() {
        reading.enter(mention);
        let gap = narrative.gap(i);
        reading.is_in_parts |= PARTS.are_in(gap);
        reading.is_elsewhen |= PART_OF_A_YEAR.are_in(gap) && !gap.contains("12月");
        // The names since the last figure; a short one only where it says whose this one is.
        let mut here: Vec<Naming> = Vec::new();
        while let Some(naming) = named.next_if(|naming| naming.span.end <= mention.span.start) {
            let is_of_this = naming.span.start >= mention.subject.start;
            if !naming.is_short && naming.span.start >= mention.segment.start {
                reading.name(naming.row);
                here.push(*naming);
            } else if naming.is_short && is_of_this {
                here.push(*naming);
            }
        }
        scopes.push(match &mention.quantity {
            Quantity::Year { year, .. } => {
                reading.is_elsewhen |= form.year().is_some_and(|report| report != *year);
                None
            }
            Quantity::Date { year, month } => {
                let is_other_year = form.year().is_some_and(|report| report != *year);
                reading.is_elsewhen |= is_other_year || *month != 12;
                None
            }
            Quantity::Amount(_) | Quantity::Rate(_) | Quantity::BareRate(_) => {
                // `3个项目资金`: of some projects.
                let count = i.checked_sub(1).map(|i| &narrative.mentions[i]);
                let is_counted = count.is_some_and(|count| {
                    matches!(count.quantity, Quantity::Count { .. })
                        && count.span.end == mention.subject.start
                });
                let heard = Heard {
                    mention,
                    here: &here,
                    is_counted,
                };
                reading.scope(narrative, &heard, names.project)
            }
            _ => None,
        });
    }
    scopes
}

/// A figure with what stands before it.
struct Heard<'n> {
    mention: &'n Mention,
    /// The sub-projects named since the last figure.
    here: &'n [Naming],
    is_counted: bool,
}

/// What has been read of a sentence.
#[derive(Default)]
struct Reader {
    sentence: Option<Span>,
    segment: Option<Span>,
    /// A list of parts has started.
    is_in_parts: bool,
    /// Another year, or a part of the year, is spoken of.
    is_elsewhen: bool,
    /// The sub-projects named in this segment; the last one is spoken of.
    named: Vec<usize>,
    /// Whose the last figure of this segment was.
    last: Option<Scope>,
    /// Something that the tables don't know is spoken of.
    is_other: bool,
}

impl Reader {
    fn enter(&mut self, mention: &Mention) {
        if self.sentence != Some(mention.sentence) {
            *self = Reader {
                sentence: Some(mention.sentence),
                ..Reader::default()
            };
        }
        if self.segment != Some(mention.segment) {
            self.segment = Some(mention.segment);
            self.named.clear();
            self.last = None;
            self.is_other = false;
        }
    }

    fn name(&mut self, row: usize) {
        self.is_other = false;
        self.last = None;
        self.named.retain(|named| *named != row);
        self.named.push(row);
    }

    fn scope(
        &mut self,
        narrative: &Narrative<'_>,
        Heard {
            mention,
            here,
            is_counted,
        }: &Heard<'_>,
        project: &str,
    ) -> Option<Scope> {
        // What stands after the name, or all of it where there is none.
        let name = here
            .iter()
            .find(|naming| naming.span.end > mention.subject.start);
        let words = match name {
            Some(Naming { span, .. }) => {
                let after = span.end.min(mention.subject.end);
                &narrative.text[after..mention.subject.end]
            }
            None => narrative.words(mention.subject),
        };
        let talk = match is_counted {
            true => Talk::Other,
            false => talk(words, project),
        };
        if let Some(Naming {
            row,
            is_short: true,
            ..
        }) = name
        {
            // 社管平台公安分平台 is something else.
            match talk {
                Talk::Other => {}
                _ => self.name(*row),
            }
        }
        let is_start_of = |span: Span| mention.subject.start == span.start;
        let is_at_start = is_start_of(mention.sentence);
        let is_rate = mention.measure == Some(Measure::ExecutionRate);
        // 年初预算数 and 全年预算数 are columns of the table.
        let is_of_table = matches!(
            mention.measure,
            Some(Measure::Initial | Measure::FullYear | Measure::Budget)
        );
        let is_rest = mention.measure == Some(Measure::Unspent) && is_start_of(mention.segment);
        let is_sum_of_years = is_cumulative(words);
        let scope = match (talk, &self.named[..]) {
            (Talk::Other, _) => None,
            (Talk::Source(source), []) => Some(Scope::Source(source)),
            (Talk::Source(_), _) => None,
            // 甲和乙共下达 …: both of them.
            (_, [_, .., _]) if mention.is_total || here.len() > 1 => None,
            // 财政资金…，单位资金…，共…: the sum of both.
            (Talk::Silent | Talk::Year, [])
                if mention.is_total && matches!(self.last, Some(Scope::Source(_))) =>
            {
                None
            }
            (_, [.., row]) if !self.is_other => Some(Scope::SubProject(*row)),
            (_, [..]) if self.is_other || self.is_in_parts => None,
            (Talk::Project, _) => Some(Scope::Project),
            (Talk::Year, _) => self.last.or(Some(Scope::Project)),
            (Talk::Silent, _)
                if is_of_table
                    || is_rest
                    || ((is_rate || words.contains("累计")) && is_at_start) =>
            {
                self.last.or(Some(Scope::Project))
            }
            (Talk::Silent, _) => self.last,
        };
        // What brackets say is said of what stands before them, and ends with them.
        if mention.depth == 0 {
            self.is_other |= talk == Talk::Other;
            self.last = scope;
        }
        scope.filter(|_| !self.is_elsewhen && !is_sum_of_years && mention.depth == 0)
    }
}

/// `截至12月31日累计支出`: perhaps with earlier years. In `全年累计支出` it is the year's.
fn is_cumulative(words: &str) -> bool {
    let is_of_year = || {
        OF_YEAR.iter().any(|year| words.contains(year))
            || words.contains('年') && !words.contains('截') && !words.contains('至')
    };
    words.contains("累计") && !is_of_year()
}

/// The name that findings call it by.
pub fn scope_label(scope: Scope, form: &Form<'_>) -> String {
    match scope {
        Scope::Project => "资金总额".to_owned(),
        Scope::Source(source) => SOURCES[source].label.to_owned(),
        Scope::SubProject(row) => {
            let name = form.text(&Place::in_row(Field::SubProjectName, row));
            format!("子项目“{}”", bare_name(name).replace(['“', '”'], ""))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::sample::sample;

    fn scopes_of(text: &str) -> Vec<Option<Scope>> {
        scopes_in(&sample(), Field::GoalsMet, text)
    }

    fn scopes_in(draft: &Draft, field: Field, text: &str) -> Vec<Option<Scope>> {
        let mut draft = draft.clone();
        draft.set(field, text);
        let form = Form::parse(&draft);
        let narratives = narratives(&form);
        let mut narratives = narratives.iter();
        let narrative = narratives
            .find(|narrative| narrative.field == field)
            .unwrap();
        let is_figure = |mention: &Mention| {
            !matches!(
                mention.quantity,
                Quantity::Year { .. } | Quantity::Date { .. } | Quantity::Count { .. }
            )
        };
        (0..narrative.mentions.len())
            .filter(|i| is_figure(&narrative.mentions[*i]))
            .map(|i| narrative.scope(i))
            .collect()
    }

    const P: Option<Scope> = Some(Scope::Project);
    const A: Option<Scope> = Some(Scope::SubProject(0));
    const B: Option<Scope> = Some(Scope::SubProject(1));

    #[test]
    fn the_figures_of_the_sample_have_their_owners() {
        let draft = sample();
        let text = draft.get(Field::GoalsMet);
        assert_eq!(scopes_of(text), [P, P, P, A, A, A, B, B, B]);
    }

    #[test]
    fn what_is_of_the_whole_project_is_known_by_its_words() {
        assert_eq!(scopes_of("项目共支出362.75万元，支出率19.73%。"), [P, P]);
        assert_eq!(scopes_of("预算执行率为19.73%。"), [P]);
        assert_eq!(scopes_of("资金总额-全年预算数18388700元"), [P]);
        assert_eq!(
            scopes_of("财政资金全年执行数3627500元，单位资金全年执行数0元"),
            [Some(Scope::Source(0)), Some(Scope::Source(2))]
        );
    }

    #[test]
    fn a_doubt_is_nobodys_figure() {
        for text in [
            "设备采购支出10万元，支出率100%。",
            "2020年度共下达资金500万元，支出率100%。",
            "截至9月底，项目共支出100万元。",
            "全局预算执行率98%。",
            "上半年执行率50%。",
            "共下达资金1838.87万元，其中：设备支出10万元，支出率50%。"
                .split_once("其中：")
                .unwrap()
                .1,
            "项目（共支出3万元）",
        ] {
            assert!(scopes_of(text).iter().all(Option::is_none), "{text}");
        }
        assert_eq!(
            scopes_of("社管平台支出项目下达1800万元，合同金额900万元，支出450万元，支出率50%。"),
            [A, None, None, None]
        );
        let both =
            "社管平台支出项目、“户政业务不见面审批”综合服务管理平台项目共计下达1838.87万元。";
        assert_eq!(scopes_of(both), [None]);
    }

    #[test]
    fn a_sub_project_is_told_from_the_others_and_from_the_project() {
        let [first, second] = [
            "社管平台支出项目",
            "“户政业务不见面审批”综合服务管理平台项目",
        ];
        let each = format!("{first}下达1800万元，{second}下达38.87万元。");
        assert_eq!(scopes_of(&each), [A, B]);
        assert_eq!(
            scopes_of(&format!("{first}、{second}下达1838.87万元。")),
            [None]
        );
        let in_parts = "项目共支出362.75万元，其中支出38.87万元。";
        assert_eq!(scopes_of(in_parts), [P, None]);
        assert_eq!(scopes_of("共3个项目，项目共支出362.75万元。"), [P]);
        assert_eq!(scopes_of("共3个项目支出362.75万元。"), [None]);
        // Whose 财政资金 that is, its words leave open.
        assert_eq!(
            scopes_of("社管平台支出项目下达1800万元，其财政资金支出323.88万元。"),
            [A, None]
        );
        let of_others = "设备采购支出10万元；项目支出362.75万元，支出率19.73%。";
        assert_eq!(scopes_of(of_others), [None, P, P]);
    }

    #[test]
    fn a_sentence_that_speaks_of_another_time_says_nothing_about_the_year() {
        for (text, is_of_the_year) in [
            ("2021年项目共支出362.75万元。", true),
            ("２０２１年 项目共支出362.75万元。", true),
            ("2021年12月31日，项目共支出362.75万元。", true),
            ("2021年6月完工，项目共支出362.75万元。", false),
            ("2020年12月31日，项目共支出362.75万元。", false),
            ("2020年立项，项目共支出362.75万元。", false),
            ("2020年立项。项目共支出362.75万元。", true),
        ] {
            let expected = if is_of_the_year { P } else { None };
            assert_eq!(scopes_of(text), [expected], "{text}");
        }
        let plan = scopes_in(&sample(), Field::FollowUpPlan, "项目共支出362.75万元。");
        assert_eq!(plan, [None]);
    }

    #[test]
    fn a_name_within_another_and_one_that_is_a_word_are_no_names() {
        let mut draft = sample();
        for (row, name) in ["石桥灌区改造工程", "灌区改造工程"].iter().enumerate() {
            let place = Place::in_row(Field::SubProjectName, row);
            let text = (*name).to_owned();
            draft.apply(&Edit::Set { place, text });
        }
        let scopes = |draft: &Draft, text| scopes_in(draft, Field::GoalsMet, text);
        assert_eq!(scopes(&draft, "石桥灌区改造工程下达10万元。"), [A]);
        assert_eq!(scopes(&draft, "灌区改造工程下达10万元。"), [B]);
        let place = Place::in_row(Field::SubProjectName, 1);
        let text = "道路".to_owned();
        draft.apply(&Edit::Set { place, text });
        assert_eq!(scopes(&draft, "道路下达10万元。"), [None]);
        assert_eq!(short_name("石桥灌区改造一期", 6), Some("石桥灌区改造一"));
        assert_eq!(short_name("石桥灌区改造一期", 2), Some("石桥灌区"));
        assert_eq!(short_name("石桥灌区", 2), None);
    }

    #[test]
    fn a_share_of_the_budget_is_a_rate_right_after_what_was_spent() {
        let measure = |text: &str| {
            let mut mentions = find(text);
            settle_shares(text, &mut mentions);
            mentions.last().unwrap().measure
        };
        for text in ["支出5万元，占预算的50%", "支出5万元，占预算10万元的50%"] {
            assert_eq!(measure(text), Some(Measure::ExecutionRate), "{text}");
        }
        for text in [
            "占预算的50%",
            "支出5万元，预算10万元的50%",
            "支出5万元，补助10万元的50%",
            "支出5万元，占预算10万元，达到50%",
            "支出5万元，占预算10万元的3万元",
            "下达5万元，占预算的50%",
            "支出5万元；占预算的50%",
            "（支出5万元），占预算的50%",
        ] {
            assert_eq!(measure(text), None, "{text}");
        }
    }
}
