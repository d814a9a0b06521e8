import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf, skipWithout } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';
import { findPython } from '../tools/golden/find-python.ts';

const here = import.meta.dirname;
// The programs of the Spanish pages are the same, to the letter: translations.test.ts sees to it.
const pages = globSync('en/**/*.mdx', { cwd: here })
  .sort()
  .map((file) => ({ file, programs: examplesOf(file, readFileSync(join(here, file), 'utf8')) }));

test.each(pages.filter(({ file }) => /^en.(lessons|packages).(?!index)/.test(file)))('$file has a program', (page) => {
  expect(page.programs.length).toBeGreaterThan(0);
});

describe.each(pages.filter(({ programs }) => programs.length > 0))('$file', ({ file, programs }) => {
  test.each(programs)('the program at line $line prints what it says', ({ program, prints, line }) => {
    const folder = join(here, '.examples');
    mkdirSync(folder, { recursive: true });
    const script = join(folder, `${file.replaceAll(/[/\\.]/g, '-')}-${line}.mjs`);
    writeFileSync(script, program);
    try {
      const output = execFileSync(process.execPath, [script], { cwd: here, encoding: 'utf8' });
      expect(output.trimEnd().split('\n')).toEqual(prints);
    } finally {
      rmSync(script);
    }
  });
});

/** The Python programs that say what they print, in `print(…)  # text`. */
const comparisons = pages.flatMap(({ file }) =>
  [...readFileSync(join(here, file), 'utf8').matchAll(/```python\n([\s\S]*?)```/g)].flatMap(([, program]) => {
    const prints = [...program!.matchAll(/print\(.*\) {2}# (.*)$/gm)].map(([, text]) => text!);
    return prints.length > 0 ? [{ file, program: program!, prints }] : [];
  }),
);
const python = findPython('torch');

test.skipIf(skipWithout('torch', python !== undefined, 'python3-torch'))('the PyTorch side prints what it says', () => {
  expect(comparisons.length).toBeGreaterThan(0);
  for (const { program, prints } of comparisons) {
    const output = execFileSync(python!, ['-c', program], { encoding: 'utf8' });
    expect(output.trimEnd().split('\n')).toEqual(prints);
  }
});
