//! Cells as text (制表符分隔): how Excel and WPS put a range on the clipboard.

/// The rows of cells in a text. A cell in quotes may have line breaks and tabs in it; a cell
/// is one line here, so they become spaces.
pub fn read(text: &str) -> Vec<Vec<String>> {
    let text = text
        .strip_suffix("\r\n")
        .or_else(|| text.strip_suffix(['\n', '\r']))
        .unwrap_or(text);
    let mut rows = vec![Vec::new()];
    let mut rest = text;
    loop {
        let (cell, after) = cell(rest);
        if let Some(row) = rows.last_mut() {
            row.push(cell);
        }
        let Some(border) = after.chars().next() else {
            return rows;
        };
        rest = match border {
            '\t' => &after[1..],
            _ => {
                rows.push(Vec::new());
                after.strip_prefix("\r\n").unwrap_or(&after[1..])
            }
        };
    }
}

/// The first cell of a text, and the rest from its border on.
fn cell(text: &str) -> (String, &str) {
    if let Some((inside, after)) = quoted(text) {
        return (one_line(&inside), after);
    }
    let end = text.find(['\t', '\n', '\r']).unwrap_or(text.len());
    (without_guard(&text[..end]).to_owned(), &text[end..])
}

/// A cell in quotes, if the quotes close before a border: `"` alone is a quotation mark.
fn quoted(text: &str) -> Option<(String, &str)> {
    let mut inside = String::new();
    let mut rest = text.strip_prefix('"')?;
    loop {
        let end = rest.find('"')?;
        inside += &rest[..end];
        rest = &rest[end + 1..];
        match rest.chars().next() {
            Some('"') => {
                inside.push('"');
                rest = &rest[1..];
            }
            None | Some('\t' | '\n' | '\r') => return Some((inside, rest)),
            Some(_) => return None,
        }
    }
}

/// A cell's text as the page keeps it.
pub fn one_line(text: &str) -> String {
    text.replace("\r\n", " ").replace(['\r', '\n', '\t'], " ")
}

/// The rows as a text that pastes as the same cells.
pub fn write(rows: &[Vec<String>]) -> String {
    let line = |row: &Vec<String>| {
        let cells: Vec<String> = row.iter().map(|text| guarded(text)).collect();
        cells.join("\t")
    };
    let lines: Vec<String> = rows.iter().map(line).collect();
    lines.join("\r\n")
}

/// The rows as a table of rich text.
pub fn html(rows: &[Vec<String>]) -> String {
    let escaped = |text: &String| {
        let text = guarded(text);
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        format!("<td>{}</td>", text.replace('>', "&gt;"))
    };
    let row = |row: &Vec<String>| {
        let cells: String = row.iter().map(escaped).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("<table><tbody>{rows}</tbody></table>")
}

/// Whether rich text has a table: what was copied are cells, if only of one column.
pub fn is_table(html: &str) -> bool {
    html.to_ascii_lowercase().contains("<table")
}

/// With an apostrophe before what a spreadsheet would run as a formula.
fn guarded(text: &str) -> String {
    match is_formula(text) {
        true => format!("'{text}"),
        false => text.to_owned(),
    }
}

fn without_guard(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if is_formula(rest) => rest,
        _ => text,
    }
}

fn is_formula(text: &str) -> bool {
    let is_number = |rest: &str| {
        !rest.is_empty()
            && rest
                .chars()
                .all(|c| c.is_ascii_digit() || ".,%".contains(c))
    };
    match text.trim_start().chars().next() {
        Some('=' | '@') => true,
        Some(sign @ ('+' | '-')) => !is_number(text.trim().trim_start_matches(sign)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_excel_copies_is_read_as_it_stood() {
        assert_eq!(read("甲\t1\r\n乙\t2\r\n"), [["甲", "1"], ["乙", "2"]]);
        assert_eq!(read("甲"), [["甲"]]);
        assert_eq!(read(""), [[""]]);
        assert_eq!(read("\t\n\t"), [["", ""], ["", ""]]);
        assert_eq!(read("\"两行\n的\"\"字\"\"\"\t2"), [["两行 的\"字\"", "2"]]);
        assert_eq!(read("\"没有完\t2"), [["\"没有完", "2"]]);
        assert_eq!(read("\"引\"用\t2"), [["\"引\"用", "2"]]);
    }

    #[test]
    fn rich_text_is_of_cells_where_it_has_a_table() {
        assert!(is_table(&html(&[vec!["甲".to_owned()]])));
        assert!(is_table(
            "<html><TABLE border=0><tr><td>甲</td></tr></TABLE>"
        ));
        assert!(!is_table("<p>表 &lt;table&gt;</p>"));
    }

    #[test]
    fn what_would_run_as_a_formula_is_copied_as_text() {
        let rows = vec![vec![
            "=1+1".to_owned(),
            "-5.2%".to_owned(),
            "+cmd|x".to_owned(),
        ]];
        assert_eq!(write(&rows), "'=1+1\t-5.2%\t'+cmd|x");
        assert_eq!(read(&write(&rows)), rows);
        assert_eq!(
            html(&[vec!["<b>@&".to_owned()]]),
            "<table><tbody><tr><td>&lt;b&gt;@&amp;</td></tr></tbody></table>"
        );
    }

    proptest! {
        #[test]
        fn no_text_makes_reading_panic(text in "[\"\t\r\n'甲=1]{0,40}") {
            read(&text);
        }

        #[test]
        fn what_was_copied_pastes_as_the_same(rows in prop::collection::vec(prop::collection::vec("[甲=+1 ,@-]{1,6}", 3), 1..5)) {
            prop_assert_eq!(read(&write(&rows)), rows);
        }
    }
}
