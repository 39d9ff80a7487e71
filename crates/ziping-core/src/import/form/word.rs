//! The words of a form (自评表): what its cells say that isn't filled in. The official
//! layouts' own and those that published forms write for them.
//!
//! A table of words is for one context each: 得分 is a column of the funds and one of the
//! indicators. What stands in brackets behind a word, and a colon, are no part of it.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use crate::field::value::{is_blank, trim};
use crate::field::{Field, FieldSpec, Kind, Section, FIELDS};
use crate::funds::{Source, Stage, CARRIED_OVER, FISCAL, OTHER_FUNDS, SPECIAL_ACCOUNT, UNIT};
use crate::import::text::fold::{folded, Folded, MISSING};
use crate::import::text::template::number_at;
use crate::policy::{self, Unit};
use crate::report::{layout, SUB_PROJECTS as SUB_PROJECTS_CAPTION};

/// Labels with a value beside them, or below, other than the fields' own names.
const FACTS: &[(&str, Field)] = &[
    ("项目代码", Field::ProjectCode),
    ("项目主管部门", Field::CompetentDepartment),
    ("主管部门及代码", Field::CompetentDepartment),
    ("预算主管部门", Field::CompetentDepartment),
    ("主管单位", Field::CompetentDepartment),
    ("主管部门(单位)", Field::CompetentDepartment),
    ("实施单位", Field::BudgetUnit),
    ("项目实施单位", Field::BudgetUnit),
    ("预算执行单位", Field::BudgetUnit),
    ("项目单位", Field::BudgetUnit),
    ("预算单位名称", Field::BudgetUnit),
    ("单位名称", Field::BudgetUnit),
    ("填报单位", Field::BudgetUnit),
    ("资金使用单位", Field::BudgetUnit),
    ("项目负责人及电话", Field::ProjectLeader),
    ("填表人", Field::Reporter),
    ("经办人", Field::Reporter),
    ("联系人", Field::Reporter),
    ("联系方式", Field::ReporterPhone),
    ("是否公开", Field::IsPublic),
    ("网址", Field::PublicUrl),
    ("评价年度", Field::ReportYear),
    ("预算年度", Field::ReportYear),
    ("填报日期", Field::SignatureDate),
    ("填表日期", Field::SignatureDate),
    ("填报时间", Field::SignatureDate),
    ("总体目标", Field::OverallGoal),
    ("项目总体目标", Field::OverallGoal),
    ("年度目标", Field::AnnualGoal),
    ("项目年度目标", Field::AnnualGoal),
    ("年度总体目标", Field::AnnualGoal),
    ("年度绩效目标", Field::AnnualGoal),
    ("预期目标", Field::AnnualGoal),
    ("年初设定目标", Field::AnnualGoal),
    ("年初设定绩效目标", Field::AnnualGoal),
    ("年初绩效目标", Field::AnnualGoal),
    ("年初预期目标", Field::AnnualGoal),
    ("年度预期目标", Field::AnnualGoal),
    ("年度目标完成情况", Field::AnnualGoalResult),
    ("年度总体目标完成情况", Field::AnnualGoalResult),
    ("年度绩效目标完成情况", Field::AnnualGoalResult),
    ("目标完成情况", Field::AnnualGoalResult),
    ("目标实际完成情况", Field::AnnualGoalResult),
    ("年度目标实际完成情况", Field::AnnualGoalResult),
    ("实际完成情况", Field::AnnualGoalResult),
    ("全年实际完成情况", Field::AnnualGoalResult),
    ("项目概况", Field::ProjectOverview),
    ("项目实施内容", Field::ProjectOverview),
    ("项目实施内容及过程概述", Field::ProjectOverview),
    ("预算调整说明", Field::BudgetAdjustment),
    ("评价结论", Field::Conclusion),
    ("自评结论", Field::Conclusion),
    ("存在问题", Field::Problems),
    ("存在的问题", Field::Problems),
    ("存在的主要问题", Field::Problems),
    ("存在的问题及原因", Field::Problems),
    ("存在问题及原因", Field::Problems),
    ("改进措施", Field::Improvements),
    ("下一步改进措施", Field::Improvements),
    ("改进措施及结果应用方案", Field::Improvements),
    ("偏差大或目标未完成原因分析", Field::GoalsUnmet),
    ("未完成原因及改进措施", Field::GoalsUnmet),
    ("自评得分", Field::TotalScore),
    ("自评总分", Field::TotalScore),
    ("自评等级", Field::Grade),
    ("评价等级", Field::Grade),
    ("绩效等级", Field::Grade),
];

/// Labels of what no field is for: they end what stands before them.
const OTHER_LABELS: &[&str] = &[
    "单位负责人",
    "单位主要负责人",
    "主要负责人",
    "部门负责人",
    "单位领导",
    "分管领导",
    "审核人",
    "复核人",
];

/// Words that only say what stands beside or below.
const STRUCTURE: &[&str] = &[
    "项目基本情况",
    // Said of the two goals beside it, of which it is no label.
    "项目年度目标完成情况",
    "项目资金",
    "资金构成",
    "资金来源",
    "年度预算数",
    "资金情况",
    "预算执行情况",
    "预算执行",
    "绩效指标",
    "年度绩效指标",
    "指标完成情况",
    "年度绩效目标",
    "年度绩效目标(指标)",
    "其中",
    "附件",
    "附表",
];

/// What a column of the funds holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FundsWord {
    Amount(Stage),
    Rate,
    Weight,
    Score,
    /// 原因
    Reason,
}

const FUNDS: &[(&str, FundsWord)] = &[
    ("年初预算数", FundsWord::Amount(Stage::Initial)),
    ("年初预算", FundsWord::Amount(Stage::Initial)),
    ("年初预算金额", FundsWord::Amount(Stage::Initial)),
    ("年初批复数", FundsWord::Amount(Stage::Initial)),
    ("预算批复数", FundsWord::Amount(Stage::Initial)),
    ("全年预算数", FundsWord::Amount(Stage::FullYear)),
    ("全年预算", FundsWord::Amount(Stage::FullYear)),
    ("全年预算金额", FundsWord::Amount(Stage::FullYear)),
    ("调整后预算数", FundsWord::Amount(Stage::FullYear)),
    ("调整后预算", FundsWord::Amount(Stage::FullYear)),
    ("调整后全年预算数", FundsWord::Amount(Stage::FullYear)),
    ("调整预算数", FundsWord::Amount(Stage::FullYear)),
    ("预算数", FundsWord::Amount(Stage::FullYear)),
    ("全年执行数", FundsWord::Amount(Stage::Executed)),
    ("执行数", FundsWord::Amount(Stage::Executed)),
    ("预算执行数", FundsWord::Amount(Stage::Executed)),
    ("实际执行数", FundsWord::Amount(Stage::Executed)),
    ("全年支出数", FundsWord::Amount(Stage::Executed)),
    ("全年支出", FundsWord::Amount(Stage::Executed)),
    ("全年实际支出数", FundsWord::Amount(Stage::Executed)),
    ("实际支出数", FundsWord::Amount(Stage::Executed)),
    ("执行率", FundsWord::Rate),
    ("预算执行率", FundsWord::Rate),
    ("分值", FundsWord::Weight),
    ("权重", FundsWord::Weight),
    ("得分", FundsWord::Score),
    ("自评得分", FundsWord::Score),
    ("原因", FundsWord::Reason),
    ("偏差原因", FundsWord::Reason),
];

