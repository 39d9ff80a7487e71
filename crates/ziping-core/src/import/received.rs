//! What was read from a file, as the page's two modules hand it over: the readers are in the
//! one for Office files, which the page unpacks only when a file comes in.

use serde_json::{json, Map, Value as Json};

use super::origin::{Fate, Origin};
use super::source::Source;
use super::Imported;
use crate::draft::Draft;
use crate::field::Field;
use crate::finding::{Finding, Severity};
use crate::place::{Place, Span};
use crate::rule::IMPORT_RULES;

/// A report that came in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Received {
    pub draft: Draft,
    /// What only the file showed. They have no fixes.
    pub findings: Vec<Finding>,
    /// What became of each stretch of the file, in its order; none where the file carried
    /// the draft.
    pub traces: Vec<Trace>,
}

/// A stretch of a file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trace {
    pub text: String,
    pub fate: Fate,
}

impl Trace {
    /// `填入「项目名称」`
    pub fn in_words(&self) -> String {
        match &self.fate {
            Fate::Filed(place) if place.field == Field::Unfiled => "没有找到栏目".to_owned(),
            Fate::Filed(place) => format!("填入「{}」", place.field.label()),
            Fate::Repeated(place) => format!("与「{}」相同", place.field.label()),
            Fate::Computed => "由程序计算，结果相同".to_owned(),
            Fate::Own => "表样的固定文字".to_owned(),
        }
    }

    pub fn is_unfiled(&self) -> bool {
        matches!(&self.fate, Fate::Filed(place) if place.field == Field::Unfiled)
    }
}

impl Received {
    /// The reports of one file.
    pub fn all(source: &Source, mut imported: Imported) -> Vec<Received> {
        let more = std::mem::take(&mut imported.more);
        [imported]
            .into_iter()
            .chain(more)
            .map(|imported| Received {
                draft: imported.draft,
                findings: imported.findings,
                traces: traces(source, &imported.origins),
            })
            .collect()
    }

    pub fn to_json(&self) -> Json {
        let traces = self.traces.iter().map(|trace| {
            let (fate, place) = match &trace.fate {
                Fate::Filed(place) => ("filed", place.key()),
                Fate::Repeated(place) => ("repeated", place.key()),
                Fate::Computed => ("computed", String::new()),
                Fate::Own => ("own", String::new()),
            };
            json!([trace.text, fate, place])
        });
        json!({
            "draft": self.draft.to_json(),
            "findings": self.findings.iter().map(finding_to_json).collect::<Vec<Json>>(),
            "traces": traces.collect::<Vec<Json>>(),
        })
    }

    /// What isn't as [`to_json`](Received::to_json) made it is left out.
    pub fn from_json(json: &Json) -> Received {
        let list = |key: &str| json[key].as_array().into_iter().flatten();
        Received {
            draft: Draft::from_json(&json["draft"]),
            findings: list("findings").filter_map(finding_from_json).collect(),
            traces: list("traces").filter_map(trace_from_json).collect(),
        }
    }
}

fn trace_from_json(json: &Json) -> Option<Trace> {
    let place = || Place::from_key(json[2].as_str()?);
    Some(Trace {
        text: json[0].as_str()?.to_owned(),
        fate: match json[1].as_str()? {
            "filed" => Fate::Filed(place()?),
            "repeated" => Fate::Repeated(place()?),
            "computed" => Fate::Computed,
            "own" => Fate::Own,
            _ => return None,
        },
    })
}

fn finding_to_json(finding: &Finding) -> Json {
    let mut object = Map::new();
    object.insert("code".to_owned(), finding.code.into());
    object.insert("severity".to_owned(), finding.severity.key().into());
    object.insert("place".to_owned(), finding.place.whole().key().into());
    object.insert("message".to_owned(), finding.message.clone().into());
    let span = finding.place.span.map(|span| json!([span.start, span.end]));
    object.extend(span.map(|span| ("span".to_owned(), span)));
    let notes = [
        ("expected", &finding.expected),
        ("reported", &finding.reported),
        ("difference", &finding.difference),
    ];
    for (key, note) in notes {
        let note = note.clone().map(Json::String);
        object.extend(note.map(|note| (key.to_owned(), note)));
    }
    Json::Object(object)
}

