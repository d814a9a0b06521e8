// What holds for every file of the repository.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../public-packages.ts';

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '' && existsSync(join(root, file)));
const sources = files.filter((file) => /\.(ts|js|mjs|svelte|astro)$/.test(file));

test('no file is called utils, helpers, common or misc', () => {
  expect(sources.filter((file) => /^(utils?|helpers?|common|misc)\./.test(basename(file)))).toEqual([]);
});

test('every source file of a package has at most 400 lines', () => {
  const long = sources
    .filter((file) => file.startsWith('packages/') && !file.endsWith('.test.ts'))
    .filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > 400);
  expect(long).toEqual([]);
});

test('golden files name a script that exists, and are at most 2 MB in all', () => {
  const goldens = files.filter((file) => /^packages\/[^/]+\/golden\/.*\.json$/.test(file));
  for (const file of goldens) {
    const { source } = JSON.parse(readFileSync(join(root, file), 'utf8'));
    expect(source, file).toMatchObject({ torch: expect.any(String), seed: expect.any(Number) });
    expect(files, file).toContain(source.script);
  }
  const bytes = goldens.reduce((sum, file) => sum + statSync(join(root, file)).size, 0);
  expect(bytes).toBeLessThanOrEqual(2_000_000);
});

test('every decision has a number of its own', () => {
  const numbers = files.filter((file) => file.startsWith('docs/decisions/')).map((file) => basename(file).slice(0, 4));
  expect(new Set(numbers).size).toBe(numbers.length);
  for (const number of numbers) expect(number).toMatch(/^\d{4}$/);
});
