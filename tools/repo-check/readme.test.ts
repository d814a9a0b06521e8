// The program of the root README runs and prints what it says.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from '@featuremap/testing';
import { expect, test } from 'vitest';
import { root } from '../public-packages.ts';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

test.each(examplesOf('README.md', readme))('the program in line $line', ({ program, prints }) => {
  const folder = mkdtempSync(join(import.meta.dirname, '../.examples-'));
  try {
    writeFileSync(join(folder, 'program.mjs'), program);
    const output = execFileSync(process.execPath, ['program.mjs'], { cwd: folder, encoding: 'utf8' });
    expect(output.trimEnd().split('\n')).toEqual(prints);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('there is one', () => {
  expect(examplesOf('README.md', readme)).toHaveLength(1);
});
