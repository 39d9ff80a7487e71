// Loads the module for Office files as the page does: its plain script, then its bytes.
// Writes what it makes of the JSON files in a directory, and prints what it reads.

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import vm from 'node:vm';

const [bound, directory] = process.argv.slice(2);
const file = name => readFileSync(join(directory, name));
const text = name => file(name).toString('utf8');

const script = readFileSync(join(bound, 'ziping_office_wasm.js'), 'utf8');
const office = vm.runInThisContext(`${script}; ziping_office`);
office.initSync({ module: readFileSync(join(bound, 'ziping_office_wasm_bg.wasm')) });

const word = office.writeDocx(text('document.json'), text('draft.json'));
writeFileSync(join(directory, 'written.docx'), word);
writeFileSync(join(directory, 'written.xlsx'), office.writeXlsx(text('workbook.json')));

const outcomes = {};
for (const name of ['a.docx', 'notepad.txt', 'cut.docx']) {
    outcomes[name] = JSON.parse(office.read(file(name), name));
}
process.stdout.write(JSON.stringify(outcomes));
