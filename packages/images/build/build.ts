// Compiles assembly/ and writes dist/jpeg-binary.js, which `#jpeg-binary` names: the module in base64.
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as asc from 'assemblyscript/asc';

const root = join(import.meta.dirname, '..');
let binary: Uint8Array | undefined;
const { error, stderr } = await asc.main(
  ['assembly/index.ts', '--outFile', 'jpeg.wasm', '-O3', '--noAssert', '--runtime', 'stub'].concat([
    '--memoryBase',
    '16',
    '--enable',
    'simd',
  ]),
  {
    readFile: (name) => {
      try {
        return readFileSync(join(root, name), 'utf8');
      } catch {
        return null; // asc asks for each place where a module might be
      }
    },
    writeFile: (_name, contents) => {
      if (typeof contents !== 'string') binary = contents;
    },
    listFiles: () => [],
  },
);
if (error !== null || binary === undefined) throw new Error(`asc failed: ${error?.message}\n${stderr.toString()}`);

mkdirSync(join(root, 'dist'), { recursive: true });
const file = join(root, 'dist/jpeg-binary.js');
writeFileSync(`${file}.new`, `export const jpegBinary = '${Buffer.from(binary).toString('base64')}';\n`);
renameSync(`${file}.new`, file);
