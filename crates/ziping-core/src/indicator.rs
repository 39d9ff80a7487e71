//! A performance indicator (绩效指标): a row of the table, read.

use rust_decimal::Decimal;

use crate::draft::Draft;
use crate::field::value::{half_width, Date, Fault, Points, Quantity, Reading, Unreadable, Yuan};
use crate::field::{Field, Table, Value};
use crate::form::Form;
use crate::place::Place;

/// 一级指标
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// 成本指标
    Cost,
    /// 产出指标
    Output,
    /// 效益指标
    Benefit,
    /// 满意度指标
    Satisfaction,
}

impl Group {
    pub const ALL: [Group; 4] = [
        Group::Cost,
        Group::Output,
        Group::Benefit,
        Group::Satisfaction,
    ];

    pub fn label(self) -> &'static str {
        match self {
            Group::Cost => "成本指标",
            Group::Output => "产出指标",
            Group::Benefit => "效益指标",
            Group::Satisfaction => "满意度指标",
        }
    }

    /// Reads `产出指标`, `产出`, `产出指标(50分)`.
    pub fn read(text: &str) -> Option<Group> {
        let stems = ["成本", "产出", "效益", "满意"];
        let at = stems.iter().position(|stem| text.contains(stem))?;
        Some(Group::ALL[at])
    }
}

/// 指标性质
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nature {
    /// ≥, and most of what has no sign: reaching the target is enough.
    AtLeast,
    /// >
    Above,
    /// =
    Exactly,
    /// ≤ (反向指标)
    AtMost,
    /// <
    Below,
    /// 定性
    Qualitative,
    /// No sign, and what it is about may be better where there is less: a cost, a time.
    Unstated,
}

impl Nature {
    fn of_sign(sign: &str) -> Option<Nature> {
        Some(match sign {
            "≥" => Nature::AtLeast,
            ">" => Nature::Above,
            "=" => Nature::Exactly,
            "≤" => Nature::AtMost,
            "<" => Nature::Below,
            "定性" => Nature::Qualitative,
            _ => return None,
        })
    }

    pub fn sign(self) -> &'static str {
        match self {
            Nature::AtLeast => "≥",
            Nature::Above => ">",
            Nature::Exactly => "=",
            Nature::AtMost => "≤",
            Nature::Below => "<",
            Nature::Qualitative | Nature::Unstated => "",
        }
    }

    /// 反向指标: less is better.
    pub fn is_reverse(self) -> bool {
        matches!(self, Nature::AtMost | Nature::Below)
    }
}

/// 定性指标的三档, and what lies in one of the lower two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 达成年度指标
    Reached,
    /// 部分达成年度指标并具有一定效果
    Partly,
    /// 未达成年度指标且效果较差
    Missed,
    /// 部分达成或未达成: not in time or not as a whole; how much was reached is a person's
    /// to say.
    Short,
}

impl Band {
    pub fn label(self) -> &'static str {
        match self {
            Band::Reached => "达成",
            Band::Partly => "部分达成",
            Band::Missed => "未达成",
            Band::Short => "部分达成或未达成",
        }
    }

    /// Reads `达成预期指标`, `部分达成`, `未达成年度指标且效果较差`, `完成`, `未按期完成`; not
    /// `完成80%` and `预计下年完成`, which are a person's to judge.
    pub fn read(text: &str) -> Option<Band> {
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&UNDECIDED) {
            return None;
        }
        let said = Said::all(text);
        let is = |this: Said| said.contains(&this);
        let is_partly = has(&PARTLY) && !text.contains("全部分");
        match (is(Said::Denied), is(Said::Plainly)) {
            _ if is(Said::Unclear) => None,
            _ if is(Said::Limited) => Some(Band::Short),
            // 去年未完成的已全部完成: of what it is said, nobody knows.
            (true, true) => None,
            (true, false) if is_partly => Some(Band::Short),
            (true, false) => Some(Band::Missed),
            (false, true) if is_partly => Some(Band::Partly),
            (false, true) => Some(Band::Reached),
            (false, false) => None,
        }
    }
}

