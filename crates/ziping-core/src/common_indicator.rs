//! 常用指标: indicators that most projects have, to be inserted and adapted.
//!
//! The groups (一级、二级指标) are those of 财预〔2020〕10号 and 财预〔2021〕101号 [from memory],
//! which every published form follows. The names are this program's own, after the forms of
//! 海南, 安徽 and 四川 in use; targets stand where nearly every form has the same one.

use crate::draft::{Draft, Edit};
use crate::field::{Field, Table};
use crate::form::Form;
use crate::indicator::{indicators, Group};
use crate::place::Place;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CommonIndicator {
    /// 二级指标; it says which 一级指标 it is of.
    pub level2: &'static str,
    /// 三级指标
    pub name: &'static str,
    /// 指标性质
    pub nature: &'static str,
    /// 年度指标值; empty where every project has its own.
    pub target: &'static str,
    /// 度量单位
    pub unit: &'static str,
}

const fn common(
    level2: &'static str,
    name: &'static str,
    nature: &'static str,
    target: &'static str,
    unit: &'static str,
) -> CommonIndicator {
    CommonIndicator {
        level2,
        name,
        nature,
        target,
        unit,
    }
}

pub const COMMON_INDICATORS: &[CommonIndicator] = &[
    common("数量指标", "设备购置（更新）数量", "≥", "", "台（套）"),
    common("数量指标", "建设（改造）面积", "≥", "", "平方米"),
    common("数量指标", "系统（平台）建设数量", "=", "", "个"),
    common("数量指标", "补助（资助）人数", "≥", "", "人"),
    common("数量指标", "培训人次", "≥", "", "人次"),
    common("数量指标", "举办活动（会议）场次", "≥", "", "场次"),
    common("数量指标", "检查（巡查）次数", "≥", "", "次"),
    common("数量指标", "形成报告（成果）数量", "≥", "", "份"),
    common("质量指标", "验收合格率", "=", "100", "%"),
    common("质量指标", "设备质量合格率", "=", "100", "%"),
    common("质量指标", "培训合格率", "≥", "95", "%"),
    common("质量指标", "补助发放准确率", "=", "100", "%"),
    common("质量指标", "系统正常运行率", "≥", "99", "%"),
    common("质量指标", "政府采购合规率", "=", "100", "%"),
    common("时效指标", "按期完成率", "=", "100", "%"),
    common("时效指标", "资金支付及时率", "=", "100", "%"),
    common("时效指标", "补助发放及时率", "=", "100", "%"),
    common("时效指标", "故障响应时间", "≤", "", "小时"),
    common("成本指标", "项目总成本", "≤", "", "万元"),
    common("成本指标", "单位建设成本", "≤", "", "元/平方米"),
    common("成本指标", "人均补助（培训）标准", "≤", "", "元"),
    common("经济效益指标", "带动增收（节约支出）金额", "≥", "", "万元"),
    common("社会效益指标", "受益人数", "≥", "", "人"),
    common("社会效益指标", "服务能力提升情况", "定性", "有所提升", ""),
    common("社会效益指标", "安全责任事故发生数", "=", "0", "起"),
    common("社会效益指标", "投诉（信访）办结率", "≥", "95", "%"),
    common("生态效益指标", "生态环境影响", "定性", "无负面影响", ""),
    common("可持续影响指标", "管理制度健全情况", "定性", "健全", ""),
    common("可持续影响指标", "后续管护落实情况", "定性", "落实", ""),
    common("服务对象满意度指标", "服务对象满意度", "≥", "90", "%"),
    common("服务对象满意度指标", "受益群众满意度", "≥", "90", "%"),
];

/// The weight scheme in which costs are a group of their own.
const WITH_COSTS: &str = "10/20/40/20/10";

impl CommonIndicator {
    /// 一级指标 and 二级指标 under a weight scheme: costs are among the outputs, or a group of
    /// their own.
    pub fn levels(&self, scheme: &str) -> (&'static str, &'static str) {
        match self.level2 {
            "成本指标" if scheme == WITH_COSTS => ("成本指标", "经济成本指标"),
            "数量指标" | "质量指标" | "时效指标" | "成本指标" => {
                ("产出指标", self.level2)
            }
            "服务对象满意度指标" => ("满意度指标", self.level2),
            _ => ("效益指标", self.level2),
        }
    }

