//! Reads forms (自评表) of any layout: row by row, as people do, by what the labels and the
//! heads of the columns say.
//!
//! - A label has its value beside it, or behind its colon; a goal also below.
//! - The heads of the funds and of the indicators say what stands in the columns below, until
//!   another label begins a row. An amount is in the unit of its head.
//! - A title, a second 项目名称, funds or indicators after a total, or indicators with other
//!   columns begin another form: the first may be cut off anywhere.
//! - What nothing claims is left over, row by row.

pub(super) mod flat;
mod locality;
mod row;
mod sub_projects;
pub(super) mod word;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::origin::Spot;
use super::source::Grid;
use crate::document::is_draft_mark;
use crate::field::value::{is_blank, trim, Points, Reading, Year, Yuan};
use crate::field::{Field, Kind, Table, NATURES};
use crate::funds::{sources, Source, Stage, FISCAL, OTHER_FUNDS, TOTAL};
use crate::place::Place;
use crate::policy::{Policy, Unit};

use row::{Piece, Row, Spacing};
use word::{FundsWord, Title, Words};

/// A text for a place of the draft.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// A row counts from the first of this form.
    pub(super) place: Place,
    pub(super) text: String,
    pub(super) at: Vec<Spot>,
}

/// A figure, or another text, that the program makes itself.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    pub(super) what: StatedWhat,
    pub(super) text: String,
    pub(super) at: Spot,
    /// What stands before it where it is unfiled.
    pub(super) context: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatedWhat {
    /// 预算执行率的分值
    ExecutionWeight,
    /// 分值合计
    Weight,
    /// The project's name in the title.
    Title,
    /// 子项目的序号: this one.
    Number(usize),
    /// 支出率 of this row of the form, or of all.
    SubProjectRate(Option<usize>),
    /// 子项目合计: the sum of this column.
    SubProjectTotal(Field),
}

/// Rows of the funds whose sum is claimed for a source: 中央补助 and 地方资金 are 财政资金.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Summed {
    pub(super) rows: Vec<String>,
    pub(super) source: &'static Source,
    pub(super) sums: Vec<(Stage, Yuan)>,
}

/// What nothing has claimed: a row of it.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub(super) text: String,
    pub(super) at: Vec<Spot>,
}

/// What a form says.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) claims: Vec<Claim>,
    /// How many rows of each table.
    pub(super) rows: [usize; Table::ALL.len()],
    pub(super) stated: Vec<Stated>,
    /// Where the claim for a place is said again.
    pub(super) repeated: Vec<(Place, Spot)>,
    pub(super) left: Vec<Passage>,
    /// Everything that it was read from.
    pub(super) all: Vec<Spot>,
    /// The locality that the layout says plainly.
    pub(super) policy: Option<&'static Policy>,
    /// Of the claims, the amounts in tables that name no unit.
    pub(super) unitless: Vec<usize>,
    /// What the amounts of sources that no field is for were added up to.
    pub(super) summed: Option<Summed>,
}

impl Found {
    fn claim(&mut self, place: Place, text: impl Into<String>, at: Spot) {
        let text = text.into();
        if !text.is_empty() {
            let at = vec![at];
            self.claims.push(Claim { place, text, at });
        }
    }

    /// Claims an amount of a table that has this unit, if it names one.
    fn claim_amount(&mut self, place: Place, piece: &Piece<'_>, unit: Option<Unit>) {
        if unit.is_none() && has_no_unit(piece.text) {
            self.unitless.push(self.claims.len());
        }
        self.claim(place, amount(piece.text, unit), piece.at);
    }

    fn state(
        &mut self,
        what: StatedWhat,
        piece: &Piece<'_>,
        text: impl Into<String>,
        context: &str,
    ) {
        self.stated.push(Stated {
            what,
            text: text.into(),
            at: piece.at,
            context: context.to_owned(),
        });
    }

    fn leave(&mut self, pieces: &[Piece<'_>]) {
        self.leave_after(&[], pieces);
    }

    /// Leaves what stands behind words of the template, with them.
    fn leave_after(&mut self, own: &[Piece<'_>], pieces: &[Piece<'_>]) {
        let filled = pieces.iter().filter(|piece| !piece.is_blank());
        let at: Vec<Spot> = filled.map(|piece| piece.at).collect();
        if !at.is_empty() {
            let text = row::joined(own.iter().chain(pieces));
            self.left.push(Passage { text, at });
        }
    }
}

/// What the rows to come are read as.
#[derive(Clone, Debug, Default)]
enum Mode {
    /// Labels and their values.
    #[default]
    Facts,
    /// The goals under these heads.
    Goals(Vec<GoalHead>),
    Funds(FundsHead),
    Indicators(IndicatorHead),
    /// Rows of a table whose heads aren't known, which are left over.
    Unknown,
}

#[derive(Clone, Debug)]
struct GoalHead {
    field: Field,
    columns: Range<usize>,
    /// Of [`Found::claims`], the one that has what was read so far.
    claim: Option<usize>,
}

/// A column of a table.
#[derive(Clone, Debug)]
struct Column<T> {
    columns: Range<usize>,
    what: T,
    is_in_percent: bool,
}

#[derive(Clone, Debug)]
struct FundsHead {
    columns: Vec<Column<FundsWord>>,
    /// How many columns its row has.
    width: usize,
    unit: Option<Unit>,
}

#[derive(Clone, Debug)]
struct IndicatorHead {
    /// `None` for one of no field of ours.
    columns: Vec<Column<Option<Field>>>,
}

/// A row of the funds of which no field of ours is.
#[derive(Debug)]
struct OtherSource<'s> {
    name: &'s str,
    amounts: Vec<(Stage, Piece<'s>)>,
    unit: Option<Unit>,
}

/// A form while it is read.
#[derive(Debug, Default)]
struct Form<'s> {
    found: Found,
    mode: Mode,
    /// The words of the template that it has, for [`locality`].
    words: BTreeSet<String>,
    facts: BTreeSet<Field>,
    titles: usize,
    has_funds: bool,
    /// What the columns of its indicators hold, as their head says; none before it.
    columns: Vec<Option<Field>>,
    /// Whether the last row of the indicators was read.
    has_total: bool,
    /// What a line above the tables says.
    unit: Option<Unit>,
    /// What a note says of the amounts whose tables name no unit.
    unit_below: Option<Unit>,
    other_sources: Vec<OtherSource<'s>>,
    /// 一级指标 of the row above.
    level1: &'s str,
    /// 偏差大或目标未完成原因分析, which may have a line for each indicator.
    reasons: Option<Piece<'s>>,
    /// Whose telephone number comes next.
    person: Option<Field>,
}

/// Reads the rows of a file, and tells its forms apart.
#[derive(Debug, Default)]
pub(super) struct Reader<'s> {
    done: Vec<Form<'s>>,
    /// The one that is being read.
    form: Form<'s>,
    /// The year in the title of a page that has forms with titles of their own.
    page_year: Option<Claim>,
}

/// What a cell says by itself.
enum Says {
    /// The label of a value beside or below.
    Label(Field),
    /// Labels with their values.
    Pairs(Vec<word::Pair>),
    /// The unit of the amounts.
    Unit(Unit),
    /// The year, with the bytes of its digits.
    Year(Range<usize>),
    /// The template's own words, or nothing.
    Own,
    Text,
}

impl<'s> Reader<'s> {
    /// Reads a table, if it is a form, a part of one, or holds sub-projects.
    pub(super) fn grid(&mut self, grid: &'s Grid, block: usize) -> bool {
        if let Some(found) = self.sub_projects(grid, block) {
            self.form.add(found);
            return true;
        }
        let is_form = has_form(grid);
        if is_form {
            row::rows(grid, block).for_each(|row| self.row(&row));
        }
        is_form
    }

    fn sub_projects(&mut self, grid: &Grid, block: usize) -> Option<Found> {
        sub_projects::read(grid, block, self.form.found.rows, self.form.unit)
    }

