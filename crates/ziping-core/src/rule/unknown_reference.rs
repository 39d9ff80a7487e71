//! 引用的数据不存在.

use super::{Report, Rule};
use crate::field::{Field, FieldSpec, Kind, FIELDS};
use crate::finding::Severity;
use crate::place::Place;
use crate::{reference, Subject};

pub(super) const RULE: Rule = Rule {
    code: "C15",
    severity: Severity::Error,
    title: "引用的数据不存在",
    advice: "六角括号中的引用印成算出的数。名称写错，或所引用的数据还没有填，就照原样印出。核对名称，或改写成文字。",
    source: "本工具的规则",
    check,
};

fn check(subject: &Subject<'_>, report: &mut Report) {
    let is_printed = |spec: &&FieldSpec| spec.field != Field::Unfiled;
    let narratives = FIELDS.iter().filter(|spec| spec.kind == Kind::Narrative);
    for spec in narratives.filter(is_printed) {
        for found in reference::find(subject.form.draft.get(spec.field)) {
            if reference::value(subject, found.content).is_none() {
                let place = Place {
                    span: Some(found.span),
                    ..Place::of(spec.field)
                };
                report
                    .add(place, "引用的数据不存在或还没有填")
                    .expected("如〔全年执行数·万元〕、〔执行率〕、〔子项目:名称·支出率〕")
                    .reported(format!("〔{}〕", found.content));
            }
        }
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
}
