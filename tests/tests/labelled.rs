//! Recall and false alarms on a labelled set: clean reports, and mistakes put into them.
//!
//! `tests/labelled/clean/*.json` are reports with nothing wrong. `mistakes.json` changes one
//! of them: `wrong` must give exactly the findings of `expect`, `right` (the same passage
//! without the mistake) none. `true.json` are passages with nothing wrong that beg for a
//! false alarm. `not_yet.json` lists the mistakes of published reports that no case stands
//! for, and why. The fixes are put to the test on all of them with slips as people and
//! programs make them.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value as Json;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::value::{Date, Reading};
use ziping_core::finding::Finding;
use ziping_core::mend::all_fixes;
use ziping_core::place::Place;
use ziping_core::rule::{REVEALED, RULES};
use ziping_core::sample::sample;
use ziping_core::save::{self, Saved};
use ziping_core::Subject;
use ziping_tests::golden::golden;
use ziping_tests::workspace;

fn labelled(name: &str) -> PathBuf {
    workspace().join("tests/labelled").join(name)
}

fn read(name: &str) -> Vec<Json> {
    let text = fs::read_to_string(labelled(name)).unwrap();
    serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"))
}

fn text<'j>(json: &'j Json, key: &str) -> &'j str {
    json[key]
        .as_str()
        .unwrap_or_else(|| panic!("{key}: {json}"))
}

fn clean_reports() -> BTreeMap<String, Draft> {
    let mut reports = BTreeMap::new();
    for entry in fs::read_dir(labelled("clean")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let Saved::Draft(draft) = save::read(&fs::read_to_string(&path).unwrap()) else {
            panic!("{name} is no saved draft");
        };
        reports.insert(name, draft);
    }
    reports
}

fn changed(draft: &Draft, texts: &Json) -> Draft {
    let mut draft = draft.clone();
    for (key, text) in texts.as_object().unwrap() {
        draft.apply(&Edit::Set {
            place: Place::from_key(key).unwrap_or_else(|| panic!("no field {key}")),
            text: text.as_str().unwrap().to_owned(),
        });
    }
    draft
}

fn findings(draft: &Draft) -> Vec<Finding> {
    let Reading::Value(today) = Date::read("2025年12月31日") else {
        panic!("no date");
    };
    Subject::of(draft, Some(today)).findings()
}

/// `code field` of each.
fn labels(draft: &Draft) -> Vec<String> {
    let label = |finding: &Finding| format!("{} {}", finding.code, finding.place);
    findings(draft).iter().map(label).collect()
}

const ALARM: &str = " is a false alarm";

/// The rules that no labelled mistake stands for, and why: a case changes texts of one report.
const NOT_LABELLED: &[(&str, &str)] = &[
    ("A09", "rows would have to go"),
    ("A10", "rows would have to go"),
    ("B13", "the rest of a report speaks of its money"),
    ("C08", "for a locality with caps, which no layout here has"),
    ("G13", "another report beside it"),
];

#[derive(Default)]
struct Score {
    expected: usize,
    found: usize,
    false_alarms: usize,
}

fn code(label: &str) -> &'static str {
    let code = label.split(' ').next().unwrap_or_default();
    let rule = RULES.iter().find(|rule| rule.code == code);
    rule.unwrap_or_else(|| panic!("no rule {code}")).code
}

/// What a draft gives against what it should; the difference, in lines.
fn compare(
    scores: &mut BTreeMap<&'static str, Score>,
    what: &str,
    draft: &Draft,
    expected: &[String],
) -> Vec<String> {
    let mut found = labels(draft);
    let mut wrong = Vec::new();
    for label in expected {
        let score = scores.entry(code(label)).or_default();
        score.expected += 1;
        match found.iter().position(|found| found == label) {
            Some(at) => {
                found.remove(at);
                score.found += 1;
            }
            None => wrong.push(format!("{what}: {label} is not found")),
        }
    }
    for label in found {
        scores.entry(code(&label)).or_default().false_alarms += 1;
        wrong.push(format!("{what}: {label}{ALARM}"));
    }
    wrong
}

