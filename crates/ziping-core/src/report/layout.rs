//! How 《项目支出绩效自评表》 is laid out in each locality, as data.
//!
//! A row of the form is a row of widths in % of the table. Where the borders of two rows
//! don't meet, the table gets a column of its own for each, and the cells are merged.

use crate::document::Paper;
use crate::field::{Field, Table};
use crate::funds::{
    sources, Source, Stage, CARRIED_OVER, FISCAL, OTHER_FUNDS, SPECIAL_ACCOUNT, TOTAL, UNIT,
};

/// The form of a locality.
#[derive(Debug, PartialEq, Eq)]
pub struct Layout {
    pub paper: Paper,
    /// 表名, with slots as in the report's sentences.
    pub title: &'static str,
    /// The lines above the table, with slots.
    pub heading: &'static [&'static str],
    pub parts: &'static [Part],
    /// The lines below the table.
    pub notes: &'static [&'static str],
    /// What stands where a cell of the funds table has no 分值 or 得分.
    pub not_applicable: &'static str,
    /// What stands for the rate where there is no budget and no spending.
    pub no_rate: &'static str,
    /// Whether 分值 always has two decimals.
    pub has_decimal_weights: bool,
    /// Whether the head of 执行率 has the sign %, so that the figures are without.
    pub has_percent_in_head: bool,
}

/// A stretch of the form.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    Row(&'static [Item]),
    Funds(FundsTable),
    Indicators(IndicatorTable),
}

/// A cell.
#[derive(Debug, PartialEq, Eq)]
pub struct Item {
    pub width: u32,
    /// How many rows it covers.
    pub rows: usize,
    pub show: Show,
}

