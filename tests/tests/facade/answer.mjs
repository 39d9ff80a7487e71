// Writes to stdout everything that the facade says about each case on stdin.
import { readFileSync } from "node:fs";
import * as node from "ziping-wasm";

/** The browsers' build, which fetches its module unless it is given the bytes. */
async function web() {
  const folder = new URL("node_modules/ziping-wasm/web/", import.meta.url);
  const facade = await import(new URL("ziping_wasm.js", folder));
  facade.initSync({ module: readFileSync(new URL("ziping_wasm_bg.wasm", folder)) });
  return facade;
}

const facade = process.argv[2] === "web" ? await web() : node;

function answer({ draft, options, others }) {
  const { policy, today, edition, publicVersion } = options;
  const html = facade.exportReport(draft, "html", options);
  const text = facade.exportReport(draft, "text", options);
  const findings = facade.check(draft, { policy, today, edition, publicVersion, others });
  const fileName = facade.fileName(draft, "html", { edition });
  return {
    findings,
    figures: facade.calculate(draft, { policy }),
    html: Buffer.from(html).toString("base64"),
    text: Buffer.from(text).toString("base64"),
    fileName,
    htmlRead: facade.importReport(html, fileName),
    textRead: facade.importReport(text, "报告.txt"),
    mended: findings
      .filter((finding) => finding.fix)
      .map((finding) => facade.applyEdits(draft, finding.fix.edits)),
  };
}

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(answer)));
