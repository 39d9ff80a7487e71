//! Walks through the lines and says where each stretch of the source belongs. What it says
//! nothing of is the template's own wording.

use std::ops::Range;

use super::ends::{self, Signature};
use super::fold::{folded, Folded};
use super::line::{trimmed, Line, Start};
use super::template::{is_narrative, HeadingHit, Hit, Template, Trust};
use crate::field::{Field, Kind};
use crate::report::{missing_text, Wording, DEFAULT_TITLE, NO_BUDGET, SPENT_WITHOUT_BUDGET};

/// A stretch of the source for a field.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) field: Field,
    /// The bytes of the text.
    pub(super) text: Range<usize>,
    /// The bytes with the label before, for where the field has a text already.
    pub(super) with_label: Range<usize>,
    pub(super) trust: Trust,
}

/// A heading's number that isn't the template's.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct WrongNumber {
    /// Of [`Template::headings`].
    pub(super) heading: usize,
    /// The bytes of the number.
    pub(super) number: Range<usize>,
}

/// What a scan has found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Entry>,
    pub(super) unfiled: Vec<Range<usize>>,
    /// The lines of the sub-projects' table, without its head.
    pub(super) rows: Vec<Range<usize>>,
    pub(super) wrong_numbers: Vec<WrongNumber>,
    /// How many more labels are of the template's wording than of the mended one.
    pub(super) original: i64,
    /// The report says itself that its year is missing.
    pub(super) is_year_missing: bool,
}

/// Where the words go that no label claims.
#[derive(Clone, Debug)]
enum Open {
    /// To the narrative of the section, or nowhere.
    Section,
    /// To this narrative.
    Narrative(Field),
    /// To this field, whose label stood at the end of the line before.
    Awaited(Hit),
}

struct Scan<'t> {
    source: &'t str,
    template: &'t Template,
    /// By section, whether its heading stands in the source.
    present: Vec<bool>,
    section: Option<usize>,
    open: Open,
    /// By field, the trust with which it was seen.
    seen: Vec<Option<Trust>>,
    /// By fixed sentence, whether it was seen.
    seen_fixed: Vec<bool>,
    found: Found,
}

pub(super) fn scan(source: &str, lines: &[Line], template: &Template) -> Found {
    let mut scan = Scan::new(source, lines, template);
    let first = ends::first_known(lines);
    let body = first.unwrap_or(lines.len());
    scan.top(&lines[..body], first.is_none());
    let signature = first.and_then(|_| ends::signature(source, lines));
    let end = signature.as_ref().map_or(lines.len(), |found| found.start);
    let mut at = body.min(end);
    while at < end {
        at = scan.table(lines, at, end).unwrap_or_else(|| {
            scan.line(&lines[at]);
            at + 1
        });
    }
    if let Some(signature) = signature {
        scan.signature(&signature);
        for line in &lines[signature.end..] {
            scan.unfiled(line.range.clone());
        }
    }
    scan.found
}

