//! THE rule list. One file a rule: its code, severity, source, check and tests.
//!
//! Rules don't see each other, have no order and change nothing. What two of them need is
//! computed in `form`, `funds` or `rate`.

use crate::draft::Edit;
use crate::finding::{Finding, Fix, Severity};
use crate::place::{Place, Span};
use crate::wording::{around, Prose};
use crate::Subject;

mod actual_with_sign;
mod all_in_wan;
mod all_scores_full;
mod amount_in_text_differs;
mod bad_date;
mod bad_phone;
mod bad_project_code;
mod bad_year;
mod bare_completion;
mod broken_enumeration;
mod budget_changed;
mod budget_from_nothing;
mod claim_without_figures;
mod completion_differs;
mod conversion_residue;
mod cost_over_spending;
mod count_as_quality;
mod count_differs;
mod cumulative_amount;
mod date_met_by_number;
mod document_number_brackets;
mod doubled_punctuation;
mod doubled_word;
mod excess_unexplained;
mod execution_score_differs;
mod full_score_with_shortfall;
mod full_scores_with_problems;
mod goal_of_another_year;
mod goals_unmet_unexplained;
mod grade_differs;
mod half_width_punctuation;
mod halted_with_full_scores;
mod impossible_date;
mod indicator_name;
mod indicator_too_heavy;
mod investment_too_small;
mod leading_punctuation;
mod leftover_hint;
mod level_weight_differs;
mod limit_exceeded;
mod low_rate_unexplained;
mod misplaced_thousands;
mod missing_actual;
mod missing_amount;
mod missing_fact;
mod missing_goal;
mod missing_indicator_cell;
mod missing_narrative;
mod missing_signature;
mod missing_sub_project;
mod nature_unstated;
mod negative_amount;
mod negative_score;
mod no_indicator;
mod no_output_indicator;
mod no_satisfaction_indicator;
mod no_suggestion;
mod not_an_amount;
mod not_points;
mod nothing_to_evaluate;
mod other_report_repeated;
mod other_year_repeated;
mod overlong_section;
mod overspent;
mod overview_is_name;
mod parts_differ;
mod paused_but_met;
mod percent_in_words;
mod percentage_over_100;
mod personal_number;
mod phone_in_leader;
mod phone_in_text;
mod project_name_varies;
mod rate_as_share;
mod rate_differs;
mod rate_in_text_differs;
mod rate_in_yuan;
mod rate_of_initial_budget;
mod rate_of_no_initial_budget;
mod rate_truncated;
mod rate_without_budget;
mod rate_without_sign;
mod rate_written_two_ways;
mod repeated_sentence;
mod repeated_sub_project;
mod result_repeats_goal;
mod satisfaction_not_percentage;
mod score_above_cap;
mod score_differs;
mod score_outside_band;
mod score_over_weight;
mod score_too_fine;
mod scores_ahead_of_spending;
mod secret_word;
mod section_repeated;
mod shortfall_unexplained;
mod signed_before_year_end;
mod source_not_in_form;
mod spent_without_budget;
mod square_metre;
mod stray_space;
mod sub_project_overspent;
mod sub_projects_differ;
mod target_well_exceeded;
mod title_without_kind;
mod title_year_differs;
mod too_many_decimals;
mod total_differs;
mod total_in_text_differs;
mod total_over_100;
mod total_score_differs;
mod two_phones;
mod unfinished_text;
mod unit_code_mismatch;
mod unit_differs;
mod unit_name_varies;
mod unknown_choice;
mod unknown_reference;
mod unpaired_bracket;
mod vague_target;
mod value_not_a_number;
mod wan_as_yuan;
mod weight_not_positive;
mod weights_not_100;
mod weights_off_scheme;
mod wrong_character;
mod wrong_goal_year;
mod zero_target_missed;

pub(crate) use not_an_amount::shortened;

/// Every rule, by code.
pub const RULES: &[Rule] = &[
    missing_fact::RULE,
    missing_goal::RULE,
    missing_narrative::RULE,
    goals_unmet_unexplained::RULE,
    no_suggestion::RULE,
    missing_signature::RULE,
    missing_amount::RULE,
    no_indicator::RULE,
    no_output_indicator::RULE,
    no_satisfaction_indicator::RULE,
    leftover_hint::RULE,
    conversion_residue::RULE,
    missing_sub_project::RULE,
    missing_indicator_cell::RULE,
    overview_is_name::RULE,
    bare_completion::RULE,
    total_differs::RULE,
    negative_amount::RULE,
    not_an_amount::RULE,
    misplaced_thousands::RULE,
    too_many_decimals::RULE,
    wan_as_yuan::RULE,
    amount_in_text_differs::RULE,
    parts_differ::RULE,
    budget_from_nothing::RULE,
    budget_changed::RULE,
    overspent::RULE,
    spent_without_budget::RULE,
    nothing_to_evaluate::RULE,
    investment_too_small::RULE,
    cumulative_amount::RULE,
    sub_projects_differ::RULE,
    sub_project_overspent::RULE,
    all_in_wan::RULE,
    source_not_in_form::RULE,
    rate_differs::RULE,
    rate_in_yuan::RULE,
    rate_without_sign::RULE,
    rate_truncated::RULE,
    rate_written_two_ways::RULE,
    low_rate_unexplained::RULE,
    score_above_cap::RULE,
    rate_of_no_initial_budget::RULE,
    rate_of_initial_budget::RULE,
    rate_as_share::RULE,
    rate_without_budget::RULE,
    rate_in_text_differs::RULE,
    unknown_reference::RULE,
    weights_not_100::RULE,
    weights_off_scheme::RULE,
    level_weight_differs::RULE,
    weight_not_positive::RULE,
    score_over_weight::RULE,
    negative_score::RULE,
    score_differs::RULE,
    execution_score_differs::RULE,
    total_score_differs::RULE,
    score_outside_band::RULE,
    total_over_100::RULE,
    grade_differs::RULE,
    indicator_too_heavy::RULE,
    all_scores_full::RULE,
    scores_ahead_of_spending::RULE,
    shortfall_unexplained::RULE,
    full_score_with_shortfall::RULE,
    score_too_fine::RULE,
    not_points::RULE,
    full_scores_with_problems::RULE,
    total_in_text_differs::RULE,
    value_not_a_number::RULE,
    missing_actual::RULE,
    actual_with_sign::RULE,
    target_well_exceeded::RULE,
    excess_unexplained::RULE,
    zero_target_missed::RULE,
    limit_exceeded::RULE,
    percentage_over_100::RULE,
    unit_differs::RULE,
    satisfaction_not_percentage::RULE,
    count_as_quality::RULE,
    cost_over_spending::RULE,
    date_met_by_number::RULE,
    indicator_name::RULE,
    vague_target::RULE,
    completion_differs::RULE,
    percent_in_words::RULE,
    nature_unstated::RULE,
    goal_of_another_year::RULE,
    signed_before_year_end::RULE,
    bad_date::RULE,
    other_year_repeated::RULE,
    unit_name_varies::RULE,
    project_name_varies::RULE,
    count_differs::RULE,
    claim_without_figures::RULE,
    halted_with_full_scores::RULE,
    result_repeats_goal::RULE,
    unit_code_mismatch::RULE,
    bad_project_code::RULE,
    two_phones::RULE,
    bad_year::RULE,
    unknown_choice::RULE,
    paused_but_met::RULE,
    wrong_goal_year::RULE,
    repeated_sub_project::RULE,
    phone_in_leader::RULE,
    section_repeated::RULE,
    title_year_differs::RULE,
    title_without_kind::RULE,
    impossible_date::RULE,
    broken_enumeration::RULE,
    doubled_punctuation::RULE,
    square_metre::RULE,
    doubled_word::RULE,
    document_number_brackets::RULE,
    bad_phone::RULE,
    phone_in_text::RULE,
    personal_number::RULE,
    secret_word::RULE,
    overlong_section::RULE,
    stray_space::RULE,
    other_report_repeated::RULE,
    half_width_punctuation::RULE,
    repeated_sentence::RULE,
    unfinished_text::RULE,
    unpaired_bracket::RULE,
    wrong_character::RULE,
    leading_punctuation::RULE,
];

