// Files as a program hands them over. On stdin, the published report of Haikou.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check, exportReport, fileName, formats, importReport, sample } from "ziping-wasm";

const published = readFileSync(0);
const carrying = formats().filter(({ carriesDraft }) => carriesDraft);
const encode = (text) => new TextEncoder().encode(text);

// What only the file shows comes with the draft; `check` says the rest.
const { draft, findings, origins, more } = importReport(published, "海口市公安局.txt");
assert.equal(draft.budget_unit, "海口市公安局");
assert.equal(draft.fiscal_executed, "3627500");
const shown = findings.map(({ code, key, reported }) => [code, key, reported]);
for (const expected of [
  ["G14", "fund_management", "（4）"],
  ["G14", "management", "（2）"],
]) {
  assert.ok(shown.some((found) => found.join() === expected.join()), `${expected} in ${shown}`);
}
const checked = check(draft).map(({ code, key }) => `${code} ${key}`);
for (const expected of [
  "C02 total_rate",
  "B09 budget_adjustment",
  "C04 goals_met",
  "F08 goals_unmet",
  "F16 goals_unmet",
]) {
  assert.ok(checked.includes(expected), expected);
}
const marked = Buffer.concat([encode("\ufeff"), published]);
assert.deepEqual(importReport(marked, "a.TXT"), { draft, findings, origins, more });
// What a file is, its content says: a name without an ending is one like any other.
assert.deepEqual(importReport(published, ""), { draft, findings, origins, more });

// Each stretch of the file, in its order, and what became of it.
const dense = (text) => text.replace(/\s/g, "");
assert.equal(dense(origins.map(({ text }) => text).join("")), dense(published.toString()));
const unit = origins.find(({ place }) => place?.field === "budget_unit");
assert.deepEqual(unit, { text: "海口市公安局", fate: "filed", place: { field: "budget_unit" } });
assert.ok(origins.some(({ fate, place }) => fate === "own" && !place));

// GB 18030, as old versions of Notepad write it: 项目名称：户政
const chinese = Buffer.from("cfeec4bfc3fbb3c6a3babba7d5fe", "hex");
assert.equal(importReport(chinese, "a.txt").draft.project_name, "户政");
// UTF-16 with its mark.
const wide = Buffer.from("\ufeff项目名称：户政", "utf16le");
assert.equal(importReport(wide, "a.txt").draft.project_name, "户政");
// A page of somebody else's, by its text.
const page = encode("<html><head><title>x</title><body><p>项目名称：<b>户政</b></p><script>y</script>");
assert.deepEqual(importReport(page, "a.html").draft, { project_name: "户政" });

// Our own export comes back as it went, whatever is made of the draft.
const odd = { ...sample(), title: "“户政”\u2028\0</script>😀", colour: "red", sub_projects: [{}] };
const whole = { findings: [], origins: [], more: [] };
for (const original of [sample(), draft, odd, {}]) {
  for (const { key, extension, editions } of carrying) {
    for (const edition of editions) {
      const bytes = exportReport(original, key, { edition });
      assert.deepEqual(importReport(bytes, `报告.${extension}`), { draft: original, ...whole });
    }
    // The usual edition.
    assert.deepEqual(importReport(exportReport(original, key), "").draft, original, key);
  }
}
assert.equal(fileName(sample(), "xlsx"), "海口市公安局-信息化专项计划-2021-项目支出绩效自评表.xlsx");
assert.equal(fileName(sample(), "docx"), "海口市公安局-信息化专项计划-2021-项目支出绩效自评报告.docx");
assert.throws(() => fileName(draft, "xlsx", { edition: "report" }), /xlsx has no edition report/);
assert.throws(() => exportReport(draft, "xlsx", { edition: "report" }), /xlsx has no edition report/);

// What the page saves: every project of a backup.
const backup = readFileSync(process.argv[2]);
const projects = importReport(backup, "备份.json");
assert.equal(JSON.parse(backup).records.length, 1 + projects.more.length);
assert.ok(projects.draft.project_name);
assert.deepEqual(projects.origins, []);
const damaged = JSON.parse(backup);
damaged.records.unshift(damaged.records[0].slice(0, -1));
const rest = importReport(encode(JSON.stringify(damaged)), "备份.json");
assert.deepEqual(rest.refused, [
  { record: 0, error: "damaged", message: "备份中的第 1 个项目已损坏，不能读取" },
]);
delete rest.refused;
assert.deepEqual(rest, projects);
damaged.records = damaged.records.slice(0, 1);
assert.equal(importReport(encode(JSON.stringify(damaged)), "备份.json").error, "damaged");

