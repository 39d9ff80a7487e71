//! Forms as flattened text: lines whose cells white space, tabs or bars part. Which columns
//! the cells of a row stand in is told by what they say; where that leaves a choice, they are
//! left over.

use super::row::{Piece, Row, Spacing};
use super::word::{self, FundsWord, Words};
use super::{says, FundsHead, IndicatorHead, Says};
use crate::field::value::{Points, Reading};
use crate::field::Field;
use crate::import::text::line::trimmed;

/// A cell and the column of the head that it stands in.
pub(super) type Cells<'s> = Vec<(Piece<'s>, Option<usize>)>;

/// Lines as rows. A form that stands on one line is broken into its rows.
pub(super) fn rows<'s>(lines: &[(usize, &'s str)]) -> Vec<Row<'s>> {
    let rows = lines.iter().flat_map(|(block, line)| {
        let row = Row::of_line(line, *block);
        match row.line {
            Some(whole) if row.spacing == Spacing::Words => broken(&whole, row),
            _ => vec![row],
        }
    });
    rows.collect()
}

/// Whether a line is a head of a form's tables, or holds one with the rows below.
pub(in crate::import) fn has_head(line: &str) -> bool {
    // Cheaper than taking the line apart, which few lines need.
    if !["指标", "预算", "执行数"]
        .iter()
        .any(|word| line.contains(word))
    {
        return false;
    }
    let row = Row::of_line(line, 0);
    if super::funds_head(&row).is_some() || super::indicator_head(&row).is_some() {
        return true;
    }
    row.spacing == Spacing::Words && is_on_one_line(&row.pieces)
}

/// Whether heads and what stands below them are on one line.
fn is_on_one_line(pieces: &[Piece<'_>]) -> bool {
    let words: Vec<Option<Words>> = pieces.iter().map(|piece| Words::of(piece.text)).collect();
    let has = |is_one: fn(&Words) -> bool| words.iter().flatten().any(is_one);
    let has_funds = has(|words| words.funds().is_some()) && has(|words| words.source().is_some());
    let has_level3 = has(|words| words.column() == Some(Field::IndicatorLevel3));
    let has_rows = has(|words| words.is_level1() || words.is_level2());
    has_level3 && (has_funds || has_rows)
}

/// A line broken into the rows of its form, where it holds more than one.
fn broken<'s>(whole: &Piece<'s>, row: Row<'s>) -> Vec<Row<'s>> {
    if !is_on_one_line(&row.pieces) {
        return vec![row];
    }
    let kinds: Vec<Kind> = row.pieces.iter().map(Kind::of).collect();
    let mut starts = vec![0];
    let mut is_in_indicators = false;
    for at in 1..kinds.len() {
        let (before, this) = (kinds[at - 1], kinds[at]);
        is_in_indicators |= before == Kind::Level3;
        let begins = match this {
            Kind::Title | Kind::Source | Kind::Side => true,
            Kind::Label => before != Kind::Label,
            Kind::Level1 => true,
            Kind::Level2 => before != Kind::Level1,
            Kind::Level => !matches!(before, Kind::Level1 | Kind::Level),
            Kind::Head | Kind::Level3 => {
                matches!(before, Kind::Text | Kind::Number | Kind::Source)
            }
            Kind::Number => false,
            Kind::Text => {
                before == Kind::Label && is_goal(&row.pieces[at - 1])
                    || before == Kind::Number && is_in_indicators
            }
        };
        if begins {
            starts.push(at);
        }
    }
    let ends = starts[1..].iter().copied().chain([row.pieces.len()]);
    let rows = starts.iter().zip(ends).map(|(start, end)| {
        let pieces = &row.pieces[*start..end];
        let from = pieces[0].at.span.start - whole.at.span.start;
        let to = pieces[pieces.len() - 1].at.span.end - whole.at.span.start;
        let line = whole.part(from..to);
        Row {
            pieces: super::row::words(&line),
            spacing: Spacing::Words,
            line: Some(line),
        }
    });
    rows.collect()
}

/// What a word of a flattened form is, for where its rows begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Title,
    Label,
    /// A word that begins a part of the form.
    Side,
    Source,
    Head,
    /// The head 三级指标.
    Level3,
    /// 一级指标 of a row.
    Level1,
    /// 二级指标 of a row.
    Level2,
    /// Either of them.
    Level,
    Number,
    Text,
}

