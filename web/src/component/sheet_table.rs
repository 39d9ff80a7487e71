//! A table that works as a spreadsheet: the funds, the sub-projects, the indicators. What
//! keys, copying and pasting do is in `state::sheet`; here it meets the browser.

use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::{JsCast, UnwrapThrowExt};
use web_sys::{
    ClipboardEvent, Element, HtmlElement, HtmlInputElement, HtmlTableCellElement,
    HtmlTextAreaElement, KeyboardEvent, MouseEvent,
};
use yew::prelude::*;
use ziping_core::common_indicator::CommonIndicator;
use ziping_core::draft::{Draft, Edit};
use ziping_core::field::{Field, Table};
use ziping_core::place::{Place, Span};

use super::cell::Cell;
use super::common_indicators::CommonIndicators;
use super::finding::TableFindings;
use super::icon::{icon, Icon};
use super::sheet_kind::{
    add_label, below, computed_text, first_head, formula, row_head, total_row,
};
use super::tip::Tip;
use super::Dispatch;
use crate::appearance::Setting;
use crate::browser;
use crate::review::Review;
use crate::state::sheet::keys::{Deed, Grid, Press, Step};
use crate::state::sheet::{copy, paste, tsv, window, At, Column, Range, Selection, Sheet, Unit};
use crate::state::{Action, Notice};

#[derive(Properties)]
pub struct SheetTableProps {
    pub sheet: Sheet,
    pub draft: Rc<Draft>,
    pub review: Rc<Review>,
    /// Where a link has pointed last.
    pub target: Option<(Place, u32)>,
    pub dispatch: Dispatch,
}

impl PartialEq for SheetTableProps {
    fn eq(&self, other: &SheetTableProps) -> bool {
        self.sheet == other.sheet
            && Rc::ptr_eq(&self.draft, &other.draft)
            && Rc::ptr_eq(&self.review, &other.review)
            && self.target == other.target
    }
}

/// What the table remembers between two drawings. It changes in the middle of an event, and
/// the next event must see that.
#[derive(Default)]
struct Memory {
    selection: Option<Selection>,
    /// The active cell is to get the cursor when it is drawn, and this one to be in sight.
    focus_due: Option<At>,
    /// What of its text is to be selected then.
    stretch: Option<Span>,
    /// The mouse went down in a cell and may select more.
    is_dragging: bool,
    /// The row at the top of what is in sight.
    first: usize,
    /// In pixels.
    row_height: f64,
}

/// Before a row has been measured.
const USUAL_ROW_HEIGHT: f64 = 37.0;