/// With one of these, a result is a person's to judge.
const UNDECIDED: [&str; 10] = [
    "%", "％", "预计", "即将", "逾期", "延期", "推迟", "延迟", "一半", "过半",
];
const PARTLY: [&str; 4] = ["部分", "基本达", "基本完成", "基本实现"];
/// What says that something was reached.
const STEMS: [&str; 5] = ["达成", "达到", "达标", "完成", "实现"];
/// What says so only where it is denied: 未达预期, 不合格, 未到位.
const DENIED_STEMS: [&str; 3] = ["达", "合格", "到位"];
const IMPOSSIBLE: [&str; 2] = ["达不到", "完不成"];

const NEGATIONS: [&str; 5] = ["未", "没", "不", "无法", "难以"];
/// Words that begin like a negation.
const NO_NEGATIONS: [&str; 8] = [
    "不断", "不但", "不仅", "不只", "不少", "不低", "不同", "未来",
];
/// What turns a negation into its opposite: 无未完成事项.
const DENIALS: [&str; 10] = [
    "无",
    "没有",
    "不存在",
    "无一",
    "无一项",
    "没有一项",
    "未发现",
    "未出现",
    "未发生",
    "杜绝",
];
/// What may stand between a negation and its stem and changes nothing.
const AUXILIARIES: [&str; 6] = ["能够", "能", "有", "曾", "得到", "得以"];
/// What a negation may deny besides the result itself: that it is whole, or in time.
const LIMITS: [&str; 15] = [
    "全部",
    "完全",
    "全面",
    "完整",
    "充分",
    "彻底",
    "都",
    "按期",
    "按时",
    "如期",
    "及时",
    "准时",
    "按计划",
    "按要求",
    "足额",
];
/// The most characters from a negation to its stem.
const NEAR: usize = 6;

/// How a text says that something was reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Said {
    /// 完成
    Plainly,
    /// 未完成, 没有达到
    Denied,
    /// 未按期完成, 未全部完成
    Limited,
    /// 未经验收完成: a negation of something else, maybe.
    Unclear,
}

impl Said {
    /// Of each stem in a text.
    fn all(text: &str) -> Vec<Said> {
        let of = |stem: &'static str| {
            let places = text.match_indices(stem);
            places.map(move |(at, _)| (Said::of(&text[..at]), &text[at + stem.len()..]))
        };
        let said = STEMS.into_iter().flat_map(of).map(|(said, _)| said);
        let mut all: Vec<Said> = said.collect();
        let denied = DENIED_STEMS.into_iter().flat_map(of);
        // 不合格品为零, 不合格率: what isn't 合格 is a thing here.
        let is_said = |rest: &str| !rest.starts_with(['品', '率', '项', '数', '产', '件', '的']);
        all.extend(
            denied
                .filter(|(said, rest)| *said != Said::Plainly && is_said(rest))
                .map(|(said, _)| said),
        );
        if IMPOSSIBLE.iter().any(|word| text.contains(word)) {
            all.push(Said::Denied);
        }
        all
    }

    /// By what stands before a stem.
    fn of(before: &str) -> Said {
        let is_border =
            |c: char| c.is_whitespace() || c.is_ascii_punctuation() || "，。；、：".contains(c);
        let from = before
            .char_indices()
            .rev()
            .take_while(|(_, c)| !is_border(*c))
            .take(NEAR)
            .last()
            .map_or(before.len(), |(at, _)| at);
        let near = &before[from..];
        let last = NEGATIONS
            .iter()
            .filter_map(|word| Some((near.rfind(word)?, *word)));
        let Some((at, negation)) = last.max() else {
            return Said::Plainly;
        };
        let is_denied = DENIALS
            .iter()
            .any(|denial| before[..from + at].ends_with(denial));
        if is_denied || NO_NEGATIONS.iter().any(|word| near[at..].starts_with(word)) {
            return Said::Plainly;
        }
        let mut said = Said::Denied;
        let mut gap = &near[at + negation.len()..];
        while !gap.is_empty() {
            let after = |words: &[&str]| words.iter().find_map(|word| gap.strip_prefix(word));
            gap = match (after(&LIMITS), after(&AUXILIARIES)) {
                (Some(rest), _) => {
                    said = Said::Limited;
                    rest
                }
                (None, Some(rest)) => rest,
                (None, None) => return Said::Unclear,
            };
        }
        said
    }
}

