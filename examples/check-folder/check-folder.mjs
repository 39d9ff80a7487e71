// Checks a folder of reports and forms, and writes a workbook about all of them: a row for
// each file, every finding, and why a file couldn't be read.
//
//   npm install      (after `cargo xtask facade`)
//   node check-folder.mjs FOLDER REVIEW.xlsx [TODAY]
//
// Dates are checked against TODAY, such as 2022-07-07: that of this computer unless given.
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { check, exportReview, importReport } from "ziping-wasm";

const [folder, workbook, day] = process.argv.slice(2);
if (!workbook) {
  console.error("usage: node check-folder.mjs FOLDER REVIEW.xlsx [TODAY]");
  process.exit(2);
}
const now = new Date();
const today = day ?? [now.getFullYear(), now.getMonth() + 1, now.getDate()].join("-");

/** Every file in the folder and below, without hidden ones and those that Office locks with. */
function fileNames() {
  const names = readdirSync(folder, { recursive: true });
  const isWanted = (name) => {
    const path = join(folder, name);
    const isFile = statSync(path, { throwIfNoEntry: false })?.isFile();
    return isFile && !/(^|[\\/])[.~]/.test(name) && resolve(path) !== resolve(workbook);
  };
  return names.filter(isWanted).sort();
}

/** What is in a file, checked: one entry, or more where it holds several forms. */
function review(fileName) {
  try {
    const read = importReport(readFileSync(join(folder, fileName)), fileName);
    if (read.error) return [{ fileName, message: read.message }];
    return [read, ...read.more].map(({ draft, findings }, form) => {
      // A form (自评表) alone isn't asked for the report's sections.
      const edition = draft.indicators?.length && !draft.goals_met ? "form" : undefined;
      return {
        fileName: form === 0 ? fileName : `${fileName}（第 ${form + 1} 份）`,
        draft,
        findings: [...findings, ...check(draft, { today, edition })],
      };
    });
  } catch (error) {
    // One file that the system doesn't hand out, or that is longer than can be checked, is no
    // reason to leave the others.
    return [{ fileName, message: `没有读取：${error.message}` }];
  }
}

function inWords({ fileName, findings, message }) {
  if (message) return `${fileName}  ${message}`;
  const count = (severity) => findings.filter((finding) => finding.severity === severity).length;
  return `${fileName}  错误 ${count("error")}，警告 ${count("warning")}，提示 ${count("hint")}`;
}

const files = [];
for (const fileName of fileNames()) {
  const reviewed = review(fileName);
  for (const file of reviewed) console.log(inWords(file));
  files.push(...reviewed);
}
writeFileSync(workbook, exportReview(files, "xlsx"));
