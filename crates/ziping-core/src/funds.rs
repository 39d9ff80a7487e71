//! The figures of the funds table (资金) and of the sub-projects (子项目): what is typed,
//! the totals, and the rates.

use crate::field::value::Yuan;
use crate::field::{Field, Table, Value};
use crate::form::Form;
use crate::place::Place;
use crate::rate::ExecutionRate;

/// A column of amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// 年初预算数
    Initial,
    /// 全年预算数
    FullYear,
    /// 全年执行数
    Executed,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Initial, Stage::FullYear, Stage::Executed];

    pub fn label(self) -> &'static str {
        match self {
            Stage::Initial => "年初预算数",
            Stage::FullYear => "全年预算数",
            Stage::Executed => "全年执行数",
        }
    }
}

/// A source of funds (资金来源) and its four fields.
#[derive(Debug, PartialEq, Eq)]
pub struct Source {
    /// The name that the Hainan form uses.
    pub label: &'static str,
    /// By [`Stage`].
    pub amounts: [Field; 3],
    /// The rate that an imported report states.
    pub rate: Field,
}

/// 资金总额, the sum of all [`sources`].
pub const TOTAL: Source = Source {
    label: "资金总额",
    amounts: [
        Field::TotalInitial,
        Field::TotalFullYear,
        Field::TotalExecuted,
    ],
    rate: Field::TotalRate,
};

/// 财政资金 (财政部: 当年财政拨款)
pub const FISCAL: Source = Source {
    label: "财政资金",
    amounts: [
        Field::FiscalInitial,
        Field::FiscalFullYear,
        Field::FiscalExecuted,
    ],
    rate: Field::FiscalRate,
};

/// 财政专户管理资金
pub const SPECIAL_ACCOUNT: Source = Source {
    label: "财政专户管理资金",
    amounts: [
        Field::SpecialAccountInitial,
        Field::SpecialAccountFullYear,
        Field::SpecialAccountExecuted,
    ],
    rate: Field::SpecialAccountRate,
};

/// 单位资金
pub const UNIT: Source = Source {
    label: "单位资金",
    amounts: [Field::UnitInitial, Field::UnitFullYear, Field::UnitExecuted],
    rate: Field::UnitRate,
};

/// 上年结转资金
pub const CARRIED_OVER: Source = Source {
    label: "上年结转资金",
    amounts: [
        Field::CarriedOverInitial,
        Field::CarriedOverFullYear,
        Field::CarriedOverExecuted,
    ],
    rate: Field::CarriedOverRate,
};

/// 其他资金
pub const OTHER_FUNDS: Source = Source {
    label: "其他资金",
    amounts: [
        Field::OtherFundsInitial,
        Field::OtherFundsFullYear,
        Field::OtherFundsExecuted,
    ],
    rate: Field::OtherFundsRate,
};

/// The sources that every report has, in the order of its sentences (the form of Hainan has
/// 单位资金 before 财政专户管理资金).
pub const SOURCES: [Source; 3] = [FISCAL, SPECIAL_ACCOUNT, UNIT];

/// The sources that only some forms have a row for (财政部, 四川). A report has them where
/// they are filled in, and then they count in its total, whatever its form.
pub const EXTRA_SOURCES: [Source; 2] = [CARRIED_OVER, OTHER_FUNDS];

/// Every source that a report may have.
pub fn sources() -> impl Iterator<Item = &'static Source> {
    SOURCES.iter().chain(&EXTRA_SOURCES)
}

/// A row of the funds table.
#[derive(Debug)]
pub struct Line {
    pub source: &'static Source,
    /// By [`Stage`]; `None` where the amount isn't known.
    pub amounts: [Option<Yuan>; 3],
    pub rate: ExecutionRate,
}

impl Line {
    fn new(source: &'static Source, amounts: [Option<Yuan>; 3]) -> Line {
        Line {
            source,
            amounts,
            rate: ExecutionRate::of(
                amounts[Stage::Executed as usize],
                amounts[Stage::FullYear as usize],
            ),
        }
    }

