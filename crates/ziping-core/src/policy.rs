//! What differs by locality (各地办法), as data with its source.
//!
//! Figures here are whole numbers: points, per cent, characters.

use crate::field::{Field, POLICIES, WEIGHT_SCHEMES};
use crate::form::Form;
use crate::report::layout::{self, Layout};

/// How a form and its scores are made in one place.
#[derive(Debug, PartialEq, Eq)]
pub struct Policy {
    /// The name in the draft and on the page.
    pub name: &'static str,
    /// The unit of the funds table: 元 or 万元.
    pub unit: Unit,
    /// 预算执行率的分值, in points of 100.
    pub execution_weight: u32,
    /// How a reverse indicator (≤) that misses its target scores.
    pub reverse: Reverse,
    /// The lowest score of the bands 达成 and 部分达成, in % of the weight. What is below
    /// the second is 未达成.
    pub bands: [u32; 2],
    /// Where completion this far over the target, in %, must be looked at.
    pub over_completion: u32,
    /// Where it must be explained, in %.
    pub over_completion_explained: u32,
    /// Below this execution rate, in %, the reason must be given.
    pub reason_below: u32,
    /// The most characters that a narrative of the form may have; `None` for no limit.
    pub longest_narrative: Option<usize>,
    /// The most characters of the reason for a low execution rate; `None` for no limit.
    pub longest_reason: Option<usize>,
    /// Whether a low execution rate caps the total score (执行率与总分挂钩).
    pub has_score_caps: bool,
    /// What the form 《项目支出绩效自评表》 looks like.
    pub layout: &'static Layout,
    /// Where all this is from. What is known from memory only says so.
    pub source: &'static str,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// 元
    Yuan,
    /// 万元
    TenThousand,
}

impl Unit {
    pub fn label(self) -> &'static str {
        match self {
            Unit::Yuan => "元",
            Unit::TenThousand => "万元",
        }
    }
}

/// 反向指标未达标时的计分办法.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reverse {
    /// 线性扣减: 得分＝分值×(1－(完成值－指标值)÷指标值), nothing from twice the target on.
    Linear,
    /// 比值: 得分＝分值×指标值÷完成值.
    Ratio,
}

impl Reverse {
    pub fn label(self) -> &'static str {
        match self {
            Reverse::Linear => "线性扣减：分值×(1－(完成值－指标值)÷指标值)，达到两倍为 0",
            Reverse::Ratio => "比值：分值×指标值÷完成值",
        }
    }
}

/// In the order of [`POLICIES`].
pub const ALL: &[Policy] = &[HAINAN, MINISTRY, SICHUAN, HUBEI];

const HAINAN: Policy = Policy {
    name: POLICIES[0],
    unit: Unit::Yuan,
    execution_weight: 10,
    reverse: Reverse::Linear,
    bands: [80, 60],
    over_completion: 120,
    over_completion_explained: 130,
    reason_below: 90,
    longest_narrative: None,
    longest_reason: None,
    has_score_caps: false,
    layout: &layout::HAINAN,
    source: "海南省农垦实验中学 2023 年项目支出绩效自评表（2024-07-10 公开）：表样、10×25%＝2.5、20×10÷52＝3.85、完成率以 100% 为限；反向公式、超额界限和 90% 说明线取自其他在用系统和四川表注",
};

const MINISTRY: Policy = Policy {
    name: POLICIES[1],
    unit: Unit::TenThousand,
    layout: &layout::MINISTRY,
    source: "财预〔2020〕10号附件《项目支出绩效自评表》[凭记忆]，与池州贵池、怀远公开的表逐格相同；三档 100–80、80–60、60–0 见第十五条 [凭记忆]",
    ..HAINAN
};

const SICHUAN: Policy = Policy {
    name: POLICIES[2],
    longest_narrative: Some(200),
    longest_reason: Some(100),
    layout: &layout::SICHUAN,
    source: "四川《部门预算项目支出绩效自评表》（大英县司法局、青神县发展和改革局 2023 年度公开）及表注：执行率未达 90% 须说明原因（100 字以内），年中调整单独说明理由",
    ..MINISTRY
};

const HUBEI: Policy = Policy {
    name: POLICIES[3],
    execution_weight: 20,
    reverse: Reverse::Ratio,
    bands: [80, 50],
    layout: &layout::HUBEI,
    source: "湖北项目自评表（湖北工程学院学生资助项目、2020 年度长江禁捕项目）及表注：执行率 20 分、指标 80 分；定性 100–80、80–50、50–0；反向指标得分＝权重×指标值÷完成值，不突破权重",
    ..MINISTRY
};

/// The policy that a draft names; 海南 where it names none.
pub fn of(form: &Form<'_>) -> &'static Policy {
    let name = form.choice(Field::Policy);
    named(name).unwrap_or(&ALL[0])
}

/// 一级指标的分值 of a weight scheme, as [`Group::ALL`](crate::indicator::Group::ALL);
/// `None` for 自定义.
///
/// Source: 财预〔2020〕10号第十二条; 财预〔2021〕101号 for the one with 成本指标 [both from
/// memory]; 池州贵池 2022 and 海南省农垦实验中学 2023 publish 50, 30, 10.
pub fn group_weights(scheme: &str) -> Option<[u32; 4]> {
    match WEIGHT_SCHEMES.iter().position(|known| *known == scheme)? {
        0 => Some([0, 50, 30, 10]),
        1 => Some([20, 40, 20, 10]),
        _ => None,
    }
}

/// The policy of this name.
pub fn named(name: &str) -> Option<&'static Policy> {
    ALL.iter().find(|policy| policy.name == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_choice_on_the_page_is_a_policy() {
        let names: Vec<&str> = ALL.iter().map(|policy| policy.name).collect();
        assert_eq!(names, POLICIES);
    }

    #[test]
    fn a_schemes_weights_are_those_in_its_name() {
        for scheme in WEIGHT_SCHEMES {
            let Some(weights) = group_weights(scheme) else {
                assert_eq!(*scheme, "自定义");
                continue;
            };
            let named: Vec<u32> = scheme.split('/').map(|n| n.parse().unwrap()).collect();
            let used: Vec<u32> = weights.into_iter().filter(|weight| *weight > 0).collect();
            assert_eq!(named[1..], used);
            assert_eq!(named.iter().sum::<u32>(), 100);
        }
    }
}
