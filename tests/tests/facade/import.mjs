// Files as a program hands them over. On stdin, the published report of Haikou.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { check, exportReport, importReport, sample } from "ziping-wasm";

const published = readFileSync(0);
const encode = (text) => new TextEncoder().encode(text);

// What only the file shows comes with the draft; `check` says the rest.
const { draft, findings } = importReport(published, "海口市公安局.txt");
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
assert.deepEqual(importReport(marked, "a.TXT"), { draft, findings });

// Our own export comes back as it went, whatever is made of the draft.
const odd = { ...sample(), title: "“户政”\u2028\0</script>😀", colour: "red", sub_projects: [{}] };
for (const original of [sample(), draft, odd, {}]) {
  for (const edition of ["report", "form", "disclosure"]) {
    const html = exportReport(original, "html", { edition });
    assert.deepEqual(importReport(html, "报告.html"), { draft: original, findings: [] });
  }
}
// A view of a part, and one of shared memory.
const html = exportReport(sample(), "html");
const around = Buffer.concat([encode("xx"), html, encode("xx")]);
assert.deepEqual(importReport(around.subarray(2, -2), "a.htm").draft, sample());
const shared = new Uint8Array(new SharedArrayBuffer(html.length));
shared.set(html);
assert.deepEqual(importReport(shared, "a.htm").draft, sample());

// What can't be read is a value that says why.
const replaced = (from, to) => encode(Buffer.from(html).toString().replace(from, to));
for (const [bytes, name, error, message] of [
  [published, "报告.docx", "unsupported", "不能读取“报告.docx”。可以读取本程序导出的网页（.html、.htm）、纯文本（.txt）"],
  [html, "报告", "unsupported"],
  [html, "", "unsupported"],
  [html, "html", "unsupported"],
  [html, "报告.html\0", "unsupported"],
  [Uint8Array.of(0xcf, 0xee, 0xc4, 0xbf), "报告.txt", "not_utf8", "“报告.txt”不是 UTF-8 编码，没有读取。请用记事本等打开，另存为 UTF-8 编码后再读取"],
  [html.subarray(0, html.indexOf(0xe6) + 1), "报告.html", "not_utf8"],
  [replaced('"schema":1', '"schema":2'), "报告.html", "newer", "“报告.html”由更新版本的程序导出，本版本不能读取"],
  [replaced('"schema":1', '"schema":-1'), "报告.html", "no_draft"],
  [encode("<!DOCTYPE html><p>"), "a.html", "no_draft", "“a.html”中没有填报内容，没有读取。只能读取本程序导出的网页，公开版和汇总表除外"],
  [exportReport(sample(), "html", { publicVersion: "with_names" }), "a.html", "no_draft"],
  [new Uint8Array(), "a.html", "no_draft"],
]) {
  const refused = importReport(bytes, name);
  assert.deepEqual(Object.keys(refused), ["error", "message"]);
  assert.equal(refused.error, error);
  assert.match(refused.message, /“[^]*”/);
  if (message) assert.equal(refused.message, message);
}
assert.deepEqual(importReport(new Uint8Array(), "a.txt"), { draft: {}, findings: [] });
const noReport = importReport(encode("随便写的一行"), "a.txt");
assert.deepEqual(noReport.draft, { unfiled: "随便写的一行" });

// The public version has no telephone number, and names by choice.
const named = { ...sample(), project_leader: "周大明", phone: "13812345678" };
const text = (publicVersion) => Buffer.from(exportReport(named, "text", { publicVersion })).toString();
assert.ok(text().includes("周大明") && text().includes("13812345678"));
assert.ok(text("with_names").includes("周大明") && text("with_names").includes("138****5678"));
assert.ok(text("without_names").includes("周某") && !text("without_names").includes("周大明"));
assert.ok(!text("without_names").includes("1234"));