#[test]
fn every_rule_finds_its_mistakes_and_clean_reports_are_left_alone() {
    let reports = clean_reports();
    let mut scores: BTreeMap<&'static str, Score> = BTreeMap::new();
    let mut differences = Vec::new();
    let mut most_on_a_clean_report = 0;
    for (name, draft) in &reports {
        let wrong = compare(&mut scores, name, draft, &[]);
        most_on_a_clean_report = most_on_a_clean_report.max(wrong.len());
        differences.extend(wrong);
    }
    let cases = read("mistakes.json");
    let mut right = 0;
    for case in &cases {
        let base = &reports[text(case, "base")];
        let what = format!("{} {}", text(case, "mistake"), text(case, "what"));
        let expected: Vec<String> = case["expect"]
            .as_array()
            .unwrap()
            .iter()
            .map(|label| label.as_str().unwrap().to_owned())
            .collect();
        let wrong = changed(base, &case["wrong"]);
        differences.extend(compare(&mut scores, &what, &wrong, &expected));
        if case["right"].is_object() {
            right += 1;
            let mended = changed(base, &case["right"]);
            let what = format!("{what}, put right");
            differences.extend(compare(&mut scores, &what, &mended, &[]));
        }
    }
    let true_passages = read("true.json");
    for passage in &true_passages {
        let draft = changed(&reports[text(passage, "base")], &passage["texts"]);
        differences.extend(compare(&mut scores, text(passage, "what"), &draft, &[]));
    }
    differences.iter().for_each(|line| eprintln!("{line}"));
    // Before the table, which UPDATE_GOLDEN would only write down.
    let alarms: Vec<&String> = differences
        .iter()
        .filter(|it| it.ends_with(ALARM))
        .collect();
    assert!(
        alarms.is_empty(),
        "{} of {} are new. Make the rule look at less, or, where a passage is at fault in earnest, \
         put it right in tests/labelled or add the finding to its `expect`",
        alarms.len(),
        differences.len()
    );
    for rule in RULES {
        let is_listed = NOT_LABELLED.iter().any(|(code, _)| *code == rule.code);
        let is_labelled = scores
            .get(rule.code)
            .is_some_and(|score| score.expected > 0);
        assert_ne!(
            is_listed,
            is_labelled,
            "{}: a mistake in tests/labelled/mistakes.json that it finds, or a line in NOT_LABELLED",
            rule.code
        );
    }
    let sum = |of: fn(&Score) -> usize| scores.values().map(of).sum::<usize>();
    let (expected, found) = (sum(|s| s.expected), sum(|s| s.found));
    let counts = [reports.len(), cases.len(), right, true_passages.len()];
    let table = table(&scores, counts);
    golden(&workspace().join("docs/labelled.md"), &table);
    assert!(
        most_on_a_clean_report <= 1,
        "{most_on_a_clean_report} false alarms"
    );
    assert!(found * 100 >= expected * 95, "recall {found}/{expected}");
    for (code, score) in &scores {
        let is_enough = score.found * 100 >= score.expected * 95;
        assert!(is_enough, "{code}: {} of {}", score.found, score.expected);
    }
}

fn table(scores: &BTreeMap<&'static str, Score>, counts: [usize; 4]) -> String {
    let [reports, cases, right, true_passages] = counts;
    let mut out = format!(
        "# 标注集上的查全与误报\n\n\
         由 `tests/tests/labelled.rs` 生成，不要手改：`UPDATE_GOLDEN=1 cargo test -p ziping-tests --test labelled`。\n\n\
         无误的报告 {reports} 份；注入错误 {cases} 例；同一段文字改对 {right} 例；另有本来无误、容易误报的文字 {true_passages} 段。报告为虚构，错误取自公开报告（编号 E1 至 E35）或规则本身（“设计”）。\n\
         标注集与规则出自同一批人之手，数字只说明规则没有退步，不说明在陌生报告上的表现。规则按标注集改动以前的第一次运行：第一批 94 处查出 86 处，误报 17 处（多为同一原因）；第二批（后 3 份无误的报告和后 27 例）27 处查出 26 处，误报 2 处。合入文字规则时，若干标注按新规则补记了应查出的问题，一段改对的文字补写了原因，另加的用例出自规则作者：这些都是看过结果以后改的。第三批（自评表的一份无误的报告和 70 例，多为 D、E 两类规则）77 处查出 67 处，误报 5 处：没有查出的 10 处，4 处的规则（G07、D20）当时还没有写，B17 改了所指的位置；其余 5 处和误报中的 4 处是标注有误（所指位置、已写原因而不再提示、注入的文字另有错误），改的是标注。A04 与 F08 原都指出“无”，现只由 A04 指出，两处标注随之改动。第四批（43 例错误和 44 段无误的文字，照着一次审查指出的漏报和误报写成，写完以后才改规则，所以改动以前的数字低）：改动以前 45 处查出 5 处，误报 9 处；改动以后第一次运行查出 42 处，误报 2 处。没有查出的 3 处，1 处改了规则（“但”字开头的分句），2 处是标注没有把握（“支付服务费”不一定是全部支出，“县财政安排”不一定是全部来源），改的是文字，原来的说法列为不应提示；误报 2 处也是标注有误（原报告另用“平方米”，与所写的 m² 混用）。另 67 段无误的文字是改完以后为查误报写的，第一次运行误报 2 处（年初安排的只是财政资金，列举的是种类），都改了规则；还有 1 处是 B16 应有的提示，那段没有收入。\n\n\
         | 规则 | 名称 | 应查出 | 查出 | 误报 |\n| --- | --- | ---: | ---: | ---: |\n"
    );
    let mut total = Score::default();
    for (code, score) in scores {
        let rule = RULES.iter().find(|rule| rule.code == *code).unwrap();
        out += &format!(
            "| {code} | {} | {} | {} | {} |\n",
            rule.title, score.expected, score.found, score.false_alarms
        );
        total.expected += score.expected;
        total.found += score.found;
        total.false_alarms += score.false_alarms;
    }
    out += &format!(
        "| 合计 | | {} | {} | {} |\n",
        total.expected, total.found, total.false_alarms
    );
    out += "\n## 还没有查的\n\n| 错误 | 内容 | 原因 |\n| --- | --- | --- |\n";
    for entry in read("not_yet.json") {
        out += &format!(
            "| {} | {} | {} |\n",
            text(&entry, "mistake"),
            text(&entry, "what"),
            text(&entry, "why")
        );
    }
    out
}

