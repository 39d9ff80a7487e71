//! 《项目支出绩效自评表》, by the [`Layout`] of the draft's policy.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;

use super::layout::{
    FundsColumn, FundsFigure, FundsTable, IndicatorColumn, IndicatorTable, Item, Layout, Part, Show,
};
use super::{chart, filled, lines, slot, unreadable, Wording};
use crate::document::{At, Block, Cell, CellKind, Document, Figure, Formula, Run, State, Table};
use crate::field::value::{Percent, Points, Quantity, Reading, Yuan};
use crate::field::{Field, Kind, Need, Value};
use crate::funds::{Line, Stage, CARRIED_OVER, FISCAL};
use crate::indicator::{Indicator, Nature};
use crate::place::Place;
use crate::policy::Unit;
use crate::rate::ExecutionRate;
use crate::score::Scored;
use crate::Subject;

/// The form of a draft.
pub fn document(subject: &Subject<'_>) -> Document {
    let layout = subject.policy.layout;
    let line_of = |words| filled(words, |field| slot(subject, field, Wording::Standard));
    let title: Vec<Run> = line_of(layout.title).concat();
    let mut blocks = vec![Block::Title(title.clone())];
    let notes = |words: &[&'static str]| -> Vec<Block> {
        let lines = words.iter().flat_map(|words| line_of(words));
        lines.map(Block::Note).collect()
    };
    blocks.extend(notes(layout.heading));
    blocks.push(Block::Table(table(subject, layout)));
    blocks.extend(notes(layout.notes));
    if subject.has_charts {
        let funds = chart::funds(subject, subject.policy.unit);
        let charts = funds.into_iter().chain(chart::scores(subject));
        blocks.extend(charts.map(Block::Chart));
    }
    Document {
        title: title.iter().map(|run| run.text.as_str()).collect(),
        mark: None,
        paper: layout.paper,
        carries_draft: true,
        names: super::names(subject),
        blocks,
    }
}

fn table(subject: &Subject<'_>, layout: &'static Layout) -> Table {
    let writer = Writer { subject, layout };
    let mut sheet = Sheet::default();
    for part in layout.parts {
        match part {
            Part::Row(items) => sheet.row(items.iter().map(|item| writer.item(item)).collect()),
            Part::Funds(table) => writer.funds(table, &mut sheet),
            Part::Indicators(table) => writer.indicators(table, &mut sheet),
        }
    }
    sheet.into_table()
}

/// Rows of cells whose widths are in % of the table.
#[derive(Default)]
struct Sheet {
    rows: Vec<Vec<Placed>>,
    /// The cells that reach down into the next row: where, and for how many rows more.
    hanging: Vec<(u32, u32, usize)>,
    /// What the last row of the indicators sums up: 分值, the execution's included.
    weights: Vec<At>,
    /// The same of 得分.
    scores: Vec<At>,
}

struct Placed {
    left: u32,
    right: u32,
    cell: Cell,
}

impl Sheet {
    /// Adds a row: its cells fill from the left what hangs down from above leaves free.
    fn row(&mut self, cells: Vec<(u32, Cell)>) {
        let hanging = std::mem::take(&mut self.hanging);
        let mut left = 0;
        let mut row = Vec::new();
        for (width, cell) in cells {
            while let Some((_, right, _)) = hanging.iter().find(|(at, _, _)| *at == left) {
                left = *right;
            }
            let right = left + width;
            if cell.rows > 1 {
                self.hanging.push((left, right, cell.rows - 1));
            }
            row.push(Placed { left, right, cell });
            left = right;
        }
        let left_over = hanging.into_iter().filter(|(_, _, rows)| *rows > 1);
        self.hanging
            .extend(left_over.map(|(left, right, rows)| (left, right, rows - 1)));
        self.rows.push(row);
    }

    fn into_table(self) -> Table {
        let placed = || self.rows.iter().flatten();
        let borders: BTreeSet<u32> = placed().flat_map(|cell| [cell.left, cell.right]).collect();
        let columns: Vec<Option<u32>> = borders
            .iter()
            .zip(borders.iter().skip(1))
            .map(|(left, right)| Some(right - left))
            .collect();
        let rows = self.rows.into_iter().map(|row| {
            let cells = row.into_iter().map(|placed| Cell {
                columns: borders.range(placed.left..placed.right).count(),
                ..placed.cell
            });
            cells.collect()
        });
        Table {
            caption: None,
            columns,
            head: 0,
            rows: rows.collect(),
        }
    }
}

fn label(label: &'static str) -> Cell {
    text(CellKind::Label, Run::fixed(label))
}

fn tall(rows: usize, cell: Cell) -> Cell {
    Cell { rows, ..cell }
}

/// A cell with a paragraph for each line of a run; an empty one has one.
pub(super) fn text(kind: CellKind, run: Run) -> Cell {
    let mut lines = lines(&run);
    if lines.is_empty() {
        lines.push(run.clone());
    }
    Cell {
        lines: lines.into_iter().map(|line| vec![line]).collect(),
        ..Cell::new(kind, run)
    }
}

fn sound(place: Option<Place>, text: impl Into<String>) -> Run {
    Run {
        text: text.into(),
        place,
        state: State::Sound,
    }
}

/// What stands where something is missing: what the form leaves blank where it may be. An
/// amount may not: its source has others.
fn missing(place: Place) -> Run {
    let spec = place.field.spec();
    let (text, state) = match spec.need {
        Need::Optional if spec.kind != Kind::Amount => ("", State::Sound),
        Need::Required | Need::Optional => ("〔未填〕", State::Missing),
        Need::Reported => ("〔未算出〕", State::Missing),
    };
    Run {
        text: text.to_owned(),
        place: Some(place),
        state,
    }
}