/// A row of the table of indicators.
#[derive(Clone, Debug)]
pub struct Indicator<'d> {
    pub row: usize,
    /// 一级指标; where the cell is empty, that of the row above, as in a merged cell.
    pub group: Option<Group>,
    /// 二级指标; where the cell is empty, that of the row above within the group.
    pub level2: &'d str,
    /// 三级指标
    pub name: &'d str,
    pub nature: Nature,
    /// 年度指标值
    pub target: Reading<Quantity>,
    /// 实际完成值
    pub actual: Reading<Quantity>,
    /// 度量单位 of the target: its own column, else behind the number.
    pub unit: String,
    /// 分值
    pub weight: Option<Points>,
    /// 得分, as typed.
    pub typed_score: Option<Points>,
    /// 偏差原因分析及改进措施
    pub reason: &'d str,
    /// Whether both values are dates and the actual one is later.
    pub is_late: bool,
    /// Whether only its place in the form is there (一级、二级指标): a row that the form has
    /// and the project has no indicator for.
    pub is_blank: bool,
}

impl<'d> Indicator<'d> {
    pub fn place(&self, field: Field) -> Place {
        Place::in_row(field, self.row)
    }

    /// The indicator's name in a message: 三级指标, or the row.
    pub fn title(&self) -> String {
        match self.name {
            "" => format!("第 {} 行指标", self.row + 1),
            name => format!("“{name}”"),
        }
    }

    /// The target and the actual value in the same unit; `None` where one of them is no
    /// number or the units can't be compared.
    pub fn numbers(&self) -> Option<(Quantity, Quantity)> {
        let (Reading::Value(target), Reading::Value(actual)) = (&self.target, &self.actual) else {
            return None;
        };
        let target_unit = usual_unit(&self.unit);
        let actual_unit = match actual.unit.as_str() {
            "" => target_unit,
            unit => usual_unit(unit),
        };
        if self.is_share(target, actual) {
            return None;
        }
        if target_unit == actual_unit || target_unit.is_empty() {
            return Some((target.clone(), actual.clone()));
        }
        let ((target_base, target_shift), (actual_base, actual_shift)) =
            (base(target_unit), base(actual_unit));
        let are_of_one_base = target_base == actual_base && !target_base.is_empty();
        are_of_one_base.then_some(())?;
        Some((
            target.times_power_of_ten(target_shift)?,
            actual.times_power_of_ten(actual_shift)?,
        ))
    }

    /// Whether the actual value of a percentage may have been written as a share of 1: 0.992 for
    /// a target of 98%. Of what had better be little, 0.5 is half a percent.
    fn is_share(&self, target: &Quantity, actual: &Quantity) -> bool {
        let is_high = target.decimal() >= Decimal::from(50);
        let is_small = actual.decimal() > Decimal::ZERO && actual.decimal() <= Decimal::ONE;
        let is_bare = self.is_percentage() && actual.unit.is_empty();
        is_bare && is_high && is_small && !self.nature.is_reverse()
    }

    /// Whether target and actual value are numbers whose units can't be compared.
    pub fn units_differ(&self) -> bool {
        let are_numbers = matches!(
            (&self.target, &self.actual),
            (Reading::Value(_), Reading::Value(_))
        );
        are_numbers && self.numbers().is_none()
    }

    /// Whether the values are percentages (百分比).
    pub fn is_percentage(&self) -> bool {
        usual_unit(&self.unit) == "%"
    }

