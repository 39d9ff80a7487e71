//! Finds the figures in free text (正文中的数): amounts, rates, years, dates, counts and
//! enumerators, each with its place and what the words around it say that it is.
//!
//! A hand-written scanner, one pass: the grammar is small, and its details (`677,00元`,
//! `百分之二十`, `支出率0.2`) are what the rules stand on. It knows no draft; whose figure a
//! mention is, is for [`narrative`] to say.

pub mod claim;
pub mod enumeration;
pub mod halt;
pub mod narrative;
pub mod number;
pub mod rate_claim;
pub mod sum;

use std::sync::LazyLock;

use crate::field::value::{Date, Percent, Year, Yuan};
use crate::place::Span;
use crate::wording::{characters, CharSet, Words};
use enumeration::{enumerator, Enumerator};
use number::{chinese_figure, chinese_number, half_width_digit, Char, Number};

/// A figure in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    pub span: Span,
    pub quantity: Quantity,
    /// What the word before it says that it measures: 下达 in `共下达资金10万元`.
    pub measure: Option<Measure>,
    /// The rest of the words before it, back to the last figure or punctuation mark: whose
    /// figure it is.
    pub subject: Span,
    /// 共计、合计、总计 stands before it.
    pub is_total: bool,
    /// 约、余、以上、不超过 … or one end of a range: not to be compared.
    pub is_approximate: bool,
    /// How many brackets are open around it.
    pub depth: u32,
    /// From ； to ；.
    pub segment: Span,
    /// From 。 to 。, within a line.
    pub sentence: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Quantity {
    Amount(Amount),
    Rate(Rate),
    /// A number that a rate word such as 支出率 stands before, without a percent sign.
    BareRate(Rate),
    Year {
        year: Year,
        /// 年度 or 年年度: a budget year, not only a date.
        is_fiscal: bool,
    },
    /// A month, or a day of it.
    Date {
        year: Year,
        month: u32,
    },
    Count {
        number: u32,
        classifier: char,
    },
    Enumerator(Enumerator),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    pub value: Yuan,
    /// Half the place of the last digit written, as far as a rounded figure may be off:
    /// 50 元 for `1838.87万元`.
    pub tolerance: Yuan,
    /// The unit as written: `万元`.
    pub unit: String,
    /// Where the thousands separators are misplaced: the same digits with them in place.
    pub regrouped: Option<String>,
}

