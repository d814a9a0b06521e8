// What holds for every package that is published.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { publicPackages, root } from '../public-packages.ts';
import { arrows } from './arrows.ts';

const status = readFileSync(join(root, 'STATUS.md'), 'utf8');
const readme = readFileSync(join(root, 'README.md'), 'utf8');

describe.each(publicPackages)('$id', ({ id, folder, manifest }) => {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');

  test('its manifest has all that npm and bundlers read', () => {
    expect(manifest).toMatchObject({
      license: 'MIT',
      type: 'module',
      description: expect.any(String),
      keywords: expect.any(Array),
      engines: { node: '>=20.19' },
      files: expect.arrayContaining(['dist']),
      sideEffects: expect.anything(),
      exports: { '.': expect.any(Object) },
    });
    expect(manifest['size-limit']?.length).toBeGreaterThan(0);
  });

  test('its arrows go one way, through workspace:^', () => {
    const ours = Object.entries(manifest.dependencies ?? {}).filter(([name]) => name.startsWith('@featuremap/'));
    const allowed = ['errors', ...(arrows[id] ?? [])].map((name) => `@featuremap/${name}`);
    expect(allowed).toEqual(expect.arrayContaining(ours.map(([name]) => name)));
    for (const [name, range] of ours) expect(range, name).toBe('workspace:^');
  });

  test('tfjs-core is a peer, never a dependency', () => {
    expect(manifest.dependencies ?? {}).not.toHaveProperty('@tensorflow/tfjs-core');
  });

  test('it has a README that installs it, tests that run its examples, and its API pinned', () => {
    expect(read('README.md')).toMatch(new RegExp(`^npm install .*${manifest.name}`, 'm'));
    const tests = globSync('{src,test}/**/*.test.ts', { cwd: folder }).map(read).join('\n');
    expect(tests).toContain('testExamples(');
    expect(tests).toMatch(/Object\.keys\(\w+\)(\.sort\(\))?\)\s*\.toMatchInlineSnapshot/);
  });

  test('the root README and the status table name it', () => {
    expect(readme).toContain(manifest.name);
    expect(status).toContain(`\`${id}\``);
  });

  test('it has a changeset or a changelog', () => {
    const changesets = globSync('.changeset/*.md', { cwd: root }).map((file) => readFileSync(join(root, file), 'utf8'));
    const announced = changesets.some(
      (text) => text.includes(`'${manifest.name}':`) || text.includes(`"${manifest.name}":`),
    );
    expect(announced || existsSync(join(folder, 'CHANGELOG.md'))).toBe(true);
  });
});