impl<'t> Scan<'t> {
    fn new(source: &'t str, lines: &[Line], template: &'t Template) -> Scan<'t> {
        let mut present = vec![false; template.narratives.len()];
        for line in lines {
            if let Start::Heading(hit) = &line.start {
                if let Some(section) = template.headings[hit.heading].section {
                    present[section] = true;
                }
            }
        }
        Scan {
            source,
            template,
            present,
            section: None,
            open: Open::Section,
            seen: vec![None; Field::COUNT],
            seen_fixed: vec![false; template.fixed.len()],
            found: Found::default(),
        }
    }

    /// The lines before the first heading or label.
    fn top(&mut self, lines: &[Line], is_open: bool) {
        let top = ends::top(lines, is_open);
        for (i, line) in lines.iter().enumerate() {
            if self.is_label_on_top(line) {
                self.line(line);
                continue;
            }
            let text = trimmed(self.source, line.range.clone());
            if top.mark == Some(i)
                || &self.source[text.clone()] == DEFAULT_TITLE && top.title == [i]
            {
                continue;
            }
            match top.title.contains(&i) {
                true => self.entry(Field::Title, text.clone(), text, Trust::Sentence),
                false => self.unfiled(text),
            }
        }
    }

    /// Whether a line before the first heading is a form's, or belongs to a section that
    /// has no heading; anything else there is the web page's.
    fn is_label_on_top(&self, line: &Line) -> bool {
        let Start::Label(hit) = &line.start else {
            return false;
        };
        let label = &self.template.labels[hit.label];
        label.trust == Trust::Form || !self.present[label.section]
    }

    fn signature(&mut self, signature: &Signature) {
        let unit = signature
            .unit
            .clone()
            .map(|unit| (Field::SignatureUnit, unit));
        let date = (Field::SignatureDate, signature.date.clone());
        for (field, text) in unit.into_iter().chain([date]) {
            if self.source[text.clone()] != missing_text(field) {
                self.entry(field, text.clone(), text, Trust::Sentence);
            }
        }
    }

    fn entry(&mut self, field: Field, text: Range<usize>, with_label: Range<usize>, trust: Trust) {
        self.found.entries.push(Entry {
            field,
            text,
            with_label,
            trust,
        });
    }

    fn unfiled(&mut self, range: Range<usize>) {
        let range = trimmed(self.source, range);
        if !range.is_empty() {
            self.found.unfiled.push(range);
        }
    }

    fn line(&mut self, line: &Line) {
        let folded = &line.folded;
        let mut at = line.residue;
        match &line.start {
            Start::Heading(hit) => {
                self.heading(folded, hit);
                at = hit.end;
                self.unfiled(folded.bytes(0..line.residue));
                self.words(folded, at);
            }
            Start::Label(hit) if self.takes(hit, true) => {
                self.unfiled(folded.bytes(without_borders(folded, 0..at)));
                self.slots(folded, hit.clone());
            }
            _ => self.words(folded, 0),
        }
    }

    fn heading(&mut self, line: &Folded, hit: &HeadingHit) {
        let heading = &self.template.headings[hit.heading];
        self.section = heading.section;
        self.open = Open::Section;
        let number = &line.chars[hit.number.clone()];
        if !number.is_empty() && number != folded(&heading.number) {
            self.found.wrong_numbers.push(WrongNumber {
                heading: hit.heading,
                number: line.bytes(hit.number.clone()),
            });
        }
    }

    /// The rest of a line from a character on: fixed sentences, labels, then free words.
    fn words(&mut self, folded: &Folded, mut at: usize) {
        while let Some(fixed) = self.fixed_at(folded, at) {
            self.seen_fixed[fixed] = true;
            at += self.template.fixed[fixed].0.len();
        }
        if let Some(hit) = self.template.label_at(folded, at, true) {
            if self.takes(&hit, true) {
                return self.slots(folded, hit);
            }
        }
        if at == folded.len() || self.links(folded, at) {
            return;
        }
        self.free(folded, at..folded.len());
    }

    /// The fixed sentence that stands at a character, in its section for the first time.
    fn fixed_at(&self, folded: &Folded, at: usize) -> Option<usize> {
        let mut sentences = self.template.fixed.iter().enumerate();
        let (i, _) = sentences.find(|(i, (words, section))| {
            !self.seen_fixed[*i] && self.is_here(*section) && folded.has(at, words)
        })?;
        Some(i)
    }

    /// Whether what belongs to a section may stand here: in it, before any, or anywhere
    /// where the section's heading is missing.
    fn is_here(&self, section: usize) -> bool {
        self.section.is_none_or(|here| here == section) || !self.present[section]
    }

    /// Whether a label is one here, and not words of a narrative.
    fn takes(&self, hit: &Hit, starts_line: bool) -> bool {
        let label = &self.template.labels[hit.label];
        let is_within = match self.open {
            Open::Narrative(_) => true,
            Open::Section => {
                let narrative = self.section.and_then(|at| self.template.narratives[at]);
                narrative.is_some() || !starts_line
            }
            Open::Awaited(_) => !starts_line,
        };
        let is_new = self.seen[label.field as usize].is_none_or(|seen| label.trust < seen);
        let is_free = match label.trust {
            Trust::Sentence => is_new || !is_within,
            Trust::Form => !matches!(self.open, Open::Narrative(_)),
        };
        self.is_here(label.section) && is_free
    }

    /// A label at the start of a line and the slots after it.
    fn slots(&mut self, folded: &Folded, first: Hit) {
        let mut next = Some(first);
        while let Some(hit) = next {
            let label = &self.template.labels[hit.label];
            self.seen[label.field as usize] = Some(match self.seen[label.field as usize] {
                Some(seen) => seen.min(label.trust),
                None => label.trust,
            });
            self.found.original += match label.wording {
                Some(Wording::Original) => 1,
                Some(Wording::Standard) => -1,
                None => 0,
            };
            self.year(folded, &hit);
            if is_narrative(label.field) {
                return self.paragraph(folded, &hit);
            }
            self.open = Open::Section;
            next = (hit.end..folded.len()).find_map(|at| self.next_label(folded, at));
            let end = next.as_ref().map_or(folded.len(), |next| next.start);
            self.slot(folded, &hit, hit.start, hit.end..end);
        }
    }

    /// The label at a character within a line of slots.
    fn next_label(&self, folded: &Folded, at: usize) -> Option<Hit> {
        let hit = self.template.label_at(folded, at, false)?;
        let kind = self.template.labels[hit.label].field.spec().kind;
        let is_figure = matches!(kind, Kind::Amount | Kind::Rate);
        let is_border = |c: &char| matches!(c, ',' | ';' | '。' | '、' | '|');
        let after_border = at
            .checked_sub(1)
            .is_some_and(|at| is_border(&folded.chars[at]));
        let stands_out = is_figure || hit.has_colon || after_border || folded.is_apart(at);
        (stands_out && self.takes(&hit, false)).then_some(hit)
    }

    /// The year before a goal.
    fn year(&mut self, folded: &Folded, hit: &Hit) {
        if hit.year.is_empty() {
            return;
        }
        let year = folded.bytes(hit.year.clone());
        if self.source[year.clone()] == missing_text(Field::ReportYear) {
            self.found.is_year_missing = true;
            return;
        }
        let with_label = folded.bytes(hit.start..hit.end);
        self.entry(Field::AnnualGoalYear, year, with_label, Trust::Sentence);
    }

    /// A narrative's first paragraph, after its label.
    fn paragraph(&mut self, folded: &Folded, hit: &Hit) {
        let field = self.template.labels[hit.label].field;
        self.open = Open::Narrative(field);
        self.free(folded, hit.end..folded.len());
    }

    /// Words that no label claims.
    fn free(&mut self, folded: &Folded, range: Range<usize>) {
        let text = folded.bytes(range.clone());
        if text.is_empty() {
            return;
        }
        let narrative = match self.open.clone() {
            Open::Awaited(hit) => {
                self.open = Open::Section;
                return self.slot(folded, &hit, range.start, range);
            }
            Open::Narrative(field) => Some(field),
            Open::Section => self.section.and_then(|at| self.template.narratives[at]),
        };
        match narrative {
            Some(field) if self.source[text.clone()] == missing_text(field) => {}
            Some(field) => self.entry(field, text.clone(), text, Trust::Sentence),
            None => self.unfiled(text),
        }
    }

    /// What stands in a slot; it may be the unit's with the project's name and category.
    /// `start` is the first character of the label, or of the slot where the label stood on
    /// the line before.
    fn slot(&mut self, folded: &Folded, hit: &Hit, start: usize, range: Range<usize>) {
        let label = &self.template.labels[hit.label];
        if range.is_empty() && label.trust == Trust::Form {
            // An empty cell of a form: the next line is another's.
        } else if range.is_empty() {
            self.open = Open::Awaited(hit.clone());
        } else if label.field == Field::BudgetUnit && label.trust == Trust::Sentence {
            self.unit_sentence(folded, start, range);
        } else {
            self.value(folded, label.field, label.trust, start, range);
        }
    }

    /// 单位 的项目 名称 属于 类别: the first 的项目 and the last 属于 divide it. Without a 的项目,
    /// the first 的 does.
    fn unit_sentence(&mut self, folded: &Folded, start: usize, range: Range<usize>) {
        let stop = folded.find(range.clone(), &['。']).unwrap_or(range.end);
        let mut links = self.template.links.iter();
        let name = links
            .find(|(_, field)| *field == Field::ProjectName)
            .and_then(|(words, _)| {
                let at = folded.find(range.start..stop, words)?;
                Some((at, at + words.len()))
            })
            .or_else(|| {
                folded
                    .find(range.start..stop, &['的'])
                    .map(|at| (at, at + 1))
            });
        let Some((unit_end, name)) = name else {
            return self.value(folded, Field::BudgetUnit, Trust::Sentence, start, range);
        };
        self.value(
            folded,
            Field::BudgetUnit,
            Trust::Sentence,
            start,
            range.start..unit_end,
        );
        self.name_and_category(folded, unit_end, name..range.end);
    }

    fn name_and_category(&mut self, folded: &Folded, start: usize, range: Range<usize>) {
        let category = self.template.links.get(1).and_then(|(words, field)| {
            let stop = folded.find(range.clone(), &['。']).unwrap_or(range.end);
            Some((folded.rfind(range.start..stop, words)?, words.len(), *field))
        });
        let name_end = category.map_or(range.end, |(at, _, _)| at);
        self.seen[Field::ProjectName as usize] = Some(Trust::Sentence);
        let name = range.start..name_end;
        self.value(folded, Field::ProjectName, Trust::Sentence, start, name);
        if let Some((at, length, field)) = category {
            self.seen[field as usize] = Some(Trust::Sentence);
            self.value(folded, field, Trust::Sentence, at, at + length..range.end);
        }
    }

    /// A line that goes on with the sentence of the line before: 的项目…, 属于….
    fn links(&mut self, folded: &Folded, at: usize) -> bool {
        if !matches!(self.open, Open::Section) || self.seen[Field::BudgetUnit as usize].is_none() {
            return false;
        }
        let template = self.template;
        let link = template.links.iter().find(|(words, field)| {
            folded.has(at, words) && self.seen[*field as usize] != Some(Trust::Sentence)
        });
        let Some((words, field)) = link else {
            return false;
        };
        let next = (at..folded.len()).find_map(|at| self.next_label(folded, at));
        let end = next.as_ref().map_or(folded.len(), |next| next.start);
        let slot = at + words.len()..end;
        match field {
            Field::ProjectName => self.name_and_category(folded, at, slot),
            _ => {
                self.seen[*field as usize] = Some(Trust::Sentence);
                self.value(folded, *field, Trust::Sentence, at, slot);
            }
        }
        if let Some(next) = next {
            self.slots(folded, next);
        }
        true
    }

    /// Puts what stands in a slot into its field, without the template's words and one mark
    /// of punctuation around it. `start` is the first character of the label.
    fn value(
        &mut self,
        folded: &Folded,
        field: Field,
        trust: Trust,
        start: usize,
        range: Range<usize>,
    ) {
        let around = self.template.around(field);
        let (from, mut end) = (range.start, range.end);
        let from = from + usize::from(folded.chars[from..end].starts_with(&[',']));
        // `资金总额年初预算数为860万元`
        let is_figure = matches!(field.spec().kind, Kind::Amount | Kind::Rate);
        let is_link = |at: &usize| is_figure && matches!(folded.chars[*at], '为' | '是' | ':');
        let verb = (from..end).take_while(is_link).count();
        let from = match folded.chars[from..end].get(verb) {
            Some('0'..='9') => from + verb,
            _ => from,
        };
        let mut rest = end..end;
        if !around.tail.is_empty() && folded.chars[from..end].ends_with(&around.tail) {
            end -= around.tail.len();
        } else if let [.., ',' | '。' | ';' | '、'] = folded.chars[from..end] {
            end -= 1;
        }
        if let Some(stop) = stop(folded, field, from..end) {
            rest = without_borders(folded, stop + 1..range.end);
            end = stop;
        }
        if around.has_yuan && ends_with_yuan(&folded.chars[from..end]) {
            end -= 1;
        }
        let (from, end) = match field {
            Field::ProjectName => self.unquoted(folded, from..end),
            _ => (from, end),
        };
        let text = folded.bytes(from..end);
        if !text.is_empty() && !self.is_own(field, text.clone()) {
            self.entry(field, text, folded.bytes(start..end), trust);
        }
        self.free(folded, rest);
    }

    /// Whether a text is what the report prints where it has nothing to print.
    fn is_own(&self, field: Field, text: Range<usize>) -> bool {
        let text = &self.source[text];
        let is_no_rate = [NO_BUDGET, SPENT_WITHOUT_BUDGET].contains(&text);
        text == missing_text(field) || field.spec().kind == Kind::Rate && is_no_rate
    }

    /// Without the quotation marks that the mended wording puts around the name: a pair
    /// around the whole, with no white space before it.
    fn unquoted(&self, folded: &Folded, range: Range<usize>) -> (usize, usize) {
        let Range { start, end } = range;
        let text = &self.source[folded.bytes(start..end)];
        let is_quoted = text.starts_with('“') && text.ends_with('”') && !folded.is_apart(start);
        let mut depth = 0usize;
        let closes_early = text.char_indices().any(|(at, c)| {
            match c {
                '“' => depth += 1,
                '”' => depth = depth.saturating_sub(1),
                _ => {}
            }
            depth == 0 && at + c.len_utf8() < text.len()
        });
        match is_quoted && !closes_early {
            true => (start + 1, end - 1),
            false => (start, end),
        }
    }

    /// The sub-projects' table that starts at a line; gives the line after it.
    fn table(&mut self, lines: &[Line], at: usize, end: usize) -> Option<usize> {
        let [caption, titles] = &self.template.table;
        if !lines[at].folded.is(caption) || !self.found.rows.is_empty() {
            return None;
        }
        let head = (at + 1..end).find(|i| !lines[*i].is_blank())?;
        if !lines[head].folded.is(titles) {
            return None;
        }
        let is_row = |line: &&Line| self.source[line.range.clone()].contains('\t');
        let rows = lines[head + 1..end].iter().take_while(is_row);
        let rows: Vec<Range<usize>> = rows.map(|row| row.range.clone()).collect();
        let after = head + 1 + rows.len();
        self.found.rows = rows;
        Some(after)
    }
}