    /// Reads lines of text that hold forms or what belongs to one.
    pub(super) fn lines(&mut self, lines: &[(usize, &'s str)]) {
        for row in flat::rows(lines) {
            self.row(&row);
        }
    }

    /// What was read: the first form, of nothing where there is none, and the further ones.
    pub(super) fn finish(self) -> (Found, Vec<Found>) {
        let mut forms = self.done.into_iter().chain([self.form]).map(Form::finish);
        let first = forms.next().unwrap_or_default();
        let further = forms.map(|mut form| {
            let has_year = |claim: &Claim| claim.place.field == Field::ReportYear;
            if !form.claims.iter().any(has_year) {
                form.claims.extend(self.page_year.clone());
            }
            form
        });
        (first, further.collect())
    }

    fn row(&mut self, row: &Row<'s>) {
        if self.form.is_ended_by(row) {
            self.done.push(std::mem::take(&mut self.form));
        }
        if self.form.titles == 1 && title(row).is_some() {
            let mut claims = self.form.found.claims.iter();
            let year = claims.find(|claim| claim.place.field == Field::ReportYear);
            self.page_year = self.page_year.take().or(year.cloned());
        }
        // In a line, what stands between the cells is the template's own too.
        let found = &mut self.form.found;
        match row.line {
            Some(line) => found.all.push(line.at),
            None => found.all.extend(row.filled().map(|piece| piece.at)),
        }
        // A sheet has the mark of a form with errors in its first row.
        let text = row::joined(row.filled());
        if !text.is_empty() && !is_draft_mark(&text) {
            self.form.row(row);
        }
    }
}

/// Whether a table is a form, a part of one, or holds sub-projects.
pub(super) fn is_form(grid: &Grid) -> bool {
    sub_projects::is_one(grid) || has_form(grid)
}

/// Whether a line says what a form ends with: a note, or who signs it.
pub(super) fn ends_a_form(line: &str) -> bool {
    const SIGNING: [Field; 7] = [
        Field::ProjectLeader,
        Field::FinanceLeader,
        Field::Reporter,
        Field::ReporterPhone,
        Field::Phone,
        Field::BudgetUnit,
        Field::SignatureDate,
    ];
    let pairs = word::pairs(line);
    let signs = |pair: &word::Pair| pair.field.is_none_or(|field| SIGNING.contains(&field));
    let is_signed = !pairs.is_empty() && pairs.iter().all(signs);
    let is_note = ["注：", "注:", "备注：", "备注:"]
        .iter()
        .any(|note| trim(line).starts_with(note));
    is_signed || is_note || word::is_printed(line)
}

/// Whether a line says only the unit or the year of the table below, or its caption.
pub(super) fn heads_a_table(line: &str) -> bool {
    let parts = parted(&Piece::new(line, 0, None));
    parts.iter().all(|part| match says(part) {
        Says::Unit(_) | Says::Year(_) | Says::Own => true,
        // `填报单位：某局　金额单位：万元`
        Says::Pairs(_) => parts.len() > 1,
        Says::Label(_) | Says::Text => false,
    })
}

pub(super) fn is_title(line: &str) -> bool {
    Title::of(trim(line)).is_some()
}

/// Whether a line has labels of a form.
pub(super) fn has_labels(line: &str) -> bool {
    facts_in(&Row::of_line(line, 0)) > 0
}

fn has_form(grid: &Grid) -> bool {
    const FEWEST_FACTS: usize = 2;
    let mut facts = 0;
    for row in row::rows(grid, 0) {
        if funds_head(&row).is_some() || indicator_head(&row).is_some() {
            return true;
        }
        facts += facts_in(&row);
        if facts >= FEWEST_FACTS {
            return true;
        }
    }
    false
}

/// How many labels of a row have their values.
fn facts_in(row: &Row<'_>) -> usize {
    let says: Vec<Says> = row.filled().map(says).collect();
    let with_next = says
        .windows(2)
        .filter(|pair| matches!(pair, [Says::Label(_), Says::Text]));
    let pairs = says.iter().map(|says| match says {
        Says::Pairs(pairs) => pairs.iter().filter(|pair| pair.field.is_some()).count(),
        _ => 0,
    });
    with_next.count() + pairs.sum::<usize>()
}

fn says(piece: &Piece<'_>) -> Says {
    let text = piece.text;
    if piece.is_blank() || word::is_nothing(text) {
        return Says::Own;
    }
    if let Some(words) = Words::of(text) {
        if let Some(field) = words.fact() {
            return Says::Label(field);
        }
        if let Some(unit) = words.unit().filter(|_| words.plain.is_empty()) {
            return Says::Unit(unit);
        }
        if let Some(unit) = word::unit(&words.plain) {
            return Says::Unit(unit);
        }
        if let Some(year) = word::year(text) {
            return Says::Year(year);
        }
        if words.is_structure() || words.is_head() {
            return Says::Own;
        }
    }
    match word::pairs(text) {
        pairs if !pairs.is_empty() => Says::Pairs(pairs),
        _ if word::is_printed(text) => Says::Own,
        _ => Says::Text,
    }
}

/// The heads of a table of funds.
fn funds_head(row: &Row<'_>) -> Option<FundsHead> {
    let mut columns: Vec<Column<FundsWord>> = Vec::new();
    let mut unit = None;
    let mut stages = BTreeSet::new();
    for piece in row.filled().flat_map(parted) {
        let words = Words::of(piece.text)?;
        unit = unit.or(words.unit()).or(word::unit(&words.plain));
        // A figure beside its label is no head.
        let what = match words.funds() {
            None if flat::is_number(piece.text) => return None,
            None => continue,
            Some(what) => what,
        };
        if let FundsWord::Amount(stage) = what {
            stages.insert(stage as usize);
        }
        columns.push(Column {
            columns: piece.left..piece.right,
            what,
            is_in_percent: words.is_in_percent(),
        });
    }
    (stages.len() >= 2).then_some(FundsHead {
        columns,
        width: row.width(),
        unit,
    })
}

/// The heads of a table of indicators.
fn indicator_head(row: &Row<'_>) -> Option<IndicatorHead> {
    let mut columns = Vec::new();
    let mut known = BTreeSet::new();
    let mut remark = None;
    for piece in row.filled() {
        let words = Words::of(piece.text)?;
        let what = words.column();
        known.extend(what);
        if words.is_remark() {
            remark.get_or_insert(columns.len());
        }
        // The cell beside all rows comes first.
        if what.is_none() && columns.is_empty() {
            continue;
        }
        columns.push(Column {
            columns: piece.left..piece.right,
            what,
            is_in_percent: words.is_in_percent(),
        });
    }
    let is_head = known.contains(&Field::IndicatorLevel3) && known.len() >= 4;
    let reason = Field::IndicatorReason;
    if let Some(remark) = remark.filter(|_| is_head && !known.contains(&reason)) {
        columns[remark].what = Some(reason);
    }
    is_head.then_some(IndicatorHead { columns })
}

/// Whether a row has heads of indicators, be the others known or not.
fn names_levels(row: &Row<'_>) -> bool {
    let heads = row
        .filled()
        .filter_map(|piece| Words::of(piece.text)?.column());
    let heads: BTreeSet<Field> = heads.collect();
    heads.contains(&Field::IndicatorLevel1)
        && (heads.contains(&Field::IndicatorLevel2) || heads.contains(&Field::IndicatorLevel3))
}

impl<'s> Form<'s> {
    /// Whether it is more than a table of funds in a report.
    fn has_body(&self) -> bool {
        let is_named = self.titles > 0 || !self.facts.is_empty();
        !self.columns.is_empty() || self.has_funds && is_named
    }

    /// Whether a row belongs to another form, after this one.
    fn is_ended_by(&self, row: &Row<'_>) -> bool {
        if !self.has_body() {
            return false;
        }
        let names_project = || {
            let first = row.filled().next();
            first.is_some_and(|piece| match says(piece) {
                Says::Label(field) => field == Field::ProjectName,
                Says::Pairs(pairs) => pairs[0].field == Some(Field::ProjectName),
                _ => false,
            })
        };
        title(row).is_some()
            || self.facts.contains(&Field::ProjectName) && names_project()
            || self.has_total && (funds_head(row).is_some() || indicator_head(row).is_some())
            || self.has_other_columns(row)
    }

    /// Whether a row is the head of indicators that can't go on with those above.
    fn has_other_columns(&self, row: &Row<'_>) -> bool {
        self.found.rows[Table::Indicators as usize] > 0
            && indicator_head(row).is_some_and(|head| head.fields() != self.columns)
    }

    fn row(&mut self, row: &Row<'s>) {
        if let Some((piece, title)) = title(row) {
            self.mode = Mode::Facts;
            return self.title(&piece, &title);
        }
        if let Some((unit, is_all)) = whole(row).and_then(|note| word::unit_in_note(note.text)) {
            self.unit_below = Some(unit);
            if is_all {
                return;
            }
        }
        if let Some(head) = funds_head(row) {
            return self.funds_head(row, head);
        }
        if let Some(head) = indicator_head(row) {
            return self.indicator_head(row, head);
        }
        if !matches!(self.mode, Mode::Indicators(_)) && names_levels(row) {
            self.mode = Mode::Unknown;
        } else if !matches!(self.mode, Mode::Facts) && begins_with_label(row) {
            self.mode = Mode::Facts;
        }
        let mut mode = std::mem::take(&mut self.mode);
        match &mut mode {
            Mode::Facts => return self.facts(row),
            Mode::Goals(heads) => self.goals(row, heads),
            Mode::Unknown => self.leave_but(row, |_| false),
            Mode::Funds(head) => self.funds(row, head),
            Mode::Indicators(head) => {
                if self.indicators(row, head) {
                    return;
                }
            }
        }
        self.mode = mode;
    }

    fn note(&mut self, text: &str) {
        if let Some(words) = Words::of(text) {
            self.words.insert(words.plain);
        }
    }

    /// The title; what it says beside the year and its usual words is unfiled, unless it is
    /// the project's name.
    fn title(&mut self, piece: &Piece<'s>, title: &Title) {
        self.titles += 1;
        self.note(piece.text);
        if let Some(year) = &title.year {
            let year = piece.part(year.clone());
            let place = Place::of(Field::ReportYear);
            self.found.claim(place, year.text, year.at);
        }
        if let Some(rest) = &title.rest {
            let rest = piece.part(rest.clone());
            self.found
                .state(StatedWhat::Title, &rest, rest.text, piece.text);
        }
    }

    fn funds_head(&mut self, row: &Row<'s>, head: FundsHead) {
        self.has_funds = true;
        row.filled().for_each(|piece| self.note(piece.text));
        let is_known = |piece: &Piece<'_>| {
            let words = Words::of(piece.text);
            words.is_some_and(|words| {
                words.funds().is_some()
                    || words.is_structure()
                    || word::unit(&words.plain).is_some()
            }) || word::is_printed(piece.text)
        };
        self.leave_but(row, is_known);
        let unit = head.unit.or(self.unit);
        self.mode = Mode::Funds(FundsHead { unit, ..head });
    }

    fn indicator_head(&mut self, row: &Row<'s>, head: IndicatorHead) {
        self.columns = head.fields();
        row.filled().for_each(|piece| self.note(piece.text));
        let is_known = |piece: &Piece<'_>| {
            let words = Words::of(piece.text);
            words.is_some_and(|words| words.is_structure())
                || head.field_at(piece.left).is_some()
                || word::is_printed(piece.text)
        };
        self.leave_but(row, is_known);
        self.mode = Mode::Indicators(head);
    }

