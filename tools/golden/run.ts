// pnpm golden          makes the golden files of all packages again (needs PyTorch)
// pnpm golden --check  makes them in a temporary folder and compares them with the committed ones
import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { differences } from './differences.ts';
import { findPython } from './find-python.ts';

const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });
const root = join(import.meta.dirname, '../..');
const python = findPython('torch');
if (python === undefined) {
  console.error('pnpm golden needs PyTorch: install python3-torch (or name a Python that has it in $PYTHON)');
  process.exit(1);
}

const made = mkdtempSync(join(tmpdir(), 'featuremap-golden-'));
let failures = 0;
try {
  for (const script of readdirSync(import.meta.dirname).filter((f) => f.endsWith('.py') && f !== 'golden.py')) {
    execFileSync(python, [join(import.meta.dirname, script), made], { stdio: 'inherit' });
  }
  for (const folder of readdirSync(made)) {
    for (const file of readdirSync(join(made, folder))) {
      const fresh = join(made, folder, file);
      const committed = join(root, 'packages', folder, 'golden', file);
      if (!values.check) {
        cpSync(fresh, committed);
        console.log(`wrote packages/${folder}/golden/${file}`);
        continue;
      }
      const found = existsSync(committed)
        ? differences(JSON.parse(readFileSync(committed, 'utf8')), JSON.parse(readFileSync(fresh, 'utf8')))
        : ['the file is missing'];
      failures += found.length;
      console.log(`${found.length === 0 ? 'same     ' : 'DIFFERENT'} packages/${folder}/golden/${file}`);
      for (const line of found.slice(0, 5)) console.log(`  ${line}`);
    }
  }
} finally {
  rmSync(made, { recursive: true });
}
process.exitCode = failures === 0 ? 0 : 1;