#[component]
pub fn SheetTable(props: &SheetTableProps) -> Html {
    let memory = use_mut_ref(Memory::default);
    let redraw = use_force_update();
    let unit = use_state_eq(Unit::now);
    let scroller = use_node_ref();
    let columns = use_memo(props.sheet, |sheet| sheet.columns());
    let rows = props.sheet.row_count(&props.draft);
    let table = Rc::new(SheetState {
        sheet: props.sheet,
        draft: props.draft.clone(),
        review: props.review.clone(),
        dispatch: props.dispatch.clone(),
        columns: columns.clone(),
        rows,
        unit: unit.clone(),
        memory: memory.clone(),
        redraw,
    });
    {
        let table = table.clone();
        use_effect_with(props.target.clone(), move |target| {
            if let Some((place, _)) = target {
                table.go_to(place);
            }
        });
    }
    {
        let (table, scroller) = (table.clone(), scroller.clone());
        use_effect(move || {
            table.focus_if_due();
            table.measure(&scroller);
        });
    }

    let is_compact = rows > window::LONGEST_WHOLE;
    let first = memory.borrow().first;
    let selection = table.selection();
    let stretches = window::drawn(rows, first, selection.map(|selection| selection.active.row));
    let drawn = Drawn {
        table: &table,
        range: selection.map(|selection| selection.range()),
        active: selection.map(|selection| selection.active),
        is_compact,
    };
    let on = |run: fn(&SheetState, &Event)| {
        let table = table.clone();
        move |event: Event| run(&table, &event)
    };
    let (on_key, on_down, on_over, on_drag, on_focus, on_scroll) = (
        table.clone(),
        table.clone(),
        table.clone(),
        table.clone(),
        table.clone(),
        table.clone(),
    );
    let scrolled = scroller.clone();
    let class = classes!(
        "table",
        props.sheet.table().map_or("funds", Table::key),
        is_compact.then_some("compact")
    );
    html! {
        <div class="table-box">
            { toolbar(&table, selection) }
            <Tip name="sheet" text="可以直接粘贴 Excel、WPS 表格里的单元格；方向键和回车换格，按住 Shift 选中多格，F2 修改格内文字" />
            <div
                class={classes!("sheet-scroll", props.sheet.table().map(Table::key))}
                tabindex="0"
                role="region"
                aria-label="表格"
                ref={scroller}
                onscroll={move |_: Event| on_scroll.scrolled(&scrolled)}
                oncopy={on(|table, event| table.copy(event, false))}
                oncut={on(|table, event| table.copy(event, true))}
                onpaste={on(SheetState::paste)}
            >
                <table
                    {class}
                    onkeydown={move |event: KeyboardEvent| on_key.key(&event)}
                    onmousedown={move |event: MouseEvent| on_down.down(&event)}
                    onmouseover={move |event: MouseEvent| on_over.over(&event)}
                    ondragstart={move |event: DragEvent| on_drag.drag(&event)}
                    onfocusin={move |event: FocusEvent| on_focus.focused(&event)}
                >
                    <thead>
                        <tr>
                            { first_head(props.sheet) }
                            { for columns.iter().map(head) }
                            { for props.sheet.table().map(|_| html! { <th scope="col" class="tool"><span class="sr-only">{ "删除" }</span></th> }) }
                        </tr>
                    </thead>
                    <tbody>{ for drawn.rows(&stretches) }</tbody>
                    { total_row(props.sheet, rows, &props.review, *unit) }
                </table>
            </div>
            { below(props.sheet, &props.review) }
            { for props.sheet.table().map(|of| html! {
                <div class="add-tools">
                    <button type="button" class="button" id={format!("add_{}", of.key())} onclick={table.press(Deed::AddRow { column: 0 })}>{ add_label(of) }</button>
                    { for (of == Table::Indicators).then(|| {
                        let table = table.clone();
                        let on_insert = Callback::from(move |common| table.insert(common));
                        html! { <CommonIndicators draft={props.draft.clone()} {on_insert} /> }
                    }) }
                </div>
            }) }
            <TableFindings id={findings_id(props.sheet)} findings={findings(props.sheet, &props.review)} dispatch={props.dispatch.clone()} />
        </div>
    }
}

fn findings_id(sheet: Sheet) -> String {
    format!("{}-findings", sheet.table().map_or("funds", Table::key))
}

fn findings(sheet: Sheet, review: &Review) -> Rc<[ziping_core::finding::Finding]> {
    let findings = review.findings.iter();
    findings
        .filter(|finding| !finding.is_missing && sheet.is_about(&finding.place))
        .cloned()
        .collect()
}

fn head(column: &Column) -> Html {
    let class = classes!(
        format!("column-{}", column.key),
        column.is_figure().then_some("figure")
    );
    html! { <th scope="col" {class}>{ column.label }</th> }
}

/// What a drawing of the rows needs.
struct Drawn<'t> {
    table: &'t Rc<SheetState>,
    range: Option<Range>,
    active: Option<At>,
    is_compact: bool,
}