/// Checks of the catalogue that are left out on purpose, by code, and why.
pub const LEFT_OUT: &[(&str, &str)] = &[
    (
        "B14",
        "金额单位未标明：资金栏一律以元计，写“万元”“亿元”的按所写单位换算，印出的每个数都带单位",
    ),
    (
        "C06",
        "执行率大于 100%：就是执行数超过全年预算数，由 B11 按资金来源指出；来稿所写的执行率由 C01 核对",
    ),
    (
        "G09",
        "公开版含个人姓名：模板本身要印项目负责人的姓名，逐份提示等于没有提示；公开与否在导出公开版时选择，不选即隐去名字，写作“周某”",
    ),
];

/// Checks of the catalogue that look at less than it says, by code, and how.
pub const NARROWED: &[(&str, &str)] = &[
    (
        "A04",
        "四（二）空着的由 A03 指出，没有达到指标值又没有写偏差原因的由 D16 指出",
    ),
    (
        "C02",
        "正文中只查执行率后带“元”“万元”的；带“分”的多半是执行率得分，不查",
    ),
    (
        "C03",
        "只查正文；写作 0 的不提示，模板的系统就这样印，来稿资金表的列头已有 %",
    ),
    (
        "C07",
        "只查资金总额的执行率；四（二）空着的由 A03 指出，表中有「原因」栏的（四川）再查这一栏",
    ),
    (
        "C12",
        "正文中只查写明资金来源的执行率；没有写明的可能是资金总额的",
    ),
    (
        "D15",
        "除执行率低于 80%、差距超过 5% 以外，还要求指标得分率达到 90%：指标已经如实扣分的不再提示",
    ),
    (
        "F05",
        "正文中只查与全称差一个字的，为提示；简称、内设机构、分支机构不查",
    ),
    (
        "F06",
        "正文中只查与项目名称差一个字的，为提示；简称不查",
    ),
    (
        "F07",
        "只查“共”“合计”等写明是总数的个数；列举中有数字、分句或“等”的不数",
    ),
    (
        "F08",
        "只与执行率比较：称目标完成的与 80% 比，称资金付清的与 100% 比；“无”由 A04 指出，未完成的指标由 D16、D17 指出",
    ),
    (
        "G08",
        "银行卡号只查校验位正确的；不是 62 开头的卡号和 15 位身份证号，前面写明是合同、文件、项目等编号的不算",
    ),
];

/// Findings that fixes bring to light: they were there before, and hidden by what was mended.
/// Any other fix makes none.
#[derive(Debug)]
pub struct Revealed {
    /// The codes of the fixes.
    pub fixes: &'static [&'static str],
    /// The codes of what comes to light.
    pub found: &'static [&'static str],
    /// How it was hidden.
    pub why: &'static str,
}

