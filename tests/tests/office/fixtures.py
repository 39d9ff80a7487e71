"""Makes files as Word, WPS and Excel do into a directory."""

import datetime
import sys
import zipfile
from pathlib import Path

import docx
import openpyxl
from docx.enum.text import WD_BREAK
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

directory = Path(sys.argv[1])
W = nsdecls("w")


def numbered(document, levels):
    """A list of these levels: formats and texts. Gives its number."""
    numbering = document.part.numbering_part.element
    xml = "".join(
        f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for i, (form, text) in enumerate(levels)
    )
    scheme = parse_xml(f'<w:abstractNum {W} w:abstractNumId="90">{xml}</w:abstractNum>')
    numbering.insert(0, scheme)
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    return 90


def listed(paragraph, number, level):
    properties = paragraph._p.get_or_add_pPr()
    properties.append(
        parse_xml(f'<w:numPr {W}><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    )
    return paragraph


def field(paragraph, instruction, result):
    for xml in (
        '<w:fldChar w:fldCharType="begin"/>',
        f'<w:instrText xml:space="preserve">{instruction}</w:instrText>',
        '<w:fldChar w:fldCharType="separate"/>',
        f"<w:t>{result}</w:t>",
        '<w:fldChar w:fldCharType="end"/>',
    ):
        paragraph._p.append(parse_xml(f"<w:r {W}>{xml}</w:r>"))


def report():
    """A report as it was worked on in WPS: numbers that are counted, tracked changes, boxes."""
    document = docx.Document()
    number = numbered(
        document,
        [
            ("chineseCountingThousand", "%1、"),
            ("chineseCountingThousand", "（%2）"),
            ("decimal", "%3."),
            ("decimal", "（%4）"),
            ("decimalEnclosedCircleChinese", "%5"),
        ],
    )
    document.add_heading("2022年度海口市某局“信息化项目”支出绩效自评报告", 0)
    listed(document.add_paragraph("项目概况"), number, 0)
    listed(document.add_paragraph("项目基本情况"), number, 1)
    paragraph = document.add_paragraph("项目负责人为：")
    paragraph._p.append(
        parse_xml(
            f'<w:del {W} w:id="1" w:author="a"><w:r><w:delText>张三</w:delText></w:r></w:del>'
        )
    )
    paragraph._p.append(
        parse_xml(f'<w:ins {W} w:id="2" w:author="a"><w:r><w:t>周明</w:t></w:r></w:ins>')
    )
    for level, text in (2, "第一项"), (3, "其一"), (4, "甲"), (4, "乙"), (3, "其二"), (2, "第二项"):
        listed(document.add_paragraph(text), number, level)
    listed(document.add_paragraph("项目资金情况"), number, 1)
    paragraph = document.add_paragraph("资金总额")
    paragraph.add_run("\t18388700元")
    paragraph.add_run().add_break(WD_BREAK.LINE)
    paragraph.add_run("执行率19.73%，联系电话0898")
    paragraph._p.append(parse_xml(f"<w:r {W}><w:noBreakHyphen/><w:t>66778899</w:t></w:r>"))
    paragraph = document.add_paragraph("截至")
    field(paragraph, " DATE \\@ yyyy年M月d日 ", "2022年12月31日")
    box = (
        "<w:txbxContent><w:p><w:r><w:t>附件：文本框里的字</w:t></w:r></w:p></w:txbxContent>"
    )
    paragraph._p.append(
        parse_xml(
            f'<w:r {W} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
            'xmlns:v="urn:schemas-microsoft-com:vml"><mc:AlternateContent>'
            f'<mc:Choice Requires="wps"><w:drawing><wps:wsp><wps:txbx>{box}</wps:txbx></wps:wsp></w:drawing></mc:Choice>'
            f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
            "</mc:AlternateContent></w:r>"
        )
    )
    listed(document.add_paragraph("项目绩效情况"), number, 0)
    listed(document.add_paragraph("目标完成情况"), number, 1)
    section = document.sections[0]
    section.header.paragraphs[0].text = "海口市某局"
    footer = section.footer.paragraphs[0]
    footer.add_run("— ")
    field(footer, " PAGE ", "3")
    footer.add_run(" —")
    document.add_paragraph("海口市某局")
    document.add_paragraph("2023年3月1日")
    document.save(directory / "wps-report.docx")


def form():
    """The form of Hainan as a Word table, with cells merged both ways and boxes to tick."""
    document = docx.Document()
    document.add_paragraph("项目支出绩效自评表")
    table = document.add_table(rows=9, cols=6, style="Table Grid")
    rows = [
        ["项目名称", "46000021T000000002749-学生事务补助", "", "填报人", "吴敏", ""],
        ["主管部门", "203-省教育厅", "", "实施单位", "省农垦实验中学", ""],
        ["资金构成（元）", "年初预算数", "全年预算数", "执行数", "执行率（%）", "得分"],
        ["资金总额", "120,000.00", "120,000.00", "30,000.00", "25", "2.5"],
        ["年度目标", "", "", "年度目标完成情况", "", ""],
        ["用于资助贫困教师", "", "", "资助学生10人次", "", ""],
        ["产出指标", "数量指标", "资助困难教师", "52", "10", "3.85"],
        ["", "质量指标", "困难教师", "2", "0", "0"],
        ["是否公开", "", "", "", "", ""],
    ]
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            table.cell(y, x).text = text
    for y in 0, 1, 4, 5:
        table.cell(y, 0 if y > 3 else 1).merge(table.cell(y, 2))
        table.cell(y, 3 if y > 3 else 4).merge(table.cell(y, 5))
    table.cell(6, 0).merge(table.cell(7, 0))
    answer = table.cell(8, 1).merge(table.cell(8, 5)).paragraphs[0]
    answer._p.append(
        parse_xml(
            f'<w:r {W}><w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr>'
            "<w:t>R</w:t></w:r>"
        )
    )
    answer.add_run("是　")
    answer._p.append(parse_xml(f'<w:r {W}><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>'))
    answer.add_run("否")
    document.save(directory / "hainan-form.docx")


def sheets():
    """The form of the ministry in Excel: merged cells, percentages, dates, 万元, a formula."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "自评表"
    rows = [
        ["项目支出绩效自评表（2021年度）"],
        ["项目名称", "学生事务补助"],
        ["项目资金（万元）", None, "年初预算数", "全年预算数", "全年执行数", "分值", "执行率"],
        [None, "年度资金总额", 1838.87, 1838.87, 362.75, 10, 0.1973],
        [None, "其中：当年财政拨款", "=C4", 1838.87045, 362.75, None, 0.19726758],
        ["填报日期", datetime.date(2022, 7, 7), None, datetime.datetime(2022, 7, 7, 15, 30)],
        [None],
        ["指标", "满意度", 0.1 + 0.2, 18388700, 460108, True, "=1+1"],
        ["=not a formula", "'quoted", "a_x000D_b", "多\n行"],
    ]
    for row in rows:
        sheet.append(row)
    sheet["A9"].data_type = "s"
    sheet.merge_cells("A1:G1")
    sheet.merge_cells("B2:G2")
    sheet.merge_cells("A3:A5")
    sheet.merge_cells("D6:G6")
    for place in "C4", "D4", "E4":
        sheet[place].number_format = "#,##0.00"
    sheet["G4"].number_format = sheet["G5"].number_format = "0.00%"
    sheet["B6"].number_format = 'yyyy"年"m"月"d"日"'
    sheet["D6"].number_format = "yyyy-mm-dd h:mm"
    sheet["D8"].number_format = '0!.0000"万元"'
    sheet["E8"].number_format = "00000000"
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("隐藏表")
    hidden.append(["看不见"])
    hidden.sheet_state = "hidden"
    book.create_sheet("空表")
    other = book.create_sheet("汇总")
    other["C2"] = "远处"
    book.save(directory / "ministry-form.xlsx")


def macros():
    """A file with macros: only its type and a part more."""
    source = directory / "hainan-form.docx"
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(directory / "macros.docm", "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "[Content_Types].xml":
                content = content.replace(
                    b"wordprocessingml.document.main", b"wordprocessingml.macroEnabled.main"
                )
            new.writestr(name, content)
        new.writestr("word/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")


def others():
    """A table that a system gives out as .xls, a text as 记事本 saves it in China."""
    html = (
        "<html><head><meta http-equiv=Content-Type content='text/html; charset=gb2312'>"
        "<style>td{mso-number-format:'\\@'}</style></head><body><table border=1>"
        "<tr><td colspan=3>项目支出绩效自评表</td></tr><tr><td rowspan=2>资金<td>预算数<td>执行数"
        "<tr><td x:num>18388700<td>3627500</table></body></html>"
    )
    (directory / "system-export.xls").write_bytes(html.encode("gb18030"))
    text = "一、项目概况\r\n项目负责人为：周明\r\n联系电话：13800138000\r\n"
    (directory / "notepad.txt").write_bytes(text.encode("gb18030"))


def large():
    """A table of 10,000 rows."""
    document = docx.Document()
    table = document.add_table(rows=1, cols=4)
    row = table.rows[0]._tr
    for text, cell in zip(["子项目", "100000", "99999.99", "100.00%"], table.rows[0].cells):
        cell.text = text
    for _ in range(9999):
        table._tbl.append(parse_xml(docx.oxml.xmlchemy.serialize_for_reading(row)))
    document.save(directory / "large.docx")


report()
form()
sheets()
macros()
others()
large()