/// A figure; what stands instead of one is centred.
pub(super) fn figure(run: Run) -> Cell {
    let kind = match run.text.contains(|c: char| c.is_ascii_digit()) {
        true => CellKind::Figure,
        false => CellKind::Short,
    };
    Cell::new(kind, run)
}

/// A cell whose text shows this number. Without one, or where the text is what was typed
/// instead of a number, it is a text.
pub(super) fn numbered(run: Run, number: Option<Figure>) -> Cell {
    let is_sound = run.state == State::Sound;
    Cell {
        figure: number.filter(|_| is_sound),
        ..figure(run)
    }
}

/// The cell with what its figure, if it has one, is computed by.
pub(super) fn made_by(cell: Cell, formula: Option<Formula>) -> Cell {
    let figure = cell.figure.map(|figure| figure.made_by(formula));
    Cell { figure, ..cell }
}

/// Where a figure of the table of funds stands in this row of the form. A text beside all
/// rows stands in the first of them only.
fn funds_cell(table: &FundsTable, what: FundsFigure, row: usize) -> Option<At> {
    let figures = table.columns.iter().filter(|column| !is_beside(column));
    let before = figures.into_iter().position(|column| column.what == what)?;
    let cell = before + 1;
    Some(At { row, cell })
}

fn funds_rate(table: &FundsTable, row: usize) -> Option<Formula> {
    let amount = |stage| funds_cell(table, FundsFigure::Amount(stage), row);
    Some(Formula::Rate {
        executed: amount(Stage::Executed)?,
        budget: amount(Stage::FullYear)?,
    })
}

/// Whether a column is a text beside all rows. Such a column is the last one.
fn is_beside(column: &&FundsColumn) -> bool {
    matches!(column.what, FundsFigure::Reason(_))
}

/// A number that has decimals, without the zeros at their end: `2.50` → `2.5`, `10.00` → `10`.
fn trimmed(number: &str) -> &str {
    number.trim_end_matches('0').trim_end_matches('.')
}

/// 万元, exact, with at least two decimals: `3.36`, `1,838.87`, `90.00`, `89.97405`.
pub(super) fn ten_thousands(amount: Yuan) -> String {
    let exact = amount.grouped_wan();
    match exact.split_once('.') {
        None => exact + ".00",
        Some((_, decimals)) if decimals.len() == 1 => exact + "0",
        Some(_) => exact,
    }
}

/// Cells of one draft in one layout.
#[derive(Clone, Copy)]
struct Writer<'s, 'd> {
    subject: &'s Subject<'d>,
    layout: &'static Layout,
}

impl Writer<'_, '_> {
    /// What was typed, else what is said where it is missing.
    fn typed(self, place: Place) -> Run {
        match self.subject.form.value(&place) {
            Value::Empty => missing(place),
            Value::Unreadable(_) => unreadable(self.subject, place),
            _ if place.row.is_none() => slot(self.subject, place.field, Wording::Standard),
            _ => {
                let text = self.subject.form.text(&place);
                sound(Some(place), text)
            }
        }
    }

    fn item(self, item: &Item) -> (u32, Cell) {
        let cell = match item.show {
            Show::Label(text) => label(text),
            Show::Words(words) => Cell {
                lines: filled(words, |field| self.typed_or_blank(field)),
                ..Cell::new(CellKind::Text, Run::fixed(""))
            },
            Show::Coded(code, name) => {
                let mut runs = Vec::new();
                if !self.subject.form.is_empty(code) {
                    runs.extend([self.typed(Place::of(code)), Run::fixed("-")]);
                }
                runs.push(self.typed(Place::of(name)));
                Cell {
                    lines: vec![runs],
                    ..Cell::new(CellKind::Text, Run::fixed(""))
                }
            }
            Show::Boxes(field, options) => {
                let chosen = self.subject.form.choice(field);
                let boxes: Vec<String> = options
                    .iter()
                    .map(|(option, name)| {
                        let mark = if *option == chosen { '☑' } else { '□' };
                        format!("{name}{mark}")
                    })
                    .collect();
                Cell::new(
                    CellKind::Text,
                    sound(Some(Place::of(field)), boxes.join("　　")),
                )
            }
            Show::Reasons(field) => self.reasons(field),
        };
        (item.width, tall(item.rows, cell))
    }

    fn typed_or_blank(self, field: Field) -> Run {
        self.typed(Place::of(field))
    }

    /// A line for each indicator that has a reason.
    fn reasons(self, otherwise: Field) -> Cell {
        let scored = self.subject.scores.indicators.iter();
        let lines: Vec<Vec<Run>> = scored
            .map(|scored| &scored.indicator)
            .map(|indicator| (indicator, indicator.place(Field::IndicatorReason)))
            .filter(|(_, place)| !self.subject.form.text(place).is_empty())
            .map(|(indicator, place)| {
                let name = sound(
                    Some(indicator.place(Field::IndicatorLevel3)),
                    indicator.name,
                );
                vec![name, Run::fixed("："), self.typed(place)]
            })
            .collect();
        if lines.is_empty() {
            return text(CellKind::Text, self.typed(Place::of(otherwise)));
        }
        Cell {
            lines,
            ..Cell::new(CellKind::Text, Run::fixed(""))
        }
    }

    /// A label with the points of the execution and of the indicators.
    fn head(self, label: &str) -> Cell {
        let execution = self.subject.scores.execution_weight;
        let indicators = Points::whole(100).distance(execution);
        let label = label
            .replace("{execution_weight}", &self.score_text(execution))
            .replace("{indicator_weight}", &self.score_text(indicators));
        text(CellKind::Label, Run::fixed(label))
    }

