//! THE field table: every slot of the report, one entry each.
//!
//! Everything else iterates over it: the form, the saved file, the reader, the manual
//! (docs/fields.md). A field's key is in people's saved files and never changes.

pub mod value;

use value::{Date, Percent, Phone, Points, Reading, Unreadable, Year, Yuan};

/// A part of the form (表单分节), in the order of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    Basics,
    Goals,
    Decision,
    Funds,
    FundManagement,
    Organization,
    SubProjects,
    Evaluation,
    Indicators,
    Results,
    Plans,
    Signature,
}

/// What the page shows of a [`Section`].
#[derive(Debug)]
pub struct SectionSpec {
    pub section: Section,
    pub key: &'static str,
    /// The report's chapter (一级标题) that it belongs to, as the section list shows it.
    pub chapter: &'static str,
    pub title: &'static str,
    /// One sentence under the heading: what to do here.
    pub lead: &'static str,
}

pub const SECTIONS: &[SectionSpec] = &[
    SectionSpec {
        section: Section::Basics,
        key: "basics",
        chapter: "一、项目概况",
        title: "基本情况",
        lead: "项目的年度、名称、单位和联系人。报告中的年度都从这里取得。",
    },
    SectionSpec {
        section: Section::Goals,
        key: "goals",
        chapter: "一、项目概况",
        title: "绩效目标",
        lead: "按预算批复的绩效目标填写，并说明当年完成到什么程度。",
    },
    SectionSpec {
        section: Section::Decision,
        key: "decision",
        chapter: "二、决策及资金",
        title: "项目决策",
        lead: "项目怎样提出、论证和批准。",
    },
    SectionSpec {
        section: Section::Funds,
        key: "funds",
        chapter: "二、决策及资金",
        title: "资金",
        lead:
            "填各资金来源的预算数和执行数，资金总额和执行率自动计算。可填元，也可填“1838.87万元”。",
    },
    SectionSpec {
        section: Section::FundManagement,
        key: "fund_management",
        chapter: "二、决策及资金",
        title: "资金管理",
        lead: "资金管理制度、办法的制订和执行。",
    },
    SectionSpec {
        section: Section::Organization,
        key: "organization",
        chapter: "三、组织实施",
        title: "组织与管理",
        lead: "招投标、调整、完成验收，以及制度建设和日常检查监督。",
    },
    SectionSpec {
        section: Section::SubProjects,
        key: "sub_projects",
        chapter: "四、项目绩效",
        title: "子项目",
        lead: "项目分为几个子项目时逐行填写，支出率和合计自动计算。没有子项目则不填。",
    },
    SectionSpec {
        section: Section::Evaluation,
        key: "evaluation",
        chapter: "四、项目绩效",
        title: "自评表",
        lead: "《项目支出绩效自评表》的样式、权重和表头。只写报告、不填自评表的，本节和绩效指标都不填。",
    },
    SectionSpec {
        section: Section::Indicators,
        key: "indicators",
        chapter: "四、项目绩效",
        title: "绩效指标",
        lead: "按预算批复的指标逐行填写。完成率和得分自动计算；得分可以自己填，填了就与计算的核对。",
    },
    SectionSpec {
        section: Section::Results,
        key: "results",
        chapter: "四、项目绩效",
        title: "完成与未完成",
        lead: "绩效目标完成了什么、没完成什么、原因是什么。",
    },
    SectionSpec {
        section: Section::Plans,
        key: "plans",
        chapter: "五、其他",
        title: "计划、经验与建议",
        lead: "下一步怎样做，有哪些经验、问题和建议。",
    },
    SectionSpec {
        section: Section::Signature,
        key: "signature",
        chapter: "五、其他",
        title: "落款",
        lead: "报告末尾的单位和日期。",
    },
];

