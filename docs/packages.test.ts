import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const manifests = globSync('packages/*/package.json', { cwd: root }).map((file) => JSON.parse(read(file)));
const packages = manifests.filter(({ private: isPrivate }) => !isPrivate).map(({ name }) => basename(name));
const pages = globSync('docs/en/**/*.mdx', { cwd: root }).sort();

/** The first block of shell commands of a Markdown text. */
const installOf = (markdown: string) => markdown.match(/```sh\n([\s\S]*?)```/)![1];

test('every public package has a page', () => {
  const named = globSync('docs/en/packages/*.mdx', { cwd: root }).map((file) => basename(file, '.mdx'));
  expect(named.sort()).toEqual(['index', ...packages].sort());
});

test.each(packages)('the page of %s says how to install it as its README does', (name) => {
  expect(installOf(read(`docs/en/packages/${name}.mdx`))).toBe(installOf(read(`packages/${name}/README.md`)));
  expect(installOf(read(`docs/es/packages/${name}.mdx`))).toBe(installOf(read(`packages/${name}/README.md`)));
});

/** A link of a page into the reference. Types have no page of their own. */
interface Name {
  readonly text: string;
  readonly entryPoint: string;
  readonly name: string;
  /** The member of the class, if the link leads to one. */
  readonly member: string | undefined;
}

function namesIn(page: string): Name[] {
  const links = read(page).matchAll(
    /\[([^\]]*|`[^`]*`)\]\([./]*reference\/([\w/-]+?)\/(?:classes|functions|variables)\/([^/]+)\/(?:#([^)]+))?\)/g,
  );
  return Array.from(links, ([, text, entryPoint, name, member]) => ({
    text: text!,
    entryPoint: entryPoint!,
    name: name!,
    member,
  }));
}

describe.each(pages.filter((page) => namesIn(page).length > 0))('%s', (page) => {
  test.each(namesIn(page))('$text is $name of $entryPoint', async ({ text, entryPoint, name, member }) => {
    const api: Record<string, { prototype?: object }> = await import(`@featuremap/${entryPoint}`);
    let found = Object.keys(api).filter((one) => one.toLowerCase() === name);
    expect(found).not.toEqual([]);
    if (member !== undefined) {
      const members = found.flatMap((one) => Object.getOwnPropertyNames(api[one]!.prototype));
      found = members.filter((one) => one.toLowerCase() === member);
    }
    expect(found.some((one) => new RegExp(`\\b${one}\\b`).test(text))).toBe(true);
  });
});