impl Drawn<'_> {
    /// The rows of these stretches, and room for those between them.
    fn rows(&self, stretches: &[std::ops::Range<usize>]) -> Vec<Html> {
        let mut out = Vec::new();
        let mut next = 0;
        for stretch in stretches {
            out.push(self.room(next, stretch.start));
            out.extend(stretch.clone().map(|row| self.row(row)));
            next = stretch.end;
        }
        out.push(self.room(next, self.table.rows));
        out
    }

    /// As a whole number, since what prints a float is 7 KB, and nothing else prints one.
    fn room(&self, from: usize, to: usize) -> Html {
        let height = ((to - from) as f64 * self.table.row_height()).round() as u64;
        if height == 0 {
            return html! { <tr key={format!("room-{from}")} hidden=true /> };
        }
        let span = (self.table.columns.len() + 2).to_string();
        html! {
            <tr key={format!("room-{from}")} class="room" aria-hidden="true">
                <td colspan={span} height={height.to_string()} />
            </tr>
        }
    }

    fn row(&self, row: usize) -> Html {
        let table = self.table;
        let cells = table.columns.iter().enumerate();
        html! {
            <tr key={row} data-row={row.to_string()}>
                { row_head(table.sheet, row, &table.draft, &table.dispatch) }
                { for cells.map(|(at, column)| self.cell(row, at, column)) }
                { for table.sheet.table().map(|of| remove_button(of, row, &table.dispatch)) }
            </tr>
        }
    }

    fn cell(&self, row: usize, at: usize, column: &Column) -> Html {
        let table = self.table;
        let is_selected = self.range.is_some_and(|range| range.has(row, at));
        let Some(place) = table.sheet.place(row, column) else {
            return self.computed(row, column, is_selected);
        };
        let placeholder = match place.field {
            Field::IndicatorScore => {
                let expected = table.review.scores.expected.get(row);
                expected.cloned().unwrap_or_default()
            }
            _ => String::new(),
        };
        html! {
            <Cell
                key={at}
                text={table.draft.text(&place).to_owned()}
                {placeholder}
                findings={table.review.at(&place)}
                {place}
                described_by={findings_id(table.sheet)}
                unit={*table.unit}
                {is_selected}
                is_active={self.active == Some(At { row, column: at })}
                is_compact={self.is_compact}
                dispatch={table.dispatch.clone()}
            />
        }
    }

    /// A cell that can't be typed in.
    fn computed(&self, row: usize, column: &Column, is_selected: bool) -> Html {
        let text = computed_text(self.table.sheet, &self.table.review, row, column);
        let class = classes!(
            "computed",
            "figure",
            is_selected.then_some("selected"),
            text.is_wrong.then_some("error")
        );
        html! {
            <td key={column.key} {class}>
                <output id={text.id} tabindex="-1" aria-label={text.label}>{ text.text }</output>
            </td>
        }
    }
}

fn remove_button(table: Table, row: usize, dispatch: &Dispatch) -> Html {
    let dispatch = dispatch.clone();
    let name = format!("删除第 {} 行", row + 1);
    let remove = move |event: MouseEvent| {
        if event.detail() <= 1 {
            dispatch.dispatch(Action::RemoveRow(table, row));
        }
    };
    html! {
        <td key="tool" class="tool">
            <button type="button" class="button square plain" tabindex="-1" title={name.clone()} aria-label={name} onclick={remove}>
                { icon(Icon::Remove) }
            </button>
        </td>
    }
}

