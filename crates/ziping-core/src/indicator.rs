//! A performance indicator (绩效指标): a row of the table, read.

use crate::draft::Draft;
use crate::field::value::{Date, Fault, Points, Quantity, Reading, Unreadable, Yuan};
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
    /// ≥, and what has no sign: reaching the target is enough.
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
            Nature::Qualitative => "定性",
        }
    }

    /// 反向指标: less is better.
    pub fn is_reverse(self) -> bool {
        matches!(self, Nature::AtMost | Nature::Below)
    }
}

/// 定性指标的三档.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Band {
    /// 达成年度指标
    Reached,
    /// 部分达成年度指标并具有一定效果
    Partly,
    /// 未达成年度指标且效果较差
    Missed,
}

impl Band {
    pub fn label(self) -> &'static str {
        match self {
            Band::Reached => "达成",
            Band::Partly => "部分达成",
            Band::Missed => "未达成",
        }
    }

    /// Reads `达成预期指标`, `部分达成`, `未达成年度指标且效果较差`, `完成`; not `完成80%`,
    /// which is a person's to judge.
    pub fn read(text: &str) -> Option<Band> {
        if text.contains(['%', '％']) {
            return None;
        }
        let has = |words: &[&str]| words.iter().any(|word| text.contains(word));
        if has(&["未达", "未完成", "没有达", "没有完成", "未实现"]) {
            Some(Band::Missed)
        } else if has(&["部分", "基本达成", "基本完成"]) {
            Some(Band::Partly)
        } else if has(&["达成", "达到", "达标", "完成", "实现"]) {
            Some(Band::Reached)
        } else {
            None
        }
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
        let rebased = |quantity: &Quantity, shift| quantity.times_power_of_ten(shift);
        match (money_shift(target_unit), money_shift(actual_unit)) {
            (Some(target_shift), Some(actual_shift)) => Some((
                rebased(target, target_shift)?,
                rebased(actual, actual_shift)?,
            )),
            _ if target_unit == actual_unit || target_unit.is_empty() => {
                Some((target.clone(), actual.clone()))
            }
            _ => None,
        }
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
    Indicator {
        row,
        group,
        level2,
        name: text(Field::IndicatorLevel3),
        nature: nature(form, row, &target),
        actual: quantity(text(Field::IndicatorActual)),
        target,
        unit,
        weight: points(Field::IndicatorWeight),
        typed_score: points(Field::IndicatorScore),
        reason: text(Field::IndicatorReason),
        is_blank: OWN_FIELDS.iter().all(|field| text(*field).is_empty()),
    }
}

/// The sign of its own column, else the one before the target; a target that is no number
/// is qualitative.
fn nature(form: &Form<'_>, row: usize, target: &Reading<Quantity>) -> Nature {
    let sign = form.text(&Place::in_row(Field::IndicatorNature, row));
    if let Some(nature) = Nature::of_sign(sign) {
        return nature;
    }
    match target {
        Reading::Value(target) => Nature::of_sign(target.comparison).unwrap_or(Nature::AtLeast),
        Reading::Empty => Nature::AtLeast,
        Reading::Unreadable(_) => Nature::Qualitative,
    }
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
    use super::*;

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
    fn a_level_states_its_weight_in_brackets() {
        let stated = |name| stated_weight(name).map(|points| points.to_string());
        assert_eq!(stated("产出指标(50分)").as_deref(), Some("50.00"));
        assert_eq!(stated("效益指标（30）").as_deref(), Some("30.00"));
        assert_eq!(stated("产出指标"), None);
        assert_eq!(stated("社会效益指标（就业）"), None);
    }
}
