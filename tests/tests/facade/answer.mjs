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
  const { policy, today, edition, publicVersion, charts } = options;
  const findings = facade.check(draft, { policy, today, edition, publicVersion, others, charts });
  const formats = facade.formats().filter(({ editions }) => editions.includes(edition ?? "report"));
  const files = formats.map(({ key }) => {
    const bytes = facade.exportReport(draft, key, options);
    const name = facade.fileName(draft, key, { edition });
    const read = facade.importReport(bytes, name);
    return [key, { bytes: Buffer.from(bytes).toString("base64"), name, read }];
  });
  return {
    findings,
    figures: facade.calculate(draft, { policy }),
    files: Object.fromEntries(files),
    mended: findings
      .filter((finding) => finding.fix)
      .map((finding) => facade.applyEdits(draft, finding.fix.edits)),
  };
}

const cases = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(cases.map(answer)));
