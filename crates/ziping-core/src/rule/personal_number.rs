//! 正文里有身份证号或银行卡号.

use super::{Report, Rule};
use crate::field::value::Date;
use crate::finding::{Fix, Severity};
use crate::wording::Prose;
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "G08",
    severity: Severity::Error,
    title: "有身份证号或银行卡号",
    advice: "自评报告要公开，身份证号、银行卡号必须脱敏或删去。18 位身份证号和银行卡号的校验位都已核对；15 位身份证号没有校验位，核对的是省份代码和出生日期。写明是合同、文件、项目等编号的不算。",
    source: "永安市政府办公室关于公开信息泄露个人隐私的通报；2018 年政务公开工作要点；校验位：GB 11643-1999、ISO/IEC 7812 [凭记忆]",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    for prose in &subject.prose {
        for Personal {
            start,
            end,
            digits,
            kind,
        } in personal_numbers(prose)
        {
            // The message must not spread the number either.
            let masked = format!(
                "{}{}{}",
                &digits[..4],
                "*".repeat(digits.len() - 8),
                &digits[digits.len() - 4..]
            );
            let place = prose.stretch(start, end);
            report
                .add(place.clone(), format!("文中有{kind}，必须脱敏"))
                .expected(&masked)
                .fix(Fix::set(&place, masked));
        }
    }
}

/// A number that is a person's.
struct Personal {
    start: usize,
    end: usize,
    digits: String,
    kind: &'static str,
}

fn personal_numbers(prose: &Prose<'_>) -> Vec<Personal> {
    let personal = |(start, end): (usize, usize)| {
        let written = &prose.text[start..end];
        let digits: String = written.chars().filter(|c| !is_gap(*c)).collect();
        let is_named = is_named_otherwise(&prose.text[..start]);
        let kind = if is_identity(&digits) || !is_named && is_old_identity(&digits) {
            "身份证号"
        } else if is_bank_card(&digits, is_named) {
            "银行卡号"
        } else {
            return None;
        };
        Some(Personal {
            start,
            end,
            digits,
            kind,
        })
    };
    numbers(prose).into_iter().filter_map(personal).collect()
}

pub(super) fn faults(prose: &Prose<'_>) -> usize {
    personal_numbers(prose).len()
}

/// What may stand between the groups of a card's number.
fn is_gap(c: char) -> bool {
    c == ' ' || c == '-'
}

/// What other long numbers are called right before they stand.
const OTHER_NUMBERS: &[&str] = &[
    "编号", "编码", "代码", "单号", "文号", "流水", "备案", "合同", "项目", "许可", "证书", "批次",
    "序列", "发票", "学号", "箱号", "标段",
];

/// How far before a number its name is looked for, in characters.
const NEAR: usize = 8;

/// Whether the words before a number say that it is something else than a person's.
fn is_named_otherwise(before: &str) -> bool {
    let near = before.char_indices().rev().take(NEAR).last();
    let near = near.map_or("", |(start, _)| &before[start..]);
    OTHER_NUMBERS.iter().any(|name| near.contains(name))
}

/// Stretches of 15 to 19 digits, in groups or not, the last perhaps an X, that aren't
/// part of a longer number or word.
fn numbers(prose: &Prose<'_>) -> Vec<(usize, usize)> {
    let bytes = prose.text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        let mut end = at;
        let mut digits = 0;
        let mut is_number = true;
        while at < bytes.len() {
            let byte = bytes[at];
            let is_in_group = is_gap(byte as char)
                && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
                && is_number;
            let is_check = matches!(byte, b'X' | b'x') && digits == 17;
            if byte.is_ascii_alphanumeric() {
                is_number &= byte.is_ascii_digit() || is_check;
                digits += 1;
                end = at + 1;
            } else if !is_in_group {
                break;
            }
            at += 1;
        }
        if is_number && (15..=19).contains(&digits) {
            found.push((start, end));
        }
    }
    found
}

/// 公民身份号码: a day of birth, and the check digit of GB 11643.
fn is_identity(number: &str) -> bool {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECK: &[u8; 11] = b"10X98765432";
    if number.len() != 18 || !matches!(number.as_bytes()[0], b'1'..=b'8') {
        return false;
    }
    let year = number[6..10].parse().unwrap_or(0);
    let sum: u32 = number
        .bytes()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let check = number.as_bytes()[17].to_ascii_uppercase();
    (1900..=2099).contains(&year) && is_day(&number[10..14]) && CHECK[sum as usize % 11] == check
}

