"""Prints an Excel file as openpyxl sees it: values with their types, formats, print
set-up, charts."""

import sys

import openpyxl

formulas = openpyxl.load_workbook(sys.argv[1])
results = openpyxl.load_workbook(sys.argv[1], data_only=True)
for sheet in formulas:
    print(f"sheet {sheet.title}: {sheet.dimensions}")
    page = sheet.page_setup
    print(
        f"paper {page.paperSize} {page.orientation}, {page.fitToWidth} x {page.fitToHeight} pages,",
        f"fit {sheet.sheet_properties.pageSetUpPr.fitToPage},",
        f"head {sheet.print_title_rows}, frozen at {sheet.freeze_panes}",
    )
    print("widths:", " ".join(f"{column.width:.1f}" for column in sheet.column_dimensions.values()))
    print("merged:", " ".join(sorted(str(area) for area in sheet.merged_cells.ranges)))
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            value = f"{cell.value!r}"
            if cell.data_type == "f":
                value += f" gives {results[sheet.title][cell.coordinate].value!r}"
            quoted = " quoted" if cell.quotePrefix else ""
            style = f"{cell.font.name} {cell.font.sz} {cell.alignment.horizontal} {cell.border.left.style}"
            print(f"{cell.coordinate}: {value} [{cell.number_format}] {style}{quoted}")
    for chart in sheet._charts:
        start, end = chart.anchor._from, chart.anchor.to
        print(f"chart in rows {start.row + 1} to {end.row}:", chart.barDir, chart.y_axis.scaling.min)
        for series in chart.series:
            print(f"  {series.tx.v}: {series.val.numRef.f} by {series.cat.strRef.f}")
            print("  ", " ".join(str(point.v) for point in series.val.numRef.numCache.pt))