    /// Several projects' 资金总额 together, and the rate of the sums. Where a project lacks
    /// an amount there is no sum: one without it would look like the whole. Worked example:
    /// 0 of 7 and 2 of 3 万元 are 2 of 10, 20%, not the mean of 0% and 66.67%.
    pub fn sum_of<'f>(figures: impl Iterator<Item = &'f Figures> + Clone) -> Line {
        let sum = |stage| figures.clone().map(|f| f.total.amount(stage)).sum();
        Line::new(&TOTAL, Stage::ALL.map(sum))
    }

    pub fn amount(&self, stage: Stage) -> Option<Yuan> {
        self.amounts[stage as usize]
    }
}

/// A row of the sub-projects table.
#[derive(Debug)]
pub struct SubProject {
    /// 下达资金
    pub allocated: Option<Yuan>,
    /// 支出
    pub spent: Option<Yuan>,
    /// 支出率 ＝ 支出 ÷ 下达资金: 323.88 ÷ 1800 = 17.99% (海口市公安局 2021)
    pub rate: ExecutionRate,
}

impl SubProject {
    fn new(allocated: Option<Yuan>, spent: Option<Yuan>) -> SubProject {
        SubProject {
            allocated,
            spent,
            rate: ExecutionRate::of(spent, allocated),
        }
    }
}

/// Every figure of a report, computed once and quoted everywhere.
#[derive(Debug)]
pub struct Figures {
    /// 资金总额
    pub total: Line,
    /// As [`SOURCES`].
    pub lines: [Line; 3],
    /// Those of [`EXTRA_SOURCES`] that are filled in.
    pub extra: Vec<Line>,
    /// By row; empty where there are none.
    pub sub_projects: Vec<SubProject>,
    /// The sub-projects together (合计).
    pub sub_project_total: SubProject,
}

impl Figures {
    pub fn of(form: &Form<'_>) -> Figures {
        let line = |source: &'static Source| {
            let amounts = source.amounts.map(|field| form.amount(&Place::of(field)));
            Line::new(source, amounts)
        };
        let is_filled_in = |source: &&Source| {
            let mut amounts = source.amounts.into_iter();
            amounts.any(|field| !form.is_empty(field))
        };
        let extra = EXTRA_SOURCES.iter().filter(is_filled_in);
        let total = Line::new(&TOTAL, Stage::ALL.map(|stage| total(form, stage)));
        let rows = 0..form.draft.row_count(Table::SubProjects);
        let places = |field| -> Vec<Place> {
            let rows = rows.clone();
            rows.map(|row| Place::in_row(field, row)).collect()
        };
        let allocated = places(Field::SubProjectAllocated);
        let spent = places(Field::SubProjectSpent);
        let sub_projects = allocated
            .iter()
            .zip(&spent)
            .map(|(allocated, spent)| SubProject::new(form.amount(allocated), form.amount(spent)))
            .collect();
        let sub_project_total = SubProject::new(sum(form, &allocated), sum(form, &spent));
        Figures {
            total,
            lines: [&SOURCES[0], &SOURCES[1], &SOURCES[2]].map(line),
            extra: extra.map(line).collect(),
            sub_projects,
            sub_project_total,
        }
    }

    /// The sources that the report has.
    pub fn sources(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().chain(&self.extra)
    }

    /// The sources and, last, their total.
    pub fn rows(&self) -> impl Iterator<Item = &Line> {
        self.sources().chain([&self.total])
    }

    /// The row of a source; `None` where the report doesn't have it.
    pub fn line(&self, source: &Source) -> Option<&Line> {
        self.sources().find(|line| line.source == source)
    }

    /// The row of the funds table that a field belongs to.
    pub fn line_of(&self, field: Field) -> Option<&Line> {
        self.rows()
            .find(|line| line.source.rate == field || line.source.amounts.contains(&field))
    }
}

