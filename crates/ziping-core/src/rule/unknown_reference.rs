//! 引用的数据不存在.

use super::{Report, Rule};
use crate::field::{Field, FieldSpec, Kind, FIELDS};
use crate::finding::{Fix, Severity};
use crate::place::Place;
use crate::reference::{self, Insertable};
use crate::Subject;

pub(super) const RULE: Rule = Rule {
    code: "C15",
    severity: Severity::Error,
    title: "引用的数据不存在",
    advice: "六角括号中的引用印成算出的数。名称写错，或所引用的数据还没有填，就照原样印出。核对名称，或改写成文字。子项目改了名称，而正文只有它没有引用的，可一键改引用。",
    source: "本工具的规则",
    check,
};

/// Each is compared with every sub-project; no report has more that are wrong.
const MOST: usize = 100;

fn check(subject: &Subject<'_>, report: &mut Report) {
    let is_printed = |spec: &&FieldSpec| spec.field != Field::Unfiled;
    let narratives = FIELDS.iter().filter(|spec| spec.kind == Kind::Narrative);
    let (mut contents, mut unknown) = (Vec::new(), Vec::new());
    for spec in narratives.filter(is_printed) {
        for found in reference::find(subject.form.draft.get(spec.field)) {
            contents.push(found.content);
            if reference::value(subject, found.content).is_none() {
                unknown.push((spec.field, found));
            }
        }
    }
    let unnamed = (unknown.len() <= MOST).then(|| reference::unnamed(subject, &contents));
    let unnamed = unnamed.flatten();
    for (field, found) in unknown {
        let place = Place {
            span: Some(found.span),
            ..Place::of(field)
        };
        let finding = report.add(place.clone(), "引用的数据不存在或还没有填");
        finding.reported(format!("〔{}〕", found.content));
        let renamed = unnamed.and_then(|row| reference::renamed(subject, found.content, row));
        match renamed {
            Some(Insertable { reference, .. }) => finding
                .expected(&reference)
                .fix(Fix::set(&place, reference)),
            None => finding.expected("如〔全年执行数·万元〕、〔执行率〕、〔子项目:名称·支出率〕"),
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::case;

    #[test]
    fn an_unknown_reference_is_found() {
        assert_eq!(
            case::check(&RULE, &[("decision", "按〔2016〕1号，〔执行率〕，〔完成率〕")]),
            "decision｜引用的数据不存在或还没有填｜应为如〔全年执行数·万元〕、〔执行率〕、〔子项目:名称·支出率〕｜现有〔完成率〕"
        );
    }

    #[test]
    fn references_to_a_renamed_sub_project_are_mended() {
        let text = "户政支出率〔子项目:户政·支出率〕；平台支出〔子项目：社管平台 ·支出·万元〕，支出率〔子项目:社管平台·支出率〕";
        let renamed = ("sub_projects.0.name", "市域治理平台");
        let expected = "应为如〔全年执行数·万元〕、〔执行率〕、〔子项目:名称·支出率〕";
        assert_eq!(
            case::check(&RULE, &[renamed, ("decision", text)]),
            "decision｜引用的数据不存在或还没有填｜应为〔子项目:市域治理平台·支出·万元〕｜现有〔子项目：社管平台 ·支出·万元〕｜改为 〔子项目:市域治理平台·支出·万元〕\n\
             decision｜引用的数据不存在或还没有填｜应为〔子项目:市域治理平台·支出率〕｜现有〔子项目:社管平台·支出率〕｜改为 〔子项目:市域治理平台·支出率〕"
        );
        // What both names have, 平台 and 项目, tells nothing.
        let both = text.replace("社管平台", "社管平台支出项目");
        let found = case::check(&RULE, &[renamed, ("decision", &both)]);
        assert_eq!(found.matches("改为").count(), 2, "{found}");
        // Which of the two it was isn't known.
        let one = "平台支出率〔子项目:社管平台·支出率〕";
        assert_eq!(
            case::check(&RULE, &[renamed, ("decision", one)]),
            format!(
                "decision｜引用的数据不存在或还没有填｜{expected}｜现有〔子项目:社管平台·支出率〕"
            )
        );
        // Most of it is the other's name too, but less than of this one's.
        let alike = "〔子项目:不见面审批·支出率〕〔子项目:户政业务办理·支出率〕";
        let now = ("sub_projects.0.name", "户政业务办公");
        let found = case::check(&RULE, &[now, ("decision", alike)]);
        assert!(
            found.ends_with("改为 〔子项目:户政业务办公·支出率〕"),
            "{found}"
        );
        // A slip in the name of one that other references name right.
        let slip = "〔子项目:户政业务·支出率〕〔子项目:户政业物·支出·万元〕";
        let found = case::check(&RULE, &[("decision", slip)]);
        assert!(
            found.contains("户政业物") && !found.contains("改为"),
            "{found}"
        );
        let many = |count| {
            format!(
                "〔子项目:户政·支出率〕{}",
                "〔子项目:平安·支出率〕".repeat(count)
            )
        };
        let mends = |count| {
            let found = RULE.findings(&Subject::of(
                &case::draft(&[("decision", &many(count))]),
                None,
            ));
            assert_eq!(found.len(), count);
            found.iter().filter(|finding| finding.fix.is_some()).count()
        };
        assert_eq!((mends(MOST), mends(MOST + 1)), (MOST, 0));
        // Neither what isn't to a sub-project nor a figure that there isn't has another name.
        let others =
            "〔子项目:户政·支出率〕〔子项目:户政·下达率〕〔社管平台·支出率〕〔子项目·支出率〕";
        let found = case::check(&RULE, &[renamed, ("decision", others)]);
        assert_eq!(found.matches(expected).count(), 3, "{found}");
        assert!(!found.contains("改为"), "{found}");
    }
}
