// Whatever is handed over: an error that can be caught, and the module works on.
import assert from "node:assert/strict";
import * as facade from "ziping-wasm";

const { applyEdits, calculate, check, exportOpinion, exportReport, exportReview } = facade;
const { exportSummary, fileName, importReport, sample, summarise } = facade;
const sound = check(sample());

function nested(levels, innermost = {}) {
  let object = innermost;
  for (let level = 0; level < levels; level++) object = { inner: object };
  return object;
}

const cyclic = { title: "t" };
cyclic.rows = [cyclic, { cyclic }];

const thrown = new RangeError("from a getter");
const throwing = {
  get title() {
    throw thrown;
  },
};
const revoked = Proxy.revocable({}, {});
revoked.revoke();

const lists = [[], [sample()]];

const notAnObject = /draft must be an object/;
const badDrafts = [
  [undefined, notAnObject],
  [null, notAnObject],
  [true, notAnObject],
  [0, notAnObject],
  [NaN, notAnObject],
  [-1.5e300, notAnObject],
  ["draft", notAnObject],
  [new String("draft"), notAnObject],
  [Symbol("s"), notAnObject],
  [() => ({}), notAnObject],
  [class {}, notAnObject],
  ...lists.map((list) => [list, notAnObject]),
  [new Date(), notAnObject],
  [{ toJSON: () => 1 }, notAnObject],
  [{ toJSON: () => undefined }, notAnObject],
  [1n, TypeError],
  [{ fiscal_executed: 1n }, TypeError],
  [cyclic, TypeError],
  [revoked.proxy, TypeError],
  [throwing, thrown],
  [{ sub_projects: [throwing] }, thrown],
  [new Proxy({}, { ownKeys: () => { throw thrown; } }), thrown],
  [nested(200), /draft: recursion limit exceeded/],
  [nested(10_000), Error],
  [nested(1_000_000), RangeError],
  [{ sub_projects: Array.from({ length: 100_001 }, () => 1) }, /draft has too many rows/],
  [{ title: "长".repeat(4 * 1024 * 1024) }, /draft is too long/],
];

const takesADraft = [
  (draft) => check(draft),
  (draft) => calculate(draft),
  (draft) => exportReport(draft, "html"),
  (draft) => fileName(draft, "html"),
  (draft) => applyEdits(draft, []),
];
const takesDrafts = [(drafts) => summarise(drafts), (drafts) => exportSummary(drafts, "text")];
for (const [draft, error] of badDrafts) {
  for (const call of takesADraft) {
    assert.throws(() => call(draft), error);
  }
  for (const call of takesDrafts) {
    assert.throws(() => call([sample(), draft]), Error);
    if (!lists.includes(draft)) assert.throws(() => call(draft), Error);
  }
}
for (const [drafts, error] of [
  [undefined, /drafts must be an array/],
  [{}, /drafts must be an array/],
  [{ length: 1, 0: {} }, /drafts must be an array/],
  [new Map([[0, {}]]), /drafts must be an array/],
  [[{}, null], /drafts\[1\] must be an object/],
  [[, {}], /drafts\[0\] must be an object/],
  [[[]], /drafts\[0\] must be an object/],
  [[{}, throwing], thrown],
  [[cyclic], TypeError],
  [Array.from({ length: 100_001 }, () => ({})), /drafts have too many rows/],
  [
    [{ sub_projects: Array(60_000).fill(1) }, { indicators: Array(40_000).fill(1) }],
    /drafts have too many rows/,
  ],
  [[{ title: "长".repeat(3_000_000) }, { title: "长".repeat(3_000_000) }], /drafts is too long/],
]) {
  for (const call of takesDrafts) {
    assert.throws(() => call(drafts), error);
  }
}

