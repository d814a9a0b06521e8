// The long TypeScript example of the README compiles, with the oldest compiler too, and prints what it says.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compile } from './compile.ts';

const packageFolder = join(import.meta.dirname, '..');
const readme = readFileSync(join(packageFolder, 'README.md'), 'utf8');
const program = [...readme.matchAll(/^```ts\n([\s\S]*?)^```$/gm)]
  .map((match) => match[1]!)
  .find((text) => text.includes('import'))!;
// Without the types of Node, console is not declared.
const declared = `declare const console: { log(...values: unknown[]): void };\n${program}`;

test.each(['typescript', 'typescript-5.4'] as const)('it compiles with %s', (compiler) => {
  expect(compile(declared, { compiler }).errors).toEqual([]);
});

test('layers that change the shape cannot be repeated: that is a compile error', () => {
  const wrong = declared.replace(
    'repeat(3, conv2d(8, 8, { kernelSize: 3, padding: 1 })',
    'repeat(3, conv2d(8, 8, { kernelSize: 3 })',
  );
  expect(compile(wrong).errors.join('\n')).toContain('repeat: the layers turn [32, 24, 8] into [30, 22, 8]');
});

test('it prints what it says', () => {
  const folder = join(packageFolder, '.examples');
  mkdirSync(folder, { recursive: true });
  const file = join(folder, 'readme.ts');
  writeFileSync(file, program);
  try {
    expect(execFileSync(process.execPath, ['--no-warnings', file], { encoding: 'utf8' })).toBe('[ 8, 10 ] 4658\n');
  } finally {
    rmSync(file);
  }
});
