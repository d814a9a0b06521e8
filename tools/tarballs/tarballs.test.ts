// Every public package as a user gets it: packed, linted, installed in an empty folder, run on two Nodes.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { examplesOf } from '@featuremap/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { publicPackages, root } from '../public-packages.ts';
import { installInEmptyFolder, packAll, run } from './empty-folder.ts';

const names = publicPackages.map(({ manifest }) => manifest.name);
const binaries = join(import.meta.dirname, '../node_modules/.bin');
let tarballs: Map<string, string>;
let node20: string;
let node20Folder: string;

beforeAll(() => {
  tarballs = packAll(root, names);
  node20Folder = installInEmptyFolder(['node@20'], new Map());
  node20 = join(node20Folder, 'node_modules/node/bin/node');
});

afterAll(() => {
  rmSync(dirname([...tarballs.values()][0]!), { recursive: true });
  rmSync(node20Folder, { recursive: true });
});

describe.each(publicPackages)('$id', ({ folder, manifest }) => {
  const readme = readFileSync(join(folder, 'README.md'), 'utf8');
  const wanted = /^npm install (.+)$/m.exec(readme)?.[1]?.split(/\s+/) ?? [];

  test('its package.json and its types are right', () => {
    const tarball = tarballs.get(manifest.name)!;
    run(join(binaries, 'publint'), ['run', tarball, '--strict'], root);
    run(join(binaries, 'attw'), [tarball, '--profile', 'esm-only', '--no-emoji'], root);
  });

  test('it installs from its tarball in an empty folder and its README runs there', () => {
    expect(wanted, 'what the README says after npm install').toContain(manifest.name);
    const user = installInEmptyFolder(wanted, tarballs);
    try {
      const examples = examplesOf('README.md', readme);
      expect(examples.length).toBeGreaterThan(0);
      for (const [index, { program, prints }] of examples.entries()) {
        const script = join(user, `example-${index}.js`);
        writeFileSync(script, program);
        for (const node of [process.execPath, node20]) {
          expect(run(node, [script], user).trimEnd().split('\n'), `${node} ${script}`).toEqual(prints);
        }
      }
      for (const node of [process.execPath, node20]) {
        const require = `console.log(Object.keys(require('${manifest.name}')).length > 0)`;
        expect(run(node, ['--no-warnings', '--input-type=commonjs', '-e', require], user)).toBe('true\n');
      }
    } finally {
      rmSync(user, { recursive: true });
    }
  });
});
