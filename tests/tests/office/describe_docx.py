"""Prints a Word file as python-docx sees it: page, styles, paragraphs, tables, charts."""

import io
import sys

import docx
import openpyxl
from docx.table import Table

document = docx.Document(sys.argv[1])
print("title:", document.core_properties.title)
for section in document.sections:
    size = f"{section.page_width.mm:.0f} x {section.page_height.mm:.0f} mm"
    margins = [section.top_margin, section.right_margin, section.bottom_margin, section.left_margin]
    print("page:", size, "margins:", " ".join(f"{margin.mm:.1f}" for margin in margins))
    for name, footer in ("odd", section.footer), ("even", section.even_page_footer):
        if not footer.is_linked_to_previous:
            print(f"{name} pages:", footer.paragraphs[0].alignment, footer.paragraphs[0].text)
for block in document.iter_inner_content():
    if isinstance(block, Table):
        widths = [column.width.mm for column in block.columns]
        print(f"{block.style.name}:", " ".join(f"{width:.1f}" for width in widths))
        for row in block.rows:
            print("  " + " | ".join(cell.text.replace("\n", " / ") for cell in row.cells))
    else:
        runs = "".join(
            f"<{run.style.name}:{run.text}>" if run.style.style_id != "DefaultParagraphFont" else run.text
            for run in block.runs
        )
        print(f"{block.style.name}: {runs}")

for relationship in document.part.rels.values():
    if not relationship.reltype.endswith("/chart"):
        continue
    chart = relationship.target_part
    print(f"{chart.partname}: {chart.content_type}")
    (inside,) = chart.rels.values()
    (sheet,) = openpyxl.load_workbook(io.BytesIO(inside.target_part.blob))
    for row in sheet.iter_rows(values_only=True):
        print("  " + " | ".join("" if value is None else str(value) for value in row))