/// The unit, and what can be done with the active row.
fn toolbar(table: &Rc<SheetState>, selection: Option<Selection>) -> Html {
    let has_amounts = table
        .columns
        .iter()
        .any(|column| column.kind() == ziping_core::field::Kind::Amount);
    let units = has_amounts.then(|| {
        html! {
            <span class="tool-group" role="group" aria-label="金额单位">
                { for Unit::ALL.map(|unit| {
                    let shown = table.unit.clone();
                    let is_on = *shown == unit;
                    let choose = move |_: MouseEvent| {
                        unit.choose();
                        shown.set(unit);
                    };
                    html! {
                        <button type="button" class={classes!("button", "small", is_on.then_some("on"))} aria-pressed={is_on.to_string()} onclick={choose}>
                            { unit.label() }
                        </button>
                    }
                }) }
            </span>
        }
    });
    let row_tools = table.sheet.table().map(|_| {
        let row = selection.map(|selection| selection.active.row);
        let is_last = row.is_some_and(|row| row + 1 == table.rows);
        let tools = [
            ("在下方插入", "Ctrl+Enter", Deed::InsertRow, row.is_some()),
            ("上移", "Alt+↑", Deed::MoveRow(Step::Up), row.is_some_and(|row| row > 0)),
            ("下移", "Alt+↓", Deed::MoveRow(Step::Down), row.is_some() && !is_last),
            ("删除行", "Ctrl+Delete", Deed::RemoveRow, row.is_some()),
        ];
        html! {
            <span class="tool-group" role="group" aria-label="当前行">
                { for tools.into_iter().map(|(label, keys, deed, is_possible)| html! {
                    <button type="button" class="button small" title={format!("{label}（{keys}）")} disabled={!is_possible} onclick={table.press(deed)}>
                        { label }
                    </button>
                }) }
            </span>
        }
    });
    html! {
        <div class="table-bar">
            { for units }
            { for row_tools }
            <span class="echo">{ formula(table.sheet) }</span>
        </div>
    }
}

/// A sheet as it is drawn now, for the events that follow.
struct SheetState {
    sheet: Sheet,
    draft: Rc<Draft>,
    review: Rc<Review>,
    dispatch: Dispatch,
    columns: Rc<Vec<Column>>,
    rows: usize,
    unit: UseStateHandle<Unit>,
    memory: Rc<RefCell<Memory>>,
    redraw: UseForceUpdateHandle,
}

/// # What is selected
impl SheetState {
    fn selection(&self) -> Option<Selection> {
        let selection = self.memory.borrow().selection;
        selection.and_then(|selection| selection.within(self.rows))
    }

    fn remember(&self, selection: Selection) {
        let is_new = self.memory.borrow().selection != Some(selection);
        if is_new {
            self.memory.borrow_mut().selection = Some(selection);
            self.redraw.force_update();
        }
    }

    /// Selects, and brings the cursor along and the last cell into sight.
    fn select(&self, selection: Selection) {
        self.select_and_show(selection, selection.to);
    }

    fn select_and_show(&self, selection: Selection, shown: At) {
        let mut memory = self.memory.borrow_mut();
        memory.focus_due = Some(shown);
        memory.selection = Some(selection);
        drop(memory);
        self.redraw.force_update();
    }

    /// To where a link points; a stretch of a text is selected in it.
    fn go_to(&self, place: &Place) {
        let Some(at) = self.sheet.cell_of(place) else {
            return;
        };
        self.memory.borrow_mut().stretch = place.span;
        self.select(match place.span {
            Some(_) => Selection::editing(at),
            None => Selection::of(at),
        });
    }

    fn focus_if_due(&self) {
        let mut memory = self.memory.borrow_mut();
        let (Some(selection), Some(shown)) = (memory.selection, memory.focus_due) else {
            return;
        };
        let control = self.control(selection.active);
        // A new row is drawn only once the draft has it.
        memory.focus_due = control.is_none().then_some(shown);
        let stretch = memory.stretch.take();
        drop(memory);
        if let Some(control) = control {
            let _ = control.focus();
            set_cursor(&control, selection.is_editing);
            let place = self
                .sheet
                .place(selection.active.row, &self.columns[selection.active.column]);
            if let (Some(place), Some(span)) = (place, stretch) {
                browser::select(&control, self.draft.text(&place), span);
            }
        }
        // Focusing what has the cursor already brings nothing into sight.
        self.show(shown);
    }