    /// Leaves what isn't known of a row.
    fn leave_but(&mut self, row: &Row<'s>, is_known: impl Fn(&Piece<'s>) -> bool) {
        let pieces = row.filled().flat_map(parted);
        let unknown: Vec<Piece<'s>> = pieces.filter(|piece| !is_known(piece)).collect();
        self.found.leave(&unknown);
    }

    fn facts(&mut self, row: &Row<'s>) {
        let pieces: Vec<Piece<'s>> = match (row.spacing, row.line) {
            (Spacing::Words, Some(line)) => flat::labels_and_values(&line, &row.pieces),
            _ => row.filled().copied().collect(),
        };
        let pieces: Vec<Piece<'s>> = pieces.iter().flat_map(parted).collect();
        let mut heads: Vec<GoalHead> = Vec::new();
        let mut left: Vec<Piece<'s>> = Vec::new();
        // The template's words right before what nothing claims.
        let mut own: Option<Piece<'s>> = None;
        let mut at = 0;
        while let Some(piece) = pieces.get(at) {
            at += 1;
            match says(piece) {
                Says::Label(field) => {
                    self.note(piece.text);
                    match pieces.get(at) {
                        Some(next) if matches!(says(next), Says::Text) => {
                            at += 1;
                            self.fact(field, next, piece.text);
                        }
                        _ if is_goal(field) => {
                            // 年度总体目标 stands beside 预期目标, which is the same.
                            heads.retain(|head| head.field != field);
                            heads.push(GoalHead {
                                field,
                                columns: piece.left..piece.right,
                                claim: None,
                            });
                        }
                        _ => self.person = person(field).or(self.person),
                    }
                }
                Says::Pairs(pairs) => {
                    at += self.pairs(piece, &pairs, pieces.get(at));
                }
                Says::Unit(unit) => self.unit = Some(unit),
                Says::Year(year) => {
                    let year = piece.part(year);
                    let place = Place::of(Field::ReportYear);
                    self.found.claim(place, year.text, year.at);
                }
                Says::Own => {
                    self.note(piece.text);
                    own = own.filter(|_| !left.is_empty()).or(Some(*piece));
                }
                Says::Text => left.push(*piece),
            }
        }
        self.found.leave_after(own.as_slice(), &left);
        if !heads.is_empty() {
            self.mode = Mode::Goals(heads);
        }
    }

    /// Labels with their values in one cell. Where the last has none, the next cell may be it:
    /// gives how many cells were taken.
    fn pairs(
        &mut self,
        piece: &Piece<'s>,
        pairs: &[word::Pair],
        next: Option<&Piece<'s>>,
    ) -> usize {
        let mut taken = 0;
        for (i, pair) in pairs.iter().enumerate() {
            let value = piece.part(pair.value.clone());
            let label = &piece.text[pair.all.start..pair.value.start.max(pair.all.start)];
            let label = match value.is_blank() {
                true => piece.text,
                false => label,
            };
            self.note(label);
            let is_last = i + 1 == pairs.len();
            let value = match next {
                Some(next) if value.is_blank() && is_last && matches!(says(next), Says::Text) => {
                    taken = 1;
                    *next
                }
                _ => value,
            };
            match pair.field {
                Some(field) if value.is_blank() => self.person = person(field).or(self.person),
                Some(field) => self.fact(field, &value, label),
                None if value.is_blank() => {}
                None => self.found.left.push(Passage {
                    text: format!("{label}{}", value.text),
                    at: vec![value.at],
                }),
            }
        }
        taken
    }

    /// A label's value.
    fn fact(&mut self, field: Field, value: &Piece<'s>, label: &str) {
        self.facts.insert(field);
        let field = match (field, self.person) {
            (Field::Phone, Some(Field::Reporter)) => Field::ReporterPhone,
            (Field::ReporterPhone, Some(Field::ProjectLeader)) => Field::Phone,
            (field, _) => field,
        };
        self.person = person(field);
        if word::is_nothing(value.text) {
            return;
        }
        let place = Place::of(field);
        match field {
            Field::ProjectName | Field::CompetentDepartment | Field::BudgetUnit => {
                self.coded(field, value);
            }
            Field::ReportYear => {
                let text = value.text.trim_end_matches(['年', '度']);
                let is_year = matches!(Year::read(text), Reading::Value(_));
                let year = match is_year {
                    true => value.part(0..text.len()),
                    false => *value,
                };
                self.found.claim(place, year.text, year.at);
            }
            Field::GoalsUnmet if self.reasons.is_none() => self.reasons = Some(*value),
            _ => match field.spec().kind {
                Kind::Choice(options) | Kind::Pick(options) => {
                    self.choice(field, options, value, label);
                }
                _ => self
                    .found
                    .claim(place, one_text(field, value.text), value.at),
            },
        }
    }

    fn coded(&mut self, field: Field, value: &Piece<'s>) {
        let code_field = match field {
            Field::ProjectName => Field::ProjectCode,
            Field::CompetentDepartment => Field::DepartmentCode,
            _ => Field::UnitCode,
        };
        let mut name = *value;
        if let Some((code, rest)) = word::coded(field, value.text) {
            let code = value.part(code);
            self.found.claim(Place::of(code_field), code.text, code.at);
            name = value.part(rest);
        }
        self.found
            .claim(Place::of(field), one_text(field, name.text), name.at);
    }

    /// An option; what is none, or says more, is unfiled with its label.
    fn choice(&mut self, field: Field, options: &'static [&str], value: &Piece<'s>, label: &str) {
        let named = options.iter().find(|option| **option == value.text);
        let boxes: Vec<(&str, &str)> = match field {
            Field::ProjectCategory => word::CATEGORY_BOXES.to_vec(),
            _ => options.iter().map(|option| (*option, *option)).collect(),
        };
        let chosen = named.copied().or_else(|| word::ticked(value.text, &boxes));
        if let Some(option) = chosen {
            self.found.claim(Place::of(field), option, value.at);
        }
        let says_more = named.is_none() && word::says_more(value.text, &boxes);
        if chosen.is_none() || says_more {
            self.found.left.push(Passage {
                text: format!("{label} {}", value.text),
                at: vec![value.at],
            });
        }
    }

    /// What stands under the heads of the goals.
    fn goals(&mut self, row: &Row<'s>, heads: &mut [GoalHead]) {
        let filled: Vec<Piece<'s>> = row.filled().copied().collect();
        let is_by_order = row.spacing != Spacing::Columns;
        let mut left = Vec::new();
        for (i, piece) in filled.iter().enumerate() {
            if matches!(says(piece), Says::Own) {
                self.note(piece.text);
                continue;
            }
            let head = match is_by_order {
                true if filled.len() == heads.len() => heads.get_mut(i),
                true => None,
                false => heads
                    .iter_mut()
                    .find(|head| head.columns.contains(&piece.left)),
            };
            match head {
                Some(head) => self.goal(head, piece),
                None => left.push(*piece),
            }
        }
        self.found.leave(&left);
    }

    fn goal(&mut self, head: &mut GoalHead, piece: &Piece<'s>) {
        let text = one_text(head.field, piece.text);
        match head.claim.and_then(|at| self.found.claims.get_mut(at)) {
            Some(claim) => {
                claim.text = format!("{}\n{text}", claim.text);
                claim.at.push(piece.at);
            }
            None => {
                head.claim = Some(self.found.claims.len());
                self.facts.insert(head.field);
                self.found.claim(Place::of(head.field), text, piece.at);
            }
        }
    }

    fn funds(&mut self, row: &Row<'s>, head: &FundsHead) {
        let filled: Vec<Piece<'s>> = row.filled().copied().collect();
        let source = |piece: &Piece<'_>| Words::of(piece.text)?.source();
        let label = filled.iter().position(|piece| source(piece).is_some());
        let Some((label, source)) = label.and_then(|at| Some((at, source(&filled[at])?))) else {
            return self.other_source(row, head);
        };
        let (before, after) = filled.split_at(label);
        // 年度财政资金总额 is the whole where it stands alone.
        let is_total = source.is_none() || after[0].text.contains("总额");
        self.note(after[0].text);
        let mut left: Vec<Piece<'s>> = before.to_vec();
        left.retain(|piece| !matches!(says(piece), Says::Own));
        match flat::funds_columns(row, &after[0], head) {
            None => left.extend(&after[1..]),
            Some(columns) => {
                for (piece, column) in columns {
                    let column = column.and_then(|at| head.columns.get(at));
                    let has_place = column.is_some_and(|column| {
                        self.funds_figure(source, is_total, head.unit, column, &piece)
                    });
                    if !has_place {
                        left.push(piece);
                    }
                }
            }
        }
        self.found.leave_after(&after[..1], &left);
    }

    /// A row of the funds whose source isn't known is left over, its amounts remembered.
    fn other_source(&mut self, row: &Row<'s>, head: &FundsHead) {
        let mut filled = row.filled();
        let name = filled.find(|piece| !matches!(says(piece), Says::Own));
        let cells = name.and_then(|name| flat::funds_columns(row, name, head));
        let amounts = cells.into_iter().flatten().filter_map(|(piece, column)| {
            match head.columns.get(column?)?.what {
                FundsWord::Amount(stage) if !word::is_nothing(piece.text) => Some((stage, piece)),
                _ => None,
            }
        });
        let amounts: Vec<(Stage, Piece<'s>)> = amounts.collect();
        // A figure names no source: the label of its row is missing.
        let is_named = |name: &&Piece<'s>| !amounts.is_empty() && !flat::is_number(name.text);
        if let Some(name) = name.filter(is_named) {
            let words = name.text.trim_start_matches("其中");
            self.other_sources.push(OtherSource {
                name: trim(words.trim_start_matches(['：', ':'])),
                amounts,
                unit: head.unit,
            });
        }
        self.leave_but(row, |piece| matches!(says(piece), Says::Own));
    }

    /// Where nothing but the rows of unknown sources is missing in the totals, in each stage
    /// that has one, their sum is claimed too: as 财政资金 where the form has none, or else as
    /// 其他资金.
    fn sum_other_sources(&mut self) {
        let of_form = |field: Field| {
            let mut claims = self.found.claims.iter();
            let claim = claims.find(|claim| claim.place == Place::of(field));
            claim.map(|claim| Yuan::read(&claim.text).value().ok_or(()))
        };
        let mut is_missing = false;
        let mut sums: Vec<(Stage, Yuan)> = Vec::new();
        for stage in Stage::ALL {
            let Some(total) = of_form(TOTAL.amounts[stage as usize]) else {
                continue;
            };
            let known = sources().filter_map(|source| of_form(source.amounts[stage as usize]));
            let known: Result<Vec<Yuan>, ()> = known.collect();
            let (Ok(total), Ok(known)) = (total, known) else {
                return;
            };
            let of_stage = |row: &OtherSource<'s>| -> Vec<Option<Yuan>> {
                let unit = row.unit.or(self.unit_below);
                let pieces = row.amounts.iter().filter(|(other, _)| *other == stage);
                let read = |text| Yuan::read(&amount(text, unit)).value();
                pieces.map(|(_, piece)| read(piece.text)).collect()
            };
            let amounts = self.other_sources.iter().flat_map(of_stage);
            let Some(amounts) = amounts.collect::<Option<Vec<Yuan>>>() else {
                return;
            };
            let known: Yuan = known.into_iter().sum();
            let sum: Yuan = amounts.into_iter().sum();
            if known + sum != total {
                return;
            }
            is_missing |= known != total;
            sums.push((stage, sum));
        }
        let has = |source: &Source| {
            let mut amounts = source.amounts.iter().filter_map(|field| of_form(*field));
            amounts.any(|amount| !amount.is_ok_and(Yuan::is_zero))
        };
        let source = match FISCAL.amounts.iter().any(|field| of_form(*field).is_some()) {
            false => &FISCAL,
            true => &OTHER_FUNDS,
        };
        if !is_missing || has(source) {
            return;
        }
        let rows = self.other_sources.iter().map(|row| row.name.to_owned());
        self.found.summed = Some(Summed {
            rows: rows.collect(),
            source,
            sums,
        });
    }

    /// Whether a cell of the funds has its place.
    fn funds_figure(
        &mut self,
        source: Option<&'static Source>,
        is_total: bool,
        unit: Option<Unit>,
        column: &Column<FundsWord>,
        piece: &Piece<'s>,
    ) -> bool {
        if word::is_nothing(piece.text) {
            return true;
        }
        let of_source = source.unwrap_or(&TOTAL);
        match column.what {
            FundsWord::Amount(stage) => {
                let place = Place::of(of_source.amounts[stage as usize]);
                self.found.claim_amount(place, piece, unit);
            }
            FundsWord::Rate => {
                let text = in_percent(piece.text, column.is_in_percent);
                self.found.claim(Place::of(of_source.rate), text, piece.at);
            }
            FundsWord::Weight if is_total => {
                self.found
                    .state(StatedWhat::ExecutionWeight, piece, piece.text, "");
            }
            FundsWord::Score if is_total => {
                let place = Place::of(Field::ExecutionScore);
                self.found.claim(place, piece.text, piece.at);
            }
            FundsWord::Weight | FundsWord::Score => return false,
            FundsWord::Reason if word::is_printed(piece.text) => {}
            FundsWord::Reason => {
                let place = Place::of(Field::BudgetAdjustment);
                let text = one_text(place.field, piece.text);
                self.found.claim(place, text, piece.at);
            }
        }
        true
    }

    /// A row of the indicators; gives whether it is their last.
    fn indicators(&mut self, row: &Row<'s>, head: &mut IndicatorHead) -> bool {
        let filled: Vec<Piece<'s>> = row.filled().copied().collect();
        if Words::of(filled[0].text).is_some_and(|words| words.is_total()) {
            self.note(filled[0].text);
            self.total(&filled, row, head);
            return true;
        }
        if filled.iter().all(|piece| word::is_nothing(piece.text)) {
            return false;
        }
        if head.is_refined_by(row) {
            filled.iter().for_each(|piece| self.note(piece.text));
            return false;
        }
        let Some(cells) = flat::indicator_columns(row, head) else {
            self.found.leave(&filled);
            return false;
        };
        let at = |field: Field| {
            let mut cells = cells.iter();
            cells.find(|(_, column)| column.and_then(|at| head.columns[at].what) == Some(field))
        };
        if let Some((level1, _)) = at(Field::IndicatorLevel1) {
            self.level1 = level1.text;
        }
        if Words::of(self.level1).is_some_and(|words| words.is_execution()) {
            self.execution(&cells, head);
            return false;
        }
        let (table, mut left) = (Table::Indicators, Vec::new());
        let row = self.found.rows[table as usize];
        let mut is_row = false;
        for (piece, column) in &cells {
            let column = column.and_then(|at| head.columns.get(at));
            let Some((field, is_in_percent)) =
                column.and_then(|column| Some((column.what?, column.is_in_percent)))
            else {
                left.push(*piece);
                continue;
            };
            if word::is_nothing(piece.text) {
                continue;
            }
            is_row = true;
            self.indicator(Place::in_row(field, row), piece, is_in_percent, head);
        }
        left.retain(|piece| !matches!(says(piece), Says::Own));
        self.found.rows[table as usize] += usize::from(is_row);
        let name = at(Field::IndicatorLevel3).map(|(name, _)| *name);
        self.found.leave_after(name.as_slice(), &left);
        false
    }

    fn indicator(
        &mut self,
        place: Place,
        piece: &Piece<'s>,
        is_in_percent: bool,
        head: &IndicatorHead,
    ) {
        let has_weights = head.has(Field::IndicatorWeight);
        let mut piece = *piece;
        let text = match place.field {
            Field::IndicatorLevel3 if !has_weights => {
                if let Some((name, weight)) = word::with_weight(piece.text) {
                    let weight = piece.part(weight);
                    let place = Place {
                        field: Field::IndicatorWeight,
                        ..place
                    };
                    self.found.claim(place, weight.text, weight.at);
                    piece = piece.part(name);
                }
                one_text(place.field, piece.text)
            }
            Field::IndicatorCompletion => in_percent(piece.text, is_in_percent),
            Field::IndicatorNature => nature(piece.text),
            field => one_text(field, piece.text),
        };
        self.found.claim(place, text, piece.at);
    }

    /// The row of the execution rate, where it stands among the indicators.
    fn execution(&mut self, cells: &[(Piece<'s>, Option<usize>)], head: &IndicatorHead) {
        let mut left = Vec::new();
        for (piece, column) in cells {
            let field = column.and_then(|at| head.columns[at].what);
            let is_own = Words::of(piece.text).is_some_and(|words| words.is_execution());
            match field {
                _ if is_own || word::is_nothing(piece.text) => {}
                Some(Field::IndicatorWeight) => {
                    self.found
                        .state(StatedWhat::ExecutionWeight, piece, piece.text, "");
                }
                Some(Field::IndicatorScore) => {
                    let place = Place::of(Field::ExecutionScore);
                    self.found.claim(place, piece.text, piece.at);
                }
                Some(Field::IndicatorActual | Field::IndicatorCompletion)
                    if piece.text.ends_with(['%', '％']) =>
                {
                    let place = Place::of(Field::TotalRate);
                    self.found.claim(place, piece.text, piece.at);
                }
                _ => left.push(*piece),
            }
        }
        let name = cells.first().map(|(name, _)| *name);
        self.found.leave_after(name.as_slice(), &left);
    }

    /// 合计: the weights' sum and the total score.
    fn total(&mut self, cells: &[Piece<'s>], row: &Row<'s>, head: &IndicatorHead) {
        let is_points = |piece: &&Piece<'_>| {
            let points = Points::read(piece.text);
            matches!(points, Reading::Value(_)) || word::is_nothing(piece.text)
        };
        let (label, cells) = cells.split_at(1);
        let figures: Vec<Piece<'s>> = cells.iter().filter(is_points).copied().collect();
        let has_weights = head.has(Field::IndicatorWeight);
        let (weight, score) = match &figures[..] {
            [weight, score] if has_weights => (Some(*weight), Some(*score)),
            [only] if !has_weights => (None, Some(*only)),
            [only] if row.spacing == Spacing::Columns => match head.field_at(only.left) {
                Some(Field::IndicatorWeight) => (Some(*only), None),
                Some(Field::IndicatorScore) => (None, Some(*only)),
                _ => (None, None),
            },
            _ => (None, None),
        };
        let is_figure = |piece: &Piece<'_>| !word::is_nothing(piece.text);
        let (weight, score) = (weight.filter(is_figure), score.filter(is_figure));
        if let Some(weight) = &weight {
            self.found
                .state(StatedWhat::Weight, weight, weight.text, "合计");
        }
        if let Some(score) = &score {
            let place = Place::of(Field::TotalScore);
            self.found.claim(place, score.text, score.at);
        }
        let taken = [weight, score].map(|piece| piece.map(|piece| piece.at));
        let mut left: Vec<Piece<'s>> = cells.to_vec();
        left.retain(|piece| !taken.contains(&Some(piece.at)) && !word::is_nothing(piece.text));
        self.found.leave_after(label, &left);
        self.has_total = true;
    }

    /// Takes in what another reader found.
    fn add(&mut self, found: Found) {
        let Found {
            claims,
            rows,
            stated,
            repeated,
            left,
            all,
            policy: _,
            unitless,
            summed: _,
        } = found;
        let first = self.found.claims.len();
        let unitless = unitless.into_iter().map(|at| first + at);
        self.found.unitless.extend(unitless);
        self.found.claims.extend(claims);
        self.found.stated.extend(stated);
        self.found.repeated.extend(repeated);
        self.found.left.extend(left);
        self.found.all.extend(all);
        self.found.rows = rows;
    }

    fn finish(mut self) -> Found {
        if let Some(reasons) = self.reasons {
            self.file_reasons(&reasons);
        }
        if self.unit_below.is_some() {
            for at in std::mem::take(&mut self.found.unitless) {
                let claim = &mut self.found.claims[at];
                claim.text = amount(&claim.text, self.unit_below);
            }
        }
        self.sum_other_sources();
        self.found.policy = locality::of(&self.words);
        self.found
    }

    /// A line for each indicator, as 湖北 has them: each is its indicator's reason, if all are.
    fn file_reasons(&mut self, reasons: &Piece<'s>) {
        // Of two names in a row, the second is unfiled.
        let mut names: BTreeMap<usize, &str> = BTreeMap::new();
        for claim in &self.found.claims {
            if let (Field::IndicatorLevel3, Some(row)) = (claim.place.field, claim.place.row) {
                names.entry(row).or_insert(&claim.text);
            }
        }
        // By name, the rows that have it, the last first.
        let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (row, name) in names.into_iter().rev() {
            rows.entry(name).or_default().push(row);
        }
        let mut found: Vec<(usize, Piece<'s>, Piece<'s>)> = Vec::new();
        let mut start = 0;
        for line in reasons.text.split(['\n', '\r']) {
            let piece = reasons.part(start..start + line.len());
            start += line.len() + 1;
            if piece.is_blank() {
                continue;
            }
            let own = piece.text.split_once('：').and_then(|(name, reason)| {
                let row = rows.get_mut(name)?.pop()?;
                let end = piece.text.len();
                let reason = piece.part(end - reason.len()..end);
                Some((row, piece.part(0..name.len()), reason))
            });
            let Some(own) = own else {
                let place = Place::of(Field::GoalsUnmet);
                let text = one_text(place.field, reasons.text);
                return self.found.claim(place, text, reasons.at);
            };
            found.push(own);
        }
        for (row, name, reason) in found {
            let place = |field| Place::in_row(field, row);
            self.found
                .repeated
                .push((place(Field::IndicatorLevel3), name.at));
            self.found
                .claim(place(Field::IndicatorReason), reason.text, reason.at);
        }
    }
}

impl IndicatorHead {
    /// Whether a row has only heads, of columns that one above reaches over.
    fn is_refined_by(&mut self, row: &Row<'_>) -> bool {
        let heads = row.filled().map(|piece| {
            let words = Words::of(piece.text)?;
            Some(Column {
                columns: piece.left..piece.right,
                what: Some(words.column()?),
                is_in_percent: words.is_in_percent(),
            })
        });
        let Some(mut heads) = heads.collect::<Option<Vec<Column<Option<Field>>>>>() else {
            return false;
        };
        let has_room = row.line.is_none() || self.make_room(&mut heads);
        if !has_room && row.spacing != Spacing::Columns {
            return false;
        }
        let is_above = |column: &Column<Option<Field>>| {
            let mut heads = heads.iter();
            heads.any(|head| column.columns.contains(&head.columns.start))
        };
        self.columns.retain(|column| !is_above(column));
        self.columns.extend(heads);
        self.columns.sort_by_key(|column| column.columns.start);
        true
    }

    /// Puts heads under the one that they name again: 年度指标值 and 实际完成值 under 指标值. In a
    /// line nothing says how far that reaches, so that those right of it may have to move.
    fn make_room(&mut self, heads: &mut [Column<Option<Field>>]) -> bool {
        let is_named_again = |column: &&Column<Option<Field>>| {
            let mut heads = heads.iter();
            heads.any(|head| head.what == column.what)
        };
        let mut named = self.columns.iter().filter(is_named_again);
        let (Some(above), None) = (named.next(), named.next()) else {
            return false;
        };
        let left = above.columns.start;
        for (at, head) in (left..).zip(heads.iter_mut()) {
            head.columns = at..at + 1;
        }
        let right_of_it = |column: &&mut Column<Option<Field>>| column.columns.start > left;
        let mut next = self.columns.iter_mut().filter(right_of_it).peekable();
        let shift = next.peek().map_or(0, |next| {
            (left + heads.len()).saturating_sub(next.columns.start)
        });
        for column in next {
            column.columns = column.columns.start + shift..column.columns.end + shift;
        }
        true
    }

    fn fields(&self) -> Vec<Option<Field>> {
        self.columns.iter().map(|column| column.what).collect()
    }

    fn has(&self, field: Field) -> bool {
        self.columns.iter().any(|column| column.what == Some(field))
    }

    fn field_at(&self, left: usize) -> Option<Field> {
        let mut columns = self.columns.iter();
        columns.find(|column| column.columns.contains(&left))?.what
    }
}

/// The title that a row is.
fn title<'s>(row: &Row<'s>) -> Option<(Piece<'s>, Title)> {
    let piece = whole(row)?;
    Some((piece, Title::of(piece.text)?))
}