pub const REVEALED: &[Revealed] = &[
    Revealed {
        fixes: &["B03", "B04", "B06"],
        found: &[
            "A04", "B01", "B05", "B07", "B09", "B10", "B11", "B12", "B13", "B15", "B16", "B17",
            "B18", "B20", "B21", "C01", "C04", "C05", "C07", "C08", "C09", "C10", "C12", "C13",
            "D08", "D09", "D11", "D12", "D15", "D21", "E12", "F08", "F16",
        ],
        why: "金额读得出来、单位写对以后，才能与别处比较",
    },
    Revealed {
        fixes: &["A11", "A12", "G02", "G03", "G04", "G12", "G19", "G20"],
        found: &[
            "A04", "A05", "A09", "A10", "A15", "A16", "B07", "B15", "B16", "C02", "C03", "C04",
            "C05", "C07", "C09", "C10", "C11", "C12", "C13", "C15", "D02", "D03", "D07", "D09",
            "D10", "D12", "D14", "D15", "D16", "D17", "D20", "D21", "E01", "E03", "E04", "E05",
            "E06", "E07", "E08", "E09", "E10", "E11", "E12", "E13", "E14", "E15", "E16", "E17",
            "F04", "F05", "F06", "F07", "F08", "F09", "F10", "F11", "F12", "F13", "F16", "F17",
            "F18", "F19", "F20", "F21", "F22", "F23", "G10", "G16",
        ],
        why: "文字理顺以后，其中的数、说法和名称才读得出来",
    },
    Revealed {
        fixes: &["C02", "C03", "C11"],
        found: &["C04", "C05", "C09", "C10", "C12", "C13"],
        why: "写成百分数以后，才读得出是哪一个比率",
    },
    Revealed {
        fixes: &["C04"],
        found: &["C05"],
        why: "同一比率有几处截断的，先改的一处成了另一种写法",
    },
    Revealed {
        fixes: &["D05", "D07", "D18", "D19"],
        found: &["D21"],
        why: "正文所写的总分，是按错的得分加出来的",
    },
    Revealed {
        fixes: &["F05"],
        found: &["G10"],
        why: "落款改为预算单位的全称，全称里的词随之多出一处",
    },
    Revealed {
        fixes: &["F17"],
        found: &["B07", "C04", "C05", "C10", "C13", "F16"],
        why: "年份改为报告年度以后，所写的才是本年的事",
    },
    Revealed {
        fixes: &["G01"],
        found: &["F07"],
        why: "编号改对以后，才数得出列了几项",
    },
    Revealed {
        fixes: &["G02", "G20"],
        found: &["G15"],
        why: "几乎全用半角标点的报告不提示；删去几个半角标点，就成了混用",
    },
    Revealed {
        fixes: &["G08"],
        found: &["B07", "E01", "E13", "F05", "F06", "F11", "F12", "F18"],
        why: "遮盖了几位的号码不再是数，也不再是编码、名称的一部分",
    },
];

/// What the readers find: the draft that they make doesn't show it any more.
pub const IMPORT_RULES: &[Rule] = &[
    HEADING_NUMBER,
    UNFILED,
    GUESSED_YEAR,
    SAID_OTHERWISE,
    UNIT_UNSTATED,
    CHANGED_SINCE_EXPORT,
    SOURCES_SUMMED,
];

pub(crate) const HEADING_NUMBER: Rule = Rule {
    code: "G14",
    severity: Severity::Warning,
    title: "来稿的标题编号有误",
    advice: "一级标题用“一、”，二级标题用“（一）”，依次编号。读入后编号由程序重排，导出的报告不再有这个错误。",
    source: "海口市公安局 2021 年报告“（4）项目资金管理情况”“（2）项目管理情况”；GB/T 9704-2012 关于结构层次序数的规定 [凭记忆]",
    check: of_readers,
};

pub(crate) const UNFILED: Rule = Rule {
    code: "R01",
    severity: Severity::Hint,
    title: "来稿有未归类的内容",
    advice: "读入时没有找到对应栏目的文字都放在「未归类内容」，一字不丢，也不印入报告。需要的移到相应栏目，不需要的删去。",
    source: "本工具的规则",
    check: of_readers,
};

pub(crate) const GUESSED_YEAR: Rule = Rule {
    code: "R02",
    severity: Severity::Hint,
    title: "报告年度是推定的",
    advice: "来稿的标题和年度目标都没有写年度，按落款日期的上一年推定，须核对。",
    source: "本工具的规则：自评在年度终了后进行",
    check: of_readers,
};

pub(crate) const SAID_OTHERWISE: Rule = Rule {
    code: "R03",
    severity: Severity::Warning,
    title: "来稿前后写得不同",
    advice: "同一栏目在来稿中有两处，写得不同：报告正文和自评表，或固定句子和表头。栏目里是前一处，后一处放在「未归类内容」。核对后改正，再删去「未归类内容」中的那一处。",
    source: "本工具的规则：报告与自评表同源，同一事项只有一种写法",
    check: of_readers,
};

pub(crate) const UNIT_UNSTATED: Rule = Rule {
    code: "R04",
    severity: Severity::Warning,
    title: "来稿的金额没有写明单位",
    advice: "资金表的表头没有“元”或“万元”，按元读入。来稿若以万元计，须在各金额后写上“万元”。",
    source: "本工具的规则：海南表样以元计，财政部、四川、湖北表样以万元计，相差一万倍",
    check: of_readers,
};

pub(crate) const CHANGED_SINCE_EXPORT: Rule = Rule {
    code: "R05",
    severity: Severity::Hint,
    title: "来稿在导出后改动过",
    advice: "文件由本程序导出，其后在别处改过文字。改过的按改后的读入，这份文件不印的栏目（如报告里的绩效指标）仍是导出时的内容，请一并核对。改成另一个项目、单位或年度的，只按改后的文字读入，导出时的内容另成一份草稿。",
    source: "本工具的规则",
    check: of_readers,
};

pub(crate) const SOURCES_SUMMED: Rule = Rule {
    code: "R06",
    severity: Severity::Hint,
    title: "来稿的资金来源合并填入",
    advice: "来稿的资金表另有分项（如中央补助、地方资金），报告没有单列的栏目；与其余各项相加正好等于资金总额，所以合计后填入一个来源，各项原文仍在「未归类内容」。核对归类后删去。",
    source: "本工具的规则：转移支付项目的资金表按中央补助、地方资金分列 [凭记忆]；各来源之和应等于资金总额",
    check: of_readers,
};