impl Kind {
    fn of(piece: &Piece<'_>) -> Kind {
        if word::Title::of(piece.text).is_some() {
            return Kind::Title;
        }
        let text = piece.text;
        if is_number(text.strip_suffix(['%', '％']).unwrap_or(text)) {
            return Kind::Number;
        }
        let Some(words) = Words::of(piece.text) else {
            return Kind::Text;
        };
        match () {
            () if words.fact().is_some() => Kind::Label,
            () if words.is_level1() && words.is_level2() && !words.has_points() => Kind::Level,
            () if words.is_level1() => Kind::Level1,
            () if words.is_level2() => Kind::Level2,
            () if words.column() == Some(Field::IndicatorLevel3) => Kind::Level3,
            () if words.is_head() || words.plain.is_empty() => Kind::Head,
            () if words.source().is_some() => Kind::Source,
            () if words.is_structure() || words.is_total() => Kind::Side,
            () => Kind::Text,
        }
    }
}

fn is_goal(piece: &Piece<'_>) -> bool {
    let field = Words::of(piece.text).and_then(|words| words.fact());
    field.is_some_and(super::is_goal)
}

pub(super) fn is_number(text: &str) -> bool {
    matches!(Points::read(text), Reading::Value(_)) && !text.ends_with('分')
}

/// The labels of a line and the values between them: whole, where labels with colons begin
/// it; else each value is what stands up to the next label.
pub(super) fn labels_and_values<'s>(line: &Piece<'s>, words: &[Piece<'s>]) -> Vec<Piece<'s>> {
    if !word::pairs(line.text).is_empty() {
        return vec![*line];
    }
    let mut pieces: Vec<Piece<'s>> = Vec::new();
    let mut was_text = false;
    for word in words {
        let is_text = matches!(says(word), Says::Text);
        match pieces.last_mut() {
            Some(last) if is_text && was_text => {
                let start = last.at.span.start - line.at.span.start;
                let end = word.at.span.end - line.at.span.start;
                *last = line.part(start..end);
            }
            _ => pieces.push(*word),
        }
        was_text = is_text;
    }
    pieces
}

/// The columns of a row of the funds, behind its label; `None` where they can't be told.
pub(super) fn funds_columns<'s>(
    row: &Row<'s>,
    label: &Piece<'s>,
    head: &FundsHead,
) -> Option<Cells<'s>> {
    let after = row.pieces.iter().filter(|piece| piece.at > label.at);
    let columns = &head.columns;
    match row.spacing {
        Spacing::Columns => {
            let filled = after.filter(|piece| !piece.is_blank());
            let shift = shift(row, label, head)?;
            let column = |piece: &Piece<'_>| {
                let mut columns = columns.iter();
                columns.position(|column| column.columns.contains(&(piece.left + shift)))
            };
            Some(filled.map(|piece| (*piece, column(piece))).collect())
        }
        Spacing::Borders => {
            let cells = after.enumerate().map(|(at, piece)| (*piece, Some(at)));
            Some(cells.filter(|(piece, _)| !piece.is_blank()).collect())
        }
        Spacing::Words => {
            let cells: Vec<Piece<'s>> = after.copied().collect();
            let of_all_rows: Vec<usize> = (0..columns.len())
                .filter(|at| matches!(columns[*at].what, FundsWord::Amount(_) | FundsWord::Rate))
                .collect();
            let amounts: Vec<usize> = (0..columns.len())
                .filter(|at| matches!(columns[*at].what, FundsWord::Amount(_)))
                .collect();
            let all: Vec<usize> = (0..columns.len()).collect();
            let mut ways = [all, of_all_rows, amounts].into_iter();
            let way = ways.find(|way| way.len() == cells.len())?;
            Some(cells.into_iter().zip(way.into_iter().map(Some)).collect())
        }
    }
}

