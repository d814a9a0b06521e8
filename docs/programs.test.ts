import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from '@featuremap/testing';
import { describe, expect, test } from 'vitest';

const here = import.meta.dirname;
// The programs of the Spanish pages are the same, to the letter: translations.test.ts sees to it.
const lessons = globSync('en/**/*.mdx', { cwd: here }).sort();

describe.each(lessons)('%s', (file) => {
  const programs = examplesOf(file, readFileSync(join(here, file), 'utf8'));

  test('has a program', () => {
    expect(programs.length).toBeGreaterThan(0);
  });

  test.each(programs)(
    'the program at line $line prints what it says',
    { timeout: 120_000 },
    ({ program, prints, line }) => {
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
    },
  );
});
