//! 常见错别字.

use std::sync::LazyLock;

use super::{Report, Rule};
use crate::finding::{Fix, Severity};
use crate::wording::{Prose, Words};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G19",
    severity: Severity::Warning,
    title: "常见错别字",
    advice: "形近、音近的字最容易打错。只列改法没有疑问的。",
    source: "27 号、17 号自评表“宜传”“已拔入”等实例；“账”“帐”、“截至”“截止”之分见《现代汉语词典》[凭记忆]",
    check,
};

/// What is written, what is meant, and what may stand before it or after it where the
/// characters belong to other words: 选拔入围, 自己完成, 期末完成, 公布署名.
const MISTAKES: &[(&str, &str, &str, &str)] = &[
    ("宜传", "宣传", "适便不相事", ""),
    ("拔付", "拨付", "选", ""),
    ("拔款", "拨款", "选", ""),
    ("拔入", "拨入", "选提", ""),
    ("划拔", "划拨", "", ""),
    ("调拔", "调拨", "", ""),
    ("己全部", "已全部", "自知一克利律异舍安体", ""),
    ("己完成", "已完成", "自知一克利律异舍安体", ""),
    ("己建成", "已建成", "自知一克利律异舍安体", ""),
    ("己竣工", "已竣工", "自知一克利律异舍安体", ""),
    ("己完工", "已完工", "自知一克利律异舍安体", ""),
    ("己开工", "已开工", "自知一克利律异舍安体", ""),
    ("己支付", "已支付", "自知一克利律异舍安体", ""),
    ("己支出", "已支出", "自知一克利律异舍安体", ""),
    ("己拨付", "已拨付", "自知一克利律异舍安体", ""),
    ("己下达", "已下达", "自知一克利律异舍安体", ""),
    ("己到位", "已到位", "自知一克利律异舍安体", ""),
    ("己验收", "已验收", "自知一克利律异舍安体", ""),
    ("己通过", "已通过", "自知一克利律异舍安体", ""),
    ("己实现", "已实现", "自知一克利律异舍安体", ""),
    ("己达到", "已达到", "自知一克利律异舍安体", ""),
    ("己达成", "已达成", "自知一克利律异舍安体", ""),
    ("己投入", "已投入", "自知一克利律异舍安体", ""),
    ("己落实", "已落实", "自知一克利律异舍安体", ""),
    ("己执行", "已执行", "自知一克利律异舍安体", ""),
    ("己使用", "已使用", "自知一克利律异舍安体", ""),
    ("己结转", "已结转", "自知一克利律异舍安体", ""),
    ("己上缴", "已上缴", "自知一克利律异舍安体", ""),
    ("己收回", "已收回", "自知一克利律异舍安体", ""),
    ("己取得", "已取得", "自知一克利律异舍安体", ""),
    ("己形成", "已形成", "自知一克利律异舍安体", ""),
    ("己组织", "已组织", "自知一克利律异舍安体", ""),
    ("己采购", "已采购", "自知一克利律异舍安体", ""),
    ("己签订", "已签订", "自知一克利律异舍安体", ""),
    ("己整改", "已整改", "自知一克利律异舍安体", ""),
    ("己归档", "已归档", "自知一克利律异舍安体", ""),
    ("己办结", "已办结", "自知一克利律异舍安体", ""),
    ("己经", "已经", "自知一克利律异舍安体", ""),
    ("末完成", "未完成", "期年月周季始本旬岁日学", ""),
    ("末支付", "未支付", "期年月周季始本旬岁日学", ""),
    ("末支出", "未支出", "期年月周季始本旬岁日学", ""),
    ("末开工", "未开工", "期年月周季始本旬岁日学", ""),
    ("末竣工", "未竣工", "期年月周季始本旬岁日学", ""),
    ("末达到", "未达到", "期年月周季始本旬岁日学", ""),
    ("末执行", "未执行", "期年月周季始本旬岁日学", ""),
    ("末到位", "未到位", "期年月周季始本旬岁日学", ""),
    ("末发现", "未发现", "期年月周季始本旬岁日学", ""),
    ("末按", "未按", "期年月周季始本旬岁日学", ""),
    ("末验收", "未验收", "期年月周季始本旬岁日学", ""),
    ("末落实", "未落实", "期年月周季始本旬岁日学", ""),
    ("帐户", "账户", "", ""),
    ("帐目", "账目", "", ""),
    ("帐款", "账款", "", ""),
    ("台帐", "台账", "", ""),
    ("记帐", "记账", "", ""),
    ("对帐", "对账", "", "篷"),
    ("帐号", "账号", "", ""),
    ("转帐", "转账", "", ""),
    ("专帐", "专账", "", ""),
    ("报帐", "报账", "", ""),
    ("入帐", "入账", "", ""),
    ("做帐", "做账", "", ""),
    ("布署", "部署", "公发宣颁分", ""),
    ("部暑", "部署", "", ""),
    ("园满完成", "圆满完成", "公校家庭果田花", ""),
    ("既使", "即使", "", ""),
    ("必竟", "毕竟", "", ""),
    ("气侯", "气候", "", ""),
    ("侯选", "候选", "", ""),
    ("渡假", "度假", "", ""),
    ("按装", "安装", "", "置运填卸箱袋修"),
    ("坚难", "艰难", "", ""),
    ("截止目前", "截至目前", "", ""),
    ("截止20", "截至20", "间期名标", ""),
    ("截止到20", "截至20", "间期名标", ""),
    ("截止年底", "截至年底", "间期名标", ""),
    ("截止12月", "截至12月", "间期名标", ""),
    ("登陆系统", "登录系统", "", ""),
    ("登陆平台", "登录平台", "", ""),
    ("登陆网站", "登录网站", "", ""),
    ("竟标", "竞标", "究毕", ""),
    ("竟价", "竞价", "究毕", ""),
    ("竟争", "竞争", "究毕", ""),
    ("共记", "共计", "", "录入载忆住得者"),
    ("在接再厉", "再接再厉", "", ""),
    ("再接再励", "再接再厉", "", ""),
    ("合格律", "合格率", "", ""),
    ("完成律", "完成率", "", ""),
    ("执行律", "执行率", "", "师"),
    ("年渡", "年度", "", "江海河过口船"),
    ("季渡", "季度", "", "江海河过口船"),
    ("额渡", "额度", "", "江海河过口船"),
    ("必需按照", "必须按照", "", ""),
    ("必需严格", "必须严格", "", ""),
    ("万元元", "万元", "", "旦年月宝"),
    ("付责人", "负责人", "支交托", ""),
];