/// Where the text of a slot ends before the end of its range: at a full stop or the border of
/// a cell; for figures at any mark that isn't within a number.
fn stop(folded: &Folded, field: Field, range: Range<usize>) -> Option<usize> {
    let is_figure = matches!(field.spec().kind, Kind::Amount | Kind::Rate);
    let is_digit = |at: usize| folded.chars.get(at).is_some_and(char::is_ascii_digit);
    let mut range = range;
    range.find(|at| match folded.chars[*at] {
        '|' | '。' => true,
        ';' => is_figure,
        ',' if is_digit(at.wrapping_sub(1)) && is_digit(at + 1) => false,
        ',' => is_figure,
        _ => false,
    })
}

/// Without the borders of cells at its ends: beside labels they say nothing.
fn without_borders(folded: &Folded, range: Range<usize>) -> Range<usize> {
    let is_no_border = |at: &usize| folded.chars[*at] != '|';
    let start = range.clone().find(is_no_border).unwrap_or(range.end);
    let last = (start..range.end).rev().find(is_no_border);
    start..last.map_or(start, |last| last + 1)
}

/// Whether an amount ends with the 元 of the sentence; 万元 and 亿元 are the amount's own.
fn ends_with_yuan(chars: &[char]) -> bool {
    matches!(chars, [.., '元']) && !matches!(chars, [.., '万' | '亿', '元'])
}

