import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { outlineOf } from './outline.ts';

const pagesOf = (language: string) => globSync('**/*.mdx', { cwd: join(import.meta.dirname, language) }).sort();
const read = (language: string, page: string) => readFileSync(join(import.meta.dirname, language, page), 'utf8');
const pages = pagesOf('en');

test('every page is there in both languages', () => {
  expect(pages).toContain('index.mdx');
  expect(pagesOf('es')).toEqual(pages);
});

describe.each(pages)('%s', (page) => {
  test('has the same headings, figures, exercises, programs and links in Spanish', () => {
    expect(outlineOf(read('es', page))).toEqual(outlineOf(read('en', page)));
  });

  test.each(['en', 'es'])('its figures speak %s', (language) => {
    const spoken = [...read(language, page).matchAll(/\blang="(\w+)"/g)].map(([, lang]) => lang);
    expect(new Set(spoken).difference(new Set([language])).size).toBe(0);
  });

  test.each(['en', 'es'])('has a title and a description in %s', (language) => {
    expect(read(language, page)).toMatch(/^---\ntitle: \S.*\ndescription: \S/);
  });
});

test('an outline tells pages apart by heading, figure, answer, program and link', () => {
  const page = '## A\n\n<Exercise client:visible lang="en" answer={4}>\n\n[b](../c/)\n\n```js\n1;\n```\n';
  expect(outlineOf(page)).toEqual(['##', '<Exercise client:visible answer={4}>', 'link to ../c/', '1;\n']);
  for (const [from, to] of [
    ['## A', '### A'],
    ['Exercise', 'Pooling'],
    ['{4}', '{5}'],
    ['../c/', '../d/'],
    ['1;', '2;'],
  ] as const) {
    expect(outlineOf(page.replace(from, to))).not.toEqual(outlineOf(page));
  }
  expect(outlineOf(page.replace('lang="en"', 'lang="es"').replace('A', 'Á'))).toEqual(outlineOf(page));
});
