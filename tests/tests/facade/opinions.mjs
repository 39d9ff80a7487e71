// Writes to stdout the opinions on the drafts on stdin, and the review of all of them.
import { readFileSync } from "node:fs";
import { check, exportOpinion, exportReview, formats } from "ziping-wasm";

const { drafts, comment, unread } = JSON.parse(readFileSync(0, "utf8"));
const verdicts = ["open", "accepted", "dismissed"];
const files = drafts.map((draft) => ({
  fileName: "审核.docx",
  draft,
  findings: check(draft).map((finding, i) => ({
    ...finding,
    // Undecided is what one is that has no verdict.
    ...(i % 6 === 0 ? {} : { verdict: verdicts[i % 3] }),
    note: `说明${i}`,
  })),
  comment,
}));
const base64 = (bytes) => Buffer.from(bytes).toString("base64");
const written = (file) => formats().map(({ key }) => [key, base64(exportOpinion(file, key))]);
const opinions = files.map((file) => Object.fromEntries(written(file)));
const review = base64(exportReview([...files, unread], "xlsx"));
process.stdout.write(JSON.stringify({ opinions, review }));