const anything = badDrafts.map(([value]) => value);
const takesOptions = [
  (options) => check({}, options),
  (options) => calculate({}, options),
  (options) => exportReport({}, "text", options),
  (options) => fileName({}, "text", options),
  (options) => summarise([], options),
  (options) => exportSummary([], "text", options),
  (options) => exportReview([], "xlsx", options),
  (options) => exportOpinion({ fileName: "a", draft: {} }, "text", options),
];
for (const options of anything.filter((value) => value !== undefined && value !== null)) {
  for (const call of takesOptions) {
    assert.throws(() => call(options), Error);
  }
}
const long = "长".repeat(1_000_000);
for (const [option, values, message] of [
  ["today", ["", "tomorrow", "2022-02-30", long], /options: today must be a date/],
  ["policy", ["", "北京", "海南 ", "__proto__", long], /options: policy must be the name of one of policies/],
  ["edition", ["", "Report", "report\0", long], /options: edition must be report, form or disclosure/],
  ["publicVersion", ["", "names", long], /options: publicVersion must be with_names or without_names/],
]) {
  for (const value of values) {
    assert.throws(() => exportReport({}, "text", { [option]: value }), message);
  }
  for (const value of [20220707, true, {}, [], ["海南"]]) {
    assert.throws(() => exportReport({}, "text", { [option]: value }), /options: invalid type/);
  }
}
for (const charts of ["", "true", 1, [], {}]) {
  assert.throws(() => exportReport({}, "text", { charts }), /options: invalid type/);
  assert.throws(() => exportSummary([], "text", { charts }), /options: invalid type/);
}
assert.throws(() => check({}, { today: new Date() }), /options: today must be a date/);
for (const [others, message] of [
  [{}, /options: invalid type/],
  ["drafts", /options: invalid type/],
  [[{}, null], /options: others\[1\] must be an object/],
  [Array.from({ length: 100_001 }, () => ({})), /options: others have too many rows/],
]) {
  assert.throws(() => check({}, { others }), message);
}
assert.ok(check(sample(), { others: [{ ...sample(), report_year: "2020" }, {}] }).some(({ code }) => code === "G13"));
assert.deepEqual(check(sample(), { others: [sample()] }), sound);
assert.ok(check({}, { edition: "form" }).length < check({}).length);
for (const call of takesOptions) {
  assert.throws(() => call({ toady: "2022-07-07" }), /options: unknown field/);
  // None of them, as where there is a choice to leave it.
  for (const none of [undefined, null, {}]) call(none);
}
exportReport({}, "text", { policy: undefined, today: null, edition: null, publicVersion: undefined, charts: null });
for (const edits of anything) {
  assert.throws(() => applyEdits({}, edits?.length === 0 ? [[]] : edits), Error);
}
for (const format of [...anything, "", "HTML", "html\0", "\ud800", "__proto__"]) {
  assert.throws(() => exportReport({}, format), /format/);
  assert.throws(() => fileName({}, format), /format/);
  assert.throws(() => exportSummary([], format), /format/);
  assert.throws(() => exportReview([], format), /format/);
  assert.throws(() => exportOpinion({ fileName: "a", draft: {} }, format), /format/);
}
assert.throws(() => exportReview([], "docx"), /format must be xlsx/);

