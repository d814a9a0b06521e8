// What holds for every layer of @featuremap/layers.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../public-packages.ts';

const folder = join(root, 'packages/layers');
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

/** The classes of layers that can be made, with their files. */
const layers = globSync('src/layers/*.ts', { cwd: folder })
  .filter((file) => !file.endsWith('.test.ts'))
  .map((file) => ({ file, name: /^export class (\w+)/m.exec(read(file))?.[1] }))
  .filter(({ name }) => name !== undefined)
  .sort((a, b) => (a.file < b.file ? -1 : 1));

test('there are layers', () => {
  expect(layers.map(({ name }) => name)).toEqual(expect.arrayContaining(['Conv2d', 'Linear', 'BatchNorm2d']));
});

test.each(layers)('$name has a test, a line in the index and its name in the README', ({ file, name }) => {
  expect(existsSync(join(folder, file.replace(/\.ts$/, '.test.ts')))).toBe(true);
  const line = new RegExp(`^export \\{[^}]*\\b${name}\\b[^}]*\\} from './${file.replace('src/', '')}';$`, 'm');
  expect(read('src/index.ts')).toMatch(line);
  expect(read('README.md')).toContain(`\`${name}\``);
});
