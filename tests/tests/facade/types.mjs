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

const { calculate, check, fields, formats, rules, sample } = facade;
const draft = {
  ...sample(),
  fiscal_executed: "677,00",
  total_initial: "1",
  sub_projects: [{ name: "户政", allocated: "0", spent: "1" }, { allocated: "3", spent: "1" }],
};
const findings = check(draft);
const fixes = findings.flatMap((finding) => finding.fix ?? []);
const figures = [calculate(draft), calculate(sample())];
conform("Finding", findings);
conform("Fix", fixes);
conform("SetEdit", fixes.flatMap((fix) => fix.edits).filter((edit) => edit.type === "set"));
conform("Figures", figures);
conform("FundFigures", figures.flatMap(({ funds }) => funds));
conform(
  "SubProjectFigures",
  figures.flatMap(({ subProjects, subProjectTotal }) => [...subProjects, subProjectTotal]),
);
conform("Format", formats());
conform("Field", fields());
conform("Rule", rules());
for (const property of Object.keys(sample())) {
  assert.ok(interfaces.get("Draft").includes(`${property}?`), property);
}

/** The texts that a union of texts consists of. */
const union = (text) => [...text.matchAll(/"(\w+)"/g)].map(([, member]) => member).sort();
const ofType = (name) => union(source.match(new RegExp(`export type ${name} =([^;]*);`))[1]);
const ofProperty = (type, name) =>
  union(source.match(new RegExp(`export interface ${type} \\{[^}]*?  ${name}: ([^;]*);`))[1]);
const seen = (values) => [...new Set(values)].sort();
const rates = figures.flatMap(({ funds, subProjects }) => [...funds, ...subProjects]);
assert.deepEqual(ofType("FieldKind"), seen(fields().map(({ kind }) => kind)));
assert.deepEqual(ofProperty("Field", "need"), seen(fields().map(({ need }) => need)));
assert.deepEqual(ofProperty("FundFigures", "source"), seen(figures[0].funds.map(({ source }) => source)));
assert.deepEqual(ofType("RateState"), seen(rates.map(({ rateState }) => rateState)));
for (const { severity } of [...findings, ...rules()]) {
  assert.ok(ofType("Severity").includes(severity), severity);
}