impl Section {
    pub fn spec(self) -> &'static SectionSpec {
        &SECTIONS[self as usize]
    }

    /// The fields of this section outside tables, in order.
    pub fn fields(self) -> impl Iterator<Item = &'static FieldSpec> {
        FIELDS
            .iter()
            .filter(move |spec| spec.section == self && spec.table.is_none())
    }
}

/// What kind of text a field takes; it chooses the reader and the page's widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// One line.
    Text,
    /// Paragraphs, one a line.
    Narrative,
    /// Money in 元 ([`Yuan`]).
    Amount,
    /// A rate that somebody wrote, to be checked against the computed one ([`Percent`]).
    Rate,
    Year,
    Date,
    Phone,
    /// One of these; the first is taken where nothing is chosen.
    Choice(&'static [&'static str]),
    /// One of these or none.
    Pick(&'static [&'static str]),
    /// A score or weight ([`Points`]).
    Points,
}

impl Kind {
    /// The name in docs/fields.md.
    pub fn label(self) -> &'static str {
        match self {
            Kind::Text => "文字",
            Kind::Narrative => "段落",
            Kind::Amount => "金额（元）",
            Kind::Rate => "百分比",
            Kind::Year => "年度",
            Kind::Date => "日期",
            Kind::Phone => "电话",
            Kind::Choice(_) | Kind::Pick(_) => "选择",
            Kind::Points => "分数",
        }
    }
}

/// Whether a field must be filled in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Required,
    Optional,
    /// Computed by the program. What stands here came with an imported report; it is
    /// checked against the computed figure and not printed.
    Reported,
}

impl Need {
    /// The name in docs/fields.md.
    pub fn label(self) -> &'static str {
        match self {
            Need::Required => "必填",
            Need::Optional => "选填",
            Need::Reported => "自动计算",
        }
    }
}

/// A list of rows (表).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Table {
    /// 子项目
    SubProjects,
    /// 绩效指标
    Indicators,
}

impl Table {
    pub const ALL: &'static [Table] = &[Table::SubProjects, Table::Indicators];

    /// The key in saved files.
    pub fn key(self) -> &'static str {
        match self {
            Table::SubProjects => "sub_projects",
            Table::Indicators => "indicators",
        }
    }

    pub fn from_key(key: &str) -> Option<Table> {
        Table::ALL.iter().copied().find(|table| table.key() == key)
    }

    /// The columns, in order.
    pub fn columns(self) -> std::slice::Iter<'static, FieldSpec> {
        let (start, end) = COLUMNS[self as usize];
        FIELDS[start..end].iter()
    }

    /// Which of the columns a field is; `None` for a field of something else.
    pub fn column(self, field: Field) -> Option<usize> {
        let (start, end) = COLUMNS[self as usize];
        let at = field as usize;
        (start..end).contains(&at).then(|| at - start)
    }
}

/// Where each table's columns stand in [`FIELDS`]: looked up for every cell, so it is
/// worked out when compiling.
const COLUMNS: [(usize, usize); Table::ALL.len()] = [columns_of(0), columns_of(1)];

const fn columns_of(table: usize) -> (usize, usize) {
    let mut start = 0;
    while !is_column_of(start, table) {
        start += 1;
    }
    let mut end = start;
    while end < FIELDS.len() && is_column_of(end, table) {
        end += 1;
    }
    (start, end)
}

const fn is_column_of(field: usize, table: usize) -> bool {
    match FIELDS[field].table {
        Some(its) => its as usize == table,
        None => false,
    }
}

/// One entry of [`FIELDS`].
#[derive(Debug)]
pub struct FieldSpec {
    pub field: Field,
    /// The name in saved files and, with a row, the `id` on the page. For a column, the
    /// name within its row.
    pub key: &'static str,
    /// 官方名称, as the report and the form have it.
    pub label: &'static str,
    pub section: Section,
    /// The table that this field is a column of.
    pub table: Option<Table>,
    pub kind: Kind,
    pub need: Need,
    /// What to write, in a sentence or less; may be empty where the label says it all.
    pub hint: &'static str,
}