    /// Brings a cell into sight.
    fn show(&self, at: At) {
        let Some(control) = self.control(at) else {
            return;
        };
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
        control.scroll_into_view_with_scroll_into_view_options(&options);
    }

    fn control(&self, at: At) -> Option<HtmlElement> {
        let place = self.sheet.place(at.row, self.columns.get(at.column)?)?;
        let element = gloo::utils::document().get_element_by_id(&place.key())?;
        element.dyn_into().ok()
    }

    /// The cell that an event happened in.
    fn at(&self, event: &Event) -> Option<At> {
        let target: Element = event.target()?.dyn_into().ok()?;
        let cell: HtmlTableCellElement = target.closest("td").ok()??.dyn_into().ok()?;
        let row = cell
            .closest("[data-row]")
            .ok()??
            .get_attribute("data-row")?;
        // The row's head is the first.
        let column = usize::try_from(cell.cell_index()).ok()?.checked_sub(1)?;
        let at = At {
            row: row.parse().ok()?,
            column,
        };
        (at.row < self.rows && at.column < self.columns.len()).then_some(at)
    }

    fn row_height(&self) -> f64 {
        match self.memory.borrow().row_height {
            0.0 => USUAL_ROW_HEIGHT,
            height => height,
        }
    }
}

/// # What happens in it
impl SheetState {
    fn focused(&self, event: &Event) {
        let Some(at) = self.at(event) else { return };
        if self
            .selection()
            .is_some_and(|selection| selection.active == at)
        {
            return;
        }
        self.select(Selection::of(at));
    }

    fn down(&self, event: &MouseEvent) {
        let Some(at) = self.at(event).filter(|_| event.button() == 0) else {
            return;
        };
        let selection = self.selection();
        if let (Some(selection), true) = (selection, event.shift_key()) {
            event.prevent_default();
            self.select(Selection {
                to: at,
                is_editing: false,
                ..selection
            });
            return;
        }
        self.memory.borrow_mut().is_dragging = true;
        let column = &self.columns[at.column];
        if column.is_computed() {
            return;
        }
        let has_cursor = selection.is_some_and(|selection| selection.active == at)
            && is_focused(self.control(at));
        let is_choice = matches!(column.kind(), ziping_core::field::Kind::Pick(_));
        match has_cursor || column.is_prose() {
            // The cursor goes to where the mouse is.
            true => self.remember(Selection::editing(at)),
            false if is_choice => self.remember(Selection::of(at)),
            false => {
                event.prevent_default();
                self.select(Selection::of(at));
            }
        }
    }

    fn over(&self, event: &MouseEvent) {
        let is_down = event.buttons() & 1 == 1;
        let is_dragging = self.memory.borrow().is_dragging;
        if !is_down || !is_dragging {
            self.memory.borrow_mut().is_dragging = false;
            return;
        }
        let (Some(at), Some(selection)) = (self.at(event), self.selection()) else {
            return;
        };
        if at != selection.to {
            self.remember(Selection {
                to: at,
                is_editing: false,
                ..selection
            });
        }
    }

    /// A cell's selected text isn't dragged into another: the mouse selects cells.
    fn drag(&self, event: &Event) {
        if self.at(event).is_some() {
            event.prevent_default();
        }
    }

    fn key(&self, event: &KeyboardEvent) {
        // While an input method composes, the keys are its own.
        let is_composing = event.is_composing() || event.key_code() == 229;
        let (Some(at), false) = (self.at(event), is_composing) else {
            return;
        };
        let selection = self.selection().filter(|selection| selection.active == at);
        let selection = selection.unwrap_or(Selection::of(at));
        let grid = Grid {
            columns: &self.columns,
            rows: self.rows,
            grows: self.sheet.table().is_some(),
            is_last_blank: self.rows > 0 && self.sheet.is_row_blank(&self.draft, self.rows - 1),
        };
        let key = event.key();
        let press = Press {
            key: &key,
            ctrl: event.ctrl_key() || event.meta_key(),
            shift: event.shift_key(),
            alt: event.alt_key(),
        };
        match grid.deed(&selection, press) {
            Some(deed) => {
                event.prevent_default();
                self.carry_out(selection, deed);
            }
            // A text of one line has no line breaks.
            None if key == "Enter" => event.prevent_default(),
            None => {}
        }
    }

