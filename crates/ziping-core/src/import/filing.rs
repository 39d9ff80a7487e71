//! Puts what the readers of text and of forms have found into a draft: the first of two texts
//! for one place, in the file's order, stays.

use std::collections::BTreeSet;
use std::ops::Range;

use super::form::{Claim, Found, Stated, StatedWhat, Summed};
use super::joined::Joined;
use super::origin::{left_over, Fate, Origin, Spot};
use super::text::{said_otherwise, Parts};
use super::Imported;
use crate::draft::{Draft, Edit};
use crate::field::value::{half_width, trim, Percent, Points, Reading, Yuan};
use crate::field::{Field, Table, Value};
use crate::finding::Finding;
use crate::form::Form;
use crate::funds::{Figures, Stage};
use crate::place::Place;
use crate::policy::{self, Policy};
use crate::rate::ExecutionRate;
use crate::rule::{GUESSED_YEAR, SOURCES_SUMMED, UNFILED, UNIT_UNSTATED};
use crate::score::Scores;

#[derive(Debug, Default)]
pub(super) struct Filing {
    draft: Draft,
    findings: Vec<Finding>,
    origins: Vec<Origin>,
    /// The passages for 未归类内容, and where each stands.
    unfiled: Vec<(Option<Spot>, String)>,
    /// By field, where its text first stands.
    first: Vec<(Field, Spot)>,
    /// What means the same as what is in its field, and is written otherwise.
    rewritten: Vec<Claim>,
    /// Everything that it was read from.
    all: Vec<Spot>,
}

impl Filing {
    /// What a report says, which is this stretch of the lines.
    pub(super) fn of_report(parts: Parts, joined: &Joined, range: &Range<usize>) -> Filing {
        let mut filing = Filing {
            draft: parts.draft,
            findings: parts.findings,
            all: joined.spots(range),
            ..Filing::default()
        };
        for (range, fate) in parts.fates {
            for at in joined.spots(&range) {
                if let Fate::Filed(place) = &fate {
                    filing.note(place.field, at);
                }
                let fate = fate.clone();
                filing.origins.push(Origin { at, fate });
            }
        }
        let passages = parts.unfiled.into_iter().map(|range| {
            let at = joined.spots(&range).first().copied();
            (at, joined.text[range].to_owned())
        });
        filing.unfiled = passages.collect();
        filing
    }

    /// Remembers the first spot of a field.
    fn note(&mut self, field: Field, at: Spot) {
        let known = self.first.iter_mut().find(|(known, _)| *known == field);
        match known {
            Some((_, first)) => *first = at.min(*first),
            None => self.first.push((field, at)),
        }
    }

    /// Adds what a form says.
    pub(super) fn add_form(&mut self, found: Found) {
        let Found {
            claims,
            rows,
            stated,
            repeated,
            left,
            all,
            policy,
            unitless,
            summed,
        } = found;
        self.all.extend(all);
        if let Some(policy) = policy {
            self.draft.set(Field::Policy, policy.name);
        }
        let first_rows = Table::ALL.iter().map(|table| self.draft.row_count(*table));
        let first_rows: Vec<usize> = first_rows.collect();
        for table in Table::ALL {
            for _ in 0..rows[*table as usize] {
                let row = self.draft.row_count(*table);
                self.draft.apply(&Edit::InsertRow { table: *table, row });
            }
        }
        let sums = policy.map_or(Vec::new(), |policy| sums(&self.draft, policy));
        for claim in claims {
            if claim.place.row.is_none() {
                match sums.iter().find(|sum| sum.field == claim.place.field) {
                    Some(sum) => self.file_sum(claim, sum),
                    None => self.file(claim),
                }
                continue;
            }
            let place = below(&claim.place, &first_rows);
            // Two cells may stand under one head.
            match self.draft.text(&place) {
                "" => self.set(place, claim),
                _ => self.leave(claim.text, &claim.at),
            }
        }
        for (place, at) in repeated {
            self.trace(&[at], &Fate::Repeated(below(&place, &first_rows)));
        }
        self.compare(stated, first_rows[Table::SubProjects as usize]);
        for passage in left {
            self.leave(passage.text, &passage.at);
        }
        self.file_summed(summed);
        if !unitless.is_empty() {
            let field = Field::TotalFullYear;
            self.findings.push(
                UNIT_UNSTATED.finding(Place::of(field), "来稿的金额表没有写明单位，按元读入"),
            );
        }
    }