macro_rules! fields {
    ($(
        $(#[$doc:meta])*
        $field:ident = $key:literal $label:literal
        in $section:ident $(of $table:ident)?, $kind:expr, $need:ident, $hint:literal;
    )*) => {
        /// A slot of the report. The variants are the entries of [`FIELDS`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field { $( $(#[$doc])* $field, )* }

        /// Every field, in the order of the report.
        pub const FIELDS: &[FieldSpec] = &[$( FieldSpec {
            field: Field::$field,
            key: $key,
            label: $label,
            section: Section::$section,
            table: fields!(@table $($table)?),
            kind: $kind,
            need: Need::$need,
            hint: $hint,
        }, )*];
    };
    (@table) => { None };
    (@table $table:ident) => { Some(Table::$table) };
}

/// 项目类别. Six of six published reports say 部门项目; the others are from memory of
/// the budget system's list.
pub const CATEGORIES: &[&str] = &["部门项目", "专项资金项目", "转移支付项目", "其他项目"];

/// 自评表的样式, by locality: see [`policy`](crate::policy).
pub const POLICIES: &[&str] = &["海南", "财政部", "四川", "湖北"];

/// 分值权重 of 执行率, then 产出/效益/满意度 or 成本/产出/效益/满意度.
pub const WEIGHT_SCHEMES: &[&str] = &["10/50/30/10", "10/20/40/20/10", "自定义"];

/// 指标性质
pub const NATURES: &[&str] = &["≥", "≤", "=", ">", "<", "定性"];

/// 固定句子的文字: mended, or the 2021 template's own with its slips.
pub const WORDINGS: &[&str] = &["规范", "原模板"];

fields! {
    /// 报告年度: the year whose budget the report is about.
    ReportYear = "report_year" "报告年度" in Basics, Kind::Year, Required,
        "预算执行的年度，如 2021";
    /// 报告标题
    Title = "title" "报告标题" in Basics, Kind::Text, Optional,
        "如“海口市项目支出绩效自评报告”";
    /// 预算单位
    BudgetUnit = "budget_unit" "预算单位" in Basics, Kind::Text, Required,
        "填单位全称，与公章一致";
    /// 主管部门
    CompetentDepartment = "competent_department" "主管部门" in Basics, Kind::Text, Required, "";
    /// 项目名称
    ProjectName = "project_name" "项目名称" in Basics, Kind::Text, Required,
        "与预算批复一致";
    /// 项目类别
    ProjectCategory = "project_category" "项目类别" in Basics, Kind::Choice(CATEGORIES), Optional, "";
    /// 项目负责人
    ProjectLeader = "project_leader" "项目负责人" in Basics, Kind::Text, Required,
        "多人以“、”分开";
    /// 联系电话
    Phone = "phone" "联系电话" in Basics, Kind::Phone, Required,
        "11 位手机号，或 0898-68720000";
    /// 项目概述
    ProjectOverview = "project_overview" "项目概述" in Basics, Kind::Narrative, Required,
        "立项情况、实施主体、资金及主要内容";
    /// 固定句子的文字
    Wording = "wording" "固定句子" in Basics, Kind::Choice(WORDINGS), Optional,
        "“规范”补齐标点；“原模板”一字不改";

    /// 总体目标
    OverallGoal = "overall_goal" "总体目标" in Goals, Kind::Narrative, Required,
        "项目全周期要达到的目标";
    /// 年度目标
    AnnualGoal = "annual_goal" "年度目标" in Goals, Kind::Narrative, Required,
        "预算批复时确定的当年目标";
    /// 年度目标句所写的年度: `2022年年度目标是：` of a report that was read in.
    AnnualGoalYear = "annual_goal_year" "年度目标所写年度" in Goals, Kind::Year, Reported, "";
    /// 年度目标完成情况
    AnnualGoalResult = "annual_goal_result" "年度目标完成情况" in Goals, Kind::Narrative, Required,
        "对照年度目标，逐项说明完成到什么程度";

    /// 二（一）项目决策情况
    Decision = "decision" "项目决策情况" in Decision, Kind::Narrative, Required,
        "决策过程和结果";

    /// 资金总额-年初预算数
    TotalInitial = "total_initial" "资金总额-年初预算数" in Funds, Kind::Amount, Reported, "";
    /// 资金总额-全年预算数
    TotalFullYear = "total_full_year" "资金总额-全年预算数" in Funds, Kind::Amount, Reported, "";
    /// 资金总额-全年执行数
    TotalExecuted = "total_executed" "资金总额-全年执行数" in Funds, Kind::Amount, Reported, "";
    /// 资金总额-执行率
    TotalRate = "total_rate" "资金总额-执行率" in Funds, Kind::Rate, Reported, "";
    /// 财政资金-年初预算数
    FiscalInitial = "fiscal_initial" "财政资金-年初预算数" in Funds, Kind::Amount, Required, "";
    /// 财政资金-全年预算数
    FiscalFullYear = "fiscal_full_year" "财政资金-全年预算数" in Funds, Kind::Amount, Required, "";
    /// 财政资金-全年执行数
    FiscalExecuted = "fiscal_executed" "财政资金-全年执行数" in Funds, Kind::Amount, Required, "";
    /// 财政资金-执行率
    FiscalRate = "fiscal_rate" "财政资金-执行率" in Funds, Kind::Rate, Reported, "";
    /// 财政专户管理资金-年初预算数
    SpecialAccountInitial = "special_account_initial" "财政专户管理资金-年初预算数" in Funds, Kind::Amount, Required, "";
    /// 财政专户管理资金-全年预算数
    SpecialAccountFullYear = "special_account_full_year" "财政专户管理资金-全年预算数" in Funds, Kind::Amount, Required, "";
    /// 财政专户管理资金-全年执行数
    SpecialAccountExecuted = "special_account_executed" "财政专户管理资金-全年执行数" in Funds, Kind::Amount, Required, "";
    /// 财政专户管理资金-执行率
    SpecialAccountRate = "special_account_rate" "财政专户管理资金-执行率" in Funds, Kind::Rate, Reported, "";
    /// 单位资金-年初预算数
    UnitInitial = "unit_initial" "单位资金-年初预算数" in Funds, Kind::Amount, Required, "";
    /// 单位资金-全年预算数
    UnitFullYear = "unit_full_year" "单位资金-全年预算数" in Funds, Kind::Amount, Required, "";
    /// 单位资金-全年执行数
    UnitExecuted = "unit_executed" "单位资金-全年执行数" in Funds, Kind::Amount, Required, "";
    /// 单位资金-执行率
    UnitRate = "unit_rate" "单位资金-执行率" in Funds, Kind::Rate, Reported, "";
    /// 上年结转资金-年初预算数
    CarriedOverInitial = "carried_over_initial" "上年结转资金-年初预算数" in Funds, Kind::Amount, Optional,
        "财政部表样有这一来源，没有则不填";
    /// 上年结转资金-全年预算数
    CarriedOverFullYear = "carried_over_full_year" "上年结转资金-全年预算数" in Funds, Kind::Amount, Optional, "";
    /// 上年结转资金-全年执行数
    CarriedOverExecuted = "carried_over_executed" "上年结转资金-全年执行数" in Funds, Kind::Amount, Optional, "";
    /// 上年结转资金-执行率
    CarriedOverRate = "carried_over_rate" "上年结转资金-执行率" in Funds, Kind::Rate, Reported, "";
    /// 其他资金-年初预算数: 社会投入资金、银行贷款 and what else is no other source.
    OtherFundsInitial = "other_funds_initial" "其他资金-年初预算数" in Funds, Kind::Amount, Optional,
        "社会投入资金、银行贷款等，四川、财政部表样有这一来源，没有则不填";
    /// 其他资金-全年预算数
    OtherFundsFullYear = "other_funds_full_year" "其他资金-全年预算数" in Funds, Kind::Amount, Optional, "";
    /// 其他资金-全年执行数
    OtherFundsExecuted = "other_funds_executed" "其他资金-全年执行数" in Funds, Kind::Amount, Optional, "";
    /// 其他资金-执行率
    OtherFundsRate = "other_funds_rate" "其他资金-执行率" in Funds, Kind::Rate, Reported, "";
    /// 预算调整说明
    BudgetAdjustment = "budget_adjustment" "预算调整说明" in Funds, Kind::Narrative, Optional,
        "年初预算数与全年预算数不一致时，说明追加或调减的依据";

    /// 二（四）项目资金管理情况
    FundManagement = "fund_management" "项目资金管理情况" in FundManagement, Kind::Narrative, Required,
        "管理制度、办法的制订及执行情况";

    /// 三（一）项目组织情况
    Organization = "organization" "项目组织情况" in Organization, Kind::Narrative, Required,
        "招投标、调整、完成验收等";
    /// 三（二）项目管理情况
    Management = "management" "项目管理情况" in Organization, Kind::Narrative, Required,
        "管理制度建设、日常检查监督等";

    /// 子项目名称
    SubProjectName = "name" "子项目名称" in SubProjects of SubProjects, Kind::Text, Required, "";
    /// 下达资金
    SubProjectAllocated = "allocated" "下达资金" in SubProjects of SubProjects, Kind::Amount, Required, "";
    /// 支出
    SubProjectSpent = "spent" "支出" in SubProjects of SubProjects, Kind::Amount, Required, "";
    /// 进展情况
    SubProjectProgress = "progress" "进展情况" in SubProjects of SubProjects, Kind::Text, Optional, "";

    /// 自评表样式
    Policy = "policy" "自评表样式" in Evaluation, Kind::Choice(POLICIES), Optional,
        "各地的表样、单位和计分办法不同";
    /// 分值权重
    WeightScheme = "weight_scheme" "分值权重" in Evaluation, Kind::Choice(WEIGHT_SCHEMES), Optional,
        "执行率、产出、效益、满意度；设成本指标的用五项";
    /// 预算执行率分值, where it isn't the policy's
    ExecutionWeight = "execution_weight" "预算执行率分值" in Evaluation, Kind::Points, Optional,
        "空着按自评表样式：10 分，湖北 20 分";
    /// 项目编码
    ProjectCode = "project_code" "项目编码" in Evaluation, Kind::Text, Optional,
        "21 位，如 46000021T000000002749";
    /// 主管部门编码
    DepartmentCode = "department_code" "主管部门编码" in Evaluation, Kind::Text, Optional,
        "3 位，如 203";
    /// 实施单位编码
    UnitCode = "unit_code" "实施单位编码" in Evaluation, Kind::Text, Optional,
        "6 位，前 3 位是主管部门编码";
    /// 填报人
    Reporter = "reporter" "填报人" in Evaluation, Kind::Text, Optional, "";
    /// 填报人联系方式
    ReporterPhone = "reporter_phone" "填报人联系方式" in Evaluation, Kind::Phone, Optional, "";
    /// 财务负责人
    FinanceLeader = "finance_leader" "财务负责人" in Evaluation, Kind::Text, Optional,
        "四川表样";
    /// 是否公开
    IsPublic = "is_public" "是否公开" in Evaluation, Kind::Pick(&["是", "否"]), Optional, "";
    /// 公开网址
    PublicUrl = "public_url" "公开网址" in Evaluation, Kind::Text, Optional, "";
    /// 评价结论
    Conclusion = "conclusion" "评价结论" in Evaluation, Kind::Narrative, Optional,
        "四川表样，200 字以内";
    /// 存在问题
    Problems = "problems" "存在问题" in Evaluation, Kind::Narrative, Optional,
        "四川表样和决算公开用，200 字以内";
    /// 改进措施
    Improvements = "improvements" "改进措施" in Evaluation, Kind::Narrative, Optional,
        "四川表样和决算公开用，200 字以内";
    /// 预算执行率得分
    ExecutionScore = "execution_score" "预算执行率得分" in Evaluation, Kind::Points, Reported, "";
    /// 总分
    TotalScore = "total_score" "总分" in Evaluation, Kind::Points, Reported, "";
    /// 评价等级
    Grade = "grade" "评价等级" in Evaluation, Kind::Pick(&["优", "良", "中", "差"]), Reported, "";

    /// 一级指标
    IndicatorLevel1 = "level1" "一级指标" in Indicators of Indicators, Kind::Text, Optional,
        "产出指标、效益指标、满意度指标、成本指标；空着表示同上一行";
    /// 二级指标
    IndicatorLevel2 = "level2" "二级指标" in Indicators of Indicators, Kind::Text, Optional,
        "如数量指标、质量指标、时效指标、社会效益指标";
    /// 三级指标
    IndicatorLevel3 = "level3" "三级指标" in Indicators of Indicators, Kind::Text, Required, "";
    /// 指标性质
    IndicatorNature = "nature" "指标性质" in Indicators of Indicators, Kind::Pick(NATURES), Optional,
        "定量的选比较符号，不能定量的选定性";
    /// 年度指标值
    IndicatorTarget = "target" "年度指标值" in Indicators of Indicators, Kind::Text, Required, "";
    /// 度量单位
    IndicatorUnit = "unit" "度量单位" in Indicators of Indicators, Kind::Text, Optional, "";
    /// 实际完成值
    IndicatorActual = "actual" "实际完成值" in Indicators of Indicators, Kind::Text, Required, "";
    /// 完成率
    IndicatorCompletion = "completion" "完成率" in Indicators of Indicators, Kind::Rate, Reported, "";
    /// 分值
    IndicatorWeight = "weight" "分值" in Indicators of Indicators, Kind::Points, Required, "";
    /// 得分; what is typed is checked against the computed score.
    IndicatorScore = "score" "得分" in Indicators of Indicators, Kind::Points, Optional, "";
    /// 偏差原因分析及改进措施
    IndicatorReason = "reason" "偏差原因" in Indicators of Indicators, Kind::Text, Optional,
        "偏差原因分析及改进措施";

    /// 四（一）项目绩效目标完成情况
    GoalsMet = "goals_met" "项目绩效目标完成情况" in Results, Kind::Narrative, Required,
        "资金下达和支出、各子项目进展、取得的效果";
    /// 四（二）项目绩效目标未完成情况及原因分析
    GoalsUnmet = "goals_unmet" "项目绩效目标未完成情况及原因分析" in Results, Kind::Narrative, Required,
        "哪些目标没有完成、为什么；执行率不到 100% 的也在这里说明";

    /// 五（一）后续工作计划
    FollowUpPlan = "follow_up_plan" "后续工作计划" in Plans, Kind::Narrative, Required, "";
    /// 五（二）主要经验及做法、存在问题和建议
    Experience = "experience" "主要经验及做法、存在问题和建议" in Plans, Kind::Narrative, Required, "";

    /// 落款单位
    SignatureUnit = "signature_unit" "落款单位" in Signature, Kind::Text, Required,
        "填单位全称，与公章一致";
    /// 落款日期
    SignatureDate = "signature_date" "落款日期" in Signature, Kind::Date, Required,
        "如 2022年7月7日";
    /// 未归类内容: what a reader found no field for. The report doesn't print it.
    Unfiled = "unfiled" "未归类内容" in Signature, Kind::Narrative, Optional,
        "读入报告时没有找到对应栏目的文字，移到相应栏目后删去；不印入报告";
}

impl Field {
    pub const COUNT: usize = FIELDS.len();

    pub fn spec(self) -> &'static FieldSpec {
        &FIELDS[self as usize]
    }

    pub fn label(self) -> &'static str {
        self.spec().label
    }

    /// The field outside tables that has this key.
    pub fn from_key(key: &str) -> Option<Field> {
        FIELDS
            .iter()
            .find(|spec| spec.table.is_none() && spec.key == key)
            .map(|spec| spec.field)
    }

    /// The column of `table` that has this key.
    pub fn from_column_key(table: Table, key: &str) -> Option<Field> {
        table
            .columns()
            .find(|spec| spec.key == key)
            .map(|spec| spec.field)
    }
}