/// All of a row, where it is one cell, or a line whose cells nothing but white space parts.
fn whole<'s>(row: &Row<'s>) -> Option<Piece<'s>> {
    if let (Spacing::Words, Some(line)) = (row.spacing, row.line) {
        return Some(line);
    }
    let mut filled = row.filled();
    let piece = *filled.next()?;
    filled.next().is_none().then_some(piece)
}

/// A cell or a line, in parts where it says the unit of the amounts beside other things.
fn parted<'s>(piece: &Piece<'s>) -> Vec<Piece<'s>> {
    let mut parts = Vec::new();
    let mut start = 0;
    for own in word::units_and_years(piece.text) {
        parts.extend([piece.part(start..own.start), piece.part(own.clone())]);
        start = own.end;
    }
    parts.push(piece.part(start..piece.text.len()));
    parts.retain(|part| !part.is_blank());
    parts
}

/// Whether a row begins with a label, so that it belongs to no table.
fn begins_with_label(row: &Row<'_>) -> bool {
    let first = row.filled().next();
    first.is_some_and(|piece| matches!(says(piece), Says::Label(_) | Says::Pairs(_)))
}

/// Whether a value may stand below its label.
fn is_goal(field: Field) -> bool {
    matches!(
        field,
        Field::OverallGoal | Field::AnnualGoal | Field::AnnualGoalResult
    )
}