static WRITTEN: LazyLock<Words> =
    LazyLock::new(|| Words::new(MISTAKES.iter().map(|(written, ..)| *written)));

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in subject.printed() {
        for (at, mistake) in mistakes(prose) {
            let (written, meant, ..) = MISTAKES[mistake];
            let end = at + written.len();
            let place = prose.stretch(at, end);
            let finding = report.add(place.clone(), format!("“{written}”疑为“{meant}”之误"));
            finding.expected(meant).reported(written);
            // 万元元元 would be 万元元.
            let mended = meant.chars().chain(prose.text[end..].chars());
            if !mended.take(written.chars().count()).eq(written.chars()) {
                finding.fix(Fix::set(&place, meant));
            }
        }
    }
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    mistakes(prose).count()
}

/// Where which of the mistakes stand.
fn mistakes<'p>(prose: &'p Prose<'_>) -> impl Iterator<Item = (usize, usize)> + 'p {
    WRITTEN.find(prose.text).filter(|(at, mistake)| {
        let (written, _, before, after) = MISTAKES[*mistake];
        let end = at + written.len();
        !prose.before(*at).is_some_and(|c| before.contains(c))
            && !prose.after(end).is_some_and(|c| after.contains(c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    /// The sample's 基本完成 is left out: a mended 未开工 would contradict it.
    fn plan(text: &str) -> String {
        let goals_unmet = ("goals_unmet", "省社管办要求暂停。");
        case::check(&RULE, &[("follow_up_plan", text), goals_unmet])
    }

    #[test]
    fn a_wrong_character_is_mended() {
        assert_eq!(
            plan("资金已拔入专户。"),
            "follow_up_plan｜“拔入”疑为“拨入”之误｜应为拨入｜现有拔入｜改为 拨入"
        );
        assert!(plan("截止2022年底").contains("改为 截至20"));
    }

    #[test]
    fn every_mistake_is_found_and_its_mend_is_none() {
        for (written, meant, ..) in MISTAKES {
            assert!(plan(written).contains(meant), "{written}");
            assert_eq!(plan(meant), "", "{meant}");
        }
    }

    #[test]
    fn the_same_characters_in_other_words_are_fine() {
        let fine = "选拔入围，自己完成，期末完成，公布署名，适宜传播，自己经营，究竟标准，公共记录，每年渡江，报名截止2022年，支付责人，发放10万元元旦慰问，由项目组自己全部归档，年末支出，期末验收，按装置类型，学期末发现，学校园满完成绿化，严于律己落实责任";
        assert_eq!(plan(fine), "");
        assert_eq!(case::check(&RULE, &[]), "");
    }
}