/// Nothing to check in a draft.
fn of_readers(_: &Subject<'_>, _: &mut Report) {}

/// An entry of the catalogue.
#[derive(Debug)]
pub struct Rule {
    /// Its place in the catalogue, forever: `C01`.
    pub code: &'static str,
    /// The severity of its findings, unless one of them says that it matters less.
    pub severity: Severity,
    /// What is wrong, in a few words.
    pub title: &'static str,
    /// Why it matters and what to do, in official Chinese.
    pub advice: &'static str,
    /// Where the rule comes from. What is known from memory only says so.
    pub source: &'static str,
    check: fn(&Subject<'_>, &mut Report),
}

/// Takes a rule's findings.
#[derive(Debug)]
struct Report {
    code: &'static str,
    severity: Severity,
    findings: Vec<Finding>,
}

impl Report {
    /// Adds a finding; the returned one takes what is expected, there, and to be done.
    fn add(&mut self, place: Place, message: impl Into<String>) -> &mut Finding {
        let at = self.findings.len();
        let finding = Finding::new(self.code, self.severity, place, message);
        self.findings.push(finding);
        &mut self.findings[at]
    }

    /// Adds a finding that says that something isn't filled in yet.
    fn missing(&mut self, place: Place, message: impl Into<String>) {
        self.add(place, message).is_missing = true;
    }
}

impl Finding {
    fn new(
        code: &'static str,
        severity: Severity,
        place: Place,
        message: impl Into<String>,
    ) -> Finding {
        Finding {
            code,
            severity,
            place,
            message: message.into(),
            expected: None,
            reported: None,
            difference: None,
            fix: None,
            is_missing: false,
        }
    }

    pub(crate) fn expected(&mut self, expected: impl Into<String>) -> &mut Finding {
        self.expected = Some(expected.into());
        self
    }

    pub(crate) fn reported(&mut self, reported: impl Into<String>) -> &mut Finding {
        self.reported = Some(reported.into());
        self
    }

    fn difference(&mut self, difference: impl Into<String>) -> &mut Finding {
        self.difference = Some(difference.into());
        self
    }

    fn fix(&mut self, fix: Fix) -> &mut Finding {
        self.fix = Some(fix);
        self
    }
}

/// The findings of all rules, by place, then code.
pub(crate) fn check(subject: &Subject<'_>) -> Vec<Finding> {
    let mut findings: Vec<Finding> = RULES
        .iter()
        .flat_map(|rule| rule.findings(subject))
        .collect();
    findings.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
    findings
}

/// How often a text offends against a rule that one text alone decides.
type Faults = fn(&Prose<'_>) -> usize;

const OF_ONE_TEXT: &[(&str, Faults)] = &[
    ("A11", leftover_hint::faults),
    ("A12", conversion_residue::faults),
    ("B04", misplaced_thousands::faults),
    ("B08", parts_differ::faults),
    ("G01", broken_enumeration::faults),
    ("G02", doubled_punctuation::faults),
    ("G03", square_metre::faults),
    ("G04", doubled_word::faults),
    ("G05", document_number_brackets::faults),
    ("G07", phone_in_text::faults),
    ("G08", personal_number::faults),
    ("G15", half_width_punctuation::faults),
    ("G17", unfinished_text::faults),
    ("G18", unpaired_bracket::faults),
    ("G19", wrong_character::faults),
    ("G20", leading_punctuation::faults),
];

/// The rules whose fixes change what stands together in a text: that may be another fault.
const REWRITING: &[&str] = &[
    "A11", "A12", "B07", "F05", "G01", "G02", "G03", "G04", "G05", "G08", "G12", "G19", "G20",
];

/// How much of a text around a change is read, in characters on either side.
const NEIGHBOURHOOD: usize = 300;

/// Whether a fix makes another fault in its text, or one like its own: 400m2） has no bracket to pair with, and so no
/// fix, since 400平方米） would show that. Reads the text around the change only, so that many
/// fixes of a long text take no longer than their number.
fn spoils(subject: &Subject<'_>, finding: &Finding, fix: &Fix) -> bool {
    let place = finding.place.whole();
    let text = subject.form.draft.text(&place);
    let sets = || {
        fix.edits.iter().filter_map(|edit| match edit {
            Edit::Set { place, text } => Some((place.span, text)),
            Edit::InsertRow { .. } | Edit::RemoveRow { .. } | Edit::MoveRow { .. } => None,
        })
    };
    let whole = Span {
        start: 0,
        end: text.len(),
    };
    let spans = || sets().map(|(span, _)| span.unwrap_or(whole));
    let (Some(start), Some(end)) = (
        spans().map(|span| span.start).min(),
        spans().map(|span| span.end).max(),
    ) else {
        return false;
    };
    let near = around(text, Span { start, end }, NEIGHBOURHOOD);
    let before = &text[near.range()];
    let mut after = before.to_owned();
    // A fix changes a text from its end, so that the spans before still fit.
    for (span, text) in sets() {
        let Span { start, end } = span.unwrap_or(whole);
        after.replace_range(start - near.start..end - near.start, text);
    }
    let count = |faults: Faults, text: &str| {
        let place = place.clone();
        faults(&Prose { place, text })
    };
    let mut rules = OF_ONE_TEXT.iter();
    rules.any(|(code, faults)| {
        let (before, after) = (count(*faults, before), count(*faults, &after));
        after > before || *code == finding.code && after == before
    })
}

impl Rule {
    /// A finding that a reader made.
    pub(crate) fn finding(&self, place: Place, message: impl Into<String>) -> Finding {
        Finding::new(self.code, self.severity, place, message)
    }

    fn findings(&self, subject: &Subject<'_>) -> Vec<Finding> {
        let mut report = Report {
            code: self.code,
            severity: self.severity,
            findings: Vec::new(),
        };
        (self.check)(subject, &mut report);
        if REWRITING.contains(&self.code) {
            for finding in &mut report.findings {
                let is_spoiling = |fix: &Fix| spoils(subject, finding, fix);
                if finding.fix.as_ref().is_some_and(is_spoiling) {
                    finding.fix = None;
                }
            }
        }
        report.findings
    }
}

#[cfg(test)]
mod case {
    //! How the rules' tests are written: the sample, or the form of a school, with some
    //! texts changed, and the findings of one rule as lines.

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::value::{Date, Reading};
    use crate::sample::sample;
    use crate::save::{self, Saved};

    /// The sample, with these texts by place key.
    pub(super) fn draft(texts: &[(&str, &str)]) -> Draft {
        changed(sample(), texts)
    }

    /// The form 《项目支出绩效自评表》 of 海南省农垦实验中学, as published.
    pub(super) fn hainan() -> Draft {
        saved(include_str!(
            "../../../tests/cases/zipingbiao-hainan/draft.json"
        ))
    }

    /// That form with its mistakes taken out, and these texts. Execution rate 25%, score
    /// 2.50; the indicators' scores 3.85 of 20, 0 of 30, 30 of 30, 10 of 10; total 46.35.
    pub(super) fn form(texts: &[(&str, &str)]) -> Draft {
        let mended = [
            ("indicators.0.unit", "人"),
            ("indicators.1.level2", "数量指标"),
            ("indicators.1.unit", "人"),
            ("indicators.3.target", "90"),
            ("indicators.3.unit", "%"),
        ];
        changed(changed(hainan(), &mended), texts)
    }

    /// A draft of tests/cases.
    pub(super) fn saved(json: &str) -> Draft {
        let Saved::Draft(draft) = save::read(json) else {
            panic!("no saved draft");
        };
        draft
    }

    /// Sets texts by place key; a row that isn't there is added.
    pub(super) fn changed(mut draft: Draft, texts: &[(&str, &str)]) -> Draft {
        for (key, text) in texts {
            let place = Place::from_key(key).expect(key);
            if let (Some(table), Some(row)) = (place.field.spec().table, place.row) {
                while draft.row_count(table) <= row {
                    draft.apply(&Edit::InsertRow { table, row });
                }
            }
            draft.apply(&Edit::Set {
                place,
                text: (*text).to_owned(),
            });
        }
        draft
    }

    /// `place｜message｜应为…｜现有…｜相差…｜改为…`, a line each. Applies every fix and makes
    /// sure that its finding goes and none comes.
    pub(super) fn check(rule: &Rule, texts: &[(&str, &str)]) -> String {
        check_on(rule, "2022年7月7日", texts)
    }

    pub(super) fn check_on(rule: &Rule, today: &str, texts: &[(&str, &str)]) -> String {
        let Reading::Value(today) = Date::read(today) else {
            panic!("{today} is no date");
        };
        findings(rule, today, &draft(texts))
    }

    /// As [`check`], on [`form`].
    pub(super) fn check_form(rule: &Rule, texts: &[(&str, &str)]) -> String {
        check_draft(rule, &form(texts))
    }

    /// As [`check`], on this draft.
    pub(super) fn check_draft(rule: &Rule, draft: &Draft) -> String {
        let today = Date::new(2022, 7, 7).expect("a date");
        findings(rule, today, draft)
    }

    fn findings(rule: &Rule, today: Date, draft: &Draft) -> String {
        let subject = Subject::of(draft, Some(today));
        let findings = rule.findings(&subject);
        for finding in &findings {
            fix_mends(draft, today, finding);
        }
        findings.iter().map(line).collect::<Vec<_>>().join("\n")
    }

    /// Applies a finding's fix and makes sure that the finding goes and none comes.
    pub(super) fn fix_mends(draft: &Draft, today: Date, finding: &Finding) {
        assert_eq!(made_by_fix(draft, today, finding), None);
    }

    /// Applies a finding's fix, makes sure that the finding goes, and gives one that comes.
    pub(super) fn made_by_fix(draft: &Draft, today: Date, finding: &Finding) -> Option<Finding> {
        let fix = finding.fix.as_ref()?;
        let before = super::check(&Subject::of(draft, Some(today)));
        let mut mended = draft.clone();
        fix.edits.iter().for_each(|edit| mended.apply(edit));
        let after = super::check(&Subject::of(&mended, Some(today)));
        // An edit moves the spans behind it, so findings are counted by field and row.
        let count = |findings: &[Finding], of: &Finding| {
            let is_like = |f: &&Finding| (f.code, f.place.whole()) == (of.code, of.place.whole());
            findings.iter().filter(is_like).count()
        };
        assert!(
            count(&after, finding) < count(&before, finding),
            "{} is still there",
            finding.code
        );
        // These stand at the first of several places, which may be another one now.
        let is_one_of_all = |f: &Finding| ["F04", "G15"].contains(&f.code);
        let is_there = |f: &Finding| before.iter().any(|before| before.code == f.code);
        let is_new = |f: &Finding| match is_one_of_all(f) {
            true => !is_there(f),
            false => count(&after, f) > count(&before, f),
        };
        after.iter().find(|f| is_new(f)).cloned()
    }

    /// Whether such a fix may bring such a finding to light.
    pub(super) fn is_revealed(fix: &Finding, made: &Finding) -> bool {
        REVEALED.iter().any(|revealed| {
            revealed.fixes.contains(&fix.code) && revealed.found.contains(&made.code)
        })
    }

    /// `place｜message｜应为…｜现有…｜相差…｜改为…`
    pub(super) fn line(finding: &Finding) -> String {
        let mut parts = vec![finding.place.key(), finding.message.clone()];
        let notes = [
            ("应为", &finding.expected),
            ("现有", &finding.reported),
            ("相差", &finding.difference),
        ];
        for (label, note) in notes {
            parts.extend(note.as_ref().map(|note| format!("{label}{note}")));
        }
        parts.extend(finding.fix.as_ref().map(|fix| fix.label.clone()));
        parts.join("｜")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;
    use crate::draft::{Draft, Edit};
    use crate::field::value::Date;
    use crate::field::{Field, Table};
    use crate::mend::all_fixes;
    use crate::sample::sample;

    #[test]
    fn no_two_rules_have_the_same_code() {
        let all = || RULES.iter().chain(IMPORT_RULES);
        let codes: BTreeSet<_> = all().map(|rule| rule.code).collect();
        assert_eq!(codes.len(), all().count());
        assert!(RULES.windows(2).all(|pair| pair[0].code < pair[1].code));
    }

    #[test]
    fn what_is_left_out_is_not_there_and_has_a_reason() {
        assert!(LEFT_OUT.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, reason) in LEFT_OUT {
            assert!(RULES.iter().all(|rule| rule.code != *code), "{code}");
            assert!(!reason.is_empty() && !reason.ends_with('。'), "{code}");
        }
    }

    #[test]
    fn what_is_revealed_is_of_rules_and_says_why() {
        for Revealed { fixes, found, why } in REVEALED {
            assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "{found:?}");
            for code in fixes.iter().chain(*found) {
                assert!(RULES.iter().any(|rule| rule.code == *code), "{code}");
            }
            assert!(!why.is_empty() && !why.ends_with('。'), "{why}");
        }
    }

    #[test]
    fn what_is_narrowed_is_there_and_says_how() {
        assert!(NARROWED.windows(2).all(|pair| pair[0].0 < pair[1].0));
        for (code, how) in NARROWED {
            assert!(RULES.iter().any(|rule| rule.code == *code), "{code}");
            assert!(!how.is_empty() && !how.ends_with('。'), "{code}");
        }
    }

    #[test]
    fn each_fault_of_one_text_is_counted() {
        for (code, text, faults) in [
            ("B04", "服务器677,00元、存储55,00元。", 2),
            (
                "B08",
                "甲60元、乙40元，合计90元。甲60元、乙40元，合计80元。",
                2,
            ),
            ("G03", "建筑1200m2，总建筑面积12000m，已完成。", 2),
            ("G07", "电话13900000012、13900000013。", 2),
            ("G15", "研究,决定;执行。", 2),
            ("G17", "项目已验收，", 1),
            ("G18", "申请《办法。\n（验收。", 2),
        ] {
            let (_, count) = OF_ONE_TEXT.iter().find(|(of, _)| *of == code).unwrap();
            let place = Place::of(Field::Decision);
            let prose = |text| Prose {
                place: place.clone(),
                text,
            };
            assert_eq!(count(&prose(text)), faults, "{code}");
            assert_eq!(count(&prose("项目已验收。")), 0, "{code}");
        }
    }

    #[test]
    fn a_finding_about_words_marks_them() {
        let marked = |draft: &Draft, code: &str| {
            let found = check(&Subject::of(draft, None)).into_iter();
            let mut found = found.filter(|finding| finding.code == code);
            let place = found.next().unwrap_or_else(|| panic!("no {code}")).place;
            let span = place.span.unwrap_or_else(|| panic!("no span of {code}"));
            draft.text(&place.whole())[span.range()].to_owned()
        };
        for (code, key, text, words) in [
            ("C15", "decision", "经研究〔完成率〕决定。", "〔完成率〕"),
            ("F21", "title", "海口市2020年度项目支出绩效自评报告", "2020"),
            ("G03", "follow_up_plan", "总建筑面积约12000m，已完成。", "m"),
            ("G10", "follow_up_plan", "建设涉密机房。", "涉密"),
            ("G15", "follow_up_plan", "计划如下:完成验收。", ":"),
        ] {
            assert_eq!(marked(&case::draft(&[(key, text)]), code), words);
        }
        let public = [("is_public", "是"), ("phone", "电话13900000012")];
        assert_eq!(marked(&case::draft(&public), "G07"), "13900000012");
        let full = [
            ("indicators.0.actual", "52"),
            ("indicators.0.score", "20"),
            ("indicators.1.actual", "2"),
            ("indicators.1.score", "30"),
            ("indicators.2.reason", "部分学校尚未发放到位。"),
            ("indicators.3.target", "≥90百分比"),
            ("indicators.3.unit", ""),
            ("goals_unmet", "该项工作处于暂停状态。"),
        ];
        let full = case::form(&full);
        for (code, words) in [("D17", "尚未"), ("E17", "百分比"), ("F09", "暂停")] {
            assert_eq!(marked(&full, code), words);
        }
    }

    #[test]
    fn a_published_report_gives_no_false_alarm_about_its_wording() {
        let published = include_str!("../../../tests/cases/haikou-2021/published.txt");
        let mut draft = Draft::default();
        // Its one mistake of this kind.
        draft.set(
            Field::GoalsMet,
            published.replace("[bookmark: _GoBack]", ""),
        );
        let found = check(&Subject::of(&draft, None));
        let found = found.iter().find(|f| WORDING.contains(&f.code));
        assert_eq!(found, None);
    }

    /// The rules about how something is written, whatever it says.
    const WORDING: &[&str] = &[
        "A11", "A12", "G02", "G03", "G04", "G05", "G08", "G10", "G12", "G15", "G16", "G17", "G18",
        "G19", "G20",
    ];

    /// So many times 全部修正 is carried out until nothing is left: what two fixes meet in, and
    /// what comes to light.
    const ROUNDS: usize = 5;

    /// What the rules look for, to be put together at random.
    const FRAGMENTS: &[&str] = &[
        "，",
        "。",
        "：",
        "、",
        "；",
        ",",
        ":",
        ";",
        "(",
        ")",
        "（",
        "）",
        "“",
        "”",
        "《",
        "》",
        "〔",
        "〕",
        "[",
        "]",
        " ",
        "\n",
        "\u{200b}",
        "\u{3000}",
        "我",
        "我我",
        "的",
        "元",
        "增加",
        "绩效目标",
        "完成",
        "无",
        "暂无",
        "已完成",
        "因",
        "2020",
        "2021",
        "2022年",
        "年度",
        "号",
        "4",
        "67,700",
        "677,00",
        "1838.87",
        "18388700",
        "万元",
        "0",
        "-5",
        "19.72%",
        "0元",
        "m",
        "m2",
        "平米",
        "面积",
        "帐户",
        "截止20",
        "拔付",
        "涉密",
        "计算机密码",
        "11010519491231002X",
        "6222021234567890128",
        "13800138000",
        "138-0013-8000",
        "海口市公安局",
        "本级",
        "信息化",
        "自评报告",
        "项目",
        "203045",
        "46000021T000000002749",
        "𠀀",
        "é",
        "部门项目",
        "四川",
    ];

    /// Drafts with fragments and any text in any field; every other on top of the sample.
    fn drafts() -> impl Strategy<Value = Draft> {
        let text = prop_oneof![
            6 => proptest::collection::vec(proptest::sample::select(FRAGMENTS), 0..9)
                .prop_map(|fragments| fragments.concat()),
            1 => any::<String>(),
        ];
        let texts = proptest::collection::vec(proptest::option::of(text), Field::COUNT * 2);
        (texts, any::<bool>(), 0usize..3).prop_map(|(texts, on_sample, rows)| {
            let mut draft = if on_sample {
                sample()
            } else {
                Draft::default()
            };
            for table in Table::ALL {
                for row in 0..rows {
                    let table = *table;
                    draft.apply(&Edit::InsertRow { table, row });
                }
            }
            for (place, text) in draft.places().into_iter().zip(texts) {
                if let Some(text) = text {
                    draft.apply(&Edit::Set { place, text });
                }
            }
            draft
        })
    }

    proptest! {
        #[test]
        fn every_span_lies_on_character_borders_of_its_text(draft in drafts()) {
            for finding in check(&Subject::of(&draft, Date::new(2022, 7, 7))) {
                if let Some(span) = finding.place.span {
                    let stretch = draft.text(&finding.place).get(span.range());
                    prop_assert!(stretch.is_some_and(|s| !s.is_empty()), "{finding:?}");
                }
            }
        }

        #[test]
        fn findings_do_not_depend_on_the_order_of_the_rules(
            draft in drafts(),
            order in Just(Vec::from_iter(RULES)).prop_shuffle(),
        ) {
            let subject = Subject::of(&draft, Date::new(2022, 7, 7));
            let mut shuffled: Vec<Finding> = order
                .into_iter()
                .flat_map(|rule| rule.findings(&subject))
                .collect();
            shuffled.sort_by(|a, b| (&a.place, a.code).cmp(&(&b.place, b.code)));
            prop_assert_eq!(check(&subject), shuffled);
        }

        #[test]
        fn every_fix_removes_its_finding_and_makes_none(draft in drafts()) {
            let today = Date::new(2022, 7, 7);
            for finding in check(&Subject::of(&draft, today)) {
                let Some(fix) = &finding.fix else { continue };
                let mut mended = draft.clone();
                fix.edits.iter().for_each(|edit| mended.apply(edit));
                prop_assert!(mended != draft, "{finding:?} changes nothing");
                let made = case::made_by_fix(&draft, today.unwrap(), &finding);
                let is_revealed = |made: &Finding| case::is_revealed(&finding, made);
                prop_assert!(made.as_ref().is_none_or(is_revealed), "{finding:?} makes {made:?}");
            }
        }

        #[test]
        fn all_fixes_together_leave_nothing_to_fix_and_touch_nothing_else(draft in drafts()) {
            let today = Date::new(2022, 7, 7);
            let mut mended = draft.clone();
            let mut touched = BTreeSet::new();
            for round in 0.. {
                let edits = all_fixes(&check(&Subject::of(&mended, today)));
                if edits.is_empty() {
                    break;
                }
                prop_assert!(round < ROUNDS, "still {edits:?}");
                for edit in &edits {
                    if let Edit::Set { place, .. } = edit {
                        touched.insert(place.whole());
                    }
                    mended.apply(edit);
                }
            }
            for place in draft.places() {
                let is_same = draft.text(&place) == mended.text(&place);
                prop_assert!(is_same || touched.contains(&place), "{place}");
            }
        }
    }

    #[test]
    fn every_rule_file_is_listed() {
        let files = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src/rule")).unwrap();
        assert_eq!(files.count(), RULES.len());
    }

    #[test]
    fn the_sample_has_no_error_and_its_known_warnings() {
        let draft = sample();
        let found: Vec<_> = check(&Subject::of(&draft, None))
            .into_iter()
            .map(|finding| (finding.code, finding.severity))
            .collect();
        assert_eq!(
            found,
            [
                ("B09", Severity::Warning),
                ("C04", Severity::Warning),
                ("F08", Severity::Warning),
                ("F16", Severity::Warning),
            ]
        );
    }

    /// Checks the codes of a draft's findings, each once; no clock.
    #[track_caller]
    fn check_codes(draft: &Draft, expected: &[&str]) {
        let findings = check(&Subject::of(draft, None));
        let codes: BTreeSet<_> = findings.iter().map(|finding| finding.code).collect();
        let codes: Vec<&str> = codes.into_iter().collect();
        let lines = findings.iter().map(|finding| {
            let Finding {
                code,
                place,
                message,
                ..
            } = finding;
            format!("{code} {place}：{message}\n")
        });
        assert_eq!(codes, expected, "\n{}", lines.collect::<String>());
    }

    #[test]
    fn the_form_of_hainan_has_its_published_mistakes_and_no_others() {
        check_codes(&case::hainan(), &["E05", "E09", "E10"]);
        check_codes(&case::form(&[]), &[]);
    }

    #[test]
    fn the_form_of_guichi_has_its_published_mistakes_and_no_others() {
        let published = case::saved(include_str!(
            "../../../tests/cases/zipingbiao-guichi/draft.json"
        ));
        check_codes(
            &published,
            &["B01", "B10", "C01", "D08", "D14", "E12", "E17", "F02"],
        );
        let mended = case::changed(
            published,
            &[
                ("total_initial", ""),
                ("total_full_year", ""),
                ("total_executed", ""),
                ("total_rate", ""),
                ("budget_adjustment", "年中压减一般性支出。"),
                ("execution_score", "10"),
                ("indicators.1.target", "≥100%"),
                ("indicators.4.actual", "89.974"),
                ("signature_date", "2023年5月16日"),
            ],
        );
        // Everything in full is worth a word even where it is right.
        check_codes(&mended, &["D14"]);
    }

    #[test]
    fn the_form_of_daying_has_its_published_mistakes_and_no_others() {
        let published = case::saved(include_str!(
            "../../../tests/cases/zipingbiao-daying/draft.json"
        ));
        check_codes(&published, &["A10", "A16", "D02", "D13", "E01"]);
        let mended = case::changed(
            published,
            &[
                ("annual_goal_result", "已按计划完成。"),
                ("indicators.0.actual", "29.8"),
                ("indicators.0.weight", "20"),
                ("indicators.0.score", "20"),
                ("indicators.1.level2", "时效指标"),
                ("indicators.1.level3", "完成时间"),
                ("indicators.1.nature", "≤"),
                ("indicators.1.target", "2021年12月31日"),
                ("indicators.1.actual", "2021年11月"),
                ("indicators.1.weight", "30"),
                ("indicators.1.score", "30"),
                ("indicators.2.level1", "效益指标"),
                ("indicators.2.level3", "办公条件"),
                ("indicators.2.nature", "定性"),
                ("indicators.2.target", "明显改善"),
                ("indicators.2.actual", "达成年度指标"),
                ("indicators.2.weight", "30"),
                ("indicators.2.score", "28"),
                ("indicators.2.reason", "局部渗水，已列入质保维修。"),
                ("indicators.3.level1", "满意度指标"),
                ("indicators.3.level3", "职工满意度"),
                ("indicators.3.target", "≥90%"),
                ("indicators.3.actual", "93%"),
                ("indicators.3.weight", "10"),
                ("total_score", "98"),
                ("grade", "优"),
            ],
        );
        check_codes(&mended, &[]);
    }

    #[test]
    fn an_empty_draft_is_told_what_to_fill_in_and_nothing_else() {
        let draft = Draft::default();
        let codes: BTreeSet<_> = check(&Subject::of(&draft, None))
            .iter()
            .map(|finding| finding.code)
            .collect();
        assert_eq!(codes, BTreeSet::from(["A01", "A02", "A03", "A06", "A07"]));
    }

    #[test]
    fn findings_come_in_the_order_of_the_form() {
        let draft = Draft::default();
        let findings = check(&Subject::of(&draft, None));
        assert!(findings
            .windows(2)
            .all(|pair| pair[0].place <= pair[1].place));
    }

    /// Texts for the cells of a form, right and wrong.
    const CELLS: &[(&str, &[&str])] = &[
        ("nature", &["", "≥", "≤", "=", "定性"]),
        (
            "target",
            &[
                "52",
                "≥90%",
                "0",
                "≥80百分比",
                "效果明显",
                "2021年12月",
                "约120",
                "80%以上",
            ],
        ),
        ("unit", &["", "人", "%", "百分比"]),
        (
            "actual",
            &[
                "",
                "0",
                "10",
                "52",
                "100",
                "≥80%",
                "95百分比",
                "部分达成",
                "未按期完成",
                "达成",
            ],
        ),
        ("completion", &["", "19.23%", "100%", "150", "完成"]),
        ("weight", &["10", "20", "30.00", "0", "", "十"]),
        (
            "score",
            &[
                "", "0", "3.85", "3.846", "9.996", "10", "20", "29.95", "31", "-1", "满分",
            ],
        ),
        ("reason", &["", "资金未到位，未完成。"]),
    ];
    const FIELDS: &[(&str, &[&str])] = &[
        ("policy", &["海南", "湖北"]),
        ("unit_executed", &["30000", "96000", "120000"]),
        ("execution_weight", &["", "20", "0"]),
        ("carried_over_full_year", &["", "120000"]),
        ("execution_score", &["", "2.5", "2.499", "10", "—"]),
        ("total_score", &["", "46.35", "100", "100.5", "无"]),
        ("grade", &["", "优", "良", "中", "差"]),
    ];

    fn a_form() -> impl Strategy<Value = Draft> {
        let cells = (0..4).flat_map(|row| {
            CELLS
                .iter()
                .map(move |(column, texts)| (format!("indicators.{row}.{column}"), *texts))
        });
        let fields = FIELDS
            .iter()
            .map(|(key, texts)| ((*key).to_owned(), *texts));
        let texts: Vec<_> = cells
            .chain(fields)
            .map(|(key, texts)| {
                // Most cells stay right, so that there are sums to be wrong.
                let text = prop::option::weighted(0.2, prop::sample::select(texts));
                text.prop_map(move |text| Some((key.clone(), text?)))
            })
            .collect();
        texts.prop_map(|texts| {
            let texts: Vec<(String, &str)> = texts.into_iter().flatten().collect();
            let texts: Vec<(&str, &str)> = texts.iter().map(|(k, t)| (k.as_str(), *t)).collect();
            case::form(&texts)
        })
    }

    proptest! {
        #[test]
        fn every_fix_of_a_form_removes_its_finding_and_makes_none(draft in a_form()) {
            let today = Date::new(2022, 7, 7).unwrap();
            for finding in check(&Subject::of(&draft, Some(today))) {
                case::fix_mends(&draft, today, &finding);
            }
        }
    }

    /// What the rules about narratives look at, so that random texts reach them.
    const PIECES: &[&str] = &[
        "项目",
        "共计",
        "下达资金",
        "支出",
        "支出率",
        "执行率",
        "年初预算",
        "全年预算数",
        "其中",
        "社管平台支出项目",
        "财政资金",
        "1838.87万元",
        "362.75元",
        "677,00元",
        "19.72%",
        "0.2",
        "19.7",
        "百分之二十",
        "2020年度",
        "2021年12月",
        "绩效目标",
        "基本完成",
        "资金",
        "全部拨付",
        "暂停",
        "总投资",
        "累计支付",
        "共15个",
        "8个",
        "年中增加",
        "（一）",
        "（2）",
        "①",
        "③",
        "2.",
        "，",
        "、",
        "；",
        "。",
        "：",
        "（",
        "）",
        "“",
        "”",
        "\n",
        " ",
        "约",
        "以上",
        "完成",
    ];

    proptest! {
        #[test]
        fn on_any_text_findings_point_into_it_and_fixes_remove_them_and_make_none(
            goals_met in proptest::collection::vec(proptest::sample::select(PIECES), 0..30),
            goals_unmet in any::<String>(),
        ) {
            let mut draft = sample();
            draft.set(Field::GoalsMet, goals_met.concat());
            draft.set(Field::GoalsUnmet, goals_unmet);
            let today = Date::new(2022, 7, 7).unwrap();
            for finding in &check(&Subject::of(&draft, Some(today))) {
                let text = draft.text(&finding.place);
                prop_assert!(finding.place.span.is_none_or(|span| text.get(span.range()).is_some()));
                let made = case::made_by_fix(&draft, today, finding);
                let is_revealed = |made: &Finding| case::is_revealed(finding, made);
                prop_assert!(made.as_ref().is_none_or(is_revealed), "{finding:?} makes {made:?}");
            }
        }
    }
}