/// The rows of the funds; `None` is the total.
const SOURCES: &[(&str, Option<&Source>)] = &[
    ("资金总额", None),
    ("年度资金总额", None),
    ("项目资金总额", None),
    ("预算资金总额", None),
    ("年度预算资金总额", None),
    ("总额", None),
    ("资金合计", None),
    ("合计", None),
    ("财政资金", Some(&FISCAL)),
    ("财政拨款", Some(&FISCAL)),
    ("当年财政拨款", Some(&FISCAL)),
    ("本年财政拨款", Some(&FISCAL)),
    ("当年财政资金", Some(&FISCAL)),
    ("年度财政资金", Some(&FISCAL)),
    ("一般公共预算资金", Some(&FISCAL)),
    ("一般公共预算拨款", Some(&FISCAL)),
    ("本年一般公共预算拨款", Some(&FISCAL)),
    ("当年一般公共预算拨款", Some(&FISCAL)),
    // Where 湖北 has it, all of the total is 财政资金.
    ("年度财政资金总额", Some(&FISCAL)),
    ("财政专户管理资金", Some(&SPECIAL_ACCOUNT)),
    ("财政专户资金", Some(&SPECIAL_ACCOUNT)),
    ("专户资金", Some(&SPECIAL_ACCOUNT)),
    ("专户", Some(&SPECIAL_ACCOUNT)),
    ("单位资金", Some(&UNIT)),
    ("单位自有资金", Some(&UNIT)),
    ("单位自筹资金", Some(&UNIT)),
    ("自有资金", Some(&UNIT)),
    ("自筹资金", Some(&UNIT)),
    ("上年结转资金", Some(&CARRIED_OVER)),
    ("上年结转", Some(&CARRIED_OVER)),
    ("上年结余资金", Some(&CARRIED_OVER)),
    ("上年结转结余资金", Some(&CARRIED_OVER)),
    ("结转资金", Some(&CARRIED_OVER)),
    ("结转结余资金", Some(&CARRIED_OVER)),
    ("其他资金", Some(&OTHER_FUNDS)),
    ("其它资金", Some(&OTHER_FUNDS)),
];

/// What may stand in brackets behind 财政拨款: of which budget it is.
const BUDGETS: &[&str] = &[
    "一般公共预算",
    "政府性基金",
    "政府性基金预算",
    "国有资本经营预算",
];

/// The columns of the indicators.
const COLUMNS: &[(&str, Field)] = &[
    ("一级指标", Field::IndicatorLevel1),
    ("二级指标", Field::IndicatorLevel2),
    ("三级指标", Field::IndicatorLevel3),
    ("指标名称", Field::IndicatorLevel3),
    ("绩效指标名称", Field::IndicatorLevel3),
    ("指标性质", Field::IndicatorNature),
    ("性质", Field::IndicatorNature),
    ("计算符号", Field::IndicatorNature),
    ("运算符号", Field::IndicatorNature),
    ("年度指标值", Field::IndicatorTarget),
    ("指标值", Field::IndicatorTarget),
    ("目标值", Field::IndicatorTarget),
    ("年度目标值", Field::IndicatorTarget),
    ("年初目标值", Field::IndicatorTarget),
    ("预期指标值", Field::IndicatorTarget),
    ("绩效指标值", Field::IndicatorTarget),
    ("计划指标值", Field::IndicatorTarget),
    ("年初目标", Field::IndicatorTarget),
    ("年初指标值", Field::IndicatorTarget),
    ("年初绩效指标值", Field::IndicatorTarget),
    ("指标目标值", Field::IndicatorTarget),
    ("年度绩效指标值", Field::IndicatorTarget),
    ("年度绩效指标目标值", Field::IndicatorTarget),
    ("预期值", Field::IndicatorTarget),
    ("预期目标值", Field::IndicatorTarget),
    ("度量单位", Field::IndicatorUnit),
    ("计量单位", Field::IndicatorUnit),
    ("单位", Field::IndicatorUnit),
    ("实际完成值", Field::IndicatorActual),
    ("完成值", Field::IndicatorActual),
    ("全年完成值", Field::IndicatorActual),
    ("全年实际完成值", Field::IndicatorActual),
    ("全年实际值", Field::IndicatorActual),
    ("实际值", Field::IndicatorActual),
    ("实际完成指标值", Field::IndicatorActual),
    ("年度绩效指标完成值", Field::IndicatorActual),
    ("指标完成值", Field::IndicatorActual),
    ("年末完成情况", Field::IndicatorActual),
    ("完成情况", Field::IndicatorActual),
    ("实际达到值", Field::IndicatorActual),
    ("完成率", Field::IndicatorCompletion),
    ("完成比例", Field::IndicatorCompletion),
    ("指标完成率", Field::IndicatorCompletion),
    ("分值", Field::IndicatorWeight),
    ("权重", Field::IndicatorWeight),
    ("指标分值", Field::IndicatorWeight),
    ("标准分", Field::IndicatorWeight),
    ("标准分值", Field::IndicatorWeight),
    ("分值权重", Field::IndicatorWeight),
    ("权重(分)", Field::IndicatorWeight),
    ("权数", Field::IndicatorWeight),
    ("满分", Field::IndicatorWeight),
    ("得分", Field::IndicatorScore),
    ("自评得分", Field::IndicatorScore),
    ("实际得分", Field::IndicatorScore),
    ("自评分", Field::IndicatorScore),
    ("评分", Field::IndicatorScore),
    ("评价得分", Field::IndicatorScore),
    ("未完成原因分析", Field::IndicatorReason),
    ("未完成原因", Field::IndicatorReason),
    ("未完成原因分析及改进措施", Field::IndicatorReason),
    ("偏差原因分析及改进措施", Field::IndicatorReason),
    ("偏差原因分析和改进措施", Field::IndicatorReason),
    ("偏差原因分析", Field::IndicatorReason),
    ("偏差原因及改进措施", Field::IndicatorReason),
    ("偏差原因", Field::IndicatorReason),
    ("原因分析", Field::IndicatorReason),
    ("未完成原因和改进措施", Field::IndicatorReason),
    ("未完成原因及改进措施", Field::IndicatorReason),
    ("扣分原因", Field::IndicatorReason),
];

