import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { addressOf } from '../src/reference/tidy-page.ts';
import { base, paths } from './site.ts';

const pages = globSync('**/*.html', { cwd: '.site' });
const texts = new Map<string, string>();

/** The text of a file of the site, read once: every page links to most others. */
function read(file: string): string {
  if (!texts.has(file)) texts.set(file, readFileSync(join('.site', file), 'utf8'));
  return texts.get(file)!;
}

/** The pages that are made from the sources, in English; the Spanish site shows the same ones. */
const generated = globSync('**/*.md', { cwd: 'generated/en' }).map((file) => addressOf(file));

test('a page is built for each text and language', () => {
  const expected = ['en', 'es'].flatMap((language) =>
    [...paths, ...generated].map((path) => join(language, path, 'index.html')),
  );
  expect(pages.toSorted()).toEqual(['404.html', 'index.html', ...expected].toSorted());
});

test.each(pages)('every link and file of %s is there, under the base', (page) => {
  // A reader may leave by a link, or save what a link holds; a page loads nothing from elsewhere.
  const html = read(page).replaceAll(/<a [^>]*href="(https?|data):[^"]*"/g, '');
  const targets = [...html.matchAll(/\s(?:href|src|component-url|renderer-url)="([^"#][^"]*)"/g)].map(([, to]) => to!);
  const here = new URL(page, `http://site${base}`);
  const broken = targets.filter((to) => {
    const { origin, pathname, hash } = new URL(to, here);
    if (origin !== here.origin) return true;
    const file = pathname.slice(base.length) + (pathname.endsWith('/') ? 'index.html' : '');
    return (
      !pathname.startsWith(base) ||
      !existsSync(join('.site', file)) ||
      (hash !== '' && !read(file).includes(`id="${decodeURIComponent(hash.slice(1))}"`))
    );
  });
  expect(broken).toEqual([]);
});

test.each(pages)('%s says what it may load, before anything else', (page) => {
  expect(read(page)).toMatch(/<head[^>]*><meta http-equiv="Content-Security-Policy" content="default-src 'self';/);
});