#[cfg(test)]
mod tests {
    use super::{stop, Field, Folded};
    use crate::import::case::told;
    use crate::import::text;

    #[test]
    fn a_figure_ends_at_a_mark_that_is_not_within_it() {
        let figure = Field::FiscalFullYear;
        for (text, field, end) in [
            ("1,000元,其中", figure, Some(6)),
            ("1,甲", figure, Some(1)),
            ("甲,1", figure, Some(1)),
            ("100;200", figure, Some(3)),
            ("100200", figure, None),
            ("甲;乙,丙", Field::Title, None),
            ("甲。乙", Field::Title, Some(1)),
            ("甲|乙", Field::Title, Some(1)),
        ] {
            let line = Folded::of(text, 0..text.len());
            assert_eq!(stop(&line, field, 0..line.len()), end, "{text}");
        }
    }

    #[test]
    fn a_name_is_read_without_the_quotation_marks_around_the_whole() {
        let name = |typed: &str| {
            let report = format!(
                "一、项目概况\n（一）项目基本情况\n预算单位某局的项目{typed}属于部门项目，主管部门为某局。"
            );
            let draft = text::read(&report).draft;
            draft.get(Field::ProjectName).to_owned()
        };
        for (typed, read) in [
            ("“甲项目”", "甲项目"),
            ("“甲“乙”项目”", "甲“乙”项目"),
            ("“甲”项目“乙”", "“甲”项目“乙”"),
            ("“甲乙项目”“丙”", "“甲乙项目”“丙”"),
            ("“甲”项目", "“甲”项目"),
            ("甲项目“乙”", "甲项目“乙”"),
        ] {
            assert_eq!(name(typed), read, "{typed}");
        }
    }

