//! Which lines of a file belong to its forms (自评表): flattened forms, and what stands right
//! above and below a form's table.

use super::form;
use super::text::fold::{folded, Folded};
use super::text::template::Template;

/// A title stands among so many lines above its table.
const MOST_LINES_ABOVE: usize = 8;

/// By line, whether it belongs to a form. The lines stand between two tables: whether that
/// above and that below are of a form.
pub(super) fn are_of_forms(lines: &[&str], is_below: bool, is_above: bool) -> Vec<bool> {
    let mut are = vec![false; lines.len()];
    if is_below {
        are[..below(lines)].fill(true);
    }
    if is_above {
        let from = above(lines);
        are[from..].fill(true);
    }
    let mut at = 0;
    while let Some(head) = (at..lines.len()).find(|at| form::flat::has_head(lines[*at])) {
        let from = flat_start(lines, at, head);
        at = flat_end(lines, head);
        are[from..at].fill(true);
    }
    are
}

/// Where the lines end that stand below a form as a part of it: notes, and who signs.
fn below(lines: &[&str]) -> usize {
    let is_of_form = |line: &&str| is_blank(line) || form::ends_a_form(line);
    lines.iter().take_while(|line| is_of_form(line)).count()
}

/// Where the lines begin that stand above a table: its title, and those that say 附件, the unit
/// or the year.
fn above(lines: &[&str]) -> usize {
    let filled = (0..lines.len()).rev().filter(|at| !is_blank(lines[*at]));
    let last: Vec<usize> = filled.take(MOST_LINES_ABOVE).collect();
    let title = last.iter().find(|at| form::is_title(lines[**at]));
    let heads = last
        .iter()
        .take_while(|at| form::heads_a_table(lines[**at]));
    title.or(heads.last()).map_or(lines.len(), |at| *at)
}

/// Where a flattened form begins whose first table has its head on line `head`: at its title,
/// or that of its page, or at the labels above.
fn flat_start(lines: &[&str], from: usize, head: usize) -> usize {
    let template = Template::get();
    let above = (from..head).rev().filter(|at| !is_blank(lines[*at]));
    let above: Vec<usize> = above
        .take_while(|at| !is_heading(template, lines[*at]))
        .collect();
    let titles = above
        .iter()
        .enumerate()
        .filter(|(_, at)| form::is_title(lines[**at]));
    let mut start = None;
    for (n, at) in titles {
        match start {
            Some((last, _)) if n > last + MOST_LINES_ABOVE => break,
            _ => start = Some((n, *at)),
        }
    }
    let labels = above.iter().take_while(|at| form::has_labels(lines[**at]));
    start.map_or_else(|| labels.last().map_or(head, |at| *at), |(_, at)| at)
}

/// The line behind a flattened form: a heading of the report, or its title before that.
fn flat_end(lines: &[&str], head: usize) -> usize {
    let template = Template::get();
    let heading = (head + 1..lines.len()).find(|at| is_heading(template, lines[*at]));
    let Some(heading) = heading else {
        return lines.len();
    };
    let above = (head + 1..heading).rev().filter(|at| !is_blank(lines[*at]));
    let title = above
        .take(MOST_LINES_ABOVE)
        .find(|at| lines[*at].contains("自评报告"));
    title.unwrap_or(heading)
}

fn is_heading(template: &Template, line: &str) -> bool {
    let line = Folded::of(line, 0..line.len());
    let hit = template.heading_at(&line, 0);
    hit.is_some_and(|hit| !hit.number.is_empty())
}

fn is_blank(line: &str) -> bool {
    folded(line).is_empty()
}