#[test]
fn every_mistake_of_the_published_reports_has_a_case_or_a_reason() {
    let named: BTreeSet<String> = [read("mistakes.json"), read("not_yet.json")]
        .concat()
        .iter()
        .map(|entry| text(entry, "mistake").to_owned())
        .collect();
    for number in 1..=35 {
        assert!(named.contains(&format!("E{number}")), "E{number}");
    }
}

#[test]
fn every_fix_of_the_labelled_set_removes_its_finding_and_makes_none() {
    let reports = clean_reports();
    let mut fixes = 0;
    for case in read("mistakes.json") {
        let draft = changed(&reports[text(&case, "base")], &case["wrong"]);
        let before = findings(&draft);
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            let mut mended = draft.clone();
            fix.edits.iter().for_each(|edit| mended.apply(edit));
            let mut left = labels(&draft);
            let own = format!("{} {}", finding.code, finding.place);
            left.remove(left.iter().position(|label| *label == own).unwrap());
            // Another finding may go as well: a rate that is mended is no second writing.
            for label in labels(&mended) {
                let known = left.iter().position(|left| *left == label);
                let known = known.unwrap_or_else(|| panic!("{} makes {label}: {case}", fix.label));
                left.remove(known);
            }
            fixes += 1;
        }
    }
    assert!(fixes >= 20, "only {fixes} fixes");
}

/// Mistakes as people and programs make them: what is replaced, by what. An empty one is put in.
const SLIPS: &[(&str, &str)] = &[
    ("", "[bookmark: _GoBack]"),
    ("", "\u{200b}"),
    ("", "\t"),
    ("", "????"),
    ("", "（100字以内）"),
    ("", "我局我局"),
    ("", "完成完成"),
    ("", "联系人13800138000"),
    ("", "11010519491231002X"),
    ("，", "，，"),
    ("，", "，。"),
    ("，", ","),
    ("。", "，。"),
    ("：", "："),
    ("：", "：："),
    ("：", ":"),
    ("（", "("),
    ("）", ")"),
    ("”", ""),
    ("平方米", "m2"),
    ("平方米", "㎡"),
    ("平方米", "平米"),
    ("已", "己"),
    ("未", "末"),
    ("拨", "拔"),
    ("账", "帐"),
    ("截至", "截止"),
    ("负责人", "付责人"),
    ("完成", "完成完成"),
    ("项目", "项目项目"),
    ("的", "的的"),
    ("〔20", "[20"),
    ("万元", "元"),
    ("元", "万元"),
    ("元", ""),
    ("%", ""),
    ("%", "元"),
    (",", ""),
    ("00", ",00"),
    ("0", "9"),
    ("2", ",2"),
    ("年", "年年度目标"),
    ("2023", "2022"),
    ("2021", "2020"),
    ("（二）", "（2）"),
    ("（三）", "（3）"),
    ("（2）", "（二）"),
    ("2.", "3."),
    ("②", "①"),
    ("全部", ""),
    ("未完成", "已全部完成"),
];

/// What is put before a text, or behind it.
const ENDS: &[(&str, &str)] = &[
    ("：", ""),
    ("：(2)", ""),
    (" ", " "),
    ("\n", "\n"),
    ("", "，"),
    ("", "（200字）"),
    ("，", "。。"),
];

/// What may stand in a cell instead of what stands there.
const CELLS: &[&str] = &[
    "无",
    "0元",
    "1838.87",
    "135,60,90",
    "100%",
    "2024726",
    "138-0013-8000",
    "-5",
];

/// A text with the slip at the `at`-th of the places where it may be made.
fn with_slip(text: &str, (from, to): (&str, &str), at: usize) -> String {
    let places: Vec<usize> = match from {
        "" => text.char_indices().map(|(at, _)| at).collect(),
        from => text.match_indices(from).map(|(at, _)| at).collect(),
    };
    let Some(start) = places.get(at % places.len().max(1)) else {
        return text.to_owned();
    };
    let mut slipped = text.to_owned();
    slipped.replace_range(*start..start + from.len(), to);
    slipped
}