/// Heads of the indicators' reasons where no other column has them.
const REMARKS: &[&str] = &["备注", "说明"];

/// The last row of the indicators.
const TOTALS: &[&str] = &["合计", "总计", "总分", "总得分", "自评总分", "得分合计"];

/// What the row of the execution rate is called where it stands among the indicators.
const EXECUTION: &[&str] = &[
    "预算执行率",
    "预算执行",
    "预算执行情况",
    "预算执行率指标",
    "预算执行指标",
    "资金执行率",
    "执行率",
];

/// 一级指标
const LEVELS_1: &[&str] = &["产出指标", "效益指标", "满意度指标", "成本指标"];

/// 二级指标
const LEVELS_2: &[&str] = &[
    "数量指标",
    "质量指标",
    "时效指标",
    "成本指标",
    "经济成本指标",
    "社会成本指标",
    "生态环境成本指标",
    "经济效益指标",
    "社会效益指标",
    "生态效益指标",
    "可持续影响指标",
    "满意度指标",
    "服务对象满意度",
    "服务对象满意度指标",
];

/// 子项目表的列.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SubProjectWord {
    Number,
    Name,
    Allocated,
    Spent,
    Rate,
    Progress,
}

const SUB_PROJECTS: &[(&str, SubProjectWord)] = &[
    ("序号", SubProjectWord::Number),
    ("子项目", SubProjectWord::Name),
    ("子项目名称", SubProjectWord::Name),
    ("项目名称", SubProjectWord::Name),
    ("下达资金", SubProjectWord::Allocated),
    ("下达金额", SubProjectWord::Allocated),
    ("下达资金数", SubProjectWord::Allocated),
    ("下达预算", SubProjectWord::Allocated),
    ("预算数", SubProjectWord::Allocated),
    ("预算金额", SubProjectWord::Allocated),
    ("预算资金", SubProjectWord::Allocated),
    ("全年预算数", SubProjectWord::Allocated),
    ("支出", SubProjectWord::Spent),
    ("支出数", SubProjectWord::Spent),
    ("支出金额", SubProjectWord::Spent),
    ("实际支出", SubProjectWord::Spent),
    ("已支出", SubProjectWord::Spent),
    ("执行数", SubProjectWord::Spent),
    ("全年执行数", SubProjectWord::Spent),
    ("支出率", SubProjectWord::Rate),
    ("执行率", SubProjectWord::Rate),
    ("支出进度", SubProjectWord::Rate),
    ("进展情况", SubProjectWord::Progress),
    ("项目进展情况", SubProjectWord::Progress),
    ("进展", SubProjectWord::Progress),
    ("完成情况", SubProjectWord::Progress),
];

/// Columns that a table of several units' projects (汇总表) has and one of sub-projects hasn't.
pub(super) const NOT_OF_SUB_PROJECTS: &[&str] = &[
    "预算单位",
    "实施单位",
    "主管部门",
    "自评得分",
    "得分",
    "等级",
];

/// What stands where a form has nothing to say.
const NOTHING: &[&str] = &["/", "-", "--", "\\"];

/// The endings of a form's title.
const TITLES: &[&str] = &[
    "部门预算项目支出绩效自评表",
    "项目支出绩效自评表",
    "项目绩效自评表",
    "支出绩效自评表",
    "绩效自评表",
    "项目自评表",
    "自评表",
];

/// The longest words of a form, in characters.
const LONGEST: usize = 40;
/// The longest label before a colon, with what stands in brackets.
const LONGEST_LABEL: usize = 24;

/// What a cell of a form says, where cells come one by one, as from the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// As it is compared: without white space, the brackets behind and the colon.
    pub plain: String,
    /// 元 or 万元, as the brackets say, or all of it: `单位：万元`.
    pub unit: Option<Unit>,
    /// The source of a row of the funds, `Some(None)` for the total.
    pub source: Option<Option<&'static Source>>,
}

impl Label {
    /// `None` for what is too long to be a form's words, or nothing.
    pub fn of(text: &str) -> Option<Label> {
        let words = Words::of(text)?;
        Some(Label {
            unit: words.unit().or_else(|| unit(&words.plain)),
            source: words.source(),
            plain: words.plain,
        })
    }
}

/// The words of a cell, as they are compared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Words {
    /// Without the brackets behind and the colon.
    pub(super) plain: String,
    /// What stands in the brackets behind, the last first.
    pub(super) hints: Vec<String>,
    pub(super) has_colon: bool,
}

impl Words {
    /// `None` for what is too long to be a form's words, or nothing.
    pub(super) fn of(text: &str) -> Option<Words> {
        if text.len() > LONGEST * 4 {
            return None;
        }
        let mut words = Words::default();
        let mut chars = folded(text);
        loop {
            match &chars[..] {
                [rest @ .., ':'] => {
                    words.has_colon |= words.hints.is_empty();
                    chars.truncate(rest.len());
                }
                [rest @ .., ')'] => {
                    let Some(open) = rest.iter().rposition(|c| *c == '(') else {
                        break;
                    };
                    let hint: String = rest[open + 1..].iter().collect();
                    if !is_hint(&hint) {
                        break;
                    }
                    words.hints.push(hint);
                    chars.truncate(open);
                }
                _ => break,
            }
        }
        // The unit may stand before as well: `(万元)年初预算数`.
        if let ['(', rest @ ..] = &chars[..] {
            if let Some(close) = rest.iter().position(|c| *c == ')') {
                let hint: String = rest[..close].iter().collect();
                if unit(&hint).is_some() {
                    words.hints.push(hint);
                    chars.drain(..close + 2);
                }
            }
        }
        words.plain = chars.into_iter().collect();
        let is_something = !words.plain.is_empty() || !words.hints.is_empty();
        (is_something && words.plain.chars().count() <= LONGEST).then_some(words)
    }

    /// 元 or 万元, as the brackets say.
    pub(super) fn unit(&self) -> Option<Unit> {
        self.hints.iter().find_map(|hint| unit(hint))
    }

    pub(super) fn is_in_percent(&self) -> bool {
        self.hints.iter().any(|hint| hint == "%")
    }