    #[test]
    fn the_sentence_of_the_unit_may_go_on_on_the_next_line() {
        let filed = [
            "budget_unit：某市教育局",
            "competent_department：某市人民政府",
            "project_name：校舍维修",
            "project_category：部门项目",
        ];
        for sentence in [
            "预算单位某市教育局的项目校舍维修属于部门项目，主管部门为某市人民政府。",
            "预算单位某市教育局\n的项目校舍维修属于部门项目，主管部门为某市人民政府。",
            "预算单位某市教育局\n的项目校舍维修\n属于部门项目，主管部门为某市人民政府。",
            "预算单位某市教育局的项目校舍维修\n属于部门项目，\n主管部门为某市人民政府。",
            "预算单位某市教育局的校舍维修\n属于部门项目\n主管部门为某市人民政府。",
        ] {
            let report = format!("一、项目概况\n（一）项目基本情况\n{sentence}");
            assert_eq!(told(&text::read(&report)), filed, "{sentence}");
        }
    }

    #[test]
    fn a_sentence_that_names_only_the_unit_is_all_of_it() {
        let report = "一、项目概况\n（一）项目基本情况\n预算单位某市教育局，主管部门为某市人民政府。\n属于本级项目。";
        assert_eq!(
            told(&text::read(report)),
            [
                "budget_unit：某市教育局",
                "competent_department：某市人民政府",
                "project_category：本级项目",
            ]
        );
    }

