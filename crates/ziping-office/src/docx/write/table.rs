//! Tables. WPS takes the widths from the grid, Word from the cells and the table: they are
//! everywhere.

use ziping_core::document::{Cell, CellKind, Run, Slot, Table};

use super::{halves, page, Twips, Writer};

/// The padding of a cell, on both sides together.
const PADDING: Twips = 160;
/// Half a character in a table: 10.5 pt.
const HALF: Twips = 105;
/// A row of more lines may break over pages; one that may not and is longer than a page
/// would be cut off.
const MOST_LINES: u32 = 18;

/// A cell of a row as Word has it: what is merged stands in every row.
struct Spread<'t> {
    slot: Slot<'t>,
    at: usize,
    columns: usize,
}

impl Writer<'_> {
    pub(super) fn table(&mut self, table: &Table) {
        let inside = page(self.document.paper).inside();
        let widths = match table.columns.iter().copied().collect::<Option<Vec<u32>>>() {
            Some(shares) => shared(&shares, inside),
            None => fitted(table, inside),
        };
        let (style, layout) = match table.columns.iter().all(Option::is_some) {
            true => ("FormTable", "fixed"),
            false => ("ReportTable", "autofit"),
        };
        let rows: Vec<Vec<Spread<'_>>> = table.grid().into_iter().map(spread).collect();
        if rows.is_empty() || widths.is_empty() {
            return;
        }
        self.out.push_str(&format!(
            "<w:tbl><w:tblPr><w:tblStyle w:val=\"{style}\"/>\
             <w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/>\
             <w:tblLayout w:type=\"{layout}\"/></w:tblPr>\n<w:tblGrid>",
            widths.iter().sum::<Twips>(),
        ));
        for width in &widths {
            let column = format!("<w:gridCol w:w=\"{width}\"/>");
            self.out.push_str(&column);
        }
        self.out.push_str("</w:tblGrid>\n");
        for (i, row) in rows.iter().enumerate() {
            self.row(row, i < table.head, &widths);
        }
        self.out.push_str("</w:tbl>\n");
    }

    fn row(&mut self, cells: &[Spread<'_>], is_head: bool, widths: &[Twips]) {
        self.out.push_str("<w:tr>");
        let is_kept = cells.iter().all(|cell| cell.lines(widths) <= MOST_LINES);
        if is_kept || is_head {
            self.out.push_str("<w:trPr>");
            self.out
                .push_str(if is_kept { "<w:cantSplit/>" } else { "" });
            self.out
                .push_str(if is_head { "<w:tblHeader/>" } else { "" });
            self.out.push_str("</w:trPr>");
        }
        self.out.push('\n');
        for cell in cells {
            self.cell(cell, widths);
        }
        self.out.push_str("</w:tr>\n");
    }

    fn cell(&mut self, spread: &Spread<'_>, widths: &[Twips]) {
        let width = spread.width(widths);
        let properties = format!("<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
        self.out.push_str(&properties);
        if spread.columns > 1 {
            let span = format!("<w:gridSpan w:val=\"{}\"/>", spread.columns);
            self.out.push_str(&span);
        }
        self.out.push_str(match spread.slot {
            Slot::Start(cell) if cell.rows > 1 => "<w:vMerge w:val=\"restart\"/>",
            Slot::Above(_) => "<w:vMerge/>",
            Slot::Start(_) | Slot::Covered => "",
        });
        self.out.push_str("<w:vAlign w:val=\"center\"/></w:tcPr>");
        match spread.slot {
            Slot::Start(cell) => self.lines(cell),
            Slot::Above(_) | Slot::Covered => self.paragraph("TableText", &[]),
        }
        self.out.push_str("</w:tc>\n");
    }

    fn lines(&mut self, cell: &Cell) {
        let style = match cell.kind {
            CellKind::Label => "TableHead",
            CellKind::Text => "TableText",
            CellKind::Short => "TableShort",
            CellKind::Figure => "TableFigure",
        };
        for line in &cell.lines {
            self.paragraph(style, line);
        }
        // A cell without a paragraph is no cell.
        if cell.lines.is_empty() {
            self.paragraph(style, &[]);
        }
    }
}

/// The cells of a row: what a cell covers, and what nothing stands in, is a part of the one
/// before.
fn spread(slots: Vec<Slot<'_>>) -> Vec<Spread<'_>> {
    let mut cells: Vec<Spread<'_>> = Vec::new();
    for (at, slot) in slots.into_iter().enumerate() {
        match (cells.last_mut(), slot) {
            (Some(before), Slot::Covered) => before.columns += 1,
            _ => cells.push(Spread {
                slot,
                at,
                columns: 1,
            }),
        }
    }
    cells
}

impl Spread<'_> {
    fn width(&self, widths: &[Twips]) -> Twips {
        widths[self.at..self.at + self.columns].iter().sum()
    }

    /// About how many lines it takes where it doesn't reach into other rows.
    fn lines(&self, widths: &[Twips]) -> u32 {
        let fit = (self.width(widths).saturating_sub(PADDING) / HALF).max(2);
        match self.slot {
            Slot::Start(cell) if cell.rows == 1 => {
                let lines = cell
                    .lines
                    .iter()
                    .map(|line| width(line).div_ceil(fit).max(1));
                lines.sum()
            }
            _ => 1,
        }
    }
}

fn width(line: &[Run]) -> u32 {
    line.iter().map(|run| halves(&run.text)).sum()
}

/// The widths where each column has its share in %.
fn shared(shares: &[u32], inside: Twips) -> Vec<Twips> {
    // The outer lines stand half outside of the table.
    let whole = inside * 997 / 1000;
    let all = shares.iter().sum::<u32>().max(1);
    shares.iter().map(|share| whole * share / all).collect()
}

/// The widths by what is in the columns: figures stay on one line, texts share what is left.
fn fitted(table: &Table, inside: Twips) -> Vec<Twips> {
    const NARROWEST_TEXT: u32 = 10;
    const WIDEST: u32 = 80;
    let mut least = vec![0; table.columns.len()];
    let mut most = vec![2; table.columns.len()];
    for row in table.grid() {
        for spread in spread(row).iter().filter(|spread| spread.columns == 1) {
            if let Slot::Start(cell) = spread.slot {
                let wide = cell.lines.iter().map(|line| width(line)).max().unwrap_or(0);
                let (narrow, wide) = match cell.kind {
                    // Some fonts have wider digits than half a character.
                    CellKind::Figure | CellKind::Short => (wide * 4 / 3, wide * 4 / 3),
                    CellKind::Label | CellKind::Text => (wide.min(NARROWEST_TEXT), wide),
                };
                least[spread.at] = narrow.min(WIDEST).max(least[spread.at]);
                most[spread.at] = wide.min(WIDEST).max(most[spread.at]);
            }
        }
    }
    let twips = |halves: &u32| halves * HALF + PADDING;
    let least: Vec<Twips> = least.iter().map(twips).collect();
    let most: Vec<Twips> = most.iter().map(twips).collect();
    let (least_sum, most_sum) = (least.iter().sum::<Twips>(), most.iter().sum::<Twips>());
    let between = |i: usize| match inside {
        // Nothing has to give way: what is left over goes to each by its width.
        inside if inside >= most_sum => most[i] * inside / most_sum.max(1),
        inside if inside <= least_sum => least[i] * inside / least_sum.max(1),
        inside => least[i] + (most[i] - least[i]) * (inside - least_sum) / (most_sum - least_sum),
    };
    (0..least.len()).map(between).collect()
}