    fn funds(self, table: &FundsTable, sheet: &mut Sheet) {
        let figures = &self.subject.figures;
        let is_nothing = |line: &Line| {
            let amounts = line.amounts.iter().flatten();
            amounts.copied().all(Yuan::is_zero)
        };
        let is_of_fiscal = |line: &&Line| [&FISCAL, &CARRIED_OVER].contains(&line.source);
        let mut others = figures.sources().filter(|line| !is_of_fiscal(line));
        let is_fiscal = others.all(is_nothing);
        let (total_label, rows) = match table.fiscal_total_label {
            Some(label) if is_fiscal => (label, &[][..]),
            _ => (table.total_label, table.rows),
        };
        let mut cells: Vec<(u32, Cell)> = Vec::new();
        if let Some((width, text)) = table.side {
            cells.push((width, tall(rows.len() + 2, self.head(text))));
        }
        cells.push((table.head.0, label(table.head.1)));
        let heads = table.columns.iter();
        cells.extend(heads.map(|column| (column.width, self.head(column.label))));
        sheet.row(cells);

        let total = [&figures.total];
        let top = sheet.rows.len();
        let mut cells = vec![(table.head.0, label(total_label))];
        for column in table.columns {
            let at = At {
                row: top,
                cell: cells.len(),
            };
            match column.what {
                FundsFigure::Weight => sheet.weights.push(at),
                FundsFigure::Score => sheet.scores.push(at),
                _ => {}
            }
            let cell = match column.what {
                FundsFigure::Reason(field) => tall(
                    rows.len() + 1,
                    text(CellKind::Text, self.typed(Place::of(field))),
                ),
                what => self.funds_figure(what, &total, true),
            };
            let below = top + 1..=top + rows.len();
            let formula = self.funds_formula(table, column.what, top, below);
            cells.push((column.width, made_by(cell, formula)));
        }
        sheet.row(cells);

        for row in rows {
            let sources = row.sources.iter();
            let lines: Vec<&Line> = sources.filter_map(|source| figures.line(source)).collect();
            let mut cells = vec![(table.head.0, label(row.label))];
            for column in table.columns.iter().filter(|column| !is_beside(column)) {
                let cell = self.funds_figure(column.what, &lines, false);
                let formula = match column.what {
                    FundsFigure::Rate => funds_rate(table, sheet.rows.len()),
                    _ => None,
                };
                cells.push((column.width, made_by(cell, formula)));
            }
            sheet.row(cells);
        }
    }

    /// How the total's figures come from the rows below it and from each other.
    fn funds_formula(
        self,
        table: &FundsTable,
        what: FundsFigure,
        row: usize,
        below: RangeInclusive<usize>,
    ) -> Option<Formula> {
        match what {
            FundsFigure::Amount(_) => {
                let parts = below.filter_map(|row| funds_cell(table, what, row));
                Some(Formula::Sum(parts.collect()))
            }
            FundsFigure::Rate => funds_rate(table, row),
            // Where there is no rate, the score is a person's.
            FundsFigure::Score if self.subject.scores.execution.is_some() => Some(Formula::Score {
                weight: self.subject.scores.execution_weight,
                executed: funds_cell(table, FundsFigure::Amount(Stage::Executed), row)?,
                budget: funds_cell(table, FundsFigure::Amount(Stage::FullYear), row)?,
            }),
            _ => None,
        }
    }

    /// A figure of the sum of these lines.
    fn funds_figure(self, what: FundsFigure, lines: &[&Line], is_total: bool) -> Cell {
        let scores = &self.subject.scores;
        let number = match what {
            FundsFigure::Amount(stage) => self.sum(lines, stage).map(|sum| self.amount_figure(sum)),
            FundsFigure::Rate => self
                .rate_of(lines)
                .percent()
                .map(|rate| self.rate_figure(rate)),
            FundsFigure::Weight => Some(self.weight_figure(scores.execution_weight)),
            FundsFigure::Score => {
                let computed = scores.execution.map(Figure::plain);
                computed.or(scores.typed_execution.map(Figure::points))
            }
            FundsFigure::Reason(_) => None,
        };
        let run = match what {
            FundsFigure::Amount(stage) => self.amount(lines, stage),
            FundsFigure::Rate => self.rate(lines),
            FundsFigure::Weight if is_total => {
                Run::fixed(self.weight_text(scores.execution_weight))
            }
            FundsFigure::Score if is_total => {
                let place = Place::of(Field::ExecutionScore);
                match scores.execution {
                    Some(points) => sound(Some(place), self.score_text(points)),
                    None => self.points(place, Points::to_string),
                }
            }
            FundsFigure::Weight | FundsFigure::Score | FundsFigure::Reason(_) => {
                let mark = Run::fixed(self.layout.not_applicable);
                return Cell::new(CellKind::Short, mark);
            }
        };
        numbered(run, number)
    }

    /// The sum of the lines' amounts. As in `funds`, one that isn't filled in counts nothing
    /// where another is, and an unreadable one leaves the sum unknown.
    fn sum(self, lines: &[&Line], stage: Stage) -> Option<Yuan> {
        let mut sum = None;
        for line in lines {
            let place = Place::of(line.source.amounts[stage as usize]);
            match (line.amount(stage), self.subject.form.value(&place)) {
                (Some(amount), _) => sum = Some(sum.unwrap_or(Yuan::ZERO) + amount),
                (None, Value::Unreadable(_)) => return None,
                (None, _) => {}
            }
        }
        sum
    }