/// 资金总额 ＝ 财政资金 ＋ 财政专户管理资金 ＋ 单位资金, and 上年结转资金 ＋ 其他资金 where they
/// are filled in; where no source is, the total that an imported report states stands.
///
/// Source: the form's 资金总额 and its 其中 (财预〔2020〕10号 appendix [from memory]). Worked
/// example, 池州贵池 2022: 90 + 0 + 0 = 90 万元, where the published total says 0. With 10 carried
/// over it would be 100.
fn total(form: &Form<'_>, stage: Stage) -> Option<Yuan> {
    let amounts = sources().map(|source| source.amounts[stage as usize]);
    let parts: Vec<Place> = amounts.map(Place::of).collect();
    if parts.iter().all(|part| *form.value(part) == Value::Empty) {
        return form.amount(&Place::of(TOTAL.amounts[stage as usize]));
    }
    sum(form, &parts)
}

/// The sum of the amounts at these places. One that isn't filled in counts nothing; an
/// unreadable one leaves the sum unknown, and so does there being none at all. Worked
/// example, the sub-projects of 海口市公安局 2021: 1800 + 38.87 = 1838.87 万元 下达资金.
fn sum(form: &Form<'_>, places: &[Place]) -> Option<Yuan> {
    let mut sum = None;
    for place in places {
        match form.value(place) {
            Value::Amount(amount) => sum = Some(sum.unwrap_or(Yuan::ZERO) + *amount),
            Value::Empty => {}
            _ => return None,
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;

    fn figures(texts: &[(Field, &str)]) -> Figures {
        let mut draft = Draft::default();
        for (field, text) in texts {
            draft.set(*field, *text);
        }
        Figures::of(&Form::parse(&draft))
    }

    fn total_executed(texts: &[(Field, &str)]) -> Option<String> {
        let total = figures(texts).total;
        total
            .amount(Stage::Executed)
            .map(|amount| amount.to_string())
    }

    #[test]
    fn the_total_is_the_sum_of_the_sources() {
        let parts = [
            (Field::FiscalExecuted, "3627500"),
            (Field::SpecialAccountExecuted, "0.1"),
            (Field::UnitExecuted, "0.2"),
        ];
        assert_eq!(total_executed(&parts).unwrap(), "3627500.30");
        assert_eq!(total_executed(&parts[..1]).unwrap(), "3627500");
    }

    #[test]
    fn a_source_that_only_some_forms_have_counts_where_it_is_filled_in() {
        let parts = [
            (Field::FiscalExecuted, "90"),
            (Field::CarriedOverExecuted, "10"),
            (Field::OtherFundsFullYear, "200"),
        ];
        let figures = figures(&parts);
        assert_eq!(total_executed(&parts).unwrap(), "100");
        assert_eq!(figures.total.rate.show(), "50.00%");
        let labels: Vec<&str> = figures.rows().map(|line| line.source.label).collect();
        assert_eq!(
            labels,
            [
                "财政资金",
                "财政专户管理资金",
                "单位资金",
                "上年结转资金",
                "其他资金",
                "资金总额"
            ]
        );
        let none = self::figures(&parts[..1]);
        assert_eq!(none.rows().count(), 4);
        assert!(none.line(&CARRIED_OVER).is_none() && none.line(&UNIT).is_some());
    }

    #[test]
    fn a_reported_total_stands_only_where_no_source_is_filled_in() {
        let total = (Field::TotalExecuted, "99");
        assert_eq!(total_executed(&[total]).unwrap(), "99");
        assert_eq!(
            total_executed(&[total, (Field::UnitExecuted, "1")]).unwrap(),
            "1"
        );
    }

    #[test]
    fn an_unreadable_source_leaves_the_total_unknown() {
        let parts = [(Field::FiscalExecuted, "1"), (Field::UnitExecuted, "一")];
        assert_eq!(total_executed(&parts), None);
        assert_eq!(figures(&parts).total.rate, ExecutionRate::Unknown);
    }
}