// Where the text was changed since, it counts; of another project, the draft of the export comes
// as another form.
const html = exportReport(sample(), "html");
const replaced = (from, to) => encode(Buffer.from(html).toString().replace(from, to));
const changed = importReport(replaced("项目负责人为：周明", "项目负责人为：周大明"), "a.html");
assert.deepEqual(changed.draft, { ...sample(), project_leader: "周大明" });
assert.deepEqual(changed.more, []);
assert.ok(changed.findings.some(({ message }) => message.includes("其后改过文字")));
const other = importReport(replaced("的项目“信息化专项计划”", "的项目“校舍维修”"), "a.html");
assert.equal(other.draft.project_name, "校舍维修");
assert.deepEqual(other.more.map(({ draft }) => draft), [sample()]);

// A view of a part, and one of shared memory.
const around = Buffer.concat([encode("xx"), html, encode("xx")]);
assert.deepEqual(importReport(around.subarray(2, -2), "a.htm").draft, sample());
const shared = new Uint8Array(new SharedArrayBuffer(html.length));
shared.set(html);
assert.deepEqual(importReport(shared, "a.htm").draft, sample());

// What can't be read is a value that says why, under any name.
const docx = Buffer.from(exportReport(sample(), "docx"));
const ole = (stream) => {
  const bytes = Buffer.alloc(1024);
  Buffer.from("d0cf11e0a1b11ae1", "hex").copy(bytes);
  Buffer.from(stream, "utf16le").copy(bytes, 512);
  return bytes;
};
for (const [bytes, error, message] of [
  [new Uint8Array(), "empty", "“报告.docx”是空文件。请检查是否选错了文件"],
  [encode("\ufeff \r\n"), "empty"],
  [docx.subarray(0, docx.length / 2), "damaged"],
  [docx.subarray(0, 4), "damaged"],
  [ole("WordDocument"), "old_word", "“报告.docx”是旧版 Word 文件（.doc），不能直接读取。请在 Word 或 WPS 中打开，另存为 .docx 后再读取"],
  [ole("Workbook"), "old_excel"],
  [ole("EncryptedPackage"), "encrypted"],
  [encode("%PDF-1.7"), "pdf"],
  [encode("{\\rtf1"), "rich_text"],
  [Uint8Array.of(0x81), "unknown"],
  [encode("a\0b"), "unknown"],
  [replaced('"schema":1', '"schema":2'), "newer", "“报告.docx”由更新版本的程序导出，本版本不能读取。请用新版本的程序打开"],
  [new Uint8Array(100 * 1024 * 1024 + 1), "too_large", "“报告.docx”超过 100 MB，没有读取。请删去其中的图片等附件后再读取"],
]) {
  const refused = importReport(bytes, "报告.docx");
  assert.deepEqual(Object.keys(refused), ["error", "message"]);
  assert.equal(refused.error, error);
  if (message) assert.equal(refused.message, message);
}
// Of another version that nobody knows, the text is read.
const unknown = importReport(replaced('"schema":1', '"schema":-1'), "a.html");
assert.equal(unknown.draft.budget_unit, sample().budget_unit);
assert.ok(unknown.origins.length > 0);
for (const { key } of carrying) {
  const bytes = exportReport(sample(), key, { publicVersion: "with_names" });
  const { draft, origins } = importReport(bytes, "公开版");
  assert.ok(origins.length > 0, "the public version carries no draft");
  assert.ok(!JSON.stringify(draft).includes("13800138000"));
}
const noReport = importReport(encode("随便写的一行"), "a.txt");
assert.deepEqual(noReport.draft, { unfiled: "随便写的一行" });

// The public version has no telephone number, and names by choice.
const named = { ...sample(), project_leader: "周大明", phone: "13812345678" };
const text = (publicVersion) => Buffer.from(exportReport(named, "text", { publicVersion })).toString();
assert.ok(text().includes("周大明") && text().includes("13812345678"));
assert.ok(text("with_names").includes("周大明") && text("with_names").includes("138****5678"));
assert.ok(text("without_names").includes("周某") && !text("without_names").includes("周大明"));
assert.ok(!text("without_names").includes("1234"));