    /// The actual value of an indicator in money.
    pub fn actual_amount(&self) -> Option<Yuan> {
        let Reading::Value(actual) = &self.actual else {
            return None;
        };
        let unit = match actual.unit.as_str() {
            "" => self.unit.as_str(),
            unit => unit,
        };
        money_shift(unit)?;
        Yuan::read(&format!("{}{unit}", actual.decimal())).value()
    }
}

/// One writing for units that mean the same.
pub fn usual_unit(unit: &str) -> &str {
    match unit {
        "百分比" | "百分点" | "％" => "%",
        "平米" | "㎡" | "m2" | "m²" => "平方米",
        "千米" | "km" => "公里",
        // 人次 counts otherwise, but published forms write one for the other.
        "名" | "位" | "人次" => "人",
        "日" => "天",
        "个工作日" => "工作日",
        "个月" => "月",
        "个小时" => "小时",
        unit => unit,
    }
}

/// Whether a value is a date (时效指标的期限): `2021年12月31日`, `2021-12-31`, `12月底前`;
/// not a duration: `3年`, `6个月`.
pub fn is_date(text: &str) -> bool {
    if let Reading::Value(_) = Date::read(text) {
        return true;
    }
    let digits_before = |at: usize| {
        let before = text[..at].trim_end().chars().rev();
        before.take_while(|c| c.is_numeric()).count()
    };
    let is_year = |(at, _)| digits_before(at) == 4;
    let is_month = |(at, _)| (1..=2).contains(&digits_before(at));
    text.match_indices('年').any(is_year) || text.match_indices('月').any(is_month)
}

/// A day as a form states it, as far as it does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Day {
    year: u32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Day {
    /// Reads `2021年12月31日前`, `2021-12-31`, `2021年12月底`, `2021年底前`, `2021年`; not two
    /// dates, and none without its year.
    fn read(text: &str) -> Option<Day> {
        if let Reading::Value(date) = Date::read(text) {
            return Some(Day {
                year: date.year().get().into(),
                month: Some(date.month().into()),
                day: Some(date.day().into()),
            });
        }
        let text = half_width(text);
        let (before, after) = text.split_once('年')?;
        let digits = before.trim_start_matches(|c: char| !c.is_ascii_digit());
        let has_more = after.contains('年') || after.matches('月').count() > 1;
        if digits.len() != 4 || has_more {
            return None;
        }
        let year = digits.parse().ok()?;
        let Some((month, after)) = after.split_once('月') else {
            let is_end = after.starts_with(['底', '末']);
            return Some(Day {
                year,
                month: is_end.then_some(12),
                day: is_end.then_some(31),
            });
        };
        let day = match after.strip_prefix(['底', '末']) {
            Some(_) => Some(31),
            None => after.split(['日', '号']).next()?.parse().ok(),
        };
        Some(Day {
            year,
            month: Some(month.parse().ok()?),
            day,
        })
    }

    /// Whether it is later beyond doubt: as far as both are stated.
    fn is_after(self, other: Day) -> bool {
        let months = self.month.zip(other.month);
        let days = self.day.zip(other.day);
        self.year > other.year
            || self.year == other.year
                && months.is_some_and(|(this, other)| {
                    this > other || this == other && days.is_some_and(|(this, other)| this > other)
                })
    }
}

/// Whether what was done on one date was due on an earlier one.
fn is_late(target: &str, actual: &str) -> bool {
    let days = Day::read(target).zip(Day::read(actual));
    days.is_some_and(|(target, actual)| actual.is_after(target))
}

/// A value, where it is a number; a date isn't one, though it may begin like one.
fn quantity(text: &str) -> Reading<Quantity> {
    match Quantity::read(text) {
        Reading::Value(_) if is_date(text) => Reading::Unreadable(Unreadable {
            fault: Fault::NotThis,
            suggestion: None,
        }),
        reading => reading,
    }
}

/// The points that a level's name states (一级指标、二级指标的分值): `产出指标(50分)`.
pub fn stated_weight(name: &str) -> Option<Points> {
    let (_, rest) = name.rsplit_once(['(', '（'])?;
    let inner = rest.trim_end().strip_suffix([')', '）'])?;
    Points::read(inner).value()
}

