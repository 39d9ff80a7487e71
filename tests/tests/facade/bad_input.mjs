// Whatever is handed over: an error that can be caught, and the module works on.
import assert from "node:assert/strict";
import * as facade from "ziping-wasm";

const { applyEdits, calculate, check, exportReport, fileName, readReport, sample } = facade;
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
  [[], notAnObject],
  [[sample()], notAnObject],
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
for (const [draft, error] of badDrafts) {
  for (const call of takesADraft) {
    assert.throws(() => call(draft), error);
  }
}

const anything = badDrafts.map(([value]) => value);
for (const options of anything.filter((value) => value !== undefined && value !== null)) {
  assert.throws(() => check({}, options), Error);
}
for (const today of ["", "tomorrow", "2022-02-30", "长".repeat(1_000_000), 20220707, {}, new Date()]) {
  assert.throws(() => check({}, { today }), /options/);
}
assert.throws(() => check({}, { toady: "2022-07-07" }), /options: unknown field/);
for (const edits of anything) {
  assert.throws(() => applyEdits({}, edits?.length === 0 ? [[]] : edits), Error);
}
for (const format of [...anything, "", "HTML", "html\0", "\ud800", "__proto__"]) {
  assert.throws(() => exportReport({}, format), /format/);
  assert.throws(() => fileName({}, format), /format/);
}
for (const html of anything.filter((value) => typeof value !== "string")) {
  assert.throws(() => readReport(html), /html must be a string/);
}
assert.throws(() => readReport("<p>".repeat(2 * 1024 * 1024)), /html is too long/);
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
  const html = Buffer.from(exportReport(draft, "html")).toString();
  const again = applyEdits(draft, []);
  assert.deepEqual(readReport(html), { draft: again });
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
]) {
  check(longest);
  calculate(longest);
  exportReport(longest, "html");
  exportReport(longest, "text");
  assert.deepEqual(applyEdits(longest, []), longest);
}

assert.deepEqual(check(sample()), sound, "after all that the module still works");