// What was reviewed.
for (const value of anything) {
  if (!lists.includes(value) || value.length > 0) {
    assert.throws(() => exportReview(value, "xlsx"), Error);
  }
  assert.throws(() => exportReview([value], "xlsx"), Error);
  if (value !== undefined && value !== null) {
    assert.throws(() => exportReview([{ fileName: "a", draft: value }], "xlsx"), Error);
  }
  assert.throws(() => exportReview([{ fileName: "a", draft: {}, findings: [value] }], "xlsx"), Error);
}
const file = { fileName: "a", draft: sample(), findings: sound };
const found = (change) => ({ ...file, findings: [{ ...sound[0], ...change }] });
for (const [bad, message] of [
  [{}, /files\[1\]: missing field `fileName`/],
  [{ fileName: 1, draft: {} }, /files\[1\]: invalid type/],
  [{ fileName: "a" }, /files\[1\]: has neither a draft nor a message/],
  [{ fileName: "a", draft: [] }, /files\[1\]: draft must be an object/],
  [{ fileName: "a", draft: { sub_projects: Array(100_001).fill(1) } }, /too many rows/],
  [found({ code: "A99" }), /files\[1\]: no rule "A99"/],
  [found({ severity: "bad" }), /files\[1\]: no severity "bad"/],
  [found({ place: { field: "nowhere" } }), /files\[1\]: no field "nowhere"/],
  [found({ verdict: "accept" }), /files\[1\]: no verdict "accept"/],
  [found({ note: 1 }), /files\[1\]: invalid type/],
  [{ ...file, comment: {} }, /files\[1\]: invalid type/],
  [{ ...file, draft: throwing }, thrown],
  [{ ...file, findings: Array(100_001).fill(sound[0]) }, /too (long|many files and findings)/],
  [{ ...file, fileName: "长".repeat(4 * 1024 * 1024) }, /files\[1\] is too long/],
]) {
  assert.throws(() => exportReview([file, bad], "xlsx"), message);
}
for (const value of anything) assert.throws(() => exportOpinion(value, "text"), Error);
for (const [bad, message] of [
  [{ fileName: "a", message: "" }, /file: has no draft/],
  [found({ code: "A99" }), /file: no rule "A99"/],
  [found({ verdict: "" }), /file: no verdict ""/],
  [{ ...file, draft: throwing }, thrown],
  [{ ...file, findings: Array(100_001).fill(sound[0]) }, /file(: too many findings| is too long)/],
]) {
  assert.throws(() => exportOpinion(bad, "text"), message);
}
const opinion = exportOpinion({ ...file, findings: undefined }, "text");
assert.ok(Buffer.from(opinion).toString().includes("本次审核未发现问题"));
assert.throws(() => exportReview(new Proxy([file], { get() { throw thrown; } }), "xlsx"), thrown);
assert.throws(() => exportReview(Array(100_001).fill({ fileName: "a", message: "" }), "xlsx"), /too many files/);
const longest = { fileName: "长".repeat(4_000_000), message: "" };
assert.throws(() => exportReview(Array(40).fill(longest), "xlsx"), /files are too long/);
for (const files of [[], [file], [{ ...file, ...importReport(exportReport({}, "html"), "a") }], [{ fileName: "\0\ud800", message: "=1" }], Array(1000).fill(file)]) {
  assert.deepEqual([...exportReview(files, "xlsx").subarray(0, 2)], [0x50, 0x4b]);
}

// Files.
const bytes = exportReport(sample(), "html");
/** Takes the place of a file, and runs code of its own. */
class Lying extends Uint8Array {
  get length() {
    return 1_000_000;
  }
  get byteLength() {
    throw thrown;
  }
  set() {
    throw thrown;
  }
  *[Symbol.iterator]() {
    throw thrown;
  }
}
const revokedBytes = Proxy.revocable(new Uint8Array(3), {});
revokedBytes.revoke();
const detached = new Uint8Array(3);
structuredClone(detached.buffer, { transfer: [detached.buffer] });
for (const notBytes of [
  ...anything,
  "<p>",
  bytes.buffer,
  [...bytes],
  new Uint16Array(3),
  new Uint8ClampedArray(3),
  new DataView(bytes.buffer),
  revokedBytes.proxy,
]) {
  assert.throws(() => importReport(notBytes, "a.html"), /bytes must be a Uint8Array/);
}
for (const faked of [
  detached,
  new Proxy(bytes, {}),
  new Proxy(bytes, { get() { throw thrown; } }),
  Object.create(Uint8Array.prototype),
  Object.create(Uint8Array.prototype, { [Symbol.iterator]: { get() { throw thrown; } } }),
]) {
  assert.throws(() => importReport(faked, "a.html"), Error);
}
assert.equal(importReport(new Uint8Array(100 * 1024 * 1024 + 1), "a.txt").error, "too_large");
assert.throws(() => importReport(bytes), /fileName must be a string/);
for (const notText of anything.filter((value) => typeof value !== "string")) {
  assert.throws(() => importReport(bytes, notText), /fileName must be a string/);
}
assert.throws(() => importReport(bytes, "长".repeat(4 * 1024 * 1024 + 1)), /fileName is too long/);
assert.deepEqual(importReport(new Lying(bytes), "a.html").draft, sample());
assert.deepEqual(importReport(bytes, "\ud800.doc").draft, sample());
// Long ones.
for (const piece of ["长", "预算单位", "一、项目概况\n", "[", "<script>", "<td>", "&#1;"]) {
  const repeated = piece.repeat(Math.floor((4 * 1024 * 1024) / Buffer.byteLength(piece)));
  for (const name of ["a.txt", "a.html"]) {
    const started = Date.now();
    const read = importReport(Buffer.from(repeated), name);
    assert.ok(read.draft || read.error === "too_much", `${piece} in ${name}`);
    if (process.env.TIMES) console.error(piece, name, Date.now() - started, read.error);
  }
}
assert.throws(() => check(), notAnObject);
assert.throws(() => exportReport({}), /format must be a string/);

