"""Looks for whatever could act in Word and Excel files: a line for each thing that isn't a
text, a number, a page number or a formula of the tables' own. Then how many texts there are."""

import re
import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/core\.xml"
    r"|word/(document|styles|numbering|settings|fontTable|footer1|footer2)\.xml|word/_rels/document\.xml\.rels"
    r"|xl/(workbook|styles|sharedStrings)\.xml|xl/_rels/workbook\.xml\.rels|xl/worksheets/sheet\d+\.xml"
    r"|customXml/item1\.xml|customXml/itemProps1\.xml|customXml/_rels/item1\.xml\.rels"
)
RELATIONSHIPS = {
    *("officeDocument", "core-properties", "styles", "numbering", "settings", "fontTable", "footer"),
    *("worksheet", "sharedStrings", "customXml", "customXmlProps"),
}
# What a part with texts of others in it is made of.
ELEMENTS = {
    "word/document.xml": {
        *("document", "body", "p", "pPr", "pStyle", "numPr", "numId", "r", "rPr", "rStyle", "t", "tab"),
        *("tbl", "tblPr", "tblStyle", "tblW", "tblLayout", "jc", "tblGrid", "gridCol", "tr", "trPr"),
        *("cantSplit", "tblHeader", "tc", "tcPr", "tcW", "gridSpan", "vMerge", "vAlign"),
        *("sectPr", "footerReference", "pgSz", "pgMar", "docGrid"),
    },
    "docProps/core.xml": {"coreProperties", "title", "language"},
    "xl/workbook.xml": {
        *("workbook", "bookViews", "workbookView", "sheets", "sheet", "definedNames", "definedName", "calcPr"),
    },
    "xl/sharedStrings.xml": {"sst", "si", "t"},
    "customXml/item1.xml": {"draft"},
}
SHEET = {
    *("worksheet", "sheetPr", "pageSetUpPr", "sheetViews", "sheetView", "pane", "sheetFormatPr", "cols", "col"),
    *("sheetData", "row", "c", "v", "f", "mergeCells", "mergeCell"),
    *("printOptions", "pageMargins", "pageSetup", "headerFooter", "oddFooter"),
}
CELL = r"[A-Z]{1,3}\d+"
RANGES = rf"{CELL}(:{CELL})?(,{CELL}(:{CELL})?)*"
NUMBER = r"\d+(\.\d+)?"
FORMULA = re.compile(
    rf"SUM\({RANGES}\)|ROUND\({CELL}/{CELL}(\*100,2|,4)\)"
    rf"|MIN\({NUMBER},ROUND\({NUMBER}\*{CELL}/{CELL},2\)\)"
)


def name(tag):
    return tag.rsplit("}", 1)[-1]


def attributes(element):
    return {name(key): value for key, value in element.attrib.items()}


def acts(package):
    """What could act in a file, in words."""
    for part in package.namelist():
        if not PARTS.fullmatch(part):
            yield f"a part {part}"
            continue
        source = package.read(part)
        if b"<!DOCTYPE" in source or b"<!ENTITY" in source:
            yield f"{part}: declarations"
        root = ElementTree.fromstring(source)
        known = SHEET if part.startswith("xl/worksheets/") else ELEMENTS.get(part)
        for element in root.iter():
            tag, has = name(element.tag), attributes(element)
            if known is not None and tag not in known:
                yield f"{part}: <{tag}>"
            if tag == "instrText" and (element.text or "").strip() != "PAGE":
                yield f"{part}: the field {element.text}"
            if tag == "Relationship":
                kind = has["Type"].rsplit("/", 1)[-1]
                if kind not in RELATIONSHIPS or "TargetMode" in has or ":" in has["Target"]:
                    yield f"{part}: a relationship {kind} to {has['Target']}"
            if tag in ("Override", "Default") and re.search("macro|vba|ole|activeX|bin", has["ContentType"]):
                yield f"{part}: {has['ContentType']}"
            if tag == "f" and not FORMULA.fullmatch(element.text or ""):
                yield f"{part}: the formula {element.text}"
            if tag == "definedName" and has["name"] != "_xlnm.Print_Titles":
                yield f"{part}: the name {has['name']}"
            if tag == "c" and has.get("t", "n") not in ("n", "s"):
                yield f"{part}: a cell of type {has['t']}"
        if part.startswith("xl/worksheets/"):
            yield from unquoted(package, part, root)


def unquoted(package, part, root):
    """Texts that would be a formula as soon as somebody edits their cell."""
    styles = ElementTree.fromstring(package.read("xl/styles.xml"))
    formats = [xf for xfs in styles if name(xfs.tag) == "cellXfs" for xf in xfs]
    texts = shared(package)
    for cell in (element for element in root.iter() if name(element.tag) == "c"):
        if cell.get("t") != "s":
            continue
        [value] = (child.text for child in cell if name(child.tag) == "v")
        text = texts[int(value)]
        quoted = formats[int(cell.get("s", "0"))].get("quotePrefix") == "1"
        if text.startswith(("=", "+", "-", "@", "\t", "\r")) and not quoted:
            yield f"{part} {cell.get('r')}: {text!r} without a quote"


def shared(package):
    if "xl/sharedStrings.xml" not in package.namelist():
        return []
    strings = ElementTree.fromstring(package.read("xl/sharedStrings.xml"))
    return ["".join(item.itertext()) for item in strings]


def texts(package):
    """The texts that somebody sees."""
    if "word/document.xml" not in package.namelist():
        return shared(package)
    body = ElementTree.fromstring(package.read("word/document.xml"))
    return [element.text or "" for element in body.iter() if name(element.tag) == "t"]


count = 0
for file in sorted(Path(sys.argv[1]).iterdir()):
    with zipfile.ZipFile(file) as package:
        for what in acts(package):
            print(f"{file.name}: {what}")
        count += len(texts(package))
print(f"{count} texts")
