import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { base, paths } from './site.ts';

const pages = globSync('**/*.html', { cwd: '.site' });
const read = (page: string) => readFileSync(join('.site', page), 'utf8');

test('a page is built for each text and language', () => {
  const expected = ['en', 'es'].flatMap((language) => paths.map((path) => join(language, path, 'index.html')));
  expect(pages.toSorted()).toEqual(['index.html', ...expected].toSorted());
});

test.each(pages)('every link and file of %s is there, under the base', (page) => {
  const html = read(page);
  const targets = [...html.matchAll(/\s(?:href|src|component-url|renderer-url)="([^"#][^"]*)"/g)].map(([, to]) => to!);
  const here = new URL(page, `http://site${base}`);
  const broken = targets.filter((to) => {
    const { origin, pathname, hash } = new URL(to, here);
    if (origin !== here.origin) return true;
    const file = join('.site', pathname.slice(base.length), pathname.endsWith('/') ? 'index.html' : '');
    return (
      !pathname.startsWith(base) ||
      !existsSync(file) ||
      (hash !== '' && !readFileSync(file, 'utf8').includes(`id="${hash.slice(1)}"`))
    );
  });
  expect(broken).toEqual([]);
});

test.each(pages)('%s says what it may load, before anything else', (page) => {
  expect(read(page)).toMatch(/<head[^>]*><meta http-equiv="Content-Security-Policy" content="default-src 'self';/);
});