/// How many columns the figures of a row stand too far left: in a line, those that the head
/// has empty beside its label may be missing. `None` where it can't be told.
fn shift(row: &Row<'_>, label: &Piece<'_>, head: &FundsHead) -> Option<usize> {
    let first = head.columns.first()?.columns.start;
    let covered = label.right..first;
    if row.line.is_none() || covered.is_empty() {
        return Some(0);
    }
    let is_missing = row.width() + covered.len() == head.width;
    let mut pieces = row.filled();
    match pieces.any(|piece| covered.contains(&piece.left)) {
        true if is_missing => Some(covered.len()),
        // Cells may be missing at the end, or here.
        false if !is_missing => Some(0),
        _ => None,
    }
}

/// The columns of a row of the indicators; `None` where they can't be told.
pub(super) fn indicator_columns<'s>(row: &Row<'s>, head: &IndicatorHead) -> Option<Cells<'s>> {
    let columns = &head.columns;
    match row.spacing {
        Spacing::Columns => {
            let column = |piece: &Piece<'_>| {
                let mut columns = columns.iter();
                columns.position(|column| column.columns.contains(&piece.left))
            };
            Some(row.filled().map(|piece| (*piece, column(piece))).collect())
        }
        Spacing::Borders => {
            let first_name = columns
                .iter()
                .position(|column| column.what == Some(Field::IndicatorLevel3))?;
            let fits = |start: &usize| {
                let mut cells = row.pieces.iter().enumerate();
                cells.all(|(at, piece)| {
                    piece.is_blank()
                        || columns
                            .get(start + at)
                            .is_some_and(|column| may_be(column.what, piece.text))
                })
            };
            let mut starts = (0..=first_name).filter(fits);
            let start = starts.next().filter(|_| starts.next().is_none())?;
            let cells = row.pieces.iter().enumerate();
            let cells = cells.map(|(at, piece)| (*piece, Some(start + at)));
            Some(cells.filter(|(piece, _)| !piece.is_blank()).collect())
        }
        Spacing::Words => by_words(row, head),
    }
}

/// The only way in which words can stand in the columns, one in each and in order, the last
/// column with all that is left.
fn by_words<'s>(row: &Row<'s>, head: &IndicatorHead) -> Option<Cells<'s>> {
    let mut words = row.pieces.clone();
    let columns = &head.columns;
    let reason = columns
        .iter()
        .position(|column| column.what == Some(Field::IndicatorReason));
    let score = columns
        .iter()
        .position(|column| column.what == Some(Field::IndicatorScore))?;
    if let Some(levels) = levels(&words, head) {
        return Some(levels);
    }
    // A reason may be several words: all behind the last number.
    let last_number = words.iter().rposition(|word| is_number(word.text))?;
    let mut behind = None;
    if let (Some(reason), Some(line)) = (reason, row.line) {
        if reason == columns.len() - 1 && last_number + 1 < words.len() {
            let start = words[last_number + 1].at.span.start - line.at.span.start;
            behind = Some((line.part(start..line.text.len()), Some(reason)));
            words.truncate(last_number + 1);
        }
    }
    if words.len() > columns.len() {
        return None;
    }
    // By number of words and columns, in how many ways the first words stand in the first
    // columns; more than two are as good as two.
    let mut ways = vec![vec![0u8; score + 2]; words.len() + 1];
    ways[0][0] = 1;
    for column in 0..=score {
        for count in 0..=words.len() {
            let left_out = match must_be_filled(columns[column].what) {
                true => 0,
                false => ways[count][column],
            };
            let taken = match count.checked_sub(1) {
                Some(before) if may_stand(columns[column].what, &words, before) => {
                    ways[before][column]
                }
                _ => 0,
            };
            ways[count][column + 1] = (left_out + taken).min(2);
        }
    }
    if ways[words.len()][score + 1] != 1 {
        return None;
    }
    let mut cells: Cells<'s> = Vec::new();
    let mut count = words.len();
    for column in (0..=score).rev() {
        let is_taken = count > 0
            && may_stand(columns[column].what, &words, count - 1)
            && ways[count - 1][column] > 0;
        if is_taken {
            count -= 1;
            cells.push((words[count], Some(column)));
        }
    }
    cells.reverse();
    cells.extend(behind);
    Some(cells)
}