    /// Whether the brackets say how many points it has.
    pub(super) fn has_points(&self) -> bool {
        self.hints.iter().any(|hint| is_points(hint))
    }

    /// The words without a number before them: `2.项目实施内容`.
    fn unnumbered(&self) -> &str {
        without_number(&self.plain)
    }

    pub(super) fn fact(&self) -> Option<Field> {
        // With points in brackets it stands beside the indicators.
        let is_side = self.has_points();
        let fact = |words: &str| TABLES.facts.get(words).copied();
        let field = fact(&self.plain).or_else(|| fact(self.unnumbered()));
        field.filter(|_| !is_side)
    }

    fn is_other_label(&self) -> bool {
        OTHER_LABELS.contains(&self.unnumbered())
    }

    /// Whether it only says what stands beside or below.
    pub(super) fn is_structure(&self) -> bool {
        let is_one = |words: &str| STRUCTURE.contains(&words);
        self.plain.is_empty() || is_one(&self.plain) || is_one(self.unnumbered())
    }

    pub(super) fn funds(&self) -> Option<FundsWord> {
        // `全年执行数B`, of which the rate's head says that it is B/A.
        let funds = |words: &str| TABLES.funds.get(words).copied();
        funds(&self.plain).or_else(|| funds(self.plain.strip_suffix(['A', 'B', 'C'])?))
    }

    /// The source of a row of the funds, `Some(None)` for the total.
    pub(super) fn source(&self) -> Option<Option<&'static Source>> {
        let plain = self.plain.strip_prefix("其中:").unwrap_or(&self.plain);
        let plain = plain.strip_prefix("其中").unwrap_or(plain);
        let known = |words: &str| OF_SOURCES.get(words).copied();
        // `1.财政拨款`, `当年财政拨款（政府性基金）`
        known(plain).or_else(|| {
            let plain = without_number(plain);
            let of_budget = plain.strip_suffix(')').and_then(|plain| {
                let (name, budget) = plain.rsplit_once('(')?;
                BUDGETS.contains(&budget).then_some(name)
            });
            known(of_budget.unwrap_or(plain))
        })
    }

    pub(super) fn column(&self) -> Option<Field> {
        TABLES.columns.get(self.plain.as_str()).copied()
    }

    pub(super) fn is_remark(&self) -> bool {
        REMARKS.contains(&self.plain.as_str())
    }

    pub(super) fn sub_project(&self) -> Option<SubProjectWord> {
        TABLES.sub_projects.get(self.plain.as_str()).copied()
    }

    pub(super) fn is_total(&self) -> bool {
        TOTALS.contains(&self.plain.as_str())
    }

    pub(super) fn is_execution(&self) -> bool {
        EXECUTION.contains(&self.plain.as_str())
    }

    pub(super) fn is_level1(&self) -> bool {
        LEVELS_1.contains(&self.plain.as_str())
    }

    pub(super) fn is_level2(&self) -> bool {
        LEVELS_2.contains(&self.plain.as_str())
    }

    /// Whether it is a column's head of the funds or of the indicators.
    pub(super) fn is_head(&self) -> bool {
        self.funds().is_some() || self.column().is_some() || self.is_remark()
    }
}

fn without_number(words: &str) -> &str {
    let is_number = |c: char| c.is_ascii_digit() || "(一二三四五六七八九十".contains(c);
    if !words.starts_with(is_number) {
        return words;
    }
    let folded = Folded::of(words, 0..words.len());
    let number = number_at(&folded, 0);
    &words[folded.bytes(number).end..]
}

/// 元 or 万元: `万元`, `单位:万元`, `本表金额单位均为人民币万元`.
pub(super) fn unit(hint: &str) -> Option<Unit> {
    // In this order, each or none.
    const BEFORE: [&[&str]; 5] = [
        &["本表", "以上"],
        &["金额"],
        &["单位"],
        &[":", "均为", "为"],
        &["人民币"],
    ];
    let without = |text, words: &&[&str]| {
        let mut rests = words.iter().map(|word| str::strip_prefix(text, word));
        rests.find_map(|rest| rest).unwrap_or(text)
    };
    match BEFORE.iter().fold(hint, without) {
        "元" => Some(Unit::Yuan),
        "万元" => Some(Unit::TenThousand),
        _ => None,
    }
}

/// The unit that a note says the amounts have: `注：金额单位为万元。`; and whether that is all.
pub(super) fn unit_in_note(text: &str) -> Option<(Unit, bool)> {
    const NOTES: [&str; 2] = ["备注", "注"];
    let note = NOTES.iter().find_map(|note| text.strip_prefix(note))?;
    let note = note.strip_prefix([':', '：'])?;
    let parts = note.split(['。', '；', ';', '\n']).map(trim);
    let units = parts
        .filter(|part| !part.is_empty())
        .map(|part| unit(Words::of(part)?.unnumbered()));
    let units: Vec<Option<Unit>> = units.collect();
    let unit = units.iter().flatten().next()?;
    Some((*unit, units.iter().all(Option::is_some)))
}

/// The bytes of the units and years among other things in a cell or a line, where it says a
/// unit: `填报单位：某局　2023年度　单位：万元`. White space sets them apart.
pub(super) fn units_and_years(text: &str) -> Vec<Range<usize>> {
    const LONGEST_LINE: usize = 400;
    const LONGEST_UNIT: usize = 12;
    if text.len() > LONGEST_LINE || !text.contains("单位") {
        return Vec::new();
    }
    let line = Folded::of(text, 0..text.len());
    let is_unit = |words: &str| {
        let is_one = |words: Words| words.unit().or_else(|| unit(&words.plain)).is_some();
        words.contains("单位") && Words::of(words).is_some_and(is_one)
    };
    let mut has_unit = false;
    let mut found = Vec::new();
    let mut at = 0;
    while at < line.len() {
        let ends = at + 1..=line.len().min(at + LONGEST_UNIT);
        let end = ends.filter(|end| line.is_apart(*end)).find(|end| {
            let words: String = line.chars[at..*end].iter().collect();
            let says_unit = is_unit(&words);
            has_unit |= says_unit;
            says_unit || year(&words).is_some()
        });
        found.extend(end.map(|end| line.bytes(at..end)));
        let next = |at: usize| (at + 1..line.len()).find(|at| line.is_apart(*at));
        at = end.or_else(|| next(at)).unwrap_or(line.len());
    }
    match has_unit {
        true => found,
        false => Vec::new(),
    }
}

