//! Why a file isn't read, and what its owner can do.

/// Why a file isn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is nothing in it.
    Empty,
    /// It is longer than any report.
    TooLarge,
    /// More would come out of it than any report has: a bomb, or a mistake.
    TooMuch,
    /// It is cut off, or not what it says that it is.
    Damaged,
    /// It asks for a password.
    Encrypted,
    /// It is an export of a newer version of the program, which holds more than this one knows.
    Newer,
    /// It is of a kind that isn't read.
    Unsupported(Kind),
}

/// A kind of file that isn't read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// .doc
    OldWord,
    /// .xls
    OldExcel,
    /// .wps
    WpsWriter,
    /// .et
    WpsSpreadsheet,
    /// .xlsb
    BinaryExcel,
    /// .ppt, .pptx, .dps
    Presentation,
    /// .odt, .ods
    OpenDocument,
    /// .rtf
    RichText,
    /// Word and Excel as one XML file, as they were in 2003; .mht.
    SingleFile,
    Pdf,
    Image,
    Archive,
    /// Text in no encoding that is known here, or no text at all.
    Unknown,
}

impl Refusal {
    /// Every one that there is.
    pub fn all() -> Vec<Refusal> {
        let kinds = Kind::ALL.map(Refusal::Unsupported);
        let others = [
            Refusal::Empty,
            Refusal::TooLarge,
            Refusal::TooMuch,
            Refusal::Damaged,
            Refusal::Encrypted,
            Refusal::Newer,
        ];
        others.into_iter().chain(kinds).collect()
    }

    /// The name for programs.
    pub fn key(self) -> &'static str {
        match self {
            Refusal::Empty => "empty",
            Refusal::TooLarge => "too_large",
            Refusal::TooMuch => "too_much",
            Refusal::Damaged => "damaged",
            Refusal::Encrypted => "encrypted",
            Refusal::Newer => "newer",
            Refusal::Unsupported(kind) => kind.key(),
        }
    }

    /// What is with the file of this name, and what to do.
    pub fn message(self, file_name: &str) -> String {
        let (what, remedy) = match self {
            Refusal::Empty => ("是空文件", "请检查是否选错了文件"),
            Refusal::TooLarge => ("超过 100 MB，没有读取", "请删去其中的图片等附件后再读取"),
            Refusal::TooMuch => (
                "展开后的内容过多，没有读取",
                "请确认文件来源可靠；表格请删去多余的行后再读取",
            ),
            Refusal::Damaged => (
                "已损坏或不完整，没有读取",
                "请在 Word 或 WPS 中打开并另存一份，或重新取得该文件",
            ),
            Refusal::Encrypted => (
                "设有打开密码，没有读取",
                "请在 Word 或 WPS 中打开，取消密码并保存后再读取",
            ),
            Refusal::Newer => (
                "由更新版本的程序导出，本版本不能读取",
                "请用新版本的程序打开",
            ),
            Refusal::Unsupported(kind) => kind.message(),
        };
        format!("“{file_name}”{what}。{remedy}")
    }
}

impl Kind {
    const ALL: [Kind; 13] = [
        Kind::OldWord,
        Kind::OldExcel,
        Kind::WpsWriter,
        Kind::WpsSpreadsheet,
        Kind::BinaryExcel,
        Kind::Presentation,
        Kind::OpenDocument,
        Kind::RichText,
        Kind::SingleFile,
        Kind::Pdf,
        Kind::Image,
        Kind::Archive,
        Kind::Unknown,
    ];

    fn key(self) -> &'static str {
        match self {
            Kind::OldWord => "old_word",
            Kind::OldExcel => "old_excel",
            Kind::WpsWriter => "wps_writer",
            Kind::WpsSpreadsheet => "wps_spreadsheet",
            Kind::BinaryExcel => "binary_excel",
            Kind::Presentation => "presentation",
            Kind::OpenDocument => "open_document",
            Kind::RichText => "rich_text",
            Kind::SingleFile => "single_file",
            Kind::Pdf => "pdf",
            Kind::Image => "image",
            Kind::Archive => "archive",
            Kind::Unknown => "unknown",
        }
    }

    /// What it is, and what to do.
    fn message(self) -> (&'static str, &'static str) {
        const TO_DOCX: &str = "请在 Word 或 WPS 中打开，另存为 .docx 后再读取";
        const TO_XLSX: &str = "请在 Excel 或 WPS 中打开，另存为 .xlsx 后再读取";
        match self {
            Kind::OldWord => ("是旧版 Word 文件（.doc），不能直接读取", TO_DOCX),
            Kind::OldExcel => ("是旧版 Excel 文件（.xls），不能直接读取", TO_XLSX),
            Kind::WpsWriter => ("是 WPS 文字专用格式（.wps），不能直接读取", TO_DOCX),
            Kind::WpsSpreadsheet => ("是 WPS 表格专用格式（.et），不能直接读取", TO_XLSX),
            Kind::BinaryExcel => ("是 Excel 二进制工作簿（.xlsb），不能直接读取", TO_XLSX),
            Kind::Presentation => ("是演示文稿，不能读取", "请选择报告或自评表的文件"),
            Kind::OpenDocument => (
                "是 OpenDocument 文件（.odt、.ods），不能直接读取",
                "请打开后另存为 .docx 或 .xlsx 后再读取",
            ),
            Kind::RichText => ("是 RTF 文件，不能直接读取", TO_DOCX),
            Kind::SingleFile => (
                "是单个文件格式的网页或 XML，不能直接读取",
                "请打开后另存为 .docx、.xlsx 或 .html 后再读取",
            ),
            Kind::Pdf => (
                "是 PDF 文件，不能直接读取",
                "请用生成它的 .docx 或 .xlsx 文件，或转换为 .docx 后再读取",
            ),
            Kind::Image => ("是图片，不能读取其中的文字", "请选择 .docx、.xlsx 等文件"),
            Kind::Archive => ("是压缩包，不能直接读取", "请解压后选择其中的文件"),
            Kind::Unknown => (
                "不是能识别的文件，没有读取",
                "可以读取 .docx、.xlsx、.html、.txt；文本文件请另存为 UTF-8 编码",
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_key_and_says_what_to_do() {
        let all = Refusal::all();
        let mut keys: Vec<&str> = all.iter().map(|refusal| refusal.key()).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        for refusal in all {
            let message = refusal.message("报告.doc");
            assert!(message.starts_with("“报告.doc”"), "{message}");
            assert!(
                message.contains("。请") || message.contains("。可以"),
                "{message}"
            );
        }
    }

    #[test]
    fn an_old_file_is_to_be_saved_as_a_new_one() {
        assert_eq!(
            Refusal::Unsupported(Kind::OldWord).message("报告.doc"),
            "“报告.doc”是旧版 Word 文件（.doc），不能直接读取。请在 Word 或 WPS 中打开，另存为 .docx 后再读取"
        );
    }
}