impl Amount {
    /// Whether it may be this amount, rounded as it is written.
    pub fn is_near(&self, exact: Yuan) -> bool {
        self.value.distance(exact) <= self.tolerance
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rate {
    pub value: Percent,
    /// The place of the last digit written: 0.1 of `19.7%`.
    pub last_place: Percent,
    /// Half of it, at least that of two decimals.
    pub tolerance: Percent,
    /// The percentage that a number up to 1 is as a share: 20% for 0.2.
    pub as_share: Option<Percent>,
}

/// What a figure measures, by the word before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Measure {
    /// 年初预算数
    Initial,
    /// 全年预算数
    FullYear,
    /// 预算: the initial one or the adjusted one.
    Budget,
    /// 下达
    Allocated,
    /// 支出、支付、执行
    Executed,
    /// 拨付: received by one, spent by the other.
    Paid,
    /// 安排、到位、项目资金: as a rule what was allocated.
    Provided,
    /// 结余、剩余、未支出: 全年预算数 less 全年执行数.
    Unspent,
    /// 总投资、概算
    Investment,
    /// 支出率、执行率、完成预算的 …
    ExecutionRate,
    /// 占预算的: an execution rate, where what was spent stands right before it.
    ShareOfBudget,
}

/// By ending; where one ends with another, the longer one comes first.
const MEASURES: &[(&str, Measure)] = &[
    ("年初安排预算", Measure::Initial),
    ("安排预算", Measure::Provided),
    ("下达预算", Measure::Allocated),
    ("年初预算数", Measure::Initial),
    ("年初预算", Measure::Initial),
    ("全年预算数", Measure::FullYear),
    ("全年预算", Measure::FullYear),
    ("调整后预算数", Measure::FullYear),
    ("调整后预算", Measure::FullYear),
    ("年度预算数", Measure::Budget),
    ("年度预算", Measure::Budget),
    ("预算数", Measure::Budget),
    ("预算", Measure::Budget),
    ("年初预算安排", Measure::Initial),
    ("年初安排", Measure::Initial),
    ("预算安排", Measure::Provided),
    ("安排", Measure::Provided),
    ("到位", Measure::Provided),
    ("结余", Measure::Unspent),
    ("节余", Measure::Unspent),
    ("剩余", Measure::Unspent),
    ("剩余的", Measure::Unspent),
    ("未支出", Measure::Unspent),
    ("未支出的", Measure::Unspent),
    ("未支付", Measure::Unspent),
    ("未支付的", Measure::Unspent),
    ("未执行", Measure::Unspent),
    ("未执行的", Measure::Unspent),
    ("未使用", Measure::Unspent),
    ("未使用的", Measure::Unspent),
    ("执行数", Measure::Executed),
    ("支出数", Measure::Executed),
    ("支出", Measure::Executed),
    ("支付", Measure::Executed),
    ("执行", Measure::Executed),
    ("下达", Measure::Allocated),
    ("拨付", Measure::Paid),
    ("总投资额", Measure::Investment),
    ("投资总额", Measure::Investment),
    ("总投资", Measure::Investment),
    ("总概算", Measure::Investment),
    ("概算", Measure::Investment),
    ("支出率", Measure::ExecutionRate),
    ("支付率", Measure::ExecutionRate),
    ("执行率", Measure::ExecutionRate),
    ("预算完成率", Measure::ExecutionRate),
    ("资金完成率", Measure::ExecutionRate),
    ("资金使用率", Measure::ExecutionRate),
    ("执行进度", Measure::ExecutionRate),
    ("支出进度", Measure::ExecutionRate),
    ("支付进度", Measure::ExecutionRate),
];

/// Alone the project's; 下达项目资金 is what was allocated.
const PROJECT_FUNDS: &str = "项目资金";

/// Their last characters: most words before a figure end otherwise.
static LAST_OF_MEASURES: LazyLock<CharSet> = LazyLock::new(|| {
    let words = MEASURES.iter().map(|(word, _)| *word);
    last_of(words.chain([PROJECT_FUNDS]))
});
static LAST_OF_FILLERS: LazyLock<CharSet> = LazyLock::new(|| last_of(FILLERS.iter().copied()));

fn last_of(words: impl Iterator<Item = &'static str>) -> CharSet {
    CharSet::new(words.filter_map(|word| word.chars().next_back()))
}

/// What may stand between a measure and its figure.
const FILLERS: &[&str] = &[
    "人民币",
    "资金",
    "金额",
    "总额",
    "数额",
    "数",
    "额",
    "共计",
    "合计",
    "总计",
    "共",
    "仅为",
    "仅有",
    "只有",
    "仅",
    "计",
    "达到",
    "达",
    "到",
    "为",
    "是",
    "了",
    "约为",
    "约",
    "近",
    "：",
    ":",
    "￥",
    "¥",
    " ",
    "\u{3000}",
    "“",
    "”",
    "（元）",
    "（万元）",
    "(元)",
    "(万元)",
];

const APPROXIMATE_BEFORE: &[&str] = &[
    "约",
    "近",
    "约为",
    "超",
    "超过",
    "超出",
    "不超过",
    "不低于",
    "不少于",
    "不足",
    "低于",
    "高于",
    "大于",
    "小于",
    "至少",
    "至多",
    "最多",
    "最低",
    "最高",
    "逾",
    "将近",
    "接近",
    "≥",
    "≤",
    ">",
    "<",
    "＞",
    "＜",
    "~",
    "～",
    "-",
    "–",
    "—",
];

const APPROXIMATE_AFTER: &[&str] = &[
    "以上", "以下", "以内", "左右", "上下", "不等", "多", "余", "起", "-", "–", "—", "~", "～",
    "至",
];

static TOTALS: LazyLock<Words> = LazyLock::new(|| Words::new(["共计", "合计", "总计", "总共"]));

const CLASSIFIERS: &str = "个项台套人名次场处家辆栋件条户座期批份类所间幢";

/// How far back the words before a figure are read; a text without punctuation marks
/// doesn't make reading it slower.
const REACH: usize = 60;

/// Every figure in `text`, in order. Takes time in proportion to the text's length.
pub fn find(text: &str) -> Vec<Mention> {
    let chars: Vec<Char> = characters(text).collect();
    let mut scanner = Scanner {
        text,
        chars,
        edges: Edges::default(),
        depth: 0,
        found: Vec::new(),
    };
    scanner.scan();
    scanner.finish()
}

/// Where clauses, segments and sentences start.
#[derive(Default)]
struct Edges {
    segments: Vec<usize>,
    sentences: Vec<usize>,
}

struct Scanner<'t> {
    text: &'t str,
    chars: Vec<Char>,
    edges: Edges,
    depth: u32,
    found: Vec<Mention>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        // The start of the words before the next figure.
        let mut label = 0;
        let mut at = 0;
        while at < self.chars.len() {
            if !may_start(self.chars[at].1) {
                self.mark(at, &mut label);
                at += 1;
                continue;
            }
            if let Some((end, found)) = enumerator(&self.chars, at) {
                self.push(at, end, label, Quantity::Enumerator(found), false);
                (at, label) = (end, end);
                continue;
            }
            if let Some((end, quantity, is_approximate)) = self.quantity(at, label) {
                let is_time = matches!(quantity, Quantity::Year { .. } | Quantity::Date { .. });
                self.push(at, end, label, quantity, is_approximate);
                // A year says when, so the words around it belong together.
                label = if is_time { label } else { end };
                at = end;
                continue;
            }
            if let Some(number) = Number::read(&self.chars, at) {
                // A number that says nothing; past all of it, so that its tail isn't read.
                at = number.end;
                continue;
            }
            self.mark(at, &mut label);
            at += 1;
        }
    }

    /// Takes note of a punctuation mark.
    fn mark(&mut self, at: usize, label: &mut usize) {
        let (byte, c) = self.chars[at];
        let next = byte + c.len_utf8();
        match c {
            '（' | '(' => self.depth += 1,
            '）' | ')' => self.depth = self.depth.saturating_sub(1),
            '\n' => self.depth = 0,
            _ => {}
        }
        if matches!(c, '；' | ';' | '。' | '！' | '？' | '!' | '?' | '\n') {
            self.edges.segments.push(next);
            if !matches!(c, '；' | ';') {
                self.edges.sentences.push(next);
            }
        }
        let is_colon_of_a_figure = matches!(c, '：' | ':')
            && self
                .chars
                .get(at + 1)
                .is_some_and(|(_, c)| half_width_digit(*c).is_some());
        let ends_a_clause = matches!(
            c,
            '，' | ','
                | '；'
                | ';'
                | '。'
                | '！'
                | '？'
                | '!'
                | '?'
                | '\n'
                | '、'
                | '：'
                | ':'
                | '（'
                | '('
                | '）'
                | ')'
        );
        if ends_a_clause && !is_colon_of_a_figure {
            *label = at + 1;
        }
    }

    /// The quantity that starts here, where it ends, and whether it is approximate.
    fn quantity(&self, at: usize, label: usize) -> Option<(usize, Quantity, bool)> {
        let first = self.chars[at].1;
        if first == '百' {
            return self.percent_in_words(at);
        }
        if let Some((end, quantity)) = self.date_in_signs(at).or_else(|| self.year(at)) {
            return Some((end, quantity, false));
        }
        if half_width_digit(first).is_none() {
            return self.count_in_words(at);
        }
        if at > 0 && self.chars[at - 1].1.is_ascii_alphanumeric() {
            return None;
        }
        let number = Number::read(&self.chars, at)?;
        if number.is_code {
            return None;
        }
        let unit = self.skip_spaces(number.end);
        self.amount(&number, unit, label, at)
            .or_else(|| self.rate(&number, unit, at))
            .or_else(|| self.count(&number, unit))
            .or_else(|| self.bare_rate(&number, label, at))
    }

    fn amount(
        &self,
        number: &Number,
        unit: usize,
        label: usize,
        at: usize,
    ) -> Option<(usize, Quantity, bool)> {
        let mut end = unit;
        let mut is_approximate = self.skip_any(&mut end, "余多几");
        let mut shift = 0;
        while let Some(power) = self.chars.get(end).and_then(|(_, c)| power_of_ten(*c)) {
            shift += power;
            end += 1;
        }
        is_approximate |= self.skip_any(&mut end, "余多");
        if self.char(end) == Some('元') {
            end += 1;
            let is_other_word = matches!(self.char(end), Some('件' | '素' | '旦' | '月'));
            let is_price = matches!(self.char(end), Some('/' | '／' | '每'));
            if is_other_word || is_price {
                return None;
            }
        } else {
            // `1838.87万` is money where the words before say so and no other unit follows.
            let (measure, _) = measure(&self.text[self.byte(label)..self.byte(at)]);
            if !self.is_end(end) || shift < 4 || measure.is_none() {
                return None;
            }
        }
        if shift > 12 || (number.is_misgrouped && number.digits.len() < 4) {
            return None;
        }
        is_approximate |= self.is_approximate(at, end);
        let unit: String = self.text[self.byte(unit)..self.byte(end)].to_owned();
        let amount = Amount {
            value: number.yuan(shift)?,
            tolerance: number.half_place(shift)?,
            regrouped: number.is_misgrouped.then(|| number.regrouped() + &unit),
            unit,
        };
        Some((end, Quantity::Amount(amount), is_approximate))
    }

    fn rate(&self, number: &Number, unit: usize, at: usize) -> Option<(usize, Quantity, bool)> {
        if !matches!(self.char(unit), Some('%' | '％' | '﹪')) || number.is_misgrouped {
            return None;
        }
        let rate = Quantity::Rate(number.rate()?);
        Some((unit + 1, rate, self.is_approximate(at, unit + 1)))
    }

    fn count(&self, number: &Number, unit: usize) -> Option<(usize, Quantity, bool)> {
        let classifier = self
            .char(unit)
            .filter(|c| CLASSIFIERS.contains(*c) && !self.follows(unit, "个百分点"))?;
        let quantity = Quantity::Count {
            number: number.whole()?,
            classifier,
        };
        Some((unit + 1, quantity, self.follows(unit + 1, "以上")))
    }

    fn bare_rate(
        &self,
        number: &Number,
        label: usize,
        at: usize,
    ) -> Option<(usize, Quantity, bool)> {
        let (measure, _) = measure(&self.text[self.byte(label)..self.byte(at)]);
        if measure != Some(Measure::ExecutionRate) || !self.is_end(number.end) {
            return None;
        }
        let is_approximate = self.is_approximate(at, number.end);
        Some((
            number.end,
            Quantity::BareRate(number.rate()?),
            is_approximate,
        ))
    }

    /// `百分之二十`, `百分之19.73`.
    fn percent_in_words(&self, at: usize) -> Option<(usize, Quantity, bool)> {
        if !self.follows(at, "百分之") {
            return None;
        }
        let number = Number::read(&self.chars, at + 3)
            .filter(|number| !number.is_misgrouped && !number.is_code)
            .or_else(|| chinese_number(&self.chars, at + 3))?;
        let rate = Quantity::Rate(number.rate()?);
        Some((number.end, rate, self.is_approximate(at, number.end)))
    }

    /// `三个`, `十二项`.
    fn count_in_words(&self, at: usize) -> Option<(usize, Quantity, bool)> {
        let number = chinese_number(&self.chars, at)?;
        let (end, quantity, _) = self.count(&number, number.end)?;
        Some((end, quantity, false))
    }

    /// `2021年`, `2021年度`, `2021年12月`, `2021年12月31日`, `二〇二一年`.
    fn year(&self, at: usize) -> Option<(usize, Quantity)> {
        let mut digits = 0;
        for offset in 0..4 {
            digits = digits * 10 + year_digit(self.char(at + offset)?)?;
        }
        let is_start = at == 0 || year_digit(self.chars[at - 1].1).is_none();
        let sign = self.skip_spaces(at + 4);
        if !is_start || self.char(sign) != Some('年') {
            return None;
        }
        let year = Year::new(digits.try_into().ok()?)?;
        let end = sign + 1;
        if let Some((end, month)) = self.month(end) {
            return Some((end, Quantity::Date { year, month }));
        }
        let is_fiscal = self.follows(end, "度") || self.follows(end, "年度");
        Some((end, Quantity::Year { year, is_fiscal }))
    }

    /// `12月`, `12月31日`.
    fn month(&self, at: usize) -> Option<(usize, u32)> {
        let small = |at| {
            Number::read(&self.chars, at)
                .or_else(|| chinese_number(&self.chars, at))
                .and_then(|number| Some((self.skip_spaces(number.end), number.whole()?)))
        };
        let (end, month) = small(self.skip_spaces(at))?;
        if self.char(end) != Some('月') || !(1..=12).contains(&month) {
            return None;
        }
        match small(self.skip_spaces(end + 1)) {
            Some((day, _)) if matches!(self.char(day), Some('日' | '号')) => {
                Some((day + 1, month))
            }
            _ => Some((end + 1, month)),
        }
    }

    /// `2022-07-07`, `2022/7/7`, `2022.7.7`.
    fn date_in_signs(&self, at: usize) -> Option<(usize, Quantity)> {
        let sign = self.char(at + 4)?;
        if !matches!(sign, '-' | '/' | '.') {
            return None;
        }
        let longest = (at + 10).min(self.chars.len());
        let is_part = |at: &usize| {
            let c = self.chars[*at].1;
            c == sign || half_width_digit(c).is_some()
        };
        let end = (at..longest).take_while(is_part).last()? + 1;
        let goes_on = self.char(end).and_then(half_width_digit).is_some();
        let text = &self.text[self.byte(at)..self.byte(end)];
        let date = Date::read(text).value().filter(|_| !goes_on)?;
        let (year, month) = (date.year(), date.month_count() % 12);
        let month = if month == 0 { 12 } else { month };
        Some((end, Quantity::Date { year, month }))
    }

    fn push(
        &mut self,
        at: usize,
        end: usize,
        label: usize,
        quantity: Quantity,
        is_approximate: bool,
    ) {
        let label = label.max(at.saturating_sub(REACH)).min(at);
        let words = Span {
            start: self.byte(label),
            end: self.byte(at),
        };
        let said = &self.text[words.range()];
        let (measure, subject) = measure(said);
        let is_total = TOTALS.are_in(said) || said.ends_with('共') && !said.ends_with("公共");
        self.found.push(Mention {
            span: Span {
                start: self.byte(at),
                end: self.byte(end),
            },
            quantity,
            measure,
            subject: Span {
                start: words.start,
                end: words.start + subject.len(),
            },
            is_total,
            is_approximate,
            depth: self.depth,
            // The ends are known once everything is read.
            segment: Span { start: 0, end: 0 },
            sentence: Span { start: 0, end: 0 },
        });
    }

    fn finish(self) -> Vec<Mention> {
        let Scanner {
            text,
            edges,
            mut found,
            ..
        } = self;
        let mut segments = Stretches::new(&edges.segments, text.len());
        let mut sentences = Stretches::new(&edges.sentences, text.len());
        for mention in &mut found {
            mention.segment = segments.around(mention.span.start);
            mention.sentence = sentences.around(mention.span.start);
        }
        found
    }

    fn is_approximate(&self, at: usize, end: usize) -> bool {
        let from = at.saturating_sub(4);
        let before = &self.text[self.byte(from)..self.byte(at)];
        let after = &self.text[self.byte(end)..];
        APPROXIMATE_BEFORE.iter().any(|word| before.ends_with(word))
            || APPROXIMATE_AFTER.iter().any(|word| after.starts_with(word))
    }

    fn char(&self, at: usize) -> Option<char> {
        self.chars.get(at).map(|(_, c)| *c)
    }

    fn byte(&self, at: usize) -> usize {
        self.chars
            .get(at)
            .map_or(self.text.len(), |(byte, _)| *byte)
    }

    fn follows(&self, at: usize, word: &str) -> bool {
        self.text[self.byte(at)..].starts_with(word)
    }

    /// Whether a clause ends here.
    fn is_end(&self, at: usize) -> bool {
        self.char(at)
            .is_none_or(|c| c.is_whitespace() || "，,；;。！？、）)”".contains(c))
    }

    fn skip_any(&self, at: &mut usize, words: &str) -> bool {
        let is_there = self.char(*at).is_some_and(|c| words.contains(c));
        *at += usize::from(is_there);
        is_there
    }

    /// Past up to two spaces within a line.
    fn skip_spaces(&self, at: usize) -> usize {
        let is_space = |at: &usize| matches!(self.char(*at), Some(' ' | '\u{3000}' | '\u{A0}'));
        at + (at..at + 2).take_while(is_space).count()
    }
}