    /// Files the sum of sources that no field is for, unless the report says something else.
    fn file_summed(&mut self, summed: Option<Summed>) {
        let Some(Summed { rows, source, sums }) = summed else {
            return;
        };
        let amount = |stage: &Stage| source.amounts[*stage as usize];
        let is_free = |field| match Yuan::read(self.draft.get(field)) {
            Reading::Empty => true,
            amount => amount.value().is_some_and(Yuan::is_zero),
        };
        if !sums.iter().all(|(stage, _)| is_free(amount(stage))) {
            return;
        }
        for (stage, sum) in &sums {
            self.draft.set(amount(stage), sum.to_string());
        }
        let rows: String = rows.iter().map(|row| format!("「{row}」")).collect();
        self.findings.push(SOURCES_SUMMED.finding(
            Place::of(amount(&Stage::FullYear)),
            format!("来稿的资金表分列{rows}，合计后填入「{}」", source.label),
        ));
    }

    fn leave(&mut self, text: String, at: &[Spot]) {
        self.unfiled.push((at.first().copied(), text));
        let place = Place::of(Field::Unfiled);
        self.trace(at, &Fate::Filed(place));
    }

    fn trace(&mut self, at: &[Spot], fate: &Fate) {
        let origins = at.iter().map(|at| Origin {
            at: *at,
            fate: fate.clone(),
        });
        self.origins.extend(origins);
    }

    fn set(&mut self, place: Place, claim: Claim) {
        self.trace(&claim.at, &Fate::Filed(place.clone()));
        let text = claim.text;
        self.draft.apply(&Edit::Set { place, text });
    }

    /// Files a text for a field outside tables.
    fn file(&mut self, claim: Claim) {
        let field = claim.place.field;
        let at = claim.at[0];
        let kept = self.draft.get(field).to_owned();
        // A year that was only guessed gives way.
        let is_guess = |finding: &Finding| finding.code == GUESSED_YEAR.code;
        if field == Field::ReportYear && self.findings.iter().any(is_guess) {
            self.findings.retain(|finding| !is_guess(finding));
            return self.set_first(claim, at);
        }
        if trim(&kept).is_empty() {
            return self.set_first(claim, at);
        }
        if is_same(field, &kept, &claim.text) {
            self.trace(&claim.at, &Fate::Repeated(claim.place.clone()));
            if kept != claim.text {
                self.rewritten.push(claim);
            }
            return;
        }
        let first = self.first.iter().find(|(known, _)| *known == field);
        let is_before = first.is_some_and(|(_, first)| at < *first);
        let label = field.label();
        if is_before {
            let other = said_otherwise(claim.place.clone(), &claim.text, &kept);
            self.findings.push(other);
            let mut moved = Vec::new();
            let unfiled = Place::of(Field::Unfiled);
            for origin in &mut self.origins {
                match &origin.fate {
                    Fate::Filed(place) if *place == claim.place => {
                        origin.fate = Fate::Filed(unfiled.clone());
                        moved.push(origin.at);
                    }
                    Fate::Repeated(place) if *place == claim.place => {
                        origin.fate = Fate::Repeated(unfiled.clone());
                    }
                    _ => {}
                }
            }
            let passage = format!("{label}：{kept}");
            self.unfiled.push((moved.first().copied(), passage));
            self.leave_rewritten(&claim.place);
            return self.set_first(claim, at);
        }
        let other = said_otherwise(claim.place.clone(), &kept, &claim.text);
        self.findings.push(other);
        self.leave(format!("{label}：{}", claim.text), &claim.at);
    }