/// The person whose telephone number may follow.
fn person(field: Field) -> Option<Field> {
    matches!(field, Field::Reporter | Field::ProjectLeader).then_some(field)
}

/// A cell's text for a field: paragraphs where it takes them, else one line.
fn one_text(field: Field, text: &str) -> String {
    let is_break = |c: char| {
        matches!(
            c,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{0B}' | '\u{0C}'
        )
    };
    if !text.contains(is_break) {
        return text.to_owned();
    }
    let lines = text
        .split(is_break)
        .map(trim)
        .filter(|line| !line.is_empty());
    if field.spec().kind == Kind::Narrative {
        return lines.collect::<Vec<_>>().join("\n");
    }
    // A narrow cell breaks Chinese anywhere, and other scripts between words.
    let mut joined = String::new();
    for line in lines {
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        if is_word(joined.chars().last()) && is_word(line.chars().next()) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

/// Whether an amount is a number without a unit, other than 0.
fn has_no_unit(text: &str) -> bool {
    let is_number =
        trim(text).ends_with(|c: char| c.is_ascii_digit() || ('０'..='９').contains(&c));
    is_number && !matches!(Yuan::read(text), Reading::Value(amount) if amount.is_zero())
}

/// An amount with the unit of its head.
fn amount(text: &str, unit: Option<Unit>) -> String {
    match unit {
        Some(Unit::TenThousand) if has_no_unit(text) => format!("{text}万元"),
        _ => text.to_owned(),
    }
}

/// A rate, with the sign that its head has.
fn in_percent(text: &str, is_in_percent: bool) -> String {
    let has_digit_last = text.ends_with(|c: char| c.is_ascii_digit());
    match is_in_percent && has_digit_last {
        true => format!("{text}%"),
        false => text.to_owned(),
    }
}

/// 指标性质: an option in its own writing.
fn nature(text: &str) -> String {
    const OTHERS: [(&str, &str); 13] = [
        ("＝", "="),
        ("＞", ">"),
        ("＜", "<"),
        (">=", "≥"),
        ("<=", "≤"),
        ("≧", "≥"),
        ("≦", "≤"),
        ("等于", "="),
        ("大于", ">"),
        ("小于", "<"),
        ("大于等于", "≥"),
        ("小于等于", "≤"),
        ("定性指标", "定性"),
    ];
    let plain: String = text.chars().filter(|c| !is_blank(*c)).collect();
    let other = OTHERS.iter().find(|(other, _)| *other == plain);
    let option = NATURES.iter().find(|option| **option == plain);
    match (option, other) {
        (Some(option), _) | (None, Some((_, option))) => (*option).to_owned(),
        (None, None) => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use crate::field::Field;
    use crate::import::case::{read, table, told, FUNDS_HEAD};
    use crate::import::source::{Block, Source};
    use crate::import::text;

    #[test]
    fn a_label_in_a_cell_of_labels_may_have_its_value_in_the_next() {
        let form = table(&[
            &["项目名称", "校舍维修"],
            &["项目负责人：周明　联系方式：", "0898-12345678"],
            &["填报人：李清　联系电话：", "0898-12345679"],
            &["预算年度", "2022—2023年"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "report_year：2022—2023年",
                "project_name：校舍维修",
                "project_leader：周明",
                "phone：0898-12345678",
                "reporter：李清",
                "reporter_phone：0898-12345679",
            ]
        );
    }

    #[test]
    fn a_telephone_number_is_of_the_person_before_it() {
        let form = table(&[
            &["项目名称", "校舍维修", "主管部门", "某市教育局"],
            &["项目负责人", "周明", "联系方式", "0898-12345678"],
            &["填报人", "李清", "联系电话", "0898-12345679"],
            &["预算年度", "2022年"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "report_year：2022",
                "competent_department：某市教育局",
                "project_name：校舍维修",
                "project_leader：周明",
                "phone：0898-12345678",
                "reporter：李清",
                "reporter_phone：0898-12345679",
            ]
        );
    }

    #[test]
    fn words_of_another_script_that_a_narrow_cell_breaks_stay_apart() {
        let form = table(&[
            &["项目名称", "智慧校园\nSmart\nCampus平\n台"],
            &["主管部门", "某市\n教育局"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "competent_department：某市教育局",
                "project_name：智慧校园Smart Campus平台",
            ]
        );
    }

    #[test]
    fn of_two_options_that_are_ticked_none_is_taken() {
        let form = table(&[
            &["项目名称", "校舍维修"],
            &["主管部门", "某市教育局"],
            &["项目类别", "1、部门预算项目 √　2、专项资金项目 √"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "competent_department：某市教育局",
                "project_name：校舍维修",
                "unfiled：项目类别 1、部门预算项目 √　2、专项资金项目 √",
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn the_heads_of_the_funds_may_say_what_is_computed_of_them() {
        let form = |head: [&str; 4]| {
            let head = [&["项目资金（元）"][..], &head].concat();
            let form = table(&[NAMES, &head, &["资金总额", "10", "12", "9", "75%"]]);
            told(&read([form])).split_off(2)
        };
        for head in [
            [
                "预算批复数",
                "全年预算数A",
                "全年执行数B",
                "执行率(B/A*100%)",
            ],
            [
                "年初预算数(A)",
                "全年预算数(B)",
                "全年支出（C）",
                "执行率（B÷A×100%）",
            ],
        ] {
            let expected = [
                "total_initial：10",
                "total_full_year：12",
                "total_executed：9",
                "total_rate：75%",
            ];
            assert_eq!(form(head), expected, "{head:?}");
        }
    }

    #[test]
    fn sources_that_no_field_is_for_are_added_up_where_they_make_the_total() {
        const SUMMED: &str = "R06 来稿的资金表分列「中央补助」「地方资金」，合计后填入";
        let form = |rows: &[&[&str]]| {
            let head: &[&str] = &["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"];
            let rows = [
                &[NAMES, head, &["年度资金总额", "800", "920", "892.4"]],
                rows,
            ]
            .concat();
            told(&read([table(&rows)])).split_off(5)
        };
        let central: &[&str] = &["其中：中央补助", "600", "600", "600"];
        let local: &[&str] = &["地方资金", "200", "320", "292.4"];
        let left = "unfiled：其中：中央补助 | 600 | 600 | 600\n地方资金 | 200 | 320 | 292.4";
        let two = "R01 来稿有 2 段文字没有找到对应的栏目，放在「未归类内容」";
        let sums = |source: &str| {
            [
                ("initial", "8000000"),
                ("full_year", "9200000"),
                ("executed", "8924000"),
            ]
            .map(|(stage, sum)| format!("{source}_{stage}：{sum}"))
        };
        let others = |amount| {
            ["initial", "full_year", "executed"]
                .map(|stage| format!("other_funds_{stage}：{amount}"))
        };
        let of_fiscal = [&sums("fiscal")[..], &others("0")].concat();
        let told = form(&[central, local, &["其他资金", "0", "0", "0"]]);
        assert_eq!(told[..6], of_fiscal);
        assert_eq!(told[6..], [left, &format!("{SUMMED}「财政资金」"), two]);
        // A source that has nothing is no part of it.
        let none: &[&str] = &["专项债券", "/", "/", "—"];
        let told = form(&[central, local, none, &["其他资金", "0", "0", "0"]]);
        assert_eq!(told[..6], of_fiscal);
        assert_eq!(told[7], format!("{SUMMED}「财政资金」"));
        // Beside 财政资金 they are others'.
        let fiscal: &[&str] = &["其中：财政拨款", "0", "0", "0"];
        let told = form(&[fiscal, central, local, &["其他资金", "0", "", "0"]]);
        assert_eq!(told[3..6], sums("other_funds"));
        assert_eq!(told[6..], [left, &format!("{SUMMED}「其他资金」"), two]);
        // Where they don't make the total exactly, or nothing is missing, nothing is added up.
        let told = form(&[central, local, &["单位资金", "0", "0.01", "0"]]);
        assert!(!told.iter().any(|line| line.starts_with("R06")), "{told:?}");
        let told = form(&[&["", "800", "920", "892.4"]]);
        assert!(!told.iter().any(|line| line.starts_with("R06")), "{told:?}");
        let all: &[&str] = &["财政资金", "800", "920", "892.4"];
        let told = form(&[all, &["中央补助", "0", "0", "0"]]);
        assert!(!told.iter().any(|line| line.starts_with("R06")), "{told:?}");
        let told = form(&[all, central, local]);
        assert!(!told.iter().any(|line| line.starts_with("R06")), "{told:?}");
    }

    #[test]
    fn the_funds_may_have_their_unit_above_and_a_reason_beside() {
        let form = table(&[
            &["（单位：万元）<6x1>"],
            &["项目名称", "校舍维修<5x1>"],
            &[
                "资金来源",
                "年初预算数",
                "全年预算数",
                "全年执行数",
                "执行率",
                "原因",
            ],
            &[
                "财政资金",
                "10",
                "12",
                "12",
                "100%",
                "年中追加\n校门维修2万元。",
            ],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "project_name：校舍维修",
                "fiscal_initial：10万元",
                "fiscal_full_year：12万元",
                "fiscal_executed：12万元",
                "fiscal_rate：100%",
                "budget_adjustment：年中追加\n校门维修2万元。",
            ]
        );
    }

    #[test]
    fn labels_of_what_no_field_is_for_end_what_stands_before_them() {
        let form = table(&[
            NAMES,
            &["财务负责人：林海　　单位负责人（签字）：符芳<4x1>"],
            &["审核人：", "李清", "填报人：周明<2x1>"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "competent_department：某市教育局",
                "project_name：校舍维修",
                "reporter：周明",
                "finance_leader：林海",
                "unfiled：单位负责人（签字）：符芳\n审核人：李清",
                "R01 来稿有 2 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn the_heads_of_the_goals_may_say_of_what_time_they_are() {
        for (goal, result) in [
            ("年初预期目标", "目标实际完成情况"),
            ("年初设定绩效目标", "实际完成情况"),
        ] {
            let form = table(&[
                NAMES,
                &[
                    "年度总体目标<1x2>",
                    &format!("{goal}<1x1>"),
                    &format!("{result}<2x1>"),
                ],
                &["维修3栋。", "已维修。<2x1>"],
            ]);
            let expected = ["annual_goal：维修3栋。", "annual_goal_result：已维修。"];
            assert_eq!(told(&read([form])).split_off(2), expected, "{goal}");
        }
    }

    #[test]
    fn the_indicators_have_heads_in_many_words() {
        let of_row = |head: &[&str], row: &[&str]| {
            let imported = read([table(&[NAMES, head, row])]);
            told(&imported).split_off(2)
        };
        let values = ["3栋", "2栋", "90", "60"];
        for heads in [
            ["预期值", "实际达到值", "满分", "评分"],
            ["指标目标值", "完成情况", "权数", "评分"],
            [
                "年度绩效指标目标值",
                "年度绩效指标完成值",
                "标准分值",
                "自评分",
            ],
            ["年初目标", "完成情况", "权重（分）", "得分（10×执行率）"],
        ] {
            for reason in ["说明", "备注", "扣分原因", "未完成原因和改进措施"] {
                let head = [&["一级指标", "二级指标", "三级指标"], &heads[..], &[reason]];
                let row = [
                    &["产出指标", "数量指标", "维修校舍"],
                    &values[..],
                    &["停工"],
                ];
                let mut read_so = READ.to_vec();
                read_so.push("indicators.0.reason：停工");
                assert_eq!(of_row(&head.concat(), &row.concat()), read_so, "{heads:?}");
            }
        }
        let head = [
            "绩效指标名称",
            "年初绩效指标值",
            "年末完成情况",
            "分值权重",
            "评价得分",
        ];
        let row = [&["维修校舍"], &values[..]].concat();
        assert_eq!(of_row(&head, &row), READ[2..]);
        // Beside a column of reasons, a remark is none of ours.
        let head = [HEAD, &["说明", "偏差原因分析"]].concat();
        let row = [ROW, &["据实", "停工"]].concat();
        let told = of_row(&head, &row);
        for expected in [
            "indicators.0.reason：停工",
            "unfiled：说明\n维修校舍 | 据实",
        ] {
            assert!(told.iter().any(|line| line == expected), "{told:?}");
        }
    }

    #[test]
    fn indicators_under_unknown_heads_are_no_goals() {
        let form = table(&[
            NAMES,
            &["年度总体目标<1x2>", "预期目标<1x1>", "实际完成情况<2x1>"],
            &["维修3栋。", "已维修。<2x1>"],
            &["一级指标", "二级指标", "打算", "做到"],
            &["产出指标", "数量指标", "2023年度", "2栋"],
            &["填报人", "李清<3x1>"],
        ]);
        assert_eq!(
            told(&read([form])).split_off(2),
            [
                "annual_goal：维修3栋。",
                "annual_goal_result：已维修。",
                "policy：财政部",
                "reporter：李清",
                "unfiled：一级指标 | 二级指标 | 打算 | 做到\n产出指标 | 数量指标 | 2023年度 | 2栋",
                "R01 来稿有 2 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn the_unit_may_share_its_line_with_labels_and_the_year() {
        let funds = |head: &str| {
            table(&[
                &["项目名称", "校舍维修", "主管部门", "某市教育局"],
                &[head, "年初预算数", "全年预算数", "全年执行数"],
                &["年度资金总额", "10", "12", "11"],
            ])
        };
        let amounts = |blocks: Vec<Block>| {
            let told = told(&read(blocks)).into_iter();
            let is_other = |line: &String| {
                ["competent_department", "project_name"]
                    .iter()
                    .any(|key| line.starts_with(key))
            };
            told.filter(|line| !is_other(line)).collect::<Vec<_>>()
        };
        let of_funds = [
            "total_initial：10万元",
            "total_full_year：12万元",
            "total_executed：11万元",
        ];
        let (unit, year) = ("budget_unit：某中学", "report_year：2023");
        let cases: [(&str, &[&str]); 5] = [
            ("填报单位（盖章）：某中学          金额单位：万元", &[unit]),
            ("填报单位：某中学    2023年度    单位：万元", &[year, unit]),
            ("（2023年度）　　　　金额单位：万元", &[year]),
            ("（单位：人民币万元）", &[]),
            ("2023年度\t单位：人民币万元", &[year]),
        ];
        for (line, of_line) in cases {
            let expected = [of_line, &of_funds[..]].concat();
            let above = Source::of_text(line).blocks;
            assert_eq!(
                amounts([above, vec![funds("项目资金")]].concat()),
                expected,
                "{line}"
            );
            let cell = table(&[&[&format!("{line}<4x1>")]]);
            if let (Block::Grid(cell), Block::Grid(mut form)) = (cell, funds("项目资金")) {
                form.rows.splice(0..0, cell.rows);
                assert_eq!(amounts(vec![Block::Grid(form)]), expected, "{line}");
            }
        }
        for head in [
            "项目资金\n单位：万元",
            "（万元）项目资金",
            "项目资金（单位：人民币万元）",
        ] {
            assert_eq!(amounts(vec![funds(head)]), of_funds, "{head}");
        }
        // White space within a value parts nothing where no unit is said.
        let form = table(&[NAMES, &["实施单位：某中学 2023年度", ""]]);
        assert!(told(&read([form])).contains(&"budget_unit：某中学 2023年度".to_owned()));
    }

    #[test]
    fn a_note_below_says_the_unit_of_amounts_that_have_none() {
        let form = |head| {
            table(&[
                NAMES,
                &[head, "年初预算数", "全年预算数", "全年执行数"],
                &["年度资金总额", "10", "12", "0"],
            ])
        };
        let read_so = |head, note: &str| {
            let note = Source::of_text(note).blocks;
            told(&read([vec![form(head)], note].concat())).split_off(2)
        };
        for note in [
            "注：金额单位为万元。",
            "备注:1.本表金额单位均为人民币万元；",
        ] {
            let in_wan = [
                "total_initial：10万元",
                "total_full_year：12万元",
                "total_executed：0",
            ];
            assert_eq!(read_so("项目资金", note), in_wan, "{note}");
            let in_yuan = [
                "total_initial：10",
                "total_full_year：12",
                "total_executed：0",
            ];
            assert_eq!(read_so("项目资金（元）", note), in_yuan, "{note}");
        }
        assert_eq!(
            read_so("项目资金", "注：金额单位为万元；专户为零。"),
            [
                "total_initial：10万元",
                "total_full_year：12万元",
                "total_executed：0",
                "unfiled：注：金额单位为万元；专户为零。",
                ONE_UNFILED,
            ]
        );
    }

    const HEAD: &[&str] = &[
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
    ];
    const ROW: &[&str] = &["产出指标", "数量指标", "维修校舍", "3栋", "2栋", "90", "60"];
    const READ: [&str; 7] = [
        "indicators.0.level1：产出指标",
        "indicators.0.level2：数量指标",
        "indicators.0.level3：维修校舍",
        "indicators.0.target：3栋",
        "indicators.0.actual：2栋",
        "indicators.0.weight：90",
        "indicators.0.score：60",
    ];

    #[test]
    fn a_head_of_the_indicators_may_have_two_rows() {
        let above = [
            "一级指标<1x2>",
            "二级指标<1x2>",
            "三级指标<1x2>",
            "指标值<2x1>",
            "分值<1x2>",
            "得分<1x2>",
        ];
        let form = table(&[
            &above,
            &["年度指标值", "实际完成值"],
            ROW,
            &["合计<5x1>", "100", "60"],
        ]);
        let mut read_so = vec!["total_score：60"];
        read_so.extend(READ);
        assert_eq!(told(&read([form])), read_so);
        // As pasted from a spreadsheet, from Word, and with bars or spaces.
        for head in [
            "一级指标\t二级指标\t三级指标\t指标值\t\t分值\t得分\n\t\t\t年度指标值\t实际完成值\t\t",
            "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n\t\t\t年度指标值\t实际完成值\t\t",
            "一级指标\t二级指标\t三级指标\t指标值\t分值\t得分\n年度指标值\t实际完成值",
            "一级指标|二级指标|三级指标|指标值|分值|得分\n|||年度指标值|实际完成值||",
            "一级指标 二级指标 三级指标 指标值 分值 得分\n年度指标值 实际完成值",
        ] {
            let border = head.chars().find(|c| "\t| ".contains(*c)).unwrap();
            let row = ROW.join(&border.to_string());
            let total = ["合计", "100", "60"].join(&border.to_string());
            let text = format!("{head}\n{row}\n{total}");
            assert_eq!(told(&text::read(&text)), read_so, "{head}");
        }
    }

    #[test]
    fn heads_that_say_nothing_of_those_above_refine_none_of_them() {
        let rows = [HEAD.join(" "), "分值 得分".to_owned(), ROW.join(" ")];
        let mut expected = vec!["unfiled：分值 得分"];
        expected.extend(READ);
        expected.push("R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」");
        assert_eq!(told(&text::read(&rows.join("\n"))), expected);
    }

    #[test]
    fn one_figure_of_the_totals_is_what_its_column_says() {
        let total = |row: &[&str]| {
            let told = told(&read([table(&[HEAD, ROW, row])])).into_iter();
            let is_of_indicator = |line: &String| line.starts_with("indicators");
            told.filter(|line| !is_of_indicator(line))
                .collect::<Vec<_>>()
        };
        let unfiled = "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」";
        assert_eq!(total(&["合计<6x1>", "60"]), ["total_score：60"]);
        // In a line whose cells may lack those before the first, no column is known.
        let lines = [&HEAD.join("|"), &ROW.join("|"), "合计|||||100"].join("\n");
        let told = told(&read(Source::of_text(&lines).blocks));
        assert!(told.contains(&"unfiled：合计 | 100".to_owned()), "{told:?}");
        // The right sum of the weights is computed.
        assert_eq!(total(&["合计<5x1>", "100", ""]), Vec::<String>::new());
        assert_eq!(
            total(&["合计<5x1>", "110", ""]),
            ["unfiled：合计 | 110", unfiled]
        );
        assert_eq!(
            total(&["合计<3x1>", "3", "", "", ""]),
            ["unfiled：合计 | 3", unfiled]
        );
    }

    #[test]
    fn a_sign_in_words_is_the_sign() {
        let form = table(&[
            &[
                "三级指标",
                "指标性质",
                "年度指标值",
                "实际完成值",
                "分值",
                "得分",
            ],
            &["维修校舍", "大于等于", "3", "3", "50", "50"],
            &["单栋造价", "小于等于", "30", "28", "40", "40"],
            &["单栋造价", "反向", "30", "28", "40", "40"],
        ]);
        let told = told(&read([form])).into_iter();
        let natures = told.filter(|line| line.contains("nature"));
        assert_eq!(
            natures.collect::<Vec<_>>(),
            [
                "indicators.0.nature：≥",
                "indicators.1.nature：≤",
                "indicators.2.nature：反向",
            ]
        );
    }

    #[test]
    fn each_line_of_the_reasons_is_its_indicators_own() {
        let form = |reasons| {
            table(&[
                &[
                    "一级指标",
                    "二级指标",
                    "三级指标",
                    "年初目标值",
                    "实际完成值",
                    "得分",
                ],
                &[
                    "产出指标",
                    "数量指标",
                    "维修校舍（50分）",
                    "3栋",
                    "2栋",
                    "40",
                ],
                &["产出指标", "时效指标", "按时完工（30分）", "是", "否", "20"],
                &["偏差大或目标未完成原因分析", reasons],
            ])
        };
        let reasons = |reasons| {
            let told = told(&read([form(reasons)])).into_iter();
            let is_reason = |line: &String| line.contains("reason") || line.contains("goals_unmet");
            told.filter(is_reason).collect::<Vec<_>>()
        };
        assert_eq!(
            reasons("维修校舍：雨天停工。\n\n按时完工：顺延至次年。"),
            [
                "indicators.0.reason：雨天停工。",
                "indicators.1.reason：顺延至次年。",
            ]
        );
        assert_eq!(
            reasons("维修校舍：雨天停工。\n\n其余：顺延至次年。"),
            ["goals_unmet：维修校舍：雨天停工。\n其余：顺延至次年。"]
        );
    }

    #[test]
    fn a_row_of_words_has_columns_only_where_they_leave_no_choice() {
        let told = |row: &str| {
            let rows = [&HEAD.join(" "), &ROW.join(" "), row];
            let mut told = told(&text::read(&rows.join("\n")));
            assert_eq!(
                told.iter().filter(|line| READ.contains(&&line[..])).count(),
                7
            );
            told.retain(|line| !READ.contains(&&line[..]));
            told
        };
        assert_eq!(
            told("效益指标 生态效益指标"),
            [
                "indicators.1.level1：效益指标",
                "indicators.1.level2：生态效益指标",
            ]
        );
        assert_eq!(
            told("产出指标（20） 质量指标 验收 合格 合格 20 20"),
            [
                "indicators.1.level1：产出指标（20）",
                "indicators.1.level2：质量指标",
                "indicators.1.level3：验收",
                "indicators.1.target：合格",
                "indicators.1.actual：合格",
                "indicators.1.weight：20",
                "indicators.1.score：20",
            ]
        );
        let long = format!("质量指标 {}20 20", "验收 合格 ".repeat(40));
        assert_eq!(
            told(&long),
            [
                format!("unfiled：{long}"),
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」".to_owned(),
            ]
        );
    }

    const NAMES: &[&str] = &["项目名称", "校舍维修", "主管部门", "某市教育局"];
    const NAMES_READ: [&str; 2] = ["competent_department：某市教育局", "project_name：校舍维修"];
    const UNKNOWN_UNIT: &str = "R04 来稿的金额表没有写明单位，按元读入";
    const ONE_UNFILED: &str = "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」";

    #[test]
    fn the_sum_of_the_weights_counts_with_the_forms_own_weight_of_the_execution() {
        let form = table(&[
            FUNDS_HEAD,
            &["资金总额", "10", "10", "8", "20", "80%", "16"],
            HEAD,
            &[
                "产出指标",
                "数量指标",
                "维修校舍（10分）",
                "3栋",
                "3栋",
                "80",
                "80",
            ],
            &["总分<5x1>", "100", "96"],
        ]);
        let told = told(&read([form]));
        for expected in [
            "execution_weight：20",
            "total_score：96",
            "indicators.0.weight：80",
        ] {
            assert!(
                told.iter().any(|line| line == expected),
                "{expected}: {told:?}"
            );
        }
        // Where the weights have a column, none is read from the name.
        assert!(
            told.contains(&"indicators.0.level3：维修校舍（10分）".to_owned()),
            "{told:?}"
        );
        assert!(
            !told.iter().any(|line| line.starts_with("unfiled")),
            "{told:?}"
        );
    }

    #[test]
    fn a_second_form_begins_where_the_first_has_what_a_form_has() {
        let title: &[&str] = &["项目支出绩效自评表<7x1>"];
        let funds: &[&str] = &["资金总额", "10", "10", "8", "10", "80%", "8"];
        let others: &[&str] = &["资金总额", "20", "20", "8", "10", "40%", "4"];
        for (first, second) in [
            (title, title),
            (NAMES, &["项目名称", "操场改造", "主管部门", "某市教育局"]),
        ] {
            let forms = [
                table(&[first, FUNDS_HEAD, funds]),
                table(&[second, FUNDS_HEAD, others]),
            ];
            let imported = read(forms);
            let budgets =
                [&imported, &imported.more[0]].map(|form| form.draft.get(Field::TotalFullYear));
            assert_eq!(budgets, ["10", "20"]);
        }
    }

    #[test]
    fn a_table_of_something_else_is_read_as_lines() {
        let other = table(&[&["序号", "会议", "时间"], &["1", "开工会", "3月"]]);
        assert_eq!(
            told(&read([other])),
            [
                "unfiled：序号\t会议\t时间\n1\t开工会\t3月",
                "R01 来稿有 2 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn a_label_without_a_value_does_not_take_the_next_label() {
        for leader in ["项目负责人：", "填报日期：　项目负责人："] {
            let form = table(&[NAMES, &[leader, "联系电话", "0898-12345678"]]);
            let expected = [&NAMES_READ[..], &["phone：0898-12345678"]].concat();
            assert_eq!(told(&read([form])), expected, "{leader}");
        }
        let form = table(&[NAMES, &["项目负责人：　联系电话：", "0898-12345678"]]);
        let expected = [&NAMES_READ[..], &["phone：0898-12345678"]].concat();
        assert_eq!(told(&read([form])), expected);
    }

    #[test]
    fn a_source_has_no_score_of_its_own_and_amounts_may_have_no_unit() {
        let head: Vec<&str> = [&["项目资金"], &FUNDS_HEAD[1..]].concat();
        let form = table(&[
            NAMES,
            &head,
            &["资金总额", "10", "10", "8", "10", "80%", "8"],
            &["其中：财政资金", "10", "10", "8", "9", "80%", "7"],
        ]);
        let of_form = told(&read([form]));
        let end = [
            "execution_score：8",
            "unfiled：其中：财政资金 | 9 | 7",
            UNKNOWN_UNIT,
            ONE_UNFILED,
        ];
        assert_eq!(of_form[of_form.len() - 4..], end);
        // What stands in another table counts too.
        let sub_projects = table(&[
            &["子项目名称", "下达资金", "支出", "支出率"],
            &["操场改造", "10", "8", "80%"],
        ]);
        let expected = [
            &NAMES_READ[..],
            &[
                "sub_projects.0.name：操场改造",
                "sub_projects.0.allocated：10",
                "sub_projects.0.spent：8",
                UNKNOWN_UNIT,
            ],
        ];
        assert_eq!(
            told(&read([table(&[NAMES]), sub_projects])),
            expected.concat()
        );
    }

    #[test]
    fn of_the_execution_among_the_indicators_only_a_rate_is_its_rate() {
        let told = |actual| {
            let row = ["预算执行率", "", "", "100%", actual, "10", "8"];
            told(&read([table(&[HEAD, ROW, &row])]))
        };
        let kept = |told: Vec<String>| -> Vec<String> {
            let is_of_indicator = |line: &String| line.starts_with("indicators");
            told.into_iter()
                .filter(|line| !is_of_indicator(line))
                .collect()
        };
        assert_eq!(
            kept(told("尚未支付")),
            [
                "execution_score：8",
                "unfiled：预算执行率 | 100% | 尚未支付",
                ONE_UNFILED
            ]
        );
        assert_eq!(
            kept(told("80%")),
            [
                "total_rate：80%",
                "execution_score：8",
                "unfiled：预算执行率 | 100%",
                ONE_UNFILED
            ]
        );
    }

    #[test]
    fn of_two_reasons_of_a_form_the_second_is_said_otherwise() {
        let label = "未完成原因及改进措施";
        let form = table(&[
            NAMES,
            &[label, "雨季停工。<3x1>"],
            &[label, "设计变更。<3x1>"],
        ]);
        let expected = [
            "goals_unmet：雨季停工。",
            "unfiled：项目绩效目标未完成情况及原因分析：设计变更。",
            "R03 来稿中「项目绩效目标未完成情况及原因分析」另有一处写作“设计变更。”，放在「未归类内容」",
            ONE_UNFILED,
        ];
        assert_eq!(told(&read([form])), [&NAMES_READ[..], &expected].concat());
    }
}