/// Gives the stretch around each of a series of rising positions.
struct Stretches<'e> {
    edges: std::slice::Iter<'e, usize>,
    stretch: Span,
    end_of_text: usize,
}

impl<'e> Stretches<'e> {
    fn new(edges: &'e [usize], end_of_text: usize) -> Stretches<'e> {
        let mut edges = edges.iter();
        let end = edges.next().copied().unwrap_or(end_of_text);
        Stretches {
            edges,
            stretch: Span { start: 0, end },
            end_of_text,
        }
    }

    fn around(&mut self, position: usize) -> Span {
        while self.stretch.end <= position {
            self.stretch = Span {
                start: self.stretch.end,
                end: self.edges.next().copied().unwrap_or(self.end_of_text),
            };
        }
        self.stretch
    }
}

/// What the words before a figure say that it measures, and what remains of them.
fn measure(words: &str) -> (Option<Measure>, &str) {
    let mut rest = words;
    while let Some(shorter) = without_filler(rest) {
        // 资金 is a filler, but 资金使用率 and 支出数 are measures.
        if ending(rest).is_some() {
            break;
        }
        rest = shorter;
    }
    match ending(rest) {
        Some((measure, before)) => (Some(measure), before),
        None => (None, words),
    }
}

fn without_filler(words: &str) -> Option<&str> {
    let last = words.chars().next_back()?;
    if !LAST_OF_FILLERS.may_have(last) {
        return None;
    }
    FILLERS.iter().find_map(|filler| words.strip_suffix(filler))
}

fn ending(words: &str) -> Option<(Measure, &str)> {
    let last = words.chars().next_back()?;
    if !LAST_OF_MEASURES.may_have(last) {
        return None;
    }
    if let Some(before) = words.strip_suffix(PROJECT_FUNDS) {
        let project = &words[..words.len() - "资金".len()];
        return Some(ending(before).unwrap_or((Measure::Provided, project)));
    }
    MEASURES
        .iter()
        .find_map(|(word, measure)| Some((*measure, words.strip_suffix(word)?)))
        .or_else(|| share_of_budget(words))
}

/// `完成预算的`, `支出占全年预算的`, `占预算的`. Of 年初预算 it is no execution rate.
fn share_of_budget(words: &str) -> Option<(Measure, &str)> {
    let budget = words.strip_suffix("的")?;
    let rest = ["预算数", "预算总额", "预算资金", "预算", "下达资金"]
        .iter()
        .find_map(|word| budget.strip_suffix(word))?;
    let rest = ["全年", "年度", "当年", "本年", "调整后", "项目"]
        .iter()
        .find_map(|word| rest.strip_suffix(word))
        .unwrap_or(rest);
    if let Some(before) = rest.strip_suffix("完成") {
        return Some((Measure::ExecutionRate, before));
    }
    let before = rest.strip_suffix('占')?;
    match ending(before) {
        Some((Measure::Executed, before)) => Some((Measure::ExecutionRate, before)),
        None if before.is_empty() => Some((Measure::ShareOfBudget, before)),
        _ => None,
    }
}

fn power_of_ten(c: char) -> Option<u32> {
    match c {
        '百' => Some(2),
        '千' => Some(3),
        '万' => Some(4),
        '亿' => Some(8),
        _ => None,
    }
}

/// Whether a figure or an enumerator can start with this character: nearly none does, so the
/// others aren't looked at any closer.
fn may_start(c: char) -> bool {
    match c {
        '0'..='9' | '(' | '\u{2460}'..='\u{2473}' => true,
        '（' | '\u{FF10}'..='\u{FF19}' => true,
        '○' | '〇' | '零' | '两' | '十' | '百' => true,
        _ => chinese_figure(c).is_some(),
    }
}

fn year_digit(c: char) -> Option<u32> {
    match c {
        '○' | '零' | '〇' => Some(0),
        _ => half_width_digit(c)
            .and_then(|digit| digit.to_digit(10))
            .or_else(|| chinese_figure(c)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::rate::ExecutionRate;

    /// `span quantity measure`, a mention each.
    fn found(text: &str) -> Vec<String> {
        find(text).iter().map(|m| show(text, m)).collect()
    }

    fn show(text: &str, mention: &Mention) -> String {
        let quantity = match &mention.quantity {
            Quantity::Amount(amount) => match &amount.regrouped {
                Some(regrouped) => format!("元{}?{regrouped}", amount.value),
                None => format!("元{}", amount.value),
            },
            Quantity::Rate(rate) => format!("率{}", rate.value),
            Quantity::BareRate(rate) => format!("裸率{}", rate.value),
            Quantity::Year { year, is_fiscal } => {
                format!("年{year}{}", if *is_fiscal { "度" } else { "" })
            }
            Quantity::Date { year, month } => format!("月{year}-{month}"),
            Quantity::Count { number, classifier } => format!("数{number}{classifier}"),
            Quantity::Enumerator(found) => format!("号{}", found.value),
        };
        let measure = mention.measure.map(|m| format!(" {m:?}"));
        let about = if mention.is_approximate { "约" } else { "" };
        format!(
            "{} {about}{quantity}{}",
            &text[mention.span.range()],
            measure.unwrap_or_default()
        )
    }

    #[test]
    fn amounts_are_found_in_every_usual_writing() {
        assert_eq!(
            found("下达1838.87万元，支出18,388,700.00元、１８，３８８，７００元，概算0.18亿元。"),
            [
                "1838.87万元 元18388700 Allocated",
                "18,388,700.00元 元18388700 Executed",
                "１８，３８８，７００元 元18388700",
                "0.18亿元 元18000000 Investment",
            ]
        );
        assert_eq!(
            found("下达10 万元，支出20万，余额3百万元"),
            [
                "10 万元 元100000 Allocated",
                "20万 元200000 Executed",
                "3百万元 元3000000"
            ]
        );
    }

    #[test]
    fn a_misplaced_separator_is_seen() {
        assert_eq!(
            found("服务器677,00元，2,3号楼，5,8万元"),
            ["677,00元 元67700?67,700元"]
        );
        assert_eq!(found("67,700元"), ["67,700元 元67700"]);
        assert_eq!(found("123,4元"), ["123,4元 元1234?1,234元"]);
    }

    #[test]
    fn what_is_about_an_amount_is_seen() {
        assert_eq!(
            found("30余万元、30万多元、3千万元、5万亿元，培训10个以上"),
            [
                "30余万元 约元300000",
                "30万多元 约元300000",
                "3千万元 元30000000",
                "5万亿元 元5000000000000",
                "10个 约数10个"
            ]
        );
    }

    #[test]
    fn brackets_and_sentences_are_told_around_a_figure() {
        let text = "（甲3个）乙4个（丙5个\n丁6个；戊7个。己8个";
        let mentions = find(text);
        let depths: Vec<u32> = mentions.iter().map(|found| found.depth).collect();
        assert_eq!(depths, [1, 0, 1, 0, 0, 0]);
        let around = |span: fn(&Mention) -> Span| {
            let found = mentions[3..].iter().map(span);
            found.map(|span| &text[span.range()]).collect::<Vec<_>>()
        };
        assert_eq!(
            around(|found| found.segment),
            ["丁6个；", "戊7个。", "己8个"]
        );
        assert_eq!(
            around(|found| found.sentence),
            ["丁6个；戊7个。", "丁6个；戊7个。", "己8个"]
        );
    }

    #[test]
    fn what_only_looks_like_money_is_no_amount() {
        for text in [
            "200万像素",
            "30万人次",
            "100美元",
            "5元件",
            "每台5元/台",
            "海公通〔2016〕201号",
            "GB/T 9704-2012",
            "3.5.1版",
            "3.5.1元",
            "12345元月",
            "中央八项",
            "A12元",
            "下达200万份",
            "支出100   万元",
            "5亿亿元",
        ] {
            let is_money = |m: &Mention| matches!(m.quantity, Quantity::Amount(_));
            assert!(!find(text).iter().any(is_money), "{text}");
        }
    }

    #[test]
    fn rates_are_found_with_and_without_their_sign() {
        assert_eq!(
            found("支出率19.72%，执行率为１００％，占百分之二十，占百分之19.73，提高5个百分点"),
            [
                "19.72% 率19.72% ExecutionRate",
                "１００％ 率100.00% ExecutionRate",
                "百分之二十 率20.00%",
                "百分之19.73 率19.73%",
            ]
        );
        assert_eq!(
            found("支出率0.2，执行率19.73。完成率3分，得分9.5"),
            [
                "0.2 裸率0.20% ExecutionRate",
                "19.73 裸率19.73% ExecutionRate"
            ]
        );
        assert_eq!(found("达到80%-90%"), ["80% 约率80.00%", "90% 约率90.00%"]);
    }

    #[test]
    fn years_and_dates_are_told_apart() {
        assert_eq!(
            found("2021年度、２０２１年年度、二〇二一年、2021年12月31日、2021 年 7 月、2022-07-07、2022.7.7"),
            [
                "2021年 年2021度",
                "２０２１年 年2021度",
                "二〇二一年 年2021",
                "2021年12月31日 月2021-12",
                "2021 年 7 月 月2021-7",
                "2022-07-07 月2022-7",
                "2022.7.7 月2022-7",
            ]
        );
        assert_eq!(
            found("2022-07-07，2021元，2021年3个，2021年7月3个"),
            [
                "2022-07-07 月2022-7",
                "2021元 元2021",
                "2021年 年2021",
                "3个 数3个",
                "2021年7月 月2021-7",
                "3个 数3个"
            ]
        );
        for text in ["12021年，1821年", "20220707", "占百分之12,34"] {
            assert_eq!(found(text), Vec::<String>::new(), "{text}");
        }
    }

    #[test]
    fn counts_and_enumerators_are_found() {
        assert_eq!(
            found("共15个项目：\n（一）甲；（2）乙。③丙\n1.丁 2、戊"),
            [
                "15个 数15个",
                "（一） 号1",
                "（2） 号2",
                "③ 号3",
                "1. 号1",
                "2、 号2"
            ]
        );
        assert_eq!(found("共十二个"), ["十二个 数12个"]);
        assert_eq!(found("见附件（1），3、4号楼"), Vec::<String>::new());
    }

    #[test]
    fn the_longer_of_two_measures_is_looked_for_first() {
        for (i, (word, _)) in MEASURES.iter().enumerate() {
            let earlier = MEASURES[..i]
                .iter()
                .find(|(earlier, _)| word.ends_with(earlier));
            assert_eq!(earlier, None, "{word}");
        }
    }

    #[test]
    fn shares_of_the_budget_are_told_apart() {
        let measured = |text: &str| find(text).last().and_then(|mention| mention.measure);
        for text in [
            "完成预算的19.73%",
            "完成全年预算的19.73%",
            "全年支出占预算总额的19.73%",
            "预算执行进度19.73%",
        ] {
            assert_eq!(measured(text), Some(Measure::ExecutionRate), "{text}");
        }
        for text in [
            "完成年初预算的120%",
            "未支付资金占全年预算的7.97%",
            "占总支出的58.36%",
            "占总投资的39%",
        ] {
            assert_eq!(measured(text), None, "{text}");
        }
        assert_eq!(
            measured("支出5万元，占全年预算的50%"),
            Some(Measure::ShareOfBudget)
        );
    }

    #[test]
    fn only_fillers_stand_between_a_measure_and_its_figure() {
        let subject = |text: &str| {
            let mention = find(text).remove(0);
            let subject = text[mention.subject.range()].to_owned();
            (mention.measure, subject)
        };
        assert_eq!(
            subject("资金总额-全年预算数：18388700元"),
            (Some(Measure::FullYear), "资金总额-".to_owned())
        );
        assert_eq!(
            subject("申请下达初验款182.7万元"),
            (None, "申请下达初验款".to_owned())
        );
        assert_eq!(
            subject("项目共支出资金共计约5元"),
            (Some(Measure::Executed), "项目共".to_owned())
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_the_scanner_panic(
            text in any::<String>(),
            figures in "[0-9０-９,，.．万亿千元%％年月日度十〇一二百分之支出率共个（）()①、。；\n -]{0,60}",
        ) {
            for text in [text, figures] {
                let mut end = 0;
                for mention in find(&text) {
                    prop_assert!(mention.span.start >= end && mention.span.start < mention.span.end);
                    end = mention.span.end;
                    for span in [mention.span, mention.subject, mention.segment, mention.sentence] {
                        prop_assert!(text.get(span.range()).is_some());
                    }
                    prop_assert!(mention.segment.start <= mention.span.start);
                    prop_assert!(mention.sentence.start <= mention.segment.start);
                    prop_assert!(mention.sentence.end >= mention.segment.end);
                }
            }
        }

        #[test]
        fn an_amount_that_is_written_is_found(fen in 0i64..=99_999_999_999_999_999) {
            let amount = Yuan::read(&format!("{}.{:02}", fen / 100, fen % 100)).value().unwrap();
            for (written, unit) in [
                (amount.to_string(), "元"),
                (amount.grouped(), "元"),
                (amount.grouped_wan(), "万元"),
            ] {
                let text = format!("共下达资金{written}{unit}，其中");
                let found = find(&text);
                prop_assert_eq!(found.len(), 1);
                let Quantity::Amount(read) = &found[0].quantity else {
                    return Err(TestCaseError::fail("no amount"));
                };
                prop_assert_eq!(read.value, amount);
                prop_assert_eq!(&text[found[0].span.range()], written + unit);
                prop_assert_eq!(&read.regrouped, &None);
            }
        }

        #[test]
        fn a_rate_or_a_date_that_is_written_is_found(
            part in 0i64..=1_000_000,
            year in 1990u16..=2099,
            month in 1u8..=12,
        ) {
            let yuan = |n: i64| Yuan::read(&n.to_string()).value();
            let rate = ExecutionRate::of(yuan(part), yuan(1_000_000)).percent().unwrap();
            let text = format!("支出率{rate}。");
            let found = find(&text);
            let is_it = matches!(&found[0].quantity, Quantity::Rate(read) if read.value == rate);
            prop_assert!(is_it && found.len() == 1);
            let date = Date::new(year, month, 28).unwrap();
            let found = find(&format!("于{date}完成"));
            let quantity = Quantity::Date { year: date.year(), month: u32::from(month) };
            prop_assert_eq!(&found[0].quantity, &quantity);
        }
    }
}