    fn amount(self, lines: &[&Line], stage: Stage) -> Run {
        let places: Vec<Place> = lines
            .iter()
            .map(|line| Place::of(line.source.amounts[stage as usize]))
            .collect();
        let place = match &places[..] {
            [] => return Run::fixed(""),
            [place] => Some(place.clone()),
            _ => None,
        };
        match (self.sum(lines, stage), place) {
            (Some(amount), place) => sound(place, self.amount_text(amount)),
            (None, Some(place)) => match self.subject.form.value(&place) {
                Value::Unreadable(_) => unreadable(self.subject, place),
                _ => missing(place),
            },
            (None, None) => Run {
                text: "〔未算出〕".to_owned(),
                place: None,
                state: State::Missing,
            },
        }
    }

    fn rate_of(self, lines: &[&Line]) -> ExecutionRate {
        let executed = self.sum(lines, Stage::Executed);
        ExecutionRate::of(executed, self.sum(lines, Stage::FullYear))
    }

    fn rate(self, lines: &[&Line]) -> Run {
        let place = match lines {
            [] => return Run::fixed(""),
            [line] => Some(Place::of(line.source.rate)),
            _ => None,
        };
        match self.rate_of(lines) {
            ExecutionRate::Of(percent) => sound(place, self.rate_text(percent)),
            ExecutionRate::NoBudget => sound(place, self.layout.no_rate),
            ExecutionRate::SpentWithoutBudget => Run {
                text: "〔无预算却有支出〕".to_owned(),
                place,
                state: State::Missing,
            },
            ExecutionRate::Unknown => Run {
                text: "〔未算出〕".to_owned(),
                place,
                state: State::Missing,
            },
        }
    }

    fn indicators(self, table: &IndicatorTable, sheet: &mut Sheet) {
        let scored = &self.subject.scores.indicators;
        let width: u32 = table.columns.iter().map(|column| column.width).sum();
        let mut heads: Vec<(u32, Cell)> = Vec::new();
        if let Some((width, text)) = table.side {
            heads.push((width, tall(scored.len().max(1) + 1, self.head(text))));
        }
        let columns = table.columns.iter();
        heads.extend(columns.map(|column| (column.width, label(column.label))));
        sheet.row(heads);
        if scored.is_empty() {
            let nothing = Run {
                text: "〔未填：绩效指标〕".to_owned(),
                place: None,
                state: State::Missing,
            };
            sheet.row(vec![(width, Cell::new(CellKind::Short, nothing))]);
        }
        let heights = self.heights();
        for (row, heights) in scored.iter().zip(heights) {
            let mut cells = Vec::new();
            for column in table.columns {
                let rows = match column.field {
                    Field::IndicatorLevel1 => heights[0],
                    Field::IndicatorLevel2 => heights[1],
                    _ => 1,
                };
                if rows > 0 {
                    let at = At {
                        row: sheet.rows.len(),
                        cell: cells.len(),
                    };
                    match column.field {
                        Field::IndicatorWeight => sheet.weights.push(at),
                        Field::IndicatorScore => sheet.scores.push(at),
                        _ => {}
                    }
                    let cell = self.indicator(table, column.field, row);
                    cells.push((column.width, tall(rows, cell)));
                }
            }
            sheet.row(cells);
        }
        self.total(table, sheet);
    }

    /// By row of indicators, how many rows its cells of 一级指标 and 二级指标 cover: 0 where
    /// that of a row above does.
    fn heights(self) -> Vec<[usize; 2]> {
        let scored = &self.subject.scores.indicators;
        let mut heights: Vec<[usize; 2]> = Vec::new();
        let mut level1 = "";
        let mut tops = [0, 0];
        for (i, row) in scored.iter().enumerate() {
            let typed = self
                .subject
                .form
                .text(&row.indicator.place(Field::IndicatorLevel1));
            let is_same1 = i > 0 && (typed.is_empty() || typed == level1);
            let is_same2 = is_same1 && row.indicator.level2 == scored[i - 1].indicator.level2;
            if !typed.is_empty() {
                level1 = typed;
            }
            heights.push([0, 0]);
            for (level, is_same) in [is_same1, is_same2].into_iter().enumerate() {
                if !is_same {
                    tops[level] = i;
                }
                heights[tops[level]][level] += 1;
            }
        }
        heights
    }

    /// 合计 or 总分: the label up to the first figure.
    fn total(self, table: &IndicatorTable, sheet: &mut Sheet) {
        let is_figure = |column: &IndicatorColumn| {
            matches!(column.field, Field::IndicatorWeight | Field::IndicatorScore)
        };
        let scores = &self.subject.scores;
        let at = table.columns.iter().position(is_figure).unwrap_or(0);
        let (before, after) = table.columns.split_at(at);
        let before: u32 = before.iter().map(|column| column.width).sum();
        let side = table.side.map_or(0, |(width, _)| width);
        let mut cells = vec![(side + before, label(table.total_label))];
        for column in after {
            let (run, number, parts) = match column.field {
                Field::IndicatorWeight => (
                    Run::fixed(self.weight_text(scores.weight)),
                    Some(self.weight_figure(scores.weight)),
                    std::mem::take(&mut sheet.weights),
                ),
                Field::IndicatorScore => {
                    let place = Place::of(Field::TotalScore);
                    let run = match scores.total {
                        Some(total) => sound(Some(place), self.score_text(total)),
                        None => missing(place),
                    };
                    let parts = std::mem::take(&mut sheet.scores);
                    (run, scores.total.map(Figure::plain), parts)
                }
                _ => (Run::fixed(""), None, Vec::new()),
            };
            let cell = numbered(run, number);
            cells.push((column.width, made_by(cell, Some(Formula::Sum(parts)))));
        }
        sheet.row(cells);
    }