    #[test]
    fn what_goes_on_with_the_sentence_of_the_unit_stands_behind_it() {
        let basics = "一、项目概况\n（一）项目基本情况\n";
        // Without a unit there is no such sentence.
        let link = "属于部门项目。\n";
        assert_eq!(
            filed(&format!("{basics}{link}")),
            ["unfiled：属于部门项目。"]
        );
        // In a narrative they are its words.
        let unit = "预算单位某市教育局\n项目概述如下：维修校舍，\n";
        assert_eq!(
            filed(&format!("{basics}{unit}{link}")),
            [
                "budget_unit：某市教育局",
                "project_overview：维修校舍，\n属于部门项目。",
            ]
        );
    }

    #[test]
    fn a_slot_with_nothing_but_a_mark_is_empty() {
        for mark in ["，", "。", "，，", "、"] {
            let text =
                format!("一、项目概况\n（一）项目基本情况\n项目负责人为{mark}\n联系电话：1\n");
            assert_eq!(filed(&text), ["phone：1"], "{mark}");
        }
    }

    /// What is read of a text, but for the findings.
    fn filed(text: &str) -> Vec<String> {
        let told = told(&text::read(text)).into_iter();
        told.filter(|line| !line.starts_with('R')).collect()
    }

    #[test]
    fn a_label_above_the_headings_counts_where_its_section_has_none() {
        let rest = "三、项目组织实施情况\n（一）项目组织情况\n公开招标。\n";
        let top = "项目负责人为周明\n项目概述如下：维修校舍。\n";
        let basics = "一、项目概况\n（一）项目基本情况\n项目概述如下：改造操场。\n";
        assert_eq!(
            filed(&format!("项目支出绩效自评报告\n{top}{rest}")),
            [
                "project_leader：周明",
                "project_overview：维修校舍。",
                "organization：公开招标。",
            ]
        );
        assert_eq!(
            filed(&format!("{top}{basics}{rest}")),
            [
                "project_overview：改造操场。",
                "organization：公开招标。",
                "unfiled：项目负责人为周明\n项目概述如下：维修校舍。",
            ]
        );
        // The label of a form is one anywhere.
        assert_eq!(
            filed(&format!("项目名称：校舍维修\n联系电话：1\n{basics}")),
            [
                "project_name：校舍维修",
                "project_overview：改造操场。",
                "unfiled：联系电话：1",
            ]
        );
    }