// A getter that calls back, once and without end.
const same = { get title() { return String(check(sample()).length); } };
assert.equal(applyEdits(same, []).title, String(sound.length));
const endless = { get title() { return check(endless).length; } };
assert.throws(() => check(endless), Error);

// Odd, but drafts.
const odd = (draft) => {
  check(draft);
  calculate(draft);
  const html = exportReport(draft, "html");
  const again = applyEdits(draft, []);
  assert.deepEqual(importReport(html, "a.html").draft, again);
  assert.equal(summarise([draft]).rows.length, 1);
  return again;
};
assert.deepEqual(odd(Object.freeze({ __proto__: null, title: "t" })), { title: "t" });
assert.deepEqual(odd({ title: undefined, phone: () => 1, [Symbol("s")]: 1 }), {});
assert.deepEqual(odd(new Map([["title", "t"]])), {});
assert.deepEqual(odd({ fiscal_executed: 3627500, unit_executed: -0.1 }), {
  fiscal_executed: "3627500",
  unit_executed: "-0.1",
});
assert.deepEqual(odd({ sub_projects: [, null, 7, "text", [], { name: "户政" }] }).sub_projects[5], {
  name: "户政",
});
assert.deepEqual(odd({ sub_projects: "none", title: ["t"] }), { sub_projects: "none", title: ["t"] });
assert.deepEqual(odd({ extra: nested(100, 12345678901234567890) }), {
  extra: nested(100, 12345678901234567890),
});
assert.deepEqual(odd(new Proxy({ title: "t" }, {})), { title: "t" });
// A key `__proto__` is an entry like any other.
const own = JSON.parse('{"__proto__":{"title":"t"},"constructor":1}');
assert.equal(JSON.stringify(odd(own)), JSON.stringify(own));
assert.equal({}.title, undefined);

// Halves of surrogate pairs become U+FFFD, and escapes that look alike stay.
assert.deepEqual(
  odd({ title: "a\ud800b\udc00\ud83d", project_name: "\\ud800 😀 \0\u2028</script><!--" }),
  { title: "a\ufffdb\ufffd\ufffd", project_name: "\\ud800 😀 \0\u2028</script><!--" },
);
assert.deepEqual(odd({ "\udfff": 1 }), { "\ufffd": 1 });

// Large.
const large = "长<&\\\"\n\0😀".repeat(10_000);
assert.deepEqual(odd({ title: large, phone: large, goals_met: large }), {
  title: large,
  phone: large,
  goals_met: large,
});
const rows = Array.from({ length: 10_000 }, (_, row) => ({ name: `子项目${row}`, spent: "1.01" }));
assert.equal(odd({ sub_projects: rows }).sub_projects.length, 10_000);
assert.equal(calculate({ sub_projects: rows }).subProjectTotal.spent, "10100");
// As much as is let in.
for (const longest of [
  { sub_projects: Array.from({ length: 100_000 }, () => ({})) },
  { title: "<".repeat(4 * 1024 * 1024 - 12) },
  { fiscal_executed: "1,".repeat(2 * 1024 * 1024 - 11) },
  { project_leader: "周明、".repeat(500_000), experience: "周明".repeat(1_000_000) },
]) {
  check(longest);
  calculate(longest);
  exportReport(longest, "html");
  exportReport(longest, "text");
  exportReport(longest, "text", { publicVersion: "without_names" });
  assert.deepEqual(applyEdits(longest, []), longest);
}

const many = Array.from({ length: 100_000 }, () => ({}));
assert.equal(summarise(many).rows.length, 100_000);

assert.deepEqual(check(sample()), sound, "after all that the module still works");