    /// Leaves what said in another writing what a place has no more: 362.75万元 for 3627500.
    fn leave_rewritten(&mut self, place: &Place) {
        let is_of_place = |claim: &Claim| claim.place == *place;
        let (gone, kept): (Vec<Claim>, Vec<Claim>) = std::mem::take(&mut self.rewritten)
            .into_iter()
            .partition(is_of_place);
        self.rewritten = kept;
        let spots: BTreeSet<Spot> = gone.iter().flat_map(|claim| claim.at.clone()).collect();
        self.origins.retain(|origin| !spots.contains(&origin.at));
        for claim in gone {
            let label = place.field.label();
            self.leave(format!("{label}：{}", claim.text), &claim.at);
        }
    }

    /// Files what a form says of several sources together, where the report has said it of each.
    fn file_sum(&mut self, claim: Claim, sum: &Sum) {
        let field = claim.place.field;
        if is_same(field, &sum.text, &claim.text) {
            self.trace(&claim.at, &Fate::Computed);
        } else if self.draft.get(field).is_empty() {
            // It would count once more.
            let other = said_otherwise(claim.place.clone(), &sum.text, &claim.text);
            self.findings.push(other);
            self.leave(format!("{}：{}", field.label(), claim.text), &claim.at);
        } else {
            self.file(claim);
        }
    }

    fn set_first(&mut self, claim: Claim, at: Spot) {
        self.note(claim.place.field, at);
        self.set(claim.place.clone(), claim);
    }

    /// Compares what a form states with what is computed.
    fn compare(&mut self, stated: Vec<Stated>, first_row: usize) {
        let (weights, others): (Vec<Stated>, Vec<Stated>) = stated
            .into_iter()
            .partition(|stated| stated.what == StatedWhat::ExecutionWeight);
        // Another weight than the policy's counts in the sum of the weights.
        for weights in [weights, others] {
            let computed = Computed::of(&self.draft);
            let are_computed: Vec<bool> = weights
                .iter()
                .map(|stated| computed.is_same(stated, first_row))
                .collect();
            for (stated, is_computed) in weights.into_iter().zip(are_computed) {
                match is_computed {
                    true if stated.what == StatedWhat::Title => {
                        let name = Place::of(Field::ProjectName);
                        self.trace(&[stated.at], &Fate::Repeated(name));
                    }
                    true => self.trace(&[stated.at], &Fate::Computed),
                    false => self.file_stated(stated),
                }
            }
        }
    }

    fn file_stated(&mut self, stated: Stated) {
        if stated.what == StatedWhat::ExecutionWeight {
            return self.file(Claim {
                place: Place::of(Field::ExecutionWeight),
                text: stated.text,
                at: vec![stated.at],
            });
        }
        let text = match stated.context.as_str() {
            "" => stated.text,
            // The title, of which it is a part.
            title if stated.what == StatedWhat::Title => title.to_owned(),
            context => format!("{context} | {}", stated.text),
        };
        self.leave(text, &[stated.at]);
    }

    pub(super) fn finish(mut self) -> Imported {
        self.unfiled.sort_by_key(|(at, _)| *at);
        let passages: Vec<&str> = self.unfiled.iter().map(|(_, text)| text.as_str()).collect();
        self.draft.set(Field::Unfiled, passages.join("\n"));
        if !passages.is_empty() {
            self.findings.push(unfiled(passages.len()));
        }
        let own = left_over(&self.all, &self.origins);
        self.trace(&own, &Fate::Own);
        self.origins.sort_by_key(|origin| origin.at);
        Imported {
            draft: self.draft,
            findings: self.findings,
            origins: self.origins,
            more: Vec::new(),
        }
    }
}

/// That so many passages are 未归类.
pub(super) fn unfiled(count: usize) -> Finding {
    UNFILED.finding(
        Place::of(Field::Unfiled),
        format!("来稿有 {count} 段文字没有找到对应的栏目，放在「未归类内容」"),
    )
}

/// What a draft says of the sources that a form has in one row, in the field that the form's
/// figure would be of.
struct Sum {
    field: Field,
    text: String,
}