fn mutate(draft: &Draft, (place, kind, at): &(Index, usize, usize)) -> Draft {
    let filled = |place: &Place| !draft.text(place).is_empty();
    let places: Vec<Place> = draft.places().into_iter().filter(filled).collect();
    let place = place.get(&places).clone();
    let typed = draft.text(&place);
    let is_long = typed.chars().count() > 12;
    let text = match kind % 20 {
        0 => CELLS[at % CELLS.len()].to_owned(),
        1 | 2 => {
            let (before, after) = ENDS[at % ENDS.len()];
            format!("{before}{typed}{after}")
        }
        _ if !is_long => return draft.clone(),
        _ => with_slip(typed, SLIPS[kind % SLIPS.len()], *at),
    };
    let mut mutated = draft.clone();
    mutated.apply(&Edit::Set { place, text });
    mutated
}

/// The sample, a clean report or one with a labelled mistake, with one to six slips.
fn slipped() -> impl Strategy<Value = Draft> {
    let clean = clean_reports();
    let cases = read("mistakes.json");
    let wrong = cases
        .iter()
        .map(|case| changed(&clean[text(case, "base")], &case["wrong"]));
    let mut reports: Vec<Draft> = wrong.chain([sample()]).collect();
    // Most slips are made in a report that was right.
    for _ in 0..30 {
        reports.extend(clean.values().cloned());
    }
    let slips = proptest::collection::vec((any::<Index>(), any::<usize>(), any::<usize>()), 1..7);
    (proptest::sample::select(reports), slips).prop_map(|(report, slips)| {
        slips
            .iter()
            .fold(report, |report, slip| mutate(&report, slip))
    })
}

fn applied(draft: &Draft, edits: &[Edit]) -> Draft {
    let mut draft = draft.clone();
    edits.iter().for_each(|edit| draft.apply(edit));
    draft
}

fn counts(findings: &[Finding]) -> BTreeMap<(&'static str, Place), usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts
            .entry((finding.code, finding.place.whole()))
            .or_default() += 1;
    }
    counts
}

/// What stands at the first of several places, which a fix may move.
const ONE_OF_ALL: [&str; 2] = ["F04", "G15"];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_fix_of_a_report_with_slips_removes_its_finding_and_makes_none(draft in slipped()) {
        let before = findings(&draft);
        let counted = counts(&before);
        for finding in &before {
            let Some(fix) = &finding.fix else { continue };
            let after = findings(&applied(&draft, &fix.edits));
            let left = counts(&after);
            let own = (finding.code, finding.place.whole());
            prop_assert!(left.get(&own).copied().unwrap_or(0) < counted[&own], "{finding:?} stays");
            for ((code, place), count) in &left {
                let known = counted.get(&(*code, place.clone())).copied().unwrap_or(0);
                let is_there = before.iter().any(|before| before.code == *code);
                let is_moved = ONE_OF_ALL.contains(code) && is_there;
                let is_revealed = REVEALED.iter().any(|revealed| {
                    revealed.fixes.contains(&finding.code) && revealed.found.contains(code)
                });
                prop_assert!(
                    *count <= known || is_moved || is_revealed,
                    "{finding:?} makes {code} at {place}"
                );
            }
        }
    }

    /// 全部修正, as often as it changes something.
    #[test]
    fn all_fixes_of_a_report_with_slips_leave_nothing_to_fix(draft in slipped()) {
        const ROUNDS: usize = 3;
        let mut mended = draft.clone();
        let mut touched = BTreeSet::new();
        for round in 0.. {
            let edits = all_fixes(&findings(&mended));
            if edits.is_empty() {
                break;
            }
            prop_assert!(round < ROUNDS, "still {edits:?}");
            for edit in &edits {
                if let Edit::Set { place, .. } = edit {
                    touched.insert(place.whole());
                }
            }
            mended = applied(&mended, &edits);
        }
        for place in draft.places() {
            let is_same = draft.text(&place) == mended.text(&place);
            prop_assert!(is_same || touched.contains(&place), "{place} has changed");
        }
    }
}

#[test]
fn all_fixes_of_the_labelled_set_leave_nothing_to_fix() {
    let reports = clean_reports();
    let mut rounds = 0;
    for case in read("mistakes.json") {
        let mut draft = changed(&reports[text(&case, "base")], &case["wrong"]);
        for round in 1.. {
            let edits = all_fixes(&findings(&draft));
            if edits.is_empty() {
                break;
            }
            rounds = rounds.max(round);
            assert!(round <= 2, "still {edits:?}: {case}");
            draft = applied(&draft, &edits);
        }
    }
    assert!(rounds > 0);
}