    fn indicator(self, table: &IndicatorTable, field: Field, scored: &Scored<'_>) -> Cell {
        let indicator = &scored.indicator;
        let place = indicator.place(field);
        let shows = |field| table.columns.iter().any(|column| column.field == field);
        let is_level = matches!(field, Field::IndicatorLevel1 | Field::IndicatorLevel2);
        // Such a row stands in the form for what the project doesn't have.
        if indicator.is_blank && !is_level {
            return Cell::new(CellKind::Short, sound(Some(place), ""));
        }
        match field {
            Field::IndicatorLevel1 => {
                let run = self.typed(place);
                let mut cell = Cell::new(CellKind::Label, run);
                let weight = table.has_group_weights.then(|| self.group_weight(scored));
                cell.lines
                    .extend(weight.flatten().map(|weight| vec![Run::fixed(weight)]));
                cell
            }
            Field::IndicatorLevel2 => Cell::new(CellKind::Label, self.typed(place)),
            Field::IndicatorLevel3 => {
                let mut cell = text(CellKind::Text, self.typed(place));
                // Where the form has no column for it, the weight stands behind the name.
                if let (Some(weight), false) = (indicator.weight, shows(Field::IndicatorWeight)) {
                    let weight = format!("（{}分）", trimmed(&weight.to_string()));
                    cell.lines
                        .last_mut()
                        .into_iter()
                        .for_each(|line| line.push(Run::fixed(&weight)));
                }
                cell
            }
            Field::IndicatorNature => {
                let run = match (&indicator.target, self.typed(place)) {
                    (Reading::Value(target), run) if run.text.is_empty() => {
                        sound(run.place, target.comparison)
                    }
                    (_, run) => run,
                };
                Cell::new(CellKind::Short, run)
            }
            Field::IndicatorTarget => {
                // Where the unit has a column, the sign has one too.
                let has_columns = shows(Field::IndicatorUnit);
                let run = match (&indicator.target, self.typed(place)) {
                    (Reading::Value(target), run) => sound(
                        run.place,
                        self.target(indicator, target, &run.text, has_columns),
                    ),
                    (_, run) => run,
                };
                text(CellKind::Short, run)
            }
            Field::IndicatorUnit => Cell::new(CellKind::Short, sound(Some(place), &indicator.unit)),
            Field::IndicatorCompletion => {
                let run = match scored.completion {
                    Some(percent) => sound(Some(place), percent.to_string()),
                    None if indicator.nature == Nature::Qualitative => sound(Some(place), ""),
                    None => missing(place),
                };
                numbered(run, scored.completion.map(Figure::share))
            }
            Field::IndicatorWeight => {
                let run = self.points(place, |points| self.weight_text(*points));
                let weight = indicator.weight;
                numbered(run, weight.map(|weight| self.weight_figure(weight)))
            }
            Field::IndicatorScore => {
                let run = match (self.subject.form.value(&place), scored.score) {
                    (Value::Unreadable(_), _) => unreadable(self.subject, place),
                    (_, Some(points)) => sound(Some(place), self.score_text(points)),
                    (_, None) => Run {
                        text: "〔未算出〕".to_owned(),
                        place: Some(place),
                        state: State::Missing,
                    },
                };
                numbered(run, scored.score.map(Figure::plain))
            }
            Field::IndicatorActual => text(CellKind::Short, self.typed(place)),
            _ => text(CellKind::Text, self.typed(place)),
        }
    }

    /// 年度指标值: the bare number where its sign and unit have columns of their own, else with
    /// them.
    fn target(
        self,
        indicator: &Indicator<'_>,
        target: &Quantity,
        typed: &str,
        has_columns: bool,
    ) -> String {
        let is_bare = target.comparison.is_empty() && target.unit.is_empty();
        if has_columns {
            return match is_bare {
                true => typed.to_owned(),
                false => target.decimal().to_string(),
            };
        }
        let form = &self.subject.form;
        let has_sign = !form
            .text(&indicator.place(Field::IndicatorNature))
            .is_empty();
        let sign = match has_sign && target.comparison.is_empty() {
            true => indicator.nature.sign(),
            false => "",
        };
        let unit = match target.unit.as_str() {
            "" => indicator.unit.as_str(),
            _ => "",
        };
        format!("{sign}{typed}{unit}")
    }

    /// Points as typed, shown by `show`.
    fn points(self, place: Place, show: impl Fn(&Points) -> String) -> Run {
        match self.subject.form.value(&place) {
            Value::Points(points) => sound(Some(place), show(points)),
            Value::Unreadable(_) => unreadable(self.subject, place),
            _ => missing(place),
        }
    }

    /// `（50分）`
    fn group_weight(self, scored: &Scored<'_>) -> Option<String> {
        let group = scored.indicator.group?;
        let subtotals = self.subject.scores.subtotals.iter();
        let subtotal = subtotals
            .into_iter()
            .find(|subtotal| subtotal.group == group)?;
        let place = scored.indicator.place(Field::IndicatorLevel1);
        let typed = self.subject.form.text(&place);
        // `产出指标（50分）` as it was typed needs no second one.
        (!typed.is_empty() && !typed.contains('分'))
            .then(|| format!("（{}分）", trimmed(&subtotal.weight.to_string())))
    }

    fn amount_text(self, amount: Yuan) -> String {
        match self.subject.policy.unit {
            Unit::Yuan => amount.grouped(),
            Unit::TenThousand => ten_thousands(amount),
        }
    }

