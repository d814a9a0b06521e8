import { execFileSync } from 'node:child_process';
import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as errors from '@featuremap/errors';
import { expect, test } from 'vitest';

const here = import.meta.dirname;
const read = (page: string) => readFileSync(join(here, page), 'utf8');

/** The entries of a page of the error index: a program, and the message that it ends with. */
function entriesOf(page: string): { program: string; message: string }[] {
  const blocks = read(page).matchAll(/```js\n([\s\S]*?)```\n\n```text\n([\s\S]*?)\n```/g);
  return Array.from(blocks, ([, program, message]) => ({ program: program!, message: message! }));
}

/** Runs the programs one after the other in one process and returns with which error each of them ends. */
function errorsOf(page: string, programs: readonly string[]): { code: string; message: string }[] {
  mkdirSync(join(here, '.examples'), { recursive: true });
  const files = programs.map((program, index) => {
    const file = join(here, '.examples', `${basename(page, '.mdx')}-error-${index}.mjs`);
    writeFileSync(file, program);
    return file;
  });
  const runner = `
    const ends = [];
    for (const program of ${JSON.stringify(files.map((file) => pathToFileURL(file).href))}) {
      try {
        await import(program);
        ends.push({ message: 'it ends without an error' });
      } catch ({ code, message }) {
        ends.push({ code, message: message.replaceAll(process.cwd() + '/', '') });
      }
    }
    console.log(JSON.stringify(ends));`;
  try {
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', runner], {
      cwd: here,
      encoding: 'utf8',
    });
    return JSON.parse(output.trimEnd().split('\n').at(-1)!);
  } finally {
    for (const file of files) rmSync(file);
  }
}

const kinds = Object.entries(errors)
  .filter(([name]) => name.endsWith('Error') && name !== 'FeaturemapError')
  .map(([, kind]) => new (kind as typeof errors.ArgumentError)('').code);
const pages = globSync('en/errors/*.mdx', { cwd: here }).filter((page) => basename(page) !== 'index.mdx');

test('every kind of error has a page', () => {
  const titles = pages.map((page) => read(page).match(/^title: '(.*)'$/m)![1]);
  expect(titles.sort()).toEqual(kinds.sort());
});

test.each(pages)('the programs of %s end with the errors that it shows', (page) => {
  const entries = entriesOf(page);
  const code = read(page).match(/^title: '(.*)'$/m)![1];
  const ends = errorsOf(
    page,
    entries.map(({ program }) => program),
  );
  expect(entries.length).toBe(read(page).match(/^## /gm)!.length);
  // '…' stands for what differs from machine to machine.
  expect(
    ends.map((end, index) => (matches(end.message, entries[index]!.message) ? entries[index]!.message : end.message)),
  ).toEqual(entries.map(({ message }) => message));
  expect(new Set(ends.map((end) => end.code))).toEqual(new Set([code]));
});

test.each(pages)('%s shows the same messages in Spanish', (page) => {
  expect(entriesOf(page.replace('en', 'es'))).toEqual(entriesOf(page));
});

function matches(message: string, pattern: string): boolean {
  const parts = pattern.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('[^]*')}$`).test(message);
}