/// What a cell shows.
#[derive(Debug, PartialEq, Eq)]
pub enum Show {
    /// A paragraph a line.
    Label(&'static str),
    /// Words with slots.
    Words(&'static str),
    /// 编码-名称, or the name alone where no code was given.
    Coded(Field, Field),
    /// The options of a choice with their names here, each with a box: ☑ or □.
    Boxes(Field, &'static [(&'static str, &'static str)]),
    /// The reasons that the rows of indicators give; where they give none, this field.
    Reasons(Field),
}

/// 资金
#[derive(Debug, PartialEq, Eq)]
pub struct FundsTable {
    /// The cell beside all rows. In it and in the columns' heads `{execution_weight}` and
    /// `{indicator_weight}` stand for the points of each.
    pub side: Option<(u32, &'static str)>,
    /// The head of the column of sources.
    pub head: (u32, &'static str),
    pub columns: &'static [FundsColumn],
    pub total_label: &'static str,
    /// What the total is called where all of it is 财政资金; then it stands alone.
    pub fiscal_total_label: Option<&'static str>,
    pub rows: &'static [FundsRow],
}

#[derive(Debug, PartialEq, Eq)]
pub struct FundsColumn {
    pub width: u32,
    pub label: &'static str,
    pub what: FundsFigure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FundsFigure {
    Amount(Stage),
    Rate,
    /// 分值, of the total only.
    Weight,
    /// 得分, of the total only.
    Score,
    /// A text beside all rows.
    Reason(Field),
}

/// A row under the total and what is summed up in it.
#[derive(Debug, PartialEq, Eq)]
pub struct FundsRow {
    pub label: &'static str,
    /// Where the report has none of them, the row stays blank.
    pub sources: &'static [Source],
}

/// 绩效指标
#[derive(Debug, PartialEq, Eq)]
pub struct IndicatorTable {
    /// The cell beside all rows.
    pub side: Option<(u32, &'static str)>,
    pub columns: &'static [IndicatorColumn],
    /// Whether 一级指标 has the sum of its weights behind it: 产出指标（50分）.
    pub has_group_weights: bool,
    /// What the last row is called: 合计 or 总分.
    pub total_label: &'static str,
}

/// A column: a field of the table of indicators.
#[derive(Debug, PartialEq, Eq)]
pub struct IndicatorColumn {
    pub width: u32,
    pub label: &'static str,
    pub field: Field,
}

impl Layout {
    /// The fields that the form shows, computed ones included.
    pub fn fields(&self) -> Vec<Field> {
        let mut fields = Vec::new();
        let words = [self.title].into_iter().chain(self.heading.iter().copied());
        words.for_each(|words| fields.extend(super::slots(words)));
        for part in self.parts {
            match part {
                Part::Row(items) => items.iter().for_each(|item| match item.show {
                    Show::Label(_) => {}
                    Show::Words(words) => fields.extend(super::slots(words)),
                    Show::Coded(code, name) => fields.extend([code, name]),
                    Show::Boxes(field, _) => fields.push(field),
                    Show::Reasons(field) => fields.extend([Field::IndicatorReason, field]),
                }),
                Part::Funds(_) => fields.extend(self.reason()),
                Part::Indicators(table) => {
                    fields.extend(table.columns.iter().map(|column| column.field));
                }
            }
        }
        fields
    }

    /// The words that the form prints whatever is filled in: labels, heads, notes.
    pub fn printed(&self) -> Vec<&'static str> {
        let mut printed = Vec::from(self.notes);
        for part in self.parts {
            match part {
                Part::Row(items) => {
                    printed.extend(items.iter().filter_map(|item| match item.show {
                        Show::Label(words) | Show::Words(words) => Some(words),
                        _ => None,
                    }))
                }
                Part::Funds(table) => {
                    printed.extend(table.side.map(|(_, label)| label));
                    printed.push(table.head.1);
                    printed.extend(table.columns.iter().map(|column| column.label));
                    printed.push(table.total_label);
                    printed.extend(table.fiscal_total_label);
                    printed.extend(table.rows.iter().map(|row| row.label));
                }
                Part::Indicators(table) => {
                    printed.extend(table.side.map(|(_, label)| label));
                    printed.extend(table.columns.iter().map(|column| column.label));
                    printed.push(table.total_label);
                }
            }
        }
        printed.retain(|words| !words.is_empty() && super::slots(words).next().is_none());
        printed
    }

    /// Whether the form has a place for this field: who fills in another form isn't asked
    /// for it.
    pub fn shows(&self, field: Field) -> bool {
        self.fields().contains(&field)
    }

    /// Whether the form prints this field or computes from it what it prints: who fills in
    /// nothing else has a whole form.
    pub fn needs(&self, field: Field) -> bool {
        let is_figure = self.funds().is_some_and(|table| table.needs(field));
        let is_of_indicators = field.spec().table == Some(Table::Indicators);
        is_figure || is_of_indicators || SCORING.contains(&field) || self.shows(field)
    }

    pub fn funds(&self) -> Option<&'static FundsTable> {
        self.parts.iter().find_map(|part| match part {
            Part::Funds(table) => Some(table),
            _ => None,
        })
    }

    /// Whether the table of funds has this source in one of its rows.
    pub fn has_source(&self, source: &Source) -> bool {
        let rows = self.funds().map_or(&[][..], |table| table.rows);
        rows.iter().any(|row| row.sources.contains(source))
    }

    /// The text that stands beside the rows of the funds table: the reason for a low rate.
    pub fn reason(&self) -> Option<Field> {
        let columns = self.funds()?.columns.iter();
        columns.into_iter().find_map(|column| match column.what {
            FundsFigure::Reason(field) => Some(field),
            _ => None,
        })
    }
}

/// What the scores are made by and compared with, besides the indicators.
pub(super) const SCORING: [Field; 6] = [
    Field::Policy,
    Field::WeightScheme,
    Field::ExecutionWeight,
    Field::ExecutionScore,
    Field::TotalScore,
    Field::Grade,
];

impl FundsTable {
    /// Whether a column prints this amount or rate, or is computed from it.
    fn needs(&self, field: Field) -> bool {
        sources().chain([&TOTAL]).any(|source| {
            let is = |stage: Stage| source.amounts[stage as usize] == field;
            let gives_rate = is(FullYear) || is(Executed);
            let mut columns = self.columns.iter();
            columns.any(|column| match column.what {
                Amount(stage) => is(stage),
                Rate => gives_rate || source.rate == field,
                Score => gives_rate,
                Weight | Reason(_) => false,
            })
        })
    }
}

const fn label(width: u32, text: &'static str) -> Item {
    tall_label(width, 1, text)
}

const fn tall_label(width: u32, rows: usize, text: &'static str) -> Item {
    Item {
        width,
        rows,
        show: Show::Label(text),
    }
}

const fn words(width: u32, words: &'static str) -> Item {
    Item {
        width,
        rows: 1,
        show: Show::Words(words),
    }
}

const fn coded(width: u32, code: Field, name: Field) -> Item {
    Item {
        width,
        rows: 1,
        show: Show::Coded(code, name),
    }
}

const fn funds(width: u32, label: &'static str, what: FundsFigure) -> FundsColumn {
    FundsColumn { width, label, what }
}

const fn source(label: &'static str, sources: &'static [Source]) -> FundsRow {
    FundsRow { label, sources }
}

const fn column(width: u32, label: &'static str, field: Field) -> IndicatorColumn {
    IndicatorColumn {
        width,
        label,
        field,
    }
}

use Field::{
    BudgetAdjustment, BudgetUnit, CompetentDepartment, DepartmentCode, GoalsUnmet, IndicatorActual,
    IndicatorCompletion, IndicatorLevel1, IndicatorLevel2, IndicatorLevel3, IndicatorNature,
    IndicatorReason, IndicatorScore, IndicatorTarget, IndicatorUnit, IndicatorWeight,
    ProjectCategory, ProjectCode, ProjectName, UnitCode,
};
use FundsFigure::{Amount, Rate, Reason, Score, Weight};
use Stage::{Executed, FullYear, Initial};

/// 海南: as 海南省农垦实验中学 published its forms for 2023.
pub const HAINAN: Layout = Layout {
    paper: Paper::Landscape,
    title: "项目支出绩效自评表",
    heading: &[],
    parts: &[
        Part::Row(&[
            label(9, "项目名称"),
            coded(41, ProjectCode, ProjectName),
            label(8, "填报人"),
            words(14, "{reporter}"),
            label(9, "联系方式"),
            words(19, "{reporter_phone}"),
        ]),
        Part::Row(&[
            label(9, "主管部门"),
            coded(41, DepartmentCode, CompetentDepartment),
            label(8, "实施单位"),
            coded(42, UnitCode, BudgetUnit),
        ]),
        Part::Row(&[
            label(9, "是否公开"),
            words(41, "{is_public}"),
            label(8, "网址"),
            words(42, "{public_url}"),
        ]),
        Part::Funds(FundsTable {
            side: None,
            head: (18, "资金构成（元）"),
            columns: &[
                funds(16, "年初预算数", Amount(Initial)),
                funds(16, "全年预算数", Amount(FullYear)),
                funds(16, "执行数", Amount(Executed)),
                funds(10, "分值", Weight),
                funds(12, "执行率（%）", Rate),
                funds(12, "得分", Score),
            ],
            total_label: "资金总额",
            fiscal_total_label: None,
            rows: &[
                source("其中：财政资金", &[FISCAL]),
                source("单位资金", &[UNIT]),
                source("财政专户管理资金", &[SPECIAL_ACCOUNT]),
            ],
        }),
        Part::Row(&[label(50, "年度目标"), label(50, "年度目标完成情况")]),
        Part::Row(&[
            words(50, "{annual_goal}"),
            words(50, "{annual_goal_result}"),
        ]),
        Part::Indicators(IndicatorTable {
            side: None,
            columns: &[
                column(9, "一级指标", IndicatorLevel1),
                column(9, "二级指标", IndicatorLevel2),
                column(16, "三级指标", IndicatorLevel3),
                column(7, "指标性质", IndicatorNature),
                column(9, "年度指标值", IndicatorTarget),
                column(7, "度量单位", IndicatorUnit),
                column(9, "实际完成值", IndicatorActual),
                column(7, "完成率", IndicatorCompletion),
                column(6, "分值", IndicatorWeight),
                column(6, "得分", IndicatorScore),
                column(15, "未完成原因分析", IndicatorReason),
            ],
            has_group_weights: false,
            total_label: "合计",
        }),
    ],
    notes: &[],
    not_applicable: "",
    no_rate: "0",
    has_decimal_weights: true,
    has_percent_in_head: true,
};

/// 财政部: the appendix of 财预〔2020〕10号, as 池州贵池 and 怀远 published it.
pub const MINISTRY: Layout = Layout {
    paper: Paper::Portrait,
    title: "项目支出绩效自评表（{report_year}年度）",
    heading: &[],
    parts: &[
        Part::Row(&[label(13, "项目名称"), words(87, "{project_name}")]),
        Part::Row(&[
            label(13, "主管部门"),
            coded(37, DepartmentCode, CompetentDepartment),
            label(13, "实施单位"),
            coded(37, UnitCode, BudgetUnit),
        ]),
        Part::Funds(FundsTable {
            side: Some((10, "项目资金\n（万元）")),
            head: (23, ""),
            columns: &[
                funds(13, "年初预算数", Amount(Initial)),
                funds(13, "全年预算数", Amount(FullYear)),
                funds(13, "全年执行数", Amount(Executed)),
                funds(8, "分值", Weight),
                funds(11, "执行率", Rate),
                funds(9, "得分", Score),
            ],
            total_label: "年度资金总额",
            fiscal_total_label: None,
            rows: &[
                source("其中：当年财政拨款", &[FISCAL]),
                source("上年结转资金", &[CARRIED_OVER]),
                source("其他资金", &[SPECIAL_ACCOUNT, UNIT, OTHER_FUNDS]),
            ],
        }),
        Part::Row(&[
            tall_label(10, 2, "年度\n总体目标"),
            label(45, "预期目标"),
            label(45, "实际完成情况"),
        ]),
        Part::Row(&[
            words(45, "{annual_goal}"),
            words(45, "{annual_goal_result}"),
        ]),
        Part::Indicators(IndicatorTable {
            side: Some((10, "绩效指标")),
            columns: &[
                column(12, "一级指标", IndicatorLevel1),
                column(11, "二级指标", IndicatorLevel2),
                column(16, "三级指标", IndicatorLevel3),
                column(11, "年度\n指标值", IndicatorTarget),
                column(11, "实际\n完成值", IndicatorActual),
                column(7, "分值", IndicatorWeight),
                column(8, "得分", IndicatorScore),
                column(14, "偏差原因分析及改进措施", IndicatorReason),
            ],
            has_group_weights: true,
            total_label: "总分",
        }),
    ],
    notes: &[],
    not_applicable: "—",
    no_rate: "—",
    has_decimal_weights: false,
    has_percent_in_head: false,
};

/// 四川: 报表 510000_0013zp, as 大英县司法局 and 青神县发展和改革局 published it for 2023.
pub const SICHUAN: Layout = Layout {
    paper: Paper::Landscape,
    title: "部门预算项目支出绩效自评表（{report_year}年度）",
    heading: &[],
    parts: &[
        Part::Row(&[
            label(10, "项目名称"),
            coded(90, ProjectCode, ProjectName),
        ]),
        Part::Row(&[
            label(10, "主管部门"),
            words(40, "{competent_department}"),
            label(14, "实施单位（盖章）"),
            words(36, "{budget_unit}"),
        ]),
        Part::Row(&[
            tall_label(10, 3, "项目基本情况"),
            tall_label(14, 2, "1.项目年度目标完成情况"),
            label(38, "项目年度目标"),
            label(38, "年度目标完成情况"),
        ]),
        Part::Row(&[
            words(38, "{annual_goal}"),
            words(38, "{annual_goal_result}"),
        ]),
        Part::Row(&[
            label(14, "2.项目实施内容及过程概述"),
            words(76, "{project_overview}"),
        ]),
        Part::Funds(FundsTable {
            side: Some((10, "预算执行情况\n（{execution_weight}分）")),
            head: (14, "年度预算数（万元）"),
            columns: &[
                funds(11, "年初预算", Amount(Initial)),
                funds(11, "调整后预算数", Amount(FullYear)),
                funds(11, "预算执行数", Amount(Executed)),
                funds(10, "预算执行率", Rate),
                funds(7, "权重", Weight),
                funds(7, "得分", Score),
                funds(19, "原因", Reason(BudgetAdjustment)),
            ],
            total_label: "总额",
            fiscal_total_label: None,
            rows: &[
                source("其中：财政资金", &[FISCAL]),
                source("财政专户管理资金", &[SPECIAL_ACCOUNT]),
                source("单位资金", &[UNIT]),
                source("其他资金", &[OTHER_FUNDS]),
            ],
        }),
        Part::Indicators(IndicatorTable {
            side: Some((10, "绩效指标\n（{indicator_weight}分）")),
            columns: &[
                column(9, "一级指标", IndicatorLevel1),
                column(10, "二级指标", IndicatorLevel2),
                column(17, "三级指标", IndicatorLevel3),
                column(7, "指标性质", IndicatorNature),
                column(8, "指标值", IndicatorTarget),
                column(7, "度量单位", IndicatorUnit),
                column(8, "完成值", IndicatorActual),
                column(6, "权重", IndicatorWeight),
                column(6, "得分", IndicatorScore),
                column(12, "未完成原因分析", IndicatorReason),
            ],
            has_group_weights: false,
            total_label: "合计",
        }),
        Part::Row(&[label(10, "评价结论"), words(90, "{conclusion}")]),
        Part::Row(&[label(10, "存在问题"), words(90, "{problems}")]),
        Part::Row(&[label(10, "改进措施"), words(90, "{improvements}")]),
        Part::Row(&[
            words(50, "项目负责人：{project_leader}"),
            words(50, "财务负责人：{finance_leader}"),
        ]),
    ],
    notes: &[
        "注：1.预算执行率＝预算执行数÷调整后预算数，未达到90%的需说明原因（100字以内）；2.年中发生预算调整的（追加或调减），应单独说明理由；3.其他资金包括社会投入资金、银行贷款。",
    ],
    not_applicable: "/",
    no_rate: "0.00%",
    has_decimal_weights: false,
    has_percent_in_head: false,
};

/// 湖北: 项目自评表, as published forms for 2018 and 2020 have it.
pub const HUBEI: Layout = Layout {
    paper: Paper::Portrait,
    title: "{report_year}年度{project_name}项目自评表",
    heading: &["单位名称：{budget_unit}　　　　填报日期：{signature_date}"],
    parts: &[
        Part::Row(&[label(14, "项目名称"), words(86, "{project_name}")]),
        Part::Row(&[
            label(14, "主管部门"),
            words(36, "{competent_department}"),
            label(16, "项目实施单位"),
            words(34, "{budget_unit}"),
        ]),
        Part::Row(&[
            label(14, "项目类别"),
            Item {
                width: 86,
                rows: 1,
                show: Show::Boxes(
                    ProjectCategory,
                    &[
                        ("部门项目", "1.部门预算项目"),
                        ("专项资金项目", "2.专项资金项目"),
                        ("转移支付项目", "3.转移支付项目"),
                    ],
                ),
            },
        ]),
        Part::Row(&[
            label(14, "项目属性"),
            words(86, "1.持续性项目□　　2.新增性项目□"),
        ]),
        Part::Row(&[
            label(14, "项目类型"),
            words(86, "1.常年性项目□　　2.延续性项目□　　3.一次性项目□"),
        ]),
        Part::Funds(FundsTable {
            side: Some((14, "预算执行\n情况\n（万元）\n（{execution_weight}分）")),
            head: (22, ""),
            columns: &[
                funds(18, "预算数（A）", Amount(FullYear)),
                funds(18, "执行数（B）", Amount(Executed)),
                funds(13, "执行率\n（B/A）", Rate),
                funds(15, "得分\n（{execution_weight}分×\n执行率）", Score),
            ],
            total_label: "年度资金总额",
            fiscal_total_label: Some("年度财政资金总额"),
            // Its note counts what was carried over as 财政资金.
            rows: &[source("其中：年度财政资金", &[FISCAL, CARRIED_OVER])],
        }),
        Part::Indicators(IndicatorTable {
            side: Some((14, "年度绩效\n目标\n（{indicator_weight}分）")),
            columns: &[
                column(13, "一级指标", IndicatorLevel1),
                column(13, "二级指标", IndicatorLevel2),
                column(23, "三级指标", IndicatorLevel3),
                column(14, "年初目标值\n（A）", IndicatorTarget),
                column(14, "实际完成值\n（B）", IndicatorActual),
                column(9, "得分", IndicatorScore),
            ],
            has_group_weights: true,
            total_label: "总分",
        }),
        Part::Row(&[
            label(14, "偏差大或\n目标未完成\n原因分析"),
            Item {
                width: 86,
                rows: 1,
                show: Show::Reasons(GoalsUnmet),
            },
        ]),
        Part::Row(&[
            label(14, "改进措施及\n结果应用\n方案"),
            words(86, "{improvements}"),
        ]),
    ],
    notes: &[
        "备注：1.预算数为调整后财政资金总额（包括上年结余结转），执行数为财政资金实际支出数。2.定量指标：正向指标得分＝权重×B/A，反向指标得分＝权重×A/B，得分不突破权重。3.定性指标：达成预期指标100%—80%（含），部分达成80%—50%（含），未达成50%—0%。",
    ],
    not_applicable: "",
    no_rate: "—",
    has_decimal_weights: false,
    has_percent_in_head: false,
};

#[cfg(test)]
mod tests {
    use crate::policy;

    use super::*;

    #[test]
    fn a_rate_needs_what_it_is_computed_from() {
        const OF_RATE: [Field; 3] = [
            Field::FiscalFullYear,
            Field::FiscalExecuted,
            Field::FiscalRate,
        ];
        const RATE: &[FundsColumn] = &[funds(12, "执行率", Rate)];
        const SCORE: &[FundsColumn] = &[funds(12, "得分", Score)];
        const INITIAL: &[FundsColumn] = &[funds(12, "年初预算数", Amount(Initial))];
        for (columns, needed) in [
            (RATE, &OF_RATE[..]),
            (SCORE, &OF_RATE[..2]),
            (INITIAL, &[Field::FiscalInitial]),
        ] {
            let table = FundsTable {
                side: None,
                head: (88, ""),
                columns,
                total_label: "",
                fiscal_total_label: None,
                rows: &[],
            };
            let fields = [&OF_RATE[..], &[Field::FiscalInitial, Field::ProjectName]].concat();
            let needs: Vec<Field> = fields.into_iter().filter(|f| table.needs(*f)).collect();
            assert_eq!(needs, needed, "{columns:?}");
        }
    }

    #[test]
    fn the_widths_of_every_row_are_the_whole_table() {
        for policy in policy::ALL {
            let mut hanging: Vec<(usize, u32)> = Vec::new();
            for part in policy.layout.parts {
                let width: u32 = match part {
                    Part::Row(items) => {
                        let above: u32 = hanging.iter().map(|(_, width)| width).sum();
                        hanging.retain_mut(|(rows, _)| {
                            *rows -= 1;
                            *rows > 0
                        });
                        let tall = items.iter().filter(|item| item.rows > 1);
                        hanging.extend(tall.map(|item| (item.rows - 1, item.width)));
                        above + items.iter().map(|item| item.width).sum::<u32>()
                    }
                    Part::Funds(table) => {
                        let columns = table.columns.iter().map(|column| column.width);
                        columns.sum::<u32>() + table.head.0 + table.side.map_or(0, |side| side.0)
                    }
                    Part::Indicators(table) => {
                        let columns = table.columns.iter().map(|column| column.width);
                        columns.sum::<u32>() + table.side.map_or(0, |side| side.0)
                    }
                };
                assert_eq!(width, 100, "{}: {part:?}", policy.name);
            }
            assert!(hanging.is_empty(), "{}", policy.name);
        }
    }

    #[test]
    fn every_slot_is_a_field_and_every_column_is_one_of_the_indicators() {
        for policy in policy::ALL {
            let layout = policy.layout;
            for part in layout.parts {
                if let Part::Row(items) = part {
                    for item in *items {
                        if let Show::Words(words) = item.show {
                            let slots = super::super::slots(words).count();
                            assert_eq!(slots, words.matches('{').count(), "{words}");
                        }
                    }
                }
                if let Part::Indicators(table) = part {
                    for column in table.columns {
                        assert_eq!(column.field.spec().table, Some(Table::Indicators));
                    }
                }
            }
            assert!(layout.funds().is_some() && layout.shows(IndicatorLevel3));
            // Which of a row's cells a figure is in is counted without the text beside them.
            let columns = layout.funds().map_or(&[][..], |table| table.columns);
            let beside = columns.iter().rposition(|c| matches!(c.what, Reason(_)));
            assert!(beside.is_none_or(|at| at + 1 == columns.len()));
        }
    }

    #[test]
    fn a_form_needs_what_it_prints_and_what_that_is_computed_from() {
        for policy in policy::ALL {
            let needs = |field| policy.layout.needs(field);
            for field in policy.layout.fields() {
                assert!(needs(field), "{} {field:?}", policy.name);
            }
            for field in [
                IndicatorNature,
                Field::UnitExecuted,
                Field::TotalRate,
                Field::TotalScore,
            ] {
                assert!(needs(field), "{} {field:?}", policy.name);
            }
            for field in [
                Field::OverallGoal,
                Field::Decision,
                Field::FollowUpPlan,
                Field::Unfiled,
            ] {
                assert!(!needs(field), "{} {field:?}", policy.name);
            }
        }
        // 湖北 has no column for the initial budget.
        assert!(HAINAN.needs(Field::FiscalInitial) && !HUBEI.needs(Field::FiscalInitial));
    }

    #[test]
    fn the_sign_and_the_unit_of_a_target_have_columns_together() {
        let shown = policy::ALL.iter().map(|policy| {
            let shows = |field| policy.layout.shows(field);
            (shows(IndicatorNature), shows(IndicatorUnit))
        });
        assert!(shown.clone().all(|(sign, unit)| sign == unit));
        assert!(shown.clone().any(|(sign, _)| sign) && !shown.clone().all(|(sign, _)| sign));
    }
}
