"""Makes files that act, one way each, of a Word and an Excel file that don't: into a directory."""

import sys
import zipfile
from pathlib import Path

word, excel, directory = map(Path, sys.argv[1:])
DOCUMENT, RELATED, SHEET = "word/document.xml", "word/_rels/document.xml.rels", "xl/worksheets/sheet1.xml"


def change(name, of, part, old, new, extra=None):
    """The file with a text of a part replaced, once, and perhaps one part more."""
    with zipfile.ZipFile(of) as package, zipfile.ZipFile(directory / name, "w") as changed:
        for info in package.infolist():
            content = package.read(info).decode("utf-8")
            if info.filename == part:
                assert old in content, (name, old)
                content = content.replace(old, new, 1)
            changed.writestr(info.filename, content)
        if extra:
            changed.writestr(extra, b"x")


paragraph = "</w:p>"
change("field.docx", word, DOCUMENT, paragraph, '<w:fldSimple w:instr=" DDEAUTO cmd "/></w:p>')
change("instruction.docx", word, "word/footer1.xml", " PAGE ", " INCLUDEPICTURE x ")
change("chunk.docx", word, DOCUMENT, paragraph, '</w:p><w:altChunk r:id="rId1"/>')
change("object.docx", word, DOCUMENT, paragraph, "<w:r><w:object/></w:r></w:p>")
link = '<Relationship Id="x" Type="x/hyperlink" Target="https://hostile.example/" TargetMode="External"/>'
change("link.docx", word, RELATED, "</Relationships>", link + "</Relationships>")
change("entity.docx", word, DOCUMENT, "<w:document", '<!DOCTYPE d [<!ENTITY a "b">]><w:document')
change("macro.xlsx", excel, "", "", "", "xl/vbaProject.bin")
change("formula.xlsx", excel, SHEET, "<v>0</v>", "<f>cmd|'/C calc'!A0</f><v>0</v>")
change("unquoted.xlsx", excel, "xl/sharedStrings.xml", "<si><t xml:space=\"preserve\">", "<si><t xml:space=\"preserve\">=")
name = '<definedNames><definedName name="_xlnm.Auto_Open">A1</definedName></definedNames>'
change("name.xlsx", excel, "xl/workbook.xml", "</sheets>", "</sheets>" + name)
