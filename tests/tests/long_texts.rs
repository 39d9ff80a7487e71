//! Whatever is typed or comes in with a file, and however long it is: the check takes time in
//! proportion to its length.

use std::time::{Duration, Instant};

use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::mend;
use ziping_core::place::Place;
use ziping_core::sample::sample;
use ziping_core::Subject;

/// Bytes. What takes the square of the time takes minutes.
const LENGTH: usize = 120_000;
/// A second unoptimised on an idle machine; the limit is for a busy one.
const LIMIT: Duration = Duration::from_secs(10);

/// Single marks and numerals, and what the rules look for.
const PIECES: &str =
    "* ? ？ … 、 ， 。 ； ： ( （ ) 《 》 “ 〔 〔执行率〕 | \t % ％ ± ≥ - — / . , \
    0 1 9 １ 零 〇 一 十 百 点 两 万 亿 元 年 月 日 号 字 的 无 a x X XX ×× 某某 某 公安局 第一 \
    1,1 1.1 1% 1元 10万元 2022年 2022年7月7日 13800138000 100字 （1字） 其中： 共计 分别为 \
    一是 （一） 一、 1. ① 执行率 执行率80% 已完成 全部拨付 未完成 因 由于 请填写 甲1元、 \
    支出1元， 合计1元。 支出率 共3个 9, ！！ 。。 的的 我们 绩效目标 基本完成， 海口市公安局 项目";

fn pieces() -> Vec<&'static str> {
    PIECES
        .split(' ')
        .filter(|piece| !piece.is_empty())
        .collect()
}

/// Whether the check takes too long, as a line for people.
fn too_long(draft: &Draft, what: &str) -> Option<String> {
    let started = Instant::now();
    let findings = Subject::of(draft, None).findings();
    mend::all_fixes(&findings);
    let took = started.elapsed();
    (took > LIMIT).then(|| format!("{what}: {took:?}"))
}

#[test]
fn a_long_narrative_is_checked_in_linear_time() {
    let check = |piece: &str| {
        let mut draft = sample();
        draft.set(Field::GoalsMet, piece.repeat(LENGTH / piece.len()));
        too_long(&draft, piece)
    };
    let found: Vec<String> = pieces().into_iter().filter_map(check).collect();
    assert_eq!(found, [""; 0]);
}

#[test]
fn long_names_and_cells_are_checked_in_linear_time() {
    let check = |piece: &str| {
        let text = piece.repeat(LENGTH / 4 / piece.len());
        let mut draft = sample();
        for field in [Field::ProjectName, Field::BudgetUnit, Field::GoalsMet] {
            draft.set(field, text.as_str());
        }
        let (table, row) = (Table::Indicators, 0);
        draft.apply(&Edit::InsertRow { table, row });
        for field in [
            Field::IndicatorLevel3,
            Field::IndicatorTarget,
            Field::IndicatorActual,
            Field::IndicatorReason,
        ] {
            let place = Place::in_row(field, row);
            let text = text.clone();
            draft.apply(&Edit::Set { place, text });
        }
        too_long(&draft, piece)
    };
    let found: Vec<String> = pieces().into_iter().filter_map(check).collect();
    assert_eq!(found, [""; 0]);
}
