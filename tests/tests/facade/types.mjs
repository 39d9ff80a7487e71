// The declared types against the values: same functions, same properties.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as facade from "ziping-wasm";

const file = new URL("node_modules/ziping-wasm/node/ziping_wasm.d.ts", import.meta.url);
const source = readFileSync(file, "utf8");

const declared = [...source.matchAll(/^export function (\w+)\(/gm)].map(([, name]) => name);
const exported = Object.keys(facade).filter((name) => !["default", "module.exports"].includes(name));
assert.deepEqual(declared.sort(), exported.sort());
assert.ok(!/: any\b/.test(source), "something has no type");

/** By interface, the properties as `name` or `name?`, in order. */
const interfaces = new Map(
  [...source.matchAll(/^export interface (\w+) \{\n([^]*?)^\}/gm)].map(([, name, body]) => [
    name,
    [...body.matchAll(/^ {4}(\w+\??): /gm)].map(([, property]) => property),
  ]),
);

/** Every value has the required properties and no others than the declared ones, and
 *  together they have all that is declared. */
function conform(name, values) {
  const properties = interfaces.get(name);
  assert.ok(properties?.length, `no interface ${name}`);
  for (const value of values) {
    for (const property of Object.keys(value)) {
      assert.ok(
        properties.includes(property) || properties.includes(`${property}?`),
        `${name} declares no ${property}`,
      );
      assert.notEqual(value[property], null, `${name}.${property}`);
    }
  }
  for (const property of properties) {
    const isThere = (value) => property.replace("?", "") in value;
    assert.ok(property.endsWith("?") ? values.some(isThere) : values.every(isThere), property);
  }
}

const { calculate, check, exportOpinion, exportReport, exportReview, exportSummary, fields, fileName } = facade;
const { formats, importReport, policies, rules, sample, summarise } = facade;
const draft = {
  ...sample(),
  indicators: [
    { nature: "≥", target: "52", actual: "10", weight: "20", score: "3.85" },
    { nature: "定性", target: "良好", actual: "达成", weight: "10" },
    {},
  ],
  fiscal_executed: "677,00",
  total_initial: "1",
  sub_projects: [{ name: "户政", allocated: "0", spent: "1" }, { allocated: "3", spent: "1" }],
};
const findings = check(draft);
const fixes = findings.flatMap((finding) => finding.fix ?? []);
const level1 = "产出指标";
const scored = {
  ...draft,
  fiscal_executed: "3627500",
  carried_over_executed: "1",
  other_funds_full_year: "1",
  indicators: draft.indicators.slice(0, 2).map((row) => ({ ...row, level1 })),
};
const partly = { ...draft, execution_score: "2", indicators: [{ level1, level3: "户政" }] };
const figures = [draft, scored, partly, sample()].map((draft) => calculate(draft));
conform("Finding", findings);
conform("Fix", fixes);
conform("SetEdit", fixes.flatMap((fix) => fix.edits).filter((edit) => edit.type === "set"));
conform("Figures", figures);
conform("FundFigures", figures.flatMap(({ funds }) => funds));
conform(
  "SubProjectFigures",
  figures.flatMap(({ subProjects, subProjectTotal }) => [...subProjects, subProjectTotal]),
);
const scores = figures.map(({ scores }) => scores);
const indicatorScores = scores.flatMap(({ indicators }) => indicators);
conform("Scores", scores);
conform("IndicatorScore", indicatorScores);
conform("ScoreRange", indicatorScores.flatMap(({ range }) => range ?? []));
conform("ExecutionScore", [...scores, calculate({}).scores].map(({ execution }) => execution));
conform("Subtotal", scores.flatMap(({ subtotals }) => subtotals));
const summaries = [summarise([scored, sample()]), summarise([{}])];
conform("Summary", summaries);
conform("SummaryRow", summaries.flatMap(({ rows }) => rows));
conform("SummaryTotal", summaries.map(({ total }) => total));
conform("Policy", policies());
conform("Bands", policies().map(({ bands }) => bands));
const html = Buffer.from(exportReport(sample(), "html")).toString();
const read = (text, name = "a.html") => importReport(Buffer.from(text), name);
const changed = read(html.replace("项目负责人为：周明", "项目负责人为：周大明"));
const saved = JSON.parse(readFileSync(process.argv[2], "utf8"));
const partial = read(JSON.stringify({ ...saved, records: ["", ...saved.records] }), "备份.json");
const imported = [changed, ...changed.more, read(html), partial];
conform("ImportedReport", imported);
const computed = read("执行率：19.73%\n全年执行数：19.73\n全年预算数：100\n项目名称：户政\n项目名称：户政", "a.txt");
conform("Origin", [...imported, computed].flatMap(({ origins }) => origins));
const refusals = [read(""), read(html.replace('"schema":1', '"schema":2'))];
conform("RefusedReport", refusals);
conform("RefusedRecord", partial.refused);
conform("Format", formats());
conform("Field", fields());
conform("Rule", rules());
for (const property of Object.keys(sample())) {
  assert.ok(interfaces.get("Draft").includes(`${property}?`), property);
}

/** Each function takes the options that its type declares, and no others. */
const options = {
  policy: "湖北",
  today: "2022-07-07",
  edition: "form",
  publicVersion: "with_names",
  others: [{}],
  charts: true,
};
const reviewed = { fileName: "a.docx", draft, findings, comment: "" };
for (const [name, call] of [
  ["check", (options) => check({}, options)],
  ["calculate", (options) => calculate({}, options)],
  ["exportReport", (options) => exportReport({}, "text", options)],
  ["fileName", (options) => fileName({}, "text", options)],
  ["exportReview", (options) => exportReview([], "xlsx", options)],
  ["exportOpinion", (options) => exportOpinion(reviewed, "text", options)],
  ["summarise", (options) => summarise([], options)],
  ["exportSummary", (options) => exportSummary([], "text", options)],
]) {
  const type = source.match(new RegExp(`^export function ${name}\\(.*options\\?: (\\w+)`, "m"))[1];
  for (const [option, value] of Object.entries(options)) {
    if (interfaces.get(type).includes(`${option}?`)) call({ [option]: value });
    else assert.throws(() => call({ [option]: value }), /options: unknown field/, `${name} ${option}`);
  }
  assert.ok(interfaces.get(type).every((option) => option.replace("?", "") in options), type);
}

/** The texts that a union of texts consists of. */
const union = (text) => [...text.matchAll(/"([^"]+)"/g)].map(([, member]) => member).sort();
const ofType = (name) => union(source.match(new RegExp(`export type ${name} =([^;]*);`))[1]);
const ofProperty = (type, name) =>
  union(source.match(new RegExp(`export interface ${type} \\{[^}]*?  ${name}\\??: ([^;]*);`))[1]);
const seen = (values) => [...new Set(values)].sort();
const rates = figures.flatMap(({ funds, subProjects }) => [...funds, ...subProjects]);
assert.deepEqual(ofType("FieldKind"), seen(fields().map(({ kind }) => kind)));
assert.deepEqual(ofProperty("Field", "need"), seen(fields().map(({ need }) => need)));
assert.deepEqual(ofProperty("FundFigures", "source"), seen(figures.flatMap(({ funds }) => funds).map(({ source }) => source)));
assert.deepEqual(ofType("RateState"), seen(rates.map(({ rateState }) => rateState)));
assert.deepEqual(ofType("PolicyName"), seen(policies().map(({ name }) => name)));
assert.deepEqual(ofProperty("Policy", "unit"), seen(policies().map(({ unit }) => unit)));
assert.deepEqual(ofProperty("Policy", "reverse"), seen(policies().map(({ reverse }) => reverse)));
for (const { error } of refusals) assert.ok(ofType("ImportError").includes(error), error);
assert.deepEqual(ofType("FormatKey"), seen(formats().map(({ key }) => key)));
assert.deepEqual(ofType("EditionKey"), seen(formats().flatMap(({ editions }) => editions)));
for (const { key, editions } of formats()) {
  for (const edition of editions) exportReport({}, key, { edition });
}
const fates = [...imported, computed].flatMap(({ origins }) => origins).map(({ fate }) => fate);
assert.deepEqual(ofProperty("Origin", "fate"), seen(fates));
for (const publicVersion of ofProperty("ExportOptions", "publicVersion")) {
  exportReport({}, "text", { publicVersion });
}
for (const publicVersion of ofProperty("CheckOptions", "publicVersion")) {
  check({}, { publicVersion });
}
/** With one indicator of a group, and a score typed for it. */
const graded = (level1, score) =>
  calculate({
    fiscal_full_year: "1",
    fiscal_executed: "1",
    indicators: [{ level1, level3: "户政", weight: "90", score }],
  }).scores;
const groups = ofProperty("Subtotal", "level1");
assert.equal(groups.length, 4);
for (const group of groups) assert.equal(graded(group, "1").subtotals[0].level1, group);
const grades = ["80", "79.99", "69.99", "49.99"].map((score) => graded("产出指标", score).grade);
assert.deepEqual(ofType("Grade"), seen(grades));
for (const verdict of ofType("Verdict")) {
  exportOpinion({ ...reviewed, findings: findings.map((it) => ({ ...it, verdict })) }, "text");
}
for (const { severity } of [...findings, ...rules()]) {
  assert.ok(ofType("Severity").includes(severity), severity);
}