    /// For a button: what a key does.
    fn press(self: &Rc<Self>, deed: Deed) -> impl Fn(MouseEvent) {
        let table = self.clone();
        move |_| {
            let selection = table.selection();
            table.carry_out(selection.unwrap_or(Selection::of(At::default())), deed);
        }
    }

    fn carry_out(&self, selection: Selection, deed: Deed) {
        let active = selection.active;
        let change = |words: String, edits: Vec<Edit>, to: At| {
            self.dispatch.dispatch(Action::Fill { words, edits });
            self.select(Selection::of(to));
        };
        let table = self.sheet.table();
        match (deed, table) {
            (Deed::Select(to), _) => self.select(to),
            (Deed::Settle, _) => self.select(Selection::of(active)),
            (Deed::Edit, _) => self.select(Selection::editing(active)),
            (Deed::Clear, _) => self.clear(selection.range()),
            (Deed::AddRow { column }, Some(table)) => {
                let row = self.rows;
                let edits = vec![Edit::InsertRow { table, row }];
                change("增加一行".to_owned(), edits, At { row, column });
            }
            (Deed::InsertRow, Some(table)) => {
                let row = active.row + 1;
                let edits = vec![Edit::InsertRow { table, row }];
                let words = format!("在第 {} 行下插入一行", active.row + 1);
                change(words, edits, At { row, ..active });
            }
            (Deed::RemoveRow, Some(table)) => {
                self.dispatch.dispatch(Action::RemoveRow(table, active.row));
                let last = self.rows.saturating_sub(2);
                let row = active.row.min(last);
                self.select(Selection::of(At { row, ..active }));
            }
            (Deed::MoveRow(step), Some(table)) => {
                let row = active.row;
                let to = match step {
                    Step::Up => row.checked_sub(1),
                    Step::Down => Some(row + 1).filter(|to| *to < self.rows),
                };
                if let Some(to) = to {
                    let words = format!("把第 {} 行移到第 {} 行", row + 1, to + 1);
                    let edits = vec![Edit::MoveRow { table, row, to }];
                    change(words, edits, At { row: to, ..active });
                }
            }
            (_, None) => {}
        }
    }

    /// Inserts a common indicator and goes to what is to be filled in.
    fn insert(&self, common: &CommonIndicator) {
        let (edits, row) = common.insertion(&self.draft);
        let words = format!("插入指标“{}”", common.name);
        self.dispatch.dispatch(Action::Fill { words, edits });
        self.remember(Selection::of(At { row, column: 2 }));
    }

    fn clear(&self, range: Range) {
        let cells = (range.top..=range.bottom)
            .flat_map(|row| (range.left..=range.right).map(move |column| (row, column)));
        let edits = cells.filter_map(|(row, column)| {
            let place = self.sheet.place(row, &self.columns[column])?;
            let text = String::new();
            Some(Edit::Set { place, text })
        });
        self.dispatch.dispatch(Action::Fill {
            words: format!("清空 {} 行 {} 列", range.height(), range.width()),
            edits: edits.collect(),
        });
    }
}

/// # The clipboard
impl SheetState {
    /// A range goes to the clipboard as a table; of one cell the browser copies the text.
    fn copy(&self, event: &Event, is_cut: bool) {
        let Some(selection) = self.selection().filter(Selection::is_range) else {
            return;
        };
        let Some(data) = clipboard(event) else { return };
        let computed = |row, column: usize| {
            computed_text(self.sheet, &self.review, row, &self.columns[column]).text
        };
        let range = selection.range();
        let cells = copy::copy(self.sheet, &self.draft, range, *self.unit, computed);
        let is_done = data.set_data("text/plain", &tsv::write(&cells)).is_ok();
        let _ = data.set_data("text/html", &tsv::html(&cells));
        if is_done {
            event.prevent_default();
            if is_cut {
                self.clear(range);
            }
        }
    }

