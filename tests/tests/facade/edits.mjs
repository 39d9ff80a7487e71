// Edits from JavaScript: spans count as `slice` does.
import assert from "node:assert/strict";
import { applyEdits } from "ziping-wasm";

const set = (field, text, place = {}) => ({ type: "set", place: { field, ...place }, text });
const draft = { goals_met: "😀支出率19.72%，", sub_projects: [{ name: "户政" }], colour: "red" };

const start = draft.goals_met.indexOf("19.72%");
const span = { start, end: start + "19.72%".length };
assert.equal(
  applyEdits(draft, [set("goals_met", "19.73%", { span })]).goals_met,
  "😀支出率19.73%，",
);
assert.equal(draft.goals_met, "😀支出率19.72%，", "the draft handed over stays as it is");

// Each edit sees what the ones before it did.
assert.deepEqual(
  applyEdits(draft, [
    set("goals_met", "😀😀", { span: { start: 0, end: 2 } }),
    set("goals_met", "。", { span: { start: 4, end: 14 } }),
    { type: "insert_row", table: "sub_projects", row: 0 },
    set("sub_projects.name", "社管", { row: 0 }),
    { type: "insert_row", table: "sub_projects", row: 1 },
    { type: "remove_row", table: "sub_projects", row: 2 },
    { type: "move_row", table: "sub_projects", row: 0, to: 1 },
  ]),
  { goals_met: "😀😀。", sub_projects: [{}, { name: "社管" }], colour: "red" },
);

// Nowhere: half a character, past the end, backwards, no such row.
for (const nowhere of [
  set("goals_met", "x", { span: { start: 1, end: 2 } }),
  set("goals_met", "x", { span: { start: 0, end: 99 } }),
  set("goals_met", "x", { span: { start: 4, end: 2 } }),
  set("goals_met", "x", { span: { start: 4294967295, end: 4294967295 } }),
  set("sub_projects.name", "x", { row: 1 }),
  { type: "remove_row", table: "sub_projects", row: 1 },
  { type: "move_row", table: "sub_projects", row: 0, to: 1 },
]) {
  assert.deepEqual(applyEdits(draft, [nowhere]), draft);
}

for (const [edit, message] of [
  [set("colour", "x"), /no field "colour" without rows/],
  [set("sub_projects.name", "x"), /no field "sub_projects.name" without rows/],
  [set("goals_met", "x", { row: 0 }), /no field "goals_met" with rows/],
  [set("goals_met", "x", { span: { start: -1, end: 2 } }), /edits: invalid value/],
  [set("goals_met", "x", { span: { start: 0.5, end: 2 } }), /edits: invalid type/],
  [set("goals_met", "x", { column: 1 }), /edits: unknown field/],
  [set("goals_met", 19.73), /edits: invalid type/],
  [{ type: "insert_row", table: "colours", row: 0 }, /no table "colours"/],
  [{ type: "delete" }, /edits: unknown variant/],
  [null, /edits: invalid type/],
]) {
  assert.throws(() => applyEdits(draft, [edit]), message);
}