/// `90分`, `20分×执行率`, `10×执行率`
fn is_points(hint: &str) -> bool {
    let after = hint.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let times = ["×执行率", "*执行率", "x执行率"];
    let is_rest = |rest: &str| after == rest || after.strip_prefix('分') == Some(rest);
    after.len() < hint.len() && (after == "分" || times.into_iter().any(is_rest))
}

/// Whether it may stand in brackets behind a form's words and says nothing more.
fn is_hint(text: &str) -> bool {
    const HINTS: [&str; 13] = [
        "%", "A", "B", "C", "B/A", "B÷A", "盖章", "公章", "签章", "签字", "签名", "选填", "必填",
    ];
    let text = ["*100%", "×100%"]
        .iter()
        .find_map(|percent| text.strip_suffix(percent))
        .unwrap_or(text);
    let is_limit = ["字以内", "字内"].iter().any(|end| {
        let number = text.strip_suffix(end);
        number.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
    });
    HINTS.contains(&text) || unit(text).is_some() || is_points(text) || is_limit
}

/// Whether a cell says that there is nothing to say: `/`, `—`, our own mark of what is missing.
pub(super) fn is_nothing(text: &str) -> bool {
    const LONGEST: usize = 12;
    let is_sign = || {
        let folded: String = folded(text).into_iter().collect();
        NOTHING.contains(&folded.as_str())
    };
    text.len() <= LONGEST && is_sign() || is_mark(text)
}

/// The title of a form: `项目支出绩效自评表（2022年度）`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Title {
    /// The bytes of its year.
    pub(super) year: Option<Range<usize>>,
    /// The bytes of what else it says.
    pub(super) rest: Option<Range<usize>>,
}

impl Title {
    /// `None` for what is no title of a form.
    pub(super) fn of(text: &str) -> Option<Title> {
        if text.len() > LONGEST * 4 || !text.contains('表') {
            return None;
        }
        let line = Folded::of(text, 0..text.len());
        let is_sentence = line.chars.iter().any(|c| matches!(c, '。' | ',' | ';'));
        let all = 0..line.len();
        let name = TITLES.iter().find_map(|title| {
            let words = folded(title);
            let at = line.rfind(all.clone(), &words)?;
            Some(at..at + words.len())
        });
        let name = name.filter(|_| !is_sentence)?;
        let is_digits = |at: usize| {
            let digits = line.chars.get(at..at + 4);
            digits.is_some_and(|digits| digits.iter().all(char::is_ascii_digit))
        };
        let is_year = |at: &usize| is_digits(*at) && line.chars.get(at + 4) == Some(&'年');
        let year = all.clone().find(is_year);
        let year_or_mark = match year {
            Some(at) => Some(at..at + 4),
            None => line
                .find(all.clone(), &[MISSING, '年'])
                .map(|at| at..at + 1),
        };
        let mut own = vec![name];
        if let Some(year) = year_or_mark {
            let after: &[&str] = &["年度)", "年度", "年)", "年"];
            let end = after.iter().find(|end| line.has(year.end, &folded(end)));
            let open = usize::from(year.start > 0 && line.chars[year.start - 1] == '(');
            own.push(year.start - open..year.end + end.map_or(0, |end| folded(end).len()));
        }
        let is_own =
            |at: usize| line.chars[at] == MISSING || own.iter().any(|range| range.contains(&at));
        let first = all.clone().find(|at| !is_own(*at));
        let last = all.rev().find(|at| !is_own(*at));
        Some(Title {
            year: year.map(|at| line.bytes(at..at + 4)),
            rest: first
                .zip(last)
                .map(|(first, last)| line.bytes(first..last + 1)),
        })
    }
}

struct Tables {
    facts: BTreeMap<String, Field>,
    funds: BTreeMap<String, FundsWord>,
    columns: BTreeMap<String, Field>,
    sub_projects: BTreeMap<String, SubProjectWord>,
}

static TABLES: LazyLock<Tables> = LazyLock::new(|| Tables {
    facts: table(&[&own_names()[..], FACTS].concat()),
    funds: table(FUNDS),
    columns: table(COLUMNS),
    sub_projects: table(SUB_PROJECTS),
});

/// By themselves: of the words of forms, the page's own module needs no others.
static OF_SOURCES: LazyLock<BTreeMap<String, Option<&'static Source>>> =
    LazyLock::new(|| table(SOURCES));

/// The names of what a report and a form say of a project in a few words.
fn own_names() -> Vec<(&'static str, Field)> {
    let is_fact = |spec: &&FieldSpec| match spec.section {
        Section::Basics => spec.table.is_none(),
        Section::Evaluation => {
            spec.table.is_none() && matches!(spec.kind, Kind::Text | Kind::Phone)
        }
        _ => false,
    };
    let facts = FIELDS.iter().filter(is_fact);
    facts.map(|spec| (spec.label, spec.field)).collect()
}

fn table<T: Copy>(words: &[(&str, T)]) -> BTreeMap<String, T> {
    let words = words.iter();
    words
        .map(|(words, what)| (folded(words).iter().collect(), *what))
        .collect()
}

/// A label within a text and what it is of: `填报人: 吴敏 联系方式: 138…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    /// `None` for what no field is for.
    pub(super) field: Option<Field>,
    /// The bytes from the label to where the next one begins.
    pub(super) all: Range<usize>,
    /// The bytes of the value, white space included.
    pub(super) value: Range<usize>,
}

/// The labels with colons in a text, where one begins it. Others begin after white space or a
/// bar.
pub(super) fn pairs(text: &str) -> Vec<Pair> {
    let first = text.find([':', '：', '∶', '﹕']);
    if first.is_none_or(|first| first > LONGEST_LABEL * 6) {
        return Vec::new();
    }
    let line = Folded::of(text, 0..text.len());
    let mut labels: Vec<(Range<usize>, Option<Field>)> = Vec::new();
    for colon in (0..line.len()).filter(|at| line.chars[*at] == ':') {
        let from = labels.last().map_or(0, |(label, _)| label.end);
        labels.extend(label_before(&line, colon, from));
        if labels.is_empty() {
            // What begins with other words is no list of labels.
            return Vec::new();
        }
    }
    let starts = labels.iter().skip(1).map(|(label, _)| label.start);
    let ends = starts.chain([line.len()]);
    labels
        .iter()
        .zip(ends)
        .map(|((label, field), end)| Pair {
            field: *field,
            all: line.bytes(label.start..end),
            value: line.bytes(label.end..end),
        })
        .collect()
}

