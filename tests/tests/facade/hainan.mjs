// The published form of Hainan, on stdin, to the digit; and what another policy makes of it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { calculate, check, exportReport, policies, sample, summarise } from "ziping-wasm";

const draft = JSON.parse(readFileSync(0, "utf8"));
const before = structuredClone(draft);

assert.deepEqual(calculate(draft).scores, {
  indicators: [
    { weight: "20.00", completion: "19.23%", computed: "3.85", typed: "3.85", score: "3.85" },
    { weight: "30.00", completion: "0.00%", computed: "0.00", typed: "0.00", score: "0.00" },
    { weight: "30.00", completion: "100.00%", computed: "30.00", typed: "30.00", score: "30.00" },
    { weight: "10.00", completion: "100.00%", computed: "10.00", typed: "10.00", score: "10.00" },
  ],
  execution: { weight: "10.00", computed: "2.50", typed: "2.50", score: "2.50" },
  subtotals: [
    { level1: "产出指标", weight: "50.00", score: "3.85" },
    { level1: "效益指标", weight: "30.00", score: "30.00" },
    { level1: "满意度指标", weight: "10.00", score: "10.00" },
  ],
  weight: "100.00",
  total: "46.35",
  grade: "差",
});

assert.deepEqual(summarise([draft, sample()]), {
  rows: [
    {
      unit: "省农垦实验中学",
      project: "学生事务补助",
      year: "2021",
      initial: "120000",
      fullYear: "120000",
      executed: "30000",
      rate: "25.00%",
      rateState: "computed",
      score: "46.35",
      grade: "差",
    },
    {
      unit: "海口市公安局",
      project: "信息化专项计划",
      year: "2021",
      initial: "0",
      fullYear: "18388700",
      executed: "3627500",
      rate: "19.73%",
      rateState: "computed",
    },
  ],
  // 3657500 ÷ 18508700 = 19.7609…%
  total: {
    initial: "120000",
    fullYear: "18508700",
    executed: "3657500",
    rate: "19.76%",
    rateState: "computed",
  },
});
// A draft without amounts leaves no sum.
assert.deepEqual(summarise([draft, {}]).total, { rateState: "unknown" });
assert.deepEqual(summarise([]), {
  rows: [],
  total: { initial: "0", fullYear: "0", executed: "0", rateState: "no_budget" },
});

// In Hubei the execution rate has 20 points: 20 × 25% = 5.00, and the total is 48.85.
const policy = "湖北";
assert.deepEqual(calculate(draft, { policy }).scores.execution, {
  weight: "20.00",
  computed: "5.00",
  typed: "2.50",
  score: "5.00",
});
assert.equal(calculate(draft, { policy }).scores.total, "48.85");
assert.equal(summarise([draft], { policy }).rows[0].score, "48.85");
const wrong = (options) => check(draft, options).filter(({ key }) => key === "execution_score");
assert.deepEqual(wrong(), []);
assert.equal(wrong({ policy })[0].reported, "2.50");
const form = (options) =>
  Buffer.from(exportReport(draft, "text", { edition: "form", ...options })).toString();
assert.ok(form().includes("46.35") && form({ policy }).includes("48.85"));
assert.deepEqual(draft, before, "the draft handed over stays as it is");
// The other way round: the draft's own policy gives way.
assert.equal(calculate({ ...draft, policy }, { policy: "海南" }).scores.total, "46.35");

const named = Object.fromEntries(policies().map((policy) => [policy.name, policy]));
assert.deepEqual(Object.keys(named), ["海南", "财政部", "四川", "湖北"]);
const { source, ...hubei } = named["湖北"];
assert.deepEqual(hubei, {
  name: "湖北",
  unit: "万元",
  executionWeight: 20,
  reverse: "ratio",
  bands: { reached: 80, partly: 50 },
  overCompletion: 120,
  overCompletionExplained: 130,
  reasonBelow: 90,
  hasScoreCaps: false,
});
assert.equal(named["四川"].longestNarrative, 200);
assert.equal(named["四川"].longestReason, 100);