    fn amount_figure(self, amount: Yuan) -> Figure {
        match self.subject.policy.unit {
            Unit::Yuan => Figure::yuan(amount),
            Unit::TenThousand => Figure::ten_thousands(amount),
        }
    }

    fn rate_figure(self, percent: Percent) -> Figure {
        match self.layout.has_percent_in_head {
            true => Figure::percent(percent),
            false => Figure::share(percent),
        }
    }

    fn weight_figure(self, points: Points) -> Figure {
        match self.layout.has_decimal_weights {
            true => Figure::points(points),
            false => Figure::plain(points),
        }
    }

    fn rate_text(self, percent: Percent) -> String {
        let text = percent.to_string();
        match (self.layout.has_percent_in_head, text.strip_suffix('%')) {
            (true, Some(number)) => trimmed(number).to_owned(),
            _ => text,
        }
    }

    fn weight_text(self, points: Points) -> String {
        match self.layout.has_decimal_weights {
            true => points.to_string(),
            false => self.score_text(points),
        }
    }

    fn score_text(self, points: Points) -> String {
        trimmed(&points.to_string()).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::{Table as FieldTable, FIELDS};
    use crate::report::public::Public;
    use crate::report::summary;
    use crate::{export, policy, Edition};

    /// A draft in this policy with rows of indicators, by field.
    fn draft(policy: &str, rows: &[&[(Field, &str)]]) -> Draft {
        let mut draft = Draft::default();
        draft.set(Field::Policy, policy);
        for (row, texts) in rows.iter().enumerate() {
            let table = FieldTable::Indicators;
            draft.apply(&Edit::InsertRow { table, row });
            for (field, text) in *texts {
                draft.apply(&Edit::Set {
                    place: Place::in_row(*field, row),
                    text: (*text).to_owned(),
                });
            }
        }
        draft
    }

    fn text_of(draft: &Draft) -> String {
        export::text::write(&Subject::of(draft, None).evaluation())
    }

    #[test]
    fn every_field_of_the_form_stands_in_a_layout() {
        let computed = [
            Field::Policy,
            Field::WeightScheme,
            Field::ExecutionWeight,
            Field::ExecutionScore,
            Field::TotalScore,
            Field::Grade,
        ];
        for spec in FIELDS {
            let is_of_the_form = matches!(
                spec.section,
                crate::field::Section::Evaluation | crate::field::Section::Indicators
            );
            let is_shown = policy::ALL
                .iter()
                .any(|policy| policy.layout.shows(spec.field));
            if is_of_the_form {
                assert_ne!(is_shown, computed.contains(&spec.field), "{}", spec.key);
            }
        }
    }

    #[test]
    fn the_forms_heads_have_the_points_that_count() {
        let mut draft = draft("湖北", &[]);
        assert!(text_of(&draft).contains("（20分）") && text_of(&draft).contains("（80分）"));
        draft.set(Field::ExecutionWeight, "15");
        let text = text_of(&draft);
        for head in ["（15分）", "（85分）", "（15分×"] {
            assert!(text.contains(head), "{text}");
        }
        assert!(!text.contains("20分"), "{text}");
    }

    #[test]
    fn an_empty_form_marks_what_is_missing() {
        for policy in policy::ALL {
            let text = text_of(&draft(policy.name, &[]));
            for mark in ["〔未填〕", "〔未算出〕", "〔未填：绩效指标〕"] {
                assert!(text.contains(mark), "{}: {mark}\n{text}", policy.name);
            }
        }
    }

    #[test]
    fn levels_are_merged_where_they_are_the_same_or_left_out() {
        use Field::{IndicatorLevel1 as One, IndicatorLevel2 as Two, IndicatorLevel3 as Three};
        let draft = draft(
            "财政部",
            &[
                &[(One, "产出指标"), (Two, "数量指标"), (Three, "甲")],
                &[(Three, "乙")],
                &[(One, "产出指标"), (Two, "质量指标"), (Three, "丙")],
                &[(One, "效益指标"), (Two, "质量指标"), (Three, "丁")],
                &[(One, "产出指标"), (Two, "质量指标"), (Three, "戊")],
            ],
        );
        let text = text_of(&draft);
        let at = text.find("\t产出指标").unwrap();
        let rows: Vec<String> = text[at..]
            .lines()
            .take(5)
            .map(|line| {
                line.split('\t')
                    .skip(1)
                    .take(3)
                    .collect::<Vec<_>>()
                    .join(",")
            })
            .collect();
        assert_eq!(
            rows,
            [
                "产出指标（0分）,数量指标,甲",
                ",,乙",
                ",质量指标,丙",
                "效益指标（0分）,质量指标,丁",
                "产出指标（0分）,质量指标,戊",
            ]
        );
    }

    #[test]
    fn a_row_without_an_indicator_stays_blank() {
        let row: &[(Field, &str)] = &[(Field::IndicatorLevel2, "经济效益指标")];
        let text = text_of(&draft("财政部", &[row]));
        assert!(text.contains("\t\t经济效益指标\t\t\t\t\t\t\n"), "{text}");
    }

    #[test]
    fn a_target_has_its_sign_and_unit_in_their_columns_or_with_it() {
        let row: &[(Field, &str)] = &[(Field::IndicatorTarget, "≥50个")];
        let split: &[(Field, &str)] = &[
            (Field::IndicatorNature, "≥"),
            (Field::IndicatorTarget, "50"),
            (Field::IndicatorUnit, "个"),
        ];
        let words: &[(Field, &str)] = &[
            (Field::IndicatorNature, "定性"),
            (Field::IndicatorTarget, "效果明显"),
        ];
        let half: &[(Field, &str)] = &[
            (Field::IndicatorTarget, "≥50"),
            (Field::IndicatorUnit, "个"),
        ];
        let other_half: &[(Field, &str)] = &[
            (Field::IndicatorNature, "≥"),
            (Field::IndicatorTarget, "50个"),
        ];
        for row in [row, split, half, other_half] {
            assert!(text_of(&draft("财政部", &[row])).contains("\t≥50个\t"));
            assert!(text_of(&draft("四川", &[row])).contains("\t≥\t50\t个\t"));
        }
        assert!(text_of(&draft("财政部", &[words])).contains("\t效果明显\t"));
        assert!(text_of(&draft("四川", &[words])).contains("\t定性\t效果明显\t\t"));
    }

    #[test]
    fn a_typed_score_prints_as_typed_and_a_computed_one_where_none_is() {
        let row: &[(Field, &str)] = &[
            (Field::IndicatorTarget, "4"),
            (Field::IndicatorActual, "3"),
            (Field::IndicatorWeight, "10"),
        ];
        let of = |score| {
            let row = [row, &[(Field::IndicatorScore, score)]].concat();
            text_of(&draft("财政部", &[&row]))
        };
        assert!(of("").contains("\t4\t3\t10\t7.5\t"));
        assert!(of("8").contains("\t4\t3\t10\t8\t"));
        assert!(of("八").contains("\t4\t3\t10\t八\t"));
    }

    #[test]
    fn what_cannot_be_read_prints_as_it_was_typed() {
        let row: &[(Field, &str)] = &[
            (Field::IndicatorTarget, "4"),
            (Field::IndicatorWeight, "十分"),
        ];
        let mut draft = draft("财政部", &[row]);
        draft.set(Field::FiscalFullYear, "一百余万");
        let text = text_of(&draft);
        for typed in ["一百余万", "十分"] {
            assert!(text.contains(typed), "{typed} in\n{text}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_marked() {
        let row: &[(Field, &str)] = &[
            (Field::IndicatorNature, "大约"),
            (Field::IndicatorTarget, "4"),
            (Field::IndicatorWeight, "十分"),
        ];
        let draft = draft("四川", &[row]);
        let mut document = Subject::of(&draft, None).evaluation();
        for text in ["大约", "十分"] {
            let mut runs = document.runs_mut().into_iter();
            let run = runs.find(|run| run.text == text).unwrap();
            assert_eq!(run.state, State::Unreadable, "{text}");
        }
    }

    #[test]
    fn the_rate_of_one_source_leads_to_its_field() {
        let mut draft = draft("海南", &[]);
        draft.set(Field::FiscalFullYear, "100");
        draft.set(Field::FiscalExecuted, "80");
        draft.set(Field::UnitFullYear, "50");
        draft.set(Field::UnitExecuted, "20");
        let mut document = Subject::of(&draft, None).evaluation();
        let mut runs = document.runs_mut().into_iter();
        let text = runs
            .find(|run| run.place == Some(Place::of(Field::FiscalRate)))
            .map(|run| run.text.clone());
        assert_eq!(text.as_deref(), Some("80"));
    }

    #[test]
    fn a_goal_prints_what_it_quotes() {
        for policy in policy::ALL {
            let mut draft = draft(policy.name, &[]);
            draft.set(Field::FiscalFullYear, "100");
            draft.set(Field::FiscalExecuted, "80");
            draft.set(Field::AnnualGoalResult, "支出〔全年执行数〕");
            let shows = policy.layout.shows(Field::AnnualGoalResult);
            assert_eq!(text_of(&draft).contains("支出80"), shows, "{}", policy.name);
        }
    }

    #[test]
    fn a_goal_in_words_has_no_completion_and_none_is_missing() {
        let row = |nature, target| {
            let row = [
                (Field::IndicatorLevel3, "甲"),
                (Field::IndicatorNature, nature),
                (Field::IndicatorTarget, target),
                (Field::IndicatorActual, "完成"),
            ];
            let text = text_of(&draft("海南", &[&row]));
            let line = text.lines().find(|line| line.contains("\t甲\t")).unwrap();
            line.to_owned()
        };
        let has_gap = |line: String| line.split('\t').nth(7) == Some("〔未算出〕");
        assert!(!has_gap(row("定性", "效果明显")));
        assert!(has_gap(row("≥", "5")));
    }

    #[test]
    fn amounts_in_ten_thousands_are_exact() {
        let show = |text: &str| ten_thousands(Yuan::read(text).value().unwrap());
        assert_eq!(show("33600"), "3.36");
        assert_eq!(show("18388700"), "1,838.87");
        assert_eq!(show("900000"), "90.00");
        assert_eq!(show("899740.5"), "89.97405");
        assert_eq!(show("-5000"), "-0.50");
        assert_eq!(show("0"), "0.00");
    }

    #[test]
    fn other_funds_are_the_sum_of_their_sources() {
        let mut draft = draft("财政部", &[]);
        draft.set(Field::UnitFullYear, "20000");
        draft.set(Field::SpecialAccountFullYear, "10000");
        draft.set(Field::UnitExecuted, "10000");
        let text = text_of(&draft);
        assert!(text.contains("其他资金\t〔未算出〕\t3.00\t1.00\t—\t33.33%\t—"));
        draft.set(Field::SpecialAccountExecuted, "一");
        let text = text_of(&draft);
        assert!(text.contains("其他资金\t〔未算出〕\t3.00\t〔未算出〕\t—\t〔未算出〕\t—"));
    }

    #[test]
    fn what_was_carried_over_and_other_funds_stand_in_their_rows() {
        let mut draft = draft("财政部", &[]);
        draft.set(Field::CarriedOverFullYear, "10000");
        draft.set(Field::CarriedOverExecuted, "5000");
        draft.set(Field::OtherFundsFullYear, "20000");
        let text = text_of(&draft);
        assert!(
            text.contains("上年结转资金\t〔未填〕\t1.00\t0.50\t—\t50.00%\t—"),
            "{text}"
        );
        assert!(text.contains("\t其他资金\t〔未算出〕\t2.00\t"));
        draft.set(Field::Policy, "四川");
        let text = text_of(&draft);
        assert!(
            text.contains("\t其他资金\t〔未填〕\t2.00\t〔未填〕\t"),
            "{text}"
        );
        assert!(!text.contains("上年结转资金"));
        draft.set(Field::OtherFundsFullYear, "");
        draft.set(Field::Policy, "湖北");
        let text = text_of(&draft);
        assert!(text.contains("年度财政资金总额\t1.00\t0.50\t"), "{text}");
    }

    #[test]
    fn where_all_funds_are_fiscal_the_form_of_hubei_has_one_row() {
        let mut draft = draft("湖北", &[]);
        draft.set(Field::FiscalFullYear, "10000");
        draft.set(Field::UnitFullYear, "0");
        assert!(text_of(&draft).contains("\t年度财政资金总额\t1.00\t"));
        draft.set(Field::UnitFullYear, "10000");
        let text = text_of(&draft);
        assert!(text.contains("\t年度资金总额\t2.00\t"));
        assert!(text.contains("\t其中：年度财政资金\t1.00\t"));
    }

    #[test]
    fn markup_in_a_merged_cell_is_text() {
        let row: &[(Field, &str)] = &[
            (Field::IndicatorLevel1, "</th><script>"),
            (Field::IndicatorTarget, "1"),
        ];
        let draft = draft("海南", &[row, &[(Field::IndicatorTarget, "1")]]);
        let html = export::html::write(&Subject::of(&draft, None).evaluation(), &draft);
        assert!(html.contains(" rowspan=\"2\">&lt;/th&gt;&lt;script&gt;</th>"));
    }

    /// The width of every row in columns, counted from the spans alone.
    fn widths(table: &Table) -> Vec<usize> {
        let mut widths = vec![0; table.rows.len()];
        for (top, row) in table.rows.iter().enumerate() {
            for cell in row {
                for width in widths.iter_mut().skip(top).take(cell.rows) {
                    *width += cell.columns;
                }
                assert!(cell.columns > 0 && cell.rows > 0 && top + cell.rows <= table.rows.len());
            }
        }
        widths
    }

    fn check_tables(document: &Document) {
        for block in &document.blocks {
            let Block::Table(table) = block else { continue };
            let columns = table.columns.len();
            assert!(widths(table).iter().all(|width| *width == columns));
            let cells: usize = table.rows.iter().map(Vec::len).sum();
            let starts = table.grid().into_iter().flatten();
            let is_start =
                |slot: &crate::document::Slot<'_>| matches!(slot, crate::document::Slot::Start(_));
            assert_eq!(starts.filter(is_start).count(), cells);
            let percents: Option<Vec<u32>> = table.columns.iter().copied().collect();
            assert!(percents.is_none_or(|percents| percents.iter().sum::<u32>() == 100));
        }
    }

    /// What people type into a field of this kind, or anything.
    fn texts(kind: Kind) -> BoxedStrategy<String> {
        let usual = match kind {
            Kind::Amount => "[0-9]{1,15}(\\.[0-9]{1,8})?".boxed(),
            Kind::Points => "[0-9]{1,3}(\\.[0-9]{1,2})?".boxed(),
            Kind::Choice(options) | Kind::Pick(options) => proptest::sample::select(options)
                .prop_map(str::to_owned)
                .boxed(),
            _ => "(产出|效益|≥50个|80%|完成|电话13800138000。|[0-9]{1,4}|甲\n乙)".boxed(),
        };
        prop_oneof![1 => Just(String::new()), 4 => usual, 1 => any::<String>()].boxed()
    }

    fn drafts() -> impl Strategy<Value = Draft> {
        (0usize..3, 0usize..6).prop_flat_map(|(sub_projects, indicators)| {
            let mut draft = Draft::default();
            for (table, rows) in [
                (FieldTable::SubProjects, sub_projects),
                (FieldTable::Indicators, indicators),
            ] {
                for row in 0..rows {
                    draft.apply(&Edit::InsertRow { table, row });
                }
            }
            let places = draft.places();
            let all: Vec<BoxedStrategy<String>> = places
                .iter()
                .map(|place| texts(place.field.spec().kind))
                .collect();
            all.prop_map(move |texts| {
                let mut draft = draft.clone();
                for (place, text) in places.iter().cloned().zip(texts) {
                    draft.apply(&Edit::Set { place, text });
                }
                draft
            })
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        #[test]
        fn any_draft_in_any_policy_gives_whole_tables_in_every_edition(draft in drafts()) {
            for policy in policy::ALL {
                let mut draft = draft.clone();
                draft.set(Field::Policy, policy.name);
                let subject = Subject::of(&draft, None);
                for edition in Edition::ALL {
                    let document = subject.edition(edition);
                    check_tables(&document);
                    let public = Public { show_names: false }.of(document);
                    let html = export::html::write(&public, &draft);
                    prop_assert!(!html.contains("13800138000"));
                }
                check_tables(&summary::document(&[subject]));
            }
        }
    }
}
