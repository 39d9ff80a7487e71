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
    let below = head + 1;
    let heading = (below..lines.len()).find(|at| is_heading(template, lines[*at]));
    let Some(heading) = heading else {
        return lines.len();
    };
    let above = (below..heading).rev().filter(|at| !is_blank(lines[*at]));
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

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分";
    const ROW: &str = "产出指标\t数量指标\t改造面积\t5\t5\t10\t10";

    /// The lines of a form among these, which stand between no tables.
    fn of_forms<'l>(lines: &[&'l str]) -> Vec<&'l str> {
        let are = are_of_forms(lines, false, false);
        let marked = lines.iter().zip(are);
        marked
            .filter(|(_, is)| *is)
            .map(|(line, _)| *line)
            .collect()
    }

    fn with_lines(
        above: &[&'static str],
        count: usize,
        below: &[&'static str],
    ) -> Vec<&'static str> {
        [above, &["　", "另起一行"].repeat(count), below].concat()
    }

    #[test]
    fn a_form_begins_at_its_title_and_ends_before_the_report() {
        let title = "项目支出绩效自评表";
        let form = ["项目名称：校舍维修", "", HEAD, ROW, "合计\t\t\t\t\t10\t10"];
        let heading = "一、项目概况";
        let all = [&["来文说明", title][..], &form, &[heading, "维修校舍。"]].concat();
        assert_eq!(of_forms(&all), all[1..7]);
        // Without a title it begins at its labels, else at its head.
        let all = [&["来文说明"][..], &form[..1], &form[2..], &[heading]].concat();
        assert_eq!(of_forms(&all), all[1..5]);
        let all = ["来文说明", HEAD, ROW, heading];
        assert_eq!(of_forms(&all), all[1..3]);
        // The report's title belongs to what comes behind.
        let report = "校舍维修项目绩效自评报告";
        let all = [title, HEAD, ROW, report, "", "2023年3月", heading];
        assert_eq!(of_forms(&all), all[..3]);
        let all = [title, HEAD, ROW, "一、", "二级指标"];
        assert_eq!(of_forms(&all), all);
        // The form's own head is never what ends it.
        let head = HEAD.replace("得分", "自评报告得分");
        let all = [title, &head, ROW, heading];
        assert_eq!(of_forms(&all), all[..3]);
    }

    #[test]
    fn a_title_far_above_is_of_something_else() {
        // Of two titles the first counts, if it isn't too far above.
        let title = "项目支出绩效自评表";
        for (between, first) in [(7, 0), (8, 9)] {
            let lines = vec!["另起一行"; between];
            let all = [&[title][..], &lines, &[title, HEAD, ROW]].concat();
            assert_eq!(of_forms(&all), all[first..], "{between}");
        }
        let report = "校舍维修项目绩效自评报告";
        for (between, last) in [(7, 2), (8, 11)] {
            let all = with_lines(&[HEAD, ROW, report], between, &["一、项目概况"]);
            let of_form: Vec<&str> = of_forms(&all)
                .into_iter()
                .filter(|line| !is_blank(line))
                .collect();
            let expected: Vec<&str> = all[..all.len() - 1]
                .iter()
                .copied()
                .filter(|line| !is_blank(line))
                .collect();
            assert_eq!(of_form, expected[..last], "{between}");
        }
    }
}