/// A row of the form for which the project has no indicator: nothing but its levels.
fn levels<'s>(words: &[Piece<'s>], head: &IndicatorHead) -> Option<Cells<'s>> {
    let of: Vec<Words> = words
        .iter()
        .filter_map(|word| Words::of(word.text))
        .collect();
    let column = |field| {
        head.columns
            .iter()
            .position(|column| column.what == Some(field))
    };
    let (level1, level2) = (Field::IndicatorLevel1, Field::IndicatorLevel2);
    match (words, &of[..]) {
        ([word], [only]) if only.is_level2() && !only.is_level1() => {
            Some(vec![(*word, column(level2))])
        }
        ([first, second], [one, two]) if one.is_level1() && two.is_level2() => {
            Some(vec![(*first, column(level1)), (*second, column(level2))])
        }
        _ => None,
    }
}

/// Whether a word may stand in a column, by itself and by the next one: 成本指标 is a 一级指标
/// only where its 二级指标 follows.
fn may_stand(column: Option<Field>, words: &[Piece<'_>], at: usize) -> bool {
    let is_cost = Words::of(words[at].text).is_some_and(|words| words.plain == "成本指标");
    let has_level2 = || {
        let next = words.get(at + 1).and_then(|next| Words::of(next.text));
        next.is_some_and(|next| next.is_level2())
    };
    match column {
        Some(Field::IndicatorLevel1) if is_cost && !has_level2() => false,
        column => may_be(column, words[at].text),
    }
}

/// Whether a row of an indicator has something in this column.
fn must_be_filled(column: Option<Field>) -> bool {
    matches!(
        column,
        Some(
            Field::IndicatorLevel3
                | Field::IndicatorTarget
                | Field::IndicatorActual
                | Field::IndicatorWeight
                | Field::IndicatorScore
        )
    )
}

/// Whether a text may stand in a column of the indicators.
fn may_be(column: Option<Field>, text: &str) -> bool {
    const LONGEST_UNIT: usize = 5;
    let words = Words::of(text);
    let is = |is_one: fn(&Words) -> bool| words.as_ref().is_some_and(is_one);
    let has_digit = text.contains(|c: char| c.is_ascii_digit());
    let is_sign = super::nature(text) != text || crate::field::NATURES.contains(&text);
    match column {
        None => is(Words::is_structure),
        Some(Field::IndicatorLevel1) => {
            is(Words::is_level1) || stated_level(text).is_some_and(|words| words.is_level1())
        }
        Some(Field::IndicatorLevel2) => is(Words::is_level2) || text.ends_with("指标"),
        Some(Field::IndicatorLevel3) => {
            !is_number(text) && !is_sign && !is(Words::is_level1) && !is(Words::is_level2)
        }
        Some(Field::IndicatorNature) => is_sign || matches!(text, "定性" | "定量"),
        Some(Field::IndicatorUnit) => {
            !has_digit && !is_sign && text.chars().count() <= LONGEST_UNIT
        }
        Some(Field::IndicatorCompletion) => has_digit && text.ends_with(['%', '％']),
        Some(Field::IndicatorWeight | Field::IndicatorScore) => is_number(text),
        Some(_) => true,
    }
}

/// `产出指标(50分)`
fn stated_level(text: &str) -> Option<Words> {
    let open = text.rfind(['(', '（'])?;
    Words::of(&text[..trimmed(text, 0..open).end])
}

#[cfg(test)]
mod tests {
    use super::has_head;
    use crate::import::case::told;
    use crate::import::text;

    #[test]
    fn heads_and_what_stands_below_them_may_be_on_one_line() {
        for line in [
            "三级指标 产出指标 改造面积 5 5",
            "三级指标 数量指标 改造面积 5 5",
            "三级指标 资金总额 全年预算数 10",
        ] {
            assert!(has_head(line), "{line}");
        }
        for line in [
            "三级指标 全年预算数 见附表",
            "三级指标 资金总额 10",
            "三级指标 改造面积 5 5",
            "产出指标 数量指标 资金总额 全年预算数",
        ] {
            assert!(!has_head(line), "{line}");
        }
    }

    #[test]
    fn what_stands_behind_the_last_column_is_unfiled() {
        let form = "项目支出绩效自评表\n项目名称：校舍维修\n\
            |项目资金（元）|年初预算数|全年预算数|全年执行数|分值|执行率|得分|\n\
            |资金总额|10|10|8|10|80%|8|多出的一栏|\n\
            |其中：财政资金|10|10|8|—|80%|—|\n";
        let told = told(&text::read(form));
        assert!(
            told.contains(&"unfiled：资金总额 | 多出的一栏".to_owned()),
            "{told:?}"
        );
        assert!(told.contains(&"execution_score：8".to_owned()), "{told:?}");
    }

    #[test]
    fn a_line_may_lack_the_cell_that_the_head_has_empty_beside_its_label() {
        let read = |row: &str| {
            let head = "项目资金（元）\t\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分";
            let form = format!("项目支出绩效自评表\n项目名称\t校舍维修\n{head}\n{row}\n");
            let told = told(&text::read(&form)).into_iter();
            let is_other =
                |line: &String| line.starts_with("project_name") || line.starts_with('R');
            told.filter(|line| !is_other(line)).collect::<Vec<String>>()
        };
        let figures = "86\t92\t89\t10\t97%\t9.7";
        let all = [
            "total_initial：86",
            "total_full_year：92",
            "total_executed：89",
            "total_rate：97%",
            "execution_score：9.7",
        ];
        assert_eq!(read(&format!("年度资金总额\t\t{figures}")), all);
        assert_eq!(read(&format!("年度资金总额\t{figures}")), all);
        assert_eq!(read("年度资金总额\t\t86\t92\t\t\t\t"), all[..2]);
        assert_eq!(read("年度资金总额\t86\t92\t\t\t\t"), all[..2]);
        for unclear in [
            "年度资金总额\t86\t92\t89",
            "年度资金总额\t\t92\t89\t10\t97%\t9.7",
        ] {
            let cells: Vec<&str> = unclear
                .split('\t')
                .filter(|cell| !cell.is_empty())
                .collect();
            assert_eq!(read(unclear), [format!("unfiled：{}", cells.join(" | "))]);
        }
    }

    #[test]
    fn words_stand_in_the_columns_in_the_only_way_in_which_they_can() {
        let read = |row: &str| {
            let form = format!(
                "项目支出绩效自评表\n项目名称：校舍维修\n\
                 一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分\n{row}\n"
            );
            let told = told(&text::read(&form));
            let told = told.into_iter().filter_map(|line| {
                let of_row = line.strip_prefix("indicators.0.");
                of_row.or(line.strip_prefix("unfiled：")).map(str::to_owned)
            });
            told.collect::<Vec<String>>()
        };
        let all = [
            "level1：产出指标",
            "level2：数量指标",
            "level3：维修校舍",
            "target：3栋",
            "actual：2栋",
            "weight：90",
            "score：60",
        ];
        assert_eq!(read("产出指标 数量指标 维修校舍 3栋 2栋 90 60"), all);
        // The levels of the row above stand for its own.
        assert_eq!(read("数量指标 维修校舍 3栋 2栋 90 60"), all[1..]);
        assert_eq!(read("维修校舍 3栋 2栋 90 60"), all[2..]);
        for unclear in [
            "维修校舍 3栋 90 60",
            "产出指标 数量指标 维修 校舍 3栋 2栋 90 60",
        ] {
            assert_eq!(read(unclear), [unclear]);
        }
    }
}