/// The sums of the rows that stand for several sources: 财政部's 其他资金.
fn sums(draft: &Draft, policy: &Policy) -> Vec<Sum> {
    let form = Form::parse(draft);
    let rows = policy.layout.funds().map_or(&[][..], |table| table.rows);
    let rows = rows.iter().filter(|row| row.sources.len() > 1);
    let mut sums = Vec::new();
    for row in rows {
        let amount = |stage: Stage| -> Option<Yuan> {
            let sources = row.sources.iter();
            let places = sources.map(|source| Place::of(source.amounts[stage as usize]));
            let amounts: Vec<Yuan> = places.filter_map(|place| form.amount(&place)).collect();
            (!amounts.is_empty()).then(|| amounts.into_iter().sum())
        };
        let rate = ExecutionRate::of(amount(Stage::Executed), amount(Stage::FullYear));
        for source in row.sources {
            for stage in Stage::ALL {
                sums.extend(amount(stage).map(|amount| Sum {
                    field: source.amounts[stage as usize],
                    text: amount.to_string(),
                }));
            }
            sums.extend(rate.percent().map(|rate| Sum {
                field: source.rate,
                text: rate.to_string(),
            }));
        }
    }
    sums
}

/// The place of a form's row below the rows that the draft has, by table.
fn below(place: &Place, first_rows: &[usize]) -> Place {
    let table = place.field.spec().table;
    let first_row = table.map_or(0, |table| first_rows[table as usize]);
    Place {
        row: place.row.map(|row| first_row + row),
        ..place.clone()
    }
}

/// Whether two texts mean the same in a field, or are the same but for white space and the
/// width of characters.
fn is_same(field: Field, kept: &str, other: &str) -> bool {
    let kind = field.spec().kind;
    let same_value = match (Value::read(kind, kept), Value::read(kind, other)) {
        (Value::Text | Value::Unreadable(_) | Value::Empty, _) => false,
        (kept, other) => kept == other,
    };
    same_value || half_width(kept) == half_width(other)
}

/// What the program makes of a draft itself.
struct Computed<'d> {
    execution_weight: Points,
    /// 分值合计
    weight: Points,
    figures: Figures,
    project_name: &'d str,
}