/// A text as its field's [`Kind`] reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Empty,
    /// Text of any content; it stays in the draft.
    Text,
    Amount(Yuan),
    Rate(Percent),
    Year(Year),
    Date(Date),
    Phone(Phone),
    /// The index of the chosen option.
    Choice(usize),
    Points(Points),
    Unreadable(Unreadable),
}

impl Value {
    pub fn read(kind: Kind, text: &str) -> Value {
        fn of<T>(reading: Reading<T>, value: fn(T) -> Value) -> Value {
            match reading {
                Reading::Empty => Value::Empty,
                Reading::Value(read) => value(read),
                Reading::Unreadable(why) => Value::Unreadable(why),
            }
        }
        match kind {
            Kind::Text | Kind::Narrative if value::trim(text).is_empty() => Value::Empty,
            Kind::Text | Kind::Narrative => Value::Text,
            Kind::Amount => of(Yuan::read(text), Value::Amount),
            Kind::Rate => of(Percent::read(text), Value::Rate),
            Kind::Year => of(Year::read(text), Value::Year),
            Kind::Date => of(Date::read(text), Value::Date),
            Kind::Phone => of(Phone::read(text), Value::Phone),
            Kind::Points => of(Points::read(text), Value::Points),
            Kind::Choice(options) | Kind::Pick(options) => {
                let text = value::trim(text);
                match options.iter().position(|option| *option == text) {
                    _ if text.is_empty() => Value::Empty,
                    Some(chosen) => Value::Choice(chosen),
                    None => Value::Unreadable(Unreadable {
                        fault: value::Fault::NotThis,
                        suggestion: None,
                    }),
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn the_tables_are_in_the_order_of_their_enums() {
        for (i, spec) in FIELDS.iter().enumerate() {
            assert_eq!(spec.field as usize, i, "{}", spec.key);
        }
        for (i, spec) in SECTIONS.iter().enumerate() {
            assert_eq!(spec.section as usize, i, "{}", spec.key);
        }
    }

    #[test]
    fn the_columns_of_a_table_stand_together() {
        for table in Table::ALL {
            let all = FIELDS.iter().filter(|spec| spec.table == Some(*table));
            assert!(all
                .map(|spec| spec.key)
                .eq(table.columns().map(|spec| spec.key)));
            for (at, spec) in table.columns().enumerate() {
                assert_eq!(table.column(spec.field), Some(at));
            }
            assert_eq!(table.column(Field::BudgetUnit), None);
        }
    }

    #[test]
    fn no_two_keys_are_the_same() {
        let mut ids = BTreeSet::new();
        let fields = FIELDS.iter().filter(|spec| spec.table.is_none());
        let keys = fields
            .map(|spec| spec.key)
            .chain(Table::ALL.iter().map(|table| table.key()));
        for key in keys {
            assert!(ids.insert(key), "{key} stands twice");
        }
        for table in Table::ALL {
            let keys: BTreeSet<_> = table.columns().map(|spec| spec.key).collect();
            assert_eq!(keys.len(), table.columns().count());
        }
    }

    #[test]
    fn a_key_is_lower_case_ascii() {
        for spec in FIELDS {
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            assert!(spec.key.chars().all(is_plain), "{}", spec.key);
        }
    }
}