/// A month and a day of it. The year is a leap year, which has all days.
fn is_day(digits: &str) -> bool {
    let [month, day] = [0..2, 2..4].map(|range| digits[range].parse().unwrap_or(0));
    Date::new(2000, month, day).is_some()
}

/// 15 位身份证号, as it was until 1999: a province, and a day of birth in the last century.
fn is_old_identity(number: &str) -> bool {
    const PROVINCES: &[&str] = &[
        "11", "12", "13", "14", "15", "21", "22", "23", "31", "32", "33", "34", "35", "36", "37",
        "41", "42", "43", "44", "45", "46", "50", "51", "52", "53", "54", "61", "62", "63", "64",
        "65",
    ];
    if number.len() != 15 || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    PROVINCES.contains(&&number[..2]) && is_day(&number[8..12])
}

/// A card's number with the check digit of Luhn: of 银联, which begins with 62, or of another
/// organisation, which has 16 or 19 digits. Accounts of units have no check digit; every
/// tenth of other numbers seems to have one, so that those must not be named otherwise.
fn is_bank_card(number: &str, is_named_otherwise: bool) -> bool {
    let is_of_union = number.starts_with("62") && number.len() > 15;
    let is_of_another = matches!(number.len(), 16 | 19)
        && number.starts_with(['3', '4', '5', '6', '9'])
        && !is_named_otherwise;
    let luhn = |(i, byte): (usize, u8)| {
        let digit = u32::from(byte - b'0') * (1 + i as u32 % 2);
        digit / 10 + digit % 10
    };
    (is_of_union || is_of_another)
        && number.bytes().all(|byte| byte.is_ascii_digit())
        && number.bytes().rev().enumerate().map(luhn).sum::<u32>() % 10 == 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    fn plan(text: &str) -> String {
        case::check(&RULE, &[("follow_up_plan", text)])
    }

    #[test]
    fn an_identity_number_is_masked() {
        assert_eq!(
            plan("周某（11010519491231002X）领取补助。"),
            "follow_up_plan｜文中有身份证号，必须脱敏｜应为1101**********002X｜改为 1101**********002X"
        );
        assert!(
            plan("440524188001010014").is_empty(),
            "nobody is born in 1880"
        );
        assert!(plan("身份证440524198001010013").contains("身份证号"));
    }

    #[test]
    fn a_card_number_is_masked() {
        assert_eq!(
            plan("汇入6222 0212 3456 7890 128账户。"),
            "follow_up_plan｜文中有银行卡号，必须脱敏｜应为6222***********0128｜改为 6222***********0128"
        );
    }

    #[test]
    fn an_old_identity_number_and_cards_of_other_banks_are_masked() {
        assert_eq!(
            plan("领取人身份证号130503670401001。"),
            "follow_up_plan｜文中有身份证号，必须脱敏｜应为1305*******1001｜改为 1305*******1001"
        );
        for card in [
            "62220212345678903",
            "622202123456789012",
            "6222021234567890128 ABC ",
            "4111111111111111",
            "5555 5555 5555 4444",
            "4012-8888-8888-1881",
        ] {
            assert!(
                plan(&format!("退至{card}账户")).contains("银行卡号"),
                "{card}"
            );
        }
    }

    #[test]
    fn other_long_numbers_are_fine() {
        for text in [
            "622202123456782",
            "62220212345678901234",
            "62220212，34567890128",
            "62220212/34567890128",
            "110105194912310021",
            "46000021T000000002749",
            "6222021234567890127",
            "62220212345678901281",
            "A6222021234567890128",
            "合同编号2021-0001-0002-0003-0004",
            "18388700元",
            "合同编号4111111111111111",
            "采购项目备案号130503670401001",
            "统一社会信用代码：124600004282012344",
            "流水202306280000123、130503671301001、200503670401001",
            "2023062800001239567",
            "417777777777777",
            "单位基本户46001002536050012345678",
        ] {
            assert_eq!(plan(text), "", "{text}");
        }
    }
}