    #[test]
    fn labels_may_be_numbered() {
        assert_eq!(
            filed(
                "（二）绩效目标设定情况\n1.总体目标：改善条件。\n\
                 2.2023年年度目标：维修3栋。\n（3）年度目标完成情况：已维修。\n\
                 （一）组织情况\n1.总体目标：由学校负责。\n"
            ),
            [
                "report_year：2023",
                "overall_goal：改善条件。",
                "annual_goal：维修3栋。",
                "annual_goal_year：2023",
                "annual_goal_result：已维修。",
                "organization：1.总体目标：由学校负责。",
            ]
        );
    }

    #[test]
    fn a_label_in_the_narrative_of_another_section_is_its_words() {
        assert_eq!(
            filed(
                "一、项目概况\n（一）项目基本情况\n项目概述如下：维修校舍。\n\
                 （二）项目年度预算绩效目标和绩效指标设定情况\n总体目标：改善条件。\n\
                 二、项目决策及资金使用管理情况\n（一）项目决策情况\n\
                 项目负责人为周明，联系电话：1\n总体目标：批准。\n"
            ),
            [
                "project_overview：维修校舍。",
                "overall_goal：改善条件。",
                "decision：项目负责人为周明，联系电话：1\n总体目标：批准。",
            ]
        );
    }

    #[test]
    fn bars_between_labels_are_the_borders_of_cells() {
        for line in [
            "项目负责人为：周明 | 联系电话：1",
            "|项目负责人为：周明|联系电话：1|",
            "｜项目负责人：周明 ｜ 联系电话：1 ｜",
        ] {
            let read = filed(&format!("一、项目概况\n（一）项目基本情况\n{line}\n"));
            assert_eq!(read, ["project_leader：周明", "phone：1"], "{line}");
        }
        let read = filed("一、项目概况\n（一）项目基本情况\n|甲|乙|\n");
        assert_eq!(read, ["unfiled：|甲|乙|"]);
    }

    #[test]
    fn labels_behind_a_heading_are_read_and_a_fixed_sentence_is_left_out_once() {
        let heading =
            "二、项目决策及资金使用管理情况\n（三）项目资金（主要是指财政资金）实际使用情况";
        let figures =
            "资金总额-全年执行数100元，资金总额-执行率80%，其中：财政资金-全年执行数100元";
        assert_eq!(
            filed(&format!("{heading} {figures}\n")),
            [
                "total_executed：100",
                "total_rate：80%",
                "fiscal_executed：100",
            ]
        );
        assert_eq!(
            filed(&format!("{heading}\n{figures}，财政资金-全年执行数200元\n")),
            [
                "total_executed：100",
                "total_rate：80%",
                "fiscal_executed：100",
                "unfiled：财政资金-全年执行数200元",
            ]
        );
        let organization = "三、项目组织实施情况\n（一）项目组织情况\n公开招标。\n";
        // Each of the two wordings has it once.
        let sentence = "资金执行情况如下：\n";
        assert_eq!(
            filed(&format!("{organization}{}", sentence.repeat(3))),
            ["organization：公开招标。\n资金执行情况如下："]
        );
    }

    #[test]
    fn a_verb_may_stand_before_a_figure() {
        assert_eq!(
            filed(
                "二、项目决策及资金使用管理情况\n（二）项目资金安排落实、总投入等情况\n\
                 资金总额年初预算数为860万元，资金总额全年预算数为：920万元；\
                 财政资金年初预算数是860万元。\n"
            ),
            [
                "total_initial：860万元",
                "total_full_year：920万元",
                "fiscal_initial：860万元",
            ]
        );
    }

    #[test]
    fn a_label_takes_the_next_line_unless_it_is_another_label() {
        assert_eq!(
            filed(
                "一、项目概况\n（一）项目基本情况\n项目负责人为：\n周明\n联系电话：\n\
                 项目负责人为李清\n项目概述如下：维修校舍。\n项目负责人为王五\n"
            ),
            [
                "project_leader：周明",
                "project_overview：维修校舍。\n项目负责人为王五",
                "unfiled：项目负责人为李清",
            ]
        );
    }

    #[test]
    fn a_report_without_its_first_heading_begins_at_its_first_label() {
        assert_eq!(
            filed(
                "校舍维修项目\n项目负责人为周明\n项目概述如下：维修校舍。\n\
                 二、项目决策及资金使用管理情况\n（一）项目决策情况\n会议决定。\n"
            ),
            [
                "title：校舍维修项目",
                "project_leader：周明",
                "project_overview：维修校舍。",
                "decision：会议决定。",
            ]
        );
    }
}