/// The power of ten of a unit of money, in 元.
fn money_shift(unit: &str) -> Option<u32> {
    match unit {
        "元" => Some(0),
        "万元" | "万" => Some(4),
        "亿元" | "亿" => Some(8),
        _ => None,
    }
}

/// What a unit counts, and by which power of ten: 人 and 4 for 万人.
fn base(unit: &str) -> (&str, u32) {
    if let Some(shift) = money_shift(unit) {
        return ("元", shift);
    }
    let shifted = [("万", 4), ("亿", 8)]
        .into_iter()
        .find_map(|(many, shift)| {
            let counted = unit.strip_prefix(many)?;
            Some((usual_unit(counted), shift))
        });
    shifted.unwrap_or((unit, 0))
}

/// The indicators of a form.
pub fn indicators<'d>(form: &Form<'d>) -> Vec<Indicator<'d>> {
    let mut read: Vec<Indicator<'d>> = Vec::new();
    for row in 0..form.draft.row_count(Table::Indicators) {
        let indicator = indicator(form, row, read.last());
        read.push(indicator);
    }
    read
}

/// What makes a row an indicator.
const OWN_FIELDS: [Field; 5] = [
    Field::IndicatorLevel3,
    Field::IndicatorTarget,
    Field::IndicatorActual,
    Field::IndicatorWeight,
    Field::IndicatorScore,
];

fn indicator<'d>(form: &Form<'d>, row: usize, above: Option<&Indicator<'d>>) -> Indicator<'d> {
    let place = |field| Place::in_row(field, row);
    let text = |field| form.text(&place(field));
    let points = |field| match form.value(&place(field)) {
        Value::Points(points) => Some(*points),
        _ => None,
    };
    let level1 = text(Field::IndicatorLevel1);
    let group = match level1 {
        "" => above.and_then(|above| above.group),
        level1 => Group::read(level1),
    };
    let level2 = match text(Field::IndicatorLevel2) {
        "" if level1.is_empty() => above.map_or("", |above| above.level2),
        level2 => level2,
    };
    let target = quantity(text(Field::IndicatorTarget));
    let unit = match (text(Field::IndicatorUnit), &target) {
        ("", Reading::Value(target)) => target.unit.clone(),
        (unit, _) => unit.to_owned(),
    };
    // A date is no number, and few targets are dates.
    let may_be_date = matches!(target, Reading::Unreadable(_));
    let is_cost = group == Some(Group::Cost) || level2.contains("成本");
    let is_of_time = level2.contains("时效") && is_time(&unit);
    Indicator {
        row,
        group,
        level2,
        name: text(Field::IndicatorLevel3),
        nature: match nature(form, row, &target) {
            None if is_cost || is_of_time => Nature::Unstated,
            stated => stated.unwrap_or(Nature::AtLeast),
        },
        actual: quantity(text(Field::IndicatorActual)),
        target,
        unit,
        weight: points(Field::IndicatorWeight),
        typed_score: points(Field::IndicatorScore),
        reason: text(Field::IndicatorReason),
        is_late: may_be_date && is_late(text(Field::IndicatorTarget), text(Field::IndicatorActual)),
        is_blank: OWN_FIELDS.iter().all(|field| text(*field).is_empty()),
    }
}

/// The sign of its own column, else the one before the target; a target that is no number
/// is qualitative. `None` where nothing says which way a number is good.
fn nature(form: &Form<'_>, row: usize, target: &Reading<Quantity>) -> Option<Nature> {
    let sign = form.text(&Place::in_row(Field::IndicatorNature, row));
    Nature::of_sign(sign).or(match target {
        Reading::Value(target) => Nature::of_sign(target.comparison),
        Reading::Empty => None,
        Reading::Unreadable(_) => Some(Nature::Qualitative),
    })
}