    fn paste(&self, event: &Event) {
        // Into an empty table rows are pasted too.
        let first = Selection::of(At::default());
        let selection = self.selection().unwrap_or(first);
        let Some(data) = clipboard(event) else { return };
        let text = data.get_data("text/plain").unwrap_or_default();
        if text.is_empty() {
            return;
        }
        let cells = tsv::read(&text);
        let is_one = cells.len() == 1 && cells[0].len() == 1;
        let is_for_text = match selection.is_editing {
            true => {
                let html = data.get_data("text/html").unwrap_or_default();
                let column = &self.columns[selection.active.column];
                paste::is_for_text(&cells, tsv::is_table(&html), column.is_prose())
            }
            false => is_one && !selection.is_range() && !text.contains('\n'),
        };
        if is_for_text {
            return;
        }
        event.prevent_default();
        let pasted = paste::paste(
            self.sheet,
            &self.draft,
            selection.range(),
            cells,
            *self.unit,
        );
        self.dispatch.dispatch(Action::Fill {
            words: pasted.words,
            edits: pasted.edits,
        });
        if let Some(text) = pasted.left_out {
            self.dispatch
                .dispatch(Action::Tell(Notice { text, kept: None }));
        }
        let active = At {
            row: selection.range().top,
            column: selection.range().left,
        };
        let filled = Selection {
            to: pasted.to,
            ..Selection::of(active)
        };
        self.select_and_show(filled, active);
    }
}

/// # Scrolling
impl SheetState {
    fn scrolled(&self, scroller: &NodeRef) {
        let Some(element) = scroller.cast::<Element>() else {
            return;
        };
        let first = (f64::from(element.scroll_top()) / self.row_height()) as usize;
        let mut memory = self.memory.borrow_mut();
        let active = memory.selection.map(|selection| selection.active.row);
        let is_moved = window::drawn(self.rows, first, active)
            != window::drawn(self.rows, memory.first, active);
        memory.first = first;
        drop(memory);
        if is_moved {
            self.redraw.force_update();
        }
    }

    /// How high a row of a long table is, by the letters that are chosen.
    fn measure(&self, scroller: &NodeRef) {
        if self.rows <= window::LONGEST_WHOLE {
            return;
        }
        let Some(element) = scroller.cast::<Element>() else {
            return;
        };
        let row = element.query_selector("[data-row]").ok().flatten();
        let height = row.map_or(0.0, |row| row.get_bounding_client_rect().height());
        let known = self.memory.borrow().row_height;
        if height > 0.0 && (height - known).abs() > 0.5 {
            self.memory.borrow_mut().row_height = height;
            self.redraw.force_update();
        }
    }
}

fn clipboard(event: &Event) -> Option<web_sys::DataTransfer> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()
}

fn is_focused(control: Option<HtmlElement>) -> bool {
    let active = gloo::utils::document().active_element();
    control.is_some_and(|control| active.as_ref() == Some(control.unchecked_ref()))
}

/// Selects the text, so that what is typed replaces it, or goes to its end to edit it.
fn set_cursor(control: &HtmlElement, is_editing: bool) {
    if let Some(input) = control.dyn_ref::<HtmlInputElement>() {
        let end = input.value().encode_utf16().count() as u32;
        let start = if is_editing { end } else { 0 };
        let _ = input.set_selection_range(start, end);
    } else if let Some(area) = control.dyn_ref::<HtmlTextAreaElement>() {
        let end = area.value().encode_utf16().count() as u32;
        let start = if is_editing { end } else { 0 };
        area.set_selection_range(start, end).unwrap_throw();
    }
}