fn finding_from_json(json: &Json) -> Option<Finding> {
    let text = |key: &str| json[key].as_str().map(str::to_owned);
    let code = json["code"].as_str()?;
    let number = |json: &Json| json.as_u64().and_then(|number| number.try_into().ok());
    let span = || {
        let (start, end) = (number(&json["span"][0])?, number(&json["span"][1])?);
        Some(Span { start, end })
    };
    Some(Finding {
        code: IMPORT_RULES.iter().find(|rule| rule.code == code)?.code,
        severity: Severity::ALL
            .into_iter()
            .find(|severity| Some(severity.key()) == json["severity"].as_str())?,
        place: Place {
            span: span(),
            ..Place::from_key(json["place"].as_str()?)?
        },
        message: text("message")?,
        expected: text("expected"),
        reported: text("reported"),
        difference: text("difference"),
        fix: None,
        is_missing: false,
    })
}

/// The stretches in the file's order, those of one fate side by side put together.
fn traces(source: &Source, origins: &[Origin]) -> Vec<Trace> {
    let mut traces: Vec<(usize, Trace)> = Vec::new();
    for Origin { at, fate } in origins {
        let text = source.text_at(at).trim();
        match traces.last_mut() {
            _ if text.is_empty() => {}
            Some((block, last)) if *block == at.block && last.fate == *fate => {
                last.text.push(' ');
                last.text.push_str(text);
            }
            _ => {
                let (text, fate) = (text.to_owned(), fate.clone());
                traces.push((at.block, Trace { text, fate }));
            }
        }
    }
    traces.into_iter().map(|(_, trace)| trace).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::import::case::table;
    use crate::import::source::{self, Block};
    use crate::sample::sample;
    use crate::Subject;

    #[test]
    fn it_is_said_what_became_of_every_stretch() {
        let form = table(&[
            &["项目名称", "信息化专项计划<3x1>"],
            &["资金来源（元）", "全年预算数", "全年执行数", "分值"],
            &["资金总额", "100", "90", "10"],
        ]);
        let lines = Source::of_text("项目名称：信息化专项计划\n联系人另行通知\n");
        let source = Source {
            blocks: lines.blocks.into_iter().chain([form]).collect(),
            draft: None,
        };
        let received = Received::all(&source, source::read(&source)).remove(0);
        let told = |trace: &Trace| format!("{}|{}", trace.text, trace.in_words());
        let told: Vec<String> = received.traces.iter().map(told).collect();
        for expected in [
            "信息化专项计划|填入「项目名称」",
            "联系人另行通知|没有找到栏目",
            "信息化专项计划|与「项目名称」相同",
            "资金来源（元） 全年预算数 全年执行数 分值 资金总额|表样的固定文字",
            "90|填入「资金总额-全年执行数」",
            "10|由程序计算，结果相同",
        ] {
            assert!(told.contains(&expected.to_owned()), "{told:?}");
        }
        let mut unfiled = received.traces.iter().filter(|trace| trace.is_unfiled());
        assert_eq!(
            unfiled.next().map(|trace| &trace.text[..]),
            Some("联系人另行通知")
        );
    }

    #[test]
    fn what_is_handed_over_arrives_as_it_was() {
        let document: Document = Subject::of(&sample(), None).document();
        let mut source = Source::of_document(&document);
        source.blocks.push(Block::Line("（4）执行率0元".to_owned()));
        for received in Received::all(&source, source::read(&source)) {
            assert!(!received.findings.is_empty() && !received.traces.is_empty());
            let json = received.to_json().to_string();
            let back = Received::from_json(&serde_json::from_str(&json).unwrap());
            assert_eq!(back, received);
        }
        assert_eq!(Received::from_json(&Json::Null), Received::default());
    }

    #[test]
    fn a_finding_keeps_the_stretch_that_it_is_about_and_an_unknown_fate_is_left_out() {
        let place = Place {
            span: Some(Span { start: 3, end: 6 }),
            ..Place::of(Field::ProjectName)
        };
        let received = Received {
            findings: vec![IMPORT_RULES[0].finding(place, "标题编号有误")],
            ..Received::default()
        };
        let mut json = received.to_json();
        json["traces"] = json!([["某局", "sealed", ""], ["某局", "filed", "no_such_field"]]);
        assert_eq!(Received::from_json(&json), received);
    }

    #[test]
    fn no_finding_of_a_reader_has_what_would_get_lost() {
        const FILES: [&str; 3] = [
            include_str!("../../../../tests/cases/read-wanling/published.txt"),
            include_str!("../../../../tests/cases/read-daying/published.txt"),
            include_str!("../../../../tests/cases/read-sanya/published.txt"),
        ];
        for file in FILES {
            let source = Source::of_text(file);
            let received = Received::all(&source, source::read(&source));
            for one in &received {
                assert_eq!(Received::from_json(&one.to_json()), *one);
            }
        }
    }
}