    pub fn is_in(&self, draft: &Draft) -> bool {
        let rows = 0..draft.row_count(Table::Indicators);
        let name = |row| {
            draft
                .text(&Place::in_row(Field::IndicatorLevel3, row))
                .trim()
        };
        rows.into_iter().any(|row| name(row) == self.name)
    }

    /// The edits that insert it below its own kind, and the row that it then has.
    pub fn insertion(&self, draft: &Draft) -> (Vec<Edit>, usize) {
        let form = Form::parse(draft);
        let (level1, level2) = self.levels(form.choice(Field::WeightScheme));
        let table = Table::Indicators;
        let of_its_kind = indicators(&form)
            .into_iter()
            .rev()
            .find(|indicator| indicator.group == Group::read(level1) && indicator.level2 == level2);
        let row = of_its_kind.map_or(draft.row_count(table), |last| last.row + 1);
        let texts = [
            (Field::IndicatorLevel1, level1),
            (Field::IndicatorLevel2, level2),
            (Field::IndicatorLevel3, self.name),
            (Field::IndicatorNature, self.nature),
            (Field::IndicatorTarget, self.target),
            (Field::IndicatorUnit, self.unit),
        ];
        let set = texts.map(|(field, text)| Edit::Set {
            place: Place::in_row(field, row),
            text: text.to_owned(),
        });
        let edits = std::iter::once(Edit::InsertRow { table, row }).chain(set);
        (edits.collect(), row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::field::NATURES;

    fn named(name: &str) -> &'static CommonIndicator {
        let mut all = COMMON_INDICATORS.iter();
        all.find(|common| common.name == name).expect(name)
    }

    fn insert(draft: &mut Draft, name: &str) -> usize {
        let (edits, row) = named(name).insertion(draft);
        edits.iter().for_each(|edit| draft.apply(edit));
        row
    }

    #[test]
    fn each_has_a_name_of_its_own_and_a_nature_of_the_form() {
        let mut names: Vec<&str> = COMMON_INDICATORS.iter().map(|it| it.name).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), COMMON_INDICATORS.len());
        for common in COMMON_INDICATORS {
            assert!(NATURES.contains(&common.nature), "{common:?}");
            let (level1, _) = common.levels("");
            assert!(Group::read(level1).is_some(), "{common:?}");
            let is_number = common.target.chars().all(|c| c.is_ascii_digit());
            assert_eq!(common.nature == "定性", !is_number, "{common:?}");
        }
    }

    #[test]
    fn one_goes_below_its_own_kind_and_the_rows_after_it_keep_theirs() {
        let mut draft = Draft::default();
        assert_eq!(insert(&mut draft, "培训人次"), 0);
        assert_eq!(insert(&mut draft, "服务对象满意度"), 1);
        assert_eq!(insert(&mut draft, "检查（巡查）次数"), 1);
        assert_eq!(named("服务对象满意度").levels("").0, "满意度指标");
        assert!(named("培训人次").is_in(&draft));
        assert!(!named("验收合格率").is_in(&draft));
        let form = Form::parse(&draft);
        let rows: Vec<(&str, &str)> = indicators(&form)
            .iter()
            .map(|indicator| (indicator.level2, indicator.name))
            .collect();
        assert_eq!(
            rows,
            [
                ("数量指标", "培训人次"),
                ("数量指标", "检查（巡查）次数"),
                ("服务对象满意度指标", "服务对象满意度"),
            ]
        );
    }

    #[test]
    fn an_indicator_of_the_same_name_of_kind_in_another_group_is_not_its_own_kind() {
        let mut draft = Draft::default();
        insert(&mut draft, "培训人次");
        insert(&mut draft, "服务对象满意度");
        let level1 = |row| Place::in_row(Field::IndicatorLevel1, row);
        draft.apply(&Edit::Set {
            place: level1(0),
            text: "效益指标".to_owned(),
        });
        assert_eq!(insert(&mut draft, "检查（巡查）次数"), 2);
        assert_eq!(draft.text(&level1(2)), "产出指标");
    }

    #[test]
    fn costs_are_where_the_weight_scheme_has_them() {
        let mut draft = Draft::default();
        let cost = named("项目总成本");
        assert_eq!(cost.levels("10/50/30/10"), ("产出指标", "成本指标"));
        draft.set(Field::WeightScheme, WITH_COSTS);
        insert(&mut draft, "项目总成本");
        let text = |field| draft.text(&Place::in_row(field, 0));
        assert_eq!(text(Field::IndicatorLevel1), "成本指标");
        assert_eq!(text(Field::IndicatorLevel2), "经济成本指标");
    }
}
