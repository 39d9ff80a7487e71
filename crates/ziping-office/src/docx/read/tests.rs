//! What is read of a Word file, from its XML.

use super::*;
use crate::archive::pack;
use ziping_core::import::source::Grid;

const STYLES: &str = r#"<w:styles xmlns:w="w">
<w:style w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="H2"><w:basedOn w:val="H1"/><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style></w:styles>"#;

const NUMBERING: &str = r#"<w:numbering xmlns:w="w">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCountingThousand"/><w:lvlText w:val="（%2）"/></w:lvl>
<w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:isLgl/><w:lvlText w:val="%1.%3"/></w:lvl>
<w:lvl w:ilvl="3"><w:start w:val="1"/><w:numFmt w:val="decimalEnclosedCircleChinese"/><w:lvlText w:val="%4"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="2"><w:startOverride w:val="5"/></w:lvlOverride></w:num>
</w:numbering>"#;

fn file(body: &str, more: &[(&str, &str, &str)]) -> Vec<u8> {
    let relationship = |kind: &str, target: &str| {
        format!(r#"<Relationship Id="{target}" Type="x/{kind}" Target="{target}"/>"#)
    };
    let mut related = relationship("styles", "styles.xml") + &relationship("numbering", "n.xml");
    let mut parts = vec![
        (
            "word/document.xml",
            format!(r#"<w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#),
        ),
        ("word/styles.xml", STYLES.to_owned()),
        ("word/n.xml", NUMBERING.to_owned()),
        (
            "_rels/.rels",
            format!(
                "<r>{}</r>",
                relationship("officeDocument", "/word/document.xml")
            ),
        ),
    ];
    for (kind, target, content) in more {
        related += &relationship(kind, target);
        parts.push((target, (*content).to_owned()));
    }
    parts.push(("word/_rels/document.xml.rels", format!("<r>{related}</r>")));
    let named = |(name, content): (&str, String)| {
        let is_bare = !name.contains('/');
        let name = if is_bare {
            format!("word/{name}")
        } else {
            name.to_owned()
        };
        (name, content.into_bytes())
    };
    pack(&parts.into_iter().map(named).collect::<Vec<_>>())
}

fn read_file(bytes: &[u8]) -> Source {
    crate::read(bytes, "报告.docx", &Limits::default(), crate::gb18030).unwrap()
}

/// The lines of a file with this body; a table is shown by its cells.
fn lines(body: &str) -> String {
    let shown = read_file(&file(body, &[])).blocks;
    let shown: Vec<String> = shown.iter().map(show).collect();
    shown.join("|")
}

fn show(block: &Block) -> String {
    match block {
        Block::Line(line) => line.clone(),
        Block::Grid(grid) => format!("[{}]", show_grid(grid)),
    }
}

fn show_grid(grid: &Grid) -> String {
    let rows = grid.rows.iter().map(|row| {
        let cells = row.iter().map(|cell| {
            let span = match (cell.columns, cell.rows) {
                (1, 1) => String::new(),
                (columns, rows) => format!(":{columns}x{rows}"),
            };
            cell.text.replace('\n', "/") + &span
        });
        cells.collect::<Vec<_>>().join(",")
    });
    rows.collect::<Vec<_>>().join(";")
}

fn p(content: &str) -> String {
    format!("<w:p>{content}</w:p>")
}

fn r(text: &str) -> String {
    format!("<w:r><w:t>{text}</w:t></w:r>")
}

fn listed(style: &str, list: &str, text: &str) -> String {
    let style = format!(r#"<w:pStyle w:val="{style}"/>"#);
    p(&format!("<w:pPr>{style}{list}</w:pPr>{}", r(text)))
}

fn number(list: u32, level: u32) -> String {
    format!(r#"<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list}"/></w:numPr>"#)
}

#[test]
fn numbers_that_word_counts_are_text() {
    let body = [
        listed("H1", "", "概况"),
        listed("H2", "", "甲"),
        listed("H2", "", "乙"),
        listed("", &number(1, 2), "子"),
        listed("", &number(1, 3), "丑"),
        listed("", &number(2, 2), "寅"),
        listed("", &number(2, 2), "卯"),
        listed("H1", "", "绩效"),
        listed("H2", "", "丙"),
        listed("H1", r#"<w:numPr><w:numId w:val="0"/></w:numPr>"#, "无号"),
        listed("Loop", "", "普通"),
    ];
    assert_eq!(
        lines(&body.concat()),
        "一、概况|（一）甲|（二）乙|1.1 子|① 丑|1.5 寅|1.6 卯|二、绩效|（一）丙|无号|普通"
    );
}

#[test]
fn tracked_deletions_are_gone_and_insertions_stay() {
    let body = [
        p(&(r("支出") + "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:ins>" + &r("新") + "</w:ins>")),
        p(&format!("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{}", r("前半"))),
        p(&r("后半")),
        p("<w:pPr><w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>全删</w:delText></w:r></w:del>"),
        p(&format!("<w:moveFrom>{}</w:moveFrom><w:moveTo>{}</w:moveTo>", r("移走"), r("移来"))),
        format!("<w:tbl><w:tr><w:trPr><w:del/></w:trPr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p(&r("删")), p(&r("留"))),
    ];
    assert_eq!(lines(&body.concat()), "支出新|前半后半|移来|[留]");
}

#[test]
fn fields_give_their_results() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let field = |instruction: &str, result: &str| {
        format!(
            "{}<w:r><w:instrText>{instruction}</w:instrText></w:r>{}{}{}",
            mark("begin"),
            mark("separate"),
            r(result),
            mark("end"),
        )
    };
    let box_of = |inside: &str| {
        format!(
            r#"<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>{inside}</w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText>FORMCHECKBOX</w:instrText></w:r>{}"#,
            mark("end")
        )
    };
    let body = [
        p(&(r("日期：") + &field(" DATE ", "2022年7月7日"))),
        p(&format!(
            r#"<w:fldSimple w:instr=" REF a ">{}</w:fldSimple>"#,
            r("引用")
        )),
        p(&(r("是") + &box_of("<w:default w:val=\"0\"/><w:checked/>") + &r("否") + &box_of(""))),
        p(&(mark("begin")
            + "<w:r><w:instrText>TOC \\o</w:instrText></w:r>"
            + &mark("separate")
            + &r("一、概况"))),
        p(&(r("二、绩效") + &mark("end"))),
        p(&(r("正文") + &mark("begin") + "<w:r><w:instrText>BROKEN</w:instrText></w:r>")),
        p(&r("后文")),
    ];
    assert_eq!(
        lines(&body.concat()),
        "日期：2022年7月7日|引用|是☑否□|正文|后文"
    );
}

#[test]
fn a_table_of_contents_without_an_end_hides_nothing() {
    let mark = |kind: &str| format!(r#"<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>"#);
    let body = [
        p(&(mark("begin")
            + "<w:r><w:instrText>TOC</w:instrText></w:r>"
            + &mark("separate")
            + &r("目录"))),
        listed("H1", "", "概况"),
    ];
    assert_eq!(lines(&body.concat()), "目录|一、概况");
}

#[test]
fn a_text_box_is_read_once_and_after_its_paragraph() {
    let content = format!(
        "<w:txbxContent>{}{}</w:txbxContent>",
        p(&r("盒一")),
        p(&r("盒二"))
    );
    let both = format!(
        "<mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{content}</wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox>{content}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent>"
    );
    let old = format!("<w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict>");
    let body = p(&format!("{}<w:r>{both}</w:r>", r("段"))) + &p(&format!("<w:r>{old}</w:r>"));
    assert_eq!(lines(&body), "段|盒一|盒二|盒一|盒二");
}

#[test]
fn what_is_no_letter_is_read_as_it_looks() {
    let body = p(concat!(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>d</w:t>",
        r#"<w:sym w:font="Wingdings" w:char="F0FE"/></w:r>"#,
        r#"<w:r><w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>R</w:t></w:r><w:r><w:t>R</w:t></w:r>"#,
        "<w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent><w:r><w:t>e</w:t></w:r></w:sdtContent></w:sdt>",
        "<w:hyperlink><w:r><w:t>f</w:t></w:r></w:hyperlink>",
        "<m:oMath><m:f><m:num><m:r><m:t>A</m:t></m:r></m:num><m:den><m:r><m:t>B</m:t></m:r></m:den></m:f></m:oMath>",
        "<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
    ));
    assert_eq!(lines(&body), "a\tb|c-d☑☑RefA/B");
}

#[test]
fn merged_cells_are_where_they_begin() {
    let cell = |properties: &str, text: &str| {
        format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(&r(text)))
    };
    let span = |n| format!(r#"<w:gridSpan w:val="{n}"/>"#);
    let begins = r#"<w:vMerge w:val="restart"/>"#;
    let goes_on = "<w:vMerge/>";
    let row = |cells: &[String]| format!("<w:tr>{}</w:tr>", cells.concat());
    let table = [
        row(&[cell(begins, "a"), cell(&span(2), "b")]),
        row(&[cell(goes_on, ""), cell(begins, "c"), cell("", "d")]),
        row(&[cell(goes_on, ""), cell(goes_on, ""), cell("", "e")]),
        row(&[cell(goes_on, "x"), cell(&span(2), "")]),
        r#"<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>"#.to_owned()
            + &cell(r#"<w:hMerge w:val="restart"/>"#, "f")
            + &cell("<w:hMerge/>", "")
            + "</w:tr>",
    ];
    let body = format!("<w:tbl>{}</w:tbl>", table.concat());
    assert_eq!(lines(&body), "[a:1x4,b:2x1;c:1x2,d;e;:2x1;,f:2x1]");
}

#[test]
fn a_table_in_a_cell_follows_and_a_frame_is_left_out() {
    let table = |rows: &str| format!("<w:tbl>{rows}</w:tbl>");
    let row = |cells: &[&str]| {
        let cells: String = cells
            .iter()
            .map(|cell| format!("<w:tc>{cell}</w:tc>"))
            .collect();
        format!("<w:tr>{cells}</w:tr>")
    };
    let (one, two) = (p(&r("1")), p(&r("2")));
    let inner = table(&row(&[&one, &two]));
    let outer = table(&row(&[&(one.clone() + &inner), &two]));
    let frame = table(&row(&[&(two.clone() + &inner)]));
    assert_eq!(lines(&(outer + &frame)), "[1,2]|[1,2]|2|[1,2]");
}

#[test]
fn notes_and_margins_stand_at_the_end_without_page_numbers() {
    let page = r#"<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>7</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>"#;
    let header = format!("<w:hdr>{}</w:hdr>", p(&r("海口市财政局")));
    let footer = format!(
        "<w:ftr>{}{}</w:ftr>",
        p(&(r("第") + page + &r("页"))),
        p(&(r("电话 ") + page))
    );
    let notes = format!(
        r#"<w:footnotes><w:footnote w:type="separator">{}</w:footnote><w:footnote>{}</w:footnote></w:footnotes>"#,
        p(&r("线")),
        p(&r("注释"))
    );
    let bytes = file(
        &p(&r("正文")),
        &[
            ("header", "h1.xml", &header),
            ("header", "h2.xml", &header),
            ("footer", "f.xml", &footer),
            ("footnotes", "notes.xml", &notes),
        ],
    );
    let shown: Vec<String> = read_file(&bytes).blocks.iter().map(show).collect();
    assert_eq!(shown, ["正文", "注释", "海口市财政局", "电话 "]);
}

#[test]
fn a_file_with_macros_is_read_as_text_and_nothing_outside_is_asked_for() {
    let bytes = file(
        &p(&r("正文")),
        &[
            ("vbaProject", "vbaProject.bin", "\u{1}"),
            ("attachedTemplate", "no-such-part.dotm", "x"),
        ],
    );
    assert_eq!(show(&read_file(&bytes).blocks[0]), "正文");
}

#[test]
fn a_bomb_of_rows_or_of_numbers_is_refused() {
    let limits = Limits {
        items: 1000,
        text: 10_000,
        ..Limits::default()
    };
    let refused = |body: &str| crate::read(&file(body, &[]), "a", &limits, crate::gb18030);
    let rows = format!("<w:tbl>{}</w:tbl>", "<w:tr><w:tc/></w:tr>".repeat(1000));
    assert_eq!(refused(&rows), Err(Refusal::TooMuch));
    let wide = r#"<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr></w:tc><w:tc><w:tcPr><w:gridSpan w:val="4000000000"/></w:tcPr></w:tc></w:tr></w:tbl>"#;
    assert_eq!(refused(wide), Err(Refusal::TooMuch));
    let deep = "<w:tbl><w:tr><w:tc>".repeat(100);
    assert_eq!(refused(&deep), Err(Refusal::TooMuch));
    assert_eq!(refused(&p(&r(&"长".repeat(4000)))), Err(Refusal::TooMuch));
}