/// The label that ends with this colon, as the characters that it covers. The first one must
/// begin the text.
fn label_before(line: &Folded, colon: usize, from: usize) -> Option<(Range<usize>, Option<Field>)> {
    let starts = colon.saturating_sub(LONGEST_LABEL).max(from)..colon;
    let begins = |at: &usize| match from {
        0 => number_at(line, 0).end == *at || *at == 0,
        _ => line.is_apart(*at) || line.chars[at - 1] == '|',
    };
    let mut starts = starts.filter(begins);
    starts.find_map(|at| {
        let words: String = line.chars[at..colon].iter().collect();
        let words = Words::of(&words)?;
        let field = words.fact();
        (field.is_some() || words.is_other_label()).then_some(())?;
        Some((if from == 0 { 0 } else { at }..colon + 1, field))
    })
}

/// The bytes of a code and of the name behind it: `203-省教育厅`, `46000021T000000002749-学生
/// 事务补助`.
pub(super) fn coded(field: Field, text: &str) -> Option<(Range<usize>, Range<usize>)> {
    const PROJECT: Range<usize> = 12..31;
    const UNIT: Range<usize> = 3..13;
    let (at, hyphen) = text
        .char_indices()
        .find(|(_, c)| folded(c.encode_utf8(&mut [0; 4])) == ['-'])?;
    let code = trim(&text[..at]);
    let is_code = match field {
        Field::ProjectName => {
            PROJECT.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_alphanumeric())
        }
        _ => UNIT.contains(&code.len()) && code.bytes().all(|b| b.is_ascii_digit()),
    };
    let name = at + hyphen.len_utf8();
    (is_code && !trim(&text[name..]).is_empty()).then_some((0..at, name..text.len()))
}

/// Whether a text is the template's own: what a layout has printed on it, a note included.
pub(super) fn is_printed(text: &str) -> bool {
    static PRINTED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let layouts = policy::ALL.iter().map(|policy| policy.layout);
        let printed = layouts.flat_map(layout::Layout::printed);
        printed
            .chain(PUBLISHED_NOTES.iter().copied())
            .chain([SUB_PROJECTS_CAPTION])
            .map(letters)
            .collect()
    });
    const LONGEST_NOTE: usize = 1_000;
    text.len() <= LONGEST_NOTE && PRINTED.contains(&letters(text))
}

/// The notes as published forms have them.
const PUBLISHED_NOTES: &[&str] = &[
    // 大英县司法局 2023
    "1.预算执行率=预算执行数/调整后预算数,预算执行率未达到90%的需说明原因(100字以内);2.年中发生预算调整的(追加或调减),应单独说明理由;3.其他资金包括:社会投入资金、银行贷款.",
];

/// A text without white space and usual punctuation, and without 注 and 备注 before it.
fn letters(text: &str) -> String {
    let is_letter = |c: &char| !",.;:()、。÷=/-".contains(*c);
    let letters: String = folded(text).into_iter().filter(is_letter).collect();
    let without = letters
        .strip_prefix("备注")
        .or_else(|| letters.strip_prefix('注'));
    match without {
        Some(rest) if !rest.is_empty() => rest.to_owned(),
        _ => letters,
    }
}

/// Whether a cell holds the mark of something missing that our own form prints.
fn is_mark(text: &str) -> bool {
    const MARKS: [&str; 4] = [
        "〔未填〕",
        "〔未算出〕",
        "〔无预算却有支出〕",
        "〔未填：绩效指标〕",
    ];
    const LONGEST: usize = 160;
    let is_of_field = || Folded::of(text, 0..text.len()).chars == [MISSING];
    MARKS.contains(&text) || text.starts_with('〔') && text.len() <= LONGEST && is_of_field()
}

/// What ticks an option, and what stands where it isn't.
const TICKS: [char; 5] = ['☑', '√', '✓', '■', '☒'];
const BOX: char = '□';

/// Whether a text says more than its options with their boxes.
pub(super) fn says_more(text: &str, options: &[(&str, &str)]) -> bool {
    let mut rest = text.to_owned();
    for (_, name) in options {
        rest = rest.replacen(name, "", 1);
    }
    let is_mark = |c: char| {
        is_blank(c) || c.is_ascii_digit() || ".．、".contains(c) || c == BOX || TICKS.contains(&c)
    };
    !rest.chars().all(is_mark)
}

/// The option that is ticked in a list of boxes: `1.部门预算项目☑　　2.专项资金项目□`.
pub(super) fn ticked<'o>(text: &str, options: &[(&'o str, &str)]) -> Option<&'o str> {
    let mut chosen = None;
    for (option, name) in options {
        let after = text.split_once(name).map(|(_, after)| trim(after));
        let is_ticked = after.is_some_and(|after| after.starts_with(TICKS));
        match chosen {
            None if is_ticked => chosen = Some(*option),
            Some(_) if is_ticked => return None,
            _ => {}
        }
    }
    chosen
}

/// The boxes of 项目类别 as 湖北 has them, and the options by themselves.
pub(super) const CATEGORY_BOXES: &[(&str, &str)] = &[
    ("部门项目", "部门预算项目"),
    ("专项资金项目", "专项资金项目"),
    ("转移支付项目", "转移支付项目"),
    ("部门项目", "部门项目"),
    ("其他项目", "其他项目"),
];

/// The bytes of the year's digits in a cell that says nothing else: `（2022年度）`.
pub(super) fn year(text: &str) -> Option<Range<usize>> {
    let line = Folded::of(text, 0..text.len());
    let start = usize::from(line.chars.first() == Some(&'('));
    let digits = line.chars.get(start..start + 4)?;
    let rest: String = line.chars[start + 4..].iter().collect();
    let is_year = digits.iter().all(char::is_ascii_digit);
    let is_all = matches!(rest.as_str(), "年度" | "年度)");
    (is_year && is_all).then(|| line.bytes(start..start + 4))
}

/// The bytes of an indicator's name and of its weight behind it: `资助学生人数（20分）`.
pub(super) fn with_weight(text: &str) -> Option<(Range<usize>, Range<usize>)> {
    let open = text.rfind(['（', '('])?;
    let inside = open + text[open..].chars().next()?.len_utf8();
    let weight = trim(&text[inside..]).trim_end_matches(['）', ')']);
    let points = weight.strip_suffix('分')?;
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let is_weight = !points.is_empty() && points.chars().all(is_number);
    (is_weight && open > 0).then(|| (0..open, inside..inside + points.len()))
}

