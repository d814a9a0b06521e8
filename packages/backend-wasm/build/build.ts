// Compiles assembly/ twice (plain and relaxed SIMD) and writes dist/wasm-code.js, which `#wasm-code` names: both modules
// deflated and in base64, the fields of each task, and the program of a thread.
import { globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as asc from 'assemblyscript/asc';
import { buildSync } from 'esbuild';
import { binarySource, comparisonSource, unarySource } from './elementwise.ts';
import { planarSource } from './planar.ts';
import { sparseTilesSource } from './sparse-tiles.ts';
import { taskFields } from './task-fields.ts';
import { tilesSource } from './tiles.ts';

const root = join(import.meta.dirname, '..');
const generated = new Map([
  ['assembly/tiles.ts', tilesSource()],
  ['assembly/conv-planar.ts', planarSource()],
  ['assembly/sparse-tiles.ts', sparseTilesSource()],
  ['assembly/unary.ts', unarySource()],
  ['assembly/binary.ts', binarySource()],
  ['assembly/comparisons.ts', comparisonSource()],
]);

function readSource(name: string): string | null {
  const made = generated.get(name);
  if (made !== undefined) return made;
  try {
    return readFileSync(join(root, name), 'utf8');
  } catch {
    return null; // asc asks for each place where a module might be
  }
}

async function compile(features: readonly string[]): Promise<Uint8Array> {
  let binary: Uint8Array | undefined;
  const sharedMemory = ['--importMemory', '--sharedMemory', '--initialMemory', '1', '--maximumMemory', '65536'];
  const { error, stderr } = await asc.main(
    ['assembly/index.ts', '--outFile', 'kernels.wasm', '-O3', '--noAssert', '--runtime', 'stub', '--memoryBase', '1024']
      .concat(sharedMemory)
      .concat(features.flatMap((feature) => ['--enable', feature])),
    {
      readFile: readSource,
      writeFile: (_name: string, contents: string | Uint8Array) => {
        if (typeof contents !== 'string') binary = contents;
      },
      listFiles: () => [],
    },
  );
  if (error !== null || binary === undefined) throw new Error(`asc failed: ${error?.message}\n${stderr.toString()}`);
  return binary;
}

const base64 = (binary: Uint8Array) => deflateRawSync(binary, { level: 9 }).toString('base64');

const [plain, relaxed] = await Promise.all([
  compile(['simd', 'threads']),
  compile(['simd', 'threads', 'relaxed-simd']),
]);
const { outputFiles } = buildSync({
  entryPoints: [join(root, 'src/thread.ts')],
  bundle: true,
  minify: true,
  format: 'iife',
  write: false,
});
const written = globSync('assembly/*.ts', { cwd: root }).map((name) => readFileSync(join(root, name), 'utf8'));
const parts = {
  plainModule: base64(plain),
  relaxedModule: base64(relaxed),
  taskFields: taskFields([...written, ...generated.values()]),
  threadProgram: outputFiles[0]!.text.trim(),
};
mkdirSync(join(root, 'dist'), { recursive: true });
writeFileSync(
  join(root, 'dist/wasm-code.js'),
  Object.entries(parts)
    .map(([name, value]) => `export const ${name} = ${JSON.stringify(value)};\n`)
    .join(''),
);