impl<'d> Computed<'d> {
    fn of(draft: &'d Draft) -> Computed<'d> {
        let form = Form::parse(draft);
        let figures = Figures::of(&form);
        let scores = Scores::of(&form, &figures, policy::of(&form));
        Computed {
            execution_weight: scores.execution_weight,
            weight: scores.weight,
            figures,
            project_name: form.text(&Place::of(Field::ProjectName)),
        }
    }

    fn is_same(&self, stated: &Stated, first_row: usize) -> bool {
        let text = stated.text.as_str();
        let points = || Points::read(text).value();
        let figures = &self.figures;
        match stated.what {
            StatedWhat::ExecutionWeight => points() == Some(self.execution_weight),
            StatedWhat::Weight => points() == Some(self.weight),
            StatedWhat::Number(number) => text == number.to_string(),
            StatedWhat::SubProjectRate(row) => {
                let line = match row {
                    Some(row) => figures.sub_projects.get(first_row + row),
                    None => Some(&figures.sub_project_total),
                };
                line.is_some_and(|line| {
                    let stated = Percent::read(text).value();
                    half_width(text) == line.rate.show()
                        || stated.is_some() && stated == line.rate.percent()
                })
            }
            StatedWhat::SubProjectTotal(field) => {
                let total = &figures.sub_project_total;
                let sum = match field {
                    Field::SubProjectAllocated => total.allocated,
                    _ => total.spent,
                };
                sum.is_some() && Yuan::read(text).value() == sum
            }
            StatedWhat::Title => {
                let name = half_width(self.project_name);
                !name.is_empty() && name == half_width(text)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::import::case::{read, table, told, FUNDS_HEAD};
    use crate::import::received::{Received, Trace};
    use crate::import::source::{self, Block, Source};
    use crate::sample::sample;
    use crate::{export, Subject};

    const HEAD: &[&str] = &[
        "一级指标",
        "二级指标",
        "三级指标",
        "年度指标值",
        "实际完成值",
        "分值",
        "得分",
    ];

    fn lines(text: &str) -> Vec<Block> {
        Source::of_text(text).blocks
    }

    #[test]
    fn a_guessed_year_gives_way_to_the_forms() {
        let report = "项目绩效自评报告\n一、项目概况\n（一）项目基本情况\n项目概述如下：维修校舍。\n某市教育局\n2024年3月1日";
        assert_eq!(
            told(&read(lines(report)))[0],
            "report_year：2023",
            "the year before the signature's"
        );
        let form = table(&[
            &["项目支出绩效自评表（2022年度）<4x1>"],
            &["项目名称", "校舍维修", "主管部门", "某市教育局"],
        ]);
        assert_eq!(
            told(&read(lines(report).into_iter().chain([form]))),
            [
                "report_year：2022",
                "title：项目绩效自评报告",
                "competent_department：某市教育局",
                "project_name：校舍维修",
                "project_overview：维修校舍。",
                "signature_unit：某市教育局",
                "signature_date：2024年3月1日",
            ]
        );
    }

    #[test]
    fn what_a_form_above_the_report_says_stays() {
        let form = table(&[
            &["项目名称", "校舍维修", "主管部门", "某市教体局"],
            HEAD,
            &["产出指标", "数量指标", "维修校舍", "3栋", "3栋", "60", "60"],
        ]);
        let report = "某市教育局项目绩效自评报告\n一、项目概况\n（一）项目基本情况\n预算单位某市教育局的项目校舍维修属于部门项目，主管部门为某市教育局。\n主管部门：某市教育局";
        let source = Source {
            blocks: [form].into_iter().chain(lines(report)).collect(),
            draft: None,
        };
        let imported = source::read(&source);
        assert_eq!(
            told(&imported),
            [
                "title：某市教育局项目绩效自评报告",
                "budget_unit：某市教育局",
                "competent_department：某市教体局",
                "project_name：校舍维修",
                "project_category：部门项目",
                "unfiled：主管部门：某市教育局",
                "indicators.0.level1：产出指标",
                "indicators.0.level2：数量指标",
                "indicators.0.level3：维修校舍",
                "indicators.0.target：3栋",
                "indicators.0.actual：3栋",
                "indicators.0.weight：60",
                "indicators.0.score：60",
                "R03 来稿中「主管部门」另有一处写作“某市教育局”，放在「未归类内容」",
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
        // Said twice in the report, it is unfiled once.
        let received = Received::all(&source, imported).remove(0);
        let traces = received.traces.iter();
        let of_department: Vec<String> = traces
            .filter(|trace| matches!(&trace.text[..], "某市教育局" | "某市教体局"))
            .map(|trace| format!("{}|{}", trace.text, trace.in_words()))
            .collect();
        assert_eq!(
            of_department,
            [
                "某市教体局|填入「主管部门」",
                "某市教育局|填入「预算单位」",
                "某市教育局|没有找到栏目",
                "某市教育局|与「未归类内容」相同",
            ]
        );
    }

    #[test]
    fn what_repeats_a_figure_in_another_writing_is_kept_where_the_figure_gives_way() {
        let form = table(&[
            &["项目支出绩效自评表<4x1>"],
            &["项目名称", "校舍维修<3x1>"],
            &["项目资金（万元）", "年初预算数", "全年预算数", "全年执行数"],
            &["财政资金", "", "362.75", ""],
            &["财政资金", "", "362.7509", ""],
        ]);
        let report = "二、项目决策及资金使用管理情况\n（二）项目资金安排落实、总投入等情况\n财政资金-全年预算数3627500元。";
        let told = told(&read([form].into_iter().chain(lines(report))));
        assert_eq!(
            told[1..3],
            [
                "fiscal_full_year：362.7509万元",
                "unfiled：财政资金-全年预算数：362.75万元\n财政资金-全年预算数：3627500",
            ]
        );
    }

    #[test]
    fn where_the_report_says_an_amount_no_sources_are_added_up() {
        let form = table(&[
            &["项目名称", "校舍维修", "主管部门", "某市教育局"],
            &["项目资金（元）", "年初预算数", "全年预算数", "全年执行数"],
            &["年度资金总额", "", "920", ""],
            &["中央补助", "", "600", ""],
            &["地方资金", "", "320", ""],
        ]);
        let report = "二、项目决策及资金使用管理情况\n（二）项目资金安排落实、总投入等情况\n财政资金-全年预算数40元。";
        let told = told(&read(lines(report).into_iter().chain([form])));
        assert!(
            told.contains(&"fiscal_full_year：40".to_owned()),
            "{told:?}"
        );
        assert!(!told.iter().any(|line| line.starts_with("R06")), "{told:?}");
    }

    /// What is read of 其他资金 from a report and 财政部's form, whose row of them is the sum of
    /// several sources.
    fn other_funds(report: &str, row: [&str; 4]) -> Vec<String> {
        let [initial, full_year, executed, rate] = row;
        let form = table(&[
            &["项目支出绩效自评表<7x1>"],
            &["项目名称", "校舍维修<6x1>"],
            FUNDS_HEAD,
            &["年度资金总额", "100", "100", "90", "10", "90%", "9"],
            &["其中：本年财政拨款", "40", "40", "36", "-", "90%", "-"],
            &["上年结转资金", "", "", "", "-", "", "-"],
            &["其他资金", initial, full_year, executed, "-", rate, "-"],
            &["年度总体目标", "预期目标<3x1>", "实际完成情况<3x1>"],
            &["", "维修校舍3栋。<3x1>", "已维修3栋。<3x1>"],
        ]);
        let funds = format!("二、项目决策及资金使用管理情况\n（二）项目资金（包括财政资金、自筹资金等）安排落实、总投入等情况\n{report}");
        let imported = read(lines(&funds).into_iter().chain([form]));
        let is_of_them = |line: &String| {
            ["special_account", "unit_", "other_funds", "unfiled", "R"]
                .iter()
                .any(|key| line.starts_with(key))
        };
        told(&imported).into_iter().filter(is_of_them).collect()
    }

    #[test]
    fn the_sum_of_sources_that_the_report_states_is_computed() {
        let report = "专户-年初预算数20元，专户-全年预算数20元，单位-年初预算数40元，单位-全年预算数40元。\n（三）项目资金（主要是指财政资金）实际使用情况\n专户-全年执行数18元，单位-全年执行数36元。";
        let sources = [
            "special_account_initial：20",
            "special_account_full_year：20",
            "special_account_executed：18",
            "unit_initial：40",
            "unit_full_year：40",
            "unit_executed：36",
        ];
        assert_eq!(other_funds(report, ["60", "60", "54", "90%"]), sources);
        let others = [
            "unfiled：其他资金-全年预算数：70\n其他资金-执行率：77.14%",
            "R03 来稿中「其他资金-全年预算数」另有一处写作“70”，放在「未归类内容」",
            "R03 来稿中「其他资金-执行率」另有一处写作“77.14%”，放在「未归类内容」",
            "R01 来稿有 2 段文字没有找到对应的栏目，放在「未归类内容」",
        ];
        assert_eq!(
            other_funds(report, ["60", "70", "54", "77.14%"]),
            [&sources[..], &others].concat()
        );
    }

    #[test]
    fn what_a_form_repeats_of_one_source_is_no_sum() {
        let report = "二、项目决策及资金使用管理情况\n（二）项目资金安排落实、总投入等情况\n财政资金-全年预算数40元。";
        let form = table(&[
            &["项目支出绩效自评表<7x1>"],
            &["项目名称", "校舍维修<6x1>"],
            FUNDS_HEAD,
            &["年度资金总额", "", "40", "", "10", "", ""],
            &["其中：本年财政拨款", "", "40", "", "-", "", "-"],
            &["上年结转资金", "", "", "", "-", "", "-"],
            &["其他资金", "", "", "", "-", "", "-"],
        ]);
        let source = Source {
            blocks: lines(report).into_iter().chain([form]).collect(),
            draft: None,
        };
        let received = Received::all(&source, source::read(&source)).remove(0);
        let traces = received.traces.iter();
        let of_amounts: Vec<String> = traces
            .filter(|trace| trace.text == "40")
            .map(Trace::in_words)
            .collect();
        assert_eq!(
            of_amounts,
            [
                "填入「财政资金-全年预算数」",
                "填入「资金总额-全年预算数」",
                "与「财政资金-全年预算数」相同",
            ]
        );
    }

    #[test]
    fn other_funds_that_the_report_states_are_compared_with_the_forms() {
        let report = "其他资金-年初预算数60元，其他资金-全年预算数60元。";
        assert_eq!(
            other_funds(report, ["60", "65", "54", ""]),
            [
                "other_funds_initial：60",
                "other_funds_full_year：60",
                "other_funds_executed：54",
                "unfiled：其他资金-全年预算数：65",
                "R03 来稿中「其他资金-全年预算数」另有一处写作“65”，放在「未归类内容」",
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn another_weight_of_the_execution_rate_is_the_forms_own() {
        let form = |weight| {
            table(&[
                &["项目名称", "校舍维修<6x1>"],
                &[
                    "资金来源（元）",
                    "年初预算数",
                    "全年预算数",
                    "全年执行数",
                    "分值",
                    "执行率",
                    "得分",
                ],
                &["年度资金总额", "10", "10", "8", weight, "80%", ""],
            ])
        };
        let has_weight = |weight| {
            let mut told = told(&read([form(weight)])).into_iter();
            told.find(|line| line.starts_with("execution_weight"))
        };
        assert_eq!(has_weight("20").as_deref(), Some("execution_weight：20"));
        assert_eq!(has_weight("10"), None, "the policy's own");
    }

    #[test]
    fn of_two_cells_under_one_head_the_second_is_unfiled_and_its_reason_is_not_the_firsts() {
        let form = table(&[
            &["项目名称", "校舍维修<6x1>"],
            &[
                "一级指标",
                "二级指标",
                "三级指标<2x1>",
                "年初目标值",
                "实际完成值",
                "得分",
            ],
            &[
                "产出指标",
                "数量指标",
                "维修校舍（60分）",
                "新建校舍",
                "3栋",
                "2栋",
                "40",
            ],
            &["偏差大或目标未完成原因分析", "新建校舍：未获批复。<6x1>"],
        ]);
        assert_eq!(
            told(&read([form])),
            [
                "project_name：校舍维修",
                "goals_unmet：新建校舍：未获批复。",
                "unfiled：新建校舍",
                "indicators.0.level1：产出指标",
                "indicators.0.level2：数量指标",
                "indicators.0.level3：维修校舍",
                "indicators.0.target：3栋",
                "indicators.0.actual：2栋",
                "indicators.0.weight：60",
                "indicators.0.score：40",
                "R01 来稿有 1 段文字没有找到对应的栏目，放在「未归类内容」",
            ]
        );
    }

    #[test]
    fn the_sub_projects_of_a_table_follow_those_of_the_reports_text() {
        let report = Subject::of(&sample(), None).document();
        let report = lines(&export::text::write(&report));
        let rows = |source: Vec<Block>| {
            let told = told(&read(source)).into_iter();
            told.filter(|line| line.starts_with("sub_projects"))
                .collect::<Vec<String>>()
        };
        let of_report = rows(report.clone());
        assert!(of_report
            .iter()
            .any(|line| line.starts_with("sub_projects.1.")));
        let form = table(&[
            &["子项目名称", "下达资金", "支出", "支出率"],
            &["围墙加固", "5", "4", "80%"],
        ]);
        let of_form = [
            "sub_projects.2.name：围墙加固",
            "sub_projects.2.allocated：5",
            "sub_projects.2.spent：4",
        ];
        let of_form = of_form.map(str::to_owned);
        assert_eq!(
            rows([report, vec![form]].concat()),
            [of_report, of_form.to_vec()].concat()
        );
    }
}
