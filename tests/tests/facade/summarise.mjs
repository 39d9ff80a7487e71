// Writes to stdout everything that the facade says about each list of drafts on stdin.
import { readFileSync } from "node:fs";
import { exportSummary, formats, summarise } from "ziping-wasm";

function answer({ drafts, policy, charts }) {
  const options = { today: "2024-07-10", charts, ...policy };
  const file = (format) => Buffer.from(exportSummary(drafts, format, options)).toString("base64");
  const files = formats().map(({ key }) => [key, file(key)]);
  return { summary: summarise(drafts, policy), files: Object.fromEntries(files) };
}

const questions = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(questions.map(answer)));