/// Every word that a form may leave out, folded.
#[cfg(test)]
pub(in crate::import) fn own_words() -> Vec<Vec<char>> {
    let own_names = own_names();
    let tables = own_names.iter().chain(FACTS).map(|(words, _)| *words);
    let words = tables
        .chain(STRUCTURE.iter().copied())
        .chain(OTHER_LABELS.iter().copied())
        .chain(FUNDS.iter().map(|(words, _)| *words))
        .chain(SOURCES.iter().map(|(words, _)| *words))
        .chain(COLUMNS.iter().map(|(words, _)| *words))
        .chain(SUB_PROJECTS.iter().map(|(words, _)| *words))
        .chain(BUDGETS.iter().copied())
        .chain(REMARKS.iter().copied())
        .chain(TOTALS.iter().copied())
        .chain(EXECUTION.iter().copied())
        .chain(TITLES.iter().copied())
        .chain(NOTHING.iter().copied())
        .chain(PUBLISHED_NOTES.iter().copied())
        .chain(CATEGORY_BOXES.iter().map(|(_, name)| *name))
        .chain([
            SUB_PROJECTS_CAPTION,
            "其中",
            "年度",
            "年",
            "单位",
            "金额",
            "本表",
            "以上",
            "均为",
            "为",
            "人民币",
            "元",
            "万元",
            "分",
            "×执行率",
        ])
        .chain([
            "字以内",
            "字内",
            "盖章",
            "公章",
            "签章",
            "签字",
            "签名",
            "选填",
            "必填",
            "A",
            "B",
            "C",
            "*100%",
            "×100%",
        ]);
    let layouts = policy::ALL.iter().map(|policy| policy.layout);
    let printed = layouts.flat_map(layout::Layout::printed);
    words.chain(printed).map(folded).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_is_known_by_its_own_name() {
        for (label, field) in own_names() {
            let words = Words::of(label).expect("a label");
            assert_eq!(words.fact(), Some(field), "{label}");
        }
        assert!(own_names().contains(&("报告标题", Field::Title)));
    }

    #[test]
    fn brackets_say_the_unit_the_points_or_nothing() {
        let of = |text: &str| Words::of(text).map(|words| (words.plain.clone(), words));
        let (plain, words) = of("年初预算数（万元）：").unwrap();
        assert_eq!((plain.as_str(), words.has_colon), ("年初预算数", true));
        assert_eq!(words.unit(), Some(Unit::TenThousand));
        assert!(of("执行率（%）").unwrap().1.is_in_percent());
        for points in ["（20分）", "（20分×执行率）", "（2.5分*执行率）"] {
            let (plain, words) = of(&format!("预算执行情况{points}")).unwrap();
            assert_eq!((plain.as_str(), words.has_points()), ("预算执行情况", true));
        }
        for none in [
            "（分）",
            "（20）",
            "（甲20分）",
            "（字以内）",
            "（一百字以内）",
        ] {
            let text = format!("自评结论{none}");
            let (plain, words) = of(&text).unwrap();
            assert!(!words.has_points() && words.hints.is_empty(), "{text}");
            assert_ne!(plain, "自评结论", "{text}");
        }
        assert_eq!(of("自评结论（100字以内）").unwrap().0, "自评结论");
        for before in ["（元）", "（万元）"] {
            let (plain, words) = of(&format!("{before}年初预算数")).unwrap();
            assert_eq!(plain, "年初预算数", "{before}");
            assert!(words.unit().is_some(), "{before}");
        }
        // With points it stands beside the indicators, and is no fact.
        assert_eq!(
            Words::of("项目名称").unwrap().fact(),
            Some(Field::ProjectName)
        );
        assert_eq!(Words::of("项目名称（20分）").unwrap().fact(), None);
        assert_eq!(Words::of(&"长".repeat(LONGEST)).unwrap().fact(), None);
        assert!(Words::of(&"长".repeat(LONGEST + 1)).is_none());
        for nothing in ["", "：", "  "] {
            assert!(Words::of(nothing).is_none(), "{nothing}");
        }
    }

    #[test]
    fn a_label_by_itself_says_its_source_and_its_unit() {
        let of = |text: &str| Label::of(text).map(|label| (label.source, label.unit));
        for fiscal in ["财政资金", "其中:财政资金", "其中：当年财政拨款："] {
            assert_eq!(of(fiscal), Some((Some(Some(&FISCAL)), None)), "{fiscal}");
        }
        let wan = Some(Unit::TenThousand);
        assert_eq!(of("年度资金总额（万元）"), Some((Some(None), wan)));
        assert_eq!(of("单位：万元"), Some((None, wan)));
        assert_eq!(of("中央资金"), Some((None, None)));
        assert_eq!(of(" "), None);
    }

    fn labelled(text: &str) -> Vec<(Field, &str)> {
        let pairs = pairs(text).into_iter().filter_map(|pair| {
            let value = trim(text[pair.value].trim_end_matches('|'));
            Some((pair.field?, value))
        });
        pairs.collect()
    }

    #[test]
    fn labels_with_colons_are_told_from_colons_in_what_they_say() {
        use Field::{BudgetUnit, Phone, ProjectName, Reporter};
        assert_eq!(
            labelled("项目名称：甲项目 实施单位：某局"),
            [(ProjectName, "甲项目"), (BudgetUnit, "某局")]
        );
        assert_eq!(
            labelled("项目名称：甲项目|实施单位：某局"),
            [(ProjectName, "甲项目"), (BudgetUnit, "某局")]
        );
        assert_eq!(labelled("1.项目名称：甲"), [(ProjectName, "甲")]);
        assert_eq!(
            labelled("项目名称（必填）：甲 实施单位（盖章）：某局"),
            [(ProjectName, "甲"), (BudgetUnit, "某局")]
        );
        // A label within a word is a part of the value.
        assert_eq!(
            labelled("项目名称：甲实施单位：某局"),
            [(ProjectName, "甲实施单位：某局")]
        );
        assert_eq!(labelled("项目名称：甲：乙"), [(ProjectName, "甲：乙")]);
        assert_eq!(
            labelled("填报人：周明 联系电话：13800138000"),
            [(Reporter, "周明"), (Phone, "13800138000")]
        );
        for none in [
            "关于项目名称：甲",
            "说明：甲 项目名称：乙",
            "项目名称",
            "：甲",
            "",
        ] {
            assert_eq!(labelled(none), [], "{none}");
        }
    }

    #[test]
    fn a_code_stands_before_a_name() {
        let of = |field, text: &'static str| {
            coded(field, text).map(|(code, name)| (&text[code], &text[name]))
        };
        let unit = Field::BudgetUnit;
        assert_eq!(of(unit, "203-省教育厅"), Some(("203", "省教育厅")));
        assert_eq!(of(unit, "203—省教育厅"), Some(("203", "省教育厅")));
        let project = "46000021T000000002749-学生事务补助";
        assert_eq!(
            of(Field::ProjectName, project),
            Some(("46000021T000000002749", "学生事务补助"))
        );
        for none in [
            "20-省教育厅",
            "20A-省教育厅",
            "203-",
            "203- ",
            "省教育厅",
            "甲-乙",
        ] {
            assert_eq!(of(unit, none), None, "{none}");
        }
        for none in ["203-补助", "46000021项000000002749-补助"] {
            assert_eq!(of(Field::ProjectName, none), None, "{none}");
        }
    }

    #[test]
    fn notes_are_the_templates_own_with_and_without_the_word_before_them() {
        assert_eq!(letters("备注：甲、乙。"), "甲乙");
        assert_eq!(letters("注：1.甲"), "1甲");
        assert_eq!(
            (letters("备注："), letters("注")),
            ("备注".to_owned(), "注".to_owned())
        );
        assert!(is_printed(PUBLISHED_NOTES[0]));
        assert!(is_printed(&format!("注：{}", PUBLISHED_NOTES[0])));
        assert!(!is_printed("本项目预算执行率未达到90%"));
    }

    #[test]
    fn our_own_marks_and_slashes_say_nothing() {
        for nothing in ["/", "—", "〔未填〕", "〔未算出〕", "〔未填：项目名称〕"]
        {
            assert!(is_nothing(nothing), "{nothing}");
        }
        for something in [
            "无",
            "〔2021〕10号",
            "〔未填",
            "已填〔未填：项目名称〕",
            "0",
        ] {
            assert!(!is_nothing(something), "{something}");
        }
    }

    #[test]
    fn boxes_are_ticked_and_say_no_more() {
        let boxes = "1.部门预算项目☑　　2.专项资金项目□　3、转移支付项目□";
        assert_eq!(ticked(boxes, CATEGORY_BOXES), Some("部门项目"));
        assert!(!says_more(boxes, CATEGORY_BOXES));
        assert!(says_more(&format!("{boxes}（延续）"), CATEGORY_BOXES));
        assert_eq!(ticked("部门预算项目□", CATEGORY_BOXES), None);
        assert_eq!(ticked("部门预算项目☑专项资金项目☑", CATEGORY_BOXES), None);
    }

    #[test]
    fn an_indicators_name_may_have_its_weight_behind_it() {
        let of = |text: &'static str| {
            with_weight(text).map(|(name, weight)| (&text[name], &text[weight]))
        };
        assert_eq!(of("资助学生人数（20分）"), Some(("资助学生人数", "20")));
        assert_eq!(of("资助学生人数(2.5分)"), Some(("资助学生人数", "2.5")));
        for none in [
            "（20分）",
            "资助（分）",
            "资助（二十分）",
            "资助（20）",
            "资助20分",
            "资助（20分钟）",
        ] {
            assert_eq!(of(none), None, "{none}");
        }
    }

    #[test]
    fn units_and_years_are_told_from_what_stands_beside_them() {
        let of = |text: &str| -> Vec<String> {
            let found = units_and_years(text).into_iter();
            found.map(|range| text[range].to_owned()).collect()
        };
        assert_eq!(
            of("填报单位：某局　2023年度　单位：万元"),
            ["2023年度", "单位：万元"]
        );
        assert_eq!(of("单位：万元　2023年度"), ["单位：万元", "2023年度"]);
        assert!(
            of("填报单位：某局　2023年度").is_empty(),
            "no unit of amounts"
        );
        let unit = "单位：万元";
        let behind = |bytes: usize| " ".repeat(bytes - unit.len()) + unit;
        assert_eq!(of(&behind(400)), [unit]);
        for bytes in [401, 500] {
            assert!(of(&behind(bytes)).is_empty(), "{bytes}");
        }
    }

    #[test]
    fn what_is_longer_than_a_forms_words_is_none() {
        let wide = |text: &str, bytes: usize| text.to_owned() + &" ".repeat(bytes - text.len());
        for (bytes, is_one) in [(160, true), (161, false), (200, false)] {
            let words = Words::of(&wide("项目名称", bytes));
            assert_eq!(words.is_some(), is_one, "{bytes}");
            let title = Title::of(&wide("项目支出绩效自评表", bytes));
            assert_eq!(title.is_some(), is_one, "{bytes}");
        }
        for (bytes, is_one) in [(15, true), (144, true), (145, false), (200, false)] {
            let pairs = pairs(&(wide("项目负责人", bytes) + ":周明"));
            assert_eq!(!pairs.is_empty(), is_one, "{bytes}");
        }
        assert_eq!(Title::of("项目支出绩效自评报告"), None);
    }

    #[test]
    fn a_label_has_its_hint_in_brackets() {
        for (text, field) in [
            ("项目负责人（签字）：周明", Field::ProjectLeader),
            ("一、项目负责人（签字）：周明", Field::ProjectLeader),
            ("填报人（签字）:李清", Field::Reporter),
        ] {
            let pairs = pairs(text);
            assert_eq!(pairs.len(), 1, "{text}");
            assert_eq!(
                (pairs[0].field, pairs[0].all.clone()),
                (Some(field), 0..text.len())
            );
        }
        let of_two = pairs("项目负责人（签字）：周明 填报人（签字）：李清");
        let of_two: Vec<Field> = of_two.iter().filter_map(|pair| pair.field).collect();
        assert_eq!(of_two, [Field::ProjectLeader, Field::Reporter]);
    }

    #[test]
    fn the_fiscal_funds_have_many_names() {
        let source = |text: &str| Words::of(text).and_then(|words| words.source());
        for text in [
            "其中：1.一般公共预算资金",
            "其中:  本年一般公共预算拨款",
            "（1）一般公共预算拨款",
            "当年财政拨款（政府性基金）",
            "2.财政拨款（国有资本经营预算）",
        ] {
            assert_eq!(source(text), Some(Some(&FISCAL)), "{text}");
        }
        for text in ["中央补助", "财政拨款（省级）", "1.财政拨款（暂定)", "拨款"]
        {
            assert_eq!(source(text), None, "{text}");
        }
    }

    #[test]
    fn a_documents_number_says_something() {
        for text in ["〔2021〕5号", "〔其他〕", "〔未填：项目名称〕等"] {
            assert!(!is_nothing(text), "{text}");
        }
    }

    #[test]
    fn what_says_what_stands_beside_it_may_be_numbered() {
        for (text, is_structure) in [
            ("项目基本情况", true),
            ("一、项目基本情况", true),
            ("（1）资金来源", true),
            ("一、项目名称", false),
        ] {
            let words = Words::of(text);
            assert_eq!(
                words.map(|words| words.is_structure()),
                Some(is_structure),
                "{text}"
            );
        }
    }
}