/// Whether a unit is one of time, or not given.
fn is_time(unit: &str) -> bool {
    matches!(
        usual_unit(unit),
        "" | "分钟" | "小时" | "天" | "工作日" | "周" | "月" | "年"
    )
}

/// Whether anything of the form 《项目支出绩效自评表》 was begun: who writes only the report
/// isn't asked for indicators.
pub fn is_evaluation_begun(draft: &Draft) -> bool {
    use crate::field::Section;
    let is_filled = |field: Field| !draft.get(field).trim().is_empty();
    draft.row_count(Table::Indicators) > 0
        || Section::Evaluation
            .fields()
            .any(|spec| is_filled(spec.field))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn every_comparison_has_its_sign() {
        use Nature::*;
        for (nature, sign, is_reverse) in [
            (AtLeast, "≥", false),
            (Above, ">", false),
            (Exactly, "=", false),
            (AtMost, "≤", true),
            (Below, "<", true),
        ] {
            assert_eq!((nature.sign(), nature.is_reverse()), (sign, is_reverse));
            assert_eq!(Nature::of_sign(sign), Some(nature));
        }
        assert_eq!([Qualitative, Unstated].map(Nature::sign), ["", ""]);
    }

    #[test]
    fn a_date_is_told_from_a_duration() {
        for text in [
            "2021年12月31日",
            "2021-12-31",
            "2021年底前",
            "12月底前",
            "≤12月",
        ] {
            assert!(is_date(text), "{text}");
        }
        for text in ["3年", "6个月", "30日", "12", "100年", "月度", "及时"] {
            assert!(!is_date(text), "{text}");
        }
    }

    #[test]
    fn a_band_is_read_from_its_words() {
        for (band, texts) in [
            (
                Band::Reached,
                &[
                    "达成预期指标",
                    "已按期完成",
                    "按计划完成，无未完成事项",
                    "不存在未达标情况",
                    "没有一项未完成",
                    "水平不断提升，达到预期",
                    "不仅完成采购，而且实现联网",
                    "未发生安全事故，任务完成",
                    "已全部分发完成",
                    "全部完成，不合格品为零",
                    "验收达标，未发现不合格",
                ][..],
            ),
            (
                Band::Partly,
                &[
                    "部分达成年度指标并具有一定效果",
                    "基本完成",
                    "大部分已完成",
                    "基本实现",
                ],
            ),
            (
                Band::Missed,
                &[
                    "未达成年度指标且效果较差",
                    "未完成",
                    "尚未完成",
                    "未能完成",
                    "没有完成",
                    "没达到预期",
                    "未达预期",
                    "不达标",
                    "验收不合格",
                    "资金未到位",
                    "达不到要求",
                    "无法完成",
                    "没能够实现",
                ],
            ),
            (
                Band::Short,
                &[
                    "未按期完成",
                    "未全部完成",
                    "未能按期全部完成",
                    "没有完全达到",
                    "部分指标未完成",
                ],
            ),
        ] {
            for text in texts {
                assert_eq!(Band::read(text), Some(band), "{text}");
            }
        }
        for text in [
            "完成80%",
            "预计2022年完成",
            "延期完成",
            "完成一半",
            "未经验收完成",
            "已完成招标，未完成验收",
            "去年未完成的工程已全部完成",
            "效果较好",
            "",
        ] {
            assert_eq!(Band::read(text), None, "{text}");
        }
    }

    #[test]
    fn who_finishes_after_the_date_is_late() {
        for (target, actual) in [
            ("2021年12月31日", "2022年3月15日"),
            ("2021年12月31日前", "2022-01-01"),
            ("2021年12月底前", "2022年1月完成"),
            ("2021年底前", "2022年"),
            ("≤2021年6月", "2021年7月1日"),
            ("２０２１年６月３０日", "2021.7.1"),
        ] {
            assert!(is_late(target, actual), "{target} {actual}");
            assert!(!is_late(actual, target), "{target} {actual}");
        }
        for (target, actual) in [
            ("2021年12月31日", "2021年12月31日"),
            ("2021年12月", "2021年12月20日"),
            ("2021年上半年", "2021年9月"),
            ("12月底前", "1月"),
            ("2021年1月至2021年6月", "2021年9月"),
            ("2021年12月31日", "按期完成"),
            ("2021年12月31日", ""),
            ("5", "2022年1月1日"),
        ] {
            assert!(!is_late(target, actual), "{target} {actual}");
        }
    }

    #[test]
    fn units_of_money_are_compared() {
        let shifts = ["元", "万元", "万", "亿元", "亿", "个"].map(money_shift);
        assert_eq!(shifts, [Some(0), Some(4), Some(4), Some(8), Some(8), None]);
    }

    #[test]
    fn a_level_that_is_left_out_is_the_one_above_within_its_group() {
        let mut draft = crate::draft::Draft::default();
        let levels = [("产出指标", "数量指标"), ("", ""), ("效益指标", "")];
        for (row, (level1, level2)) in levels.into_iter().enumerate() {
            let table = Table::Indicators;
            draft.apply(&crate::draft::Edit::InsertRow { table, row });
            for (field, text) in [
                (Field::IndicatorLevel1, level1),
                (Field::IndicatorLevel2, level2),
            ] {
                draft.apply(&crate::draft::Edit::Set {
                    place: Place::in_row(field, row),
                    text: text.to_owned(),
                });
            }
        }
        let form = Form::parse(&draft);
        let levels: Vec<&str> = indicators(&form).iter().map(|it| it.level2).collect();
        assert_eq!(levels, ["数量指标", "数量指标", ""]);
    }

    #[test]
    fn a_level_states_its_weight_in_brackets() {
        let stated = |name| stated_weight(name).map(|points| points.to_string());
        assert_eq!(stated("产出指标(50分)").as_deref(), Some("50.00"));
        assert_eq!(stated("效益指标（30）").as_deref(), Some("30.00"));
        assert_eq!(stated("产出指标"), None);
        assert_eq!(stated("社会效益指标（就业）"), None);
    }

    proptest! {
        #[test]
        fn what_is_denied_is_never_reached(
            before in select(&["", "截至年底", "项目，", "已完成招标，", "部分"][..]),
            negation in select(&["未", "未能", "没", "没有", "不", "尚未", "无法", "难以"][..]),
            between in select(&["", "按期", "全部", "能够", "经验收", "如期足额"][..]),
            stem in select(&STEMS[..]),
            after in "[预期目标，。完成达到及已年度且效果]{0,12}",
        ) {
            let text = [before, negation, between, stem, &after].concat();
            prop_assert_ne!(Band::read(&text), Some(Band::Reached), "{}", text);
        }

        #[test]
        fn no_text_makes_a_reader_panic(text in any::<String>(), words in "[未没不有能达成完全部按期到位无，年月日底2021 ]{0,40}") {
            for text in [text, words] {
                let _ = Band::read(&text);
                is_late(&text, &text);
            }
        }
    }

    #[test]
    fn a_negation_before_a_border_denies_nothing_behind_it() {
        assert_eq!(Said::of("均未"), Said::Denied);
        for border in [" ", ",", "，", "。", "；", "、", "："] {
            assert_eq!(
                Said::of(&format!("均未{border}")),
                Said::Plainly,
                "{border}"
            );
        }
    }

    #[test]
    fn a_day_is_one_with_its_year() {
        let day = |year, month, day| Some(Day { year, month, day });
        assert_eq!(Day::read("2021年12月31日前"), day(2021, Some(12), Some(31)));
        assert_eq!(Day::read("2021年12月底"), day(2021, Some(12), Some(31)));
        assert_eq!(Day::read("2021年底前"), day(2021, Some(12), Some(31)));
        assert_eq!(Day::read("2021年"), day(2021, None, None));
        for text in [
            "2021年至2022年",
            "2021年1月至3月",
            "2021年1月至2022年3月",
            "12月底",
            "21年",
        ] {
            assert_eq!(Day::read(text), None, "{text}");
        }
    }
}
